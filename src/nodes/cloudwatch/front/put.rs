//! PutMetricAlarm and PutCompositeAlarm: alarms are made or changed, with the wires of their actions.

use super::{find, refuse, watched};
use crate::base::{NodeId, WireId};
use crate::nodes::World;
use crate::nodes::cloudwatch::rule_text::AlarmRule;
use crate::nodes::cloudwatch::rules::rule;
use crate::nodes::cloudwatch::{notice, spec};
use crate::nodes::service::making::{add_node, free_wire};
use crate::nodes::service::members::{flag, number, text_or_empty, texts, thousandths};
use crate::nodes::service::{ApiError, Members};
use crate::sim::{Flow, Input, Link, Rule, Settings, Speaks, Terms, Value as Setting};

/// The ports of the three lists of actions.
const LISTS: [(&str, u8); 3] = [
    ("AlarmActions", spec::PORT_ALARM),
    ("OKActions", spec::PORT_OK),
    ("InsufficientDataActions", spec::PORT_INSUFFICIENT),
];

/// What an action of a list stands for: a node, and for a scaling policy what is set on the wire.
struct Target {
    node: NodeId,
    policy: Option<String>,
}

/// PutMetricAlarm, with errors in this order: missing and wrong parameters, combinations, actions (CWA-020 to CWA-027).
pub fn metric_alarm(world: &mut World, input: &Members) -> Result<(), ApiError> {
    let mut settings = Settings::new(&spec::SPEC);
    let period = watched::settle(world, input, &mut settings)?;
    numbers(input, period, &mut settings)?;
    let operator = text_or_empty(input, "ComparisonOperator");
    choose(&mut settings, "ComparisonOperator", operator, const { rule("CWA-023") })?;
    match text_or_empty(input, "TreatMissingData") {
        "" => {}
        treatment => choose(&mut settings, "TreatMissingData", treatment, const { rule("CWA-024") })?,
    }
    put(world, input, settings)
}

/// PutCompositeAlarm (CWA-040).
pub fn composite_alarm(world: &mut World, input: &Members) -> Result<(), ApiError> {
    let written = text_or_empty(input, "AlarmRule");
    let parsed = AlarmRule::parse(written).map_err(|hint| {
        let message = format!("AlarmRule is not valid: {hint}");
        refuse("ValidationError", message, const { rule("CWA-040") })
    })?;
    let mut unknown = None;
    let mut children = Vec::new();
    parsed.names(&mut |name| match find(world, name) {
        Some(id) if !children.contains(&id) => children.push(id),
        Some(_) => {}
        None => unknown = Some(name.to_string()),
    });
    if let Some(name) = unknown {
        let message = format!("AlarmRule names {name}, and there is no such alarm.");
        return Err(refuse("ValidationError", message, const { rule("CWA-040") }));
    }
    let mut settings = Settings::new(&spec::SPEC);
    set(&mut settings, "AlarmRule", Setting::Text(written.into()))?;
    put(world, input, settings)?;
    if let Some(id) = find(world, text_or_empty(input, "AlarmName")) {
        for child in children {
            wire(world, (child, spec::PORT_STATES), (id, spec::PORT_IN), None);
        }
    }
    Ok(())
}

/// CWA-020 to CWA-022: the numbers, each in its range and all together.
fn numbers(input: &Members, period: i64, settings: &mut Settings) -> Result<(), ApiError> {
    let wrong = |message: &str, rule: &'static Rule| refuse("InvalidParameterValue", message, rule);
    if period < 60 || period % 60 != 0 {
        let message = "Period must be a multiple of 60; 10, 20 and 30 need a high-resolution metric.";
        return Err(wrong(message, const { rule("CWA-020") }));
    }
    let periods = number(input, "EvaluationPeriods").unwrap_or(1);
    if periods < 1 || period.saturating_mul(periods) > 86_400 {
        let message = "EvaluationPeriods must be at least 1, and Period times EvaluationPeriods at most 86400.";
        return Err(wrong(message, const { rule("CWA-021") }));
    }
    let to_alarm = number(input, "DatapointsToAlarm").unwrap_or(periods);
    if !(1..=periods).contains(&to_alarm) {
        let message = "DatapointsToAlarm must be between 1 and EvaluationPeriods.";
        return Err(wrong(message, const { rule("CWA-022") }));
    }
    if !input.contains_key("Threshold") {
        let message = "The parameter Threshold must be given.";
        return Err(refuse("MissingParameter", message, const { rule("CWA-027") }));
    }
    let Some(threshold) = thousandths(input, "Threshold") else {
        let message = "Threshold must be a number with up to three decimals.";
        return Err(wrong(message, const { rule("CWA-023") }));
    };
    set(settings, "Period", Setting::Number(period))?;
    set(settings, "EvaluationPeriods", Setting::Number(periods))?;
    set(settings, "DatapointsToAlarm", Setting::Number(to_alarm))?;
    set(settings, "Threshold", Setting::Number(threshold))
}

pub fn set(settings: &mut Settings, name: &str, value: Setting) -> Result<(), ApiError> {
    settings
        .set(name, value)
        .map_err(|error| refuse("InvalidParameterValue", error.to_string(), const { rule("CWA-027") }))
}

