//! Changes to the document as values: each can be applied, and applying it yields the change that takes it back.

use super::document::{Area, NodeDoc, Scenario, Step, WireDoc};
use super::drawing::{self, Sticky, WireLook};
use super::{Check, connect, wires};
use crate::base::{NodeId, SimDuration, SimTime, WireId};
use crate::sim::{SettingError, Value};
use std::fmt;
use std::rc::Rc;

/// A change to the document.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// A node appears. Its number and name must be free.
    AddNode(NodeId, NodeDoc),
    /// Nodes go, with their wires and the settings that refer to them.
    RemoveNodes(Vec<NodeId>),
    /// Nodes move to these positions, snapped to the grid.
    Move(Vec<(NodeId, i32, i32)>),
    /// A node gets another name.
    Rename(NodeId, Rc<str>),
    /// A node gets another value of a setting; the default value resets it.
    Set {
        /// Which node.
        node: NodeId,
        /// Which setting.
        field: Rc<str>,
        /// The value.
        value: Value,
    },
    /// A wire appears. Its number must be free and it must be possible.
    AddWire(WireId, WireDoc),
    /// A wire goes.
    RemoveWire(WireId),
    /// A wire gets other properties or ends.
    ChangeWire(WireId, WireDoc),
    /// A wire gets another value of a setting; the default value resets it.
    SetTerm {
        /// Which wire.
        wire: WireId,
        /// Which setting.
        field: Rc<str>,
        /// The value.
        value: Value,
    },
    /// Another title.
    Title(String),
    /// Another description.
    About(String),
    /// Another seed.
    Seed(u64),
    /// Another suggested speed, in hundredths.
    Rate(u32),
    /// Another end of the run.
    Until(Option<SimTime>),
    /// Other costs of distance: between regions, between zones.
    Distances(SimDuration, SimDuration),
    /// A box appears. Its number must be free.
    AddArea(u32, Area),
    /// A box goes; what stands in it stays.
    RemoveArea(u32),
    /// A box gets another name, kind, place or size.
    ChangeArea(u32, Area),
    /// A sticky note appears. Its number must be free.
    AddNote(u32, Sticky),
    /// A sticky note goes.
    RemoveNote(u32),
    /// A sticky note gets another text, colour, place or size.
    ChangeNote(u32, Sticky),
    /// A wire gets another look.
    Look(WireId, WireLook),
    /// A step is put at this place of the list.
    AddStep(usize, Step),
    /// The step at this place of the list goes.
    RemoveStep(usize),
    /// A check is put at this place of the list.
    AddCheck(usize, Check),
    /// The check at this place of the list goes.
    RemoveCheck(usize),
    /// Another document altogether.
    Replace(Box<Scenario>),
    /// Several changes as one: all or none.
    Batch(Vec<Edit>),
}

/// Why a change was not made. The document is as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EditError {
    /// There is no such node.
    NoNode(NodeId),
    /// There is no such wire.
    NoWire(WireId),
    /// There is no such box.
    NoArea(u32),
    /// There is no such sticky note.
    NoNote(u32),
    /// There is nothing at this place of the list.
    NoPlace(usize),
    /// The number is taken.
    Taken(u32),
    /// A setting was refused.
    Setting(SettingError),
    /// Refused for this reason: a sentence that says what to change.
    Refused(String),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::NoNode(id) => write!(f, "There is no node {id}."),
            EditError::NoWire(id) => write!(f, "There is no wire {id}."),
            EditError::NoArea(id) => write!(f, "There is no box {id}."),
            EditError::NoNote(id) => write!(f, "There is no note {id}."),
            EditError::NoPlace(index) => write!(f, "The list has no entry {index}."),
            EditError::Taken(id) => write!(f, "The number {id} is taken."),
            EditError::Setting(error) => error.fmt(f),
            EditError::Refused(sentence) => f.write_str(sentence),
        }
    }
}

impl From<SettingError> for EditError {
    fn from(error: SettingError) -> EditError {
        EditError::Setting(error)
    }
}

