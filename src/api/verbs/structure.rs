//! The design itself: nodes and wires come, change and go.

use super::Ran;
use super::reading::{End, apply, duration, end, find, number, port_pairs, wires_between};
use super::settings::assign;
use crate::api::error::CommandError;
use crate::api::nearest::did_you_mean;
use crate::base::{NodeId, WireId, parse_share};
use crate::nodes::{self, KINDS, World};
use crate::sim::{Input, Link, Location, Settings, Terms, WireSpec};
use std::rc::Rc;

pub(super) fn add(world: &mut World, arguments: &[&str]) -> Ran {
    let [kind, name, options @ ..] = arguments else {
        return None;
    };
    if options.iter().any(|option| !option.contains('=')) {
        return None;
    }
    Some(add_node(world, kind, name, options))
}

fn add_node(world: &mut World, kind: &str, name: &str, options: &[&str]) -> Result<String, CommandError> {
    let Some(spec) = nodes::kind(kind) else {
        let meant = did_you_mean(kind, KINDS.iter().map(|spec| spec.kind));
        let all: Vec<&str> = KINDS.iter().map(|spec| spec.kind).collect();
        let all = all.join(", ");
        return Err(CommandError::new(format!(
            "There is no kind {kind}.{meant} There are: {all}."
        )));
    };
    spec.check_name(name).map_err(CommandError::new)?;
    free_name(world, name)?;
    let (mut id, mut place, mut settings) = (next_node(world), Location::default(), Settings::new(spec));
    for option in options {
        let (key, text) = option.split_once('=').unwrap_or((option, ""));
        match key {
            "id" => id = NodeId(number(text, "The number", 1, u32::MAX - 1)?),
            "region" => place.region = Rc::from(text),
            "zone" => place.zone = Rc::from(text),
            // Where it is drawn is no matter of the run.
            "at" => {}
            _ => assign(world, &mut settings, (key, text), true)?,
        }
    }
    let input = Input::Add {
        id,
        name: Rc::from(name),
        settings,
        place,
    };
    apply(world, input)?;
    apply(world, Input::Start(id))?;
    Ok(format!("{name} is there."))
}

fn free_name(world: &World, name: &str) -> Result<(), CommandError> {
    match world.find(name) {
        None => Ok(()),
        Some(_) => Err(CommandError::new(format!(
            "The name {name} is taken. Choose another one."
        ))),
    }
}

/// The number that a new node gets.
pub fn next_node(world: &World) -> NodeId {
    NodeId(world.nodes().last().map_or(1, |(id, _)| id.0.saturating_add(1)))
}

/// The number that a new wire gets.
pub fn next_wire(world: &World) -> WireId {
    let last = world.network().iter().last();
    WireId(last.map_or(1, |(id, _)| id.0.saturating_add(1)))
}

pub(super) fn remove(world: &mut World, arguments: &[&str]) -> Ran {
    let [name] = arguments else { return None };
    let removed = find(world, name).and_then(|id| apply(world, Input::Remove(id)));
    Some(removed.map(|()| format!("{name} is gone, with everything in it.")))
}

pub(super) fn rename(world: &mut World, arguments: &[&str]) -> Ran {
    let [old, new] = arguments else { return None };
    let renamed = find(world, old).and_then(|id| {
        if let Some(info) = world.info(id) {
            info.spec.check_name(new).map_err(CommandError::new)?;
        }
        free_name(world, new)?;
        apply(world, Input::Rename(id, Rc::from(*new)))
    });
    Some(renamed.map(|()| format!("{old} is called {new} now.")))
}

pub(super) fn place(world: &mut World, arguments: &[&str]) -> Ran {
    let [name, options @ ..] = arguments else { return None };
    let mut place = Location::default();
    for option in options {
        match option.split_once('=')? {
            ("region", text) => place.region = Rc::from(text),
            ("zone", text) => place.zone = Rc::from(text),
            _ => return None,
        }
    }
    let said = match (place.region.as_ref(), place.zone.as_ref()) {
        ("", "") => format!("{name} stands in the default region."),
        (region, "") => format!("{name} stands in {region}."),
        ("", zone) => format!("{name} stands in zone {zone}."),
        (region, zone) => format!("{name} stands in {region}, zone {zone}."),
    };
    let placed = find(world, name).and_then(|id| apply(world, Input::Relocate(id, place)));
    Some(placed.map(|()| said))
}

