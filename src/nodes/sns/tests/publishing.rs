//! What may be published, how much, and by whom.

use super::*;
use crate::base::Ratio;
use crate::sim::{Attribute, AttributeValue, Fault, Throttling};

fn with_attribute(name: &str, data_type: &str, value: &str) -> Draft {
    let attribute = Attribute {
        name: Rc::from(name),
        data_type: Rc::from(data_type),
        value: AttributeValue::Text(Rc::from(value)),
    };
    Draft {
        attributes: Rc::from([attribute]),
        ..text("x")
    }
}

/// SNS-004, SNS-031, SNS-203.
#[test]
fn sns_004_sns_031_sns_203_sizes() {
    let mut bench = Bench::standard(&[]);
    assert_eq!(refusal(bench.publish(text(""))), ("InvalidParameter", "SNS-031"));
    assert!(bench.publish(text(&"x".repeat(262_144))).is_ok());
    assert_eq!(
        refusal(bench.publish(text(&"x".repeat(262_145)))),
        ("InvalidParameter", "SNS-004")
    );
    let mut with = with_attribute("a", "String", "b");
    with.body = Rc::from("x".repeat(262_140));
    assert_eq!(
        refusal(bench.publish(with)),
        ("InvalidParameter", "SNS-004"),
        "attributes count"
    );
}

/// SNS-030.
#[test]
fn sns_030_subjects() {
    let mut bench = Bench::standard(&[]);
    let mut publish = |subject: &str| {
        bench.publish_as(Publication {
            draft: text("x"),
            subject: Some(Rc::from(subject)),
            structured: false,
        })
    };
    assert!(publish(&"s".repeat(99)).is_ok());
    for subject in ["", "two\nlines", &"s".repeat(100)] {
        assert_eq!(refusal(publish(subject)), ("InvalidParameter", "SNS-030"), "{subject}");
    }
}

