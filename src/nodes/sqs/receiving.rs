//! ReceiveMessage: short and long polls, the move to a dead-letter queue on the way, and waiting polls.

mod giving_up;

use super::access::Wanted;
use super::action::{Answer, ReceiveParams};
use super::check;
use super::core::{POLLS, Queue};
use super::discipline::Discipline;
use super::error::{ErrorCode, SqsError};
use super::limits;
use super::polling::Waiter;
use super::rules::rule;
use super::store::State;
use super::throttle::Metered;
use crate::base::{MessageId, NodeId, SimDuration, SimTime};
use crate::sim::{Caller, Ctx, Delivery, Handle, Happening, Phase, Response, Rule, Timer};
use smallvec::SmallVec;
use std::rc::Rc;

type Deliveries = SmallVec<[Delivery; 1]>;

/// What a receive asks for, checked.
struct Wish {
    max: usize,
    wait: SimDuration,
    lease: Option<SimDuration>,
    attempt: Option<Rc<str>>,
}

impl<D: Discipline> Queue<D> {
    /// ReceiveMessage. With [`Answer::Waiting`] the `caller` is answered later.
    pub fn receive(&mut self, params: ReceiveParams, caller: Caller, cx: &mut Ctx<'_>) -> Result<Answer, SqsError> {
        let wish = self
            .wish(&params)
            .map_err(|error| self.refuse(error, MessageId::NONE, cx))?;
        Ok(match self.poll(wish, caller, cx)? {
            Some(deliveries) => Answer::Now(deliveries.into_vec()),
            None => Answer::Waiting,
        })
    }

    /// A poll of another node.
    pub(super) fn take(
        &mut self,
        from: Caller,
        (max, wait, lease): (u32, Option<SimDuration>, Option<SimDuration>),
        cx: &mut Ctx<'_>,
    ) {
        let params = ReceiveParams {
            max: i64::from(max),
            wait,
            visibility: lease,
            attempt_id: None,
        };
        let verdict = match self.wish(&params) {
            Ok(wish) => self.poll(wish, from, cx),
            Err(error) => Err(self.refuse(error, MessageId::NONE, cx)),
        };
        match verdict {
            Ok(Some(deliveries)) => cx.reply(from, Response::Took(deliveries)),
            Ok(None) => {}
            Err(error) => cx.reply(from, Response::Refused(error.refusal())),
        }
    }

    fn wish(&self, params: &ReceiveParams) -> Result<Wish, SqsError> {
        let max = check::max_messages(params.max)?;
        let whole = |span: SimDuration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
        if let Some(wait) = params.wait.filter(|wait| *wait > limits::WAIT) {
            check::wait_seconds(whole(wait).max(21))?;
        }
        if let Some(lease) = params.visibility.filter(|lease| *lease > limits::VISIBILITY) {
            check::visibility_seconds(whole(lease).max(43_201))?;
        }
        check::id("ReceiveRequestAttemptId", params.attempt_id.as_deref())?;
        Ok(Wish {
            max,
            // SQS-071: without its own wait the queue's counts; an explicit 0 is a short poll.
            wait: params.wait.unwrap_or(self.core.config.wait),
            lease: params.visibility,
            attempt: params.attempt_id.clone().filter(|_| D::FIFO),
        })
    }

    /// Answers at once, or lets the caller wait (None).
    fn poll(&mut self, wish: Wish, caller: Caller, cx: &mut Ctx<'_>) -> Result<Option<Deliveries>, SqsError> {
        self.begin_call(cx)?;
        self.admit(caller.node, Wanted::Receive, cx)
            .map_err(|error| self.refuse(error, MessageId::NONE, cx))?;
        let (now, short) = (cx.now(), wish.wait.0 == 0);
        let verdict = self.core.pass_gate(now).and_then(|()| {
            self.order
                .meter(&self.core.config, Metered::Receive, std::iter::empty(), now)
        });
        self.touch_calls(cx);
        verdict.map_err(|error| self.refuse(error, MessageId::NONE, cx))?;
        // SQS-082: only a short poll of a standard queue hears of the limit.
        if short && !D::FIFO && self.full() {
            let error = SqsError::new(
                ErrorCode::OverLimit,
                "Too many messages in flight: the maximum is 120000.",
                const { rule("SQS-082") },
            );
            self.touch_in_flight(1, cx);
            return Err(self.refuse(error, MessageId::NONE, cx));
        }
        let deliveries = self.collect(&wish, short, caller.node, cx);
        if deliveries.is_empty() && !short {
            self.wait(wish, caller, cx);
            self.finish(cx);
            return Ok(None);
        }
        if deliveries.is_empty() {
            let why = self.why_empty(short);
            self.answer_empty(why, cx);
        } else {
            self.bill_receive(&deliveries, cx);
        }
        self.finish(cx);
        Ok(Some(deliveries))
    }

