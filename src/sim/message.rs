//! Messages, and the small protocol in which nodes speak over wires: put, take, settle.

use super::rule::Rule;
use crate::base::{MessageId, NodeId, SimDuration, SimTime};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::rc::Rc;

/// The value of a message attribute.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AttributeValue {
    /// Text of a `String` or `Number` attribute (a number travels as text, as on AWS).
    Text(Rc<str>),
    /// Bytes of a `Binary` attribute.
    Binary(Rc<[u8]>),
}

/// A message attribute: name, AWS data type (`String`, `Number`, `Binary`, with an optional `.custom` label), value.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attribute {
    /// At most 256 characters.
    pub name: Rc<str>,
    /// For example `Number` or `String.colour`.
    pub data_type: Rc<str>,
    /// What it says.
    pub value: AttributeValue,
}

/// What a sender writes: everything about a message except its identity.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    /// The text. Shared, since many messages of a producer may say the same.
    pub body: Rc<str>,
    /// In the order given.
    pub attributes: Rc<[Attribute]>,
    /// Message group (FIFO order, or the tenant of a fair queue).
    pub group: Option<Rc<str>>,
    /// Explicit deduplication id.
    pub deduplication: Option<Rc<str>>,
    /// The message's own timer.
    pub delay: Option<SimDuration>,
    /// The trace header, which counts towards no limit.
    pub trace_header: Option<Rc<str>>,
}

impl Draft {
    /// The bytes of the body, and of the names, types and values of attributes, without the trace header.
    #[inline]
    pub fn bytes(&self) -> u64 {
        let attributes: usize = self.attributes.iter().map(Attribute::bytes).sum();
        (self.body.len() + attributes) as u64
    }
}

impl Attribute {
    fn bytes(&self) -> usize {
        let value = match &self.value {
            AttributeValue::Text(text) => text.len(),
            AttributeValue::Binary(bytes) => bytes.len(),
        };
        self.name.len() + self.data_type.len() + value
    }
}

/// A message: a draft with an identity. Immutable; what changes on its way (receives, deadlines) is kept by its holder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Its own number.
    pub id: MessageId,
    /// The first ancestor: a retry, a redrive and a forwarded result keep the root, so one can follow a piece of
    /// work from end to end.
    pub root: MessageId,
    /// What it was made from, or [`MessageId::NONE`].
    pub parent: MessageId,
    /// The node that made it.
    pub origin: NodeId,
    /// When it was made.
    pub created: SimTime,
    /// When its root was made.
    pub begun: SimTime,
    /// Its identity for colour and shape: a fingerprint of its group, or of its origin where it has none.
    pub tint: u32,
    /// What it says.
    pub draft: Draft,
}

/// A message as it changes hands inside a service (to a dead-letter queue, or back), with its history.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The message itself.
    pub message: Rc<Message>,
    /// When the service first accepted it.
    pub sent: SimTime,
    /// When its retention began to count.
    pub enqueued: SimTime,
    /// How often it was received so far, in all holders.
    pub receives: u32,
    /// When it was received first.
    pub first_received: Option<SimTime>,
    /// Who hands it over.
    pub from: NodeId,
    /// Whether this is a way back out of a dead-letter queue rather than into one.
    pub redriven: bool,
}

/// The right to settle one receive of one message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Handle {
    /// The holder that gave it out.
    pub holder: NodeId,
    /// The message.
    pub message: MessageId,
    /// Which receive of this message, counted from 1 and never reused.
    pub receive: u32,
}

/// A message as a consumer gets it.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The message itself.
    pub message: Rc<Message>,
    /// With which it is settled.
    pub handle: Handle,
    /// How often it has been received, this time included.
    pub receives: u32,
    /// Until when nobody else is meant to get it.
    pub until: SimTime,
    /// When the service accepted it.
    pub sent: SimTime,
}

/// What a consumer decides about a delivery.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Settlement {
    /// Finished: delete it.
    Done,
    /// Hide it this much longer from now; zero gives it back at once.
    Extend(SimDuration),
}

/// What a caller that puts a message waits for. A queue, which only keeps messages, makes no difference.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Awaits {
    /// That the message is taken over; what becomes of it is none of the caller's business (AWS: `Event`).
    #[default]
    Acceptance,
    /// That the work is done, and its result (AWS: `RequestResponse`; a call of an HTTP endpoint).
    Result,
}

/// A call from one node to another.
#[derive(Clone, Debug)]
pub enum Request {
    /// Please accept these messages. `batch` tells whether the batch form of the action is used.
    Put {
        /// One, or up to ten in a batch.
        messages: SmallVec<[Rc<Message>; 1]>,
        /// Which form of the action.
        batch: bool,
        /// What the caller waits for.
        awaits: Awaits,
    },
    /// Please give me messages.
    Take {
        /// At most this many.
        max: u32,
        /// How long to wait for one; `None` leaves it to the holder's own setting.
        wait: Option<SimDuration>,
        /// For how long they are mine; `None` leaves it to the holder's own setting.
        lease: Option<SimDuration>,
    },
    /// This is what becomes of messages I got.
    Settle {
        /// One, or up to ten in a batch; all of one kind of settlement.
        settlements: SmallVec<[(Handle, Settlement); 1]>,
        /// Which form of the action.
        batch: bool,
    },
    /// Please read or delete an object that you store under a key.
    Object {
        /// Its key.
        key: Rc<str>,
        /// Which of the two.
        what: ObjectUse,
    },
}

/// What somebody wants of a stored object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ObjectUse {
    /// What it holds.
    Get,
    /// That it is gone.
    Delete,
}

/// Proof that a message was accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// The accepted message, or the original of which it was a duplicate.
    pub message: MessageId,
    /// The body of the result, for a caller that awaits one and a node that gives one.
    pub result: Option<Rc<str>>,
}

impl Receipt {
    /// Without a result.
    pub const fn of(message: MessageId) -> Receipt {
        Receipt { message, result: None }
    }
}

/// A refusal by a simulated service: an outcome that is drawn and taught, not an error of this program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The exact error code, for example `RequestThrottled`.
    pub code: &'static str,
    /// Why.
    pub rule: Option<&'static Rule>,
    /// Whether the same request may succeed later (throttling) or never will (too long).
    pub retryable: bool,
}

/// The answer to a [`Request`].
#[derive(Clone, Debug)]
pub enum Response {
    /// One result for each message put, in order.
    Put(SmallVec<[Result<Receipt, Refusal>; 1]>),
    /// The messages taken; none when the wait is over.
    Took(SmallVec<[Delivery; 1]>),
    /// One result for each settlement, in order.
    Settled(SmallVec<[Result<(), Refusal>; 1]>),
    /// What an object held; nothing after a delete.
    Object(Rc<str>),
    /// The whole request was refused.
    Refused(Refusal),
    /// The request or its answer was lost on the way; the caller can't know which.
    Unreachable,
}
