//! The engine of a service: take or reject, work, call on, answer.

mod calling;

use super::config::{Config, Spread};
use super::rules::rule;
use super::spec;
use crate::base::{MessageId, NodeId, Scope, SimDuration, SimTime, Stream, WireId};
use crate::nodes::answers::{Answers, Slot, accepted, http_refusal, lose, nobody};
use crate::sim::{
    Caller, Card, Ctx, Fate, Fault, Gate, Happening, Holding, Inquiry, Message, Metrics, Node, NodeSpec, Phase,
    Request, Response, Rule, Settings, Standing, Stimulus, Timer,
};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

const WORK: u32 = 0;
const DEADLINE: u32 = 1;

/// What a request waits for.
#[derive(Clone, Debug)]
pub(super) enum Stage {
    /// A thread.
    Waiting,
    /// The end of the work.
    Working {
        /// When that is.
        until: SimTime,
        /// Whether it will have failed.
        failing: bool,
    },
    /// Answers of the services that it called.
    Calling {
        /// How many are missing.
        left: usize,
        /// Whether one was bad.
        failed: bool,
        /// The body of the first.
        result: Option<Rc<str>>,
    },
}

/// A request that is not answered yet.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) message: Rc<Message>,
    slot: Slot,
    pub(super) since: SimTime,
    pub(super) stage: Stage,
}

/// Why a request was not served, as a status and a metric.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Failure {
    Error,
    BadGateway,
    Rejected,
    TimedOut,
}

impl Failure {
    const fn status(self) -> u16 {
        match self {
            Failure::Error => 500,
            Failure::BadGateway => 502,
            Failure::Rejected => 503,
            Failure::TimedOut => 504,
        }
    }

    const fn rule(self) -> &'static Rule {
        match self {
            Failure::Rejected => rule("END-085"),
            _ => rule("END-080"),
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) came: u64,
    pub(super) done: u64,
    pub(super) distinct: u64,
    pub(super) failures: [u64; 4],
    pub(super) lost: u64,
    pub(super) response_micros: u64,
}

/// A service.
#[derive(Clone, Debug)]
pub struct Service {
    pub(super) config: Rc<Config>,
    outs: Vec<WireId>,
    pub(super) down: bool,
    pub(super) slow: u32,
    gate: Gate,
    fail_next: u32,
    pub(super) answers: Answers,
    pub(super) jobs: BTreeMap<u64, Job>,
    /// The jobs that wait, in order.
    pub(super) queue: VecDeque<u64>,
    /// Unanswered calls, with the jobs that they are for.
    calls: BTreeMap<u64, (u64, WireId)>,
    next: u64,
    pub(super) counts: Counts,
    work_luck: Stream,
    failure_luck: Stream,
    payload_luck: Stream,
}

impl Node for Service {
    const SPEC: &'static NodeSpec = &spec::SERVICE;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        let stream = |purpose| Stream::new(seed, u64::from(id.0), purpose);
        Service {
            config: Rc::new(Config::new(settings)),
            outs: Vec::new(),
            down: false,
            slow: 100,
            gate: Gate::new(seed, id),
            fail_next: 0,
            answers: Answers::default(),
            jobs: BTreeMap::new(),
            queue: VecDeque::new(),
            calls: BTreeMap::new(),
            next: 0,
            counts: Counts::default(),
            work_luck: stream("work"),
            failure_luck: stream("failure"),
            payload_luck: stream("payload"),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start | Stimulus::Rewired => self.outs = cx.wires(1),
            Stimulus::Request {
                from,
                request: Request::Put { messages, .. },
            } => self.called(from, &messages, cx),
            Stimulus::Request { from, .. } => cx.reply(from, Response::Unreachable),
            Stimulus::Response { call, response, .. } => self.answered(call, response, cx),
            Stimulus::Timer(Timer { tag: WORK, key }) => self.worked(key, cx),
            Stimulus::Timer(Timer { tag: DEADLINE, key }) => self.too_late(key, cx),
            Stimulus::Reconfigure(settings) => {
                self.config = Rc::new(Config::new(&settings));
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
                self.begin_next(cx);
            }
            Stimulus::Fault(fault) => self.hit(&fault, cx),
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        self.measure(out);
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        self.show(card);
    }

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        self.visit(visit);
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        self.standing(inquiry)
    }

    fn faults(&self) -> Vec<Fault> {
        Fault::in_force(self.down, self.slow, self.gate.limit())
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        self.check(wrong);
    }
}

impl Service {
    pub(super) fn busy(&self) -> usize {
        self.jobs.len() - self.queue.len()
    }

    /// END-080: nobody there takes nothing; a full queue rejects.
    fn called(&mut self, from: Caller, messages: &[Rc<Message>], cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        self.counts.came += messages.len() as u64;
        if self.down {
            self.counts.lost += messages.len() as u64;
            nobody(from, messages, Some(const { rule("END-080") }), cx);
            return;
        }
        let slots: Vec<Slot> = self.answers.open(from, messages.len(), cx).collect();
        for (message, slot) in messages.iter().zip(slots) {
            cx.because(cause);
            let job = Job {
                message: Rc::clone(message),
                slot,
                since: cx.now(),
                stage: Stage::Waiting,
            };
            let is_free = self.busy() < self.config.concurrency;
            if self.gate.refuses(cx.now()) || !is_free && self.queue.len() >= self.config.queue {
                self.fail(&job, Failure::Rejected, cx);
                continue;
            }
            self.next += 1;
            let number = self.next;
            self.jobs.insert(number, job);
            self.queue.push_back(number);
            if let Some(timeout) = self.config.timeout {
                let timer = Timer {
                    tag: DEADLINE,
                    key: number,
                };
                cx.wake(cx.now() + timeout, Phase::Deadlines, timer);
            }
            if is_free {
                self.begin_next(cx);
            } else {
                cx.tell(message.id, Happening::Stored { visible: cx.now() }, None);
            }
        }
    }