pub(super) fn connect(world: &mut World, arguments: &[&str]) -> Ran {
    let [one, other, options @ ..] = arguments else {
        return None;
    };
    if options.iter().any(|option| !option.contains('=')) {
        return None;
    }
    Some(connect_ends(world, (one, other), options).map(|()| format!("{one} and {other} are wired.")))
}

fn connect_ends(world: &mut World, names: (&str, &str), options: &[&str]) -> Result<(), CommandError> {
    let ends = (end(world, names.0)?, end(world, names.1)?);
    let (from, to) = fitting(world, ends).ok_or_else(|| misfit(world, ends, names))?;
    if names_taken(world, from, to) {
        return Err(CommandError::new(format!(
            "{} and {} are wired already.",
            names.0, names.1
        )));
    }
    let (mut id, mut link) = (next_wire(world), Link::between(from, to));
    link.terms = Terms::new(connection(world, &link));
    for option in options {
        match option.split_once('=') {
            Some(("id", text)) => id = WireId(number(text, "The number", 1, u32::MAX - 1)?),
            _ => change(world, &mut link, option, true)?,
        }
    }
    go_together(world, &link)?;
    if world.network().get(id).is_some() {
        return Err(CommandError::new(format!("The number {} is taken.", id.0)));
    }
    apply(world, Input::Wire(id, link))
}

fn names_taken(world: &World, from: (NodeId, u8), to: (NodeId, u8)) -> bool {
    world
        .network()
        .iter()
        .any(|(_, link)| link.from == from && link.to == to)
}

/// The first pair of ports, in either direction, that fits and has room.
fn fitting(world: &World, (one, other): (End, End)) -> Option<((NodeId, u8), (NodeId, u8))> {
    let room = |(node, port): (NodeId, u8)| {
        let info = world.info(node);
        let most = info.and_then(|info| info.spec.ports.get(usize::from(port)));
        let used = info.map_or(0, |info| info.wires_at(port).count());
        most.is_some_and(|spec| used < usize::from(spec.max_wires))
    };
    let ways = [(one, other), (other, one)]
        .into_iter()
        .filter(|_| one.node != other.node);
    ways.flat_map(|(from, to)| {
        let ports = |end: End| world.info(end.node).map_or(&[][..], |info| info.spec.ports);
        let pairs = port_pairs(ports(from), ports(to)).into_iter();
        pairs
            .filter(move |(out, into)| {
                from.port.is_none_or(|port| port == *out) && to.port.is_none_or(|port| port == *into)
            })
            .map(move |(out, into)| ((from.node, out), (to.node, into)))
    })
    .find(|(from, to)| room(*from) && room(*to) && accepted(world, *from, *to).is_ok())
}

/// Whether both ports take a wire to the kind at the other end; the reason why not, as a sentence.
fn accepted(world: &World, from: (NodeId, u8), to: (NodeId, u8)) -> Result<(), &'static str> {
    let port = |(node, port): (NodeId, u8)| {
        let spec = world.info(node)?.spec;
        Some((spec, spec.ports.get(usize::from(port))?))
    };
    let (Some((giver, start)), Some((taker, end))) = (port(from), port(to)) else {
        return Ok(());
    };
    (start.accepts)(taker)?;
    (end.accepts)(giver)
}

fn misfit(world: &World, ends: (End, End), names: (&str, &str)) -> CommandError {
    if ends.0.node == ends.1.node {
        return CommandError::new(format!("{} can't be wired to itself.", names.0));
    }
    let ports = |end: End| world.info(end.node).map_or(&[][..], |info| info.spec.ports);
    for (from, to) in [(ends.0, ends.1), (ends.1, ends.0)] {
        let mut pairs = port_pairs(ports(from), ports(to)).into_iter();
        let refusal = pairs.find_map(|(out, into)| accepted(world, (from.node, out), (to.node, into)).err());
        if let Some(sentence) = refusal {
            return CommandError::new(sentence);
        }
    }
    let label = |end: End| world.info(end.node).map_or("node", |info| info.spec.label);
    CommandError::new(format!(
        "{} ({}) and {} ({}) have no free ports that fit each other. Put another node between, or remove a wire first.",
        names.0,
        label(ends.0),
        names.1,
        label(ends.1)
    ))
}

