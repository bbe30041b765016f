//! Pieces of a design: copied as text, pasted into any design, duplicated.

use super::action::{Action, Changed, Selection};
use super::carry::Carried;
use super::run::Session;
use crate::base::{NodeId, WireId};
use crate::scenario::{Area, Edit, NodeDoc, Scenario, Sticky, WireDoc};
use crate::share;
use crate::sim::{Described, Settings, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The first line of a piece as text, so that a person who finds it somewhere knows what it is.
const HEAD: &str = "# A piece of a Decouple design: paste it onto a board.";
/// So far beside itself something is put that would cover its own original, in pixels.
const ASIDE: i32 = 40;
/// A corner nearer than this to another one covers it, in pixels.
const COVERS: i32 = 16;

impl Session {
    /// What is selected as text for the clipboard: a scenario file of these nodes, the wires between them, boxes with
    /// what stands in them, and notes. None when nothing of that is selected.
    pub fn piece_text(&self) -> Option<String> {
        let carried = self.carried(&self.selection, false);
        if carried.is_empty() {
            return None;
        }
        Some(format!("{HEAD}\n{}", self.piece(&carried).to_toml()))
    }

    /// These things as a document of their own. What refers to a node outside refers to nothing.
    fn piece(&self, carried: &Carried) -> Scenario {
        let doc = &self.scenario;
        let mut piece = Scenario {
            areas: carried.areas.iter().cloned().collect(),
            notes: carried.notes.iter().cloned().collect(),
            ..Scenario::default()
        };
        for (id, _, _) in &carried.nodes {
            if let Some(node) = doc.nodes.get(id) {
                piece.nodes.insert(*id, node.clone());
            }
        }
        let known: Vec<NodeId> = piece.nodes.keys().copied().collect();
        for node in piece.nodes.values_mut() {
            forget(&mut node.settings, &known);
        }
        for (id, wire) in &doc.wires {
            if piece.nodes.contains_key(&wire.from.0) && piece.nodes.contains_key(&wire.to.0) {
                let mut wire = wire.clone();
                forget(&mut wire.terms, &known);
                piece.wires.insert(*id, wire);
                if let Some(look) = doc.looks.get(id) {
                    piece.looks.insert(*id, look.clone());
                }
            }
        }
        piece
    }

    /// Pastes a text with its middle at this place: a piece, a whole scenario file, or a link to a design. A text that
    /// is none of these is refused with the reason, and nothing changes.
    pub(super) fn paste(&mut self, text: &str, at: (i32, i32)) -> Changed {
        let text = text.trim();
        if let Some((_, code)) = text.split_once("#s=") {
            match share::decode(code) {
                Ok(opened) => self.open_pasted(opened.scenario, "design of the link"),
                Err(why) => self.notify(format!("{why} Your design is as it was."), true, false),
            }
            return Changed::ALL;
        }
        match Scenario::from_toml(text) {
            Ok(piece) if is_whole(&piece) => self.open_pasted(piece, "whole design"),
            Ok(piece) => self.put(piece, at),
            Err(problems) => {
                let first = problems.first();
                let first = first.map_or_else(String::new, |first| format!("Line {}: {}", first.line, first.text));
                let more = match problems.len() {
                    0 | 1 => String::new(),
                    many => format!(" There are {} more mistakes.", many - 1),
                };
                let text = if looks_like_a_file(text) {
                    format!("What was pasted can't be read. {first}{more}")
                } else {
                    "What was pasted is no piece of a design. Copy nodes, a scenario file or a link first.".to_string()
                };
                self.notify(text, true, false);
            }
        }
        Changed::ALL
    }

    fn open_pasted(&mut self, scenario: Scenario, what: &str) {
        self.dispatch(Action::Open(Box::new(scenario)));
        let text = format!("The {what} that was pasted is open. Undo brings back what was here before.");
        self.notify(text, false, true);
    }

    /// Puts a piece with its middle at a place, or beside it where the same already stands.
    fn put(&mut self, piece: Scenario, at: (i32, i32)) {
        let Some(((left, top), (right, bottom))) = bounds(&piece) else {
            return self.notify("What was pasted is empty.".to_string(), true, false);
        };
        let (mut dx, mut dy) = (at.0 - (left + right) / 2, at.1 - (top + bottom) / 2);
        (dx, dy) = (Scenario::snap(dx), Scenario::snap(dy));
        while self.covers(left + dx, top + dy, &piece) {
            (dx, dy) = (dx + ASIDE, dy + ASIDE);
        }
        self.insert(&piece, dx, dy);
    }

    /// Whether something stands where a piece would begin.
    fn covers(&self, left: i32, top: i32, piece: &Scenario) -> bool {
        let near = |x: i32, y: i32| (x - left).abs() < COVERS && (y - top).abs() < COVERS;
        let doc = &self.scenario;
        let node = !piece.nodes.is_empty() && doc.nodes.values().any(|node| near(node.x, node.y));
        let note = !piece.notes.is_empty() && doc.notes.values().any(|note| near(note.x, note.y));
        let area = !piece.areas.is_empty() && doc.areas.values().any(|area| near(area.x, area.y));
        node || note || area
    }

    /// Copies what is selected, so many pixels beside itself. What refers to a node outside of it still does.
    pub(super) fn duplicate(&mut self, dx: i32, dy: i32) {
        let carried = self.carried(&self.selection, false);
        if carried.is_empty() {
            return;
        }
        let mut piece = self.piece(&carried);
        for (id, node) in &mut piece.nodes {
            node.settings = self.scenario.nodes[id].settings.clone();
        }
        for (id, wire) in &mut piece.wires {
            wire.terms = self.scenario.wires[id].terms.clone();
        }
        self.insert(&piece, dx, dy);
    }

    /// Adds a piece and selects it.
    fn insert(&mut self, piece: &Scenario, dx: i32, dy: i32) {
        let mut adding = Adding::new(&self.scenario, (dx, dy));
        piece.areas.values().for_each(|area| adding.area(area));
        piece.notes.values().for_each(|note| adding.note(note));
        piece.nodes.iter().for_each(|(id, node)| adding.node(*id, node));
        adding.references(piece);
        for (id, wire) in &piece.wires {
            adding.wire(wire, piece, *id);
        }
        let Adding { edits, selection, .. } = adding;
        if self.edit(Edit::Batch(edits), "") {
            self.selection = selection;
        }
    }
}

/// A piece that is being added: numbers and names are made free ones.
struct Adding {
    scratch: Scenario,
    by: (i32, i32),
    twins: BTreeMap<NodeId, NodeId>,
    edits: Vec<Edit>,
    selection: Selection,
}

impl Adding {
    fn new(doc: &Scenario, by: (i32, i32)) -> Adding {
        Adding {
            scratch: doc.clone(),
            by,
            twins: BTreeMap::new(),
            edits: Vec::new(),
            selection: Selection::default(),
        }
    }

    fn area(&mut self, area: &Area) {
        let id = self.scratch.next_area();
        let (x, y) = (area.x + self.by.0, area.y + self.by.1);
        let area = Area { x, y, ..area.clone() };
        self.scratch.areas.insert(id, area.clone());
        self.selection.areas.insert(id);
        self.edits.push(Edit::AddArea(id, area));
    }

    fn note(&mut self, note: &Sticky) {
        let id = self.scratch.next_note();
        let (x, y) = (note.x + self.by.0, note.y + self.by.1);
        let note = Sticky { x, y, ..note.clone() };
        self.scratch.notes.insert(id, note.clone());
        self.selection.notes.insert(id);
        self.edits.push(Edit::AddNote(id, note));
    }

    /// A node without what it refers to: the other node may come later.
    fn node(&mut self, old: NodeId, node: &NodeDoc) {
        let spec = node.settings.spec();
        let stem = node.name.strip_suffix(spec.name_suffix).unwrap_or(&node.name);
        let mut twin = NodeDoc {
            name: self.scratch.free_name(spec, stem),
            x: node.x + self.by.0,
            y: node.y + self.by.1,
            settings: node.settings.clone(),
        };
        for (field, value) in node.settings.changed() {
            if matches!(value, Value::Node(_)) {
                twin.settings.reset(field);
            }
        }
        let id = self.scratch.next_node();
        self.scratch.nodes.insert(id, twin.clone());
        self.selection.nodes.insert(id);
        self.twins.insert(old, id);
        self.edits.push(Edit::AddNode(id, twin));
    }

    /// What the new nodes refer to: the new nodes, or else the node that there is.
    fn references(&mut self, piece: &Scenario) {
        for (old, node) in &piece.nodes {
            let Some(twin) = self.twins.get(old).copied() else {
                continue;
            };
            for (field, value) in node.settings.changed() {
                if let Value::Node(Some(to)) = value {
                    let to = self.twins.get(to).copied().unwrap_or(*to);
                    self.edits.push(Edit::Set {
                        node: twin,
                        field: Rc::from(*field),
                        value: Value::Node(Some(to)),
                    });
                }
            }
        }
    }

    fn wire(&mut self, wire: &WireDoc, piece: &Scenario, old: WireId) {
        let (Some(from), Some(to)) = (self.twins.get(&wire.from.0), self.twins.get(&wire.to.0)) else {
            return;
        };
        let mut copy = WireDoc {
            from: (*from, wire.from.1),
            to: (*to, wire.to.1),
            ..wire.clone()
        };
        for (field, value) in wire.terms.changed() {
            if let Value::Node(Some(to)) = value {
                let to = self.twins.get(to).copied().unwrap_or(*to);
                let renamed = copy.terms.set(field, Value::Node(Some(to)));
                debug_assert!(renamed.is_ok(), "a reference takes any node");
            }
        }
        let id = self.scratch.next_wire();
        self.scratch.wires.insert(id, copy.clone());
        self.edits.push(Edit::AddWire(id, copy));
        if let Some(look) = piece.looks.get(&old) {
            self.edits.push(Edit::Look(id, look.clone()));
        }
    }
}

/// Takes away what refers to a node that is not among the known ones.
fn forget<S: Described>(settings: &mut Settings<S>, known: &[NodeId]) {
    for (field, value) in settings.changed().clone() {
        if matches!(value, Value::Node(Some(to)) if !known.contains(&to)) {
            settings.reset(field);
        }
    }
}

/// Whether a file is more than a piece: it has a title, a plan or checks.
fn is_whole(doc: &Scenario) -> bool {
    !doc.title.is_empty() || !doc.steps.is_empty() || !doc.checks.is_empty()
}

/// Whether a text was meant as a file of ours.
fn looks_like_a_file(text: &str) -> bool {
    text.starts_with(HEAD)
        || text
            .lines()
            .any(|line| line.starts_with("version") || line.starts_with("[nodes"))
}

/// The corners of everything in a piece.
fn bounds(piece: &Scenario) -> Option<((i32, i32), (i32, i32))> {
    let nodes = piece
        .nodes
        .values()
        .map(|node| (node.x, node.y, NodeDoc::SIZE.0, NodeDoc::SIZE.1));
    let areas = piece.areas.values().map(|area| (area.x, area.y, area.w, area.h));
    let notes = piece.notes.values().map(|note| (note.x, note.y, note.w, note.h));
    let all = nodes.chain(areas).chain(notes);
    all.map(|(x, y, w, h)| ((x, y), (x + w, y + h)))
        .reduce(|(low, high), (a, b)| ((low.0.min(a.0), low.1.min(a.1)), (high.0.max(b.0), high.1.max(b.1))))
}
