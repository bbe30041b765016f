//! What a user sees of the claim check: producers that store and point, workers that follow.

mod order;
mod patterns;
mod reading;

use super::Pointer;
use super::pointer::without_size;
use crate::base::Stream;
use crate::nodes::bench::town::{Town, number, text};
use crate::sim::{Attribute, AttributeValue, Draft, Value};
use std::rc::Rc;

const MIB: i64 = 1 << 20;

fn flag(value: bool) -> Value {
    Value::Bool(value)
}

/// The bucket is always the first node.
fn bucket() -> Value {
    Value::Node(Some(crate::base::NodeId(1)))
}

/// A bucket, an application with the library that sends one message of so many bytes, and a queue.
fn sender(bytes: i64, app: &[(&str, Value)], store: &[(&str, Value)], queue: &[(&str, Value)]) -> Town {
    let body = format!("{{{{pad {bytes}}}}}");
    let mut settings = vec![
        ("Count", number(1)),
        ("Body", text(&body)),
        ("LargePayloadBucket", bucket()),
    ];
    settings.extend(app.iter().cloned());
    Town::new()
        .add("payloads", "s3-bucket", store)
        .add("app", "producer", &settings)
        .add("jobs", "sqs-standard", queue)
        .wire(&[("app", "jobs")])
}

/// A worker of the queue that hands what it got on to a second bucket, where its length shows.
fn with_worker(town: Town, worker: &[(&str, Value)]) -> Town {
    town.add("worker", "worker", worker)
        .add("copies", "s3-bucket", &[])
        .wire(&[("jobs", "worker"), ("worker", "copies")])
        .start()
}

fn objects(town: &Town) -> i64 {
    town.metric("payloads", "NumberOfObjects")
}

fn waiting(town: &Town) -> i64 {
    town.metric("jobs", "ApproximateNumberOfMessagesVisible")
}

#[test]
fn five_megabytes_travel_as_a_pointer_and_leave_nothing_behind() {
    // END-030, END-031, END-132
    let worker = [("LargePayloadBucket", bucket()), ("StartAt", number(10_000))];
    let mut town = with_worker(sender(5 * MIB, &[], &[], &[]), &worker);
    town.run(9_000);
    let bodies = town.bodies("jobs");
    assert!(bodies[0].len() < 1_024, "{}", bodies[0]);
    assert!(
        bodies[0].starts_with(
            r#"["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"payloads","s3Key":""#
        ),
        "{}",
        bodies[0]
    );
    assert_eq!(
        (objects(&town), town.metric("payloads", "BucketSizeBytes")),
        (1, 5 * MIB)
    );
    assert_eq!(
        (town.metric("app", "MessagesSent"), town.rules("app")),
        (1, vec!["END-030"])
    );
    town.run(12_000);
    assert_eq!(town.metric("worker", "Done"), 1);
    assert_eq!(
        town.metric("copies", "BucketSizeBytes"),
        5 * MIB,
        "the work saw the payload"
    );
    assert_eq!((objects(&town), town.metric("payloads", "DeleteRequests")), (0, 1));
    assert_eq!(waiting(&town), 0);
}

#[test]
fn without_the_library_a_worker_sees_the_pointer() {
    // END-032
    let mut town = with_worker(sender(2 * MIB, &[], &[], &[]), &[]);
    town.run(5_000);
    assert_eq!(town.metric("worker", "Done"), 1);
    assert!(town.metric("copies", "BucketSizeBytes") < 1_024);
    assert_eq!(objects(&town), 1, "nobody cleans up");
}

