//! PutEvents: what is refused as a whole, what alone, and what is taken (EVB-020 to EVB-026).

use super::EventBus;
use super::spec::EVENT_SOURCE;
use crate::nodes::access::check_identity;
use crate::nodes::eventbridge::envelope::{Entry, EntryError};
use crate::nodes::eventbridge::metering::{RATE, SIZE};
use crate::nodes::eventbridge::rules::rule;
use crate::sim::{Caller, Ctx, Fate, Happening, Message, NodeSpec, Receipt, Refusal, Response};
use smallvec::SmallVec;
use std::rc::Rc;

/// Most entries of a request (EVB-020).
const ENTRIES: usize = 10;

/// For somebody whose identity does not let it put events.
const DENIED: EntryError = EntryError {
    code: "AccessDeniedException",
    message: "User is not authorized to perform: events:PutEvents because no identity-based policy allows the \
              events:PutEvents action",
    rule: const { rule("END-112") },
};

/// Whether a kind is an AWS service that sends events of its own (EVB-024); a function is its owner's program.
fn is_service(spec: &NodeSpec) -> bool {
    !spec.service.is_empty() && spec.kind != "lambda"
}

/// The source and detail type of messages that are no events: those of the wire, or else what the service is called.
fn sender(from: Caller, cx: &Ctx<'_>) -> (Rc<str>, Rc<str>) {
    let terms = cx
        .terms(from.wire)
        .filter(|terms| terms.spec().label == EVENT_SOURCE.label);
    match (cx.info(from.node), terms) {
        (Some(info), _) if info.spec.kind == "pipe" => {
            (Rc::from(format!("Pipe {}", info.name)), Rc::from("Event from aws:sqs"))
        }
        (Some(info), _) if is_service(info.spec) => (
            Rc::from(format!("aws.{}", info.spec.service)),
            Rc::from(info.spec.label),
        ),
        (_, Some(terms)) => (terms.text("Source"), terms.text("DetailType")),
        _ => (Rc::from(""), Rc::from("")),
    }
}

fn refusal(error: EntryError) -> Refusal {
    Refusal {
        code: error.code,
        rule: Some(error.rule),
        retryable: matches!(error.code, "ThrottlingException" | "InternalFailure"),
    }
}

impl EventBus {
    /// A sender puts events: PutEvents.
    pub(super) fn put(&mut self, from: Caller, messages: SmallVec<[Rc<Message>; 1]>, cx: &mut Ctx<'_>) {
        cx.called("PutEvents");
        let service = cx.info(from.node).is_some_and(|info| is_service(info.spec));
        let (source, detail_type) = sender(from, cx);
        let wire = Some((source.as_ref(), detail_type.as_ref()));
        let entries: Vec<Entry> = messages
            .iter()
            .map(|message| Entry::read(&message.draft, wire))
            .collect();
        let checked = check_identity(cx, from.node, "events:PutEvents").map_err(|_| DENIED);
        if let Err(error) = checked.and_then(|()| self.check_request(&entries, cx)) {
            for message in &messages {
                self.refuse(message, error, cx);
            }
            cx.reply(from, Response::Refused(refusal(error)));
            return;
        }
        let cause = cx.cause();
        let mut results = SmallVec::new();
        for (message, entry) in messages.into_iter().zip(entries) {
            cx.because(cause);
            let id = message.id;
            results.push(match self.check_entry(&entry, service, cx) {
                Ok(()) => {
                    self.accept(message, &entry, service, cx);
                    Ok(Receipt::of(id))
                }
                Err(error) => {
                    self.refuse(&message, error, cx);
                    Err(refusal(error))
                }
            });
        }
        cx.because(cause);
        cx.reply(from, Response::Put(results));
    }

    fn refuse(&mut self, message: &Message, error: EntryError, cx: &mut Ctx<'_>) {
        self.count_failure(error);
        cx.tell(message.id, Happening::Refused { code: error.code }, Some(error.rule));
        cx.end(message.id, Fate::Refused);
    }

    /// Counts a refused entry.
    pub fn count_failure(&mut self, error: EntryError) {
        self.counts.failed += 1;
        self.counts.throttled += u64::from(error.code == "ThrottlingException");
    }

    /// What makes the whole request fail (EVB-020 to EVB-022).
    pub fn check_request(&self, entries: &[Entry], cx: &mut Ctx<'_>) -> Result<(), EntryError> {
        let bytes: u64 = entries.iter().map(Entry::bytes).sum();
        cx.touch(&SIZE, bytes, self.config.max_bytes);
        let error = |message, rule| {
            let code = "ValidationException";
            Err(EntryError { code, message, rule })
        };
        if entries.is_empty() || entries.len() > ENTRIES {
            let message = "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have \
                           length between 1 and 10";
            return error(message, const { rule("EVB-020") });
        }
        if bytes >= self.config.max_bytes {
            let message = "Total size of the entries in the request is over the limit.";
            return error(message, const { rule("EVB-021") });
        }
        if entries.iter().all(|entry| entry.lacks().is_some()) {
            let message = "Parameter Entries is not valid. Reason: Each entry must have Source, DetailType and Detail.";
            return error(message, const { rule("EVB-022") });
        }
        Ok(())
    }

    /// What makes one entry fail.
    pub fn check_entry(&mut self, entry: &Entry, service: bool, cx: &mut Ctx<'_>) -> Result<(), EntryError> {
        let second = cx.now().0 / 1_000_000;
        if second != self.second.0 {
            self.second = (second, 0);
        }
        cx.touch(&RATE, self.second.1 + 1, self.config.rate);
        if self.gate.refuses(cx.now()) || self.second.1 >= self.config.rate {
            return Err(EntryError {
                code: "ThrottlingException",
                message: "Rate exceeded",
                rule: const { rule("EVB-025") },
            });
        }
        self.second.1 += 1;
        entry.check(service)
    }
}
