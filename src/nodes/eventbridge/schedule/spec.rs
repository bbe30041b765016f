//! How a schedule describes itself.

use crate::nodes::calendar::{Zone, civil, expression};
use crate::nodes::eventbridge::bus::spec::FIDELITY;
use crate::nodes::eventbridge::metering;
use crate::nodes::eventbridge::rules::RULES;
use crate::nodes::eventbridge::spec::{
    DROPPED, FAILED, INVOCATIONS, NOT_TO_DLQ, RETRIES, STARTS_AT, STATES, THROTTLED, TO_DLQ, WAITING,
};
use crate::nodes::eventbridge::target::{self, TARGET};
use crate::sim::{
    Button, Category, Choice, FieldSpec, FieldType, Flow, Initial, Measures, MetricSpec, NodeSpec, PortSpec, Speaks,
    Unit,
};

/// The port where the target is.
pub const PORT_OUT: u8 = 0;

const SERVICES: &[Choice] = &[
    Choice::named("scheduler", "EventBridge Scheduler"),
    Choice::named("rule", "Scheduled rule"),
];

const AFTER: &[Choice] = &[Choice::named("NONE", "Stays"), Choice::named("DELETE", "Ends")];

fn valid_zone(text: &str) -> Result<(), String> {
    match Zone::named(text) {
        Some(_) => Ok(()),
        None => Err(format!(
            "The time zone {text:?} is not known here. Use one of {}.",
            Zone::names()
        )),
    }
}

const FIELDS: &[FieldSpec] = &[
    FieldSpec::text("ScheduleExpression", 256, false)
        .starting("rate(1 minute)")
        .told(
            "",
            "EVB-090",
            "When the target is invoked: rate(5 minutes), cron(0 20 * * ? *) or at(2026-01-31T20:00:00).",
        )
        .checked(expression::check),
    FieldSpec::choice("State", STATES, 0).told("", "EVB-034", "A disabled schedule invokes nothing."),
    FieldSpec::choice("Service", SERVICES, 0).told(
        "",
        "EVB-090",
        "A scheduled rule knows only rate and cron in UTC, and sends a scheduled event; EventBridge Scheduler knows \
         more.",
    ),
    FieldSpec::text("ScheduleExpressionTimezone", 50, false)
        .starting("UTC")
        .told(
            "Calendar",
            "EVB-093",
            "The time zone of cron and at, for example Europe/Berlin.",
        )
        .checked(valid_zone),
    FieldSpec::text("StartDate", 20, false)
        .told("Calendar", "EVB-093", "Nothing is invoked before this date.")
        .checked(civil::check),
    FieldSpec::text("EndDate", 20, false)
        .told("Calendar", "EVB-093", "Nothing is invoked from this date on.")
        .checked(civil::check),
    FieldSpec::whole("FlexibleTimeWindow", Unit::None, (0, 1_440), 0).told(
        "Calendar",
        "EVB-096",
        "In minutes: the invocation comes at a moment of this window by chance, so that not all come at once. 0 is \
         off.",
    ),
    FieldSpec::choice("ActionAfterCompletion", AFTER, 0).told(
        "",
        "EVB-093",
        "Whether the schedule is deleted after its last invocation; here it then shows that it has ended.",
    ),
    FieldSpec::plain(
        "Jitter",
        Unit::Seconds,
        FieldType::Number {
            min: 0,
            max: 60_000,
            places: 3,
        },
        Initial::Number(1_000),
    )
    .told(
        "",
        "EVB-094",
        "Up to how much later than the nominal time an invocation comes, by chance. AWS promises a minute.",
    ),
    STARTS_AT,
];

/// The description of the kind.
pub const SPEC: NodeSpec = NodeSpec {
    kind: "schedule",
    code: 42,
    label: "Schedule",
    subtitle: "EventBridge schedule",
    category: Category::Sources,
    icon: "M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14M10 6v4l3 2",
    summary: "Invokes a target again and again, by the calendar, or once at a given time.",
    keywords: "amazon eventbridge scheduler cron rate timer clock job batch",
    base_name: "schedule",
    name_suffix: "",
    ports: &[PortSpec::new("out", "target", Flow::Out, Speaks::Put)
        .at_most(1)
        .with(&TARGET)
        .only(target::accepts)],
    fields: FIELDS,
    metrics: &[
        INVOCATIONS,
        FAILED,
        RETRIES,
        TO_DLQ,
        NOT_TO_DLQ,
        DROPPED,
        WAITING,
        THROTTLED,
        MetricSpec::counter("Runs", Unit::None, "How often it was due."),
    ],
    measures: Measures {
        headline: "Invocations",
        charted: &["Invocations", "FailedInvocations"],
        charges: &[&metering::INVOCATIONS],
        quotas: &[],
    },
    rules: RULES,
    fidelity: FIDELITY,
    buttons: &[Button {
        label: "Invoke now",
        run: "send {name}",
        help: "Invokes the target once, whatever the calendar says.",
    }],
    service: "scheduler",
};
