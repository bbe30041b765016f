//! A schedule: EventBridge Scheduler, or a scheduled rule (EVB-090 to EVB-096).

pub mod spec;

use super::courier::{AGAIN, Courier, TIMEOUT};
use super::envelope::scheduled;
use super::input::Scope;
use super::metering;
use super::rules::rule;
use super::spec::starts_at;
use super::target::Target;
use crate::base::{MessageId, NodeId, SimDuration, SimTime, Stream, WireId};
use crate::nodes::access::source_arn;
use crate::nodes::calendar::{Civil, Expression, Zone};
use crate::sim::{
    Card, Ctx, Draft, Fate, Fault, Happening, Holding, Inquiry, Metrics, Node, NodeSpec, Phase, Place, Settings,
    Standing, Stimulus, Timer, Tone,
};
use spec::PORT_OUT;
use std::rc::Rc;

/// The nominal time has come: the invocation is drawn.
const NOMINAL: u32 = 0;
/// The invocation itself.
const INVOKE: u32 = 1;

/// The settings in the form in which they are used.
#[derive(Clone, Debug)]
struct Config {
    expression: Option<Expression>,
    zone: Zone,
    enabled: bool,
    /// A scheduled rule rather than EventBridge Scheduler.
    rule: bool,
    start: Option<i64>,
    end: Option<i64>,
    window: SimDuration,
    jitter: SimDuration,
    ends: bool,
    starts_at: i64,
}

impl Config {
    fn new(settings: &Settings) -> Config {
        let rule = settings.choice("Service") == 1;
        let date = |name: &str| Civil::read(&settings.text(name)).map(Civil::secs);
        let expression = Expression::read(&settings.text("ScheduleExpression")).ok();
        // EVB-090: a scheduled rule knows UTC only, and no single date.
        let zone = Zone::named(&settings.text("ScheduleExpressionTimezone")).filter(|_| !rule);
        Config {
            expression: expression.filter(|expression| !(rule && matches!(expression, Expression::At(_)))),
            zone: zone.unwrap_or(Zone::UTC),
            enabled: settings.choice("State") == 0,
            rule,
            start: date("StartDate").filter(|_| !rule),
            end: date("EndDate").filter(|_| !rule),
            window: SimDuration::from_secs(60).times(settings.number("FlexibleTimeWindow").max(0) as u64),
            jitter: settings.seconds("Jitter"),
            ends: settings.choice("ActionAfterCompletion") == 1,
            starts_at: starts_at(settings),
        }
    }
}

/// A schedule.
#[derive(Clone, Debug)]
pub struct Schedule {
    config: Rc<Config>,
    target: Option<(WireId, Rc<Target>)>,
    courier: Courier,
    /// When it was made: rates count from here.
    made: SimTime,
    started: bool,
    /// Old alarms carry an older number.
    generation: u64,
    /// The nominal time that is waited for.
    next: Option<SimTime>,
    runs: u64,
    jitter_luck: Stream,
    window_luck: Stream,
}

