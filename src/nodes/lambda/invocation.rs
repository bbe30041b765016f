//! One run of the function: from an environment to a response.

use super::config::OnRecordFailure;
use super::error::{Denial, Failure};
use super::rules::rule;
use super::{END, Function, Pending, lineage};
use crate::base::{NodeId, Scope, SimDuration, SimTime, WireId};
use crate::nodes::claim_check::Pointer;
use crate::sim::{Ctx, Delivery, Handle, Happening, Message, Phase, Timer};
use std::rc::Rc;

/// One of the messages that an invocation is about.
#[derive(Clone, Debug)]
pub struct Record {
    pub message: Rc<Message>,
    /// How often it was received, or tried.
    pub tries: u32,
    /// With which it is deleted from its queue, and until when it is hidden there.
    pub lease: Option<(Handle, SimTime)>,
    /// When its queue accepted it.
    pub sent: SimTime,
    /// Whether the code fails on it.
    pub failing: bool,
    /// Whether the idempotency store knows it to be done.
    pub skipped: bool,
    /// Where its payload waits, when the code follows pointers.
    pub claim: Option<Pointer>,
}

impl Record {
    /// The only record of a call.
    pub fn of(message: Rc<Message>, tries: u32, sent: SimTime) -> Record {
        Record {
            message,
            tries,
            lease: None,
            sent,
            failing: false,
            skipped: false,
            claim: None,
        }
    }

    /// A message of a batch.
    pub fn received(delivery: Delivery) -> Record {
        Record {
            lease: Some((delivery.handle, delivery.until)),
            ..Record::of(delivery.message, delivery.receives, delivery.sent)
        }
    }

    /// Where the work came from: what counts as the same work is decided there.
    fn place(&self, me: NodeId) -> NodeId {
        self.lease.map_or(me, |(handle, _)| handle.holder)
    }
}

/// Why there is an invocation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A caller waits: which of the results it waits for this is.
    Caller { answer: u64, index: usize },
    /// An event of the asynchronous queue.
    Event(u64),
    /// A batch of a mapping, and whether the mapping asks for partial failures.
    Batch { wire: WireId, reports: bool, fifo: bool },
}

/// What an invocation waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The answers of the bucket to so many questions for payloads.
    Fetching(usize),
    /// The code's own time.
    Running,
    /// The answers to so many calls.
    Calling(u32),
}

/// An invocation in progress.
#[derive(Clone, Debug)]
pub struct Invocation {
    pub origin: Origin,
    pub records: Vec<Record>,
    /// When the code began, after a cold start.
    pub began: SimTime,
    /// When its present stage ends by itself.
    pub until: SimTime,
    pub stage: Stage,
    /// Whether it runs into its timeout.
    late: bool,
    /// How many of its records the code comes to before it stops.
    reached: usize,
    /// Whether a call failed.
    call_failed: bool,
    /// Whether its environment was new.
    cold: bool,
}

impl Function {
    /// Whether an invocation with these records may begin now.
    pub(super) fn admit(&mut self, records: &[Record], cx: &Ctx<'_>) -> Result<(), Denial> {
        if self.down {
            return Err(Denial::Down);
        }
        if self.gate.refuses(cx.now()) {
            return Err(Denial::Told);
        }
        // LAM-049
        if records
            .iter()
            .any(|record| lineage::is_stopped(&record.message, self.me))
        {
            return Err(Denial::Recursion);
        }
        self.environments.room(&self.config, cx)
    }

    /// Begins an invocation that was admitted.
    pub(super) fn start(&mut self, origin: Origin, mut records: Vec<Record>, cx: &mut Ctx<'_>) {
        let config = Rc::clone(&self.config);
        // LAM-020
        let cold = self.environments.take(&config, cx);
        self.counts.invocations += 1; // LAM-121
        self.counts.cold_starts += u64::from(cold);
        self.bill_request(cx);
        self.touch_concurrency(0, cx);
        for record in &mut records {
            record.skipped = config.idempotent && cx.effect_happened(record.place(self.me), record.message.root);
        }
        let began = cx.now() + if cold { config.cold_start } else { SimDuration::ZERO };
        let id = self.number();
        let run = Invocation {
            origin,
            records,
            began,
            until: began,
            stage: Stage::Fetching(0),
            late: false,
            reached: 0,
            call_failed: false,
            cold,
        };
        self.invocations.insert(id, run);
        if !self.fetches(id, cx) {
            self.run(id, cx);
        }
    }

