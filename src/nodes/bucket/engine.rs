//! The engine of a bucket: take objects, keep them, let them expire, and have others told.

use super::notification::Change;
use super::notifying::Notifier;
use super::record::{etag, version};
use super::rules::rule;
use super::spec::{self, PUTS, STORED};
use super::store::{Object, Store};
use crate::base::{MessageId, NodeId, Scope, SimDuration, SimTime, Stream, Template, fingerprint};
use crate::nodes::access::{Unfit, check_identity};
use crate::nodes::answers::{Answer, accepted};
use crate::nodes::claim_check::KEY;
use crate::nodes::lately::Lately;
use crate::sim::{
    AttributeValue, Caller, Card, Ctx, Fate, Fault, Gate, Happening, Holding, Inquiry, Message, Metrics, Node,
    NodeSpec, ObjectUse, Phase, Refusal, Request, Response, Rule, Settings, Stimulus, Timer, Tone, Verdict,
};
use std::rc::Rc;

/// Whose alarm rings: the lifecycle's, or an event's.
const EXPIRE: u32 = 0;
pub(super) const EVENT: u32 = 1;

const DAY: SimDuration = SimDuration::from_secs(86_400);

#[derive(Clone, Debug)]
struct Config {
    key: Template,
    versioned: bool,
    expires: Option<SimDuration>,
}

