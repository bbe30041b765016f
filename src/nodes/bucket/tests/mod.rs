//! What others see of a bucket.

mod configuring;

use crate::base::Ratio;
use crate::nodes::bench::town::{Town, number, text};
use crate::sim::{Fate, Fault, Input, Throttling, Value};
use serde_json::{Value as Json, json};

/// An uploader, a bucket that never tells twice, and a queue.
fn upload(uploads: &[(&str, Value)], bucket: &[(&str, Value)]) -> Town {
    let mut settings = vec![("DuplicateRate", number(0))];
    settings.extend(bucket.iter().cloned());
    Town::new()
        .add("uploader", "producer", uploads)
        .add("photos", "s3-bucket", &settings)
        .add("jobs", "sqs-standard", &[])
        .add("other", "sqs-standard", &[])
        .wire(&[("uploader", "photos")])
}

fn waiting(town: &Town, queue: &str) -> i64 {
    town.metric(queue, "ApproximateNumberOfMessagesVisible")
}

fn record(body: &str) -> Json {
    let read: Json = serde_json::from_str(body).expect("JSON");
    assert_eq!(
        read["Records"].as_array().map(Vec::len),
        Some(1),
        "END-017: one record for each message"
    );
    read["Records"][0].clone()
}

const ARN: &str = "arn:aws:sqs:us-east-1:123456789012:";

fn entry(queue: &str, prefix: &str) -> Json {
    json!({
        "Id": queue,
        "QueueArn": format!("{ARN}{queue}"),
        "Events": ["s3:ObjectCreated:*"],
        "Filter": { "Key": { "FilterRules": [{ "Name": "prefix", "Value": prefix }] } },
    })
}

fn configure(town: &mut Town, entries: &[Json]) -> Result<Json, String> {
    let input = json!({ "Bucket": "photos", "NotificationConfiguration": { "QueueConfigurations": entries } });
    town.aws("s3api", "PutBucketNotificationConfiguration", input)
}

#[test]
fn what_is_sent_becomes_an_object_and_an_event_a_second_later() {
    // END-011, END-016, END-017, END-130: the key is URL-encoded, the name of the event has no s3:.
    let uploads = [("Count", number(1)), ("Body", text("pixels"))];
    let mut town = upload(&uploads, &[("KeyTemplate", text("images/my cat.jpg"))]);
    let terms = [
        ("Prefix", text("images/")),
        ("Suffix", text(".jpg")),
        ("Id", text("thumbs")),
    ];
    town.connect(("photos", "out"), "jobs", &terms);
    let mut town = town.start();
    town.run(999);
    assert_eq!(
        (town.metric("photos", "NumberOfObjects"), waiting(&town, "jobs")),
        (1, 0)
    );
    assert_eq!((town.metric("uploader", "MessagesSent"), town.fate(Fate::Done)), (1, 1));
    town.run(1_000);
    let record = record(&town.bodies("jobs")[0]);
    assert_eq!(record["eventName"], "ObjectCreated:Put");
    assert_eq!(
        (&record["eventSource"], &record["awsRegion"]),
        (&json!("aws:s3"), &json!("us-east-1"))
    );
    assert_eq!(record["s3"]["configurationId"], "thumbs");
    assert_eq!(record["s3"]["bucket"]["arn"], "arn:aws:s3:::photos");
    assert_eq!(
        (&record["s3"]["object"]["key"], &record["s3"]["object"]["size"]),
        (&json!("images/my+cat.jpg"), &json!(6))
    );
    assert_eq!(
        (
            town.metric("photos", "EventsDelivered"),
            town.metric("photos", "BucketSizeBytes")
        ),
        (1, 6)
    );
}

#[test]
fn an_attribute_names_the_key() {
    let uploads = [("Count", number(1)), ("Attributes", text("Key=String:a/b.txt"))];
    let mut town = upload(&uploads, &[]).start();
    town.run(0);
    let listed = town
        .aws("s3api", "ListObjectsV2", json!({ "Bucket": "photos" }))
        .expect("a list");
    assert_eq!(
        (&listed["Contents"][0]["Key"], &listed["KeyCount"]),
        (&json!("a/b.txt"), &json!(1))
    );
}

