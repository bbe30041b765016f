//! Batches: success, failure, throttling, windows.

use super::*;

const VISIBILITY: (&str, &str) = ("VisibilityTimeout", "30");

#[test]
fn after_success_the_whole_batch_is_deleted() {
    // LAM-066, LAM-064, LAM-167
    let mut bench = Bench::mapped(&[("Duration", "1")], &[], &[]);
    bench.send_many("orders", 25);
    bench.run(1_000);
    assert_eq!(
        (bench.metric(F, "Invocations"), bench.metric(F, "DeletedEventCount")),
        (3, 25)
    );
    assert_eq!(
        (
            bench.metric(Q, "NumberOfMessagesDeleted"),
            bench.metric(Q, "NumberOfMessagesReceived")
        ),
        (25, 25)
    );
    let events = bench.world.trace().window().iter();
    let begun = events.filter(|event| event.node == F && matches!(event.what, Happening::WorkBegan { .. }));
    let ids: Vec<u64> = begun.map(|event| event.message.0).collect();
    assert_eq!(ids, (1..=25).collect::<Vec<u64>>());
}

#[test]
fn after_an_error_every_message_comes_back_when_its_visibility_timeout_ends() {
    // LAM-067, LAM-068
    let mut bench = Bench::mapped(&[("Duration", "2"), ("FailFirst", "1")], &[VISIBILITY], &[]);
    bench.send_many("orders", 3);
    bench.run(29_999);
    assert_eq!(
        (
            bench.metric(F, "Errors"),
            bench.visible(Q),
            bench.metric(F, "FailedInvokeEventCount")
        ),
        (1, 0, 3)
    );
    bench.run(40_000);
    assert_eq!(bench.began(), [0, 0, 0, 30_000, 30_000, 30_000]);
    assert_eq!(bench.metric(F, "Done"), 3);
}

#[test]
fn a_function_that_always_fails_empties_the_queue_into_its_dead_letter_queue() {
    // LAM-003, LAM-068, PAT-094
    let code = [
        ("Duration", "0"),
        ("FailureRate", "100"),
        ("DeadLetterConfig.TargetArn", "#4"),
    ];
    let mut bench = Bench::with_dlq("3", &code, &[VISIBILITY], &[]);
    bench.add(OTHER, "sqs-standard", "own", &[]);
    bench.send("orders", "x");
    bench.run(89_999);
    assert_eq!(bench.visible(DLQ), 0);
    bench.run(300_000);
    assert_eq!((bench.began(), bench.visible(DLQ)), (vec![0, 30_000, 60_000], 1));
    // LAM-003: the function's own dead-letter queue is not for messages of a queue.
    assert_eq!(bench.visible(OTHER), 0);
}

#[test]
fn one_poison_message_takes_its_whole_batch_to_the_dead_letter_queue() {
    // LAM-154, LAM-067, LAM-073
    let code = [("Duration", "1"), ("Poison", "body = m4")];
    let mut bench = Bench::with_dlq("3", &code, &[VISIBILITY], &[]);
    bench.send_many("orders", 10);
    bench.rush(200);
    assert_eq!(
        (
            bench.visible(DLQ),
            bench.metric(F, "Done"),
            bench.metric(F, "DoneDistinct")
        ),
        (10, 27, 9)
    );
    let code = [code[0], code[1], ("OnRecordFailure", "report")];
    let mut bench = Bench::with_dlq(
        "3",
        &code,
        &[VISIBILITY],
        &[("FunctionResponseTypes", "ReportBatchItemFailures")],
    );
    bench.send_many("orders", 10);
    bench.rush(200);
    assert_eq!(
        (bench.visible(DLQ), bench.metric(F, "Done"), bench.metric(F, "Failed")),
        (1, 9, 3)
    );
}

