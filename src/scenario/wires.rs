//! Changes of wires: they come, get other ends and properties, and other settings.

use super::connect;
use super::document::{Scenario, WireDoc};
use super::edit::{Edit, EditError, limit};
use crate::base::WireId;
use crate::sim::Value;
use std::rc::Rc;

pub(super) fn add_wire(doc: &mut Scenario, id: WireId, mut wire: WireDoc) -> Result<Edit, EditError> {
    if doc.wires.contains_key(&id) || id.0 == u32::MAX {
        return Err(EditError::Taken(id.0));
    }
    limit("list of wires", doc.wires.len() + 1, Scenario::MAX_WIRES)?;
    connect::check_wire(doc, wire.from, wire.to, None).map_err(EditError::Refused)?;
    connect::settle_terms(doc, &mut wire).map_err(EditError::Refused)?;
    doc.wires.insert(id, wire);
    Ok(Edit::RemoveWire(id))
}

pub(super) fn change_wire(doc: &mut Scenario, id: WireId, mut wire: WireDoc) -> Result<Edit, EditError> {
    if !doc.wires.contains_key(&id) {
        return Err(EditError::NoWire(id));
    }
    connect::check_wire(doc, wire.from, wire.to, Some(id)).map_err(EditError::Refused)?;
    connect::settle_terms(doc, &mut wire).map_err(EditError::Refused)?;
    let known = doc.wires.get_mut(&id).ok_or(EditError::NoWire(id))?;
    Ok(Edit::ChangeWire(id, std::mem::replace(known, wire)))
}

pub(super) fn set_term(doc: &mut Scenario, id: WireId, field: Rc<str>, value: Value) -> Result<Edit, EditError> {
    let mut wire = doc.wires.get(&id).ok_or(EditError::NoWire(id))?.clone();
    let before = wire.terms.get(&field);
    wire.terms.set(&field, value)?;
    connect::settle_terms(doc, &mut wire).map_err(EditError::Refused)?;
    doc.wires.insert(id, wire);
    // `set` has refused unknown fields, so there was a value before.
    let value = before.ok_or(EditError::NoWire(id))?;
    Ok(Edit::SetTerm { wire: id, field, value })
}
