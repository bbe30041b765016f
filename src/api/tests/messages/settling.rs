//! Hiding, deleting and purging.

use crate::api::tests::{bodies, good, handle, refused_with, run, until, world_with};
use serde_json::json;

#[test]
fn sqs_090_to_093_hiding_counts_from_now_and_for_12_hours_at_most() {
    let mut world = world_with(&["q"]);
    good(&mut world, "send-message --queue-url q --message-body x");
    let got = handle(&good(
        &mut world,
        "receive-message --queue-url q --visibility-timeout 60",
    ));
    let change = format!("change-message-visibility --queue-url q --receipt-handle {got} --visibility-timeout");
    until(&mut world, 15);
    good(&mut world, &format!("{change} 10"));
    until(&mut world, 24);
    assert_eq!(good(&mut world, "receive-message --queue-url q"), json!({}));
    until(&mut world, 25);
    let again = good(
        &mut world,
        "receive-message --queue-url q --attribute-names ApproximateReceiveCount",
    );
    assert_eq!(again["Messages"][0]["Attributes"]["ApproximateReceiveCount"], "2");
    let change = format!(
        "change-message-visibility --queue-url q --receipt-handle {} --visibility-timeout",
        handle(&again)
    );
    until(&mut world, 30);
    // SQS-092: 43,195 seconds are left of the 12 hours.
    refused_with(
        &mut world,
        &format!("{change} 43196"),
        "InvalidParameterValue",
        "SQS-092",
        "",
    );
    refused_with(
        &mut world,
        &format!("{change} 43201"),
        "InvalidParameterValue",
        "SQS-072",
        "43200",
    );
    good(&mut world, &format!("{change} 43195"));
    // SQS-091: zero gives it back at once; SQS-093: the next receive uses the queue's own timeout.
    good(&mut world, &format!("{change} 0"));
    assert_eq!(bodies(&good(&mut world, "receive-message --queue-url q")), ["x"]);
    until(&mut world, 59);
    assert_eq!(good(&mut world, "receive-message --queue-url q"), json!({}));
    until(&mut world, 60);
    assert_eq!(bodies(&good(&mut world, "receive-message --queue-url q")), ["x"]);
}

#[test]
fn sqs_094_to_097_a_handle_must_be_one_of_this_queue() {
    let mut world = world_with(&["q", "other"]);
    good(&mut world, "send-message --queue-url q --message-body x");
    let got = handle(&good(&mut world, "receive-message --queue-url q"));
    for (queue, handle) in [("q", "nonsense"), ("other", got.as_str())] {
        let line = format!("delete-message --queue-url {queue} --receipt-handle {handle}");
        refused_with(
            &mut world,
            &line,
            "ReceiptHandleIsInvalid",
            "SQS-094",
            "is not a valid receipt handle.",
        );
        let line =
            format!("change-message-visibility --queue-url {queue} --visibility-timeout 1 --receipt-handle {handle}");
        refused_with(
            &mut world,
            &line,
            "ReceiptHandleIsInvalid",
            "SQS-094",
            "is not a valid receipt handle.",
        );
    }
    let change = format!("change-message-visibility --queue-url q --visibility-timeout 5 --receipt-handle {got}");
    until(&mut world, 31);
    good(&mut world, &change); // SQS-096
    let newer = handle(&good(&mut world, "receive-message --queue-url q"));
    good(&mut world, &change); // SQS-097: the newer receive keeps its 30 s.
    until(&mut world, 60);
    assert_eq!(good(&mut world, "receive-message --queue-url q"), json!({}));
    good(
        &mut world,
        &format!("delete-message --queue-url q --receipt-handle {newer}"),
    );
    let line = format!("change-message-visibility --queue-url q --visibility-timeout 5 --receipt-handle {newer}");
    refused_with(
        &mut world,
        &line,
        "InvalidParameterValue",
        "SQS-095",
        "does not exist or is not available",
    );
}

