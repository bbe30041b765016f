//! How a standard queue orders its messages: best effort, at least once, on a set of hosts.

use super::action::Sent;
use super::config::{Config, OldHandleDelete};
use super::core::Core;
use super::dedup::Key;
use super::discipline::{Discipline, Hindrance, Pick};
use super::error::SqsError;
use super::fair::Tenants;
use super::hosts::{Hosts, Visit};
use super::limits;
use super::metering;
use super::rules::rule;
use super::sorted::{LINE, Sorted};
use super::spec;
use super::store::{NO_GROUP, State};
use super::throttle::Metered;
use crate::base::{MessageId, SimDuration, SimTime};
use crate::sim::{ChargeSpec, Draft, Message, Metrics, NodeSpec, Rule};
use std::collections::VecDeque;
use std::rc::Rc;

/// A copy that missed the lock (SQS-155).
#[derive(Clone, Copy, Debug)]
struct Copy {
    until: SimTime,
    message: MessageId,
    receive: u32,
    host: u32,
}

/// The discipline of standard queues.
#[derive(Clone, Debug)]
pub struct BestEffort {
    hosts: Hosts,
    tenants: Tenants,
    /// Messages that count for the age metric, by arrival (SQS-173).
    aging: Sorted<LINE>,
    copies: VecDeque<Copy>,
}

/// One receive: the hosts it visits in turn, and the copies that it may not take because it made them itself.
#[derive(Debug)]
pub struct Round {
    hosts: Option<Visit>,
    turn: usize,
    asked: u32,
    fresh: Vec<Copy>,
}

impl BestEffort {
    /// The copy that a receive finds on its hosts, if the message is still in the hands of the same receive.
    fn copy(&mut self, core: &Core, asked: u32, now: SimTime) -> Option<u32> {
        let live = |copy: &Copy| {
            let at = core.store.find(copy.message)?;
            let slot = core.store.slot(at);
            (slot.state == State::InFlight && slot.receives() == copy.receive).then_some(at)
        };
        self.copies.retain(|copy| copy.until > now && live(copy).is_some());
        let index = self.copies.iter().position(|copy| copy.host & asked != 0)?;
        self.copies.remove(index).and_then(|copy| live(&copy))
    }

    fn mask(&self, core: &Core, at: u32) -> u32 {
        let slot = core.store.slot(at);
        self.hosts.copies(&core.config.model, slot.message().id, slot.hosts)
    }
}

impl Discipline for BestEffort {
    const SPEC: &'static NodeSpec = &spec::STANDARD;
    const FIFO: bool = false;
    const REQUESTS: &'static ChargeSpec = &metering::STANDARD_REQUESTS;
    const PRICES: [u64; 3] = limits::PRICE_STANDARD;
    type Poll = Round;

    fn new(core: &Core) -> BestEffort {
        BestEffort {
            hosts: Hosts::new(core.seed, core.me),
            tenants: Tenants::default(),
            aging: Sorted::default(),
            copies: VecDeque::new(),
        }
    }

    fn check(&self, config: &Config, draft: &Draft, _batch: bool) -> Result<(), SqsError> {
        let reason = "The request include parameter that is not valid for this queue type.";
        if let Some(id) = &draft.deduplication {
            return Err(SqsError::value(
                id,
                "MessageDeduplicationId",
                reason,
                const { rule("SQS-055") },
            ));
        }
        match &draft.group {
            Some(group) if config.classic => Err(SqsError::value(
                group,
                "MessageGroupId",
                reason,
                const { rule("SQS-009") },
            )),
            _ => Ok(()),
        }
    }

