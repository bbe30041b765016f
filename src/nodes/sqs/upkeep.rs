//! What happens to a queue by itself or from outside: clocks, new settings, purge, deletion, zones, permissions.

use super::check;
use super::config::Config;
use super::core::{CLOCKS, POLLS, Queue, TASKS};
use super::discipline::Discipline;
use super::error::{ErrorCode, SqsError};
use super::limits;
use super::rules::rule;
use super::store::State;
use crate::base::{MessageId, SimTime};
use crate::nodes::access::{count_statements, has_statement};
use crate::sim::{Caller, Ctx, Fate, Happening, Response, Rule, Settings, Timer};
use std::rc::Rc;

impl<D: Discipline> Queue<D> {
    /// Life begins.
    pub(super) fn start(&mut self, cx: &mut Ctx<'_>) {
        self.core.born = cx.now();
        self.core.modified = cx.now();
        self.core.used = cx.now();
    }

    /// An alarm rings.
    pub(super) fn ring(&mut self, timer: Timer, cx: &mut Ctx<'_>) {
        match timer.tag {
            CLOCKS => {
                if cx.now() >= self.core.alarms.clocks {
                    self.core.alarms.clocks = SimTime::NEVER;
                }
                self.let_clocks_run(cx);
            }
            POLLS => self.end_polls(cx),
            TASKS => self.move_next(cx),
            tag => unreachable!("a queue sets no alarm with tag {tag}"),
        }
        self.finish(cx);
    }

    /// Does everything that is due: settings, expiry, delays, visibility timeouts, late copies and survivors.
    fn let_clocks_run(&mut self, cx: &mut Ctx<'_>) {
        let now = cx.now();
        if self.core.gone.is_some_and(|gone| gone <= now) {
            self.close(cx);
            return;
        }
        while self.core.incoming.front().is_some_and(|(at, _)| *at <= now) {
            if let Some((_, config)) = self.core.incoming.pop_front() {
                self.apply(config, cx);
            }
        }
        self.expire(cx);
        while let Some(at) = self.core.due(State::Delayed, now) {
            self.tell_available(at, const { rule("SQS-061") }, cx);
            self.reveal(at, now);
        }
        while let Some(at) = self.core.due(State::Late, now) {
            self.tell_available(at, const { rule("SQS-152") }, cx);
            self.reveal(at, now);
        }
        while let Some(at) = self.core.due(State::InFlight, now) {
            self.give_back(at, const { rule("SQS-084") }, cx); // SQS-083 looks the same from here
        }
        while let Some(at) = self.core.due(State::Ghost, now) {
            self.tell_available(at, const { rule("SQS-156") }, cx); // SQS-105
            self.reveal(at, now);
        }
    }

    fn tell_available(&mut self, at: u32, why: &'static Rule, cx: &mut Ctx<'_>) {
        let id = self.core.store.slot(at).message().id;
        cx.tell(id, Happening::Available, Some(why));
    }

    /// SQS-041: whatever its state, a message goes when its retention is over; nothing prolongs it (SQS-042).
    fn expire(&mut self, cx: &mut Ctx<'_>) {
        let now = cx.now();
        while let Some((enqueued, at)) = self.core.retention.first(&self.core.store.slots) {
            if SimTime(enqueued) + self.core.config.retention > now {
                return;
            }
            self.core.meters.expired += 1;
            self.end_message(at, Fate::Expired, const { rule("SQS-041") }, cx);
        }
    }

    fn end_message(&mut self, at: u32, fate: Fate, why: &'static Rule, cx: &mut Ctx<'_>) {
        let message = self.discard(at, cx.now());
        cx.tell(message.id, Happening::Ended(fate), Some(why));
        cx.end(message.id, fate);
    }

    /// New settings come; they count at once or after the propagation time (SQS-017).
    pub(super) fn reconfigure(&mut self, settings: &Settings, cx: &mut Ctx<'_>) {
        let config = Config::new(self.core.me, settings);
        let delay = config.attribute_propagation;
        self.core.modified = cx.now();
        if delay.0 == 0 {
            self.core.incoming.clear();
            self.apply(config, cx);
        } else {
            self.core.incoming.push_back((cx.now() + delay, config));
        }
        self.finish(cx);
    }

    /// SQS-081: messages in flight keep their deadlines. SQS-022: retention reaches back, which the next expiry sees.
    fn apply(&mut self, mut config: Config, cx: &mut Ctx<'_>) {
        // SQS-135: ids are compared as decided at creation.
        config.fifo.scope_group = self.core.config.fifo.scope_group;
        cx.tell(MessageId::NONE, Happening::Reconfigured, None);
        let old = std::mem::replace(&mut self.core.config, config);
        if old.access != self.core.config.access {
            self.core.data_keys.clear();
        }
        self.order.reconfigured(&mut self.core, &old);
        if D::FIFO && old.delay != self.core.config.delay {
            self.delay_anew(cx);
        }
        if old.redrive != self.core.config.redrive {
            self.release_stranded(cx);
        }
        if old.model != self.core.config.model {
            self.look_for_copies(cx);
        }
        self.expire(cx);
    }

    /// SQS-023: on a FIFO queue the messages that are still delayed get the new delay.
    fn delay_anew(&mut self, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let slots = &self.core.store.slots;
        let delayed: Vec<u32> = self.core.lists[State::Delayed as usize]
            .iter(slots)
            .map(|(_, at)| at)
            .collect();
        for at in delayed {
            let until = self.core.store.slot(at).enqueued() + self.core.config.delay;
            if until > now {
                self.set_state(at, State::Delayed, until, now);
            } else {
                self.tell_available(at, const { rule("SQS-023") }, cx);
                self.reveal(at, now);
            }
        }
    }

