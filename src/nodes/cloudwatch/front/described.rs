//! What the service tells of alarms.

use super::refuse;
use crate::base::NodeId;
use crate::nodes::cloudwatch::rules::rule;
use crate::nodes::cloudwatch::{Alarm, notice, spec, view};
use crate::nodes::metric::{Expression, dimensions, find, namespace};
use crate::nodes::service::arn::arn;
use crate::nodes::service::members::{text_or_empty, texts};
use crate::nodes::service::{ApiError, Members};
use crate::nodes::{AnyNode, World};
use crate::sim::Link;
use serde_json::{Value, json};
use std::rc::Rc;

/// The types of alarms.
pub const METRIC: &str = "MetricAlarm";
/// Alarms of other alarms.
pub const COMPOSITE: &str = "CompositeAlarm";

/// All alarms, in the order of their numbers.
pub fn all(world: &World) -> impl Iterator<Item = (NodeId, &Alarm)> {
    world.nodes().filter_map(|(id, node)| match node {
        AnyNode::Alarm(alarm) => Some((id, alarm)),
        _ => None,
    })
}

/// Which of the two types it is of.
pub fn kind_of(alarm: &Alarm) -> &'static str {
    if alarm.config.rule.is_some() { COMPOSITE } else { METRIC }
}

/// Whether AlarmTypes asks for this type; without it only metric alarms are told.
pub fn asks_for(input: &Members, kind: &str) -> bool {
    match texts(input, "AlarmTypes").next() {
        Some(_) => texts(input, "AlarmTypes").any(|asked| asked == kind),
        None => kind == METRIC,
    }
}

/// DescribeAlarms.
pub fn alarms(world: &World, input: &Members) -> Value {
    let names: Vec<&str> = texts(input, "AlarmNames").collect();
    let (prefix, state) = (
        text_or_empty(input, "AlarmNamePrefix"),
        text_or_empty(input, "StateValue"),
    );
    let (mut metric, mut composite) = (Vec::new(), Vec::new());
    for (id, alarm) in all(world) {
        let Some(info) = world.info(id) else { continue };
        let wanted = (names.is_empty() || names.contains(&info.name.as_ref()))
            && info.name.starts_with(prefix)
            && (state.is_empty() || state == alarm.state.name());
        if !wanted || !asks_for(input, kind_of(alarm)) {
            continue;
        }
        let list = if alarm.config.rule.is_some() {
            &mut composite
        } else {
            &mut metric
        };
        list.push(shown(world, id, alarm));
    }
    json!({ "CompositeAlarms": composite, "MetricAlarms": metric })
}

/// DescribeAlarmsForMetric.
pub fn for_metric(world: &World, input: &Members) -> Result<Value, ApiError> {
    let node = find(world, input).map_err(|hint| refuse("InvalidParameterValue", hint, const { rule("CWA-027") }))?;
    let metric = text_or_empty(input, "MetricName");
    let is = |(id, name): &(Option<NodeId>, Rc<str>)| *id == Some(node) && name.as_ref() == metric;
    let watching = all(world).filter(|(_, alarm)| {
        let config = &alarm.config;
        config.rule.is_none() && (is(&config.first) || config.expression.reads_second() && is(&config.second))
    });
    let shown: Vec<Value> = watching.map(|(id, alarm)| shown(world, id, alarm)).collect();
    Ok(json!({ "MetricAlarms": shown }))
}

fn shown(world: &World, id: NodeId, alarm: &Alarm) -> Value {
    let config = &alarm.config;
    let Some(info) = world.info(id) else { return json!({}) };
    let actions = |port: u8| -> Vec<String> {
        let links = info.wires_at(port).filter_map(|wire| world.network().get(wire));
        let told = |link: &Link| {
            let to = link.to.0;
            Some(notice::action_arn(&info.name, (to, world.info(to)?), &link.terms))
        };
        links.filter_map(told).collect()
    };
    let mut shown = json!({
        "AlarmName": info.name.as_ref(),
        "AlarmArn": arn("cloudwatch", info).replace(&format!(":{}", info.name), &format!(":alarm:{}", info.name)),
        "AlarmDescription": config.description,
        "ActionsEnabled": config.acts,
        "OKActions": actions(spec::PORT_OK),
        "AlarmActions": actions(spec::PORT_ALARM),
        "InsufficientDataActions": actions(spec::PORT_INSUFFICIENT),
        "StateValue": alarm.state.name(),
        "StateReason": alarm.reason,
        "StateUpdatedTimestamp": notice::timestamp(alarm.since),
    });
    if config.rule.is_some() {
        shown["AlarmRule"] = json!(info.settings.text("AlarmRule"));
        return shown;
    }
    if config.expression == Expression::First {
        let metric = metric(world, &config.first);
        for name in ["MetricName", "Namespace", "Dimensions"] {
            shown[name] = metric[name].clone();
        }
        // A percentile has a member of its own.
        let percentile = config.statistic.name().starts_with('p');
        let member = if percentile { "ExtendedStatistic" } else { "Statistic" };
        shown[member] = json!(config.statistic.name());
        shown["Period"] = json!(config.period * 60);
    } else {
        shown["Metrics"] = metrics(world, alarm);
    }
    shown["EvaluationPeriods"] = json!(config.periods);
    shown["DatapointsToAlarm"] = json!(config.to_alarm);
    shown["Threshold"] = notice::json_number(config.threshold);
    shown["ComparisonOperator"] = json!(notice::comparison(config.comparison));
    shown["TreatMissingData"] = json!(notice::missing(config.missing));
    shown
}

fn metric(world: &World, (node, name): &(Option<NodeId>, Rc<str>)) -> Value {
    let info = node.and_then(|node| world.info(node));
    json!({
        "Namespace": info.map_or("", |info| namespace(info.spec)),
        "MetricName": name,
        "Dimensions": node.map_or_else(|| json!([]), |node| dimensions(world, node)),
    })
}

/// CWA-015: the list that would make such an alarm.
fn metrics(world: &World, alarm: &Alarm) -> Value {
    let config = &alarm.config;
    let entry = |id: &str, of: &(Option<NodeId>, Rc<str>)| {
        json!({
            "Id": id,
            "MetricStat": { "Metric": metric(world, of), "Period": config.period * 60, "Stat": config.statistic.name() },
            "ReturnData": false,
        })
    };
    let mut list = vec![entry("m1", &config.first)];
    if config.expression.reads_second() {
        list.push(entry("m2", &config.second));
    }
    list.push(json!({ "Id": "e1", "Expression": view::metric_name(config), "ReturnData": true }));
    Value::from(list)
}