#[test]
fn a_function_that_deletes_each_message_itself_sees_only_the_failed_one_again() {
    // LAM-085
    let code = [("Duration", "1"), ("Poison", "body = m4"), ("DeletesItself", "true")];
    let mut bench = Bench::with_dlq("3", &code, &[VISIBILITY], &[]);
    bench.send_many("orders", 10);
    bench.rush(200);
    assert_eq!((bench.visible(DLQ), bench.metric(F, "Done")), (1, 9));
}

#[test]
fn a_throttled_batch_is_held_and_runs_when_there_is_room() {
    // LAM-070, LAM-071, LAM-151, PAT-007, PAT-091
    let code = [
        ("Duration", "50"),
        ("Timeout", "60"),
        ("ReservedConcurrentExecutions", "1"),
    ];
    let mut bench = Bench::mapped(
        &code,
        &[("VisibilityTimeout", "360"), ("old_handle_delete", "delete")],
        &[],
    );
    bench.send_many("orders", 30);
    bench.run(10_000);
    assert_eq!(
        (bench.metric(F, "HeldBatches"), bench.status().as_str()),
        (2, "2 batches held")
    );
    assert!(bench.metric(F, "Throttles") > 0);
    let held = bench.standing(MessageId(15)).unwrap();
    assert_eq!(
        (held.until, held.rule.unwrap().id),
        (Some(SimTime::from_secs(360)), "LAM-070")
    );
    bench.rush(150);
    let mut began = bench.began();
    began.dedup();
    assert_eq!(began, [0, 50_000, 100_000]);
    assert_eq!((bench.metric(F, "Done"), bench.metric(F, "EffectsTwice")), (30, 0));
    assert_eq!(
        (
            bench.metric(Q, "NumberOfMessagesReceived"),
            bench.metric(Q, "NumberOfMessagesDeleted")
        ),
        (30, 30)
    );
}

#[test]
fn a_short_visibility_timeout_repeats_one_batch_and_loses_another_to_the_dead_letter_queue() {
    // LAM-070, LAM-150, PAT-092, PAT-093
    let code = [
        ("Duration", "50"),
        ("Timeout", "60"),
        ("ReservedConcurrentExecutions", "1"),
    ];
    let mut bench = Bench::with_dlq(
        "2",
        &code,
        &[("VisibilityTimeout", "60"), ("old_handle_delete", "delete")],
        &[],
    );
    bench.send_many("orders", 30);
    bench.run(119_999);
    assert_eq!(bench.visible(DLQ), 0);
    bench.run(120_000);
    assert_eq!(bench.visible(DLQ), 10);
    bench.rush(400);
    let mut began = bench.began();
    began.dedup();
    assert_eq!(began, [0, 50_000, 100_000]);
    assert_eq!(
        (bench.metric(F, "EffectsTwice"), bench.metric(F, "DoneDistinct")),
        (10, 20)
    );
}

#[test]
fn two_reserved_work_off_twenty_when_visibility_is_six_timeouts_and_lose_some_when_it_is_one() {
    // LAM-002, LAM-151, LAM-152
    let code = [
        ("Duration", "3"),
        ("Timeout", "3"),
        ("ReservedConcurrentExecutions", "2"),
    ];
    let mut bench = Bench::with_dlq("5", &code, &[("VisibilityTimeout", "18")], &[("BatchSize", "2")]);
    bench.send_many("orders", 20);
    bench.rush(300);
    assert_eq!(
        (
            bench.metric(F, "DoneDistinct"),
            bench.metric(F, "EffectsTwice"),
            bench.visible(DLQ)
        ),
        (20, 0, 0)
    );
    let mut bench = Bench::with_dlq("1", &code, &[("VisibilityTimeout", "3")], &[("BatchSize", "2")]);
    bench.send_many("orders", 20);
    bench.rush(300);
    assert!(bench.visible(DLQ) > 0 && bench.metric(F, "Errors") == 0);
}

