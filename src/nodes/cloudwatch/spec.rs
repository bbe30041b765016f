//! How an alarm describes itself.

use super::rule_text::AlarmRule;
use super::rules::RULES;
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Choice, Fidelity, FieldSpec, FieldType, Flow, Initial, Measures, MetricSpec,
    NodeSpec, PortSpec, Speaks, Unit,
};

/// Where other alarms report to a composite alarm.
pub const PORT_IN: u8 = 0;
/// Actions of ALARM.
pub const PORT_ALARM: u8 = 1;
/// Actions of OK.
pub const PORT_OK: u8 = 2;
/// Actions of INSUFFICIENT_DATA.
pub const PORT_INSUFFICIENT: u8 = 3;
/// Each change of state, as an event.
pub const PORT_STATES: u8 = 4;

/// The kinds that an alarm can watch: all that count something.
const WATCHED: &[&str] = &[
    "sqs-standard",
    "sqs-fifo",
    "sns-standard",
    "sns-fifo",
    "lambda",
    "worker",
    "auto-scaling-group",
    "producer",
    "event-bus",
    "event-rule",
    "schedule",
    "pipe",
    "http-endpoint",
    "email",
    "sms",
    "mobile-push",
    "s3-bucket",
    "dynamodb-table",
    "rds-database",
    "service",
    "load-balancer",
    "kms-key",
];

/// CWA-004.
fn takes_actions(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "sns-standard" | "lambda" | "auto-scaling-group" => Ok(()),
        _ => Err(
            "An alarm acts on a standard SNS topic, a Lambda function or an Auto Scaling group. Put a topic between. (CWA-004)",
        ),
    }
}

/// CWA-004, CWA-040.
fn takes_states(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "event-bus" | "alarm" => Ok(()),
        _ => Err(
            "Changes of state go to an event bus or to a composite alarm. Use the port of a state for actions. (CWA-004)",
        ),
    }
}

/// CWA-040.
fn is_alarm(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "alarm" => Ok(()),
        _ => Err(
            "Only alarms report to a composite alarm. To watch this node, choose it as what the alarm watches. (CWA-040)",
        ),
    }
}

/// CWA-026.
const ACTIONS: u16 = 5;

static PORTS: [PortSpec; 7] = [
    PortSpec::new("in", "states of other alarms", Flow::In, Speaks::Put).only(is_alarm),
    PortSpec::new("alarm", "actions of ALARM", Flow::Out, Speaks::Put)
        .at_most(ACTIONS)
        .only(takes_actions),
    PortSpec::new("ok", "actions of OK", Flow::Out, Speaks::Put)
        .at_most(ACTIONS)
        .only(takes_actions),
    PortSpec::new("insufficient", "actions of INSUFFICIENT_DATA", Flow::Out, Speaks::Put)
        .at_most(ACTIONS)
        .only(takes_actions),
    PortSpec::new("states", "each change of state", Flow::Out, Speaks::Put).only(takes_states),
    PortSpec::new("watches", "what it watches", Flow::Out, Speaks::Reference("Watches")).at_most(1),
    PortSpec::new("watches2", "second metric", Flow::Out, Speaks::Reference("Watches2")).at_most(1),
];

const STATISTICS: &[Choice] = &[
    Choice::named("Average", "Average"),
    Choice::named("Sum", "Sum"),
    Choice::named("Minimum", "Minimum"),
    Choice::named("Maximum", "Maximum"),
    Choice::named("SampleCount", "Sample count"),
    Choice::named("p50", "p50"),
    Choice::named("p90", "p90"),
    Choice::named("p99", "p99"),
];
const OPERATORS: &[Choice] = &[
    Choice::named("GreaterThanThreshold", "Greater"),
    Choice::named("GreaterThanOrEqualToThreshold", "Greater or equal"),
    Choice::named("LessThanThreshold", "Less"),
    Choice::named("LessThanOrEqualToThreshold", "Less or equal"),
];
const TREATMENTS: &[Choice] = &[
    Choice::named("missing", "Missing"),
    Choice::named("breaching", "Breaching"),
    Choice::named("notBreaching", "Not breaching"),
    Choice::named("ignore", "Ignore"),
];
/// The expressions as CloudWatch writes them, in the order of [`Expression::ALL`](crate::nodes::metric::Expression::ALL).
pub const EXPRESSIONS: &[Choice] = &[
    Choice::named("m1", "m1"),
    Choice::named("m1/m2", "m1 / m2"),
    Choice::named("FILL(m1,0)", "FILL(m1, 0)"),
    Choice::named("SUM([m1,m2])", "SUM([m1, m2])"),
    Choice::named("m1-m2", "m1 − m2"),
    Choice::named("IF(m2>0,m1/m2,m1)", "IF(m2 > 0, m1 / m2, m1)"),
];

