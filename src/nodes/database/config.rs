//! The settings of both kinds.

use super::storing::Write;
use crate::base::SimDuration;
use crate::sim::{Choice, FieldSpec, Settings, Unit};

const WRITES: &[Choice] = &[
    Choice::named("put", "put (overwrites)"),
    Choice::named("conditional", "put if it is not there yet"),
    Choice::named("increment", "count up"),
];
const BILLING: &[Choice] = &[
    Choice::named("PROVISIONED", "PROVISIONED"),
    Choice::named("PAY_PER_REQUEST", "PAY_PER_REQUEST (on demand)"),
];
const OVERLOAD: &[Choice] = &[
    Choice::named("reject", "rejects"),
    Choice::named("queue", "lets it wait (RDS Proxy)"),
];

const WRITE: FieldSpec = FieldSpec::choice("Write", WRITES, 0).told(
    "",
    "END-044",
    "What a message does. Delivered twice, put changes nothing, a condition refuses the second one, and counting is wrong by \
     one.",
);

/// The settings of a table, in the order of links: append only.
pub const TABLE: &[FieldSpec] = &[
    FieldSpec::choice("BillingMode", BILLING, 0).told(
        "",
        "END-045",
        "Provisioned: so many write units a second. On demand: twice the busiest second so far, at least 4,000.",
    ),
    FieldSpec::whole("WriteCapacityUnits", Unit::PerSecond, (1, 1_000_000), 100).told(
        "",
        "END-045",
        "One unit writes one item of up to 1 KB in a second. Beyond that writes are rejected.",
    ),
    FieldSpec::flag("Burst", false).told(
        "",
        "END-045",
        "Whether capacity that was not used in the last 300 seconds helps out. Off shows the limit at once.",
    ),
    WRITE,
    FieldSpec::flag("Transactional", false).told("", "END-045", "A transactional write takes twice the units."),
    FieldSpec::whole("Latency", Unit::Millis, (0, 60_000), 0).told("", "END-040", "How long a write takes."),
    FieldSpec::whole("TimeToLive", Unit::Seconds, (0, 31_536_000), 0).told(
        "",
        "END-075",
        "How long an item is remembered after its write; 0 remembers it for ever. What comes again later than that counts as \
         new, whatever the condition says.",
    ),
];

/// The settings of an instance, in the order of links: append only.
pub const INSTANCE: &[FieldSpec] = &[
    FieldSpec::whole("MaxConnections", Unit::None, (1, 10_000), 4).told(
        "",
        "END-046",
        "Writes at the same time. Workers and functions beyond it get connection errors.",
    ),
    FieldSpec::whole("WriteTime", Unit::Millis, (1, 600_000), 20).told(
        "",
        "END-040",
        "How long a write holds its connection. Capacity is MaxConnections divided by this.",
    ),
    FieldSpec::choice("OnOverload", OVERLOAD, 0).told(
        "",
        "END-040",
        "What becomes of a write when all connections are in use.",
    ),
    FieldSpec::whole("WaitTimeout", Unit::Millis, (0, 600_000), 5_000).told(
        "",
        "END-046",
        "How long a write waits for a connection before it fails.",
    ),
    WRITE,
];

/// The settings of a table as the engine wants them.
#[derive(Clone, Debug)]
pub struct TableConfig {
    pub on_demand: bool,
    pub units: u64,
    pub burst: bool,
    pub write: Write,
    pub transactional: bool,
    pub latency: SimDuration,
    /// How long items are remembered; None for ever.
    pub memory: Option<SimDuration>,
}

impl TableConfig {
    /// Reads settings.
    pub fn new(settings: &Settings) -> TableConfig {
        TableConfig {
            on_demand: settings.choice("BillingMode") == 1,
            units: settings.number("WriteCapacityUnits").max(1) as u64,
            burst: settings.flag("Burst"),
            write: Write::of(settings.choice("Write")),
            transactional: settings.flag("Transactional"),
            latency: settings.millis("Latency"),
            memory: Some(settings.seconds("TimeToLive")).filter(|span| *span > SimDuration::ZERO),
        }
    }

    /// Write units of so many bytes (END-045): one for each started KB, twice in a transaction.
    pub fn price(&self, bytes: u64) -> u64 {
        let units = bytes.div_ceil(1_024).max(1);
        if self.transactional { units * 2 } else { units }
    }
}

/// The settings of an instance as the engine wants them.
#[derive(Clone, Debug)]
pub struct InstanceConfig {
    pub connections: u64,
    pub span: SimDuration,
    pub waits: bool,
    pub timeout: SimDuration,
    pub write: Write,
}

impl InstanceConfig {
    /// Reads settings.
    pub fn new(settings: &Settings) -> InstanceConfig {
        InstanceConfig {
            connections: settings.number("MaxConnections").max(1) as u64,
            span: settings.millis("WriteTime"),
            waits: settings.choice("OnOverload") == 1,
            timeout: settings.millis("WaitTimeout"),
            write: Write::of(settings.choice("Write")),
        }
    }
}
