//! How a FIFO queue orders its messages: exactly, by message group, each accepted once.

use super::action::Sent;
use super::config::Config;
use super::core::Core;
use super::dedup::{Dedup, Key};
use super::digest;
use super::discipline::{Discipline, Hindrance, Pick};
use super::error::SqsError;
use super::groups::{Groups, Turn};
use super::limits;
use super::metering;
use super::rules::rule;
use super::spec;
use super::store::State;
use super::throttle::{Metered, Throttle};
use crate::base::{MessageId, SimDuration, SimTime};
use crate::sim::{ChargeSpec, Draft, Message, Metrics, NodeSpec, Rule};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// What a receive with an attempt id got: each message with its receive and the end of its hiding (SQS-144).
#[derive(Clone, Debug)]
struct Attempt {
    at: SimTime,
    got: Vec<(MessageId, u32, SimTime)>,
}

/// The discipline of FIFO queues.
#[derive(Clone, Debug)]
pub struct Ordered {
    groups: Groups,
    dedup: Dedup,
    /// SQS-135: fixed when the queue is created.
    scope_group: bool,
    throttle: Throttle,
    attempts: BTreeMap<Rc<str>, Attempt>,
    attempt_order: VecDeque<(SimTime, Rc<str>)>,
}

impl Discipline for Ordered {
    const SPEC: &'static NodeSpec = &spec::FIFO;
    const FIFO: bool = true;
    const REQUESTS: &'static ChargeSpec = &metering::FIFO_REQUESTS;
    const PRICES: [u64; 3] = limits::PRICE_FIFO;
    type Poll = Turn;

    fn new(core: &Core) -> Ordered {
        Ordered {
            groups: Groups::new(),
            dedup: Dedup::default(),
            scope_group: core.config.fifo.scope_group,
            throttle: Throttle::default(),
            attempts: BTreeMap::new(),
            attempt_order: VecDeque::new(),
        }
    }

    fn check(&self, config: &Config, draft: &Draft, batch: bool) -> Result<(), SqsError> {
        if draft.group.is_none() {
            let why = const { rule("SQS-057") };
            let message = "The request must contain the parameter MessageGroupId.";
            return Err(if batch {
                SqsError::parameter(message, why)
            } else {
                SqsError::missing("MessageGroupId", why)
            });
        }
        if draft.deduplication.is_none() && !config.fifo.content_based {
            return Err(SqsError::parameter(
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided \
                 explicitly",
                const { rule("SQS-058") },
            ));
        }
        if let Some(delay) = draft.delay.filter(|delay| delay.0 > 0) {
            return Err(SqsError::value(
                delay.as_secs(),
                "DelaySeconds",
                "The request include parameter that is not valid for this queue type.",
                const { rule("SQS-059") },
            ));
        }
        Ok(())
    }

