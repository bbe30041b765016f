//! Subscribing, confirming, and the attributes of subscriptions.

use super::{Aws, TOPIC};
use crate::base::{NodeId, SimTime};
use crate::nodes::kind;
use crate::sim::{Input, Settings, Value as Setting};
use serde_json::{Value, json};

/// SNS-050, SNS-051, SNS-056, SNS-057, SNS-058.
#[test]
fn subscribing_draws_a_wire() {
    let mut aws = Aws::with_topic();
    aws.node(10, "shipping", "sqs-standard");
    aws.node(11, "lane.fifo", "sqs-fifo");
    let arn = aws.subscribe("sqs", "arn:aws:sqs:us-east-1:123456789012:shipping");
    assert!(arn.starts_with(TOPIC) && arn.len() == TOPIC.len() + 37, "{arn}");
    assert_eq!(aws.subscribe("sqs", "shipping"), arn, "the same one again");
    aws.ok("Publish", json!({ "TopicArn": TOPIC, "Message": "x" }));
    assert_eq!(aws.depth(10), 1);
    let mut refused = |protocol: &str, endpoint: &str, attributes: Value| {
        let input = json!({ "TopicArn": TOPIC, "Protocol": protocol, "Endpoint": endpoint, "Attributes": attributes });
        aws.refused("Subscribe", input)
    };
    let none = json!({});
    assert!(
        refused("pigeon", "x", none.clone())
            .1
            .contains("does not support this protocol string")
    );
    assert_eq!(
        refused("sqs", "https://sqs/shipping", none.clone()).1,
        "Invalid parameter: SQS endpoint ARN"
    );
    assert_eq!(refused("sqs", "lane.fifo", none.clone()).2, "SNS-057");
    assert_eq!(refused("sqs", "nobody", none).2, "SNS-050");
    let (_, message, rule) = refused("sqs", "shipping", json!({ "RawMessageDelivery": "true" }));
    assert_eq!(rule, "SNS-051");
    assert_eq!(
        message,
        "Invalid parameter: Attributes Reason: Subscription already exists with different attributes"
    );
}

/// SNS-058, SNS-060, SNS-131, SNS-147, SNS-148.
#[test]
fn a_fifo_topic_takes_a_hundred_queues() {
    let mut aws = Aws::new();
    aws.node(1, "t.fifo", "sns-fifo");
    for id in 10..=110 {
        aws.node(id, &format!("q{id}"), "sqs-standard");
    }
    let subscribe = |endpoint: &str| json!({ "TopicArn": "t.fifo", "Protocol": "sqs", "Endpoint": endpoint });
    for id in 10..110 {
        aws.ok("Subscribe", subscribe(&format!("q{id}")));
    }
    assert_eq!(
        aws.refused("Subscribe", subscribe("q110")).0,
        "SubscriptionLimitExceeded"
    );
    aws.node(200, "mail", "email");
    let mail = json!({ "TopicArn": "t.fifo", "Protocol": "email", "Endpoint": "mail@example.com" });
    assert_eq!(aws.refused("Subscribe", mail).2, "SNS-058");
    let redrive = json!({ "deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:q110" }).to_string();
    let listed = aws.ok("ListSubscriptions", json!({}))["Subscriptions"].clone();
    let set = json!({ "SubscriptionArn": listed[0]["SubscriptionArn"], "AttributeName": "RedrivePolicy", "AttributeValue": redrive });
    let (_, message, rule) = aws.refused("SetSubscriptionAttributes", set);
    assert_eq!(rule, "SNS-131");
    assert!(message.contains("must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic."));
}

