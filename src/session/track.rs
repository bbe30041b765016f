//! The events of one message and its kin, followed while the run goes on, so that nobody has to search for them. What lies
//! after the playhead is kept after a jump back: one can go there again.

use super::action::Focus;
use super::look_back::LookBack;
use super::run::Session;
use crate::base::MessageId;
use crate::nodes::World;
use crate::sim::{Event, EventId, Happening, Message};
use std::collections::VecDeque;
use std::rc::Rc;

/// The trail of one message.
#[derive(Clone, Debug, Default)]
pub struct Track {
    /// The message that is followed; [`MessageId::NONE`] while there is none.
    pub message: MessageId,
    /// What it was made from, nearest first.
    pub ancestors: Vec<MessageId>,
    /// What was made from it, in the order of making.
    pub descendants: Vec<MessageId>,
    /// Events of all of them, oldest first.
    pub events: VecDeque<Event>,
    /// Whether the beginning is known: the making of the first ancestor.
    pub whole: bool,
    /// The message itself, once its holder has shown it.
    pub facts: Option<Rc<Message>>,
    /// The chunk of older events that is being computed again.
    pub older: Option<Box<LookBack>>,
    seen: u64,
    from: u64,
}

impl Track {
    /// More events than this are forgotten, oldest first.
    const MOST: usize = 1_500;
    /// More relatives than this are not followed.
    const KIN: usize = 64;

    /// Begins to follow a message, with what the window of the trace knows of it.
    pub fn of(message: MessageId, world: &World) -> Track {
        let mut track = Track {
            message,
            ..Track::default()
        };
        if message == MessageId::NONE {
            return track;
        }
        let window = world.trace().window();
        track.from = window.front().map_or(1, |event| event.id.0);
        track.climb(window.iter().rev());
        window.iter().for_each(|event| track.take(event));
        track.seen = world.trace().len();
        track
    }

    /// Finds what the message was made from. The events are given newest first.
    fn climb<'a>(&mut self, events: impl Iterator<Item = &'a Event>) {
        let mut sought = *self.ancestors.last().unwrap_or(&self.message);
        for event in events {
            if event.message != sought {
                continue;
            }
            if let Happening::Made { parent } = event.what {
                if parent == MessageId::NONE || self.ancestors.len() >= Self::KIN {
                    self.whole = true;
                    return;
                }
                self.ancestors.push(parent);
                sought = parent;
            }
        }
    }

    /// Whether it is about this message or one of its kin.
    fn knows(&self, message: MessageId) -> bool {
        message != MessageId::NONE
            && (message == self.message || self.ancestors.contains(&message) || self.descendants.contains(&message))
    }

    fn take(&mut self, event: &Event) {
        if let Happening::Made { parent } = event.what
            && parent != MessageId::NONE
            && (parent == self.message || self.descendants.contains(&parent))
            && !self.descendants.contains(&event.message)
            && self.descendants.len() < Self::KIN
        {
            self.descendants.push(event.message);
        }
        if !self.knows(event.message) {
            return;
        }
        self.events.push_back(*event);
        if self.events.len() > Self::MOST {
            self.events.pop_front();
            self.whole = false;
            self.from = 0;
        }
    }

    /// Looks through the events that are new since the last time.
    pub fn follow(&mut self, world: &World) {
        let total = world.trace().len();
        if self.message == MessageId::NONE || total <= self.seen {
            return;
        }
        let window = world.trace().window();
        if window.front().is_none_or(|event| event.id.0 > self.seen + 1) {
            // A jump left events behind that nobody looked at: they are looked for from here on.
            let facts = self.facts.take();
            *self = Track {
                facts,
                ..Track::of(self.message, world)
            };
            return;
        }
        let fresh = usize::try_from(total - self.seen).unwrap_or(usize::MAX);
        for event in window.iter().skip(window.len().saturating_sub(fresh)) {
            self.take(event);
        }
        self.seen = total;
    }

    /// Forgets what lay after this many events: the run has forked.
    pub fn fork(&mut self, events: u64) {
        while self.events.back().is_some_and(|event| event.id.0 > events) {
            self.events.pop_back();
        }
        let gone = |message: &MessageId| self.events.iter().any(|event| event.message == *message);
        let stay: Vec<MessageId> = self.descendants.iter().copied().filter(gone).collect();
        self.descendants = stay;
        self.seen = self.seen.min(events);
        self.from = self.from.min(events + 1);
        self.older = None;
    }

    /// The last event before which nothing is known yet, if something is missing.
    pub fn missing(&self) -> Option<EventId> {
        let older = self.message != MessageId::NONE && !self.whole && self.from > 1;
        older.then(|| EventId(self.from - 1))
    }

    /// Takes older events, which end just before the oldest one looked at so far.
    pub fn prepend(&mut self, older: &[Event]) {
        let Some(first) = older.first() else {
            self.from = 0;
            return;
        };
        self.from = first.id.0;
        self.climb(older.iter().rev());
        let later = std::mem::take(&mut self.events);
        older.iter().for_each(|event| self.take(event));
        self.events.extend(later);
    }
}

impl Session {
    /// Looks at an event and a message. The journey stays with its message while an event without one is looked at.
    pub(super) fn set_focus(&mut self, focus: Focus) {
        self.focus = focus;
        if focus.message != self.track.message && focus.message != MessageId::NONE {
            self.track = Track::of(focus.message, self.timeline.world());
        }
        if self.track.facts.is_none() {
            self.track.facts = self.held_message(self.track.message);
        }
    }
}
