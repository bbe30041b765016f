//! Telling others what happened to objects: matched by the wires' entries, a while later, at least once.

use super::engine::{EVENT, SILENT};
use super::notification::{Change, Notification};
use super::record::{Told, test_event};
use super::rules::rule;
use super::spec::{PORT_BUS, PORT_EVENTS};
use super::store::Object;
use crate::base::{MessageId, NodeId, Ratio, SimDuration, Stream, WireId};
use crate::nodes::service::arn::region;
use crate::sim::{
    Awaits, Ctx, Draft, Happening, Inquiry, Message, Metrics, Phase, Request, Response, Settings, Timer, Verdict,
};
use smallvec::SmallVec;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A delivery that nobody answered, or that may succeed later, is tried so often again.
const RETRIES: u32 = 5;
/// The pause before the first retry; it doubles with each further one.
const FIRST_PAUSE: SimDuration = SimDuration::from_secs(1);

/// An event that is to be delivered.
#[derive(Clone, Debug)]
struct Pending {
    wire: WireId,
    key: Rc<str>,
    body: Rc<str>,
    parent: Option<Rc<Message>>,
    retry: u32,
}

/// What became of events.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Events due for delivery, test events and repeated ones included.
    pub due: u64,
    /// Accepted by their destination.
    pub delivered: u64,
    /// Refused by it, or given up.
    pub failed: u64,
    /// Dropped with their wire, or since a newer write of the key came.
    pub dropped: u64,
    /// Sent twice by chance.
    pub repeated: u64,
}

#[derive(Clone, Copy, Debug)]
struct Config {
    latency: SimDuration,
    jitter: SimDuration,
    twice: Ratio,
    merged: Ratio,
}

impl Config {
    fn new(settings: &Settings) -> Config {
        Config {
            latency: settings.millis("EventLatency"),
            jitter: settings.millis("EventJitter"),
            twice: settings.percent("DuplicateRate"),
            merged: settings.percent("MergeRate"),
        }
    }
}

/// The part of a bucket that tells others.
#[derive(Clone, Debug)]
pub struct Notifier {
    config: Config,
    started: bool,
    /// The entries that are in force, by wire.
    entries: Rc<Vec<(WireId, Notification)>>,
    /// The wires whose entries overlap with an earlier one and are not in force.
    refused: BTreeSet<WireId>,
    /// Who is at the other end of the entries' wires.
    peers: BTreeMap<WireId, NodeId>,
    buses: Vec<WireId>,
    pending: BTreeMap<u64, Pending>,
    calls: BTreeMap<u64, Pending>,
    next: u64,
    pub(super) counts: Counts,
    jitter: Stream,
    luck: Stream,
    merging: Stream,
}

impl Notifier {
    /// Nothing to tell yet.
    pub fn new(seed: u64, id: NodeId, settings: &Settings) -> Notifier {
        let stream = |purpose| Stream::new(seed, u64::from(id.0), purpose);
        Notifier {
            config: Config::new(settings),
            started: false,
            entries: Rc::default(),
            refused: BTreeSet::new(),
            peers: BTreeMap::new(),
            buses: Vec::new(),
            pending: BTreeMap::new(),
            calls: BTreeMap::new(),
            next: 0,
            counts: Counts::default(),
            jitter: stream("event-jitter"),
            luck: stream("event-duplicate"),
            merging: stream("event-merge"),
        }
    }

    /// What is drawn is as if it had always been there: no test events.
    pub fn start(&mut self, cx: &mut Ctx<'_>) {
        self.rewired(cx);
        self.started = true;
    }

    /// END-015: other settings count from now on.
    pub fn reconfigure(&mut self, settings: &Settings) {
        self.config = Config::new(settings);
    }

    /// Whether an entry is not in force because of another.
    pub fn overlaps(&self) -> bool {
        !self.refused.is_empty()
    }

