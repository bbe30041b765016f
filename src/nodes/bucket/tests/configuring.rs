//! Which events are told to whom: entries of the configuration, and what lets S3 in.

use super::{ARN, configure, entry, upload, waiting};
use crate::nodes::bench::town::{number, text};
use crate::sim::Value;
use serde_json::{Value as Json, json};

#[test]
fn only_what_an_entry_matches_is_told() {
    // END-012: two of four keys begin with images/.
    let uploads = [("Count", number(4)), ("Rate", number(1_000_000))];
    let mut town = upload(&uploads, &[("KeyTemplate", text("{{cycle images|videos}}/{{n}}"))]);
    town.connect(("photos", "out"), "jobs", &[("Prefix", text("images/"))]);
    let mut town = town.start();
    town.run(2_000);
    assert_eq!(
        (waiting(&town, "jobs"), town.metric("photos", "NumberOfObjects")),
        (2, 4)
    );
}

#[test]
fn entries_that_overlap_are_refused_and_the_first_one_counts() {
    // END-002, END-013, PAT-077
    let mut town = upload(&[("Count", number(2))], &[]);
    town.connect(("photos", "out"), "jobs", &[("Prefix", text("uploads/"))]);
    town.connect(("photos", "out"), "other", &[]);
    let mut town = town.start();
    assert_eq!(town.status("photos"), "events overlap");
    town.run(5_000);
    assert_eq!((waiting(&town, "jobs"), waiting(&town, "other")), (2, 0));
    assert!(town.rules("photos").contains(&"END-013"));
    let refused = configure(&mut town, &[entry("jobs", "uploads/"), entry("other", "uploads/big/")]);
    assert!(refused.is_err_and(|error| error.starts_with("InvalidArgument: Configurations overlap")));
    assert!(configure(&mut town, &[entry("jobs", "a/"), entry("other", "b/")]).is_ok());
    assert_eq!(town.status("photos"), "");
}

#[test]
fn a_new_destination_is_tried_and_an_impossible_one_refused() {
    // END-010, END-014, END-015: the test event comes at once, and the entry counts at once.
    let mut town = upload(&[("Count", number(0)), ("StartAt", number(100_000))], &[])
        .add("strict", "sqs-standard", &[("AccessPolicy", Value::Choice(1))])
        .add("order.fifo", "sqs-fifo", &[])
        .start();
    town.run(1_000);
    assert!(configure(&mut town, &[entry("jobs", "")]).is_ok());
    town.run(1_000);
    let body: Json = serde_json::from_str(&town.bodies("jobs")[0]).expect("JSON");
    assert_eq!(
        (&body["Event"], &body["Bucket"]),
        (&json!("s3:TestEvent"), &json!("photos"))
    );
    assert!(configure(&mut town, &[entry("jobs", "")]).is_ok());
    town.run(2_000);
    assert_eq!(waiting(&town, "jobs"), 1, "what stays is not tried again");
    for (wrong, message) in [
        ("nobody", "Unable to validate the following destination configurations"),
        ("strict", "Unable to validate the following destination configurations"),
        ("order.fifo", "SQS FIFO queues and SNS FIFO topics are not supported"),
    ] {
        let refused = configure(&mut town, &[entry(wrong, "")]);
        assert!(refused.is_err_and(|error| error.contains(message)), "{wrong}");
    }
    let mut unreadable = entry("jobs", "");
    unreadable["QueueArn"] = "jobs".into();
    assert!(configure(&mut town, &[unreadable]).is_err_and(|error| error.contains("The ARN could not be parsed")));
    let input = json!({ "Bucket": "photos" });
    let has = town
        .aws("s3api", "GetBucketNotificationConfiguration", input)
        .expect("entries");
    assert_eq!(has["QueueConfigurations"][0]["QueueArn"], format!("{ARN}jobs"));
}

#[test]
fn a_policy_that_allows_s3_lets_it_in_and_its_end_is_silent() {
    // END-106, END-131: the uploader never hears of it.
    let policy = |effect: &str| {
        json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": effect, "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage",
            "Resource": format!("{ARN}jobs"), "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::photos" } },
        }] })
        .to_string()
    };
    let mut town = upload(&[], &[]).start();
    town.set("jobs", "AccessPolicy", Value::Choice(1));
    town.set("jobs", "Policy", text(&policy("Allow")));
    town.run(0);
    assert!(configure(&mut town, &[entry("jobs", "")]).is_ok());
    town.run(2_500);
    assert_eq!(waiting(&town, "jobs"), 2, "the test event and the upload after it");
    town.set("jobs", "Policy", text(&policy("Deny")));
    town.run(10_500);
    assert_eq!((waiting(&town, "jobs"), town.metric("photos", "EventsFailed")), (2, 8));
    assert_eq!(town.metric("uploader", "MessagesSent"), 11);
    assert!(town.rules("photos").contains(&"END-131"));
}

#[test]
fn the_key_that_aws_manages_shuts_s3_out() {
    // END-019
    let mut town = upload(&[("Count", number(2))], &[]);
    town.connect(("photos", "out"), "jobs", &[]);
    let mut town = town.start();
    town.set("jobs", "KmsMasterKeyId", text("alias/aws/sqs"));
    town.run(60_000);
    assert_eq!((waiting(&town, "jobs"), town.metric("photos", "EventsFailed")), (0, 2));
}
