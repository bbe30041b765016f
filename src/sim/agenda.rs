//! Due work in total order: time, phase, sequence.

use super::message::{Parcel, Request, Response};
use super::node::{Caller, Timer};
use super::trace::EventId;
use crate::base::{NodeId, SimTime, WireId};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

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

/// The queue of due work: a heap for what is due later, and a lane for each unranked phase of the present instant, since
/// most work at an instant leads to more work at the same instant, which needs no sorting.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    heap: BinaryHeap<Reverse<Key>>,
    lanes: [VecDeque<Lined>; LANES],
    now: SimTime,
    entries: Vec<Option<Entry>>,
    free: Vec<u32>,
    sequence: u64,
}

/// Work in a lane: its order within the instant, and where it is kept.
#[derive(Clone, Copy, Debug)]
struct Lined {
    order: u64,
    slot: u32,
}

/// Finish, Timers and Sends have lanes; Receives are ranked, and Deadlines are rare.
const LANES: usize = 3;
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
        if time == self.now && (phase as usize) < LANES {
            self.lanes[phase as usize].push_back(Lined { order, slot });
        } else {
            self.heap.push(Reverse(Key { time, order, slot }));
        }
    }

    /// When the next work is due.
    #[inline]
    pub(super) fn next_due(&self) -> Option<SimTime> {
        if self.lanes.iter().any(|lane| !lane.is_empty()) {
            return Some(self.now);
        }
        self.heap.peek().map(|Reverse(key)| key.time)
    }

    /// Takes the next work if it is due at `until` or before.
    #[inline]
    pub(super) fn pop(&mut self, until: SimTime) -> Option<(SimTime, EventId, Work)> {
        let lined = (0..LANES).find(|lane| !self.lanes[*lane].is_empty());
        let slot = match (lined, self.heap.peek()) {
            (Some(lane), top) => {
                let first = self.lanes[lane][0];
                if self.now > until {
                    return None;
                }
                // What was planned for this instant beforehand may come first: it has the lower sequence number.
                if top.is_some_and(|Reverse(key)| key.time == self.now && key.order < first.order) {
                    self.heap.pop()?.0.slot
                } else {
                    self.lanes[lane].pop_front();
                    first.slot
                }
            }
            (None, Some(Reverse(key))) if key.time <= until => {
                self.now = key.time;
                self.heap.pop()?.0.slot
            }
            _ => return None,
        };
        let entry = self.entries[slot as usize].take()?;
        self.free.push(slot);
        Some((self.now, entry.cause, entry.work))
    }

    /// All pending work, in no particular order: only for counting and checking.
    pub(super) fn pending(&self) -> impl Iterator<Item = &Work> {
        self.entries.iter().flatten().map(|entry| &entry.work)
    }
}
