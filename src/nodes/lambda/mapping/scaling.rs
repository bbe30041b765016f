//! How many batches of a mapping may be in progress at once.

use crate::base::{SimDuration, SimTime};

const MINUTE: SimDuration = SimDuration::from_secs(60);

/// The concurrency of a mapping as it grows with a backlog and shrinks with errors.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scaling {
    /// What it grows from; None: from the least.
    base: Option<u32>,
    /// Since when it grows.
    since: Option<SimTime>,
}

/// The least, the growth in a minute, and the most.
pub type Scale = (u32, u32, u32);

impl Scaling {
    /// How many batches may be in progress now (LAM-063, LAM-160).
    pub fn allowed(&self, (least, growth, most): Scale, now: SimTime) -> u32 {
        let minutes = self.since.map_or(0, |since| now.since(since).0 / MINUTE.0);
        let grown = u64::from(self.base.unwrap_or(least)) + minutes.saturating_mul(u64::from(growth));
        u32::try_from(grown).unwrap_or(most).min(most)
    }

    /// Messages are there.
    pub fn backlog(&mut self, now: SimTime) {
        self.since.get_or_insert(now);
    }

    /// When it grows next, while there is a backlog.
    pub fn next_growth(&self, now: SimTime) -> Option<SimTime> {
        let since = self.since?;
        Some(since + MINUTE.times(now.since(since).0 / MINUTE.0 + 1))
    }

    /// The queue is empty: it shrinks to the least, unless errors hold it below that.
    pub fn idle(&mut self, scale: Scale, now: SimTime) {
        if self.allowed(scale, now) >= scale.0 {
            *self = Scaling::default();
        }
    }

    /// LAM-069: after an error half of it, at least one.
    pub fn halve(&mut self, scale: Scale, now: SimTime) {
        self.base = Some((self.allowed(scale, now) / 2).max(1));
        self.since = Some(now);
    }
}
