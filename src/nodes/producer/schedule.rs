//! When messages are made. The time of each message is computed from its index, so rounding never adds up.

use crate::base::{SimDuration, SimTime, Stream};

/// The shape of the load. Rates are in thousandths of a message per second.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// The same distance between all messages.
    Constant {
        /// Thousandths of a message per second.
        rate: u64,
    },
    /// Independent messages with this mean rate.
    Poisson {
        /// Thousandths of a message per second.
        rate: u64,
    },
    /// So many at once, again and again.
    Burst {
        /// How many at once.
        size: u64,
        /// From burst to burst.
        period: SimDuration,
    },
    /// From one rate to another along a straight line, then the second for ever.
    Ramp {
        /// The first rate.
        from: u64,
        /// The last rate.
        to: u64,
        /// How long the change takes.
        over: SimDuration,
    },
    /// A constant rate with breaks.
    OnOff {
        /// Thousandths of a message per second, while on.
        rate: u64,
        /// How long it sends.
        on: SimDuration,
        /// How long it pauses.
        off: SimDuration,
    },
    /// Only on demand.
    Manual,
}

/// A rate of one message per second in thousandths, times the microseconds of a second.
const MILLI_MICRO: u128 = 1_000_000_000;

impl Pattern {
    /// When message `index` is due, counted from the start of the pattern; None for never. Poisson has no such table.
    fn offset(self, index: u64) -> Option<SimDuration> {
        let micros = match self {
            Pattern::Constant { rate } => steady(index, rate)?,
            Pattern::Burst { size, period } => u128::from(index / size.max(1)) * u128::from(period.0),
            Pattern::Ramp { from, to, over } => ramp(index, from, to, over)?,
            Pattern::OnOff { rate, on, off } => {
                let active = steady(index, rate)?;
                let cycles = active.checked_div(u128::from(on.0))?;
                active + cycles * u128::from(off.0)
            }
            Pattern::Poisson { .. } | Pattern::Manual => return None,
        };
        u64::try_from(micros).ok().map(SimDuration)
    }

    /// The present rate, in thousandths of a message per second, so long after the start of the pattern.
    pub fn rate_after(self, elapsed: SimDuration) -> Option<u64> {
        match self {
            Pattern::Constant { rate } | Pattern::Poisson { rate } => Some(rate),
            Pattern::Burst { size, period } => {
                u64::try_from((u128::from(size) * MILLI_MICRO).checked_div(u128::from(period.0))?).ok()
            }
            Pattern::Ramp { to, over, .. } if elapsed >= over => Some(to),
            Pattern::Ramp { from, to, over } => {
                let risen = u128::from(from.abs_diff(to)) * u128::from(elapsed.0) / u128::from(over.0);
                let risen = u64::try_from(risen).ok()?;
                Some(if to >= from { from + risen } else { from - risen })
            }
            Pattern::OnOff { rate, on, off } => {
                let phase = elapsed.0.checked_rem((on + off).0)?;
                Some(if phase < on.0 { rate } else { 0 })
            }
            Pattern::Manual => None,
        }
    }
}

/// PAT-001: message i is due at i times the distance, computed from i alone.
#[inline]
fn steady(index: u64, rate: u64) -> Option<u128> {
    // Nearly always 64 bits suffice, and their division is several times faster.
    match index.checked_mul(MILLI_MICRO as u64) {
        Some(scaled) => scaled.checked_div(rate).map(u128::from),
        None => (u128::from(index) * MILLI_MICRO).checked_div(u128::from(rate)),
    }
}