#[test]
fn events_come_at_least_once_and_in_any_order() {
    // END-016
    let uploads = [("Count", number(40)), ("Rate", number(20_000))];
    let mut town = upload(
        &uploads,
        &[("EventJitter", number(2_000)), ("DuplicateRate", number(5_000))],
    );
    town.connect(("photos", "out"), "jobs", &[]);
    let mut town = town.start();
    town.run(10_000);
    let repeated = town.metric("photos", "EventsRepeated");
    assert!((8..=32).contains(&repeated), "{repeated} of 40 were told twice");
    assert_eq!(waiting(&town, "jobs"), 40 + repeated);
    let sequencers: Vec<String> = town
        .bodies("jobs")
        .iter()
        .map(|body| record(body)["s3"]["object"]["sequencer"].to_string())
        .collect();
    assert!(!sequencers.is_sorted(), "events overtake each other");
}

#[test]
fn a_delivery_that_nobody_answers_is_made_again() {
    let mut town = upload(&[("Count", number(1))], &[]);
    let wire = town.connect(("photos", "out"), "jobs", &[]);
    let mut town = town.start();
    town.world.apply(Input::Switch(wire, false)).expect("a wire");
    town.run(3_000);
    town.world.apply(Input::Switch(wire, true)).expect("a wire");
    town.run(20_000);
    assert_eq!((waiting(&town, "jobs"), town.metric("photos", "EventsFailed")), (1, 0));
    town.world.apply(Input::Switch(wire, false)).expect("a wire");
    town.aws("s3api", "PutObject", json!({ "Bucket": "photos", "Key": "k" }))
        .expect("an object");
    town.run(100_000);
    assert_eq!(
        (
            town.metric("photos", "EventsFailed"),
            town.metric("photos", "EventsPending")
        ),
        (1, 0)
    );
}

#[test]
fn quick_writes_of_one_key_may_make_one_event_unless_versions_are_kept() {
    // END-021
    for (versioned, events) in [(false, 1), (true, 3)] {
        let uploads = [("Count", number(3)), ("Rate", number(10_000))];
        let bucket = [
            ("KeyTemplate", text("same")),
            ("MergeRate", number(10_000)),
            ("Versioning", Value::Bool(versioned)),
        ];
        let mut town = upload(&uploads, &bucket);
        town.connect(("photos", "out"), "jobs", &[]);
        let mut town = town.start();
        town.run(5_000);
        assert_eq!(
            (waiting(&town, "jobs"), town.metric("photos", "NumberOfObjects")),
            (events, 1)
        );
    }
}

#[test]
fn objects_are_read_copied_deleted_and_their_ends_are_told() {
    let mut town = upload(
        &[("StartAt", number(900_000))],
        &[("LifecycleExpirationInDays", number(1))],
    );
    let all = "s3:ObjectCreated:Copy,s3:ObjectRemoved:*,s3:LifecycleExpiration:*";
    town.connect(("photos", "out"), "jobs", &[("Events", text(all))]);
    let mut town = town.start();
    let object = |key: &str| json!({ "Bucket": "photos", "Key": key });
    let mut put = object("a");
    put["Body"] = "hello".into();
    town.aws("s3api", "PutObject", put).expect("an object");
    let read = town.aws("s3api", "GetObject", object("a")).expect("the object");
    assert_eq!((&read["Body"], &read["ContentLength"]), (&json!("hello"), &json!(5)));
    let mut copy = object("b");
    copy["CopySource"] = "photos/a".into();
    town.aws("s3api", "CopyObject", copy).expect("a copy");
    assert_eq!(town.aws("s3api", "DeleteObject", object("a")), Ok(json!({})));
    assert_eq!(
        town.aws("s3api", "DeleteObject", object("a")),
        Ok(json!({})),
        "no error when there is none"
    );
    assert!(
        town.aws("s3api", "GetObject", object("a"))
            .is_err_and(|error| error.starts_with("NoSuchKey"))
    );
    town.set("uploader", "Count", number(0));
    town.set("uploader", "Rate", number(0));
    town.run(86_402_000);
    let names: Vec<String> = town
        .bodies("jobs")
        .iter()
        .map(|body| record(body)["eventName"].to_string())
        .collect();
    assert_eq!(
        names,
        [
            "\"ObjectCreated:Copy\"",
            "\"ObjectRemoved:Delete\"",
            "\"LifecycleExpiration:Delete\""
        ]
    );
    assert_eq!(
        (
            town.metric("photos", "ObjectsExpired"),
            town.metric("photos", "NumberOfObjects")
        ),
        (1, 0)
    );
    assert_eq!(
        (town.metric("photos", "GetRequests"), town.metric("photos", "NoSuchKey")),
        (3, 1)
    );
}

