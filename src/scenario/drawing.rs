//! What a person draws beside nodes, boxes and wires: sticky notes, and how a wire looks. The run knows nothing of it.

use super::document::{AreaKind, Scenario};
use super::edit::{Edit, EditError, apply, limit};
use crate::base::WireId;
use std::rc::Rc;

/// A sticky note on the board: plain text with line breaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sticky {
    /// What it says; may be "".
    pub text: Rc<str>,
    /// Its paper.
    pub colour: Paper,
    /// Its left edge in pixels.
    pub x: i32,
    /// Its top edge in pixels.
    pub y: i32,
    /// Its width in pixels.
    pub w: i32,
    /// Its height in pixels.
    pub h: i32,
}

/// The colours of notes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Paper {
    /// The one of a new note.
    #[default]
    Yellow,
    /// Blue.
    Blue,
    /// Green.
    Green,
    /// Pink.
    Pink,
    /// Without colour.
    Grey,
}

impl Paper {
    /// All, in the order of their codes in links.
    pub const ALL: [Paper; 5] = [Paper::Yellow, Paper::Blue, Paper::Green, Paper::Pink, Paper::Grey];

    /// The word in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Paper::Yellow => "yellow",
            Paper::Blue => "blue",
            Paper::Green => "green",
            Paper::Pink => "pink",
            Paper::Grey => "grey",
        }
    }
}

impl Sticky {
    /// The size of a new note, in pixels.
    pub const SIZE: (i32, i32) = (200, 120);
    /// The smallest note, in pixels.
    pub const LEAST: (i32, i32) = (80, 48);

    /// The same note on the grid, not too small. A sentence when its text is too long.
    pub fn tidy(self) -> Result<Sticky, String> {
        let most = Scenario::MAX_NOTE;
        if self.text.chars().count() > most {
            return Err(format!("A note has at most {most} characters. Make two notes of it."));
        }
        Ok(Sticky {
            x: Scenario::snap(self.x),
            y: Scenario::snap(self.y),
            w: Scenario::snap(self.w).max(Sticky::LEAST.0),
            h: Scenario::snap(self.h).max(Sticky::LEAST.1),
            ..self
        })
    }
}

/// The course of a wire from port to port.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Course {
    /// One smooth curve.
    #[default]
    Curved,
    /// The shortest way.
    Straight,
    /// Along the grid, with right angles.
    Stepped,
}

impl Course {
    /// All, in the order of their codes in links.
    pub const ALL: [Course; 3] = [Course::Curved, Course::Straight, Course::Stepped];

    /// The word in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Course::Curved => "curved",
            Course::Straight => "straight",
            Course::Stepped => "stepped",
        }
    }
}

/// How a wire looks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WireLook {
    /// A word on it, or "".
    pub label: Rc<str>,
    /// Its course.
    pub course: Course,
    /// Dashed instead of solid.
    pub dashed: bool,
}

impl WireLook {
    /// Whether a wire without a look of its own looks so.
    pub fn is_plain(&self) -> bool {
        *self == WireLook::default()
    }

    /// The same look, if its label is short enough and in one line; else a sentence.
    pub fn tidy(self) -> Result<WireLook, String> {
        let most = Scenario::MAX_LABEL;
        if self.label.chars().count() > most || self.label.chars().any(char::is_control) {
            return Err(format!("The label of a wire is one line of at most {most} characters."));
        }
        Ok(self)
    }
}

impl Scenario {
    /// Most sticky notes of a document.
    pub const MAX_NOTES: usize = 200;
    /// Most characters of a sticky note.
    pub const MAX_NOTE: usize = 2_000;
    /// Most characters of a wire's label.
    pub const MAX_LABEL: usize = 80;

    /// A number for a new sticky note: one more than the highest.
    pub fn next_note(&self) -> u32 {
        self.notes.last_key_value().map_or(1, |(id, _)| id.saturating_add(1))
    }

    /// A name for a new box: a Region, a zone or a number that no other box of the kind has.
    pub fn area_name(&self, kind: AreaKind) -> Rc<str> {
        let taken = |name: &str| {
            self.areas
                .values()
                .any(|area| area.kind == kind && area.name.as_ref() == name)
        };
        let usual: &[&str] = match kind {
            AreaKind::Region => &["us-east-1", "eu-west-1", "ap-southeast-1", "us-west-2", "eu-central-1"],
            AreaKind::Zone => &["a", "b", "c", "d", "e", "f"],
            AreaKind::Plain => &["Group"],
        };
        if let Some(name) = usual.iter().find(|name| !taken(name)) {
            return Rc::from(*name);
        }
        let mut numbers = (2..).map(|number| format!("{} {number}", usual[0]));
        numbers.find(|name| !taken(name)).unwrap_or_default().into()
    }

    /// How a wire looks.
    pub fn look(&self, id: WireId) -> WireLook {
        self.looks.get(&id).cloned().unwrap_or_default()
    }
}

pub(super) fn add_note(doc: &mut Scenario, id: u32, note: Sticky) -> Result<Edit, EditError> {
    if doc.notes.contains_key(&id) || id == u32::MAX {
        return Err(EditError::Taken(id));
    }
    limit("list of notes", doc.notes.len() + 1, Scenario::MAX_NOTES)?;
    doc.notes.insert(id, note.tidy().map_err(EditError::Refused)?);
    Ok(Edit::RemoveNote(id))
}

pub(super) fn remove_note(doc: &mut Scenario, id: u32) -> Result<Edit, EditError> {
    let note = doc.notes.remove(&id).ok_or(EditError::NoNote(id))?;
    Ok(Edit::AddNote(id, note))
}

pub(super) fn change_note(doc: &mut Scenario, id: u32, note: Sticky) -> Result<Edit, EditError> {
    let note = note.tidy().map_err(EditError::Refused)?;
    let known = doc.notes.get_mut(&id).ok_or(EditError::NoNote(id))?;
    Ok(Edit::ChangeNote(id, std::mem::replace(known, note)))
}

pub(super) fn change_look(doc: &mut Scenario, id: WireId, look: WireLook) -> Result<Edit, EditError> {
    if !doc.wires.contains_key(&id) {
        return Err(EditError::NoWire(id));
    }
    let look = look.tidy().map_err(EditError::Refused)?;
    let before = doc.looks.remove(&id).unwrap_or_default();
    if !look.is_plain() {
        doc.looks.insert(id, look);
    }
    Ok(Edit::Look(id, before))
}

/// Takes a wire away together with its look; what brings both back.
pub(super) fn remove_wire(doc: &mut Scenario, id: WireId) -> Result<Edit, EditError> {
    let wire = doc.wires.get(&id).cloned().ok_or(EditError::NoWire(id))?;
    let look = match doc.looks.contains_key(&id) {
        true => Some(apply(doc, Edit::Look(id, WireLook::default()))?),
        false => None,
    };
    doc.wires.remove(&id);
    let back = Edit::AddWire(id, wire);
    Ok(match look {
        Some(look) => Edit::Batch(vec![back, look]),
        None => back,
    })
}
