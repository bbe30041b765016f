//! The actions of CloudWatch.

use crate::nodes::bench::yard::Yard;
use serde_json::{Value, json};

fn yard() -> Yard {
    let mut yard = Yard::new();
    yard.add("sqs-standard", "orders", &[]);
    yard
}

/// The input of a good PutMetricAlarm, with one member changed or (null) left out.
fn input(member: &str, value: Value) -> Value {
    let mut input = json!({
        "AlarmName": "backlog",
        "Namespace": "AWS/SQS",
        "MetricName": "ApproximateNumberOfMessagesVisible",
        "Dimensions": [{ "Name": "QueueName", "Value": "orders" }],
        "Statistic": "Maximum",
        "Period": 60,
        "EvaluationPeriods": 3,
        "Threshold": 100,
        "ComparisonOperator": "GreaterThanThreshold",
    });
    input[member] = value;
    if input[member].is_null() {
        input.as_object_mut().unwrap().remove(member);
    }
    input
}

#[test]
fn an_alarm_is_made_changed_described_and_deleted() {
    let mut yard = yard();
    yard.call("cloudwatch", "PutMetricAlarm", input("DatapointsToAlarm", json!(2)))
        .unwrap();
    yard.send("orders", 200);
    yard.run(120);
    let described = yard.call("cloudwatch", "DescribeAlarms", json!({})).unwrap();
    let alarm = &described["MetricAlarms"][0];
    assert_eq!(
        alarm["AlarmArn"],
        "arn:aws:cloudwatch:us-east-1:123456789012:alarm:backlog"
    );
    assert_eq!(
        (&alarm["StateValue"], &alarm["DatapointsToAlarm"]),
        (&json!("ALARM"), &json!(2))
    );
    assert_eq!(alarm["Dimensions"], json!([{ "Name": "QueueName", "Value": "orders" }]));
    yard.call("cloudwatch", "PutMetricAlarm", input("Threshold", json!(500)))
        .unwrap();
    yard.run(180);
    let asked = json!({ "AlarmNames": ["backlog"], "StateValue": "OK" });
    let described = yard.call("cloudwatch", "DescribeAlarms", asked).unwrap();
    assert_eq!(described["MetricAlarms"][0]["Threshold"], 500);
    yard.call("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["backlog"] }))
        .unwrap();
    assert!(yard.world.find("backlog").is_none());
}

/// CWA-027.
#[test]
fn cwa_027_what_is_missing_wrong_or_does_not_go_together_is_refused() {
    for (member, value, code, rule) in [
        ("MetricName", Value::Null, "MissingParameter", "CWA-027"),
        ("Period", Value::Null, "MissingParameter", "CWA-027"),
        ("Statistic", Value::Null, "MissingParameter", "CWA-027"),
        (
            "ExtendedStatistic",
            json!("p99"),
            "InvalidParameterCombination",
            "CWA-027",
        ),
        ("Period", json!(10), "InvalidParameterValue", "CWA-020"),
        ("Period", json!(90), "InvalidParameterValue", "CWA-020"),
        ("EvaluationPeriods", json!(0), "InvalidParameterValue", "CWA-021"),
        ("EvaluationPeriods", json!(1_441), "InvalidParameterValue", "CWA-021"),
        ("DatapointsToAlarm", json!(4), "InvalidParameterValue", "CWA-022"),
        (
            "ComparisonOperator",
            json!("Bigger"),
            "InvalidParameterValue",
            "CWA-023",
        ),
        ("TreatMissingData", json!("gone"), "InvalidParameterValue", "CWA-024"),
        ("Threshold", Value::Null, "MissingParameter", "CWA-027"),
        ("Threshold", json!(0.0005), "InvalidParameterValue", "CWA-023"),
        ("Statistic", json!("Mean"), "InvalidParameterValue", "CWA-012"),
        (
            "AlarmActions",
            json!(["a", "b", "c", "d", "e", "f"]),
            "InvalidParameterValue",
            "CWA-026",
        ),
        (
            "AlarmActions",
            json!(["arn:aws:sqs:us-east-1:123456789012:orders"]),
            "InvalidParameterValue",
            "CWA-004",
        ),
        ("Dimensions", json!([]), "InvalidParameterValue", "CWA-027"),
    ] {
        let mut yard = yard();
        let error = crate::nodes::service::call(&mut yard.world, "cloudwatch", "PutMetricAlarm", input(member, value));
        let error = error.unwrap_err();
        assert_eq!((error.code, error.rule.unwrap().id), (code, rule), "{member}");
    }
}

/// CWA-040.
#[test]
fn cwa_040_a_composite_alarm_is_wired_to_the_alarms_of_its_rule() {
    let mut yard = yard();
    yard.call("cloudwatch", "PutMetricAlarm", input("EvaluationPeriods", json!(1)))
        .unwrap();
    let composite = |rule: &str| json!({ "AlarmName": "any", "AlarmRule": rule });
    let refused = yard.call("cloudwatch", "PutCompositeAlarm", composite("ALARM(nobody)"));
    assert_eq!(refused, Err("ValidationError".to_string()));
    yard.call("cloudwatch", "PutCompositeAlarm", composite("ALARM(backlog)"))
        .unwrap();
    yard.send("orders", 200);
    yard.run(60);
    assert_eq!(yard.states("any"), [(60, "OK"), (60, "ALARM")]);
    let described = yard.call("cloudwatch", "DescribeAlarms", json!({})).unwrap();
    assert_eq!(
        described["CompositeAlarms"],
        json!([]),
        "only metric alarms, unless asked"
    );
    let asked = json!({ "AlarmTypes": ["CompositeAlarm"] });
    let described = yard.call("cloudwatch", "DescribeAlarms", asked).unwrap();
    assert_eq!(described["CompositeAlarms"][0]["AlarmRule"], "ALARM(backlog)");
    assert_eq!(described["MetricAlarms"], json!([]));
}

/// CWA-025.
#[test]
fn cwa_025_actions_are_switched_off_and_on_by_name() {
    let mut yard = yard();
    yard.call("cloudwatch", "PutMetricAlarm", input("EvaluationPeriods", json!(1)))
        .unwrap();
    for (action, on) in [("DisableAlarmActions", false), ("EnableAlarmActions", true)] {
        yard.call("cloudwatch", action, json!({ "AlarmNames": ["backlog"] }))
            .unwrap();
        let described = yard.call("cloudwatch", "DescribeAlarms", json!({})).unwrap();
        assert_eq!(described["MetricAlarms"][0]["ActionsEnabled"], on);
    }
}

/// CWA-030.
#[test]
fn cwa_030_a_state_that_there_is_not_can_not_be_forced() {
    let mut yard = yard();
    yard.call("cloudwatch", "PutMetricAlarm", input("EvaluationPeriods", json!(1)))
        .unwrap();
    let force = |name: &str, state: &str| json!({ "AlarmName": name, "StateValue": state, "StateReason": "x" });
    let wrong = yard.call("cloudwatch", "SetAlarmState", force("backlog", "RED"));
    assert_eq!(wrong, Err("InvalidParameterValue".to_string()));
    let nobody = yard.call("cloudwatch", "SetAlarmState", force("nobody", "OK"));
    assert_eq!(nobody, Err("ResourceNotFound".to_string()));
}
