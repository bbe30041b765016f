//! What the meter counts at one node.

use super::histogram::Histogram;
use crate::base::SimTime;
use crate::sim::spec::{ChargeSpec, NodeSpec, QuotaSpec};
use crate::sim::trace::{EventId, Fate};
use std::rc::Rc;

/// What is counted at every node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Tally {
    /// Messages made here.
    Made,
    /// Messages accepted here, moves inside the service included.
    Accepted,
    /// Messages handed to consumers, repeated ones included.
    Received,
    /// Of those, messages that had been handed out before.
    Redelivered,
    /// Receives that ended without a delete.
    VisibleAgain,
    /// Work that had its effect for the first time.
    Effects,
    /// Work whose effect had happened before.
    Duplicates,
    /// First effects that came after the effect of a younger message: see [`Meter`](super::Meter).
    Reordered,
    /// Work that was skipped, since its effect was known to have happened.
    Skipped,
    /// Work that failed.
    Failed,
    /// Work that stopped with its worker.
    Abandoned,
    /// Messages dropped as duplicates of accepted ones.
    Deduplicated,
    /// Messages moved to another node inside the service.
    Moved,
    /// Messages that left a dead-letter queue.
    Redriven,
    /// Receives that returned nothing.
    EmptyReceives,
    /// Requests lost on a wire.
    RequestsLost,
    /// Answers lost on a wire.
    AnswersLost,
}

impl Tally {
    const COUNT: usize = Tally::AnswersLost as usize + 1;
}

/// Calls that were refused with one code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The exact error code.
    pub code: &'static str,
    /// How often.
    pub times: u64,
    /// The last of them.
    pub last: EventId,
    /// When that was.
    pub at: SimTime,
}

/// Calls of one action of an API.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Called {
    /// The action's name: `SendMessage`.
    pub action: &'static str,
    /// How many calls.
    pub calls: u64,
}

/// What was used of something that costs money.
#[derive(Clone, Copy, Debug)]
pub struct Charged {
    /// What it is.
    pub spec: &'static ChargeSpec,
    /// How many units.
    pub units: u64,
}

/// The highest use of a quota so far.
#[derive(Clone, Copy, Debug)]
pub struct Touched {
    /// Which quota.
    pub spec: &'static QuotaSpec,
    /// The highest use, in the quota's unit.
    pub used: u64,
    /// The limit at that moment.
    pub limit: u64,
    /// When that was.
    pub at: SimTime,
    /// The event that led to it; 0 when it was an input from outside.
    pub event: EventId,
    /// How often more was asked for than the limit allows.
    pub exceeded: u64,
}

/// Everything that is counted at one node, from its first moment to the present.
#[derive(Clone, Debug)]
pub struct NodeMeter {
    /// The node's kind.
    pub spec: &'static NodeSpec,
    /// Its present or last name.
    pub name: Rc<str>,
    /// When it was added.
    pub since: SimTime,
    /// When it was removed, if it was.
    pub until: Option<SimTime>,
    /// Refusals by code.
    pub refused: Vec<Refused>,
    /// Calls by action.
    pub called: Vec<Called>,
    /// What was used of what costs money.
    pub charged: Vec<Charged>,
    /// The quotas that were touched.
    pub touched: Vec<Touched>,
    /// Bytes of messages sent to other regions.
    pub crossed: u64,
    /// Time from acceptance to the first receive.
    pub waiting: Histogram,
    /// Time from the beginning of work to its success.
    pub working: Histogram,
    /// Time from the making of a piece of work (its root message) to its first effect here.
    pub age: Histogram,
    tallies: [u64; Tally::COUNT],
    fates: [u64; Fate::ALL.len()],
}

impl NodeMeter {
    /// Of a node that is added now.
    pub(super) fn new(spec: &'static NodeSpec, name: Rc<str>, since: SimTime) -> NodeMeter {
        NodeMeter {
            spec,
            name,
            since,
            until: None,
            refused: Vec::new(),
            called: Vec::new(),
            charged: Vec::new(),
            touched: Vec::new(),
            crossed: 0,
            waiting: Histogram::default(),
            working: Histogram::default(),
            age: Histogram::default(),
            tallies: [0; Tally::COUNT],
            fates: [0; Fate::ALL.len()],
        }
    }

    /// A count.
    pub fn count(&self, tally: Tally) -> u64 {
        self.tallies[tally as usize]
    }

    /// How many messages met this fate here.
    pub fn fate(&self, fate: Fate) -> u64 {
        self.fates[fate as usize]
    }

    #[inline]
    pub(super) fn add(&mut self, tally: Tally) {
        self.tallies[tally as usize] += 1;
    }

    pub(super) fn end(&mut self, fate: Fate) {
        self.fates[fate as usize] += 1;
    }

    pub(super) fn refuse(&mut self, code: &'static str, last: EventId, at: SimTime) {
        match self.refused.iter_mut().find(|known| known.code == code) {
            Some(known) => {
                known.times += 1;
                known.last = last;
                known.at = at;
            }
            None => self.refused.push(Refused {
                code,
                times: 1,
                last,
                at,
            }),
        }
    }

    pub(super) fn call(&mut self, action: &'static str) {
        match self.called.iter_mut().find(|known| known.action == action) {
            Some(known) => known.calls += 1,
            None => self.called.push(Called { action, calls: 1 }),
        }
    }

    pub(super) fn charge(&mut self, spec: &'static ChargeSpec, units: u64) {
        match self.charged.iter_mut().find(|known| std::ptr::eq(known.spec, spec)) {
            Some(known) => known.units += units,
            None => self.charged.push(Charged { spec, units }),
        }
    }

    pub(super) fn touch(&mut self, touched: Touched) {
        let known = self.touched.iter_mut();
        match known.into_iter().find(|known| std::ptr::eq(known.spec, touched.spec)) {
            Some(known) => {
                let exceeded = known.exceeded + touched.exceeded;
                // Shares are compared, since the limit itself may change with the settings.
                let (now, before) = (touched.share(), known.share());
                if now > before || (exceeded > 0 && known.exceeded == 0) {
                    *known = touched;
                }
                known.exceeded = exceeded;
            }
            None => self.touched.push(touched),
        }
    }
}

impl Touched {
    /// The highest use in hundredths of a percent of the limit.
    pub fn share(&self) -> u64 {
        (u128::from(self.used) * 10_000 / u128::from(self.limit.max(1))) as u64
    }
}
