//! The world that a document describes, and what is done to it.

use super::document::Scenario;
use crate::api::{delayed_line, perform};
use crate::base::SimTime;
use crate::nodes::{AnyNode, World};
use crate::sim::{Entry, Input};
use std::rc::Rc;

/// Something done to a run from outside.
#[derive(Clone, Debug)]
pub enum Deed {
    /// A command line is performed. A refusal is an outcome of the run and stands in its trace.
    Run(Rc<str>),
    /// The document was edited.
    Edit(Vec<Input>),
}

impl Scenario {
    /// A world at the start of its run: nodes in the order of their numbers, then wires, then all nodes begin to act.
    pub fn world(&self) -> World {
        let mut world = World::new(self.seed, self.cross_region, self.cross_zone);
        let nothing = Scenario::default();
        for input in Scenario::difference(&nothing, self) {
            tell(&mut world, input);
        }
        world
    }

    /// The steps as a program for a timeline.
    pub fn program(&self) -> Vec<(SimTime, Deed)> {
        let steps = self.steps.iter();
        steps.map(|step| (step.at, Deed::Run(Rc::clone(&step.run)))).collect()
    }
}

/// Tells a world of a change. Inputs are computed from documents that the world followed, so they fit; after a step
/// that itself removed something they may not, and then there is nothing to change either.
fn tell(world: &mut World, input: Input) {
    let _ = world.apply(input);
}

impl Entry<AnyNode> for Deed {
    fn perform(&self, world: &mut World) {
        match self {
            // A step that can't be done changes nothing; what a service refused stands in the trace.
            Deed::Run(line) => drop(perform(world, line)),
            Deed::Edit(inputs) => inputs.iter().cloned().for_each(|input| tell(world, input)),
        }
    }

    fn after(&self) -> u64 {
        match self {
            Deed::Run(line) => delayed_line(line).0,
            Deed::Edit(_) => 0,
        }
    }
}
