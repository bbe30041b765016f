//! A batch on its way through a pipe: filtered, enriched, delivered.

use super::{Pipe, Stage};
use crate::base::{MessageId, WireId};
use crate::nodes::access::source_arn;
use crate::nodes::eventbridge::input::{Input, Scope};
use crate::nodes::eventbridge::metering::{CHUNK, PIPED};
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::eventbridge::target::Target;
use crate::nodes::service::arn::region;
use crate::sim::{AttributeValue, Awaits, Ctx, Delivery, Draft, Happening, Message, Request, Response};
use serde_json::{Map, Value, json};
use smallvec::SmallVec;
use std::rc::Rc;

impl Pipe {
    /// The answer to a poll.
    pub(super) fn took(&mut self, response: Response, cx: &mut Ctx<'_>) {
        let Response::Took(deliveries) = response else {
            self.hand.clear();
            self.closes = None;
            self.poll_later(cx);
            return;
        };
        let Some(source) = self.source.clone() else {
            return;
        };
        let now = cx.now();
        if !deliveries.is_empty() && self.closes.is_none() {
            self.closes = Some(now + source.window);
        }
        let before = (self.hand.len(), self.done.len());
        for delivery in deliveries {
            self.counts.taken += 1;
            if source.filters.accept(&delivery.message.draft.body) {
                self.hand.push(delivery);
            } else {
                // EVB-111: what the filter leaves out is deleted.
                self.counts.filtered += 1;
                self.done.push(delivery.handle);
            }
        }
        if self.done.len() > before.1 {
            let messages = (self.hand.len() - before.0) as u32;
            let rule = Some(const { rule("EVB-111") });
            cx.tell(MessageId::NONE, Happening::Answered { messages }, rule);
        }
        let open = self.closes.is_some_and(|closes| closes > now) && self.hand.len() < source.batch;
        if open || self.closes.is_none() {
            self.poll(cx);
        } else if self.hand.is_empty() {
            self.finish(cx);
        } else {
            self.begin(cx);
        }
    }

    /// The batch is complete.
    fn begin(&mut self, cx: &mut Ctx<'_>) {
        self.counts.batches += 1;
        let records: Vec<Value> = self.hand.iter().map(|delivery| record(delivery, cx)).collect();
        let bytes: u64 = self.hand.iter().map(|delivery| delivery.message.draft.bytes()).sum();
        cx.charge(&PIPED, bytes.div_ceil(CHUNK).max(1));
        let Some(wire) = self.enrichment else {
            self.deliver(records, cx);
            return;
        };
        let body = Rc::from(Value::from(records).to_string());
        let Some(first) = self.hand.first().map(|delivery| Rc::clone(&delivery.message)) else {
            return;
        };
        let call = put(wire, body, None, &first, cx);
        self.stage = Stage::Enriching(call);
    }

    /// EVB-110: the enrichment's answer takes the place of the batch; a node that gives none leaves it as it was.
    pub(super) fn enriched(&mut self, response: &Response, cx: &mut Ctx<'_>) {
        let receipt = match response {
            Response::Put(results) => results.first().and_then(|result| result.as_ref().ok()),
            _ => None,
        };
        let Some(receipt) = receipt else {
            self.counts.unenriched += 1;
            self.finish(cx);
            return;
        };
        let events = match &receipt.result {
            None => self.hand.iter().map(|delivery| record(delivery, cx)).collect(),
            Some(text) => match serde_json::from_str::<Value>(text) {
                Ok(Value::Array(events)) => events,
                Ok(Value::Null) => Vec::new(),
                Ok(event) => vec![event],
                Err(_) => vec![Value::from(text.as_ref())],
            },
        };
        self.deliver(events, cx);
    }

