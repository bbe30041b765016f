//! Scaling policies by name (CWA-070 to CWA-074).

use super::{group, number, refuse, text_or_empty, with};
use crate::nodes::World;
use crate::nodes::service::arn::{ACCOUNT, DEFAULT_REGION, region};
use crate::nodes::service::{ApiError, Members};
use crate::nodes::worker::group::policy::{Adjustment, Policy, Step, Steps, Way};
use crate::nodes::worker::group::rules::rule;
use serde_json::{Value, json};

/// PutScalingPolicy: simple and step policies (CWA-070 to CWA-074).
pub fn put_policy(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let policy = read_policy(input)?;
    let name = text_or_empty(input, "PolicyName");
    with(world, id, |group, _| {
        group.policies.insert(name.into(), policy);
    });
    let (place, group) = world
        .info(id)
        .map_or((DEFAULT_REGION, ""), |info| (region(info), info.name.as_ref()));
    let arn = format!(
        "arn:aws:autoscaling:{place}:{ACCOUNT}:scalingPolicy:{:08x}:autoScalingGroupName/{group}:policyName/{name}",
        id.0
    );
    Ok(json!({ "PolicyARN": arn, "Alarms": [] }))
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
            let message = format!("PolicyType {other} can't be made here. Target tracking is a setting of the group.");
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
    let id = group(world, input)?;
    with(world, id, |group, _| {
        group.policies.remove(text_or_empty(input, "PolicyName"))
    });
    Ok(json!({}))
}
