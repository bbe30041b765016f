//! Target tracking by the API (CWA-077 to CWA-082): one policy of a group, kept in the group's own settings.

use super::policies::policy_arn;
use super::{group, refuse, text_or_empty, with};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::metric::{Expression, Query, check_ids, dimensions, find, namespace, returned};
use crate::nodes::service::arn::{ACCOUNT, region};
use crate::nodes::service::members::{flag, structure, structures, thousandths};
use crate::nodes::service::{ApiError, Members};
use crate::nodes::worker::group::Group;
use crate::nodes::worker::group::fields::TARGETS;
use crate::nodes::worker::group::rules::rule;
use crate::sim::{Input, Rule, Settings, Value as Setting, decimal};
use serde_json::{Number, Value, json};
use std::rc::Rc;

/// What backlog per instance is made of.
const DEPTH: &str = "ApproximateNumberOfMessagesVisible";
const SIZE: &str = "GroupInServiceInstances";
/// The names of the setting's choices.
const OFF: &str = "none";
const BACKLOG: &str = "BacklogPerInstance";
const UTILIZATION: &str = "ASGAverageCPUUtilization";

/// Members of other types of policies.
const OTHERS: [&str; 5] = [
    "AdjustmentType",
    "ScalingAdjustment",
    "StepAdjustments",
    "Cooldown",
    "MinAdjustmentMagnitude",
];

fn wrong(message: impl Into<String>, rule: &'static Rule) -> ApiError {
    refuse(message, rule)
}

/// PutScalingPolicy with TargetTrackingScaling.
pub fn put(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let name = text_or_empty(input, "PolicyName");
    if let Some(other) = OTHERS.iter().find(|other| input.contains_key(**other)) {
        let message = format!("{other} is not supported for TargetTrackingScaling.");
        return Err(wrong(message, const { rule("CWA-070") }));
    }
    if input.contains_key("EstimatedInstanceWarmup") {
        let message = "Set the DefaultInstanceWarmup of the group instead: it counts for target tracking here.";
        return Err(wrong(message, const { rule("CWA-052") }));
    }
    let target = structure(input, "TargetTrackingConfiguration").ok_or_else(|| {
        let message = "TargetTrackingConfiguration must be specified for TargetTrackingScaling.";
        wrong(message, const { rule("CWA-077") })
    })?;
    let (metric, queue) = metric(world, id, target)?;
    let value = thousandths(target, "TargetValue").filter(|value| *value > 0);
    let value = value.ok_or_else(|| {
        let message = "TargetValue must be a number above 0 with up to three decimals.";
        wrong(message, const { rule("CWA-081") })
    })?;
    let mut settings = world.info(id).map(|info| info.settings.clone()).ok_or_else(gone)?;
    let known = with(world, id, |group, _| Rc::clone(&group.tracks)).unwrap_or_default();
    if settings.choice("TargetMetric") != choice(OFF) && known.as_ref() != name {
        let message = format!("A group tracks one target here. Delete the policy {known} first.");
        return Err(wrong(message, const { rule("CWA-077") }));
    }
    for (field, setting) in [
        ("TargetMetric", Setting::Choice(choice(metric))),
        ("TargetQueue", Setting::Node(queue)),
        ("TargetValue", Setting::Number(value)),
        (
            "DisableScaleIn",
            Setting::Bool(flag(target, "DisableScaleIn").unwrap_or(false)),
        ),
    ] {
        let done = settings.set(field, setting);
        done.map_err(|error| wrong(error.to_string(), const { rule("CWA-081") }))?;
    }
    configure(world, id, settings)?;
    with(world, id, |group, _| {
        group.policies.remove(name);
        group.tracks = Rc::from(name);
    });
    Ok(json!({ "PolicyARN": policy_arn(world, id, name), "Alarms": alarms(world, id) }))
}

fn gone() -> ApiError {
    wrong("The group is gone.", const { rule("CWA-050") })
}

fn configure(world: &mut World, id: NodeId, settings: Settings) -> Result<(), ApiError> {
    world.apply(Input::Configure(id, settings)).map_err(|_| gone())
}

/// The index of a choice of TargetMetric.
fn choice(name: &str) -> u16 {
    let index = TARGETS.iter().position(|choice| choice.name == name);
    index.and_then(|index| u16::try_from(index).ok()).unwrap_or(0)
}

/// What is tracked: one of the setting's choices, and its queue.
fn metric(world: &World, id: NodeId, target: &Members) -> Result<(&'static str, Option<NodeId>), ApiError> {
    let predefined = structure(target, "PredefinedMetricSpecification");
    match (predefined, structure(target, "CustomizedMetricSpecification")) {
        (Some(predefined), None) => match text_or_empty(predefined, "PredefinedMetricType") {
            UTILIZATION => Ok((UTILIZATION, None)),
            other => {
                let message = format!("{other} can't be measured here. Use {UTILIZATION} or a customized metric.");
                Err(wrong(message, const { rule("CWA-070") }))
            }
        },
        (None, Some(customized)) => {
            let hint = |hint: String| wrong(hint, const { rule("CWA-082") });
            customized_metric(world, id, customized).map_err(hint)
        }
        _ => {
            let message = "Specify either PredefinedMetricSpecification or CustomizedMetricSpecification.";
            Err(wrong(message, const { rule("CWA-077") }))
        }
    }
}

