//! What a user sees of the claim check: producers that store and point, workers that follow.

use super::fields::stored;
use super::pointer::without_size;
use super::{Pointer, Route, rule};
use crate::base::Stream;
use crate::nodes::bench::town::{Town, number, text};
use crate::sim::{Attribute, AttributeValue, Draft, Fault, Value};
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

/// An application whose messages are large and small by turns, eight of them at one instant to one group of a FIFO queue.
fn by_turns(app: &[(&str, Value)]) -> Town {
    let mut settings = vec![
        ("Pattern", Value::Choice(2)),
        ("BurstSize", number(8)),
        ("Count", number(8)),
        (
            "Body",
            text("{{cycle large, which means more than twenty bytes|small}} {{n}}"),
        ),
        ("MessageGroupId", text("g")),
        ("MessageDeduplicationId", text("{{n}}")),
        ("LargePayloadBucket", bucket()),
        ("PayloadSizeThreshold", number(20)),
    ];
    settings.extend(app.iter().cloned());
    Town::new()
        .add("payloads", "s3-bucket", &[])
        .add("app", "producer", &settings)
        .add("jobs.fifo", "sqs-fifo", &[])
        .wire(&[("app", "jobs.fifo")])
}

#[test]
fn a_small_message_waits_for_the_large_one_before_it() {
    // END-030, END-033: PutObject, then SendMessage, then the next message.
    for batch in [1, 10] {
        let town = by_turns(&[("BatchSize", number(batch))])
            .add("worker", "worker", &[("LargePayloadBucket", bucket())])
            .wire(&[("jobs.fifo", "worker")]);
        let mut town = town.start();
        town.run(0);
        let pointers: Vec<bool> = town
            .bodies("jobs.fifo")
            .iter()
            .map(|body| body.starts_with('['))
            .collect();
        assert_eq!(pointers, [true, false].repeat(4), "in batches of {batch}");
        assert_eq!(town.metric("app", "Outbox"), 0);
        town.run(20_000);
        assert_eq!(
            (town.metric("worker", "Done"), town.metric("worker", "OrderBreaks")),
            (8, 0)
        );
    }
}

#[test]
fn what_waits_behind_an_upload_is_accounted_for() {
    // END-033: one upload is refused, and what follows goes all the same.
    let mut town = by_turns(&[("RoleLacks", text("s3:PutObject"))]).start();
    town.run(0);
    assert_eq!(
        (town.metric("app", "GivenUp"), town.metric("app", "MessagesSent")),
        (4, 4)
    );
    assert!(town.bodies("jobs.fifo").iter().all(|body| body.starts_with("small")));
    // The process dies while small messages wait behind the first upload.
    let mut town = by_turns(&[]).start();
    while objects(&town) == 0 {
        assert!(town.world.step(crate::base::SimTime::from_secs(1)));
        assert_eq!(crate::sim::violations(&town.world), Vec::<String>::new());
    }
    let waiting = town.held("app").len();
    town.fault("app", Fault::Crash);
    town.run(1_000);
    assert_eq!((waiting, town.held("app").len(), waiting_in_queue(&town)), (4, 0, 0));
}

fn waiting_in_queue(town: &Town) -> i64 {
    town.metric("jobs.fifo", "ApproximateNumberOfMessagesVisible")
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

#[test]
fn a_lost_answer_makes_two_of_a_message_unless_the_queue_knows_its_id() {
    // END-071: of ten messages and their answers two are lost on the way, and everything is sent until it is answered.
    let sent = |queue: &str, app: &[(&str, Value)]| {
        let mut settings = vec![("Count", number(50)), ("Retries", number(20)), ("Body", text("m{{n}}"))];
        settings.extend(app.iter().cloned());
        let mut town = Town::new()
            .add("app", "producer", &settings)
            .add("jobs.fifo", queue, &[]);
        town.link("app", "jobs.fifo", crate::base::Ratio(200_000));
        let mut town = town.start();
        town.run(150_000);
        assert_eq!(town.metric("app", "MessagesSent"), 50);
        town.metric("jobs.fifo", "ApproximateNumberOfMessagesVisible")
    };
    assert!(sent("sqs-standard", &[]) > 50);
    let ids = [("MessageGroupId", text("g")), ("MessageDeduplicationId", text("{{n}}"))];
    assert_eq!(sent("sqs-fifo", &ids), 50);
}

#[test]
fn a_queue_levels_a_peak_before_a_database() {
    // END-133: 80 writes a second for 60 s, 50 a second stored: 1,800 wait, and are gone 36 s later. Nothing is lost.
    let app = [("Rate", number(80_000)), ("Count", number(4_800))];
    let mut town = Town::new()
        .add("app", "producer", &app)
        .add("jobs", "sqs-standard", &[])
        .add("writer", "worker", &[("Work", number(20))])
        .add("table", "dynamodb-table", &[("WriteCapacityUnits", number(50))])
        .wire(&[("app", "jobs"), ("jobs", "writer"), ("writer", "table")])
        .start();
    town.rush(60);
    let backlog = town.metric("jobs", "ApproximateNumberOfMessagesVisible");
    assert!((1_795..=1_805).contains(&backlog), "{backlog}");
    town.rush(95);
    assert!(town.metric("table", "ItemCount") < 4_800);
    town.rush(97);
    assert_eq!(
        (
            town.metric("table", "ItemCount"),
            town.metric("table", "WriteThrottleEvents")
        ),
        (4_800, 0)
    );
    assert_eq!(town.metric("jobs", "ApproximateNumberOfMessagesVisible"), 0);
}

#[test]
fn a_disabled_key_stops_sends_and_loses_nothing() {
    // END-135: disabled for five minutes; a data key is still good for up to a minute.
    let queue = [
        ("KmsMasterKeyId", text("alias/vault")),
        ("KmsDataKeyReusePeriodSeconds", number(60)),
    ];
    let mut town = Town::new()
        .add("app", "producer", &[])
        .add("jobs", "sqs-standard", &queue)
        .add("vault", "kms-key", &[])
        .wire(&[("app", "jobs")])
        .start();
    town.rush(99);
    let waiting = |town: &Town| town.metric("jobs", "ApproximateNumberOfMessagesVisible");
    assert_eq!((waiting(&town), town.metric("app", "Refused")), (100, 0));
    town.set("vault", "KeyState", Value::Choice(1));
    town.rush(399);
    let refused = town.metric("app", "Refused");
    assert!((240..=300).contains(&refused), "{refused}");
    assert_eq!(town.refusals("jobs").last().map(|(_, code)| *code), Some("KmsDisabled"));
    assert_eq!(waiting(&town), 400 - refused);
    assert_eq!(town.metric("jobs", "ApproximateAgeOfOldestMessage"), 399);
    town.set("vault", "KeyState", Value::Choice(0));
    town.rush(409);
    assert_eq!(waiting(&town), 410 - refused);
}