/// Makes a change and returns the change that takes it back. On an error nothing has changed.
pub fn apply(doc: &mut Scenario, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::AddNode(id, node) => add_node(doc, id, node),
        Edit::RemoveNodes(ids) => remove_nodes(doc, &ids),
        Edit::Move(moves) => move_nodes(doc, moves),
        Edit::Rename(id, name) => rename(doc, id, name),
        Edit::Set { node, field, value } => set(doc, node, field, value),
        Edit::AddWire(id, wire) => wires::add_wire(doc, id, wire),
        Edit::RemoveWire(id) => drawing::remove_wire(doc, id),
        Edit::ChangeWire(id, wire) => wires::change_wire(doc, id, wire),
        Edit::SetTerm { wire, field, value } => wires::set_term(doc, wire, field, value),
        Edit::Title(title) => {
            limit("title", title.chars().count(), Scenario::MAX_TITLE)?;
            Ok(Edit::Title(std::mem::replace(&mut doc.title, title)))
        }
        Edit::About(about) => {
            limit("description", about.chars().count(), Scenario::MAX_ABOUT)?;
            Ok(Edit::About(std::mem::replace(&mut doc.about, about)))
        }
        Edit::Seed(seed) => Ok(Edit::Seed(std::mem::replace(&mut doc.seed, seed))),
        Edit::Rate(rate) if Scenario::RATES.contains(&rate) => Ok(Edit::Rate(std::mem::replace(&mut doc.rate, rate))),
        Edit::Rate(_) => Err(EditError::Refused("Choose a speed from 0.01× to 10,000×.".into())),
        Edit::Until(until) => Ok(Edit::Until(std::mem::replace(&mut doc.until, until))),
        Edit::Distances(region, zone) => Ok(Edit::Distances(
            std::mem::replace(&mut doc.cross_region, region),
            std::mem::replace(&mut doc.cross_zone, zone),
        )),
        Edit::AddArea(id, area) => add_area(doc, id, area),
        Edit::RemoveArea(id) => {
            let area = doc.areas.remove(&id).ok_or(EditError::NoArea(id))?;
            Ok(Edit::AddArea(id, area))
        }
        Edit::ChangeArea(id, area) => {
            let area = area.tidy().map_err(EditError::Refused)?;
            let known = doc.areas.get_mut(&id).ok_or(EditError::NoArea(id))?;
            Ok(Edit::ChangeArea(id, std::mem::replace(known, area)))
        }
        Edit::AddNote(id, note) => drawing::add_note(doc, id, note),
        Edit::RemoveNote(id) => drawing::remove_note(doc, id),
        Edit::ChangeNote(id, note) => drawing::change_note(doc, id, note),
        Edit::Look(id, look) => drawing::change_look(doc, id, look),
        Edit::AddStep(index, step) => add_step(doc, index, step),
        Edit::RemoveStep(index) if index < doc.steps.len() => Ok(Edit::AddStep(index, doc.steps.remove(index))),
        Edit::AddCheck(index, check) if index <= doc.checks.len() => {
            limit("list of checks", doc.checks.len() + 1, Scenario::MAX_CHECKS)?;
            doc.checks.insert(index, check);
            Ok(Edit::RemoveCheck(index))
        }
        Edit::RemoveCheck(index) if index < doc.checks.len() => Ok(Edit::AddCheck(index, doc.checks.remove(index))),
        Edit::RemoveStep(index) | Edit::AddCheck(index, _) | Edit::RemoveCheck(index) => Err(EditError::NoPlace(index)),
        Edit::Replace(other) => Ok(Edit::Replace(Box::new(std::mem::replace(doc, *other)))),
        Edit::Batch(edits) => batch(doc, edits),
    }
}

pub(super) fn limit(what: &str, count: usize, most: usize) -> Result<(), EditError> {
    if count <= most {
        return Ok(());
    }
    Err(EditError::Refused(format!("The {what} is too long: at most {most}.")))
}

