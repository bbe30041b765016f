//! How the two kinds describe themselves.

use super::config;
use super::rules::RULES;
use crate::sim::{
    Basis, Category, ChargeSpec, Fidelity, Flow, Measures, MetricSpec, NodeSpec, PortSpec, QuotaSpec, Speaks, Unit,
};

/// A DynamoDB-like table.
pub static TABLE: NodeSpec = NodeSpec {
    kind: "dynamodb-table",
    code: 55,
    label: "DynamoDB table",
    subtitle: "Amazon DynamoDB",
    category: Category::Endpoints,
    icon: "M4 5c0-1.7 12-1.7 12 0v10c0 1.7-12 1.7-12 0z M4 5c0 1.7 12 1.7 12 0 M4 10c0 1.7 12 1.7 12 0",
    summary: "Stores what it is sent, up to its write capacity; beyond that it rejects.",
    keywords: "aws dynamodb database nosql table store write capacity idempotent conditional",
    base_name: "table",
    name_suffix: "",
    ports: &PORTS,
    fields: config::TABLE,
    metrics: &TABLE_METRICS,
    measures: Measures {
        headline: "ItemCount",
        charted: &["ConsumedWriteCapacityUnits", "WriteThrottleEvents", "ItemCount"],
        charges: &[&PROVISIONED, &ON_DEMAND],
        quotas: &[&WRITE_UNITS],
    },
    rules: RULES,
    fidelity: FIDELITY,
    buttons: &[],
    service: "dynamodb",
};

/// An RDS-like instance.
pub static INSTANCE: NodeSpec = NodeSpec {
    kind: "rds-database",
    code: 56,
    label: "RDS database",
    subtitle: "Amazon RDS",
    category: Category::Endpoints,
    icon: "M4 5c0-1.7 12-1.7 12 0v10c0 1.7-12 1.7-12 0z M4 5c0 1.7 12 1.7 12 0 M8 11h4 M10 9v4",
    summary: "Stores what it is sent; each write holds one of a few connections for a while.",
    keywords: "aws rds database sql relational aurora mysql postgres connections proxy store",
    base_name: "database",
    name_suffix: "",
    ports: &PORTS,
    fields: config::INSTANCE,
    metrics: &INSTANCE_METRICS,
    measures: Measures {
        headline: "ItemCount",
        charted: &["DatabaseConnections", "ConnectionErrors", "ItemCount"],
        charges: &[&INSTANCE_HOURS],
        quotas: &[&CONNECTIONS],
    },
    rules: RULES,
    fidelity: FIDELITY,
    buttons: &[],
    service: "",
};

static PORTS: [PortSpec; 1] = [PortSpec::new("in", "writes in", Flow::In, Speaks::Put)];

/// END-045
pub static WRITE_UNITS: QuotaSpec = QuotaSpec::new(
    "Write units in a second",
    Unit::PerSecond,
    "END-045",
    "Beyond it writes are rejected with ProvisionedThroughputExceededException.",
);

/// END-046
pub static CONNECTIONS: QuotaSpec = QuotaSpec::new(
    "Connections",
    Unit::None,
    "END-046",
    "Beyond it writes get connection errors, or wait.",
);

/// A small instance, running.
static INSTANCE_HOURS: ChargeSpec = ChargeSpec {
    id: "rds-instances",
    service: "Amazon RDS",
    label: "One db.t3.micro instance per database",
    basis: Basis::Seconds,
    micro_dollars: 17_000,
    per: 3_600,
    unit: "hours",
    source: "On demand, MySQL, one zone, us-east-1; without storage. Set it to 0 to compare messaging alone.",
};

/// Units of a table with provisioned capacity: paid by the hour on AWS, shown by use.
pub static PROVISIONED: ChargeSpec = ChargeSpec {
    id: "dynamodb-provisioned-writes",
    service: "Amazon DynamoDB",
    label: "Write units, provisioned",
    basis: Basis::Used,
    micro_dollars: 181,
    per: 1_000_000,
    unit: "units",
    source: "Provisioned capacity is paid by the hour, used or not: $0.00065 a unit and hour, here spread over the 3,600,000 \
             writes that it would take when fully used (END-045).",
};

/// Units of a table on demand.
pub static ON_DEMAND: ChargeSpec = ChargeSpec {
    id: "dynamodb-on-demand-writes",
    service: "Amazon DynamoDB",
    label: "Write units, on demand",
    basis: Basis::Used,
    micro_dollars: 625_000,
    per: 1_000_000,
    unit: "units",
    source: "Usually quoted price of a million write request units (END-045).",
};

const STORED: [MetricSpec; 3] = [
    MetricSpec::gauge("ItemCount", Unit::None, "Pieces of work that have been stored."),
    MetricSpec::counter("Writes", Unit::None, "Writes that were carried out."),
    MetricSpec::counter(
        "RepeatedWrites",
        Unit::None,
        "Writes that repeated what was stored already.",
    ),
];
const CONFLICTS: MetricSpec = MetricSpec::counter(
    "ConditionalCheckFailedRequests",
    Unit::None,
    "Writes that a condition refused, since the item was there.",
);
const OVERCOUNT: MetricSpec = MetricSpec::counter("Overcount", Unit::None, "By how much a counter is wrong.");

static TABLE_METRICS: [MetricSpec; 8] = {
    let [items, writes, repeated] = STORED;
    [
        MetricSpec::counter("ConsumedWriteCapacityUnits", Unit::None, "Write units that were used."),
        MetricSpec::counter(
            "WriteThrottleEvents",
            Unit::None,
            "Writes that were rejected for want of capacity.",
        ),
        CONFLICTS,
        items,
        writes,
        repeated,
        OVERCOUNT,
        MetricSpec::gauge("UnitsThisSecond", Unit::None, "Write units of the present second."),
    ]
};

static INSTANCE_METRICS: [MetricSpec; 9] = {
    let [items, writes, repeated] = STORED;
    [
        MetricSpec::gauge("DatabaseConnections", Unit::None, "Connections in use."),
        MetricSpec::gauge("Waiting", Unit::None, "Writes that wait for a connection."),
        MetricSpec::counter("ConnectionErrors", Unit::None, "Writes that found no connection."),
        MetricSpec::counter("Timeouts", Unit::None, "Writes that waited for a connection in vain."),
        items,
        writes,
        repeated,
        CONFLICTS,
        OVERCOUNT,
    ]
};

static FIDELITY: &[Fidelity] = &[
    Fidelity::note("END-040", "The time of a write is fixed, not spread."),
    Fidelity::note(
        "END-045",
        "Capacity is filled up at each full second. Reads, adaptive capacity and the 30 minutes in which a table on demand \
         forgets nothing are left out: its former peak counts for ever.",
    ),
    Fidelity::note(
        "END-046",
        "Connections are taken for each write and given back after it.",
    ),
    Fidelity::note(
        "END-003, END-043",
        "A producer that sends to a queue gets the queue's answer only: that is the whole of it.",
    ),
    Fidelity::note(
        "END-047",
        "A worker whose write is rejected leaves its message to the visibility timeout, or backs off, by its own settings.",
    ),
    Fidelity::note(
        "END-048",
        "Order of writes comes from a FIFO queue in front; a database writes what comes as it comes.",
    ),
    Fidelity::note(
        "END-075",
        "An item with a time to live is forgotten to the second; AWS deletes it within days, and who needs the second compares \
         the time itself.",
    ),
    Fidelity::note("END-049", "It shows at the queue: ApproximateAgeOfOldestMessage."),
];
