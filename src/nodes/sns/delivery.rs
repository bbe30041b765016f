//! Deliveries: turns, calls, answers, retries, dead-letter queues. Each is independent of the others (SNS-121) except for
//! messages of one group to one FIFO queue (SNS-144).

use super::limits;
use super::protocol::Protocol;
use super::rules::rule;
use super::subscription::{Delivery, Notice, State};
use super::topic::{EXPIRY, HELD, Later, RETRY, TIMEOUT, Topic};
use crate::base::{MessageId, Ratio, SimDuration, SimTime};
use crate::sim::{Awaits, Ctx, Fate, Happening, Phase, Refusal, Request, Response, Rule, Timer};
use smallvec::smallvec;
use std::collections::VecDeque;

impl Topic {
    /// Begins a delivery, or lets it wait for its group, its rate or its chance.
    pub(super) fn hand_over(&mut self, index: usize, mut delivery: Delivery, cx: &mut Ctx<'_>) {
        let subscription = &mut self.subscriptions[index];
        if subscription.form.ordered
            && delivery.notice == Notice::Notification
            && let Some(group) = delivery.message.draft.group.clone()
        {
            delivery.leads = true;
            // SNS-144: one at a time of each group.
            if let Some(lane) = subscription.lanes.get_mut(&group) {
                lane.push_back(delivery);
                return;
            }
            subscription.lanes.insert(group, VecDeque::new());
        }
        if self.config.realistic && self.luck.chance(Ratio::from_millionths(limits::DUPLICATES)) {
            self.double(index, &delivery, cx);
        }
        self.pace(index, delivery, cx);
    }

    /// SNS-122: at least once, which is rarely more than once.
    fn double(&mut self, index: usize, delivery: &Delivery, cx: &mut Ctx<'_>) {
        let message = cx.make_message(delivery.message.draft.clone(), Some(&delivery.message));
        cx.tell(message.id, Happening::Noted, Some(const { rule("SNS-122") }));
        self.meters.begun += 1;
        let again = Delivery {
            message,
            leads: false,
            ..delivery.clone()
        };
        self.pace(index, again, cx);
    }

    /// SNS-117: no faster than the subscription's rate. SNS-122: in the realistic model a little late.
    fn pace(&mut self, index: usize, delivery: Delivery, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let subscription = &mut self.subscriptions[index];
        let mut until = now;
        if let Some(pace) = subscription.pace {
            until = until.max(subscription.next);
            subscription.next = until + pace;
        }
        if self.config.realistic {
            until += self.luck.uniform(limits::LATE);
        }
        if until <= now {
            self.attempt(index, delivery, cx);
            return;
        }
        let key = self.next_key();
        self.held.insert(key, Later { delivery, until });
        cx.wake(until, Phase::Sends, Timer { tag: HELD, key });
    }

    /// The time of a delivery has come.
    pub(super) fn release(&mut self, key: u64, cx: &mut Ctx<'_>) {
        if let Some(Later { delivery, .. }) = self.held.remove(&key)
            && let Some(index) = self.subscription(delivery.wire)
        {
            self.attempt(index, delivery, cx);
        }
    }

    /// Calls the subscriber.
    fn attempt(&mut self, index: usize, delivery: Delivery, cx: &mut Ctx<'_>) {
        let subscription = &mut self.subscriptions[index];
        let (form, id) = (subscription.form, delivery.message.id);
        // SNS-072: SQS takes at most ten attributes.
        if form.raw
            && form.protocol == Protocol::Sqs
            && delivery.message.draft.attributes.len() > limits::RAW_ATTRIBUTES
        {
            let why = const { rule("SNS-072") };
            cx.end(id, Fate::Refused);
            let code = "InvalidParameterValue";
            cx.tell(id, Happening::Refused { code }, Some(why));
            self.give_up(delivery, why, cx);
            return;
        }
        let email = matches!(form.protocol, Protocol::Email | Protocol::EmailJson);
        if email && delivery.notice == Notice::Notification && !subscription.count_email(cx.now(), limits::EMAILS) {
            self.suspend(index, delivery, cx);
            return;
        }
        self.meters.attempts += 1;
        let awaits = if form.protocol.is_http() {
            Awaits::Result
        } else {
            Awaits::Acceptance // SNS-074
        };
        let request = Request::Put {
            messages: smallvec![delivery.message.clone()],
            batch: false,
            awaits,
        };
        let call = cx.call(delivery.wire, request);
        if form.protocol.is_http() {
            let until = cx.now() + limits::HTTP_TIMEOUT; // SNS-118
            cx.wake(
                until,
                Phase::Deadlines,
                Timer {
                    tag: TIMEOUT,
                    key: call,
                },
            );
        }
        self.flights.insert(call, delivery);
    }