    /// END-013: of entries that overlap, the one that was wired first counts. END-014: a new one is tried.
    pub fn rewired(&mut self, cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        let mut entries: Vec<(WireId, Notification)> = Vec::new();
        let mut refused = BTreeSet::new();
        for wire in cx.wires(PORT_EVENTS) {
            let Some(entry) = cx.terms(wire).map(Notification::of) else {
                continue;
            };
            if entries.iter().any(|(_, earlier)| earlier.overlaps(&entry)) {
                refused.insert(wire);
                if !self.refused.contains(&wire) {
                    cx.because(cause);
                    cx.tell(
                        MessageId::NONE,
                        Happening::Refused {
                            code: "InvalidArgument",
                        },
                        Some(const { rule("END-013") }),
                    );
                }
            } else {
                entries.push((wire, entry));
            }
        }
        let new: Vec<WireId> = entries
            .iter()
            .filter(|entry| self.started && !self.entries.contains(entry))
            .map(|(wire, _)| *wire)
            .collect();
        self.entries = Rc::new(entries);
        self.refused = refused;
        let wires = cx.wires(PORT_EVENTS).into_iter();
        self.peers = wires.filter_map(|wire| Some((wire, cx.peer(wire)?))).collect();
        self.buses = cx.wires(PORT_BUS);
        self.forget_gone();
        for wire in new {
            cx.because(cause);
            self.try_out(wire, cx);
        }
    }

    /// Events for wires that are gone are not told any more.
    fn forget_gone(&mut self) {
        let before = self.pending.len();
        let (entries, buses) = (Rc::clone(&self.entries), &self.buses);
        let stays = |wire: WireId| buses.contains(&wire) || entries.iter().any(|(known, _)| *known == wire);
        self.pending.retain(|_, pending| stays(pending.wire));
        self.counts.dropped += (before - self.pending.len()) as u64;
    }

    /// END-014: queues and topics get a test event when an entry for them is new.
    fn try_out(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        let info = cx.peer(wire).and_then(|peer| cx.info(peer));
        if info.is_none_or(|info| info.spec.kind == "lambda") {
            return;
        }
        let bucket = cx.info(cx.me()).map_or_else(String::new, |info| info.name.to_string());
        let pending = Pending {
            wire,
            key: Rc::from(""),
            body: test_event(&bucket, cx.now()).into(),
            parent: None,
            retry: 0,
        };
        self.counts.due += 1;
        self.send(pending, cx);
    }

    /// END-016, END-018: tells every entry that matches, and every bus.
    pub fn tell(
        &mut self,
        change: Change,
        key: &Rc<str>,
        object: &Object,
        versioned: bool,
        parent: Option<&Rc<Message>>,
        cx: &mut Ctx<'_>,
    ) {
        if self.entries.is_empty() && self.buses.is_empty() {
            return;
        }
        let (name, region) = cx.info(cx.me()).map_or_else(Default::default, |info| {
            (info.name.to_string(), region(info).to_string())
        });
        let told = |id| Told {
            bucket: &name,
            region: &region,
            id,
            change,
            key,
            size: object.body.len() as u64,
            etag: object.etag,
            sequencer: object.sequencer,
            versioned,
            at: cx.now(),
        };
        let entries = Rc::clone(&self.entries);
        let matching = entries.iter().filter(|(_, entry)| entry.matches(change, key));
        let mut due: Vec<(WireId, Rc<str>)> = matching
            .map(|(wire, entry)| (*wire, told(&entry.id).record().into()))
            .collect();
        if let Some(event) = (!self.buses.is_empty()).then(|| Rc::<str>::from(told("").event())) {
            due.extend(self.buses.iter().map(|wire| (*wire, Rc::clone(&event))));
        }
        for (wire, body) in due {
            self.merge(wire, key, versioned);
            let pending = Pending {
                wire,
                key: Rc::clone(key),
                body,
                parent: parent.cloned(),
                retry: 0,
            };
            if self.luck.chance(self.config.twice) {
                self.counts.repeated += 1;
                self.plan(pending.clone(), cx);
            }
            self.plan(pending, cx);
        }
    }

