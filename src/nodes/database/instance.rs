//! An RDS-like instance: each write holds a connection for a while.

use super::config::InstanceConfig;
use super::rules::rule;
use super::spec;
use super::storing::Stored;
use super::table::figures;
use crate::base::{MessageId, NodeId, SimDuration, SimTime};
use crate::nodes::answers::{Answers, Slot};
use crate::sim::{
    Bar, Caller, Card, Ctx, Fate, Fault, Gate, Happening, Holding, Inquiry, Lane, LaneToken, Message, Metrics, Node,
    NodeSpec, Phase, Place, Refusal, Request, Response, Settings, Standing, Stimulus, Timer, TokenStyle, Tone,
};
use smallvec::SmallVec;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// A write is done.
const DONE: u32 = 0;
/// A write has waited for too long.
const TOO_LATE: u32 = 1;

/// A write, and where its result belongs.
#[derive(Clone, Debug)]
struct Job {
    number: u64,
    slot: Slot,
    message: Rc<Message>,
    since: SimTime,
    /// When the write is done, or when it has waited for too long.
    until: SimTime,
}

/// A database instance.
#[derive(Clone, Debug)]
pub struct Instance {
    me: NodeId,
    config: InstanceConfig,
    stored: Stored,
    /// Writes that hold a connection, by number.
    busy: BTreeMap<u64, Job>,
    /// Writes that wait for one, the oldest first.
    waiting: VecDeque<Job>,
    answers: Answers,
    next: u64,
    errors: u64,
    timeouts: u64,
    slow: u32,
    down: bool,
    gate: Gate,
}

impl Instance {
    fn put(&mut self, from: Caller, messages: SmallVec<[Rc<Message>; 1]>, cx: &mut Ctx<'_>) {
        let (cause, now) = (cx.cause(), cx.now());
        let slots = self.answers.open(from, messages.len(), cx);
        for (message, slot) in messages.into_iter().zip(slots) {
            cx.because(cause);
            self.next += 1;
            let job = Job {
                number: self.next,
                slot,
                message,
                since: now,
                until: now,
            };
            let full = self.busy.len() as u64 >= self.config.connections;
            if self.down || self.gate.refuses(now) {
                self.fail(job, "08001", cx);
            } else if !full {
                self.begin(job, cx);
            } else if self.config.waits {
                self.wait(job, cx);
            } else {
                let used = self.config.connections + 1;
                cx.touch(&spec::CONNECTIONS, used, self.config.connections);
                // END-041, END-046: Too many connections.
                self.fail(job, "1040", cx);
            }
        }
    }

    /// Takes a connection.
    fn begin(&mut self, mut job: Job, cx: &mut Ctx<'_>) {
        let span = self.config.span.times(u64::from(self.slow)).0 / 100;
        job.until = cx.now() + SimDuration(span.max(1));
        cx.tell(job.message.id, Happening::WorkBegan { until: job.until }, None);
        let timer = Timer {
            tag: DONE,
            key: job.number,
        };
        cx.wake(job.until, Phase::Finish, timer);
        self.busy.insert(job.number, job);
        cx.touch(&spec::CONNECTIONS, self.busy.len() as u64, self.config.connections);
    }

    /// END-040: waits for a connection, for a while.
    fn wait(&mut self, mut job: Job, cx: &mut Ctx<'_>) {
        job.until = cx.now() + self.config.timeout;
        cx.tell(job.message.id, Happening::Noted, Some(const { rule("END-040") }));
        let timer = Timer {
            tag: TOO_LATE,
            key: job.number,
        };
        cx.wake(job.until, Phase::Timers, timer);
        self.waiting.push_back(job);
    }

    /// A write that is not carried out.
    fn fail(&mut self, job: Job, code: &'static str, cx: &mut Ctx<'_>) {
        self.errors += 1;
        let refusal = Refusal {
            code,
            rule: Some(const { rule("END-046") }),
            retryable: true,
        };
        cx.tell(job.message.id, Happening::Refused { code }, refusal.rule);
        cx.end(job.message.id, Fate::Refused);
        self.answers.give(job.slot, Err(refusal), cx);
    }

    fn ring(&mut self, timer: Timer, cx: &mut Ctx<'_>) {
        if timer.tag == TOO_LATE {
            if let Some(at) = self.waiting.iter().position(|job| job.number == timer.key)
                && let Some(job) = self.waiting.remove(at)
            {
                self.timeouts += 1;
                self.fail(job, "HYT00", cx);
            }
            return;
        }
        let Some(job) = self.busy.remove(&timer.key) else {
            return;
        };
        let receipt = self.stored.store(self.me, &job.message, self.config.write, None, cx);
        self.answers.give(job.slot, Ok(receipt), cx);
        self.serve(cx);
    }