    /// SNS-061: too many e-mails in a second suspend the subscription until it is confirmed again.
    fn suspend(&mut self, index: usize, delivery: Delivery, cx: &mut Ctx<'_>) {
        let until = cx.now() + limits::CONFIRMATION;
        self.subscriptions[index].state = State::Pending(until);
        cx.wake(until, Phase::Timers, Timer { tag: EXPIRY, key: 0 });
        let why = const { rule("SNS-061") };
        cx.end(delivery.message.id, Fate::Refused);
        let code = "Suspended";
        cx.tell(delivery.message.id, Happening::Refused { code }, Some(why));
        self.give_up(delivery, why, cx);
    }

    /// SNS-118: an HTTP/S endpoint that has not answered in time has failed.
    pub(super) fn timed_out(&mut self, call: u64, cx: &mut Ctx<'_>) {
        if let Some(delivery) = self.flights.remove(&call) {
            cx.hang_up(delivery.wire, call);
            cx.tell(delivery.message.id, Happening::Noted, Some(const { rule("SNS-118") }));
            self.failed(delivery, None, cx);
        }
    }

    /// The answer to a call.
    pub(super) fn answered(&mut self, call: u64, response: Response, cx: &mut Ctx<'_>) {
        if let Some(delivery) = self.redriven.remove(&call) {
            let taken = matches!(&response, Response::Put(results) if results.iter().all(Result::is_ok));
            self.meters.redriven += u64::from(taken);
            self.meters.not_redriven += u64::from(!taken);
            if !taken {
                // SNS-130: the queue is gone or does not take it.
                cx.tell(delivery.message.id, Happening::Noted, Some(const { rule("SNS-130") }));
            }
            return;
        }
        let Some(delivery) = self.flights.remove(&call) else {
            return;
        };
        let refusal = match response {
            Response::Put(mut results) => match results.pop() {
                Some(Ok(receipt)) => {
                    self.succeeded(delivery, receipt.result.as_deref(), cx);
                    return;
                }
                Some(Err(refusal)) => Some(refusal),
                None => None,
            },
            Response::Refused(refusal) => Some(refusal),
            _ => None,
        };
        self.failed(delivery, refusal, cx);
    }

    fn succeeded(&mut self, delivery: Delivery, result: Option<&str>, cx: &mut Ctx<'_>) {
        match delivery.notice {
            Notice::Confirmation => {
                self.meters.confirmations += 1;
                if result == Some("confirm") {
                    self.confirmed(delivery.wire, cx);
                }
            }
            Notice::Notification => {
                self.meters.delivered += 1;
                self.bill_delivery(&delivery, cx);
            }
        }
        self.next_of_group(&delivery, cx);
    }

    /// SNS-119: what the endpoint refuses for good is not tried again. What went wrong on the way, or may pass, is, by
    /// the subscription's policy (SNS-115).
    fn failed(&mut self, delivery: Delivery, refusal: Option<Refusal>, cx: &mut Ctx<'_>) {
        let Some(index) = self.subscription(delivery.wire) else {
            self.meters.dropped += 1;
            return;
        };
        if refusal.is_some_and(|refusal| !refusal.retryable) {
            self.give_up(delivery, const { rule("SNS-119") }, cx);
            return;
        }
        match self.subscriptions[index].policy.pause(delivery.retries + 1) {
            Some(pause) => self.rest(delivery, pause, cx),
            None => self.give_up(delivery, const { rule("SNS-120") }, cx),
        }
    }

