//! One subscription: what is set for it, how it stands, and what waits for its turn.

use super::archive::{Replay, ReplayPolicy};
use super::config::Config;
use super::delivery_policy::DeliveryPolicy;
use super::envelope::Form;
use super::filter::Filter;
use super::protocol::Protocol;
use crate::base::{NodeId, SimDuration, SimTime, WireId};
use crate::nodes::retry::Policy;
use crate::sim::{Message, Terms};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// Whether a subscription gets messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It does.
    Confirmed,
    /// It waits for its endpoint to confirm (SNS-053); it is gone at that time.
    Pending(SimTime),
    /// Nobody confirmed in time.
    Expired,
}

/// What is being delivered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notice {
    /// A notification.
    Notification,
    /// The request to confirm.
    Confirmation,
}

/// One message on its way to one subscriber.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The subscription.
    pub wire: WireId,
    /// This attempt's message.
    pub message: Rc<Message>,
    /// How often it was tried again.
    pub retries: u32,
    /// What it is.
    pub notice: Notice,
    /// Whether its group waits for it (SNS-144).
    pub leads: bool,
}

/// A subscription.
#[derive(Clone, Debug)]
pub struct Subscription {
    /// The wire that stands for it.
    pub wire: WireId,
    /// The subscriber.
    pub peer: NodeId,
    /// What was set, to notice changes.
    pub terms: Rc<Terms>,
    /// The form of its notifications.
    pub form: Form,
    /// Which messages it wants.
    pub filter: Filter,
    /// The queue for what can't be delivered (SNS-130).
    pub dlq: Option<NodeId>,
    /// Its own delivery policy.
    delivery: Rc<DeliveryPolicy>,
    /// Its retries.
    pub policy: Policy,
    /// SNS-117: the pause between deliveries that its rate makes.
    pub pace: Option<SimDuration>,
    /// When the next delivery may go out at that rate.
    pub next: SimTime,
    /// Whether it gets messages.
    pub state: State,
    /// What of the archive it wants (SNS-147).
    pub replay_policy: Option<ReplayPolicy>,
    /// How far that is.
    pub replay: Option<Replay>,
    /// How often it was asked to confirm.
    pub asked: u32,
    /// SNS-061: e-mails sent in a second.
    pub emails: (u64, u32),
    /// SNS-144: the groups that have a delivery under way, each with what waits behind it.
    pub lanes: BTreeMap<Rc<str>, VecDeque<Delivery>>,
}

impl Subscription {
    /// A new subscription; None for an endpoint of a kind that can't subscribe.
    pub fn new(wire: WireId, peer: (NodeId, &str), terms: &Terms, config: &Config) -> Option<Subscription> {
        let mut new = Subscription {
            wire,
            peer: peer.0,
            terms: Rc::new(terms.clone()),
            form: Form {
                protocol: Protocol::Sqs,
                raw: false,
                ordered: false,
            },
            filter: Filter::new(terms),
            dlq: None,
            delivery: Rc::default(),
            policy: Policy::AWS_MANAGED,
            pace: None,
            next: SimTime::ZERO,
            state: State::Confirmed,
            replay_policy: None,
            replay: None,
            asked: 0,
            emails: (0, 0),
            lanes: BTreeMap::new(),
        };
        new.compile(peer.1, config).then_some(new)
    }

    /// Reads what is set. False for an endpoint that can't be reached this way.
    pub fn compile(&mut self, kind: &str, config: &Config) -> bool {
        let terms = &self.terms;
        let Some(protocol) = Protocol::of_terms(terms, kind) else {
            return false;
        };
        let has = |name: &str| terms.spec().fields.iter().any(|field| field.name == name);
        self.form = Form {
            protocol,
            raw: has("RawMessageDelivery") && terms.flag("RawMessageDelivery") && protocol.takes_raw(),
            ordered: kind == "sqs-fifo",
        };
        self.dlq = has("RedrivePolicy.deadLetterTargetArn")
            .then(|| terms.node("RedrivePolicy.deadLetterTargetArn"))
            .flatten();
        self.delivery = if has("DeliveryPolicy") {
            Rc::new(DeliveryPolicy::of_subscription(&terms.text("DeliveryPolicy")).unwrap_or_default())
        } else {
            Rc::default()
        };
        self.replay_policy = has("ReplayPolicy")
            .then(|| ReplayPolicy::read(&terms.text("ReplayPolicy")).unwrap_or_default())
            .flatten();
        self.settle(config);
        true
    }

    /// The retries and the rate that follow from its own policy and the topic's.
    pub fn settle(&mut self, config: &Config) {
        if self.form.protocol.is_http() {
            let (policy, rate) = self.delivery.over(&config.delivery);
            self.policy = policy;
            self.pace = rate.map(|rate| SimDuration(1_000_000 / u64::from(rate)));
        } else {
            self.policy = self.form.protocol.retries();
            self.pace = None;
        }
    }

    /// Whether it gets messages.
    pub fn is_confirmed(&self) -> bool {
        self.state == State::Confirmed
    }

    /// Whether it gets new messages: not while a replay runs, nor after one that had an end (SNS-147).
    pub fn is_live(&self) -> bool {
        self.replay.is_none_or(|replay| replay.lets_through())
    }

    /// SNS-061: counts an e-mail; false when there are too many in this second.
    pub fn count_email(&mut self, now: SimTime, most: u32) -> bool {
        let second = now.0 / 1_000_000;
        if self.emails.0 != second {
            self.emails = (second, 0);
        }
        self.emails.1 += 1;
        self.emails.1 <= most
    }
}
