//! EventBridge Scheduler behind the AWS front (EVB-093).

use super::rules::set;
use super::{add, all, missing, plain_name, refused, remove, targets, text};
use crate::base::NodeId;
use crate::nodes::access::source_arn;
use crate::nodes::calendar::Civil;
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::eventbridge::schedule::spec::{PORT_OUT, SPEC};
use crate::nodes::service::{ApiError, Begun, Members};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Settings, Value as Setting};
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
        "ListSchedules" => Ok(list(world)),
        other => unreachable!("{other} is not in the table of actions"),
    };
    answer.map(Begun::Answer)
}

fn schedules(world: &World) -> Vec<NodeId> {
    all(world, |node| matches!(node, AnyNode::Schedule(_)))
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
    let settings = settings(input)?;
    let id = add(world, name, settings)?;
    let target = input
        .get("Target")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    if let Err(error) = targets::join(world, (id, PORT_OUT), &target, None) {
        remove(world, id)?;
        return Err(error);
    }
    let info = world.info(id).ok_or_else(super::gone)?;
    Ok(json!({ "ScheduleArn": source_arn(info) }))
}

fn settings(input: &Members) -> Result<Settings, ApiError> {
    let mut settings = Settings::new(&SPEC);
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
    for (name, off) in [("State", "DISABLED"), ("ActionAfterCompletion", "DELETE")] {
        let index = u16::from(text(input, name) == Some(off));
        set(&mut settings, name, Setting::Choice(index))?;
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

/// ListSchedules.
fn list(world: &World) -> Value {
    let infos = schedules(world).into_iter().filter_map(|id| world.info(id));
    let schedules: Vec<Value> = infos
        .map(|info| {
            let state = if info.settings.choice("State") == 0 {
                "ENABLED"
            } else {
                "DISABLED"
            };
            json!({ "Arn": source_arn(info), "Name": info.name.as_ref(), "State": state })
        })
        .collect();
    json!({ "Schedules": schedules })
}

/// GetSchedule.
fn get(world: &World, input: &Members) -> Result<Value, ApiError> {
    let id = schedule(world, input)?;
    let Some(info) = world.info(id) else {
        return Err(super::gone());
    };
    let settings = &info.settings;
    let window = settings.number("FlexibleTimeWindow");
    let mut answer = json!({
        "Arn": source_arn(info),
        "Name": info.name.as_ref(),
        "ScheduleExpression": settings.text("ScheduleExpression").as_ref(),
        "ScheduleExpressionTimezone": settings.text("ScheduleExpressionTimezone").as_ref(),
        "State": if settings.choice("State") == 0 { "ENABLED" } else { "DISABLED" },
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
    Ok(answer)
}
