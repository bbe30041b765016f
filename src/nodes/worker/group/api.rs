//! The actions of Amazon EC2 Auto Scaling: exact names, members and order.

use crate::sim::{Action, Param, ParamType};
use ParamType::{Decimal, Flag, Number, Structure, Structures, Text, Texts};

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

const METRIC: &[Param] = &[
    Param::optional("Namespace", Text),
    Param::optional("MetricName", Text),
    Param::optional(
        "Dimensions",
        Structures(&[Param::required("Name", Text), Param::required("Value", Text)]),
    ),
];

const METRIC_STAT: &[Param] = &[
    Param::required("Metric", Structure(METRIC)),
    Param::required("Stat", Text),
    Param::optional("Unit", Text),
    Param::optional("Period", Number),
];

/// An entry of a list of metrics and expressions (CWA-082).
const QUERY: &[Param] = &[
    Param::required("Id", Text),
    Param::optional("Expression", Text),
    Param::optional("MetricStat", Structure(METRIC_STAT)),
    Param::optional("Label", Text),
    Param::optional("ReturnData", Flag),
];

const CUSTOMIZED: &[Param] = &[
    METRIC[0],
    METRIC[1],
    METRIC[2],
    Param::optional("Statistic", Text),
    Param::optional("Unit", Text),
    Param::optional("Period", Number),
    Param::optional("Metrics", Structures(QUERY)),
];

/// CWA-077 to CWA-082.
const TARGET: &[Param] = &[
    Param::optional(
        "PredefinedMetricSpecification",
        Structure(&[
            Param::required("PredefinedMetricType", Text),
            Param::optional("ResourceLabel", Text),
        ]),
    ),
    Param::optional("CustomizedMetricSpecification", Structure(CUSTOMIZED)),
    Param::required("TargetValue", Decimal),
    Param::optional("DisableScaleIn", Flag),
];

const POLICIES: &[&str] = &[
    "ScalingPolicies",
    "AutoScalingGroupName",
    "PolicyName",
    "PolicyARN",
    "PolicyType",
    "AdjustmentType",
    "MinAdjustmentMagnitude",
    "ScalingAdjustment",
    "Cooldown",
    "StepAdjustments",
    "MetricIntervalLowerBound",
    "MetricIntervalUpperBound",
    "EstimatedInstanceWarmup",
    "Alarms",
    "AlarmName",
    "AlarmARN",
    "TargetTrackingConfiguration",
    "PredefinedMetricSpecification",
    "PredefinedMetricType",
    "CustomizedMetricSpecification",
    "Namespace",
    "MetricName",
    "Dimensions",
    "Statistic",
    "Metrics",
    "Id",
    "Expression",
    "MetricStat",
    "Metric",
    "Name",
    "Value",
    "Stat",
    "ReturnData",
    "TargetValue",
    "DisableScaleIn",
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
        help: "Deletes a scaling policy that was made by name, or ends target tracking.",
    },
    Action {
        name: "DescribeAutoScalingGroups",
        params: &[Param::optional("AutoScalingGroupNames", Texts)],
        answer: DESCRIBED,
        help: "Shows groups with their sizes and instances.",
    },
    Action {
        name: "DescribeAutoScalingInstances",
        params: &[Param::optional("InstanceIds", Texts)],
        answer: &[
            "AutoScalingInstances",
            "InstanceId",
            "AutoScalingGroupName",
            "AvailabilityZone",
            "LifecycleState",
            "HealthStatus",
            "ProtectedFromScaleIn",
        ],
        help: "Shows the instances of all groups.",
    },
    Action {
        name: "DescribeLifecycleHooks",
        params: &[GROUP, Param::optional("LifecycleHookNames", Texts)],
        answer: HOOKS,
        help: "Shows the hook at which terminating instances wait.",
    },
    Action {
        name: "DescribePolicies",
        params: &[
            Param::optional("AutoScalingGroupName", Text),
            Param::optional("PolicyNames", Texts),
            Param::optional("PolicyTypes", Texts),
        ],
        answer: POLICIES,
        help: "Shows scaling policies, those of the drawing too, with the alarms that call them.",
    },
    Action {
        name: "DescribeScalingActivities",
        params: &[Param::optional("AutoScalingGroupName", Text)],
        answer: ACTIVITY,
        help: "Shows what groups have done lately and why, newest first.",
    },
    Action {
        name: "ExecutePolicy",
        params: &[
            Param::optional("AutoScalingGroupName", Text),
            Param::required("PolicyName", Text),
            Param::optional("HonorCooldown", Flag),
            Param::optional("MetricValue", Decimal),
            Param::optional("BreachThreshold", Decimal),
        ],
        answer: &[],
        help: "Calls a simple or step policy, as an alarm would.",
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
            Param::optional("TargetTrackingConfiguration", Structure(TARGET)),
        ],
        answer: &["PolicyARN", "Alarms", "AlarmName", "AlarmARN"],
        help: "Makes a simple, step or target tracking policy. Name the ARN of the first two as an action of an alarm.",
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
