//! What a user sees when something goes wrong: crashes, failures, refusals, losses.

use super::*;

#[test]
fn work_longer_than_the_visibility_timeout_is_done_twice() {
    // SQS-084, SQS-211: A works from 0 to 45, B gets the message at 30 and works to 75.
    let mut bench = bench(2, &[("Work", number(45_000))], &[]);
    bench.send("m");
    bench.run(100_000);
    assert_eq!((bench.metric(A, "Done"), bench.metric(B, "Done")), (1, 1));
    assert_eq!(
        (bench.metric(A, "EffectsTwice"), bench.metric(B, "EffectsTwice")),
        (0, 1)
    );
    let again = bench
        .world
        .trace()
        .window()
        .iter()
        .find(|event| event.what == Happening::WorkDone { again: true });
    assert_eq!(again.and_then(|event| event.rule).map(|rule| rule.id), Some("SQS-084"));
    assert!(
        bench
            .card(B)
            .figures
            .iter()
            .any(|figure| figure.label == "done twice" && figure.tone == Tone::Bad)
    );
}

#[test]
fn an_idempotency_store_does_the_work_once_though_two_get_it() {
    // END-075
    let mut bench = bench(2, &[("Work", number(45_000)), ("IdempotencyStore", on())], &[]);
    bench.send("m");
    bench.run(100_000);
    assert_eq!(
        (
            bench.metric(A, "Done"),
            bench.metric(B, "Done"),
            bench.metric(B, "Skipped")
        ),
        (1, 0, 1)
    );
}

#[test]
fn a_producers_retry_is_the_same_piece_of_work() {
    let mut plain = bench(1, &[], &[]);
    plain.send("m");
    let message = std::rc::Rc::clone(&plain.queue().accepted[0].1);
    plain.poke(|queue, cx| queue.receive_again(&message, cx));
    plain.run(10_000);
    assert_eq!((plain.metric(A, "Done"), plain.metric(A, "EffectsTwice")), (2, 1));
    let mut careful = bench(1, &[("IdempotencyStore", on())], &[]);
    careful.send("m");
    let message = std::rc::Rc::clone(&careful.queue().accepted[0].1);
    careful.poke(|queue, cx| queue.receive_again(&message, cx));
    careful.run(10_000);
    assert_eq!((careful.metric(A, "Done"), careful.metric(A, "Skipped")), (1, 1));
    assert_eq!(careful.deleted(), [1_000, 1_000]);
}

#[test]
fn a_heartbeat_keeps_a_long_job_to_one_delivery() {
    // PAT-042, END-073: p = 45 s, every 20 s for 30 s: at 20 (to 50) and at 40 (to 70).
    let secs = |at, until| (SimTime::from_secs(at), SimTime::from_secs(until));
    let mut bench = bench(2, &[("Work", number(45_000)), ("Heartbeat", number(20_000))], &[]);
    bench.send("m");
    bench.run(200_000);
    assert_eq!(bench.queue().extended, [secs(20, 50), secs(40, 70)]);
    assert_eq!((bench.metric(A, "Received"), bench.metric(B, "Received")), (1, 0));
    assert_eq!((bench.metric(A, "Extensions"), bench.metric(A, "SettleCalls")), (2, 3));
}

#[test]
fn a_job_of_a_hundred_seconds_is_delivered_once_with_a_heartbeat() {
    // SQS-210
    let mut bench = bench(2, &[("Work", number(100_000)), ("Heartbeat", number(20_000))], &[]);
    bench.send("m");
    bench.run(300_000);
    assert_eq!(bench.metric(A, "Received") + bench.metric(B, "Received"), 1);
    assert_eq!(bench.deleted(), [100_000]);
}

#[test]
fn a_crash_hides_the_message_until_its_timeout_ends() {
    // SQS-083: received at 0, crash at 10, V = 30: the other worker gets it at 30.
    let mut bench = bench(2, &[("Work", number(15_000))], &[]);
    bench.send("m");
    bench.run(10_000);
    bench.fault(A, Fault::Crash);
    assert_eq!(
        (bench.metric(A, "Abandoned"), bench.card(A).status.as_str()),
        (1, "down")
    );
    bench.run(29_999);
    assert_eq!(bench.metric(B, "Received"), 0);
    bench.run(30_000);
    assert_eq!(bench.metric(B, "Received"), 1);
    bench.run(60_000);
    assert_eq!(bench.deleted(), [45_000]);
    let told = bench
        .world
        .trace()
        .window()
        .iter()
        .find(|event| event.what == Happening::WorkAbandoned);
    assert_eq!(told.and_then(|event| event.rule).map(|rule| rule.id), Some("SQS-083"));
}

