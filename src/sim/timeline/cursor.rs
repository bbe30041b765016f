//! Reading a run's events again, piece by piece and beside the run.

use super::{Entry, Head, Timeline};
use crate::sim::node::Kinds;
use crate::sim::trace::{Event, EventId};
use std::rc::Rc;

/// A second reading of a run, from a checkpoint on. It owns a copy of that checkpoint, so the run goes on undisturbed;
/// it follows the branch as that was when the cursor was made.
#[derive(Clone, Debug)]
pub struct Cursor<N, E> {
    past: Timeline<N, E>,
}

impl<N: Kinds, E: Entry<N>> Cursor<N, E> {
    pub(super) fn new(run: &Timeline<N, E>, first: EventId) -> Cursor<N, E> {
        let usable = |head: &&Rc<Head<N>>| head.world.trace().len() < first.0;
        let from = run.checkpoints.iter().rfind(usable).unwrap_or(&run.checkpoints[0]);
        let mut head = from.checkpoint();
        head.world.trace_mut().set_capacity(usize::MAX);
        Cursor {
            past: Timeline {
                head,
                program: Rc::clone(&run.program),
                journal: run.journal.clone(),
                checkpoints: Vec::new(),
                interval: u64::MAX,
                frontier: run.frontier,
            },
        }
    }

    /// The number of the event that is read next.
    pub fn next(&self) -> EventId {
        EventId(self.past.head.world.trace().len() + 1)
    }

    /// Goes on by at most `budget` pieces of work and shows each event that they bring. False when the run is over.
    pub fn read(&mut self, budget: u64, show: &mut dyn FnMut(&Event)) -> bool {
        let more = (0..budget).all(|_| self.past.step());
        let trace = self.past.head.world.trace_mut();
        trace.window().iter().for_each(show);
        trace.set_capacity(0);
        trace.set_capacity(usize::MAX);
        more
    }
}
