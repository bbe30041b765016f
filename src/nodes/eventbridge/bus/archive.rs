//! The archive of a bus, and replays from it (EVB-080 to EVB-083).

use std::collections::VecDeque;
use std::rc::Rc;

/// Events of a block: checkpoints share whole blocks.
const BLOCK: usize = 256;
/// Blocks that are kept.
const BLOCKS: usize = 80;

/// An archived event.
#[derive(Clone, Debug)]
pub struct Archived {
    /// In seconds since 1970.
    pub at: i64,
    pub envelope: Rc<str>,
}

/// The archived events, oldest first. Its size is bounded: the oldest go first.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    blocks: VecDeque<Rc<Vec<Archived>>>,
    /// How many events went before the first that is kept.
    gone: u64,
}

impl Archive {
    /// Adds an event; what is older than `oldest` or beyond what is kept goes, block by block.
    pub fn push(&mut self, event: Archived, oldest: i64) {
        match self.blocks.back_mut().filter(|block| block.len() < BLOCK) {
            Some(block) => Rc::make_mut(block).push(event),
            None => self.blocks.push_back(Rc::new(vec![event])),
        }
        while self.blocks.len() > BLOCKS || self.is_old(oldest) {
            if let Some(block) = self.blocks.pop_front() {
                self.gone += block.len() as u64;
            }
        }
    }

    fn is_old(&self, oldest: i64) -> bool {
        let first = self.blocks.front().and_then(|block| block.last());
        self.blocks.len() > 1 && first.is_some_and(|event| event.at < oldest)
    }

    /// How many events are kept.
    pub fn len(&self) -> u64 {
        self.blocks.iter().map(|block| block.len() as u64).sum()
    }

    /// The event of this number, counted over the archive's life; None when it is gone or not there yet.
    pub fn get(&self, number: u64) -> Option<&Archived> {
        let index = usize::try_from(number.checked_sub(self.gone)?).ok()?;
        // Only the last block is not full.
        self.blocks.get(index / BLOCK)?.get(index % BLOCK)
    }

    /// The number of the first event that is kept.
    pub fn first(&self) -> u64 {
        self.gone
    }

    /// The number after that of the last event.
    pub fn end(&self) -> u64 {
        self.gone + self.len()
    }
}

/// What a replay does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It will begin.
    Starting,
    /// It sends events.
    Running,
    /// It was stopped.
    Cancelled,
    /// It has sent everything.
    Completed,
}

impl State {
    /// AWS's word.
    pub const fn name(self) -> &'static str {
        match self {
            State::Starting => "STARTING",
            State::Running => "RUNNING",
            State::Cancelled => "CANCELLED",
            State::Completed => "COMPLETED",
        }
    }
}

/// A replay (EVB-081).
#[derive(Clone, Debug)]
pub struct Replay {
    pub name: Rc<str>,
    /// Event times, in seconds since 1970: from this on …
    pub from: i64,
    /// … and before this.
    pub to: i64,
    /// The names of the rules that get events; all when empty.
    pub rules: Rc<[Rc<str>]>,
    pub state: State,
    /// The number of the next archived event.
    pub next: u64,
    /// It sends what was archived before it began.
    pub end: u64,
    /// How many events it has sent.
    pub sent: u64,
    /// In seconds since 1970.
    pub began: i64,
}

impl Replay {
    /// Whether it may be cancelled and counts as running (EVB-082).
    pub fn is_active(&self) -> bool {
        matches!(self.state, State::Starting | State::Running)
    }

    /// The events of the next minute that has any, in the order of the archive.
    pub fn minute(&mut self, archive: &Archive) -> Vec<Archived> {
        self.next = self.next.max(archive.first());
        let mut events: Vec<Archived> = Vec::new();
        while self.next < self.end {
            let Some(event) = archive.get(self.next) else { break };
            let minute = |event: &Archived| event.at.div_euclid(60);
            if events.first().is_some_and(|first| minute(first) != minute(event)) {
                return events;
            }
            if (self.from..self.to).contains(&event.at) {
                events.push(event.clone());
            }
            self.next += 1;
        }
        events
    }

    /// Whether nothing is left to send.
    pub fn is_through(&self) -> bool {
        self.next >= self.end
    }
}
