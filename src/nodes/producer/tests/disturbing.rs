//! What people do to a producer while it sends: wires, faults, buttons, settings.

use super::{bench, number, wire};
use crate::base::{NodeId, Ratio, WireId};
use crate::nodes::bench::stand_in::{self};
use crate::sim::{Fate, Fault, Input, Location, Settings, Value};

#[test]
fn without_a_wire_nothing_is_made_until_there_is_one() {
    let mut bench = bench(&[], 0, &[]);
    bench.run(2_500);
    bench.fault(Fault::Trigger(2));
    assert_eq!(
        (bench.metric("MessagesMade"), bench.card().status.as_str()),
        (0, "no wire")
    );
    let queue = Input::Add {
        id: NodeId(2),
        name: "queue".into(),
        settings: Settings::new(&stand_in::SPEC),
        place: Location::default(),
    };
    bench.world.apply(queue).unwrap();
    bench
        .world
        .apply(Input::Wire(WireId(0), wire(0, Ratio::NEVER)))
        .unwrap();
    bench.run(4_000);
    assert_eq!(bench.times(0), [3_000, 4_000]);
}

#[test]
fn the_button_sends_now() {
    let mut bench = bench(&[("Pattern", Value::Choice(5))], 1, &[]);
    bench.run(1_500);
    bench.fault(Fault::Trigger(2));
    bench.run(9_000);
    assert_eq!(bench.times(0), [1_500, 1_500]);
}

#[test]
fn a_crash_loses_the_open_batch_and_a_restart_goes_on_in_step() {
    let mut bench = bench(&[("BatchSize", number(10)), ("BatchWindow", number(5_000))], 1, &[]);
    bench.run(1_500);
    bench.fault(Fault::Crash);
    assert_eq!(
        (bench.world.ledger().count(Fate::Lost), bench.card().status.as_str()),
        (2, "down")
    );
    bench.run(8_300);
    bench.fault(Fault::Restart);
    bench.run(14_000);
    // Messages at 9 … 13 s; the one of the instant at which the window ends opens the next batch.
    assert_eq!(bench.queue(0).puts, [(5, true)]);
}

#[test]
fn a_batch_for_a_wire_that_is_removed_is_lost() {
    let mut bench = bench(&[("BatchSize", number(10)), ("BatchWindow", number(5_000))], 1, &[]);
    bench.run(1_500);
    bench.world.apply(Input::Unwire(WireId(0))).unwrap();
    assert_eq!(bench.world.ledger().count(Fate::Lost), 2);
    bench.run(60_000);
    assert_eq!(bench.metric("MessagesMade"), 2);
}

#[test]
fn turning_the_rate_sends_nothing_by_itself() {
    let mut bench = bench(&[], 1, &[]);
    bench.run(2_600);
    bench.configure("Rate", number(2_000));
    bench.run(2_700);
    bench.configure("Rate", number(500));
    bench.run(6_000);
    assert_eq!(bench.times(0), [0, 1_000, 2_000, 4_000, 6_000]);
}
