//! Scaling policies by name: made, shown, called and deleted.

use super::api::{call, fleet_and, refused};
use super::{STUCK, fleet, scaled};
use crate::nodes::bench::yard::Yard;
use serde_json::{Value, json};

fn track(target: Value) -> Value {
    fleet_and(json!({
        "PolicyName": "backlog", "PolicyType": "TargetTrackingScaling", "TargetTrackingConfiguration": target,
    }))
}

fn metric(namespace: &str, name: &str, (dimension, value): (&str, &str)) -> Value {
    json!({ "Namespace": namespace, "MetricName": name, "Dimensions": [{ "Name": dimension, "Value": value }] })
}

fn depth() -> Value {
    metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", ("QueueName", "orders"))
}

fn size() -> Value {
    let group = ("AutoScalingGroupName", "fleet");
    metric("AWS/AutoScaling", "GroupInServiceInstances", group)
}

/// Backlog per instance, as AWS's own example writes it.
fn backlog(first: Value, second: Value, expression: &str) -> Value {
    json!({ "Metrics": [
        { "Id": "m1", "MetricStat": { "Metric": first, "Stat": "Sum" }, "ReturnData": false },
        { "Id": "m2", "MetricStat": { "Metric": second, "Stat": "Average" }, "ReturnData": false },
        { "Id": "e1", "Expression": expression, "Label": "backlog per instance", "ReturnData": true },
    ] })
}

fn policies(yard: &mut Yard, more: Value) -> Vec<Value> {
    let shown = call(yard, "DescribePolicies", more).unwrap();
    shown["ScalingPolicies"].as_array().unwrap().clone()
}

/// CWA-077, CWA-081, CWA-082.
#[test]
fn cwa_077_target_tracking_on_backlog_per_instance_is_put_shown_and_deleted() {
    let mut yard = fleet(&[("DesiredCapacity", "2"), ("MaxSize", "30"), STUCK]);
    yard.set("orders", "VisibilityTimeout", "43200");
    let customized = backlog(depth(), size(), "m1/m2");
    let target = json!({ "CustomizedMetricSpecification": customized, "TargetValue": 62.5, "DisableScaleIn": true });
    let made = call(&mut yard, "PutScalingPolicy", track(target)).unwrap();
    let arn = made["PolicyARN"].as_str().unwrap().to_string();
    assert!(arn.ends_with("autoScalingGroupName/fleet:policyName/backlog"), "{arn}");
    assert_eq!(made["Alarms"][0]["AlarmName"], "TargetTracking-fleet-AlarmHigh");
    yard.send("orders", 1_002);
    yard.run(200);
    assert_eq!(yard.sizes("fleet"), [(180, 16)], "CWA-078: 1,000 by 62.5 are 16");
    let shown = policies(&mut yard, json!({ "AutoScalingGroupName": "fleet" }));
    let target = &shown[0]["TargetTrackingConfiguration"];
    assert_eq!(
        (&target["TargetValue"], &target["DisableScaleIn"]),
        (&json!(62.5), &json!(true))
    );
    let metrics = &target["CustomizedMetricSpecification"]["Metrics"];
    assert_eq!(
        (&metrics[0]["MetricStat"]["Metric"], &metrics[2]["Expression"]),
        (&depth(), &json!("m1/m2"))
    );
    call(&mut yard, "DeletePolicy", json!({ "PolicyName": arn })).unwrap();
    assert_eq!(policies(&mut yard, json!({})), Vec::<Value>::new());
    let gone = call(&mut yard, "DeletePolicy", fleet_and(json!({ "PolicyName": "backlog" })));
    assert_eq!(gone, refused("CWA-070"));
    yard.run(1_500);
    assert_eq!(yard.sizes("fleet"), [(180, 16)], "nothing is tracked any more");
}

/// CWA-080.
#[test]
fn cwa_080_target_tracking_on_queue_depth_is_possible_too() {
    let mut yard = fleet(&[STUCK]);
    let mut customized = depth();
    customized["Statistic"] = json!("Average");
    let target = json!({ "CustomizedMetricSpecification": customized, "TargetValue": 100 });
    call(&mut yard, "PutScalingPolicy", track(target.clone())).unwrap();
    let shown = policies(&mut yard, json!({ "PolicyTypes": ["TargetTrackingScaling"] }));
    assert_eq!(
        shown[0]["TargetTrackingConfiguration"],
        json!({ "CustomizedMetricSpecification": customized, "TargetValue": 100, "DisableScaleIn": false })
    );
    // CWA-077: one target; the same policy can be changed.
    call(&mut yard, "PutScalingPolicy", track(target.clone())).unwrap();
    let mut other = track(target);
    other["PolicyName"] = json!("other");
    assert_eq!(call(&mut yard, "PutScalingPolicy", other), refused("CWA-077"));
}

