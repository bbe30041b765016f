//! What there is to show, ready to be shown: no engine state, only words, numbers and identities.

use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{Card, Change, EventId, FieldSpec, NodeSpec, Place, Rule, Tone, Value};

/// A node as its card shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct NodeView {
    /// Which.
    pub id: NodeId,
    /// Its name.
    pub name: String,
    /// Its kind's description.
    pub spec: SpecRef,
    /// Place of the top left corner.
    pub x: i32,
    /// Place of the top left corner.
    pub y: i32,
    /// What is inside; None while the node is not in the run (removed later on, or not yet made).
    pub card: Option<Card>,
    /// The note that belongs here right now, if any.
    pub note: Option<Note>,
    /// Whether a twin shows it to be different.
    pub differs: bool,
}

/// A description, compared by identity.
#[derive(Clone, Copy, Debug)]
pub struct SpecRef(pub &'static NodeSpec);

impl PartialEq for SpecRef {
    fn eq(&self, other: &SpecRef) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// Something that a rule made happen, worth a word where it happened.
#[derive(Clone, PartialEq, Debug)]
pub struct Note {
    /// The event.
    pub event: EventId,
    /// When.
    pub at: SimTime,
    /// Where.
    pub node: NodeId,
    /// To which message, or [`MessageId::NONE`].
    pub message: MessageId,
    /// `m-12 is visible again`.
    pub title: String,
    /// The rule's sentence.
    pub sentence: String,
    /// The rule's id.
    pub rule: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// How to feel about it.
    pub tone: Tone,
}

/// A line of the event list.
#[derive(Clone, PartialEq, Debug)]
pub struct EventRow {
    /// The event's number.
    pub id: EventId,
    /// When.
    pub at: SimTime,
    /// The node's name.
    pub node: String,
    /// Which node.
    pub node_id: NodeId,
    /// Which message, or [`MessageId::NONE`].
    pub message: MessageId,
    /// What happened, as a sentence without the node's name: `m-12 received by worker, 2nd time`.
    pub text: String,
    /// The rule's id, or "".
    pub rule: &'static str,
    /// How to feel about it.
    pub tone: Tone,
}

/// A rule, compared by identity.
#[derive(Clone, Copy, Debug)]
pub struct RuleRef(pub &'static Rule);

impl PartialEq for RuleRef {
    fn eq(&self, other: &RuleRef) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// A line of the inspector's settings.
#[derive(Clone, PartialEq, Debug)]
pub struct FieldRow {
    /// The description: name, unit, type, help, rule.
    pub spec: FieldRef,
    /// The value.
    pub value: Value,
    /// As text, for a text field.
    pub text: String,
    /// Whether it differs from the default.
    pub changed: bool,
    /// Whether it can be changed.
    pub editable: bool,
    /// Names to choose from, for references; the first is "" for none.
    pub options: Vec<String>,
    /// The command that it stands for.
    pub command: String,
    /// The value in the run, where a step or a command has given it another one than the design has.
    pub running: Option<String>,
}

impl FieldRow {
    /// Whether the setting is fixed once the node exists.
    pub fn is_fixed(&self) -> bool {
        self.spec.0.change == Change::AtCreation
    }
}

/// A description, compared by identity.
#[derive(Clone, Copy, Debug)]
pub struct FieldRef(pub &'static FieldSpec);

impl PartialEq for FieldRef {
    fn eq(&self, other: &FieldRef) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// A message that a node holds.
#[derive(Clone, PartialEq, Debug)]
pub struct MessageRow {
    /// Which.
    pub id: MessageId,
    /// Where the node keeps it.
    pub place: Place,
    /// The same in words: `waiting`, `in flight`, `deleted, one copy left` …
    pub state: &'static str,
    /// What it says.
    pub body: String,
    /// `name (type) = value`.
    pub attributes: Vec<String>,
    /// Its group, or "".
    pub group: String,
    /// How often it was received.
    pub receives: u32,
    /// When it was accepted.
    pub sent: SimTime,
    /// What changes by itself, and in how long: `visible in 12 s`; or "".
    pub timer: String,
    /// When it expires, or "".
    pub expires: String,
    /// The newest receipt handle, or "".
    pub handle: String,
    /// For colour and shape.
    pub tint: u32,
}

/// A line of the inspector's metrics.
#[derive(Clone, PartialEq, Debug)]
pub struct MetricRow {
    /// CloudWatch's name.
    pub name: &'static str,
    /// Value with unit.
    pub value: String,
    /// One sentence.
    pub help: &'static str,
    /// Its minute points, oldest first.
    pub points: Vec<i64>,
}

/// A rule as the inspector lists it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RuleRow {
    /// The rule.
    pub rule: &'static Rule,
    /// Where this simulator is deliberately simpler, or "".
    pub simplified: &'static str,
}
