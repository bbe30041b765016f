//! How points of a metric become the state of an alarm. CloudWatch alarms decide this way, and so do the two alarms that
//! target tracking keeps for itself.

#[cfg(test)]
mod tests;

/// The state of an alarm (CWA-030).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum State {
    /// The metric is as it should be.
    Ok,
    /// The metric has passed the threshold often enough.
    Alarm,
    /// Not known yet.
    #[default]
    InsufficientData,
}

impl State {
    /// As the API writes it.
    pub const fn name(self) -> &'static str {
        match self {
            State::Ok => "OK",
            State::Alarm => "ALARM",
            State::InsufficientData => "INSUFFICIENT_DATA",
        }
    }

    /// Reads what the API writes.
    pub fn read(name: &str) -> Option<State> {
        let all = [State::Ok, State::Alarm, State::InsufficientData];
        all.into_iter().find(|state| state.name() == name)
    }
}

/// How a value is compared with the threshold: `value OPERATOR threshold` is a breach (CWA-033).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// The threshold itself breaches too.
    AtLeast,
    /// Only more than the threshold breaches.
    Greater,
    /// Only less than the threshold breaches.
    Less,
    /// The threshold itself breaches too.
    AtMost,
}

/// What counts for a point that is missing (CWA-024).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// Nothing: what is there decides.
    Missing,
    /// A breach.
    Breaching,
    /// A good point.
    NotBreaching,
    /// Nothing, and without good points the state stays.
    Ignore,
}

/// An exact number: a sum of points divided by their count, or one metric divided by another.
#[derive(Clone, Copy, Debug)]
pub struct Quotient {
    above: i128,
    below: i128,
}

impl Quotient {
    /// A whole number.
    pub const fn whole(number: i64) -> Quotient {
        Quotient {
            above: number as i128,
            below: 1,
        }
    }

    /// So many thousandths.
    pub const fn thousandths(number: i64) -> Quotient {
        Quotient {
            above: number as i128,
            below: 1_000,
        }
    }

    /// One number divided by another; None for a division by zero.
    pub fn over(self, other: Quotient) -> Option<Quotient> {
        if other.above == 0 {
            return None;
        }
        let sign = other.above.signum();
        let above = self.above.saturating_mul(other.below).saturating_mul(sign);
        let below = self.below.saturating_mul(other.above.saturating_abs());
        Some(Quotient { above, below }.reduced())
    }

    /// The sum of two numbers.
    pub fn plus(self, other: Quotient) -> Quotient {
        let left = self.above.saturating_mul(other.below);
        let right = other.above.saturating_mul(self.below);
        Quotient {
            above: left.saturating_add(right),
            below: self.below.saturating_mul(other.below),
        }
        .reduced()
    }

    /// The difference of two numbers.
    pub fn minus(self, other: Quotient) -> Quotient {
        self.plus(Quotient {
            above: other.above.saturating_neg(),
            ..other
        })
    }

    /// The product of two numbers.
    pub fn times(self, other: Quotient) -> Quotient {
        Quotient {
            above: self.above.saturating_mul(other.above),
            below: self.below.saturating_mul(other.below),
        }
        .reduced()
    }

    /// The least whole number that is not smaller.
    pub fn ceil(self) -> i64 {
        let whole = self.above.div_euclid(self.below);
        let up = i128::from(self.above.rem_euclid(self.below) > 0);
        i64::try_from(whole + up).unwrap_or(if self.above < 0 { i64::MIN } else { i64::MAX })
    }

    /// In thousandths, rounded down.
    pub fn in_thousandths(self) -> i64 {
        let scaled = self.above.saturating_mul(1_000).div_euclid(self.below);
        i64::try_from(scaled).unwrap_or(if scaled < 0 { i64::MIN } else { i64::MAX })
    }

    /// Keeps both parts small, so that sums of many points stay exact.
    fn reduced(self) -> Quotient {
        let (mut a, mut b) = (self.above.unsigned_abs(), self.below.unsigned_abs());
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let shared = i128::try_from(a.max(1)).unwrap_or(1);
        Quotient {
            above: self.above / shared,
            below: (self.below / shared).max(1),
        }
    }
}

impl PartialEq for Quotient {
    fn eq(&self, other: &Quotient) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Quotient {}

impl PartialOrd for Quotient {
    fn partial_cmp(&self, other: &Quotient) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quotient {
    fn cmp(&self, other: &Quotient) -> std::cmp::Ordering {
        let left = self.above.saturating_mul(other.below);
        left.cmp(&other.above.saturating_mul(self.below))
    }
}

impl Comparison {
    /// CWA-033: whether a value breaches.
    pub fn breaches(self, value: Quotient, threshold: Quotient) -> bool {
        match self {
            Comparison::AtLeast => value >= threshold,
            Comparison::Greater => value > threshold,
            Comparison::Less => value < threshold,
            Comparison::AtMost => value <= threshold,
        }
    }
}

/// How many points beyond the evaluation periods are looked at (CWA-034).
pub const EXTRA_POINTS: usize = 2;

/// CWA-032, CWA-034 to CWA-037: the state after looking at the points of the evaluation range, oldest first: whether
/// each breaches, None for one that is missing. `periods` is N and `to_alarm` M of "M out of N".
pub fn judge(points: &[Option<bool>], (periods, to_alarm): (usize, usize), missing: Missing, now: State) -> State {
    let real: Vec<(usize, bool)> = points
        .iter()
        .rev()
        .enumerate()
        .filter_map(|(index, point)| point.map(|breach| (index + 1, breach)))
        .take(periods)
        .collect();
    let breaches = real.iter().filter(|(_, breach)| *breach).count();
    let alarm_if = |alarm: bool| if alarm { State::Alarm } else { State::Ok };
    if breaches >= to_alarm {
        return State::Alarm;
    }
    let lacking = periods - real.len();
    let good = real.len() > breaches;
    match missing {
        _ if lacking == 0 => State::Ok,
        Missing::Breaching => alarm_if(breaches + lacking >= to_alarm),
        Missing::NotBreaching => State::Ok,
        Missing::Missing | Missing::Ignore if good => State::Ok,
        Missing::Ignore => now,
        Missing::Missing if real.is_empty() => State::InsufficientData,
        // All that is known breaches. It alarms when that has lasted long enough, and not on the first point of all.
        Missing::Missing if real.iter().any(|(age, _)| *age >= to_alarm) => State::Alarm,
        Missing::Missing => now,
    }
}
