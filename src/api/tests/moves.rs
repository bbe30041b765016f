//! Redrive through the API.

use super::{arn, bodies, good, redrive, refused, refused_with, until, world_with};
use crate::nodes::World;
use serde_json::{Value, json};

/// `q` with the dead-letter queue `dlq`, which holds this many messages of it.
fn with_dead_letters(count: usize) -> World {
    let mut world = world_with(&["q", "dlq", "elsewhere"]);
    good(
        &mut world,
        &format!(
            "set-queue-attributes --queue-url q --attributes {}",
            redrive("dlq", "1")
        ),
    );
    for number in 0..count {
        good(
            &mut world,
            &format!("send-message --queue-url q --message-body m{number}"),
        );
    }
    for _ in 0..2 {
        for _ in 0..count {
            good(&mut world, "receive-message --queue-url q --visibility-timeout 0");
        }
    }
    until(&mut world, 1);
    world
}

fn start(options: &str) -> String {
    format!("start-message-move-task --source-arn {} {options}", arn("dlq"))
}

fn tasks(world: &mut World, most: usize) -> Value {
    let line = format!(
        "list-message-move-tasks --max-results {most} --source-arn {}",
        arn("dlq")
    );
    good(world, &line)["Results"].take()
}

#[test]
fn sqs_124_a_redrive_takes_messages_back_to_where_they_came_from() {
    let mut world = with_dead_letters(3);
    let handle = good(&mut world, &start(""));
    assert!(handle["TaskHandle"].as_str().is_some_and(|text| !text.is_empty()));
    until(&mut world, 5);
    let got = good(
        &mut world,
        "receive-message --queue-url q --max-number-of-messages 10 --attribute-names ApproximateReceiveCount",
    );
    assert_eq!(bodies(&got), ["m0", "m1", "m2"]);
    // SQS-127: they are new messages.
    assert_eq!(got["Messages"][0]["Attributes"]["ApproximateReceiveCount"], "1");
}

#[test]
fn sqs_124_and_133_a_redrive_can_go_elsewhere_and_changes_nothing_in_the_messages() {
    let mut world = with_dead_letters(2);
    good(
        &mut world,
        &start(&format!(
            "--destination-arn {} --max-number-of-messages-per-second 1",
            arn("elsewhere")
        )),
    );
    until(&mut world, 10);
    assert_eq!(
        bodies(&good(
            &mut world,
            "receive-message --queue-url elsewhere --max-number-of-messages 10"
        )),
        ["m0", "m1"]
    );
    let shown = tasks(&mut world, 1);
    assert_eq!(shown[0]["DestinationArn"], arn("elsewhere"));
    assert_eq!(shown[0]["MaxNumberOfMessagesPerSecond"], 1);
}

#[test]
fn sqs_125_and_126_a_redrive_needs_a_dead_letter_queue_and_a_fitting_destination() {
    let mut world = with_dead_letters(200);
    good(
        &mut world,
        "create-queue --queue-name d.fifo --attributes FifoQueue=true",
    );
    let error = refused(
        &mut world,
        &format!("start-message-move-task --source-arn {}", arn("none")),
    );
    assert_eq!((error.code, error.http), ("ResourceNotFoundException", 404));
    let line = format!("start-message-move-task --source-arn {}", arn("q"));
    refused_with(
        &mut world,
        &line,
        "InvalidParameterValue",
        "SQS-125",
        "must be configured as a Dead Letter Queue.",
    );
    let line = start(&format!("--destination-arn {}", arn("none")));
    refused_with(
        &mut world,
        &line,
        "ResourceNotFoundException",
        "SQS-125",
        "DestinationArn",
    );
    let line = start(&format!("--destination-arn {}", arn("d.fifo")));
    refused_with(&mut world, &line, "InvalidParameterValue", "SQS-126", "same type");
    for rate in ["0", "501"] {
        // SQS-128
        let line = start(&format!("--max-number-of-messages-per-second {rate}"));
        assert_eq!(refused(&mut world, &line).code, "InvalidParameterValue");
    }
    good(&mut world, &start(""));
    refused_with(
        &mut world,
        &start(""),
        "InvalidParameterValue",
        "SQS-125",
        "already a task running",
    );
}

