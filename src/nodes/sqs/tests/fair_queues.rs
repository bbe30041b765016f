//! Fair queues.

use super::*;

fn tenant(group: &str) -> Draft {
    Draft {
        group: Some(Rc::from(group)),
        ..text(group)
    }
}

fn send(bench: &mut Bench, group: &str, messages: u64) {
    bench.world.poke(Q, |node, cx| {
        for _ in 0..messages {
            S::of(node).send(tenant(group), cx).expect("a send");
        }
    });
    bench.at(bench.world.now());
}

/// SQS-164, SQS-161, SQS-162, SQS-160, SQS-180
#[test]
fn a_quiet_tenant_overtakes_the_backlog_of_a_noisy_one() {
    let mut bench = Bench::new::<S>(&[]);
    send(&mut bench, "A", 1_060);
    for _ in 0..6 {
        assert_eq!(bench.bodies::<S>(10).len(), 10, "alone it is served normally");
    }
    send(&mut bench, "B", 1);
    assert_eq!(bench.metric(Q, "ApproximateNumberOfNoisyGroups"), 1);
    assert_eq!(bench.metric(Q, "ApproximateNumberOfMessagesVisibleInQuietGroups"), 1);
    assert_eq!(bench.bodies::<S>(1), ["B"]);
    assert!(bench.rules().contains(&"SQS-162"));
    assert_eq!(bench.bodies::<S>(1), ["A"], "SQS-162: with no quiet message waiting");
}

/// SQS-161
#[test]
fn fewer_than_thirty_in_flight_are_no_noise() {
    let mut bench = Bench::new::<S>(&[]);
    send(&mut bench, "A", 100);
    bench.bodies::<S>(10);
    bench.bodies::<S>(10);
    send(&mut bench, "B", 1);
    assert_eq!(bench.bodies::<S>(1), ["A"]);
}

/// SQS-161
#[test]
fn a_tenant_with_much_processing_time_is_noisy() {
    let mut bench = Bench::new::<S>(&[]);
    send(&mut bench, "A", 10);
    let got = bench.short::<S>(Q, 1).expect("a poll");
    bench.at_secs(10);
    bench.delete::<S>(got[0].handle).expect("a delete");
    send(&mut bench, "B", 1);
    assert_eq!(bench.bodies::<S>(1), ["B"]);
    bench.at_secs(100);
    assert_eq!(bench.bodies::<S>(1), ["A"], "a minute later it is forgotten");
}

/// SQS-163
#[test]
fn a_tenant_that_sent_nothing_for_five_minutes_is_quiet() {
    let mut bench = Bench::new::<S>(&[("VisibilityTimeout", &3_600)]);
    send(&mut bench, "A", 100);
    for _ in 0..4 {
        bench.bodies::<S>(10);
    }
    assert_eq!(bench.metric(Q, "ApproximateNumberOfNoisyGroups"), 1);
    bench.at_secs(300);
    assert_eq!(bench.metric(Q, "ApproximateNumberOfNoisyGroups"), 0);
    send(&mut bench, "B", 1);
    assert_eq!(bench.bodies::<S>(1), ["A"]);
}

/// SQS-162
#[test]
fn of_several_noisy_tenants_the_one_with_fewest_in_flight_comes_first() {
    let mut bench = Bench::new::<S>(&[]);
    send(&mut bench, "A", 45);
    for _ in 0..4 {
        bench.bodies::<S>(10);
    }
    send(&mut bench, "B", 50);
    for _ in 0..3 {
        assert_eq!(bench.bodies::<S>(10), vec!["B"; 10]);
    }
    assert_eq!(bench.bodies::<S>(1), ["B"], "30 in flight against 40");
}
