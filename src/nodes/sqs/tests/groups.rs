//! Message groups of FIFO queues.

use super::*;

fn fill(bench: &mut Bench, messages: &[(&str, &str)]) {
    for (group, id) in messages {
        bench.send_ok::<F>(grouped(group, id));
    }
}

fn take(bench: &mut Bench, max: i64) -> Vec<Delivery> {
    bench.short::<F>(Q, max).expect("a poll")
}

/// SQS-138, SQS-007, SQS-184
#[test]
fn a_message_in_flight_blocks_its_group_and_no_other() {
    let mut bench = Bench::new::<F>(&[]);
    fill(&mut bench, &[("a", "a1"), ("a", "a2"), ("b", "b1")]);
    assert_eq!(bench.bodies::<F>(1), ["a1"]);
    assert_eq!(bench.bodies::<F>(10), ["b1"]);
    assert!(bench.bodies::<F>(10).is_empty());
    assert_eq!(bench.rules().last(), Some(&"SQS-138"));
}

/// SQS-139
#[test]
fn an_extended_message_holds_back_the_later_ones() {
    for (extended, expected) in [(1, vec!["m1"]), (0, vec![]), (2, vec!["m1", "m2"])] {
        let mut bench = Bench::new::<F>(&[("VisibilityTimeout", &1)]);
        fill(&mut bench, &[("g", "m1"), ("g", "m2"), ("g", "m3")]);
        let got = take(&mut bench, 10);
        assert_eq!(got.len(), 3);
        bench.hide::<F>(got[extended].handle, 4).expect("a change");
        bench.at_secs(2);
        assert_eq!(bench.bodies::<F>(10), expected, "extended {extended}");
    }
}

/// SQS-140
#[test]
fn the_rest_waits_until_all_received_messages_are_gone() {
    let mut bench = Bench::new::<F>(&[]);
    fill(&mut bench, &[("g", "m1"), ("g", "m2"), ("g", "m3"), ("h", "h1")]);
    let got = take(&mut bench, 2);
    assert_eq!(bodies(&got), ["m1", "m2"]);
    bench.delete::<F>(got[0].handle).expect("a delete");
    assert_eq!(bench.bodies::<F>(10), ["h1"]);
    bench.delete::<F>(got[1].handle).expect("a delete");
    assert_eq!(bench.bodies::<F>(10), ["m3"]);
}

/// SQS-141
#[test]
fn an_earlier_message_comes_again_while_a_later_one_is_in_flight() {
    let mut bench = Bench::new::<F>(&[]);
    fill(&mut bench, &[("g", "m1"), ("g", "m2")]);
    let got = take(&mut bench, 2);
    bench.hide::<F>(got[0].handle, 1).expect("a change");
    bench.at_secs(2);
    assert_eq!(bench.bodies::<F>(10), ["m1"]);
}

/// SQS-142, SQS-143
#[test]
fn a_receive_empties_one_group_before_the_next_and_groups_take_turns() {
    let mut bench = Bench::new::<F>(&[("VisibilityTimeout", &5)]);
    fill(
        &mut bench,
        &[("1", "1a"), ("2", "2a"), ("1", "1b"), ("2", "2b"), ("3", "3a")],
    );
    assert_eq!(bench.bodies::<F>(3), ["1a", "1b", "2a"]);
    bench.at_secs(5);
    assert_eq!(bench.bodies::<F>(1), ["3a"], "the others came back later, to the end");
    assert_eq!(
        bench.metric(Q, "ApproximateNumberOfGroupsWithInflightMessages"),
        1,
        "SQS-179"
    );
}

/// SQS-144
#[test]
fn a_repeated_attempt_returns_the_same_messages_while_they_are_untouched() {
    let mut bench = Bench::new::<F>(&[]);
    fill(&mut bench, &[("g", "m1"), ("g", "m2"), ("h", "h1")]);
    let attempt = |bench: &mut Bench, id: &str| {
        let params = ReceiveParams {
            max: 2,
            wait: Some(SimDuration::ZERO),
            attempt_id: Some(Rc::from(id)),
            ..ReceiveParams::default()
        };
        match bench.receive::<F>(Q, params).expect("a poll").1 {
            Answer::Now(deliveries) => deliveries,
            Answer::Waiting => panic!("a short poll does not wait"),
        }
    };
    let first = attempt(&mut bench, "x");
    bench.at_secs(20);
    let second = attempt(&mut bench, "x");
    assert_eq!(bodies(&second), ["m1", "m2"]);
    assert_eq!(first[0].handle, second[0].handle);
    assert_eq!(second[0].receives, 1);
    bench.at_secs(49);
    assert_eq!(bench.counts(Q)[1], 2, "hidden anew at 20");
    bench.delete::<F>(first[0].handle).expect("a delete");
    assert_eq!(
        bodies(&attempt(&mut bench, "x")),
        ["h1"],
        "one was deleted: a new receive"
    );
    let long = "x".repeat(129);
    let params = ReceiveParams {
        attempt_id: Some(Rc::from(long)),
        ..ReceiveParams::default()
    };
    assert!(bench.receive::<F>(Q, params).is_err());
}

/// SQS-145
#[test]
fn a_huge_backlog_of_one_group_starves_the_later_ones() {
    let mut bench = Bench::new::<F>(&[("limits_profile", &"classic")]);
    bench.world.trace_mut().set_recording(false);
    bench.world.poke(Q, |node, cx| {
        let queue = F::of(node);
        for n in 0..20_000 {
            let message = cx.make_message(grouped("1", &n.to_string()), None);
            let at = queue.store(message, cx.now(), cx.now(), cx.now());
            queue.reveal(at, cx.now());
        }
        queue.send(grouped("2", "late"), cx).expect("a send");
    });
    let got = bench.short::<F>(Q, 1).expect("a poll");
    assert_eq!(bodies(&got), ["0"]);
    assert!(bench.bodies::<F>(10).is_empty(), "group 2 lies behind the first 20,000");
    bench.delete::<F>(got[0].handle).expect("a delete");
    let next = [bench.bodies::<F>(1), bench.bodies::<F>(1)].concat();
    assert!(next.contains(&"late".to_string()), "now it lies within: {next:?}");
}

/// SQS-118, SQS-115
#[test]
fn without_a_dead_letter_queue_a_poison_message_blocks_its_group_until_it_expires() {
    let mut bench = Bench::new::<F>(&[("MessageRetentionPeriod", &100)]);
    fill(&mut bench, &[("g", "m1")]);
    bench.at_secs(50);
    fill(&mut bench, &[("g", "m2")]);
    assert_eq!(bench.bodies::<F>(1), ["m1"]);
    bench.at_secs(80);
    assert_eq!(bench.bodies::<F>(1), ["m1"]);
    bench.at_secs(99);
    assert!(bench.bodies::<F>(1).is_empty());
    bench.at_secs(100);
    assert_eq!(bench.bodies::<F>(1), ["m2"]);
}