const THRESHOLD: FieldType = FieldType::Number {
    min: -1_000_000_000_000_000,
    max: 1_000_000_000_000_000,
    places: 3,
};
const METRIC: FieldType = FieldType::Text { max: 255, lines: false };
const EVALUATION: &str = "Evaluation";
const MATH: &str = "Second metric";
const SIMULATOR: &str = "Simulator";

static FIELDS: [FieldSpec; 16] = [
    FieldSpec::reference("Watches", WATCHED).told("", "CWA-043", "The node whose metric it watches."),
    FieldSpec::plain(
        "MetricName",
        Unit::None,
        METRIC,
        Initial::Text("ApproximateNumberOfMessagesVisible"),
    )
    .told(
        "",
        "CWA-001",
        "The metric by its CloudWatch name, for example ApproximateAgeOfOldestMessage. The inspector of the watched node lists them.",
    ),
    FieldSpec::choice("Statistic", STATISTICS, 0).told(
        "",
        "CWA-012",
        "How the points of a period become one value. Sum is right for counters; Average or Maximum for depth and age.",
    ),
    FieldSpec::choice("ComparisonOperator", OPERATORS, 0).told(
        "",
        "CWA-023",
        "When a value breaches the threshold.",
    ),
    FieldSpec::plain("Threshold", Unit::None, THRESHOLD, Initial::Number(100_000)).told(
        "",
        "CWA-033",
        "What each value is compared with. Greater than 100 is breached by 101, not by 100.",
    ),
    FieldSpec::whole("Period", Unit::Seconds, (60, 86_400), 60).told(
        EVALUATION,
        "CWA-020",
        "How long one point covers: a multiple of 60 s.",
    ),
    FieldSpec::whole("EvaluationPeriods", Unit::None, (1, 1_440), 1).told(
        EVALUATION,
        "CWA-021",
        "N: how many of the latest points are looked at. More means fewer false alarms and a later one.",
    ),
    FieldSpec::whole("DatapointsToAlarm", Unit::None, (0, 1_440), 0).told(
        EVALUATION,
        "CWA-022",
        "M: how many of them must breach. 0 means all of them.",
    ),
    FieldSpec::choice("TreatMissingData", TREATMENTS, 0).told(
        EVALUATION,
        "CWA-024",
        "What a missing point counts for. For queues that may be idle choose not breaching.",
    ),
    FieldSpec::flag("ActionsEnabled", true).told(
        "",
        "CWA-025",
        "Off: the state still changes, but nobody is told.",
    ),
    FieldSpec::text("AlarmDescription", 1_024, true).told("", "CWA-041", "Stands in the messages of the alarm."),
    FieldSpec::choice("Expression", EXPRESSIONS, 0).told(
        MATH,
        "CWA-015",
        "What is compared: the metric itself, or with a second one. Backlog per instance is m1 / m2.",
    ),
    FieldSpec::reference("Watches2", WATCHED).told(MATH, "CWA-015", "The node of the second metric, m2."),
    FieldSpec::plain(
        "MetricName2",
        Unit::None,
        METRIC,
        Initial::Text("GroupInServiceInstances"),
    )
    .told(MATH, "CWA-082", "The second metric by its CloudWatch name."),
    FieldSpec::text("AlarmRule", 10_240, true)
        .told(
            "Composite alarm",
            "CWA-040",
            "Makes this a composite alarm: ALARM(backlog) AND NOT ALARM(deployment). Wire the states of these alarms to it.",
        )
        .checked(AlarmRule::check),
    FieldSpec::whole("metric_delay", Unit::Seconds, (0, 900), 0).told(
        SIMULATOR,
        "CWA-010",
        "How long a point takes until it can be read. On AWS about a minute, 15 after a queue was idle.",
    ),
];

