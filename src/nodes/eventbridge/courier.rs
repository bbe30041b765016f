//! Delivery: calls of targets, retries with back-off, and the dead-letter queue (EVB-070 to EVB-076).

use super::failure::{Failure, failure, letter, outcome};
use super::input::Scope;
use super::rules::rule;
use super::target::Target;
use crate::base::{NodeId, SimDuration, SimTime, Stream, WireId};
use crate::sim::{
    Awaits, Caller, Ctx, Draft, Gate, Happening, Inquiry, Message, Metrics, Phase, Place, Request, Response, Standing,
    Timer,
};
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The tag of the alarm at which a delivery is tried again.
pub const AGAIN: u32 = 100;
/// The tag of the alarm at which a call of an API destination has lasted too long.
pub const TIMEOUT: u32 = 101;

/// The longest pause before a retry (EVB-074).
const LONGEST: SimDuration = SimDuration::from_secs(600);
/// How long an API destination may take (EVB-065).
const DESTINATION: SimDuration = SimDuration::from_secs(5);

/// One event on its way to one target.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub wire: WireId,
    pub target: Rc<Target>,
    /// The event, and what the target gets of it.
    event: Rc<Message>,
    body: Rc<str>,
    /// The message of the latest attempt.
    pub last: Rc<Message>,
    /// How often it was tried.
    pub tries: u32,
    since: SimTime,
    /// When it is tried next.
    pub again: SimTime,
    pub failure: Option<Failure>,
}

/// What became of deliveries (EVB-120).
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub delivered: u64,
    pub failed: u64,
    pub retries: u64,
    pub to_dlq: u64,
    pub dlq_failed: u64,
    pub dropped: u64,
    /// First attempts that had to wait because the service took no more calls.
    pub throttled: u64,
}

/// The delivering side of a rule or a schedule.
#[derive(Clone, Debug)]
pub struct Courier {
    pub counts: Counts,
    calls: BTreeMap<u64, Delivery>,
    /// Deliveries that are tried again, or for the first time, at an alarm.
    resting: BTreeMap<u64, Delivery>,
    /// Calls of dead-letter queues.
    burials: BTreeMap<u64, Rc<Message>>,
    next: u64,
    /// When each API destination may be called next.
    paces: BTreeMap<WireId, SimTime>,
    /// What EventBridge itself is told to hold back: invocations are delayed, not lost (EVB-025).
    pub gate: Gate,
    luck: Stream,
}

impl Courier {
    /// Nothing to deliver yet.
    pub fn new(seed: u64, id: NodeId) -> Courier {
        Courier {
            counts: Counts::default(),
            calls: BTreeMap::new(),
            resting: BTreeMap::new(),
            burials: BTreeMap::new(),
            next: 0,
            paces: BTreeMap::new(),
            gate: Gate::new(seed, id),
            luck: Stream::new(seed, u64::from(id.0), "backoff"),
        }
    }

    /// Delivers an event to a target: at once, or as soon as its rate allows.
    pub fn deliver(
        &mut self,
        event: &Rc<Message>,
        wire: WireId,
        target: &Rc<Target>,
        scope: Scope<'_>,
        cx: &mut Ctx<'_>,
    ) {
        let Some(body) = target.input.apply(&event.draft.body, scope) else {
            cx.tell(event.id, Happening::Noted, Some(const { rule("EVB-063") }));
            return;
        };
        let now = cx.now();
        let delivery = Delivery {
            wire,
            target: Rc::clone(target),
            event: Rc::clone(event),
            body,
            last: Rc::clone(event),
            tries: 0,
            since: now,
            again: now,
            failure: None,
        };
        let at = self.slot(&delivery, cx);
        if at > now {
            self.rest(Delivery { again: at, ..delivery }, cx);
        } else {
            self.first(delivery, cx);
        }
    }

    /// The first attempt, or a second's pause when EventBridge takes no more calls.
    fn first(&mut self, delivery: Delivery, cx: &mut Ctx<'_>) {
        if !self.gate.refuses(cx.now()) {
            self.attempt(delivery, cx);
            return;
        }
        self.counts.throttled += 1;
        cx.tell(delivery.event.id, Happening::Noted, Some(const { rule("EVB-025") }));
        let again = SimTime::from_secs(cx.now().0 / 1_000_000 + 1);
        self.rest(Delivery { again, ..delivery }, cx);
    }