    pub(super) fn full(&self) -> bool {
        self.core.meters.count(State::InFlight) >= self.core.config.in_flight
    }

    fn wait(&mut self, wish: Wish, caller: Caller, cx: &mut Ctx<'_>) {
        let deadline = cx.now() + wish.wait;
        cx.tell(
            MessageId::NONE,
            Happening::Polled { max: wish.max as u32 },
            Some(const { rule("SQS-075") }),
        );
        self.core.waiters.push(Waiter {
            caller,
            max: wish.max,
            lease: wish.lease,
            attempt: wish.attempt,
            deadline,
        });
        self.arm_polls(deadline, cx);
    }

    fn arm_polls(&mut self, deadline: SimTime, cx: &mut Ctx<'_>) {
        if deadline < self.core.alarms.polls {
            self.core.alarms.polls = deadline;
            cx.wake(deadline, Phase::Deadlines, Timer { tag: POLLS, key: 0 });
        }
    }

    /// Gives empty answers to the polls whose time is over.
    pub(super) fn end_polls(&mut self, cx: &mut Ctx<'_>) {
        let now = cx.now();
        if now >= self.core.alarms.polls {
            self.core.alarms.polls = SimTime::NEVER;
        }
        for waiter in self.core.waiters.overdue(now) {
            let why = self.why_empty(false);
            self.answer_empty(why, cx);
            cx.reply(waiter.caller, Response::Took(SmallVec::new()));
        }
        if let Some(deadline) = self.core.waiters.next_deadline() {
            self.arm_polls(deadline, cx);
        }
    }

    /// An empty answer is counted and billed (SQS-085, SQS-177, SQS-203).
    fn answer_empty(&mut self, why: Option<&'static Rule>, cx: &mut Ctx<'_>) {
        self.core.meters.empty += 1;
        self.bill(Metered::Receive.name(false), 0, cx);
        cx.tell(MessageId::NONE, Happening::Answered { messages: 0 }, why);
    }

