//! What a queue accepts, and in which words it refuses the rest.

use super::*;
use crate::sim::{Attribute, AttributeValue, Fate};

fn attribute(name: &str, data_type: &str, value: &str) -> Attribute {
    Attribute {
        name: Rc::from(name),
        data_type: Rc::from(data_type),
        value: AttributeValue::Text(Rc::from(value)),
    }
}

fn with_attributes(attributes: Vec<Attribute>) -> Draft {
    Draft {
        attributes: Rc::from(attributes),
        ..text("a")
    }
}

/// SQS-061, SQS-100, SQS-219, SQS-038, SQS-043
#[test]
fn a_message_sent_is_received_hidden_and_deleted() {
    let mut bench = Bench::new::<S>(&[]);
    bench.send_ok::<S>(text("a"));
    assert_eq!(bench.counts(Q), [1, 0, 0]);
    let got = bench.short::<S>(Q, 1).expect("a poll");
    assert_eq!(bodies(&got), ["a"]);
    assert_eq!(bench.counts(Q), [0, 1, 0]);
    bench.delete::<S>(got[0].handle).expect("a delete");
    assert_eq!(bench.counts(Q), [0, 0, 0]);
    bench.delete::<S>(got[0].handle).expect("deleting again succeeds");
    assert_eq!(bench.metric(Q, "NumberOfMessagesDeleted"), 2, "SQS-176");
    assert_eq!(bench.world.ledger().count(Fate::Done), 1);
}

/// SQS-051, SQS-052, SQS-050, SQS-054, SQS-056
#[test]
fn malformed_messages_are_refused_and_never_made() {
    let mut bench = Bench::new::<S>(&[]);
    let group = |group: &str| Draft {
        group: Some(Rc::from(group)),
        ..text("a")
    };
    let late = Draft {
        delay: Some(secs(901)),
        ..text("a")
    };
    let cases = [
        (text(""), ("MissingParameter", "SQS-051")),
        (text("bell \u{7}"), ("InvalidMessageContents", "SQS-052")),
        (text("\u{FFFE}"), ("InvalidMessageContents", "SQS-052")),
        (late, ("InvalidParameterValue", "SQS-050")),
        (group("group 123"), ("InvalidParameterValue", "SQS-056")),
        (group(&"g".repeat(129)), ("InvalidParameterValue", "SQS-056")),
        (
            with_attributes((0..11).map(|n| attribute(&format!("a{n}"), "String", "x")).collect()),
            ("InvalidParameterValue", "SQS-050"),
        ),
    ];
    for (draft, expected) in cases {
        assert_eq!(refusal(bench.send::<S>(draft)), expected);
    }
    for name in ["aws.x", "Amazon.x", ".x", "x.", "a..b", "a b", ""] {
        let draft = with_attributes(vec![attribute(name, "String", "x")]);
        assert_eq!(
            refusal(bench.send::<S>(draft)),
            ("InvalidParameterValue", "SQS-054"),
            "{name}"
        );
    }
    for (kind, value) in [("Text", "x"), ("String", ""), ("Binary", "x")] {
        let draft = with_attributes(vec![attribute("a", kind, value)]);
        assert_eq!(refusal(bench.send::<S>(draft)).1, "SQS-054", "{kind}");
    }
    assert_eq!(bench.world.ledger().made, 0);
    bench.send_ok::<S>(text("tab\t, line\n, \u{10000}"));
    bench.send_ok::<S>(with_attributes(vec![attribute("a.b-c_1", "Number.int", "1")]));
    assert_eq!(bench.metric(Q, "RefusedRequests"), 7 + 7 + 3);
}

/// SQS-053, SQS-025
#[test]
fn a_message_may_be_as_long_as_the_limit_and_no_longer() {
    let mut bench = Bench::new::<S>(&[("MaximumMessageSize", &1_024)]);
    assert_eq!(
        refusal(bench.send::<S>(text(&"x".repeat(1_025)))),
        ("InvalidParameterValue", "SQS-053")
    );
    bench.send_ok::<S>(text(&"x".repeat(1_024)));
    let mut draft = with_attributes(vec![attribute("name", "String", &"x".repeat(1_013))]);
    bench.send_ok::<S>(draft.clone()); // 1 + 4 + 6 + 1013 = 1024
    draft.trace_header = Some(Rc::from("Root=1-5759e988-bd862e3fe1be46a994272793"));
    bench.send_ok::<S>(draft.clone());
    draft.body = Rc::from("ab");
    assert_eq!(refusal(bench.send::<S>(draft)).1, "SQS-053");
    assert_eq!(bench.metric(Q, "SentMessageSize"), 3 * 1_024);
}

/// SQS-001, PAT-062
#[test]
fn the_classic_limits_stop_at_256_kb() {
    for (profile, kib, accepted) in [
        ("current", 200, true),
        ("current", 300, true),
        ("current", 2_048, false),
        ("classic", 200, true),
        ("classic", 256, true),
        ("classic", 300, false),
    ] {
        let mut bench = Bench::new::<S>(&[("limits_profile", &profile)]);
        let sent = bench.send::<S>(text(&"x".repeat(kib * 1_024)));
        assert_eq!(sent.is_ok(), accepted, "{profile} {kib} KiB");
    }
}

