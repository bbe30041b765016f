//! The engine of a load balancer: choose a healthy target, pass the request on, pass the answer back.

use super::balancer_spec::SPEC;
use super::rules::rule;
use super::targets::{Target, choose};
use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId};
use crate::nodes::answers::{Answer, Answers, Slot, http_refusal, nobody};
use crate::sim::{
    Awaits, Bar, Caller, Card, Ctx, Fate, Fault, Happening, Holding, Message, Metrics, Node, NodeSpec, Phase, Request,
    Response, Settings, Stimulus, Timer, Tone,
};
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::rc::Rc;

const CHECK: u32 = 0;
const CHECK_TIMEOUT: u32 = 1;
const TARGET_TIMEOUT: u32 = 2;

#[derive(Clone, Copy, Debug)]
struct Config {
    least: bool,
    interval: SimDuration,
    healthy_after: u32,
    unhealthy_after: u32,
    check_timeout: SimDuration,
    target_timeout: SimDuration,
}

impl Config {
    fn new(settings: &Settings) -> Config {
        let count = |name| settings.number(name).max(1) as u32;
        Config {
            least: settings.choice("Algorithm") == 1,
            interval: settings.seconds("HealthCheckIntervalSeconds"),
            healthy_after: count("HealthyThresholdCount"),
            unhealthy_after: count("UnhealthyThresholdCount"),
            check_timeout: settings.seconds("HealthCheckTimeoutSeconds"),
            target_timeout: settings.seconds("IdleTimeout"),
        }
    }
}

/// A request that a target has not answered yet.
#[derive(Clone, Copy, Debug)]
struct Passed {
    slot: Slot,
    wire: WireId,
    since: SimTime,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    requests: u64,
    target_2xx: u64,
    target_4xx: u64,
    target_5xx: u64,
    bad_gateway: u64,
    unavailable: u64,
    timed_out: u64,
    lost: u64,
    response_micros: u64,
}

/// A load balancer.
#[derive(Clone, Debug)]
pub struct LoadBalancer {
    config: Config,
    down: bool,
    targets: Vec<Target>,
    turn: usize,
    answers: Answers,
    passed: BTreeMap<u64, Passed>,
    /// Old alarms carry an older number.
    generation: u64,
    counts: Counts,
}

impl Node for LoadBalancer {
    const SPEC: &'static NodeSpec = &SPEC;

    fn new(_id: NodeId, _seed: u64, settings: &Settings) -> Self {
        LoadBalancer {
            config: Config::new(settings),
            down: false,
            targets: Vec::new(),
            turn: 0,
            answers: Answers::default(),
            passed: BTreeMap::new(),
            generation: 0,
            counts: Counts::default(),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.rewired(cx);
                self.plan(cx);
            }
            Stimulus::Rewired => self.rewired(cx),
            Stimulus::Request {
                from,
                request: Request::Put { messages, .. },
            } => self.called(from, &messages, cx),
            Stimulus::Request { from, .. } => cx.reply(from, Response::Unreachable),
            Stimulus::Response { call, response, .. } => self.answered(call, response, cx),
            Stimulus::Timer(Timer { tag: CHECK, key }) if key == self.generation => {
                self.check(cx);
                self.plan(cx);
            }
            Stimulus::Timer(Timer {
                tag: CHECK_TIMEOUT,
                key,
            }) => self.probed(key, false, cx),
            Stimulus::Timer(Timer {
                tag: TARGET_TIMEOUT,
                key,
            }) => self.too_late(key, cx),
            Stimulus::Reconfigure(settings) => {
                self.config = Config::new(&settings);
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
                self.plan(cx);
            }
            Stimulus::Fault(Fault::Crash) if !self.down => self.crash(cx),
            Stimulus::Fault(Fault::Restart) if self.down => {
                self.down = false;
                cx.tell(MessageId::NONE, Happening::CameBack, None);
            }
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        let counts = &self.counts;
        let own = counts.bad_gateway + counts.unavailable + counts.timed_out;
        let healthy = self.healthy();
        out.set("RequestCount", counts.requests);
        out.set("HTTPCode_Target_2XX_Count", counts.target_2xx);
        out.set("HTTPCode_Target_4XX_Count", counts.target_4xx);
        out.set("HTTPCode_Target_5XX_Count", counts.target_5xx);
        out.set("HTTPCode_ELB_5XX_Count", own);
        out.set("HTTPCode_ELB_502_Count", counts.bad_gateway);
        out.set("HTTPCode_ELB_503_Count", counts.unavailable);
        out.set("HTTPCode_ELB_504_Count", counts.timed_out);
        out.set("HealthyHostCount", healthy);
        out.set("UnHealthyHostCount", self.targets.len() - healthy);
        out.set("ActiveRequests", self.passed.len());
        out.set("Lost", counts.lost);
        out.set("TargetResponseMillisSum", counts.response_micros / 1_000);
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        let (healthy, whole) = (self.healthy(), self.targets.len());
        card.bar = Some(Bar {
            label: "healthy",
            filled: healthy as u32,
            whole: whole as u32,
        });
        let counts = &self.counts;
        card.count(counts.requests, ("request", "requests"), Tone::Plain);
        let own = counts.bad_gateway + counts.unavailable + counts.timed_out;
        if own > 0 {
            card.figure(own, "own 5xx", Tone::Bad);
        }
        if counts.target_5xx > 0 {
            card.figure(counts.target_5xx, "target 5xx", Tone::Bad);
        }
        if whole == 0 && !self.down {
            return card.misses("target");
        }
        let (status, tone) = if self.down {
            ("down".to_string(), Tone::Bad)
        } else if healthy == 0 {
            ("no healthy target".to_string(), Tone::Bad)
        } else if healthy < whole {
            (format!("{healthy} of {whole} healthy"), Tone::Warning)
        } else {
            (String::new(), Tone::Plain)
        };
        card.status = status;
        card.tone = tone;
    }