/// CWA-080, CWA-082: the depth of a queue, alone or divided by the group's instances in service.
fn customized_metric(
    world: &World,
    id: NodeId,
    specification: &Members,
) -> Result<(&'static str, Option<NodeId>), String> {
    let known = || format!("A customized metric is {DEPTH} of a queue here, alone or divided by {SIZE} of the group.");
    let queue = |node: NodeId, metric: &str| {
        let info = world
            .info(node)
            .filter(|info| namespace(info.spec) == "AWS/SQS" && metric == DEPTH);
        info.map(|_| node).ok_or_else(known)
    };
    if !specification.contains_key("Metrics") {
        let node = find(world, specification)?;
        return Ok((DEPTH, Some(queue(node, text_or_empty(specification, "MetricName"))?)));
    }
    let list: Vec<&Members> = structures(specification, "Metrics").collect();
    check_ids(&list)?;
    let [entry] = returned(&list)[..] else {
        return Err("Exactly one entry of Metrics returns data. Set ReturnData to false for the others.".to_string());
    };
    let query = Query::read(world, &list, entry)?;
    let first = queue(query.first.node, &query.first.metric)?;
    match (query.expression, query.second) {
        (Expression::First, _) => Ok((DEPTH, Some(first))),
        (Expression::Quotient, Some(second)) if second.node == id && second.metric == SIZE => {
            Ok((BACKLOG, Some(first)))
        }
        _ => Err(known()),
    }
}

/// CWA-077: the two alarms that the group keeps, by the names that AWS gives them.
fn alarms(world: &World, id: NodeId) -> Value {
    let Some(info) = world.info(id) else { return json!([]) };
    let told = ["AlarmHigh", "AlarmLow"].map(|which| {
        let name = format!("TargetTracking-{}-{which}", info.name);
        let arn = format!("arn:aws:cloudwatch:{}:{ACCOUNT}:alarm:{name}", region(info));
        json!({ "AlarmName": name, "AlarmARN": arn })
    });
    json!(told)
}

/// DeletePolicy: the group tracks nothing any more. False when this is not what its policy is called.
pub fn delete(world: &mut World, id: NodeId, name: &str) -> Result<bool, ApiError> {
    let mut settings = world.info(id).map(|info| info.settings.clone()).ok_or_else(gone)?;
    let known = with(world, id, |group, _| group.tracks.as_ref() == name).unwrap_or(false);
    if !known || settings.choice("TargetMetric") == choice(OFF) {
        return Ok(false);
    }
    for field in ["TargetMetric", "TargetQueue", "TargetValue", "DisableScaleIn"] {
        settings.reset(field);
    }
    configure(world, id, settings)?;
    with(world, id, |group, _| group.tracks = Rc::from(Group::TRACKING_NAME));
    Ok(true)
}

/// The policy as DescribePolicies shows it; None when the group tracks nothing.
pub fn described(world: &World, id: NodeId, group: &Group) -> Option<Value> {
    let info = world.info(id)?;
    let settings = &info.settings;
    let metric = TARGETS.get(usize::from(settings.choice("TargetMetric")))?.name;
    let queue = || {
        let node = settings.node("TargetQueue");
        json!({
            "Namespace": "AWS/SQS",
            "MetricName": DEPTH,
            "Dimensions": node.map_or_else(|| json!([]), |node| dimensions(world, node)),
        })
    };
    let mut target = json!({
        "TargetValue": decimal(settings.number("TargetValue"), 3).replace(',', "").parse::<Number>().ok(),
        "DisableScaleIn": settings.flag("DisableScaleIn"),
    });
    match metric {
        OFF => return None,
        UTILIZATION => target["PredefinedMetricSpecification"] = json!({ "PredefinedMetricType": UTILIZATION }),
        BACKLOG => {
            let size =
                json!({ "Namespace": "AWS/AutoScaling", "MetricName": SIZE, "Dimensions": dimensions(world, id) });
            target["CustomizedMetricSpecification"] = json!({ "Metrics": [
                { "Id": "m1", "MetricStat": { "Metric": queue(), "Stat": "Average" }, "ReturnData": false },
                { "Id": "m2", "MetricStat": { "Metric": size, "Stat": "Average" }, "ReturnData": false },
                { "Id": "e1", "Expression": "m1/m2", "ReturnData": true },
            ] });
        }
        _ => {
            target["CustomizedMetricSpecification"] = queue();
            target["CustomizedMetricSpecification"]["Statistic"] = json!("Average");
        }
    }
    Some(json!({
        "AutoScalingGroupName": info.name.as_ref(),
        "PolicyName": group.tracks.as_ref(),
        "PolicyARN": policy_arn(world, id, &group.tracks),
        "PolicyType": "TargetTrackingScaling",
        "Alarms": alarms(world, id),
        "TargetTrackingConfiguration": target,
    }))
}

impl Group {
    /// What the policy of target tracking is called until somebody names it.
    pub const TRACKING_NAME: &'static str = "target-tracking";
}
