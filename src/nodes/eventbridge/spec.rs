//! What the descriptions of the four kinds share.

use crate::sim::{Choice, FieldSpec, MetricSpec, Unit};

/// The states of a rule, a schedule and a pipe.
pub const STATES: &[Choice] = &[
    Choice::named("ENABLED", "Enabled"),
    Choice::named("DISABLED", "Disabled"),
];

/// The date at the start of the run.
pub const STARTS_AT: FieldSpec = FieldSpec::text("StartsAt", 20, false)
    .starting(crate::nodes::calendar::STARTS_AT)
    .told(
        "Calendar",
        "",
        "The date and time, in UTC, at the start of the run: simulated time 0:00. Give all nodes that know dates the \
         same.",
    )
    .checked(crate::nodes::calendar::civil::check);

/// Deliveries, as CloudWatch counts them (EVB-120).
pub const INVOCATIONS: MetricSpec = MetricSpec::counter(
    "Invocations",
    Unit::None,
    "Deliveries that succeeded, or failed for good.",
);
/// Of these the failed ones.
pub const FAILED: MetricSpec = MetricSpec::counter("FailedInvocations", Unit::None, "Deliveries that failed for good.");
/// Further attempts.
pub const RETRIES: MetricSpec = MetricSpec::counter(
    "RetryInvocationAttempts",
    Unit::None,
    "Deliveries that were tried again.",
);
/// Events in dead-letter queues.
pub const TO_DLQ: MetricSpec = MetricSpec::counter(
    "InvocationsSentToDlq",
    Unit::None,
    "Events that went to a dead-letter queue.",
);
/// Events that not even a dead-letter queue got.
pub const NOT_TO_DLQ: MetricSpec = MetricSpec::counter(
    "InvocationsFailedToBeSentToDlq",
    Unit::None,
    "Events that the dead-letter queue did not take.",
);
/// EVB-072.
pub const DROPPED: MetricSpec = MetricSpec::counter(
    "DroppedEvents",
    Unit::None,
    "Events that could not be delivered and had no dead-letter queue.",
);
/// Deliveries that rest.
pub const WAITING: MetricSpec = MetricSpec::gauge(
    "WaitingDeliveries",
    Unit::None,
    "Deliveries that wait for their next attempt.",
);

/// Deliveries that EventBridge held back.
pub const THROTTLED: MetricSpec = MetricSpec::counter(
    "ThrottledRules",
    Unit::None,
    "First attempts that were held back because too many came at once.",
);

/// Seconds since 1970 at the start of the run.
pub fn starts_at(settings: &crate::sim::Settings) -> i64 {
    let own = crate::nodes::calendar::Civil::read(&settings.text("StartsAt"));
    own.map_or(crate::nodes::calendar::STARTS, crate::nodes::calendar::Civil::secs)
}
