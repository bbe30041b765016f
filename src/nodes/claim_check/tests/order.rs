//! Small messages keep their place behind large ones.

use super::{bucket, objects};
use crate::base::SimTime;
use crate::nodes::bench::town::{Town, number, text};
use crate::sim::{Fault, Value, violations};

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
        assert!(town.world.step(SimTime::from_secs(1)));
        assert_eq!(violations(&town.world), Vec::<String>::new());
    }
    let waiting = town.held("app").len();
    town.fault("app", Fault::Crash);
    town.run(1_000);
    assert_eq!((waiting, town.held("app").len(), waiting_in_queue(&town)), (4, 0, 0));
}

fn waiting_in_queue(town: &Town) -> i64 {
    town.metric("jobs.fifo", "ApproximateNumberOfMessagesVisible")
}
