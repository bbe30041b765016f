//! Actions: whom an alarm tells, when, and what.

use crate::nodes::bench::yard::Yard;
use crate::sim::{Happening, Input};
use serde_json::{Value, json};

/// A queue, an alarm on its depth, and a group whose policy it calls.
fn scaled() -> Yard {
    let mut yard = Yard::new();
    yard.add("sqs-standard", "orders", &[]);
    yard.add("alarm", "backlog", &[("Watches", "orders"), ("Threshold", "5")]);
    yard.add("auto-scaling-group", "fleet", &[]);
    yard
}

fn made(yard: &Yard, name: &str) -> Vec<u64> {
    let events = yard.events(name);
    let sent = events
        .iter()
        .filter(|event| matches!(event.what, Happening::Made { .. }));
    sent.map(|event| event.at.0 / 1_000_000).collect()
}

/// A bare composite alarm, as somebody who hears every change of state.
fn listener(yard: &mut Yard) {
    yard.add("alarm", "listener", &[]);
    yard.wire("backlog.states", "listener.in", &[]);
}

/// CWA-038.
#[test]
fn cwa_038_a_change_is_told_once_and_scaling_is_repeated_every_minute() {
    let mut yard = scaled();
    listener(&mut yard);
    yard.wire("backlog.alarm", "fleet.scale", &[]);
    yard.send("orders", 10);
    yard.run(240);
    // The listener gets one message, the group one for each of four minutes.
    assert_eq!(made(&yard, "backlog"), [60, 60, 120, 180, 240]);
    assert_eq!(yard.metric("backlog", "TransitionsToAlarm"), 1);
}

/// CWA-025.
#[test]
fn cwa_025_without_actions_only_the_change_of_state_is_told() {
    let mut yard = scaled();
    listener(&mut yard);
    yard.wire("backlog.alarm", "fleet.scale", &[]);
    yard.set("backlog", "ActionsEnabled", "false");
    yard.send("orders", 10);
    yard.run(240);
    assert_eq!(made(&yard, "backlog"), [60]);
    assert_eq!(yard.sizes("fleet"), []);
}

/// CWA-004, CWA-026.
#[test]
fn cwa_004_cwa_026_actions_go_to_what_cloudwatch_can_call_and_five_at_most() {
    let spec = crate::nodes::kind("alarm").unwrap();
    let (_, alarm) = spec.port("alarm").unwrap();
    assert_eq!(alarm.max_wires, 5);
    let kind = |name| crate::nodes::kind(name).unwrap();
    assert!((alarm.accepts)(kind("auto-scaling-group")).is_ok());
    assert!((alarm.accepts)(kind("sqs-standard")).unwrap_err().contains("CWA-004"));
    let (_, states) = spec.port("states").unwrap();
    assert!((states.accepts)(kind("alarm")).is_ok());
    let (_, scale) = kind("auto-scaling-group").port("scale").unwrap();
    assert!((scale.accepts)(kind("producer")).is_err());
}

/// CWA-039.
#[test]
fn cwa_039_a_forced_state_acts_and_lasts_until_the_next_evaluation() {
    let mut yard = scaled();
    listener(&mut yard);
    yard.run(70);
    let input = json!({ "AlarmName": "backlog", "StateValue": "ALARM", "StateReason": "a drill" });
    yard.call("cloudwatch", "SetAlarmState", input).unwrap();
    yard.run(130);
    assert_eq!(yard.states("backlog"), [(60, "OK"), (70, "ALARM"), (120, "OK")]);
    assert_eq!(made(&yard, "backlog"), [60, 70, 120]);
}

/// CWA-041.
#[test]
fn cwa_041_the_message_names_alarm_states_reason_time_and_trigger() {
    let mut yard = scaled();
    yard.wire("backlog.alarm", "fleet.scale", &[]);
    // Nothing gets through, so the message can be looked at while it is on its way.
    yard.send("orders", 10);
    let mut body = None;
    while body.is_none() && yard.world.step(crate::base::SimTime::from_secs(60)) {
        let id = yard.id("backlog");
        let alarm = yard.world.node(id).unwrap();
        if let crate::nodes::AnyNode::Alarm(alarm) = alarm
            && alarm.counts.actions > 0
        {
            body = Some(alarm.clone());
        }
    }
    let alarm = body.expect("it acted");
    let change = super::super::Change {
        from: crate::nodes::alarm_state::State::InsufficientData,
        to: alarm.state,
        reason: alarm.reason.clone(),
        at: yard.world.now(),
    };
    let id = yard.id("backlog");
    let wire = crate::base::WireId(1);
    let draft = yard.world.poke(id, |_, cx| {
        super::super::notice::draft(&alarm.config, &change, alarm.latest, wire, cx)
    });
    let body: Value = serde_json::from_str(&draft.unwrap().body).unwrap();
    assert_eq!(body["AlarmName"], "backlog");
    assert_eq!(
        (&body["OldStateValue"], &body["NewStateValue"]),
        (&json!("INSUFFICIENT_DATA"), &json!("ALARM"))
    );
    assert_eq!(body["StateChangeTime"], "2026-01-01T00:01:00.000+0000");
    let reason = body["NewStateReason"].as_str().unwrap();
    assert!(
        reason.starts_with("Threshold Crossed: 1 out of the last 1 datapoints [10] breached > 5"),
        "{reason}"
    );
    assert_eq!(body["Trigger"]["MetricName"], "ApproximateNumberOfMessagesVisible");
    assert_eq!(body["Trigger"]["Namespace"], "AWS/SQS");
    assert_eq!(body["Trigger"]["Threshold"], 5);
}

/// CWA-042.
#[test]
fn cwa_042_a_failed_action_is_counted_and_nobody_is_told() {
    let mut yard = scaled();
    let wire = yard.wire("backlog.alarm", "fleet.scale", &[]);
    yard.world.apply(Input::Switch(wire, false)).unwrap();
    yard.send("orders", 10);
    yard.run(62);
    assert_eq!(yard.metric("backlog", "ActionsFailed"), 1);
    assert!(yard.rules("backlog").contains(&(61, "CWA-042")));
    assert_eq!(
        yard.states("backlog"),
        [(60, "ALARM")],
        "the alarm itself is what it was"
    );
}

/// CWA-042, CWA-004.
#[test]
fn cwa_042_a_topic_that_does_not_admit_cloudwatch_gets_nothing() {
    for (policy, published, failed) in [("as-wired", 1, 0), ("as-written", 0, 1)] {
        let mut yard = Yard::new();
        yard.add("sqs-standard", "orders", &[]);
        yard.add("alarm", "backlog", &[("Watches", "orders"), ("Threshold", "5")]);
        let spec = crate::nodes::kind("sns-standard").unwrap();
        let (_, field) = spec.field("AccessPolicy").unwrap();
        let crate::sim::FieldType::Choice(choices) = field.ty else {
            panic!("a choice");
        };
        let written = choices[usize::from(policy == "as-written")].name;
        yard.add("sns-standard", "on-call", &[("AccessPolicy", written)]);
        yard.wire("backlog.alarm", "on-call.in", &[]);
        yard.send("orders", 10);
        yard.run(61);
        assert_eq!(
            yard.metric("on-call", "NumberOfMessagesPublished"),
            published,
            "{policy}"
        );
        assert_eq!(yard.metric("backlog", "ActionsFailed"), failed, "{policy}");
    }
}
