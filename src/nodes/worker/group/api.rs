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
    Action::new(
        "CompleteLifecycleAction",
        &[
            HOOK,
            GROUP,
            Param::required("LifecycleActionResult", Text),
            Param::required("InstanceId", Text),
        ],
        &[],
        "Lets a waiting instance go on to its end.",
    ),
    Action::new(
        "CreateAutoScalingGroup",
        &[
            GROUP,
            Param::required("MinSize", Number),
            Param::required("MaxSize", Number),
            Param::optional("DesiredCapacity", Number),
            Param::optional("DefaultCooldown", Number),
            Param::optional("DefaultInstanceWarmup", Number),
            Param::optional("NewInstancesProtectedFromScaleIn", Flag),
            Param::optional("TerminationPolicies", Texts),
        ],
        &[],
        "Makes a group. Wire a queue to it, so that its instances have something to do.",
    ),
    Action::new(
        "DeleteAutoScalingGroup",
        &[GROUP, Param::optional("ForceDelete", Flag)],
        &[],
        "Deletes a group that has no instances, or with ForceDelete any group.",
    ),
    Action::new(
        "DeleteLifecycleHook",
        &[HOOK, GROUP],
        &[],
        "Deletes the hook of a group: instances end at once.",
    ),
    Action::new(
        "DeletePolicy",
        &[
            Param::optional("AutoScalingGroupName", Text),
            Param::required("PolicyName", Text),
        ],
        &[],
        "Deletes a scaling policy that was made by name, or ends target tracking.",
    ),
    Action::new(
        "DescribeAutoScalingGroups",
        &[Param::optional("AutoScalingGroupNames", Texts)],
        DESCRIBED,
        "Shows groups with their sizes and instances.",
    ),
    Action::new(
        "DescribeAutoScalingInstances",
        &[Param::optional("InstanceIds", Texts)],
        &[
            "AutoScalingInstances",
            "InstanceId",
            "AutoScalingGroupName",
            "AvailabilityZone",
            "LifecycleState",
            "HealthStatus",
            "ProtectedFromScaleIn",
        ],
        "Shows the instances of all groups.",
    ),
    Action::new(
        "DescribeLifecycleHooks",
        &[GROUP, Param::optional("LifecycleHookNames", Texts)],
        HOOKS,
        "Shows the hook at which terminating instances wait.",
    ),
    Action::new(
        "DescribePolicies",
        &[
            Param::optional("AutoScalingGroupName", Text),
            Param::optional("PolicyNames", Texts),
            Param::optional("PolicyTypes", Texts),
        ],
        POLICIES,
        "Shows scaling policies, those of the drawing too, with the alarms that call them.",
    ),
    Action::new(
        "DescribeScalingActivities",
        &[Param::optional("AutoScalingGroupName", Text)],
        ACTIVITY,
        "Shows what groups have done lately and why, newest first.",
    ),
    Action::new(
        "ExecutePolicy",
        &[
            Param::optional("AutoScalingGroupName", Text),
            Param::required("PolicyName", Text),
            Param::optional("HonorCooldown", Flag),
            Param::optional("MetricValue", Decimal),
            Param::optional("BreachThreshold", Decimal),
        ],
        &[],
        "Calls a simple or step policy, as an alarm would.",
    ),
    Action::new(
        "PutLifecycleHook",
        &[
            HOOK,
            GROUP,
            Param::optional("LifecycleTransition", Text),
            Param::optional("HeartbeatTimeout", Number),
            Param::optional("DefaultResult", Text),
        ],
        &[],
        "Lets terminating instances wait until they have finished or the time is over.",
    ),
    Action::new(
        "PutScalingPolicy",
        &[
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
        &["PolicyARN", "Alarms", "AlarmName", "AlarmARN"],
        "Makes a simple, step or target tracking policy. Name the ARN of the first two as an action of an alarm.",
    ),
    Action::new(
        "RecordLifecycleActionHeartbeat",
        &[HOOK, GROUP, Param::required("InstanceId", Text)],
        &[],
        "Gives a waiting instance the hook's time once more.",
    ),
    Action::new(
        "SetDesiredCapacity",
        &[
            GROUP,
            Param::required("DesiredCapacity", Number),
            Param::optional("HonorCooldown", Flag),
        ],
        &[],
        "Changes how many instances there should be.",
    ),
    Action::new(
        "SetInstanceProtection",
        &[
            Param::required("InstanceIds", Texts),
            GROUP,
            Param::required("ProtectedFromScaleIn", Flag),
        ],
        &[],
        "Protects instances from being scaled in, or takes the protection away.",
    ),
    Action::new(
        "TerminateInstanceInAutoScalingGroup",
        &[
            Param::required("InstanceId", Text),
            Param::required("ShouldDecrementDesiredCapacity", Flag),
        ],
        &["Activity"],
        "Ends an instance, and replaces it or makes the group smaller.",
    ),
    Action::new(
        "UpdateAutoScalingGroup",
        &[
            GROUP,
            SIZES[0],
            SIZES[1],
            SIZES[2],
            Param::optional("DefaultCooldown", Number),
            Param::optional("DefaultInstanceWarmup", Number),
            Param::optional("NewInstancesProtectedFromScaleIn", Flag),
            Param::optional("TerminationPolicies", Texts),
        ],
        &[],
        "Changes the settings of a group.",
    ),
];