    /// SQS-218: no quota.
    fn meter<'a>(
        &mut self,
        _config: &Config,
        _action: Metered,
        _groups: impl Iterator<Item = &'a str>,
        _now: SimTime,
    ) -> Result<(), SqsError> {
        Ok(())
    }

    fn original(&mut self, _message: &Message, _content_based: bool, _now: SimTime) -> Result<Option<Key>, Sent> {
        Ok(None)
    }

    fn remember(&mut self, _key: Key, _sent: Sent, _now: SimTime) {}

    fn delay(config: &Config, draft: &Draft) -> SimDuration {
        draft.delay.unwrap_or(config.delay) // SQS-060
    }

    fn late(&mut self, config: &Config) -> Option<SimDuration> {
        let late = self.hosts.late.chance(config.model.late);
        late.then(|| self.hosts.late.uniform(limits::LATE))
            .filter(|span| span.0 > 0)
    }

    fn enter(&mut self, core: &mut Core, at: u32, now: SimTime) {
        let slot = core.store.slot_mut(at);
        let message = Rc::clone(slot.message());
        slot.aging = true;
        slot.hosts = self.hosts.place(&core.config.model, message.id);
        if let Some(group) = &message.draft.group {
            slot.group = self.tenants.enter(group, now);
        }
        self.aging.push(&mut core.store.slots, at, now.0); // SQS-115: from the move, if it was moved
    }

    fn leave(&mut self, core: &mut Core, at: u32) {
        let slot = core.store.slot(at);
        let (aging, group) = (slot.aging, slot.group);
        if aging {
            self.aging.remove(&mut core.store.slots, at);
        }
        if group != NO_GROUP {
            self.tenants.leave(group);
        }
    }

    fn show(&mut self, core: &mut Core, at: u32) {
        self.tenants.show(&mut core.store.slots, at);
    }

    fn hide(&mut self, core: &mut Core, at: u32) {
        self.tenants.hide(&mut core.store.slots, at);
    }

    fn changed(&mut self, core: &mut Core, at: u32, from: State, to: State, now: SimTime) {
        let slot = core.store.slot(at);
        self.tenants
            .changed(slot.group, from, to, now.since(slot.received), now);
    }

    fn hindrance(&self, core: &Core, at: u32, now: SimTime) -> Option<Hindrance> {
        let group = core.store.slot(at).group;
        (group != NO_GROUP && self.tenants.is_noisy(group, now)).then_some(Hindrance::Noisy)
    }

    fn reachable(&self, core: &Core, at: u32) -> bool {
        if !self.hosts.any_down() && core.store.slot(at).hosts == 0 {
            return true;
        }
        self.mask(core, at) & self.hosts.up(&core.config.model) != 0
    }

    fn begin(&mut self, core: &Core, short: bool) -> Round {
        let model = &core.config.model;
        if model.exact {
            return Round {
                hosts: None,
                turn: 0,
                asked: u32::MAX,
                fresh: Vec::new(),
            };
        }
        let hosts = self.hosts.visit(model, short); // SQS-153
        Round {
            asked: hosts.iter().fold(0, |mask, host| mask | 1 << host),
            hosts: Some(hosts),
            turn: 0,
            fresh: Vec::new(),
        }
    }

    fn next(&mut self, core: &mut Core, round: &mut Round, now: SimTime) -> Option<Pick> {
        if !self.copies.is_empty()
            && let Some(at) = self.copy(core, round.asked, now)
        {
            return Some(Pick {
                at,
                copy: true,
                rule: Some(const { rule("SQS-155") }),
            });
        }
        let best = match &round.hosts {
            None => self.tenants.best(&core.store.slots, now, |_| true), // SQS-157
            Some(hosts) => {
                // SQS-154: each host in turn gives its oldest; one that has nothing is passed over.
                let mut found = None;
                for _ in 0..hosts.len() {
                    let host = hosts[round.turn % hosts.len()];
                    round.turn += 1;
                    let (luck, model) = (&self.hosts, &core.config.model);
                    let fits = |at: u32| {
                        let slot = core.store.slot(at);
                        luck.copies(model, slot.message().id, slot.hosts) >> host & 1 == 1
                    };
                    found = self.tenants.best(&core.store.slots, now, fits);
                    if found.is_some() {
                        break;
                    }
                }
                found
            }
        };
        best.map(|(at, overtook)| Pick {
            at,
            copy: false,
            rule: overtook.then_some(const { rule("SQS-162") }), // SQS-164
        })
    }

    fn delivered(&mut self, core: &mut Core, round: &mut Round, at: u32, now: SimTime) {
        let slot = core.store.slot_mut(at);
        if slot.here >= limits::BACK_AFTER && slot.aging {
            slot.aging = false; // SQS-158, SQS-173
            self.aging.remove(&mut core.store.slots, at);
        }
        if self.hosts.duplicate.chance(core.config.model.duplicate) {
            let mask = self.mask(core, at);
            let slot = core.store.slot(at);
            round.fresh.push(Copy {
                until: now + core.config.model.duplicate_window,
                message: slot.message().id,
                receive: slot.receives(),
                host: Hosts::one_of(&mut self.hosts.duplicate, mask),
            });
        }
    }

    fn end(&mut self, core: &mut Core, round: Round) {
        let _ = core;
        self.copies.extend(round.fresh);
    }

    fn has_copies(&self) -> bool {
        !self.copies.is_empty()
    }

    fn why_empty(&self, short: bool) -> &'static Rule {
        if short {
            const { rule("SQS-074") }
        } else {
            const { rule("SQS-152") }
        }
    }

    fn repeat(&mut self, _core: &Core, _attempt: &str, _now: SimTime) -> Option<Vec<u32>> {
        None
    }

    fn attempted(&mut self, _core: &Core, _attempt: &Rc<str>, _got: &[u32], _now: SimTime) {}

    fn survivor(&mut self, core: &Core, at: u32) -> Option<u32> {
        if core.store.slot(at).ghosted || !self.hosts.ghost.chance(core.config.model.ghost) {
            return None;
        }
        let mask = self.mask(core, at);
        Some(Hosts::one_of(&mut self.hosts.ghost, mask))
    }

    fn obeys_old_handle(&mut self, config: &Config) -> bool {
        match config.old_handle_delete {
            OldHandleDelete::Ignore => false,
            OldHandleDelete::Delete => true,
            OldHandleDelete::Random(chance) => self.hosts.old_handle.chance(chance),
        }
    }

    fn reconfigured(&mut self, core: &mut Core, old: &Config) {
        let (old, new) = (&old.model, &core.config.model);
        if (old.hosts, old.replicas, old.place_in_turn) != (new.hosts, new.replicas, new.place_in_turn) {
            // The copies are spread anew over the hosts there are now.
            for slot in core.store.slots.iter_mut().filter(|slot| slot.message.is_some()) {
                slot.hosts = 0;
            }
            self.copies.clear();
        }
    }

    fn purged(&mut self) {
        self.copies.clear();
    }

    fn zone(&mut self, zone: u8, up: bool) -> bool {
        self.hosts.switch_zone(zone, up)
    }

    fn lost_zones(&self) -> Vec<u8> {
        self.hosts.lost_zones()
    }

    fn oldest(&self, core: &Core) -> Option<SimTime> {
        self.aging.first(&core.store.slots).map(|(since, _)| SimTime(since))
    }

    fn waiting(&self, core: &Core, most: usize) -> Vec<u32> {
        self.tenants.first(&core.store.slots, most)
    }

    fn metrics(&self, core: &Core, now: SimTime, out: &mut Metrics) {
        let (groups, [visible, in_flight, delayed]) = self.tenants.noise(now);
        let meters = &core.meters;
        let oldest = self.tenants.oldest_quiet(&core.store.slots, now);
        let age = oldest.map_or(0, |at| now.since(core.store.slot(at).sent).as_secs());
        out.set("ApproximateNumberOfNoisyGroups", groups);
        out.set(
            "ApproximateNumberOfMessagesVisibleInQuietGroups",
            meters.visible() - visible,
        );
        out.set(
            "ApproximateNumberOfMessagesNotVisibleInQuietGroups",
            meters.count(State::InFlight) - in_flight,
        );
        out.set(
            "ApproximateNumberOfMessagesDelayedInQuietGroups",
            meters.count(State::Delayed) - delayed,
        );
        out.set("ApproximateAgeOfOldestMessageInQuietGroups", age);
        out.set("DuplicateDeliveries", meters.copies);
        out.set("RequestsWithGroupId", meters.group_requests);
    }

    fn audit(&self, core: &Core, wrong: &mut Vec<String>) {
        self.tenants.audit(&core.store.slots, wrong);
    }
}