fn add_node(doc: &mut Scenario, id: NodeId, mut node: NodeDoc) -> Result<Edit, EditError> {
    if doc.nodes.contains_key(&id) || id == NodeId::OPERATOR {
        return Err(EditError::Taken(id.0));
    }
    limit("list of nodes", doc.nodes.len() + 1, Scenario::MAX_NODES)?;
    doc.check_name(node.settings.spec(), &node.name, None)
        .map_err(EditError::Refused)?;
    for (field, value) in node.settings.changed() {
        connect::check_reference(doc, id, node.settings.spec(), field, value).map_err(EditError::Refused)?;
    }
    (node.x, node.y) = (Scenario::snap(node.x), Scenario::snap(node.y));
    doc.nodes.insert(id, node);
    Ok(Edit::RemoveNodes(vec![id]))
}

fn remove_nodes(doc: &mut Scenario, ids: &[NodeId]) -> Result<Edit, EditError> {
    if let Some(id) = ids.iter().find(|id| !doc.nodes.contains_key(id)) {
        return Err(EditError::NoNode(*id));
    }
    let mut back = Vec::new();
    let mut references = Vec::new();
    for (id, node) in &mut doc.nodes {
        for (field, value) in node.settings.changed().clone() {
            if matches!(&value, Value::Node(Some(to)) if ids.contains(to)) {
                node.settings.reset(field);
                references.push(Edit::Set {
                    node: *id,
                    field: field.into(),
                    value,
                });
            }
        }
    }
    for (id, wire) in &mut doc.wires {
        let named = |value: &Value| matches!(value, Value::Node(Some(to)) if ids.contains(to));
        let changed = wire.terms.changed().iter();
        let names: Vec<&str> = changed
            .filter(|(_, value)| named(value))
            .map(|(name, _)| *name)
            .collect();
        if !names.is_empty() {
            references.push(Edit::ChangeWire(*id, wire.clone()));
            names.iter().for_each(|name| wire.terms.reset(name));
        }
    }
    for id in ids {
        if let Some(node) = doc.nodes.remove(id) {
            back.push(Edit::AddNode(*id, node));
        }
    }
    let gone = |wire: &WireDoc| ids.contains(&wire.from.0) || ids.contains(&wire.to.0);
    let wires: Vec<WireId> = doc
        .wires
        .iter()
        .filter(|(_, wire)| gone(wire))
        .map(|(id, _)| *id)
        .collect();
    back.append(&mut references);
    for id in wires {
        back.push(drawing::remove_wire(doc, id)?);
    }
    remove_claims(doc, ids, &mut back);
    Ok(Edit::Batch(back))
}

/// Checks that name a node that goes can't be stated any more.
fn remove_claims(doc: &mut Scenario, ids: &[NodeId], back: &mut Vec<Edit>) {
    let mut removed = Vec::new();
    for index in (0..doc.checks.len()).rev() {
        if doc.checks[index].fact.nodes().iter().any(|node| ids.contains(node)) {
            removed.push(Edit::AddCheck(index, doc.checks.remove(index)));
        }
    }
    back.extend(removed.into_iter().rev());
}

fn move_nodes(doc: &mut Scenario, moves: Vec<(NodeId, i32, i32)>) -> Result<Edit, EditError> {
    if let Some((id, _, _)) = moves.iter().find(|(id, _, _)| !doc.nodes.contains_key(id)) {
        return Err(EditError::NoNode(*id));
    }
    let mut back = Vec::new();
    for (id, x, y) in moves {
        if let Some(node) = doc.nodes.get_mut(&id) {
            back.push((id, node.x, node.y));
            (node.x, node.y) = (Scenario::snap(x), Scenario::snap(y));
        }
    }
    back.reverse();
    Ok(Edit::Move(back))
}

fn rename(doc: &mut Scenario, id: NodeId, name: Rc<str>) -> Result<Edit, EditError> {
    let spec = doc.nodes.get(&id).ok_or(EditError::NoNode(id))?.settings.spec();
    doc.check_name(spec, &name, Some(id)).map_err(EditError::Refused)?;
    let node = doc.nodes.get_mut(&id).ok_or(EditError::NoNode(id))?;
    Ok(Edit::Rename(id, std::mem::replace(&mut node.name, name)))
}