    /// Free threads begin with what has waited longest.
    fn begin_next(&mut self, cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        while self.busy() < self.config.concurrency
            && let Some(number) = self.queue.pop_front()
        {
            cx.because(cause);
            let until = cx.now() + self.draw_work();
            let failing = self.fail_next > 0 || self.failure_luck.chance(self.config.failure);
            self.fail_next = self.fail_next.saturating_sub(1);
            if let Some(job) = self.jobs.get_mut(&number) {
                job.stage = Stage::Working { until, failing };
                cx.tell(job.message.id, Happening::WorkBegan { until }, None);
                let timer = Timer { tag: WORK, key: number };
                cx.wake(until, Phase::Finish, timer);
            }
        }
    }

    fn draw_work(&mut self) -> SimDuration {
        let work = self.config.work;
        let drawn = match self.config.spread {
            Spread::Constant => work,
            Spread::Uniform => SimDuration(work.0 / 2) + self.work_luck.uniform(work),
            Spread::Exponential => self.work_luck.exponential(work),
        };
        SimDuration((drawn.0.saturating_mul(u64::from(self.slow)) / 100).max(1))
    }

    /// The work of a request is done; what is behind it comes next.
    fn worked(&mut self, number: u64, cx: &mut Ctx<'_>) {
        let Some(job) = self.jobs.get(&number) else { return };
        match job.stage {
            Stage::Working { failing: true, .. } => self.finish(number, Err(Failure::Error), cx),
            Stage::Working { .. } if self.outs.is_empty() => self.finish(number, Ok(None), cx),
            Stage::Working { .. } => self.call_on(number, cx),
            _ => {}
        }
    }

    fn finish(&mut self, number: u64, outcome: Result<Option<Rc<str>>, Failure>, cx: &mut Ctx<'_>) {
        let Some(job) = self.jobs.remove(&number) else { return };
        match outcome {
            Ok(result) => self.succeed(&job, result, cx),
            Err(failure) => self.fail(&job, failure, cx),
        }
        self.begin_next(cx);
    }

    fn succeed(&mut self, job: &Job, result: Option<Rc<str>>, cx: &mut Ctx<'_>) {
        let (message, me) = (&job.message, cx.me());
        let first = cx.effect(me, message.root);
        self.counts.response_micros += cx.now().since(job.since).0;
        self.counts.distinct += u64::from(first);
        cx.end(message.id, Fate::Done);
        cx.tell(message.id, Happening::WorkDone { again: !first }, None);
        let scope = Scope {
            n: self.counts.done,
            now: cx.now(),
            values: &[&message.draft.body, result.as_deref().unwrap_or_default()],
        };
        let answer = self.config.answer.render(scope, &mut self.payload_luck);
        self.counts.done += 1;
        let result = (!answer.is_empty()).then_some(answer).or(result);
        self.answers.give(job.slot, accepted(message.id, result), cx);
    }

    fn fail(&mut self, job: &Job, failure: Failure, cx: &mut Ctx<'_>) {
        self.counts.failures[failure as usize] += 1;
        let refusal = http_refusal(failure.status(), failure.rule());
        cx.end(job.message.id, Fate::Refused);
        cx.tell(job.message.id, Happening::Refused { code: refusal.code }, refusal.rule);
        self.answers.give(job.slot, Err(refusal), cx);
    }

    fn lose(&mut self, message: &Message, cx: &mut Ctx<'_>) {
        self.counts.lost += 1;
        lose(message, Some(const { rule("END-080") }), cx);
    }

    fn hit(&mut self, fault: &Fault, cx: &mut Ctx<'_>) {
        match fault {
            Fault::Crash if !self.down => self.crash(cx),
            Fault::Restart if self.down => {
                self.down = false;
                cx.tell(MessageId::NONE, Happening::CameBack, None);
            }
            Fault::Slow(hundredths) => self.slow = *hundredths,
            Fault::Throttle(limit) => self.gate.set(*limit),
            Fault::Poison(MessageId::NONE) => self.fail_next += 1,
            _ => {}
        }
    }

    /// The server dies with all requests in it.
    fn crash(&mut self, cx: &mut Ctx<'_>) {
        self.down = true;
        let cause = cx.tell(MessageId::NONE, Happening::WentDown, None);
        self.queue.clear();
        for (call, (_, wire)) in std::mem::take(&mut self.calls) {
            cx.hang_up(wire, call);
        }
        for job in std::mem::take(&mut self.jobs).into_values() {
            cx.because(cause);
            self.lose(&job.message, cx);
            self.answers.keep_silent(job.slot, cx);
        }
    }
}
