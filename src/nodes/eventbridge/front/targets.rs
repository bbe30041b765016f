//! Targets of rules and schedules (EVB-032, EVB-060 to EVB-073).

use super::{missing, node_of, quota, refused, rules, text, wire};
use crate::base::{NodeId, WireId};
use crate::nodes::World;
use crate::nodes::access::source_arn;
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::eventbridge::target::{TARGET, Target, accepts};
use crate::nodes::service::{ApiError, Members};
use crate::sim::{Flow, Input, Terms, Value as Setting};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// Most entries of a request.
const ENTRIES: usize = 10;

/// What is set for a target, from the members of an action.
pub fn terms(world: &World, input: &Members, from: NodeId, to: NodeId) -> Result<Terms, ApiError> {
    let mut terms = Terms::new(&TARGET);
    let mut put = |name: &str, value: Setting| {
        let refusal = |error: crate::sim::SettingError| {
            refused("ValidationException", error.to_string(), const { rule("EVB-063") })
        };
        terms.set(name, value).map_err(refusal)
    };
    for name in ["Id", "Input", "InputPath"] {
        if let Some(value) = text(input, name) {
            put(name, Setting::Text(Rc::from(value)))?;
        }
    }
    let inside = |name: &str| input.get(name).and_then(Value::as_object);
    if let Some(transformer) = inside("InputTransformer") {
        if let Some(map) = transformer.get("InputPathsMap") {
            put("InputPathsMap", Setting::Text(Rc::from(map.to_string())))?;
        }
        put(
            "InputTemplate",
            Setting::Text(Rc::from(text(transformer, "InputTemplate").unwrap_or_default())),
        )?;
    }
    if let Some(group) = inside("SqsParameters").and_then(|members| text(members, "MessageGroupId")) {
        put("SqsParameters.MessageGroupId", Setting::Text(Rc::from(group)))?;
    }
    for name in ["MaximumRetryAttempts", "MaximumEventAgeInSeconds"] {
        if let Some(number) = inside("RetryPolicy").and_then(|members| members.get(name)?.as_i64()) {
            put(name, Setting::Number(number))?;
        }
    }
    if let Some(arn) = inside("DeadLetterConfig").and_then(|members| text(members, "Arn")) {
        let queue =
            node_of(world, arn).filter(|id| world.info(*id).is_some_and(|info| info.spec.kind == "sqs-standard"));
        let queue = queue.ok_or_else(|| {
            let message = "The dead-letter queue must be an existing standard queue.";
            refused("ValidationException", message, const { rule("EVB-073") })
        })?;
        put("DeadLetterConfig.Arn", Setting::Node(Some(queue)))?;
    }
    if let (Some(from), Some(to)) = (world.info(from), world.info(to)) {
        (TARGET.check)(&terms, from.spec, to.spec)
            .map_err(|message| refused("ValidationException", message, const { rule("EVB-063") }))?;
    }
    Ok(terms)
}

/// A text that is set for a target, if there is one.
pub fn written(terms: &Terms, name: &str) -> Option<String> {
    let own = terms.spec().label == TARGET.label;
    let text = own.then(|| terms.text(name)).filter(|text| !text.is_empty())?;
    Some(text.to_string())
}

/// Wires a target up. `replaces` is the wire that it takes the place of.
pub fn join(world: &mut World, from: (NodeId, u8), input: &Members, replaces: Option<WireId>) -> Result<(), ApiError> {
    let arn = text(input, "Arn").unwrap_or_default();
    let to = node_of(world, arn).ok_or_else(|| missing("Target", arn))?;
    let info = world.info(to).ok_or_else(super::gone)?;
    accepts(info.spec).map_err(|message| refused("ValidationException", message, const { rule("EVB-060") }))?;
    let port = info
        .spec
        .ports
        .iter()
        .position(|port| port.flow == Flow::In)
        .unwrap_or(0);
    let terms = terms(world, input, from.0, to)?;
    if let Some(old) = replaces {
        world.apply(Input::Unwire(old)).map_err(|_| super::gone())?;
    }
    wire(world, from, (to, port as u8), Some(terms))
}