#[test]
fn a_window_collects_until_the_batch_is_full_or_the_time_is_over() {
    // LAM-064, LAM-161, LAM-065
    let first = |rate: &str| {
        let terms = [("BatchSize", "100"), ("MaximumBatchingWindowInSeconds", "5")];
        let mut bench = Bench::mapped(&[("Duration", "0")], &[], &terms);
        bench.add(OTHER, "producer", "web", &[("Pattern", "constant"), ("Rate", rate)]);
        bench.wire(WireId(2), (OTHER, 0), (Q, 0), &[]);
        bench.rush(2);
        let waits = bench.standing(MessageId(1)).unwrap();
        assert_eq!((waits.rule.unwrap().id, waits.until.is_some()), ("LAM-064", true));
        bench.rush(8);
        let began = bench.began();
        let count = began.iter().filter(|at| **at == began[0]).count();
        (began[0], count)
    };
    // 100 messages at 30 a second: the hundredth comes after 3.3 s.
    assert_eq!(first("30"), (3_300, 100));
    let (at, count) = first("5");
    assert_eq!(at, 5_000);
    assert!((25..=26).contains(&count), "{count}");
}

#[test]
fn a_batch_of_more_than_ten_merges_receives() {
    // LAM-065, LAM-062
    let terms = [("BatchSize", "25"), ("MaximumBatchingWindowInSeconds", "1")];
    let mut bench = Bench::mapped(&[("Duration", "0")], &[], &terms);
    bench.send_many("orders", 60);
    bench.run(500);
    assert_eq!((bench.metric(F, "Invocations"), bench.metric(F, "Done")), (2, 50));
    bench.run(1_000);
    assert_eq!((bench.metric(F, "Invocations"), bench.metric(F, "Done")), (3, 60));
    assert_eq!(bench.metric(F, "PolledEventCount"), 60);
}

#[test]
fn a_batch_is_cut_at_six_megabytes() {
    // LAM-064
    let terms = [("BatchSize", "100"), ("MaximumBatchingWindowInSeconds", "10")];
    let mut bench = Bench::mapped(&[("Duration", "0")], &[], &terms);
    let body = "x".repeat(1 << 20);
    for _ in 0..7 {
        bench.send("orders", &body);
    }
    bench.run(100);
    assert_eq!(bench.began().len(), 6);
    bench.run(11_000);
    assert_eq!(bench.began().len(), 7);
}

#[test]
fn a_batch_that_runs_into_the_timeout_keeps_the_effects_of_what_it_had_done() {
    // LAM-021, LAM-067, LAM-073
    let code = [("Duration", "0"), ("DurationPerRecord", "1"), ("Timeout", "3")];
    let mut bench = Bench::mapped(&code, &[VISIBILITY], &[]);
    bench.send_many("orders", 5);
    bench.run(3_000);
    assert_eq!(
        (
            bench.metric(F, "Done"),
            bench.metric(F, "Failed"),
            bench.metric(F, "Errors")
        ),
        (3, 2, 1)
    );
    bench.run(40_000);
    assert!(bench.metric(F, "EffectsTwice") >= 3);
}

#[test]
fn when_the_mapping_is_taken_away_its_messages_come_back() {
    let mut bench = Bench::mapped(
        &[("Duration", "2"), ("ReservedConcurrentExecutions", "1")],
        &[VISIBILITY],
        &[("BatchSize", "1")],
    );
    bench.send_many("orders", 4);
    bench.run(1_000);
    bench.world.apply(Input::Unwire(MAPPING)).unwrap();
    bench.run(60_000);
    assert_eq!(
        (
            bench.metric(F, "Done"),
            bench.visible(Q),
            bench.metric(F, "HeldBatches")
        ),
        (1, 4, 0)
    );
    // And while the service is down, what was held comes back too.
    bench.map(MAPPING, Q, &[("BatchSize", "1")]);
    bench.run(61_000);
    bench.fault(Fault::Crash);
    bench.run(100_000);
    assert_eq!(bench.visible(Q), 4);
    bench.fault(Fault::Restart);
    bench.rush(400);
    assert_eq!((bench.visible(Q), bench.metric(F, "DoneDistinct")), (0, 4));
}
