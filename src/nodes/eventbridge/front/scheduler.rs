//! EventBridge Scheduler behind the AWS front (EVB-093).

use super::rules::set;
use super::{add, all, configure, missing, plain_name, refused, remove, targets, text};
use crate::base::NodeId;
use crate::nodes::access::source_arn;
use crate::nodes::calendar::Civil;
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::eventbridge::schedule::spec::{PORT_OUT, SPEC};
use crate::nodes::service::members::structure;
use crate::nodes::service::{ApiError, Begun, Members};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Settings, Terms, Value as Setting};
use serde_json::{Value, json};
use std::rc::Rc;

/// Calls an action.
pub fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let answer = match action.name {
        "CreateSchedule" => create(world, input),
        "DeleteSchedule" => schedule(world, input)
            .and_then(|id| remove(world, id))
            .map(|()| json!({})),
        "GetSchedule" => get(world, input),
        "ListSchedules" => Ok(list(world, input)),
        "UpdateSchedule" => update(world, input),
        other => unreachable!("{other} is not in the table of actions"),
    };
    answer.map(Begun::Answer)
}

/// EVB-090: the schedules of EventBridge Scheduler; scheduled rules belong to EventBridge itself.
fn schedules(world: &World) -> Vec<NodeId> {
    let own = |id: &NodeId| world.info(*id).is_some_and(|info| info.settings.choice("Service") == 0);
    let all = all(world, |node| matches!(node, AnyNode::Schedule(_)));
    all.into_iter().filter(own).collect()
}

fn schedule(world: &World, input: &Members) -> Result<NodeId, ApiError> {
    let name = plain_name(text(input, "Name").unwrap_or_default(), "scheduler");
    let named = |id: &NodeId| world.info(*id).is_some_and(|info| info.name.as_ref() == name);
    schedules(world)
        .into_iter()
        .find(named)
        .ok_or_else(|| missing("Schedule", name))
}

fn invalid(message: impl Into<String>) -> ApiError {
    refused("ValidationException", message, const { rule("EVB-093") })
}

/// A date of an action as the settings keep it: `2026-01-01T00:00:00Z`.
fn date(text: &str) -> Result<Rc<str>, ApiError> {
    let civil = Civil::read(text).ok_or_else(|| invalid(format!("{text} is no date.")))?;
    Ok(Rc::from(format!("{civil}Z")))
}

/// CreateSchedule (EVB-093).
fn create(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let name = text(input, "Name").unwrap_or_default();
    if name.is_empty() || name.len() > 64 {
        return Err(invalid("The name of a schedule has 1 to 64 characters."));
    }
    if schedule(world, input).is_ok() {
        let message = format!("Schedule {name} already exists.");
        return Err(refused("ConflictException", message, const { rule("EVB-093") }).with_http(409));
    }
    let settings = settings(input, Settings::new(&SPEC))?;
    let id = add(world, name, settings)?;
    if let Err(error) = targets::join(world, (id, PORT_OUT), &target(input), None) {
        remove(world, id)?;
        return Err(error);
    }
    answer(world, id)
}

/// UpdateSchedule: everything is replaced, and what is left out is as for a new schedule (EVB-093).
fn update(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = schedule(world, input)?;
    let info = world.info(id).ok_or_else(super::gone)?;
    let mut fresh = Settings::new(&SPEC);
    // What only the simulator knows is no part of the call.
    for name in ["Jitter", "StartsAt"] {
        if let Some(kept) = info.settings.get(name) {
            set(&mut fresh, name, kept)?;
        }
    }
    let settings = settings(input, fresh)?;
    let old = info.wires_at(PORT_OUT).next();
    targets::join(world, (id, PORT_OUT), &target(input), old)?;
    configure(world, id, settings)?;
    answer(world, id)
}

fn target(input: &Members) -> Members {
    structure(input, "Target").cloned().unwrap_or_default()
}

fn answer(world: &World, id: NodeId) -> Result<Value, ApiError> {
    let info = world.info(id).ok_or_else(super::gone)?;
    Ok(json!({ "ScheduleArn": source_arn(info) }))
}