#[test]
fn sqs_129_tasks_are_listed_newest_first_with_a_handle_only_while_they_run() {
    let mut world = with_dead_letters(1);
    let handle = good(&mut world, &start(""))["TaskHandle"].take();
    let running = tasks(&mut world, 1);
    assert_eq!(
        (&running[0]["Status"], &running[0]["TaskHandle"]),
        (&json!("RUNNING"), &handle)
    );
    assert_eq!(running[0]["ApproximateNumberOfMessagesToMove"], 1);
    assert_eq!(running[0]["StartedTimestamp"], 1_000);
    until(&mut world, 10);
    good(&mut world, &start(""));
    until(&mut world, 20);
    let done = tasks(&mut world, 10);
    assert_eq!(done.as_array().map(Vec::len), Some(2));
    assert_eq!(
        (&done[0]["StartedTimestamp"], &done[1]["StartedTimestamp"]),
        (&json!(10_000), &json!(1_000))
    );
    assert_eq!(
        (&done[1]["Status"], done[1].get("TaskHandle")),
        (&json!("COMPLETED"), None)
    );
    assert_eq!(done[1]["ApproximateNumberOfMessagesMoved"], 1);
    for most in ["0", "11"] {
        let line = format!(
            "list-message-move-tasks --max-results {most} --source-arn {}",
            arn("dlq")
        );
        refused_with(
            &mut world,
            &line,
            "InvalidParameterValue",
            "SQS-129",
            "between 1 and 10",
        );
    }
}

#[test]
fn sqs_130_a_running_task_can_be_cancelled_and_keeps_what_it_moved() {
    let mut world = with_dead_letters(5);
    let answer = good(&mut world, &start("--max-number-of-messages-per-second 1"));
    let cancel = format!(
        "cancel-message-move-task --task-handle '{}'",
        answer["TaskHandle"].as_str().unwrap_or("")
    );
    refused_with(
        &mut world,
        "cancel-message-move-task --task-handle x",
        "InvalidParameterValue",
        "SQS-130",
        "TaskHandle is invalid.",
    );
    until(&mut world, 3);
    let moved = good(&mut world, &cancel)["ApproximateNumberOfMessagesMoved"]
        .as_u64()
        .expect("a number");
    assert!((1..5).contains(&moved), "{moved}");
    until(&mut world, 20);
    assert_eq!(tasks(&mut world, 1)[0]["Status"], "CANCELLED");
    refused_with(
        &mut world,
        &cancel,
        "InvalidParameterValue",
        "SQS-130",
        "Only active tasks",
    );
    good(&mut world, "delete-queue --queue-url dlq");
    let error = refused(&mut world, &cancel);
    assert_eq!((error.code, error.http), ("ResourceNotFoundException", 404));
}

#[test]
fn sqs_131_a_task_fails_when_its_destination_goes() {
    let mut world = with_dead_letters(5);
    good(
        &mut world,
        &start(&format!(
            "--destination-arn {} --max-number-of-messages-per-second 1",
            arn("elsewhere")
        )),
    );
    good(&mut world, "delete-queue --queue-url elsewhere");
    until(&mut world, 10);
    let shown = tasks(&mut world, 1);
    assert_eq!(shown[0]["Status"], "FAILED");
    assert_eq!(shown[0]["FailureReason"], "AWS.SimpleQueueService.NonExistentQueue");
}

#[test]
fn sqs_132_an_account_has_at_most_a_hundred_active_tasks() {
    let mut world = world_with(&["q", "q2"]);
    for number in 0..101 {
        good(&mut world, &format!("create-queue --queue-name d{number}"));
        good(
            &mut world,
            &format!(
                "set-queue-attributes --queue-url q --attributes {}",
                redrive(&format!("d{number}"), "1")
            ),
        );
        good(
            &mut world,
            &format!("send-message --queue-url d{number} --message-body x"),
        );
        let line = format!(
            "start-message-move-task --source-arn {} --destination-arn {}",
            arn(&format!("d{number}")),
            arn("q2")
        );
        match number {
            100 => refused_with(&mut world, &line, "OverLimit", "SQS-132", "100 active"),
            _ => drop(good(&mut world, &line)),
        }
    }
}