    /// SQS-184: why a receive is empty although there are messages.
    fn why_empty(&self, short: bool) -> Option<&'static Rule> {
        let meters = &self.core.meters;
        Some(if self.full() {
            const { rule("SQS-082") }
        } else if meters.count(State::Stranded) > 0 {
            const { rule("SQS-122") }
        } else if meters.count(State::Unreachable) > 0 {
            const { rule("SQS-227") }
        } else if meters.count(State::Visible) > 0 {
            self.order.why_empty(short)
        } else if meters.count(State::InFlight) > 0 {
            const { rule("SQS-043") }
        } else if meters.count(State::Delayed) > 0 {
            const { rule("SQS-061") }
        } else {
            const { rule("SQS-085") }
        })
    }

    fn bill_receive(&mut self, deliveries: &Deliveries, cx: &mut Ctx<'_>) {
        let bytes = deliveries
            .iter()
            .map(|delivery| check::size(&delivery.message.draft))
            .sum();
        self.bill(Metered::Receive.name(false), bytes, cx);
        self.touch_in_flight(0, cx);
    }

    /// Serves the waiting polls in the order of their arrival, as long as there is something for them (SQS-076).
    #[inline]
    pub(super) fn serve(&mut self, cx: &mut Ctx<'_>) {
        while !self.core.waiters.is_empty() && (self.core.meters.count(State::Visible) > 0 || self.order.has_copies()) {
            let Some(waiter) = self.core.waiters.pop() else { return };
            let wish = Wish {
                max: waiter.max,
                wait: limits::WAIT,
                lease: waiter.lease,
                attempt: waiter.attempt.clone(),
            };
            let deliveries = self.collect(&wish, false, waiter.caller.node, cx);
            if deliveries.is_empty() {
                self.core.waiters.unpop(waiter);
                return;
            }
            self.bill_receive(&deliveries, cx);
            cx.reply(waiter.caller, Response::Took(deliveries));
        }
    }

    /// Takes up to the wished number of messages and hands them out.
    fn collect(&mut self, wish: &Wish, short: bool, node: NodeId, cx: &mut Ctx<'_>) -> Deliveries {
        let now = cx.now();
        let by = if node == NodeId::OPERATOR { self.core.me } else { node };
        let until = now + wish.lease.unwrap_or(self.core.config.visibility); // SQS-072
        if let Some(attempt) = &wish.attempt
            && let Some(slots) = self.order.repeat(&self.core, attempt, now)
        {
            return self.hand_out_again(&slots, until, by, cx);
        }
        if self.core.meters.count(State::Stranded) > 0 {
            self.release_stranded(cx);
        }
        let mut got: SmallVec<[u32; 10]> = SmallVec::new();
        let mut deliveries = Deliveries::new();
        let mut moved = Vec::new();
        let mut poll = self.order.begin(&self.core, short);
        while got.len() < wish.max && !self.full() {
            let Some(pick) = self.order.next(&mut self.core, &mut poll, now) else {
                break;
            };
            if let Some(dlq) = self.exhausted(pick.at) {
                self.give_up(pick.at, dlq, &mut moved, cx);
                continue;
            }
            deliveries.push(self.deliver(pick.at, until, by, pick.rule, cx));
            self.order.delivered(&mut self.core, &mut poll, pick.at, now);
            if pick.copy {
                self.core.meters.copies += 1;
            }
            got.push(pick.at);
        }
        self.order.end(&mut self.core, poll);
        self.send_moved(moved, cx);
        if until == now {
            for at in &got {
                self.give_back(*at, const { rule("SQS-078") }, cx);
            }
        }
        if let Some(attempt) = &wish.attempt {
            self.order.attempted(&self.core, attempt, &got, now);
        }
        deliveries
    }

    /// Hides a message and makes out a new receipt handle for it (SQS-077).
    #[inline]
    fn deliver(
        &mut self,
        at: u32,
        until: SimTime,
        by: NodeId,
        why: Option<&'static Rule>,
        cx: &mut Ctx<'_>,
    ) -> Delivery {
        let now = cx.now();
        self.core.meters.received += 1; // SQS-175
        let slot = self.core.store.slot_mut(at);
        slot.here += 1;
        slot.received = now;
        if slot.first_received == SimTime::NEVER {
            slot.first_received = now; // SQS-080
        }
        let delivery = self.delivery(at, until);
        let receives = delivery.receives;
        let received = Happening::Received { by, receives, until };
        self.core.store.slot_mut(at).event = cx.tell(delivery.message.id, received, why);
        self.set_state(at, State::InFlight, until, now);
        delivery
    }

    /// The same messages with the same handles, hidden anew (SQS-144).
    fn hand_out_again(&mut self, slots: &[u32], until: SimTime, by: NodeId, cx: &mut Ctx<'_>) -> Deliveries {
        let mut deliveries = Deliveries::new();
        for at in slots {
            self.set_state(*at, State::InFlight, until, cx.now());
            let delivery = self.delivery(*at, until);
            let receives = delivery.receives;
            let what = Happening::Received { by, receives, until };
            cx.tell(delivery.message.id, what, Some(const { rule("SQS-144") }));
            deliveries.push(delivery);
        }
        self.core.meters.received += deliveries.len() as u64;
        deliveries
    }

    /// A message as its consumer gets it, with the handle of its last receive.
    #[inline]
    fn delivery(&self, at: u32, until: SimTime) -> Delivery {
        let slot = self.core.store.slot(at);
        let (message, receives) = (Rc::clone(slot.message()), slot.receives());
        Delivery {
            handle: Handle {
                holder: self.core.me,
                message: message.id,
                receive: receives,
            },
            message,
            receives,
            until,
            sent: slot.sent,
        }
    }
}
