//! Sending, alone and in batches.

use crate::api::tests::{bodies, good, refused_with, until, world_with};
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
