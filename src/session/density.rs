//! How many events happened when, for the timeline: a histogram whose buckets double as the run grows.

use crate::base::{SimDuration, SimTime};
use crate::nodes::World;

/// Counts of events over time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Density {
    bucket: SimDuration,
    counts: Vec<u32>,
    counted: u64,
}

impl Default for Density {
    fn default() -> Density {
        Density {
            bucket: SimDuration::from_millis(250),
            counts: Vec::new(),
            counted: 0,
        }
    }
}

impl Density {
    const MOST: usize = 512;

    /// Counts the events that are new since the last time.
    pub fn follow(&mut self, world: &World) {
        let trace = world.trace();
        while self.counted < trace.len() {
            self.counted += 1;
            // Events that have left the window already are as old as the oldest that is kept.
            let at = trace.get(crate::sim::EventId(self.counted)).map_or_else(
                || trace.window().front().map_or(world.now(), |event| event.at),
                |event| event.at,
            );
            self.count(at);
        }
    }

    /// Forgets what lay after the playhead.
    pub fn fork(&mut self, world: &World) {
        self.counts.truncate((world.now().0 / self.bucket.0) as usize + 1);
        self.counted = self.counted.min(world.trace().len());
    }

    fn count(&mut self, at: SimTime) {
        while (at.0 / self.bucket.0) as usize >= Self::MOST {
            self.bucket = self.bucket.times(2);
            self.counts = self.counts.chunks(2).map(|pair| pair.iter().sum()).collect();
        }
        let index = (at.0 / self.bucket.0) as usize;
        if index >= self.counts.len() {
            self.counts.resize(index + 1, 0);
        }
        self.counts[index] += 1;
    }

    /// The counts from the start to `end`, in so many columns.
    pub fn columns(&self, end: SimTime, columns: usize) -> Vec<u32> {
        let mut out = vec![0u32; columns];
        let span = u128::from(end.0.max(1));
        for (index, count) in self.counts.iter().enumerate() {
            let at = u128::from(self.bucket.0) * index as u128;
            let column = (at * columns as u128 / span) as usize;
            if let Some(slot) = out.get_mut(column) {
                *slot += count;
            }
        }
        out
    }
}
