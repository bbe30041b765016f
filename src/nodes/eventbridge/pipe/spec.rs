//! How a pipe describes itself.

use crate::nodes::eventbridge::bus::spec::FIDELITY;
use crate::nodes::eventbridge::metering::PIPED;
use crate::nodes::eventbridge::rules::RULES;
use crate::nodes::eventbridge::spec::STATES;
use crate::nodes::eventbridge::target::{self, TARGET};
use crate::nodes::pattern::Filters;
use crate::sim::{Category, FieldSpec, Flow, Measures, MetricSpec, NodeSpec, PortSpec, Speaks, Unit, WireSpec};

/// The port where the source is.
pub const PORT_IN: u8 = 0;
/// The port where the target is.
pub const PORT_OUT: u8 = 1;
/// The port where the enrichment is.
pub const PORT_ENRICHMENT: u8 = 2;

/// What is set for the source of a pipe.
pub static PIPE_SOURCE: WireSpec = WireSpec {
    label: "Pipe source",
    fields: &[
        FieldSpec::whole("BatchSize", Unit::Messages, (1, 10_000), 10).told(
            "",
            "EVB-111",
            "How many messages are taken and enriched together at most.",
        ),
        FieldSpec::whole("MaximumBatchingWindowInSeconds", Unit::Seconds, (0, 300), 0).told(
            "",
            "EVB-111",
            "How long to collect messages for a batch. 0 takes what there is.",
        ),
        FieldSpec::text("FilterCriteria", 4_096, true)
            .told(
                "",
                "EVB-111",
                "Only messages that match this pattern go on, for example {\"body\": {\"total\": [{\"numeric\": \
                 [\">=\", 100]}]}}. The others are deleted. Several patterns, of which one must match: {\"Filters\": \
                 [{\"Pattern\": \"…\"}]}.",
            )
            .checked(|text| Filters::read(text).map(drop)),
    ],
    check: |_, _, _| Ok(()),
};

/// The description of the kind.
pub const SPEC: NodeSpec = NodeSpec {
    kind: "pipe",
    code: 43,
    label: "Pipe",
    subtitle: "EventBridge pipe",
    category: Category::Compute,
    icon: "M3 8h4v4H3zM13 8h4v4h-4zM7 10h6M10 10V5M8 5h4",
    summary: "Takes messages from a queue, leaves out some, enriches the others through a call, and gives them to one target.",
    keywords: "amazon eventbridge pipes point-to-point filter enrichment transform",
    base_name: "pipe",
    name_suffix: "",
    ports: &[
        PortSpec::new("in", "source", Flow::In, Speaks::Take)
            .at_most(1)
            .with(&PIPE_SOURCE)
            .only(|other| match other.kind {
                "sqs-standard" | "sqs-fifo" => Ok(()),
                _ => Err("A pipe takes messages from a queue here (EVB-110)."),
            }),
        PortSpec::new("out", "target", Flow::Out, Speaks::Put)
            .at_most(1)
            .with(&TARGET)
            .only(target::accepts),
        PortSpec::new("enrichment", "enrichment", Flow::Out, Speaks::Put)
            .at_most(1)
            .only(|other| match other.kind {
                "lambda" | "http-endpoint" => Ok(()),
                _ => Err("A pipe is enriched by a function or an HTTP endpoint (EVB-110)."),
            }),
    ],
    fields: &[FieldSpec::choice("State", STATES, 0).told("", "EVB-110", "A disabled pipe takes nothing.")],
    metrics: &[
        MetricSpec::counter("EventCount", Unit::None, "Messages that were taken."),
        MetricSpec::counter(
            "FilteredCount",
            Unit::None,
            "Messages that the filter left out; they are deleted.",
        ),
        MetricSpec::counter("ExecutionCount", Unit::None, "Batches that passed the filter."),
        MetricSpec::counter(
            "EnrichmentFailed",
            Unit::None,
            "Batches whose enrichment failed; they come again.",
        ),
        MetricSpec::counter("TargetInvocations", Unit::None, "Events that the target accepted."),
        MetricSpec::counter(
            "TargetFailed",
            Unit::None,
            "Events that the target did not take; their messages come again.",
        ),
        MetricSpec::gauge("InHand", Unit::None, "Messages in hand."),
    ],
    measures: Measures {
        headline: "TargetInvocations",
        charted: &["EventCount", "FilteredCount", "TargetInvocations"],
        charges: &[&PIPED],
        quotas: &[],
    },
    rules: RULES,
    fidelity: FIDELITY,
    buttons: &[],
    service: "pipes",
};
