//! What the patterns say of lost answers, peaks and keys.

use crate::nodes::bench::town::{Town, number, text};
use crate::sim::Value;

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