static METRICS: [MetricSpec; 8] = [
    MetricSpec::gauge("InAlarm", Unit::None, "1 while it is in ALARM, else 0."),
    MetricSpec::gauge("Value", Unit::None, "The latest value it compared, rounded down."),
    MetricSpec::counter("TransitionsToAlarm", Unit::None, "How often it went to ALARM."),
    MetricSpec::counter("TransitionsToOk", Unit::None, "How often it went to OK."),
    MetricSpec::counter(
        "TransitionsToInsufficientData",
        Unit::None,
        "How often it went to INSUFFICIENT_DATA.",
    ),
    MetricSpec::counter("Actions", Unit::Messages, "Actions it called, repeated ones included."),
    MetricSpec::counter(
        "ActionsFailed",
        Unit::Messages,
        "Actions that were refused or lost. Nobody is told.",
    ),
    MetricSpec::gauge(
        "StateValue",
        Unit::None,
        "0 for OK, 1 for ALARM, 2 for INSUFFICIENT_DATA: what a composite alarm reads.",
    ),
];

/// A month of 30 days (CWA-110).
static ALARM_MONTHS: ChargeSpec = ChargeSpec {
    id: "cloudwatch-alarms",
    service: "Amazon CloudWatch",
    label: "Standard resolution alarms",
    basis: Basis::Seconds,
    micro_dollars: 100_000,
    per: 2_592_000,
    unit: "alarm-months",
    source: "$0.10 for each alarm and month, us-east-1, unverified. The metrics of AWS services are free (CWA-110).",
};

/// The description of the kind.
pub static SPEC: NodeSpec = NodeSpec {
    kind: "alarm",
    code: 60,
    label: "CloudWatch alarm",
    subtitle: "CloudWatch alarm",
    category: Category::Operations,
    icon: "M10 3a4.5 4.5 0 0 1 4.5 4.5c0 4 1.5 5 2 6h-13c.5-1 2-2 2-6A4.5 4.5 0 0 1 10 3zM8 16.5a2 2 0 0 0 4 0",
    summary: "Watches a metric and acts when it passes a threshold: tells a topic, calls a function, scales a group.",
    keywords: "cloudwatch alert monitor threshold metric watch composite notification ops",
    base_name: "alarm",
    name_suffix: "",
    ports: &PORTS,
    fields: &FIELDS,
    metrics: &METRICS,
    measures: Measures {
        headline: "Value",
        charted: &["Value", "InAlarm"],
        charges: &[&ALARM_MONTHS],
        quotas: &[],
    },
    rules: RULES,
    fidelity: FIDELITY,
    buttons: &[
        Button {
            label: "Force ALARM",
            run: "aws cloudwatch set-alarm-state --alarm-name {name} --state-value ALARM --state-reason testing",
            help: "The alarm goes to ALARM with all its actions, until its next evaluation.",
        },
        Button {
            label: "Force OK",
            run: "aws cloudwatch set-alarm-state --alarm-name {name} --state-value OK --state-reason testing",
            help: "The alarm goes to OK with all its actions, until its next evaluation.",
        },
    ],
    service: "cloudwatch",
};

static FIDELITY: &[Fidelity] = &[
    Fidelity::note(
        "CWA-021",
        "Three hours of minute points are kept; older points of a longer evaluation count as missing.",
    ),
    Fidelity::note(
        "CWA-020",
        "No kind here has high-resolution metrics, so the shortest period is 60 s; another number of seconds counts as the next full minute.",
    ),
    Fidelity::note(
        "CWA-015",
        "Six expressions of one or two metrics instead of free metric math, which covers backlog per instance, filling and sums.",
    ),
    Fidelity::note(
        "CWA-012",
        "Both metrics of an expression have one statistic. At a period of one minute, with its single point, they may differ: average, sum, minimum and maximum are the same.",
    ),
    Fidelity::note(
        "CWA-030",
        "The history has the newest 100 items of each alarm, and goes with the alarm.",
    ),
    Fidelity::note(
        "CWA-023",
        "Anomaly detection bands, which learn from weeks of data, are left out.",
    ),
    Fidelity::note(
        "CWA-004",
        "EC2 and Systems Manager actions are left out: nothing here stands for them.",
    ),
    Fidelity::note(
        "CWA-042",
        "Whether a topic admits CloudWatch is decided by the topic; the alarm only counts the refusal.",
    ),
    Fidelity::note(
        "CWA-043",
        "Advice: the alarm can be set to each of them, and nothing enforces it.",
    ),
    Fidelity::note("CWA-044", "Advice, shown in the help of the setting."),
    Fidelity::note("CWA-045", "Advice: it follows from how the queue counts age (SQS-173)."),
];