    /// EVB-065: when an API destination may be called; other targets at once.
    fn slot(&mut self, delivery: &Delivery, cx: &Ctx<'_>) -> SimTime {
        let now = cx.now();
        if !is_destination(delivery.wire, cx) {
            return now;
        }
        let next = self.paces.entry(delivery.wire).or_insert(now);
        let at = now.max(*next);
        *next = at + delivery.target.pace;
        at
    }

    fn rest(&mut self, delivery: Delivery, cx: &mut Ctx<'_>) {
        self.next += 1;
        let timer = Timer {
            tag: AGAIN,
            key: self.next,
        };
        cx.wake(delivery.again, Phase::Sends, timer);
        self.resting.insert(self.next, delivery);
    }

    /// An alarm for a delivery rings.
    pub fn rings(&mut self, timer: Timer, cx: &mut Ctx<'_>) {
        match timer.tag {
            AGAIN => {
                if let Some(delivery) = self.resting.remove(&timer.key) {
                    if delivery.tries == 0 {
                        self.first(delivery, cx);
                    } else {
                        self.counts.retries += 1;
                        self.attempt(delivery, cx);
                    }
                }
            }
            TIMEOUT => {
                if let Some(delivery) = self.calls.remove(&timer.key) {
                    cx.hang_up(delivery.wire, timer.key);
                    let failure = failure(
                        "TIMEOUT",
                        "The API destination did not answer in 5 seconds.",
                        true,
                        "EVB-065",
                    );
                    self.failed(delivery, failure, cx);
                }
            }
            _ => {}
        }
    }

    fn attempt(&mut self, mut delivery: Delivery, cx: &mut Ctx<'_>) {
        if cx.peer(delivery.wire).is_none() {
            let gone = failure("NO_RESOURCE", "The target is gone.", false, "EVB-071");
            self.failed(delivery, gone, cx);
            return;
        }
        let draft = Draft {
            body: Rc::clone(&delivery.body),
            group: delivery.target.group.clone(),
            trace_header: delivery.event.draft.trace_header.clone(),
            ..Draft::default()
        };
        // A retry is a child of the attempt before, so that the whole way can be followed.
        let message = cx.make_message(draft, Some(&delivery.last));
        delivery.last = Rc::clone(&message);
        delivery.tries += 1;
        // EVB-075: that the target has taken it over is all that is awaited, but of an API its answer.
        let destination = is_destination(delivery.wire, cx);
        let request = Request::Put {
            messages: SmallVec::from_buf([message]),
            batch: false,
            awaits: if destination {
                Awaits::Result
            } else {
                Awaits::Acceptance
            },
        };
        let call = cx.call(delivery.wire, request);
        if destination {
            let timer = Timer {
                tag: TIMEOUT,
                key: call,
            };
            cx.wake(cx.now() + DESTINATION, Phase::Deadlines, timer);
        }
        self.calls.insert(call, delivery);
    }

    /// The answer to one of its calls. False when the call is not one of them.
    pub fn answered(&mut self, call: u64, wire: WireId, response: &Response, cx: &mut Ctx<'_>) -> bool {
        if wire == Caller::INSIDE {
            return self.buried(call, response, cx);
        }
        let Some(delivery) = self.calls.remove(&call) else {
            return false;
        };
        match outcome(response) {
            None => self.counts.delivered += 1,
            Some(failure) => self.failed(delivery, failure, cx),
        }
        true
    }

    /// EVB-070, EVB-071: tries again later, or gives up.
    fn failed(&mut self, mut delivery: Delivery, failure: Failure, cx: &mut Ctx<'_>) {
        delivery.failure = Some(failure);
        let now = cx.now();
        let retries = delivery.tries.saturating_sub(1);
        if !failure.retriable {
            self.give_up(&delivery, failure, None, cx);
            return;
        }
        if retries >= delivery.target.retries {
            self.give_up(&delivery, failure, Some("MaximumRetryAttempts"), cx);
            return;
        }
        let again = now + self.pause(retries);
        if again.since(delivery.since) > delivery.target.age {
            self.give_up(&delivery, failure, Some("MaximumEventAgeInSeconds"), cx);
            return;
        }
        cx.tell(delivery.last.id, Happening::Noted, Some(const { rule("EVB-074") }));
        delivery.again = again;
        self.rest(delivery, cx);
    }

