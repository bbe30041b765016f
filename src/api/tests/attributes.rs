//! Queue attributes.

use super::{arn, bodies, good, redrive, refused_with, until, world, world_with};
use crate::nodes::World;
use serde_json::json;

fn attribute(world: &mut World, queue: &str, name: &str) -> Option<String> {
    let line = format!("get-queue-attributes --queue-url {queue} --attribute-names {name}");
    good(world, &line)["Attributes"][name].as_str().map(String::from)
}

fn set(queue: &str, attributes: &str) -> String {
    format!("set-queue-attributes --queue-url {queue} --attributes {attributes}")
}

#[test]
fn sqs_021_to_025_and_030_numbers_have_a_least_a_most_and_a_default() {
    for (rule, name, least, most, default) in [
        ("SQS-021", "VisibilityTimeout", 0, 43_200, "30"),
        ("SQS-022", "MessageRetentionPeriod", 60, 1_209_600, "345600"),
        ("SQS-023", "DelaySeconds", 0, 900, "0"),
        ("SQS-024", "ReceiveMessageWaitTimeSeconds", 0, 20, "0"),
        ("SQS-025", "MaximumMessageSize", 1_024, 1_048_576, "1048576"),
        ("SQS-030", "KmsDataKeyReusePeriodSeconds", 60, 86_400, "300"),
    ] {
        let mut world = world();
        good(
            &mut world,
            "create-queue --queue-name q --attributes KmsMasterKeyId=alias/mine",
        );
        assert_eq!(attribute(&mut world, "q", name).as_deref(), Some(default), "{rule}");
        for value in [least, most] {
            good(&mut world, &set("q", &format!("{name}={value}")));
            assert_eq!(attribute(&mut world, "q", name), Some(value.to_string()), "{rule}");
        }
        for value in [
            (least - 1).to_string(),
            (most + 1).to_string(),
            "soon".to_string(),
            String::new(),
        ] {
            // SQS-037
            refused_with(
                &mut world,
                &set("q", &format!("{name}={value}")),
                "InvalidAttributeValue",
                "SQS-037",
                name,
            );
        }
    }
}

#[test]
fn sqs_025_the_classic_limits_end_at_256_kib() {
    let mut world = world_with(&["q"]);
    crate::api::perform(&mut world, "set q limits_profile=classic").expect("a setting");
    good(&mut world, &set("q", "MaximumMessageSize=262144"));
    refused_with(
        &mut world,
        &set("q", "MaximumMessageSize=262145"),
        "InvalidAttributeValue",
        "SQS-025",
        "MaximumMessageSize",
    );
}

