//! Amazon EventBridge behind the AWS front: actions by name, buses and rules by name or ARN, refusals in its words.

mod events;
mod pipes;
mod scheduler;

use super::rules::rule;
use crate::base::NodeId;
use crate::nodes::pattern::test_event_pattern;
use crate::nodes::service::arn::read_arn;
use crate::nodes::service::{ApiError, Begun, Members, Service, Ticket};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Response, Rule};
use serde_json::{Value, json};

/// The service `events`, as the registry names it.
pub static EVENTS: Service = Service {
    name: "events",
    actions: super::api::EVENTS,
    begin,
    finish,
    gone,
};

/// The service `scheduler`.
pub static SCHEDULER: Service = Service {
    name: "scheduler",
    actions: super::api::SCHEDULER,
    begin: scheduler::begin,
    finish,
    gone,
};

/// The service `pipes`.
pub static PIPES: Service = Service {
    name: "pipes",
    actions: super::api::PIPES,
    begin: pipes::begin,
    finish,
    gone,
};

fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let answer = match action.name {
        "PutEvents" => events::put_events(world, input),
        "TestEventPattern" => test_pattern(input),
        other => unreachable!("{other} is not in the table of actions"),
    };
    answer.map(Begun::Answer)
}

/// No call waits.
fn finish(_world: &World, _ticket: &Ticket, _response: Response) -> Result<Value, ApiError> {
    Err(gone())
}

fn gone() -> ApiError {
    refused(
        "ResourceNotFoundException",
        "The resource is gone.",
        const { rule("EVB-039") },
    )
}

/// A refusal with its rule.
fn refused(code: &'static str, message: impl Into<String>, rule: &'static Rule) -> ApiError {
    ApiError::new(code, message).because(Some(rule))
}

/// A text member, if it is there.
fn text<'a>(input: &'a Members, name: &str) -> Option<&'a str> {
    input.get(name).and_then(Value::as_str)
}

/// The texts of a list.
fn texts(input: &Members, name: &str) -> Vec<String> {
    let list = input.get(name).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_string).collect()
}

/// The name in a name or an ARN: `bus` of `arn:aws:events:us-east-1:123456789012:event-bus/bus`.
fn plain_name<'a>(text: &'a str, service: &str) -> &'a str {
    let name = read_arn(text, service).map_or(text, |address| address.name);
    name.rsplit_once('/').map_or(name, |(_, last)| last)
}

/// All nodes of a kind, in the order of their numbers.
fn all(world: &World, fits: fn(&AnyNode) -> bool) -> Vec<NodeId> {
    world.nodes().filter(|(_, node)| fits(node)).map(|(id, _)| id).collect()
}

fn is_bus(node: &AnyNode) -> bool {
    matches!(node, AnyNode::EventBus(_))
}

/// EVB-010: the bus of this name; without one that is named `default`, or else the first.
fn bus(world: &World, name: Option<&str>) -> Result<NodeId, ApiError> {
    let wanted = plain_name(name.unwrap_or("default"), "events");
    let buses = all(world, is_bus);
    let named = |id: &&NodeId| world.info(**id).is_some_and(|info| info.name.as_ref() == wanted);
    let found = buses
        .iter()
        .find(named)
        .or_else(|| buses.first().filter(|_| wanted == "default"));
    found.copied().ok_or_else(|| {
        let message = format!("Event bus {wanted} does not exist.");
        refused("ResourceNotFoundException", message, const { rule("EVB-039") })
    })
}

/// TestEventPattern.
fn test_pattern(input: &Members) -> Result<Value, ApiError> {
    let member = |name| text(input, name).unwrap_or_default();
    match test_event_pattern(member("EventPattern"), member("Event")) {
        Ok(result) => Ok(json!({ "Result": result })),
        Err(rejection) => Err(refused(rejection.code, rejection.message, const { rule("EVB-039") })),
    }
}
