//! Receives: short and long, waiting, hiding, limits.

use super::*;
use crate::sim::{Fate, Happening};

/// SQS-070, SQS-071, SQS-072
#[test]
fn receive_parameters_out_of_range_are_refused() {
    let mut bench = Bench::new::<S>(&[]);
    let base = ReceiveParams::default();
    for max in [0, 11, -1] {
        let params = ReceiveParams { max, ..base.clone() };
        let error = bench.receive::<S>(Q, params).expect_err("a refusal");
        assert_eq!(error.rule.id, "SQS-070");
        let sentence = format!(
            "Value {max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
        );
        assert_eq!(error.message, sentence);
    }
    let wait = ReceiveParams {
        wait: Some(secs(21)),
        ..base.clone()
    };
    assert_eq!(refusal(bench.receive::<S>(Q, wait)).1, "SQS-071");
    let visibility = ReceiveParams {
        visibility: Some(secs(43_201)),
        ..base
    };
    assert_eq!(refusal(bench.receive::<S>(Q, visibility)).1, "SQS-072");
}

/// SQS-075, SQS-006
#[test]
fn a_long_poll_answers_when_a_message_comes() {
    let mut bench = Bench::new::<S>(&[]);
    let call = bench.long::<S>(10).expect_err("it waits");
    bench.at_secs(3);
    assert!(bench.answer(call).is_none());
    bench.send_ok::<S>(text("a"));
    assert_eq!(bodies(&bench.answer(call).expect("an answer")), ["a"]);
    assert_eq!(bench.metric(Q, "NumberOfEmptyReceives"), 0);
}

/// SQS-075, SQS-085, SQS-177, SQS-203
#[test]
fn a_long_poll_is_empty_after_its_wait_and_billed() {
    let mut bench = Bench::new::<S>(&[("ReceiveMessageWaitTimeSeconds", &5)]);
    let (call, answer) = bench.receive::<S>(Q, ReceiveParams::default()).expect("a poll");
    assert!(
        matches!(answer, Answer::Waiting),
        "SQS-071: the queue's own wait counts"
    );
    bench.at(SimTime(4_999_999));
    assert!(bench.answer(call).is_none());
    bench.at_secs(5);
    assert_eq!(bench.answer(call).expect("an answer").len(), 0);
    assert_eq!(bench.metric(Q, "NumberOfEmptyReceives"), 1);
    assert_eq!(bench.metric(Q, "Requests"), 1);
    assert!(
        bench
            .short::<S>(Q, 1)
            .expect("SQS-071: an explicit 0 is short")
            .is_empty()
    );
}

/// SQS-076
#[test]
fn a_message_that_becomes_visible_goes_to_the_poll_that_waited_longest() {
    let mut bench = Bench::new::<S>(&[("VisibilityTimeout", &2), ("DelaySeconds", &1)]);
    bench.send_ok::<S>(text("a"));
    let (first, second) = (bench.long::<S>(1), bench.long::<S>(1));
    let (first, second) = (first.expect_err("waits"), second.expect_err("waits"));
    bench.at_secs(1);
    assert_eq!(bodies(&bench.answer(first).expect("the delay ended")), ["a"]);
    assert!(bench.answer(second).is_none());
    bench.at_secs(3);
    assert_eq!(bodies(&bench.answer(second).expect("visible again")), ["a"]);
}

/// SQS-077, SQS-079, SQS-080, SQS-083, SQS-084, SQS-021
#[test]
fn a_message_not_deleted_comes_back_after_the_visibility_timeout() {
    let mut bench = Bench::new::<S>(&[]);
    bench.send_ok::<S>(text("a"));
    let first = bench.short::<S>(Q, 1).expect("a poll")[0].clone();
    assert_eq!((first.receives, first.until), (1, SimTime::from_secs(30)));
    bench.at(SimTime(29_999_999));
    assert!(bench.bodies::<S>(1).is_empty());
    bench.at_secs(30);
    assert!(bench.rules().contains(&"SQS-084"));
    let second = bench.short::<S>(Q, 1).expect("a poll")[0].clone();
    assert_eq!(second.receives, 2);
    assert_ne!(first.handle, second.handle);
    let details = bench
        .call::<S, _>(Q, |queue, _| queue.details(first.message.id))
        .expect("stored");
    assert_eq!(details.first_received, Some(SimTime::ZERO));
    let events = bench.world.trace().window();
    let back = events
        .iter()
        .find(|event| matches!(event.what, Happening::VisibleAgain { .. }));
    let cause = bench.world.trace().get(back.expect("an event").cause).expect("a cause");
    assert!(matches!(cause.what, Happening::Received { receives: 1, .. }));
}

