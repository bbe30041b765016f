//! EC2 Auto Scaling behind the AWS front: groups by name, refusals in the service's words.

use super::api::ACTIONS;
use super::policy::{Adjustment, Policy, Step, Steps, Way};
use super::rules::rule;
use super::{Group, spec};
use crate::base::{NodeId, SimDuration, SimTime};
use crate::nodes::service::arn::{ACCOUNT, DEFAULT_REGION, region};
use crate::nodes::service::{ApiError, Begun, Members, Service};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Ctx, FieldSpec, Input, Location, Rule, Settings, Value as Setting};
use serde_json::{Value, json};
use std::rc::Rc;

/// The service, as the registry names it.
pub static SERVICE: Service = Service {
    name: "autoscaling",
    actions: ACTIONS,
    begin,
    finish: |_, _, _| Ok(json!({})),
    gone: || refuse("AutoScalingGroup name not found - null", const { rule("CWA-050") }),
};

/// The service has one error for nearly everything.
fn refuse(message: impl Into<String>, rule: &'static Rule) -> ApiError {
    ApiError::new("ValidationError", message).because(Some(rule))
}

/// Calls an action.
fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let answer = match action.name {
        "CompleteLifecycleAction" => waiting(world, input, |group, number, cx| {
            group.end(number, const { rule("CWA-092") }, cx);
        })?,
        "CreateAutoScalingGroup" => create(world, input)?,
        "DeleteAutoScalingGroup" => delete(world, input)?,
        "DeletePolicy" => delete_policy(world, input)?,
        "DescribeAutoScalingGroups" => describe(world, input),
        "DescribeScalingActivities" => activities(world, input),
        "PutScalingPolicy" => put_policy(world, input)?,
        "RecordLifecycleActionHeartbeat" => waiting(world, input, Group::heartbeat)?,
        "SetDesiredCapacity" => set_desired(world, input)?,
        "SetInstanceProtection" => protect(world, input)?,
        "TerminateInstanceInAutoScalingGroup" => terminate(world, input)?,
        "UpdateAutoScalingGroup" => update(world, input)?,
        other => unreachable!("{other} is not in the table of actions"),
    };
    Ok(Begun::Answer(answer))
}

fn text<'a>(input: &'a Members, name: &str) -> &'a str {
    input.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn number(input: &Members, name: &str) -> Option<i64> {
    input.get(name).and_then(Value::as_i64)
}

fn flag(input: &Members, name: &str) -> bool {
    input.get(name).and_then(Value::as_bool).unwrap_or(false)
}

fn texts<'a>(input: &'a Members, name: &str) -> impl Iterator<Item = &'a str> {
    let list = input.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

fn groups(world: &World) -> impl Iterator<Item = (NodeId, &Group)> {
    world.nodes().filter_map(|(id, node)| match node {
        AnyNode::AutoScalingGroup(group) => Some((id, group)),
        _ => None,
    })
}

/// The group that the input names.
fn group(world: &World, input: &Members) -> Result<NodeId, ApiError> {
    let name = text(input, "AutoScalingGroupName");
    let named = |id: &NodeId| world.info(*id).is_some_and(|info| info.name.as_ref() == name);
    let found = groups(world).map(|(id, _)| id).find(named);
    found.ok_or_else(|| {
        refuse(
            format!("AutoScalingGroup name not found - {name}"),
            const { rule("CWA-050") },
        )
    })
}

