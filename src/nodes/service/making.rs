//! What calls make: nodes and wires, with numbers that are free.

use crate::base::{NodeId, WireId};
use crate::nodes::World;
use crate::sim::{Input, InputError, Location, Settings, Value};
use std::rc::Rc;

/// Makes a node, without a place on the canvas, and starts it.
///
/// # Errors
/// What the world refuses, such as a name that is taken.
pub fn add_node(world: &mut World, name: &str, settings: Settings) -> Result<NodeId, InputError> {
    let id = free_node(world);
    world.apply(Input::Add {
        id,
        name: Rc::from(name),
        settings,
        place: Location::default(),
    })?;
    world.apply(Input::Start(id)).map(|()| id)
}

/// A number that no node has and none refers to, so that nothing old points at the new node.
fn free_node(world: &World) -> NodeId {
    let mut last = 0;
    let mut refer = |value: &Value| {
        if let Value::Node(Some(other)) = value {
            last = last.max(other.0);
        }
    };
    for (id, _) in world.nodes() {
        refer(&Value::Node(Some(id)));
        if let Some(info) = world.info(id) {
            info.settings.changed().values().for_each(&mut refer);
        }
    }
    for (_, link) in world.network().iter() {
        link.terms.changed().values().for_each(&mut refer);
    }
    NodeId(last.saturating_add(1))
}

/// A number that no wire has.
pub fn free_wire(world: &World) -> WireId {
    let last = world.network().iter().map(|(wire, _)| wire.0).max();
    WireId(last.unwrap_or_default().saturating_add(1))
}
