//! A service that is told to refuse calls: how many, and which.

use crate::base::{NodeId, Ratio, SimTime, Stream};

/// How much a service refuses, whatever its quotas.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Throttling {
    /// This share of the calls, by chance.
    Share(Ratio),
    /// Every call beyond so many in a second; the count begins anew with each full second.
    Rate(u32),
}

/// Decides for each call whether it is refused.
#[derive(Clone, Debug)]
pub struct Gate {
    limit: Option<Throttling>,
    luck: Stream,
    second: u64,
    used: u32,
}

impl Gate {
    /// An open gate, with luck of its own.
    pub fn new(seed: u64, id: NodeId) -> Gate {
        Gate {
            limit: None,
            luck: Stream::new(seed, u64::from(id.0), "throttle"),
            second: 0,
            used: 0,
        }
    }

    /// Changes how much is refused; None refuses nothing.
    pub fn set(&mut self, limit: Option<Throttling>) {
        self.limit = limit;
    }

    /// How much is refused.
    pub fn limit(&self) -> Option<Throttling> {
        self.limit
    }

    /// Whether this call is refused.
    #[inline]
    pub fn refuses(&mut self, now: SimTime) -> bool {
        match self.limit {
            None => false,
            Some(Throttling::Share(share)) => self.luck.chance(share),
            Some(Throttling::Rate(calls)) => {
                let second = now.0 / 1_000_000;
                if second != self.second {
                    (self.second, self.used) = (second, 0);
                }
                let full = self.used >= calls;
                self.used += u32::from(!full);
                full
            }
        }
    }
}
