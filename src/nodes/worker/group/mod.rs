//! An EC2 Auto Scaling group: a fleet of workers that grows and shrinks.
//!
//! Each instance is a [`Worker`] with the settings that all of them share; it boots, works, and ends by being scaled in,
//! killed, or taken away. Alarms call scaling policies over wires that carry the policy's settings; target tracking keeps
//! its two alarms here and reads its queue's minute points itself. Decisions of one instant are made together.
//!
//! What is left out, with reasons, stands in the list `FIDELITY` of the description.
//!
//! Sources: the AWS service model and documentation, as the rule table says for each rule.

pub mod api;
mod config;
mod fields;
mod fleet;
mod front;
mod instance;
mod policy;
mod reasons;
mod rules;
mod scaling;
mod schedule;
mod spec;
#[cfg(test)]
mod tests;
mod tracking;
mod view;

pub use front::SERVICE;

use super::Worker;
use super::config::Config as Work;
use super::counts::Counts;
use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId};
use crate::sim::{
    Asking, Caller, Card, Ctx, Fate, Fault, Happening, Holding, Inquiry, Metrics, Node, NodeSpec, Phase, Receipt,
    Request, Response, Settings, Standing, Stimulus, Timer,
};
use config::Config;
use instance::Instance;
use policy::Policy;
use rules::rule;
use scaling::{Pause, Proposal};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use tracking::Tracking;

/// Alarms of the group itself have these tags; those of instances are higher (see the worker's tags).
const MINUTE: u32 = 0;
const BOOT: u32 = 1;
const DECIDE: u32 = 2;
const HOOK: u32 = 3;
const SPOT: u32 = 4;
const TAKEN: u32 = 5;
const SCHEDULE: u32 = 6;

const A_MINUTE: u64 = 60_000_000;

/// A change of the capacity, for whoever asks what happened.
#[derive(Clone, Debug)]
struct Activity {
    at: SimTime,
    text: Rc<str>,
    cause: &'static str,
}

/// An Auto Scaling group.
#[derive(Clone, Debug)]
pub struct Group {
    id: NodeId,
    seed: u64,
    config: Rc<Config>,
    work: Rc<Work>,
    started: bool,
    min: u32,
    max: u32,
    desired: u32,
    instances: Vec<Instance>,
    /// How many were ever launched.
    launched: u32,
    terminated: u64,
    /// Decisions that a rule forbade: cooldown, warm-up, protection.
    ignored: u64,
    /// What instances that are gone have counted.
    gone: Counts,
    slow: u32,
    lost_zones: [bool; 3],
    /// What alarms and target tracking want at this instant.
    proposals: Vec<Proposal>,
    pause: Pause,
    /// What the latest decision wanted, where that was beyond the minimum or the maximum (CWA-126).
    wanted: Option<i64>,
    tracking: Tracking,
    /// What the lifecycle hook is called.
    hook_name: Rc<str>,
    /// What the policy of target tracking is called, if somebody has named it.
    tracks: Rc<str>,
    /// Policies that were made by name.
    policies: BTreeMap<Rc<str>, Policy>,
    activities: VecDeque<Activity>,
    /// Whether it was told already that protected instances keep it from scaling in.
    held: bool,
}

impl Node for Group {
    const SPEC: &'static NodeSpec = &spec::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        let config = Config::new(settings);
        Group {
            id,
            seed,
            min: config.min,
            max: config.max,
            desired: config.desired.clamp(config.min, config.max.max(config.min)),
            config: Rc::new(config),
            work: Rc::new(Work::new(settings)),
            started: false,
            instances: Vec::new(),
            launched: 0,
            terminated: 0,
            ignored: 0,
            gone: Counts::default(),
            slow: 100,
            lost_zones: [false; 3],
            proposals: Vec::new(),
            pause: Pause::default(),
            wanted: None,
            tracking: Tracking::default(),
            hook_name: Rc::from(Group::HOOK_NAME),
            tracks: Rc::from(Group::TRACKING_NAME),
            policies: BTreeMap::new(),
            activities: VecDeque::new(),
            held: false,
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => self.start(cx),
            Stimulus::Timer(timer) => self.rings(timer, cx),
            Stimulus::Response { call, response, .. } => {
                if let Some(index) = self.instances.iter().position(|one| one.worker.waits_for(call)) {
                    self.instances[index].worker.answered(call, response, cx);
                    self.settle_down(self.instances[index].number, cx);
                }
            }
            Stimulus::Request { from, request } => self.called(from, request, cx),
            Stimulus::Reconfigure(settings) => self.reconfigure(&settings, cx),
            Stimulus::Rewired => self.each_in_service(cx, Worker::rewired),
            Stimulus::Fault(fault) => self.harm(fault, cx),
            Stimulus::HungUp(_) | Stimulus::Transfer(_) => {}
        }
    }

    fn metrics(&self, now: SimTime, out: &mut Metrics) {
        self.fill_metrics(now, out);
    }

    fn card(&self, now: SimTime, card: &mut Card) {
        self.fill_card(now, card);
    }

    fn holdings(&self, now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        self.instances.iter().for_each(|one| one.worker.holdings(now, visit));
    }

    fn faults(&self) -> Vec<Fault> {
        let slow = (self.slow != 100).then_some(Fault::Slow(self.slow));
        let zones = (0u8..).zip(self.lost_zones).filter(|(_, lost)| *lost);
        zones.map(|(zone, _)| Fault::ZoneDown(zone)).chain(slow).collect()
    }

    fn audit(&self, now: SimTime, wrong: &mut Vec<String>) {
        self.instances.iter().for_each(|one| one.worker.audit(now, wrong));
        let counted = self.instances.len() as u64 + self.terminated;
        if counted != u64::from(self.launched) {
            wrong.push(format!(
                "{} instances were launched and {counted} are known",
                self.launched
            ));
        }
        if self.desired > self.max.max(self.min) || self.desired < self.min {
            wrong.push(format!("{} is not between {} and {}", self.desired, self.min, self.max));
        }
        for one in self.instances.iter().filter(|one| !one.is_in_service()) {
            if matches!(one.stage, instance::Stage::Pending(_)) && one.worker.in_hand() > 0 {
                wrong.push(format!("instance {} boots and has messages in hand", one.number));
            }
        }
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        self.instances
            .iter()
            .find_map(|one| one.worker.standing(inquiry.message))
    }

    fn reasons(&self, now: SimTime) -> Vec<Asking> {
        self.why(now)
    }

    fn asking(&self, now: SimTime, wire: WireId) -> Option<Asking> {
        Some(self.asks(now, wire))
    }
}

