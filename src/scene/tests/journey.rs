use super::*;
use crate::base::{SimDuration, SimTime};
use crate::session::{Entry, Passport, Stamp};
use crate::sim::{EventId, Tone};

/// A journey with entries at these seconds, of which so many have happened.
fn passport(seconds: &[u64], past: usize) -> Passport {
    let entry = |(index, at): (usize, &u64)| Entry {
        event: EventId(index as u64 + 1),
        at: SimTime::from_secs(*at),
        lane: 0,
        stamp: Stamp::Noted,
        text: String::new(),
        rule: None,
        tone: Tone::Plain,
        message: MessageId(1),
        past: index < past,
    };
    Passport {
        message: MessageId(1),
        facts: None,
        state: String::new(),
        held: false,
        receives: 0,
        ancestors: Vec::new(),
        descendants: Vec::new(),
        lanes: Vec::new(),
        entries: seconds.iter().enumerate().map(entry).collect(),
        stays: Vec::new(),
        ways: Vec::new(),
        hidden: 0,
        searching: false,
    }
}

const FOUR_DAYS: u64 = 345_600;

#[test]
fn four_days_of_waiting_do_not_flatten_the_seconds_before_them() {
    let axis = Axis::of(&passport(&[0, 2, 4, FOUR_DAYS], 4), SimTime::from_secs(FOUR_DAYS));
    let steps: Vec<f64> = axis.entries.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(steps[0], steps[1]);
    assert!(steps[2] > steps[1] && steps[2] < steps[1] * 3.0, "{steps:?}");
    let long: Vec<SimDuration> = axis.breaks.iter().map(|wait| wait.span).collect();
    assert_eq!(
        long,
        [SimDuration::from_secs(FOUR_DAYS - 4)],
        "and it says what it left out"
    );
}

#[test]
fn entries_at_one_instant_stand_side_by_side_in_their_order() {
    let axis = Axis::of(&passport(&[1, 1, 1, 5], 4), SimTime::from_secs(5));
    assert!(
        axis.entries.windows(2).all(|pair| pair[1] - pair[0] >= 26.0),
        "{:?}",
        axis.entries
    );
    let instants: Vec<u64> = axis.ticks.iter().map(|(_, at)| at.as_millis()).collect();
    assert_eq!(instants, [1_000, 5_000], "an instant is written once");
}

#[test]
fn the_playhead_stands_between_what_was_and_what_will_be() {
    let at = |seconds| Axis::of(&passport(&[0, 10, 20], 2), SimTime::from_secs(seconds));
    let (on, halfway) = (at(10), at(15));
    assert_eq!(on.head, on.entries[1]);
    assert_eq!(halfway.head, (on.entries[1] + on.entries[2]) / 2.0);
    let after = Axis::of(&passport(&[0, 10], 2), SimTime::from_secs(1_000_000));
    assert!(after.head > after.entries[1] && after.head < after.width);
}

#[test]
fn an_empty_journey_has_an_axis_without_anything() {
    let axis = Axis::of(&passport(&[], 0), SimTime::ZERO);
    assert_eq!((axis.entries.len(), axis.ticks.len(), axis.head), (0, 0, 0.0));
}
