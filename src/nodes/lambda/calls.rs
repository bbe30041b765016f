//! Calls: those that come in over wires and are answered, and those that the code makes.

use super::asynchronous::Event;
use super::error::{Denial, Failure};
use super::invocation::{Origin, Record};
use super::limits;
use super::rules::rule;
use super::{Function, lineage};
use crate::base::{Scope, WireId};
use crate::sim::{Awaits, Caller, Ctx, Draft, Fate, Happening, Message, Receipt, Refusal, Request, Response};
use smallvec::SmallVec;
use std::rc::Rc;

/// A caller that waits for the results of one or several synchronous invocations.
#[derive(Clone, Debug)]
pub struct Answer {
    caller: Caller,
    results: Vec<Option<Result<Receipt, Refusal>>>,
}

impl Function {
    /// Messages for the function: each is an invocation.
    pub(super) fn put(&mut self, from: Caller, messages: SmallVec<[Rc<Message>; 1]>, awaits: Awaits, cx: &mut Ctx<'_>) {
        if let Err(denial) = self.let_in(from.node, cx) {
            for message in &messages {
                self.deny(message, denial, cx);
            }
            cx.reply(from, Response::Refused(denial.refusal()));
            return;
        }
        if self.is_asynchronous(from.wire, awaits, cx) {
            let results = messages.into_iter().map(|message| self.accept(message, cx)).collect();
            cx.reply(from, Response::Put(results));
            return;
        }
        let answer = self.number();
        let results = vec![None; messages.len()];
        self.answers.insert(answer, Answer { caller: from, results });
        let cause = cx.cause();
        for (index, message) in messages.into_iter().enumerate() {
            cx.because(cause);
            self.invoke(answer, index, message, cx);
        }
    }

    /// LAM-048: who waits only for acceptance calls asynchronously; else the wire says. LAM-032: programs call synchronously.
    fn is_asynchronous(&self, wire: WireId, awaits: Awaits, cx: &Ctx<'_>) -> bool {
        let terms = cx
            .terms(wire)
            .filter(|terms| terms.spec().label == super::spec::INVOCATION);
        awaits == Awaits::Acceptance || terms.is_some_and(|terms| terms.choice("InvocationType") == 1)
    }

    /// LAM-030, LAM-031: runs now or is refused.
    fn invoke(&mut self, answer: u64, index: usize, message: Rc<Message>, cx: &mut Ctx<'_>) {
        self.bill_call(&message, limits::SYNC_BYTES, cx);
        let records = vec![Record::of(message, 1, cx.now())];
        let fits = records[0].message.draft.bytes() <= limits::SYNC_BYTES;
        let admitted = if fits {
            self.admit(&records, cx)
        } else {
            Err(Denial::TooLarge)
        };
        match admitted {
            Ok(()) => self.start(Origin::Caller { answer, index }, records, cx),
            Err(denial) => {
                let message = &records[0].message;
                self.deny(message, denial, cx);
                self.resolve(answer, index, Err(denial.refusal()), cx);
            }
        }
    }

    /// Why a call was refused last.
    pub(super) fn last_denial(&self) -> Option<Denial> {
        self.denial
    }

    /// A message is refused and ends here.
    fn deny(&mut self, message: &Message, denial: Denial, cx: &mut Ctx<'_>) {
        self.count_denial(denial, cx);
        self.denial = Some(denial);
        cx.end(message.id, Fate::Refused);
        cx.tell(
            message.id,
            Happening::Refused { code: denial.code() },
            Some(denial.rule()),
        );
    }

    /// LAM-121: a throttled call counts as a throttle and not as an invocation.
    pub(super) fn count_denial(&mut self, denial: Denial, cx: &mut Ctx<'_>) {
        if denial.throttles() {
            self.counts.throttles += 1;
            self.touch_concurrency(1, cx);
        }
    }

    /// A synchronous invocation is over. Its message ends here: there is nobody else who would have it.
    pub(super) fn answer(
        &mut self,
        answer: u64,
        index: usize,
        message: &Message,
        failure: Option<Failure>,
        response: &str,
        cx: &mut Ctx<'_>,
    ) {
        let result = match failure {
            None => {
                cx.end(message.id, Fate::Done);
                Ok(Receipt {
                    message: message.id,
                    result: Some(Rc::from(response)),
                })
            }
            Some(failure) => {
                let refusal = failure.refusal();
                cx.end(message.id, Fate::Refused);
                cx.tell(message.id, Happening::Refused { code: refusal.code }, refusal.rule);
                Err(refusal)
            }
        };
        self.resolve(answer, index, result, cx);
    }

    /// One of the results that a caller waits for. The last one answers it.
    fn resolve(&mut self, answer: u64, index: usize, result: Result<Receipt, Refusal>, cx: &mut Ctx<'_>) {
        let Some(waiting) = self.answers.get_mut(&answer) else {
            return;
        };
        waiting.results[index] = Some(result);
        if waiting.results.iter().all(Option::is_some)
            && let Some(done) = self.answers.remove(&answer)
        {
            cx.reply(done.caller, Response::Put(done.results.into_iter().flatten().collect()));
        }
    }

    /// LAM-040: an event for the asynchronous queue.
    fn accept(&mut self, message: Rc<Message>, cx: &mut Ctx<'_>) -> Result<Receipt, Refusal> {
        let most = self.config.async_bytes();
        self.bill_call(&message, most, cx);
        if message.draft.bytes() > most {
            self.deny(&message, Denial::TooLarge, cx);
            return Err(Denial::TooLarge.refusal());
        }
        if self.down {
            self.deny(&message, Denial::Down, cx);
            return Err(Denial::Down.refusal());
        }
        let (id, now) = (message.id, cx.now());
        self.counts.async_received += 1;
        cx.tell(id, Happening::Stored { visible: now }, Some(const { rule("LAM-040") }));
        let key = self.number();
        // LAM-046
        let twice = self.duplicate_luck.chance(self.config.duplicates);
        self.events.insert(key, Event::new(message, now, twice));
        self.attempt(key, cx);
        Ok(Receipt::of(id))
    }

    /// Makes a call because of a message, and returns its number.
    pub(super) fn call_out(&mut self, wire: WireId, message: &Message, count: usize, cx: &mut Ctx<'_>) -> u64 {
        let (root, id, count) = (message.root.0.to_string(), message.id.to_string(), count.to_string());
        let scope = Scope {
            n: self.counts.calls,
            now: cx.now(),
            values: &[&message.draft.body, &root, &id, &count],
        };
        let deduplication = self.config.call_deduplication.render(scope, &mut self.payload_luck);
        let draft = Draft {
            body: self.config.call_body.render(scope, &mut self.payload_luck),
            attributes: Rc::clone(&message.draft.attributes),
            group: message.draft.group.clone(),
            deduplication: (!deduplication.is_empty()).then_some(deduplication),
            delay: None,
            trace_header: Some(lineage::passed_on(message, self.me)),
        };
        self.counts.calls += 1;
        let sent = cx.make_message(draft, Some(message));
        let request = Request::Put {
            messages: SmallVec::from_buf([sent]),
            batch: false,
            awaits: Awaits::Result,
        };
        cx.call(wire, request)
    }
}
