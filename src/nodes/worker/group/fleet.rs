//! Instances come and go: launched, booted, scaled in, drained, killed, taken away.

use super::config::Termination;
use super::instance::{Instance, Stage};
use super::rules::rule;
use super::{BOOT, Group, HOOK, SPOT, TAKEN, seconds, spec};
use crate::base::{MessageId, SimDuration, SimTime};
use crate::nodes::worker::Worker;
use crate::sim::{Ctx, Fault, Happening, Phase, Rule, Timer};
use std::rc::Rc;

/// CWA-094: how long before its end a Spot instance gets its notice.
const NOTICE: SimDuration = SimDuration::from_secs(120);

impl Group {
    /// CWA-059: as many instances as desired. New ones warm up so many seconds; a simple policy may wait for them.
    pub(super) fn reconcile(&mut self, warm_up: u64, simple: bool, cx: &mut Ctx<'_>) {
        if !self.started {
            return;
        }
        let cause = cx.cause();
        while self.capacity() < self.desired && self.lost_zones.contains(&false) {
            cx.because(cause);
            self.launch(warm_up, simple, cx);
        }
        while self.capacity() > self.desired {
            cx.because(cause);
            let Some(number) = self.victim(cx.now()) else {
                // CWA-093: told once, and tried again every minute.
                if !self.held {
                    self.held = true;
                    self.ignored += 1;
                    cx.tell(MessageId::NONE, Happening::Noted, Some(const { rule("CWA-093") }));
                }
                return;
            };
            self.scale_in(number, cx);
        }
        self.held = false;
    }

    /// A new instance, which boots.
    fn launch(&mut self, warm_up: u64, simple: bool, cx: &mut Ctx<'_>) {
        let ready = cx.now() + self.config.boot;
        let number = self.hire(warm_up, simple, cx.now());
        self.tell_state(number, "Pending", None, cx);
        let timer = Timer {
            tag: BOOT,
            key: u64::from(number),
        };
        cx.wake(ready, Phase::Finish, timer);
    }

    /// An instance that has long been there when the run begins.
    pub(super) fn find_in_service(&mut self, cx: &mut Ctx<'_>) {
        self.hire(0, false, cx.now());
        if let Some(last) = self.instances.last_mut() {
            last.stage = Stage::InService;
            last.worker.begin(cx);
        }
    }

    /// Makes an instance, in the zone that has the fewest, and returns its number.
    fn hire(&mut self, warm_up: u64, simple: bool, now: SimTime) -> u32 {
        let in_zone = |zone: u8| self.instances.iter().filter(|one| one.zone == zone).count();
        let zones = (0u8..3).filter(|zone| !self.lost_zones[usize::from(*zone)]);
        let zone = zones.min_by_key(|zone| in_zone(*zone)).unwrap_or(0);
        self.launched += 1;
        let number = self.launched;
        let mut worker = Worker::hired((self.id, number), self.seed, Rc::clone(&self.work));
        worker.slow = self.slow;
        let ready = now + self.config.boot;
        self.instances.push(Instance {
            number,
            worker,
            stage: Stage::Pending(ready),
            zone,
            launched: now,
            billed: now,
            warm: SimTime::ZERO,
            warm_up,
            protected: self.config.protects_new,
            notice: None,
            simple,
        });
        number
    }

    /// CWA-057, CWA-058: an instance has booted and begins to work.
    pub(super) fn booted(&mut self, number: u32, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some(one) = self.instances.iter_mut().find(|one| one.number == number) else {
            return;
        };
        if !matches!(one.stage, Stage::Pending(_)) {
            return;
        }
        one.stage = Stage::InService;
        one.warm = now + seconds(one.warm_up);
        self.tell_state(number, "InService", Some(const { rule("CWA-057") }), cx);
        if let Some(one) = self.instances.iter_mut().find(|one| one.number == number) {
            one.worker.begin(cx);
        }
        self.end_activity(cx);
    }

    fn tell_state(&self, part: u32, state: &'static str, rule: Option<&'static Rule>, cx: &mut Ctx<'_>) {
        cx.tell(MessageId::NONE, Happening::StateChanged { part, state }, rule);
    }