    /// The code of an invocation runs: everything that it is about is here.
    pub(super) fn run(&mut self, id: u64, cx: &mut Ctx<'_>) {
        let Some(mut run) = self.invocations.remove(&id) else {
            return;
        };
        let config = Rc::clone(&self.config);
        for record in &mut run.records {
            record.failing |= self.will_fail(record);
            self.watch_order(&record.message);
        }
        // LAM-084: with a FIFO queue good code stops at the first failure.
        let records = &run.records;
        let stops = config.stops && matches!(run.origin, Origin::Batch { fifo: true, .. });
        let first = records.iter().position(|record| record.failing && !record.skipped);
        run.reached = first.filter(|_| stops).map_or(records.len(), |first| first + 1);
        let worked = records[..run.reached].iter().filter(|record| !record.skipped).count();
        let mean = config.duration + config.per_record.times(worked as u64);
        let span = config.spread.draw(mean, self.slow, &mut self.work_luck);
        run.late = span > config.timeout; // LAM-007, LAM-021
        run.stage = Stage::Running;
        run.until = run.began + span.min(config.timeout);
        let (until, cause) = (run.until, cx.cause());
        for record in &run.records {
            let why = run.cold.then_some(const { rule("LAM-020") });
            cx.tell_because(cause, record.message.id, Happening::WorkBegan { until }, why);
        }
        self.invocations.insert(id, run);
        cx.wake(until, Phase::Finish, Timer { tag: END, key: id });
    }

    fn will_fail(&mut self, record: &Record) -> bool {
        let message = &record.message;
        let by_hand = self.poisoned.contains(&message.id) || self.poisoned.contains(&message.root);
        let next = self.poison_next > 0;
        self.poison_next -= u32::from(next);
        by_hand
            || next
            || record.tries <= self.config.fail_first
            || self.config.poison.holds(message, record.tries)
            || self.failure_luck.chance(self.config.failure)
    }

    fn watch_order(&mut self, message: &Message) {
        let Some(group) = &message.draft.group else { return };
        match self.newest.get_mut(group) {
            Some(newest) if message.root < *newest => self.counts.order_breaks += 1,
            Some(newest) => *newest = message.root,
            None => drop(self.newest.insert(Rc::clone(group), message.root)),
        }
    }

    /// The present stage of an invocation is over.
    pub(super) fn ended(&mut self, id: u64, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some(run) = self.invocations.get(&id).filter(|run| run.until == now) else {
            return;
        };
        if run.late || run.stage != Stage::Running {
            self.finish(id, Some(Failure::TimedOut), cx);
        } else if self.outs.is_empty() {
            self.finish(id, None, cx);
        } else {
            self.make_calls(id, cx);
        }
    }

    /// The code waits for its calls, as long as its timeout lets it.
    fn make_calls(&mut self, id: u64, cx: &mut Ctx<'_>) {
        let Some(run) = self.invocations.get(&id) else { return };
        let good = |record: &&Record| !record.failing && !record.skipped;
        let mut about: Vec<(usize, Rc<Message>)> = (0..run.reached)
            .filter(|index| good(&&run.records[*index]))
            .map(|index| (index, Rc::clone(&run.records[index].message)))
            .collect();
        if self.config.per_invocation {
            about.truncate(1);
        }
        let (count, deadline) = (run.records.len(), run.began + self.config.timeout);
        let mut left = 0;
        let cause = cx.cause();
        for (index, message) in about {
            for wire in self.outs.clone() {
                cx.because(cause);
                let call = self.call_out(wire, &message, count, cx);
                self.pending.insert(call, Pending::Call { id, index });
                left += 1;
            }
        }
        if left == 0 {
            self.finish(id, None, cx);
        } else if let Some(run) = self.invocations.get_mut(&id) {
            run.stage = Stage::Calling(left);
            run.until = deadline;
            cx.wake(deadline, Phase::Finish, Timer { tag: END, key: id });
        }
    }

    /// The answer to a call of an invocation. That of one that is over interests nobody.
    pub(super) fn called(&mut self, id: u64, index: usize, accepted: bool, cx: &mut Ctx<'_>) {
        self.counts.calls_failed += u64::from(!accepted);
        let Some(run) = self.invocations.get_mut(&id) else {
            return;
        };
        let Stage::Calling(left) = run.stage else { return };
        if !accepted {
            run.records[index].failing = true;
            run.call_failed = true;
        }
        run.stage = Stage::Calling(left - 1);
        if left == 1 {
            let throws = run.call_failed && self.config.on_record_failure == OnRecordFailure::Throw;
            self.finish(id, throws.then_some(Failure::Call), cx);
        }
    }

