//! One publish, many subscribers.

use super::*;
use crate::sim::{Attribute, AttributeValue, Fate};

fn attributes(count: usize) -> Draft {
    let attribute = |n: usize| Attribute {
        name: Rc::from(format!("a{n}")),
        data_type: Rc::from("String"),
        value: AttributeValue::Text(Rc::from("x")),
    };
    Draft {
        attributes: (0..count).map(attribute).collect(),
        ..text("hello")
    }
}

/// SNS-229, SNS-230.
#[test]
fn sns_229_sns_230_one_publish_makes_a_delivery_for_each_queue() {
    let mut bench = Bench::standard(&[]);
    let queues = [2, 3, 4].map(|id| bench.queue(id, "sqs-standard", &[]));
    bench.publish_ok("hello");
    assert_eq!(queues.map(|queue| bench.depth(queue)), [1, 1, 1]);
    assert_eq!(bench.metric(T, "NumberOfMessagesPublished"), 1);
    assert_eq!(bench.metric(T, "NumberOfNotificationsDelivered"), 3);
    assert_eq!(bench.metric(T, "PublishSize"), 5);
    assert_eq!(
        bench.world.ledger().count(Fate::Done),
        1,
        "the published message itself"
    );
}

/// SNS-231, SNS-204.
#[test]
fn sns_231_sns_204_who_subscribes_later_gets_what_comes_later() {
    let mut bench = Bench::standard(&[]);
    let first = bench.queue(2, "sqs-standard", &[]);
    bench.publish_many(5);
    let second = bench.queue(3, "sqs-standard", &[]);
    bench.publish_many(5);
    assert_eq!((bench.depth(first), bench.depth(second)), (10, 5));
}

/// SNS-025.
#[test]
fn sns_025_without_a_subscription_a_message_is_accepted_and_lost() {
    let mut bench = Bench::standard(&[]);
    bench.publish_ok("hello");
    let queue = bench.queue(2, "sqs-standard", &[]);
    assert_eq!(bench.depth(queue), 0);
    assert_eq!(bench.world.ledger().count(Fate::Lost), 1);
    assert!(bench.rules().contains(&"SNS-025"));
}

/// SNS-070.
#[test]
fn sns_070_a_queue_gets_json_around_the_message_and_an_id_of_its_own() {
    let mut bench = Bench::standard(&[]);
    let queue = bench.queue(2, "sqs-standard", &[]);
    let publication = Publication {
        draft: attributes(1),
        subject: Some(Rc::from("Greeting")),
        structured: false,
    };
    let published = bench.publish_as(publication).expect("an accepted publish");
    let delivery = bench.receive(queue).remove(0);
    let body = json(&delivery.message.draft.body);
    assert_eq!(body["Type"], "Notification");
    assert_eq!(body["MessageId"], super::super::names::message_id(7, published.message));
    assert_eq!(body["TopicArn"], "arn:aws:sns:us-east-1:123456789012:sns-standard-1");
    assert_eq!(body["Subject"], "Greeting");
    assert_eq!(body["Message"], "hello");
    assert_eq!(body["Timestamp"], "2026-01-01T00:00:00.000Z");
    assert_eq!(body["SignatureVersion"], "1");
    assert_eq!(body["MessageAttributes"]["a0"]["Value"], "x");
    assert!(delivery.message.draft.attributes.is_empty());
    assert_ne!(delivery.message.id, published.message);
    assert_eq!(delivery.message.root, published.message);
}

/// SNS-018.
#[test]
fn sns_018_the_signature_version_is_told() {
    let mut bench = Bench::standard(&[("SignatureVersion", "2")]);
    let queue = bench.queue(2, "sqs-standard", &[]);
    bench.publish_ok("hello");
    assert_eq!(json(&bench.bodies(queue)[0])["SignatureVersion"], "2");
}

/// SNS-071.
#[test]
fn sns_071_raw_delivery_sends_the_body_alone_with_its_attributes() {
    let mut bench = Bench::standard(&[]);
    let queue = bench.queue(2, "sqs-standard", &[("RawMessageDelivery", "true")]);
    bench.publish(attributes(10)).expect("an accepted publish");
    let draft = bench.receive(queue).remove(0).message.draft.clone();
    assert_eq!((draft.body.as_ref(), draft.attributes.len()), ("hello", 10));
}

