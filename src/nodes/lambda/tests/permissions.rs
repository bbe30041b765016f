//! The resource policy of a function: which services may invoke it.

use crate::nodes::bench::town::{Town, text};
use crate::sim::Value;
use serde_json::{Value as Json, json};

/// A topic, a bucket and a rule in front of a function whose policy alone decides, and a queue for what fails.
fn town() -> Town {
    let only_policy = [("AccessPolicy", Value::Choice(1))];
    let mut town = Town::new()
        .add("news", "sns-standard", &[])
        .add("photos", "s3-bucket", &[])
        .add("bus", "event-bus", &[])
        .add(
            "rule",
            "event-rule",
            &[("EventPattern", text(r#"{"source": ["shop"]}"#))],
        )
        .add("resize", "lambda", &only_policy)
        .add("letters", "sqs-standard", &[])
        .wire(&[("bus", "rule")]);
    let letters = Value::Node(Some(town.id("letters")));
    town.connect(
        ("news", "out"),
        "resize",
        &[("RedrivePolicy.deadLetterTargetArn", letters.clone())],
    );
    town.connect(("photos", "out"), "resize", &[]);
    town.connect(("rule", "out"), "resize", &[("DeadLetterConfig.Arn", letters)]);
    let mut town = town.start();
    town.run(0);
    town
}

fn allow(town: &mut Town, id: &str, service: &str, source: &str) -> Result<Json, String> {
    let input = json!({
        "FunctionName": "resize", "StatementId": id, "Action": "lambda:InvokeFunction",
        "Principal": format!("{service}.amazonaws.com"), "SourceArn": source,
    });
    town.aws("lambda", "AddPermission", input)
}

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:news";

fn publish(town: &mut Town) {
    let input = json!({ "TopicArn": TOPIC, "Message": "hello" });
    town.aws("sns", "Publish", input).expect("a topic");
}

fn put_event(town: &mut Town) {
    let entry = json!({ "Source": "shop", "DetailType": "order", "Detail": "{}", "EventBusName": "bus" });
    town.aws("events", "PutEvents", json!({ "Entries": [entry] }))
        .expect("a bus");
}

#[test]
fn a_topic_without_permission_fails_at_once_and_for_good() {
    // SNS-161, END-109: a client-side error, so that SNS does not try again (END-112).
    let mut town = town();
    publish(&mut town);
    town.run(60_000);
    assert_eq!(town.refusals("resize").len(), 1);
    assert_eq!(town.refusals("resize")[0].1, "AccessDeniedException");
    assert_eq!(town.rules("resize"), ["END-109"]);
    assert_eq!(town.metric("letters", "ApproximateNumberOfMessagesVisible"), 1);
    assert_eq!(town.metric("resize", "Invocations"), 0);
    allow(&mut town, "news", "sns", TOPIC).expect("a new statement");
    publish(&mut town);
    town.run(61_000);
    assert_eq!(town.metric("resize", "Invocations"), 1);
}

#[test]
fn a_rule_without_permission_gets_no_permissions_and_does_not_retry() {
    // END-107, EVB-062, EVB-076
    let mut town = town();
    put_event(&mut town);
    town.run(60_000);
    assert_eq!(town.refusals("resize").len(), 1);
    assert_eq!(town.metric("letters", "ApproximateNumberOfMessagesVisible"), 1);
    let rule = "arn:aws:events:us-east-1:123456789012:rule/rule";
    allow(&mut town, "rule", "events", rule).expect("a new statement");
    put_event(&mut town);
    town.run(62_000);
    assert_eq!(town.metric("resize", "Invocations"), 1);
}

#[test]
fn a_statement_names_its_source_and_opens_to_no_other() {
    // END-109, SNS-165
    let mut town = town();
    allow(&mut town, "other", "sns", "arn:aws:sns:us-east-1:123456789012:other").expect("a new statement");
    allow(&mut town, "photos", "s3", "arn:aws:s3:::photos").expect("a new statement");
    publish(&mut town);
    let put = json!({ "Bucket": "photos", "Key": "a.jpg", "Body": "x" });
    town.aws("s3api", "PutObject", put).expect("a bucket");
    town.run(60_000);
    assert_eq!(town.refusals("resize").len(), 1, "the topic's");
    assert_eq!(town.metric("resize", "Invocations"), 1, "the bucket's");
}

#[test]
fn permissions_are_added_shown_and_removed() {
    // LAM-140, END-109
    let mut town = town();
    let shown = |town: &mut Town| town.aws("lambda", "GetPolicy", json!({ "FunctionName": "resize" }));
    let none = "ResourceNotFoundException: The resource you requested does not exist.";
    assert_eq!(shown(&mut town), Err(none.to_string()));
    let added = allow(&mut town, "news", "sns", TOPIC).expect("a new statement");
    let statement = json!({
        "Sid": "news", "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" },
        "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:resize",
        "Condition": { "ArnLike": { "AWS:SourceArn": TOPIC } },
    });
    let parsed = |text: &Json| serde_json::from_str::<Json>(text.as_str().expect("a text")).expect("JSON");
    assert_eq!(parsed(&added["Statement"]), statement);
    let again = allow(&mut town, "news", "sns", TOPIC).unwrap_err();
    assert!(again.starts_with("ResourceConflictException: The statement id (news) provided already exists."));
    let policy = shown(&mut town).expect("a policy");
    assert_eq!(parsed(&policy["Policy"])["Statement"], json!([statement]));
    let gone = json!({ "FunctionName": "resize", "StatementId": "news" });
    town.aws("lambda", "RemovePermission", gone.clone())
        .expect("a statement");
    let missing = town.aws("lambda", "RemovePermission", gone).unwrap_err();
    assert_eq!(
        missing,
        "ResourceNotFoundException: Statement news is not found in resource policy."
    );
    assert_eq!(shown(&mut town), Err(none.to_string()));
}

#[test]
fn alarms_come_under_a_name_of_their_own_and_functions_with_a_role() {
    // END-109, CWA-004, END-100
    let mut town = Town::new()
        .add("resize", "lambda", &[("AccessPolicy", Value::Choice(1))])
        .add("caller", "lambda", &[])
        .add("app", "producer", &[("Count", Value::Number(1))])
        .add("alarm", "alarm", &[])
        .wire(&[("caller", "resize"), ("app", "caller")]);
    town.connect(("alarm", "alarm"), "resize", &[]);
    let mut town = town.start();
    town.run(5_000);
    assert_eq!(town.metric("resize", "Invocations"), 1, "by the other function");
    let force = json!({ "AlarmName": "alarm", "StateValue": "ALARM", "StateReason": "a drill" });
    town.aws("cloudwatch", "SetAlarmState", force.clone())
        .expect("an alarm");
    town.run(6_000);
    assert_eq!(town.refusals("resize").len(), 1);
    let alarm = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:alarm";
    allow(&mut town, "alarm", "lambda.alarms.cloudwatch", alarm).expect("a new statement");
    let calm = json!({ "AlarmName": "alarm", "StateValue": "OK", "StateReason": "over" });
    town.aws("cloudwatch", "SetAlarmState", calm).expect("an alarm");
    town.aws("cloudwatch", "SetAlarmState", force).expect("an alarm");
    town.run(8_000);
    assert_eq!(town.metric("resize", "Invocations"), 2);
}