/// CWA-077, CWA-084: two threads of two, on one instance, are 100 %.
#[test]
fn cwa_084_target_tracking_on_the_share_of_busy_threads() {
    let mut yard = fleet(&[
        ("Concurrency", "2"),
        ("MaxSize", "8"),
        ("DefaultInstanceWarmup", "3600"),
        STUCK,
    ]);
    let predefined = json!({ "PredefinedMetricType": "ASGAverageCPUUtilization" });
    let target = json!({ "PredefinedMetricSpecification": predefined, "TargetValue": 40 });
    call(&mut yard, "PutScalingPolicy", track(target)).unwrap();
    yard.send("orders", 100);
    yard.run(170);
    assert_eq!(yard.card("fleet").status, "", "no queue is needed");
    yard.run(1_000);
    assert_eq!(
        yard.sizes("fleet"),
        [(180, 3)],
        "100 % by 40 % is 2.5; new instances do not count while they warm up"
    );
    let shown = policies(&mut yard, json!({}));
    assert_eq!(
        shown[0]["TargetTrackingConfiguration"]["PredefinedMetricSpecification"],
        predefined
    );
}

/// CWA-052, CWA-070, CWA-077, CWA-081, CWA-082.
#[test]
fn targets_that_can_not_be_tracked_are_refused() {
    let mut yard = fleet(&[STUCK]);
    yard.add("worker", "other", &[]);
    let customized = |customized: Value| json!({ "CustomizedMetricSpecification": customized, "TargetValue": 100 });
    let sent = metric("AWS/SQS", "NumberOfMessagesSent", ("QueueName", "orders"));
    let nowhere = metric(
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        ("QueueName", "nowhere"),
    );
    for (target, rule) in [
        (json!({ "TargetValue": 100 }), "CWA-077"),
        (
            json!({ "PredefinedMetricSpecification": { "PredefinedMetricType": "ASGAverageNetworkIn" }, "TargetValue": 1 }),
            "CWA-070",
        ),
        (
            json!({ "CustomizedMetricSpecification": depth(), "TargetValue": 0 }),
            "CWA-081",
        ),
        (
            json!({ "CustomizedMetricSpecification": depth(), "TargetValue": 0.0001 }),
            "CWA-081",
        ),
        (customized(sent.clone()), "CWA-082"),
        (customized(nowhere), "CWA-082"),
        (customized(backlog(depth(), sent, "m1/m2")), "CWA-082"),
        (customized(backlog(depth(), size(), "m2/m1")), "CWA-082"),
        (customized(backlog(depth(), size(), "m1*m2")), "CWA-082"),
        (customized(json!({ "Metrics": [] })), "CWA-082"),
    ] {
        assert_eq!(
            call(&mut yard, "PutScalingPolicy", track(target.clone())),
            refused(rule),
            "{target}"
        );
    }
    for (member, value, rule) in [
        ("TargetTrackingConfiguration", Value::Null, "CWA-077"),
        ("AdjustmentType", json!("ExactCapacity"), "CWA-070"),
        ("EstimatedInstanceWarmup", json!(60), "CWA-052"),
    ] {
        let mut input = track(customized(depth()));
        input[member] = value;
        assert_eq!(call(&mut yard, "PutScalingPolicy", input), refused(rule), "{member}");
    }
    assert_eq!(policies(&mut yard, json!({})), Vec::<Value>::new());
}

