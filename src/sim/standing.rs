//! Why a message stands where it stands, as its holder tells, and whether a consumer asks for messages.

use super::message::Message;
use super::node::Place;
use super::rule::Rule;
use crate::base::{MessageId, NodeId, SimTime};
use std::rc::Rc;

/// A question about a message.
#[derive(Clone, Copy)]
pub struct Inquiry<'a> {
    /// The present instant.
    pub now: SimTime,
    /// Which message.
    pub message: MessageId,
    /// What nodes are called, for the sentence of the answer.
    pub name: &'a dyn Fn(NodeId) -> String,
}

/// The holder's answer: what keeps the message here, and what will end that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The message itself, where the holder has it at hand.
    pub message: Option<Rc<Message>>,
    /// Where the holder keeps it.
    pub place: Place,
    /// One sentence about the message, which it calls "it".
    pub text: String,
    /// The rule that says so, where one does.
    pub rule: Option<&'static Rule>,
    /// The message that stands in its way.
    pub blocker: Option<MessageId>,
    /// When this ends by itself.
    pub until: Option<SimTime>,
    /// When the holder deletes it at the latest.
    pub expires: Option<SimTime>,
    /// Whether a consumer that asked now would get it: all it needs is to be asked for.
    pub open: bool,
}

impl Standing {
    /// It stands there for this reason, with nothing else to say.
    pub fn new(place: Place, text: String) -> Standing {
        Standing {
            message: None,
            place,
            text,
            rule: None,
            blocker: None,
            until: None,
            expires: None,
            open: false,
        }
    }

    /// The message itself.
    pub fn of(self, message: &Rc<Message>) -> Standing {
        Standing {
            message: Some(Rc::clone(message)),
            ..self
        }
    }

    /// The rule that says so.
    pub fn by(self, rule: &'static Rule) -> Standing {
        Standing {
            rule: Some(rule),
            ..self
        }
    }

    /// When it ends by itself.
    pub fn until(self, until: SimTime) -> Standing {
        Standing {
            until: Some(until),
            ..self
        }
    }
}

/// Why a node that has let a message go did not give it to one of those who might have got it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// One sentence, with the name of whom it is about.
    pub text: String,
    /// The rule that says so.
    pub rule: &'static Rule,
    /// Whether the trace has no event of its own for it: it follows from how things stand.
    pub silent: bool,
}

impl Verdict {
    /// An event of the trace says that it was so; this says why.
    pub fn told(text: String, rule: &'static Rule) -> Verdict {
        let silent = false;
        Verdict { text, rule, silent }
    }

    /// Nothing in the trace says so.
    pub fn silent(text: String, rule: &'static Rule) -> Verdict {
        let silent = true;
        Verdict { text, rule, silent }
    }
}

/// What a node says of itself: whether it asks for messages over one of its wires, or why it does what it does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asking {
    /// What it does, as a sentence without its name: `is busy: its thread works until 0:00:31`.
    pub text: String,
    /// The rule that says so, where one does.
    pub rule: Option<&'static Rule>,
    /// When this ends by itself.
    pub until: Option<SimTime>,
}

impl Asking {
    /// It does this, because a rule says so.
    pub fn by(rule: &'static Rule, text: impl Into<String>) -> Asking {
        Asking {
            text: text.into(),
            rule: Some(rule),
            until: None,
        }
    }

    /// When this ends by itself.
    pub fn until(self, until: SimTime) -> Asking {
        Asking {
            until: Some(until),
            ..self
        }
    }
}
