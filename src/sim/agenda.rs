//! Due work in total order: time, phase, sequence.

use super::message::{Parcel, Request, Response};
use super::node::{Caller, Timer};
use super::trace::EventId;
use crate::base::{NodeId, SimTime, WireId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The fixed order of things that share an instant (PAT-004).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Phase {
    /// Finished work, deletes and answers.
    Finish,
    /// Visibility timeouts, delays and retention.
    Timers,
    /// Sends.
    Sends,
    /// Receives; among consumers the one with the lowest id first.
    Receives,
    /// What ends only if nothing else came at this instant: a long poll that is still empty.
    Deadlines,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub(super) enum Work {
    Start(NodeId),
    Request {
        to: NodeId,
        from: Caller,
        request: Request,
    },
    Response {
        to: NodeId,
        call: u64,
        wire: WireId,
        response: Response,
    },
    HangUp {
        to: NodeId,
        from: Caller,
    },
    Transfer {
        to: NodeId,
        parcels: Vec<Parcel>,
    },
    Timer {
        node: NodeId,
        timer: Timer,
    },
}

/// When and in which order. Sequence numbers make all keys different, so no order depends on the heap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key {
    time: SimTime,
    order: u64,
    slot: u32,
}

#[derive(Clone, Debug)]
struct Entry {
    cause: EventId,
    work: Work,
}

/// The queue of due work.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    heap: BinaryHeap<Reverse<Key>>,
    entries: Vec<Option<Entry>>,
    free: Vec<u32>,
    sequence: u64,
}

const RANK_BITS: u32 = 20;
const SEQUENCE_BITS: u32 = 40;

impl Agenda {
    /// Adds work. `rank` orders within [`Phase::Receives`]; elsewhere it is 0.
    #[inline]
    pub(super) fn push(&mut self, time: SimTime, phase: Phase, rank: u32, cause: EventId, work: Work) {
        self.sequence += 1;
        let rank = u64::from(rank).min((1 << RANK_BITS) - 1);
        let sequence = self.sequence & ((1 << SEQUENCE_BITS) - 1);
        let order = ((phase as u64) << (RANK_BITS + SEQUENCE_BITS)) | (rank << SEQUENCE_BITS) | sequence;
        let entry = Some(Entry { cause, work });
        let slot = match self.free.pop() {
            Some(slot) => {
                self.entries[slot as usize] = entry;
                slot
            }
            None => {
                self.entries.push(entry);
                (self.entries.len() - 1) as u32
            }
        };
        self.heap.push(Reverse(Key { time, order, slot }));
    }

    /// When the next work is due.
    #[inline]
    pub(super) fn next_due(&self) -> Option<SimTime> {
        self.heap.peek().map(|Reverse(key)| key.time)
    }

    /// Takes the next work if it is due at `until` or before.
    #[inline]
    pub(super) fn pop(&mut self, until: SimTime) -> Option<(SimTime, EventId, Work)> {
        if self.next_due()? > until {
            return None;
        }
        let Reverse(key) = self.heap.pop()?;
        let entry = self.entries[key.slot as usize].take()?;
        self.free.push(key.slot);
        Some((key.time, entry.cause, entry.work))
    }

    /// All pending work, in no particular order: only for counting and checking.
    pub(super) fn pending(&self) -> impl Iterator<Item = &Work> {
        self.entries.iter().flatten().map(|entry| &entry.work)
    }
}
