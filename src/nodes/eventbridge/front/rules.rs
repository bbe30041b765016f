//! Rules and buses (EVB-030 to EVB-039).

use super::{add, all, bus, configure, is_bus, missing, quota, refused, remove, text, wire};
use crate::base::NodeId;
use crate::nodes::access::source_arn;
use crate::nodes::calendar::expression;
use crate::nodes::eventbridge::bus::MOST_RULES;
use crate::nodes::eventbridge::bus::spec::{PORT_OUT, SPEC as BUS};
use crate::nodes::eventbridge::event_rule::spec::{PORT_OUT as TARGETS, SPEC as RULE};
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::eventbridge::schedule::spec::SPEC as SCHEDULE;
use crate::nodes::pattern::{Dialect, Pattern};
use crate::nodes::service::{ApiError, Members};
use crate::nodes::{AnyNode, World};
use crate::sim::{Settings, Value as Setting};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// Most characters of a pattern (EVB-033).
const PATTERN: usize = 2_048;

fn invalid(message: impl Into<String>, because: &'static crate::sim::Rule) -> ApiError {
    refused("ValidationException", message, because)
}

/// The rules of a bus, in the order of their wires.
pub fn of_bus(world: &World, bus: NodeId) -> Vec<NodeId> {
    let Some(info) = world.info(bus) else {
        return Vec::new();
    };
    let links = info.wires_at(PORT_OUT).filter_map(|wire| world.network().get(wire));
    links.map(|link| link.peer_of(bus)).collect()
}

/// The rule of this name on its bus.
pub fn find(world: &World, input: &Members, member: &str) -> Result<NodeId, ApiError> {
    let bus = bus(world, text(input, "EventBusName"))?;
    let name = text(input, member).unwrap_or_default();
    let named = |id: &NodeId| world.info(*id).is_some_and(|info| info.name.as_ref() == name);
    of_bus(world, bus)
        .into_iter()
        .find(named)
        .ok_or_else(|| missing("Rule", name))
}

/// PutRule: makes a rule, or replaces all that is set for it (EVB-036).
pub fn put(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let name = text(input, "Name").unwrap_or_default();
    let letters = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if name.is_empty() || name.len() > 64 || !letters {
        let message = "1 validation error detected: Value at 'name' failed to satisfy constraint: Member must satisfy \
                       regular expression pattern: [\\.\\-_A-Za-z0-9]+ and have length from 1 to 64";
        return Err(invalid(message, const { rule("EVB-030") }));
    }
    let state = match text(input, "State") {
        None | Some("ENABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS") => 0,
        Some("DISABLED") => 1,
        Some(other) => {
            return Err(invalid(
                format!("{other} is no state of a rule."),
                const { rule("EVB-034") },
            ));
        }
    };
    match (text(input, "EventPattern"), text(input, "ScheduleExpression")) {
        (Some(pattern), None) => put_pattern(world, input, name, (pattern, state)),
        (None, Some(expression)) => put_schedule(world, input, name, (expression, state)),
        (None, None) => {
            let message = "Parameter(s) EventPattern or ScheduleExpression must be specified.";
            Err(invalid(message, const { rule("EVB-036") }))
        }
        (Some(_), Some(_)) => {
            let message = "A rule with both a pattern and a schedule is left out here. Make two rules.";
            Err(invalid(message, const { rule("EVB-036") }))
        }
    }
}

fn put_pattern(
    world: &mut World,
    input: &Members,
    name: &str,
    (pattern, state): (&str, u16),
) -> Result<Value, ApiError> {
    let bus = bus(world, text(input, "EventBusName"))?;
    if pattern.chars().count() > PATTERN {
        let message = "The event pattern is over 2,048 characters.";
        return Err(quota(message, const { rule("EVB-033") }));
    }
    Pattern::read(Dialect::Rules, pattern)
        .map_err(|rejection| refused(rejection.code, rejection.message, const { rule("EVB-039") }))?;
    let mut settings = Settings::new(&RULE);
    set(&mut settings, "EventPattern", Setting::Text(Rc::from(pattern)))?;
    set(&mut settings, "State", Setting::Choice(state))?;
    let id = match find(world, input, "Name") {
        Ok(id) => {
            configure(world, id, settings)?;
            id
        }
        Err(_) => {
            if of_bus(world, bus).len() >= MOST_RULES {
                return Err(quota("The bus has 300 rules.", const { rule("EVB-031") }));
            }
            let id = add(world, name, settings)?;
            wire(world, (bus, PORT_OUT), (id, 0), None)?;
            id
        }
    };
    answer(world, id)
}

