//! From received messages to invocations and back: batches, throttling, deletes.

use super::super::environments::back_off;
use super::super::error::{Denial, Failure};
use super::super::invocation::{Origin, Record};
use super::super::rules::rule;
use super::super::{BATCH, Function, Pending, WINDOW, limits};
use super::{Batch, Open, partial};
use crate::base::{SimTime, WireId};
use crate::sim::{Ctx, Handle, Happening, Phase, Request, Response, Settlement, Timer};

impl Function {
    /// Messages came. LAM-064: without a window they are a batch, with one they wait for others.
    pub(super) fn received(&mut self, wire: WireId, records: Vec<Record>, cx: &mut Ctx<'_>) {
        let records = self.sift(wire, records, cx);
        let Some(mapping) = self.mappings.get_mut(&wire) else {
            return;
        };
        if records.is_empty() {
            return;
        }
        if mapping.plan.window.0 == 0 {
            self.invoke_batch(wire, records, cx);
            return;
        }
        // LAM-065: they are hidden in the queue since they were received.
        let (size, window) = (mapping.plan.size, mapping.plan.window);
        for record in records {
            let number = self.number();
            let Some(mapping) = self.mappings.get_mut(&wire) else {
                return;
            };
            let bytes = record.message.draft.bytes();
            let open = mapping.open.get_or_insert_with(|| {
                let ends = cx.now() + window;
                cx.wake(
                    ends,
                    Phase::Timers,
                    Timer {
                        tag: WINDOW,
                        key: number,
                    },
                );
                Open {
                    number,
                    records: Vec::new(),
                    bytes: 0,
                    ends,
                }
            });
            // LAM-064: a batch that would become too large goes without the next message.
            let overflows = open.bytes + bytes > limits::BATCH_BYTES && !open.records.is_empty();
            if overflows {
                let ready = std::mem::take(&mut open.records);
                (open.bytes, open.number, open.ends) = (0, number, cx.now() + window);
                cx.wake(
                    open.ends,
                    Phase::Timers,
                    Timer {
                        tag: WINDOW,
                        key: number,
                    },
                );
                open.records.push(record);
                open.bytes += bytes;
                self.invoke_batch(wire, ready, cx);
                continue;
            }
            open.records.push(record);
            open.bytes += bytes;
            if open.records.len() >= size {
                self.close(wire, cx);
            }
        }
    }

    /// LAM-095, LAM-096: what no filter lets through is deleted without an invocation.
    fn sift(&mut self, wire: WireId, records: Vec<Record>, cx: &mut Ctx<'_>) -> Vec<Record> {
        let Some(mapping) = self.mappings.get(&wire) else {
            return records;
        };
        let filters = &mapping.plan.filters;
        let accepted = |record: &Record| filters.accept(&record.message.draft.body);
        let (kept, dropped): (Vec<Record>, Vec<Record>) = records.into_iter().partition(accepted);
        self.counts.filtered += dropped.len() as u64;
        let cause = cx.cause();
        for record in &dropped {
            cx.because(cause);
            cx.tell(record.message.id, Happening::Noted, Some(const { rule("LAM-095") }));
        }
        cx.because(cause);
        let handles: Vec<Handle> = dropped
            .iter()
            .filter_map(|record| record.lease)
            .map(|(handle, _)| handle)
            .collect();
        self.delete(wire, &handles, Pending::Discard, cx);
        kept
    }

    fn close(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        let open = self.mappings.get_mut(&wire).and_then(|mapping| mapping.open.take());
        if let Some(open) = open {
            self.invoke_batch(wire, open.records, cx);
        }
    }

    /// The window of a batch is over, if the batch is still open.
    pub(in super::super) fn window_over(&mut self, number: u64, cx: &mut Ctx<'_>) {
        let is_it = |open: &Open| open.number == number;
        let found = self
            .mappings
            .values()
            .find(|mapping| mapping.open.as_ref().is_some_and(is_it));
        if let Some(wire) = found.map(|mapping| mapping.wire) {
            self.close(wire, cx);
            self.fill(wire, cx);
        }
    }

