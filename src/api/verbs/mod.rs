//! What a line does: an `aws …` call, or one of the verbs for which AWS has no command.

mod faults;
mod messages;
mod reading;
mod regions;
mod settings;
mod structure;

pub use reading::{connections, port_pairs, wires_between};

use super::command_line::{Command, Output, parse};
use super::error::CommandError;
use super::nearest::did_you_mean;
use super::words::split;
use super::{Begun, Ticket, begin};
use crate::nodes::World;
use crate::sim::Action;
use faults::{fail, heal, partition, poison, restart, send, slow, throttle, zone_down, zone_up};
use messages::{delay, drop_message, duplicate};
use regions::{region_down, region_up};
use serde_json::Value as Json;
use settings::set;
use structure::{add, connect, disconnect, place, remove, rename, wire};

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
        name: "add",
        usage: "add KIND NAME Setting=Value",
        help: "A node comes into the run: add worker billing Concurrency=4.",
        run: add,
    },
    Verb {
        name: "after",
        usage: "after 3 fail NODE",
        help: "Does a command after so many other things of the same instant: for steps.",
        run: after,
    },
    Verb {
        name: "connect",
        usage: "connect NODE NODE, or connect NODE:port NODE:port latency=50ms Setting=Value",
        help: "A wire from the first node to the second, with what is set for it, such as a filter policy.",
        run: connect,
    },
    Verb {
        name: "delay",
        usage: "delay m-12 5s",
        help: "The message takes so much longer on the wire it is on, or on its next one.",
        run: delay,
    },
    Verb {
        name: "disconnect",
        usage: "disconnect NODE NODE",
        help: "The wires between two nodes go.",
        run: disconnect,
    },
    Verb {
        name: "drop",
        usage: "drop m-12",
        help: "The message, with its batch, is lost on the wire it is on, or on its next one.",
        run: drop_message,
    },
    Verb {
        name: "duplicate",
        usage: "duplicate m-12",
        help: "Its present or next hop delivers it twice: a send is stored again as a copy, a delivery can be received again at once.",
        run: duplicate,
    },
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
        name: "place",
        usage: "place NODE region=eu-west-1 zone=a",
        help: "A node stands in another region or zone.",
        run: place,
    },
    Verb {
        name: "poison",
        usage: "poison m-12, or poison NODE m-12",
        help: "Work on this message always fails, everywhere or at one node.",
        run: poison,
    },
    Verb {
        name: "region-down",
        usage: "region-down us-east-1, or region-down us-east-1 a",
        help: "All nodes in a region, or in one zone of it, go down, and the wires to them are cut.",
        run: region_down,
    },
    Verb {
        name: "region-up",
        usage: "region-up us-east-1, or region-up us-east-1 a",
        help: "The nodes there come back, and all wires to them work again.",
        run: region_up,
    },
    Verb {
        name: "remove",
        usage: "remove NODE",
        help: "A node goes, with its wires and everything in it.",
        run: remove,
    },
    Verb {
        name: "rename",
        usage: "rename OLD NEW",
        help: "A node gets another name.",
        run: rename,
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
        name: "throttle",
        usage: "throttle NODE 20%, throttle NODE 5/s, or throttle NODE off",
        help: "A service refuses this share of the calls, or all beyond so many in a second.",
        run: throttle,
    },
    Verb {
        name: "wire",
        usage: "wire NODE NODE latency=50ms jitter=5ms loss=2% Setting=Value",
        help: "Changes the wires between two nodes, and the settings of a subscription, a mapping or a target.",
        run: wire,
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
    let (_, line) = delayed_line(line);
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

/// Without the line behind it, it says nothing; with one, [`perform`] has taken it away.
fn after(_: &mut World, _: &[&str]) -> Ran {
    None
}

/// How many things of the same instant come before what a line says, and the line itself: `after 3 fail worker` is
/// `(3, "fail worker")`. Only whoever plans steps waits for them.
pub fn delayed_line(line: &str) -> (u64, &str) {
    let read = || {
        let (count, rest) = line.trim_start().strip_prefix("after ")?.trim_start().split_once(' ')?;
        Some((count.parse().ok()?, rest))
    };
    read().unwrap_or((0, line))
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