/// CWA-070 to CWA-074.
#[test]
fn cwa_070_policies_are_shown_with_the_alarms_that_call_them() {
    let policy = [
        ("PolicyType", "StepScaling"),
        ("AdjustmentType", "PercentChangeInCapacity"),
        ("MinAdjustmentMagnitude", "2"),
        ("StepAdjustments", "0..100: +10, 100..: +50"),
    ];
    let mut yard = scaled(&[STUCK], &[], &policy);
    let simple = json!({ "PolicyName": "one-less", "AdjustmentType": "ChangeInCapacity", "ScalingAdjustment": -1, "Cooldown": 60 });
    call(&mut yard, "PutScalingPolicy", fleet_and(simple)).unwrap();
    let shown = policies(&mut yard, json!({}));
    let names: Vec<&Value> = shown.iter().map(|policy| &policy["PolicyName"]).collect();
    assert_eq!(
        names,
        ["one-less", "backlog"],
        "a policy of the drawing is called after its alarm"
    );
    assert_eq!(
        (
            &shown[0]["ScalingAdjustment"],
            &shown[0]["Cooldown"],
            &shown[0]["PolicyType"],
            &shown[0]["Alarms"]
        ),
        (&json!(-1), &json!(60), &json!("SimpleScaling"), &json!([]))
    );
    assert_eq!(
        (&shown[1]["Alarms"][0]["AlarmName"], &shown[1]["MinAdjustmentMagnitude"]),
        (&json!("backlog"), &json!(2))
    );
    assert_eq!(
        shown[1]["StepAdjustments"],
        json!([
            { "MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 100, "ScalingAdjustment": 10 },
            { "MetricIntervalLowerBound": 100, "ScalingAdjustment": 50 },
        ])
    );
    let alarms = yard.call("cloudwatch", "DescribeAlarms", json!({})).unwrap();
    let action = alarms["MetricAlarms"][0]["AlarmActions"][0].clone();
    assert_eq!(action, shown[1]["PolicyARN"], "the alarm names it by the same ARN");
    let only = policies(&mut yard, json!({ "PolicyNames": ["backlog"] }));
    assert_eq!(only.len(), 1);
    assert_eq!(
        policies(&mut yard, json!({ "AutoScalingGroupName": "nobody" })).len(),
        0
    );
}

/// CWA-072, CWA-073, CWA-076.
#[test]
fn cwa_072_a_policy_is_called_by_hand_and_may_honour_the_cooldown() {
    let mut yard = fleet(&[("MaxSize", "20"), STUCK]);
    let put = |yard: &mut Yard, name: &str, more: Value| {
        let mut input = fleet_and(more);
        input["PolicyName"] = json!(name);
        input["AdjustmentType"] = json!("ChangeInCapacity");
        call(yard, "PutScalingPolicy", input).unwrap();
    };
    put(&mut yard, "more", json!({ "ScalingAdjustment": 1 }));
    let steps = json!([
        { "MetricIntervalUpperBound": 0, "ScalingAdjustment": -1 },
        { "MetricIntervalLowerBound": 0, "ScalingAdjustment": 3 },
    ]);
    put(
        &mut yard,
        "steps",
        json!({ "PolicyType": "StepScaling", "StepAdjustments": steps }),
    );
    yard.run(10);
    let execute = |yard: &mut Yard, more: Value| call(yard, "ExecutePolicy", fleet_and(more));
    execute(&mut yard, json!({ "PolicyName": "more" })).unwrap();
    let honoured = execute(&mut yard, json!({ "PolicyName": "more", "HonorCooldown": true }));
    assert_eq!(honoured, Err(("ScalingActivityInProgress".to_string(), "CWA-072")));
    execute(&mut yard, json!({ "PolicyName": "more" })).unwrap();
    assert_eq!(yard.sizes("fleet"), [(10, 2), (10, 3)]);
    let figures = |value: f64| json!({ "PolicyName": "steps", "MetricValue": value, "BreachThreshold": 100 });
    execute(&mut yard, figures(99.5)).unwrap();
    assert_eq!(yard.rules("fleet").last(), Some(&(10, "CWA-076")), "two are booting");
    yard.run(400);
    execute(&mut yard, figures(100.5)).unwrap();
    assert_eq!(yard.sizes("fleet").last(), Some(&(400, 6)));
    assert_eq!(execute(&mut yard, json!({ "PolicyName": "steps" })), refused("CWA-073"));
    assert_eq!(
        execute(&mut yard, json!({ "PolicyName": "nothing" })),
        refused("CWA-070")
    );
    let instances = call(
        &mut yard,
        "DescribeAutoScalingInstances",
        json!({ "InstanceIds": ["i-00000000000000001"] }),
    );
    let instances = instances.unwrap()["AutoScalingInstances"].clone();
    assert_eq!(
        (&instances[0]["AutoScalingGroupName"], &instances[0]["LifecycleState"]),
        (&json!("fleet"), &json!("InService"))
    );
}
