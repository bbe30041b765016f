//! What EventBridge costs (EVB-121), and its quotas.

use crate::sim::{Basis, ChargeSpec, QuotaSpec, Unit};

const fn charge(
    id: &'static str,
    label: &'static str,
    micro_dollars: u64,
    unit: &'static str,
    source: &'static str,
) -> ChargeSpec {
    ChargeSpec {
        id,
        service: "Amazon EventBridge",
        label,
        basis: Basis::Used,
        micro_dollars,
        per: 1_000_000,
        unit,
        source,
    }
}

/// Custom events put on a bus.
pub static EVENTS: ChargeSpec = charge(
    "events-custom",
    "Custom events",
    1_000_000,
    "events",
    "Each started 64 KB is one event; events of AWS services are free (EVB-121).",
);
/// Events that a replay sends.
pub static REPLAYED: ChargeSpec = charge(
    "events-replayed",
    "Replayed events",
    1_000_000,
    "events",
    "As custom events (EVB-121).",
);
/// Archived bytes, in KB: $0.10 for a GB.
pub static ARCHIVED: ChargeSpec = ChargeSpec {
    per: 1_000_000,
    ..charge(
        "events-archived",
        "Archiving",
        100_000,
        "KB",
        "$0.10 for each GB; the storage of $0.023 a GB-month is left out (EVB-121).",
    )
};
/// Calls of API destinations.
pub static DESTINATIONS: ChargeSpec = charge(
    "events-destinations",
    "API destinations",
    200_000,
    "calls",
    "Each attempt counts (EVB-121).",
);
/// Invocations of EventBridge Scheduler.
pub static INVOCATIONS: ChargeSpec = charge(
    "scheduler-invocations",
    "Scheduler invocations",
    1_000_000,
    "invocations",
    "After 14 million free ones a month, which are left out (EVB-121).",
);
/// Requests of a pipe.
pub static PIPED: ChargeSpec = charge(
    "pipes-requests",
    "Pipe requests",
    400_000,
    "requests",
    "Each started 64 KB that passed the filter is one request (EVB-121).",
);

/// Bytes of one billed unit.
pub const CHUNK: u64 = 65_536;

/// EVB-025.
pub static RATE: QuotaSpec = QuotaSpec::new(
    "Entries put",
    Unit::CallsPerSecond,
    "EVB-025",
    "Beyond it entries are refused with ThrottlingException.",
);
/// EVB-021.
pub static SIZE: QuotaSpec = QuotaSpec::new(
    "Size of a request",
    Unit::Bytes,
    "EVB-021",
    "PutEvents refuses a request whose entries are larger together.",
);
/// EVB-031.
pub static RULES: QuotaSpec = QuotaSpec::new(
    "Rules of a bus",
    Unit::None,
    "EVB-031",
    "PutRule refuses more with LimitExceededException.",
);
/// EVB-032.
pub static TARGETS: QuotaSpec = QuotaSpec::new(
    "Targets of a rule",
    Unit::None,
    "EVB-032",
    "PutTargets refuses more with LimitExceededException.",
);