/// What the members say, on top of settings as they are at first.
fn settings(input: &Members, mut settings: Settings) -> Result<Settings, ApiError> {
    for name in ["ScheduleExpression", "ScheduleExpressionTimezone"] {
        if let Some(value) = text(input, name) {
            set(&mut settings, name, Setting::Text(Rc::from(value)))?;
        }
    }
    for name in ["StartDate", "EndDate"] {
        if let Some(value) = text(input, name) {
            set(&mut settings, name, Setting::Text(date(value)?))?;
        }
    }
    for (name, known) in [
        ("State", ["ENABLED", "DISABLED"]),
        ("ActionAfterCompletion", ["NONE", "DELETE"]),
    ] {
        let given = text(input, name).unwrap_or(known[0]);
        let index = known.iter().position(|value| *value == given);
        let index = index.ok_or_else(|| invalid(format!("{name} is {} or {}, not {given}.", known[0], known[1])))?;
        set(&mut settings, name, Setting::Choice(index as u16))?;
    }
    let window = input.get("FlexibleTimeWindow").and_then(Value::as_object);
    let minutes = window.and_then(|window| window.get("MaximumWindowInMinutes")?.as_i64());
    match (window.and_then(|window| text(window, "Mode")), minutes) {
        (Some("OFF"), None) => {}
        (Some("FLEXIBLE"), Some(minutes)) if minutes > 0 => {
            set(&mut settings, "FlexibleTimeWindow", Setting::Number(minutes))?;
        }
        _ => {
            return Err(invalid(
                "FlexibleTimeWindow is Mode=OFF or Mode=FLEXIBLE,MaximumWindowInMinutes=15.",
            ));
        }
    }
    Ok(settings)
}

fn state(settings: &Settings) -> &'static str {
    if settings.choice("State") == 0 {
        "ENABLED"
    } else {
        "DISABLED"
    }
}

/// The wire to the target, and the target's ARN.
fn joined(world: &World, id: NodeId) -> Option<(&Terms, String)> {
    let wire = world.info(id)?.wires_at(PORT_OUT).next()?;
    let link = world.network().get(wire)?;
    let peer = world.info(link.to.0)?;
    Some((&link.terms, source_arn(peer)))
}

/// ListSchedules: those that fit everything that is asked for.
fn list(world: &World, input: &Members) -> Value {
    let mut shown = Vec::new();
    for id in schedules(world) {
        let Some(info) = world.info(id) else { continue };
        let state = state(&info.settings);
        let wanted = text(input, "NamePrefix").is_none_or(|prefix| info.name.starts_with(prefix))
            && text(input, "State").is_none_or(|wanted| wanted == state);
        if !wanted {
            continue;
        }
        let mut one = json!({ "Arn": source_arn(info), "Name": info.name.as_ref(), "State": state });
        if let Some((_, arn)) = joined(world, id) {
            one["Target"] = json!({ "Arn": arn });
        }
        shown.push(one);
    }
    json!({ "Schedules": shown })
}

/// GetSchedule.
fn get(world: &World, input: &Members) -> Result<Value, ApiError> {
    let id = schedule(world, input)?;
    let Some(info) = world.info(id) else {
        return Err(super::gone());
    };
    let settings = &info.settings;
    let window = settings.number("FlexibleTimeWindow");
    let after = if settings.choice("ActionAfterCompletion") == 0 {
        "NONE"
    } else {
        "DELETE"
    };
    let mut answer = json!({
        "ActionAfterCompletion": after,
        "Arn": source_arn(info),
        "Name": info.name.as_ref(),
        "ScheduleExpression": settings.text("ScheduleExpression").as_ref(),
        "ScheduleExpressionTimezone": settings.text("ScheduleExpressionTimezone").as_ref(),
        "State": state(settings),
        "FlexibleTimeWindow": { "Mode": "OFF" },
    });
    if window > 0 {
        answer["FlexibleTimeWindow"] = json!({ "MaximumWindowInMinutes": window, "Mode": "FLEXIBLE" });
    }
    for name in ["StartDate", "EndDate"] {
        let date = settings.text(name);
        if !date.is_empty() {
            answer[name] = Value::from(date.as_ref());
        }
    }
    if let Some((terms, arn)) = joined(world, id) {
        answer["Target"] = targets::told(world, terms, arn);
    }
    Ok(answer)
}
