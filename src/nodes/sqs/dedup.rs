//! The memory of deduplication (SQS-134): who was accepted under which id in the last five minutes.

use super::action::Sent;
use super::limits;
use crate::base::SimTime;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// A deduplication id, with its group when ids are compared inside groups (SQS-135).
pub type Key = (Option<Rc<str>>, Rc<str>);

/// The accepted ids, each with the original and the end of its window.
#[derive(Clone, Debug, Default)]
pub struct Dedup {
    seen: BTreeMap<Key, (Sent, SimTime)>,
    order: VecDeque<(SimTime, Key)>,
}

impl Dedup {
    /// The original of which a send with this key is a duplicate.
    pub fn original(&mut self, key: &Key, now: SimTime) -> Option<Sent> {
        while self.order.front().is_some_and(|(end, _)| *end <= now) {
            if let Some((_, old)) = self.order.pop_front() {
                self.seen.remove(&old);
            }
        }
        self.seen.get(key).map(|(sent, _)| *sent)
    }

    /// Remembers an accepted send; the window counts from it, whatever repeats it (SQS-134).
    pub fn remember(&mut self, key: Key, sent: Sent, now: SimTime) {
        let end = now + limits::DEDUPLICATION;
        self.order.push_back((end, key.clone()));
        self.seen.insert(key, (sent, end));
    }

    /// Forgets everything, after a purge (SQS-106).
    pub fn clear(&mut self) {
        *self = Dedup::default();
    }
}