    /// An invocation is over: its effects, its response, and whom that concerns.
    pub(super) fn finish(&mut self, id: u64, failure: Option<Failure>, cx: &mut Ctx<'_>) {
        let Some(run) = self.invocations.remove(&id) else {
            return;
        };
        let config = Rc::clone(&self.config);
        if failure != Some(Failure::Lost) {
            self.environments.give_back(&config, cx);
        }
        self.bill_time(cx.now().since(run.began), cx);
        let reached = match failure {
            Some(Failure::TimedOut) if run.stage == Stage::Running => self.worked_in_time(&run),
            Some(Failure::TimedOut | Failure::Lost) => 0,
            _ => run.reached,
        };
        let throws = config.on_record_failure == OnRecordFailure::Throw;
        let failed = run.records[..reached]
            .iter()
            .any(|record| record.failing && !record.skipped);
        let failure = failure.or((throws && failed).then_some(Failure::Thrown));
        self.counts.errors += u64::from(failure.is_some_and(|failure| failure != Failure::Lost));
        let cause = cx.cause();
        for (index, record) in run.records.iter().enumerate() {
            cx.because(cause);
            self.take_effect(record, index < reached, failure, cx);
            if index < reached && !record.failing && !record.skipped {
                self.clean_up(record, cx);
            }
        }
        cx.because(cause);
        let response = match failure {
            Some(failure) => failure.payload(config.timeout.as_secs()),
            None => self.response(&run, cx.now()),
        };
        match run.origin {
            Origin::Caller { answer, index } => {
                let message = &run.records[0].message;
                self.answer(answer, index, message, failure, &response, cx);
            }
            Origin::Event(event) => self.event_ended(event, failure, &response, cx),
            Origin::Batch { wire, reports, .. } => {
                let response = reports.then_some(response);
                self.batch_ended(wire, run.records, failure, response.as_deref(), cx);
            }
        }
        self.start_held(cx);
    }

    /// LAM-021: how many records were done when the time was over.
    fn worked_in_time(&self, run: &Invocation) -> usize {
        let (config, time) = (&self.config, run.until.since(run.began));
        match config.per_record.0 {
            0 => 0,
            each => ((time.0.saturating_sub(config.duration.0) / each) as usize).min(run.reached.saturating_sub(1)),
        }
    }

    /// What became of one record. LAM-067, LAM-073, LAM-085: what was done stays done, even when the invocation failed.
    fn take_effect(&mut self, record: &Record, reached: bool, failure: Option<Failure>, cx: &mut Ctx<'_>) {
        let id = record.message.id;
        if record.skipped && reached {
            self.counts.skipped += 1;
            cx.tell(id, Happening::WorkSkipped, None);
        } else if reached && !record.failing {
            let first = cx.effect(record.place(self.me), record.message.root);
            self.counts.done += 1;
            self.counts.distinct += u64::from(first);
            let why = (!first).then_some(const { rule("LAM-073") });
            cx.tell(id, Happening::WorkDone { again: !first }, why);
        } else {
            self.counts.failed += 1;
            let why = match failure {
                Some(Failure::TimedOut) => Some(const { rule("LAM-021") }),
                _ => record.lease.map(|_| const { rule("LAM-067") }),
            };
            let lost = failure == Some(Failure::Lost);
            let what = if lost {
                Happening::WorkAbandoned
            } else {
                Happening::WorkFailed
            };
            cx.tell(id, what, why);
        }
    }

    /// What the code returns when it does not throw.
    fn response(&mut self, run: &Invocation, now: SimTime) -> String {
        let failed = |index: &usize| {
            let record = &run.records[*index];
            *index >= run.reached || (record.failing && !record.skipped)
        };
        let mut failures: Vec<usize> = (0..run.records.len()).filter(failed).collect();
        if let (Some(first), true) = (failures.first().copied(), run.reached < run.records.len()) {
            // LAM-084: the first failure and all that come after it.
            failures = (first..run.records.len()).collect();
        }
        if self.config.on_record_failure == OnRecordFailure::Report && !failures.is_empty() {
            let items: Vec<String> = failures
                .iter()
                .map(|index| format!("{{\"itemIdentifier\": \"{}\"}}", run.records[*index].message.id))
                .collect();
            return format!("{{\"batchItemFailures\": [{}]}}", items.join(", "));
        }
        let message = &run.records[0].message;
        let (root, id, count) = (
            message.root.0.to_string(),
            message.id.to_string(),
            run.records.len().to_string(),
        );
        let scope = Scope {
            n: self.counts.invocations.saturating_sub(1),
            now,
            values: &[&message.draft.body, &root, &id, &count],
        };
        self.config.output.render(scope, &mut self.payload_luck).to_string()
    }
}