/// SQS-055, SQS-009
#[test]
fn a_standard_queue_knows_no_deduplication_id_and_groups_only_today() {
    let mut bench = Bench::new::<S>(&[]);
    assert_eq!(refusal(bench.send::<S>(grouped("g", "d"))).1, "SQS-055");
    let tenant = Draft {
        group: Some(Rc::from("g")),
        ..text("a")
    };
    bench.send_ok::<S>(tenant.clone());
    let mut classic = Bench::new::<S>(&[("limits_profile", &"classic")]);
    assert_eq!(refusal(classic.send::<S>(tenant)), ("InvalidParameterValue", "SQS-009"));
}

/// SQS-057, SQS-058, SQS-059
#[test]
fn a_fifo_queue_insists_on_its_parameters() {
    let mut bench = Bench::new::<F>(&[("DelaySeconds", &5)]);
    assert_eq!(refusal(bench.send::<F>(text("a"))), ("MissingParameter", "SQS-057"));
    let mut draft = grouped("g", "d");
    draft.deduplication = None;
    assert_eq!(
        refusal(bench.send::<F>(draft.clone())),
        ("InvalidParameterValue", "SQS-058")
    );
    let batch = vec![("1".to_string(), grouped("g", "x")), ("2".to_string(), draft)];
    let result = bench.call::<F, _>(Q, |queue, cx| queue.send_batch(batch, cx));
    assert_eq!(refusal(result), ("InvalidParameterValue", "SQS-058"));
    let batch = vec![("1".to_string(), text("a"))];
    let result = bench.call::<F, _>(Q, |queue, cx| queue.send_batch(batch, cx));
    assert_eq!(refusal(result), ("InvalidParameterValue", "SQS-057"));
    let delayed = |seconds| Draft {
        delay: Some(secs(seconds)),
        ..grouped("g", "d")
    };
    assert_eq!(refusal(bench.send::<F>(delayed(1))).1, "SQS-059");
    bench.send_ok::<F>(delayed(0));
    assert_eq!(bench.counts(Q), [0, 0, 1], "SQS-059: the queue's delay still counts");
    bench.at_secs(4);
    assert!(bench.bodies::<F>(1).is_empty());
    bench.at_secs(5);
    assert_eq!(bench.bodies::<F>(1), ["d"]);
}

/// SQS-060, SQS-061, SQS-023, PAT-049
#[test]
fn a_message_timer_overrides_the_delay_of_a_standard_queue() {
    let mut bench = Bench::new::<S>(&[("DelaySeconds", &60)]);
    bench.send_ok::<S>(text("queue delay"));
    bench.send_ok::<S>(Draft {
        delay: Some(SimDuration::ZERO),
        ..text("now")
    });
    assert_eq!(bench.counts(Q), [1, 0, 1]);
    assert_eq!(bench.bodies::<S>(10), ["now"]);
    bench.set::<S>(Q, &[("DelaySeconds", &0)]);
    bench.at_secs(59);
    assert!(
        bench.bodies::<S>(10).iter().all(|body| body != "queue delay"),
        "SQS-023"
    );
    bench.at_secs(60);
    assert!(bench.bodies::<S>(10).contains(&"queue delay".to_string()));
}

/// SQS-062, SQS-063, SQS-065
#[test]
fn batches_fail_as_a_whole_or_entry_by_entry() {
    let mut bench = Bench::new::<S>(&[("MaximumMessageSize", &1_024)]);
    let mut batch = |entries: Vec<(&str, Draft)>| {
        let entries = entries.into_iter().map(|(id, draft)| (id.to_string(), draft)).collect();
        bench.call::<S, _>(Q, |queue, cx| queue.send_batch(entries, cx))
    };
    let code = |result| refusal::<Vec<_>>(result).0;
    assert_eq!(code(batch(vec![])), "EmptyBatchRequest");
    let ids = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a b"];
    let eleven: Vec<_> = ids.iter().map(|id| (*id, text("a"))).collect();
    assert_eq!(code(batch(eleven)), "TooManyEntriesInBatchRequest");
    assert_eq!(
        code(batch(vec![("a b", text("a")), ("a b", text("a"))])),
        "InvalidBatchEntryId"
    );
    assert_eq!(
        code(batch(vec![("a", text("a")), ("a", text("a"))])),
        "BatchEntryIdsNotDistinct"
    );
    let half = "x".repeat(524_289);
    assert_eq!(
        code(batch(vec![("a", text(&half)), ("b", text(&half))])),
        "BatchRequestTooLong"
    );
    let results = batch(vec![("a", text(&"x".repeat(1_025))), ("b", text("x"))]).expect("a mixed batch");
    assert_eq!(results[0].0, "a");
    assert_eq!(results[0].1.as_ref().map_err(|error| error.rule.id), Err("SQS-053"));
    assert!(results[1].1.is_ok());
    assert_eq!(bench.counts(Q), [1, 0, 0]);

    let mut fifo = Bench::new::<F>(&[]);
    let entries = (0..10).map(|n| (n.to_string(), grouped("g", &n.to_string()))).collect();
    let results = fifo
        .call::<F, _>(Q, |queue, cx| queue.send_batch(entries, cx))
        .expect("a batch");
    let order: Vec<_> = results
        .iter()
        .map(|(_, sent)| sent.as_ref().expect("sent").sequence)
        .collect();
    assert!(order.is_sorted());
    assert_eq!(fifo.bodies::<F>(10), ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
}
