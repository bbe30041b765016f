//! Metrics read by name, and alarms on expressions of two.

use crate::nodes::bench::yard::Yard;
use crate::nodes::service;
use serde_json::{Value, json};

/// A queue with a group of workers that do nothing yet.
fn yard() -> Yard {
    let mut yard = Yard::new();
    yard.add("sqs-standard", "orders", &[]);
    yard.add("auto-scaling-group", "fleet", &[("DesiredCapacity", "4")]);
    yard
}

fn call(yard: &mut Yard, action: &str, input: Value) -> Result<Value, (&'static str, &'static str)> {
    let answer = service::call(&mut yard.world, "cloudwatch", action, input);
    answer.map_err(|error| (error.code, error.rule.map_or("", |rule| rule.id)))
}

fn depth(stat: &str, period: u64) -> Value {
    json!({ "Id": "m1", "ReturnData": false, "MetricStat": {
        "Metric": {
            "Namespace": "AWS/SQS",
            "MetricName": "ApproximateNumberOfMessagesVisible",
            "Dimensions": [{ "Name": "QueueName", "Value": "orders" }],
        },
        "Period": period,
        "Stat": stat,
    } })
}

fn size(stat: &str, period: u64) -> Value {
    json!({ "Id": "m2", "ReturnData": false, "MetricStat": {
        "Metric": {
            "Namespace": "AWS/AutoScaling",
            "MetricName": "GroupInServiceInstances",
            "Dimensions": [{ "Name": "AutoScalingGroupName", "Value": "fleet" }],
        },
        "Period": period,
        "Stat": stat,
    } })
}

fn expression(text: &str) -> Value {
    json!({ "Id": "e1", "Expression": text })
}

/// A good PutMetricAlarm with this list.
fn alarm(metrics: &[Value]) -> Value {
    json!({
        "AlarmName": "backlog",
        "Metrics": metrics,
        "EvaluationPeriods": 1,
        "Threshold": 2.5,
        "ComparisonOperator": "GreaterThanThreshold",
    })
}

/// CWA-015, CWA-082.
#[test]
fn cwa_015_an_alarm_on_backlog_per_instance_is_made_by_its_list_of_metrics() {
    let mut yard = yard();
    let list = [depth("Sum", 60), size("Average", 60), expression("m1 / m2")];
    call(&mut yard, "PutMetricAlarm", alarm(&list)).unwrap();
    yard.send("orders", 10);
    yard.run(60);
    assert_eq!(yard.card("backlog").figures[0].value, "2.5");
    assert_eq!(
        yard.states("backlog"),
        [(60, "OK")],
        "CWA-033: 2.5 is not more than 2.5"
    );
    yard.send("orders", 1);
    yard.run(120);
    assert_eq!(yard.states("backlog").last(), Some(&(120, "ALARM")));
    let described = call(&mut yard, "DescribeAlarms", json!({})).unwrap()["MetricAlarms"][0].clone();
    assert_eq!(
        (&described["Threshold"], &described["MetricName"]),
        (&json!(2.5), &Value::Null)
    );
    assert_eq!(
        described["Metrics"],
        json!([depth("Sum", 60), size("Sum", 60), { "Id": "e1", "Expression": "m1/m2", "ReturnData": true }])
    );
    let of_size = json!({ "Namespace": "AWS/AutoScaling", "MetricName": "GroupInServiceInstances",
        "Dimensions": [{ "Name": "AutoScalingGroupName", "Value": "fleet" }] });
    let watching = call(&mut yard, "DescribeAlarmsForMetric", of_size).unwrap();
    assert_eq!(watching["MetricAlarms"][0]["AlarmName"], "backlog");
}

/// CWA-012, CWA-015, CWA-020, CWA-027.
#[test]
fn cwa_015_a_list_that_an_alarm_can_not_watch_is_refused() {
    let mut yard = yard();
    let ratio = expression("m1/m2");
    let mut visible = depth("Sum", 60);
    visible["ReturnData"] = json!(true);
    let mut nowhere = depth("Sum", 60);
    nowhere["MetricStat"]["Metric"]["Dimensions"][0]["Value"] = json!("nowhere");
    let mut named = depth("Sum", 60);
    named["Id"] = json!("M1");
    for (metrics, code, rule) in [
        (vec![], "InvalidParameterValue", "CWA-015"),
        (vec![depth("Sum", 60)], "InvalidParameterValue", "CWA-015"),
        (vec![visible, ratio.clone()], "InvalidParameterValue", "CWA-015"),
        (vec![named, expression("m1")], "InvalidParameterValue", "CWA-015"),
        (
            vec![depth("Sum", 60), depth("Sum", 60)],
            "InvalidParameterValue",
            "CWA-015",
        ),
        (
            vec![depth("Sum", 60), ratio.clone()],
            "InvalidParameterValue",
            "CWA-015",
        ),
        (
            vec![depth("Sum", 60), expression("m1*2")],
            "InvalidParameterValue",
            "CWA-015",
        ),
        (vec![nowhere, expression("m1")], "InvalidParameterValue", "CWA-015"),
        (
            vec![depth("Sum", 60), size("Sum", 120), ratio.clone()],
            "InvalidParameterValue",
            "CWA-015",
        ),
        (
            vec![depth("Sum", 120), size("Average", 120), ratio.clone()],
            "InvalidParameterValue",
            "CWA-015",
        ),
        (
            vec![depth("Mean", 60), expression("m1")],
            "InvalidParameterValue",
            "CWA-012",
        ),
        (
            vec![depth("Sum", 30), expression("m1")],
            "InvalidParameterValue",
            "CWA-020",
        ),
    ] {
        let refused = call(&mut yard, "PutMetricAlarm", alarm(&metrics));
        assert_eq!(refused, Err((code, rule)), "{metrics:?}");
    }
    let mut both = alarm(&[depth("Sum", 60), expression("m1")]);
    both["Period"] = json!(60);
    assert_eq!(
        call(&mut yard, "PutMetricAlarm", both),
        Err(("InvalidParameterCombination", "CWA-027"))
    );
    assert!(yard.world.find("backlog").is_none());
}

