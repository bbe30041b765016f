//! Which error comes first: for each action a request with everything wrong at once, mended one by one.

use super::{arn, redrive, run, world_with};
use crate::api::{call, find_action};
use crate::nodes::World;
use serde_json::{Value, json};

/// Each row mends what the row before was refused for. The last code is "" when the call succeeds.
fn walk(world: &mut World, action: &str, rows: &[(Value, &str)]) {
    for (index, (input, code)) in rows.iter().enumerate() {
        let said = match call(world, "sqs", action, input.clone()) {
            Ok(_) => String::new(),
            Err(error) => error.code.to_string(),
        };
        assert_eq!(said, *code, "{action}, row {index}: {input}");
    }
}

fn long() -> String {
    "x".repeat(1_048_577)
}

#[test]
fn send_message_complains_in_this_order() {
    let mut world = world_with(&["q.fifo"]);
    let text = DELETED;
    let bad_group = json!({ "QueueUrl": "q.fifo", "MessageBody": "x", "MessageGroupId": "a b" });
    walk(
        &mut world,
        "SendMessage",
        &[
            (json!({ "MessageBody": 5 }), "MissingParameter"),
            (json!({ "QueueUrl": "no", "MessageBody": 5 }), "SerializationException"),
            (json!({ "QueueUrl": "no" }), "MissingParameter"),
            (
                json!({ "QueueUrl": "no", "MessageBody": "", "DelaySeconds": 901 }),
                "QueueDoesNotExist",
            ),
            (
                json!({ "QueueUrl": "q.fifo", "MessageBody": "", "DelaySeconds": 901 }),
                "InvalidParameterValue",
            ),
            (json!({ "QueueUrl": "q.fifo", "MessageBody": "" }), "MissingParameter"),
            (
                json!({ "QueueUrl": "q.fifo", "MessageBody": text }),
                "InvalidMessageContents",
            ),
            (bad_group, "InvalidParameterValue"),
            (
                json!({ "QueueUrl": "q.fifo", "MessageBody": long() }),
                "MissingParameter",
            ),
            (
                json!({ "QueueUrl": "q.fifo", "MessageBody": long(), "MessageGroupId": "g" }),
                "InvalidParameterValue",
            ),
            (
                json!({ "QueueUrl": "q.fifo", "MessageBody": "x", "MessageGroupId": "g", "MessageDeduplicationId": "d" }),
                "",
            ),
        ],
    );
}

/// The control character that no message may have.
const DELETED: &str = "\u{8}";

#[test]
fn send_message_batch_complains_in_this_order() {
    let mut world = world_with(&["q.fifo"]);
    let entry = |id: &str, body: &str| json!({ "Id": id, "MessageBody": body });
    let half = "x".repeat(600_000);
    let fifo = |id: &str, body: &str| json!({ "Id": id, "MessageBody": body, "MessageGroupId": "g", "MessageDeduplicationId": id });
    let eleven: Vec<Value> = (0..11).map(|_| entry("a b", "x")).collect();
    let batch = |entries: Value| json!({ "QueueUrl": "q.fifo", "Entries": entries });
    walk(
        &mut world,
        "SendMessageBatch",
        &[
            (json!({ "QueueUrl": "no" }), "MissingParameter"),
            (json!({ "QueueUrl": "no", "Entries": [] }), "QueueDoesNotExist"),
            (batch(json!([])), "EmptyBatchRequest"),
            (batch(json!(eleven)), "TooManyEntriesInBatchRequest"),
            (
                batch(json!([entry("a b", &half), entry("a b", &half)])),
                "InvalidBatchEntryId",
            ),
            (
                batch(json!([entry("a", &half), entry("a", &half)])),
                "BatchEntryIdsNotDistinct",
            ),
            (
                batch(json!([entry("a", &half), entry("b", &half)])),
                "InvalidParameterValue",
            ),
            (
                batch(json!([fifo("a", &half), fifo("b", &half)])),
                "BatchRequestTooLong",
            ),
            (batch(json!([fifo("a", "x"), fifo("b", "x")])), ""),
        ],
    );
}

#[test]
fn receive_message_complains_in_this_order() {
    let mut world = world_with(&["q"]);
    let receive = |queue: &str, max: i64, wait: i64, visibility: i64, attempt: &str| {
        json!({ "QueueUrl": queue, "MaxNumberOfMessages": max, "WaitTimeSeconds": wait, "VisibilityTimeout": visibility,
                "ReceiveRequestAttemptId": attempt })
    };
    walk(
        &mut world,
        "ReceiveMessage",
        &[
            (json!({ "MaxNumberOfMessages": 11 }), "MissingParameter"),
            (
                json!({ "QueueUrl": "no", "MaxNumberOfMessages": "11" }),
                "SerializationException",
            ),
            (receive("no", 11, 21, -1, "a b"), "QueueDoesNotExist"),
            (receive("q", 11, 21, -1, "a b"), "InvalidParameterValue"),
            (receive("q", 10, 21, -1, "a b"), "InvalidParameterValue"),
            (receive("q", 10, 20, -1, "a b"), "InvalidParameterValue"),
            (receive("q", 10, 20, 0, "a b"), "InvalidParameterValue"),
            (
                json!({ "QueueUrl": "q", "MaxNumberOfMessages": 10, "WaitTimeSeconds": 0 }),
                "",
            ),
        ],
    );
}

