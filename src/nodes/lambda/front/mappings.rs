//! Event source mappings as resources: made, changed, listed, deleted. A mapping is a wire.

use super::super::mapping::MAPPING;
use super::super::spec::PORT_POLL;
use super::*;
use crate::base::{WireId, mix};
use crate::nodes::service::arn::read_arn;
use crate::nodes::service::making::free_wire;
use crate::nodes::service::members::flag;
use crate::sim::{Link, Terms};
use serde_json::json;

/// The port at which consumers of a queue poll.
const QUEUE_OUT: &str = "out";
/// What streams have and queues have not (LAM-057).
const STREAMS_ONLY: &[&str] = &[
    "StartingPosition",
    "DestinationConfig",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "BisectBatchOnFunctionError",
    "ParallelizationFactor",
    "TumblingWindowInSeconds",
];

/// CreateEventSourceMapping: the errors in this order — the function, what queues do not know, the queue, the settings, the
/// queue's visibility timeout, another mapping of the two (LAM-057, LAM-060).
pub fn create(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = function(world, input)?;
    let arn = text(input, "EventSourceArn").unwrap_or_default();
    only_queues(input)?;
    let queue = queue(world, arn)?;
    let (port, _) = info(world, queue)?
        .spec
        .port(QUEUE_OUT)
        .ok_or_else(|| unknown_queue(arn))?;
    let terms = changed(world, Terms::new(&MAPPING), queue, input)?;
    let visibility = info(world, queue)?.settings.seconds("VisibilityTimeout");
    let timeout = info(world, id)?.settings.seconds("Timeout");
    if visibility < timeout {
        let message = format!(
            "Invalid request provided: Queue visibility timeout: {} seconds is less than Function timeout: {} seconds",
            visibility.as_secs(),
            timeout.as_secs()
        );
        return Err(invalid(message, const { rule("LAM-060") }));
    }
    if let Some((wire, _, _)) = all_mappings(world).find(|(_, from, to)| (*from, *to) == (queue, id)) {
        let message = format!(
            "An event source mapping with SQS arn (\" {arn} \") and function (\" {} \") already exists. Please update or delete the existing mapping with UUID {}",
            info(world, id)?.name,
            uuid_of(world, wire)
        );
        return Err(conflict(message, const { rule("LAM-060") }));
    }
    let wire = free_wire(world);
    let link = Link {
        terms,
        ..Link::between((queue, port), (id, PORT_POLL))
    };
    let wired = world.apply(Input::Wire(wire, link));
    wired.map_err(|error| invalid(error.to_string(), const { rule("LAM-060") }))?;
    describe(world, wire, "Creating")
}

/// UpdateEventSourceMapping.
pub fn update(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let wire = find(world, input)?;
    only_queues(input)?;
    let mut link = link(world, wire)?.clone();
    link.terms = changed(world, link.terms, link.from.0, input)?;
    let wired = world.apply(Input::Wire(wire, link));
    wired.map_err(|error| invalid(error.to_string(), const { rule("LAM-060") }))?;
    describe(world, wire, "Updating")
}

/// DeleteEventSourceMapping.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let wire = find(world, input)?;
    let answer = describe(world, wire, "Deleting")?;
    let removed = world.apply(Input::Unwire(wire));
    removed.map_err(|_| no_mapping())?;
    Ok(answer)
}

/// GetEventSourceMapping (LAM-061).
pub fn get(world: &World, input: &Members) -> Result<Value, ApiError> {
    let wire = find(world, input)?;
    describe(world, wire, state(&link(world, wire)?.terms))
}

/// ListEventSourceMappings.
pub fn list(world: &World, input: &Members) -> Result<Value, ApiError> {
    let of = match text(input, "FunctionName") {
        Some(_) => Some(function(world, input)?),
        None => None,
    };
    let source = text(input, "EventSourceArn");
    let mut mappings = Vec::new();
    for (wire, queue, id) in all_mappings(world) {
        let fits = source.is_none_or(|arn| queue_arn(world, queue) == arn);
        if of.is_none_or(|of| of == id) && fits {
            mappings.push(describe(world, wire, state(&link(world, wire)?.terms))?);
        }
    }
    Ok(json!({ "EventSourceMappings": mappings }))
}

/// All mappings with their queue and their function, in the order of their wires.
fn all_mappings(world: &World) -> impl Iterator<Item = (WireId, NodeId, NodeId)> {
    let mappings = world
        .network()
        .iter()
        .filter(|(_, link)| link.terms.spec().label == MAPPING.label);
    mappings.map(|(wire, link)| (wire, link.from.0, link.to.0))
}

fn link(world: &World, wire: WireId) -> Result<&Link, ApiError> {
    world.network().get(wire).ok_or_else(no_mapping)
}

fn find(world: &World, input: &Members) -> Result<WireId, ApiError> {
    let wanted = text(input, "UUID").unwrap_or_default();
    let found = all_mappings(world).find(|(wire, _, _)| uuid_of(world, *wire) == wanted);
    found.map(|(wire, _, _)| wire).ok_or_else(no_mapping)
}

fn no_mapping() -> ApiError {
    ApiError::new(
        "ResourceNotFoundException",
        "The resource you requested does not exist.",
    )
    .with_http(404)
    .because(Some(const { rule("LAM-140") }))
}

fn uuid_of(world: &World, wire: WireId) -> String {
    let high = mix(world.seed() ^ mix(u64::from(wire.0)));
    uuid([high, mix(high)])
}

fn unknown_queue(arn: &str) -> ApiError {
    let message =
        format!("Error occurred while ReceiveMessage. SQS Error Code: QueueDoesNotExist. There is no queue {arn}.");
    invalid(message, const { rule("LAM-060") })
}

