//! Finding things on the board by what they are called.

use super::run::Session;
use crate::base::NodeId;

/// Something on the board that was searched for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// What it is.
    pub what: Place,
    /// What it is called.
    pub name: String,
}

/// A thing with a place on the board.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// A node.
    Node(NodeId),
    /// A box, by its number.
    Area(u32),
    /// A note, by its number.
    Note(u32),
}

impl Session {
    /// The nodes, boxes and notes in whose name or first line, or else kind or text, the text occurs. Names that begin
    /// with it come first.
    pub fn find_on_board(&self, text: &str) -> Vec<Found> {
        let needle = text.trim().to_lowercase();
        if needle.is_empty() {
            return Vec::new();
        }
        let rank = |name: &str, kind: &str| {
            let name = name.to_lowercase();
            if name.starts_with(&needle) {
                Some(0)
            } else if name.contains(&needle) {
                Some(1)
            } else {
                kind.to_lowercase().contains(&needle).then_some(2)
            }
        };
        let found = |what: Place, name: &str, kind: &str| {
            let name_rank = rank(name, kind)?;
            let name = name.to_string();
            Some((name_rank, Found { what, name }))
        };
        let nodes = self
            .scenario
            .nodes
            .iter()
            .filter_map(|(id, node)| found(Place::Node(*id), &node.name, node.settings.spec().subtitle));
        let areas = self
            .scenario
            .areas
            .iter()
            .filter_map(|(id, area)| found(Place::Area(*id), &area.name, ""));
        let notes = self.scenario.notes.iter().filter_map(|(id, note)| {
            let first = note.text.lines().next().unwrap_or_default();
            let (name_rank, _) = found(Place::Note(*id), first, &note.text)?;
            let name = first.chars().take(60).collect();
            Some((
                name_rank,
                Found {
                    what: Place::Note(*id),
                    name,
                },
            ))
        });
        let mut all: Vec<(u8, Found)> = nodes.chain(areas).chain(notes).collect();
        all.sort_by_key(|(rank, _)| *rank);
        all.into_iter().map(|(_, found)| found).collect()
    }
}