#[test]
fn settling_complains_in_this_order() {
    let mut world = world_with(&["q"]);
    walk(
        &mut world,
        "DeleteMessage",
        &[
            (json!({ "QueueUrl": "no" }), "MissingParameter"),
            (json!({ "QueueUrl": "no", "ReceiptHandle": "h" }), "QueueDoesNotExist"),
            (
                json!({ "QueueUrl": "q", "ReceiptHandle": "h" }),
                "ReceiptHandleIsInvalid",
            ),
        ],
    );
    let change = |queue: &str, span: i64| json!({ "QueueUrl": queue, "ReceiptHandle": "h", "VisibilityTimeout": span });
    walk(
        &mut world,
        "ChangeMessageVisibility",
        &[
            (json!({ "QueueUrl": "no", "ReceiptHandle": "h" }), "MissingParameter"),
            (change("no", 43_201), "QueueDoesNotExist"),
            (change("q", 43_201), "InvalidParameterValue"),
            (change("q", 1), "ReceiptHandleIsInvalid"),
        ],
    );
    let entry = |id: &str| json!({ "Id": id, "ReceiptHandle": "h", "VisibilityTimeout": 1 });
    let eleven: Vec<Value> = (0..11).map(|_| entry("a b")).collect();
    for action in ["DeleteMessageBatch", "ChangeMessageVisibilityBatch"] {
        walk(
            &mut world,
            action,
            &[
                (json!({ "QueueUrl": "no" }), "MissingParameter"),
                (json!({ "QueueUrl": "no", "Entries": [] }), "QueueDoesNotExist"),
                (json!({ "QueueUrl": "q", "Entries": [] }), "EmptyBatchRequest"),
                (
                    json!({ "QueueUrl": "q", "Entries": eleven }),
                    "TooManyEntriesInBatchRequest",
                ),
                (
                    json!({ "QueueUrl": "q", "Entries": [entry("a b"), entry("a b")] }),
                    "InvalidBatchEntryId",
                ),
                (
                    json!({ "QueueUrl": "q", "Entries": [entry("a"), entry("a")] }),
                    "BatchEntryIdsNotDistinct",
                ),
                (json!({ "QueueUrl": "q", "Entries": [entry("a"), entry("b")] }), ""),
            ],
        );
    }
}

#[test]
fn create_queue_complains_in_this_order() {
    let mut world = world_with(&["q", "gone"]);
    run(&mut world, "delete-queue --queue-url gone").expect("a queue to delete");
    let create = |name: &str, attributes: Value| json!({ "QueueName": name, "Attributes": attributes });
    let kms =
        json!({ "SqsManagedSseEnabled": "true", "KmsMasterKeyId": "k", "DelaySeconds": "901", "RedrivePolicy": "x" });
    walk(
        &mut world,
        "CreateQueue",
        &[
            (json!({ "Attributes": { "DelaySeconds": 5 } }), "MissingParameter"),
            (create("a/b", json!({ "DelaySeconds": 5 })), "SerializationException"),
            (
                create("a/b", json!({ "FifoQueue": "true", "Colour": "red" })),
                "InvalidParameterValue",
            ),
            (
                create("gone", json!({ "FifoQueue": "true", "Colour": "red" })),
                "InvalidParameterValue",
            ),
            (
                create("gone", json!({ "Colour": "red", "DelaySeconds": "901" })),
                "InvalidAttributeName",
            ),
            (create("gone", kms), "InvalidAttributeName"),
            (
                create("gone", json!({ "DelaySeconds": "901", "RedrivePolicy": "x" })),
                "InvalidAttributeValue",
            ),
            (create("gone", json!({ "RedrivePolicy": "x" })), "InvalidParameterValue"),
            (create("gone", json!({})), "QueueDeletedRecently"),
            (create("q", json!({ "DelaySeconds": "5" })), "QueueNameExists"),
            (create("q", json!({})), ""),
        ],
    );
}