/// Sets one of the choices of a setting, by AWS's name.
pub fn choose(settings: &mut Settings, name: &str, value: &str, rule: &'static Rule) -> Result<(), ApiError> {
    let field = spec::SPEC.field(name).map(|(_, field)| field);
    let chosen = field.and_then(|field| field.parse(value).ok());
    let wrong = || refuse("InvalidParameterValue", format!("{name} can't be {value:?}."), rule);
    set(settings, name, chosen.ok_or_else(wrong)?)
}

/// Makes the alarm or changes it, and wires its actions.
fn put(world: &mut World, input: &Members, mut settings: Settings) -> Result<(), ApiError> {
    let name = text_or_empty(input, "AlarmName");
    spec::SPEC
        .check_name(name)
        .map_err(|hint| refuse("InvalidParameterValue", hint, const { rule("CWA-027") }))?;
    let description = text_or_empty(input, "AlarmDescription");
    set(&mut settings, "AlarmDescription", Setting::Text(description.into()))?;
    let acts = flag(input, "ActionsEnabled").unwrap_or(true);
    set(&mut settings, "ActionsEnabled", Setting::Bool(acts))?;
    let actions = actions(world, input, settings.is_changed("AlarmRule"))?;
    let existing = find(world, name);
    if existing.is_none() && world.find(name).is_some() {
        let message = format!("The name {name} is taken by another node. Choose another one.");
        return Err(refuse("InvalidParameterValue", message, const { rule("CWA-027") }));
    }
    if let Some(info) = existing.and_then(|id| world.info(id))
        && let Some(delay) = info.settings.get("metric_delay")
    {
        // What only the simulator knows is no part of the call.
        set(&mut settings, "metric_delay", delay)?;
    }
    let done = match existing {
        Some(id) => world.apply(Input::Configure(id, settings)).map(|()| id),
        None => add_node(world, name, settings),
    };
    let id = done.map_err(|error| refuse("InternalServiceFault", error.to_string(), const { rule("CWA-027") }))?;
    rewire(world, id, actions);
    Ok(())
}

/// The targets of all actions, by the port that they belong to.
fn actions(world: &World, input: &Members, composite: bool) -> Result<Vec<(u8, Target)>, ApiError> {
    let mut found = Vec::new();
    for (list, port) in LISTS {
        if texts(input, list).count() > 5 {
            let message = format!("{list} has more than 5 entries.");
            return Err(refuse("InvalidParameterValue", message, const { rule("CWA-026") }));
        }
        for written in texts(input, list) {
            let wrong = |rule| {
                let message = format!("Invalid {list}: {written} is no topic, function or scaling policy that exists.");
                refuse("InvalidParameterValue", message, rule)
            };
            let target = target(world, written).ok_or_else(|| wrong(const { rule("CWA-004") }))?;
            if composite && target.policy.is_some() {
                return Err(wrong(const { rule("CWA-040") }));
            }
            found.push((port, target));
        }
    }
    Ok(found)
}

/// The node that an action's ARN means.
fn target(world: &World, written: &str) -> Option<Target> {
    let mut parts = written.strip_prefix("arn:aws:")?.splitn(4, ':');
    let (service, _, _, rest) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let (name, kind, policy) = match service {
        "sns" => (rest, "sns-standard", None),
        "lambda" => (rest.strip_prefix("function:")?, "lambda", None),
        "autoscaling" => {
            let (_, rest) = rest.split_once("autoScalingGroupName/")?;
            let (group, policy) = rest.split_once(":policyName/")?;
            (group, notice::GROUP, Some(policy.to_string()))
        }
        _ => return None,
    };
    let node = world.find(name)?;
    (world.info(node)?.spec.kind == kind).then_some(Target { node, policy })
}

/// Replaces the wires of all actions.
fn rewire(world: &mut World, id: NodeId, actions: Vec<(u8, Target)>) {
    let old: Vec<WireId> = world.info(id).map_or_else(Vec::new, |info| {
        LISTS.iter().flat_map(|(_, port)| info.wires_at(*port)).collect()
    });
    for wire in old {
        let gone = world.apply(Input::Unwire(wire));
        debug_assert!(gone.is_ok(), "a wire that was just seen can be removed");
    }
    for (port, target) in actions {
        let taking = |port: &crate::sim::PortSpec| port.flow == Flow::In && port.speaks == Speaks::Put;
        let ports = world.info(target.node).map_or(&[][..], |info| info.spec.ports);
        let Some((index, spec)) = (0u8..).zip(ports).find(|(_, port)| taking(port)) else {
            continue;
        };
        let terms = target.policy.map(|policy| {
            let mut terms = Terms::new(spec.wire);
            // A policy that the group does not know by name keeps what a new wire has.
            let _ = terms.set("PolicyName", Setting::Text(policy.into()));
            terms
        });
        wire(world, (id, port), (target.node, index), terms);
    }
}

fn wire(world: &mut World, from: (NodeId, u8), to: (NodeId, u8), terms: Option<Terms>) {
    if world
        .network()
        .iter()
        .any(|(_, link)| link.from == from && link.to == to)
    {
        return;
    }
    let plain = Link::between(from, to);
    let link = match terms {
        Some(terms) => Link { terms, ..plain },
        None => plain,
    };
    let done = world.apply(Input::Wire(free_wire(world), link));
    debug_assert!(done.is_ok(), "both ends exist");
}
