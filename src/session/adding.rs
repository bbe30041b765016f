//! A node at the loose end of a wire: added and joined in one step, so that one Undo takes both back.

use super::action::{Changed, Selection};
use super::run::Session;
use crate::base::NodeId;
use crate::nodes;
use crate::scenario::{Edit, NodeDoc, Scenario};
use crate::sim::{NodeSpec, Settings};

/// Room beside a node for what its card shows more than the least, and for wires, in pixels.
const BESIDE: i32 = 72;
/// So many new nodes stand side by side before the next one goes below.
const ROW: i32 = 4;

impl Session {
    /// This place of the board as the middle of a new node, or the next one beside it or below where it covers no other.
    pub fn place_beside(&self, x: i32, y: i32) -> (i32, i32) {
        let (wide, high) = (NodeDoc::SIZE.0 + BESIDE, NodeDoc::SIZE.1 + BESIDE);
        let nodes = &self.scenario.nodes;
        let is_free = |(x, y): &(i32, i32)| {
            let mut centres = nodes.values().map(NodeDoc::centre);
            !centres.any(|centre| (centre.0 - x).abs() < wide && (centre.1 - y).abs() < high)
        };
        // So many nodes can't cover more places than these.
        let most = i32::try_from(nodes.len()).unwrap_or(i32::MAX) * 4;
        let places = (0..=most).map(|index| (x + index % ROW * wide, y + index / ROW * high));
        places.into_iter().find(is_free).unwrap_or((x, y))
    }

    /// How a new node of a kind would be joined with this port: the node's port, or None when the kind does not fit.
    pub fn joint(&self, spec: &'static NodeSpec, from: (NodeId, u8)) -> Option<u8> {
        let mut rehearsal = self.scenario.clone();
        let (id, node) = fresh(&self.scenario, spec, 0, 0);
        rehearsal.nodes.insert(id, node);
        (0u8..)
            .take(spec.ports.len().max(1))
            .find(|port| rehearsal.connect(from, (id, *port)).is_ok())
    }

    pub(super) fn add_joined(&mut self, kind: &'static str, x: i32, y: i32, from: (NodeId, u8)) -> Changed {
        let everything = Changed::DOCUMENT | Changed::RUN | Changed::SELECTION | Changed::NOTICES;
        let Some(spec) = nodes::kind(kind) else {
            return Changed::NOTHING;
        };
        let Some(port) = self.joint(spec, from) else {
            self.notify(format!("A {} can't be joined here.", spec.label), true, false);
            return everything;
        };
        let (id, node) = fresh(&self.scenario, spec, x, y);
        let mut rehearsal = self.scenario.clone();
        rehearsal.nodes.insert(id, node.clone());
        let joined = rehearsal.connect(from, (id, port));
        let edits = std::iter::once(Edit::AddNode(id, node)).chain(joined).collect();
        if self.edit(Edit::Batch(edits), "") {
            self.selection = Selection::node(id);
        }
        everything
    }
}

/// A node of a kind with its middle at a place.
fn fresh(doc: &Scenario, spec: &'static NodeSpec, x: i32, y: i32) -> (NodeId, NodeDoc) {
    let (width, height) = NodeDoc::SIZE;
    let node = NodeDoc {
        name: doc.auto_name(spec),
        x: x - width / 2,
        y: y - height / 2,
        settings: Settings::new(spec),
    };
    (doc.next_node(), node)
}
