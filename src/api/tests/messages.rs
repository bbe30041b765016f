//! Sending, receiving, deleting, hiding.

use super::{bodies, good, handle, messages, refused_with, run, until, world_with};
use crate::api::{Begun, answer, begin};
use serde_json::{Value, json};

/// SQS-050, and SQS-214: the answer is about the message, not about what a consumer will do with it.
#[test]
fn sqs_050_a_send_is_answered_with_an_id_and_digests() {
    let mut world = world_with(&["q", "q.fifo"]);
    let line = "send-message --queue-url q --message-body hello --message-attributes a={DataType=String,StringValue=x} \
                --message-system-attributes AWSTraceHeader={DataType=String,StringValue=Root=1}";
    let sent = good(&mut world, line);
    // The MD5 of `hello`.
    assert_eq!(sent["MD5OfMessageBody"], "5d41402abc4b2a76b9719d911017c592");
    for member in ["MD5OfMessageAttributes", "MD5OfMessageSystemAttributes"] {
        assert_eq!(sent[member].as_str().map(str::len), Some(32), "{member}");
    }
    let id = sent["MessageId"].as_str().expect("an id");
    assert_eq!((id.len(), id.as_bytes()[14]), (36, b'4'));
    assert_eq!(sent.get("SequenceNumber"), None);
    let fifo = "send-message --queue-url q.fifo --message-body x --message-group-id g --message-deduplication-id";
    let first = good(&mut world, &format!("{fifo} 1"));
    let second = good(&mut world, &format!("{fifo} 2"));
    let again = good(&mut world, &format!("{fifo} 1"));
    let number = |answer: &Value| answer["SequenceNumber"].as_str().map(String::from).expect("a number");
    assert_eq!(number(&first).len(), 20);
    assert!(number(&first) < number(&second));
    assert_eq!(again, first);
}

#[test]
fn sqs_050_a_send_takes_a_delay_of_at_most_15_minutes_and_one_system_attribute() {
    let mut world = world_with(&["q"]);
    for delay in ["-1", "901"] {
        let line = format!("send-message --queue-url q --message-body x --delay-seconds={delay}");
        refused_with(
            &mut world,
            &line,
            "InvalidParameterValue",
            "SQS-050",
            "DelaySeconds must be >= 0 and <= 900",
        );
    }
    let line =
        "send-message --queue-url q --message-body x --message-system-attributes Other={DataType=String,StringValue=x}";
    refused_with(&mut world, line, "InvalidParameterValue", "SQS-050", "AWSTraceHeader");
    good(
        &mut world,
        "send-message --queue-url q --message-body x --delay-seconds 900",
    );
}

#[test]
fn sqs_051_to_059_a_message_that_can_not_be_is_refused_with_the_reason() {
    let mut world = world_with(&["q", "q.fifo"]);
    let standard = "send-message --queue-url q --message-body";
    let fifo = "send-message --queue-url q.fifo --message-body x";
    let long = "x".repeat(1_048_577);
    for (line, code, rule, part) in [
        (
            format!("{standard} ''"),
            "MissingParameter",
            "SQS-051",
            "must contain the parameter MessageBody.",
        ),
        (
            format!("{standard} '\u{1}'"),
            "InvalidMessageContents",
            "SQS-052",
            "Invalid characters",
        ),
        (
            format!("{standard} {long}"),
            "InvalidParameterValue",
            "SQS-053",
            "shorter than 1048576 bytes",
        ),
        (
            format!("{standard} x --message-attributes AWS.a={{DataType=String,StringValue=x}}"),
            "InvalidParameterValue",
            "SQS-054",
            "AWS.a",
        ),
        (
            format!("{standard} x --message-attributes a={{DataType=Binary,BinaryValue=!}}"),
            "InvalidParameterValue",
            "SQS-054",
            "'a'",
        ),
        (
            format!("{standard} x --message-deduplication-id d"),
            "InvalidParameterValue",
            "SQS-055",
            "",
        ),
        (
            format!("{standard} x --message-group-id 'group 123'"),
            "InvalidParameterValue",
            "SQS-056",
            "1 to 128 in length",
        ),
        (
            fifo.to_string(),
            "MissingParameter",
            "SQS-057",
            "must contain the parameter MessageGroupId.",
        ),
        (
            format!("{fifo} --message-group-id g"),
            "InvalidParameterValue",
            "SQS-058",
            "ContentBasedDeduplication",
        ),
        (
            format!("{fifo} --message-group-id g --message-deduplication-id d --delay-seconds 1"),
            "InvalidParameterValue",
            "SQS-059",
            "not valid for this queue type",
        ),
    ] {
        refused_with(&mut world, &line, code, rule, part);
    }
}

