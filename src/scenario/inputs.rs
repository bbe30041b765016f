//! What a running world must be told after the document changed.

use super::document::{NodeDoc, Scenario};
use super::edit::Edit;
use crate::base::{NodeId, WireId};
use crate::sim::{Change, Described, Input, LinkPatch, Patch, Settings};

impl Edit {
    /// Whether the change is about the whole run, so that it only shows after a restart: seed, distances, steps,
    /// another document.
    pub fn restarts(&self) -> bool {
        match self {
            Edit::Seed(_) | Edit::Distances(..) | Edit::AddStep(..) | Edit::RemoveStep(_) | Edit::Replace(_) => true,
            Edit::Batch(edits) => edits.iter().any(Edit::restarts),
            _ => false,
        }
    }

    /// What a running world must be told, in order. It follows from the two documents alone, so undo and redo need
    /// nothing else.
    pub fn inputs(&self, before: &Scenario, after: &Scenario) -> Vec<Input> {
        match self {
            Edit::Title(_) | Edit::About(_) | Edit::Rate(_) | Edit::Until(_) | Edit::Look(..) => Vec::new(),
            _ => Scenario::difference(before, after),
        }
    }
}

impl Scenario {
    /// What turns a world of one document into a world of another, in an order in which each input finds what it
    /// needs: first what goes, then what comes, then what changed; new nodes start last. Of a node or wire that stays only
    /// what differs is said: steps and commands may have set the rest otherwise in the run, and that stays.
    pub fn difference(before: &Scenario, after: &Scenario) -> Vec<Input> {
        let mut inputs = Vec::new();
        let stays = |id: NodeId| match (before.nodes.get(&id), after.nodes.get(&id)) {
            (Some(old), Some(new)) => !needs_rebirth(old, new),
            _ => false,
        };
        let wire_stays = |id: WireId| match (before.wires.get(&id), after.wires.get(&id)) {
            (Some(old), Some(new)) => {
                let same = (old.from, old.to) == (new.from, new.to) && !is_fixed_otherwise(&old.terms, &new.terms);
                same && stays(new.from.0) && stays(new.to.0)
            }
            _ => false,
        };
        let leaves = before.wires.keys().filter(|id| !wire_stays(**id));
        inputs.extend(leaves.map(|id| Input::Unwire(*id)));
        inputs.extend(
            before
                .nodes
                .keys()
                .filter(|id| !stays(**id))
                .map(|id| Input::Remove(*id)),
        );
        let comes = || after.nodes.iter().filter(|(id, _)| !stays(**id));
        inputs.extend(comes().map(|(id, node)| after.add(*id, node)));
        for (id, node) in after.nodes.iter().filter(|(id, _)| stays(**id)) {
            let old = &before.nodes[id];
            if old.name != node.name {
                inputs.push(Input::Rename(*id, node.name.clone()));
            }
            if before.location(old) != after.location(node) {
                inputs.push(Input::Relocate(*id, after.location(node)));
            }
            if old.settings != node.settings {
                inputs.push(Input::Set(*id, Patch::between(&old.settings, &node.settings)));
            }
        }
        for (id, wire) in &after.wires {
            match before.wires.get(id).filter(|_| wire_stays(*id)) {
                Some(old) => {
                    let patch = LinkPatch::between(old, wire);
                    if !patch.is_empty() {
                        inputs.push(Input::Adjust(*id, patch));
                    }
                    if old.on != wire.on {
                        inputs.push(Input::Switch(*id, wire.on));
                    }
                }
                None => inputs.push(Input::Wire(*id, wire.clone())),
            }
        }
        inputs.extend(comes().map(|(id, _)| Input::Start(*id)));
        inputs
    }

    /// The beginning of a node's life.
    pub(super) fn add(&self, id: NodeId, node: &NodeDoc) -> Input {
        Input::Add {
            id,
            name: node.name.clone(),
            settings: node.settings.clone(),
            place: self.location(node),
        }
    }
}

/// Whether a node can't become another without starting anew: its kind or a setting that is fixed at creation differs.
fn needs_rebirth(old: &NodeDoc, new: &NodeDoc) -> bool {
    old.settings.spec().kind != new.settings.spec().kind || is_fixed_otherwise(&old.settings, &new.settings)
}

/// Whether a setting that is fixed at creation differs.
fn is_fixed_otherwise<S: Described>(old: &Settings<S>, new: &Settings<S>) -> bool {
    let fields = new.spec().fields().iter();
    let mut fixed = fields.filter(|field| field.change == Change::AtCreation);
    fixed.any(|field| old.get(field.name) != new.get(field.name))
}
