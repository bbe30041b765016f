//! Receiving: limits, long polls, attributes, attempts.

use crate::api::tests::{bodies, good, messages, refused_with, until, world_with};
use crate::api::{Begun, answer, begin};
use serde_json::json;

#[test]
fn sqs_070_to_072_the_numbers_of_a_receive_have_limits() {
    let mut world = world_with(&["q"]);
    for (option, rule, part) in [
        (
            "--max-number-of-messages 0",
            "SQS-070",
            "Must be between 1 and 10, if provided.",
        ),
        (
            "--max-number-of-messages 11",
            "SQS-070",
            "Value 11 for parameter MaxNumberOfMessages is invalid.",
        ),
        ("--wait-time-seconds 21", "SQS-071", "WaitTimeSeconds"),
        ("--wait-time-seconds=-1", "SQS-071", "WaitTimeSeconds"),
        ("--visibility-timeout 43201", "SQS-072", "VisibilityTimeout"),
        ("--visibility-timeout=-1", "SQS-072", "VisibilityTimeout"),
    ] {
        refused_with(
            &mut world,
            &format!("receive-message --queue-url q {option}"),
            "InvalidParameterValue",
            rule,
            part,
        );
    }
    good(&mut world, "send-message --queue-url q --message-body x");
    assert_eq!(
        bodies(&good(
            &mut world,
            "receive-message --queue-url q --visibility-timeout 5"
        )),
        ["x"]
    );
    until(&mut world, 4);
    assert_eq!(good(&mut world, "receive-message --queue-url q"), json!({}));
    until(&mut world, 5);
    assert_eq!(bodies(&good(&mut world, "receive-message --queue-url q")), ["x"]);
}

#[test]
fn sqs_071_an_explicit_wait_beats_that_of_the_queue() {
    let mut world = world_with(&["q"]);
    good(
        &mut world,
        "set-queue-attributes --queue-url q --attributes ReceiveMessageWaitTimeSeconds=20",
    );
    good(&mut world, "receive-message --queue-url q --wait-time-seconds 0");
    assert_eq!(world.now().as_millis(), 0);
    good(&mut world, "receive-message --queue-url q");
    assert_eq!(world.now().as_millis(), 20_000);
}

#[test]
fn a_long_poll_waits_without_stopping_the_world_and_gets_what_comes() {
    let mut world = world_with(&["q"]);
    let input = json!({ "QueueUrl": "q", "WaitTimeSeconds": 20 });
    let Ok(Begun::Waiting(ticket)) = begin(&mut world, "sqs", "ReceiveMessage", input) else {
        panic!("an empty queue makes a long poll wait");
    };
    assert!(answer(&mut world, &ticket).is_none());
    until(&mut world, 3);
    good(&mut world, "send-message --queue-url q --message-body here");
    until(&mut world, 4);
    let got = answer(&mut world, &ticket).expect("an answer").expect("a good one");
    assert_eq!(bodies(&got), ["here"]);
    assert!(answer(&mut world, &ticket).is_none(), "an answer is given once");
}

#[test]
fn a_long_poll_on_a_queue_that_is_deleted_is_told_so() {
    let mut world = world_with(&["q"]);
    let input = json!({ "QueueUrl": "q", "WaitTimeSeconds": 20 });
    let Ok(Begun::Waiting(ticket)) = begin(&mut world, "sqs", "ReceiveMessage", input) else {
        panic!("an empty queue makes a long poll wait");
    };
    good(&mut world, "delete-queue --queue-url q");
    let error = answer(&mut world, &ticket).expect("an answer").expect_err("a refusal");
    assert_eq!(
        (error.code, error.action.as_str()),
        ("QueueDoesNotExist", "ReceiveMessage")
    );
}

#[test]
fn sqs_073_a_receive_shows_the_attributes_that_it_asks_for() {
    let mut world = world_with(&["q"]);
    until(&mut world, 2);
    good(
        &mut world,
        "send-message --queue-url q --message-body x --message-group-id g --message-attributes \
         app.id={DataType=Number,StringValue=5},app.name={DataType=String,StringValue=n},raw={DataType=Binary,BinaryValue=aGk=}",
    );
    until(&mut world, 7);
    let plain = good(&mut world, "receive-message --queue-url q --visibility-timeout 0");
    let message = &messages(&plain)[0];
    let members: Vec<&String> = message.as_object().expect("a structure").keys().collect();
    assert_eq!(members, ["Body", "MD5OfBody", "MessageId", "ReceiptHandle"]);
    let all = good(
        &mut world,
        "receive-message --queue-url q --visibility-timeout 0 --attribute-names All --message-attribute-names All",
    );
    let expected = json!({
        "ApproximateFirstReceiveTimestamp": "7000", "ApproximateReceiveCount": "2", "MessageGroupId": "g",
        "SenderId": all["Messages"][0]["Attributes"]["SenderId"], "SentTimestamp": "2000"
    });
    assert_eq!(all["Messages"][0]["Attributes"], expected);
    assert_eq!(
        all["Messages"][0]["MessageAttributes"]["raw"],
        json!({ "DataType": "Binary", "BinaryValue": "aGk=" })
    );
    for (asked, names) in [(".*", 3), ("app.*", 2), ("'app.id' raw", 2), ("ap.*", 0), ("none", 0)] {
        let line = format!("receive-message --queue-url q --visibility-timeout 0 --message-attribute-names {asked}");
        let got = good(&mut world, &line);
        let shown = got["Messages"][0]["MessageAttributes"]
            .as_object()
            .map_or(0, |attributes| attributes.len());
        assert_eq!(shown, names, "{asked}");
    }
    let one = good(
        &mut world,
        "receive-message --queue-url q --message-system-attribute-names SentTimestamp",
    );
    assert_eq!(one["Messages"][0]["Attributes"], json!({ "SentTimestamp": "2000" }));
}

#[test]
fn sqs_144_the_same_attempt_id_gets_the_same_messages_and_handles() {
    let mut world = world_with(&["q.fifo"]);
    good(
        &mut world,
        "send-message --queue-url q.fifo --message-body x --message-group-id g --message-deduplication-id d",
    );
    let receive = "receive-message --queue-url q.fifo --receive-request-attempt-id";
    let first = good(&mut world, &format!("{receive} a1"));
    assert_eq!(good(&mut world, &format!("{receive} a1")), first);
    assert_eq!(good(&mut world, &format!("{receive} a2")), json!({}));
    let long = "x".repeat(129);
    refused_with(
        &mut world,
        &format!("{receive} {long}"),
        "InvalidParameterValue",
        "SQS-056",
        "1 to 128",
    );
}