    fn meter<'a>(
        &mut self,
        config: &Config,
        action: Metered,
        groups: impl Iterator<Item = &'a str>,
        now: SimTime,
    ) -> Result<(), SqsError> {
        self.throttle
            .call(action, groups, now, (config.fifo.high_throughput, config.classic))
    }

    fn calls(&self) -> Option<(u64, u64)> {
        self.throttle.fullest
    }

    fn original(&mut self, message: &Message, content_based: bool, now: SimTime) -> Result<Option<Key>, Sent> {
        let draft = &message.draft;
        // SQS-136: an explicit id wins over the content.
        let id = match &draft.deduplication {
            Some(id) => Rc::clone(id),
            None if content_based => Rc::from(digest::content_id(&draft.body)),
            None => return Ok(None),
        };
        let group = if self.scope_group { draft.group.clone() } else { None };
        let key = (group, id);
        match self.dedup.original(&key, now) {
            Some(original) => Err(original),
            None => Ok(Some(key)),
        }
    }

    fn remember(&mut self, key: Key, sent: Sent, now: SimTime) {
        self.dedup.remember(key, sent, now);
    }

    fn delay(config: &Config, _draft: &Draft) -> SimDuration {
        config.delay // SQS-059
    }

    /// SQS-159: one consistent store.
    fn late(&mut self, _config: &Config) -> Option<SimDuration> {
        None
    }

    fn enter(&mut self, core: &mut Core, at: u32, _now: SimTime) {
        self.groups.enter(core, at);
    }

    fn leave(&mut self, core: &mut Core, at: u32) {
        self.groups.leave(core, at);
    }

    fn show(&mut self, _core: &mut Core, _at: u32) {}

    fn hide(&mut self, _core: &mut Core, _at: u32) {}

    fn changed(&mut self, core: &mut Core, at: u32, from: State, to: State, _now: SimTime) {
        self.groups.changed(&core.store.slots, at, from, to);
    }

    fn hindrance(&self, core: &Core, at: u32, now: SimTime) -> Option<Hindrance> {
        let fifo = &core.config.fifo;
        let mode = (fifo.high_throughput, core.config.classic);
        match self.groups.hindrance(&core.store.slots, at) {
            Some(Hindrance::Behind(..)) | None if self.throttle.is_used_up(Metered::Receive, now, mode) => {
                Some(Hindrance::Quota)
            }
            hindrance => hindrance,
        }
    }

    fn reachable(&self, _core: &Core, _at: u32) -> bool {
        true
    }

    fn begin(&mut self, _core: &Core, _short: bool) -> Turn {
        Groups::begin()
    }

    fn next(&mut self, core: &mut Core, turn: &mut Turn, _now: SimTime) -> Option<Pick> {
        self.groups.next(&core.store.slots, turn).map(|at| Pick {
            at,
            copy: false,
            rule: None,
        })
    }

    fn delivered(&mut self, _core: &mut Core, turn: &mut Turn, at: u32, _now: SimTime) {
        turn.took(at);
    }

    fn end(&mut self, core: &mut Core, turn: Turn) {
        self.groups.end(&core.store.slots, turn);
    }

    fn has_copies(&self) -> bool {
        false
    }

    fn why_empty(&self, _short: bool) -> &'static Rule {
        const { rule("SQS-138") }
    }

    fn repeat(&mut self, core: &Core, attempt: &str, now: SimTime) -> Option<Vec<u32>> {
        while self.attempt_order.front().is_some_and(|(end, _)| *end <= now) {
            if let Some((_, id)) = self.attempt_order.pop_front()
                && self
                    .attempts
                    .get(&id)
                    .is_some_and(|known| known.at + limits::DEDUPLICATION <= now)
            {
                self.attempts.remove(&id);
            }
        }
        let known = self.attempts.get(attempt)?;
        let untouched = |(message, receive, until): &(MessageId, u32, SimTime)| {
            let at = core.store.find(*message)?;
            let slot = core.store.slot(at);
            let same = slot.state == State::InFlight && slot.receives() == *receive && slot.until == *until;
            same.then_some(at)
        };
        let slots: Option<Vec<u32>> = known.got.iter().map(untouched).collect();
        slots.filter(|slots| !slots.is_empty())
    }

    fn attempted(&mut self, core: &Core, attempt: &Rc<str>, got: &[u32], now: SimTime) {
        let got = got.iter().map(|at| {
            let slot = core.store.slot(*at);
            (slot.message().id, slot.receives(), slot.until)
        });
        let known = Attempt {
            at: now,
            got: got.collect(),
        };
        self.attempts.insert(Rc::clone(attempt), known);
        self.attempt_order
            .push_back((now + limits::DEDUPLICATION, Rc::clone(attempt)));
    }

    fn survivor(&mut self, _core: &Core, _at: u32) -> Option<u32> {
        None
    }

    fn obeys_old_handle(&mut self, _config: &Config) -> bool {
        false
    }

    fn reconfigured(&mut self, core: &mut Core, old: &Config) {
        if old.in_flight != core.config.in_flight {
            self.groups.measure(core);
        }
    }

    fn purged(&mut self) {
        self.dedup.clear();
    }

    fn zone(&mut self, _zone: u8, _up: bool) -> bool {
        false
    }

    fn lost_zones(&self) -> Vec<u8> {
        Vec::new()
    }

    fn oldest(&self, core: &Core) -> Option<SimTime> {
        core.retention.first(&core.store.slots).map(|(since, _)| SimTime(since))
    }

    fn waiting(&self, core: &Core, most: usize) -> Vec<u32> {
        self.groups.first(&core.store.slots, most)
    }

    fn metrics(&self, core: &Core, _now: SimTime, out: &mut Metrics) {
        out.set("NumberOfDeduplicatedSentMessages", core.meters.deduplicated);
        out.set("ApproximateNumberOfGroupsWithInflightMessages", self.groups.busy);
        out.set("ThrottledRequests", core.meters.throttled);
    }

    fn audit(&self, core: &Core, wrong: &mut Vec<String>) {
        self.groups.audit(&core.store.slots, wrong);
    }
}