/// SNS-072.
#[test]
fn sns_072_eleven_attributes_fit_into_json_but_not_into_a_raw_message() {
    let mut bench = Bench::standard(&[]);
    bench.add(NodeId(9), "sqs-standard", &[]);
    let raw = [
        ("RawMessageDelivery", "true"),
        ("RedrivePolicy.deadLetterTargetArn", "#9"),
    ];
    let raw = bench.queue(2, "sqs-standard", &raw);
    let wrapped = bench.queue(3, "sqs-standard", &[]);
    bench.publish(attributes(11)).expect("an accepted publish");
    assert_eq!((bench.depth(raw), bench.depth(wrapped)), (0, 1));
    assert_eq!(bench.depth(NodeId(9)), 1);
    assert_eq!(bench.metric(T, "Attempts"), 1, "the queue was not even called");
}

/// SNS-036.
#[test]
fn sns_036_a_group_goes_to_standard_queues_only() {
    let mut bench = Bench::standard(&[]);
    let queue = bench.queue(2, "sqs-standard", &[]);
    let function = bench.endpoint(3, "lambda", &[], &[]);
    bench
        .publish(Draft {
            group: Some(Rc::from("tenant")),
            ..text("x")
        })
        .expect("an accepted publish");
    assert_eq!(bench.receive(queue)[0].message.draft.group.as_deref(), Some("tenant"));
    assert_eq!(bench.calls(function)[0].1.group, None);
}

/// SNS-033.
#[test]
fn sns_033_each_protocol_gets_its_own_body_and_no_attributes() {
    let mut bench = Bench::standard(&[]);
    let raw = bench.queue(2, "sqs-standard", &[("RawMessageDelivery", "true")]);
    let mail = bench.endpoint(3, "sms", &[], &[]);
    let publication = Publication {
        draft: Draft {
            body: Rc::from(r#"{"default": "all", "sqs": "queue", "email": 5, "nobody": "x"}"#),
            ..attributes(2)
        },
        subject: None,
        structured: true,
    };
    bench.publish_as(publication).expect("an accepted publish");
    let draft = bench.receive(raw).remove(0).message.draft.clone();
    assert_eq!((draft.body.as_ref(), draft.attributes.len()), ("queue", 0));
    assert_eq!(bench.calls(mail)[0].1.body.as_ref(), "all");
}

/// SNS-074.
#[test]
fn sns_074_a_function_gets_one_record() {
    let mut bench = Bench::standard(&[]);
    let function = bench.endpoint(2, "lambda", &[], &[]);
    bench.publish_ok("one");
    bench.publish_ok("two");
    let calls = bench.calls(function);
    assert_eq!(calls.len(), 2);
    let event = json(&calls[1].1.body);
    assert_eq!(event["Records"].as_array().map(Vec::len), Some(1));
    assert_eq!(event["Records"][0]["EventSource"], "aws:sns");
    assert_eq!(event["Records"][0]["Sns"]["Message"], "two");
    assert!(event["Records"][0]["Sns"]["UnsubscribeUrl"].is_string());
}

#[test]
fn a_thousand_subscribers_share_one_text() {
    let mut bench = Bench::standard(&[]);
    let queues: Vec<NodeId> = (2..1_002).map(|id| bench.queue(id, "sqs-standard", &[])).collect();
    bench.publish_ok("hello");
    let bodies: Vec<Rc<str>> = queues
        .iter()
        .map(|queue| Rc::clone(&bench.receive(*queue)[0].message.draft.body))
        .collect();
    assert!(bodies.iter().all(|body| Rc::ptr_eq(body, &bodies[0])));
}

/// SNS-122.
#[test]
fn sns_122_the_realistic_model_is_late_and_rarely_doubles_and_the_ideal_one_does_neither() {
    let run = |model| {
        let mut bench = Bench::standard(&[("model", model)]);
        let queue = bench.queue(2, "sqs-standard", &[]);
        bench.publish_many(20_000);
        bench.at_secs(1);
        bench.depth(queue)
    };
    assert_eq!(run("ideal"), 20_000);
    assert!((20_002..20_030).contains(&run("realistic")));
}
