//! What a line does: an `aws …` call, or one of the verbs for which AWS has no command.

use super::command_line::{Command, Output, parse};
use super::error::CommandError;
use super::nearest::did_you_mean;
use super::words::{quote, split};
use super::{Begun, Ticket, begin};
use crate::base::{MessageId, NodeId, WireId};
use crate::nodes::World;
use crate::sim::{Action, Change, Fault, FieldSpec, FieldType, Input, Settings, Value};
use serde_json::Value as Json;

/// What a verb did, as a sentence. None when it was not written as it must be.
type Ran = Option<Result<String, CommandError>>;

/// A verb of our own.
#[derive(Debug)]
pub struct Verb {
    /// The first word of the line.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// One sentence.
    pub help: &'static str,
    run: fn(&mut World, &[&str]) -> Ran,
}

/// All verbs, in alphabetical order.
pub static VERBS: &[Verb] = &[
    Verb {
        name: "fail",
        usage: "fail NODE",
        help: "The node dies, with everything in its hands.",
        run: fail,
    },
    Verb {
        name: "heal",
        usage: "heal NODE NODE",
        help: "The wires between two nodes work again.",
        run: heal,
    },
    Verb {
        name: "partition",
        usage: "partition NODE NODE",
        help: "Nothing gets through between two nodes.",
        run: partition,
    },
    Verb {
        name: "poison",
        usage: "poison m-12, or poison NODE m-12",
        help: "Work on this message always fails, everywhere or at one node.",
        run: poison,
    },
    Verb {
        name: "restart",
        usage: "restart NODE",
        help: "A node that died comes back.",
        run: restart,
    },
    Verb {
        name: "send",
        usage: "send NODE, or send NODE 10",
        help: "A producer sends now, once or so many times.",
        run: send,
    },
    Verb {
        name: "set",
        usage: "set NODE Setting=Value",
        help: "Changes any setting of a node.",
        run: set,
    },
    Verb {
        name: "slow",
        usage: "slow NODE 300%",
        help: "Work takes so much of its normal time; 100% is normal again.",
        run: slow,
    },
    Verb {
        name: "zone-down",
        usage: "zone-down NODE a",
        help: "A service loses one of its three Availability Zones a, b, c.",
        run: zone_down,
    },
    Verb {
        name: "zone-up",
        usage: "zone-up NODE a",
        help: "The Availability Zone is back.",
        run: zone_up,
    },
];

/// What a line did.
#[derive(Clone, Debug)]
pub enum Performed {
    /// A call was answered.
    Answered {
        /// Which action.
        action: &'static Action,
        /// The answer.
        answer: Json,
        /// How the line wants it printed.
        output: Output,
    },
    /// A long poll waits for messages.
    Waiting {
        /// With which the answer is fetched.
        ticket: Ticket,
        /// How the line wants it printed.
        output: Output,
    },
    /// A verb was carried out: what happened, as a sentence.
    Done(String),
}

/// Carries out a line at the world's present instant: `aws …` or a verb. Nothing has changed when it fails.
pub fn perform(world: &mut World, line: &str) -> Result<Performed, CommandError> {
    let words = split(line)?;
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    match texts.as_slice() {
        [] => Err(CommandError::new(
            "The line is empty. Write an aws call or one of: ".to_string() + &all_names(),
        )),
        ["aws", ..] => call_line(world, parse(line)?),
        [name, arguments @ ..] => {
            let Some(verb) = VERBS.iter().find(|verb| verb.name == *name) else {
                let meant = did_you_mean(name, VERBS.iter().map(|verb| verb.name).chain(["aws"]));
                let all = all_names();
                return Err(CommandError::new(format!(
                    "There is no command {name}.{meant} There are: aws, {all}"
                )));
            };
            let usage = || Err(CommandError::new(format!("Write: {}. {}", verb.usage, verb.help)));
            (verb.run)(world, arguments).unwrap_or_else(usage).map(Performed::Done)
        }
    }
}

fn all_names() -> String {
    let names: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
    names.join(", ") + "."
}

fn call_line(world: &mut World, command: Command) -> Result<Performed, CommandError> {
    let Command {
        service,
        action,
        input,
        output,
    } = command;
    Ok(match begin(world, service, action.name, input)? {
        Begun::Answer(answer) => Performed::Answered { action, answer, output },
        Begun::Waiting(ticket) => Performed::Waiting { ticket, output },
    })
}