/// Changes one property of a wire, `latency=50ms`, or one of its settings, `RawMessageDelivery=true`.
fn change(world: &World, link: &mut Link, option: &str, fresh: bool) -> Result<(), CommandError> {
    let (key, text) = option.split_once('=').unwrap_or((option, ""));
    match key {
        "latency" => link.latency = duration(text)?,
        "jitter" => link.jitter = duration(text)?,
        "loss" => {
            let hint = || CommandError::new(format!("{text} is no share. Write for example 2.5%."));
            link.loss = parse_share(text).ok_or_else(hint)?;
        }
        "on" if matches!(text, "yes" | "no") => link.on = text == "yes",
        _ if has_setting(link, key) => assign(world, &mut link.terms, (key, text), fresh)?,
        _ => {
            let fields = link.terms.spec().fields.iter().map(|field| field.name);
            let meant = did_you_mean(key, fields.clone());
            let more: Vec<String> = fields.map(|name| format!(", {name}=…")).collect();
            return Err(CommandError::new(format!(
                "A wire has no {option}.{meant} It has latency=50ms, jitter=5ms, loss=2%, on=yes or on=no{}.",
                more.concat()
            )));
        }
    }
    Ok(())
}

fn has_setting(link: &Link, name: &str) -> bool {
    link.terms.spec().fields.iter().any(|field| field.name == name)
}

/// What can be set on a wire between these ports.
fn connection(world: &World, link: &Link) -> &'static WireSpec {
    let port = |(node, port): (NodeId, u8)| world.info(node)?.spec.ports.get(usize::from(port));
    match (port(link.from), port(link.to)) {
        (Some(start), Some(end)) => WireSpec::between(start, end),
        _ => &WireSpec::PLAIN,
    }
}

/// Whether the settings of a wire go together, and with what it joins.
fn go_together(world: &World, link: &Link) -> Result<(), CommandError> {
    let (Some(from), Some(to)) = (world.info(link.from.0), world.info(link.to.0)) else {
        return Ok(());
    };
    (link.terms.spec().check)(&link.terms, from.spec, to.spec).map_err(CommandError::new)
}

pub(super) fn wire(world: &mut World, arguments: &[&str]) -> Ran {
    let [one, other, options @ ..] = arguments else {
        return None;
    };
    if options.is_empty() || options.iter().any(|option| !option.contains('=')) {
        return None;
    }
    let changed = wires_between(world, one, other).and_then(|wires| {
        let found: Vec<(WireId, Link)> = wires
            .into_iter()
            .filter_map(|wire| Some((wire, world.network().get(wire)?.clone())))
            .collect();
        let mut links = found.clone();
        for option in options {
            let key = option.split_once('=').map_or("", |(key, _)| key);
            // A setting goes to the wires that have it; what none has is refused by the first.
            let some_have = found.iter().any(|(_, link)| has_setting(link, key));
            let its = links
                .iter_mut()
                .filter(|(_, link)| !some_have || has_setting(link, key));
            for (_, link) in its {
                change(world, link, option, false)?;
            }
        }
        links.iter().try_for_each(|(_, link)| go_together(world, link))?;
        let mut links = links.into_iter();
        links.try_for_each(|(wire, link)| apply(world, Input::Wire(wire, link)))
    });
    let properties = options.join(", ");
    Some(changed.map(|()| format!("The wire between {one} and {other} has {properties}.")))
}

pub(super) fn disconnect(world: &mut World, arguments: &[&str]) -> Ran {
    let [one, other] = arguments else { return None };
    let gone = wires_between(world, one, other).and_then(|wires| {
        let mut wires = wires.into_iter();
        wires.try_for_each(|wire| apply(world, Input::Unwire(wire)))
    });
    Some(gone.map(|()| format!("{one} and {other} are not wired any more.")))
}
