//! How a rule describes itself.

use super::{MOST_TARGETS, clock};
use crate::nodes::eventbridge::bus::spec::{FIDELITY, valid_pattern};
use crate::nodes::eventbridge::metering::{DESTINATIONS, TARGETS};
use crate::nodes::eventbridge::rules::RULES;
use crate::nodes::eventbridge::spec::{
    DROPPED, FAILED, INVOCATIONS, NOT_TO_DLQ, RETRIES, STARTS_AT, STATES, THROTTLED, TO_DLQ, WAITING,
};
use crate::nodes::eventbridge::target::{self, TARGET};
use crate::sim::{Category, FieldSpec, Flow, Measures, MetricSpec, NodeSpec, PortSpec, Speaks, Unit};

/// The port where the bus is.
pub const PORT_IN: u8 = 0;
/// The port where targets are.
pub const PORT_OUT: u8 = 1;

const FIELDS: &[FieldSpec] = &[
    FieldSpec::text("EventPattern", 4_096, true)
        .starting("{\"source\": [{\"prefix\": \"\"}]}")
        .told(
            "",
            "EVB-036",
            "Which events the rule wants, as JSON: each named field must have one of the listed values. The first \
             pattern wants all.",
        )
        .checked(valid_pattern),
    FieldSpec::choice("State", STATES, 0).told("", "EVB-034", "A disabled rule matches nothing."),
    FieldSpec::text("ScheduleExpression", 256, false)
        .told(
            "Calendar",
            "EVB-035",
            "Lets the rule also fire by itself, in UTC: rate(5 minutes) or cron(0 20 * * ? *). On the default bus only.",
        )
        .checked(clock::check),
    STARTS_AT,
];

/// The description of the kind.
pub const SPEC: NodeSpec = NodeSpec {
    kind: "event-rule",
    code: 41,
    label: "Event rule",
    subtitle: "EventBridge rule",
    category: Category::Queues,
    icon: "M4 4h12l-5 6v5l-2 1v-6z",
    summary: "Picks the events of a bus that match a pattern, and invokes up to five targets with each.",
    keywords: "amazon eventbridge cloudwatch events rule pattern filter target",
    base_name: "rule",
    name_suffix: "",
    ports: &[
        PortSpec::new("in", "bus", Flow::In, Speaks::Put)
            .at_most(1)
            .only(|other| match other.kind {
                "event-bus" => Ok(()),
                _ => Err("A rule gets events from a bus only. Put an event bus between (EVB-036)."),
            }),
        PortSpec::new("out", "targets", Flow::Out, Speaks::Put)
            .at_most(MOST_TARGETS as u16)
            .with(&TARGET)
            .only(target::accepts),
    ],
    fields: FIELDS,
    metrics: &[
        MetricSpec::counter("MatchedEvents", Unit::None, "Events that the rule matched."),
        MetricSpec::counter("TriggeredRules", Unit::None, "How often the rule fired."),
        INVOCATIONS,
        FAILED,
        RETRIES,
        TO_DLQ,
        NOT_TO_DLQ,
        DROPPED,
        WAITING,
        THROTTLED,
    ],
    measures: Measures {
        headline: "MatchedEvents",
        charted: &["MatchedEvents", "Invocations", "FailedInvocations"],
        charges: &[&DESTINATIONS],
        quotas: &[&TARGETS],
    },
    rules: RULES,
    fidelity: FIDELITY,
    buttons: &[],
    service: "events",
};
