//! Filter policies of subscriptions; the operators themselves are tested where they are made.

use super::*;
use crate::sim::{Attribute, AttributeValue};

fn with(attributes: &[(&str, &str, &str)]) -> Draft {
    let attribute = |(name, data_type, value): &(&str, &str, &str)| Attribute {
        name: Rc::from(*name),
        data_type: Rc::from(*data_type),
        value: AttributeValue::Text(Rc::from(*value)),
    };
    Draft {
        attributes: attributes.iter().map(attribute).collect(),
        ..text("x")
    }
}

fn filtered(bench: &Bench, why: &str) -> i64 {
    bench.metric(T, &format!("NumberOfNotificationsFilteredOut{why}"))
}

/// SNS-102, SNS-103, SNS-080, SNS-081, SNS-082, SNS-101.
#[test]
fn a_queue_gets_what_its_filter_lets_through() {
    let mut bench = Bench::standard(&[]);
    let all = bench.queue(2, "sqs-standard", &[]);
    let policy = r#"{"store": ["a"], "price": [{"numeric": [">", 100]}]}"#;
    let dear = bench.queue(3, "sqs-standard", &[("FilterPolicy", policy)]);
    let branches = r#"{"$or": [{"t": ["x"]}, {"u": [{"exists": true}]}], "k": ["1"]}"#;
    let either = bench.queue(4, "sqs-standard", &[("FilterPolicy", branches)]);
    let store = ("store", "String", "a");
    bench
        .publish(with(&[store, ("price", "Number", "150")]))
        .expect("accepted");
    bench.publish(with(&[store])).expect("accepted");
    bench
        .publish(with(&[("k", "String", "1"), ("u", "String", "9")]))
        .expect("accepted");
    bench
        .publish(with(&[("k", "String", "2"), ("t", "String", "x")]))
        .expect("accepted");
    bench.publish(with(&[])).expect("accepted");
    assert_eq!([all, dear, either].map(|queue| bench.depth(queue)), [5, 1, 1]);
    assert_eq!((filtered(&bench, ""), filtered(&bench, "-NoMessageAttributes")), (8, 2));
    assert_eq!(filtered(&bench, "-MessageAttributes"), 6);
    assert_eq!(bench.metric(T, "Attempts"), 7, "what is filtered out is not even tried");
}

/// SNS-084.
#[test]
fn a_filter_over_bodies_takes_json_objects_only() {
    let mut bench = Bench::standard(&[]);
    let terms = [
        ("FilterPolicyScope", "MessageBody"),
        ("FilterPolicy", r#"{"o": {"k": ["v"]}}"#),
    ];
    let queue = bench.queue(2, "sqs-standard", &terms);
    for body in [
        r#"{"o": {"k": "v", "z": 1}}"#,
        r#"{"o": [{"k": "u"}, {"k": "v"}]}"#,
        r#"{"o": 1}"#,
        "plain text",
    ] {
        bench.publish(text(body)).expect("accepted");
    }
    assert_eq!(bench.depth(queue), 2);
    assert_eq!(
        (
            filtered(&bench, "-MessageBody"),
            filtered(&bench, "-InvalidMessageBody")
        ),
        (1, 1)
    );
}

/// SNS-083, SNS-094, SNS-226.
#[test]
fn what_a_filter_may_not_say_is_refused_with_a_sentence() {
    let wire = crate::nodes::kind("sns-standard").expect("a kind").ports[1].wire;
    let check = |changes: Changes<'_>| {
        let mut terms = Terms::new(wire);
        for (name, value) in changes {
            let field = wire.fields.iter().find(|field| field.name == *name).expect("a field");
            let value = field.parse(value).map_err(|error| error.hint)?;
            terms.set(name, value).map_err(|error| error.hint)?;
        }
        let kind = |name| crate::nodes::kind(name).expect("a kind");
        (wire.check)(&terms, kind("sns-standard"), kind("sqs-standard"))
    };
    let nested = ("FilterPolicy", r#"{"a": {"b": ["c"]}}"#);
    assert!(check(&[nested]).is_err_and(|text| text.contains("does not support nested filter policy")));
    assert_eq!(check(&[nested, ("FilterPolicyScope", "MessageBody")]), Ok(()));
    let wildcard = ("FilterPolicy", r#"{"a": [{"wildcard": "x*"}]}"#);
    assert!(check(&[wildcard]).is_err_and(|text| text.contains("Unrecognized match type wildcard")));
    assert_eq!(check(&[wildcard, ("ExtendedOperators", "true")]), Ok(()));
    assert!(check(&[("FilterPolicy", "{")]).is_err_and(|text| text.contains("failed to parse JSON")));
}

/// SNS-100.
#[test]
fn a_changed_filter_counts_when_it_has_spread() {
    let mut bench = Bench::standard(&[("filter_propagation_s", "900")]);
    let queue = bench.queue(2, "sqs-standard", &[]);
    bench.set_terms(WireId(1), queue, &[("FilterPolicy", r#"{"a": ["b"]}"#)]);
    bench.publish_many(1);
    bench.at_secs(900);
    bench.publish_many(1);
    assert_eq!((bench.depth(queue), filtered(&bench, "")), (1, 1));
}

/// SNS-147: a filter holds for what is replayed too.
#[test]
fn a_replay_is_filtered() {
    let mut bench = Bench::fifo(&[("ArchivePolicy.MessageRetentionPeriod", "1")]);
    for body in [r#"{"n": 1}"#, r#"{"n": 2}"#] {
        bench
            .publish(Draft {
                group: Some(Rc::from("g")),
                deduplication: Some(Rc::from(&body[6..7])),
                ..text(body)
            })
            .expect("accepted");
    }
    let terms = [
        (
            "ReplayPolicy",
            r#"{"PointType": "Timestamp", "StartingPoint": "2026-01-01T00:00:00Z"}"#,
        ),
        ("FilterPolicyScope", "MessageBody"),
        ("FilterPolicy", r#"{"n": [2]}"#),
    ];
    let queue = bench.queue(2, "sqs-fifo", &terms);
    bench.at_secs(1);
    assert_eq!(bench.depth(queue), 1);
}
