//! FIFO topics: order, duplicates, blocking, archive.

use super::*;

/// SNS-140, SNS-141, PAT-078.
#[test]
fn sns_140_sns_141_pat_078_both_queues_get_each_message_once_and_in_order() {
    let mut bench = Bench::fifo(&[]);
    let queues = [2, 3].map(|id| bench.queue(id, "sqs-fifo", &[("RawMessageDelivery", "true")]));
    let first = bench.publish(grouped("a", "a1")).expect("accepted");
    for (group, id) in [
        ("b", "b1"),
        ("a", "a2"),
        ("a", "a2"),
        ("b", "b2"),
        ("a", "a1"),
        ("a", "a3"),
    ] {
        bench.publish(grouped(group, id)).expect("accepted");
    }
    let again = bench.publish(grouped("a", "a1")).expect("accepted");
    assert_eq!(again.message, first.message, "the answer names the original");
    for queue in queues {
        let bodies = bench.bodies(queue);
        let of = |group: char| {
            bodies
                .iter()
                .filter(|body| body.starts_with(group))
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(
            (of('a'), of('b')),
            (
                vec!["a1".into(), "a2".into(), "a3".into()],
                vec!["b1".into(), "b2".into()]
            )
        );
    }
    assert_eq!(bench.metric(T, "Deduplicated"), 3);
    bench.at_secs(300);
    bench.publish(grouped("a", "a1")).expect("accepted");
    assert_eq!(bench.metric(T, "Deduplicated"), 3, "five minutes later it counts anew");
}

/// SNS-021, SNS-140.
#[test]
fn sns_021_sns_140_ids_are_compared_in_the_topic_or_in_the_group() {
    for (scope, dropped) in [("Topic", 1), ("MessageGroup", 0)] {
        let mut bench = Bench::fifo(&[("FifoThroughputScope", scope)]);
        bench.publish(grouped("a", "1")).expect("accepted");
        bench.publish(grouped("b", "1")).expect("accepted");
        assert_eq!(bench.metric(T, "Deduplicated"), dropped, "{scope}");
    }
}

/// SNS-020, SNS-140, PAT-138.
#[test]
fn sns_020_sns_140_pat_138_the_content_serves_as_id() {
    let mut bench = Bench::fifo(&[("ContentBasedDeduplication", "true")]);
    let queue = bench.queue(2, "sqs-fifo", &[]);
    for n in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3, 7] {
        let draft = Draft {
            group: Some(Rc::from("g")),
            ..text(&n.to_string())
        };
        bench.publish(draft).expect("accepted");
    }
    assert_eq!(bench.depth(queue), 10, "PAT-138");
}

/// SNS-142, SNS-149.
#[test]
fn sns_142_sns_149_a_standard_queue_gets_neither_group_nor_id() {
    let mut bench = Bench::fifo(&[]);
    let ordered = bench.queue(2, "sqs-fifo", &[]);
    let loose = bench.queue(3, "sqs-standard", &[]);
    bench.publish(grouped("g", "1")).expect("accepted");
    let draft = bench.receive(ordered).remove(0).message.draft.clone();
    assert_eq!(
        (draft.group.as_deref(), draft.deduplication.as_deref()),
        (Some("g"), Some("1"))
    );
    let body = json(&draft.body);
    assert!(
        body["SequenceNumber"].is_string() && body["Signature"].is_null(),
        "SNS-070"
    );
    let draft = bench.receive(loose).remove(0).message.draft.clone();
    assert_eq!((draft.group, draft.deduplication), (None, None));
}

/// SNS-144.
#[test]
fn sns_144_a_failing_delivery_blocks_its_group_only() {
    use crate::sim::{Fault, Throttling};
    let mut bench = Bench::fifo(&[]);
    let queue = bench.queue(2, "sqs-fifo", &[("RawMessageDelivery", "true")]);
    let throttle = |limit| Input::Fault(NodeId(2), Fault::Throttle(limit));
    bench.world.apply(throttle(Some(Throttling::Rate(0)))).expect("a queue");
    for (group, id) in [("a", "a1"), ("a", "a2"), ("b", "b1")] {
        bench.publish(grouped(group, id)).expect("accepted");
    }
    assert_eq!((bench.metric(T, "Waiting"), bench.metric(T, "Retrying")), (1, 2));
    bench.world.apply(throttle(None)).expect("a queue");
    bench.at_secs(30);
    let bodies = bench.bodies(queue);
    let of_a: Vec<&String> = bodies.iter().filter(|body| body.starts_with('a')).collect();
    assert_eq!(
        (of_a, bodies.len()),
        (
            vec!["a1", "a2"]
                .into_iter()
                .map(String::from)
                .collect::<Vec<_>>()
                .iter()
                .collect(),
            3
        )
    );
}

