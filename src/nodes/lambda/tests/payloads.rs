//! Functions whose code has the Extended Client.

use crate::nodes::bench::town::{Town, number, text};
use crate::sim::{Fault, Value};
use serde_json::json;

const LARGE: i64 = 2 << 20;

fn bucket() -> Value {
    Value::Node(Some(crate::base::NodeId(1)))
}

/// An application that stores its payloads, a queue, and a function that hands what it got on to a second bucket.
fn town(queue: &str, app: &[(&str, Value)], function: &[(&str, Value)]) -> Town {
    let body = format!("{{{{pad {LARGE}}}}}");
    let mut sending = vec![
        ("Count", number(1)),
        ("Body", text(&body)),
        ("LargePayloadBucket", bucket()),
    ];
    sending.extend(app.iter().cloned());
    let mut running = vec![("ColdStart", number(0)), ("LargePayloadBucket", bucket())];
    running.extend(function.iter().cloned());
    let mut town = Town::new()
        .add("payloads", "s3-bucket", &[])
        .add("app", "producer", &sending)
        .add("jobs.fifo", queue, &[])
        .add("resize", "lambda", &running)
        .add("copies", "s3-bucket", &[])
        .wire(&[("app", "jobs.fifo"), ("resize", "copies")])
        .start();
    let mapping = json!({ "FunctionName": "resize", "EventSourceArn": "arn:aws:sqs:us-east-1:123456789012:jobs.fifo" });
    town.aws("lambda", "CreateEventSourceMapping", mapping)
        .expect("a mapping");
    town
}

fn objects(town: &Town) -> i64 {
    town.metric("payloads", "NumberOfObjects")
}

#[test]
fn a_function_gets_the_payload_and_cleans_up() {
    // END-031: the code fetches the object and deletes it, Lambda deletes the message.
    let mut town = town("sqs-standard", &[], &[]);
    town.run(5_000);
    assert_eq!(
        (town.metric("resize", "Done"), town.metric("copies", "BucketSizeBytes")),
        (1, LARGE)
    );
    assert_eq!((objects(&town), town.metric("resize", "DeletedEventCount")), (0, 1));
    assert_eq!(
        (
            town.metric("payloads", "GetRequests"),
            town.metric("payloads", "DeleteRequests")
        ),
        (1, 1)
    );
    assert!(town.rules("resize").contains(&"END-031"));
}

#[test]
fn a_function_without_the_library_gets_the_pointer() {
    // END-032
    let mut town = town("sqs-standard", &[], &[("LargePayloadBucket", Value::Node(None))]);
    town.run(5_000);
    assert_eq!(town.metric("resize", "Done"), 1);
    assert!(town.metric("copies", "BucketSizeBytes") < 1_024);
    assert_eq!(objects(&town), 1, "nobody cleans up");
}

#[test]
fn others_keep_their_object_when_the_clean_up_is_off() {
    // END-035
    let mut town = town("sqs-standard", &[], &[("CleanupS3Payload", Value::Bool(false))]);
    town.run(5_000);
    assert_eq!((town.metric("resize", "Done"), objects(&town)), (1, 1));
}

#[test]
fn a_payload_that_is_gone_fails_its_record() {
    // END-033
    let mut town = town("sqs-standard", &[("StartAt", number(1_000))], &[]);
    town.run(999);
    town.fault("resize", Fault::Crash);
    town.run(2_000);
    let listed = town
        .aws("s3api", "ListObjectsV2", json!({ "Bucket": "payloads" }))
        .expect("a list");
    let key = listed["Contents"][0]["Key"].clone();
    town.aws("s3api", "DeleteObject", json!({ "Bucket": "payloads", "Key": key }))
        .expect("it is deleted");
    town.fault("resize", Fault::Restart);
    town.run(4_000);
    assert_eq!((town.metric("resize", "Errors"), town.metric("resize", "Done")), (1, 0));
    let codes: Vec<&str> = town.refusals("resize").iter().map(|(_, code)| *code).collect();
    assert_eq!(codes, ["NoSuchKey"]);
    assert_eq!(
        town.metric("jobs.fifo", "ApproximateNumberOfMessagesNotVisible"),
        1,
        "it comes back to fail again"
    );
}

#[test]
fn a_batch_that_fails_as_a_whole_comes_back_without_what_was_cleaned_up() {
    // END-035, LAM-067: three in a batch, and the code throws because of the last. With an idempotency store the first two need
    // no payload any more (LAM-073).
    let sending = [
        ("Count", number(3)),
        ("Pattern", Value::Choice(2)),
        ("BurstSize", number(3)),
        ("Body", text("{{cycle one|two|bad}}, which is more than ten bytes")),
        ("PayloadSizeThreshold", number(10)),
        ("MessageGroupId", text("g")),
        ("MessageDeduplicationId", text("{{n}}")),
    ];
    let failing = [("Poison", text("body contains \"bad\" and receives <= 1"))];
    let run = |store: bool| {
        let function = [failing.to_vec(), vec![("IdempotencyStore", Value::Bool(store))]].concat();
        let mut town = town("sqs-fifo", &sending, &function);
        town.run(20_000);
        assert_eq!((town.metric("resize", "Errors"), objects(&town)), (1, 1));
        town.run(50_000);
        town
    };
    let lost = run(false);
    assert_eq!((lost.metric("resize", "Done"), lost.metric("resize", "Errors")), (2, 2));
    assert_eq!(
        lost.refusals("resize")
            .iter()
            .filter(|(_, code)| *code == "NoSuchKey")
            .count(),
        2
    );
    let stored = run(true);
    assert_eq!(
        (
            stored.metric("resize", "Done"),
            stored.metric("resize", "Skipped"),
            stored.metric("resize", "Errors"),
            objects(&stored)
        ),
        (3, 2, 1, 0)
    );
}

#[test]
fn a_crash_while_it_runs_leaves_the_object() {
    // END-031: what is not done keeps its payload.
    let mut town = town("sqs-standard", &[], &[("Duration", number(2_000))]);
    town.run(1_000);
    town.fault("resize", Fault::Crash);
    assert_eq!((objects(&town), town.metric("resize", "Done")), (1, 0));
    town.fault("resize", Fault::Restart);
    town.run(40_000);
    assert_eq!((objects(&town), town.metric("resize", "Done")), (0, 1));
}
