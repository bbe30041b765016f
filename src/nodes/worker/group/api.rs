//! The actions of Amazon EC2 Auto Scaling: exact names, members and order.

use crate::sim::{Action, Param, ParamType};
use ParamType::{Flag, Number, Structures, Text, Texts};

const GROUP: Param = Param::required("AutoScalingGroupName", Text);

const HOOK: Param = Param::required("LifecycleHookName", Text);

const HOOKS: &[&str] = &[
    "LifecycleHooks",
    "LifecycleHookName",
    "AutoScalingGroupName",
    "LifecycleTransition",
    "HeartbeatTimeout",
    "GlobalTimeout",
    "DefaultResult",
];

const STEP: &[Param] = &[
    Param::optional("MetricIntervalLowerBound", Number),
    Param::optional("MetricIntervalUpperBound", Number),
    Param::required("ScalingAdjustment", Number),
];

const SIZES: [Param; 3] = [
    Param::optional("MinSize", Number),
    Param::optional("MaxSize", Number),
    Param::optional("DesiredCapacity", Number),
];

const DESCRIBED: &[&str] = &[
    "AutoScalingGroups",
    "AutoScalingGroupName",
    "AutoScalingGroupARN",
    "MinSize",
    "MaxSize",
    "DesiredCapacity",
    "DefaultCooldown",
    "HealthCheckType",
    "Instances",
    "InstanceId",
    "AvailabilityZone",
    "LifecycleState",
    "HealthStatus",
    "ProtectedFromScaleIn",
    "TerminationPolicies",
    "NewInstancesProtectedFromScaleIn",
    "DefaultInstanceWarmup",
];

const ACTIVITY: &[&str] = &[
    "Activities",
    "ActivityId",
    "AutoScalingGroupName",
    "Description",
    "Cause",
    "StartTime",
    "StatusCode",
];

/// All actions of the service, by name.
pub static ACTIONS: &[Action] = &[
    Action {
        name: "CompleteLifecycleAction",
        params: &[
            HOOK,
            GROUP,
            Param::required("LifecycleActionResult", Text),
            Param::required("InstanceId", Text),
        ],
        answer: &[],
        help: "Lets a waiting instance go on to its end.",
    },
    Action {
        name: "CreateAutoScalingGroup",
        params: &[
            GROUP,
            Param::required("MinSize", Number),
            Param::required("MaxSize", Number),
            Param::optional("DesiredCapacity", Number),
            Param::optional("DefaultCooldown", Number),
            Param::optional("DefaultInstanceWarmup", Number),
            Param::optional("NewInstancesProtectedFromScaleIn", Flag),
            Param::optional("TerminationPolicies", Texts),
        ],
        answer: &[],
        help: "Makes a group. Wire a queue to it, so that its instances have something to do.",
    },
    Action {
        name: "DeleteAutoScalingGroup",
        params: &[GROUP, Param::optional("ForceDelete", Flag)],
        answer: &[],
        help: "Deletes a group that has no instances, or with ForceDelete any group.",
    },
    Action {
        name: "DeleteLifecycleHook",
        params: &[HOOK, GROUP],
        answer: &[],
        help: "Deletes the hook of a group: instances end at once.",
    },
    Action {
        name: "DeletePolicy",
        params: &[
            Param::optional("AutoScalingGroupName", Text),
            Param::required("PolicyName", Text),
        ],
        answer: &[],
        help: "Deletes a scaling policy that was made by name.",
    },
    Action {
        name: "DescribeAutoScalingGroups",
        params: &[Param::optional("AutoScalingGroupNames", Texts)],
        answer: DESCRIBED,
        help: "Shows groups with their sizes and instances.",
    },
    Action {
        name: "DescribeLifecycleHooks",
        params: &[GROUP, Param::optional("LifecycleHookNames", Texts)],
        answer: HOOKS,
        help: "Shows the hook at which terminating instances wait.",
    },
    Action {
        name: "DescribeScalingActivities",
        params: &[Param::optional("AutoScalingGroupName", Text)],
        answer: ACTIVITY,
        help: "Shows what groups have done lately and why, newest first.",
    },
    Action {
        name: "PutLifecycleHook",
        params: &[
            HOOK,
            GROUP,
            Param::optional("LifecycleTransition", Text),
            Param::optional("HeartbeatTimeout", Number),
            Param::optional("DefaultResult", Text),
        ],
        answer: &[],
        help: "Lets terminating instances wait until they have finished or the time is over.",
    },
    Action {
        name: "PutScalingPolicy",
        params: &[
            GROUP,
            Param::required("PolicyName", Text),
            Param::optional("PolicyType", Text),
            Param::optional("AdjustmentType", Text),
            Param::optional("MinAdjustmentMagnitude", Number),
            Param::optional("ScalingAdjustment", Number),
            Param::optional("Cooldown", Number),
            Param::optional("StepAdjustments", Structures(STEP)),
            Param::optional("EstimatedInstanceWarmup", Number),
        ],
        answer: &["PolicyARN", "Alarms"],
        help: "Makes a simple or step policy. Name its ARN as an action of an alarm.",
    },
    Action {
        name: "RecordLifecycleActionHeartbeat",
        params: &[HOOK, GROUP, Param::required("InstanceId", Text)],
        answer: &[],
        help: "Gives a waiting instance the hook's time once more.",
    },
    Action {
        name: "SetDesiredCapacity",
        params: &[
            GROUP,
            Param::required("DesiredCapacity", Number),
            Param::optional("HonorCooldown", Flag),
        ],
        answer: &[],
        help: "Changes how many instances there should be.",
    },
    Action {
        name: "SetInstanceProtection",
        params: &[
            Param::required("InstanceIds", Texts),
            GROUP,
            Param::required("ProtectedFromScaleIn", Flag),
        ],
        answer: &[],
        help: "Protects instances from being scaled in, or takes the protection away.",
    },
    Action {
        name: "TerminateInstanceInAutoScalingGroup",
        params: &[
            Param::required("InstanceId", Text),
            Param::required("ShouldDecrementDesiredCapacity", Flag),
        ],
        answer: &["Activity"],
        help: "Ends an instance, and replaces it or makes the group smaller.",
    },
    Action {
        name: "UpdateAutoScalingGroup",
        params: &[
            GROUP,
            SIZES[0],
            SIZES[1],
            SIZES[2],
            Param::optional("DefaultCooldown", Number),
            Param::optional("DefaultInstanceWarmup", Number),
            Param::optional("NewInstancesProtectedFromScaleIn", Flag),
            Param::optional("TerminationPolicies", Texts),
        ],
        answer: &[],
        help: "Changes the settings of a group.",
    },
];
