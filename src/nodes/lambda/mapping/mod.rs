//! Event source mappings: Lambda's pollers between a queue and the function.

mod batching;
mod held;
mod partial;
mod plan;
mod polling;
mod scaling;

pub use held::{Batch, Held};
pub use plan::{MAPPING, Plan};

use super::invocation::Record;
use crate::base::{NodeId, SimTime, WireId};
use scaling::{Scale, Scaling};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A batch that is being collected (LAM-064).
#[derive(Clone, Debug)]
pub struct Open {
    /// Old alarms carry an older number.
    pub number: u64,
    pub records: Vec<Record>,
    pub bytes: u64,
    /// When its window is over.
    pub ends: SimTime,
}

/// A mapping: one wire from a queue.
#[derive(Clone, Debug)]
pub struct Mapping {
    pub wire: WireId,
    pub queue: NodeId,
    pub fifo: bool,
    pub plan: Plan,
    /// Whether creating it was refused (LAM-060).
    pub refused: bool,
    /// The polls that wait, and since when.
    pub polls: BTreeMap<u64, SimTime>,
    /// How many polls should wait when there is room.
    wanted: u32,
    /// Until when it asks for nothing, after a refusal.
    pub rests: SimTime,
    /// Batches in progress.
    pub running: u32,
    /// Batches that are held.
    pub held: u32,
    pub open: Option<Open>,
    scaling: Scaling,
    /// The growth that an alarm is set for.
    ramp: Option<SimTime>,
    /// Of a FIFO queue: the groups in progress, and in how many batches.
    groups: BTreeMap<Rc<str>, u32>,
}

impl Mapping {
    /// A mapping that has not begun.
    fn new(wire: WireId, queue: NodeId, fifo: bool, plan: Plan) -> Mapping {
        Mapping {
            wire,
            queue,
            fifo,
            wanted: plan.idle_polls(),
            plan,
            refused: false,
            polls: BTreeMap::new(),
            rests: SimTime::ZERO,
            running: 0,
            held: 0,
            open: None,
            scaling: Scaling::default(),
            ramp: None,
            groups: BTreeMap::new(),
        }
    }

    fn scale(&self, classic: bool) -> Scale {
        self.plan.scale(classic)
    }

    /// How many batches may be in progress now (LAM-063).
    pub fn allowed(&self, classic: bool, now: SimTime) -> u32 {
        self.scaling.allowed(self.scale(classic), now)
    }

    /// When that grows next.
    pub fn growth(&self, now: SimTime) -> Option<SimTime> {
        self.scaling.next_growth(now)
    }

    /// Batches that have been received and are not finished.
    pub fn in_hand(&self) -> u32 {
        self.running + self.held + u32::from(self.open.is_some())
    }

    /// LAM-090: whether a group of these messages is in progress already.
    fn blocks(&self, records: &[Record]) -> bool {
        self.fifo
            && records
                .iter()
                .filter_map(group)
                .any(|group| self.groups.contains_key(group))
    }

    /// A batch begins.
    fn enter(&mut self, records: &[Record]) {
        self.running += 1;
        for group in records.iter().filter_map(group).filter(|_| self.fifo) {
            *self.groups.entry(Rc::clone(group)).or_default() += 1;
        }
    }

    /// A batch has ended.
    fn leave(&mut self, records: &[Record]) {
        self.running = self.running.saturating_sub(1);
        for group in records.iter().filter_map(group).filter(|_| self.fifo) {
            if let Some(count) = self.groups.get_mut(group) {
                *count -= 1;
                if *count == 0 {
                    self.groups.remove(group);
                }
            }
        }
    }
}

fn group(record: &Record) -> Option<&Rc<str>> {
    record.message.draft.group.as_ref()
}
