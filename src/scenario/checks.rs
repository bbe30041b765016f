//! What a document claims about its run.

use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{Fate, Happening};
use std::fmt;
use std::rc::Rc;

/// A claim: at this time this fact is so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// When it is looked at: after everything that is due at this instant.
    pub at: SimTime,
    /// What is looked at.
    pub fact: Fact,
    /// Why it must be so: a rule id, a sentence, or "".
    pub why: String,
}

/// What a check looks at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact {
    /// The sum of a metric over some nodes.
    Metric {
        /// Which nodes, at least one.
        nodes: Vec<NodeId>,
        /// The metric's name.
        metric: Rc<str>,
        /// What it must be.
        is: Condition,
    },
    /// How many messages met this end so far.
    Fate {
        /// Which end.
        fate: Fate,
        /// How many.
        is: Condition,
    },
    /// How many messages were made so far.
    Made(Condition),
    /// How often something happened so far.
    Event {
        /// What: one of the names of [`event_name`].
        event: &'static str,
        /// At which nodes; empty for all.
        nodes: Vec<NodeId>,
        /// To which message; None for all.
        message: Option<MessageId>,
        /// How often.
        is: Condition,
    },
    /// A step at exactly this time was refused with this error code.
    Refused(Rc<str>),
}

impl Fact {
    /// The nodes that it names, to change them.
    pub(super) fn nodes_mut(&mut self) -> &mut [NodeId] {
        match self {
            Fact::Metric { nodes, .. } | Fact::Event { nodes, .. } => nodes,
            Fact::Fate { .. } | Fact::Made(_) | Fact::Refused(_) => &mut [],
        }
    }

    /// The nodes that it names.
    pub fn nodes(&self) -> &[NodeId] {
        match self {
            Fact::Metric { nodes, .. } | Fact::Event { nodes, .. } => nodes,
            Fact::Fate { .. } | Fact::Made(_) | Fact::Refused(_) => &[],
        }
    }
}

/// What a number must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Condition {
    /// Exactly this.
    Equal(i64),
    /// Anything but this.
    Not(i64),
    /// Less.
    Less(i64),
    /// This or less.
    AtMost(i64),
    /// More.
    More(i64),
    /// This or more.
    AtLeast(i64),
    /// From the first to the second, both included.
    Between(i64, i64),
}

impl Condition {
    /// Whether a number meets it.
    pub fn holds(self, number: i64) -> bool {
        match self {
            Condition::Equal(other) => number == other,
            Condition::Not(other) => number != other,
            Condition::Less(other) => number < other,
            Condition::AtMost(other) => number <= other,
            Condition::More(other) => number > other,
            Condition::AtLeast(other) => number >= other,
            Condition::Between(low, high) => (low..=high).contains(&number),
        }
    }

    /// Reads `= 10`, `10`, `!= 3`, `< 5`, `<= 5`, `> 5`, `>= 5`, `20..30`.
    pub fn parse(text: &str) -> Option<Condition> {
        type Make = fn(i64) -> Condition;
        let number = |text: &str| text.trim().replace(['_', ','], "").parse::<i64>().ok();
        if let Some((low, high)) = text.split_once("..") {
            let (low, high) = (number(low)?, number(high)?);
            return (low <= high).then_some(Condition::Between(low, high));
        }
        let text = text.trim();
        let signs: [(&str, Make); 6] = [
            ("<=", Condition::AtMost),
            (">=", Condition::AtLeast),
            ("!=", Condition::Not),
            ("<", Condition::Less),
            (">", Condition::More),
            ("=", Condition::Equal),
        ];
        for (sign, make) in signs {
            if let Some(rest) = text.strip_prefix(sign) {
                return number(rest).map(make);
            }
        }
        number(text).map(Condition::Equal)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::Equal(number) => write!(f, "= {number}"),
            Condition::Not(number) => write!(f, "!= {number}"),
            Condition::Less(number) => write!(f, "< {number}"),
            Condition::AtMost(number) => write!(f, "<= {number}"),
            Condition::More(number) => write!(f, "> {number}"),
            Condition::AtLeast(number) => write!(f, ">= {number}"),
            Condition::Between(low, high) => write!(f, "{low}..{high}"),
        }
    }
}

/// The names that [`Fact::Event`] knows. The order is the code in links: append only.
pub const EVENTS: &[&str] = &[
    "made",
    "departed",
    "lost-on-wire",
    "answer-lost",
    "stored",
    "deduplicated",
    "available",
    "received",
    "visible-again",
    "extended",
    "deleted",
    "moved",
    "redriven",
    "ended",
    "polled",
    "answered",
    "refused",
    "work-began",
    "work-done",
    "work-skipped",
    "work-failed",
    "work-abandoned",
    "went-down",
    "came-back",
    "reconfigured",
    "task-began",
    "task-ended",
    "noted",
    "state-changed",
    "scaled",
];

/// The name of something that happened, one of [`EVENTS`].
pub fn event_name(what: &Happening) -> &'static str {
    match what {
        Happening::Made { .. } => "made",
        Happening::Departed { .. } => "departed",
        Happening::LostOnWire { .. } => "lost-on-wire",
        Happening::AnswerLost { .. } => "answer-lost",
        Happening::Stored { .. } => "stored",
        Happening::Deduplicated { .. } => "deduplicated",
        Happening::Available => "available",
        Happening::Received { .. } => "received",
        Happening::VisibleAgain { .. } => "visible-again",
        Happening::Extended { .. } => "extended",
        Happening::Deleted { .. } => "deleted",
        Happening::Moved { .. } => "moved",
        Happening::Redriven { .. } => "redriven",
        Happening::Ended(_) => "ended",
        Happening::Polled { .. } => "polled",
        Happening::Answered { .. } => "answered",
        Happening::Refused { .. } => "refused",
        Happening::WorkBegan { .. } => "work-began",
        Happening::WorkDone { .. } => "work-done",
        Happening::WorkSkipped => "work-skipped",
        Happening::WorkFailed => "work-failed",
        Happening::WorkAbandoned => "work-abandoned",
        Happening::WentDown => "went-down",
        Happening::CameBack => "came-back",
        Happening::Reconfigured => "reconfigured",
        Happening::TaskBegan => "task-began",
        Happening::TaskEnded { .. } => "task-ended",
        Happening::Noted => "noted",
        Happening::StateChanged { .. } => "state-changed",
        Happening::Scaled { .. } => "scaled",
    }
}