    /// A zone is lost or back (SQS-227).
    pub(super) fn switch_zone(&mut self, zone: u8, up: bool, cx: &mut Ctx<'_>) {
        if !self.order.zone(zone, up) {
            return;
        }
        let what = if up { Happening::CameBack } else { Happening::WentDown };
        cx.tell(MessageId::NONE, what, Some(const { rule("SQS-227") }));
        self.look_for_copies(cx);
        self.finish(cx);
    }

    /// Sorts the visible messages anew into those that some host has and those that none has.
    fn look_for_copies(&mut self, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let visible: Vec<u32> = self
            .core
            .store
            .iter()
            .filter(|(_, slot)| matches!(slot.state, State::Visible | State::Unreachable))
            .map(|(at, _)| at)
            .collect();
        for at in visible {
            let seen = self.core.store.slot(at).state == State::Visible;
            if self.order.reachable(&self.core, at) != seen {
                self.reveal(at, now);
            }
        }
    }

    /// PurgeQueue: everything goes, at most once a minute (SQS-106).
    pub fn purge(&mut self, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.begin_call(cx)?;
        let now = cx.now();
        if self.core.purged.is_some_and(|last| now < last + limits::PURGE_LOCK) {
            let error = SqsError::new(
                ErrorCode::PurgeQueueInProgress,
                "Only one PurgeQueue operation is allowed every 60 seconds.",
                const { rule("SQS-106") },
            );
            return Err(self.refuse(error, MessageId::NONE, cx));
        }
        self.core.purged = Some(now);
        self.bill("PurgeQueue", 0, cx);
        self.empty(const { rule("SQS-106") }, cx);
        self.order.purged();
        self.finish(cx);
        Ok(())
    }

    fn empty(&mut self, why: &'static Rule, cx: &mut Ctx<'_>) {
        while let Some((_, at)) = self.core.retention.first(&self.core.store.slots) {
            self.end_message(at, Fate::Purged, why, cx);
        }
    }

    /// DeleteQueue: calls go on to succeed until the deletion has spread (SQS-015), then nothing answers any more.
    pub fn delete_queue(&mut self, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.begin_call(cx)?;
        self.bill("DeleteQueue", 0, cx);
        let gone = cx.now() + self.core.config.delete_propagation;
        self.core.gone = Some(self.core.gone.map_or(gone, |before| before.min(gone)));
        if gone == cx.now() {
            self.close(cx);
        }
        self.core.arm(cx);
        Ok(())
    }

    fn close(&mut self, cx: &mut Ctx<'_>) {
        self.empty(const { rule("SQS-015") }, cx);
        while let Some(waiter) = self.core.waiters.pop() {
            cx.reply(waiter.caller, Response::Refused(SqsError::no_queue().refusal()));
        }
        self.core.tasks.fail_all(cx);
    }

    /// When the queue stops answering, if it was deleted.
    pub fn deleted(&self) -> Option<SimTime> {
        self.core.gone
    }

    /// AddPermission (SQS-194): whether the policy takes one more statement, with this label and so many actions.
    pub fn admit_permission(&mut self, label: &str, actions: usize, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.begin_call(cx)?;
        let policy = self.policy(cx);
        let why = const { rule("SQS-194") };
        let error = if !check::label(label) {
            Some(SqsError::value(
                label,
                "Label",
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.",
                why,
            ))
        } else if has_statement(&policy, label) {
            Some(SqsError::value(label, "Label", "Already exists.", why))
        } else if actions > limits::PERMISSIONS.1 {
            let message = format!("{actions} actions were found, maximum allowed is 7.");
            Some(SqsError::new(ErrorCode::OverLimit, message, why))
        } else if count_statements(&policy) >= limits::PERMISSIONS.0 {
            Some(SqsError::new(
                ErrorCode::OverLimit,
                "The policy has 20 statements already.",
                why,
            ))
        } else {
            None
        };
        if let Some(error) = error {
            return Err(self.refuse(error, MessageId::NONE, cx));
        }
        self.bill("AddPermission", 0, cx);
        Ok(())
    }

    /// RemovePermission (SQS-194): whether the policy has such a statement.
    pub fn admit_removal(&mut self, label: &str, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.begin_call(cx)?;
        if !has_statement(&self.policy(cx), label) {
            let reason = "can't find label.";
            let error = SqsError::value(label, "Label", reason, const { rule("SQS-194") });
            return Err(self.refuse(error, MessageId::NONE, cx));
        }
        self.bill("RemovePermission", 0, cx);
        Ok(())
    }

    fn policy(&self, cx: &Ctx<'_>) -> Rc<str> {
        cx.info(self.core.me)
            .map_or_else(|| Rc::from(""), |info| info.settings.text("Policy"))
    }

    /// Counts a call that the API front answers by itself, such as GetQueueAttributes (SQS-200).
    pub fn count_call(&mut self, action: &'static str, cx: &mut Ctx<'_>) -> Result<(), SqsError> {
        self.begin_call(cx)?;
        self.bill(action, 0, cx);
        Ok(())
    }

    /// A caller that waited has gone.
    pub(super) fn hung_up(&mut self, caller: Caller) {
        self.core.waiters.forget(caller);
    }
}