/// SNS-052, SNS-053, SNS-055.
#[test]
fn a_token_confirms() {
    let mut aws = Aws::with_topic();
    let mut settings = Settings::new(kind("email").expect("a kind"));
    settings.set("Confirms", Setting::Choice(2)).expect("never by itself");
    aws.node(10, "mail", "email");
    aws.0
        .apply(Input::Configure(NodeId(10), settings))
        .expect("the mailbox");
    let input = json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": "mail@example.com" });
    assert_eq!(aws.ok("Subscribe", input)["SubscriptionArn"], "pending confirmation");
    aws.run(SimTime::from_secs(60));
    let pending = |aws: &mut Aws| {
        aws.ok("GetTopicAttributes", json!({ "TopicArn": TOPIC }))["Attributes"]["SubscriptionsPending"].clone()
    };
    assert_eq!(pending(&mut aws), "1");
    let wrong = json!({ "TopicArn": TOPIC, "Token": "x" });
    assert_eq!(
        aws.refused("ConfirmSubscription", wrong).1,
        "Invalid parameter: Invalid token"
    );
    let wire = aws.0.network().iter().next().expect("a wire").0;
    let token = crate::nodes::sns::names::token(7, wire, 1);
    let answer = aws.ok("ConfirmSubscription", json!({ "TopicArn": TOPIC, "Token": token }));
    assert_eq!(pending(&mut aws), "0");
    aws.ok("Unsubscribe", answer);
    assert_eq!(
        aws.ok("ListSubscriptionsByTopic", json!({ "TopicArn": TOPIC })),
        json!({ "Subscriptions": [] })
    );
}

/// SNS-053: the subscription itself goes with its time.
#[test]
fn what_nobody_confirms_is_swept_away() {
    let mut aws = Aws::with_topic();
    let mut settings = Settings::new(kind("email").expect("a kind"));
    settings.set("Confirms", Setting::Choice(2)).expect("never by itself");
    aws.node(10, "mail", "email");
    aws.0
        .apply(Input::Configure(NodeId(10), settings))
        .expect("the mailbox");
    aws.subscribe("email", "mail");
    aws.run(SimTime::from_secs(49 * 3_600));
    assert_eq!(aws.ok("ListSubscriptions", json!({})), json!({ "Subscriptions": [] }));
}

/// SNS-059, SNS-080, SNS-099, SNS-130, SNS-237.
#[test]
fn attributes_of_subscriptions() {
    let mut aws = Aws::with_topic();
    aws.node(10, "shipping", "sqs-standard");
    aws.node(11, "dlq", "sqs-standard");
    let arn = aws.subscribe("sqs", "shipping");
    let set =
        |name: &str, value: &str| json!({ "SubscriptionArn": arn, "AttributeName": name, "AttributeValue": value });
    aws.ok("SetSubscriptionAttributes", set("RawMessageDelivery", "true"));
    aws.ok("SetSubscriptionAttributes", set("FilterPolicy", r#"{"a":["b"]}"#));
    let dlq = r#"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dlq"}"#;
    aws.ok("SetSubscriptionAttributes", set("RedrivePolicy", dlq));
    let all = aws.ok("GetSubscriptionAttributes", json!({ "SubscriptionArn": arn }))["Attributes"].clone();
    assert_eq!(
        (&all["RawMessageDelivery"], &all["PendingConfirmation"]),
        (&json!("true"), &json!("false"))
    );
    assert_eq!(
        (&all["FilterPolicy"], &all["FilterPolicyScope"]),
        (&json!(r#"{"a":["b"]}"#), &json!("MessageAttributes"))
    );
    assert_eq!((&all["RedrivePolicy"], &all["Protocol"]), (&json!(dlq), &json!("sqs")));
    for (name, value, rule) in [
        ("Colour", "red", "SNS-059"),
        ("RawMessageDelivery", "yes", "SNS-059"),
        ("FilterPolicyScope", "Everything", "SNS-080"),
        ("FilterPolicy", r#"{"a":"b"}"#, "SNS-099"),
        ("FilterPolicy", r#"{"a":{"b":["c"]}}"#, "SNS-099"),
        ("RedrivePolicy", r#"{"deadLetterTargetArn":"x"}"#, "SNS-130"),
        (
            "DeliveryPolicy",
            r#"{"healthyRetryPolicy":{"numRetries":1}}"#,
            "SNS-059",
        ),
    ] {
        let (code, message, why) = aws.refused("SetSubscriptionAttributes", set(name, value));
        assert_eq!((code, why), ("InvalidParameter", rule), "{name}={value}: {message}");
    }
}