impl Config {
    fn new(settings: &Settings) -> Config {
        let days = settings.number("LifecycleExpirationInDays").max(0) as u64;
        Config {
            key: Template::parse(&settings.text("KeyTemplate"), &["body", "root"]),
            versioned: settings.flag("Versioning"),
            expires: (days > 0).then(|| DAY.times(days)),
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    puts: u64,
    gets: u64,
    deletes: u64,
    refused: u64,
    expired: u64,
    missing: u64,
}

/// A bucket.
#[derive(Clone, Debug)]
pub struct Bucket {
    config: Rc<Config>,
    store: Store,
    pub(super) notifier: Notifier,
    gate: Gate,
    luck: Stream,
    counts: Counts,
    /// The keys of the objects that messages have become.
    keys: Lately<Rc<str>>,
    /// When the next object expires as far as an alarm is set for it.
    alarm: Option<SimTime>,
}

impl Node for Bucket {
    const SPEC: &'static NodeSpec = &spec::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        Bucket {
            config: Rc::new(Config::new(settings)),
            store: Store::default(),
            notifier: Notifier::new(seed, id, settings),
            gate: Gate::new(seed, id),
            luck: Stream::new(seed, u64::from(id.0), "key"),
            counts: Counts::default(),
            keys: Lately::default(),
            alarm: None,
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => self.notifier.start(cx),
            Stimulus::Rewired => self.notifier.rewired(cx),
            Stimulus::Request {
                from,
                request: Request::Put { messages, .. },
            } => {
                let cause = cx.cause();
                let results = messages.iter().map(|message| {
                    cx.because(cause);
                    self.take(from, message, cx)
                });
                let results = results.collect();
                cx.reply(from, Response::Put(results));
            }
            Stimulus::Request {
                from,
                request: Request::Object { key, what },
            } => {
                let response = self.serve(from, &key, what, cx);
                cx.reply(from, response);
            }
            Stimulus::Request { from, .. } => cx.reply(from, Response::Unreachable),
            Stimulus::Response { call, response, .. } => self.notifier.answered(call, response, cx),
            Stimulus::Timer(Timer { tag: EXPIRE, .. }) => self.expire(cx),
            Stimulus::Timer(Timer { tag: EVENT, key }) => self.notifier.rings(key, cx),
            Stimulus::Reconfigure(settings) => {
                self.config = Rc::new(Config::new(&settings));
                self.notifier.reconfigure(&settings);
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
                self.alarm = None;
                self.plan(cx);
            }
            Stimulus::Fault(Fault::Throttle(limit)) => self.gate.set(limit),
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        let counts = &self.counts;
        out.set("NumberOfObjects", self.store.len());
        out.set("BucketSizeBytes", self.store.bytes());
        out.set("PutRequests", counts.puts);
        out.set("GetRequests", counts.gets);
        out.set("DeleteRequests", counts.deletes);
        out.set("5xxErrors", counts.refused);
        out.set("NoSuchKey", counts.missing);
        out.set("ObjectsExpired", counts.expired);
        self.notifier.metrics(out);
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        card.count(self.store.len() as u64, ("object", "objects"), Tone::Plain);
        let told = &self.notifier.counts;
        card.count(told.delivered, ("event told", "events told"), Tone::Plain);
        if told.failed > 0 {
            card.count(told.failed, ("event failed", "events failed"), Tone::Bad);
        }
        let unknown = self.config.key.unknown().first();
        (card.status, card.tone) = if let Some(word) = unknown {
            (format!("{word} is unknown"), Tone::Warning)
        } else if self.notifier.overlaps() {
            ("events overlap".to_string(), Tone::Warning)
        } else if self.store.forgotten() > 0 {
            ("oldest forgotten".to_string(), Tone::Warning)
        } else {
            (String::new(), Tone::Plain)
        };
    }

    /// Objects are no messages; what was put has met its fate.
    fn holdings(&self, _now: SimTime, _visit: &mut dyn FnMut(Holding<'_>)) {}

    fn faults(&self) -> Vec<Fault> {
        Fault::in_force(false, 100, self.gate.limit())
    }

    fn verdicts(&self, message: &Message, inquiry: Inquiry<'_>) -> Vec<Verdict> {
        let key = self.keys.of(message.id);
        key.map_or_else(Vec::new, |key| self.notifier.verdicts(key, inquiry))
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        let bytes: u64 = self.store.iter().map(|(_, object)| object.body.len() as u64).sum();
        if bytes != self.store.bytes() {
            wrong.push(format!("it counts {} bytes and holds {bytes}", self.store.bytes()));
        }
        self.notifier.audit(wrong);
    }
}

impl Bucket {
    /// A message becomes an object.
    fn take(&mut self, from: Caller, message: &Rc<Message>, cx: &mut Ctx<'_>) -> Answer {
        if let Err(refusal) = self.admit(from, "s3:PutObject", cx) {
            cx.end(message.id, Fate::Refused);
            cx.tell(message.id, Happening::Refused { code: refusal.code }, refusal.rule);
            return Err(refusal);
        }
        let key = self.key_of(message, cx.now());
        self.keys.add(message.id, key.len(), Rc::clone(&key));
        cx.end(message.id, Fate::Done);
        cx.tell(message.id, Happening::Stored { visible: cx.now() }, None);
        let object = self.put(&key, &message.draft.body, Change::Put, Some(message), cx);
        accepted(message.id, Some(etag(object.etag).into()))
    }

    /// Reads or deletes an object for another node. Deleting what is not there succeeds.
    fn serve(&mut self, from: Caller, key: &str, what: ObjectUse, cx: &mut Ctx<'_>) -> Response {
        let action = match what {
            ObjectUse::Get => "s3:GetObject",
            ObjectUse::Delete => "s3:DeleteObject",
        };
        if let Err(refusal) = self.admit(from, action, cx) {
            cx.tell(MessageId::NONE, Happening::Refused { code: refusal.code }, refusal.rule);
            return Response::Refused(refusal);
        }
        match what {
            ObjectUse::Get => {
                let refusal = refusal("NoSuchKey", Some(const { rule("END-033") }));
                let found = self.get(key, cx);
                found.map_or(Response::Refused(refusal), |object| Response::Object(object.body))
            }
            ObjectUse::Delete => {
                self.delete(key, cx);
                Response::Object(Rc::from(""))
            }
        }
    }

    /// Whether a caller gets through. END-037: its role must allow the action.
    fn admit(&mut self, from: Caller, action: &str, cx: &Ctx<'_>) -> Result<(), Refusal> {
        if let Err(unfit) = check_identity(cx, from.node, action) {
            let because = (unfit == Unfit::Role).then_some(const { rule("END-037") });
            return Err(refusal("AccessDenied", because));
        }
        if self.gate.refuses(cx.now()) {
            self.counts.refused += 1;
            return Err(Refusal {
                retryable: true,
                ..refusal("SlowDown", None)
            });
        }
        Ok(())
    }

    fn key_of(&mut self, message: &Message, now: SimTime) -> Rc<str> {
        let named = message
            .draft
            .attributes
            .iter()
            .find(|attribute| attribute.name.as_ref() == KEY);
        if let Some(AttributeValue::Text(key)) = named.map(|attribute| &attribute.value) {
            return Rc::clone(key);
        }
        let root = message.root.0.to_string();
        let scope = Scope {
            n: self.counts.puts,
            now,
            values: &[&message.draft.body, &root],
        };
        self.config.key.render(scope, &mut self.luck)
    }

    /// PutObject and CopyObject: writes an object and tells of it.
    pub(super) fn put(
        &mut self,
        key: &Rc<str>,
        body: &Rc<str>,
        change: Change,
        message: Option<&Rc<Message>>,
        cx: &mut Ctx<'_>,
    ) -> Object {
        self.counts.puts += 1;
        cx.called(if change == Change::Copy {
            "CopyObject"
        } else {
            "PutObject"
        });
        cx.charge(&PUTS, 1);
        let object = self.store.put(key, body, fingerprint(body), cx.now());
        self.notifier
            .tell(change, key, &object, self.config.versioned, message, cx);
        self.plan(cx);
        object
    }

    /// GetObject; None when there is no such object.
    pub(super) fn get(&mut self, key: &str, cx: &mut Ctx<'_>) -> Option<Object> {
        self.counts.gets += 1;
        cx.called("GetObject");
        cx.charge(&STORED, 1);
        let found = self.store.get(key).cloned();
        self.counts.missing += u64::from(found.is_none());
        found
    }

    /// DeleteObject: S3 is content when there is nothing to delete. The version of the marker, where versions are kept.
    pub(super) fn delete(&mut self, key: &str, cx: &mut Ctx<'_>) -> Option<String> {
        self.counts.deletes += 1;
        cx.called("DeleteObject");
        let gone = self.store.remove(key);
        let versioned = self.config.versioned;
        if gone.is_none() && !versioned {
            return None;
        }
        let change = if versioned {
            Change::DeleteMarker
        } else {
            Change::Delete
        };
        let trace = self.trace_of(gone);
        self.notifier.tell(change, &Rc::from(key), &trace, versioned, None, cx);
        versioned.then(|| version(trace.sequencer))
    }

    /// What is told of an object that is gone.
    fn trace_of(&mut self, gone: Option<Object>) -> Object {
        let sequencer = self.store.next_sequencer();
        let gone = gone.unwrap_or_else(|| Object {
            body: Rc::from(""),
            etag: 0,
            sequencer,
            stored: SimTime::ZERO,
        });
        Object { sequencer, ..gone }
    }

    /// All objects by key.
    pub(super) fn objects(&self) -> impl Iterator<Item = (&Rc<str>, &Object)> {
        self.store.iter()
    }

    /// Sets the alarm for the next object that expires.
    fn plan(&mut self, cx: &mut Ctx<'_>) {
        let Some(age) = self.config.expires else { return };
        let Some((_, oldest)) = self.store.oldest() else { return };
        let due = oldest.stored + age;
        if self.alarm.is_none_or(|alarm| alarm > due) {
            self.alarm = Some(due);
            cx.wake(due, Phase::Timers, Timer { tag: EXPIRE, key: 0 });
        }
    }

    /// The lifecycle takes what is old enough.
    fn expire(&mut self, cx: &mut Ctx<'_>) {
        self.alarm = None;
        let cause = cx.cause();
        if let Some(age) = self.config.expires {
            while let Some((key, object)) = self.store.expire(age, cx.now()) {
                cx.because(cause);
                self.counts.expired += 1;
                let trace = self.trace_of(Some(object));
                self.notifier
                    .tell(Change::Expired, &key, &trace, self.config.versioned, None, cx);
            }
        }
        self.plan(cx);
    }
}

/// A refusal for good.
fn refusal(code: &'static str, rule: Option<&'static Rule>) -> Refusal {
    Refusal {
        code,
        rule,
        retryable: false,
    }
}

/// The rule that a failed delivery names.
pub(super) const SILENT: &crate::sim::Rule = rule("END-131");