#[test]
fn sqs_100_to_103_deleting_again_succeeds_and_old_handles_do_little() {
    let mut world = world_with(&["q", "q.fifo"]);
    good(&mut world, "send-message --queue-url q --message-body x");
    let old = handle(&good(
        &mut world,
        "receive-message --queue-url q --visibility-timeout 1",
    ));
    let delete = |handle: &str| format!("delete-message --queue-url q --receipt-handle {handle}");
    until(&mut world, 2);
    let newer = handle(&good(
        &mut world,
        "receive-message --queue-url q --visibility-timeout 1",
    ));
    good(&mut world, &delete(&old)); // SQS-102
    until(&mut world, 4);
    good(&mut world, &delete(&newer)); // SQS-101
    good(&mut world, &delete(&newer)); // SQS-100
    assert_eq!(
        good(&mut world, "receive-message --queue-url q --wait-time-seconds 1"),
        json!({})
    );
    good(
        &mut world,
        "send-message --queue-url q.fifo --message-body x --message-group-id g --message-deduplication-id d",
    );
    let expired = handle(&good(
        &mut world,
        "receive-message --queue-url q.fifo --visibility-timeout 1",
    ));
    until(&mut world, 10);
    let line = format!("delete-message --queue-url q.fifo --receipt-handle {expired}");
    refused_with(&mut world, &line, "InvalidParameterValue", "SQS-103", "expired");
}

#[test]
fn sqs_104_batches_of_deletes_and_changes_have_results_for_each_entry() {
    let mut world = world_with(&["q"]);
    good(&mut world, "send-message --queue-url q --message-body x");
    let got = handle(&good(&mut world, "receive-message --queue-url q"));
    let got = got.trim_matches('\'');
    let change = json!([
        { "Id": "a", "ReceiptHandle": got, "VisibilityTimeout": 60 },
        { "Id": "b", "ReceiptHandle": "nonsense", "VisibilityTimeout": 60 },
        { "Id": "c", "ReceiptHandle": got, "VisibilityTimeout": 50_000 }
    ]);
    let answer = good(
        &mut world,
        &format!("change-message-visibility-batch --queue-url q --entries '{change}'"),
    );
    assert_eq!(answer["Successful"], json!([{ "Id": "a" }]));
    assert_eq!(
        (&answer["Failed"][0]["Code"], &answer["Failed"][1]["Code"]),
        (&json!("ReceiptHandleIsInvalid"), &json!("InvalidParameterValue"))
    );
    let delete = json!([{ "Id": "a", "ReceiptHandle": got }, { "Id": "b", "ReceiptHandle": "nonsense" }]);
    let answer = good(
        &mut world,
        &format!("delete-message-batch --queue-url q --entries '{delete}'"),
    );
    assert_eq!(answer["Successful"], json!([{ "Id": "a" }]));
    assert_eq!(answer["Failed"][0]["Id"], "b");
    let twice = json!([{ "Id": "a", "ReceiptHandle": got }, { "Id": "a", "ReceiptHandle": got }]);
    let line = format!("delete-message-batch --queue-url q --entries '{twice}'");
    refused_with(
        &mut world,
        &line,
        "BatchEntryIdsNotDistinct",
        "SQS-062",
        "Id a repeated.",
    );
}

#[test]
fn sqs_106_a_purge_takes_everything_once_a_minute() {
    let mut world = world_with(&["q.fifo"]);
    let send = "send-message --queue-url q.fifo --message-body x --message-group-id g --message-deduplication-id d";
    good(&mut world, send);
    good(&mut world, "purge-queue --queue-url q.fifo");
    refused_with(
        &mut world,
        "purge-queue --queue-url q.fifo",
        "PurgeQueueInProgress",
        "SQS-106",
        "every 60 seconds",
    );
    assert_eq!(run(&mut world, "receive-message --queue-url q.fifo"), Ok(json!({})));
    good(&mut world, send);
    assert_eq!(bodies(&good(&mut world, "receive-message --queue-url q.fifo")), ["x"]);
    until(&mut world, 60);
    good(&mut world, "purge-queue --queue-url q.fifo");
}
