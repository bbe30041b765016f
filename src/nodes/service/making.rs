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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SimDuration;
    use crate::nodes::kind;

    #[test]
    fn a_new_node_is_not_what_a_deleted_one_was() {
        let mut world = World::new(7, SimDuration::ZERO, SimDuration::ZERO);
        let settings = Settings::new(kind("sqs-standard").expect("a kind"));
        let orders = add_node(&mut world, "orders", settings.clone()).expect("a free name");
        let dlq = add_node(&mut world, "dlq", settings.clone()).expect("a free name");
        let mut pointing = settings.clone();
        pointing
            .set("RedrivePolicy.deadLetterTargetArn", Value::Node(Some(dlq)))
            .expect("a setting");
        world.apply(Input::Configure(orders, pointing)).expect("a node");
        world.apply(Input::Remove(dlq)).expect("a node");
        let new = add_node(&mut world, "new", settings).expect("a free name");
        assert_eq!((orders, dlq, new), (NodeId(1), NodeId(2), NodeId(3)));
        assert_eq!(free_wire(&world), WireId(1));
    }
}