fn find(world: &World, name: &str) -> Result<NodeId, CommandError> {
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

fn apply(world: &mut World, input: Input) -> Result<(), CommandError> {
    world
        .apply(input)
        .map_err(|error| CommandError::new(format!("This can't be done: {error}.")))
}

/// Does something to a node and says so.
fn fault(world: &mut World, name: &str, fault: Fault, said: String) -> Result<String, CommandError> {
    let id = find(world, name)?;
    apply(world, Input::Fault(id, fault))?;
    Ok(said)
}

/// A whole number in a range.
fn number(text: &str, what: &str, least: u32, most: u32) -> Result<u32, CommandError> {
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

fn fail(world: &mut World, arguments: &[&str]) -> Ran {
    let [name] = arguments else { return None };
    Some(fault(world, name, Fault::Crash, format!("{name} is down.")))
}

fn restart(world: &mut World, arguments: &[&str]) -> Ran {
    let [name] = arguments else { return None };
    Some(fault(world, name, Fault::Restart, format!("{name} is up.")))
}

fn send(world: &mut World, arguments: &[&str]) -> Ran {
    let (name, times) = match arguments {
        [name] => (name, Ok(1)),
        [name, times] => (name, number(times, "How many", 1, 10_000)),
        _ => return None,
    };
    Some(times.and_then(|times| fault(world, name, Fault::Trigger(times), format!("{name} sends {times} now."))))
}

fn slow(world: &mut World, arguments: &[&str]) -> Ran {
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

fn zone_down(world: &mut World, arguments: &[&str]) -> Ran {
    let [name, letter] = arguments else { return None };
    let said = format!("{name} has lost zone {letter}.");
    Some(zone(letter).and_then(|zone| fault(world, name, Fault::ZoneDown(zone), said)))
}

fn zone_up(world: &mut World, arguments: &[&str]) -> Ran {
    let [name, letter] = arguments else { return None };
    let said = format!("{name} has zone {letter} back.");
    Some(zone(letter).and_then(|zone| fault(world, name, Fault::ZoneUp(zone), said)))
}

fn poison(world: &mut World, arguments: &[&str]) -> Ran {
    let (name, text) = match arguments {
        [text] => (None, text),
        [name, text] => (Some(name), text),
        _ => return None,
    };
    let digits = text.strip_prefix("m-").unwrap_or(text);
    let Some(number) = digits.parse::<u64>().ok().filter(|number| *number > 0) else {
        let hint = format!("{text} is no message. Messages are called m-1, m-2 and so on.");
        return Some(Err(CommandError::new(hint)));
    };
    let message = MessageId(number);
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

fn partition(world: &mut World, arguments: &[&str]) -> Ran {
    let [one, other] = arguments else { return None };
    Some(switch(world, (one, other), false).map(|()| format!("Nothing gets through between {one} and {other}.")))
}

fn heal(world: &mut World, arguments: &[&str]) -> Ran {
    let [one, other] = arguments else { return None };
    Some(switch(world, (one, other), true).map(|()| format!("{one} and {other} reach each other again.")))
}

fn switch(world: &mut World, (one, other): (&str, &str), on: bool) -> Result<(), CommandError> {
    let ends = (find(world, one)?, find(world, other)?);
    let joins = |from: NodeId, to: NodeId| (from, to) == ends || (to, from) == ends;
    let network = world.network().iter();
    let wires: Vec<WireId> = network
        .filter(|(_, link)| joins(link.from.0, link.to.0))
        .map(|(wire, _)| wire)
        .collect();
    if wires.is_empty() {
        let hint = "Name two nodes that a wire joins.";
        return Err(CommandError::new(format!(
            "There is no wire between {one} and {other}. {hint}"
        )));
    }
    wires
        .into_iter()
        .try_for_each(|wire| apply(world, Input::Switch(wire, on)))
}

fn set(world: &mut World, arguments: &[&str]) -> Ran {
    let [name, assignments @ ..] = arguments else {
        return None;
    };
    if assignments.is_empty() || assignments.iter().any(|text| !text.contains('=')) {
        return None;
    }
    Some(set_all(world, name, assignments))
}

fn set_all(world: &mut World, name: &str, assignments: &[&str]) -> Result<String, CommandError> {
    let id = find(world, name)?;
    let Some(info) = world.info(id) else {
        return Err(CommandError::new(format!("There is no node {name}.")));
    };
    let mut settings = info.settings.clone();
    for assignment in assignments {
        let (field, text) = assignment.split_once('=').unwrap_or((assignment, ""));
        assign(world, &mut settings, field, text)?;
    }
    apply(world, Input::Configure(id, settings))?;
    Ok(format!("{name} has {}.", assignments.join(", ")))
}

fn assign(world: &World, settings: &mut Settings, name: &str, text: &str) -> Result<(), CommandError> {
    let spec = settings.spec();
    let Some((_, field)) = spec.field(name) else {
        let meant = did_you_mean(name, spec.fields.iter().map(|field| field.name));
        let all: Vec<&str> = spec.fields.iter().map(|field| field.name).collect();
        let help = if meant.is_empty() {
            format!(" It has: {}.", all.join(", "))
        } else {
            meant
        };
        return Err(CommandError::new(format!(
            "{} has no setting {name}.{help}",
            spec.label
        )));
    };
    if field.change == Change::AtCreation {
        let hint = "Make a new node with the value you need.";
        return Err(CommandError::new(format!(
            "{name} is fixed when the node is made. {hint}"
        )));
    }
    let value = read_setting(world, field, text)?;
    settings
        .set(name, value)
        .map_err(|error| CommandError::new(error.to_string()))
}

fn read_setting(world: &World, field: &FieldSpec, text: &str) -> Result<Value, CommandError> {
    let FieldType::Node(kinds) = field.ty else {
        return field.parse(text).map_err(|error| CommandError::new(error.to_string()));
    };
    if text.is_empty() || text == "none" {
        return Ok(Value::Node(None));
    }
    let id = find(world, text)?;
    match world.info(id) {
        Some(info) if kinds.contains(&info.spec.kind) => Ok(Value::Node(Some(id))),
        _ => Err(CommandError::new(format!(
            "{}: {text} is of another kind. Use {}.",
            field.name,
            field.range()
        ))),
    }
}
