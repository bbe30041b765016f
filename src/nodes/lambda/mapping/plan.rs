//! The settings of an event source mapping.

use super::super::limits;
use crate::base::SimDuration;
use crate::nodes::pattern::Filters;
use crate::sim::{Choice, FieldSpec, NodeSpec, Terms, Unit, WireSpec};

const RESPONSES: &[Choice] = &[
    Choice::named("none", "Ignored"),
    Choice::named("ReportBatchItemFailures", "ReportBatchItemFailures"),
];

/// The settings of the wire from a queue to a function.
pub static MAPPING: WireSpec = WireSpec {
    label: "Event source mapping",
    fields: &[
        FieldSpec::whole("BatchSize", Unit::None, (1, 10_000), 10).told(
            "",
            "LAM-050",
            "How many messages one invocation gets at most. More than 10 needs a batching window; a FIFO queue gives \
             at most 10.",
        ),
        FieldSpec::whole("MaximumBatchingWindowInSeconds", Unit::Seconds, (0, 300), 0).told(
            "",
            "LAM-051",
            "How long messages are collected for a batch. The time is taken from their visibility timeout. Not for \
             FIFO queues.",
        ),
        FieldSpec::whole("ScalingConfig.MaximumConcurrency", Unit::None, (0, 1_000), 0).told(
            "",
            "LAM-052",
            "The most invocations at once for this queue, 2 to 1,000. It limits the pollers, so nothing is throttled. \
             0: not limited.",
        ),
        FieldSpec::choice("FunctionResponseTypes", RESPONSES, 0).told(
            "",
            "LAM-053",
            "With ReportBatchItemFailures the function may name the messages that failed, and only they come back.",
        ),
        FieldSpec::flag("Enabled", true).told("", "LAM-055", "Off: Lambda does not poll the queue."),
        FieldSpec::whole("ProvisionedPollerConfig.MinimumPollers", Unit::None, (0, 200), 0).told(
            "Provisioned mode",
            "LAM-056",
            "Pollers that are always ready, 2 to 200. 0: no provisioned mode. Not together with MaximumConcurrency.",
        ),
        FieldSpec::whole("ProvisionedPollerConfig.MaximumPollers", Unit::None, (2, 10_000), 200).told(
            "Provisioned mode",
            "LAM-056",
            "How many pollers it may scale to, 2 to 10,000. Each carries up to 10 invocations at once.",
        ),
        FieldSpec::text("FilterCriteria", 24_000, true)
            .told(
                "",
                "LAM-095",
                "Which messages the function sees, by their body: {\"Filters\": [{\"Pattern\": \"{\\\"body\\\": \
                 {\\\"kind\\\": [\\\"order\\\"]}}\"}]}, or a single pattern. All others are deleted from the queue. \
                 Empty: all.",
            )
            .checked(|text| Filters::read(text).map(|_| ())),
    ],
    check,
};

/// What does not go together (LAM-050 to LAM-056, LAM-162, LAM-163).
fn check(terms: &Terms, from: &NodeSpec, _to: &NodeSpec) -> Result<(), String> {
    let size = terms.number("BatchSize");
    let window = terms.number("MaximumBatchingWindowInSeconds");
    let concurrency = terms.number("ScalingConfig.MaximumConcurrency");
    let (least, most) = (
        terms.number("ProvisionedPollerConfig.MinimumPollers"),
        terms.number("ProvisionedPollerConfig.MaximumPollers"),
    );
    if from.kind == "sqs-fifo" {
        // LAM-092
        if window > 0 {
            return Err(
                "Batching window is not supported for FIFO queues. Set MaximumBatchingWindowInSeconds to 0 (LAM-051)."
                    .to_string(),
            );
        }
        if size > 10 {
            return Err(format!(
                "A batch of a FIFO queue has at most 10 messages. Use 1 to 10 instead of {size} (LAM-050)."
            ));
        }
    }
    if size > 10 && window < 1 {
        return Err("Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10 (LAM-050).".to_string());
    }
    if concurrency == 1 {
        return Err("MaximumConcurrency is 2 to 1,000, or 0 for no limit (LAM-052).".to_string());
    }
    if least == 1 {
        return Err("MinimumPollers is 2 to 200, or 0 for no provisioned mode (LAM-056).".to_string());
    }
    if least > 0 && concurrency > 0 {
        return Err(
            "Provisioned mode and MaximumConcurrency exclude each other. Set one of them to 0 (LAM-056).".to_string(),
        );
    }
    if least > most {
        return Err(format!(
            "MinimumPollers ({least}) is more than MaximumPollers ({most}) (LAM-056)."
        ));
    }
    Ok(())
}

/// The settings in the form in which they are used.
#[derive(Clone, Debug)]
pub struct Plan {
    pub size: usize,
    pub window: SimDuration,
    pub max_concurrency: Option<u32>,
    pub reports: bool,
    pub enabled: bool,
    /// The fewest and the most provisioned pollers.
    pub provisioned: Option<(u32, u32)>,
    pub filters: Filters,
}

impl Plan {
    /// Reads them.
    pub fn new(terms: &Terms) -> Plan {
        let number = |name| terms.number(name).clamp(0, i64::from(u32::MAX)) as u32;
        let some = |number: u32| (number > 0).then_some(number);
        let most = number("ProvisionedPollerConfig.MaximumPollers");
        Plan {
            size: number("BatchSize") as usize,
            window: terms.seconds("MaximumBatchingWindowInSeconds"),
            max_concurrency: some(number("ScalingConfig.MaximumConcurrency")),
            reports: terms.choice("FunctionResponseTypes") == 1,
            enabled: terms.flag("Enabled"),
            provisioned: some(number("ProvisionedPollerConfig.MinimumPollers")).map(|least| (least, most)),
            // The field takes only what can be read.
            filters: Filters::read(&terms.text("FilterCriteria")).unwrap_or_default(),
        }
    }

    /// Concurrent batches at first, by how many they grow in a minute, and the most (LAM-005, LAM-063, LAM-072).
    pub fn scale(&self, classic: bool) -> (u32, u32, u32) {
        if let Some((least, most)) = self.provisioned {
            let most = most.saturating_mul(limits::PER_POLLER).min(limits::PROVISIONED_BATCHES);
            let least = least.saturating_mul(limits::PER_POLLER).min(most);
            return (least, limits::PROVISIONED_GROWTH, most);
        }
        let (growth, most) = if classic {
            (limits::GROWTH_CLASSIC, limits::CONCURRENT_BATCHES_CLASSIC)
        } else {
            (limits::GROWTH, limits::CONCURRENT_BATCHES)
        };
        let most = self.max_concurrency.map_or(most, |limit| limit.min(most));
        (limits::POLLERS.min(most), growth, most)
    }

    /// Polls that wait at an idle queue (LAM-062, LAM-131).
    pub fn idle_polls(&self) -> u32 {
        self.provisioned.map_or(limits::POLLERS, |(least, _)| least)
    }
}
