//! What verbs read: names of nodes, numbers, messages, ends of wires.

use crate::api::error::CommandError;
use crate::api::nearest::did_you_mean;
use crate::api::words::quote;
use crate::base::{MessageId, NodeId, SimDuration, WireId, parse_duration};
use crate::nodes::World;
use crate::sim::{Fault, Flow, Input, Link, PortSpec, Speaks, WireSpec};

pub(super) fn find(world: &World, name: &str) -> Result<NodeId, CommandError> {
    world.find(name).ok_or_else(|| {
        let names: Vec<String> = names(world).map(|name| quote(&name)).collect();
        let known = || names.iter().map(String::as_str);
        let meant = did_you_mean(name, known());
        let all = match names.len() {
            0 => " There are no nodes yet.".to_string(),
            1..=12 if meant.is_empty() => format!(" There are: {}.", names.join(", ")),
            _ => String::new(),
        };
        CommandError::new(format!("There is no node {}.{meant}{all}", quote(name)))
    })
}

fn names(world: &World) -> impl Iterator<Item = String> {
    world
        .nodes()
        .filter_map(|(id, _)| world.info(id))
        .map(|info| info.name.to_string())
}

pub(super) fn apply(world: &mut World, input: Input) -> Result<(), CommandError> {
    world
        .apply(input)
        .map_err(|error| CommandError::new(format!("This can't be done: {error}.")))
}

/// Does something to a node and says so.
pub(super) fn fault(world: &mut World, name: &str, fault: Fault, said: String) -> Result<String, CommandError> {
    let id = find(world, name)?;
    apply(world, Input::Fault(id, fault))?;
    Ok(said)
}

/// A whole number in a range.
pub(super) fn number(text: &str, what: &str, least: u32, most: u32) -> Result<u32, CommandError> {
    let read = text
        .parse::<u32>()
        .ok()
        .filter(|number| (least..=most).contains(number));
    read.ok_or_else(|| {
        CommandError::new(format!(
            "{what} must be a whole number from {least} to {most}, not {text}."
        ))
    })
}

/// The number of a message: `m-12`, or `12`.
pub(super) fn message(text: &str) -> Result<MessageId, CommandError> {
    let digits = text.strip_prefix("m-").unwrap_or(text);
    let number = digits.parse::<u64>().ok().filter(|number| *number > 0);
    number
        .map(MessageId)
        .ok_or_else(|| CommandError::new(format!("{text} is no message. Messages are called m-1, m-2 and so on.")))
}

/// A time: `5s`, `20ms`, `1h30min`.
pub(super) fn duration(text: &str) -> Result<SimDuration, CommandError> {
    let hint = || CommandError::new(format!("{text} is no time. Write for example 20ms, 1.5s or 2min."));
    parse_duration(text).ok_or_else(hint)
}

/// A node, and one of its ports when it is named: `orders`, `worker:out`.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub node: NodeId,
    pub port: Option<u8>,
}

/// An end of a wire as it is written.
pub(super) fn end(world: &World, text: &str) -> Result<End, CommandError> {
    let Some((name, port)) = text.split_once(':') else {
        return Ok(End {
            node: find(world, text)?,
            port: None,
        });
    };
    let node = find(world, name)?;
    let ports = world.info(node).map_or(&[][..], |info| info.spec.ports);
    match (0u8..).zip(ports).find(|(_, spec)| spec.name == port) {
        Some((index, _)) => Ok(End {
            node,
            port: Some(index),
        }),
        None => {
            let names: Vec<&str> = ports.iter().map(|spec| spec.name).collect();
            let all = names.join(", ");
            Err(CommandError::new(format!("{name} has no port {port}. It has: {all}.")))
        }
    }
}

/// The wires between two ends, in the order of their numbers, whichever way messages flow. A sentence when there is none.
pub fn wires_between(world: &World, one: &str, other: &str) -> Result<Vec<WireId>, CommandError> {
    let ends = (end(world, one)?, end(world, other)?);
    let is = |wanted: End, (node, port): (NodeId, u8)| {
        wanted.node == node && wanted.port.is_none_or(|wanted| wanted == port)
    };
    let joins = |link: &Link| {
        let (from, to) = (link.from, link.to);
        (is(ends.0, from) && is(ends.1, to)) || (is(ends.1, from) && is(ends.0, to))
    };
    let network = world.network().iter();
    let wires: Vec<WireId> = network.filter(|(_, link)| joins(link)).map(|(wire, _)| wire).collect();
    if wires.is_empty() {
        let hint = "Name two nodes that a wire joins.";
        return Err(CommandError::new(format!(
            "There is no wire between {one} and {other}. {hint}"
        )));
    }
    Ok(wires)
}

/// What could be set on a wire between two ends, whichever way messages would flow.
pub fn connections(world: &World, one: &str, other: &str) -> Vec<&'static WireSpec> {
    let (Ok(one), Ok(other)) = (end(world, one), end(world, other)) else {
        return Vec::new();
    };
    let ports = |end: End| world.info(end.node).map_or(&[][..], |info| info.spec.ports);
    let between = |from: End, to: End| {
        let pairs = port_pairs(ports(from), ports(to)).into_iter();
        pairs.map(move |(out, into)| WireSpec::between(&ports(from)[usize::from(out)], &ports(to)[usize::from(into)]))
    };
    between(one, other).chain(between(other, one)).collect()
}

/// The pairs of ports by which messages can flow from one kind to another over a wire, in the order of the ports.
pub fn port_pairs(from: &[PortSpec], to: &[PortSpec]) -> Vec<(u8, u8)> {
    let mut pairs = Vec::new();
    for (out, start) in (0u8..).zip(from) {
        for (into, end) in (0u8..).zip(to) {
            let flows = start.flow == Flow::Out && end.flow == Flow::In;
            if flows && start.speaks == end.speaks && !matches!(start.speaks, Speaks::Reference(_)) {
                pairs.push((out, into));
            }
        }
    }
    pairs
}
