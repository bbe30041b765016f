//! Reading a run's events again, piece by piece and beside the run.

use super::{Entry, Timeline};
use crate::sim::node::Kinds;
use crate::sim::trace::{Event, EventId};

/// A second reading of a run, from a checkpoint on. It owns a copy of that checkpoint, so the run goes on undisturbed;
/// it follows the branch as that was when the cursor was made.
#[derive(Clone, Debug)]
pub struct Cursor<N, E> {
    past: Timeline<N, E>,
}

impl<N: Kinds, E: Entry<N>> Cursor<N, E> {
    pub(super) fn new(run: &Timeline<N, E>, first: EventId) -> Cursor<N, E> {
        let mut past = run.scout(run.last_checkpoint(|head| head.world.trace().len() < first.0));
        // Only what happens from here on is read.
        past.head.world.trace_mut().set_capacity(0);
        past.head.world.trace_mut().set_capacity(usize::MAX);
        Cursor { past }
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
