//! Messages that point to their payload: followed before the work, cleaned up with the delete (END-031).

use super::thread::{Settlements, Stage};
use super::{Pending, Worker};
use crate::nodes::claim_check::{Pointer, rule};
use crate::sim::{Ctx, Happening, Message, ObjectUse, Request, Response, Settlement};
use std::rc::Rc;

impl Worker {
    /// END-031, END-034: notes where a message points, if this worker follows pointers. END-032: to others it is a text.
    pub(super) fn notice_pointer(&mut self, index: usize, message: &Message) {
        if self.config.bucket.is_none() {
            return;
        }
        if let Some(pointer) = Pointer::of(&message.draft) {
            self.threads[index].claims.push((message.id, pointer));
        }
    }

    /// Asks for what the first message in hand points to. False when there is nothing to ask for.
    pub(super) fn fetches(&mut self, index: usize, message: &Message, cx: &mut Ctx<'_>) -> bool {
        let known = self.threads[index].claims.last();
        let Some((_, pointer)) = known.filter(|(id, _)| *id == message.id) else {
            return false;
        };
        let (bucket, key) = (pointer.find_bucket(self.config.bucket, cx), Rc::clone(&pointer.key));
        let Some(bucket) = bucket else {
            let code = "NoSuchBucket";
            cx.tell(message.id, Happening::Refused { code }, Some(const { rule("END-033") }));
            self.fail(index, cx);
            return true;
        };
        let what = ObjectUse::Get;
        let call = cx.ask(bucket, Request::Object { key, what });
        self.pending.insert(call, Pending::Fetch(index));
        self.threads[index].stage = Stage::Fetching;
        true
    }

    /// The payload is here: the work sees it as if it had been in the message. END-033: without it the work fails.
    pub(super) fn fetched(&mut self, index: usize, response: Response, cx: &mut Ctx<'_>) {
        let Some(delivery) = self.threads[index].hand.first_mut() else {
            return;
        };
        let id = delivery.message.id;
        match response {
            Response::Object(body) => {
                delivery.message = Rc::new(Pointer::restored(&delivery.message, body));
                let message = Rc::clone(&delivery.message);
                cx.tell(id, Happening::Noted, Some(const { rule("END-031") }));
                self.start_work(index, &message, cx);
            }
            Response::Refused(refusal) => {
                cx.tell(id, Happening::Refused { code: refusal.code }, refusal.rule);
                self.fail(index, cx);
            }
            _ => self.fail(index, cx),
        }
    }

    /// END-031, END-035: objects go with their messages, unless others need them. Nobody waits for the answer.
    pub(super) fn clean_up(&mut self, index: usize, settlements: &Settlements, cx: &mut Ctx<'_>) {
        if !self.config.cleans_up || self.threads[index].claims.is_empty() {
            return;
        }
        let claims = std::mem::take(&mut self.threads[index].claims);
        let cause = cx.cause();
        for (message, pointer) in &claims {
            let deleted = |(handle, what): &(crate::sim::Handle, Settlement)| {
                handle.message == *message && *what == Settlement::Done
            };
            if let Some(bucket) = settlements
                .iter()
                .any(deleted)
                .then(|| pointer.find_bucket(self.config.bucket, cx))
                .flatten()
            {
                cx.because(cause);
                let (key, what) = (Rc::clone(&pointer.key), ObjectUse::Delete);
                cx.ask(bucket, Request::Object { key, what });
            }
        }
        let stays = claims.into_iter().filter(|(id, _)| {
            let settled = settlements.iter().any(|(handle, _)| handle.message == *id);
            !settled
        });
        self.threads[index].claims = stays.collect();
    }
}
