//! SendMessage and SendMessageBatch, and messages that arrive inside the service.

use super::access::Wanted;
use super::action::{Entry, Sent};
use super::check;
use super::core::Queue;
use super::discipline::Discipline;
use super::error::{ErrorCode, SqsError};
use super::rules::rule;
use super::store::State;
use super::throttle::Metered;
use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{Caller, Ctx, Draft, Fate, Happening, Message, Parcel, Receipt, Response};
use smallvec::SmallVec;
use std::rc::Rc;

impl<D: Discipline> Queue<D> {
    /// SendMessage. A draft that is refused never becomes a message.
    pub fn send(&mut self, draft: Draft, cx: &mut Ctx<'_>) -> Result<Sent, SqsError> {
        self.begin_call(cx)?;
        let bytes = self
            .admit(NodeId::OPERATOR, Wanted::Send, cx)
            .and_then(|()| self.check_send(&draft, false))
            .and_then(|bytes| self.fits(bytes, cx).map(|()| bytes))
            .and_then(|bytes| self.meter_send(std::iter::once(&draft), cx).map(|()| bytes))
            .map_err(|error| self.refuse(error, MessageId::NONE, cx))?;
        self.bill_send(bytes, (false, draft.group.is_some()), cx);
        let message = cx.make_message(draft, None);
        let sent = self.accept(message, bytes, cx);
        self.finish(cx);
        Ok(sent)
    }

    /// SendMessageBatch: refused as a whole, or one result for each entry (SQS-062, SQS-063).
    pub fn send_batch(
        &mut self,
        entries: Vec<(String, Draft)>,
        cx: &mut Ctx<'_>,
    ) -> Result<Vec<Entry<Sent>>, SqsError> {
        self.begin_call(cx)?;
        self.touch_batch(entries.len(), cx);
        let checked = self
            .admit(NodeId::OPERATOR, Wanted::Send, cx)
            .and_then(|()| check::batch_ids(entries.iter().map(|(id, _)| id.as_str())))
            .and_then(|()| self.check_batch(entries.iter().map(|(_, draft)| draft), cx))
            .map_err(|error| self.refuse(error, MessageId::NONE, cx))?;
        let mut results = Vec::new();
        // SQS-065: in the order of the list.
        for ((id, draft), check) in entries.into_iter().zip(checked) {
            let result = match check {
                Ok(bytes) => {
                    let message = cx.make_message(draft, None);
                    Ok(self.accept(message, bytes, cx))
                }
                Err(error) => Err(self.refuse(error, MessageId::NONE, cx)),
            };
            results.push((id, result));
        }
        self.finish(cx);
        Ok(results)
    }

    /// A send from another node.
    pub(super) fn put(&mut self, from: Caller, messages: SmallVec<[Rc<Message>; 1]>, batch: bool, cx: &mut Ctx<'_>) {
        let verdict = self.begin_call(cx).and_then(|()| {
            self.admit(from.node, Wanted::Send, cx)?;
            if batch || messages.len() > 1 {
                self.touch_batch(messages.len(), cx);
            }
            check::batch_len(messages.len())?;
            if batch || messages.len() > 1 {
                return self.check_batch(messages.iter().map(|message| &message.draft), cx);
            }
            let draft = &messages[0].draft;
            let bytes = self.check_send(draft, false)?;
            self.fits(bytes, cx)?;
            self.meter_send(std::iter::once(draft), cx)?;
            self.bill_send(bytes, (false, draft.group.is_some()), cx);
            Ok(std::iter::once(Ok(bytes)).collect())
        });
        let checked = match verdict {
            Ok(checked) => checked,
            Err(error) => {
                for message in &messages {
                    self.refuse_message(&error, message.id, cx);
                }
                self.count_refusal(&error);
                cx.reply(from, Response::Refused(error.refusal()));
                return;
            }
        };
        let mut results = SmallVec::new();
        for (message, check) in messages.into_iter().zip(checked) {
            results.push(match check {
                Ok(bytes) => Ok(Receipt::of(self.accept(message, bytes, cx).message)),
                Err(error) => {
                    self.refuse_message(&error, message.id, cx);
                    self.count_refusal(&error);
                    Err(error.refusal())
                }
            });
        }
        cx.reply(from, Response::Put(results));
        self.finish(cx);
    }

    /// Everything about a message but its size limit; returns its size.
    #[inline]
    fn check_send(&mut self, draft: &Draft, batch: bool) -> Result<u64, SqsError> {
        let plain = draft.attributes.is_empty() && draft.delay.is_none() && draft.deduplication.is_none();
        let known = plain && draft.group.is_none() && Rc::ptr_eq(&draft.body, &self.core.fine_body);
        if !known {
            check::message(draft)?;
            self.core.fine_body = Rc::clone(&draft.body);
        }
        self.order.check(&self.core.config, draft, batch)?;
        Ok(check::size(draft))
    }

    /// A message longer than `MaximumMessageSize` (SQS-053).
    #[inline]
    fn fits(&self, bytes: u64, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.touch_size(bytes, cx);
        check::length(bytes, self.core.config.max_bytes)
    }

