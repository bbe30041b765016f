//! AWS Lambda behind the AWS front: functions by name or ARN, mappings by UUID, refusals in the service's words (LAM-140).

mod event_config;
mod functions;
mod invoke;
mod mappings;
mod policy;

use super::rules::rule;
use super::spec;
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::service::arn;
use crate::nodes::service::members::{number, text};
use crate::nodes::service::{ApiError, Begun, Members, Service};
use crate::sim::{Action, FieldType, Input, NodeInfo, Rule, Settings, Value as Setting};
use serde_json::Value;

/// The service, as the registry names it.
pub static SERVICE: Service = Service {
    name: "lambda",
    actions: super::api::ACTIONS,
    begin,
    finish: invoke::finish,
    gone: || no_function(""),
};

/// Calls an action.
fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let answer = match action.name {
        "AddPermission" => policy::add(world, input),
        "CreateEventSourceMapping" => mappings::create(world, input),
        "CreateFunction" => functions::create(world, input),
        "DeleteEventSourceMapping" => mappings::delete(world, input),
        "DeleteFunction" => functions::delete(world, input),
        "DeleteFunctionConcurrency" => functions::unreserve(world, input),
        "DeleteFunctionEventInvokeConfig" => event_config::delete(world, input),
        "GetAccountSettings" => functions::account(world),
        "GetEventSourceMapping" => mappings::get(world, input),
        "GetFunction" => functions::get(world, input),
        "GetFunctionConcurrency" => functions::concurrency(world, input),
        "GetFunctionConfiguration" => functions::configuration(world, input),
        "GetFunctionEventInvokeConfig" => event_config::get(world, input),
        "GetPolicy" => policy::get(world, input),
        "Invoke" => return invoke::begin(world, action, input),
        "ListEventSourceMappings" => mappings::list(world, input),
        "ListFunctions" => functions::list(world),
        "PutFunctionConcurrency" => functions::reserve(world, input),
        "PutFunctionEventInvokeConfig" => event_config::put(world, input, true),
        "RemovePermission" => policy::remove(world, input),
        "UpdateEventSourceMapping" => mappings::update(world, input),
        "UpdateFunctionConfiguration" => functions::update(world, input),
        "UpdateFunctionEventInvokeConfig" => event_config::put(world, input, false),
        other => unreachable!("{other} is not in the table of actions"),
    };
    Ok(Begun::Answer(answer?))
}

/// LAM-140: what is asked for can't be.
fn invalid(message: impl Into<String>, why: &'static Rule) -> ApiError {
    ApiError::new("InvalidParameterValueException", message).because(Some(why))
}

fn no_function(name: &str) -> ApiError {
    let arn = format!(
        "arn:aws:lambda:{}:{}:function:{name}",
        arn::DEFAULT_REGION,
        arn::ACCOUNT
    );
    ApiError::new("ResourceNotFoundException", format!("Function not found: {arn}"))
        .with_http(404)
        .because(Some(const { rule("LAM-140") }))
}

fn conflict(message: impl Into<String>, why: &'static Rule) -> ApiError {
    ApiError::new("ResourceConflictException", message)
        .with_http(409)
        .because(Some(why))
}

/// All functions in the order of their numbers.
fn all(world: &World) -> impl Iterator<Item = (NodeId, &NodeInfo)> {
    let known = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
    known.filter(|(_, info)| info.spec.kind == spec::SPEC.kind)
}

/// A function by its name, its partial or its full ARN, with or without a qualifier.
fn named(world: &World, text: &str) -> Option<NodeId> {
    let name = text.rsplit_once("function:").map_or(text, |(_, name)| name);
    let name = name.split(':').next().unwrap_or(name);
    all(world)
        .find(|(_, info)| info.name.as_ref() == name)
        .map(|(id, _)| id)
}

/// The function that `FunctionName` names.
fn function(world: &World, input: &Members) -> Result<NodeId, ApiError> {
    let name = text(input, "FunctionName").unwrap_or_default();
    named(world, name).ok_or_else(|| no_function(name))
}

fn info(world: &World, id: NodeId) -> Result<&NodeInfo, ApiError> {
    world.info(id).ok_or_else(|| no_function(""))
}

/// Changes settings of a function, all or none. A value out of range is refused in AWS's code (LAM-140).
fn configure(world: &mut World, id: NodeId, changes: Vec<(&str, Setting)>) -> Result<(), ApiError> {
    let mut settings: Settings = info(world, id)?.settings.clone();
    assign(&mut settings, changes)?;
    let changed = world.apply(Input::Configure(id, settings));
    changed.map_err(|error| invalid(error.to_string(), const { rule("LAM-140") }))
}

fn assign(settings: &mut Settings, changes: Vec<(&str, Setting)>) -> Result<(), ApiError> {
    for (name, value) in changes {
        let set = settings.set(name, value);
        set.map_err(|error| invalid(error.to_string(), const { rule("LAM-047") }))?;
    }
    Ok(())
}

/// The node that an ARN (or, in the playground, a plain name) names, if a setting may refer to it.
fn target(world: &World, arn: &str, field: &str, why: &'static Rule) -> Result<Setting, ApiError> {
    if arn.is_empty() {
        return Ok(Setting::Node(None));
    }
    let kinds = match spec::SPEC.field(field).map(|(_, field)| field.ty) {
        Some(FieldType::Node(kinds)) => kinds,
        _ => &[],
    };
    let name = arn.rsplit([':', '/']).next().unwrap_or(arn);
    let fits =
        |(id, info): (NodeId, &NodeInfo)| (info.name.as_ref() == name && kinds.contains(&info.spec.kind)).then_some(id);
    let known = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
    let found = known.filter_map(fits).next();
    let message = format!(
        "The target {arn} does not exist or can't be used here. It may be: {}.",
        kinds.join(", ")
    );
    found
        .map(|id| Setting::Node(Some(id)))
        .ok_or_else(|| invalid(message, why))
}

/// The ARN of a node that a setting refers to, or "".
fn arn_of(world: &World, node: Option<NodeId>) -> String {
    let Some(info) = node.and_then(|node| world.info(node)) else {
        return String::new();
    };
    match info.spec.kind {
        kind if kind == spec::SPEC.kind => arn::arn("lambda", info),
        "event-bus" => {
            arn::arn("events", info).replace(&format!(":{}", info.name), &format!(":event-bus/{}", info.name))
        }
        "s3-bucket" => format!("arn:aws:s3:::{}", info.name),
        "sns-standard" => arn::arn("sns", info),
        _ => arn::arn("sqs", info),
    }
}

/// What a message is called in AWS's answers where it has a UUID.
fn uuid(words: [u64; 2]) -> String {
    let (high, low) = (words[0], words[1]);
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFF,
        0x8000 | ((low >> 48) & 0x3FFF),
        low & 0xFFFF_FFFF_FFFF
    )
}
