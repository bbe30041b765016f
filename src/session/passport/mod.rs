//! The passport of a message: its whole journey across nodes, lane by lane, with everything that took time as a span.

mod sheet;
#[cfg(test)]
mod tests;

use super::run::Session;
use super::view::RuleRef;
use crate::base::{MessageId, NodeId, SimTime, WireId};
use crate::sim::{Event, EventId, Fate, Happening, Message, Tone};
use sheet::Sheet;

/// The state of a message that the run has not come to.
pub const NOT_MADE: &str = "not made yet";

/// More entries than this are not shown; the oldest are left out.
const SHOWN: usize = 240;

/// What kind of thing an entry is, for its icon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stamp {
    /// Made.
    Made,
    /// Set out over a wire, or moved to another node.
    Left,
    /// Accepted, or available now.
    Arrived,
    /// Handed to a consumer.
    Received,
    /// Visible again, or given back.
    Returned,
    /// Its time to stay hidden was changed.
    Extended,
    /// Work began.
    Began,
    /// Done, or deleted.
    Done,
    /// Refused, failed, lost, expired.
    Failed,
    /// Something to know.
    Noted,
}

/// What takes time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StayKind {
    /// Not yet available.
    Delay,
    /// In flight: hidden from others.
    InFlight,
    /// Under work.
    Work,
}

/// Something that lasted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stay {
    /// What.
    pub kind: StayKind,
    /// The entry that began it.
    pub from: usize,
    /// The entry that ended it; None while it lasts.
    pub to: Option<usize>,
    /// When it is due to end.
    pub until: SimTime,
}

/// A way from one lane to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// The entry at which it sets out.
    pub from: usize,
    /// The lane where it goes.
    pub lane: usize,
    /// The entry of its arrival, where there is one.
    pub to: Option<usize>,
}

/// One thing that happened to the message.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The event.
    pub event: EventId,
    /// When.
    pub at: SimTime,
    /// In which lane.
    pub lane: usize,
    /// For its icon.
    pub stamp: Stamp,
    /// As a sentence.
    pub text: String,
    /// The rule that made it so.
    pub rule: Option<RuleRef>,
    /// How to feel about it.
    pub tone: Tone,
    /// Whose event it is: the message's own, or that of one of its kin.
    pub message: MessageId,
    /// Whether it lies at the playhead or before.
    pub past: bool,
}

/// A node that the message came by.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// Which.
    pub node: NodeId,
    /// Its name.
    pub name: String,
}

/// What the message says.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// The text.
    pub body: String,
    /// Its group, or "".
    pub group: String,
    /// For colour and shape.
    pub tint: u32,
}

/// Everything about the journey of a message.
#[derive(Clone, PartialEq, Debug)]
pub struct Passport {
    /// Which message.
    pub message: MessageId,
    /// What it says, where that is known.
    pub facts: Option<Facts>,
    /// `in flight in orders`, `deleted`, `on its way to orders`.
    pub state: String,
    /// Whether somebody holds it, so that one can ask why.
    pub held: bool,
    /// How often it was received up to now.
    pub receives: u32,
    /// Messages from which it was made, nearest first.
    pub ancestors: Vec<MessageId>,
    /// Messages made from it: retries, redrives, results.
    pub descendants: Vec<MessageId>,
    /// The nodes in the order of appearance.
    pub lanes: Vec<Lane>,
    /// What happened, oldest first, with what lies after the playhead.
    pub entries: Vec<Entry>,
    /// What lasted.
    pub stays: Vec<Stay>,
    /// Ways from lane to lane.
    pub ways: Vec<Way>,
    /// How many older entries are left out.
    pub hidden: usize,
    /// Whether older events are still being looked for.
    pub searching: bool,
}

impl Session {
    /// The journey of the message in focus. None while there is none.
    pub fn passport(&self) -> Option<Passport> {
        let track = &self.track;
        if track.message == MessageId::NONE {
            return None;
        }
        let total = self.events_total();
        let hidden = track.events.len().saturating_sub(SHOWN);
        let mut sheet = Sheet::default();
        for event in track.events.iter().skip(hidden) {
            sheet.add(self, event, event.id.0 <= total);
        }
        let whereabouts = self.whereabouts(track.message);
        let recent = || self.timeline.world().recent(track.message).cloned();
        let held = self
            .held_message(track.message)
            .or_else(|| track.facts.clone())
            .or_else(recent);
        Some(Passport {
            message: track.message,
            facts: held.as_deref().map(facts),
            held: whereabouts.is_some(),
            state: whereabouts.map_or_else(|| self.last_state(track.message), |found| found.state),
            receives: self.receives(),
            ancestors: track.ancestors.clone(),
            descendants: track.descendants.clone(),
            lanes: sheet.lanes,
            entries: sheet.entries,
            stays: sheet.stays,
            ways: sheet.ways,
            hidden,
            searching: track.missing().is_some(),
        })
    }

    fn receives(&self) -> u32 {
        let total = self.events_total();
        let count = |event: &Event| match event.what {
            Happening::Received { receives, .. } => Some(receives),
            _ => None,
        };
        let mine = |event: &&Event| event.message == self.track.message && event.id.0 <= total;
        self.track.events.iter().rev().filter(mine).find_map(count).unwrap_or(0)
    }

    /// What the trace says of a message that nobody holds: the one in focus, or one of its kin.
    pub(super) fn last_state(&self, message: MessageId) -> String {
        let (track, total) = (&self.track, self.events_total());
        let mine = |event: &&Event| event.message == message && event.id.0 <= total;
        let mut lately = track.events.iter().rev().filter(mine);
        let Some(last) = lately.clone().next() else {
            return NOT_MADE.to_string();
        };
        if let Happening::Departed { wire, .. } = last.what {
            let to = self.far_end(wire, last.node);
            let to = to.map_or_else(|| "nobody".to_string(), |id| self.name_of(id));
            return format!("on its way to {to}");
        }
        let end = lately.find_map(|event| {
            let node = || self.name_of(event.node);
            Some(match event.what {
                Happening::Ended(fate) => fate.name().to_string(),
                Happening::Deleted { effective: true } => "deleted".to_string(),
                Happening::Deduplicated { .. } => Fate::Duplicate.name().to_string(),
                Happening::Redriven { .. } => Fate::Redriven.name().to_string(),
                Happening::LostOnWire { .. } => Fate::Lost.name().to_string(),
                Happening::Refused { .. } => Fate::Refused.name().to_string(),
                Happening::Stored { .. } => format!("stored in {}", node()),
                Happening::WorkDone { .. } | Happening::WorkSkipped => format!("done by {}", node()),
                Happening::WorkFailed => format!("failed at {}", node()),
                Happening::WorkAbandoned => format!("dropped by {}", node()),
                _ => return None,
            })
        });
        end.unwrap_or_else(|| "gone".to_string())
    }

    fn far_end(&self, wire: WireId, node: NodeId) -> Option<NodeId> {
        let link = self.timeline.world().network().get(wire)?;
        Some(link.peer_of(node))
    }
}

fn facts(message: &Message) -> Facts {
    Facts {
        body: message.draft.body.to_string(),
        group: message.draft.group.as_deref().unwrap_or("").to_string(),
        tint: message.tint,
    }
}