    #[inline]
    fn meter_send<'a>(&mut self, drafts: impl Iterator<Item = &'a Draft>, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        let groups = drafts.filter_map(|draft| draft.group.as_deref());
        self.core.pass_gate(cx.now())?;
        let verdict = self.order.meter(&self.core.config, Metered::Send, groups, cx.now());
        self.touch_calls(cx);
        verdict
    }

    /// The whole-request checks of a batch in AWS's order (SQS-062), then one verdict for each entry (SQS-063). The batch
    /// is one call (SQS-066), billed on its total payload (SQS-200).
    fn check_batch<'a>(
        &mut self,
        drafts: impl Iterator<Item = &'a Draft> + Clone,
        cx: &mut Ctx<'_>,
    ) -> Result<SmallVec<[Result<u64, SqsError>; 1]>, SqsError> {
        let mut verdicts: SmallVec<[Result<u64, SqsError>; 1]> = SmallVec::new();
        for draft in drafts.clone() {
            match self.check_send(draft, true) {
                // SQS-057, SQS-058: without its FIFO parameters the request fails as a whole.
                Err(error) if matches!(error.rule.id, "SQS-057" | "SQS-058") => return Err(error),
                verdict => verdicts.push(verdict),
            }
        }
        let bytes = drafts.clone().map(check::size).sum();
        self.touch_batch_bytes(bytes, cx);
        check::batch_bytes(bytes)?;
        self.meter_send(drafts.clone(), cx)?;
        self.bill_send(bytes, (true, drafts.clone().any(|draft| draft.group.is_some())), cx);
        for verdict in &mut verdicts {
            if let Ok(bytes) = *verdict
                && let Err(error) = self.fits(bytes, cx)
            {
                *verdict = Err(error);
            }
        }
        Ok(verdicts)
    }

    #[inline]
    fn bill_send(&mut self, bytes: u64, (batch, grouped): (bool, bool), cx: &mut Ctx<'_>) {
        let requests = self.bill(Metered::Send.name(batch), bytes, cx);
        if grouped && !D::FIFO {
            self.core.meters.group_requests += requests; // SQS-202
        }
    }

    /// Takes a message that has passed all checks.
    fn accept(&mut self, message: Rc<Message>, bytes: u64, cx: &mut Ctx<'_>) -> Sent {
        let (now, id) = (cx.now(), message.id);
        let key = match self.order.original(&message, self.core.config.fifo.content_based, now) {
            Ok(key) => key,
            Err(original) => {
                // SQS-134: the sender hears of success, and nothing is added.
                let what = Happening::Deduplicated {
                    original: original.message,
                };
                cx.tell(id, what, Some(const { rule("SQS-134") }));
                cx.end(id, Fate::Duplicate);
                self.core.meters.deduplicated += 1;
                return original;
            }
        };
        let delay = D::delay(&self.core.config, &message.draft);
        let late = self.order.late(&self.core.config);
        let at = self.store(message, now, now, now); // SQS-040
        let order = self.core.store.slot(at).order;
        let (visible, why) = match late {
            _ if delay.0 > 0 => (now + delay, Some(const { rule("SQS-061") })),
            Some(late) => (now + late, Some(const { rule("SQS-152") })),
            None => (now, None),
        };
        // The event comes first, so that whatever happens to the message names it as its cause.
        cx.tell(id, Happening::Stored { visible }, why);
        match late {
            _ if delay.0 > 0 => self.set_state(at, State::Delayed, visible, now),
            Some(_) => self.set_state(at, State::Late, visible, now),
            None => self.reveal(at, now),
        }
        self.core.meters.sent += 1;
        self.core.meters.sent_bytes += bytes;
        let sent = Sent {
            message: id,
            sequence: D::FIFO.then_some(order), // SQS-137
        };
        if let Some(key) = key {
            self.order.remember(key, sent, now);
        }
        sent
    }

    /// Messages that come from another queue: into a dead-letter queue, or out of one.
    pub(super) fn take_over(&mut self, parcels: Vec<Parcel>, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let closed = self.core.gone.is_some_and(|gone| gone <= now);
        for parcel in parcels {
            let id = parcel.message.id;
            if closed {
                cx.tell(id, Happening::Ended(Fate::Lost), Some(const { rule("SQS-015") }));
                cx.end(id, Fate::Lost);
                continue;
            }
            // SQS-114: only a FIFO message gets a new enqueue time. SQS-117: neither way counts as a send.
            let enqueued = if D::FIFO { now } else { parcel.enqueued };
            let at = self.store(parcel.message, parcel.sent, enqueued, now);
            let slot = self.core.store.slot_mut(at);
            slot.before = parcel.receives; // SQS-079 and SQS-113
            slot.first_received = parcel.first_received.unwrap_or(SimTime::NEVER); // SQS-080
            if !parcel.redriven {
                slot.source = parcel.from; // SQS-116
            }
            let why = if parcel.redriven {
                const { rule("SQS-127") }
            } else {
                const { rule("SQS-116") }
            };
            cx.tell(id, Happening::Stored { visible: now }, Some(why));
            self.reveal(at, now);
        }
        self.finish(cx);
    }

    /// Counts a refused call and shows it.
    pub(super) fn refuse(&mut self, error: SqsError, message: MessageId, cx: &mut Ctx<'_>) -> SqsError {
        let what = Happening::Refused {
            code: error.code.name(),
        };
        cx.tell(message, what, Some(error.rule));
        self.count_refusal(&error);
        error
    }

    fn count_refusal(&mut self, error: &SqsError) {
        match error.code {
            ErrorCode::RequestThrottled => self.core.meters.throttled += 1,
            _ => self.core.meters.refused += 1,
        }
    }

    /// Ends a message that another node sent in vain.
    fn refuse_message(&mut self, error: &SqsError, message: MessageId, cx: &mut Ctx<'_>) {
        let what = Happening::Refused {
            code: error.code.name(),
        };
        cx.tell(message, what, Some(error.rule));
        cx.end(message, Fate::Refused);
    }
}
