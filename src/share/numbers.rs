//! The numbers that nodes, wires, boxes and notes of a link had, so that what names them still means the same.

use super::bytes::Reader;
use super::read::Opening;
use crate::base::{NodeId, WireId};
use std::collections::BTreeMap;

impl Opening {
    /// Gives nodes, wires, boxes and notes the numbers that they had, where none was dropped.
    pub(super) fn numbers(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let nodes = ids(reader, self.places.len())?;
        let complete = self.places.iter().all(Option::is_some);
        let (wire_count, area_count, note_count) = (self.doc.wires.len(), self.doc.areas.len(), self.doc.notes.len());
        if !complete || !self.dropped.is_empty() {
            self.drop_it("Nodes and wires were numbered anew.");
            return None;
        }
        let wires = ids(reader, wire_count)?;
        let areas = ids(reader, area_count)?;
        let notes = ids(reader, note_count)?;
        let renamed: BTreeMap<NodeId, NodeId> = self
            .doc
            .nodes
            .keys()
            .copied()
            .zip(nodes.into_iter().map(NodeId))
            .collect();
        self.doc.renumber(&renamed);
        let old = std::mem::take(&mut self.doc.wires);
        let renamed: BTreeMap<WireId, WireId> = old.keys().copied().zip(wires.iter().copied().map(WireId)).collect();
        self.doc.wires = wires.into_iter().map(WireId).zip(old.into_values()).collect();
        let looks = std::mem::take(&mut self.doc.looks).into_iter();
        self.doc.looks = looks
            .filter_map(|(id, look)| Some((*renamed.get(&id)?, look)))
            .collect();
        let old = std::mem::take(&mut self.doc.areas);
        self.doc.areas = areas.into_iter().zip(old.into_values()).collect();
        let old = std::mem::take(&mut self.doc.notes);
        self.doc.notes = notes.into_iter().zip(old.into_values()).collect();
        Some(())
    }
}

/// Growing numbers from what each skips.
fn ids(reader: &mut Reader<'_>, count: usize) -> Option<Vec<u32>> {
    let mut next = 1u32;
    let mut ids = Vec::new();
    for _ in 0..count {
        let id = next.checked_add(reader.small()?).filter(|id| *id < u32::MAX)?;
        ids.push(id);
        next = id + 1;
    }
    Some(ids)
}
