//! What the descriptions of the four kinds share.

use crate::sim::{Choice, FieldSpec, FieldType, Initial, MetricSpec, Unit};

pub const fn counter(name: &'static str, help: &'static str) -> MetricSpec {
    MetricSpec::counter(name, Unit::None, help)
}

pub const fn gauge(name: &'static str, help: &'static str) -> MetricSpec {
    MetricSpec::gauge(name, Unit::None, help)
}

pub const fn choice(name: &'static str, label: &'static str) -> Choice {
    Choice::named(name, label)
}

/// The states of a rule, a schedule and a pipe.
pub const STATES: &[Choice] = &[choice("ENABLED", "Enabled"), choice("DISABLED", "Disabled")];

/// The date at the start of the run.
pub const STARTS_AT: FieldSpec = FieldSpec {
    valid: crate::nodes::calendar::civil::check,
    ..FieldSpec::live(
        "StartsAt",
        "Calendar",
        Unit::None,
        FieldType::Text { max: 20, lines: false },
        Initial::Text(crate::nodes::calendar::STARTS_AT),
        "The date and time, in UTC, at the start of the run: simulated time 0:00. Give all nodes that know dates the same.",
    )
};

/// Deliveries, as CloudWatch counts them (EVB-120).
pub const INVOCATIONS: MetricSpec = counter("Invocations", "Deliveries that succeeded, or failed for good.");
/// Of these the failed ones.
pub const FAILED: MetricSpec = counter("FailedInvocations", "Deliveries that failed for good.");
/// Further attempts.
pub const RETRIES: MetricSpec = counter("RetryInvocationAttempts", "Deliveries that were tried again.");
/// Events in dead-letter queues.
pub const TO_DLQ: MetricSpec = counter("InvocationsSentToDlq", "Events that went to a dead-letter queue.");
/// Events that not even a dead-letter queue got.
pub const NOT_TO_DLQ: MetricSpec = counter(
    "InvocationsFailedToBeSentToDlq",
    "Events that the dead-letter queue did not take.",
);
/// EVB-072.
pub const DROPPED: MetricSpec = counter(
    "DroppedEvents",
    "Events that could not be delivered and had no dead-letter queue.",
);
/// Deliveries that rest.
pub const WAITING: MetricSpec = gauge("WaitingDeliveries", "Deliveries that wait for their next attempt.");

/// Deliveries that EventBridge held back.
pub const THROTTLED: MetricSpec = counter(
    "ThrottledRules",
    "First attempts that were held back because too many came at once.",
);

/// Seconds since 1970 at the start of the run.
pub fn starts_at(settings: &crate::sim::Settings) -> i64 {
    let own = crate::nodes::calendar::Civil::read(&settings.text("StartsAt"));
    own.map_or(crate::nodes::calendar::STARTS, crate::nodes::calendar::Civil::secs)
}
