//! The engine of all endpoints: take, wait, answer.

mod answering;

use super::direct::{Direct, RETRY};
use super::medium::{Confirms, Medium};
use super::rules::rule;
use crate::base::{MessageId, NodeId, SimDuration, SimTime, Stream};
use crate::nodes::answers::{Answers, Slot, lose, nobody};
use crate::sim::{
    Caller, Card, Ctx, Fault, Gate, Happening, Holding, Inquiry, Lane, LaneToken, Message, Metrics, Node, NodeSpec,
    Phase, Place, Refusal, Request, Response, Settings, Standing, Stimulus, Timer, TokenStyle, Tone,
};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// The result with which an endpoint confirms a subscription.
pub const CONFIRMED: &str = "confirm";

/// So many of the messages that were taken can be looked at.
const LATEST: usize = 20;

/// A message that is being answered.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub(super) message: Rc<Message>,
    slot: Slot,
    pub(super) since: SimTime,
    pub(super) until: SimTime,
    verdict: Result<(), Refusal>,
    /// It asks to confirm a subscription, and that is put off.
    pub(super) unconfirmed: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    came: u64,
    received: u64,
    twice: u64,
    skipped: u64,
    refused: u64,
    lost: u64,
    asked: u64,
    confirmed: u64,
}

/// An endpoint.
#[derive(Clone, Debug)]
pub struct Endpoint<M> {
    pub(super) medium: M,
    pub(super) direct: Direct,
    pub(super) down: bool,
    slow: u32,
    gate: Gate,
    /// The share of answers that fail by chance.
    failing: Stream,
    spread: Stream,
    answers: Answers,
    pub(super) visits: BTreeMap<u64, Visit>,
    next: u64,
    /// What was taken last, with the time, newest last.
    latest: VecDeque<(SimTime, Rc<Message>)>,
    counts: Counts,
}

impl<M: Medium> Node for Endpoint<M> {
    const SPEC: &'static NodeSpec = M::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        let stream = |purpose| Stream::new(seed, u64::from(id.0), purpose);
        Endpoint {
            medium: M::new(settings),
            direct: Direct::default(),
            down: false,
            slow: 100,
            gate: Gate::new(seed, id),
            failing: stream("failure"),
            spread: stream("latency"),
            answers: Answers::default(),
            visits: BTreeMap::new(),
            next: 0,
            latest: VecDeque::new(),
            counts: Counts::default(),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Request {
                from,
                request: Request::Put { messages, .. },
            } => self.called(from, &messages, cx),
            Stimulus::Request { from, .. } => cx.reply(from, Response::Unreachable),
            Stimulus::Response { call, response, .. } => self.delivered(call, response, cx),
            Stimulus::Timer(Timer { tag: RETRY, key }) => self.retry(key, cx),
            Stimulus::Timer(Timer { key, .. }) => self.rings(key, cx),
            Stimulus::Reconfigure(settings) => self.reconfigure(&settings, cx),
            Stimulus::Fault(Fault::Crash) if !self.down => self.crash(cx),
            Stimulus::Fault(Fault::Restart) if self.down => {
                self.down = false;
                cx.tell(MessageId::NONE, Happening::CameBack, None);
            }
            Stimulus::Fault(Fault::Slow(hundredths)) => self.slow = hundredths,
            Stimulus::Fault(Fault::Throttle(limit)) => self.gate.set(limit),
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        let counts = &self.counts;
        out.set("Received", counts.received);
        out.set("ReceivedTwice", counts.twice);
        out.set("Refused", counts.refused);
        out.set("Lost", counts.lost);
        out.set("ConfirmationRequests", counts.asked);
        out.set("Confirmed", counts.confirmed);
        out.set("InProgress", self.visits.len());
        if M::SPEC.metrics.iter().any(|metric| metric.name == "Skipped") {
            out.set("Skipped", counts.skipped);
        }
        if M::SPEC.metrics.iter().any(|metric| metric.name == "DirectRetries") {
            out.set("DirectRetries", self.direct.retried);
        }
        self.medium.metrics(out);
    }

