//! Where the entries of a passport stand along its time axis. Entries at one instant stand side by side, and long waits
//! are shortened, so that four days of waiting don't flatten the two seconds before them.

use crate::base::{SimDuration, SimTime};
use crate::session::Passport;

/// From one entry to the next at least, in pixels: wide enough to be hit with a finger.
const LEAST: f64 = 34.0;
/// And at most.
const MOST: f64 = 132.0;
/// The middle one of all waits is this wide.
const USUAL: f64 = 64.0;
/// Before the first entry.
const BEFORE: f64 = 28.0;
/// From one time on the axis to the next at least.
const TICK: f64 = 104.0;

/// A wait that is drawn shorter than it was.
#[derive(Clone, PartialEq, Debug)]
pub struct Break {
    /// Its middle.
    pub at: f64,
    /// How long it was.
    pub span: SimDuration,
}

/// The axis of a journey, in pixels from its left end.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Axis {
    /// The middle of each entry.
    pub entries: Vec<f64>,
    /// Shortened waits.
    pub breaks: Vec<Break>,
    /// Times to write below.
    pub ticks: Vec<(f64, SimTime)>,
    /// The playhead.
    pub head: f64,
    /// The whole width.
    pub width: f64,
}

impl Axis {
    /// The axis of a passport, with the playhead at `now`.
    pub fn of(passport: &Passport, now: SimTime) -> Axis {
        let times: Vec<SimTime> = passport.entries.iter().map(|entry| entry.at).collect();
        let unit = unit(&times);
        let mut axis = Axis::default();
        let mut x = BEFORE;
        for (index, at) in times.iter().enumerate() {
            if index > 0 {
                let wait = at.since(times[index - 1]);
                let (width, shortened) = width(wait, unit);
                if shortened {
                    axis.breaks.push(Break {
                        at: x + width / 2.0,
                        span: wait,
                    });
                }
                x += width;
            }
            axis.entries.push(x);
            let fresh = index == 0 || *at != times[index - 1];
            if fresh && axis.ticks.last().is_none_or(|(last, _)| x - last >= TICK) {
                axis.ticks.push((x, *at));
            }
        }
        let past = passport.entries.iter().take_while(|entry| entry.past).count();
        axis.head = head(&axis.entries, &times, past, now, unit);
        axis.width = (x + BEFORE).max(axis.head + BEFORE);
        axis
    }
}

/// Pixels for a microsecond.
fn unit(times: &[SimTime]) -> f64 {
    let mut waits: Vec<u64> = times
        .windows(2)
        .map(|pair| pair[1].since(pair[0]).0)
        .filter(|wait| *wait > 0)
        .collect();
    waits.sort_unstable();
    waits.get(waits.len() / 2).map_or(0.0, |middle| USUAL / *middle as f64)
}

/// How wide a wait is drawn, and whether that is too narrow for it.
fn width(wait: SimDuration, unit: f64) -> (f64, bool) {
    let wanted = wait.0 as f64 * unit;
    (wanted.clamp(LEAST, MOST), wanted > MOST)
}

fn head(entries: &[f64], times: &[SimTime], past: usize, now: SimTime, unit: f64) -> f64 {
    let Some(last) = past.checked_sub(1) else { return 0.0 };
    let since = now.since(times[last]);
    match (entries.get(past), times.get(past)) {
        (Some(next), Some(at)) => {
            let whole = at.since(times[last]).0;
            let share = if whole == 0 { 0.0 } else { since.0 as f64 / whole as f64 };
            entries[last] + share.min(1.0) * (next - entries[last])
        }
        _ => entries[last] + (since.0 as f64 * unit).min(MOST),
    }
}