impl Group {
    /// What the design starts with has long been in service; a group that comes later boots its instances.
    fn start(&mut self, cx: &mut Ctx<'_>) {
        self.started = true;
        self.plan_minute(cx);
        self.plan_schedule(cx);
        self.plan_spot(cx);
        if cx.now() == SimTime::ZERO {
            for _ in 0..self.desired {
                self.find_in_service(cx);
            }
        } else {
            self.reconcile(0, false, cx);
        }
    }

    fn rings(&mut self, timer: Timer, cx: &mut Ctx<'_>) {
        let number = timer.tag >> super::TAG_BITS;
        if number > 0 {
            if let Some(one) = self.instances.iter_mut().find(|one| one.number == number) {
                one.worker.rings(timer, cx);
                self.settle_down(number, cx);
            }
            return;
        }
        let number = timer.key as u32;
        match timer.tag {
            MINUTE => self.minute(cx),
            BOOT => self.booted(number, cx),
            DECIDE => self.decide(cx),
            HOOK => self.hook_over(number, cx),
            SPOT => self.spot(cx),
            TAKEN => self.taken(number, cx),
            _ => self.scheduled(timer.key as usize, cx),
        }
    }

    fn plan_minute(&self, cx: &mut Ctx<'_>) {
        let next = SimTime((cx.now().0 / A_MINUTE + 1) * A_MINUTE);
        cx.wake(next, Phase::Timers, Timer { tag: MINUTE, key: 0 });
    }

    /// What is looked at once a minute: the bill, target tracking, and instances that could not be scaled in before.
    fn minute(&mut self, cx: &mut Ctx<'_>) {
        self.plan_minute(cx);
        self.bill(cx);
        self.track(cx);
        self.reconcile(0, false, cx);
    }

    /// An alarm calls a scaling policy, over the wire that carries it.
    fn called(&mut self, from: Caller, request: Request, cx: &mut Ctx<'_>) {
        let Request::Put { messages, .. } = request else {
            return;
        };
        let mut results = smallvec::SmallVec::new();
        for message in &messages {
            cx.end(message.id, Fate::Done);
            cx.tell(
                message.id,
                Happening::Ended(Fate::Done),
                Some(const { rule("CWA-070") }),
            );
            self.propose(from.wire, message, cx);
            results.push(Ok(Receipt::of(message.id)));
        }
        cx.reply(from, Response::Put(results));
    }

    fn reconfigure(&mut self, settings: &Settings, cx: &mut Ctx<'_>) {
        let old = Rc::clone(&self.config);
        self.config = Rc::new(Config::new(settings));
        self.work = Rc::new(Work::new(settings));
        cx.tell(MessageId::NONE, Happening::Reconfigured, None);
        let work = Rc::clone(&self.work);
        self.each_in_service(cx, |worker, cx| worker.adopt(Rc::clone(&work), cx));
        // What policies and schedules have changed since stays, unless the setting itself has changed.
        if (old.min, old.max) != (self.config.min, self.config.max) {
            (self.min, self.max) = (self.config.min, self.config.max);
        }
        let wanted = match old.desired == self.config.desired {
            true => self.desired,
            false => self.config.desired,
        };
        if !self.started {
            self.desired = wanted.clamp(self.min, self.max.max(self.min));
            return;
        }
        if old.schedule != self.config.schedule {
            self.plan_schedule(cx);
        }
        if old.spot != self.config.spot {
            self.plan_spot(cx);
        }
        self.resize(i64::from(wanted), "a change of settings", const { rule("CWA-050") }, cx);
        self.reconcile(0, false, cx);
    }

    /// Does something with each worker that works.
    fn each_in_service(&mut self, cx: &mut Ctx<'_>, act: impl Fn(&mut Worker, &mut Ctx<'_>)) {
        let cause = cx.cause();
        for one in self.instances.iter_mut().filter(|one| one.is_in_service()) {
            cx.because(cause);
            act(&mut one.worker, cx);
        }
    }

    /// How many instances the group counts with.
    fn capacity(&self) -> u32 {
        self.instances.iter().filter(|one| one.counts()).count() as u32
    }

    fn remember(&mut self, at: SimTime, text: String, cause: &'static str) {
        /// As many as DescribeScalingActivities shows on one page.
        const KEPT: usize = 100;
        if self.activities.len() == KEPT {
            self.activities.pop_front();
        }
        let text = text.into();
        self.activities.push_back(Activity { at, text, cause });
    }
}

/// So many seconds.
const fn seconds(count: u64) -> SimDuration {
    SimDuration::from_secs(count)
}