    fn card(&self, now: SimTime, card: &mut Card) {
        let busy = self
            .visits
            .values()
            .map(|visit| LaneToken::of(&visit.message, TokenStyle::Outlined, Some(visit.until)));
        card.lanes.push(Lane {
            label: M::BUSY,
            tokens: busy.take(Card::LANE_TOKENS).collect(),
            total: self.visits.len() as u64,
        });
        let latest = self
            .latest
            .iter()
            .rev()
            .map(|(_, message)| LaneToken::of(message, TokenStyle::Filled, None));
        card.lanes.push(Lane {
            label: M::TAKEN,
            tokens: latest.take(Card::LANE_TOKENS).collect(),
            total: self.counts.received,
        });
        card.figure(self.counts.received, "received", Tone::Plain);
        if self.counts.lost > 0 {
            card.figure(self.counts.lost, "lost", Tone::Bad);
        }
        if self.counts.refused > 0 {
            card.figure(self.counts.refused, "refused", Tone::Bad);
        } else if self.counts.twice > 0 {
            card.figure(self.counts.twice, "twice", Tone::Warning);
        }
        if !self.direct.resting.is_empty() {
            card.figure(self.direct.resting.len(), "to retry", Tone::Warning);
        }
        self.medium.card(now, card);
        if self.down || !self.medium.is_up(now) {
            (card.status, card.tone) = ("down".to_string(), Tone::Bad);
        } else if self.visits.values().any(|visit| visit.unconfirmed) {
            (card.status, card.tone) = ("not confirmed".to_string(), Tone::Warning);
        } else if card.status.is_empty() && self.slow > 100 {
            (card.status, card.tone) = ("slow".to_string(), Tone::Warning);
        }
    }

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        let mut show = |message, place, until, sent| {
            visit(Holding::of(message, place, until, sent));
        };
        for held in self.visits.values() {
            show(&held.message, Place::InFlight, Some(held.until), held.since);
        }
        for (at, message) in self.latest.iter().rev() {
            show(message, Place::Kept, None, *at);
        }
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        self.standing(inquiry)
    }

    fn faults(&self) -> Vec<Fault> {
        Fault::in_force(self.down, self.slow, self.gate.limit())
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        let counts = &self.counts;
        let met = counts.received + counts.skipped + counts.refused + counts.lost + counts.asked;
        let present = self.visits.values().filter(|visit| !visit.unconfirmed).count() as u64;
        if counts.came != met + present {
            wrong.push(format!(
                "{} messages came, {met} met their end and {present} are being answered",
                counts.came
            ));
        }
        if self.answers.len() > self.visits.len() {
            wrong.push("a call is open and none of its messages is here".to_string());
        }
        if self.down && !self.visits.is_empty() {
            wrong.push("it is down and answers messages".to_string());
        }
    }
}

impl<M: Medium> Endpoint<M> {
    fn called(&mut self, from: Caller, messages: &[Rc<Message>], cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        self.counts.came += messages.len() as u64;
        if self.down || !self.medium.is_up(cx.now()) {
            self.counts.lost += messages.len() as u64;
            nobody(from, messages, Some(const { rule("END-050") }), cx);
            return;
        }
        let slots: Vec<Slot> = self.answers.open(from, messages.len(), cx).collect();
        for (message, slot) in messages.iter().zip(slots) {
            cx.because(cause);
            let full = self.medium.most().is_some_and(|most| self.visits.len() >= most);
            if full || self.gate.refuses(cx.now()) {
                let refusal = Refusal {
                    code: M::TOO_MANY,
                    rule: Some(M::TOO_MANY_RULE),
                    retryable: true,
                };
                self.refuse(message, slot, refusal, cx);
            } else {
                self.begin(message, slot, cx);
            }
        }
    }

    fn begin(&mut self, message: &Rc<Message>, slot: Slot, cx: &mut Ctx<'_>) {
        let verdict = self.medium.judge(message, &mut self.failing, cx);
        let (latency, percent) = self.medium.latency();
        let reach = SimDuration(latency.0.saturating_mul(percent) / 100);
        let mut span = SimDuration(latency.0 - reach.0.min(latency.0));
        if reach.0 > 0 {
            span = span + self.spread.uniform(reach.times(2));
        }
        if self.slow != 100 {
            span = SimDuration(span.0.saturating_mul(u64::from(self.slow)) / 100);
        }
        let until = cx.now() + span;
        cx.tell(message.id, Happening::WorkBegan { until }, None);
        self.next += 1;
        let visit = Visit {
            message: Rc::clone(message),
            slot,
            since: cx.now(),
            until,
            verdict,
            unconfirmed: false,
        };
        self.visits.insert(self.next, visit);
        self.wake(self.next, until, cx);
    }

    fn wake(&self, number: u64, until: SimTime, cx: &mut Ctx<'_>) {
        cx.wake(until, Phase::Finish, Timer { tag: 0, key: number });
    }

    /// Nobody is there to take it.
    fn lose(&mut self, message: &Message, cx: &mut Ctx<'_>) {
        self.counts.lost += 1;
        lose(message, Some(const { rule("END-050") }), cx);
    }

    fn crash(&mut self, cx: &mut Ctx<'_>) {
        self.down = true;
        let cause = cx.tell(MessageId::NONE, Happening::WentDown, None);
        for visit in std::mem::take(&mut self.visits).into_values() {
            cx.because(cause);
            if visit.unconfirmed {
                // It was counted as a request to confirm.
                lose(&visit.message, None, cx);
            } else {
                self.lose(&visit.message, cx);
            }
            self.answers.keep_silent(visit.slot, cx);
        }
    }

    fn reconfigure(&mut self, settings: &Settings, cx: &mut Ctx<'_>) {
        let mut medium = M::new(settings);
        medium.go_on(&self.medium);
        let changed = medium.confirms() != self.medium.confirms();
        self.medium = medium;
        let cause = cx.tell(MessageId::NONE, Happening::Reconfigured, None);
        if !changed {
            return;
        }
        let now = cx.now();
        let confirms = self.medium.confirms();
        let plan = |visit: &mut Visit| match confirms {
            Confirms::After(span) => visit.until = (visit.since + span).max(now),
            Confirms::AtOnce | Confirms::Never => visit.until = now,
        };
        let waiting = self.visits.iter_mut().filter(|(_, visit)| visit.unconfirmed);
        let planned: Vec<(u64, SimTime)> = waiting
            .map(|(number, visit)| {
                plan(visit);
                (*number, visit.until)
            })
            .collect();
        for (number, until) in planned {
            cx.because(cause);
            self.wake(number, until, cx);
        }
    }
}
