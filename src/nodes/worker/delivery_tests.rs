//! What a worker's way to settle means for how often work is done.

use crate::nodes::bench::town::{Town, number};
use crate::sim::{Fate, Fault, Value};

/// Five messages, a queue, a worker that takes 10 s for each.
fn town(worker: &[(&str, Value)]) -> Town {
    let mut settings = vec![("Work", number(10_000))];
    settings.extend(worker.iter().cloned());
    Town::new()
        .add("app", "producer", &[("Count", number(5)), ("Rate", number(1_000_000))])
        .add("jobs", "sqs-standard", &[])
        .add("worker", "worker", &settings)
        .wire(&[("app", "jobs"), ("jobs", "worker")])
        .start()
}

#[test]
fn deleting_before_the_work_loses_what_a_crash_interrupts() {
    // END-072: after the work it is done at least once, before the work at most once.
    for (mode, done, left) in [(0, 5, 0), (3, 4, 0)] {
        let mut town = town(&[("DeleteMode", Value::Choice(mode))]);
        town.run(15_000);
        town.fault("worker", Fault::Crash);
        town.run(16_000);
        town.fault("worker", Fault::Restart);
        town.run(200_000);
        assert_eq!(
            (town.metric("worker", "Done"), town.metric("worker", "Abandoned")),
            (done, 1)
        );
        assert_eq!(town.metric("jobs", "ApproximateNumberOfMessagesVisible"), left);
        assert_eq!(town.fate(Fate::Done), 5, "all were deleted");
    }
}

#[test]
fn deleting_before_the_work_ends_a_message_however_long_the_work_takes() {
    // END-072, END-073: nothing is hidden any more, so there is nothing to extend, and nothing comes back.
    let changes = [
        ("DeleteMode", Value::Choice(3)),
        ("Work", number(100_000)),
        ("Heartbeat", number(10_000)),
        ("MaxNumberOfMessages", number(5)),
    ];
    let mut town = town(&changes);
    town.run(600_000);
    let counts = ["Received", "Done", "EffectsTwice", "Extensions", "DeletesRefused"];
    assert_eq!(counts.map(|metric| town.metric("worker", metric)), [5, 5, 0, 0, 0]);
}

#[test]
fn of_a_batch_only_what_failed_comes_back() {
    // END-074: the worker gets all five at once and fails on the third, once.
    let changes = [
        ("MaxNumberOfMessages", number(5)),
        ("Work", number(1_000)),
        ("Poison", Value::Text("n = 2 and receives <= 1".into())),
    ];
    let mut town = town(&changes);
    town.run(200_000);
    let counts = ["Received", "Done", "EffectsTwice", "Failed"];
    assert_eq!(counts.map(|metric| town.metric("worker", metric)), [6, 5, 0, 1]);
}

#[test]
fn an_idempotency_store_skips_what_a_repeated_delivery_brings() {
    // END-075: the work outlasts the visibility timeout, and a second worker gets it too.
    let changes = [
        ("Work", number(40_000)),
        ("IdempotencyStore", Value::Bool(true)),
        ("Concurrency", number(2)),
    ];
    let mut town = town(&changes);
    town.run(600_000);
    assert_eq!(town.metric("worker", "Done"), 5);
    assert_eq!(town.metric("worker", "EffectsTwice"), 0);
    assert!(town.metric("worker", "Skipped") > 0);
}

#[test]
fn a_lost_delete_brings_a_message_back_although_its_work_was_done() {
    // END-072: at least once. The visibility timeout is 30 s; all five were sent at once, and the third comes again.
    for mode in [0, 1] {
        let mut town = town(&[
            ("Work", number(1_000)),
            ("DeleteMode", Value::Choice(mode)),
            ("LostDeletes", Value::Text("n = 2 and receives <= 1".into())),
        ]);
        town.run(100_000);
        let counts = ["Received", "Done", "EffectsTwice", "Deletes", "SettlesLost"];
        assert_eq!(counts.map(|metric| town.metric("worker", metric)), [6, 6, 1, 5, 1]);
        assert_eq!(town.fate(Fate::Done), 5);
    }
}

#[test]
fn a_condition_on_lost_deletes_that_nobody_understands_is_told() {
    let town = town(&[("LostDeletes", Value::Text("sometimes".into()))]);
    assert!(town.card("worker").status.starts_with("LostDeletes: "));
}
