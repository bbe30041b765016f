//! The lifecycle hook of a group by name (CWA-056, CWA-092).

use super::{group, number, refuse, text_or_empty, texts, with};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::service::{ApiError, Members};
use crate::nodes::worker::group::rules::rule;
use crate::nodes::worker::group::{Group, fields};
use crate::sim::{Input, Settings, Value as Setting};
use serde_json::{Value, json};
use std::rc::Rc;

const TERMINATING: &str = "autoscaling:EC2_INSTANCE_TERMINATING";
/// A wait lasts at most 48 hours or 100 heartbeats, whichever is less.
const LONGEST_WAIT: i64 = 172_800;

fn wrong(message: impl Into<String>) -> ApiError {
    refuse(message, const { rule("CWA-056") })
}

/// PutLifecycleHook: makes the group's hook, or changes it.
pub fn put(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let name = text_or_empty(input, "LifecycleHookName");
    let before = settings(world, id)?;
    let known = before.flag("TerminatingHook");
    let other = with(world, id, |group, _| group.hook_name.as_ref() != name).unwrap_or(false);
    if known && other {
        return Err(wrong(
            "A group has one lifecycle hook here. Delete the present one first.",
        ));
    }
    match text_or_empty(input, "LifecycleTransition") {
        TERMINATING => {}
        "" if known => {}
        "" => return Err(wrong("LifecycleTransition must be specified for a new hook.")),
        "autoscaling:EC2_INSTANCE_LAUNCHING" => {
            let message = "Hooks wait for terminating instances only here.";
            return Err(refuse(message, const { rule("CWA-058") }));
        }
        transition => return Err(wrong(format!("Invalid LifecycleTransition {transition}."))),
    }
    let mut after = before;
    let mut set = |field: &str, value| after.set(field, value).map_err(|error| wrong(error.to_string()));
    set("TerminatingHook", Setting::Bool(true))?;
    if let Some(span) = number(input, "HeartbeatTimeout") {
        set("HeartbeatTimeout", Setting::Number(span))?;
    }
    if let Some(result) = input.get("DefaultResult").and_then(Value::as_str) {
        let chosen = fields::RESULTS.iter().position(|choice| choice.name == result);
        let chosen = chosen.ok_or_else(|| wrong("DefaultResult must be ABANDON or CONTINUE."))?;
        set("DefaultResult", Setting::Choice(chosen as u16))?;
    }
    configure(world, id, after)?;
    with(world, id, |group, _| group.hook_name = Rc::from(name));
    Ok(json!({}))
}

/// DescribeLifecycleHooks.
pub fn describe(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let settings = settings(world, id)?;
    let name = with(world, id, |group, _| Rc::clone(&group.hook_name)).unwrap_or_default();
    let mut names = texts(input, "LifecycleHookNames").peekable();
    let asked = names.peek().is_none() || names.any(|asked| asked == name.as_ref());
    if !asked || !settings.flag("TerminatingHook") {
        return Ok(json!({ "LifecycleHooks": [] }));
    }
    let heartbeat = settings.number("HeartbeatTimeout");
    Ok(json!({ "LifecycleHooks": [{
        "LifecycleHookName": name.as_ref(),
        "AutoScalingGroupName": text_or_empty(input, "AutoScalingGroupName"),
        "LifecycleTransition": TERMINATING,
        "HeartbeatTimeout": heartbeat,
        "GlobalTimeout": (heartbeat * 100).min(LONGEST_WAIT),
        "DefaultResult": fields::RESULTS[usize::from(settings.choice("DefaultResult"))].name,
    }] }))
}

/// DeleteLifecycleHook: instances end at once from now on.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let name = text_or_empty(input, "LifecycleHookName");
    let mut settings = settings(world, id)?;
    let known = with(world, id, |group, _| group.hook_name.as_ref() == name).unwrap_or(false);
    if !known || !settings.flag("TerminatingHook") {
        return Err(wrong(format!("No Lifecycle Hook found with name {name}")));
    }
    for field in ["TerminatingHook", "HeartbeatTimeout", "DefaultResult"] {
        settings.reset(field);
    }
    configure(world, id, settings)?;
    Ok(json!({}))
}

fn settings(world: &World, id: NodeId) -> Result<Settings, ApiError> {
    let info = world.info(id).ok_or_else(|| wrong("The group is gone."))?;
    Ok(info.settings.clone())
}

fn configure(world: &mut World, id: NodeId, settings: Settings) -> Result<(), ApiError> {
    let done = world.apply(Input::Configure(id, settings));
    done.map_err(|error| wrong(error.to_string()))
}

impl Group {
    /// What the hook is called until somebody names it.
    pub const HOOK_NAME: &'static str = "terminating";
}
