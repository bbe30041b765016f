//! Settling: deletes, releases and heartbeats.

use super::config::Deleting;
use super::rules::rule;
use super::thread::{Settlements, Stage};
use super::{HEARTBEAT, Pending, Worker};
use crate::base::SimDuration;
use crate::sim::{Ctx, Delivery, Handle, Happening, Phase, Request, Response, Settlement};

impl Worker {
    /// END-072, END-074: a message is done: deletes it now, later, or never, as is set.
    pub(super) fn settle_done(&mut self, index: usize, delivery: &Delivery, cx: &mut Ctx<'_>) {
        let handle = delivery.handle;
        match self.config.deleting {
            Deleting::OneByOne | Deleting::Batch if self.loses_delete(delivery) => {
                self.counts.settles_lost += 1;
                cx.tell(delivery.message.id, Happening::Noted, Some(const { rule("END-072") }));
                self.go_on(index, cx);
            }
            // PAT-002, PAT-004: the delete goes out at the instant at which the work ends.
            Deleting::OneByOne => self.settle(index, Settlements::from_buf([(handle, Settlement::Done)]), false, cx),
            Deleting::Batch => {
                self.threads[index].finished.push(handle);
                self.go_on(index, cx);
            }
            Deleting::Before => {
                // The message is gone already, and its payload can go now.
                self.clean_up(index, &Settlements::from_buf([(handle, Settlement::Done)]), cx);
                self.go_on(index, cx);
            }
            Deleting::Never => self.go_on(index, cx),
        }
    }

    /// Whether this delete gets lost: the usual reason for a second delivery.
    fn loses_delete(&self, delivery: &Delivery) -> bool {
        self.config.lost_deletes.holds(&delivery.message, delivery.receives)
    }

    /// Messages have come. END-072: who deletes them first works on each at most once, and loses it with a crash.
    pub(super) fn received(&mut self, index: usize, cx: &mut Ctx<'_>) {
        if self.config.deleting != Deleting::Before {
            self.begin_work(index, cx);
            return;
        }
        let hand = self.threads[index].hand.iter();
        let settlements: Settlements = hand.map(|delivery| (delivery.handle, Settlement::Done)).collect();
        let batch = settlements.len() > 1;
        self.settle(index, settlements, batch, cx);
    }

    /// A message has failed: nothing is deleted, and it is given back at once if that is set.
    pub(super) fn settle_failed(&mut self, index: usize, handle: Handle, cx: &mut Ctx<'_>) {
        if self.config.release && self.config.deleting != Deleting::Before {
            let release = Settlement::Extend(SimDuration::ZERO);
            self.settle(index, Settlements::from_buf([(handle, release)]), false, cx);
        } else {
            self.go_on(index, cx);
        }
    }

    /// The next message in hand; then the deletes that were put off; then the next receive.
    fn go_on(&mut self, index: usize, cx: &mut Ctx<'_>) {
        if !self.threads[index].hand.is_empty() {
            self.begin_work(index, cx);
            return;
        }
        let finished = std::mem::take(&mut self.threads[index].finished);
        if finished.is_empty() {
            self.next_turn(index, SimDuration::ZERO, cx);
            return;
        }
        let settlements = finished.into_iter().map(|handle| (handle, Settlement::Done)).collect();
        self.settle(index, settlements, true, cx);
    }

    fn settle(&mut self, index: usize, settlements: Settlements, batch: bool, cx: &mut Ctx<'_>) {
        self.clean_up(index, &settlements, cx);
        let thread = &mut self.threads[index];
        thread.settling = settlements;
        thread.batch = batch;
        thread.tries_left = self.config.settle_retries;
        thread.stage = Stage::Settling;
        self.call_settle(index, cx);
    }

    fn call_settle(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let thread = &self.threads[index];
        let request = Request::Settle {
            settlements: thread.settling.clone(),
            batch: thread.batch,
        };
        let call = cx.call(thread.wire, request);
        self.counts.settle_calls += 1;
        self.pending.insert(call, Pending::Settle(index));
    }

    /// The answer to a delete or release; a lost one is asked for again.
    pub(super) fn settled(&mut self, index: usize, response: Response, cx: &mut Ctx<'_>) {
        if let Response::Settled(results) = &response {
            for ((_, what), result) in self.threads[index].settling.iter().zip(results) {
                let deleted = *what == Settlement::Done;
                self.counts.deletes += u64::from(deleted && result.is_ok());
                self.counts.deletes_refused += u64::from(deleted && result.is_err());
            }
        } else {
            let thread = &mut self.threads[index];
            let count = thread.settling.len() as u64;
            if let Response::Refused(_) = response {
                let deletes = thread.settling.iter().filter(|(_, what)| *what == Settlement::Done);
                self.counts.deletes_refused += deletes.count() as u64;
            } else if thread.tries_left > 0 {
                thread.tries_left -= 1;
                self.call_settle(index, cx);
                return;
            } else {
                self.counts.settles_lost += count;
            }
        }
        self.threads[index].settling.clear();
        self.go_on(index, cx);
    }

    /// PAT-042, SQS-210, END-073: hides everything that is not settled yet for longer, and again after the same time.
    pub(super) fn heartbeat(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let thread = &self.threads[index];
        let unsettled = thread
            .hand
            .iter()
            .map(|delivery| delivery.handle)
            .chain(thread.finished.iter().copied());
        let extend = Settlement::Extend(self.config.extend);
        let settlements: Settlements = unsettled.map(|handle| (handle, extend)).collect();
        if !thread.is_busy() || settlements.is_empty() || self.config.deleting == Deleting::Before {
            return;
        }
        self.counts.extensions += settlements.len() as u64;
        self.counts.settle_calls += 1;
        let batch = settlements.len() > 1;
        let call = cx.call(thread.wire, Request::Settle { settlements, batch });
        self.pending.insert(call, Pending::Extend);
        if let Some(every) = self.config.heartbeat {
            cx.wake(cx.now() + every, Phase::Timers, self.timer(HEARTBEAT, index));
        }
    }
}