    fn rest(&mut self, mut delivery: Delivery, pause: SimDuration, cx: &mut Ctx<'_>) {
        let mut pause = pause;
        if self.config.retry_jitter {
            // SNS-113: up to a tenth more or less.
            let tenth = pause.0 / 10;
            pause = SimDuration(pause.0 - tenth + self.jitter.below(2 * tenth + 1));
        }
        delivery.retries += 1;
        let (key, until) = (self.next_key(), cx.now() + pause);
        self.resting.insert(key, Later { delivery, until });
        cx.wake(until, Phase::Sends, Timer { tag: RETRY, key });
    }

    /// A pause before a retry is over: a new message says the same as the old one.
    pub(super) fn retry(&mut self, key: u64, cx: &mut Ctx<'_>) {
        let Some(Later { mut delivery, .. }) = self.resting.remove(&key) else {
            return;
        };
        let Some(index) = self.subscription(delivery.wire) else {
            self.meters.dropped += 1;
            return;
        };
        delivery.message = cx.make_message(delivery.message.draft.clone(), Some(&delivery.message));
        self.attempt(index, delivery, cx);
    }

    /// The delivery failed for good: into the dead-letter queue of the subscription (SNS-236), or dropped for this
    /// subscription only (SNS-120).
    fn give_up(&mut self, delivery: Delivery, why: &'static Rule, cx: &mut Ctx<'_>) {
        cx.tell(delivery.message.id, Happening::Noted, Some(why));
        let dlq = self
            .subscription(delivery.wire)
            .and_then(|index| self.subscriptions[index].dlq)
            .filter(|_| delivery.notice == Notice::Notification);
        match delivery.notice {
            Notice::Notification => self.meters.failed += 1,
            Notice::Confirmation => self.meters.unconfirmed += 1,
        }
        if let Some(dlq) = dlq {
            self.dead_letter(&delivery, dlq, cx);
        }
        self.next_of_group(&delivery, cx);
    }

    /// SNS-132: in the form of the subscription.
    fn dead_letter(&mut self, delivery: &Delivery, dlq: crate::base::NodeId, cx: &mut Ctx<'_>) {
        let mut draft = delivery.message.draft.clone();
        if draft.attributes.len() > limits::RAW_ATTRIBUTES {
            draft.attributes = std::rc::Rc::from([]);
        }
        let message = cx.make_message(draft, Some(&delivery.message));
        let request = Request::Put {
            messages: smallvec![message.clone()],
            batch: false,
            awaits: Awaits::Acceptance,
        };
        let call = cx.ask(dlq, request);
        let moved = Delivery {
            message,
            ..delivery.clone()
        };
        self.redriven.insert(call, moved);
    }

    /// SNS-144: the next message of the group may go.
    fn next_of_group(&mut self, delivery: &Delivery, cx: &mut Ctx<'_>) {
        let Some(group) = delivery.message.draft.group.as_ref().filter(|_| delivery.leads) else {
            return;
        };
        let Some(index) = self.subscription(delivery.wire) else {
            return;
        };
        let lanes = &mut self.subscriptions[index].lanes;
        match lanes.get_mut(group).and_then(VecDeque::pop_front) {
            Some(next) => self.pace(index, next, cx),
            None => drop(lanes.remove(group)),
        }
    }

    /// Messages held back.
    pub(super) fn waiting(&self) -> usize {
        let lanes = self
            .subscriptions
            .iter()
            .flat_map(|subscription| subscription.lanes.values());
        self.held.len() + lanes.map(VecDeque::len).sum::<usize>()
    }

    /// When a retry of the delivery whose last attempt was this message goes out.
    pub(super) fn resting_since(&self, message: MessageId) -> Option<(&Delivery, SimTime)> {
        let found = self
            .resting
            .values()
            .find(|later| later.delivery.message.id == message)?;
        Some((&found.delivery, found.until))
    }
}