    /// EVB-074: half to all of 2^i seconds, at most ten minutes.
    fn pause(&mut self, retry: u32) -> SimDuration {
        let full = SimDuration::from_secs(1 << retry.min(10)).min(LONGEST);
        SimDuration(full.0 / 2 + self.luck.uniform(SimDuration(full.0 / 2)).0)
    }

    fn give_up(&mut self, delivery: &Delivery, failure: Failure, exhausted: Option<&str>, cx: &mut Ctx<'_>) {
        self.counts.failed += 1;
        let what = Happening::Refused { code: failure.code };
        let queue = delivery.target.dead_letters.filter(|queue| cx.info(*queue).is_some());
        let Some(queue) = queue else {
            self.counts.dropped += 1;
            cx.tell(delivery.last.id, what, Some(const { rule("EVB-072") }));
            return;
        };
        cx.tell(delivery.last.id, what, Some(failure.rule));
        let draft = Draft {
            body: Rc::clone(&delivery.event.draft.body),
            attributes: letter(delivery, failure, exhausted, cx).into(),
            ..Draft::default()
        };
        let message = cx.make_message(draft, Some(&delivery.last));
        let request = Request::Put {
            messages: SmallVec::from_buf([Rc::clone(&message)]),
            batch: false,
            awaits: Awaits::Acceptance,
        };
        let call = cx.ask(queue, request);
        self.burials.insert(call, message);
    }

    fn buried(&mut self, call: u64, response: &Response, cx: &mut Ctx<'_>) -> bool {
        let Some(message) = self.burials.remove(&call) else {
            return false;
        };
        let taken = matches!(response, Response::Put(results) if results.iter().all(Result::is_ok));
        if taken {
            self.counts.to_dlq += 1;
        } else {
            self.counts.dlq_failed += 1;
            cx.tell(message.id, Happening::Noted, Some(const { rule("EVB-073") }));
        }
        true
    }

    /// EVB-070, EVB-074: why a delivery has not succeeded yet.
    pub fn standing(&self, inquiry: Inquiry<'_>, place: Place) -> Option<Standing> {
        let mine = |delivery: &&Delivery| delivery.last.id == inquiry.message;
        let delivery = self.resting.values().find(mine)?;
        let again = delivery.again;
        let text = match delivery.failure {
            Some(failure) => format!(
                "Attempt {} failed with {}. It is tried again at {again} as a new message.",
                delivery.tries, failure.code
            ),
            None => format!("It waits until {again}, since only so many calls a second are made."),
        };
        let rule = if delivery.failure.is_some() {
            const { rule("EVB-074") }
        } else {
            const { rule("EVB-065") }
        };
        Some(Standing::new(place, text).of(&delivery.last).by(rule).until(again))
    }

    /// The deliveries that wait for an alarm.
    pub fn waiting(&self) -> impl Iterator<Item = &Delivery> {
        self.resting.values()
    }

    /// CloudWatch's counts (EVB-120).
    pub fn metrics(&self, out: &mut Metrics) {
        let counts = &self.counts;
        out.set("Invocations", counts.delivered + counts.failed);
        out.set("FailedInvocations", counts.failed);
        out.set("RetryInvocationAttempts", counts.retries);
        out.set("InvocationsSentToDlq", counts.to_dlq);
        out.set("InvocationsFailedToBeSentToDlq", counts.dlq_failed);
        out.set("DroppedEvents", counts.dropped);
        out.set("WaitingDeliveries", self.resting.len());
        out.set("ThrottledRules", counts.throttled);
    }

    /// What is counted and what is there must agree.
    pub fn audit(&self, wrong: &mut Vec<String>) {
        let counts = &self.counts;
        let ended = counts.to_dlq + counts.dlq_failed + counts.dropped + self.burials.len() as u64;
        if counts.failed != ended {
            wrong.push(format!(
                "{} deliveries failed, but {ended} were buried or dropped",
                counts.failed
            ));
        }
    }
}

pub fn is_destination(wire: WireId, cx: &Ctx<'_>) -> bool {
    let peer = cx.peer(wire).and_then(|peer| cx.info(peer));
    peer.is_some_and(|info| info.spec.kind == "http-endpoint")
}
