//! Which events a person wants to see.

use crate::base::{MessageId, NodeId};
use crate::sim::{Event, Happening};
use std::collections::BTreeSet;

/// Kinds of events that belong together, as a person filters by them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// Messages were made.
    Made,
    /// Messages set out over a wire.
    Sent,
    /// Messages were accepted, dropped as duplicates, or became available.
    Stored,
    /// Consumers asked and got messages.
    Received,
    /// Messages were hidden for longer, or visible again.
    Visibility,
    /// Work on messages.
    Work,
    /// Messages were deleted or met another end.
    Deleted,
    /// Messages moved inside the service.
    Moved,
    /// Calls and messages were refused.
    Refused,
    /// Nodes went down and came back, wires lost something.
    Faults,
    /// Settings changed.
    Settings,
    /// A rule showed itself.
    Rules,
}

impl Group {
    /// All of them, in the order of a message's life.
    pub const ALL: [Group; 12] = [
        Group::Made,
        Group::Sent,
        Group::Stored,
        Group::Received,
        Group::Visibility,
        Group::Work,
        Group::Deleted,
        Group::Moved,
        Group::Refused,
        Group::Faults,
        Group::Settings,
        Group::Rules,
    ];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Group::Made => "made",
            Group::Sent => "sent",
            Group::Stored => "stored",
            Group::Received => "received",
            Group::Visibility => "visibility",
            Group::Work => "work",
            Group::Deleted => "deleted",
            Group::Moved => "moved",
            Group::Refused => "refused",
            Group::Faults => "faults",
            Group::Settings => "settings",
            Group::Rules => "rules",
        }
    }

    /// The group with this name.
    pub fn named(name: &str) -> Option<Group> {
        Group::ALL.into_iter().find(|group| group.name() == name)
    }

    /// Where a kind of event belongs.
    pub const fn of(what: Happening) -> Group {
        match what {
            Happening::Made { .. } => Group::Made,
            Happening::Departed { .. } => Group::Sent,
            Happening::Stored { .. } | Happening::Deduplicated { .. } | Happening::Available => Group::Stored,
            Happening::Received { .. } | Happening::Polled { .. } | Happening::Answered { .. } => Group::Received,
            Happening::VisibleAgain { .. } | Happening::Extended { .. } => Group::Visibility,
            Happening::WorkBegan { .. }
            | Happening::WorkDone { .. }
            | Happening::WorkSkipped
            | Happening::WorkFailed
            | Happening::WorkAbandoned => Group::Work,
            Happening::Deleted { .. } | Happening::Ended(_) => Group::Deleted,
            Happening::Moved { .. }
            | Happening::Redriven { .. }
            | Happening::TaskBegan
            | Happening::TaskEnded { .. } => Group::Moved,
            Happening::Refused { .. } => Group::Refused,
            Happening::WentDown | Happening::CameBack | Happening::LostOnWire { .. } | Happening::AnswerLost { .. } => {
                Group::Faults
            }
            Happening::Reconfigured | Happening::StateChanged { .. } | Happening::Scaled { .. } => Group::Settings,
            Happening::Noted => Group::Rules,
        }
    }
}

/// What an event must be like to be listed. What is empty asks for nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// At one of these nodes.
    pub nodes: BTreeSet<NodeId>,
    /// About one of these messages, as itself or as the one that another message repeats or becomes.
    pub messages: BTreeSet<MessageId>,
    /// Of one of these kinds.
    pub groups: BTreeSet<Group>,
    /// Following a rule whose id begins so; capitals don't matter.
    pub rule: String,
    /// With this in its sentence; capitals don't matter.
    pub text: String,
}

impl Filter {
    /// Whether every event fits.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Whether an event fits. `sentence` is asked only where the text matters.
    pub fn fits(&self, event: &Event, sentence: &dyn Fn(&Event) -> String) -> bool {
        let begins = |rule: &'static crate::sim::Rule| {
            let start = rule.id.get(..self.rule.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(&self.rule))
        };
        (self.nodes.is_empty() || self.nodes.contains(&event.node))
            && (self.messages.is_empty() || self.is_about(event))
            && (self.groups.is_empty() || self.groups.contains(&Group::of(event.what)))
            && (self.rule.is_empty() || event.rule.is_some_and(begins))
            && (self.text.is_empty() || sentence(event).to_lowercase().contains(&self.text.to_lowercase()))
    }

    fn is_about(&self, event: &Event) -> bool {
        let other = match event.what {
            Happening::Deduplicated { original } => original,
            Happening::Redriven { new, .. } => new,
            _ => event.message,
        };
        self.messages.contains(&event.message) || self.messages.contains(&other)
    }
}