/// Acts on a group with all its hands.
fn with<R>(world: &mut World, id: NodeId, act: impl FnOnce(&mut Group, &mut Ctx<'_>) -> R) -> Option<R> {
    let acted = world.poke(id, |node, cx| match node {
        AnyNode::AutoScalingGroup(group) => Some(act(group, cx)),
        _ => None,
    });
    acted.flatten()
}

/// The group and the number of an instance by its id.
fn instance(world: &World, id: &str) -> Result<(NodeId, u32), ApiError> {
    let found = groups(world).find_map(|(node, group)| {
        let one = group.instances.iter().find(|one| one.id() == id)?;
        Some((node, one.number))
    });
    found.ok_or_else(|| {
        refuse(
            format!("Instance Id not found - No managed instance found for instance ID {id}"),
            const { rule("CWA-058") },
        )
    })
}

/// CompleteLifecycleAction and RecordLifecycleActionHeartbeat (CWA-092).
fn waiting(world: &mut World, input: &Members, act: fn(&mut Group, u32, &mut Ctx<'_>)) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let (_, number) = instance(world, text(input, "InstanceId"))?;
    let done = with(world, id, |group, cx| {
        let waits = group
            .instances
            .iter()
            .any(|one| one.number == number && one.is_waiting());
        if waits {
            act(group, number, cx);
        }
        waits
    });
    match done {
        Some(true) => Ok(json!({})),
        _ => Err(refuse(
            format!(
                "No active Lifecycle Action found with instance ID {}",
                text(input, "InstanceId")
            ),
            const { rule("CWA-092") },
        )),
    }
}

/// CWA-050: the sizes go together.
fn check_sizes(settings: &Settings) -> Result<(), ApiError> {
    let [min, max, desired] = ["MinSize", "MaxSize", "DesiredCapacity"].map(|name| settings.number(name));
    let wrong = |message: String| Err(refuse(message, const { rule("CWA-050") }));
    if max < min {
        return wrong(
            "Max bound, {max}, must be greater than or equal to min bound".replace("{max}", &max.to_string()),
        );
    }
    if desired < min {
        return wrong(format!(
            "Desired capacity:{desired} must be between the specified min size:{min} and max size:{max}"
        ));
    }
    if desired > max {
        return wrong(format!(
            "Desired capacity:{desired} must be between the specified min size:{min} and max size:{max}"
        ));
    }
    Ok(())
}

/// Takes the members that are settings of the same name.
fn assign(settings: &mut Settings, input: &Members) -> Result<(), ApiError> {
    const TAKEN: [&str; 7] = [
        "MinSize",
        "MaxSize",
        "DesiredCapacity",
        "DefaultCooldown",
        "DefaultInstanceWarmup",
        "NewInstancesProtectedFromScaleIn",
        "TerminationPolicies",
    ];
    for name in TAKEN {
        let value = match input.get(name) {
            Some(Value::Number(number)) => Setting::Number(number.as_i64().unwrap_or(-1)),
            Some(Value::Bool(flag)) => Setting::Bool(*flag),
            Some(Value::Array(_)) => Setting::Choice(termination(input)?),
            _ => continue,
        };
        settings
            .set(name, value)
            .map_err(|error| refuse(error.to_string(), const { rule("CWA-050") }))?;
    }
    Ok(())
}

/// CWA-054: the first policy that means something here; those that compare templates mean Default.
fn termination(input: &Members) -> Result<u16, ApiError> {
    const SAME: [&str; 3] = [
        "OldestLaunchTemplate",
        "OldestLaunchConfiguration",
        "AllocationStrategy",
    ];
    let field: Option<&FieldSpec> = spec::SPEC.field("TerminationPolicies").map(|(_, field)| field);
    let mut chosen = 0;
    for name in texts(input, "TerminationPolicies") {
        match field.and_then(|field| field.parse(name).ok()) {
            Some(Setting::Choice(index)) if chosen == 0 => chosen = index,
            Some(_) => {}
            None if SAME.contains(&name) => {}
            None => {
                let message = format!("Termination policy {name} is not supported.");
                return Err(refuse(message, const { rule("CWA-054") }));
            }
        }
    }
    Ok(chosen)
}

/// CreateAutoScalingGroup.
fn create(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let name = text(input, "AutoScalingGroupName");
    if world.find(name).is_some() {
        let message = "AutoScalingGroup by this name already exists - A group with the name already exists";
        return Err(ApiError::new("AlreadyExists", message).because(Some(const { rule("CWA-050") })));
    }
    spec::SPEC
        .check_name(name)
        .map_err(|hint| refuse(hint, const { rule("CWA-050") }))?;
    let mut settings = Settings::new(&spec::SPEC);
    assign(&mut settings, input)?;
    if number(input, "DesiredCapacity").is_none() {
        let min = settings.number("MinSize");
        settings
            .set("DesiredCapacity", Setting::Number(min))
            .map_err(|error| refuse(error.to_string(), const { rule("CWA-050") }))?;
    }
    check_sizes(&settings)?;
    let id = NodeId(world.nodes().last().map_or(1, |(id, _)| id.0.saturating_add(1)));
    let add = Input::Add {
        id,
        name: Rc::from(name),
        settings,
        place: Location::default(),
    };
    let added = world.apply(add).and_then(|()| world.apply(Input::Start(id)));
    added.map_err(|error| refuse(error.to_string(), const { rule("CWA-050") }))?;
    Ok(json!({}))
}

/// UpdateAutoScalingGroup.
fn update(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let Some(info) = world.info(id) else {
        return Ok(json!({}));
    };
    let mut settings = info.settings.clone();
    if let Some(AnyNode::AutoScalingGroup(group)) = world.node(id) {
        // What policies have changed since is the present state, and stays unless it is named.
        for (name, now) in [
            ("MinSize", group.min),
            ("MaxSize", group.max),
            ("DesiredCapacity", group.desired),
        ] {
            let _ = settings.set(name, Setting::Number(i64::from(now)));
        }
    }
    assign(&mut settings, input)?;
    if number(input, "DesiredCapacity").is_none() {
        let [min, max, now] = ["MinSize", "MaxSize", "DesiredCapacity"].map(|name| settings.number(name));
        let _ = settings.set("DesiredCapacity", Setting::Number(now.clamp(min, max.max(min))));
    }
    check_sizes(&settings)?;
    let done = world.apply(Input::Configure(id, settings));
    done.map_err(|error| refuse(error.to_string(), const { rule("CWA-050") }))?;
    Ok(json!({}))
}

/// DeleteAutoScalingGroup.
fn delete(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let empty = groups(world).any(|(known, group)| known == id && group.instances.is_empty());
    if !empty && !flag(input, "ForceDelete") {
        let message = "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.";
        return Err(ApiError::new("ResourceInUse", message).because(Some(const { rule("CWA-050") })));
    }
    let gone = world.apply(Input::Remove(id));
    debug_assert!(gone.is_ok(), "a group that was just seen can be removed");
    Ok(json!({}))
}

/// SetDesiredCapacity (CWA-070); HonorCooldown lets a cooldown refuse it (CWA-072).
fn set_desired(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let wanted = number(input, "DesiredCapacity").unwrap_or(0);
    let now = world.now();
    let honor = flag(input, "HonorCooldown");
    let done = with(world, id, |group, cx| {
        let (min, max) = (i64::from(group.min), i64::from(group.max.max(group.min)));
        if !(min..=max).contains(&wanted) {
            let side = if wanted < min { "below min" } else { "above max" };
            let message = format!(
                "New SetDesiredCapacity value {wanted} is {side} value {} for the AutoScalingGroup.",
                if wanted < min { min } else { max }
            );
            return Err(refuse(message, const { rule("CWA-126") }));
        }
        if honor && group.is_paused(now) {
            let message = "A scaling activity is in progress or its cooldown has not passed.";
            let error = ApiError::new("ScalingActivityInProgress", message);
            return Err(error.because(Some(const { rule("CWA-072") })));
        }
        group.set_desired(wanted, cx);
        Ok(json!({}))
    });
    done.unwrap_or_else(|| Ok(json!({})))
}

/// SetInstanceProtection (CWA-093).
fn protect(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let numbers: Vec<u32> = texts(input, "InstanceIds")
        .map(|text| instance(world, text).map(|(_, number)| number))
        .collect::<Result<_, _>>()?;
    let on = flag(input, "ProtectedFromScaleIn");
    with(world, id, |group, cx| group.protect(&numbers, on, cx));
    Ok(json!({}))
}

/// TerminateInstanceInAutoScalingGroup.
fn terminate(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let (id, number) = instance(world, text(input, "InstanceId"))?;
    let smaller = flag(input, "ShouldDecrementDesiredCapacity");
    let refused = with(world, id, |group, cx| {
        let fits = !smaller || group.desired > group.min;
        if fits {
            group.terminate(number, smaller, cx);
        }
        !fits
    });
    if refused == Some(true) {
        let message = "Currently, desired size equals the min size. Terminating without replacement will violate group's min size constraint.";
        return Err(refuse(message, const { rule("CWA-050") }));
    }
    Ok(
        json!({ "Activity": { "Description": format!("Terminating EC2 instance: {}", text(input, "InstanceId")), "StatusCode": "InProgress" } }),
    )
}

/// PutScalingPolicy: simple and step policies (CWA-070 to CWA-074).
fn put_policy(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    let policy = read_policy(input)?;
    let name = text(input, "PolicyName");
    with(world, id, |group, _| {
        group.policies.insert(name.into(), policy);
    });
    let (place, group) = world
        .info(id)
        .map_or((DEFAULT_REGION, ""), |info| (region(info), info.name.as_ref()));
    let arn = format!(
        "arn:aws:autoscaling:{place}:{ACCOUNT}:scalingPolicy:{:08x}:autoScalingGroupName/{group}:policyName/{name}",
        id.0
    );
    Ok(json!({ "PolicyARN": arn, "Alarms": [] }))
}

fn read_policy(input: &Members) -> Result<Policy, ApiError> {
    let least = number(input, "MinAdjustmentMagnitude");
    let adjustment = match text(input, "AdjustmentType") {
        "ChangeInCapacity" => Adjustment::Change,
        "ExactCapacity" => Adjustment::Exact,
        "PercentChangeInCapacity" => Adjustment::Percent(least.unwrap_or(0)),
        _ => {
            let message = "AdjustmentType must be ChangeInCapacity, ExactCapacity or PercentChangeInCapacity.";
            return Err(refuse(message, const { rule("CWA-071") }));
        }
    };
    if least.is_some() && !matches!(adjustment, Adjustment::Percent(_)) {
        let message = "MinAdjustmentMagnitude is only supported for PercentChangeInCapacity.";
        return Err(refuse(message, const { rule("CWA-071") }));
    }
    let span = |name: &str| number(input, name).and_then(|seconds| u64::try_from(seconds).ok());
    let way = match text(input, "PolicyType") {
        "" | "SimpleScaling" => {
            let by = number(input, "ScalingAdjustment");
            let missing = || {
                refuse(
                    "ScalingAdjustment must be specified for SimpleScaling.",
                    const { rule("CWA-072") },
                )
            };
            Way::Simple(by.ok_or_else(missing)?, span("Cooldown"))
        }
        "StepScaling" => Way::Step(read_steps(input)?, span("EstimatedInstanceWarmup")),
        other => {
            let message = format!("PolicyType {other} can't be made here. Target tracking is a setting of the group.");
            return Err(refuse(message, const { rule("CWA-070") }));
        }
    };
    Ok(Policy { adjustment, way })
}

/// CWA-074.
fn read_steps(input: &Members) -> Result<Steps, ApiError> {
    let listed = input.get("StepAdjustments").and_then(Value::as_array);
    let step = |step: &Value| Step {
        lower: step.get("MetricIntervalLowerBound").and_then(Value::as_i64),
        upper: step.get("MetricIntervalUpperBound").and_then(Value::as_i64),
        by: step.get("ScalingAdjustment").and_then(Value::as_i64).unwrap_or(0),
    };
    let steps: Vec<Step> = listed.into_iter().flatten().map(step).collect();
    if steps.is_empty() {
        return Err(refuse(
            "At least one StepAdjustment must be specified.",
            const { rule("CWA-073") },
        ));
    }
    Steps::new(steps).map_err(|hint| refuse(format!("StepAdjustments: {hint}"), const { rule("CWA-074") }))
}

/// DeletePolicy.
fn delete_policy(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let id = group(world, input)?;
    with(world, id, |group, _| group.policies.remove(text(input, "PolicyName")));
    Ok(json!({}))
}

/// DescribeAutoScalingGroups.
fn describe(world: &World, input: &Members) -> Value {
    let names: Vec<&str> = texts(input, "AutoScalingGroupNames").collect();
    let mut shown = Vec::new();
    for (id, group) in groups(world) {
        let Some(info) = world.info(id) else { continue };
        if !names.is_empty() && !names.contains(&info.name.as_ref()) {
            continue;
        }
        let place = region(info);
        let instances = group.instances.iter().map(|one| {
            json!({
                "InstanceId": one.id(),
                "AvailabilityZone": format!("{place}{}", char::from(b'a' + one.zone)),
                "LifecycleState": one.state(),
                "HealthStatus": "Healthy",
                "ProtectedFromScaleIn": one.protected,
            })
        });
        shown.push(json!({
            "AutoScalingGroupName": info.name.as_ref(),
            "AutoScalingGroupARN": format!("arn:aws:autoscaling:{place}:{ACCOUNT}:autoScalingGroup:{:08x}:autoScalingGroupName/{}", id.0, info.name),
            "MinSize": group.min,
            "MaxSize": group.max,
            "DesiredCapacity": group.desired,
            "DefaultCooldown": group.config.cooldown,
            "HealthCheckType": "EC2",
            "Instances": instances.collect::<Vec<_>>(),
            "TerminationPolicies": [spec::SPEC.field("TerminationPolicies").map_or_else(String::new, |(_, field)| {
                field.show(&Setting::Choice(info.settings.choice("TerminationPolicies"))).replace(' ', "")
            })],
            "NewInstancesProtectedFromScaleIn": group.config.protects_new,
            "DefaultInstanceWarmup": group.config.warm_up,
        }));
    }
    json!({ "AutoScalingGroups": shown })
}

/// DescribeScalingActivities: newest first.
fn activities(world: &World, input: &Members) -> Value {
    let name = text(input, "AutoScalingGroupName");
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

/// What the actions do to a group.
impl Group {
    fn is_paused(&self, now: SimTime) -> bool {
        self.pause.running.is_some() || now < self.pause.until
    }

    fn set_desired(&mut self, wanted: i64, cx: &mut Ctx<'_>) {
        self.resize(wanted, "a user changed it", const { rule("CWA-070") }, cx);
        self.reconcile(self.config.warm_up, false, cx);
    }

    fn protect(&mut self, numbers: &[u32], on: bool, cx: &mut Ctx<'_>) {
        for one in self.instances.iter_mut().filter(|one| numbers.contains(&one.number)) {
            one.protected = on;
        }
        self.reconcile(0, false, cx);
    }

    fn terminate(&mut self, number: u32, smaller: bool, cx: &mut Ctx<'_>) {
        if smaller {
            self.resize(
                i64::from(self.desired) - 1,
                "a user ended an instance",
                const { rule("CWA-070") },
                cx,
            );
        }
        self.scale_in(number, cx);
        self.reconcile(self.config.warm_up, false, cx);
    }

    /// CWA-092: the hook's time begins anew.
    fn heartbeat(&mut self, number: u32, cx: &mut Ctx<'_>) {
        let span = self.config.hook.unwrap_or(SimDuration::ZERO);
        self.wait_for_hook(number, span, cx);
    }
}
