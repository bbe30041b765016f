//! DeleteMessage, ChangeMessageVisibility and their batches.

use super::access::Wanted;
use super::action::{Entry, VisibilityEntry};
use super::check;
use super::core::Queue;
use super::discipline::Discipline;
use super::error::{ErrorCode, SqsError};
use super::limits;
use super::rules::rule;
use super::store::State;
use super::throttle::Metered;
use super::wire_names;
use crate::base::{MessageId, NodeId, SimDuration, SimTime};
use crate::sim::{Caller, Ctx, Fate, Handle, Happening, Response, Settlement};
use smallvec::SmallVec;

impl<D: Discipline> Queue<D> {
    /// Reads a receipt handle of this queue (SQS-094).
    pub fn parse_handle(&self, text: &str) -> Result<Handle, SqsError> {
        wire_names::parse_receipt_handle(self.core.seed, text)
            .filter(|handle| handle.holder == self.core.me)
            .ok_or_else(|| invalid_handle(text))
    }

    /// DeleteMessage.
    pub fn delete(&mut self, handle: Handle, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.begin_settling(NodeId::OPERATOR, (Metered::Delete, false), &[handle], cx)?;
        let result = self.delete_one(handle, cx);
        self.finish(cx);
        result
    }

    /// DeleteMessageBatch: refused as a whole, or one result for each entry (SQS-104).
    pub fn delete_batch(
        &mut self,
        entries: Vec<(String, Result<Handle, SqsError>)>,
        cx: &mut Ctx<'_>,
    ) -> Result<Vec<Entry<()>>, SqsError> {
        check::batch_ids(entries.iter().map(|(id, _)| id.as_str()))
            .map_err(|error| self.refuse(error, MessageId::NONE, cx))?;
        let handles: SmallVec<[Handle; 10]> = entries
            .iter()
            .filter_map(|(_, handle)| handle.as_ref().ok().copied())
            .collect();
        self.begin_settling(NodeId::OPERATOR, (Metered::Delete, true), &handles, cx)?;
        let results = entries
            .into_iter()
            .map(|(id, handle)| (id, handle.and_then(|handle| self.delete_one(handle, cx))))
            .collect();
        self.finish(cx);
        Ok(results)
    }

    /// ChangeMessageVisibility: hidden for `span` from now on (SQS-090).
    pub fn change_visibility(&mut self, handle: Handle, span: SimDuration, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.begin_settling(NodeId::OPERATOR, (Metered::Change, false), &[handle], cx)?;
        let result = self.change_one(handle, span, cx);
        self.finish(cx);
        result
    }

    /// ChangeMessageVisibilityBatch: refused as a whole, or one result for each entry (SQS-104).
    pub fn change_visibility_batch(
        &mut self,
        entries: Vec<VisibilityEntry>,
        cx: &mut Ctx<'_>,
    ) -> Result<Vec<Entry<()>>, SqsError> {
        check::batch_ids(entries.iter().map(|(id, _)| id.as_str()))
            .map_err(|error| self.refuse(error, MessageId::NONE, cx))?;
        let handles: SmallVec<[Handle; 10]> = entries
            .iter()
            .filter_map(|(_, change)| change.as_ref().ok().map(|(handle, _)| *handle))
            .collect();
        self.begin_settling(NodeId::OPERATOR, (Metered::Change, true), &handles, cx)?;
        let results = entries
            .into_iter()
            .map(|(id, change)| (id, change.and_then(|(handle, span)| self.change_one(handle, span, cx))))
            .collect();
        self.finish(cx);
        Ok(results)
    }

