//! Queues by name.

use super::{arn, bodies, good, redrive, refused, refused_with, run, until, world, world_with};
use crate::api::perform;
use serde_json::json;

/// SQS-020.
#[test]
fn sqs_020_a_queue_is_found_by_url_arn_and_plain_name() {
    let mut world = world_with(&["orders"]);
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
    assert_eq!(
        good(&mut world, "get-queue-url --queue-name orders"),
        json!({ "QueueUrl": url })
    );
    good(&mut world, &format!("send-message --queue-url {url} --message-body a"));
    good(&mut world, "send-message --queue-url orders --message-body b");
    let got = good(
        &mut world,
        "receive-message --queue-url orders --max-number-of-messages 10",
    );
    assert_eq!(bodies(&got), ["a", "b"]);
    let asked = good(
        &mut world,
        "get-queue-attributes --queue-url orders --attribute-names QueueArn",
    );
    assert_eq!(asked, json!({ "Attributes": { "QueueArn": arn("orders") } }));
}

#[test]
fn sqs_010_names_have_letters_digits_hyphens_and_underscores() {
    let mut world = world();
    let long = "x".repeat(80);
    for name in ["a", "A_b-9", &long] {
        good(&mut world, &format!("create-queue --queue-name {name}"));
    }
    let longer = "x".repeat(81);
    let long_fifo = format!("{}.fifo", "x".repeat(76));
    for name in ["a/b", "a.b", "''", ".fifo", &longer, &long_fifo] {
        let line = format!("create-queue --queue-name {name} --attributes FifoQueue=true");
        let line = if name.ends_with(".fifo") {
            line
        } else {
            format!("create-queue --queue-name {name}")
        };
        refused_with(
            &mut world,
            &line,
            "InvalidParameterValue",
            "SQS-010",
            "1 to 80 in length",
        );
    }
    refused(&mut world, "get-queue-url --queue-name a_b-9");
}

#[test]
fn sqs_011_the_suffix_and_the_flag_of_fifo_go_together() {
    let mut world = world();
    for line in [
        "create-queue --queue-name a.fifo",
        "create-queue --queue-name a.fifo --attributes FifoQueue=false",
        "create-queue --queue-name a --attributes FifoQueue=true",
    ] {
        refused_with(&mut world, line, "InvalidParameterValue", "SQS-011", "fifo");
    }
    good(
        &mut world,
        "create-queue --queue-name a.fifo --attributes FifoQueue=true",
    );
}

#[test]
fn sqs_012_a_queue_keeps_its_type() {
    let mut world = world_with(&["a", "b.fifo"]);
    let set = "set-queue-attributes --queue-url";
    let line = format!("{set} a --attributes FifoQueue=true");
    refused_with(
        &mut world,
        &line,
        "InvalidAttributeName",
        "SQS-012",
        "Unknown Attribute FifoQueue.",
    );
    let line = format!("{set} b.fifo --attributes FifoQueue=false");
    refused_with(
        &mut world,
        &line,
        "InvalidAttributeValue",
        "SQS-012",
        "Modifying queue type is not supported",
    );
    let line = "create-queue --queue-name c --attributes FifoQueue=false";
    refused_with(
        &mut world,
        line,
        "InvalidAttributeName",
        "SQS-012",
        "Unknown Attribute FifoQueue.",
    );
}

#[test]
fn sqs_013_creating_again_with_equal_attributes_finds_the_queue() {
    let mut world = world();
    let first = good(&mut world, "create-queue --queue-name q --attributes DelaySeconds=5");
    assert_eq!(good(&mut world, "create-queue --queue-name q"), first);
    assert_eq!(
        good(&mut world, "create-queue --queue-name q --attributes DelaySeconds=5"),
        first
    );
    let line = "create-queue --queue-name q --attributes DelaySeconds=6";
    refused_with(&mut world, line, "QueueNameExists", "SQS-013", "DelaySeconds");
    assert_eq!(world.nodes().count(), 1);
}

