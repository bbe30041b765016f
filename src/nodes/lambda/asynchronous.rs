//! The asynchronous queue: retries, age, throttling, dead letters and destinations.

use super::environments::back_off;
use super::error::{Denial, Failure};
use super::invocation::{Origin, Record};
use super::limits;
use super::rules::rule;
use super::{EVENT, Function, Pending, lineage};
use crate::base::{NodeId, SimTime};
use crate::nodes::service::arn::arn;
use crate::sim::{Attribute, AttributeValue, Awaits, Ctx, Draft, Fate, Happening, Message, Phase, Request, Timer};
use serde_json::{Value, json};
use smallvec::SmallVec;
use std::rc::Rc;

/// An event that was accepted and has not ended.
#[derive(Clone, Debug)]
pub struct Event {
    pub message: Rc<Message>,
    pub accepted: SimTime,
    /// Runs that failed (LAM-041).
    pub failures: u32,
    /// Attempts that were throttled since the last run (LAM-042).
    pub throttles: u32,
    /// When it is tried next; None while it runs.
    pub next: Option<SimTime>,
    /// Whether it is delivered once more after it has succeeded (LAM-046).
    twice: bool,
}

impl Event {
    /// Just accepted.
    pub fn new(message: Rc<Message>, accepted: SimTime, twice: bool) -> Event {
        Event {
            message,
            accepted,
            failures: 0,
            throttles: 0,
            next: Some(accepted),
            twice,
        }
    }
}

/// Why an event has ended (LAM-043).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Condition {
    Success,
    RetriesExhausted,
    EventAgeExceeded,
}

impl Condition {
    fn name(self) -> &'static str {
        match self {
            Condition::Success => "Success",
            Condition::RetriesExhausted => "RetriesExhausted",
            Condition::EventAgeExceeded => "EventAgeExceeded",
        }
    }
}

impl Function {
    /// An alarm of an event rings. That of an earlier plan is stale.
    pub(super) fn event_due(&mut self, key: u64, cx: &mut Ctx<'_>) {
        let now = cx.now();
        if self.events.get(&key).is_some_and(|event| event.next == Some(now)) {
            self.attempt(key, cx);
        }
    }

    /// Tries to run an event.
    pub(super) fn attempt(&mut self, key: u64, cx: &mut Ctx<'_>) {
        let Some(event) = self.events.get(&key) else { return };
        // LAM-017, LAM-043: too old, whatever retries are left.
        if event.accepted + self.config.max_age <= cx.now() {
            self.end_event(key, Condition::EventAgeExceeded, "", cx);
            return;
        }
        let tries = event.failures + 1;
        let records = vec![Record::of(Rc::clone(&event.message), tries, event.accepted)];
        match self.admit(&records, cx) {
            Ok(()) => {
                if let Some(event) = self.events.get_mut(&key) {
                    event.next = None;
                    event.throttles = 0;
                }
                self.start(Origin::Event(key), records, cx);
            }
            // LAM-049: the event goes where failures go.
            Err(Denial::Recursion) => {
                let id = records[0].message.id;
                let code = Denial::Recursion.code();
                cx.tell(id, Happening::Refused { code }, Some(const { rule("LAM-049") }));
                self.end_event(key, Condition::RetriesExhausted, "", cx);
            }
            Err(denial) => {
                // LAM-042, LAM-164
                self.count_denial(denial, cx);
                let id = records[0].message.id;
                let code = denial.code();
                cx.tell(id, Happening::Refused { code }, Some(const { rule("LAM-042") }));
                let Some(event) = self.events.get_mut(&key) else { return };
                let wait = back_off(event.throttles, limits::MAX_BACKOFF);
                event.throttles += 1;
                self.plan(key, cx.now() + wait, cx);
            }
        }
    }

    /// Plans the next attempt, or the end at its age if that comes first.
    fn plan(&mut self, key: u64, at: SimTime, cx: &mut Ctx<'_>) {
        let Some(event) = self.events.get_mut(&key) else { return };
        let at = at.min(event.accepted + self.config.max_age).max(cx.now());
        event.next = Some(at);
        cx.wake(at, Phase::Timers, Timer { tag: EVENT, key });
    }

