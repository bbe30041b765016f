//! Faults of a place: everything that stands there goes down, and the wires to it are cut.

use super::Ran;
use super::reading::apply;
use crate::api::error::CommandError;
use crate::api::nearest::did_you_mean;
use crate::base::{NodeId, WireId};
use crate::nodes::World;
use crate::nodes::service::arn::DEFAULT_REGION;
use crate::sim::{Fault, Input, Location};
use std::collections::BTreeSet;

pub(super) fn region_down(world: &mut World, arguments: &[&str]) -> Ran {
    switch_place(world, arguments, false)
}

pub(super) fn region_up(world: &mut World, arguments: &[&str]) -> Ran {
    switch_place(world, arguments, true)
}

fn switch_place(world: &mut World, arguments: &[&str], up: bool) -> Ran {
    let (region, zone) = match arguments {
        [region] => (*region, None),
        [region, zone] => (*region, Some(*zone)),
        _ => return None,
    };
    Some(switch(world, region, zone, up).map(|()| {
        let place = zone.map_or_else(|| region.to_string(), |zone| format!("{region}, zone {zone}"));
        if up {
            format!("{place} is back.")
        } else {
            format!("{place} is down: nothing there works or can be reached.")
        }
    }))
}

/// The region's name; nodes outside of every box stand in the default one.
fn region_of(place: &Location) -> &str {
    if place.region.is_empty() {
        DEFAULT_REGION
    } else {
        &place.region
    }
}

fn switch(world: &mut World, region: &str, zone: Option<&str>, up: bool) -> Result<(), CommandError> {
    let places = |id: NodeId| world.info(id).map(|info| (id, info.place.clone()));
    let everyone: Vec<(NodeId, Location)> = world.nodes().filter_map(|(id, _)| places(id)).collect();
    let there: BTreeSet<NodeId> = everyone
        .iter()
        .filter(|(_, place)| region_of(place) == region && zone.is_none_or(|zone| *place.zone == *zone))
        .map(|(id, _)| *id)
        .collect();
    if there.is_empty() {
        let known: BTreeSet<&str> = everyone.iter().map(|(_, place)| region_of(place)).collect();
        let meant = did_you_mean(region, known.iter().copied());
        let known: Vec<&str> = known.into_iter().collect();
        let known = known.join(", ");
        return Err(CommandError::new(format!(
            "Nothing stands there.{meant} Nodes stand in: {known}."
        )));
    }
    let fault = if up { Fault::Restart } else { Fault::Crash };
    for id in &there {
        apply(world, Input::Fault(*id, fault.clone()))?;
    }
    let touches = |node: NodeId| there.contains(&node);
    let wires: Vec<WireId> = world
        .network()
        .iter()
        .filter(|(_, link)| (touches(link.from.0) || touches(link.to.0)) && link.on != up)
        .map(|(wire, _)| wire)
        .collect();
    wires
        .into_iter()
        .try_for_each(|wire| apply(world, Input::Switch(wire, up)))
}
