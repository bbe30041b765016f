//! What the service tells of groups and of what they have done.

use super::{groups, text_or_empty, texts};
use crate::nodes::World;
use crate::nodes::service::Members;
use crate::nodes::service::arn::{ACCOUNT, region};
use crate::nodes::worker::group::fields;
use crate::nodes::worker::group::instance::Instance;
use serde_json::{Value, json};

/// DescribeAutoScalingGroups.
pub fn describe(world: &World, input: &Members) -> Value {
    let names: Vec<&str> = texts(input, "AutoScalingGroupNames").collect();
    let mut shown = Vec::new();
    for (id, group) in groups(world) {
        let Some(info) = world.info(id) else { continue };
        if !names.is_empty() && !names.contains(&info.name.as_ref()) {
            continue;
        }
        let place = region(info);
        let instances = group.instances.iter().map(|one| instance(one, place));
        shown.push(json!({
            "AutoScalingGroupName": info.name.as_ref(),
            "AutoScalingGroupARN": format!("arn:aws:autoscaling:{place}:{ACCOUNT}:autoScalingGroup:{:08x}:autoScalingGroupName/{}", id.0, info.name),
            "MinSize": group.min,
            "MaxSize": group.max,
            "DesiredCapacity": group.desired,
            "DefaultCooldown": group.config.cooldown,
            "HealthCheckType": "EC2",
            "Instances": instances.collect::<Vec<_>>(),
            "TerminationPolicies": [fields::POLICIES[usize::from(info.settings.choice("TerminationPolicies"))].name],
            "NewInstancesProtectedFromScaleIn": group.config.protects_new,
            "DefaultInstanceWarmup": group.config.warm_up,
        }));
    }
    json!({ "AutoScalingGroups": shown })
}

fn instance(one: &Instance, place: &str) -> Value {
    json!({
        "InstanceId": one.id(),
        "AvailabilityZone": format!("{place}{}", char::from(b'a' + one.zone)),
        "LifecycleState": one.state(),
        "HealthStatus": "Healthy",
        "ProtectedFromScaleIn": one.protected,
    })
}

/// DescribeAutoScalingInstances.
pub fn instances(world: &World, input: &Members) -> Value {
    let wanted: Vec<&str> = texts(input, "InstanceIds").collect();
    let mut shown = Vec::new();
    for (id, group) in groups(world) {
        let Some(info) = world.info(id) else { continue };
        let asked = |one: &&Instance| wanted.is_empty() || wanted.contains(&one.id().as_str());
        shown.extend(group.instances.iter().filter(asked).map(|one| {
            let mut told = instance(one, region(info));
            told["AutoScalingGroupName"] = json!(info.name.as_ref());
            told
        }));
    }
    json!({ "AutoScalingInstances": shown })
}

/// DescribeScalingActivities: newest first.
pub fn activities(world: &World, input: &Members) -> Value {
    let name = text_or_empty(input, "AutoScalingGroupName");
    let mut shown = Vec::new();
    for (id, group) in groups(world) {
        let Some(info) = world
            .info(id)
            .filter(|info| name.is_empty() || info.name.as_ref() == name)
        else {
            continue;
        };
        shown.extend(group.activities.iter().rev().zip(1..).map(|(activity, number)| {
            json!({
                "ActivityId": format!("{:08x}-{number}", id.0),
                "AutoScalingGroupName": info.name.as_ref(),
                "Description": activity.text,
                "Cause": format!("At {} {}.", activity.at, activity.cause),
                "StartTime": activity.at.as_millis() / 1_000,
                "StatusCode": "Successful",
            })
        }));
    }
    json!({ "Activities": shown })
}
