//! "Why did this happen?": the chain of causes of an event, back to the step or the schedule that began it.

use super::run::Session;
use super::view::RuleRef;
use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{Event, EventId, Handle, Happening, Kinds};
use std::collections::BTreeMap;

/// Events that have fallen out of the window and were computed again, one at a time.
#[derive(Clone, Debug, Default)]
pub struct Recalled {
    events: BTreeMap<EventId, Event>,
}

impl Recalled {
    /// More than this are forgotten, oldest first.
    const MOST: usize = 512;

    /// Remembers an event.
    pub fn keep(&mut self, event: Event) {
        self.events.insert(event.id, event);
        if self.events.len() > Self::MOST {
            self.events.pop_first();
        }
    }

    /// Forgets what lay after this many events: the run has forked.
    pub fn fork(&mut self, events: u64) {
        self.events.split_off(&EventId(events + 1));
    }
}

/// One event of a chain.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// The event.
    pub event: EventId,
    /// When.
    pub at: SimTime,
    /// Where.
    pub node: NodeId,
    /// The node's name.
    pub name: String,
    /// To which message, or [`MessageId::NONE`].
    pub message: MessageId,
    /// As a sentence without the place.
    pub text: String,
    /// The rule that made it so.
    pub rule: Option<RuleRef>,
    /// The receipt handle that was given out, or "".
    pub handle: String,
}

/// An event and its causes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Chain {
    /// The event first, then its cause, and so on.
    pub links: Vec<Link>,
    /// Where it all began, as a sentence; "" while the beginning is not reached.
    pub origin: String,
    /// The cause that has to be computed again before the chain can go on.
    pub recall: Option<EventId>,
    /// Whether the chain goes on beyond what was asked for.
    pub more: bool,
}

impl Session {
    /// The chain of an event, with at most so many causes.
    pub fn chain(&self, event: EventId, most: usize) -> Chain {
        let mut chain = Chain::default();
        let mut next = event;
        while next.0 > 0 {
            if chain.links.len() > most {
                chain.more = true;
                return chain;
            }
            let Some(event) = self.known_event(next) else {
                chain.recall = Some(next);
                return chain;
            };
            chain.links.push(self.link(&event));
            next = event.cause;
            if next.0 == 0 {
                chain.origin = self.origin(&event);
            }
        }
        chain
    }

    /// Computes an event again that has fallen out of the window, so that its chain can go on.
    pub(super) fn recall(&mut self, event: EventId) {
        if event.0 > 0
            && self.known_event(event).is_none()
            && let Some(found) = self.timeline.events(event.0, 1).first()
        {
            self.recalled.keep(*found);
        }
    }

    fn known_event(&self, id: EventId) -> Option<Event> {
        let trace = self.timeline.world().trace();
        let tracked = || self.track.events.binary_search_by_key(&id, |event| event.id).ok();
        trace
            .get(id)
            .or_else(|| self.recalled.events.get(&id))
            .or_else(|| tracked().and_then(|index| self.track.events.get(index)))
            .copied()
    }

    fn link(&self, event: &Event) -> Link {
        Link {
            event: event.id,
            at: event.at,
            node: event.node,
            name: self.name_of(event.node),
            message: event.message,
            text: self.sentence(event),
            rule: event.rule.map(RuleRef),
            handle: self.handle_of(event).unwrap_or_default(),
        }
    }

    /// The receipt handle that a receive gave out.
    fn handle_of(&self, event: &Event) -> Option<String> {
        let Happening::Received { receives, .. } = event.what else {
            return None;
        };
        self.timeline.world().node(event.node)?.receipt(Handle {
            holder: event.node,
            message: event.message,
            receive: receives,
        })
    }

    /// What began a chain whose first event has no cause.
    fn origin(&self, first: &Event) -> String {
        let step = self.scenario.steps.iter().find(|step| step.at == first.at);
        let done = self.timeline.journal().any(|(moment, _)| moment.at == first.at);
        match step {
            Some(step) => format!("A step of the plan: {}", step.run),
            None if done => "You did this.".to_string(),
            None => format!("Nothing before it: {} does this by itself.", self.name_of(first.node)),
        }
    }
}
