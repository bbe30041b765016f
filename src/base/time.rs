//! Simulated time in whole microseconds.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// An instant: microseconds since the start of the run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize)]
pub struct SimTime(pub u64);

/// A span of simulated time in microseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize)]
pub struct SimDuration(pub u64);

impl SimTime {
    /// The first instant of every run.
    pub const ZERO: SimTime = SimTime(0);
    /// Later than everything.
    pub const NEVER: SimTime = SimTime(u64::MAX);

    /// From whole seconds.
    pub const fn from_secs(secs: u64) -> SimTime {
        SimTime(secs.saturating_mul(1_000_000))
    }

    /// The span since `earlier`; zero when `earlier` is later.
    pub const fn since(self, earlier: SimTime) -> SimDuration {
        SimDuration(self.0.saturating_sub(earlier.0))
    }

    /// Whole milliseconds, the unit of AWS's message timestamps.
    pub const fn as_millis(self) -> u64 {
        self.0 / 1_000
    }
}

impl SimDuration {
    /// No time at all.
    pub const ZERO: SimDuration = SimDuration(0);

    /// From whole seconds.
    pub const fn from_secs(secs: u64) -> SimDuration {
        SimDuration(secs.saturating_mul(1_000_000))
    }

    /// From whole milliseconds.
    pub const fn from_millis(millis: u64) -> SimDuration {
        SimDuration(millis.saturating_mul(1_000))
    }

    /// Whole seconds, rounded down.
    pub const fn as_secs(self) -> u64 {
        self.0 / 1_000_000
    }

    /// Whole milliseconds, rounded down.
    pub const fn as_millis(self) -> u64 {
        self.0 / 1_000
    }

    /// `self` times a whole number.
    pub const fn times(self, factor: u64) -> SimDuration {
        SimDuration(self.0.saturating_mul(factor))
    }
}

impl Add<SimDuration> for SimTime {
    type Output = SimTime;
    fn add(self, span: SimDuration) -> SimTime {
        SimTime(self.0.saturating_add(span.0))
    }
}

impl AddAssign<SimDuration> for SimTime {
    fn add_assign(&mut self, span: SimDuration) {
        *self = *self + span;
    }
}

impl Sub<SimDuration> for SimTime {
    type Output = SimTime;
    fn sub(self, span: SimDuration) -> SimTime {
        SimTime(self.0.saturating_sub(span.0))
    }
}

impl Add for SimDuration {
    type Output = SimDuration;
    fn add(self, other: SimDuration) -> SimDuration {
        SimDuration(self.0.saturating_add(other.0))
    }
}

/// `0:01:34.250`, with days in front when there are any (`2d 03:00:00.000`).
impl fmt::Display for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.0 / 1_000;
        let (secs, millis) = (millis / 1_000, millis % 1_000);
        let (mins, secs) = (secs / 60, secs % 60);
        let (hours, mins) = (mins / 60, mins % 60);
        match (hours / 24, hours % 24) {
            (0, hours) => write!(f, "{hours}:{mins:02}:{secs:02}.{millis:03}"),
            (days, hours) => write!(f, "{days}d {hours:02}:{mins:02}:{secs:02}.{millis:03}"),
        }
    }
}

/// As a person would say it: `250 µs`, `40 ms`, `1.5 s`, `90 s`, `4 min`, `5 min 12 s`, `3 h 20 min`, `3 d 23 h`. From two
/// minutes on at most two units, rounded down.
impl fmt::Display for SimDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros = self.0;
        let secs = micros / 1_000_000;
        match micros {
            0 => write!(f, "0 s"),
            1..1_000 => write!(f, "{micros} µs"),
            1_000..1_000_000 => write!(f, "{}", Thousandths(micros, "ms")),
            1_000_000..120_000_000 => write!(f, "{}", Thousandths(micros / 1_000, "s")),
            120_000_000..3_600_000_000 => two(f, (secs / 60, "min"), (secs % 60, "s")),
            3_600_000_000..86_400_000_000 => two(f, (secs / 3_600, "h"), (secs / 60 % 60, "min")),
            _ => two(f, (secs / 86_400, "d"), (secs / 3_600 % 24, "h")),
        }
    }
}

fn two(f: &mut fmt::Formatter<'_>, large: (u64, &str), small: (u64, &str)) -> fmt::Result {
    write!(f, "{} {}", large.0, large.1)?;
    if small.0 > 0 {
        write!(f, " {} {}", small.0, small.1)
    } else {
        Ok(())
    }
}

struct Thousandths(u64, &'static str);

impl fmt::Display for Thousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 1_000, self.0 % 1_000);
        if rest == 0 {
            return write!(f, "{whole} {}", self.1);
        }
        let digits = format!("{rest:03}");
        write!(f, "{whole}.{} {}", digits.trim_end_matches('0'), self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_read_like_clocks() {
        assert_eq!(SimTime(94_250_000).to_string(), "0:01:34.250");
        assert_eq!(
            SimTime::from_secs(2 * 86_400 + 3 * 3_600).to_string(),
            "2d 03:00:00.000"
        );
    }

    #[test]
    fn spans_read_in_the_unit_a_person_would_choose() {
        for (micros, text) in [
            (0, "0 s"),
            (250, "250 µs"),
            (40_000, "40 ms"),
            (1_500_000, "1.5 s"),
            (90_000_000, "90 s"),
            (240_000_000, "4 min"),
            (345_600_000_000, "4 d"),
            (43_200_000_000, "12 h"),
            (312_500_000, "5 min 12 s"),
            (345_592_534_000, "3 d 23 h"),
        ] {
            assert_eq!(SimDuration(micros).to_string(), text);
        }
    }
}
