//! Going through time: seeking, scrubbing, stepping over everything or only over what happens to one node or message.

use super::action::{Changed, Focus};
use super::run::Session;
use crate::base::{MessageId, NodeId, SimDuration, SimTime};
use crate::sim::{Event, EventId, Happening, Outcome};

#[cfg(test)]
mod tests;

/// What steps go by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Scope {
    /// Every event.
    #[default]
    Everything,
    /// What happens at a node.
    Node(NodeId),
    /// What happens to a message.
    Message(MessageId),
}

impl Scope {
    /// Whether an event is one of these.
    pub fn holds(self, event: &Event) -> bool {
        match self {
            Scope::Everything => true,
            Scope::Node(node) => {
                event.node == node || matches!(event.what, Happening::Received { by, .. } if by == node)
            }
            Scope::Message(message) => {
                event.message == message || matches!(event.what, Happening::Redriven { new, .. } if new == message)
            }
        }
    }
}

/// Ways through time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Travel {
    /// Go to an instant bit by bit, as frames allow: the picture follows. A later one replaces it.
    Scrub(SimTime),
    /// Go to the next event of the scope.
    Next,
    /// Go to the latest event of the scope before this moment.
    Previous,
    /// Choose what steps go by, until the selection changes.
    Scope(Scope),
}

/// Most pieces of work between two events: nothing that a step would wait for takes longer.
const QUIET_STEPS: u32 = 200_000;
/// How far a step looks for an event of one node or message.
const SEARCHED_STEPS: u32 = 30_000;
/// So many pieces of work of a seek are done between two looks at what happened.
const SLICE: u64 = 20_000;
/// A note stays for so long in real time; what was shown then must be known after a jump.
const SHOWN: SimDuration = SimDuration::from_secs(4);

impl Session {
    pub(super) fn dispatch_travel(&mut self, travel: Travel) -> Changed {
        match travel {
            Travel::Scrub(at) => {
                self.stopped = None;
                self.playback.playing = false;
                self.keep_in_sight();
                self.timeline.approach(at);
                self.scrubbed = Some(at);
                // The picture follows with the frames.
                Changed::PLAYBACK
            }
            Travel::Next => self.next_in_scope(),
            Travel::Previous => self.previous_in_scope(),
            Travel::Scope(scope) => {
                self.scope = scope;
                Changed::PLAYBACK
            }
        }
    }

    /// What steps go by: what was chosen last, a node, a message, or what the person set.
    pub fn scope(&self) -> Scope {
        match self.scope {
            Scope::Node(node) if !self.scenario.nodes.contains_key(&node) => Scope::Everything,
            scope => scope,
        }
    }

    /// Where the playhead is going: the target of scrubbing, else where it is.
    pub fn heading(&self) -> SimTime {
        self.scrubbed.unwrap_or_else(|| self.now())
    }

    /// Whether a seek is under way that takes several frames.
    pub fn is_scrubbing(&self) -> bool {
        self.scrubbed.is_some()
    }

    /// Does at most `budget` pieces of work of the scrubbing under way. True when there is more to do.
    pub(super) fn scrub_on(&mut self, budget: u64) -> bool {
        let Some(at) = self.scrubbed else { return false };
        let more = self.timeline.advance(at, budget).outcome == Outcome::Budget;
        self.follow();
        if !more {
            self.scrubbed = None;
            self.jumped();
        }
        self.just_stopped = true;
        more
    }

    /// Arrives where scrubbing is going, before anything else is done.
    pub(super) fn arrive(&mut self) {
        while self.scrub_on(SLICE) {}
    }

    /// Goes to an instant at once.
    pub(super) fn seek(&mut self, at: SimTime) -> Changed {
        self.stopped = None;
        self.keep_in_sight();
        self.timeline.approach(at);
        while self.timeline.advance(at, SLICE).outcome == Outcome::Budget {
            self.follow();
        }
        self.jumped()
    }

    /// Goes to right after an event at once.
    pub(super) fn seek_event(&mut self, event: EventId) -> Changed {
        self.stopped = None;
        self.keep_in_sight();
        self.timeline.seek_event(event);
        self.jumped()
    }

    /// Has jumps remember as much of the past as is shown at this speed.
    fn keep_in_sight(&mut self) {
        let shown = SimDuration(SHOWN.0 * u64::from(self.playback.rate) / 100);
        self.timeline.set_lookback(shown);
    }

    /// Goes on by one event.
    pub(super) fn step_forward(&mut self) -> Changed {
        self.step_until(QUIET_STEPS, |_| true);
        self.jumped()
    }

    /// Steps until an event of this choice has happened, and returns it.
    fn step_until(&mut self, most: u32, wanted: impl Fn(&Event) -> bool) -> Option<Event> {
        for _ in 0..most {
            let seen = self.timeline.world().trace().len();
            if !self.timeline.step() {
                return None;
            }
            if let Some(event) = self.timeline.world().trace().since(seen).find(|event| wanted(event)) {
                return Some(*event);
            }
        }
        None
    }

    fn next_in_scope(&mut self) -> Changed {
        let scope = self.scope();
        if scope == Scope::Everything {
            return self.step_forward();
        }
        let (here, frontier) = (self.timeline.moment(), self.timeline.frontier());
        match self.step_until(SEARCHED_STEPS, |event| scope.holds(event)) {
            Some(event) => self.arrived_at(&event),
            None => {
                let until = self.now();
                self.timeline.seek_moment(here);
                self.timeline.forget_beyond(frontier);
                self.notify(
                    format!("Nothing happens {} until {until}.", self.scope_words(scope)),
                    false,
                    false,
                );
                self.jumped() | Changed::NOTICES
            }
        }
    }

    fn previous_in_scope(&mut self) -> Changed {
        let scope = self.scope();
        self.keep_in_sight();
        if scope == Scope::Everything {
            self.timeline.step_back();
            return self.jumped();
        }
        match self.timeline.step_back_to(|event| scope.holds(event)) {
            Some(event) => self.arrived_at(&event),
            None => {
                self.notify(
                    format!("Nothing happened {} before.", self.scope_words(scope)),
                    false,
                    false,
                );
                Changed::NOTICES
            }
        }
    }

    /// The event at which a step ended comes into focus; the message that is looked at stays the same.
    fn arrived_at(&mut self, event: &Event) -> Changed {
        self.focus = Focus {
            event: event.id,
            ..self.focus
        };
        self.jumped() | Changed::SELECTION
    }

    fn scope_words(&self, scope: Scope) -> String {
        match scope {
            Scope::Everything => "at all".to_string(),
            Scope::Node(node) => format!("at {}", self.name_of(node)),
            Scope::Message(message) => format!("to {message}"),
        }
    }

    /// Jumps to the instant of the next event and lets it happen.
    pub(super) fn skip_to_next(&mut self) -> Changed {
        let playing = self.playback.playing;
        let changed = self.step_forward();
        let now = self.now();
        while self.timeline.advance(now, u64::from(QUIET_STEPS)).outcome == Outcome::Budget {}
        self.follow();
        self.playback.playing = playing;
        self.playback.target = now;
        changed
    }

    /// After a jump in time: paused, and nothing is owed.
    pub(super) fn jumped(&mut self) -> Changed {
        self.playback.playing = false;
        self.playback.target = self.now();
        self.playback.reset_measure();
        self.scrubbed = None;
        self.follow();
        self.stops.look_afresh(self.timeline.world());
        Changed::RUN | Changed::PLAYBACK
    }
}