/// What is set for a target, in the members of an action.
pub fn told(world: &World, terms: &Terms, arn: String) -> Value {
    let mut target = json!({ "Arn": arn });
    if terms.spec().label != TARGET.label {
        return target;
    }
    for name in ["Input", "InputPath"] {
        if let Some(text) = written(terms, name) {
            target[name] = Value::from(text);
        }
    }
    if let Some(template) = written(terms, "InputTemplate") {
        let paths = written(terms, "InputPathsMap").and_then(|map| serde_json::from_str::<Value>(&map).ok());
        target["InputTransformer"] = json!({ "InputTemplate": template });
        if let Some(paths) = paths {
            target["InputTransformer"]["InputPathsMap"] = paths;
        }
    }
    if let Some(group) = written(terms, "SqsParameters.MessageGroupId") {
        target["SqsParameters"] = json!({ "MessageGroupId": group });
    }
    let retry: Map<String, Value> = ["MaximumEventAgeInSeconds", "MaximumRetryAttempts"]
        .into_iter()
        .filter(|name| terms.is_changed(name))
        .map(|name| (name.to_string(), Value::from(terms.number(name))))
        .collect();
    if !retry.is_empty() {
        target["RetryPolicy"] = Value::from(retry);
    }
    let letters = terms.node("DeadLetterConfig.Arn").and_then(|node| world.info(node));
    if let Some(letters) = letters {
        target["DeadLetterConfig"] = json!({ "Arn": source_arn(letters) });
    }
    target
}

/// The targets of a rule: wire, Id and node.
fn of_rule(world: &World, id: NodeId) -> Vec<(WireId, Rc<str>, NodeId)> {
    let Some(info) = world.info(id) else {
        return Vec::new();
    };
    let (port, _) = rules::targets_of(world, id);
    let targets = info.wires_at(port).filter_map(|wire| {
        let link = world.network().get(wire)?;
        let target = Target::new(Some(&link.terms), &format!("target-{}", wire.0));
        Some((wire, target.name, link.peer_of(id)))
    });
    targets.collect()
}

/// PutTargets (EVB-032, EVB-134): an entry that can't be taken fails alone, but the sixth target the whole request.
pub fn put(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = rules::find(world, input, "Rule")?;
    let entries = input.get("Targets").and_then(Value::as_array).into_iter().flatten();
    let entries: Vec<Members> = entries.filter_map(Value::as_object).cloned().collect();
    let present = of_rule(world, id);
    let is_new = |entry: &&Members| {
        !present
            .iter()
            .any(|(_, name, _)| text(entry, "Id") == Some(name.as_ref()))
    };
    let added = entries.iter().filter(is_new).count();
    let (port, most) = rules::targets_of(world, id);
    if entries.len() > ENTRIES || present.len() + added > most {
        let message =
            format!("The requested resource exceeds the maximum number allowed: this rule has at most {most} targets.");
        return Err(quota(&message, const { rule("EVB-032") }));
    }
    let mut failed = Vec::new();
    for entry in &entries {
        let name = text(entry, "Id").unwrap_or_default();
        let old = present
            .iter()
            .find(|(_, known, _)| known.as_ref() == name)
            .map(|(wire, ..)| *wire);
        if let Err(error) = join(world, (id, port), entry, old) {
            failed.push(json!({ "TargetId": name, "ErrorCode": error.code, "ErrorMessage": error.message }));
        }
    }
    Ok(json!({ "FailedEntryCount": failed.len(), "FailedEntries": failed }))
}

/// RemoveTargets.
pub fn remove(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = rules::find(world, input, "Rule")?;
    let mut failed = Vec::new();
    for name in super::texts(input, "Ids") {
        match of_rule(world, id)
            .into_iter()
            .find(|(_, known, _)| known.as_ref() == name)
        {
            Some((wire, ..)) => world.apply(Input::Unwire(wire)).map_err(|_| super::gone())?,
            None => failed.push(json!({
                "TargetId": name,
                "ErrorCode": "ResourceNotFoundException",
                "ErrorMessage": "The rule has no such target.",
            })),
        }
    }
    Ok(json!({ "FailedEntryCount": failed.len(), "FailedEntries": failed }))
}

/// ListTargetsByRule.
pub fn list(world: &World, input: &Members) -> Result<Value, ApiError> {
    let id = rules::find(world, input, "Rule")?;
    let targets = of_rule(world, id).into_iter().filter_map(|(wire, name, node)| {
        let arn = world.info(node).map_or_else(String::new, source_arn);
        let mut target = told(world, &world.network().get(wire)?.terms, arn);
        target["Id"] = Value::from(name.as_ref());
        Some(target)
    });
    Ok(json!({ "Targets": targets.collect::<Vec<Value>>() }))
}
