//! Fair queues: message groups of a standard queue as tenants (SQS-160 to SQS-164).

use super::limits;
use super::sorted::{STATE, Sorted};
use super::store::{NO_GROUP, Slot, State};
use crate::base::{SimDuration, SimTime};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// A message group with its visible messages and its share of the work.
#[derive(Clone, Debug)]
pub struct Tenant {
    name: Rc<str>,
    visible: Sorted<STATE>,
    /// Messages that are visible, in flight, and delayed.
    pub counts: [u64; 3],
    stored: u64,
    /// Processing time in the last minute, in µs.
    recent: u64,
    last_sent: SimTime,
}

/// The visible messages of a standard queue: those without a group, and those of each tenant.
#[derive(Clone, Debug, Default)]
pub struct Tenants {
    plain: Sorted<STATE>,
    names: BTreeMap<Rc<str>, u32>,
    list: Vec<Tenant>,
    free: Vec<u32>,
    /// The first visible message of each tenant that has any, by order.
    fronts: BTreeSet<(u64, u32)>,
    /// Processing time of the last minute by second and tenant, all of it, and its sum.
    seconds: VecDeque<(u64, BTreeMap<u32, u64>)>,
    total_recent: u64,
    /// Messages in flight, with and without a group.
    in_flight: u64,
}

/// Which place of [`Tenant::counts`] a state counts in.
fn place(state: State) -> Option<usize> {
    match state {
        State::Visible | State::Unreachable | State::Stranded | State::Late => Some(0),
        State::InFlight => Some(1),
        State::Delayed => Some(2),
        State::Ghost | State::Gone => None,
    }
}

impl Tenants {
    /// Whether no message ever had a group, or all that had are gone.
    #[inline]
    pub fn none(&self) -> bool {
        self.names.is_empty()
    }

    /// A message of this group has come; returns the tenant.
    pub fn enter(&mut self, group: &Rc<str>, now: SimTime) -> u32 {
        let tenant = match self.names.get(group) {
            Some(tenant) => *tenant,
            None => self.add(group),
        };
        let entry = &mut self.list[tenant as usize];
        entry.stored += 1;
        entry.last_sent = now;
        tenant
    }

    fn add(&mut self, group: &Rc<str>) -> u32 {
        let fresh = Tenant {
            name: Rc::clone(group),
            visible: Sorted::default(),
            counts: [0; 3],
            stored: 0,
            recent: 0,
            last_sent: SimTime::ZERO,
        };
        let tenant = match self.free.pop() {
            Some(tenant) => {
                self.list[tenant as usize] = fresh;
                tenant
            }
            None => {
                self.list.push(fresh);
                (self.list.len() - 1) as u32
            }
        };
        self.names.insert(Rc::clone(group), tenant);
        tenant
    }

    /// A message of this tenant has gone.
    pub fn leave(&mut self, tenant: u32) {
        self.list[tenant as usize].stored -= 1;
        self.forget_if_idle(tenant);
    }

    fn forget_if_idle(&mut self, tenant: u32) {
        let entry = &self.list[tenant as usize];
        if entry.stored == 0 && entry.recent == 0 && self.names.remove(&entry.name).is_some() {
            self.free.push(tenant);
        }
    }

    /// A message becomes visible.
    #[inline]
    pub fn show(&mut self, slots: &mut [Slot], at: u32) {
        let Slot { group, order, .. } = slots[at as usize];
        if group == NO_GROUP {
            self.plain.push(slots, at, order);
            return;
        }
        let visible = &mut self.list[group as usize].visible;
        let before = visible.first(slots);
        visible.push(slots, at, order);
        if before.is_none_or(|(key, _)| order < key) {
            if let Some((key, _)) = before {
                self.fronts.remove(&(key, group));
            }
            self.fronts.insert((order, group));
        }
    }

    /// A message stops being visible.
    #[inline]
    pub fn hide(&mut self, slots: &mut [Slot], at: u32) {
        let group = slots[at as usize].group;
        if group == NO_GROUP {
            self.plain.remove(slots, at);
            return;
        }
        let visible = &mut self.list[group as usize].visible;
        let before = visible.first(slots);
        visible.remove(slots, at);
        let after = visible.first(slots);
        if before != after {
            if let Some((key, _)) = before {
                self.fronts.remove(&(key, group));
            }
            if let Some((key, _)) = after {
                self.fronts.insert((key, group));
            }
        }
    }

    /// A message has changed its state; `held` is how long a consumer had it.
    pub fn changed(&mut self, group: u32, from: State, to: State, held: SimDuration, now: SimTime) {
        self.in_flight += u64::from(to == State::InFlight);
        self.in_flight -= u64::from(from == State::InFlight);
        if self.none() {
            return;
        }
        if from == State::InFlight {
            self.worked(group, held, now);
        }
        if group != NO_GROUP {
            let counts = &mut self.list[group as usize].counts;
            if let Some(place) = place(from) {
                counts[place] -= 1;
            }
            if let Some(place) = place(to) {
                counts[place] += 1;
            }
        }
    }

