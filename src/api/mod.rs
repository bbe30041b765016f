//! The AWS front: calls by exact action names and JSON members, `aws …` lines as the AWS CLI takes them, and a few
//! verbs of our own for what AWS has no command for.
//!
//! [`call`] answers a call; [`begin`] and [`answer`] do the same in two halves for who can't stop the world while a long
//! poll waits. [`parse`] turns an `aws …` line into a call and [`render`] prints an answer. [`perform`] does whatever a
//! line says: the steps of a scenario and the console go through it.

mod arn;
mod command_line;
mod complete;
mod error;
mod lines;
mod names;
mod nearest;
mod render;
mod shape;
mod shorthand;
mod sqs;
mod verbs;
mod words;

pub use arn::{ACCOUNT, DEFAULT_REGION, queue_arn, queue_url};
pub use command_line::{Command, Output, parse};
pub use complete::complete;
pub use error::{ApiError, CommandError};
pub use lines::{Names, lines};
pub use names::kebab;
pub use nearest::{did_you_mean, nearest};
pub use render::render;
pub use verbs::{Performed, VERBS, Verb, delayed_line, perform, port_pairs};
pub use words::quote;

use crate::base::{NodeId, SimTime};
use crate::nodes::World;
use crate::nodes::sqs::api::ACTIONS as SQS_ACTIONS;
use crate::sim::{Action, Response};
use serde_json::{Map, Value};
use shape::{Misfit, misfits};

/// Calls an action with the members of its input, whose shape has been checked.
type Begin = fn(&mut World, &'static Action, &Map<String, Value>) -> Result<Begun, ApiError>;

/// A service that can be called.
pub struct Service {
    /// As the AWS CLI calls it: `sqs`.
    pub name: &'static str,
    /// Its actions.
    pub actions: &'static [Action],
    begin: Begin,
    finish: fn(&World, &Ticket, Response) -> Result<Value, ApiError>,
}

/// All services.
pub static SERVICES: &[Service] = &[Service {
    name: sqs::SERVICE,
    actions: SQS_ACTIONS,
    begin: sqs::begin,
    finish: sqs::finish,
}];

/// What became of the beginning of a call.
#[derive(Clone, Debug)]
pub enum Begun {
    /// It is answered.
    Answer(Value),
    /// It waits; ask [`answer`] for it when time has passed.
    Waiting(Ticket),
}

/// A call that waits for its answer.
#[derive(Clone, Debug)]
pub struct Ticket {
    service: &'static str,
    action: &'static Action,
    node: NodeId,
    call: u64,
    input: Map<String, Value>,
}

impl Ticket {
    /// The action that waits.
    pub fn action(&self) -> &'static Action {
        self.action
    }
}

/// The action of a service.
pub fn find_action(service: &str, action: &str) -> Option<&'static Action> {
    let service = SERVICES.iter().find(|known| known.name == service)?;
    service.actions.iter().find(|known| known.name == action)
}

/// Calls an action at the world's present instant. `action` is AWS's name (`SendMessage`), `input` has AWS's members.
pub fn begin(world: &mut World, service: &str, action: &str, input: Value) -> Result<Begun, ApiError> {
    let named = |error: ApiError| ApiError {
        action: action.to_string(),
        ..error
    };
    let found = SERVICES.iter().find(|known| known.name == service);
    let found = found.and_then(|found| Some((found, found.actions.iter().find(|known| known.name == action)?)));
    let Some((service, known)) = found else {
        let message = format!("The operation {action} of {service} is not valid.");
        return Err(named(ApiError::new("UnknownOperationException", message)));
    };
    let Value::Object(input) = input else {
        let message = "The input must be a structure.";
        return Err(named(ApiError::new("SerializationException", message)));
    };
    for misfit in misfits(known.params, &input) {
        match misfit {
            Misfit::Type { path, expected } => {
                let message = format!("{path} must be {expected}.");
                return Err(named(ApiError::new("SerializationException", message)));
            }
            Misfit::Missing { name, .. } => {
                let message = format!("The request must contain the parameter {name}.");
                return Err(named(ApiError::new("MissingParameter", message)));
            }
            Misfit::Unknown { .. } => {}
        }
    }
    (service.begin)(world, known, &input).map_err(named)
}

/// The answer to a call that waits, once there is one. It is given only once.
pub fn answer(world: &mut World, ticket: &Ticket) -> Option<Result<Value, ApiError>> {
    let service = SERVICES.iter().find(|known| known.name == ticket.service)?;
    let gone = || ApiError::new("QueueDoesNotExist", "The specified queue does not exist.");
    let result = match world.take_answer(ticket.call) {
        Some(response) => (service.finish)(world, ticket, response),
        None if world.info(ticket.node).is_none() => Err(gone()),
        None => return None,
    };
    Some(result.map_err(|error| ApiError {
        action: ticket.action.name.to_string(),
        ..error
    }))
}

/// Calls an action and lets the world go on until it is answered.
pub fn call(world: &mut World, service: &str, action: &str, input: Value) -> Result<Value, ApiError> {
    match begin(world, service, action, input)? {
        Begun::Answer(value) => Ok(value),
        Begun::Waiting(ticket) => loop {
            if let Some(result) = answer(world, &ticket) {
                return result;
            }
            if !world.step(SimTime::NEVER) {
                let message = "Nothing is left to happen, and the call is still not answered.";
                return Err(ApiError::new("InternalError", message).with_http(500));
            }
        },
    }
}

#[cfg(test)]
mod tests;