    /// What another node decides about messages it got.
    pub(super) fn settle(
        &mut self,
        from: Caller,
        settlements: SmallVec<[(Handle, Settlement); 1]>,
        batch: bool,
        cx: &mut Ctx<'_>,
    ) {
        let action = match settlements.first() {
            Some((_, Settlement::Extend(_))) => Metered::Change,
            _ => Metered::Delete,
        };
        let verdict = check::batch_len(settlements.len())
            .map_err(|error| self.refuse(error, MessageId::NONE, cx))
            .and_then(|()| {
                let handles: SmallVec<[Handle; 10]> = settlements.iter().map(|(handle, _)| *handle).collect();
                self.begin_settling(from.node, (action, batch || handles.len() > 1), &handles, cx)
            });
        if let Err(error) = verdict {
            cx.reply(from, Response::Refused(error.refusal()));
            return;
        }
        let mut results = SmallVec::new();
        for (handle, settlement) in settlements {
            let result = match settlement {
                Settlement::Done => self.delete_one(handle, cx),
                Settlement::Extend(span) => self.change_one(handle, span, cx),
            };
            results.push(result.map_err(|error| error.refusal()));
        }
        cx.reply(from, Response::Settled(results));
        self.finish(cx);
    }

    /// One call of an action on handles, in its single or batch form: quota and bill.
    fn begin_settling(
        &mut self,
        caller: NodeId,
        (action, batch): (Metered, bool),
        handles: &[Handle],
        cx: &mut Ctx<'_>,
    ) -> Result<(), SqsError> {
        self.begin_call(cx)?;
        if let Err(error) = self.core.pass_gate(cx.now()) {
            return Err(self.refuse_settling(error, handles, cx));
        }
        let wanted = if action == Metered::Delete {
            Wanted::Delete
        } else {
            Wanted::Change
        };
        self.admit(caller, wanted, cx)
            .map_err(|error| self.refuse_settling(error, handles, cx))?;
        let core = &self.core;
        let groups = handles.iter().filter_map(|handle| {
            let at = core.store.find(handle.message)?;
            core.store.slot(at).message().draft.group.as_deref()
        });
        let verdict = self.order.meter(&core.config, action, groups, cx.now());
        self.touch_calls(cx);
        verdict.map_err(|error| self.refuse_settling(error, handles, cx))?;
        self.bill(action.name(batch), 0, cx);
        Ok(())
    }

    /// SQS-229: a refused call shows at each message that it was about.
    fn refuse_settling(&mut self, error: SqsError, handles: &[Handle], cx: &mut Ctx<'_>) -> SqsError {
        let cause = cx.cause();
        for handle in handles.iter().skip(1) {
            let code = error.code.name();
            cx.tell(handle.message, Happening::Refused { code }, Some(error.rule));
            cx.because(cause);
        }
        let first = handles.first().map_or(MessageId::NONE, |handle| handle.message);
        self.refuse(error, first, cx)
    }

    fn delete_one(&mut self, handle: Handle, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.own(handle, cx)?;
        let id = handle.message;
        let Some(at) = self.core.store.find(id) else {
            self.core.meters.deleted += 1; // SQS-176: a repeated delete counts
            cx.tell(
                id,
                Happening::Deleted { effective: false },
                Some(const { rule("SQS-100") }),
            );
            return Ok(());
        };
        let slot = self.core.store.slot(at);
        let current = slot.receives() == handle.receive;
        let held = current && slot.state == State::InFlight;
        if D::FIFO && !held {
            let error = self.expired_handle(handle, const { rule("SQS-103") });
            return Err(self.refuse(error, id, cx));
        }
        self.core.meters.deleted += 1;
        if !current && !self.order.obeys_old_handle(&self.core.config) {
            cx.tell(
                id,
                Happening::Deleted { effective: false },
                Some(const { rule("SQS-102") }),
            );
            return Ok(());
        }
        let why = match (current, held) {
            (true, true) => None,
            (true, false) => Some(const { rule("SQS-101") }),
            (false, _) => Some(const { rule("SQS-102") }),
        };
        cx.tell(id, Happening::Deleted { effective: true }, why);
        if let Some(host) = self.order.survivor(&self.core, at) {
            let slot = self.core.store.slot_mut(at);
            slot.hosts = host;
            slot.ghosted = true;
            let until = cx.now() + self.core.config.model.ghost_delay;
            self.set_state(at, State::Ghost, until, cx.now()); // SQS-156
            return Ok(());
        }
        self.discard(at, cx.now());
        cx.end(id, Fate::Done);
        Ok(())
    }

