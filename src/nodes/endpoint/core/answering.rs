//! How an endpoint answers when it has worked on a message for long enough.

use super::{CONFIRMED, Endpoint, LATEST, Visit};
use crate::base::SimTime;
use crate::nodes::answers::{Slot, accepted};
use crate::nodes::endpoint::medium::{Confirms, Medium};
use crate::nodes::endpoint::rules::rule;
use crate::sim::{Ctx, Fate, Happening, Message, Refusal};
use std::rc::Rc;

impl<M: Medium> Endpoint<M> {
    /// A message has been worked on long enough. Alarms of plans that have changed ring too early.
    pub(super) fn rings(&mut self, number: u64, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let due = |visit: &&mut Visit| visit.until <= now;
        let Some(visit) = self.visits.get_mut(&number).filter(due) else {
            return;
        };
        let asks = asks_to_confirm(&visit.message);
        if asks && visit.verdict.is_ok() && !visit.unconfirmed {
            self.counts.asked += 1;
            if let Confirms::After(span) = self.medium.confirms() {
                visit.unconfirmed = true;
                visit.until = visit.since + span;
                let until = visit.until;
                if until > now {
                    self.wake(number, until, cx);
                    return;
                }
            }
        }
        let Some(visit) = self.visits.remove(&number) else {
            return;
        };
        match visit.verdict {
            Err(refusal) => self.refuse(&visit.message, visit.slot, refusal, cx),
            Ok(()) if asks => self.confirm(&visit, cx),
            Ok(()) => self.accept(&visit, cx),
        }
    }

    /// SNS-053, SNS-054: whoever answers like this is subscribed.
    fn confirm(&mut self, visit: &Visit, cx: &mut Ctx<'_>) {
        let confirms = self.medium.confirms() != Confirms::Never;
        self.counts.confirmed += u64::from(confirms);
        let message = &visit.message;
        cx.end(message.id, Fate::Done);
        cx.tell(
            message.id,
            Happening::WorkDone { again: false },
            Some(const { rule("END-053") }),
        );
        self.keep(message, cx.now());
        let result = confirms.then(|| Rc::from(CONFIRMED));
        self.answers.give(visit.slot, accepted(message.id, result), cx);
    }

    /// END-054: what came before can be known by its id, which a retry keeps.
    fn accept(&mut self, visit: &Visit, cx: &mut Ctx<'_>) {
        let (message, me) = (&visit.message, cx.me());
        let first = cx.effect(me, message.root);
        let again = Some(const { rule("END-054") }).filter(|_| !first);
        cx.end(message.id, Fate::Done);
        if !first && self.medium.deduplicates() {
            self.counts.skipped += 1;
            cx.tell(message.id, Happening::WorkSkipped, again);
        } else {
            self.counts.received += 1;
            self.counts.twice += u64::from(!first);
            cx.tell(message.id, Happening::WorkDone { again: !first }, again);
            self.keep(message, cx.now());
        }
        let result = self.medium.answer(message);
        self.answers.give(visit.slot, accepted(message.id, result), cx);
    }

    fn keep(&mut self, message: &Rc<Message>, now: SimTime) {
        if self.latest.len() == LATEST {
            self.latest.pop_front();
        }
        self.latest.push_back((now, Rc::clone(message)));
    }

    pub(super) fn refuse(&mut self, message: &Message, slot: Slot, refusal: Refusal, cx: &mut Ctx<'_>) {
        self.counts.refused += 1;
        cx.end(message.id, Fate::Refused);
        let cause = cx.cause();
        cx.tell(message.id, Happening::Refused { code: refusal.code }, refusal.rule);
        if !refusal.retryable {
            self.medium.gave_up(message, refusal.code, 1, cx);
            cx.because(cause);
        }
        self.answers.give(slot, Err(refusal), cx);
    }
}

/// Whether a message is Amazon SNS's request to confirm a subscription.
fn asks_to_confirm(message: &Message) -> bool {
    let body = &message.draft.body;
    if !body.contains("SubscriptionConfirmation") {
        return false;
    }
    let read: Option<serde_json::Value> = serde_json::from_str(body).ok();
    read.is_some_and(|read| read["Type"] == "SubscriptionConfirmation")
}