#[test]
fn set_queue_attributes_complains_in_this_order() {
    let mut world = world_with(&["q", "dlq"]);
    let set = |queue: &str, attributes: Value| json!({ "QueueUrl": queue, "Attributes": attributes });
    let policy =
        |dlq: &str, receives: i64| json!({ "deadLetterTargetArn": arn(dlq), "maxReceiveCount": receives }).to_string();
    let kms = json!({ "SqsManagedSseEnabled": "true", "KmsMasterKeyId": "k", "DelaySeconds": "901" });
    walk(
        &mut world,
        "SetQueueAttributes",
        &[
            (json!({ "QueueUrl": "no" }), "MissingParameter"),
            (set("no", json!({ "Colour": "red" })), "QueueDoesNotExist"),
            (
                set("q", json!({ "Colour": "red", "DelaySeconds": "901" })),
                "InvalidAttributeName",
            ),
            (set("q", kms), "InvalidAttributeName"),
            (
                set("q", json!({ "DelaySeconds": "901", "RedrivePolicy": "x" })),
                "InvalidAttributeValue",
            ),
            (
                set("q", json!({ "RedrivePolicy": policy("no", 0) })),
                "InvalidParameterValue",
            ),
            (
                set("q", json!({ "RedrivePolicy": policy("no", 1) })),
                "InvalidParameterValue",
            ),
            (set("q", json!({ "RedrivePolicy": policy("dlq", 1) })), ""),
        ],
    );
}

#[test]
fn redrive_complains_in_this_order() {
    let mut world = world_with(&["q", "dlq", "d.fifo"]);
    let line = format!(
        "set-queue-attributes --queue-url q --attributes {}",
        redrive("dlq", "1")
    );
    run(&mut world, &line).expect("a policy");
    let start = |source: &str, destination: &str, rate: i64| json!({ "SourceArn": arn(source), "DestinationArn": arn(destination), "MaxNumberOfMessagesPerSecond": rate });
    walk(
        &mut world,
        "StartMessageMoveTask",
        &[
            (json!({ "DestinationArn": "x" }), "MissingParameter"),
            (start("no", "no", 0), "ResourceNotFoundException"),
            (start("q", "no", 0), "InvalidParameterValue"),
            (start("dlq", "no", 0), "ResourceNotFoundException"),
            (start("dlq", "d.fifo", 0), "InvalidParameterValue"),
            (start("dlq", "q", 0), "InvalidParameterValue"),
            (start("dlq", "q", 1), ""),
        ],
    );
    let list = |source: &str, most: i64| json!({ "SourceArn": source, "MaxResults": most });
    walk(
        &mut world,
        "ListMessageMoveTasks",
        &[
            (json!({}), "MissingParameter"),
            (list("x", 0), "ResourceNotFoundException"),
            (list(&arn("dlq"), 0), "InvalidParameterValue"),
            (list(&arn("dlq"), 1), ""),
        ],
    );
    walk(
        &mut world,
        "CancelMessageMoveTask",
        &[
            (json!({}), "MissingParameter"),
            (json!({ "TaskHandle": "x" }), "InvalidParameterValue"),
        ],
    );
}

#[test]
fn the_other_actions_complain_in_this_order() {
    let mut world = world_with(&["q"]);
    for (action, rest, wrong) in [
        (
            "AddPermission",
            json!({ "Label": "a b", "AWSAccountIds": ["1"], "Actions": ["x"] }),
            "InvalidParameterValue",
        ),
        ("DeleteQueue", json!({}), ""),
        (
            "GetQueueAttributes",
            json!({ "AttributeNames": ["Colour"] }),
            "InvalidAttributeName",
        ),
        (
            "ListDeadLetterSourceQueues",
            json!({ "MaxResults": 0 }),
            "InvalidParameterValue",
        ),
        ("ListQueueTags", json!({}), ""),
        ("PurgeQueue", json!({}), ""),
        ("RemovePermission", json!({ "Label": "none" }), "InvalidParameterValue"),
        ("TagQueue", json!({ "Tags": { "a": "b" } }), ""),
        ("UntagQueue", json!({ "TagKeys": ["a"] }), ""),
    ] {
        let with = |queue: &str| {
            let mut input = rest.clone();
            input["QueueUrl"] = json!(queue);
            input
        };
        let mut fresh = world.clone();
        walk(
            &mut fresh,
            action,
            &[
                (rest.clone(), "MissingParameter"),
                (with("no"), "QueueDoesNotExist"),
                (with("q"), wrong),
            ],
        );
    }
    walk(
        &mut world,
        "GetQueueUrl",
        &[
            (json!({}), "MissingParameter"),
            (json!({ "QueueName": "no" }), "QueueDoesNotExist"),
            (json!({ "QueueName": "q" }), ""),
        ],
    );
    walk(
        &mut world,
        "ListQueues",
        &[
            (json!({ "MaxResults": 1_001 }), "InvalidParameterValue"),
            (json!({}), ""),
        ],
    );
    let unknown = call(&mut world, "sqs", "SendMail", json!({})).expect_err("no such action");
    assert_eq!(unknown.code, "UnknownOperationException");
    assert!(find_action("sqs", "SendMail").is_none());
}
