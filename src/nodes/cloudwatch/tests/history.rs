//! What has happened to an alarm.

use crate::base::WireId;
use crate::nodes::bench::yard::Yard;
use crate::sim::Input;
use serde_json::{Value, json};

/// An alarm on a queue that tells a topic, and a composite alarm of it.
fn yard() -> Yard {
    let mut yard = Yard::new();
    yard.add("sqs-standard", "orders", &[]);
    yard.add("sns-standard", "people", &[]);
    yard.add("alarm", "backlog", &[("Watches", "orders"), ("Threshold", "5")]);
    yard.add("alarm", "any", &[("AlarmRule", "ALARM(backlog)")]);
    yard.wire("backlog.alarm", "people.in", &[]);
    yard.wire("backlog.states", "any.in", &[]);
    yard
}

fn summaries(yard: &mut Yard, input: Value) -> Vec<String> {
    let told = yard.call("cloudwatch", "DescribeAlarmHistory", input).unwrap();
    let items = told["AlarmHistoryItems"].as_array().unwrap().iter();
    items
        .map(|item| item["HistorySummary"].as_str().unwrap().to_string())
        .collect()
}

/// CWA-038, CWA-042.
#[test]
fn cwa_038_the_history_has_settings_states_and_actions_newest_first() {
    let mut yard = yard();
    yard.run(60);
    yard.send("orders", 10);
    yard.run(125);
    yard.set("backlog", "Threshold", "50");
    let topic = "arn:aws:sns:us-east-1:123456789012:people";
    let told = summaries(&mut yard, json!({ "AlarmName": "backlog" }));
    assert_eq!(
        told,
        [
            "Alarm \"backlog\" updated".to_string(),
            format!("Successfully executed action {topic}"),
            "Alarm updated from OK to ALARM".to_string(),
            "Alarm updated from INSUFFICIENT_DATA to OK".to_string(),
            "Alarm \"backlog\" created".to_string(),
        ]
    );
    let only = json!({ "AlarmName": "backlog", "HistoryItemType": "StateUpdate", "ScanBy": "TimestampAscending", "MaxRecords": 1 });
    assert_eq!(
        summaries(&mut yard, only),
        ["Alarm updated from INSUFFICIENT_DATA to OK"]
    );
    let late = json!({ "StartDate": "2026-01-01T00:02:00Z", "EndDate": "2026-01-01T00:02:04Z" });
    assert_eq!(summaries(&mut yard, late).len(), 2, "metric alarms only, at 2:00");
    let composite = json!({ "AlarmTypes": ["CompositeAlarm"], "HistoryItemType": "StateUpdate" });
    assert_eq!(summaries(&mut yard, composite)[0], "Alarm updated from OK to ALARM");
    let wrong = yard.call(
        "cloudwatch",
        "DescribeAlarmHistory",
        json!({ "HistoryItemType": "Mood" }),
    );
    assert_eq!(wrong, Err("InvalidParameterValue".to_string()));
    let wrong = yard.call("cloudwatch", "DescribeAlarmHistory", json!({ "StartDate": "soon" }));
    assert_eq!(wrong, Err("InvalidParameterValue".to_string()));
}

/// CWA-042: the history is the only place that tells of an action that failed.
#[test]
fn cwa_042_an_action_that_failed_stands_in_the_history() {
    let mut yard = yard();
    yard.world.apply(Input::Switch(WireId(1), false)).unwrap();
    yard.send("orders", 10);
    yard.run(65);
    let actions = json!({ "AlarmName": "backlog", "HistoryItemType": "Action" });
    assert_eq!(
        summaries(&mut yard, actions),
        ["Failed to execute action arn:aws:sns:us-east-1:123456789012:people"]
    );
}

/// The history stays small however long the run is.
#[test]
fn only_the_newest_hundred_items_are_kept() {
    let mut yard = yard();
    for round in 0..120 {
        yard.set("backlog", "Threshold", &format!("{}", round + 1));
    }
    let told = summaries(&mut yard, json!({ "AlarmName": "backlog" }));
    assert_eq!(told.len(), 100);
    assert!(told.iter().all(|item| item.ends_with("updated")));
}
