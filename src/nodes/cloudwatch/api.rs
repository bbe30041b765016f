//! The actions of Amazon CloudWatch that concern alarms and metrics: exact names, members and order.

use crate::sim::{Action, Param, ParamType};
use ParamType::{Decimal, Flag, Number, Structure, Structures, Text, Texts};

const DIMENSION: &[Param] = &[Param::required("Name", Text), Param::required("Value", Text)];
const ALARM_NAMES: Param = Param::required("AlarmNames", Texts);

const METRIC: &[Param] = &[
    Param::optional("Namespace", Text),
    Param::optional("MetricName", Text),
    Param::optional("Dimensions", Structures(DIMENSION)),
];

const METRIC_STAT: &[Param] = &[
    Param::required("Metric", Structure(METRIC)),
    Param::required("Period", Number),
    Param::required("Stat", Text),
    Param::optional("Unit", Text),
];

/// An entry of a list of metrics and expressions (CWA-015).
const QUERY: &[Param] = &[
    Param::required("Id", Text),
    Param::optional("MetricStat", Structure(METRIC_STAT)),
    Param::optional("Expression", Text),
    Param::optional("Label", Text),
    Param::optional("ReturnData", Flag),
    Param::optional("Period", Number),
];

const FILTER: &[Param] = &[Param::required("Name", Text), Param::optional("Value", Text)];

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
    "ExtendedStatistic",
    "Dimensions",
    "Name",
    "Value",
    "Period",
    "EvaluationPeriods",
    "DatapointsToAlarm",
    "Threshold",
    "ComparisonOperator",
    "TreatMissingData",
    "Metrics",
    "Id",
    "MetricStat",
    "Metric",
    "Stat",
    "Expression",
    "ReturnData",
    "AlarmRule",
];

/// All actions of the service, by name.
pub static ACTIONS: &[Action] = &[
    Action::new("DeleteAlarms", &[ALARM_NAMES], &[], "Deletes alarms."),
    Action::new(
        "DescribeAlarmHistory",
        &[
            Param::optional("AlarmName", Text),
            Param::optional("AlarmTypes", Texts),
            Param::optional("HistoryItemType", Text),
            Param::optional("StartDate", Text),
            Param::optional("EndDate", Text),
            Param::optional("MaxRecords", Number),
            Param::optional("ScanBy", Text),
        ],
        &[
            "AlarmHistoryItems",
            "AlarmName",
            "AlarmType",
            "Timestamp",
            "HistoryItemType",
            "HistorySummary",
            "HistoryData",
        ],
        "Shows what has happened to alarms lately: settings, states and actions.",
    ),
    Action::new(
        "DescribeAlarms",
        &[
            Param::optional("AlarmNames", Texts),
            Param::optional("AlarmNamePrefix", Text),
            Param::optional("AlarmTypes", Texts),
            Param::optional("StateValue", Text),
        ],
        DESCRIBED,
        "Shows alarms with their settings, their state and its reason.",
    ),
    Action::new(
        "DescribeAlarmsForMetric",
        &[
            Param::required("MetricName", Text),
            Param::required("Namespace", Text),
            Param::optional("Dimensions", Structures(DIMENSION)),
        ],
        DESCRIBED,
        "Shows the alarms that watch a metric.",
    ),
    Action::new(
        "DisableAlarmActions",
        &[ALARM_NAMES],
        &[],
        "Alarms change their state and tell nobody.",
    ),
    Action::new(
        "EnableAlarmActions",
        &[ALARM_NAMES],
        &[],
        "Alarms act on changes of their state again.",
    ),
    Action::new(
        "GetMetricData",
        &[
            Param::required("MetricDataQueries", Structures(QUERY)),
            Param::required("StartTime", Text),
            Param::required("EndTime", Text),
            Param::optional("ScanBy", Text),
            Param::optional("MaxDatapoints", Number),
        ],
        &[
            "MetricDataResults",
            "Id",
            "Label",
            "Timestamps",
            "Values",
            "StatusCode",
            "Messages",
        ],
        "Reads metrics, and expressions of them, period by period.",
    ),
    Action::new(
        "GetMetricStatistics",
        &[
            Param::required("Namespace", Text),
            Param::required("MetricName", Text),
            Param::optional("Dimensions", Structures(DIMENSION)),
            Param::required("StartTime", Text),
            Param::required("EndTime", Text),
            Param::required("Period", Number),
            Param::optional("Statistics", Texts),
            Param::optional("ExtendedStatistics", Texts),
        ],
        &[
            "Label",
            "Datapoints",
            "Timestamp",
            "SampleCount",
            "Average",
            "Sum",
            "Minimum",
            "Maximum",
            "Unit",
            "ExtendedStatistics",
        ],
        "Reads statistics of one metric, period by period.",
    ),
    Action::new(
        "ListMetrics",
        &[
            Param::optional("Namespace", Text),
            Param::optional("MetricName", Text),
            Param::optional("Dimensions", Structures(FILTER)),
        ],
        &["Metrics", "Namespace", "MetricName", "Dimensions", "Name", "Value"],
        "Lists the metrics of all nodes.",
    ),
    Action::new(
        "PutCompositeAlarm",
        &[
            Param::required("AlarmName", Text),
            Param::required("AlarmRule", Text),
            Param::optional("AlarmDescription", Text),
            Param::optional("ActionsEnabled", Flag),
            Param::optional("AlarmActions", Texts),
            Param::optional("OKActions", Texts),
            Param::optional("InsufficientDataActions", Texts),
        ],
        &[],
        "Makes or changes an alarm that combines the states of other alarms.",
    ),
    Action::new(
        "PutMetricAlarm",
        &[
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
            Param::optional("Threshold", Decimal),
            Param::required("ComparisonOperator", Text),
            Param::optional("TreatMissingData", Text),
            Param::optional("Metrics", Structures(QUERY)),
        ],
        &[],
        "Makes or changes an alarm on a metric, or on an expression of two.",
    ),
    Action::new(
        "SetAlarmState",
        &[
            Param::required("AlarmName", Text),
            Param::required("StateValue", Text),
            Param::required("StateReason", Text),
        ],
        &[],
        "Forces a state until the next evaluation, with all its actions.",
    ),
];