/// SNS-033.
#[test]
fn sns_033_a_structure_needs_a_default() {
    let mut bench = Bench::standard(&[]);
    let mut publish = |body: &str| {
        let error = bench.publish_as(Publication {
            draft: text(body),
            subject: None,
            structured: true,
        });
        error.expect_err("a refusal").message.to_string()
    };
    let front = "Invalid parameter: Message Structure - ";
    assert_eq!(publish("{}"), format!("{front}No default entry in JSON message body"));
    assert_eq!(
        publish(r#"{"default": 1}"#),
        format!("{front}No default entry in JSON message body")
    );
    assert_eq!(publish("{"), format!("{front}JSON message body failed to parse"));
}

/// SNS-035.
#[test]
fn sns_035_attributes() {
    let mut bench = Bench::standard(&[]);
    for (name, data_type, value) in [
        ("a", "String", "x"),
        ("a", "String.Array", "[1]"),
        ("a.b", "Number", "-1.5"),
    ] {
        assert!(
            bench.publish(with_attribute(name, data_type, value)).is_ok(),
            "{data_type}"
        );
    }
    for (name, data_type, value) in [
        ("", "String", "x"),
        ("a..b", "String", "x"),
        ("a", "Text", "x"),
        ("a", "String", ""),
        ("a", "Binary", "x"),
        ("a", "Number", "many"),
    ] {
        let refused = refusal(bench.publish(with_attribute(name, data_type, value)));
        assert_eq!(
            refused,
            ("ParameterValueInvalid", "SNS-035"),
            "{name} {data_type} {value}"
        );
    }
}

/// SNS-036, SNS-037, SNS-143.
#[test]
fn sns_036_sns_037_sns_143_groups_and_deduplication_ids() {
    let mut standard = Bench::standard(&[]);
    assert_eq!(
        refusal(standard.publish(grouped("g", "1"))),
        ("InvalidParameter", "SNS-036")
    );
    let mut fifo = Bench::fifo(&[]);
    let without = |group: Option<&str>| Draft {
        group: group.map(Rc::from),
        ..text("x")
    };
    assert_eq!(refusal(fifo.publish(without(None))), ("InvalidParameter", "SNS-037"));
    assert_eq!(
        refusal(fifo.publish(without(Some("g")))),
        ("InvalidParameter", "SNS-037")
    );
    fifo.set(T, &[("ContentBasedDeduplication", "true")]);
    assert!(fifo.publish(without(Some("g"))).is_ok());
}

/// SNS-038.
#[test]
fn sns_038_batches() {
    let mut bench = Bench::standard(&[]);
    let entry = |id: &str, body: &str| {
        let publication = Publication {
            draft: text(body),
            ..Publication::default()
        };
        (id.to_string(), publication)
    };
    let mut code = |entries: Vec<(String, Publication)>| {
        let result = bench.call(|topic, cx| topic.publish_batch(entries, cx));
        result.map_or_else(|error| error.code, |_| "fine")
    };
    assert_eq!(code(vec![]), "EmptyBatchRequest");
    assert_eq!(
        code((0..11).map(|n| entry(&n.to_string(), "x")).collect()),
        "TooManyEntriesInBatchRequest"
    );
    assert_eq!(code(vec![entry("a", "x"), entry("a", "y")]), "BatchEntryIdsNotDistinct");
    assert_eq!(code(vec![entry("a b", "x")]), "InvalidBatchEntryId");
    let long = "x".repeat(131_073);
    assert_eq!(code(vec![entry("a", &long), entry("b", &long)]), "BatchRequestTooLong");
    assert_eq!(code(vec![entry("a", "x")]), "fine");
    let mixed = bench
        .call(|topic, cx| topic.publish_batch(vec![entry("a", "x"), entry("b", "")], cx))
        .expect("an accepted batch");
    assert!(mixed[0].1.is_ok() && mixed[1].1.is_err());
}

/// SNS-039.
#[test]
fn sns_039_a_standard_topic_takes_thirty_thousand_a_second() {
    let mut bench = Bench::standard(&[]);
    bench.publish_many(30_000);
    assert_eq!(refusal(bench.publish(text("x"))), ("Throttled", "SNS-039"));
    bench.at_secs(1);
    assert!(bench.publish(text("x")).is_ok());
}

/// SNS-039.
#[test]
fn sns_039_a_topic_that_is_told_to_throttle_does() {
    let mut bench = Bench::standard(&[]);
    let share = Fault::Throttle(Some(Throttling::Share(Ratio::ALWAYS)));
    bench.world.apply(Input::Fault(T, share.clone())).expect("the topic");
    assert_eq!(bench.world.node(T).expect("the topic").faults(), [share]);
    assert_eq!(refusal(bench.publish(text("x"))), ("Throttled", "SNS-039"));
    assert_eq!(bench.metric(T, "RefusedPublishes"), 1);
}

/// SNS-007, PAT-137.
#[test]
fn sns_007_pat_137_a_fifo_topic_takes_300_of_a_group_and_3000_in_all() {
    let count = |groups: usize, wanted: usize| {
        let mut bench = Bench::fifo(&[]);
        let results = (0..wanted).map(|n| {
            let group = format!("g{}", n % groups);
            bench.publish(grouped(&group, &n.to_string())).is_ok()
        });
        results.filter(|accepted| *accepted).count()
    };
    assert_eq!(count(1, 400), 300, "PAT-137");
    assert_eq!(count(20, 4_000), 3_000, "PAT-137");
}

/// SNS-041, SNS-164.
#[test]
fn sns_041_sns_164_a_policy_decides_who_publishes() {
    let deny = r#"{"Statement":{"Effect":"Deny","Principal":"*","Action":"sns:Publish"}}"#;
    let mut bench = Bench::standard(&[("Policy", deny)]);
    assert_eq!(refusal(bench.publish(text("x"))), ("AuthorizationError", "SNS-041"));
}

/// SNS-164.
#[test]
fn sns_164_another_topic_comes_as_a_service_and_needs_a_statement() {
    let from_topic = |policy: &str| {
        let mut bench = Bench::standard(&[("AccessPolicy", "policy"), ("Policy", policy)]);
        bench.queue(2, "sqs-standard", &[]);
        // A topic can't subscribe to a topic; as a caller it is a service like S3.
        bench.add(NodeId(5), "sns-standard", &[]);
        let arn = "arn:aws:sns:us-east-1:123456789012:sns-standard-1";
        let result = bench.world.poke(T, |node, cx| match node {
            Wild::Tame(AnyNode::SnsStandard(node)) => node.topic.allow(NodeId(5), arn, cx),
            _ => unreachable!("the topic"),
        });
        result.expect("the topic")
    };
    assert_eq!(refusal(from_topic("")), ("AuthorizationError", "SNS-164"));
    let allow =
        r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sns:Publish"}}"#;
    assert!(from_topic(allow).is_ok());
}

/// SNS-040.
#[test]
fn sns_040_a_key_must_let_the_publisher_write() {
    let mut bench = Bench::standard(&[("KmsMasterKeyId", "kms-key-5")]);
    assert_eq!(refusal(bench.publish(text("x"))), ("KMSNotFound", "SNS-040"));
    bench.add(NodeId(5), "kms-key", &[]);
    assert!(bench.publish(text("x")).is_ok());
    bench.set(NodeId(5), &[("KeyState", "Disabled")]);
    bench.at_secs(299);
    assert!(
        bench.publish(text("x")).is_ok(),
        "END-093: the data key serves for five minutes"
    );
    bench.at_secs(300);
    assert_eq!(refusal(bench.publish(text("x"))), ("KMSDisabled", "SNS-040"));
    let meter = bench.world.meter().node(T).expect("a meter");
    let asked = meter.charged.iter().find(|charged| charged.spec.id == "kms-requests");
    assert_eq!(
        asked.map(|charged| charged.units),
        Some(3),
        "before there was a key, at 0 s, at 300 s"
    );
}

/// END-093: a data key is one of the topic's present key.
#[test]
fn another_key_of_a_topic_is_asked_at_once() {
    let mut bench = Bench::standard(&[("KmsMasterKeyId", "kms-key-5")]);
    bench.add(NodeId(5), "kms-key", &[]);
    bench.add(NodeId(6), "kms-key", &[("KeyState", "Disabled")]);
    assert!(bench.publish(text("x")).is_ok());
    bench.set(T, &[("KmsMasterKeyId", "kms-key-6")]);
    assert_eq!(refusal(bench.publish(text("x"))), ("KMSDisabled", "SNS-040"));
}

/// SNS-032, SNS-034.
#[test]
fn sns_032_sns_034_an_accepted_publish_says_nothing_about_its_deliveries() {
    let mut bench = Bench::standard(&[]);
    let function = bench.endpoint(2, "lambda", &[("RefuseFirst", "1")], &[]);
    assert!(bench.publish(text("x")).is_ok());
    assert_eq!(bench.times(function), [0]);
    assert_eq!(bench.metric(T, "NumberOfNotificationsFailed"), 1);
    assert!(bench.rules().contains(&"SNS-032"));
    assert_eq!(super::super::error::SnsError::no_topic().rule.id, "SNS-034");
}