/// SNS-131.
#[test]
fn sns_131_a_fifo_subscription_has_a_fifo_dead_letter_queue() {
    let mut bench = Bench::fifo(&[]);
    bench.add(NodeId(9), "sqs-fifo", &[]);
    let terms = [
        ("RedrivePolicy.deadLetterTargetArn", "#9"),
        ("RawMessageDelivery", "true"),
    ];
    let queue = bench.queue(2, "sqs-fifo", &terms);
    bench.set(queue, &[("AccessPolicy", "policy")]);
    for id in ["1", "2"] {
        bench.publish(grouped("g", id)).expect("accepted");
    }
    assert_eq!(bench.bodies(NodeId(9)), ["1", "2"]);
    let field = &bench.world.info(T).expect("the topic").spec.ports[1].wire.fields[4];
    assert_eq!(field.ty, crate::sim::FieldType::Node(&["sqs-fifo"]));
}

/// SNS-022, SNS-146, SNS-147.
#[test]
fn sns_022_sns_146_sns_147_a_replay_sends_archived_messages_again() {
    let mut bench = Bench::fifo(&[("ArchivePolicy.MessageRetentionPeriod", "1")]);
    bench.queue(2, "sqs-fifo", &[]);
    for (at, id) in [(10, "1"), (20, "2"), (30, "3")] {
        bench.at_secs(at);
        bench.publish(grouped("g", id)).expect("accepted");
    }
    bench.at_secs(40);
    let policy = r#"{"PointType": "Timestamp", "StartingPoint": "2026-01-01T00:00:20.000Z"}"#;
    let late = bench.queue(3, "sqs-fifo", &[("ReplayPolicy", policy)]);
    bench.publish(grouped("g", "4")).expect("accepted");
    bench.at_secs(50);
    bench.publish(grouped("g", "5")).expect("accepted");
    let got: Vec<serde_json::Value> = bench.bodies(late).iter().map(|body| json(body)).collect();
    let told: Vec<&str> = got.iter().filter_map(|body| body["Message"].as_str()).collect();
    assert_eq!(told, ["2", "3", "4", "5"]);
    assert_eq!(
        (&got[0]["Replayed"], &got[0]["Timestamp"]),
        (&"true".into(), &"2026-01-01T00:00:20.000Z".into())
    );
    assert!(
        got[3]["Replayed"].is_null(),
        "after the replay new messages come as usual"
    );
}

/// SNS-147.
#[test]
fn sns_147_a_replay_with_an_end_is_followed_by_nothing() {
    let mut bench = Bench::fifo(&[("ArchivePolicy.MessageRetentionPeriod", "1")]);
    for (at, id) in [(10, "1"), (20, "2"), (30, "3")] {
        bench.at_secs(at);
        bench.publish(grouped("g", id)).expect("accepted");
    }
    let policy =
        r#"{"PointType": "Timestamp", "StartingPoint": "2026-01-01T00:00:00Z", "EndingPoint": "2026-01-01T00:00:20Z"}"#;
    let terms = [("ReplayPolicy", policy), ("RawMessageDelivery", "true")];
    let queue = bench.queue(3, "sqs-fifo", &terms);
    bench.at_secs(40);
    bench.publish(grouped("g", "4")).expect("accepted");
    assert_eq!(bench.bodies(queue), ["1", "2"]);
}

/// SNS-148.
#[test]
fn sns_148_a_replay_inside_the_window_of_the_queue_is_dropped_there() {
    let mut bench = Bench::fifo(&[("ArchivePolicy.MessageRetentionPeriod", "1")]);
    let queue = bench.queue(2, "sqs-fifo", &[]);
    bench.publish(grouped("g", "1")).expect("accepted");
    let policy = r#"{"PointType": "Timestamp", "StartingPoint": "2026-01-01T00:00:00.000Z"}"#;
    bench.at_secs(60);
    bench.set_terms(WireId(1), queue, &[("ReplayPolicy", policy)]);
    bench.at_secs(61);
    assert_eq!(bench.depth(queue), 1);
    bench.at_secs(400);
    bench.set_terms(WireId(1), queue, &[]);
    bench.set_terms(WireId(1), queue, &[("ReplayPolicy", policy)]);
    bench.at_secs(401);
    assert_eq!(bench.depth(queue), 2, "later it comes again");
}