/// The queue of an ARN, or in the playground of a plain name.
fn queue(world: &World, arn: &str) -> Result<NodeId, ApiError> {
    let (region, name) = match read_arn(arn, "sqs") {
        Some(address) => (address.region, address.name),
        None if !arn.contains(':') => (None, arn),
        None => return Err(unknown_queue(arn)),
    };
    let fits = |(id, info): (NodeId, &NodeInfo)| {
        let kind = matches!(info.spec.kind, "sqs-standard" | "sqs-fifo");
        let here = region.is_none_or(|region| region == arn::region(info));
        (kind && here && info.name.as_ref() == name).then_some(id)
    };
    let known = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
    known.filter_map(fits).next().ok_or_else(|| unknown_queue(arn))
}

fn queue_arn(world: &World, queue: NodeId) -> String {
    world.info(queue).map(|info| arn::arn("sqs", info)).unwrap_or_default()
}

/// LAM-057
fn only_queues(input: &Members) -> Result<(), ApiError> {
    match STREAMS_ONLY.iter().find(|name| input.contains_key(**name)) {
        Some(name) => {
            let message = format!("Unsupported {name} parameter for given event source mapping type.");
            Err(invalid(message, const { rule("LAM-057") }))
        }
        None => Ok(()),
    }
}

/// Settings with what a call changes, checked as a whole (LAM-050 to LAM-056, LAM-097).
fn changed(world: &World, mut terms: Terms, queue: NodeId, input: &Members) -> Result<Terms, ApiError> {
    let group = |name: &str, member: &str| {
        input
            .get(name)
            .and_then(|group| group.get(member))
            .and_then(Value::as_i64)
    };
    let mut changes: Vec<(&str, Setting)> = Vec::new();
    for name in ["BatchSize", "MaximumBatchingWindowInSeconds"] {
        changes.extend(number(input, name).map(|value| (name, Setting::Number(value))));
    }
    if let Some(limit) = group("ScalingConfig", "MaximumConcurrency") {
        if limit < 2 {
            let message = format!("Value {limit} at 'scalingConfig.maximumConcurrency' must be 2 or more.");
            return Err(invalid(message, const { rule("LAM-052") }));
        }
        changes.push(("ScalingConfig.MaximumConcurrency", Setting::Number(limit)));
    } else if input.contains_key("ScalingConfig") {
        terms.reset("ScalingConfig.MaximumConcurrency");
    }
    let pollers = "ProvisionedPollerConfig";
    if input.contains_key(pollers) {
        // LAM-056: provisioned mode without numbers has two pollers at least.
        let least = group(pollers, "MinimumPollers").unwrap_or(2);
        changes.push(("ProvisionedPollerConfig.MinimumPollers", Setting::Number(least)));
        let most = group(pollers, "MaximumPollers");
        changes.extend(most.map(|most| ("ProvisionedPollerConfig.MaximumPollers", Setting::Number(most))));
    }
    if let Some(types) = input.get("FunctionResponseTypes").and_then(Value::as_array) {
        let reports = types.iter().any(|name| name == "ReportBatchItemFailures");
        changes.push(("FunctionResponseTypes", Setting::Choice(u16::from(reports))));
    }
    if let Some(enabled) = flag(input, "Enabled") {
        changes.push(("Enabled", Setting::Bool(enabled)));
    }
    if let Some(criteria) = input.get("FilterCriteria") {
        let none = criteria.get("Filters").is_none();
        let text = if none { String::new() } else { criteria.to_string() };
        changes.push(("FilterCriteria", Setting::Text(text.into())));
    }
    for (name, value) in changes {
        let why = if name == "FilterCriteria" {
            const { rule("LAM-097") }
        } else {
            const { rule("LAM-050") }
        };
        terms.set(name, value).map_err(|error| invalid(error.hint, why))?;
    }
    let from = info(world, queue)?.spec;
    (MAPPING.check)(&terms, from, &spec::SPEC).map_err(|hint| invalid(hint, const { rule("LAM-050") }))?;
    Ok(terms)
}

fn state(terms: &Terms) -> &'static str {
    if terms.flag("Enabled") { "Enabled" } else { "Disabled" }
}

fn describe(world: &World, wire: WireId, state: &str) -> Result<Value, ApiError> {
    let link = link(world, wire)?;
    let terms = &link.terms;
    let mut answer = json!({
        "UUID": uuid_of(world, wire),
        "BatchSize": terms.number("BatchSize"),
        "MaximumBatchingWindowInSeconds": terms.number("MaximumBatchingWindowInSeconds"),
        "EventSourceArn": queue_arn(world, link.from.0),
        "FunctionArn": arn::arn("lambda", info(world, link.to.0)?),
        "State": state,
        "StateTransitionReason": "USER_INITIATED",
        "FunctionResponseTypes": [],
    });
    if terms.choice("FunctionResponseTypes") == 1 {
        answer["FunctionResponseTypes"] = json!(["ReportBatchItemFailures"]);
    }
    if let Ok(Value::Object(criteria)) = serde_json::from_str(&terms.text("FilterCriteria")) {
        answer["FilterCriteria"] = match criteria.contains_key("Filters") {
            true => Value::Object(criteria),
            false => json!({ "Filters": [{ "Pattern": Value::Object(criteria).to_string() }] }),
        };
    }
    let limit = terms.number("ScalingConfig.MaximumConcurrency");
    if limit > 0 {
        answer["ScalingConfig"] = json!({ "MaximumConcurrency": limit });
    }
    let least = terms.number("ProvisionedPollerConfig.MinimumPollers");
    if least > 0 {
        let most = terms.number("ProvisionedPollerConfig.MaximumPollers");
        answer["ProvisionedPollerConfig"] = json!({ "MinimumPollers": least, "MaximumPollers": most });
    }
    Ok(answer)
}