#[test]
fn sqs_014_attributes_of_fifo_queues_are_unknown_to_standard_ones() {
    let mut world = world_with(&["a"]);
    for (attribute, part) in [
        (
            "ContentBasedDeduplication=true",
            "Unknown Attribute ContentBasedDeduplication.",
        ),
        ("DeduplicationScope=queue", "only when FifoQueue is set to true"),
        ("FifoThroughputLimit=perQueue", "only when FifoQueue is set to true"),
    ] {
        let line = format!("set-queue-attributes --queue-url a --attributes {attribute}");
        refused_with(&mut world, &line, "InvalidAttributeName", "SQS-014", part);
        let line = format!("create-queue --queue-name b --attributes {attribute}");
        refused_with(&mut world, &line, "InvalidAttributeName", "SQS-014", part);
    }
}

#[test]
fn sqs_015_a_deleted_queue_blocks_its_name_for_a_minute() {
    let mut world = world_with(&["a"]);
    good(&mut world, "send-message --queue-url a --message-body x");
    good(&mut world, "delete-queue --queue-url a");
    refused_with(
        &mut world,
        "delete-queue --queue-url a",
        "QueueDoesNotExist",
        "SQS-018",
        "does not exist",
    );
    until(&mut world, 59);
    refused_with(
        &mut world,
        "create-queue --queue-name a",
        "QueueDeletedRecently",
        "SQS-015",
        "60 seconds",
    );
    until(&mut world, 60);
    good(&mut world, "create-queue --queue-name a");
    assert_eq!(
        good(&mut world, "receive-message --queue-url a --wait-time-seconds 1"),
        json!({})
    );
}

#[test]
fn sqs_015_calls_succeed_until_the_deletion_has_spread() {
    let mut world = world_with(&["a"]);
    perform(&mut world, "set a delete_propagation=30").expect("a setting");
    good(&mut world, "delete-queue --queue-url a");
    until(&mut world, 29);
    good(&mut world, "send-message --queue-url a --message-body x");
    refused_with(
        &mut world,
        "create-queue --queue-name a",
        "QueueDeletedRecently",
        "SQS-015",
        "60 seconds",
    );
    until(&mut world, 30);
    refused_with(
        &mut world,
        "send-message --queue-url a --message-body x",
        "QueueDoesNotExist",
        "SQS-018",
        "",
    );
    assert_eq!(world.nodes().count(), 0);
}

#[test]
fn sqs_018_an_unknown_queue_is_named_as_such_by_every_action() {
    let mut world = world();
    for line in [
        "send-message --queue-url q --message-body x",
        "receive-message --queue-url q",
        "delete-message --queue-url q --receipt-handle h",
        "purge-queue --queue-url q",
        "get-queue-attributes --queue-url q",
        "set-queue-attributes --queue-url q --attributes DelaySeconds=1",
        "list-queue-tags --queue-url q",
        "list-dead-letter-source-queues --queue-url q",
        "get-queue-url --queue-name q",
        "send-message --queue-url https://sqs.us-east-1.amazonaws.com/999/q --message-body x",
    ] {
        let error = refused(&mut world, line);
        assert_eq!((error.code, error.http), ("QueueDoesNotExist", 400), "{line}");
    }
    let error = refused(&mut world, "send-message --queue-url q --message-body x");
    assert_eq!(
        error.to_string(),
        "An error occurred (QueueDoesNotExist) when calling the SendMessage operation: The specified queue does not exist."
    );
}

/// SQS-019.
#[test]
fn sqs_019_tags_are_kept_and_change_nothing() {
    let mut world = world();
    good(&mut world, "create-queue --queue-name q --tags team=blue,cost=7");
    good(&mut world, "tag-queue --queue-url q --tags team=red,stage=test");
    good(&mut world, "untag-queue --queue-url q --tag-keys cost nothing");
    let tags = good(&mut world, "list-queue-tags --queue-url q");
    assert_eq!(tags, json!({ "Tags": { "stage": "test", "team": "red" } }));
    good(&mut world, "untag-queue --queue-url q --tag-keys team stage");
    assert_eq!(good(&mut world, "list-queue-tags --queue-url q"), json!({}));
}

#[test]
fn queues_are_listed_by_prefix_and_in_pages() {
    let mut world = world_with(&["a1", "a2", "b1", "a3"]);
    let url = |name: &str| format!("https://sqs.us-east-1.amazonaws.com/123456789012/{name}");
    let list = good(&mut world, "list-queues --queue-name-prefix a");
    assert_eq!(list, json!({ "QueueUrls": [url("a1"), url("a2"), url("a3")] }));
    let page = good(&mut world, "list-queues --max-results 3");
    assert_eq!(
        page,
        json!({ "QueueUrls": [url("a1"), url("a2"), url("b1")], "NextToken": "3" })
    );
    let rest = good(&mut world, "list-queues --max-results 3 --next-token 3");
    assert_eq!(rest, json!({ "QueueUrls": [url("a3")] }));
    assert_eq!(good(&mut world, "list-queues --queue-name-prefix z"), json!({}));
}

