//! One thread of a worker: what it has in hand and what it waits for.

use crate::base::{MessageId, SimTime, WireId};
use crate::nodes::claim_check::Pointer;
use crate::sim::{Delivery, Handle, Settlement};
use smallvec::SmallVec;

/// What a thread waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Nothing: it belongs to no queue and can be used for another.
    Free,
    /// The worker to start, or to come back.
    Idle,
    /// Its next poll.
    Resting,
    /// The answer to this poll.
    Polling(u64),
    /// What the message in hand points to.
    Fetching,
    /// The end of its work.
    Working,
    /// The answers for its results: how many are missing, and whether one was a refusal.
    Forwarding {
        /// Answers still missing.
        left: u32,
        /// Whether one of the others was bad.
        failed: bool,
        /// Whether one of the others said that this work was done before.
        known: bool,
    },
    /// The answer to a delete or a release.
    Settling,
}

/// A call that settles.
pub type Settlements = SmallVec<[(Handle, Settlement); 1]>;

/// One thread: receives, works, settles, receives again (PAT-002).
#[derive(Clone, Debug)]
pub struct Thread {
    /// The queue that it polls.
    pub wire: WireId,
    /// Grows with every poll; alarms of earlier turns are stale.
    pub turn: u32,
    pub stage: Stage,
    /// Whether it ends after its present turn.
    pub retiring: bool,
    /// What was received and is not worked on to the end; the first is at work.
    pub hand: SmallVec<[Delivery; 1]>,
    /// Whether the work at hand will fail.
    pub failing: bool,
    /// When the work at hand ends, or the rest before the next poll.
    pub until: SimTime,
    /// Worked on, and to be deleted together with the others of the receive.
    pub finished: SmallVec<[Handle; 1]>,
    /// Where the messages of this turn point whose payload waits in a bucket.
    pub claims: SmallVec<[(MessageId, Pointer); 1]>,
    /// What is being settled, for another try.
    pub settling: Settlements,
    pub batch: bool,
    pub tries_left: u32,
    /// When it asked last.
    pub polled: Option<SimTime>,
}

impl Thread {
    /// A thread for a queue, that has not begun.
    pub fn new(wire: WireId) -> Thread {
        Thread {
            wire,
            turn: 0,
            stage: Stage::Idle,
            retiring: false,
            hand: SmallVec::new(),
            failing: false,
            until: SimTime::ZERO,
            finished: SmallVec::new(),
            claims: SmallVec::new(),
            settling: SmallVec::new(),
            batch: false,
            tries_left: 0,
            polled: None,
        }
    }

    /// Whether it has something to do other than to receive.
    pub fn is_busy(&self) -> bool {
        matches!(
            self.stage,
            Stage::Fetching | Stage::Working | Stage::Forwarding { .. } | Stage::Settling
        )
    }
}