    /// Invokes the function with a batch, or holds it.
    fn invoke_batch(&mut self, wire: WireId, records: Vec<Record>, cx: &mut Ctx<'_>) {
        let batch = Batch {
            wire,
            records,
            tries: 0,
            next: SimTime::NEVER,
        };
        let key = self.number();
        self.try_batch(key, batch, cx);
    }

    /// Tries a batch that is not held at the moment.
    fn try_batch(&mut self, key: u64, mut batch: Batch, cx: &mut Ctx<'_>) {
        if !self.has_turn(&batch, cx.now()) {
            batch.next = SimTime::NEVER;
            self.hold(key, batch, cx);
            return;
        }
        match self.admit(&batch.records, cx) {
            Ok(()) => self.begin_batch(batch, cx),
            Err(Denial::Recursion) => {
                // LAM-049: nothing is deleted, so the queue's own dead-letter queue gets it in the end.
                self.counts.failed_invokes += batch.records.len() as u64;
                self.refuse_batch(&batch, Denial::Recursion, cx);
            }
            Err(denial) => {
                // LAM-070, LAM-071
                self.count_denial(denial, cx);
                self.refuse_batch(&batch, denial, cx);
                batch.next = cx.now() + back_off(batch.tries, limits::HOLD_BACKOFF);
                batch.tries += 1;
                self.hold(key, batch, cx);
            }
        }
    }

    fn refuse_batch(&mut self, batch: &Batch, denial: Denial, cx: &mut Ctx<'_>) {
        let first = batch
            .records
            .first()
            .map(|record| record.message.id)
            .unwrap_or_default();
        let why = match denial {
            Denial::Recursion => denial.rule(),
            _ => const { rule("LAM-070") },
        };
        cx.tell(first, Happening::Refused { code: denial.code() }, Some(why));
    }

    /// Whether the mapping itself lets a batch run: its concurrency, and the groups of a FIFO queue (LAM-090).
    fn has_turn(&self, batch: &Batch, now: SimTime) -> bool {
        self.mappings.get(&batch.wire).is_some_and(|mapping| {
            mapping.running < mapping.allowed(self.config.classic, now) && !mapping.blocks(&batch.records)
        })
    }

    fn begin_batch(&mut self, batch: Batch, cx: &mut Ctx<'_>) {
        let Some(mapping) = self.mappings.get_mut(&batch.wire) else {
            return;
        };
        mapping.enter(&batch.records);
        let origin = Origin::Batch {
            wire: batch.wire,
            reports: mapping.plan.reports,
            fifo: mapping.fifo,
        };
        self.counts.invoked += batch.records.len() as u64;
        self.start(origin, batch.records, cx);
    }

    /// PAT-007: keeps a batch while its messages are hidden.
    fn hold(&mut self, key: u64, batch: Batch, cx: &mut Ctx<'_>) {
        let Some(mapping) = self.mappings.get_mut(&batch.wire) else {
            return;
        };
        mapping.held += 1;
        for at in [batch.next, batch.expires()] {
            if at < SimTime::NEVER {
                cx.wake(at, Phase::Timers, Timer { tag: BATCH, key });
            }
        }
        self.held.insert(key, batch);
    }

    fn release(&mut self, key: u64) -> Option<Batch> {
        let batch = self.held.remove(key)?;
        if let Some(mapping) = self.mappings.get_mut(&batch.wire) {
            mapping.held = mapping.held.saturating_sub(1);
        }
        Some(batch)
    }

