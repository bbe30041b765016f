//! Capacity units of a table: so many in each second, unused ones saved for bursts, and a share for each partition.

use crate::base::SimTime;
use std::collections::BTreeMap;

/// For how many seconds unused capacity is saved (END-045).
pub const BURST_SECONDS: u64 = 300;
/// Write units a second that one partition takes (END-045).
pub const PARTITION: u64 = 1_000;
/// More partitions than this are thinned out; those of past seconds are empty again.
const KEPT: usize = 4_096;

/// What is used and saved.
#[derive(Clone, Debug)]
pub struct Capacity {
    second: u64,
    used: u64,
    saved: u64,
    partitions: BTreeMap<u64, (u64, u64)>,
    /// The busiest second so far, for capacity on demand.
    peak: u64,
}

impl Capacity {
    /// Nothing used, nothing saved; a new table on demand begins as if `peak` had been reached once.
    pub const fn new(peak: u64) -> Capacity {
        Capacity {
            second: 0,
            used: 0,
            saved: 0,
            partitions: BTreeMap::new(),
            peak,
        }
    }

    /// Units used in the present second.
    pub fn used(&self, now: SimTime) -> u64 {
        if self.second == now.0 / 1_000_000 { self.used } else { 0 }
    }

    /// Units a second on demand: twice the busiest second (END-045).
    pub fn on_demand(&self) -> u64 {
        self.peak.saturating_mul(2)
    }

    /// Takes units of a partition out of `rate` a second; false, and nothing taken, when there are not enough. With `burst`
    /// what was not used in the last 300 seconds counts too.
    pub fn take(&mut self, now: SimTime, partition: u64, units: u64, rate: u64, burst: bool) -> bool {
        self.turn(now, rate, burst);
        let second = self.second;
        let (at, spent) = self.partitions.get(&partition).copied().unwrap_or_default();
        let spent = if at == second { spent } else { 0 };
        let regular = rate.saturating_sub(self.used).min(units);
        let extra = units - regular;
        if spent + units > PARTITION || extra > self.saved {
            return false;
        }
        self.used += units;
        self.saved -= extra;
        self.partitions.insert(partition, (second, spent + units));
        if self.partitions.len() > KEPT {
            self.partitions.retain(|_, (at, _)| *at == second);
        }
        true
    }

    /// A new second begins: what the past ones left over is saved.
    fn turn(&mut self, now: SimTime, rate: u64, burst: bool) {
        let second = now.0 / 1_000_000;
        if second == self.second {
            return;
        }
        self.peak = self.peak.max(self.used);
        let left = rate.saturating_sub(self.used);
        let idle = (second - self.second - 1).min(BURST_SECONDS).saturating_mul(rate);
        let most = if burst { rate.saturating_mul(BURST_SECONDS) } else { 0 };
        self.saved = self.saved.saturating_add(left).saturating_add(idle).min(most);
        (self.second, self.used) = (second, 0);
    }
}
