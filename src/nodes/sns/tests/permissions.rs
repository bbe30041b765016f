//! AddPermission and RemovePermission of a topic.

use super::api::{Aws, TOPIC};
use serde_json::{Value, json};

/// SNS-015, SNS-041: a label is a Sid of the policy.
#[test]
fn permissions_are_statements_of_the_policy() {
    let mut aws = Aws::with_topic();
    let add = |label: &str, account: &str, action: &str| json!({ "TopicArn": TOPIC, "Label": label, "AWSAccountId": [account], "ActionName": [action] });
    aws.ok("AddPermission", add("partner", "111122223333", "Publish"));
    let written = |aws: &mut Aws| -> Value {
        let answer = aws.ok("GetTopicAttributes", json!({ "TopicArn": TOPIC }));
        let policy = answer["Attributes"]["Policy"].as_str().unwrap_or("null").to_string();
        serde_json::from_str(&policy).expect("JSON")
    };
    assert_eq!(
        written(&mut aws)["Statement"],
        json!([{
            "Sid": "partner",
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
            "Action": "SNS:Publish",
            "Resource": TOPIC,
        }])
    );
    for (input, said) in [
        (add("partner", "111122223333", "Subscribe"), "Statement already exists"),
        (
            add("more", "111122223333", "SendMessage"),
            "Policy statement action out of service scope!",
        ),
        (
            add("more", "1", "Publish"),
            "Invalid principal: an account has twelve digits",
        ),
        (add("", "111122223333", "Publish"), "Label Reason: cannot be empty"),
    ] {
        let (code, message, rule) = aws.refused("AddPermission", input);
        assert_eq!((code, rule), ("InvalidParameter", "SNS-015"));
        assert_eq!(message, format!("Invalid parameter: {said}"));
    }
    // The owner still may; what was denied by hand and labelled can be taken back the same way.
    aws.ok("Publish", json!({ "TopicArn": TOPIC, "Message": "x" }));
    let denied = json!({ "Statement": [
        { "Sid": "nobody", "Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": TOPIC },
    ] });
    aws.ok(
        "SetTopicAttributes",
        json!({ "TopicArn": TOPIC, "AttributeName": "Policy", "AttributeValue": denied.to_string() }),
    );
    let publish = json!({ "TopicArn": TOPIC, "Message": "x" });
    assert_eq!(aws.refused("Publish", publish.clone()).2, "SNS-041");
    for _ in 0..2 {
        aws.ok("RemovePermission", json!({ "TopicArn": TOPIC, "Label": "nobody" }));
    }
    aws.ok("Publish", publish);
    assert_eq!(written(&mut aws), Value::Null);
    let none = json!({ "TopicArn": TOPIC.replace("orders", "none"), "Label": "a" });
    assert_eq!(aws.refused("RemovePermission", none).0, "NotFound");
}
