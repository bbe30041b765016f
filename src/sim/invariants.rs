//! What must hold after every event. Tests check it always; the page on request.

use super::node::{Holding, Kinds};
use super::world::World;
use crate::base::{MessageId, NodeId};
use std::collections::BTreeMap;

/// A sentence for each invariant that does not hold:
/// every message is in exactly one place or has met its fate; metrics equal holdings, FIFO groups are in order and limits
/// hold (each node's own audit).
pub fn violations<N: Kinds>(world: &World<N>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut places: BTreeMap<MessageId, Option<NodeId>> = BTreeMap::new();
    let mut seen = 0u64;
    let mut put = |message: MessageId, at: Option<NodeId>, wrong: &mut Vec<String>| {
        seen += 1;
        if let Some(other) = places.insert(message, at) {
            wrong.push(format!("{message} is in two places: {other:?} and {at:?}"));
        }
    };
    for (id, node) in world.nodes() {
        node.holdings(world.now(), &mut |holding: Holding<'_>| {
            if holding.place.is_home() {
                put(holding.message.id, Some(id), &mut wrong);
            }
        });
    }
    world.on_the_way(&mut |message| put(message, None, &mut wrong));
    let alive = world.ledger().alive();
    if seen != alive {
        wrong.push(format!(
            "{seen} messages are somewhere, but {alive} were made and have met no fate"
        ));
    }
    for (id, node) in world.nodes() {
        let before = wrong.len();
        node.audit(world.now(), &mut wrong);
        for sentence in &mut wrong[before..] {
            *sentence = format!("{id} ({}): {sentence}", node.spec().kind);
        }
    }
    wrong
}
