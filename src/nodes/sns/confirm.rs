//! New subscriptions, and the confirmation of those that need one (SNS-052 to SNS-054).

use super::envelope::{Sender, confirmation};
use super::limits;
use super::rules::rule;
use super::subscription::{Delivery, Notice, State};
use super::topic::{EXPIRY, Topic};
use crate::base::{MessageId, WireId};
use crate::sim::{Ctx, Happening, Phase, Timer};
use std::rc::Rc;

impl Topic {
    /// A subscription has begun, or what is set for it has changed.
    pub(super) fn subscribed(&mut self, wire: WireId, new: bool, cx: &mut Ctx<'_>) {
        let Some(index) = self.subscription(wire) else { return };
        if new && self.subscriptions[index].form.protocol.confirms() {
            self.ask_to_confirm(index, cx);
        }
        self.begin_replay(index, cx);
    }

    /// SNS-053, SNS-054: a message with a token, and two days to answer it.
    pub fn ask_to_confirm(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let (arn, region) = self.address(cx);
        let (config, now) = (Rc::clone(&self.config), cx.now());
        let sender = Sender {
            seed: self.seed,
            arn: &arn,
            region: &region,
            config: &config,
        };
        let subscription = &mut self.subscriptions[index];
        subscription.asked += 1;
        let until = now + limits::CONFIRMATION;
        subscription.state = State::Pending(until);
        let draft = confirmation(subscription.form, subscription.wire, subscription.asked, now, sender);
        let wire = subscription.wire;
        cx.wake(until, Phase::Timers, Timer { tag: EXPIRY, key: 0 });
        let message = cx.make_message(draft, None);
        cx.tell(message.id, Happening::Noted, Some(const { rule("SNS-052") }));
        self.meters.begun += 1;
        let delivery = Delivery {
            wire,
            message,
            retries: 0,
            notice: Notice::Confirmation,
            leads: false,
        };
        self.hand_over(index, delivery, cx);
    }

    /// The endpoint, or a person for it, has confirmed.
    pub fn confirmed(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        if let Some(index) = self.subscription(wire)
            && matches!(self.subscriptions[index].state, State::Pending(_))
        {
            self.subscriptions[index].state = State::Confirmed;
            cx.tell(MessageId::NONE, Happening::Noted, Some(const { rule("SNS-053") }));
        }
    }

    /// SNS-053: what nobody has confirmed in two days is over.
    pub(super) fn expire(&mut self, cx: &mut Ctx<'_>) {
        let now = cx.now();
        for subscription in &mut self.subscriptions {
            if matches!(subscription.state, State::Pending(until) if until <= now) {
                subscription.state = State::Expired;
                cx.tell(MessageId::NONE, Happening::Noted, Some(const { rule("SNS-053") }));
            }
        }
    }
}
