//! Amazon EventBridge behind the AWS front: actions by name, buses and rules by name or ARN, refusals in its words.

mod archives;
mod events;
mod joined_pipes;
mod pipes;
mod rules;
mod scheduler;
mod targets;

use super::rules::rule;
use crate::base::NodeId;
use crate::nodes::access::source_arn;
use crate::nodes::pattern::test_event_pattern;
use crate::nodes::service::arn::read_arn;
use crate::nodes::service::making::{add_node, free_wire};
use crate::nodes::service::members::{text, texts};
use crate::nodes::service::{ApiError, Begun, Members, Service, Ticket};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Input, Link, Response, Rule, Settings, Terms};
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
        "CancelReplay" => archives::cancel(world, input),
        "CreateArchive" => archives::create(world, input),
        "CreateEventBus" => rules::create_bus(world, input),
        "DeleteArchive" => archives::delete(world, input),
        "DeleteEventBus" => rules::delete_bus(world, input),
        "DeleteRule" => rules::delete(world, input),
        "DescribeArchive" => archives::describe_one(world, input),
        "DescribeReplay" => archives::describe_replay(world, input),
        "DescribeRule" => rules::describe_one(world, input),
        "DisableRule" => rules::switch(world, input, 1),
        "EnableRule" => rules::switch(world, input, 0),
        "ListEventBuses" => Ok(rules::list_buses(world)),
        "ListRules" => rules::list(world, input),
        "ListTargetsByRule" => targets::list(world, input),
        "PutEvents" => events::put_events(world, input),
        "PutRule" => rules::put(world, input),
        "PutTargets" => targets::put(world, input),
        "RemoveTargets" => targets::remove(world, input),
        "StartReplay" => archives::start(world, input),
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
    found.copied().ok_or_else(|| missing("Event bus", wanted))
}

/// EVB-039: there is no such thing.
fn missing(what: &str, name: &str) -> ApiError {
    let message = format!("{what} {name} does not exist.");
    refused("ResourceNotFoundException", message, const { rule("EVB-039") })
}

/// A quota is used up.
fn quota(message: &str, rule: &'static Rule) -> ApiError {
    refused("LimitExceededException", message, rule)
}

/// The node that an ARN or a plain name means.
fn node_of(world: &World, text: &str) -> Option<NodeId> {
    let is = |(id, _): &(NodeId, &AnyNode)| {
        let info = world.info(*id);
        info.is_some_and(|info| info.name.as_ref() == text || source_arn(info) == text || rules::bus_arn(info) == text)
    };
    world.nodes().find(is).map(|(id, _)| id)
}

/// Makes a node.
fn add(world: &mut World, name: &str, settings: Settings) -> Result<NodeId, ApiError> {
    add_node(world, name, settings).map_err(|_| gone())
}

/// Changes what is set for a node.
fn configure(world: &mut World, id: NodeId, settings: Settings) -> Result<(), ApiError> {
    world.apply(Input::Configure(id, settings)).map_err(|_| gone())
}

/// Takes a node away.
fn remove(world: &mut World, id: NodeId) -> Result<(), ApiError> {
    world.apply(Input::Remove(id)).map_err(|_| gone())
}

/// Draws a wire, with what is set for the connection.
fn wire(world: &mut World, from: (NodeId, u8), to: (NodeId, u8), terms: Option<Terms>) -> Result<(), ApiError> {
    let plain = Link::between(from, to);
    let link = Link {
        terms: terms.unwrap_or_else(|| plain.terms.clone()),
        ..plain
    };
    world.apply(Input::Wire(free_wire(world), link)).map_err(|_| gone())
}

/// TestEventPattern.
fn test_pattern(input: &Members) -> Result<Value, ApiError> {
    let member = |name| text(input, name).unwrap_or_default();
    match test_event_pattern(member("EventPattern"), member("Event")) {
        Ok(result) => Ok(json!({ "Result": result })),
        Err(rejection) => Err(refused(rejection.code, rejection.message, const { rule("EVB-039") })),
    }
}
