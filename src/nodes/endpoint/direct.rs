//! What is published to an endpoint itself, without a topic (SNS-172): Amazon SNS takes it and delivers it by the policy of
//! the endpoint's protocol, as it does for a subscription (END-063).

use super::core::Endpoint;
use super::medium::Medium;
use super::rules::rule;
use crate::base::{MessageId, SimTime};
use crate::nodes::mobile::{BILLED_CHUNK, PUBLISHES};
use crate::nodes::retry::Policy;
use crate::sim::{Awaits, Ctx, Draft, Happening, Message, Phase, Refusal, Request, Response, Timer};
use smallvec::smallvec;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The alarm of a retry.
pub(super) const RETRY: u32 = 1;

/// A delivery, and how often it was made again.
#[derive(Clone, Debug)]
pub(super) struct Delivery {
    pub(super) message: Rc<Message>,
    pub(super) retries: u32,
}

/// Deliveries of SNS to this endpoint that no topic makes.
#[derive(Clone, Debug, Default)]
pub(super) struct Direct {
    flights: BTreeMap<u64, Delivery>,
    /// Those that failed and are made again; their messages have met their fate.
    pub(super) resting: BTreeMap<u64, (Delivery, SimTime)>,
    next: u64,
    pub(super) retried: u64,
}

impl<M: Medium> Endpoint<M> {
    /// Publish with a TargetArn or a PhoneNumber: the message that was made of it.
    pub fn publish(&mut self, draft: Draft, cx: &mut Ctx<'_>) -> MessageId {
        cx.called("Publish");
        cx.charge(&PUBLISHES, draft.bytes().div_ceil(BILLED_CHUNK).max(1)); // SNS-180
        let message = cx.make_message(draft, None);
        let id = message.id;
        self.deliver(Delivery { message, retries: 0 }, cx);
        id
    }

    fn deliver(&mut self, delivery: Delivery, cx: &mut Ctx<'_>) {
        let request = Request::Put {
            messages: smallvec![Rc::clone(&delivery.message)],
            batch: false,
            awaits: Awaits::Acceptance,
        };
        let call = cx.ask(cx.me(), request);
        self.direct.flights.insert(call, delivery);
    }

    /// The answer to a delivery. SNS-119: what is refused for good is not tried again.
    pub(super) fn delivered(&mut self, call: u64, response: Response, cx: &mut Ctx<'_>) {
        let Some(mut delivery) = self.direct.flights.remove(&call) else {
            return;
        };
        let refusal: Option<Refusal> = match response {
            Response::Put(mut results) => match results.pop() {
                Some(Ok(_)) => {
                    self.medium.bill_direct(cx);
                    return;
                }
                Some(Err(refusal)) => Some(refusal),
                None => None,
            },
            Response::Refused(refusal) => Some(refusal),
            _ => None,
        };
        if refusal.is_some_and(|refusal| !refusal.retryable) {
            return;
        }
        // SNS-111, END-063
        let Some(pause) = Policy::CUSTOMER_MANAGED.pause(delivery.retries + 1) else {
            cx.tell(delivery.message.id, Happening::Noted, Some(const { rule("END-063") }));
            self.medium
                .gave_up(&delivery.message, "EndpointUnreachable", delivery.retries + 1, cx);
            return;
        };
        delivery.retries += 1;
        let until = cx.now() + pause;
        self.direct.next += 1;
        let key = self.direct.next;
        cx.wake(until, Phase::Sends, Timer { tag: RETRY, key });
        self.direct.resting.insert(key, (delivery, until));
    }

    /// A pause is over: a new message says the same as the old one.
    pub(super) fn retry(&mut self, key: u64, cx: &mut Ctx<'_>) {
        let Some((delivery, _)) = self.direct.resting.remove(&key) else {
            return;
        };
        self.direct.retried += 1;
        let message = cx.make_message(delivery.message.draft.clone(), Some(&delivery.message));
        self.deliver(Delivery { message, ..delivery }, cx);
    }
}