#[test]
fn a_worker_that_is_down_gets_nothing_until_it_is_back() {
    // END-082: who sends does not notice.
    let mut bench = bench(1, &[], &[]);
    bench.run(5_000);
    bench.fault(A, Fault::Crash);
    bench.send("m");
    bench.run(40_000);
    assert_eq!(bench.metric(A, "Received"), 0);
    bench.fault(A, Fault::Restart);
    bench.run(60_000);
    assert_eq!(bench.deleted(), [41_000]);
}

#[test]
fn a_poisoned_message_fails_each_time_and_the_others_do_not() {
    // PAT-050 without a dead-letter queue: m4 is received at 4, 34, 64.
    let mut bench = bench(1, &[("Poison", text("body contains \"m4\""))], &[]);
    bench.send_many(10);
    bench.run(70_000);
    assert_eq!(
        (bench.metric(A, "Done"), bench.metric(A, "Failed"), bench.queue().len()),
        (9, 3, 1)
    );
    let began = bench
        .world
        .trace()
        .window()
        .iter()
        .filter(|event| event.message == MessageId(5) && matches!(event.what, Happening::WorkBegan { .. }));
    assert_eq!(
        began.map(|event| event.at.as_millis()).collect::<Vec<_>>(),
        [4_000, 34_000, 64_000]
    );
}

#[test]
fn a_failure_that_passes_costs_one_more_receive() {
    let mut first = bench(1, &[("FailFirst", number(1))], &[]);
    first.send("m");
    first.run(60_000);
    assert_eq!((first.metric(A, "Failed"), first.deleted()), (1, vec![31_000]));
    let mut released = bench(1, &[("FailFirst", number(1)), ("OnFailure", Value::Choice(1))], &[]);
    released.send("m");
    released.run(60_000);
    assert_eq!((released.metric(A, "Failed"), released.deleted()), (1, vec![2_000]));
}

#[test]
fn every_tenth_message_fails_once() {
    // PAT-054 with room for retries: 110 receives.
    let mut bench = bench(1, &[("Poison", text("every 10 and receives = 1"))], &[]);
    bench.send_many(100);
    bench.run(300_000);
    assert_eq!(
        (
            bench.metric(A, "Received"),
            bench.metric(A, "Done"),
            bench.queue().len()
        ),
        (110, 100, 0)
    );
}

#[test]
fn messages_can_be_poisoned_by_hand() {
    let mut bench = bench(1, &[], &[]);
    let message = bench.send("m");
    bench.fault(A, Fault::Poison(message));
    bench.fault(A, Fault::Poison(MessageId::NONE));
    bench.send("n");
    bench.run(10_000);
    // The one by its number, and with "the next" the same first message: the other is done.
    assert_eq!((bench.metric(A, "Failed"), bench.metric(A, "Done")), (1, 1));
}

#[test]
fn a_batch_is_worked_on_one_by_one_and_deleted_as_is_set() {
    // PAT-069: 200 calls or 20 calls for 100 messages.
    let batch = ("MaxNumberOfMessages", number(10));
    let quick = ("Work", number(0));
    let calls = |changes: &[(&str, Value)]| {
        let mut bench = bench(1, changes, &[]);
        bench.send_many(100);
        bench.run(0);
        assert_eq!(bench.queue().len(), 0);
        let open = 1;
        bench.metric(A, "ReceiveCalls") - open + bench.metric(A, "SettleCalls")
    };
    assert_eq!(calls(std::slice::from_ref(&quick)), 200);
    assert_eq!(calls(&[quick, batch.clone(), ("DeleteMode", Value::Choice(1))]), 20);
    let mut timed = bench(1, &[batch], &[]);
    timed.send_many(3);
    timed.run(10_000);
    assert_eq!(timed.deleted(), [1_000, 2_000, 3_000]);
}

