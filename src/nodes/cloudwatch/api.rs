//! The actions of Amazon CloudWatch that concern alarms: exact names, members and order.

use crate::sim::{Action, Param, ParamType};
use ParamType::{Flag, Number, Structures, Text, Texts};

const DIMENSION: &[Param] = &[Param::required("Name", Text), Param::required("Value", Text)];
const ALARM_NAMES: Param = Param::required("AlarmNames", Texts);

const DESCRIBED: &[&str] = &[
    "CompositeAlarms",
    "MetricAlarms",
    "AlarmName",
    "AlarmArn",
    "AlarmDescription",
    "ActionsEnabled",
    "OKActions",
    "AlarmActions",
    "InsufficientDataActions",
    "StateValue",
    "StateReason",
    "StateUpdatedTimestamp",
    "MetricName",
    "Namespace",
    "Statistic",
    "Dimensions",
    "Name",
    "Value",
    "Period",
    "EvaluationPeriods",
    "DatapointsToAlarm",
    "Threshold",
    "ComparisonOperator",
    "TreatMissingData",
    "AlarmRule",
];

/// All actions of the service, by name.
pub static ACTIONS: &[Action] = &[
    Action {
        name: "DeleteAlarms",
        params: &[ALARM_NAMES],
        answer: &[],
        help: "Deletes alarms.",
    },
    Action {
        name: "DescribeAlarms",
        params: &[
            Param::optional("AlarmNames", Texts),
            Param::optional("AlarmNamePrefix", Text),
            Param::optional("StateValue", Text),
        ],
        answer: DESCRIBED,
        help: "Shows alarms with their settings, their state and its reason.",
    },
    Action {
        name: "DisableAlarmActions",
        params: &[ALARM_NAMES],
        answer: &[],
        help: "Alarms change their state and tell nobody.",
    },
    Action {
        name: "EnableAlarmActions",
        params: &[ALARM_NAMES],
        answer: &[],
        help: "Alarms act on changes of their state again.",
    },
    Action {
        name: "PutCompositeAlarm",
        params: &[
            Param::required("AlarmName", Text),
            Param::required("AlarmRule", Text),
            Param::optional("AlarmDescription", Text),
            Param::optional("ActionsEnabled", Flag),
            Param::optional("AlarmActions", Texts),
            Param::optional("OKActions", Texts),
            Param::optional("InsufficientDataActions", Texts),
        ],
        answer: &[],
        help: "Makes or changes an alarm that combines the states of other alarms.",
    },
    Action {
        name: "PutMetricAlarm",
        params: &[
            Param::required("AlarmName", Text),
            Param::optional("AlarmDescription", Text),
            Param::optional("ActionsEnabled", Flag),
            Param::optional("OKActions", Texts),
            Param::optional("AlarmActions", Texts),
            Param::optional("InsufficientDataActions", Texts),
            Param::optional("MetricName", Text),
            Param::optional("Namespace", Text),
            Param::optional("Statistic", Text),
            Param::optional("ExtendedStatistic", Text),
            Param::optional("Dimensions", Structures(DIMENSION)),
            Param::optional("Period", Number),
            Param::required("EvaluationPeriods", Number),
            Param::optional("DatapointsToAlarm", Number),
            Param::optional("Threshold", Number),
            Param::required("ComparisonOperator", Text),
            Param::optional("TreatMissingData", Text),
        ],
        answer: &[],
        help: "Makes or changes an alarm on a metric.",
    },
    Action {
        name: "SetAlarmState",
        params: &[
            Param::required("AlarmName", Text),
            Param::required("StateValue", Text),
            Param::required("StateReason", Text),
        ],
        answer: &[],
        help: "Forces a state until the next evaluation, with all its actions.",
    },
];
