//! How many events happened when, for the timeline: a histogram whose buckets double as the run grows, with the faults and
//! refusals in it.

use crate::base::{SimDuration, SimTime};
use crate::nodes::World;
use crate::sim::{Event, EventId, Happening};
use std::collections::BTreeMap;

/// Events that deserve a mark, counted in one bucket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// How many.
    pub count: u32,
    /// The first of them.
    pub first: Event,
}

/// Counts of events over time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Density {
    bucket: SimDuration,
    counts: Vec<u32>,
    counted: u64,
    faults: BTreeMap<usize, Tally>,
    refusals: BTreeMap<usize, Tally>,
}

impl Default for Density {
    fn default() -> Density {
        Density {
            bucket: SimDuration::from_millis(250),
            counts: Vec::new(),
            counted: 0,
            faults: BTreeMap::new(),
            refusals: BTreeMap::new(),
        }
    }
}

impl Density {
    /// Enough to look closely at a part of a long run.
    const MOST: usize = 2_048;

    /// Counts the events that are new since the last time.
    pub fn follow(&mut self, world: &World) {
        let trace = world.trace();
        while self.counted < trace.len() {
            self.counted += 1;
            match trace.get(EventId(self.counted)) {
                Some(event) => self.count(event.at, Some(event)),
                // Events that have left the window already are as old as the oldest that is kept.
                None => self.count(trace.window().front().map_or(world.now(), |event| event.at), None),
            }
        }
    }

    /// Forgets what lay after the playhead.
    pub fn fork(&mut self, world: &World) {
        let now = world.now();
        let last = (now.0 / self.bucket.0) as usize;
        self.counts.truncate(last + 1);
        for tallies in [&mut self.faults, &mut self.refusals] {
            tallies.retain(|index, tally| *index <= last && tally.first.at <= now);
        }
        self.counted = self.counted.min(world.trace().len());
    }

    fn count(&mut self, at: SimTime, event: Option<&Event>) {
        while (at.0 / self.bucket.0) as usize >= Self::MOST {
            self.bucket = self.bucket.times(2);
            self.counts = self.counts.chunks(2).map(|pair| pair.iter().sum()).collect();
            self.faults = halved(&self.faults);
            self.refusals = halved(&self.refusals);
        }
        let index = (at.0 / self.bucket.0) as usize;
        if index >= self.counts.len() {
            self.counts.resize(index + 1, 0);
        }
        self.counts[index] += 1;
        let Some(event) = event else { return };
        let tallies = match event.what {
            Happening::WentDown | Happening::LostOnWire { .. } | Happening::AnswerLost { .. } => &mut self.faults,
            Happening::Refused { .. } => &mut self.refusals,
            _ => return,
        };
        add(
            tallies,
            index,
            Tally {
                count: 1,
                first: *event,
            },
        );
    }

    /// The counts between two instants, in so many columns.
    pub fn columns(&self, from: SimTime, to: SimTime, columns: usize) -> Vec<u32> {
        let mut out = vec![0u32; columns];
        let span = u128::from(to.since(from).0.max(1));
        let first = (from.0 / self.bucket.0) as usize;
        for (index, count) in self.counts.iter().enumerate().skip(first) {
            let at = self.bucket.0.saturating_mul(index as u64).max(from.0);
            let column = (u128::from(at - from.0) * columns as u128 / span) as usize;
            let Some(slot) = out.get_mut(column) else { break };
            *slot += count;
        }
        out
    }

    /// The faults, in order.
    pub fn faults(&self) -> impl Iterator<Item = &Tally> {
        self.faults.values()
    }

    /// The refusals, in order.
    pub fn refusals(&self) -> impl Iterator<Item = &Tally> {
        self.refusals.values()
    }
}

fn add(tallies: &mut BTreeMap<usize, Tally>, index: usize, new: Tally) {
    tallies
        .entry(index)
        .and_modify(|tally| tally.count += new.count)
        .or_insert(new);
}

/// The same in buckets of twice the size.
fn halved(tallies: &BTreeMap<usize, Tally>) -> BTreeMap<usize, Tally> {
    let mut out = BTreeMap::new();
    for (index, tally) in tallies {
        add(&mut out, index / 2, *tally);
    }
    out
}