    /// Notes processing time of the present second, and forgets what is older than a minute.
    fn worked(&mut self, group: u32, held: SimDuration, now: SimTime) {
        let second = now.0 / 1_000_000;
        self.forget_work(second);
        if self.seconds.back().is_none_or(|(last, _)| *last != second) {
            self.seconds.push_back((second, BTreeMap::new()));
        }
        if let Some((_, shares)) = self.seconds.back_mut() {
            *shares.entry(group).or_default() += held.0;
        }
        self.total_recent += held.0;
        if group != NO_GROUP {
            self.list[group as usize].recent += held.0;
        }
    }

    fn forget_work(&mut self, second: u64) {
        while self
            .seconds
            .front()
            .is_some_and(|(old, _)| old + limits::NOISE_WINDOW <= second)
        {
            let Some((_, shares)) = self.seconds.pop_front() else {
                return;
            };
            for (group, held) in shares {
                self.total_recent -= held;
                if group != NO_GROUP {
                    self.list[group as usize].recent -= held;
                    self.forget_if_idle(group);
                }
            }
        }
    }

    /// SQS-161 and SQS-163.
    fn noisy(&self, tenant: &Tenant, now: SimTime) -> bool {
        let (least, share) = limits::NOISY;
        let [_, in_flight, _] = tenant.counts;
        let busy = in_flight >= least && in_flight * share > self.in_flight;
        let slow = tenant.recent * share > self.total_recent;
        (busy || slow) && tenant.counts[0] > 0 && now < tenant.last_sent + limits::QUIET_AFTER
    }

    /// Whether a tenant is noisy now (SQS-161).
    pub fn is_noisy(&self, tenant: u32, now: SimTime) -> bool {
        self.noisy(&self.list[tenant as usize], now)
    }

    /// The first message that fits: the oldest of those without a group or of a quiet tenant (SQS-162); failing that, of
    /// the noisy tenant with the fewest messages in flight. Also whether it overtook a noisy tenant's.
    pub fn best(&mut self, slots: &[Slot], now: SimTime, fits: impl Fn(u32) -> bool) -> Option<(u32, bool)> {
        let first = |list: &Sorted<STATE>| list.iter(slots).find(|(_, at)| fits(*at));
        let mut best = first(&self.plain);
        if self.fronts.is_empty() {
            return best.map(|(_, at)| (at, false));
        }
        self.forget_work(now.0 / 1_000_000);
        let mut noisy: Option<(u64, u64, u32)> = None;
        let mut noise_ahead = false;
        for (front, group) in &self.fronts {
            if best.is_some_and(|(key, _)| key < *front) {
                break;
            }
            let tenant = &self.list[*group as usize];
            let is_noisy = self.noisy(tenant, now);
            let Some((key, at)) = first(&tenant.visible) else {
                continue;
            };
            if is_noisy {
                noise_ahead = true;
                let candidate = (tenant.counts[1], key, at);
                noisy = Some(noisy.map_or(candidate, |other| other.min(candidate)));
            } else if best.is_none_or(|(other, _)| key < other) {
                best = Some((key, at));
            }
        }
        match best {
            Some((_, at)) => Some((at, noise_ahead)),
            None => noisy.map(|(_, _, at)| (at, false)),
        }
    }

    /// The first visible messages in order, tenants mixed.
    pub fn first(&self, slots: &[Slot], most: usize) -> Vec<u32> {
        let tenants = self
            .fronts
            .iter()
            .take(most)
            .map(|(_, group)| &self.list[*group as usize].visible);
        let mut found: Vec<(u64, u32)> = std::iter::once(&self.plain)
            .chain(tenants)
            .flat_map(|list| list.iter(slots).take(most))
            .collect();
        found.sort_unstable();
        found.truncate(most);
        found.into_iter().map(|(_, at)| at).collect()
    }

    /// How many tenants are noisy, and their messages by state (SQS-180).
    pub fn noise(&self, now: SimTime) -> (u64, [u64; 3]) {
        let mut sum = (0, [0; 3]);
        for tenant in self.names.values().map(|tenant| &self.list[*tenant as usize]) {
            if self.noisy(tenant, now) {
                sum.0 += 1;
                (0..3).for_each(|place| sum.1[place] += tenant.counts[place]);
            }
        }
        sum
    }

    /// The oldest visible message that no noisy tenant sent (SQS-180).
    pub fn oldest_quiet(&self, slots: &[Slot], now: SimTime) -> Option<u32> {
        let quiet = |(_, group): &&(u64, u32)| !self.noisy(&self.list[*group as usize], now);
        let plain = self.plain.first(slots);
        let tenant = self.fronts.iter().find(quiet);
        let tenant = tenant.and_then(|(_, group)| self.list[*group as usize].visible.first(slots));
        [plain, tenant].into_iter().flatten().min().map(|(_, at)| at)
    }

    /// Compares the tenants' counts with a recount.
    pub fn audit(&self, slots: &[Slot], wrong: &mut Vec<String>) {
        let mut recount: BTreeMap<u32, [u64; 3]> = BTreeMap::new();
        for slot in slots
            .iter()
            .filter(|slot| slot.message.is_some() && slot.group != NO_GROUP)
        {
            let counts = recount.entry(slot.group).or_default();
            if let Some(place) = place(slot.state) {
                counts[place] += 1;
            }
        }
        for (name, tenant) in &self.names {
            let (counted, found) = (
                self.list[*tenant as usize].counts,
                recount.get(tenant).copied().unwrap_or_default(),
            );
            if counted != found {
                wrong.push(format!("tenant {name} counts {counted:?} but holds {found:?}"));
            }
        }
    }
}
