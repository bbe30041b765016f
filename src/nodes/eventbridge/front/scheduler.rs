//! EventBridge Scheduler behind the AWS front (EVB-093).

use super::{all, plain_name, refused, text};
use crate::base::NodeId;
use crate::nodes::access::source_arn;
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::service::{ApiError, Begun, Members};
use crate::nodes::{AnyNode, World};
use crate::sim::Action;
use serde_json::{Value, json};

/// Calls an action.
pub fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let answer = match action.name {
        "GetSchedule" => get(world, input),
        other => unreachable!("{other} is not in the table of actions"),
    };
    answer.map(Begun::Answer)
}

fn schedule(world: &World, input: &Members) -> Result<NodeId, ApiError> {
    let name = plain_name(text(input, "Name").unwrap_or_default(), "scheduler");
    let schedules = all(world, |node| matches!(node, AnyNode::Schedule(_)));
    let named = |id: &NodeId| world.info(*id).is_some_and(|info| info.name.as_ref() == name);
    schedules.into_iter().find(named).ok_or_else(|| {
        let message = format!("Schedule {name} does not exist.");
        refused("ResourceNotFoundException", message, const { rule("EVB-093") })
    })
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
