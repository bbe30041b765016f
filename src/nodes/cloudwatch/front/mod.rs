//! Amazon CloudWatch behind the AWS front: alarms and metrics by name, refusals in the service's words.

mod described;
mod happened;
mod metrics;
mod put;
mod watched;

use super::Alarm;
use super::api::ACTIONS;
use super::rules::rule;
use crate::base::NodeId;
use crate::nodes::alarm_state::State;
use crate::nodes::service::arn::{Address, read_arn};
use crate::nodes::service::members::{text_or_empty, texts};
use crate::nodes::service::{ApiError, Begun, Members, Service};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Ctx, Input, Rule, Value as Setting};
use serde_json::json;

/// The service, as the registry names it.
pub static SERVICE: Service = Service {
    name: "cloudwatch",
    actions: ACTIONS,
    begin,
    finish: |_, _, _| Ok(json!({})),
    gone: || refuse("ResourceNotFound", "The alarm is gone.", const { rule("CWA-027") }),
};

/// A refusal in the words of the service (CWA-027).
pub fn refuse(code: &'static str, message: impl Into<String>, rule: &'static Rule) -> ApiError {
    ApiError::new(code, message).because(Some(rule))
}

/// Calls an action.
fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let done = match action.name {
        "DescribeAlarmHistory" => return happened::history(world, input).map(Begun::Answer),
        "DescribeAlarms" => return Ok(Begun::Answer(described::alarms(world, input))),
        "DescribeAlarmsForMetric" => return described::for_metric(world, input).map(Begun::Answer),
        "GetMetricData" => return metrics::data(world, input).map(Begun::Answer),
        "GetMetricStatistics" => return metrics::statistics(world, input).map(Begun::Answer),
        "ListMetrics" => return Ok(Begun::Answer(metrics::list(world, input))),
        "PutMetricAlarm" => put::metric_alarm(world, input),
        "PutCompositeAlarm" => put::composite_alarm(world, input),
        "SetAlarmState" => set_state(world, input),
        "DeleteAlarms" => delete(world, input),
        "EnableAlarmActions" => enable(world, input, true),
        "DisableAlarmActions" => enable(world, input, false),
        other => unreachable!("{other} is not in the table of actions"),
    };
    done.map(|()| Begun::Answer(json!({})))
}

/// The alarm of this name or ARN.
pub fn find(world: &World, name: &str) -> Option<NodeId> {
    let address = read_arn(name, "cloudwatch");
    let name = address
        .and_then(|Address { name, .. }| name.strip_prefix("alarm:"))
        .unwrap_or(name);
    let id = world.find(name)?;
    matches!(world.node(id), Some(AnyNode::Alarm(_))).then_some(id)
}

/// Acts on an alarm with all its hands.
fn with(world: &mut World, id: NodeId, act: impl FnOnce(&mut Alarm, &mut Ctx<'_>)) {
    world.poke(id, |node, cx| {
        if let AnyNode::Alarm(alarm) = node {
            act(alarm, cx);
        }
    });
}

fn no_alarm(name: &str) -> ApiError {
    refuse(
        "ResourceNotFound",
        format!("Alarm {name} does not exist."),
        const { rule("CWA-027") },
    )
}

/// SetAlarmState (CWA-039).
fn set_state(world: &mut World, input: &Members) -> Result<(), ApiError> {
    let name = text_or_empty(input, "AlarmName");
    let id = find(world, name).ok_or_else(|| no_alarm(name))?;
    let state = State::read(text_or_empty(input, "StateValue")).ok_or_else(|| {
        let message = "StateValue must be one of OK, ALARM, INSUFFICIENT_DATA.";
        refuse("InvalidParameterValue", message, const { rule("CWA-030") })
    })?;
    with(world, id, |alarm, cx| {
        alarm.force(state, text_or_empty(input, "StateReason"), cx)
    });
    Ok(())
}

/// DeleteAlarms: all of them exist, or none is deleted.
fn delete(world: &mut World, input: &Members) -> Result<(), ApiError> {
    let ids: Vec<NodeId> = texts(input, "AlarmNames")
        .map(|name| find(world, name).ok_or_else(|| no_alarm(name)))
        .collect::<Result<_, _>>()?;
    for id in ids {
        // A name that stands twice in the list is gone the second time.
        let _ = world.apply(Input::Remove(id));
    }
    Ok(())
}

/// EnableAlarmActions and DisableAlarmActions (CWA-025). Unknown names are passed over, as on AWS.
fn enable(world: &mut World, input: &Members, on: bool) -> Result<(), ApiError> {
    for name in texts(input, "AlarmNames") {
        let Some(id) = find(world, name) else { continue };
        let Some(mut settings) = world.info(id).map(|info| info.settings.clone()) else {
            continue;
        };
        let set = settings.set("ActionsEnabled", Setting::Bool(on));
        let done = set.is_ok() && world.apply(Input::Configure(id, settings)).is_ok();
        debug_assert!(done, "an alarm that was just seen can be changed");
    }
    Ok(())
}