#[test]
fn sqs_121_a_dead_letter_queue_knows_its_sources() {
    let mut world = world_with(&["dlq", "a", "b", "c"]);
    for name in ["a", "c"] {
        let line = format!(
            "set-queue-attributes --queue-url {name} --attributes {}",
            redrive("dlq", "3")
        );
        good(&mut world, &line);
    }
    let url = |name: &str| format!("https://sqs.us-east-1.amazonaws.com/123456789012/{name}");
    let all = good(&mut world, "list-dead-letter-source-queues --queue-url dlq");
    assert_eq!(all, json!({ "queueUrls": [url("a"), url("c")] }));
    let first = good(
        &mut world,
        "list-dead-letter-source-queues --queue-url dlq --max-results 1",
    );
    assert_eq!(first, json!({ "queueUrls": [url("a")], "NextToken": "1" }));
    for size in ["0", "1001"] {
        let line = format!("list-dead-letter-source-queues --queue-url dlq --max-results {size}");
        refused_with(
            &mut world,
            &line,
            "InvalidParameterValue",
            "SQS-121",
            "between 1 and 1000",
        );
    }
}

#[test]
fn sqs_194_permissions_have_labels_and_limits() {
    let mut world = world_with(&["q"]);
    let add = "add-permission --queue-url q --aws-account-ids 111122223333 --label";
    good(&mut world, &format!("{add} share --actions SendMessage ReceiveMessage"));
    refused_with(
        &mut world,
        &format!("{add} share --actions SendMessage"),
        "InvalidParameterValue",
        "SQS-194",
        "Already exists.",
    );
    refused_with(
        &mut world,
        &format!("{add} more --actions a b c d e f g h"),
        "OverLimit",
        "SQS-194",
        "8 actions",
    );
    let answer = good(
        &mut world,
        "get-queue-attributes --queue-url q --attribute-names Policy",
    );
    let policy = answer["Attributes"]["Policy"].as_str().expect("a policy");
    assert!(
        policy.contains("\"Sid\":\"share\"") && policy.contains("arn:aws:iam::111122223333:root"),
        "{policy}"
    );
    for n in 1..20 {
        good(&mut world, &format!("{add} l{n} --actions SendMessage"));
    }
    refused_with(
        &mut world,
        &format!("{add} l20 --actions SendMessage"),
        "OverLimit",
        "SQS-194",
        "20 statements",
    );
    refused_with(
        &mut world,
        &format!("{add} 'a b' --actions SendMessage"),
        "InvalidParameterValue",
        "SQS-194",
        "alphanumeric",
    );
    for n in 1..20 {
        good(&mut world, &format!("remove-permission --queue-url q --label l{n}"));
    }
    good(&mut world, "remove-permission --queue-url q --label share");
    let line = "remove-permission --queue-url q --label share";
    refused_with(
        &mut world,
        line,
        "InvalidParameterValue",
        "SQS-194",
        "can't find label.",
    );
    assert_eq!(
        run(
            &mut world,
            "get-queue-attributes --queue-url q --attribute-names Policy"
        ),
        Ok(json!({}))
    );
}

#[test]
fn sqs_196_some_refusals_have_another_http_status_than_400() {
    let mut world = world_with(&["q"]);
    good(&mut world, "purge-queue --queue-url q");
    assert_eq!(refused(&mut world, "purge-queue --queue-url q").http, 403);
    assert_eq!(
        refused(&mut world, "delete-message --queue-url q --receipt-handle h").http,
        404
    );
    assert_eq!(
        refused(
            &mut world,
            "list-message-move-tasks --source-arn arn:aws:sqs:us-east-1:123456789012:x"
        )
        .http,
        404
    );
    let add = "add-permission --queue-url q --aws-account-ids 1 --label x --actions a b c d e f g h";
    assert_eq!(refused(&mut world, add).http, 403);
    assert_eq!(
        refused(&mut world, "send-message --queue-url q --message-body ''").http,
        400
    );
}