#[test]
fn the_limit_of_the_service_decides_unless_a_threshold_is_set() {
    // END-001, END-030, PAT-062: 200 KiB, 300 KiB and 2 MiB, today and with the limit of 256 KiB.
    let stored = |bytes: i64, app: &[(&str, Value)], queue: &[(&str, Value)]| {
        let mut town = sender(bytes, app, &[], queue).start();
        town.run(500);
        (town.metric("app", "MessagesSent"), objects(&town))
    };
    let sizes = [200 << 10, 300 << 10, 2 * MIB];
    assert_eq!(sizes.map(|bytes| stored(bytes, &[], &[])), [(1, 0), (1, 0), (1, 1)]);
    let classic = [("MaximumMessageSize", number(262_144))];
    assert_eq!(
        sizes.map(|bytes| stored(bytes, &[], &classic)),
        [(1, 0), (1, 1), (1, 1)]
    );
    let threshold = [("PayloadSizeThreshold", number(100_000))];
    assert_eq!(sizes.map(|bytes| stored(bytes, &threshold, &[])), [(1, 1); 3]);
    assert_eq!(
        stored(100_000, &threshold, &[]),
        (1, 0),
        "the threshold itself is not above it"
    );
    assert_eq!(stored(10, &[("AlwaysThroughS3", flag(true))], &[]), (1, 1));
    let alone = [("LargePayloadBucket", Value::Node(None))];
    assert_eq!(stored(2 * MIB, &alone, &[]), (0, 0), "without a bucket it is refused");
}

#[test]
fn a_pointer_is_one_request_where_the_payload_would_be_many() {
    // PAT-063, END-038: 64 KiB chunks at SQS; one PUT and one GET at S3.
    let billed = |bytes: i64, always: bool| {
        let mut town = sender(bytes, &[("AlwaysThroughS3", flag(always))], &[], &[]).start();
        town.run(500);
        let meter = town.world.meter().node(town.id("jobs")).expect("a meter");
        meter.charged.iter().map(|charged| charged.units).sum::<u64>()
    };
    assert_eq!(
        [
            billed(200 << 10, false),
            billed(300 << 10, false),
            billed(300 << 10, true)
        ],
        [4, 5, 1]
    );
    let mut town = with_worker(
        sender(MIB, &[("AlwaysThroughS3", flag(true))], &[], &[]),
        &[("LargePayloadBucket", bucket())],
    );
    town.run(2_000);
    let meter = town.world.meter().node(town.id("payloads")).expect("a meter");
    let lines: Vec<(&str, u64)> = meter
        .charged
        .iter()
        .map(|charged| (charged.spec.id, charged.units))
        .collect();
    assert_eq!(lines, [("s3-puts", 1), ("s3-gets", 1)]);
}

#[test]
fn an_object_outlives_its_message_when_the_send_fails() {
    // END-033
    let mut town = sender(2 * MIB, &[("RoleLacks", text("sqs:SendMessage"))], &[], &[]).start();
    town.run(500);
    assert_eq!((objects(&town), waiting(&town)), (1, 0));
    assert_eq!((town.metric("app", "Refused"), town.metric("app", "GivenUp")), (1, 1));
}

#[test]
fn a_pointer_reads_back_as_it_was_written() {
    let mut luck = Stream::new(1, 1, "test");
    let pointer = Pointer::new("a-bucket".into(), &mut luck);
    assert_ne!(pointer.key, Pointer::new("a-bucket".into(), &mut luck).key);
    let lengths: Vec<usize> = pointer.key.split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12], "{}", pointer.key);
    let own = Attribute {
        name: "colour".into(),
        data_type: "String".into(),
        value: AttributeValue::Text("red".into()),
    };
    let draft = Draft {
        body: "payload".into(),
        attributes: Rc::new([own.clone()]),
        group: Some("g".into()),
        ..Draft::default()
    };
    let sent = pointer.in_place_of(&draft);
    assert_eq!((Pointer::of(&sent), Pointer::of(&draft)), (Some(pointer), None));
    assert_eq!(
        (without_size(&sent.attributes).as_ref(), sent.group),
        ([own].as_slice(), Some("g".into()))
    );
    for body in [
        "",
        "{}",
        "[]",
        r#"["other",{"s3BucketName":"b","s3Key":"k"}]"#,
        r#"["software.amazon.payloadoffloading.PayloadS3Pointer",{}]"#,
    ] {
        let odd = Draft {
            body: body.into(),
            attributes: Rc::clone(&sent.attributes),
            ..Draft::default()
        };
        assert_eq!(Pointer::of(&odd), None, "{body}");
    }
}
