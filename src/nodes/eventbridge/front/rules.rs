//! Rules and buses (EVB-030 to EVB-039).

use super::{add, all, bus, configure, is_bus, missing, quota, refused, remove, text, wire};
use crate::base::NodeId;
use crate::nodes::access::source_arn;
use crate::nodes::eventbridge::bus::MOST_RULES;
use crate::nodes::eventbridge::bus::spec::{PORT_OUT, SPEC as BUS};
use crate::nodes::eventbridge::event_rule::spec::{PORT_IN, PORT_OUT as TARGETS, SPEC as RULE};
use crate::nodes::eventbridge::event_rule::{MOST_TARGETS, clock};
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::eventbridge::schedule::spec::{PORT_OUT as ONE_TARGET, SPEC as SCHEDULE};
use crate::nodes::pattern::{Dialect, Pattern};
use crate::nodes::service::arn::{ACCOUNT, region};
use crate::nodes::service::{ApiError, Members};
use crate::nodes::{AnyNode, World};
use crate::sim::{NodeInfo, Settings, Value as Setting};
use serde_json::{Value, json};
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

/// Whether the input means the default bus.
fn is_default(input: &Members) -> bool {
    text(input, "EventBusName").is_none_or(|bus| super::plain_name(bus, "events") == "default")
}

/// The rules that an action on a bus concerns. To the default bus belong also scheduled rules that stand on the canvas
/// without a bus (EVB-090).
fn known(world: &World, input: &Members) -> Result<Vec<NodeId>, ApiError> {
    let bus = bus(world, text(input, "EventBusName"));
    if !is_default(input) {
        return bus.map(|bus| of_bus(world, bus));
    }
    let mut rules = bus.map_or_else(|_| Vec::new(), |bus| of_bus(world, bus));
    let scheduled = all(world, |node| {
        matches!(node, AnyNode::Schedule(_) | AnyNode::EventRule(_))
    });
    rules.extend(scheduled.into_iter().filter(|id| {
        world.info(*id).is_some_and(|info| match info.spec.kind == RULE.kind {
            true => info.wires_at(PORT_IN).next().is_none() && !info.settings.text("ScheduleExpression").is_empty(),
            false => info.settings.choice("Service") == 1,
        })
    }));
    Ok(rules)
}

/// The rule of this name on its bus.
pub fn find(world: &World, input: &Members, member: &str) -> Result<NodeId, ApiError> {
    let name = text(input, member).unwrap_or_default();
    let named = |id: &NodeId| world.info(*id).is_some_and(|info| info.name.as_ref() == name);
    let found = known(world, input)?.into_iter().find(named);
    found.ok_or_else(|| missing("Rule", name))
}

/// The port where a rule's targets are, and how many there may be: a schedule that is drawn has one (EVB-032).
pub fn targets_of(world: &World, id: NodeId) -> (u8, usize) {
    match world.info(id).is_some_and(|info| info.spec.kind == SCHEDULE.kind) {
        true => (ONE_TARGET, 1),
        false => (TARGETS, MOST_TARGETS),
    }
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
    let (pattern, schedule) = (text(input, "EventPattern"), text(input, "ScheduleExpression"));
    if pattern.is_none() && schedule.is_none() {
        let message = "Parameter(s) EventPattern or ScheduleExpression must be specified.";
        return Err(invalid(message, const { rule("EVB-036") }));
    }
    if let Some(pattern) = pattern {
        check_pattern(pattern)?;
    }
    if let Some(expression) = schedule {
        check_schedule(input, expression)?;
    }
    let mut settings = Settings::new(&RULE);
    set(
        &mut settings,
        "EventPattern",
        Setting::Text(Rc::from(pattern.unwrap_or_default())),
    )?;
    set(
        &mut settings,
        "ScheduleExpression",
        Setting::Text(Rc::from(schedule.unwrap_or_default())),
    )?;
    set(&mut settings, "State", Setting::Choice(state))?;
    let id = make(world, input, name, settings)?;
    answer(world, id)
}

fn check_pattern(pattern: &str) -> Result<(), ApiError> {
    if pattern.chars().count() > PATTERN {
        let message = "The event pattern is over 2,048 characters.";
        return Err(quota(message, const { rule("EVB-033") }));
    }
    Pattern::read(Dialect::Rules, pattern)
        .map(drop)
        .map_err(|rejection| refused(rejection.code, rejection.message, const { rule("EVB-039") }))
}

