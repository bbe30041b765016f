//! The latest surprise at each node, kept while the run goes on so that nobody has to search for it.

use super::explain;
use crate::base::NodeId;
use crate::nodes::World;
use crate::sim::Event;
use std::collections::BTreeMap;

/// For each node the latest event that deserves a note.
#[derive(Clone, Debug, Default)]
pub struct Notable {
    latest: BTreeMap<NodeId, Event>,
    seen: u64,
}

impl Notable {
    /// Most events to look through after a jump.
    const MOST: usize = crate::sim::Trace::WINDOW;

    /// Looks through the events that are new since the last time; after a jump back, through the latest of the window.
    pub fn follow(&mut self, world: &World) {
        let trace = world.trace();
        if trace.len() < self.seen {
            *self = Notable::default();
        }
        let fresh = usize::try_from(trace.len() - self.seen).unwrap_or(usize::MAX);
        let window = trace.window();
        for event in window.iter().skip(window.len().saturating_sub(fresh.min(Self::MOST))) {
            if explain::is_noteworthy(event) {
                self.latest.insert(event.node, *event);
            }
        }
        self.seen = trace.len();
    }

    /// The latest surprise at a node.
    pub fn at(&self, node: NodeId) -> Option<&Event> {
        self.latest.get(&node)
    }
}