impl Node for Schedule {
    const SPEC: &'static NodeSpec = &spec::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        let stream = |purpose| Stream::new(seed, u64::from(id.0), purpose);
        Schedule {
            config: Rc::new(Config::new(settings)),
            target: None,
            courier: Courier::new(seed, id),
            made: SimTime::ZERO,
            started: false,
            generation: 0,
            next: None,
            runs: 0,
            jitter_luck: stream("jitter"),
            window_luck: stream("window"),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => {
                (self.started, self.made) = (true, cx.now());
                self.rewired(cx);
                self.plan(cx);
            }
            Stimulus::Rewired => self.rewired(cx),
            Stimulus::Response { call, wire, response } => {
                self.courier.answered(call, wire, &response, cx);
            }
            Stimulus::Timer(Timer { tag: NOMINAL, key }) if key == self.generation => self.due(cx),
            Stimulus::Timer(Timer { tag: INVOKE, .. }) => self.invoke(cx),
            Stimulus::Timer(timer) if [AGAIN, TIMEOUT].contains(&timer.tag) => self.courier.rings(timer, cx),
            Stimulus::Reconfigure(settings) => {
                self.config = Rc::new(Config::new(&settings));
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
                if self.started {
                    self.plan(cx);
                }
            }
            Stimulus::Fault(Fault::Throttle(limit)) => self.courier.gate.set(limit),
            Stimulus::Fault(Fault::Trigger(times)) => {
                let cause = cx.cause();
                for _ in 0..times {
                    cx.because(cause);
                    self.invoke(cx);
                }
            }
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        self.courier.metrics(out);
        out.set("Runs", self.runs);
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        if let Some(next) = self.next {
            let civil = Civil::of(self.config.zone.local(self.seconds(next)));
            card.figure(
                format!("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second),
                "next",
                Tone::Plain,
            );
        }
        let counts = &self.courier.counts;
        card.count(self.runs, ("run", "runs"), Tone::Plain);
        if counts.failed > 0 {
            card.figure(counts.failed, "failed", Tone::Bad);
        }
        if !self.config.enabled {
            (card.status, card.tone) = ("disabled".to_string(), Tone::Warning);
        } else if self.config.expression.is_none() {
            (card.status, card.tone) = ("no such schedule".to_string(), Tone::Warning);
        } else if self.target.is_none() {
            card.misses("target");
        } else if self.started && self.next.is_none() {
            let text = if self.config.ends { "deleted" } else { "over" };
            (card.status, card.tone) = (text.to_string(), Tone::Good);
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

impl Schedule {
    fn seconds(&self, at: SimTime) -> i64 {
        self.config.starts_at.saturating_add((at.0 / 1_000_000) as i64)
    }

    /// When it is due next, in seconds since 1970; None when it never is.
    pub fn next_run(&self, now: SimTime) -> Option<i64> {
        let config = &self.config;
        let expression = config.expression.as_ref().filter(|_| config.enabled)?;
        let made = self.seconds(self.made);
        let start = config.start.filter(|start| *start > made);
        let after = self.seconds(now).max(start.map_or(i64::MIN, |start| start - 1));
        let next = expression.next(after, start.unwrap_or(made), start.is_some(), config.zone)?;
        config.end.is_none_or(|end| next < end).then_some(next)
    }

    /// Sets the alarm for the next nominal time.
    fn plan(&mut self, cx: &mut Ctx<'_>) {
        self.generation += 1;
        let next = self.next_run(cx.now()).map(|secs| secs - self.config.starts_at);
        self.next = next.and_then(|secs| u64::try_from(secs).ok()).map(SimTime::from_secs);
        if let Some(next) = self.next {
            let timer = Timer {
                tag: NOMINAL,
                key: self.generation,
            };
            cx.wake(next, Phase::Sends, timer);
        }
    }

    /// EVB-094, EVB-096: the invocation comes a little later, or somewhere in the window.
    fn due(&mut self, cx: &mut Ctx<'_>) {
        let late = if self.config.window > SimDuration::ZERO {
            self.window_luck.uniform(self.config.window)
        } else {
            self.jitter_luck.uniform(self.config.jitter)
        };
        let timer = Timer { tag: INVOKE, key: 0 };
        if late == SimDuration::ZERO {
            self.invoke(cx);
        } else {
            cx.wake(cx.now() + late, Phase::Sends, timer);
        }
        self.plan(cx);
    }

    fn invoke(&mut self, cx: &mut Ctx<'_>) {
        self.runs += 1;
        if !self.config.rule {
            cx.charge(&metering::INVOCATIONS, 1);
        }
        let Some((wire, target)) = self.target.clone() else {
            return;
        };
        let source = if self.config.rule {
            "aws.events"
        } else {
            "aws.scheduler"
        };
        let draft = Draft {
            body: scheduled(source, self.runs, self.seconds(cx.now()), cx),
            ..Draft::default()
        };
        let event = cx.make_message(draft, None);
        let Some((name, arn)) = cx.info(cx.me()).map(|info| (Rc::clone(&info.name), source_arn(info))) else {
            return;
        };
        let scope = Scope {
            rule_arn: &arn,
            rule_name: &name,
        };
        let why = if self.config.window > SimDuration::ZERO {
            const { rule("EVB-096") }
        } else {
            const { rule("EVB-094") }
        };
        self.courier.deliver(&event, wire, &target, scope, cx);
        cx.end(event.id, Fate::Done);
        cx.tell(event.id, Happening::Ended(Fate::Done), Some(why));
    }

    fn rewired(&mut self, cx: &mut Ctx<'_>) {
        let wire = cx.wires(PORT_OUT).first().copied();
        self.target = wire.map(|wire| (wire, Rc::new(Target::new(cx.terms(wire), "target"))));
    }
}
