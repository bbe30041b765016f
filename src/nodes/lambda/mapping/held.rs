//! Batches that were received and can't run yet (LAM-070, PAT-007).

use super::super::invocation::Record;
use crate::base::{MessageId, SimTime, WireId};
use std::collections::{BTreeMap, BTreeSet};

/// A batch of one mapping.
#[derive(Clone, Debug)]
pub struct Batch {
    pub wire: WireId,
    pub records: Vec<Record>,
    /// How often it was throttled.
    pub tries: u32,
    /// When it is tried again by itself.
    pub next: SimTime,
}

impl Batch {
    /// When the first of its messages is visible again in the queue.
    pub fn expires(&self) -> SimTime {
        let ends = self.records.iter().filter_map(|record| record.lease);
        ends.map(|(_, until)| until).min().unwrap_or(SimTime::NEVER)
    }

    /// Its place in line: batches are tried in the order in which their messages came to the queue.
    fn place(&self) -> (SimTime, MessageId) {
        self.records
            .first()
            .map_or((SimTime::NEVER, MessageId::NONE), |record| {
                (record.sent, record.message.id)
            })
    }
}

/// All held batches of a function.
#[derive(Clone, Debug, Default)]
pub struct Held {
    batches: BTreeMap<u64, Batch>,
    line: BTreeSet<((SimTime, MessageId), u64)>,
}

impl Held {
    /// Holds a batch under this number.
    pub fn insert(&mut self, key: u64, batch: Batch) {
        self.line.insert((batch.place(), key));
        self.batches.insert(key, batch);
    }

    /// Takes a batch out.
    pub fn remove(&mut self, key: u64) -> Option<Batch> {
        let batch = self.batches.remove(&key)?;
        self.line.remove(&(batch.place(), key));
        Some(batch)
    }

    /// The batch of this number.
    pub fn get(&self, key: u64) -> Option<&Batch> {
        self.batches.get(&key)
    }

    /// The batches, the one that is tried first in front.
    pub fn in_line(&self) -> impl Iterator<Item = (u64, &Batch)> {
        self.line
            .iter()
            .filter_map(|(_, key)| Some((*key, self.batches.get(key)?)))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.batches.len()
    }
}
