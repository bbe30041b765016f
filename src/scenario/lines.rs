//! The command lines that an edit of the document stands for.

use super::document::Scenario;
use crate::api::Names;
use std::rc::Rc;

/// The lines that make one design of another, as one would type them: `add …`, `connect …`, `set …`. What no run can see,
/// for example a node's place on the canvas or the title, has no line.
pub fn lines(before: &Scenario, after: &Scenario) -> Vec<String> {
    let mut names = Names::default();
    for (id, node) in &before.nodes {
        names.node(*id, Rc::clone(&node.name), node.settings.clone());
    }
    for (id, wire) in &before.wires {
        names.wire(*id, wire.clone());
    }
    let place = |id| after.nodes.get(&id).map(|node| (node.x, node.y));
    names.lines(&Scenario::difference(before, after), &place)
}
