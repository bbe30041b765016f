//! Amazon CloudWatch alarms: metric alarms and composite alarms.
//!
//! An alarm looks at the minute points of another node once a minute, compares the values of its periods with a
//! threshold, and changes its state by the shared judgement of [`alarm_state`](super::alarm_state). A change of state calls
//! the actions of the new state; actions on Auto Scaling groups are repeated every minute while the state lasts. A
//! composite alarm watches no metric but the states of other alarms, which reach it over wires.
//!
//! What is left out, with reasons, stands in the list `FIDELITY` of the description.
//!
//! Sources: the AWS service model and documentation, as the rule table says for each rule.

pub mod api;
mod config;
mod front;
mod history;
mod notice;
mod rule_text;
mod rules;
mod series;
mod spec;
#[cfg(test)]
mod tests;
mod view;

pub use front::SERVICE;

use super::alarm_state::{Quotient, State, judge};
use crate::base::{MessageId, NodeId, SimTime, WireId};
use crate::sim::{
    Asking, Awaits, Caller, Card, Ctx, Fate, Happening, Holding, Message, Metrics, Node, NodeSpec, Phase, Receipt,
    Request, Response, Rule, Settings, Stimulus, Timer,
};
use config::Config;
use history::{Event, History};
use notice::Change;
use rules::rule;
use smallvec::SmallVec;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const MINUTE: u64 = 60_000_000;

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    to_alarm: u64,
    to_ok: u64,
    to_insufficient: u64,
    actions: u64,
    failed: u64,
}

/// An alarm.
#[derive(Clone, Debug)]
pub struct Alarm {
    config: Rc<Config>,
    state: State,
    reason: Rc<str>,
    /// What the latest evaluation has found, and the rule that decided.
    finding: Option<(Rc<str>, &'static Rule)>,
    /// Whether the state is not what was found but what somebody has set (CWA-039).
    forced: bool,
    /// When the state changed last.
    since: SimTime,
    /// The newest value that was compared.
    latest: Option<Quotient>,
    /// What other alarms have said of themselves, for a composite alarm.
    heard: BTreeMap<NodeId, State>,
    /// Actions that are not answered yet.
    pending: BTreeSet<u64>,
    history: History,
    counts: Counts,
}

impl Node for Alarm {
    const SPEC: &'static NodeSpec = &spec::SPEC;

    fn new(_id: NodeId, _seed: u64, settings: &Settings) -> Self {
        Alarm {
            config: Rc::new(Config::new(settings)),
            state: State::InsufficientData,
            reason: "Unchecked: Initial alarm creation".into(),
            finding: None,
            forced: false,
            since: SimTime::ZERO,
            latest: None,
            heard: BTreeMap::new(),
            pending: BTreeSet::new(),
            history: History::default(),
            counts: Counts::default(),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.since = cx.now();
                self.history.add(cx.now(), Event::Created);
                self.plan(cx);
            }
            Stimulus::Timer(_) => {
                self.plan(cx);
                self.evaluate(cx);
            }
            Stimulus::Request { from, request } => self.asked(from, request, cx),
            Stimulus::Response { call, wire, response } => self.answered((call, wire), &response, cx),
            Stimulus::Reconfigure(settings) => {
                self.config = Rc::new(Config::new(&settings));
                self.history.add(cx.now(), Event::Updated);
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
            }
            // CloudWatch itself does not fail here, and an alarm looks at its wires when it acts.
            Stimulus::Fault(_) | Stimulus::Rewired | Stimulus::HungUp(_) | Stimulus::Transfer(_) => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        out.set("InAlarm", i64::from(self.state == State::Alarm));
        out.set(
            "Value",
            self.latest.map_or(0, |value| value.in_thousandths().div_euclid(1_000)),
        );
        out.set("TransitionsToAlarm", self.counts.to_alarm);
        out.set("TransitionsToOk", self.counts.to_ok);
        out.set("TransitionsToInsufficientData", self.counts.to_insufficient);
        out.set("Actions", self.counts.actions);
        out.set("ActionsFailed", self.counts.failed);
        out.set("StateValue", self.state as i64);
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        self.fill_card(card);
    }

