//! The distributed model of standard queues.

use super::*;
use crate::sim::{Fate, Fault, Holding, Kinds, Place};

const NEVER: (&str, &dyn Setting) = ("p_order_jitter", &0);

fn send(bench: &mut Bench, messages: u64) {
    bench.world.poke(Q, |node, cx| {
        for n in 0..messages {
            S::of(node).send(text(&n.to_string()), cx).expect("a send");
        }
    });
    bench.at(bench.world.now());
}

/// SQS-157, SQS-159
#[test]
fn the_ideal_model_keeps_order_and_makes_no_duplicates() {
    let mut bench = Bench::new::<S>(&[]);
    for body in ["a", "b", "c"] {
        bench.send_ok::<S>(text(body));
    }
    for body in ["a", "b", "c"] {
        assert_eq!(bench.bodies::<S>(1), [body]);
    }
}

/// SQS-153, SQS-074, SQS-150, SQS-152, SQS-151
#[test]
fn a_short_poll_of_one_message_is_empty_in_29_percent_of_the_cases() {
    let run = || {
        let mut bench = Bench::new::<S>(&[
            ("model", &"custom"),
            NEVER,
            ("p_dup", &0),
            ("p_ghost", &0),
            ("VisibilityTimeout", &0),
        ]);
        bench.send_ok::<S>(text("a"));
        let empty = (0..2_000).filter(|_| bench.bodies::<S>(1).is_empty()).count();
        assert!(bench.rules().contains(&"SQS-074"));
        (empty, bench.world.trace().hash())
    };
    let (empty, hash) = run();
    assert!((500..670).contains(&empty), "{empty} of 2000, expected 583");
    assert_eq!(run(), (empty, hash), "SQS-151: the same seed gives the same run");
}

/// SQS-154
#[test]
fn hosts_visited_by_chance_mix_the_order_a_little() {
    let mut bench = Bench::new::<S>(&[("model", &"custom"), NEVER, ("p_dup", &0), ("p_ghost", &0)]);
    send(&mut bench, 100);
    let mut order = Vec::new();
    while let Ok(got) = bench.long::<S>(10) {
        order.extend(bodies(&got).iter().map(|body| body.parse::<u32>().expect("a number")));
    }
    assert_eq!(order.len(), 100);
    assert!(!order.is_sorted());
    let far = order
        .iter()
        .zip(0..)
        .filter(|(number, place)| number.abs_diff(*place) > 20)
        .count();
    assert!(far < 5, "mostly oldest first: {order:?}");
}

/// PAT-046, SQS-153
#[test]
fn two_scripted_samples_hold_two_messages_each() {
    let mut bench = Bench::new::<S>(&[
        ("model", &"custom"),
        ("hosts", &4),
        ("replicas", &1),
        ("sample", &2),
        ("placement", &"in_turn"),
        ("sampling", &"in_turn"),
        NEVER,
        ("p_dup", &0),
        ("p_ghost", &0),
    ]);
    send(&mut bench, 4);
    assert_eq!(bench.bodies::<S>(10).len(), 2);
    assert_eq!(bench.bodies::<S>(10).len(), 2);
    bench.at_secs(30);
    assert_eq!(bench.long::<S>(10).expect("an answer").len(), 4);
}

/// SQS-152, SQS-150
#[test]
fn a_late_message_can_be_found_within_two_seconds() {
    let mut bench = Bench::new::<S>(&[("model", &"custom"), ("p_order_jitter", &10_000), ("sample", &10)]);
    bench.send_ok::<S>(text("a"));
    assert_eq!(bench.counts(Q), [1, 0, 0]);
    assert!(bench.bodies::<S>(1).is_empty());
    bench.at_secs(2);
    assert_eq!(bench.bodies::<S>(1), ["a"]);
}

/// SQS-155, SQS-008, SQS-222, SQS-185
#[test]
fn a_copy_that_missed_the_lock_is_delivered_again_with_a_new_handle() {
    let mut bench = Bench::new::<S>(&[("model", &"custom"), NEVER, ("p_dup", &10_000), ("p_ghost", &0)]);
    bench.send_ok::<S>(text("a"));
    let first = bench.long::<S>(1).expect("an answer")[0].clone();
    let second = bench.long::<S>(1).expect("a copy")[0].clone();
    assert_eq!((first.message.id, first.receives), (second.message.id, 1));
    assert_eq!(second.receives, 2);
    assert!(bench.rules().contains(&"SQS-155"));
    assert_eq!(bench.metric(Q, "DuplicateDeliveries"), 1);
    bench.at_secs(2);
    assert!(bench.long::<S>(1).is_err(), "the window is over");
    let mut rare = Bench::new::<S>(&[
        ("model", &"custom"),
        NEVER,
        ("p_dup", &500),
        ("p_ghost", &0),
        ("sample", &10),
    ]);
    send(&mut rare, 1_000);
    while !rare.bodies::<S>(10).is_empty() {}
    let copies = rare.metric(Q, "DuplicateDeliveries");
    assert!((25..85).contains(&copies), "SQS-222: about 5 % more: {copies}");
}