#[test]
fn versions_leave_a_marker() {
    let mut town = upload(&[("Count", number(1))], &[("Versioning", Value::Bool(true))]);
    town.connect(
        ("photos", "out"),
        "jobs",
        &[("Events", text("s3:ObjectRemoved:DeleteMarkerCreated"))],
    );
    let mut town = town.start();
    let input = json!({ "Bucket": "photos", "Key": "uploads/0.json" });
    town.run(0);
    let answer = town.aws("s3api", "DeleteObject", input).expect("a marker");
    assert_eq!(answer["DeleteMarker"], true);
    town.run(2_000);
    assert_eq!(
        record(&town.bodies("jobs")[0])["eventName"],
        "ObjectRemoved:DeleteMarkerCreated"
    );
}

#[test]
fn writing_back_to_the_bucket_goes_round_for_ever() {
    // END-020: one upload, and a worker whose results go where they came from.
    let mut town = upload(&[("Count", number(1))], &[])
        .add("worker", "worker", &[("Work", number(1_000))])
        .wire(&[("jobs", "worker"), ("worker", "photos")]);
    town.connect(("photos", "out"), "jobs", &[]);
    let mut town = town.start();
    town.run(60_500);
    // Each round takes a second for the event and a second of work.
    assert_eq!(town.metric("photos", "PutRequests"), 31);
}

#[test]
fn s3_notifies_three_kinds_and_workflows_only_by_others() {
    // END-010, END-018, END-022
    let port = |index: usize, kind: &str| {
        let spec = crate::nodes::kind(kind).expect("a kind");
        (super::spec::SPEC.ports[index].accepts)(spec)
    };
    assert!(port(1, "sqs-standard").is_ok());
    assert!(port(1, "sqs-fifo").is_err_and(|why| why.contains("END-010")));
    assert!(port(1, "service").is_err_and(|why| why.contains("END-022")));
    assert!(port(2, "sqs-standard").is_err_and(|why| why.contains("END-018")));
}

#[test]
fn too_many_requests_are_told_to_slow_down() {
    let mut town = upload(&[], &[]).start();
    town.fault("photos", Fault::Throttle(Some(Throttling::Share(Ratio::ALWAYS))));
    town.run(2_500);
    assert_eq!(
        town.refusals("photos"),
        [(0, "SlowDown"), (1_000, "SlowDown"), (2_000, "SlowDown")]
    );
    assert_eq!(
        (town.metric("photos", "5xxErrors"), town.metric("uploader", "Throttled")),
        (3, 3)
    );
}

#[test]
fn buckets_are_made_and_listed_by_name() {
    let mut town = upload(&[], &[]).start();
    let make = |name: &str| json!({ "Bucket": name });
    assert_eq!(
        town.aws("s3api", "CreateBucket", make("new-one")),
        Ok(json!({ "Location": "/new-one" }))
    );
    assert!(
        town.aws("s3api", "CreateBucket", make("new-one"))
            .is_err_and(|error| error.starts_with("BucketAlready"))
    );
    assert!(
        town.aws("s3api", "CreateBucket", make("No"))
            .is_err_and(|error| error.starts_with("InvalidBucketName"))
    );
    let listed = town.aws("s3api", "ListBuckets", json!({})).expect("a list");
    assert_eq!(listed["Buckets"].as_array().map(Vec::len), Some(2));
    assert!(
        town.aws("s3api", "GetObject", json!({ "Bucket": "x", "Key": "y" }))
            .is_err_and(|error| error.starts_with("NoSuchBucket"))
    );
}