    fn holdings(&self, _now: SimTime, _visit: &mut dyn FnMut(Holding<'_>)) {}

    fn reasons(&self, now: SimTime) -> Vec<Asking> {
        self.why(now)
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        let counts = &self.counts;
        if counts.failed > counts.actions {
            wrong.push(format!("{} actions failed of {}", counts.failed, counts.actions));
        }
    }
}

impl Alarm {
    /// CWA-031: the next look is at the next full minute.
    fn plan(&self, cx: &mut Ctx<'_>) {
        let next = (cx.now().0 / MINUTE + 1) * MINUTE;
        cx.wake(SimTime(next), Phase::Timers, Timer { tag: 0, key: 0 });
    }

    /// Looks at the metric, or at the other alarms, and draws the consequences.
    fn evaluate(&mut self, cx: &mut Ctx<'_>) {
        let config = Rc::clone(&self.config);
        let (state, reason, by) = match &config.rule {
            Some(rule) => {
                let holds = rule.holds(&|name| self.state_of(name, cx));
                let state = if holds { State::Alarm } else { State::Ok };
                let reason = format!("The alarm rule is {}.", if holds { "true" } else { "false" });
                (state, reason, const { self::rule("CWA-040") })
            }
            None => self.look(&config, cx),
        };
        let reason: Rc<str> = reason.into();
        self.finding = Some((Rc::clone(&reason), by));
        self.forced = false;
        if state == self.state {
            self.repeat(cx);
        } else {
            self.turn(state, reason, const { rule("CWA-032") }, cx);
        }
    }

    /// CWA-032 to CWA-035: the state by the points of the metric, with the reason in words and its rule.
    fn look(&mut self, config: &Config, cx: &Ctx<'_>) -> (State, String, &'static Rule) {
        let values = series::values(config, cx);
        let breaches = |value: &Quotient| config.comparison.breaches(*value, config.threshold);
        let points: Vec<Option<bool>> = values.iter().map(|value| value.as_ref().map(breaches)).collect();
        if let Some(newest) = values.iter().rev().find_map(|value| *value) {
            self.latest = Some(newest);
        }
        let m_of_n = (config.periods, config.to_alarm);
        let state = judge(&points, m_of_n, config.missing, self.state);
        let by = if values.iter().flatten().count() < config.periods {
            const { rule("CWA-035") }
        } else {
            const { rule("CWA-032") }
        };
        (state, view::reason(config, &values, state), by)
    }

    /// The state of another alarm: what it said, or else what its metrics say.
    fn state_of(&self, name: &str, cx: &Ctx<'_>) -> State {
        let Some(id) = cx.find(name, &[spec::SPEC.kind]).filter(|id| *id != cx.me()) else {
            return State::InsufficientData;
        };
        if let Some(state) = self.heard.get(&id) {
            return *state;
        }
        let newest = cx.samples(id).and_then(|samples| samples.points().back());
        match newest.and_then(|point| point.values.last()) {
            Some(0) => State::Ok,
            Some(1) => State::Alarm,
            _ => State::InsufficientData,
        }
    }

    /// CWA-039: forces a state, which lasts until the next evaluation.
    fn force(&mut self, state: State, reason: &str, cx: &mut Ctx<'_>) {
        if state != self.state {
            self.forced = true;
            self.turn(state, reason.into(), const { rule("CWA-039") }, cx);
        }
    }

    /// CWA-038: a change of state, with the actions of the new one.
    fn turn(&mut self, state: State, reason: Rc<str>, by: &'static Rule, cx: &mut Ctx<'_>) {
        let change = Change {
            from: self.state,
            to: state,
            reason: Rc::clone(&reason),
            at: cx.now(),
        };
        self.history.add(cx.now(), Event::Turned(change.clone()));
        self.state = state;
        self.reason = reason;
        self.since = cx.now();
        match state {
            State::Alarm => self.counts.to_alarm += 1,
            State::Ok => self.counts.to_ok += 1,
            State::InsufficientData => self.counts.to_insufficient += 1,
        }
        let what = Happening::StateChanged {
            part: 0,
            state: state.name(),
        };
        let cause = cx.tell(MessageId::NONE, what, Some(by));
        for port in [action_port(state), spec::PORT_STATES] {
            // CWA-025: without actions the change is still told to EventBridge and to composite alarms.
            if port != spec::PORT_STATES && !self.config.acts {
                continue;
            }
            for wire in cx.wires(port) {
                cx.because(cause);
                self.act(wire, &change, cx);
            }
        }
    }

    /// CWA-038: Auto Scaling actions are repeated while the state lasts.
    fn repeat(&mut self, cx: &mut Ctx<'_>) {
        if !self.config.acts {
            return;
        }
        for wire in cx.wires(action_port(self.state)) {
            if notice::peer_kind(wire, cx) == notice::GROUP {
                let change = Change {
                    from: self.state,
                    to: self.state,
                    reason: Rc::clone(&self.reason),
                    at: cx.now(),
                };
                self.act(wire, &change, cx);
            }
        }
    }

    /// One action.
    fn act(&mut self, wire: WireId, change: &Change, cx: &mut Ctx<'_>) {
        if self.config.rule.is_some() && notice::peer_kind(wire, cx) == notice::GROUP {
            cx.tell(MessageId::NONE, Happening::Noted, Some(const { rule("CWA-040") }));
            return;
        }
        let draft = notice::draft(&self.config, change, self.latest, wire, cx);
        let message = cx.make_message(draft, None);
        let request = Request::Put {
            messages: SmallVec::from_buf([message]),
            batch: false,
            awaits: Awaits::Acceptance,
        };
        self.counts.actions += 1;
        self.pending.insert(cx.call(wire, request));
    }

    /// CWA-042: an action that fails is counted, and nobody hears of it.
    fn answered(&mut self, (call, wire): (u64, WireId), response: &Response, cx: &mut Ctx<'_>) {
        let taken = matches!(response, Response::Put(results) if results.iter().all(Result::is_ok));
        if !self.pending.remove(&call) {
            return;
        }
        if let Some(arn) = notice::called(wire, cx) {
            self.history.add(cx.now(), Event::Acted(arn, taken));
        }
        if !taken {
            self.counts.failed += 1;
            cx.tell(MessageId::NONE, Happening::Noted, Some(const { rule("CWA-042") }));
        }
    }

    /// Another alarm says that its state has changed.
    fn asked(&mut self, from: Caller, request: Request, cx: &mut Ctx<'_>) {
        let Request::Put { messages, .. } = request else {
            return;
        };
        let results = messages.iter().map(|message| {
            self.hear(message);
            cx.end(message.id, Fate::Done);
            cx.tell(
                message.id,
                Happening::Ended(Fate::Done),
                Some(const { rule("CWA-040") }),
            );
            Ok(Receipt::of(message.id))
        });
        let results = results.collect();
        if self.config.rule.is_some() {
            self.evaluate(cx);
        }
        cx.reply(from, Response::Put(results));
    }

    fn hear(&mut self, message: &Message) {
        if let Some(state) = notice::told_state(message) {
            self.heard.insert(message.origin, state);
        }
    }
}

/// Where the actions of a state begin.
fn action_port(state: State) -> u8 {
    match state {
        State::Alarm => spec::PORT_ALARM,
        State::Ok => spec::PORT_OK,
        State::InsufficientData => spec::PORT_INSUFFICIENT,
    }
}