    /// Gives the events to the target. Where there are as many as messages, each stands for its own message.
    fn deliver(&mut self, events: Vec<Value>, cx: &mut Ctx<'_>) {
        let Some((wire, target)) = self.target.clone() else {
            self.finish(cx);
            return;
        };
        if events.is_empty() {
            self.done.extend(self.hand.iter().map(|delivery| delivery.handle));
            self.finish(cx);
            return;
        }
        self.stage = Stage::Delivering;
        let own = events.len() == self.hand.len();
        let cause = cx.cause();
        let hand: Vec<Delivery> = self.hand.clone();
        for (index, event) in events.into_iter().enumerate() {
            cx.because(cause);
            let Some(delivery) = hand.get(if own { index } else { 0 }) else {
                continue;
            };
            let Some(body) = shape(&target, event, cx) else {
                continue;
            };
            let call = put(wire, body, group(&target, &delivery.message), &delivery.message, cx);
            let handles = if own {
                vec![delivery.handle]
            } else if index == 0 {
                hand.iter().map(|delivery| delivery.handle).collect()
            } else {
                Vec::new()
            };
            self.calls.insert(call, handles);
        }
        if self.calls.is_empty() {
            self.done.extend(hand.iter().map(|delivery| delivery.handle));
            self.finish(cx);
        }
    }

    /// EVB-111: a message is deleted once its target has taken it.
    pub(super) fn delivered(&mut self, call: u64, response: &Response, cx: &mut Ctx<'_>) {
        let Some(handles) = self.calls.remove(&call) else {
            return;
        };
        if matches!(response, Response::Put(results) if results.iter().all(Result::is_ok)) {
            self.counts.delivered += 1;
            self.done.extend(handles);
        } else {
            self.counts.failed += 1;
        }
        if self.calls.is_empty() {
            self.finish(cx);
        }
    }
}

/// Calls a node and waits for its work (Pipes invoke synchronously).
fn put(wire: WireId, body: Rc<str>, group: Option<Rc<str>>, parent: &Rc<Message>, cx: &mut Ctx<'_>) -> u64 {
    let draft = Draft {
        body,
        group,
        trace_header: parent.draft.trace_header.clone(),
        ..Draft::default()
    };
    let message = cx.make_message(draft, Some(parent));
    let request = Request::Put {
        messages: SmallVec::from_buf([message]),
        batch: false,
        awaits: Awaits::Result,
    };
    cx.call(wire, request)
}

/// The message group for a FIFO target: the one that is set, or else that of the source (EVB-112).
fn group(target: &Target, message: &Message) -> Option<Rc<str>> {
    target.group.clone().or_else(|| message.draft.group.clone())
}

/// What the target gets of an event. In a template the body of a record is read as JSON where it is some.
fn shape(target: &Target, mut event: Value, cx: &Ctx<'_>) -> Option<Rc<str>> {
    if matches!(target.input, Input::Template(_))
        && let Some(Value::String(body)) = event.get("body")
        && let Ok(parsed) = serde_json::from_str::<Value>(body)
    {
        event["body"] = parsed;
    }
    let (name, arn) = cx.info(cx.me()).map(|info| (Rc::clone(&info.name), source_arn(info)))?;
    let scope = Scope {
        rule_arn: &arn,
        rule_name: &name,
    };
    target.input.apply(&Rc::from(event.to_string()), scope)
}

/// A message as Pipes and functions see it.
fn record(delivery: &Delivery, cx: &Ctx<'_>) -> Value {
    let message = &delivery.message;
    let queue = cx.info(delivery.handle.holder);
    let mut attributes = Map::new();
    for attribute in message.draft.attributes.iter() {
        let value = match &attribute.value {
            AttributeValue::Text(text) => Value::from(text.as_ref()),
            AttributeValue::Binary(_) => Value::Null,
        };
        let entry = json!({ "dataType": attribute.data_type.as_ref(), "stringValue": value });
        attributes.insert(attribute.name.to_string(), entry);
    }
    json!({
        "messageId": message.id.to_string(),
        "body": message.draft.body.as_ref(),
        "attributes": {
            "ApproximateReceiveCount": delivery.receives.to_string(),
            "SentTimestamp": delivery.sent.as_millis().to_string(),
        },
        "messageAttributes": attributes,
        "eventSource": "aws:sqs",
        "eventSourceARN": queue.map_or_else(String::new, source_arn),
        "awsRegion": queue.map_or("", region),
    })
}
