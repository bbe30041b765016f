//! Scaling policies by name (CWA-070 to CWA-074).

use super::{group, groups, number, refuse, text_or_empty, texts, tracking, with};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::access::source_arn;
use crate::nodes::alarm_state::Quotient;
use crate::nodes::service::arn::{ACCOUNT, DEFAULT_REGION, region};
use crate::nodes::service::members::{flag, thousandths};
use crate::nodes::service::{ApiError, Members};
use crate::nodes::worker::group::policy::{Adjustment, Policy, Step, Steps, Way};
use crate::nodes::worker::group::rules::rule;
use crate::nodes::worker::group::spec::PORT_SCALE;
use crate::sim::Link;
use serde_json::{Value, json};
use std::rc::Rc;

/// PutScalingPolicy (CWA-070 to CWA-082).
pub fn put_policy(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    if text_or_empty(input, "PolicyType") == "TargetTrackingScaling" {
        return tracking::put(world, input);
    }
    let id = group(world, input)?;
    let policy = read_policy(input)?;
    let name = text_or_empty(input, "PolicyName");
    with(world, id, |group, _| {
        group.policies.insert(name.into(), policy);
    });
    Ok(json!({ "PolicyARN": policy_arn(world, id, name), "Alarms": [] }))
}

/// The ARN by which an alarm names a policy.
pub fn policy_arn(world: &World, id: NodeId, name: &str) -> String {
    let (place, group) = world
        .info(id)
        .map_or((DEFAULT_REGION, ""), |info| (region(info), info.name.as_ref()));
    format!(
        "arn:aws:autoscaling:{place}:{ACCOUNT}:scalingPolicy:{:08x}:autoScalingGroupName/{group}:policyName/{name}",
        id.0
    )
}

/// The group and the policy that PolicyName means: a name, or an ARN that names the group too.
fn named(world: &World, input: &Members) -> Result<(NodeId, String), ApiError> {
    let written = text_or_empty(input, "PolicyName");
    let arn = written.split_once("autoScalingGroupName/");
    let Some((of, name)) = arn.and_then(|(_, rest)| rest.split_once(":policyName/")) else {
        return Ok((group(world, input)?, written.to_string()));
    };
    let mut by_arn = input.clone();
    by_arn.insert("AutoScalingGroupName".to_string(), Value::from(of));
    Ok((group(world, &by_arn)?, name.to_string()))
}

fn not_found(name: &str) -> ApiError {
    refuse(format!("Policy {name} not found."), const { rule("CWA-070") })
}

fn read_policy(input: &Members) -> Result<Policy, ApiError> {
    let least = number(input, "MinAdjustmentMagnitude");
    let adjustment = match text_or_empty(input, "AdjustmentType") {
        "ChangeInCapacity" => Adjustment::Change,
        "ExactCapacity" => Adjustment::Exact,
        "PercentChangeInCapacity" => Adjustment::Percent(least.unwrap_or(0)),
        _ => {
            let message = "AdjustmentType must be ChangeInCapacity, ExactCapacity or PercentChangeInCapacity.";
            return Err(refuse(message, const { rule("CWA-071") }));
        }
    };
    if least.is_some() && !matches!(adjustment, Adjustment::Percent(_)) {
        let message = "MinAdjustmentMagnitude is only supported for PercentChangeInCapacity.";
        return Err(refuse(message, const { rule("CWA-071") }));
    }
    let span = |name: &str| number(input, name).and_then(|seconds| u64::try_from(seconds).ok());
    let way = match text_or_empty(input, "PolicyType") {
        "" | "SimpleScaling" => {
            let by = number(input, "ScalingAdjustment");
            let missing = || {
                refuse(
                    "ScalingAdjustment must be specified for SimpleScaling.",
                    const { rule("CWA-072") },
                )
            };
            Way::Simple(by.ok_or_else(missing)?, span("Cooldown"))
        }
        "StepScaling" => Way::Step(read_steps(input)?, span("EstimatedInstanceWarmup")),
        other => {
            let message = format!("PolicyType {other} can't be made here.");
            return Err(refuse(message, const { rule("CWA-070") }));
        }
    };
    Ok(Policy { adjustment, way })
}

/// CWA-074.
fn read_steps(input: &Members) -> Result<Steps, ApiError> {
    let listed = input.get("StepAdjustments").and_then(Value::as_array);
    let step = |step: &Value| Step {
        lower: step.get("MetricIntervalLowerBound").and_then(Value::as_i64),
        upper: step.get("MetricIntervalUpperBound").and_then(Value::as_i64),
        by: step.get("ScalingAdjustment").and_then(Value::as_i64).unwrap_or(0),
    };
    let steps: Vec<Step> = listed.into_iter().flatten().map(step).collect();
    if steps.is_empty() {
        return Err(refuse(
            "At least one StepAdjustment must be specified.",
            const { rule("CWA-073") },
        ));
    }
    Steps::new(steps).map_err(|hint| refuse(format!("StepAdjustments: {hint}"), const { rule("CWA-074") }))
}

/// DeletePolicy.
pub fn delete_policy(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let (id, name) = named(world, input)?;
    let gone = with(world, id, |group, _| group.policies.remove(name.as_str())).flatten();
    if gone.is_none() && !tracking::delete(world, id, &name)? {
        return Err(not_found(&name));
    }
    Ok(json!({}))
}