fn set(doc: &mut Scenario, id: NodeId, field: Rc<str>, value: Value) -> Result<Edit, EditError> {
    let node = doc.nodes.get(&id).ok_or(EditError::NoNode(id))?;
    connect::check_reference(doc, id, node.settings.spec(), &field, &value).map_err(EditError::Refused)?;
    let before = node.settings.get(&field);
    let node = doc.nodes.get_mut(&id).ok_or(EditError::NoNode(id))?;
    node.settings.set(&field, value)?;
    // `set` has refused unknown fields, so there was a value before.
    let value = before.ok_or(EditError::NoNode(id))?;
    Ok(Edit::Set { node: id, field, value })
}

fn add_area(doc: &mut Scenario, id: u32, area: Area) -> Result<Edit, EditError> {
    if doc.areas.contains_key(&id) {
        return Err(EditError::Taken(id));
    }
    limit("list of boxes", doc.areas.len() + 1, Scenario::MAX_AREAS)?;
    doc.areas.insert(id, area.tidy().map_err(EditError::Refused)?);
    Ok(Edit::RemoveArea(id))
}

fn add_step(doc: &mut Scenario, index: usize, step: Step) -> Result<Edit, EditError> {
    if index > doc.steps.len() {
        return Err(EditError::NoPlace(index));
    }
    limit("list of steps", doc.steps.len() + 1, Scenario::MAX_STEPS)?;
    limit("command line", step.run.chars().count(), Scenario::MAX_RUN)?;
    doc.steps.insert(index, step);
    Ok(Edit::RemoveStep(index))
}

fn batch(doc: &mut Scenario, edits: Vec<Edit>) -> Result<Edit, EditError> {
    let mut back = Vec::new();
    for edit in edits {
        match apply(doc, edit) {
            Ok(inverse) => back.push(inverse),
            Err(error) => {
                // All or none: take back what was done, newest first. An inverse can't fail on the document it came from.
                for inverse in back.into_iter().rev() {
                    apply(doc, inverse)?;
                }
                return Err(error);
            }
        }
    }
    back.reverse();
    Ok(Edit::Batch(back))
}

impl Edit {
    /// Whether this change makes an earlier one invisible, of which `inverse` is the way back: the same nodes moved,
    /// the same setting of the same node, the same text.
    pub fn overwrites(&self, inverse: &Edit) -> bool {
        match (self, inverse) {
            (Edit::Move(a), Edit::Move(b)) => {
                let ids = |moves: &[(NodeId, i32, i32)]| {
                    moves
                        .iter()
                        .map(|(id, _, _)| *id)
                        .collect::<std::collections::BTreeSet<_>>()
                };
                ids(a) == ids(b)
            }
            (Edit::Set { node: a, field: f, .. }, Edit::Set { node: b, field: g, .. }) => a == b && f == g,
            (Edit::SetTerm { wire: a, field: f, .. }, Edit::SetTerm { wire: b, field: g, .. }) => a == b && f == g,
            (Edit::Rename(a, _), Edit::Rename(b, _)) => a == b,
            (Edit::ChangeWire(a, _), Edit::ChangeWire(b, _)) => a == b,
            (Edit::ChangeArea(a, _), Edit::ChangeArea(b, _)) | (Edit::ChangeNote(a, _), Edit::ChangeNote(b, _)) => {
                a == b
            }
            (Edit::Look(a, _), Edit::Look(b, _)) => a == b,
            (Edit::Batch(a), Edit::Batch(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter().rev()).all(|(a, b)| a.overwrites(b))
            }
            (Edit::Title(_), Edit::Title(_))
            | (Edit::About(_), Edit::About(_))
            | (Edit::Seed(_), Edit::Seed(_))
            | (Edit::Rate(_), Edit::Rate(_))
            | (Edit::Until(_), Edit::Until(_))
            | (Edit::Distances(..), Edit::Distances(..)) => true,
            _ => false,
        }
    }
}
