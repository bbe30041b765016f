//! EC2 Auto Scaling behind the AWS front: groups by name, refusals in the service's words.

mod described;
mod hooks;
mod policies;
mod tracking;

use super::api::ACTIONS;
use super::rules::rule;
use super::{Group, spec};
use crate::base::{NodeId, SimDuration, SimTime};
use crate::nodes::service::making::add_node;
use crate::nodes::service::members::{flag, number, text_or_empty, texts};
use crate::nodes::service::{ApiError, Begun, Members, Service};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Ctx, FieldSpec, Input, Rule, Settings, Value as Setting};
use serde_json::{Value, json};

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
        "DeleteLifecycleHook" => hooks::delete(world, input)?,
        "DeletePolicy" => policies::delete_policy(world, input)?,
        "DescribeAutoScalingGroups" => described::describe(world, input),
        "DescribeAutoScalingInstances" => described::instances(world, input),
        "DescribeLifecycleHooks" => hooks::describe(world, input)?,
        "DescribePolicies" => policies::describe(world, input),
        "DescribeScalingActivities" => described::activities(world, input),
        "ExecutePolicy" => policies::execute(world, input)?,
        "PutLifecycleHook" => hooks::put(world, input)?,
        "PutScalingPolicy" => policies::put_policy(world, input)?,
        "RecordLifecycleActionHeartbeat" => waiting(world, input, Group::heartbeat)?,
        "SetDesiredCapacity" => set_desired(world, input)?,
        "SetInstanceProtection" => protect(world, input)?,
        "TerminateInstanceInAutoScalingGroup" => terminate(world, input)?,
        "UpdateAutoScalingGroup" => update(world, input)?,
        other => unreachable!("{other} is not in the table of actions"),
    };
    Ok(Begun::Answer(answer))
}

fn groups(world: &World) -> impl Iterator<Item = (NodeId, &Group)> {
    world.nodes().filter_map(|(id, node)| match node {
        AnyNode::AutoScalingGroup(group) => Some((id, group)),
        _ => None,
    })
}

/// The group that the input names.
fn group(world: &World, input: &Members) -> Result<NodeId, ApiError> {
    let name = text_or_empty(input, "AutoScalingGroupName");
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
    let (_, number) = instance(world, text_or_empty(input, "InstanceId"))?;
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
                text_or_empty(input, "InstanceId")
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
    let name = text_or_empty(input, "AutoScalingGroupName");
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
    add_node(world, name, settings).map_err(|error| refuse(error.to_string(), const { rule("CWA-050") }))?;
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
    if !empty && !flag(input, "ForceDelete").unwrap_or(false) {
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
    let honor = flag(input, "HonorCooldown").unwrap_or(false);
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
    let on = flag(input, "ProtectedFromScaleIn").unwrap_or(false);
    with(world, id, |group, cx| group.protect(&numbers, on, cx));
    Ok(json!({}))
}

/// TerminateInstanceInAutoScalingGroup.
fn terminate(world: &mut World, input: &Members) -> Result<Value, ApiError> {
    let (id, number) = instance(world, text_or_empty(input, "InstanceId"))?;
    let smaller = flag(input, "ShouldDecrementDesiredCapacity").unwrap_or(false);
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
        json!({ "Activity": { "Description": format!("Terminating EC2 instance: {}", text_or_empty(input, "InstanceId")), "StatusCode": "InProgress" } }),
    )
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