#[test]
fn sqs_026_and_110_a_redrive_policy_names_a_queue_of_the_same_type_and_a_count() {
    let mut world = world_with(&["q", "dlq", "dlq.fifo"]);
    let policy = |text: &str| set("q", &format!("'{}'", json!({ "RedrivePolicy": text })));
    for (text, rule, part) in [
        ("{bad".to_string(), "SQS-026", "not a valid JSON map"),
        (r#"{"maxReceiveCount":3}"#.to_string(), "SQS-026", "deadLetterTargetArn"),
        (
            format!(r#"{{"deadLetterTargetArn":"{}"}}"#, arn("dlq")),
            "SQS-026",
            "maxReceiveCount",
        ),
        (
            format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":"x"}}"#, arn("dlq")),
            "SQS-026",
            "1 to 1000",
        ),
        (
            format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":1.5}}"#, arn("dlq")),
            "SQS-026",
            "1 to 1000",
        ),
        (
            format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":0}}"#, arn("dlq")),
            "SQS-026",
            "1 to 1000",
        ),
        (
            format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":1001}}"#, arn("dlq")),
            "SQS-026",
            "1 to 1000",
        ),
        (
            format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":3}}"#, arn("none")),
            "SQS-110",
            "does not exist",
        ),
        (
            format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":3}}"#, arn("dlq.fifo")),
            "SQS-110",
            "same type",
        ),
    ] {
        refused_with(&mut world, &policy(&text), "InvalidParameterValue", rule, part);
    }
    assert_eq!(attribute(&mut world, "q", "RedrivePolicy"), None);
    good(&mut world, &set("q", &redrive("dlq", "\"3\"")));
    let written = attribute(&mut world, "q", "RedrivePolicy").expect("a policy");
    assert_eq!(
        written,
        format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":3}}"#, arn("dlq"))
    );
    good(&mut world, &set("q", "RedrivePolicy="));
    assert_eq!(attribute(&mut world, "q", "RedrivePolicy"), None);
}

#[test]
fn sqs_110_a_redrive_policy_moves_what_was_received_too_often() {
    let mut world = world_with(&["q", "dlq"]);
    good(&mut world, &set("q", &redrive("dlq", "1")));
    good(&mut world, "send-message --queue-url q --message-body bad");
    let receive = "receive-message --queue-url q --visibility-timeout 0";
    assert_eq!(bodies(&good(&mut world, receive)), ["bad"]);
    assert_eq!(good(&mut world, receive), json!({}));
    until(&mut world, 1);
    let moved = good(
        &mut world,
        "receive-message --queue-url dlq --message-system-attribute-names All",
    );
    assert_eq!(bodies(&moved), ["bad"]);
    assert_eq!(moved["Messages"][0]["Attributes"]["DeadLetterQueueSourceArn"], arn("q"));
    assert_eq!(moved["Messages"][0]["Attributes"]["ApproximateReceiveCount"], "2");
}

#[test]
fn sqs_027_and_119_a_dead_letter_queue_says_who_may_use_it() {
    let mut world = world_with(&["q", "dlq"]);
    let allow = |text: &str| set("dlq", &format!("'{}'", json!({ "RedriveAllowPolicy": text })));
    for (text, part) in [
        ("[]".to_string(), "JSON map"),
        (
            r#"{"redrivePermission":"some"}"#.to_string(),
            "allowAll, denyAll or byQueue",
        ),
        (r#"{"redrivePermission":"byQueue"}"#.to_string(), "1 to 10"),
        (
            json!({ "redrivePermission": "byQueue", "sourceQueueArns": vec![arn("q"); 11] }).to_string(),
            "1 to 10",
        ),
        (
            json!({ "redrivePermission": "denyAll", "sourceQueueArns": [arn("q")] }).to_string(),
            "byQueue only",
        ),
    ] {
        refused_with(&mut world, &allow(&text), "InvalidParameterValue", "SQS-027", part);
    }
    let use_it = set("q", &redrive("dlq", "3"));
    good(&mut world, &allow(r#"{"redrivePermission":"denyAll"}"#));
    refused_with(
        &mut world,
        &use_it,
        "InvalidParameterValue",
        "SQS-119",
        "RedriveAllowPolicy",
    );
    let other = json!({ "redrivePermission": "byQueue", "sourceQueueArns": [arn("other")] }).to_string();
    good(&mut world, &allow(&other));
    assert_eq!(attribute(&mut world, "dlq", "RedriveAllowPolicy"), Some(other));
    refused_with(
        &mut world,
        &use_it,
        "InvalidParameterValue",
        "SQS-119",
        "RedriveAllowPolicy",
    );
    let this = json!({ "redrivePermission": "byQueue", "sourceQueueArns": [arn("other"), arn("q")] }).to_string();
    good(&mut world, &allow(&this));
    good(&mut world, &use_it);
    good(&mut world, &allow(""));
    assert_eq!(attribute(&mut world, "dlq", "RedriveAllowPolicy"), None);
}

#[test]
fn sqs_028_a_policy_is_kept_as_written() {
    let mut world = world_with(&["q"]);
    assert_eq!(attribute(&mut world, "q", "Policy"), None);
    let policy = r#"{"Version":"2012-10-17","Statement":[]}"#;
    good(&mut world, &set("q", &format!("'{}'", json!({ "Policy": policy }))));
    assert_eq!(attribute(&mut world, "q", "Policy").as_deref(), Some(policy));
}

#[test]
fn sqs_029_and_031_one_kind_of_encryption_at_a_time() {
    let mut world = world_with(&["q"]);
    assert_eq!(
        attribute(&mut world, "q", "SqsManagedSseEnabled").as_deref(),
        Some("true")
    );
    let both = set("q", "SqsManagedSseEnabled=true,KmsMasterKeyId=alias/mine");
    refused_with(
        &mut world,
        &both,
        "InvalidAttributeName",
        "SQS-031",
        "one type of server-side encryption",
    );
    good(&mut world, &set("q", "KmsMasterKeyId=alias/aws/sqs"));
    assert_eq!(
        attribute(&mut world, "q", "KmsMasterKeyId").as_deref(),
        Some("alias/aws/sqs")
    );
    assert_eq!(
        attribute(&mut world, "q", "SqsManagedSseEnabled").as_deref(),
        Some("false")
    );
}

#[test]
fn sqs_032_to_035_fifo_queues_have_four_more_attributes() {
    let mut world = world_with(&["q.fifo"]);
    for (name, value) in [
        ("FifoQueue", "true"),
        ("ContentBasedDeduplication", "false"),
        ("DeduplicationScope", "queue"),
        ("FifoThroughputLimit", "perQueue"),
    ] {
        assert_eq!(attribute(&mut world, "q.fifo", name).as_deref(), Some(value));
    }
    let high = set("q.fifo", "FifoThroughputLimit=perMessageGroupId");
    refused_with(
        &mut world,
        &high,
        "InvalidAttributeValue",
        "SQS-035",
        "FifoThroughputLimit",
    );
    good(
        &mut world,
        &set(
            "q.fifo",
            "DeduplicationScope=messageGroup,FifoThroughputLimit=perMessageGroupId",
        ),
    );
    assert_eq!(
        attribute(&mut world, "q.fifo", "FifoThroughputLimit").as_deref(),
        Some("perMessageGroupId")
    );
    good(&mut world, &set("q.fifo", "ContentBasedDeduplication=true"));
    assert_eq!(
        attribute(&mut world, "q.fifo", "ContentBasedDeduplication").as_deref(),
        Some("true")
    );
}

#[test]
fn sqs_036_and_037_what_is_counted_or_unknown_can_not_be_set() {
    let mut world = world_with(&["q"]);
    for name in [
        "QueueArn",
        "CreatedTimestamp",
        "LastModifiedTimestamp",
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
    ] {
        let part = format!("Unknown Attribute {name}.");
        refused_with(
            &mut world,
            &set("q", &format!("{name}=1")),
            "InvalidAttributeName",
            "SQS-036",
            &part,
        );
    }
    refused_with(
        &mut world,
        &set("q", "Colour=red"),
        "InvalidAttributeName",
        "SQS-037",
        "Unknown Attribute Colour.",
    );
    let line = "get-queue-attributes --queue-url q --attribute-names Colour";
    refused_with(
        &mut world,
        line,
        "InvalidAttributeName",
        "SQS-037",
        "Unknown Attribute Colour.",
    );
}

#[test]
fn sqs_038_messages_are_counted_in_three_disjoint_states() {
    let mut world = world_with(&["q"]);
    for delay in [0, 0, 0, 60] {
        good(
            &mut world,
            &format!("send-message --queue-url q --message-body x --delay-seconds {delay}"),
        );
    }
    assert_eq!(bodies(&good(&mut world, "receive-message --queue-url q")).len(), 1);
    for (name, count) in [
        ("ApproximateNumberOfMessages", "2"),
        ("ApproximateNumberOfMessagesNotVisible", "1"),
        ("ApproximateNumberOfMessagesDelayed", "1"),
    ] {
        assert_eq!(attribute(&mut world, "q", name).as_deref(), Some(count), "{name}");
    }
}

/// SQS-039.
#[test]
fn sqs_039_no_names_show_nothing_and_all_shows_everything() {
    let mut world = world();
    until(&mut world, 100);
    good(&mut world, "create-queue --queue-name q");
    until(&mut world, 130);
    good(&mut world, &set("q", "DelaySeconds=0"));
    assert_eq!(good(&mut world, "get-queue-attributes --queue-url q"), json!({}));
    let all = good(&mut world, "get-queue-attributes --queue-url q --attribute-names All");
    assert_eq!(
        all["Attributes"],
        json!({
            "QueueArn": arn("q"),
            "ApproximateNumberOfMessages": "0",
            "ApproximateNumberOfMessagesNotVisible": "0",
            "ApproximateNumberOfMessagesDelayed": "0",
            "CreatedTimestamp": "100",
            "LastModifiedTimestamp": "130",
            "VisibilityTimeout": "30",
            "MaximumMessageSize": "1048576",
            "MessageRetentionPeriod": "345600",
            "DelaySeconds": "0",
            "ReceiveMessageWaitTimeSeconds": "0",
            "SqsManagedSseEnabled": "true"
        })
    );
}
