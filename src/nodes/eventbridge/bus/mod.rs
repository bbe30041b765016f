//! An event bus: it takes events, and hands each to the rules that match it.

pub mod archive;
mod link;
mod putting;
mod replay;
pub mod spec;
mod view;

use super::envelope::{Entry, Stamp, event_id};
use super::metering::{ARCHIVED, CHUNK, EVENTS, RULES as RULE_QUOTA};
use super::rules::rule;
use super::spec::starts_at;
use crate::base::{MessageId, NodeId, Ratio, SimDuration, SimTime, Stream};
use crate::nodes::lately::Lately;
use crate::nodes::pattern::{Dialect, Json, Pattern};
use crate::nodes::service::arn;
use crate::sim::{
    Awaits, Card, Ctx, Draft, Fate, Fault, Gate, Happening, Holding, Inquiry, Message, Metrics, Node, NodeSpec, Phase,
    Refusal, Request, Response, Settings, Standing, Stimulus, Timer, Verdict,
};
use archive::{Archive, Archived, Replay};
use link::Link;
use smallvec::SmallVec;
use spec::PORT_OUT;
use std::collections::BTreeMap;
use std::rc::Rc;

const DUE: u32 = 0;
const REPLAY: u32 = 1;

/// Most rules (EVB-031).
pub const MOST_RULES: usize = 300;

/// The settings in the form in which they are used.
#[derive(Clone, Debug)]
struct Config {
    latency: SimDuration,
    jitter: SimDuration,
    duplicates: Ratio,
    rate: u64,
    max_bytes: u64,
    archive: Rc<str>,
    archive_pattern: Option<Pattern>,
    retention: i64,
    starts_at: i64,
}

impl Config {
    fn new(settings: &Settings) -> Config {
        let pattern = settings.text("ArchivePattern");
        Config {
            latency: settings.millis("Latency"),
            jitter: settings.millis("LatencyJitter"),
            duplicates: settings.percent("Duplicates"),
            rate: settings.number("PutEventsRate").max(0) as u64,
            max_bytes: settings.number("MaximumEventSize").max(0) as u64,
            archive: settings.text("ArchiveName"),
            archive_pattern: Pattern::read(Dialect::Rules, &pattern).ok(),
            retention: settings.number("RetentionDays") * 86_400,
            starts_at: starts_at(settings),
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    events: u64,
    matched: u64,
    unmatched: u64,
    failed: u64,
    throttled: u64,
    archived: u64,
    replayed: u64,
}

/// An event on its way to the rules.
#[derive(Clone, Debug)]
struct Pending {
    message: Rc<Message>,
    envelope: Rc<str>,
    due: SimTime,
    /// The names of the only rules that may get it; all when empty.
    only: Rc<[Rc<str>]>,
}

/// An event bus.
#[derive(Clone, Debug)]
pub struct EventBus {
    config: Rc<Config>,
    links: Rc<Vec<Link>>,
    pending: BTreeMap<u64, Pending>,
    next: u64,
    archive: Archive,
    replays: Vec<Replay>,
    /// The alarm of replays that is waited for.
    turn: u64,
    counts: Counts,
    gate: Gate,
    /// Entries of the present second.
    second: (u64, u64),
    slow: u32,
    latency_luck: Stream,
    duplicate_luck: Stream,
    /// Why no rule matched the latest event.
    last_miss: Option<Rc<str>>,
    /// The events that have passed, with the rules as they were then.
    passed: Lately<(Rc<str>, Rc<Vec<Link>>)>,
}

impl Node for EventBus {
    const SPEC: &'static NodeSpec = &spec::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        let stream = |purpose| Stream::new(seed, u64::from(id.0), purpose);
        EventBus {
            config: Rc::new(Config::new(settings)),
            links: Rc::default(),
            pending: BTreeMap::new(),
            next: 0,
            archive: Archive::default(),
            replays: Vec::new(),
            turn: 0,
            counts: Counts::default(),
            gate: Gate::new(seed, id),
            second: (0, 0),
            slow: 100,
            latency_luck: stream("latency"),
            duplicate_luck: stream("duplicates"),
            last_miss: None,
            passed: Lately::default(),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start | Stimulus::Rewired => self.rewired(cx),
            Stimulus::Request { from, request } => match request {
                Request::Put { messages, .. } => self.put(from, messages, cx),
                _ => cx.reply(from, Response::Refused(unsupported())),
            },
            Stimulus::Timer(Timer { tag: DUE, key }) => {
                if let Some(pending) = self.pending.remove(&key) {
                    self.hand_out(&pending, cx);
                }
            }
            Stimulus::Timer(Timer { tag: REPLAY, key }) if key == self.turn => self.replay_on(cx),
            Stimulus::Reconfigure(settings) => {
                self.config = Rc::new(Config::new(&settings));
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
            }
            Stimulus::Fault(Fault::Throttle(limit)) => self.gate.set(limit),
            Stimulus::Fault(Fault::Slow(hundredths)) => self.slow = hundredths,
            Stimulus::Fault(Fault::Trigger(times)) => self.replay_everything(times, cx),
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        self.fill_metrics(out);
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        self.fill_card(card);
    }

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        self.visit(visit);
    }

    fn faults(&self) -> Vec<Fault> {
        let throttle = self.gate.limit().map(|limit| Fault::Throttle(Some(limit)));
        let slow = (self.slow != 100).then_some(Fault::Slow(self.slow));
        throttle.into_iter().chain(slow).collect()
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        self.check_counts(wrong);
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        self.standing(inquiry)
    }

    fn verdicts(&self, message: &Message, _inquiry: Inquiry<'_>) -> Vec<Verdict> {
        self.misses(message.id)
    }
}

fn unsupported() -> Refusal {
    Refusal {
        code: "UnknownOperationException",
        rule: None,
        retryable: false,
    }
}

impl EventBus {
    fn rewired(&mut self, cx: &mut Ctx<'_>) {
        let wires = cx.wires(PORT_OUT);
        cx.touch(&RULE_QUOTA, wires.len() as u64, MOST_RULES as u64);
        let links = wires
            .into_iter()
            .filter_map(|wire| Some(Link::new(wire, cx.peer(wire)?)));
        self.links = Rc::new(links.collect());
        self.refresh(cx);
    }

