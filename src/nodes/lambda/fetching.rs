//! The Extended Client in the code: payloads that wait in a bucket are fetched when an invocation begins and deleted when they
//! are done (END-031, END-035). Lambda itself knows nothing of them: filters see the pointer, and the mapping deletes the
//! message only.

use super::invocation::{Origin, Record, Stage};
use super::{Function, Pending};
use crate::nodes::claim_check::{Pointer, rule};
use crate::sim::{Ctx, Happening, ObjectUse, Request, Response};
use std::rc::Rc;

impl Function {
    /// Asks for what the records of an invocation point to. False when there is nothing to wait for. END-032: code without the
    /// library takes the pointer for the message.
    pub(super) fn fetches(&mut self, id: u64, cx: &mut Ctx<'_>) -> bool {
        let set = self.config.bucket;
        let Some(run) = self.invocations.get_mut(&id) else {
            return false;
        };
        if set.is_none() || !matches!(run.origin, Origin::Batch { .. }) {
            return false;
        }
        let cause = cx.cause();
        let mut left = 0;
        for (index, record) in run.records.iter_mut().enumerate().filter(|(_, record)| !record.skipped) {
            let Some(pointer) = Pointer::of(&record.message.draft) else {
                continue;
            };
            cx.because(cause);
            match pointer.find_bucket(set, cx) {
                Some(bucket) => {
                    let (key, what) = (Rc::clone(&pointer.key), ObjectUse::Get);
                    let call = cx.ask(bucket, Request::Object { key, what });
                    self.pending.insert(call, Pending::Fetch { id, index });
                    left += 1;
                }
                None => lose(record, "NoSuchBucket", cx),
            }
            record.claim = Some(pointer);
        }
        cx.because(cause);
        run.stage = Stage::Fetching(left);
        left > 0
    }

    /// What the bucket says. END-033: the code fails on a record whose payload is gone.
    pub(super) fn fetched(&mut self, id: u64, index: usize, response: Response, cx: &mut Ctx<'_>) {
        let Some(run) = self.invocations.get_mut(&id) else {
            return;
        };
        let (Stage::Fetching(left), Some(record)) = (run.stage, run.records.get_mut(index)) else {
            return;
        };
        match response {
            Response::Object(payload) => {
                record.message = Rc::new(Pointer::restored(&record.message, payload));
                cx.tell(record.message.id, Happening::Noted, Some(const { rule("END-031") }));
            }
            Response::Refused(refusal) => lose(record, refusal.code, cx),
            _ => lose(record, "ServiceUnavailable", cx),
        }
        run.stage = Stage::Fetching(left - 1);
        if left == 1 {
            self.run(id, cx);
        }
    }

    /// A record is done: its payload is not needed any more, unless others read it. Nobody waits for the answer.
    pub(super) fn clean_up(&self, record: &Record, cx: &mut Ctx<'_>) {
        let Some(pointer) = record.claim.as_ref().filter(|_| self.config.cleans_up) else {
            return;
        };
        if let Some(bucket) = pointer.find_bucket(self.config.bucket, cx) {
            let (key, what) = (Rc::clone(&pointer.key), ObjectUse::Delete);
            cx.ask(bucket, Request::Object { key, what });
        }
    }
}

/// A record without its payload is one that the code fails on.
fn lose(record: &mut Record, code: &'static str, cx: &mut Ctx<'_>) {
    record.failing = true;
    cx.tell(
        record.message.id,
        Happening::Refused { code },
        Some(const { rule("END-033") }),
    );
}