/// The first microsecond at which a ramp has made `index` messages.
fn ramp(index: u64, from: u64, to: u64, over: SimDuration) -> Option<u128> {
    let (from, to, over) = (i128::from(from), i128::from(to), i128::from(over.0));
    // The area under the rate up to t, times twice the duration so that it stays whole.
    let area = |t: i128| from * t * 2 * over + (to - from) * t * t;
    let wanted = i128::from(index) * MILLI_MICRO as i128;
    if over > 0 && area(over) >= wanted * 2 * over {
        let (mut low, mut high) = (0, over);
        while low < high {
            let middle = (low + high) / 2;
            if area(middle) >= wanted * 2 * over {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return u128::try_from(low).ok();
    }
    let left = 2 * wanted - (from + to) * over;
    let after = (left + 2 * to - 1).checked_div(2 * to)?;
    u128::try_from(over + after).ok()
}

/// A pattern at work: which message comes next, and when.
#[derive(Clone, Debug)]
pub struct Schedule {
    pattern: Pattern,
    anchor: SimTime,
    index: u64,
    due: Option<SimTime>,
    elapsed_nanos: u64,
    luck: Stream,
}

impl Schedule {
    /// A pattern that begins at `start`.
    pub fn new(pattern: Pattern, start: SimTime, luck: Stream) -> Schedule {
        let mut schedule = Schedule {
            pattern,
            anchor: start,
            index: 0,
            due: None,
            elapsed_nanos: 0,
            luck,
        };
        schedule.begin(start);
        schedule
    }

    /// When the next message is due.
    #[inline]
    pub fn due(&self) -> Option<SimTime> {
        self.due
    }

    /// The present rate in thousandths of a message per second; None when messages come by hand.
    pub fn rate(&self, now: SimTime) -> Option<u64> {
        if now < self.anchor {
            return self.pattern.rate_after(SimDuration::ZERO);
        }
        self.pattern.rate_after(now.since(self.anchor))
    }

    /// The due message has been made.
    #[inline]
    pub fn advance(&mut self) {
        self.index += 1;
        self.plan();
    }

    /// Leaves out what would have been due before `now`.
    pub fn skip_to(&mut self, now: SimTime) {
        if self.due.is_none_or(|due| due >= now) {
            return;
        }
        if let Pattern::Poisson { .. } = self.pattern {
            self.begin(now);
            return;
        }
        let early = |index: u64| self.time_of(index).is_some_and(|time| time < now);
        let mut step = 1;
        while early(self.index.saturating_add(step)) && step < u64::MAX / 2 {
            step *= 2;
        }
        let (mut low, mut high) = (self.index + 1, self.index.saturating_add(step));
        while low < high {
            let middle = low + (high - low) / 2;
            if early(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.index = low;
        self.plan();
    }

    /// Goes on with another pattern. One with a steady distance counts it from the last message, so that turning a
    /// knob does not itself send anything; the others begin anew.
    pub fn change(&mut self, pattern: Pattern, start: SimTime, now: SimTime, last: Option<SimTime>) {
        self.pattern = pattern;
        match (pattern, last) {
            (_, None) => self.begin(start.max(now)),
            (Pattern::Constant { .. } | Pattern::Burst { .. }, Some(last)) => {
                self.begin(last);
                self.skip_to(now.max(last + SimDuration(1)));
            }
            (_, Some(_)) => self.begin(now),
        }
    }

    fn begin(&mut self, anchor: SimTime) {
        self.anchor = anchor;
        self.index = 0;
        self.elapsed_nanos = 0;
        self.plan();
    }

    #[inline]
    fn plan(&mut self) {
        if let Pattern::Poisson { rate } = self.pattern {
            // Counted in nanoseconds, since at high rates whole microseconds would shift the mean.
            self.due = 1_000_000_000_000u64.checked_div(rate).map(|mean| {
                let gap = self.luck.exponential(SimDuration(mean)).0;
                self.elapsed_nanos = self.elapsed_nanos.saturating_add(gap);
                self.anchor + SimDuration(self.elapsed_nanos / 1_000)
            });
            return;
        }
        self.due = self.time_of(self.index);
    }

    #[inline]
    fn time_of(&self, index: u64) -> Option<SimTime> {
        self.pattern.offset(index).map(|offset| self.anchor + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(pattern: Pattern, count: usize) -> Vec<u64> {
        let mut schedule = Schedule::new(pattern, SimTime::ZERO, Stream::new(1, 1, "arrivals"));
        let mut times = Vec::new();
        while let Some(due) = schedule.due().filter(|_| times.len() < count) {
            times.push(due.0);
            schedule.advance();
        }
        times
    }

    fn secs(secs: u64) -> SimDuration {
        SimDuration::from_secs(secs)
    }

    #[test]
    fn three_messages_a_second_do_not_drift_in_a_year() {
        // PAT-001: message i at i/3 s; message 94,608,000 closes the 365th day to the microsecond.
        let rate = Pattern::Constant { rate: 3_000 };
        assert_eq!(times(rate, 4), [0, 333_333, 666_666, 1_000_000]);
        assert_eq!(rate.offset(94_608_000), Some(secs(365 * 86_400)));
        assert_eq!(
            rate.offset(u64::MAX / 1_000_000),
            Some(SimDuration((u128::from(u64::MAX / 1_000_000) * 1_000_000 / 3) as u64))
        );
    }

    #[test]
    fn nothing_is_due_at_a_rate_of_zero_or_by_hand() {
        let nothing = [
            Pattern::Poisson { rate: 0 },
            Pattern::Manual,
            Pattern::OnOff {
                rate: 1_000,
                on: SimDuration::ZERO,
                off: secs(1),
            },
            Pattern::Constant { rate: 0 },
        ];
        for pattern in nothing {
            assert!(times(pattern, 3).is_empty(), "{pattern:?}");
        }
    }

    #[test]
    fn a_burst_comes_all_at_once_and_again_after_its_period() {
        let burst = Pattern::Burst {
            size: 3,
            period: secs(10),
        };
        assert_eq!(
            times(burst, 7),
            [0, 0, 0, 10_000_000, 10_000_000, 10_000_000, 20_000_000]
        );
    }

    #[test]
    fn a_pause_stops_the_stream_and_the_stream_goes_on_where_it_stopped() {
        let pattern = Pattern::OnOff {
            rate: 2_000,
            on: secs(1),
            off: secs(9),
        };
        assert_eq!(times(pattern, 5), [0, 500_000, 10_000_000, 10_500_000, 20_000_000]);
    }

    #[test]
    fn a_ramp_makes_as_many_as_the_area_under_it() {
        // From 0 to 10/s in 10 s: t²/2 messages after t seconds, so 50 at 10 s, and then one every 0.1 s.
        let up = Pattern::Ramp {
            from: 0,
            to: 10_000,
            over: secs(10),
        };
        assert_eq!(up.offset(2), Some(secs(2)));
        assert_eq!(up.offset(8), Some(secs(4)));
        assert_eq!(up.offset(50), Some(secs(10)));
        assert_eq!(up.offset(51), Some(SimDuration(10_100_000)));
        // From 10/s down to nothing: 50 messages, the last as the rate reaches zero.
        let down = Pattern::Ramp {
            from: 10_000,
            to: 0,
            over: secs(10),
        };
        assert_eq!(down.offset(50), Some(secs(10)));
        assert_eq!(down.offset(51), None);
        assert_eq!(down.rate_after(secs(5)), Some(5_000));
    }

    #[test]
    fn poisson_keeps_its_mean_rate_even_when_messages_are_microseconds_apart() {
        for rate in [300_000_000u64, 2_000] {
            let last = times(Pattern::Poisson { rate }, 50_000).pop().unwrap();
            let expected = 50_000 * 1_000_000_000 / rate;
            assert!(last.abs_diff(expected) < expected / 50, "{last} is far from {expected}");
        }
    }

    #[test]
    fn a_new_rate_counts_from_the_last_message() {
        let mut schedule = Schedule::new(Pattern::Constant { rate: 1_000 }, SimTime::ZERO, Stream::new(1, 1, "a"));
        let last = Some(SimTime::from_secs(4));
        schedule.change(Pattern::Constant { rate: 500 }, SimTime::ZERO, SimTime(4_500_000), last);
        assert_eq!(schedule.due(), Some(SimTime::from_secs(6)));
        schedule.change(
            Pattern::Constant { rate: 10_000 },
            SimTime::ZERO,
            SimTime(4_550_000),
            last,
        );
        assert_eq!(schedule.due(), Some(SimTime(4_600_000)));
    }

    #[test]
    fn skipping_stays_on_the_grid() {
        let mut schedule = Schedule::new(Pattern::Constant { rate: 3_000 }, SimTime::ZERO, Stream::new(1, 1, "a"));
        schedule.skip_to(SimTime::from_secs(1_000));
        assert_eq!(schedule.due(), Some(SimTime::from_secs(1_000)));
        schedule.skip_to(SimTime(1_000_000_001));
        assert_eq!(schedule.due(), Some(SimTime(1_000_333_333)));
    }
}