/// CWA-011, CWA-013, CWA-015.
#[test]
fn cwa_015_metrics_and_expressions_of_them_are_read_period_by_period() {
    let mut yard = yard();
    yard.send("orders", 8);
    yard.run(70);
    yard.send("orders", 4);
    yard.run(130);
    let queries = |more: Value| {
        let mut input = json!({
            "MetricDataQueries": [depth("Maximum", 60), size("Maximum", 60), expression("m1/m2")],
            "StartTime": "2026-01-01T00:00:00Z",
            "EndTime": "2026-01-01T01:00:00Z",
        });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        input
    };
    let read = call(&mut yard, "GetMetricData", queries(json!({}))).unwrap();
    assert_eq!(
        read["MetricDataResults"],
        json!([{
            "Id": "e1", "Label": "e1", "StatusCode": "Complete",
            "Timestamps": ["2026-01-01T00:01:00Z", "2026-01-01T00:00:00Z"], "Values": [3, 2],
        }])
    );
    let first = queries(json!({ "ScanBy": "TimestampAscending", "MaxDatapoints": 1 }));
    let read = call(&mut yard, "GetMetricData", first).unwrap();
    assert_eq!(read["MetricDataResults"][0]["Values"], json!([2]));
    let mut sent = depth("Sum", 120);
    sent["MetricStat"]["Metric"]["MetricName"] = json!("NumberOfMessagesSent");
    sent["ReturnData"] = json!(true);
    let read = call(
        &mut yard,
        "GetMetricData",
        queries(json!({ "MetricDataQueries": [sent] })),
    )
    .unwrap();
    assert_eq!(
        read["MetricDataResults"][0]["Values"],
        json!([12]),
        "CWA-011: a sum of both minutes"
    );
    for (more, refusal) in [
        (
            json!({ "EndTime": "2026-01-01T00:00:00Z" }),
            ("InvalidParameterValue", "CWA-027"),
        ),
        (
            json!({ "StartTime": "yesterday" }),
            ("InvalidParameterValue", "CWA-027"),
        ),
        (
            json!({ "MetricDataQueries": [depth("Maximum", 60), expression("m1/m3")] }),
            ("ValidationError", "CWA-015"),
        ),
        (
            json!({ "MetricDataQueries": [depth("Most", 60), expression("m1")] }),
            ("InvalidParameterValue", "CWA-012"),
        ),
        (
            json!({ "MetricDataQueries": [depth("Sum", 30), expression("m1")] }),
            ("InvalidParameterValue", "CWA-020"),
        ),
    ] {
        assert_eq!(
            call(&mut yard, "GetMetricData", queries(more.clone())),
            Err(refusal),
            "{more}"
        );
    }
}

/// CWA-012, CWA-013.
#[test]
fn cwa_012_statistics_of_one_metric_and_the_list_of_metrics() {
    let mut yard = yard();
    yard.send("orders", 8);
    yard.run(70);
    yard.send("orders", 4);
    yard.run(130);
    let ask = |member: &str, list: Value| {
        let mut input = json!({
            "Namespace": "AWS/SQS", "MetricName": "ApproximateNumberOfMessagesVisible", "Period": 120,
            "Dimensions": [{ "Name": "QueueName", "Value": "orders" }],
            "StartTime": "2026-01-01T00:00:00Z", "EndTime": "2026-01-01T00:10:00Z",
        });
        input[member] = list;
        input
    };
    let read = call(
        &mut yard,
        "GetMetricStatistics",
        ask("Statistics", json!(["Average", "Maximum"])),
    )
    .unwrap();
    assert_eq!(
        read["Datapoints"],
        json!([{ "Timestamp": "2026-01-01T00:00:00Z", "Unit": "Count", "Average": 10, "Maximum": 12 }])
    );
    let read = call(
        &mut yard,
        "GetMetricStatistics",
        ask("ExtendedStatistics", json!(["p95"])),
    )
    .unwrap();
    assert_eq!(read["Datapoints"][0]["ExtendedStatistics"], json!({ "p95": 12 }));
    let refused = call(&mut yard, "GetMetricStatistics", ask("Unit", json!("Count")));
    assert_eq!(refused, Err(("InvalidParameterCombination", "CWA-027")));
    let listed = call(
        &mut yard,
        "ListMetrics",
        json!({ "MetricName": "GroupInServiceInstances" }),
    )
    .unwrap();
    assert_eq!(
        listed["Metrics"],
        json!([{
            "Namespace": "AWS/AutoScaling", "MetricName": "GroupInServiceInstances",
            "Dimensions": [{ "Name": "AutoScalingGroupName", "Value": "fleet" }],
        }])
    );
    let queue = json!({ "Namespace": "AWS/SQS", "Dimensions": [{ "Name": "QueueName", "Value": "orders" }] });
    let listed = call(&mut yard, "ListMetrics", queue).unwrap();
    let names = listed["Metrics"].as_array().unwrap().iter();
    assert!(
        names
            .map(|metric| &metric["MetricName"])
            .any(|name| name == "NumberOfMessagesSent")
    );
}