/// The alarms that call policies of a group: each with the name of the policy, and what is set on the wire if nobody made
/// a policy of that name. A policy that stands on a wire only is called after its alarm.
fn called(world: &World, id: NodeId) -> Vec<(Rc<str>, &Link)> {
    let Some(info) = world.info(id) else {
        return Vec::new();
    };
    let links = info.wires_at(PORT_SCALE).filter_map(|wire| world.network().get(wire));
    let told = |link: &'_ Link| {
        let own = link.terms.text("PolicyName");
        let alarm = world.info(link.from.0).map(|info| Rc::clone(&info.name));
        if own.is_empty() { alarm.unwrap_or_default() } else { own }
    };
    links.map(|link| (told(link), link)).collect()
}

/// A simple or step policy of a group, made by name or set on a wire.
fn find(world: &World, id: NodeId, name: &str) -> Option<Policy> {
    let made = groups(world)
        .find(|(known, _)| *known == id)?
        .1
        .policies
        .get(name)
        .cloned();
    let on_wire = || {
        let wires = called(world, id);
        let found = wires.iter().find(|(known, _)| known.as_ref() == name);
        found.map(|(_, link)| Policy::of(&link.terms))
    };
    made.or_else(on_wire)
}

/// ExecutePolicy: as if an alarm had called it (CWA-072, CWA-073).
pub fn execute(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let (id, name) = named(world, input)?;
    let policy = find(world, id, &name).ok_or_else(|| not_found(&name))?;
    let figure = |name: &str| thousandths(input, name).map(Quotient::thousandths);
    let breach = figure("MetricValue").zip(figure("BreachThreshold"));
    let breach = breach.map(|(value, threshold)| value.minus(threshold));
    if matches!(policy.way, Way::Step(..)) && breach.is_none() {
        let message = "MetricValue and BreachThreshold must be specified for a StepScaling policy.";
        return Err(refuse(message, const { rule("CWA-073") }));
    }
    let honor = flag(input, "HonorCooldown").unwrap_or(false);
    let done = with(world, id, |group, cx| group.execute(&policy, breach, honor, cx));
    match done {
        Some(false) => {
            let message = "A scaling activity is in progress or its cooldown has not passed.";
            let error = ApiError::new("ScalingActivityInProgress", message);
            Err(error.because(Some(const { rule("CWA-072") })))
        }
        _ => Ok(json!({})),
    }
}

/// DescribePolicies: those made by name, those of the drawing's wires, and target tracking.
pub fn describe(world: &World, input: &Members) -> Value {
    let wanted = text_or_empty(input, "AutoScalingGroupName");
    let among = |list: &str, value: &Value| {
        let mut asked = texts(input, list).peekable();
        asked.peek().is_none() || asked.any(|asked| value == asked)
    };
    let mut shown = Vec::new();
    for (id, group) in groups(world) {
        let known = world.info(id).map_or("", |info| info.name.as_ref());
        if !wanted.is_empty() && wanted != known {
            continue;
        }
        let calls = called(world, id);
        let mut names: Vec<Rc<str>> = group.policies.keys().cloned().collect();
        for (name, _) in &calls {
            if !names.contains(name) {
                names.push(Rc::clone(name));
            }
        }
        let one = |name: &Rc<str>| {
            let policy = find(world, id, name)?;
            let alarms = calls.iter().filter(|(known, _)| known == name);
            let alarms: Vec<Value> = alarms.filter_map(|(_, link)| alarm(world, link.from.0)).collect();
            Some(described(world, (id, name), &policy, alarms))
        };
        shown.extend(names.iter().filter_map(one));
        shown.extend(tracking::described(world, id, group));
    }
    shown.retain(|policy| among("PolicyNames", &policy["PolicyName"]) && among("PolicyTypes", &policy["PolicyType"]));
    json!({ "ScalingPolicies": shown })
}

fn alarm(world: &World, id: NodeId) -> Option<Value> {
    let info = world.info(id)?;
    let arn = source_arn(info);
    Some(json!({ "AlarmName": info.name.as_ref(), "AlarmARN": arn }))
}

fn described(world: &World, (id, name): (NodeId, &str), policy: &Policy, alarms: Vec<Value>) -> Value {
    let mut shown = json!({
        "AutoScalingGroupName": world.info(id).map_or("", |info| info.name.as_ref()),
        "PolicyName": name,
        "PolicyARN": policy_arn(world, id, name),
        "AdjustmentType": match policy.adjustment {
            Adjustment::Change => "ChangeInCapacity",
            Adjustment::Exact => "ExactCapacity",
            Adjustment::Percent(_) => "PercentChangeInCapacity",
        },
        "Alarms": alarms,
    });
    if let Adjustment::Percent(least) = policy.adjustment
        && least > 0
    {
        shown["MinAdjustmentMagnitude"] = json!(least);
    }
    match &policy.way {
        Way::Simple(by, cooldown) => {
            shown["PolicyType"] = json!("SimpleScaling");
            shown["ScalingAdjustment"] = json!(by);
            if let Some(cooldown) = cooldown {
                shown["Cooldown"] = json!(cooldown);
            }
        }
        Way::Step(steps, warm_up) => {
            shown["PolicyType"] = json!("StepScaling");
            shown["StepAdjustments"] = steps.0.iter().map(step).collect();
            if let Some(warm_up) = warm_up {
                shown["EstimatedInstanceWarmup"] = json!(warm_up);
            }
        }
    }
    shown
}

fn step(step: &Step) -> Value {
    let mut shown = json!({ "ScalingAdjustment": step.by });
    for (name, bound) in [
        ("MetricIntervalLowerBound", step.lower),
        ("MetricIntervalUpperBound", step.upper),
    ] {
        if let Some(bound) = bound {
            shown[name] = json!(bound);
        }
    }
    shown
}