/// SQS-072, SQS-078, SQS-093
#[test]
fn a_receive_may_bring_its_own_visibility_timeout() {
    let mut bench = Bench::new::<S>(&[]);
    bench.send_ok::<S>(text("a"));
    let with = |seconds| ReceiveParams {
        wait: Some(SimDuration::ZERO),
        visibility: Some(secs(seconds)),
        ..ReceiveParams::default()
    };
    bench.receive::<S>(Q, with(0)).expect("a poll");
    assert_eq!(bench.counts(Q), [1, 0, 0], "visible at once");
    bench.receive::<S>(Q, with(5)).expect("a poll");
    bench.at_secs(5);
    let third = bench.short::<S>(Q, 1).expect("a poll")[0].clone();
    assert_eq!((third.receives, third.until), (3, SimTime::from_secs(35)), "SQS-093");
}

/// SQS-082, SQS-005
#[test]
fn at_the_in_flight_limit_short_polls_fail_and_long_polls_wait() {
    let mut bench = Bench::new::<S>(&[]);
    bench.world.trace_mut().set_recording(false);
    bench.world.poke(Q, |node, cx| {
        let queue = S::of(node);
        queue.core.config.in_flight = 20;
        for _ in 0..21 {
            queue.send(text("a"), cx).expect("a send");
        }
    });
    let got = [
        bench.short::<S>(Q, 10).expect("ten"),
        bench.short::<S>(Q, 10).expect("ten"),
    ]
    .concat();
    assert_eq!(got.len(), 20);
    assert_eq!(refusal(bench.short::<S>(Q, 1)), ("OverLimit", "SQS-082"));
    let call = bench.long::<S>(1).expect_err("it waits");
    bench.delete::<S>(got[0].handle).expect("a delete");
    assert_eq!(bench.answer(call).expect("room").len(), 1);

    let limit = |profile: &str| {
        let mut bench = Bench::new::<F>(&[("limits_profile", &profile)]);
        bench.call::<F, _>(Q, |queue, _| queue.core.config.in_flight)
    };
    assert_eq!((limit("current"), limit("classic")), (120_000, 20_000));
}

/// SQS-041, SQS-042, SQS-040, SQS-183
#[test]
fn a_message_expires_even_while_it_is_in_flight() {
    let mut bench = Bench::new::<S>(&[("MessageRetentionPeriod", &60), ("VisibilityTimeout", &60)]);
    bench.send_ok::<S>(text("a"));
    bench.at_secs(55);
    let got = bench.short::<S>(Q, 1).expect("a poll");
    bench.hide::<S>(got[0].handle, 100).expect("an extension");
    bench.at_secs(60);
    assert_eq!(bench.counts(Q), [0, 0, 0]);
    assert_eq!(bench.metric(Q, "MessagesExpired"), 1);
    bench.delete::<S>(got[0].handle).expect("a late delete succeeds");
    assert_eq!(bench.world.ledger().count(Fate::Expired), 1);
    assert!(bench.rules().contains(&"SQS-041"));
}

/// SQS-217, SQS-218
#[test]
fn a_queue_calls_nobody_and_takes_any_number() {
    let mut bench = Bench::new::<S>(&[]);
    bench.world.poke(Q, |node, cx| {
        for _ in 0..50_000 {
            S::of(node).send(text("a"), cx).expect("no quota");
        }
    });
    bench.at_secs(3_600);
    assert_eq!(bench.counts(Q), [50_000, 0, 0]);
}