    /// A run of an event is over.
    pub(super) fn event_ended(&mut self, key: u64, failure: Option<Failure>, response: &str, cx: &mut Ctx<'_>) {
        let Some(event) = self.events.get_mut(&key) else { return };
        match failure {
            None if event.twice => {
                event.twice = false;
                let id = event.message.id;
                cx.tell(id, Happening::Noted, Some(const { rule("LAM-046") }));
                self.plan(key, cx.now(), cx);
            }
            None => self.end_event(key, Condition::Success, response, cx),
            // LAM-042: the system's fault uses up no retry.
            Some(Failure::Lost) => {
                let wait = back_off(event.throttles, limits::MAX_BACKOFF);
                event.throttles += 1;
                self.plan(key, cx.now() + wait, cx);
            }
            Some(_) => {
                event.failures += 1;
                let failures = event.failures;
                if failures > self.config.retries {
                    self.end_event(key, Condition::RetriesExhausted, response, cx);
                } else {
                    // LAM-016, LAM-041: one minute before the first retry, two before the second.
                    let id = event.message.id;
                    cx.tell(id, Happening::Noted, Some(const { rule("LAM-041") }));
                    self.plan(key, cx.now() + limits::RETRY.times(u64::from(failures)), cx);
                }
            }
        }
    }

    /// An event ends, and those who are to know are told.
    fn end_event(&mut self, key: u64, condition: Condition, response: &str, cx: &mut Ctx<'_>) {
        let Some(event) = self.events.remove(&key) else { return };
        let id = event.message.id;
        let config = Rc::clone(&self.config);
        let cause = if condition == Condition::Success {
            cx.end(id, Fate::Done);
            cx.cause()
        } else {
            self.counts.async_dropped += 1;
            cx.end(id, Fate::Expired);
            cx.tell(id, Happening::Ended(Fate::Expired), Some(const { rule("LAM-043") }))
        };
        let succeeded = condition == Condition::Success;
        // LAM-045: a dead-letter queue is for failures only. LAM-044: it and a destination can both be set.
        if let Some(target) = config.dead_letters.filter(|_| !succeeded) {
            cx.because(cause);
            let draft = dead_letter(&event, response);
            self.send_inside(target, draft, &event.message, true, cx);
        }
        let target = if succeeded {
            config.on_success
        } else {
            config.on_failure
        };
        if let Some(target) = target {
            cx.because(cause);
            let draft = self.record(&event, condition, response, cx);
            self.send_inside(target, draft, &event.message, false, cx);
        }
    }

    fn send_inside(&mut self, to: NodeId, draft: Draft, parent: &Message, dead: bool, cx: &mut Ctx<'_>) {
        let message = cx.make_message(draft, Some(parent));
        cx.tell(message.id, Happening::Noted, Some(const { rule("LAM-044") }));
        let request = Request::Put {
            messages: SmallVec::from_buf([message]),
            batch: false,
            awaits: Awaits::Acceptance,
        };
        let call = cx.ask(to, request);
        self.pending.insert(call, Pending::Letter { dead });
    }

    /// LAM-044: what a destination is told.
    fn record(&self, event: &Event, condition: Condition, response: &str, cx: &Ctx<'_>) -> Draft {
        let payload = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
        let arn = cx.info(self.me).map(|info| arn("lambda", info)).unwrap_or_default();
        let succeeded = condition == Condition::Success;
        let runs = event.failures + u32::from(succeeded);
        let mut record = json!({
            "version": "1.0",
            "requestContext": {
                "requestId": event.message.id.to_string(),
                "functionArn": format!("{arn}:$LATEST"),
                "condition": condition.name(),
                "approximateInvokeCount": runs,
            },
            "requestPayload": payload(&event.message.draft.body),
        });
        if runs > 0 {
            record["responseContext"] = json!({ "statusCode": 200, "executedVersion": "$LATEST" });
            if !succeeded {
                record["responseContext"]["functionError"] = "Unhandled".into();
            }
            record["responsePayload"] = if response.is_empty() {
                Value::Null
            } else {
                payload(response)
            };
        }
        Draft {
            body: Rc::from(record.to_string()),
            trace_header: Some(lineage::passed_on(&event.message, self.me)),
            ..Draft::default()
        }
    }
}

/// LAM-044: the event as it came, with three attributes.
fn dead_letter(event: &Event, response: &str) -> Draft {
    let text = |name: &str, data_type: &str, value: &str| Attribute {
        name: name.into(),
        data_type: data_type.into(),
        value: AttributeValue::Text(value.into()),
    };
    let answer = serde_json::from_str::<Value>(response).ok();
    let error = answer.as_ref().and_then(|answer| answer["errorMessage"].as_str());
    let (code, error) = match error {
        Some(error) => ("200", error),
        None => ("429", "Rate Exceeded."),
    };
    let letter = [
        text("RequestID", "String", &event.message.id.to_string()),
        text("ErrorCode", "Number", code),
        text("ErrorMessage", "String", error),
    ];
    let own = event.message.draft.attributes.iter().cloned();
    Draft {
        // A queue takes ten attributes at most, and the three that say what happened matter more.
        attributes: own.take(7).chain(letter).collect(),
        group: None,
        deduplication: None,
        delay: None,
        ..event.message.draft.clone()
    }
}