    /// Gives free connections to those that wait.
    fn serve(&mut self, cx: &mut Ctx<'_>) {
        while (self.busy.len() as u64) < self.config.connections {
            let Some(job) = self.waiting.pop_front() else { return };
            self.begin(job, cx);
        }
    }

    fn crash(&mut self, cx: &mut Ctx<'_>) {
        self.down = true;
        cx.tell(MessageId::NONE, Happening::WentDown, None);
        let busy = std::mem::take(&mut self.busy).into_values();
        let jobs: Vec<Job> = busy.chain(std::mem::take(&mut self.waiting)).collect();
        for job in jobs {
            self.fail(job, "08006", cx);
        }
    }

    fn held(&self) -> impl Iterator<Item = (&Job, Place)> {
        let busy = self.busy.values().map(|job| (job, Place::InFlight));
        busy.chain(self.waiting.iter().map(|job| (job, Place::Waiting)))
    }
}

impl Node for Instance {
    const SPEC: &'static NodeSpec = &spec::INSTANCE;

    fn new(me: NodeId, seed: u64, settings: &Settings) -> Self {
        Instance {
            me,
            config: InstanceConfig::new(settings),
            stored: Stored::default(),
            busy: BTreeMap::new(),
            waiting: VecDeque::new(),
            answers: Answers::default(),
            next: 0,
            errors: 0,
            timeouts: 0,
            slow: 100,
            down: false,
            gate: Gate::new(seed, me),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Request { from, request } => match request {
                Request::Put { messages, .. } => self.put(from, messages, cx),
                // Nobody polls a database over a wire: its port takes puts only.
                _ => {
                    let refusal = Refusal {
                        code: "0A000",
                        rule: None,
                        retryable: false,
                    };
                    cx.reply(from, Response::Refused(refusal));
                }
            },
            Stimulus::Timer(timer) => self.ring(timer, cx),
            Stimulus::Reconfigure(settings) => {
                self.config = InstanceConfig::new(&settings);
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
                self.serve(cx);
            }
            Stimulus::Fault(Fault::Crash) => self.crash(cx),
            Stimulus::Fault(Fault::Restart) => {
                self.down = false;
                cx.tell(MessageId::NONE, Happening::CameBack, None);
            }
            Stimulus::Fault(Fault::Slow(slow)) => self.slow = slow,
            Stimulus::Fault(Fault::Throttle(limit)) => self.gate.set(limit),
            _ => {}
        }
    }

    fn metrics(&self, _: SimTime, out: &mut Metrics) {
        out.set("DatabaseConnections", self.busy.len() as u64);
        out.set("Waiting", self.waiting.len() as u64);
        out.set("ConnectionErrors", self.errors - self.timeouts);
        out.set("Timeouts", self.timeouts);
        out.set("ItemCount", self.stored.items);
        out.set("Writes", self.stored.writes);
        out.set("RepeatedWrites", self.stored.repeated);
        out.set("ConditionalCheckFailedRequests", self.stored.conflicts);
        out.set("Overcount", self.stored.overcount);
    }

    fn card(&self, _: SimTime, card: &mut Card) {
        if self.config.waits {
            let token = |job: &Job| LaneToken::of(&job.message, TokenStyle::Filled, Some(job.until));
            card.lanes.push(Lane {
                label: "waiting",
                tokens: self.waiting.iter().take(Card::LANE_TOKENS).map(token).collect(),
                total: self.waiting.len() as u64,
            });
        }
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        card.bar = Some(Bar {
            label: "in use",
            filled: small(self.busy.len() as u64),
            whole: small(self.config.connections),
        });
        card.count(self.stored.items, ("row", "rows"), Tone::Plain);
        figures(&self.stored, (self.errors, ("error", "errors")), card);
        if self.down {
            (card.status, card.tone) = ("down".to_string(), Tone::Bad);
        }
    }

    fn holdings(&self, _: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        for (job, place) in self.held() {
            visit(Holding::of(&job.message, place, Some(job.until), job.since));
        }
    }

    fn faults(&self) -> Vec<Fault> {
        Fault::in_force(self.down, self.slow, self.gate.limit())
    }

    fn audit(&self, _: SimTime, wrong: &mut Vec<String>) {
        let open = self.answers.owed();
        let held = self.busy.len() + self.waiting.len();
        if open != held {
            wrong.push(format!("{held} writes are held, but {open} answers are owed"));
        }
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let (job, place) = self.held().find(|(job, _)| job.message.id == inquiry.message)?;
        let text = match place {
            Place::Waiting => format!(
                "It waits for one of {} connections, all of which are in use.",
                self.config.connections
            ),
            _ => "It is being written.".to_string(),
        };
        let mut standing = Standing::new(place, text).of(&job.message);
        standing.until = Some(job.until);
        standing.rule = (place == Place::Waiting).then_some(const { rule("END-046") });
        Some(standing)
    }
}
