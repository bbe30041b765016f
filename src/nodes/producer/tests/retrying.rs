//! Messages that are refused or lost, and sent again.

use super::{bench, number, wire};
use crate::base::{Ratio, WireId};
use crate::sim::{Fate, Input, Value};

#[test]
fn a_throttled_message_is_sent_again_with_doubling_pauses() {
    // END-070
    let mut bench = bench(
        &[("Count", number(1)), ("Retries", number(3)), ("RetryBase", number(100))],
        1,
        &[("ThrottleFirst", 2)],
    );
    bench.run(60_000);
    assert_eq!(bench.times(0), [300]);
    let message = &bench.queue(0).accepted[0].1;
    assert_eq!((message.id.0, message.parent.0, message.root.0), (3, 2, 1));
    assert_eq!(
        (
            bench.metric("Throttled"),
            bench.metric("Retries"),
            bench.metric("GivenUp")
        ),
        (2, 2, 0)
    );
    assert_eq!(bench.world.ledger().count(Fate::Refused), 2);
}

#[test]
fn it_gives_up_after_its_last_retry_and_at_once_when_refused_for_good() {
    let mut throttled = bench(
        &[("Count", number(1)), ("Retries", number(2))],
        1,
        &[("ThrottleFirst", 9)],
    );
    throttled.run(60_000);
    assert_eq!((throttled.metric("GivenUp"), throttled.metric("Calls")), (1, 3));
    let mut refused = bench(
        &[("Count", number(1)), ("Retries", number(2))],
        1,
        &[("RefuseFirst", 1)],
    );
    refused.run(60_000);
    assert_eq!(
        (
            refused.metric("GivenUp"),
            refused.metric("Refused"),
            refused.metric("Calls")
        ),
        (1, 1, 1)
    );
}

#[test]
fn only_the_refused_messages_of_a_batch_are_sent_again() {
    let changes = [
        ("Pattern", Value::Choice(2)),
        ("Count", number(10)),
        ("BatchSize", number(10)),
        ("Retries", number(1)),
    ];
    let mut bench = bench(&changes, 1, &[("ThrottleFirst", 4)]);
    bench.run(60_000);
    assert_eq!(bench.queue(0).puts, [(10, true), (4, true)]);
    assert_eq!(bench.metric("MessagesSent"), 10);
}

#[test]
fn a_lost_message_is_sent_again_once_its_call_has_timed_out() {
    let mut bench = bench(&[("Count", number(1)), ("Retries", number(1))], 1, &[]);
    bench.world.apply(Input::Switch(WireId(0), false)).unwrap();
    bench.run(500);
    bench.world.apply(Input::Switch(WireId(0), true)).unwrap();
    bench.run(60_000);
    assert_eq!(bench.times(0), [1_100]);
    assert_eq!((bench.metric("Lost"), bench.metric("MessagesSent")), (1, 1));
    assert_eq!(bench.world.ledger().count(Fate::Lost), 1);
}

#[test]
fn a_lossy_wire_loses_no_message_unaccounted() {
    let changes = [
        ("Rate", number(50_000)),
        ("Retries", number(5)),
        ("RetryJitter", Value::Bool(true)),
        ("Count", number(200)),
    ];
    let mut bench = bench(&changes, 1, &[("ThrottleFirst", 20)]);
    bench
        .world
        .apply(Input::Wire(WireId(0), wire(0, Ratio(300_000))))
        .unwrap();
    bench.run(120_000);
    assert_eq!(bench.metric("MessagesSent") + bench.metric("GivenUp"), 200);
    assert!(
        bench.queue(0).len() > 200,
        "answers were lost, so some messages must have come twice"
    );
}