    /// Looks whether the rules have changed, and compiles what has.
    fn refresh(&mut self, cx: &Ctx<'_>) {
        let stale = |link: &Link| cx.info(link.node).is_some_and(|info| link.is_stale(&info.settings));
        if self.links.iter().any(stale) {
            for link in Rc::make_mut(&mut self.links) {
                if let Some(info) = cx.info(link.node) {
                    link.follow(info);
                }
            }
        }
    }

    /// Seconds since 1970.
    pub fn seconds(&self, now: SimTime) -> i64 {
        self.config.starts_at.saturating_add((now.0 / 1_000_000) as i64)
    }

    /// Takes an event over. Returns its id.
    pub fn accept(&mut self, message: Rc<Message>, entry: &Entry, service: bool, cx: &mut Ctx<'_>) -> String {
        let id = event_id(cx.seed(), message.id.0);
        let time = self.seconds(cx.now());
        let envelope = {
            let region = cx.info(cx.me()).map_or(arn::DEFAULT_REGION, arn::region);
            let stamp = Stamp {
                id: id.clone(),
                time,
                region,
            };
            entry.envelope(&stamp)
        };
        self.counts.events += 1;
        if !service {
            cx.charge(&EVENTS, entry.bytes().div_ceil(CHUNK).max(1));
        }
        self.keep(&envelope, entry.time.unwrap_or(time), cx);
        let mut span = self.config.latency + self.latency_luck.uniform(self.config.jitter);
        span.0 = span.0.saturating_mul(u64::from(self.slow)) / 100;
        let due = cx.now() + span;
        cx.tell(message.id, Happening::Stored { visible: due }, None);
        let only = Rc::from([]);
        self.wait(
            Pending {
                message,
                envelope,
                due,
                only,
            },
            cx,
        );
        id
    }

    /// EVB-080: archives an event that the archive wants.
    fn keep(&mut self, envelope: &Rc<str>, at: i64, cx: &mut Ctx<'_>) {
        if self.config.archive.is_empty() {
            return;
        }
        let wanted = match &self.config.archive_pattern {
            None => true,
            Some(pattern) => Json::read(envelope).is_ok_and(|event| pattern.matches(&event)),
        };
        if wanted {
            let oldest = if self.config.retention > 0 {
                at - self.config.retention
            } else {
                i64::MIN
            };
            let envelope = Rc::clone(envelope);
            cx.charge(&ARCHIVED, (envelope.len() as u64).div_ceil(1_000));
            self.archive.push(Archived { at, envelope }, oldest);
            self.counts.archived += 1;
        }
    }

    fn wait(&mut self, pending: Pending, cx: &mut Ctx<'_>) {
        if pending.due <= cx.now() {
            self.hand_out(&pending, cx);
            return;
        }
        self.next += 1;
        let timer = Timer {
            tag: DUE,
            key: self.next,
        };
        cx.wake(pending.due, Phase::Sends, timer);
        self.pending.insert(self.next, pending);
    }

    /// EVB-038: every rule that matches gets the event; EVB-013: without one it is gone.
    fn hand_out(&mut self, pending: &Pending, cx: &mut Ctx<'_>) {
        self.refresh(cx);
        let links = Rc::clone(&self.links);
        let seen = (Rc::clone(&pending.envelope), Rc::clone(&links));
        self.passed.add(pending.message.id, pending.envelope.len(), seen);
        // The bus wrote the envelope itself; should it be unreadable all the same, it matches nothing.
        let event = Json::read(&pending.envelope).unwrap_or(Json::Null);
        let cause = cx.cause();
        let mut matched = false;
        for link in links
            .iter()
            .filter(|link| link.may_get(&pending.only) && link.matches(&event))
        {
            matched = true;
            let times = if self.duplicate_luck.chance(self.config.duplicates) {
                2
            } else {
                1
            };
            for _ in 0..times {
                cx.because(cause);
                self.send(pending, link, cx);
            }
        }
        cx.because(cause);
        if matched {
            self.counts.matched += 1;
            self.last_miss = None;
        } else {
            self.counts.unmatched += 1;
            self.last_miss = link::why_none(&links, &event).map(Rc::from);
            cx.tell(pending.message.id, Happening::Noted, Some(const { rule("EVB-013") }));
        }
        cx.end(pending.message.id, Fate::Done);
        cx.tell(pending.message.id, Happening::Ended(Fate::Done), None);
    }

    fn send(&self, pending: &Pending, link: &Link, cx: &mut Ctx<'_>) {
        let draft = Draft {
            body: Rc::clone(&pending.envelope),
            trace_header: pending.message.draft.trace_header.clone(),
            ..Draft::default()
        };
        let message = cx.make_message(draft, Some(&pending.message));
        let request = Request::Put {
            messages: SmallVec::from_buf([message]),
            batch: false,
            awaits: Awaits::Acceptance,
        };
        cx.call(link.wire, request);
    }
}
