//! What a pipe joins: its source, its enrichment and its target, made from the members of an action and told again
//! (EVB-110, EVB-111).

use super::pipes::{invalid, not_found, short};
use super::{node_of, targets, text, wire};
use crate::base::{NodeId, WireId};
use crate::nodes::World;
use crate::nodes::access::source_arn;
use crate::nodes::eventbridge::pipe::spec::{PIPE_SOURCE, PORT_ENRICHMENT, PORT_IN, PORT_OUT, SPEC};
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::service::members::structure;
use crate::nodes::service::{ApiError, Members};
use crate::sim::{Flow, Input, Link, Speaks, Terms, Value as Setting};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// The wire at a port of the pipe.
fn at(world: &World, id: NodeId, port: u8) -> Option<(WireId, &Link)> {
    let wire = world.info(id)?.wires_at(port).next()?;
    Some((wire, world.network().get(wire)?))
}

/// A new end of the pipe's.
struct End {
    node: NodeId,
    port: u8,
    terms: Option<Terms>,
}

/// Wires up what the input names, and leaves the rest as it is. All of it is checked before anything is changed.
pub fn join(world: &mut World, id: NodeId, input: &Members) -> Result<(), ApiError> {
    let source = source(world, id, input)?;
    let enrichment = match text(input, "Enrichment") {
        Some(arn) if !arn.is_empty() => Some(end(world, arn, (PORT_ENRICHMENT, Speaks::Put))?),
        _ => None,
    };
    let target = target(world, id, input)?;
    if let Some(new) = source {
        replace(world, id, PORT_IN, ((new.node, new.port), (id, PORT_IN), new.terms))?;
    }
    if text(input, "Enrichment").is_some() {
        unwire(world, id, PORT_ENRICHMENT)?;
    }
    if let Some(new) = enrichment {
        wire(world, (id, PORT_ENRICHMENT), (new.node, new.port), None)?;
    }
    if let Some(new) = target {
        replace(world, id, PORT_OUT, ((id, PORT_OUT), (new.node, new.port), new.terms))?;
    }
    Ok(())
}

/// One end of a wire: a node and its port.
type Place = (NodeId, u8);

/// Puts a wire in the place of the one at this port. Between the same ends the wire stays, and only its settings change.
fn replace(world: &mut World, id: NodeId, port: u8, new: (Place, Place, Option<Terms>)) -> Result<(), ApiError> {
    let (from, to, terms) = new;
    if let Some((kept, link)) = at(world, id, port)
        && (link.from, link.to) == (from, to)
    {
        let terms = terms.unwrap_or_else(|| link.terms.clone());
        let link = Link { terms, ..link.clone() };
        return world.apply(Input::Wire(kept, link)).map_err(|_| super::gone());
    }
    unwire(world, id, port)?;
    wire(world, from, to, terms)
}

fn unwire(world: &mut World, id: NodeId, port: u8) -> Result<(), ApiError> {
    match at(world, id, port).map(|(wire, _)| wire) {
        Some(wire) => world.apply(Input::Unwire(wire)).map_err(|_| super::gone()),
        None => Ok(()),
    }
}

/// EVB-110: the node that an ARN means, if this port of a pipe may be wired to it, with the port at its end.
fn end(world: &World, arn: &str, (port, speaks): (u8, Speaks)) -> Result<End, ApiError> {
    let node = node_of(world, arn).ok_or_else(|| not_found(format!("{arn} does not exist.")))?;
    let spec = world.info(node).ok_or_else(super::gone)?.spec;
    let own = SPEC.ports.get(usize::from(port)).ok_or_else(super::gone)?;
    (own.accepts)(spec).map_err(invalid)?;
    let flow = if own.flow == Flow::In { Flow::Out } else { Flow::In };
    let fits = |port: &crate::sim::PortSpec| port.flow == flow && port.speaks == speaks;
    let port = spec
        .ports
        .iter()
        .position(fits)
        .and_then(|port| u8::try_from(port).ok());
    let port = port.ok_or_else(|| invalid(format!("A pipe can't be joined to {arn}.")))?;
    Ok(End {
        node,
        port,
        terms: None,
    })
}

