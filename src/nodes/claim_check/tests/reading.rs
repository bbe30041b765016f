//! Who follows the pointer: workers, behind a topic too, and with which rights.

use super::{MIB, bucket, flag, objects, sender, waiting, with_worker};
use crate::nodes::bench::town::{Town, number, text};
use crate::nodes::claim_check::fields::stored;
use crate::nodes::claim_check::{Route, rule};
use crate::sim::Value;

#[test]
fn a_message_whose_object_has_expired_ends_in_the_dead_letter_queue() {
    // END-033: objects for a day, messages for four, and the worker comes after two.
    let store = [("LifecycleExpirationInDays", number(1))];
    let queue = [
        ("MessageRetentionPeriod", number(345_600)),
        (
            "RedrivePolicy.deadLetterTargetArn",
            Value::Node(Some(crate::base::NodeId(4))),
        ),
        ("RedrivePolicy.maxReceiveCount", number(2)),
    ];
    let worker = [("LargePayloadBucket", bucket()), ("StartAt", number(172_800_000))];
    let mut town = sender(2 * MIB, &[], &store, &queue)
        .add("dead", "sqs-standard", &[])
        .add("worker", "worker", &worker)
        .wire(&[("jobs", "worker")])
        .start();
    town.rush(86_399);
    assert_eq!((objects(&town), waiting(&town)), (1, 1));
    town.rush(172_799);
    assert_eq!((objects(&town), waiting(&town)), (0, 1));
    town.rush(173_000);
    assert_eq!(
        (town.metric("worker", "Failed"), town.metric("payloads", "NoSuchKey")),
        (2, 2)
    );
    assert_eq!(town.metric("dead", "ApproximateNumberOfMessagesVisible"), 1);
    assert_eq!(
        town.refusals("worker")
            .iter()
            .map(|(_, code)| *code)
            .collect::<Vec<_>>(),
        ["NoSuchKey"; 2]
    );
    assert_eq!(town.rules("worker"), ["END-033"]);
}

/// An application, a topic and two queues with workers.
fn fan_out(raw: bool, cleans_up: bool) -> Town {
    let worker = [
        ("LargePayloadBucket", bucket()),
        ("CleanupS3Payload", flag(cleans_up)),
        ("Work", number(0)),
    ];
    let mut town = Town::new()
        .add("payloads", "s3-bucket", &[])
        .add(
            "app",
            "producer",
            &[
                ("Count", number(1)),
                ("Body", text("{{pad 307200}}")),
                ("LargePayloadBucket", bucket()),
            ],
        )
        .add("news", "sns-standard", &[])
        .add("one", "sqs-standard", &[])
        .add("two", "sqs-standard", &[])
        .add("worker-one", "worker", &worker)
        .add("worker-two", "worker", &worker)
        .add("copies", "s3-bucket", &[])
        .wire(&[
            ("app", "news"),
            ("one", "worker-one"),
            ("two", "worker-two"),
            ("worker-one", "copies"),
        ]);
    for queue in ["one", "two"] {
        town.connect(("news", "out"), queue, &[("RawMessageDelivery", flag(raw))]);
    }
    let mut town = town.start();
    town.run(3_000);
    town
}

#[test]
fn behind_a_topic_readers_share_the_object() {
    // END-034, END-035, PAT-064: 300 KiB is too long for SNS and goes by way of the bucket.
    let town = fan_out(true, false);
    assert_eq!((town.metric("app", "MessagesSent"), objects(&town)), (1, 1));
    assert_eq!(
        [town.metric("worker-one", "Done"), town.metric("worker-two", "Done")],
        [1, 1]
    );
    assert_eq!(town.metric("copies", "BucketSizeBytes"), 300 << 10);
    let town = fan_out(true, true);
    assert_eq!(objects(&town), 0);
    assert_eq!(
        town.metric("worker-one", "Failed") + town.metric("worker-two", "Failed"),
        1,
        "who comes second finds nothing"
    );
    let town = fan_out(false, false);
    assert_eq!(
        town.metric("payloads", "GetRequests"),
        0,
        "nobody sees a pointer inside of an envelope"
    );
}

#[test]
fn the_library_needs_an_attribute_and_refuses_what_it_can_not_store() {
    // END-036, PAT-064
    let ten: Vec<String> = (0..10).map(|n| format!("a{n}=String:x")).collect();
    let mut town = sender(2 * MIB, &[("Attributes", text(&ten.join("; ")))], &[], &[]).start();
    town.run(500);
    assert_eq!(
        (objects(&town), waiting(&town), town.metric("app", "Refused")),
        (0, 0, 1)
    );
    assert_eq!(
        (town.refusals("app")[0].1, town.rules("app")),
        ("SdkClientException", vec!["END-036"])
    );
    let gigabytes = 1_u64 << 30;
    assert_eq!(stored(2 * gigabytes, 9), Route::Bucket);
    assert_eq!(stored(2 * gigabytes + 1, 9), Route::Refused(rule("END-030")));
}

#[test]
fn each_side_needs_its_rights_at_the_bucket() {
    // END-037
    let mut town = sender(2 * MIB, &[("RoleLacks", text("s3:PutObject"))], &[], &[]).start();
    town.run(500);
    assert_eq!(
        (objects(&town), waiting(&town), town.metric("app", "GivenUp")),
        (0, 0, 1)
    );
    assert_eq!(town.rules("payloads"), ["END-037"]);
    let reader = |lacks: &str| {
        let worker = [("LargePayloadBucket", bucket()), ("RoleLacks", text(lacks))];
        let mut town = with_worker(sender(2 * MIB, &[], &[], &[]), &worker);
        town.run(3_000);
        (
            town.metric("worker", "Done"),
            town.metric("worker", "Failed"),
            objects(&town),
        )
    };
    assert_eq!(reader("s3:GetObject"), (0, 1, 1));
    assert_eq!(reader("s3:DeleteObject"), (1, 0, 1));
}

#[test]
fn batches_clean_up_what_they_delete() {
    // END-031, END-074: three objects, one of whose messages fails.
    let app = [
        ("Count", number(3)),
        ("Rate", number(1_000_000)),
        ("Body", text("{{n}}{{pad 2000000}}")),
    ];
    let worker = [
        ("LargePayloadBucket", bucket()),
        ("MaxNumberOfMessages", number(10)),
        ("DeleteMode", Value::Choice(1)),
        ("StartAt", number(1_000)),
        ("Poison", text("body contains \"1x\"")),
    ];
    let mut town = with_worker(sender(1, &app, &[], &[]), &worker);
    town.run(10_000);
    assert_eq!((town.metric("worker", "Done"), town.metric("worker", "Failed")), (2, 1));
    assert_eq!((objects(&town), town.metric("worker", "Deletes")), (1, 2));
}

#[test]
fn other_calls_are_none_of_the_library_s_business() {
    // END-030: the application writes to a bucket itself.
    let mut town = Town::new()
        .add("payloads", "s3-bucket", &[])
        .add(
            "app",
            "producer",
            &[
                ("Count", number(1)),
                ("Body", text("{{pad 2000000}}")),
                ("LargePayloadBucket", bucket()),
            ],
        )
        .add("files", "s3-bucket", &[])
        .wire(&[("app", "files")])
        .start();
    town.run(500);
    assert_eq!((objects(&town), town.metric("files", "NumberOfObjects")), (0, 1));
}