    /// A load balancer keeps nothing: what it passes on is on the way or at a target.
    fn holdings(&self, _now: SimTime, _visit: &mut dyn FnMut(Holding<'_>)) {}

    fn faults(&self) -> Vec<Fault> {
        self.down.then_some(Fault::Crash).into_iter().collect()
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        let counts = &self.counts;
        let targets = counts.target_2xx + counts.target_4xx + counts.target_5xx;
        let own = counts.bad_gateway + counts.unavailable + counts.timed_out;
        let met = targets + own + counts.lost + self.passed.len() as u64;
        if counts.requests != met {
            wrong.push(format!("{} requests came and {met} are accounted for", counts.requests));
        }
        let open: u64 = self.targets.iter().map(|target| target.open).sum();
        if open > self.passed.len() as u64 || self.answers.len() > self.passed.len() {
            wrong.push("a request is open that no target has".to_string());
        }
    }
}

impl LoadBalancer {
    fn healthy(&self) -> usize {
        self.targets.iter().filter(|target| target.healthy).count()
    }

    /// Keeps what is known of targets that stay.
    fn rewired(&mut self, cx: &mut Ctx<'_>) {
        let mut before = std::mem::take(&mut self.targets);
        let known = |wire: WireId| {
            let index = before.iter().position(|target| target.wire == wire);
            index.map_or_else(|| Target::new(wire), |index| before.swap_remove(index))
        };
        self.targets = cx.wires(1).into_iter().map(known).collect();
    }

    /// END-081: health is checked at every multiple of the interval.
    fn plan(&mut self, cx: &mut Ctx<'_>) {
        self.generation += 1;
        let interval = self.config.interval.0.max(1);
        let next = SimTime((cx.now().0 / interval + 1) * interval);
        let timer = Timer {
            tag: CHECK,
            key: self.generation,
        };
        cx.wake(next, Phase::Timers, timer);
    }

    /// Asks every target whether it is there, with a call that brings nothing.
    fn check(&mut self, cx: &mut Ctx<'_>) {
        if self.down {
            return;
        }
        let cause = cx.cause();
        for target in self.targets.iter_mut().filter(|target| target.probe.is_none()) {
            cx.because(cause);
            let request = Request::Put {
                messages: SmallVec::new(),
                batch: false,
                awaits: Awaits::Result,
            };
            let call = cx.call(target.wire, request);
            target.probe = Some(call);
            let timer = Timer {
                tag: CHECK_TIMEOUT,
                key: call,
            };
            cx.wake(cx.now() + self.config.check_timeout, Phase::Deadlines, timer);
        }
    }

    /// A health check has its outcome.
    fn probed(&mut self, call: u64, good: bool, cx: &mut Ctx<'_>) {
        let Some(target) = self.targets.iter_mut().find(|target| target.probe == Some(call)) else {
            return;
        };
        target.probe = None;
        if target.checked(good, self.config.healthy_after, self.config.unhealthy_after) {
            cx.tell(MessageId::NONE, Happening::Noted, Some(const { rule("END-081") }));
        }
    }

    fn called(&mut self, from: Caller, messages: &[Rc<Message>], cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        self.counts.requests += messages.len() as u64;
        if self.down {
            self.counts.lost += messages.len() as u64;
            nobody(from, messages, None, cx);
            return;
        }
        let slots: Vec<Slot> = self.answers.open(from, messages.len(), cx).collect();
        for (message, slot) in messages.iter().zip(slots) {
            cx.because(cause);
            match choose(&self.targets, &mut self.turn, self.config.least) {
                Some(index) => self.pass(index, message, slot, cx),
                None => self.turn_away(message, slot, cx),
            }
        }
    }

    /// END-081: without a healthy target there is nobody to ask.
    fn turn_away(&mut self, message: &Message, slot: Slot, cx: &mut Ctx<'_>) {
        self.counts.unavailable += 1;
        let refusal = http_refusal(503, const { rule("END-081") });
        cx.end(message.id, Fate::Refused);
        cx.tell(message.id, Happening::Refused { code: refusal.code }, refusal.rule);
        self.answers.give(slot, Err(refusal), cx);
    }

    fn pass(&mut self, index: usize, message: &Rc<Message>, slot: Slot, cx: &mut Ctx<'_>) {
        let target = &mut self.targets[index];
        target.open += 1;
        let wire = target.wire;
        let request = Request::Put {
            messages: SmallVec::from_buf([Rc::clone(message)]),
            batch: false,
            awaits: Awaits::Result,
        };
        let call = cx.call(wire, request);
        let since = cx.now();
        self.passed.insert(call, Passed { slot, wire, since });
        let timer = Timer {
            tag: TARGET_TIMEOUT,
            key: call,
        };
        cx.wake(since + self.config.target_timeout, Phase::Deadlines, timer);
    }

    fn take(&mut self, call: u64) -> Option<Passed> {
        let passed = self.passed.remove(&call)?;
        if let Some(target) = self.targets.iter_mut().find(|target| target.wire == passed.wire) {
            target.open = target.open.saturating_sub(1);
        }
        Some(passed)
    }

    /// An answer goes back as it is; where there is none, the load balancer says so (END-081).
    fn answered(&mut self, call: u64, response: Response, cx: &mut Ctx<'_>) {
        let Some(passed) = self.take(call) else {
            self.probed(call, matches!(response, Response::Put(_)), cx);
            return;
        };
        self.counts.response_micros += cx.now().since(passed.since).0;
        let answer = match response {
            Response::Put(results) => results.into_iter().next(),
            Response::Refused(refusal) => Some(Err(refusal)),
            _ => None,
        };
        let answer: Answer = match answer {
            Some(answer) => {
                match &answer {
                    Ok(_) => self.counts.target_2xx += 1,
                    Err(refusal) if refusal.code.starts_with('4') => self.counts.target_4xx += 1,
                    Err(_) => self.counts.target_5xx += 1,
                }
                answer
            }
            None => {
                self.counts.bad_gateway += 1;
                let refusal = http_refusal(502, const { rule("END-081") });
                cx.tell(MessageId::NONE, Happening::Refused { code: refusal.code }, refusal.rule);
                Err(refusal)
            }
        };
        self.answers.give(passed.slot, answer, cx);
    }

    /// END-081: a target that takes too long is not waited for; it goes on all the same.
    fn too_late(&mut self, call: u64, cx: &mut Ctx<'_>) {
        let Some(passed) = self.take(call) else { return };
        self.counts.timed_out += 1;
        cx.hang_up(passed.wire, call);
        let refusal = http_refusal(504, const { rule("END-081") });
        cx.tell(MessageId::NONE, Happening::Refused { code: refusal.code }, refusal.rule);
        self.answers.give(passed.slot, Err(refusal), cx);
    }

    /// It loses all its connections.
    fn crash(&mut self, cx: &mut Ctx<'_>) {
        self.down = true;
        let cause = cx.tell(MessageId::NONE, Happening::WentDown, None);
        let calls: Vec<u64> = self.passed.keys().copied().collect();
        for call in calls {
            if let Some(passed) = self.take(call) {
                cx.because(cause);
                self.counts.lost += 1;
                cx.hang_up(passed.wire, call);
                self.answers.keep_silent(passed.slot, cx);
            }
        }
    }
}