/// EVB-111: the source with what is set for it. Settings that are not named stay; of the queue's own, all are named at once.
fn source(world: &World, id: NodeId, input: &Members) -> Result<Option<End>, ApiError> {
    let old = at(world, id, PORT_IN).map(|(_, link)| link);
    let parameters = structure(input, "SourceParameters");
    let mut new = match (text(input, "Source"), old) {
        (Some(arn), _) => end(world, arn, (PORT_IN, Speaks::Take))?,
        (None, Some(link)) if parameters.is_some() => End {
            node: link.from.0,
            port: link.from.1,
            terms: Some(link.terms.clone()),
        },
        _ => return Ok(None),
    };
    let own = new.terms.take().filter(|terms| terms.spec().label == PIPE_SOURCE.label);
    let mut terms = own.unwrap_or_else(|| Terms::new(&PIPE_SOURCE));
    let mut put = |name: &str, value: Setting| {
        let refusal = |error: crate::sim::SettingError| {
            super::refused("ValidationException", error.to_string(), const { rule("EVB-111") })
        };
        terms.set(name, value).map_err(refusal)
    };
    let inside = |name: &str| parameters.and_then(|parameters| structure(parameters, name));
    if let Some(criteria) = inside("FilterCriteria") {
        let some = criteria.get("Filters").and_then(Value::as_array);
        let text = match some.is_some_and(|filters| !filters.is_empty()) {
            true => Value::from(criteria.clone()).to_string(),
            false => String::new(),
        };
        put("FilterCriteria", Setting::Text(Rc::from(text)))?;
    }
    if let Some(queue) = inside("SqsQueueParameters") {
        for (name, unset) in [("BatchSize", 10), ("MaximumBatchingWindowInSeconds", 0)] {
            let number = queue.get(name).and_then(Value::as_i64).unwrap_or(unset);
            put(name, Setting::Number(number))?;
        }
    }
    new.terms = Some(terms);
    Ok(Some(new))
}

/// The target with what is set for it.
fn target(world: &World, id: NodeId, input: &Members) -> Result<Option<End>, ApiError> {
    let old = at(world, id, PORT_OUT).map(|(_, link)| link);
    let mut new = match (text(input, "Target"), old) {
        (Some(arn), _) => end(world, arn, (PORT_OUT, Speaks::Put))?,
        (None, Some(link)) if input.contains_key("TargetParameters") => End {
            node: link.to.0,
            port: link.to.1,
            terms: None,
        },
        _ => return Ok(None),
    };
    let given = structure(input, "TargetParameters");
    let template = match given.and_then(|given| text(given, "InputTemplate")) {
        Some(template) => template.to_string(),
        None => old.map_or_else(String::new, |link| template_of(&link.terms)),
    };
    let group = match given.and_then(|given| structure(given, "SqsQueueParameters")) {
        Some(queue) => text(queue, "MessageGroupId").unwrap_or_default().to_string(),
        None => old.map_or_else(String::new, |link| group_of(&link.terms)),
    };
    // A pipe's target has the same settings as a rule's, under other names.
    let mut members = Map::new();
    if !template.is_empty() {
        members.insert("InputTransformer".to_string(), json!({ "InputTemplate": template }));
    }
    if !group.is_empty() {
        members.insert("SqsParameters".to_string(), json!({ "MessageGroupId": group }));
    }
    new.terms = Some(targets::terms(world, &members, id, new.node)?);
    Ok(Some(new))
}

fn template_of(terms: &Terms) -> String {
    targets::written(terms, "InputTemplate").unwrap_or_default()
}

fn group_of(terms: &Terms) -> String {
    targets::written(terms, "SqsParameters.MessageGroupId").unwrap_or_default()
}

/// What ListPipes tells of a pipe.
pub fn listed(world: &World, id: NodeId) -> Value {
    let mut answer = short(world, id);
    for (name, port) in [
        ("Source", PORT_IN),
        ("Enrichment", PORT_ENRICHMENT),
        ("Target", PORT_OUT),
    ] {
        let peer = at(world, id, port).and_then(|(_, link)| world.info(link.peer_of(id)));
        if let Some(peer) = peer {
            answer[name] = Value::from(source_arn(peer));
        }
    }
    answer
}

/// What DescribePipe tells of it.
pub fn described(world: &World, id: NodeId) -> Value {
    let mut answer = listed(world, id);
    let source = at(world, id, PORT_IN).map(|(_, link)| &link.terms);
    if let Some(terms) = source.filter(|terms| terms.spec().label == PIPE_SOURCE.label) {
        answer["SourceParameters"] = json!({ "SqsQueueParameters": {
            "BatchSize": terms.number("BatchSize"),
            "MaximumBatchingWindowInSeconds": terms.number("MaximumBatchingWindowInSeconds"),
        } });
        let criteria = terms.text("FilterCriteria");
        if !criteria.is_empty() {
            // A single pattern stands here as it is, and on AWS in a list.
            let several = serde_json::from_str::<Value>(&criteria).ok();
            let several = several.filter(|criteria| criteria.get("Filters").is_some());
            answer["SourceParameters"]["FilterCriteria"] =
                several.unwrap_or_else(|| json!({ "Filters": [{ "Pattern": criteria.as_ref() }] }));
        }
    }
    if let Some((_, link)) = at(world, id, PORT_OUT) {
        let mut parameters = Map::new();
        if let Some(template) = targets::written(&link.terms, "InputTemplate") {
            parameters.insert("InputTemplate".to_string(), Value::from(template));
        }
        if let Some(group) = targets::written(&link.terms, "SqsParameters.MessageGroupId") {
            parameters.insert("SqsQueueParameters".to_string(), json!({ "MessageGroupId": group }));
        }
        if !parameters.is_empty() {
            answer["TargetParameters"] = Value::from(parameters);
        }
    }
    answer
}