    fn change_one(&mut self, handle: Handle, span: SimDuration, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.own(handle, cx)?;
        let (now, id) = (cx.now(), handle.message);
        if span > limits::VISIBILITY {
            check::visibility_seconds(i64::try_from(span.as_secs()).unwrap_or(i64::MAX).max(43_201))
                .map_err(|error| self.refuse(error, id, cx))?;
        }
        let Some(at) = self.core.store.find(id) else {
            let error = SqsError::value(
                wire_names::receipt_handle(self.core.seed, handle),
                "ReceiptHandle",
                "Message does not exist or is not available for visibility timeout change.",
                const { rule("SQS-095") },
            );
            return Err(self.refuse(error, id, cx));
        };
        let slot = self.core.store.slot(at);
        let (current, received) = (slot.receives() == handle.receive, slot.received);
        if !current || slot.state != State::InFlight {
            let why = if current {
                const { rule("SQS-096") }
            } else {
                const { rule("SQS-097") }
            };
            if D::FIFO {
                let error = self.expired_handle(handle, const { rule("SQS-096") });
                return Err(self.refuse(error, id, cx));
            }
            cx.tell(id, Happening::Noted, Some(why));
            return Ok(());
        }
        let until = now + span;
        // SQS-092: AWS refuses rather than clips.
        if until > received + limits::VISIBILITY {
            let error = SqsError::value(
                span.as_secs(),
                "VisibilityTimeout",
                "Total VisibilityTimeout for the message is beyond the limit [43200 seconds].",
                const { rule("SQS-092") },
            );
            return Err(self.refuse(error, id, cx));
        }
        if span.0 == 0 {
            self.give_back(at, const { rule("SQS-091") }, cx);
            return Ok(());
        }
        self.set_state(at, State::InFlight, until, now);
        cx.tell(id, Happening::Extended { until }, Some(const { rule("SQS-090") }));
        Ok(())
    }

    fn own(&mut self, handle: Handle, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        if handle.holder == self.core.me {
            return Ok(());
        }
        let error = invalid_handle(&wire_names::receipt_handle(self.core.seed, handle));
        Err(self.refuse(error, handle.message, cx))
    }

    fn expired_handle(&self, handle: Handle, why: &'static crate::sim::Rule) -> SqsError {
        SqsError::value(
            wire_names::receipt_handle(self.core.seed, handle),
            "ReceiptHandle",
            "The receipt handle has expired.",
            why,
        )
    }

    /// Counts towards activity, and fails when the queue does not answer.
    #[inline]
    pub(super) fn begin_call(&mut self, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.core.used = cx.now();
        if let Err(error) = self.core.open(cx.now()) {
            return Err(self.refuse(error, MessageId::NONE, cx));
        }
        Ok(())
    }

    /// After anything that may have made messages available or set a new deadline.
    #[inline]
    pub(super) fn finish(&mut self, cx: &mut Ctx<'_>) {
        if !self.core.waiters.is_empty() {
            self.serve(cx);
        }
        self.core.arm(cx);
    }
}

fn invalid_handle(text: &str) -> SqsError {
    SqsError::new(
        ErrorCode::ReceiptHandleIsInvalid,
        format!("The input receipt handle \"{text}\" is not a valid receipt handle."),
        const { rule("SQS-094") },
    )
}

/// The end of a slot's state when it has none.
pub(super) fn some_time(at: SimTime) -> Option<SimTime> {
    (at != SimTime::NEVER).then_some(at)
}
