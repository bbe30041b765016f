//! Events by number, the forgotten ones computed again in slices of a frame.

use super::run::Session;
use crate::nodes::AnyNode;
use crate::scenario::Deed;
use crate::sim::{Cursor, Event, EventId};
use std::collections::BTreeMap;

/// How many pieces of work are done between two looks at what has been found.
const PIECE: u64 = 200;
/// A cursor that is so many events behind what is wanted may be worth a jump to a later checkpoint.
const FAR: u64 = 2_000;

/// Some events that are wanted, and those of them that are known.
#[derive(Clone, Debug, Default)]
pub struct Recall {
    branch: u64,
    wanted: Vec<u64>,
    done: usize,
    known: BTreeMap<u64, Event>,
    cursor: Option<Box<Cursor<AnyNode, Deed>>>,
}

impl Recall {
    /// Wants these events, in the order of their numbers; what is known of them stays known.
    pub fn want(&mut self, numbers: Vec<u64>) {
        if self.wanted != numbers {
            self.known.retain(|number, _| numbers.binary_search(number).is_ok());
            self.wanted = numbers;
            self.done = 0;
        }
    }

    /// Which events are wanted.
    pub fn wanted(&self) -> &[u64] {
        &self.wanted
    }

    /// How many of the wanted events are known or turned out not to exist.
    pub fn done(&self) -> usize {
        self.done
    }

    /// An event that is known.
    pub fn get(&self, number: u64) -> Option<&Event> {
        self.known.get(&number)
    }

    /// Goes on with at most `budget` pieces of work. True when it did something.
    pub fn work(&mut self, session: &Session, budget: u64) -> bool {
        if self.branch != session.branch {
            self.branch = session.branch;
            (self.done, self.cursor) = (0, None);
            self.known.clear();
        }
        let before = self.done;
        let mut left = budget;
        while left > 0
            && let Some(number) = self.wanted.get(self.done).copied()
        {
            let kept = session.timeline.world().trace().get(EventId(number));
            if let Some(event) = kept {
                self.known.insert(number, *event);
            }
            if number > session.furthest || self.known.contains_key(&number) {
                self.done += 1;
                left -= 1;
                continue;
            }
            let piece = left.min(PIECE);
            left -= piece;
            let mut cursor = self.cursor_before(session, number);
            let (wanted, known) = (&self.wanted, &mut self.known);
            let more = cursor.read(piece, &mut |event| {
                if wanted.binary_search(&event.id.0).is_ok() {
                    known.insert(event.id.0, *event);
                }
            });
            if !more && cursor.next().0 <= number {
                self.done += 1;
            }
            self.cursor = Some(cursor);
        }
        if self.done >= self.wanted.len() {
            self.cursor = None;
        }
        left < budget || self.done > before
    }

    /// The cursor that is on its way to an event, or a new one from the nearest checkpoint.
    fn cursor_before(&mut self, session: &Session, number: u64) -> Box<Cursor<AnyNode, Deed>> {
        let fresh = || Box::new(session.timeline.cursor(EventId(number)));
        match self.cursor.take().filter(|cursor| cursor.next().0 <= number) {
            None => fresh(),
            Some(cursor) if number - cursor.next().0 < FAR => cursor,
            Some(cursor) => {
                let other = fresh();
                if other.next() > cursor.next() { other } else { cursor }
            }
        }
    }
}
