//! Execution environments: how many invocations may run, and which of them start cold.

use super::config::Config;
use super::error::Denial;
use super::limits;
use crate::base::{SimDuration, SimTime};
use crate::sim::Ctx;
use std::collections::VecDeque;

/// The environments of a function.
#[derive(Clone, Debug, Default)]
pub struct Environments {
    busy: u32,
    most: u32,
    /// Since when each idle one is idle, the longest first.
    idle: VecDeque<SimTime>,
    /// The present span of the scaling rate, and how many were new in it.
    span: u64,
    fresh: u32,
}

impl Environments {
    /// Invocations in progress (LAM-020).
    pub fn busy(&self) -> u32 {
        self.busy
    }

    /// The most that were in progress at once.
    pub fn most(&self) -> u32 {
        self.most
    }

    /// Idle environments that a call would find now.
    pub fn warm(&self, now: SimTime) -> usize {
        self.idle.iter().filter(|since| now < **since + limits::IDLE).count()
    }

    /// Whether an invocation can begin now, and why not.
    pub fn room(&self, config: &Config, cx: &Ctx<'_>) -> Result<(), Denial> {
        match config.reserved {
            // LAM-012, LAM-022, LAM-031: a reservation caps.
            Some(reserved) if self.busy >= reserved => return Err(Denial::Reserved),
            Some(_) => {}
            // LAM-013: what is not reserved is shared by all functions of the account.
            None => {
                let shared = config.account.saturating_sub(cx.held(limits::RESERVED_POOL));
                if cx.held(limits::UNRESERVED_POOL) >= shared {
                    return Err(Denial::Account);
                }
            }
        }
        // LAM-014
        let cold = self.idle.back().is_none_or(|since| cx.now() >= *since + limits::IDLE);
        let used = if self.span == span(cx.now()) { self.fresh } else { 0 };
        if cold && used >= limits::NEW_ENVIRONMENTS {
            return Err(Denial::Rate);
        }
        Ok(())
    }

    /// Takes an environment for an invocation that has room. Returns whether it starts cold (LAM-020).
    pub fn take(&mut self, config: &Config, cx: &mut Ctx<'_>) -> bool {
        let now = cx.now();
        while self.idle.front().is_some_and(|since| *since + limits::IDLE <= now) {
            self.idle.pop_front();
        }
        // The one that was used last is used first, so that the others can go.
        let cold = self.idle.pop_back().is_none();
        if cold {
            if self.span != span(now) {
                (self.span, self.fresh) = (span(now), 0);
            }
            self.fresh += 1;
        }
        self.busy += 1;
        self.most = self.most.max(self.busy);
        self.claim(config, cx);
        cold
    }

    /// An invocation has ended.
    pub fn give_back(&mut self, config: &Config, cx: &mut Ctx<'_>) {
        self.busy = self.busy.saturating_sub(1);
        self.idle.push_back(cx.now());
        self.claim(config, cx);
    }

    /// The machines are gone, with everything on them.
    pub fn lose(&mut self, config: &Config, cx: &mut Ctx<'_>) {
        self.busy = 0;
        self.idle.clear();
        self.claim(config, cx);
    }

    /// Tells the account what this function reserves and uses (LAM-013).
    pub fn claim(&self, config: &Config, cx: &mut Ctx<'_>) {
        let (reserved, used) = match config.reserved {
            Some(reserved) => (u64::from(reserved), 0),
            None => (0, u64::from(self.busy)),
        };
        cx.hold(limits::RESERVED_POOL, reserved);
        cx.hold(limits::UNRESERVED_POOL, used);
    }
}

fn span(now: SimTime) -> u64 {
    now.since(SimTime::ZERO).0 / limits::SCALING_SPAN.0
}

/// The next wait of something that is tried again: doubled each time, from one second up to a longest one.
pub fn back_off(tries: u32, longest: SimDuration) -> SimDuration {
    limits::BACKOFF.times(1 << tries.min(20)).min(longest)
}
