//! What happened, in order, each event with its cause.

mod happening;

pub use happening::{Event, EventId, Fate, Happening};

use super::meter::Meter;
use super::rule::Rule;
use crate::base::{MessageId, NodeId, SimTime, mix};
use std::collections::VecDeque;

/// A window on the run's events. What has fallen out of it can be had again by replaying from a checkpoint, so memory
/// stays bounded and nothing is lost.
#[derive(Clone, Debug)]
pub struct Trace {
    window: VecDeque<Event>,
    capacity: usize,
    recording: bool,
    next: u64,
    hash: u64,
    meter: Meter,
}

impl Trace {
    /// How many events a trace keeps unless told otherwise.
    pub const WINDOW: usize = 65_536;
    /// How many events a checkpoint keeps, so that what was under way then can be shown at once: some 150 KB.
    pub const TAIL: usize = 2_048;

    /// An empty trace that keeps the last `capacity` events.
    pub fn new(capacity: usize) -> Trace {
        Trace {
            window: VecDeque::new(),
            capacity,
            recording: true,
            next: 1,
            hash: 0,
            meter: Meter::default(),
        }
    }

    /// Switches recording. Without it the world behaves the same and nothing is remembered of it: for benches.
    pub fn set_recording(&mut self, on: bool) {
        self.recording = on;
    }

    /// Changes how many events are kept.
    pub fn set_capacity(&mut self, capacity: usize) {
        self.capacity = capacity;
        while self.window.len() > capacity {
            self.window.pop_front();
        }
    }

    /// How many events a trace keeps at most.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// The same count and hash with only the latest events, as a checkpoint keeps it.
    pub fn with_tail(&self) -> Trace {
        let window = self.window.iter().rev().take(Self::TAIL).rev().copied().collect();
        Trace {
            window,
            capacity: self.capacity,
            recording: self.recording,
            next: self.next,
            hash: self.hash,
            meter: self.meter.clone(),
        }
    }

    /// Adds an event and returns its number.
    #[inline]
    pub fn push(
        &mut self,
        at: SimTime,
        node: NodeId,
        message: MessageId,
        what: Happening,
        rule: Option<&'static Rule>,
        cause: EventId,
    ) -> EventId {
        if !self.recording {
            return EventId(0);
        }
        let id = EventId(self.next);
        self.next += 1;
        let event = Event {
            id,
            at,
            node,
            message,
            what,
            rule,
            cause,
        };
        self.hash = mix(self.hash.rotate_left(7) ^ event.fingerprint());
        self.meter.follow(&event);
        if self.window.len() >= self.capacity {
            self.window.pop_front();
        }
        if self.capacity > 0 {
            self.window.push_back(event);
        }
        id
    }

    /// What was counted of all events so far, the forgotten ones included.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// Counts what is no event of its own, as long as anything is recorded.
    #[inline]
    pub(super) fn measure(&mut self, count: impl FnOnce(&mut Meter)) {
        if self.recording {
            count(&mut self.meter);
        }
    }

    /// The kept events, oldest first.
    pub fn window(&self) -> &VecDeque<Event> {
        &self.window
    }

    /// The kept event with this number.
    pub fn get(&self, id: EventId) -> Option<&Event> {
        let first = self.window.front()?.id.0;
        self.window.get(usize::try_from(id.0.checked_sub(first)?).ok()?)
    }

    /// The kept events after the one with this number, oldest first.
    pub fn since(&self, number: u64) -> impl Iterator<Item = &Event> {
        let fresh = usize::try_from(self.len().saturating_sub(number)).unwrap_or(usize::MAX);
        self.window.range(self.window.len().saturating_sub(fresh)..)
    }

    /// How many events have happened in all.
    pub fn len(&self) -> u64 {
        self.next - 1
    }

    /// Whether nothing has happened.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A fingerprint of all events so far, the forgotten ones included. Equal runs have equal hashes on every platform.
    pub fn hash(&self) -> u64 {
        self.hash
    }
}
