//! A rule: the events that its bus found to match go to its targets, all at once (EVB-038). With a schedule it also fires
//! by itself, with an event of its own (EVB-035).

pub mod clock;
pub mod spec;

use super::courier::{AGAIN, Courier, TIMEOUT};
use super::envelope::scheduled;
use super::input::Scope;
use super::metering::{DESTINATIONS, TARGETS};
use super::rules::rule;
use super::target::Target;
use crate::base::{MessageId, NodeId, SimTime, WireId};
use crate::nodes::access::source_arn;
use crate::nodes::calendar::Civil;
use crate::nodes::pattern::{Dialect, Pattern};
use crate::sim::{
    Caller, Card, Ctx, Draft, Fate, Fault, Happening, Holding, Inquiry, Lane, LaneToken, Message, Metrics, Node,
    NodeSpec, Place, Receipt, Refusal, Request, Response, Settings, Standing, Stimulus, TokenStyle, Tone,
};
use clock::Clock;
use smallvec::SmallVec;
use spec::PORT_OUT;
use std::rc::Rc;

/// Most targets (EVB-032).
pub const MOST_TARGETS: usize = 5;

/// A rule.
#[derive(Clone, Debug)]
pub struct EventRule {
    enabled: bool,
    /// Whether its pattern can be read.
    readable: bool,
    targets: Rc<Vec<(WireId, Rc<Target>)>>,
    clock: Clock,
    courier: Courier,
    matched: u64,
    triggered: u64,
}

impl Node for EventRule {
    const SPEC: &'static NodeSpec = &spec::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        let mut rule = EventRule {
            enabled: true,
            readable: true,
            targets: Rc::default(),
            clock: Clock::default(),
            courier: Courier::new(seed, id),
            matched: 0,
            triggered: 0,
        };
        rule.configure(settings);
        rule
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.rewired(cx);
                self.clock.start(cx.now());
                self.clock.plan(self.enabled, cx);
            }
            Stimulus::Rewired => self.rewired(cx),
            Stimulus::Request { from, request } => match request {
                Request::Put { messages, .. } => self.put(from, messages, cx),
                _ => cx.reply(from, Response::Refused(unsupported())),
            },
            Stimulus::Response { call, wire, response } => {
                self.courier.answered(call, wire, &response, cx);
            }
            Stimulus::Fault(Fault::Throttle(limit)) => self.courier.gate.set(limit),
            Stimulus::Timer(timer) if [AGAIN, TIMEOUT].contains(&timer.tag) => self.courier.rings(timer, cx),
            Stimulus::Timer(timer) if self.clock.is_due(timer) => self.due(cx),
            Stimulus::Reconfigure(settings) => {
                self.configure(&settings);
                self.clock.plan(self.enabled, cx);
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
            }
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        // EVB-120.
        out.set("MatchedEvents", self.matched);
        out.set("TriggeredRules", self.triggered);
        self.courier.metrics(out);
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        let counts = &self.courier.counts;
        let waiting = self
            .courier
            .waiting()
            .take(Card::LANE_TOKENS)
            .map(|delivery| LaneToken::of(&delivery.last, TokenStyle::Dimmed, Some(delivery.again)));
        let tokens: Vec<LaneToken> = waiting.collect();
        if !tokens.is_empty() {
            card.lanes.push(Lane {
                label: "retrying",
                tokens,
                total: self.courier.waiting().count() as u64,
            });
        }
        if let Some(next) = self.clock.next {
            let civil = Civil::of(self.clock.seconds(next));
            let time = format!("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second);
            card.figure(time, "next", Tone::Plain);
        }
        if !self.clock.is_set() {
            card.figure(self.matched, "matched", Tone::Plain);
        }
        card.figure(counts.delivered, "delivered", Tone::Plain);
        if counts.dropped > 0 {
            card.figure(counts.dropped, "dropped", Tone::Bad);
        } else if counts.failed > 0 {
            card.figure(counts.failed, "failed", Tone::Bad);
        }
        if !self.enabled {
            (card.status, card.tone) = ("disabled".to_string(), Tone::Warning);
        } else if !self.readable && !self.clock.is_set() {
            (card.status, card.tone) = ("no pattern".to_string(), Tone::Warning);
        } else if self.targets.is_empty() {
            card.misses("target");
        }
    }

    fn holdings(&self, _now: SimTime, _visit: &mut dyn FnMut(Holding<'_>)) {}

    fn faults(&self) -> Vec<Fault> {
        Fault::in_force(false, 100, self.courier.gate.limit())
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        self.courier.audit(wrong);
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        self.courier.standing(inquiry, Place::Outbox)
    }
}

fn unsupported() -> Refusal {
    Refusal {
        code: "UnknownOperationException",
        rule: None,
        retryable: false,
    }
}

impl EventRule {
    fn configure(&mut self, settings: &Settings) {
        self.enabled = settings.choice("State") == 0;
        self.clock.configure(settings);
        self.readable = Pattern::read(Dialect::Rules, &settings.text("EventPattern")).is_ok();
    }

    fn rewired(&mut self, cx: &mut Ctx<'_>) {
        let wires = cx.wires(PORT_OUT);
        cx.touch(&TARGETS, wires.len() as u64, MOST_TARGETS as u64);
        let targets = wires.into_iter().map(|wire| {
            let target = Target::new(cx.terms(wire), &format!("target-{}", wire.0));
            (wire, Rc::new(target))
        });
        self.targets = Rc::new(targets.collect());
    }

    /// The bus hands over events that match.
    fn put(&mut self, from: Caller, messages: SmallVec<[Rc<Message>; 1]>, cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        let mut results = SmallVec::new();
        for event in messages {
            cx.because(cause);
            self.matched += 1;
            self.triggered += 1;
            self.fire(&event, cx);
            results.push(Ok(Receipt::of(event.id)));
        }
        cx.because(cause);
        cx.reply(from, Response::Put(results));
    }

    /// EVB-035: its time has come, and it fires with an event of its own.
    fn due(&mut self, cx: &mut Ctx<'_>) {
        self.clock.plan(self.enabled, cx);
        self.triggered += 1;
        let body = scheduled("aws.events", self.triggered, self.clock.seconds(cx.now()), cx);
        let draft = Draft {
            body,
            ..Draft::default()
        };
        let event = cx.make_message(draft, None);
        self.fire(&event, cx);
    }

    /// EVB-038: all targets at once.
    fn fire(&mut self, event: &Rc<Message>, cx: &mut Ctx<'_>) {
        let (name, arn) = match cx.info(cx.me()) {
            Some(info) => (Rc::clone(&info.name), source_arn(info)),
            None => (Rc::from(""), String::new()),
        };
        let scope = Scope {
            rule_arn: &arn,
            rule_name: &name,
        };
        let cause = cx.cause();
        for (wire, target) in Rc::clone(&self.targets).iter() {
            cx.because(cause);
            if super::courier::is_destination(*wire, cx) {
                cx.charge(&DESTINATIONS, 1);
            }
            self.courier.deliver(event, *wire, target, scope, cx);
        }
        cx.because(cause);
        cx.end(event.id, Fate::Done);
        cx.tell(event.id, Happening::Ended(Fate::Done), Some(const { rule("EVB-038") }));
    }
}