#[test]
fn sqs_060_and_061_a_timer_of_the_message_beats_the_delay_of_the_queue() {
    let mut world = world_with(&["q"]);
    good(
        &mut world,
        "set-queue-attributes --queue-url q --attributes DelaySeconds=60",
    );
    good(&mut world, "send-message --queue-url q --message-body later");
    good(
        &mut world,
        "send-message --queue-url q --message-body now --delay-seconds 0",
    );
    let receive = "receive-message --queue-url q --max-number-of-messages 10";
    assert_eq!(bodies(&good(&mut world, receive)), ["now"]);
    until(&mut world, 60);
    assert!(bodies(&good(&mut world, receive)).contains(&"later"));
}

#[test]
fn sqs_062_a_batch_that_can_not_be_is_refused_as_a_whole() {
    let mut world = world_with(&["q", "q.fifo"]);
    let batch = |queue: &str, entries: Value| format!("send-message-batch --queue-url {queue} --entries '{entries}'");
    let entry = |id: &str, body: &str| json!({ "Id": id, "MessageBody": body });
    let eleven: Vec<Value> = (0..11).map(|index| entry(&index.to_string(), "x")).collect();
    let half = "x".repeat(600_000);
    for (queue, entries, code, rule, part) in [
        ("q", json!([]), "EmptyBatchRequest", "SQS-062", "at least one entry"),
        (
            "q",
            json!(eleven),
            "TooManyEntriesInBatchRequest",
            "SQS-062",
            "are 10. You have sent 11.",
        ),
        (
            "q",
            json!([entry("a b", "x")]),
            "InvalidBatchEntryId",
            "SQS-062",
            "hyphens and underscores",
        ),
        (
            "q",
            json!([entry("a", "x"), entry("a", "y")]),
            "BatchEntryIdsNotDistinct",
            "SQS-062",
            "Id a repeated.",
        ),
        (
            "q",
            json!([entry("a", &half), entry("b", &half)]),
            "BatchRequestTooLong",
            "SQS-062",
            "1200000",
        ),
        (
            "q.fifo",
            json!([entry("a", "x")]),
            "InvalidParameterValue",
            "SQS-057",
            "MessageGroupId",
        ),
    ] {
        refused_with(&mut world, &batch(queue, entries), code, rule, part);
    }
}

#[test]
fn sqs_063_to_065_each_entry_of_a_batch_has_its_own_result() {
    let mut world = world_with(&["q", "q.fifo"]);
    good(
        &mut world,
        "set-queue-attributes --queue-url q --attributes MaximumMessageSize=1024",
    );
    let long = "x".repeat(1_025);
    let line = format!(
        "send-message-batch --queue-url q --entries Id=1,MessageBody={long} Id=2,MessageBody=fine \
         Id=3,MessageBody=x,DelaySeconds=-1 Id=4,MessageBody=x,DelaySeconds=901"
    );
    let answer = good(&mut world, &line);
    assert_eq!(answer["Successful"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["Successful"][0]["Id"], "2");
    let failed: Vec<(&str, &str, bool)> = answer["Failed"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| {
            (
                entry["Id"].as_str().unwrap_or(""),
                entry["Code"].as_str().unwrap_or(""),
                entry["SenderFault"] == true,
            )
        })
        .collect();
    let code = "InvalidParameterValue";
    assert_eq!(failed, [("1", code, true), ("3", code, true), ("4", code, true)]);
    assert!(
        answer["Failed"][1]["Message"]
            .as_str()
            .is_some_and(|text| text.contains("Value -1")),
        "{answer}"
    );
    // SQS-064: both lists are there even when one is empty.
    let all_good = good(
        &mut world,
        "send-message-batch --queue-url q --entries Id=1,MessageBody=x",
    );
    assert_eq!(all_good["Failed"], json!([]));
    // SQS-065
    let entries: Vec<String> = (1..=5)
        .map(|n| format!("Id={n},MessageBody=m{n},MessageGroupId=g,MessageDeduplicationId={n}"))
        .collect();
    good(
        &mut world,
        &format!("send-message-batch --queue-url q.fifo --entries {}", entries.join(" ")),
    );
    let got = good(
        &mut world,
        "receive-message --queue-url q.fifo --max-number-of-messages 10",
    );
    assert_eq!(bodies(&got), ["m1", "m2", "m3", "m4", "m5"]);
}

#[test]
fn sqs_066_a_batch_is_one_call_of_a_fifo_queue() {
    let mut world = world_with(&["q.fifo"]);
    let entries: Vec<String> = (0..10)
        .map(|n| format!("Id={n},MessageBody=x,MessageGroupId=g"))
        .collect();
    good(
        &mut world,
        "set-queue-attributes --queue-url q.fifo --attributes ContentBasedDeduplication=true",
    );
    let line = format!("send-message-batch --queue-url q.fifo --entries {}", entries.join(" "));
    for _ in 0..300 {
        good(&mut world, &line);
    }
    refused_with(&mut world, &line, "RequestThrottled", "SQS-067", "");
}

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
