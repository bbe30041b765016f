//! What moves when something is moved: a box takes along what stands in it.

use super::action::Selection;
use super::run::Session;
use crate::base::NodeId;
use crate::scenario::{Area, Edit, NodeDoc, Scenario, Sticky};

/// Everything that moves together, with the places from which it starts.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Carried {
    /// Nodes with their top left corners.
    pub nodes: Vec<(NodeId, i32, i32)>,
    /// Boxes.
    pub areas: Vec<(u32, Area)>,
    /// Notes.
    pub notes: Vec<(u32, Sticky)>,
}

impl Carried {
    /// Whether nothing moves.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.areas.is_empty() && self.notes.is_empty()
    }

    /// The top left corner of what was asked for first, in pixels.
    pub fn corner(&self) -> Option<(i32, i32)> {
        let area = self.areas.first().map(|(_, area)| (area.x, area.y));
        let note = self.notes.first().map(|(_, note)| (note.x, note.y));
        area.or(self.nodes.first().map(|(_, x, y)| (*x, *y))).or(note)
    }

    /// The change that puts all of it so many pixels further right and down than it started.
    pub fn moved(&self, dx: i32, dy: i32) -> Edit {
        let mut edits = Vec::new();
        for (id, area) in &self.areas {
            let (x, y) = (area.x + dx, area.y + dy);
            edits.push(Edit::ChangeArea(*id, Area { x, y, ..area.clone() }));
        }
        for (id, note) in &self.notes {
            let (x, y) = (note.x + dx, note.y + dy);
            edits.push(Edit::ChangeNote(*id, Sticky { x, y, ..note.clone() }));
        }
        if !self.nodes.is_empty() {
            let to = self.nodes.iter().map(|(id, x, y)| (*id, x + dx, y + dy));
            edits.push(Edit::Move(to.collect()));
        }
        match edits.len() {
            1 => edits.remove(0),
            _ => Edit::Batch(edits),
        }
    }

    /// The same things as a selection.
    pub fn selection(&self) -> Selection {
        Selection {
            nodes: self.nodes.iter().map(|(id, _, _)| *id).collect(),
            areas: self.areas.iter().map(|(id, _)| *id).collect(),
            notes: self.notes.iter().map(|(id, _)| *id).collect(),
            ..Selection::default()
        }
    }
}

impl Carried {
    /// What moves with a selection. `alone` leaves what stands in a box where it is.
    pub fn of(doc: &Scenario, selection: &Selection, alone: bool) -> Carried {
        let around: Vec<&Area> = selection.areas.iter().filter_map(|id| doc.areas.get(id)).collect();
        let inside = |x: i32, y: i32| !alone && around.iter().any(|area| area.contains(x, y));
        let holds = |inner: &Area| !alone && around.iter().any(|outer| outer.holds(inner));
        let node = |(id, node): (&NodeId, &NodeDoc)| {
            let (x, y) = node.centre();
            (selection.nodes.contains(id) || inside(x, y)).then_some((*id, node.x, node.y))
        };
        let area =
            |(id, area): (&u32, &Area)| (selection.areas.contains(id) || holds(area)).then(|| (*id, area.clone()));
        let note = |(id, note): (&u32, &Sticky)| {
            let middle = (note.x + note.w / 2, note.y + note.h / 2);
            (selection.notes.contains(id) || inside(middle.0, middle.1)).then(|| (*id, note.clone()))
        };
        Carried {
            nodes: doc.nodes.iter().filter_map(node).collect(),
            areas: doc.areas.iter().filter_map(area).collect(),
            notes: doc.notes.iter().filter_map(note).collect(),
        }
    }
}

impl Session {
    /// What moves with a selection. `alone` leaves what stands in a box where it is.
    pub fn carried(&self, selection: &Selection, alone: bool) -> Carried {
        Carried::of(&self.scenario, selection, alone)
    }
}

impl Selection {
    /// Everything there is, but for the wires.
    pub fn everything(doc: &Scenario) -> Selection {
        Selection {
            nodes: doc.nodes.keys().copied().collect(),
            areas: doc.areas.keys().copied().collect(),
            notes: doc.notes.keys().copied().collect(),
            ..Selection::default()
        }
    }

    /// Leaves out what the document does not have.
    pub fn keep_known(&mut self, doc: &Scenario) {
        self.nodes.retain(|id| doc.nodes.contains_key(id));
        self.wires.retain(|id| doc.wires.contains_key(id));
        self.areas.retain(|id| doc.areas.contains_key(id));
        self.notes.retain(|id| doc.notes.contains_key(id));
    }
}
