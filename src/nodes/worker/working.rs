//! Work: how long it takes, whether it fails, its result and its effect.

use super::rules::rule;
use super::thread::Stage;
use super::{Pending, WORK, Worker};
use crate::base::{Scope, SimDuration, SimTime};
use crate::sim::{Awaits, Ctx, Delivery, Draft, Happening, Message, Phase, Receipt, Request, Response};
use smallvec::SmallVec;
use std::rc::Rc;

impl Worker {
    /// Begins with the first message in hand.
    pub(super) fn begin_work(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let Some(delivery) = self.threads[index].hand.first() else {
            return;
        };
        let (message, holder) = (Rc::clone(&delivery.message), delivery.handle.holder);
        self.watch_order(&message);
        self.notice_pointer(index, &message);
        if self.config.idempotent && cx.effect_happened(holder, message.root) {
            self.skip(index, &message, cx);
            return;
        }
        if !self.fetches(index, &message, cx) {
            self.start_work(index, &message, cx);
        }
    }

    /// Works on the first message in hand, whose payload is there.
    pub(super) fn start_work(&mut self, index: usize, message: &Message, cx: &mut Ctx<'_>) {
        let receives = self.threads[index].hand.first().map_or(0, |delivery| delivery.receives);
        let failing = self.will_fail(message, receives);
        let span = self.draw_work();
        let until = cx.now() + span;
        cx.tell(message.id, Happening::WorkBegan { until }, None);
        let thread = &mut self.threads[index];
        thread.failing = failing;
        thread.until = until;
        thread.stage = Stage::Working;
        if span == SimDuration::ZERO {
            self.work_ended(index, cx);
        } else {
            cx.wake(until, Phase::Finish, self.timer(WORK, index));
        }
    }

    fn watch_order(&mut self, message: &Message) {
        let Some(group) = &message.draft.group else {
            return;
        };
        match self.newest.get_mut(group) {
            Some(newest) if message.root < *newest => self.counts.order_breaks += 1,
            Some(newest) => *newest = message.root,
            None => drop(self.newest.insert(Rc::clone(group), message.root)),
        }
    }

    fn will_fail(&mut self, message: &Message, receives: u32) -> bool {
        let by_hand = self.poisoned.contains(&message.id) || self.poisoned.contains(&message.root);
        let next = self.poison_next > 0;
        self.poison_next -= u32::from(next);
        by_hand
            || next
            || receives <= self.config.fail_first
            || self.config.poison.holds(message, receives)
            || self.failure_luck.chance(self.config.failure)
    }

    /// PAT-002: exactly the set time, unless it is spread or the worker is slow.
    fn draw_work(&mut self) -> SimDuration {
        self.config
            .spread
            .draw(self.config.work, self.slow, &mut self.work_luck)
    }

    /// The time for the first message in hand is over.
    pub(super) fn work_ended(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let Some(delivery) = self.threads[index].hand.first().cloned() else {
            return;
        };
        if self.threads[index].failing {
            self.fail(index, cx);
        } else if self.config.idempotent && cx.effect_happened(delivery.handle.holder, delivery.message.root) {
            // Somebody else was faster: the store refuses the second write.
            self.skip(index, &delivery.message, cx);
        } else if self.outs.is_empty() {
            self.succeed(index, cx);
        } else {
            self.forward(index, &delivery, cx);
        }
    }

    /// Sends the result on every out wire; the delete waits for the answers.
    fn forward(&mut self, index: usize, delivery: &Delivery, cx: &mut Ctx<'_>) {
        let draft = self.result(&delivery.message, cx.now());
        let cause = cx.cause();
        for wire in &self.outs {
            cx.because(cause);
            let message = cx.make_message(draft.clone(), Some(&*delivery.message));
            let request = Request::Put {
                messages: SmallVec::from_buf([message]),
                batch: false,
                awaits: Awaits::Result,
            };
            let call = cx.call(*wire, request);
            self.pending.insert(call, Pending::Forward(index));
        }
        self.threads[index].stage = Stage::Forwarding {
            left: self.outs.len() as u32,
            failed: false,
            known: false,
        };
    }

    fn result(&mut self, message: &Message, now: SimTime) -> Draft {
        let root = message.root.0.to_string();
        let scope = Scope {
            n: self.counts.done,
            now,
            values: &[&message.draft.body, &root],
        };
        let deduplication = self.config.deduplication.render(scope, &mut self.payload_luck);
        Draft {
            body: self.config.body.render(scope, &mut self.payload_luck),
            attributes: Rc::clone(&message.draft.attributes),
            group: message.draft.group.clone(),
            deduplication: (!deduplication.is_empty()).then_some(deduplication),
            delay: None,
            trace_header: message.draft.trace_header.clone(),
        }
    }

    /// The answer for one result. Only when all were accepted has the work succeeded. END-044: a table whose condition
    /// fails has it already, so there is nothing left to do.
    pub(super) fn forwarded(&mut self, index: usize, response: Response, cx: &mut Ctx<'_>) {
        let accepted = matches!(&response, Response::Put(results) if results.iter().all(Result::is_ok));
        self.counts.forwarded += u64::from(accepted);
        let there = matches!(&response, Response::Put(results) if results.iter().flatten().any(is_there_already));
        let Stage::Forwarding { left, failed, known } = self.threads[index].stage else {
            return;
        };
        let (left, failed, known) = (left - 1, failed || !accepted, known || there);
        self.threads[index].stage = Stage::Forwarding { left, failed, known };
        let first = self.threads[index].hand.first();
        match (left, failed, first.map(|delivery| Rc::clone(&delivery.message))) {
            (0, true, _) => self.fail(index, cx),
            (0, false, Some(message)) if known => self.skip(index, &message, cx),
            (0, false, _) => self.succeed(index, cx),
            _ => {}
        }
    }

    /// The work has its effect. SQS-084, SQS-211, END-072: the second time shows as such, whoever did it first.
    fn succeed(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let Some(delivery) = self.drop_first(index) else {
            return;
        };
        let first = cx.effect(delivery.handle.holder, delivery.message.root);
        self.counts.done += 1;
        self.counts.distinct += u64::from(first);
        self.counts.twice += u64::from(!first);
        let usual = if self.config.lost_deletes.is_empty() {
            const { rule("SQS-084") }
        } else {
            const { rule("END-072") }
        };
        let rule = (!first).then_some(usual);
        cx.tell(delivery.message.id, Happening::WorkDone { again: !first }, rule);
        self.settle_done(index, &delivery, cx);
    }

    /// END-075: what is done already is only deleted.
    fn skip(&mut self, index: usize, message: &Message, cx: &mut Ctx<'_>) {
        self.counts.skipped += 1;
        cx.tell(message.id, Happening::WorkSkipped, None);
        if let Some(delivery) = self.drop_first(index) {
            self.settle_done(index, &delivery, cx);
        }
    }

    pub(super) fn fail(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let Some(delivery) = self.drop_first(index) else {
            return;
        };
        self.counts.failed += 1;
        cx.tell(delivery.message.id, Happening::WorkFailed, None);
        self.settle_failed(index, delivery.handle, cx);
    }

    fn drop_first(&mut self, index: usize) -> Option<Delivery> {
        let hand = &mut self.threads[index].hand;
        (!hand.is_empty()).then(|| hand.remove(0))
    }
}

/// Whether a table answered that its condition failed.
fn is_there_already(receipt: &Receipt) -> bool {
    receipt.result.as_deref() == Some("ConditionalCheckFailedException")
}
