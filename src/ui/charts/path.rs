//! A curve as the path of an SVG.

use crate::base::SimTime;

/// The width and height of a plot's own coordinates.
pub const WIDTH: u64 = 10_000;
pub const HEIGHT: i64 = 100;

/// A curve over an axis from zero to `end`, up to the instant `until` and from there on, as two paths. Each point holds
/// until the next.
pub fn curve(points: &[(SimTime, i64)], (end, until): (SimTime, SimTime), top: i64) -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    let mut last: Option<(SimTime, i64)> = None;
    for (at, value) in points {
        let path = if *at <= until { &mut before } else { &mut after };
        if path.is_empty() {
            let (from, level) = last.map_or((*at, *value), |(from, level)| (from.max(until), level));
            path.push_str(&format!("M{} {}", across(from, end), up(level, top)));
        }
        path.push_str(&format!("H{}V{}", across(*at, end), up(*value, top)));
        last = Some((*at, *value));
    }
    if after.is_empty() && last.is_some() {
        before.push_str(&format!("H{}", across(until, end)));
    }
    (before, after)
}

/// Where an instant is.
pub fn across(at: SimTime, end: SimTime) -> u64 {
    (u128::from(at.0.min(end.0)) * u128::from(WIDTH) / u128::from(end.0.max(1))) as u64
}

fn up(value: i64, top: i64) -> i64 {
    HEIGHT - 2 - (i128::from(value.clamp(0, top)) * i128::from(HEIGHT - 6) / i128::from(top.max(1))) as i64
}
