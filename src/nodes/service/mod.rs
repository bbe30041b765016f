//! What makes a kind a service that can be called: its actions by exact name and AWS's JSON members, ARNs, and refusals in
//! AWS's words. A kind's own front is in its folder; what they share is here.
//!
//! [`call`] answers a call; [`begin`] and [`answer`] do the same in two halves for who can't stop the world while a call
//! waits, as a long poll does.

pub mod arn;
mod error;
pub mod making;
pub mod members;
mod shape;
pub mod uuid;

pub use error::ApiError;
pub use shape::{Misfit, misfits};

use super::World;
use crate::base::{NodeId, SimTime};
use crate::sim::{Action, Response};
use serde_json::{Map, Value};

/// The members of an input, whose shape has been checked.
pub type Members = Map<String, Value>;

/// Calls an action with the members of its input, whose shape has been checked.
pub type Begin = fn(&mut World, &'static Action, &Members) -> Result<Begun, ApiError>;

/// A service that can be called. Each kind that belongs to one names it in its line of the registry.
pub struct Service {
    /// As the AWS CLI calls it: `sqs`.
    pub name: &'static str,
    /// Its actions.
    pub actions: &'static [Action],
    /// Begins a call.
    pub begin: Begin,
    /// Turns what a waiting call brought into its answer.
    pub finish: fn(&World, &Ticket, Response) -> Result<Value, ApiError>,
    /// What [`answer`] says when the node that a call waits for has gone.
    pub gone: fn() -> ApiError,
}

/// All services, by name, each once.
pub fn services() -> impl Iterator<Item = &'static Service> {
    let all = super::SERVICES.iter().enumerate();
    let first = |(index, service): &(usize, &&'static Service)| {
        super::SERVICES[..*index]
            .iter()
            .all(|earlier| earlier.name != service.name)
    };
    all.filter(first).map(|(_, service)| *service)
}

/// The service of this name.
pub fn service(name: &str) -> Option<&'static Service> {
    services().find(|known| known.name == name)
}

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
    /// Whose call it is.
    pub service: &'static str,
    /// Which action.
    pub action: &'static Action,
    /// The node that it waits for.
    pub node: NodeId,
    /// The number of the call.
    pub call: u64,
    /// Its input.
    pub input: Members,
}

/// The action of a service.
pub fn find_action(service: &str, action: &str) -> Option<&'static Action> {
    let service = self::service(service)?;
    service.actions.iter().find(|known| known.name == action)
}

/// Calls an action at the world's present instant. `action` is AWS's name (`SendMessage`), `input` has AWS's members.
pub fn begin(world: &mut World, service: &str, action: &str, input: Value) -> Result<Begun, ApiError> {
    let named = |error: ApiError| ApiError {
        action: action.to_string(),
        ..error
    };
    let found = self::service(service);
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
    let service = self::service(ticket.service)?;
    let result = match world.take_answer(ticket.call) {
        Some(response) => (service.finish)(world, ticket, response),
        None if world.info(ticket.node).is_none() => Err((service.gone)()),
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