    /// CWA-054, CWA-060, CWA-093: the instance that is scaled in next; one that still boots only if no other can go.
    fn victim(&self, now: SimTime) -> Option<u32> {
        let free = |one: &&Instance| {
            let busy = self.config.protects_busy && one.worker.in_hand() > 0;
            one.counts() && !one.protected && !busy
        };
        let candidates: Vec<&Instance> = self.instances.iter().filter(free).collect();
        let working: Vec<&Instance> = candidates.iter().copied().filter(|one| one.is_in_service()).collect();
        let from = if working.is_empty() { candidates } else { working };
        let in_zone = |zone: u8| {
            self.instances
                .iter()
                .filter(|one| one.counts() && one.zone == zone)
                .count()
        };
        let chosen = match self.config.termination {
            Termination::Default => from
                .iter()
                .max_by_key(|one| (in_zone(one.zone), std::cmp::Reverse(one.number))),
            Termination::Oldest => from.first(),
            Termination::Newest => from.last(),
            Termination::NextHour => from.iter().min_by_key(|one| {
                let second = now.since(one.launched).as_secs() % 3_600;
                (3_600 - second, one.number)
            }),
        };
        chosen.map(|one| one.number)
    }

    /// An instance is one too many. CWA-092: with a hook it may finish what it has in hand.
    pub(super) fn scale_in(&mut self, number: u32, cx: &mut Ctx<'_>) {
        let Some(one) = self.instances.iter_mut().find(|one| one.number == number) else {
            return;
        };
        let text = format!("Terminating EC2 instance: {}", one.id());
        self.remember(cx.now(), text, "the group was larger than desired");
        match self.config.hook {
            Some(timeout) => self.drain(number, timeout, cx),
            None => self.end(number, const { rule("CWA-091") }, cx),
        }
    }

    /// CWA-092: it asks for nothing more, finishes, and ends; at the latest when the hook's time is over.
    fn drain(&mut self, number: u32, timeout: SimDuration, cx: &mut Ctx<'_>) {
        let Some(one) = self.instances.iter_mut().find(|one| one.number == number) else {
            return;
        };
        one.stage = Stage::Waiting(cx.now());
        self.tell_state(number, "Terminating:Wait", Some(const { rule("CWA-092") }), cx);
        if let Some(one) = self.instances.iter_mut().find(|one| one.number == number) {
            one.worker.retire_all(cx);
        }
        self.wait_for_hook(number, timeout, cx);
        self.settle_down(number, cx);
    }

    /// CWA-056: how long the hook waits from now on.
    pub(super) fn wait_for_hook(&mut self, number: u32, timeout: SimDuration, cx: &mut Ctx<'_>) {
        let until = cx.now() + timeout;
        if let Some(one) = self.instances.iter_mut().find(|one| one.number == number) {
            one.stage = Stage::Waiting(until);
        }
        let key = u64::from(number);
        cx.wake(until, Phase::Timers, Timer { tag: HOOK, key });
    }

    /// A draining instance that has nothing left to do completes its lifecycle action.
    pub(super) fn settle_down(&mut self, number: u32, cx: &mut Ctx<'_>) {
        let done = |one: &Instance| one.is_waiting() && one.worker.is_through();
        if self.instances.iter().any(|one| one.number == number && done(one)) {
            self.end(number, const { rule("CWA-092") }, cx);
        }
    }

    /// CWA-056: the hook's time is over; both results end a terminating instance.
    pub(super) fn hook_over(&mut self, number: u32, cx: &mut Ctx<'_>) {
        let over = Stage::Waiting(cx.now());
        if self
            .instances
            .iter()
            .any(|one| one.number == number && one.stage == over)
        {
            self.end(number, const { rule("CWA-056") }, cx);
        }
    }