    /// END-011, END-012: who hears nothing of an object that was written with this key, and why.
    pub fn verdicts(&self, key: &str, inquiry: Inquiry<'_>) -> Vec<Verdict> {
        if self.peers.is_empty() && self.buses.is_empty() {
            let text = "Nobody is told of objects: no notification is wired to the bucket.".to_string();
            return vec![Verdict::silent(text, const { rule("END-010") })];
        }
        let verdict = |(wire, peer): (&WireId, &NodeId)| {
            let name = (inquiry.name)(*peer);
            if self.refused.contains(wire) {
                let text =
                    format!("{name} is not told: its notification overlaps with another one and is not in force.");
                return Some(Verdict::silent(text, const { rule("END-013") }));
            }
            let (_, entry) = self.entries.iter().find(|(known, _)| known == wire)?;
            let about = entry.mismatch(Change::Put, key)?;
            let text = format!("{name} is not told of {key}: its notification is about {about}.");
            Some(Verdict::silent(text, const { rule("END-012") }))
        };
        self.peers.iter().filter_map(verdict).collect()
    }

    /// END-021: a write that comes while an earlier one of the key is not told yet may take its place.
    fn merge(&mut self, wire: WireId, key: &str, versioned: bool) {
        if versioned || self.config.merged == Ratio::NEVER {
            return;
        }
        let earlier = self
            .pending
            .iter()
            .find(|(_, pending)| pending.wire == wire && pending.key.as_ref() == key);
        if let Some(number) = earlier.map(|(number, _)| *number)
            && self.merging.chance(self.config.merged)
        {
            self.pending.remove(&number);
            self.counts.dropped += 1;
        }
    }

    fn plan(&mut self, pending: Pending, cx: &mut Ctx<'_>) {
        let span = self.config.latency + self.jitter.uniform(self.config.jitter);
        self.counts.due += 1;
        self.wait(pending, span, cx);
    }

    fn wait(&mut self, pending: Pending, span: SimDuration, cx: &mut Ctx<'_>) {
        self.next += 1;
        self.pending.insert(self.next, pending);
        let timer = Timer {
            tag: EVENT,
            key: self.next,
        };
        cx.wake(cx.now() + span, Phase::Sends, timer);
    }

    /// An event is due.
    pub fn rings(&mut self, number: u64, cx: &mut Ctx<'_>) {
        if let Some(pending) = self.pending.remove(&number) {
            self.send(pending, cx);
        }
    }

    fn send(&mut self, mut pending: Pending, cx: &mut Ctx<'_>) {
        let draft = Draft {
            body: Rc::clone(&pending.body),
            ..Draft::default()
        };
        let message = cx.make_message(draft, pending.parent.as_deref());
        pending.parent = Some(Rc::clone(&message));
        let request = Request::Put {
            messages: SmallVec::from_buf([message]),
            batch: false,
            awaits: Awaits::Acceptance,
        };
        let call = cx.call(pending.wire, request);
        self.calls.insert(call, pending);
    }

    /// END-131: a destination that refuses is not asked again, and nobody is told.
    pub fn answered(&mut self, call: u64, response: Response, cx: &mut Ctx<'_>) {
        let Some(pending) = self.calls.remove(&call) else {
            return;
        };
        let again = match response {
            Response::Put(results) => match results.first() {
                Some(Ok(_)) => {
                    self.counts.delivered += 1;
                    return;
                }
                Some(Err(refusal)) => refusal.retryable,
                None => false,
            },
            Response::Refused(refusal) => refusal.retryable,
            _ => true,
        };
        if again && pending.retry < RETRIES {
            let pause = FIRST_PAUSE.times(1 << pending.retry);
            let retry = pending.retry + 1;
            self.wait(Pending { retry, ..pending }, pause, cx);
        } else {
            self.counts.failed += 1;
            cx.tell(MessageId::NONE, Happening::Noted, Some(SILENT));
        }
    }

    /// Adds the present values, in the order of the description.
    pub fn metrics(&self, out: &mut Metrics) {
        out.set("EventsDelivered", self.counts.delivered);
        out.set("EventsFailed", self.counts.failed);
        out.set("EventsRepeated", self.counts.repeated);
        out.set("EventsPending", self.pending.len() + self.calls.len());
    }

    /// Every event that was due is somewhere.
    pub fn audit(&self, wrong: &mut Vec<String>) {
        let Counts {
            due,
            delivered,
            failed,
            dropped,
            ..
        } = self.counts;
        let known = delivered + failed + dropped + (self.pending.len() + self.calls.len()) as u64;
        if due != known {
            wrong.push(format!("{due} events were due and {known} are accounted for"));
        }
    }
}
