//! Faults of nodes and wires.

use super::Ran;
use super::reading::{apply, fault, find, message, number, wires_between};
use crate::api::error::CommandError;
use crate::base::{NodeId, parse_share};
use crate::nodes::World;
use crate::sim::{Fault, Input, Throttling};

pub(super) fn fail(world: &mut World, arguments: &[&str]) -> Ran {
    let [name] = arguments else { return None };
    Some(fault(world, name, Fault::Crash, format!("{name} is down.")))
}

pub(super) fn restart(world: &mut World, arguments: &[&str]) -> Ran {
    let [name] = arguments else { return None };
    Some(fault(world, name, Fault::Restart, format!("{name} is up.")))
}

pub(super) fn send(world: &mut World, arguments: &[&str]) -> Ran {
    let (name, times) = match arguments {
        [name] => (name, Ok(1)),
        [name, times] => (name, number(times, "How many", 1, 10_000)),
        _ => return None,
    };
    Some(times.and_then(|times| fault(world, name, Fault::Trigger(times), format!("{name} sends {times} now."))))
}

pub(super) fn slow(world: &mut World, arguments: &[&str]) -> Ran {
    let [name, percent] = arguments else { return None };
    let digits = percent.strip_suffix('%').unwrap_or(percent);
    let said = format!("Work at {name} takes {digits}% of its time.");
    Some(
        number(digits, "The percentage", 1, 1_000_000)
            .and_then(|hundredths| fault(world, name, Fault::Slow(hundredths), said)),
    )
}

fn zone(text: &str) -> Result<u8, CommandError> {
    let hint = || CommandError::new(format!("The zone must be a, b or c, not {text}."));
    ["a", "b", "c"]
        .iter()
        .zip(0u8..)
        .find(|(name, _)| **name == text)
        .map(|(_, zone)| zone)
        .ok_or_else(hint)
}

pub(super) fn zone_down(world: &mut World, arguments: &[&str]) -> Ran {
    let [name, letter] = arguments else { return None };
    let said = format!("{name} has lost zone {letter}.");
    Some(zone(letter).and_then(|zone| fault(world, name, Fault::ZoneDown(zone), said)))
}

pub(super) fn zone_up(world: &mut World, arguments: &[&str]) -> Ran {
    let [name, letter] = arguments else { return None };
    let said = format!("{name} has zone {letter} back.");
    Some(zone(letter).and_then(|zone| fault(world, name, Fault::ZoneUp(zone), said)))
}

pub(super) fn poison(world: &mut World, arguments: &[&str]) -> Ran {
    let (name, text) = match arguments {
        [text] => (None, text),
        [name, text] => (Some(name), text),
        _ => return None,
    };
    let message = match message(text) {
        Ok(message) => message,
        Err(error) => return Some(Err(error)),
    };
    let said = format!("Work on {message} will fail.");
    if let Some(name) = name {
        return Some(fault(world, name, Fault::Poison(message), said));
    }
    let everyone: Vec<NodeId> = world.nodes().map(|(id, _)| id).collect();
    let all = everyone
        .into_iter()
        .try_for_each(|id| apply(world, Input::Fault(id, Fault::Poison(message))));
    Some(all.map(|()| said))
}

pub(super) fn partition(world: &mut World, arguments: &[&str]) -> Ran {
    let [one, other] = arguments else { return None };
    Some(switch(world, (one, other), false).map(|()| format!("Nothing gets through between {one} and {other}.")))
}

pub(super) fn heal(world: &mut World, arguments: &[&str]) -> Ran {
    let [one, other] = arguments else { return None };
    Some(switch(world, (one, other), true).map(|()| format!("{one} and {other} reach each other again.")))
}

fn switch(world: &mut World, (one, other): (&str, &str), on: bool) -> Result<(), CommandError> {
    wires_between(world, one, other)?
        .into_iter()
        .try_for_each(|wire| apply(world, Input::Switch(wire, on)))
}

pub(super) fn throttle(world: &mut World, arguments: &[&str]) -> Ran {
    let [name, limit] = arguments else { return None };
    Some(throttling(limit).and_then(|limit| {
        let id = find(world, name)?;
        let service = world.info(id).map_or("", |info| info.spec.service);
        if service.is_empty() {
            let hint = "Throttle the service that it calls.";
            return Err(CommandError::new(format!("Nothing calls {name}. {hint}")));
        }
        apply(world, Input::Fault(id, Fault::Throttle(limit)))?;
        Ok(match limit {
            None => format!("{name} takes all calls again."),
            Some(Throttling::Share(_)) => format!("{name} refuses {} of the calls.", arguments[1]),
            Some(Throttling::Rate(calls)) => format!("{name} takes {calls} calls a second and refuses the others."),
        })
    }))
}

fn throttling(text: &str) -> Result<Option<Throttling>, CommandError> {
    if text == "off" {
        return Ok(None);
    }
    if let Some(calls) = text.strip_suffix("/s") {
        let calls = number(calls, "The calls a second", 0, 1_000_000)?;
        return Ok(Some(Throttling::Rate(calls)));
    }
    let hint = || CommandError::new(format!("{text} is no limit. Write for example 20%, 5/s or off."));
    parse_share(text)
        .map(|share| Some(Throttling::Share(share)))
        .ok_or_else(hint)
}