    /// CWA-091: an instance is gone. What it has in hand is settled by nobody, and its queue has it still.
    pub(super) fn end(&mut self, number: u32, by: &'static Rule, cx: &mut Ctx<'_>) {
        let Some(index) = self.instances.iter().position(|one| one.number == number) else {
            return;
        };
        let mut one = self.instances.remove(index);
        pay(&mut one, cx);
        let told = Happening::StateChanged {
            part: number,
            state: "Terminated",
        };
        let cause = cx.tell(MessageId::NONE, told, Some(by));
        one.worker.abandon(cause, cx);
        self.gone.add(&one.worker.counts);
        self.terminated += 1;
        self.end_activity(cx);
    }

    /// CWA-111: instances are paid by the second, from their launch on.
    pub(super) fn bill(&mut self, cx: &mut Ctx<'_>) {
        self.instances.iter_mut().for_each(|one| pay(one, cx));
    }

    pub(super) fn plan_spot(&self, cx: &mut Ctx<'_>) {
        if let Some(every) = self.config.spot {
            let key = every.0;
            cx.wake(cx.now() + every, Phase::Timers, Timer { tag: SPOT, key });
        }
    }

    /// CWA-094: the oldest instance gets its notice. It does not count any more, so another one is launched.
    pub(super) fn spot(&mut self, cx: &mut Ctx<'_>) {
        self.plan_spot(cx);
        let oldest = self
            .instances
            .iter_mut()
            .find(|one| one.is_in_service() && one.counts());
        let Some(one) = oldest else { return };
        let (number, until) = (one.number, cx.now() + NOTICE);
        one.notice = Some(until);
        cx.tell(MessageId::NONE, Happening::Noted, Some(const { rule("CWA-094") }));
        let key = u64::from(number);
        cx.wake(until, Phase::Timers, Timer { tag: TAKEN, key });
        if self.config.hook.is_some() {
            self.drain(number, NOTICE, cx);
        }
        self.reconcile(0, false, cx);
    }

    /// The two minutes after the notice are over.
    pub(super) fn taken(&mut self, number: u32, cx: &mut Ctx<'_>) {
        if self.instances.iter().any(|one| one.number == number) {
            self.end(number, const { rule("CWA-094") }, cx);
            self.reconcile(0, false, cx);
        }
    }

    /// What is done to it from outside. CWA-059: what dies is replaced.
    pub(super) fn harm(&mut self, fault: Fault, cx: &mut Ctx<'_>) {
        match fault {
            Fault::Crash => {
                let oldest = self.instances.iter().find(|one| one.is_in_service());
                if let Some(number) = oldest.map(|one| one.number) {
                    self.end(number, const { rule("CWA-091") }, cx);
                }
            }
            Fault::ZoneDown(zone) if zone < 3 => {
                self.lost_zones[usize::from(zone)] = true;
                cx.tell(MessageId::NONE, Happening::WentDown, None);
                let lost = self.instances.iter().filter(|one| one.zone == zone);
                let lost: Vec<u32> = lost.map(|one| one.number).collect();
                lost.into_iter()
                    .for_each(|number| self.end(number, const { rule("CWA-091") }, cx));
            }
            Fault::ZoneUp(zone) if zone < 3 => {
                self.lost_zones[usize::from(zone)] = false;
                cx.tell(MessageId::NONE, Happening::CameBack, None);
            }
            Fault::Slow(hundredths) => {
                self.slow = hundredths;
                self.instances.iter_mut().for_each(|one| one.worker.slow = hundredths);
            }
            Fault::Poison(MessageId::NONE) => {
                if let Some(one) = self.instances.first_mut() {
                    one.worker.poison_next += 1;
                }
            }
            Fault::Poison(message) => {
                self.instances.iter_mut().for_each(|one| {
                    one.worker.poisoned.insert(message);
                });
            }
            _ => return,
        }
        self.reconcile(self.config.warm_up, false, cx);
    }
}

/// Bills an instance for the full seconds since it was billed last.
fn pay(one: &mut Instance, cx: &mut Ctx<'_>) {
    let used = cx.now().since(one.billed).as_secs();
    one.billed += seconds(used);
    cx.charge(&spec::INSTANCE_HOURS, used);
}
