//! What an alarm says: to a topic, to a function, to an event bus, and to an Auto Scaling group.

use super::config::Config;
use super::view::{metric_name, number};
use crate::base::{NodeId, SimTime, WireId};
use crate::nodes::alarm_state::{Comparison, Missing, Quotient, State};
use crate::nodes::calendar;
use crate::nodes::metric::namespace;
use crate::nodes::service::arn::{ACCOUNT, arn, region};
use crate::sim::{Attribute, AttributeValue, Ctx, Draft, Message, NodeInfo, Terms, Value as Setting};
use serde_json::{Value, json};
use std::rc::Rc;

/// The kind of an Auto Scaling group.
pub const GROUP: &str = "auto-scaling-group";
/// The attributes with which a group decides how far to scale (CWA-073): what was measured, and against what.
const MEASURED: &str = "MetricValue";
const THRESHOLD: &str = "Threshold";

/// A change of state.
#[derive(Clone, Debug)]
pub struct Change {
    pub from: State,
    pub to: State,
    pub reason: Rc<str>,
    pub at: SimTime,
}

/// What kind of node is at the other end of a wire; "" when there is none.
pub fn peer_kind(wire: WireId, cx: &Ctx<'_>) -> &'static str {
    let info = cx.peer(wire).and_then(|peer| cx.info(peer));
    info.map_or("", |info| info.spec.kind)
}

/// The message of a change, in the form that the other end expects (CWA-041).
pub fn draft(config: &Config, change: &Change, latest: Option<Quotient>, wire: WireId, cx: &Ctx<'_>) -> Draft {
    let (name, place) = cx.info(cx.me()).map_or_else(
        || (Rc::from(""), String::new()),
        |info| (Rc::clone(&info.name), region(info).to_string()),
    );
    let arn = format!("arn:aws:cloudwatch:{place}:{ACCOUNT}:alarm:{name}");
    let peer = peer_kind(wire, cx);
    let body = match peer {
        "lambda" => function_event(config, change, &name, (&arn, &place)),
        "event-bus" => bus_event(config, change, &name, (&arn, &place)),
        _ => notification(config, change, &name, (&arn, &place), cx),
    };
    let figures = || {
        let figure = |name: &str, value: Quotient| Attribute {
            name: name.into(),
            data_type: "Number".into(),
            value: AttributeValue::Text(number(value).into()),
        };
        let measured = latest.map(|value| figure(MEASURED, value));
        measured
            .into_iter()
            .chain([figure(THRESHOLD, config.threshold)])
            .collect()
    };
    Draft {
        body: body.into(),
        attributes: if peer == GROUP { figures() } else { Rc::from([]) },
        ..Draft::default()
    }
}

/// The ARN of an action, by the node at its end. A policy that has no name of its own is called after the alarm.
pub fn action_arn(alarm: &str, (id, to): (NodeId, &NodeInfo), terms: &Terms) -> String {
    match to.spec.kind {
        GROUP => {
            let named = match terms.get("PolicyName") {
                Some(Setting::Text(name)) if !name.is_empty() => name,
                _ => Rc::from(alarm),
            };
            format!(
                "arn:aws:autoscaling:{}:{ACCOUNT}:scalingPolicy:{:08x}:autoScalingGroupName/{}:policyName/{named}",
                region(to),
                id.0,
                to.name
            )
        }
        _ => arn(to.spec.service, to),
    }
}

/// The ARN of what was called over this wire; None where a change was only told, to a bus or to another alarm.
pub fn called(wire: WireId, cx: &Ctx<'_>) -> Option<Rc<str>> {
    let peer = cx.peer(wire)?;
    let (to, own) = (cx.info(peer)?, cx.info(cx.me())?);
    let is_action = !["event-bus", "alarm"].contains(&to.spec.kind);
    let terms = cx.terms(wire).filter(|_| is_action)?;
    Some(action_arn(&own.name, (peer, to), terms).into())
}

/// The state that another alarm's message tells.
pub fn told_state(message: &Message) -> Option<State> {
    let body: Value = serde_json::from_str(&message.draft.body).ok()?;
    State::read(body.get("NewStateValue")?.as_str()?)
}

/// CWA-041: what an SNS topic gets, in the order in which CloudWatch writes it.
fn notification(config: &Config, change: &Change, name: &str, (arn, place): (&str, &str), cx: &Ctx<'_>) -> String {
    let mut members = vec![
        ("AlarmName", json!(name)),
        ("AlarmDescription", json!(config.description)),
        ("AWSAccountId", json!(ACCOUNT)),
        ("NewStateValue", json!(change.to.name())),
        ("NewStateReason", json!(change.reason)),
        ("StateChangeTime", json!(timestamp(change.at))),
        ("Region", json!(place)),
        ("AlarmArn", json!(arn)),
        ("OldStateValue", json!(change.from.name())),
    ];
    if config.rule.is_none() {
        members.push(("Trigger", trigger(config, cx)));
    }
    object(members)
}

fn trigger(config: &Config, cx: &Ctx<'_>) -> Value {
    let watched = config.first.0.and_then(|node| cx.info(node));
    json!({
        "MetricName": metric_name(config),
        "Namespace": watched.map_or("", |info| namespace(info.spec)),
        "Statistic": config.statistic.name(),
        "Dimensions": watched.map_or_else(Vec::new, |info| vec![json!({ "name": "Name", "value": info.name.as_ref() })]),
        "Period": config.period * 60,
        "EvaluationPeriods": config.periods,
        "DatapointsToAlarm": config.to_alarm,
        "ComparisonOperator": comparison(config.comparison),
        "Threshold": json_number(config.threshold),
        "TreatMissingData": missing(config.missing),
    })
}

/// A value as a number of JSON.
pub fn json_number(value: Quotient) -> Value {
    serde_json::from_str(&number(value)).unwrap_or_default()
}

/// What a Lambda function gets.
fn function_event(config: &Config, change: &Change, name: &str, (arn, place): (&str, &str)) -> String {
    let at = timestamp(change.at);
    object(vec![
        ("source", json!("aws.cloudwatch")),
        ("alarmArn", json!(arn)),
        ("accountId", json!(ACCOUNT)),
        ("time", json!(at)),
        ("region", json!(place)),
        (
            "alarmData",
            json!({
                "alarmName": name,
                "state": { "value": change.to.name(), "reason": change.reason, "timestamp": at },
                "previousState": { "value": change.from.name() },
                "configuration": { "description": config.description },
            }),
        ),
    ])
}

/// What EventBridge gets (CWA-004).
fn bus_event(config: &Config, change: &Change, name: &str, (arn, place): (&str, &str)) -> String {
    object(vec![
        ("version", json!("0")),
        ("detail-type", json!("CloudWatch Alarm State Change")),
        ("source", json!("aws.cloudwatch")),
        ("account", json!(ACCOUNT)),
        ("time", json!(timestamp(change.at))),
        ("region", json!(place)),
        ("resources", json!([arn])),
        (
            "detail",
            json!({
                "alarmName": name,
                "state": { "value": change.to.name(), "reason": change.reason },
                "previousState": { "value": change.from.name() },
                "configuration": { "description": config.description },
            }),
        ),
    ])
}

/// A JSON object whose members keep their order.
fn object(members: Vec<(&str, Value)>) -> String {
    let members: Vec<String> = members
        .into_iter()
        .map(|(name, value)| format!("{}:{value}", json!(name)))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// AWS's name of a comparison.
pub fn comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Greater => "GreaterThanThreshold",
        Comparison::AtLeast => "GreaterThanOrEqualToThreshold",
        Comparison::Less => "LessThanThreshold",
        Comparison::AtMost => "LessThanOrEqualToThreshold",
    }
}

/// AWS's name of a treatment of missing data.
pub fn missing(missing: Missing) -> &'static str {
    match missing {
        Missing::Missing => "missing",
        Missing::Breaching => "breaching",
        Missing::NotBreaching => "notBreaching",
        Missing::Ignore => "ignore",
    }
}

/// An instant as CloudWatch writes it: `2026-01-01T00:03:00.000+0000`.
pub fn timestamp(at: SimTime) -> String {
    calendar::timestamp(at).replace('Z', "+0000")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cwa_041_times_are_written_as_cloudwatch_does() {
        assert_eq!(timestamp(SimTime::from_secs(180)), "2026-01-01T00:03:00.000+0000");
    }
}
