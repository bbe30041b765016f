//! What several rules together come to.

use super::*;
use crate::sim::{Attribute, AttributeValue, Draft};

/// SNS-200, SNS-233, SNS-160.
#[test]
fn three_queues_one_filters_one_lacks_the_policy_one_is_fine() {
    let mut bench = Bench::standard(&[]);
    bench.queue(2, "sqs-standard", &[("FilterPolicy", r#"{"a": ["b"]}"#)]);
    let closed = bench.queue(3, "sqs-standard", &[]);
    bench.set(closed, &[("AccessPolicy", "policy")]);
    bench.queue(4, "sqs-standard", &[]);
    bench.publish_many(1);
    let counts =
        ["Delivered", "FilteredOut", "Failed"].map(|name| bench.metric(T, &format!("NumberOfNotifications{name}")));
    assert_eq!(counts, [1, 1, 1]);
}

/// SNS-232, SNS-006, SNS-145: each queue keeps what nobody takes, whatever the others do.
#[test]
fn a_queue_without_workers_keeps_everything() {
    let mut bench = Bench::standard(&[]);
    let [busy, idle] = [2, 3].map(|id| bench.queue(id, "sqs-standard", &[]));
    bench.publish_many(10);
    assert_eq!(bench.receive(busy).len(), 10);
    assert_eq!((bench.depth(busy), bench.depth(idle)), (0, 10));
}

/// SNS-073.
#[test]
fn the_json_around_a_message_may_be_too_much_for_a_queue() {
    for (most, depth, failed) in [("262144", 0, 1), ("1048576", 1, 0)] {
        let mut bench = Bench::standard(&[]);
        let queue = bench.queue(2, "sqs-standard", &[]);
        bench.set(queue, &[("MaximumMessageSize", most)]);
        bench.publish(text(&"x".repeat(262_144))).expect("accepted");
        assert_eq!(
            (bench.depth(queue), bench.metric(T, "NumberOfNotificationsFailed")),
            (depth, failed)
        );
    }
}

/// SNS-017, SNS-235, SNS-163: a queue with a key that SNS may not use refuses for good.
#[test]
fn an_encrypted_queue_needs_a_key_that_sns_may_use() {
    let mut bench = Bench::standard(&[]);
    let queue = bench.queue(2, "sqs-standard", &[]);
    bench.set(queue, &[("KmsMasterKeyId", "alias/aws/sqs")]);
    bench.publish_many(1);
    assert_eq!((bench.depth(queue), bench.metric(T, "Attempts")), (0, 1));
    assert_eq!(bench.metric(T, "NumberOfNotificationsFailed"), 1);
}

/// SNS-086, SNS-087, SNS-088, SNS-089, SNS-090, SNS-091, SNS-092, SNS-093, SNS-095, SNS-096, SNS-098; SNS-213, SNS-214,
/// SNS-215, SNS-216, SNS-217, SNS-218, SNS-219, SNS-220, SNS-221, SNS-222, SNS-223, SNS-224, SNS-225, SNS-226, SNS-227,
/// SNS-228.
#[test]
fn the_recorded_cases_of_filter_policies_hold_for_deliveries() {
    let attribute = |name: &str, data_type: &str, value: &str| Attribute {
        name: Rc::from(name),
        data_type: Rc::from(data_type),
        value: match data_type {
            "Binary" => AttributeValue::Binary(Rc::from(value.as_bytes())),
            _ => AttributeValue::Text(Rc::from(value)),
        },
    };
    let cases = [
        (r#"{"a":["x"]}"#, Some(("a", "String", "X")), false),
        (r#"{"a":["x",{"prefix":"y"}]}"#, Some(("a", "String", "yes")), true),
        (r#"{"a":[{"suffix":"s"}]}"#, Some(("a", "String", "yes")), true),
        (r#"{"a":[{"anything-but":["x"]}]}"#, None, false),
        (
            r#"{"a":[{"anything-but":{"prefix":"p"}}]}"#,
            Some(("a", "String", "q")),
            true,
        ),
        (r#"{"a":[{"exists":false}]}"#, None, true),
        (
            r#"{"n":[{"numeric":[">=",10,"<",20]}]}"#,
            Some(("n", "Number", "20")),
            false,
        ),
        (r#"{"n":[{"numeric":["=",3]}]}"#, Some(("n", "Number", "3.0")), true),
        (r#"{"l":["b"]}"#, Some(("l", "String.Array", r#"["a","b"]"#)), true),
        (
            r#"{"l":[{"anything-but":["rugby","tennis"]}]}"#,
            Some(("l", "String.Array", r#"["rugby","baseball"]"#)),
            true,
        ),
        (r#"{"a":["x"]}"#, Some(("a", "Binary", "x")), false),
        (
            r#"{"ip":[{"cidr":"10.0.0.0/8"}]}"#,
            Some(("ip", "String", "11.0.0.1")),
            false,
        ),
        (
            r#"{"a":[{"equals-ignore-case":"Ok"}]}"#,
            Some(("a", "String", "OK")),
            true,
        ),
    ];
    for (policy, given, delivered) in cases {
        let mut bench = Bench::standard(&[]);
        let queue = bench.queue(2, "sqs-standard", &[("FilterPolicy", policy)]);
        let other = attribute("other", "String", "x");
        let given = given.map(|(name, data_type, value)| attribute(name, data_type, value));
        let draft = Draft {
            attributes: given.into_iter().chain(std::iter::once(other)).collect(),
            ..text("x")
        };
        bench.publish(draft).expect("accepted");
        assert_eq!(bench.depth(queue) == 1, delivered, "{policy}");
    }
    let refused = |policy: &str| super::super::filter::valid(policy).expect_err("a refusal");
    let keys: Vec<String> = (0..6).map(|n| format!("\"k{n}\":[\"x\"]")).collect();
    assert!(refused(&format!("{{{}}}", keys.join(","))).contains("more than 5 keys"));
    let values: Vec<String> = (0..151).map(|n| format!("\"v{n}\"")).collect();
    assert!(refused(&format!("{{\"k\":[{}]}}", values.join(","))).contains("too complex"));
}

/// SNS-180, SNS-181, SNS-182, SNS-183.
#[test]
fn what_it_costs() {
    let units = |bench: &Bench, id: &str| -> u64 {
        let node = bench.world.meter().node(T).expect("the topic");
        let charged = node.charged.iter().find(|charged| charged.spec.id == id);
        charged.map_or(0, |charged| charged.units)
    };
    let mut bench = Bench::standard(&[]);
    bench.queue(
        2,
        "sqs-standard",
        &[
            ("FilterPolicyScope", "MessageBody"),
            ("FilterPolicy", r#"{"a": ["b"]}"#),
        ],
    );
    bench.endpoint(3, "http-endpoint", &[("Confirms", "true")], &[]);
    bench.publish(text(&"x".repeat(65_537))).expect("accepted");
    bench.publish(text("x")).expect("accepted");
    assert_eq!(units(&bench, "sns-publishes"), 3);
    assert_eq!(units(&bench, "sns-http"), 2);
    assert_eq!(units(&bench, "sns-body-filtering"), 65_538);
    let mut fifo = Bench::fifo(&[]);
    fifo.queue(2, "sqs-fifo", &[("RawMessageDelivery", "true")]);
    fifo.publish(grouped("g", "12345")).expect("accepted");
    assert_eq!(
        (
            units(&fifo, "sns-fifo-publishes"),
            units(&fifo, "sns-fifo-publish-bytes")
        ),
        (1, 5)
    );
    assert_eq!(
        (
            units(&fifo, "sns-fifo-deliveries"),
            units(&fifo, "sns-fifo-delivered-bytes")
        ),
        (1, 5)
    );
}

/// SNS-190, SNS-165.
#[test]
fn errors_have_their_codes_and_statuses() {
    use super::super::error::SnsError;
    use super::super::rules::rule;
    let why = rule("SNS-190");
    for (code, http) in [
        ("InvalidParameter", 400),
        ("NotFound", 404),
        ("AuthorizationError", 403),
        ("Throttled", 429),
    ] {
        assert_eq!(SnsError::new(code, "x", why).http(), http, "{code}");
    }
    assert!(SnsError::new("Throttled", "x", why).refusal().retryable);
}