/// EVB-035: a scheduled rule, which is a schedule of its own here.
fn put_schedule(
    world: &mut World,
    input: &Members,
    name: &str,
    (expression, state): (&str, u16),
) -> Result<Value, ApiError> {
    if text(input, "EventBusName").is_some_and(|bus| super::plain_name(bus, "events") != "default") {
        let message = "ScheduleExpression is supported only on the default event bus.";
        return Err(invalid(message, const { rule("EVB-035") }));
    }
    let fits = expression.len() <= 256 && !expression.starts_with("at") && expression::check(expression).is_ok();
    if !fits || expression.is_empty() {
        return Err(invalid(
            "Parameter ScheduleExpression is not valid.",
            const { rule("EVB-092") },
        ));
    }
    let mut settings = Settings::new(&SCHEDULE);
    set(&mut settings, "ScheduleExpression", Setting::Text(Rc::from(expression)))?;
    set(&mut settings, "Service", Setting::Choice(1))?;
    set(&mut settings, "State", Setting::Choice(state))?;
    let schedules = all(world, |node| matches!(node, AnyNode::Schedule(_)));
    let named = |id: &NodeId| world.info(*id).is_some_and(|info| info.name.as_ref() == name);
    let id = match schedules.into_iter().find(named) {
        Some(id) => {
            configure(world, id, settings)?;
            id
        }
        None => add(world, name, settings)?,
    };
    answer(world, id)
}

/// Sets what an action gives; a value that does not fit is refused in the field's own words.
pub fn set(settings: &mut Settings, name: &str, value: Setting) -> Result<(), ApiError> {
    let refusal = |error: crate::sim::SettingError| invalid(error.to_string(), const { rule("EVB-039") });
    settings.set(name, value).map_err(refusal)
}

fn answer(world: &World, id: NodeId) -> Result<Value, ApiError> {
    let info = world.info(id).ok_or_else(super::gone)?;
    let arn = source_arn(info);
    let arn = if info.spec.kind == SCHEDULE.kind {
        arn.replace(":scheduler:", ":events:")
    } else {
        arn
    };
    Ok(json!({ "RuleArn": arn }))
}

/// EnableRule and DisableRule (EVB-034).
pub fn switch(world: &mut World, input: &Members, state: u16) -> Result<Value, ApiError> {
    let id = find(world, input, "Name")?;
    let mut settings = world.info(id).ok_or_else(super::gone)?.settings.clone();
    set(&mut settings, "State", Setting::Choice(state))?;
    configure(world, id, settings)?;
    Ok(json!({}))
}

/// DeleteRule: a rule with targets stays.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let Ok(id) = find(world, input, "Name") else {
        return Ok(json!({}));
    };
    let busy = world
        .info(id)
        .is_some_and(|info| info.wires_at(TARGETS).next().is_some());
    if busy {
        return Err(invalid(
            "Rule can't be deleted since it has targets.",
            const { rule("EVB-039") },
        ));
    }
    remove(world, id)?;
    Ok(json!({}))
}

fn describe(world: &World, id: NodeId, bus: NodeId) -> Value {
    let mut answer = Map::new();
    if let (Some(info), Some(bus)) = (world.info(id), world.info(bus)) {
        let state = if info.settings.choice("State") == 0 {
            "ENABLED"
        } else {
            "DISABLED"
        };
        for (name, value) in [
            ("Name", info.name.to_string()),
            ("Arn", source_arn(info)),
            ("EventPattern", info.settings.text("EventPattern").to_string()),
            ("State", state.to_string()),
            ("EventBusName", bus.name.to_string()),
        ] {
            answer.insert(name.to_string(), Value::from(value));
        }
    }
    Value::from(answer)
}

/// DescribeRule.
pub fn describe_one(world: &World, input: &Members) -> Result<Value, ApiError> {
    let bus = bus(world, text(input, "EventBusName"))?;
    Ok(describe(world, find(world, input, "Name")?, bus))
}

/// ListRules.
pub fn list(world: &World, input: &Members) -> Result<Value, ApiError> {
    let bus = bus(world, text(input, "EventBusName"))?;
    let rules: Vec<Value> = of_bus(world, bus)
        .into_iter()
        .map(|id| describe(world, id, bus))
        .collect();
    Ok(json!({ "Rules": rules }))
}

/// The ARN of a bus.
pub fn bus_arn(info: &crate::sim::NodeInfo) -> String {
    let arn = source_arn(info);
    arn.replace(&format!(":{}", info.name), &format!(":event-bus/{}", info.name))
}

/// CreateEventBus (EVB-010).
pub fn create_bus(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let name = text(input, "Name").unwrap_or_default();
    let taken = |id: &NodeId| world.info(*id).is_some_and(|info| info.name.as_ref() == name);
    if all(world, is_bus).iter().any(taken) {
        let message = format!("Event bus {name} already exists.");
        return Err(refused(
            "ResourceAlreadyExistsException",
            message,
            const { rule("EVB-039") },
        ));
    }
    let id = add(world, name, Settings::new(&BUS))?;
    let info = world.info(id).ok_or_else(super::gone)?;
    Ok(json!({ "EventBusArn": bus_arn(info) }))
}

/// DeleteEventBus.
pub fn delete_bus(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let Ok(id) = bus(world, text(input, "Name")) else {
        return Ok(json!({}));
    };
    if !of_bus(world, id).is_empty() {
        return Err(invalid(
            "Event bus can't be deleted since it has rules.",
            const { rule("EVB-039") },
        ));
    }
    remove(world, id)?;
    Ok(json!({}))
}

/// ListEventBuses.
pub fn list_buses(world: &World) -> Value {
    let infos = all(world, is_bus).into_iter().filter_map(|id| world.info(id));
    let buses: Vec<Value> = infos
        .map(|info| json!({ "Name": info.name.as_ref(), "Arn": bus_arn(info) }))
        .collect();
    json!({ "EventBuses": buses })
}