/// EVB-035, EVB-092: rate or cron, on the default bus.
fn check_schedule(input: &Members, expression: &str) -> Result<(), ApiError> {
    if !is_default(input) {
        let message = "ScheduleExpression is supported only on the default event bus.";
        return Err(invalid(message, const { rule("EVB-035") }));
    }
    if expression.is_empty() || expression.len() > 256 || clock::check(expression).is_err() {
        return Err(invalid(
            "Parameter ScheduleExpression is not valid.",
            const { rule("EVB-092") },
        ));
    }
    Ok(())
}

/// Makes the rule, or replaces what is set for it. A rule that goes by a schedule alone needs no bus on the canvas.
fn make(world: &mut World, input: &Members, name: &str, mut settings: Settings) -> Result<NodeId, ApiError> {
    if let Ok(id) = find(world, input, "Name") {
        let info = world.info(id).ok_or_else(super::gone)?;
        if info.spec.kind != RULE.kind {
            let message =
                format!("Rule {name} is drawn as a schedule of its own. Change it there, or choose another name.");
            return Err(invalid(message, const { rule("EVB-090") }));
        }
        // What only the simulator knows is no part of the call.
        if let Some(starts) = info.settings.get("StartsAt") {
            set(&mut settings, "StartsAt", starts)?;
        }
        configure(world, id, settings)?;
        return Ok(id);
    }
    let bus = match bus(world, text(input, "EventBusName")) {
        Ok(bus) => Some(bus),
        Err(_) if is_default(input) && settings.text("EventPattern").is_empty() => None,
        Err(error) => return Err(error),
    };
    if bus.is_some_and(|bus| of_bus(world, bus).len() >= MOST_RULES) {
        return Err(quota("The bus has 300 rules.", const { rule("EVB-031") }));
    }
    let id = add(world, name, settings)?;
    if let Some(bus) = bus {
        wire(world, (bus, PORT_OUT), (id, PORT_IN), None)?;
    }
    Ok(id)
}

/// Sets what an action gives; a value that does not fit is refused in the field's own words.
pub fn set(settings: &mut Settings, name: &str, value: Setting) -> Result<(), ApiError> {
    let refusal = |error: crate::sim::SettingError| invalid(error.to_string(), const { rule("EVB-039") });
    settings.set(name, value).map_err(refusal)
}

fn rule_arn(info: &NodeInfo) -> String {
    format!("arn:aws:events:{}:{ACCOUNT}:rule/{}", region(info), info.name)
}

fn answer(world: &World, id: NodeId) -> Result<Value, ApiError> {
    let info = world.info(id).ok_or_else(super::gone)?;
    Ok(json!({ "RuleArn": rule_arn(info) }))
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
    let (port, _) = targets_of(world, id);
    let busy = world.info(id).is_some_and(|info| info.wires_at(port).next().is_some());
    if busy {
        return Err(invalid(
            "Rule can't be deleted since it has targets.",
            const { rule("EVB-039") },
        ));
    }
    remove(world, id)?;
    Ok(json!({}))
}

fn describe(world: &World, id: NodeId, bus: &str) -> Value {
    let Some(info) = world.info(id) else {
        return json!({});
    };
    let state = if info.settings.choice("State") == 0 {
        "ENABLED"
    } else {
        "DISABLED"
    };
    let mut answer = json!({
        "Name": info.name.as_ref(),
        "Arn": rule_arn(info),
        "State": state,
        "EventBusName": bus,
    });
    for name in ["EventPattern", "ScheduleExpression"] {
        if let Some(Setting::Text(text)) = info.settings.get(name)
            && !text.is_empty()
        {
            answer[name] = Value::from(text.as_ref());
        }
    }
    answer
}

/// What the bus of an action is called.
fn bus_name(world: &World, input: &Members) -> Rc<str> {
    let bus = bus(world, text(input, "EventBusName")).ok();
    let info = bus.and_then(|bus| world.info(bus));
    info.map_or_else(|| Rc::from("default"), |info| Rc::clone(&info.name))
}

/// DescribeRule.
pub fn describe_one(world: &World, input: &Members) -> Result<Value, ApiError> {
    let id = find(world, input, "Name")?;
    Ok(describe(world, id, &bus_name(world, input)))
}

/// ListRules.
pub fn list(world: &World, input: &Members) -> Result<Value, ApiError> {
    let bus = bus_name(world, input);
    let begins = |id: &NodeId| {
        let prefix = text(input, "NamePrefix").unwrap_or_default();
        world.info(*id).is_some_and(|info| info.name.starts_with(prefix))
    };
    let rules = known(world, input)?.into_iter().filter(begins);
    let rules: Vec<Value> = rules.map(|id| describe(world, id, &bus)).collect();
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