#[test]
fn a_worker_that_forgets_to_delete_sees_everything_again() {
    // END-072
    let mut bench = bench(1, &[("DeleteMode", Value::Choice(2))], &[]);
    bench.send("m");
    bench.run(61_000);
    assert_eq!(
        (
            bench.metric(A, "Done"),
            bench.metric(A, "EffectsTwice"),
            bench.metric(A, "Deletes")
        ),
        (3, 2, 0)
    );
}

#[test]
fn a_refused_receive_is_followed_by_a_pause() {
    // PAT-132: in 100 s 5 refused polls, 0 receives.
    let mut bench = bench(1, &[], &[("RefuseTakes", 100)]);
    bench.send_many(10);
    bench.run(99_999);
    assert_eq!(
        (bench.metric(A, "ReceivesRefused"), bench.metric(A, "Received")),
        (5, 0)
    );
}

#[test]
fn a_refused_delete_is_counted_and_the_message_comes_back() {
    let mut bench = bench(1, &[], &[("RefuseSettles", 1)]);
    bench.send("m");
    bench.run(60_000);
    assert_eq!(
        (
            bench.metric(A, "DeletesRefused"),
            bench.metric(A, "Deletes"),
            bench.metric(A, "Done")
        ),
        (1, 1, 2)
    );
}

#[test]
fn a_lost_delete_is_tried_again() {
    let mut bench = bench(1, &[], &[]);
    bench.send("m");
    bench.run(500);
    bench.world.apply(Input::Switch(WireId(0), false)).unwrap();
    bench.run(1_500);
    bench.world.apply(Input::Switch(WireId(0), true)).unwrap();
    bench.run(10_000);
    assert_eq!((bench.deleted(), bench.metric(A, "SettlesLost")), (vec![2_000], 0));
}

#[test]
fn an_empty_answer_at_once_does_not_make_it_ask_for_ever() {
    let mut bench = bench(1, &[("WaitTimeSeconds", number(0))], &[]);
    bench.run(10_000);
    assert_eq!(bench.metric(A, "ReceiveCalls"), 11);
}

#[test]
fn it_receives_between_its_start_and_its_stop_and_finishes_what_it_has() {
    let changes = [
        ("StartAt", number(2_000)),
        ("StopAt", number(4_500)),
        ("Work", number(1_000)),
    ];
    let mut bench = bench(1, &changes, &[]);
    bench.send_many(10);
    bench.run(60_000);
    assert_eq!(bench.deleted(), [3_000, 4_000, 5_000]);
    bench.configure("StopAt", number(0));
    bench.run(61_000);
    assert_eq!(bench.metric(A, "Done"), 4);
}

#[test]
fn broken_order_within_a_group_is_noticed() {
    let mut bench = bench(
        1,
        &[("MaxNumberOfMessages", number(1)), ("FailFirst", number(1))],
        &[("VisibilityTimeout", 3)],
    );
    for group in ["A", "A", "B"] {
        let draft = Draft {
            group: Some(group.into()),
            ..Draft::default()
        };
        bench.poke(|queue, cx| queue.receive(draft, cx));
    }
    bench.run(10_000);
    // The first of A comes back after the second of A.
    assert_eq!(bench.metric(A, "OrderBreaks"), 1);
}

#[test]
fn a_condition_that_can_not_be_read_is_named_on_the_card_and_fails_nothing() {
    let mut bench = bench(1, &[("Poison", text("n is 4"))], &[]);
    bench.send("{\"n\": 4}");
    bench.run(2_000);
    assert_eq!((bench.metric(A, "Done"), bench.card(A).tone), (1, Tone::Warning));
    assert!(bench.card(A).status.starts_with("Poison: "));
}

#[test]
fn a_lossy_wire_breaks_no_account() {
    let mut bench = bench(
        2,
        &[
            ("Concurrency", number(3)),
            ("MaxNumberOfMessages", number(4)),
            ("Heartbeat", number(700)),
        ],
        &[],
    );
    for index in 0..2 {
        bench.wire(index, (QUEUE, 1), (NodeId(2 + index), 0), Ratio(200_000));
    }
    bench.send_many(60);
    bench.run(20_000);
    bench.fault(A, Fault::Crash);
    bench.run(40_000);
    bench.fault(A, Fault::Restart);
    bench.run(600_000);
    assert_eq!(bench.queue().len(), 0);
    assert_eq!(bench.metric(A, "DoneDistinct") + bench.metric(B, "DoneDistinct"), 60);
}