    /// An alarm of a held batch rings: messages are visible again in the queue, or it is time to try once more.
    pub(in super::super) fn batch_due(&mut self, key: u64, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some(known) = self.held.get(key) else { return };
        let (wire, retry) = (known.wire, known.next <= now);
        if known.expires() > now && !retry {
            return;
        }
        let Some(mut batch) = self.release(key) else { return };
        let back = |record: &Record| record.lease.is_some_and(|(_, until)| until <= now);
        for record in batch.records.iter().filter(|record| back(record)) {
            // LAM-070, LAM-152: received once more, and never processed.
            cx.tell(record.message.id, Happening::Noted, Some(const { rule("LAM-070") }));
        }
        batch.records.retain(|record| !back(record));
        if !batch.records.is_empty() {
            if retry {
                self.try_batch(key, batch, cx);
            } else {
                self.hold(key, batch, cx);
            }
        }
        self.fill(wire, cx);
    }

    /// Something has ended, so held batches may have room now: in the order in which their messages came.
    pub(in super::super) fn start_held(&mut self, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let cause = cx.cause();
        while self.held.len() > 0 && !self.down && self.environments.room(&self.config, cx).is_ok() {
            let ready = self.held.in_line().find(|(_, batch)| self.has_turn(batch, now));
            let Some(key) = ready.map(|(key, _)| key) else { return };
            if self.gate.refuses(now) {
                return;
            }
            if let Some(batch) = self.release(key) {
                cx.because(cause);
                self.begin_batch(batch, cx);
            }
        }
    }

    /// A batch is over. LAM-066, LAM-067: all is deleted or nothing, unless the function says which failed.
    pub(in super::super) fn batch_ended(
        &mut self,
        wire: WireId,
        records: Vec<Record>,
        failure: Option<Failure>,
        response: Option<&str>,
        cx: &mut Ctx<'_>,
    ) {
        let (classic, deletes) = (self.config.classic, self.config.deletes);
        let Some(mapping) = self.mappings.get_mut(&wire) else {
            return;
        };
        mapping.leave(&records);
        let outcome = match (failure, response) {
            (Some(_), _) => partial::Outcome::AllFailed,
            // LAM-083
            (None, None) => partial::Outcome::AllDone,
            (None, Some(text)) => partial::read(text, &records),
        };
        let lost = failure == Some(Failure::Lost);
        if outcome == partial::Outcome::AllFailed && !mapping.plan.reports && !lost {
            let scale = mapping.scale(classic);
            mapping.scaling.halve(scale, cx.now());
        }
        let mut finished: Vec<Handle> = Vec::new();
        let mut kept = 0;
        for record in &records {
            let own = deletes && !record.failing && !lost; // LAM-085
            match record.lease {
                Some((handle, _)) if own || outcome.is_done(&record.message) => finished.push(handle),
                _ => kept += 1,
            }
        }
        self.counts.failed_invokes += kept;
        if let (partial::Outcome::Failed(_), Some(record)) = (&outcome, records.first()) {
            cx.tell(record.message.id, Happening::Noted, Some(const { rule("LAM-080") }));
        }
        if let (partial::Outcome::AllFailed, None, Some(record)) = (&outcome, failure, records.first()) {
            cx.tell(record.message.id, Happening::Noted, Some(const { rule("LAM-082") }));
        }
        self.delete(wire, &finished, Pending::Delete, cx);
        self.notice_idle(wire, cx.now());
        self.start_held(cx);
        self.fill(wire, cx);
    }

    /// Deletes messages from the queue, ten in a call.
    fn delete(&mut self, wire: WireId, handles: &[Handle], what: Pending, cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        for chunk in handles.chunks(limits::RECEIVE as usize) {
            cx.because(cause);
            let settlements = chunk.iter().map(|handle| (*handle, Settlement::Done)).collect();
            let batch = chunk.len() > 1;
            let call = cx.call(wire, Request::Settle { settlements, batch });
            self.pending.insert(call, what);
        }
    }

    /// LAM-066: what could not be deleted is delivered again.
    pub(in super::super) fn deleted(&mut self, response: &Response) {
        if let Response::Settled(results) = response {
            let done = results.iter().filter(|result| result.is_ok()).count() as u64;
            self.counts.deleted += done;
            self.counts.deletes_failed += results.len() as u64 - done;
        } else {
            self.counts.deletes_failed += 1;
        }
    }
}
