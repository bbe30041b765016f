//! The actions of EC2 Auto Scaling.

use super::{STUCK, fleet};
use crate::nodes::bench::yard::Yard;
use crate::nodes::service;
use serde_json::{Value, json};

pub fn call(yard: &mut Yard, action: &str, input: Value) -> Result<Value, (String, &'static str)> {
    let answer = service::call(&mut yard.world, "autoscaling", action, input);
    answer.map_err(|error| (error.code.to_string(), error.rule.map_or("", |rule| rule.id)))
}

/// The input of an action on the group, with more members.
pub fn fleet_and(more: Value) -> Value {
    let mut input = json!({ "AutoScalingGroupName": "fleet" });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

fn described(yard: &mut Yard) -> Value {
    call(yard, "DescribeAutoScalingGroups", json!({})).unwrap()["AutoScalingGroups"][0].clone()
}

pub fn refused(rule: &'static str) -> Result<Value, (String, &'static str)> {
    Err(("ValidationError".to_string(), rule))
}

#[test]
fn a_group_is_made_changed_described_and_deleted() {
    let mut yard = Yard::new();
    yard.run(5);
    let input = fleet_and(
        json!({ "MinSize": 1, "MaxSize": 4, "TerminationPolicies": ["OldestLaunchTemplate", "NewestInstance"] }),
    );
    call(&mut yard, "CreateAutoScalingGroup", input.clone()).unwrap();
    let again = call(&mut yard, "CreateAutoScalingGroup", input).unwrap_err();
    assert_eq!(again.0, "AlreadyExists");
    yard.run(6);
    let group = described(&mut yard);
    assert_eq!(
        (&group["DesiredCapacity"], &group["DefaultCooldown"]),
        (&json!(1), &json!(300))
    );
    assert_eq!(group["Instances"][0]["LifecycleState"], "Pending", "a new group boots");
    assert_eq!(group["Instances"][0]["AvailabilityZone"], "us-east-1a");
    assert_eq!(group["TerminationPolicies"], json!(["NewestInstance"]), "CWA-054");
    call(
        &mut yard,
        "UpdateAutoScalingGroup",
        fleet_and(json!({ "MinSize": 2, "MaxSize": 3 })),
    )
    .unwrap();
    let group = described(&mut yard);
    assert_eq!(
        (&group["MinSize"], &group["DesiredCapacity"]),
        (&json!(2), &json!(2)),
        "CWA-050"
    );
    let delete = |force: bool| fleet_and(json!({ "ForceDelete": force }));
    assert_eq!(
        call(&mut yard, "DeleteAutoScalingGroup", delete(false)).unwrap_err().0,
        "ResourceInUse"
    );
    call(&mut yard, "DeleteAutoScalingGroup", delete(true)).unwrap();
    assert_eq!(
        call(
            &mut yard,
            "SetDesiredCapacity",
            fleet_and(json!({ "DesiredCapacity": 1 }))
        ),
        refused("CWA-050")
    );
}

/// CWA-050, CWA-126.
#[test]
fn sizes_that_do_not_go_together_are_refused() {
    let mut yard = fleet(&[("MaxSize", "4"), STUCK]);
    for (action, more, rule) in [
        ("SetDesiredCapacity", json!({ "DesiredCapacity": 5 }), "CWA-126"),
        ("SetDesiredCapacity", json!({ "DesiredCapacity": 0 }), "CWA-126"),
        (
            "UpdateAutoScalingGroup",
            json!({ "MinSize": 3, "MaxSize": 2 }),
            "CWA-050",
        ),
        ("UpdateAutoScalingGroup", json!({ "DesiredCapacity": 9 }), "CWA-050"),
        (
            "UpdateAutoScalingGroup",
            json!({ "TerminationPolicies": ["Random"] }),
            "CWA-054",
        ),
    ] {
        assert_eq!(
            call(&mut yard, action, fleet_and(more.clone())),
            refused(rule),
            "{action} {more}"
        );
    }
}

/// CWA-070, CWA-072.
#[test]
fn the_capacity_is_changed_by_hand_and_can_honour_a_cooldown() {
    let mut yard = super::scaled(&[STUCK], &[], &[]);
    yard.send("orders", 500);
    yard.run(70);
    let wanted = |honor: bool| fleet_and(json!({ "DesiredCapacity": 5, "HonorCooldown": honor }));
    let busy = call(&mut yard, "SetDesiredCapacity", wanted(true)).unwrap_err();
    assert_eq!(busy, ("ScalingActivityInProgress".to_string(), "CWA-072"));
    call(&mut yard, "SetDesiredCapacity", wanted(false)).unwrap();
    assert_eq!(yard.sizes("fleet"), [(60, 2), (70, 5)]);
    let told = call(&mut yard, "DescribeScalingActivities", fleet_and(json!({}))).unwrap();
    assert_eq!(
        told["Activities"][0]["Description"],
        "Changed the desired capacity from 2 to 5"
    );
    assert!(
        told["Activities"][1]["Cause"]
            .as_str()
            .unwrap()
            .contains("a simple policy")
    );
}

/// CWA-093.
#[test]
fn instances_are_protected_and_ended_by_their_id() {
    let mut yard = fleet(&[("DesiredCapacity", "2"), STUCK]);
    yard.run(5);
    let first = "i-00000000000000001";
    let protect = |on: bool| fleet_and(json!({ "InstanceIds": [first], "ProtectedFromScaleIn": on }));
    call(&mut yard, "SetInstanceProtection", protect(true)).unwrap();
    call(
        &mut yard,
        "SetDesiredCapacity",
        fleet_and(json!({ "DesiredCapacity": 1 })),
    )
    .unwrap();
    assert_eq!(
        described(&mut yard)["Instances"][0]["InstanceId"],
        first,
        "the other one had to go"
    );
    let end = |id: &str, smaller: bool| json!({ "InstanceId": id, "ShouldDecrementDesiredCapacity": smaller });
    let ended = call(&mut yard, "TerminateInstanceInAutoScalingGroup", end(first, true));
    assert_eq!(ended, refused("CWA-050"), "one is the minimum");
    call(&mut yard, "TerminateInstanceInAutoScalingGroup", end(first, false)).unwrap();
    yard.run(70);
    assert_eq!(
        described(&mut yard)["Instances"][0]["InstanceId"],
        "i-00000000000000003",
        "CWA-059"
    );
    let nobody = call(&mut yard, "TerminateInstanceInAutoScalingGroup", end("i-9", false));
    assert_eq!(nobody, refused("CWA-058"));
}

/// CWA-056, CWA-092.
#[test]
fn a_waiting_instance_can_get_more_time_and_can_be_let_go() {
    let changes = [
        ("TerminatingHook", "true"),
        ("HeartbeatTimeout", "60"),
        ("DesiredCapacity", "2"),
        STUCK,
    ];
    let mut yard = fleet(&changes);
    yard.send("orders", 2);
    yard.run(5);
    let first = "i-00000000000000001";
    let about = |more: Value| {
        let mut input = fleet_and(json!({ "LifecycleHookName": "drain", "InstanceId": first }));
        if let Some(result) = more.get("LifecycleActionResult") {
            input["LifecycleActionResult"] = result.clone();
        }
        input
    };
    let early = call(&mut yard, "RecordLifecycleActionHeartbeat", about(json!({})));
    assert_eq!(early, refused("CWA-092"));
    yard.set("fleet", "DesiredCapacity", "1");
    yard.run(50);
    call(&mut yard, "RecordLifecycleActionHeartbeat", about(json!({}))).unwrap();
    yard.run(100);
    assert_eq!(yard.metric("fleet", "GroupTerminatingInstances"), 1, "until 110 now");
    let done = about(json!({ "LifecycleActionResult": "CONTINUE" }));
    call(&mut yard, "CompleteLifecycleAction", done).unwrap();
    assert_eq!(yard.metric("fleet", "GroupTerminatingInstances"), 0);
}

/// CWA-056, CWA-092.
#[test]
fn a_hook_is_put_described_and_deleted() {
    let mut yard = fleet(&[("DesiredCapacity", "2"), STUCK]);
    yard.send("orders", 2);
    yard.run(5);
    let hook = |more: Value| {
        let mut input = fleet_and(more);
        input["LifecycleHookName"] = json!("drain");
        input
    };
    let terminating = json!({ "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING", "HeartbeatTimeout": 60 });
    assert_eq!(
        call(&mut yard, "DescribeLifecycleHooks", fleet_and(json!({}))),
        Ok(json!({ "LifecycleHooks": [] }))
    );
    for (wrong, why) in [
        (json!({}), "CWA-056"),
        (
            json!({ "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING" }),
            "CWA-058",
        ),
        (
            json!({ "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING", "HeartbeatTimeout": 29 }),
            "CWA-056",
        ),
    ] {
        assert_eq!(call(&mut yard, "PutLifecycleHook", hook(wrong)), refused(why));
    }
    call(&mut yard, "PutLifecycleHook", hook(terminating)).unwrap();
    call(
        &mut yard,
        "PutLifecycleHook",
        hook(json!({ "DefaultResult": "CONTINUE" })),
    )
    .unwrap();
    let described = call(&mut yard, "DescribeLifecycleHooks", fleet_and(json!({}))).unwrap();
    assert_eq!(
        described["LifecycleHooks"][0],
        json!({
            "LifecycleHookName": "drain", "AutoScalingGroupName": "fleet", "HeartbeatTimeout": 60,
            "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING", "GlobalTimeout": 6_000, "DefaultResult": "CONTINUE",
        })
    );
    yard.set("fleet", "DesiredCapacity", "1");
    yard.run(64);
    assert_eq!(
        yard.metric("fleet", "GroupTerminatingInstances"),
        1,
        "it waits, also with CONTINUE"
    );
    yard.run(66);
    assert_eq!(
        yard.metric("fleet", "GroupTerminatingInstances"),
        0,
        "and ends after 60 s"
    );
    call(&mut yard, "DeleteLifecycleHook", hook(json!({}))).unwrap();
    assert_eq!(
        call(&mut yard, "DeleteLifecycleHook", hook(json!({}))),
        refused("CWA-056")
    );
}

/// CWA-070 to CWA-074: a policy by name, called by an alarm that names its ARN.
#[test]
fn a_policy_that_was_put_is_called_by_its_arn() {
    let mut yard = fleet(&[("MaxSize", "20"), STUCK]);
    let policy = json!({
        "PolicyName": "more", "PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [
            { "MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 100, "ScalingAdjustment": 1 },
            { "MetricIntervalLowerBound": 100, "ScalingAdjustment": 4 },
        ],
    });
    let arn = call(&mut yard, "PutScalingPolicy", fleet_and(policy)).unwrap()["PolicyARN"].clone();
    let alarm = json!({
        "AlarmName": "backlog", "Namespace": "AWS/SQS", "MetricName": "ApproximateNumberOfMessagesVisible",
        "Dimensions": [{ "Name": "QueueName", "Value": "orders" }], "Statistic": "Average", "Period": 60,
        "EvaluationPeriods": 1, "Threshold": 100, "ComparisonOperator": "GreaterThanThreshold", "AlarmActions": [arn],
    });
    yard.call("cloudwatch", "PutMetricAlarm", alarm).unwrap();
    yard.send("orders", 301);
    yard.run(60);
    assert_eq!(yard.sizes("fleet"), [(60, 5)]);
}

/// CWA-071 to CWA-074.
#[test]
fn policies_that_make_no_sense_are_refused() {
    let mut yard = fleet(&[]);
    let steps = |lower: i64| json!([{ "MetricIntervalLowerBound": lower, "MetricIntervalUpperBound": 9, "ScalingAdjustment": 1 }]);
    for (more, rule) in [
        (json!({ "AdjustmentType": "Much", "ScalingAdjustment": 1 }), "CWA-071"),
        (
            json!({ "AdjustmentType": "ExactCapacity", "ScalingAdjustment": 1, "MinAdjustmentMagnitude": 1 }),
            "CWA-071",
        ),
        (json!({ "AdjustmentType": "ChangeInCapacity" }), "CWA-072"),
        (
            json!({ "AdjustmentType": "ChangeInCapacity", "PolicyType": "StepScaling" }),
            "CWA-073",
        ),
        (
            json!({ "AdjustmentType": "ChangeInCapacity", "PolicyType": "StepScaling", "StepAdjustments": steps(0) }),
            "CWA-074",
        ),
        (
            json!({ "AdjustmentType": "ChangeInCapacity", "PolicyType": "PredictiveScaling" }),
            "CWA-070",
        ),
    ] {
        let mut input = fleet_and(more.clone());
        input["PolicyName"] = json!("more");
        assert_eq!(call(&mut yard, "PutScalingPolicy", input), refused(rule), "{more}");
    }
}