/// SQS-156, SQS-105
#[test]
fn a_ghost_comes_back_once_and_is_gone_after_a_second_delete() {
    let mut bench = Bench::new::<S>(&[("model", &"custom"), NEVER, ("p_dup", &0), ("p_ghost", &10_000)]);
    bench.send_ok::<S>(text("a"));
    let first = bench.long::<S>(1).expect("an answer")[0].clone();
    bench.delete::<S>(first.handle).expect("a delete");
    assert_eq!(bench.counts(Q), [0, 0, 0]);
    let mut places = Vec::new();
    let node = bench.world.node(Q).expect("a node");
    node.holdings(bench.world.now(), &mut |holding: Holding<'_>| {
        places.push(holding.place)
    });
    assert_eq!(places, [Place::Ghost]);
    bench.at_secs(5);
    let ghost = bench.long::<S>(1).expect("a ghost")[0].clone();
    assert_eq!(ghost.receives, 2);
    bench.delete::<S>(ghost.handle).expect("a delete");
    bench.at_secs(60);
    assert!(bench.long::<S>(1).is_err());
    assert_eq!(bench.world.ledger().count(Fate::Done), 1);
}

/// SQS-158, SQS-173
#[test]
fn after_three_receives_a_message_goes_to_the_back_and_leaves_the_age_metric() {
    let mut bench = Bench::new::<S>(&[("VisibilityTimeout", &0)]);
    bench.send_ok::<S>(text("poison"));
    bench.at_secs(100);
    bench.send_ok::<S>(text("fresh"));
    for _ in 0..2 {
        assert_eq!(bench.bodies::<S>(1), ["poison"]);
    }
    assert_eq!(bench.metric(Q, "ApproximateAgeOfOldestMessage"), 100);
    assert_eq!(bench.bodies::<S>(1), ["poison"]);
    assert_eq!(bench.bodies::<S>(1), ["fresh"]);
    assert_eq!(bench.metric(Q, "ApproximateAgeOfOldestMessage"), 0);
}

/// SQS-227, PAT-125
#[test]
fn losing_a_zone_loses_nothing_and_fails_no_call() {
    let mut bench = Bench::new::<S>(&[("hosts", &9)]);
    send(&mut bench, 90);
    bench.world.apply(Input::Fault(Q, Fault::ZoneDown(0))).expect("a node");
    let got: usize = (0..9).map(|_| bench.long::<S>(10).expect("messages").len()).sum();
    assert_eq!(got, 90);
    bench.send_ok::<S>(text("during"));
    assert_eq!(bench.bodies::<S>(1), ["during"]);
}

/// SQS-227, PAT-126
#[test]
fn with_a_single_copy_a_lost_zone_hides_messages_until_it_is_back() {
    let mut bench = Bench::new::<S>(&[("hosts", &9), ("replicas", &1), ("placement", &"in_turn")]);
    send(&mut bench, 90);
    bench.world.apply(Input::Fault(Q, Fault::ZoneDown(0))).expect("a node");
    let mut got = 0;
    while let Ok(more) = bench.long::<S>(10) {
        got += more.len();
    }
    assert_eq!(got, 60);
    assert_eq!(bench.counts(Q)[0], 30);
    bench.world.apply(Input::Fault(Q, Fault::ZoneUp(0))).expect("a node");
    bench.at(bench.world.now());
    let rest: usize = (0..3).map(|_| bench.bodies::<S>(10).len()).sum();
    assert!(rest >= 20, "the waiting poll got its share of the 30 too: {rest}");
    assert_eq!(bench.counts(Q)[0], 0);
}

/// SQS-227, PAT-126
#[test]
fn hosts_that_are_down_take_no_new_copies_in_turn_either() {
    let mut bench = Bench::new::<S>(&[("hosts", &9), ("replicas", &1), ("placement", &"in_turn")]);
    bench.world.apply(Input::Fault(Q, Fault::ZoneDown(0))).expect("a node");
    send(&mut bench, 29);
    let got: usize = (0..3).map(|_| bench.bodies::<S>(10).len()).sum();
    assert_eq!(got, 29);
}
