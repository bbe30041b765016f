//! How a bucket describes itself.

use super::notification::{valid_affix, valid_events};
use super::rules::RULES;
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Fidelity, FieldSpec, Flow, Measures, MetricSpec, NodeSpec, PortSpec, Speaks,
    Unit, WireSpec,
};

/// The port of event notifications.
pub const PORT_EVENTS: u8 = 1;
/// The port to EventBridge.
pub const PORT_BUS: u8 = 2;

/// A write.
pub static PUTS: ChargeSpec = ChargeSpec {
    id: "s3-puts",
    service: "Amazon S3",
    label: "PUT and COPY requests",
    basis: Basis::Used,
    micro_dollars: 5_000,
    per: 1_000,
    unit: "requests",
    source: "Standard class, us-east-1, without storage. Deletes are free (END-038).",
};

/// A read.
pub static STORED: ChargeSpec = ChargeSpec {
    id: "s3-gets",
    service: "Amazon S3",
    label: "GET requests",
    basis: Basis::Used,
    micro_dollars: 400,
    per: 1_000,
    unit: "requests",
    source: "Standard class, us-east-1, without traffic (END-038).",
};

/// An entry of the notification configuration.
pub static NOTIFICATION: WireSpec = WireSpec {
    label: "Event notification",
    fields: &[
        FieldSpec::text("Events", 512, false)
            .starting("s3:ObjectCreated:*")
            .checked(valid_events)
            .told(
                "",
                "END-011",
                "The event types that are told, separated by commas, for example s3:ObjectCreated:*, \
             s3:ObjectRemoved:Delete.",
            ),
        FieldSpec::text("Prefix", 1_024, false).checked(valid_affix).told(
            "",
            "END-012",
            "What a key must begin with, for example images/. Empty takes every key.",
        ),
        FieldSpec::text("Suffix", 1_024, false).checked(valid_affix).told(
            "",
            "END-012",
            "What a key must end with, for example .jpg. Empty takes every key.",
        ),
        FieldSpec::text("Id", 255, false).told("", "END-017", "The name of this entry, which stands in each record."),
    ],
    check: |_, _, _| Ok(()),
};

/// END-010, END-022: what S3 notifies by itself.
fn destination(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "sns-standard" | "sqs-standard" | "lambda" => Ok(()),
        "sns-fifo" | "sqs-fifo" => Err(
            "S3 does not notify FIFO topics and queues (END-010). Use the output to EventBridge, and let a rule send \
             to it.",
        ),
        "event-bus" => Err("EventBridge has an output of its own: start the wire there (END-018)."),
        _ => Err(
            "S3 notifies standard queues, standard topics and functions only (END-010, END-022). Put one of them or \
             EventBridge between.",
        ),
    }
}

fn bus(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "event-bus" => Ok(()),
        _ => Err("This output leads to an event bus of EventBridge (END-018)."),
    }
}

const fn millis(name: &'static str, least: i64, initial: i64) -> FieldSpec {
    FieldSpec::whole(name, Unit::Millis, (least, 3_600_000), initial)
}

const FIELDS: &[FieldSpec] = &[
    FieldSpec::text("KeyTemplate", 1_024, false).starting("uploads/{{n}}.json")
    .told(
        "",
        "END-017",
        "The key of the object that a message becomes, unless it has an attribute Key. {{n}} counts from 0, {{body}} \
         is what came, {{root}} the number of the piece of work.",
    ),
    FieldSpec::flag("Versioning", false).told(
        "",
        "END-021",
        "Keeps older versions: a delete then leaves a marker, and every write has an event of its own.",
    ),
    FieldSpec::whole("LifecycleExpirationInDays", Unit::None, (0, 3_650), 0)
    .told(
        "",
        "END-011",
        "Deletes every object so many days after it was written. 0 never does. It cleans up what was forgotten, and \
         takes what somebody still needs.",
    ),
    millis("EventLatency", 1, 1_000).told(
        "Events",
        "END-016",
        "How long after a change others are told. On AWS mostly a second or so, sometimes a minute.",
    ),
    millis("EventJitter", 0, 0).told(
        "Events",
        "END-016",
        "Up to so much more, by chance. Then events overtake each other.",
    ),
    FieldSpec::chance("DuplicateRate", 5).told(
        "Events",
        "END-016",
        "The share of events that are told twice. Receivers must be ready for that.",
    ),
    FieldSpec::chance("MergeRate", 0).told(
        "Events",
        "END-021",
        "Without versioning: the chance that a write takes the place of an earlier one of its key that is not told \
         yet.",
    ),
];

/// The description of the kind.
pub const SPEC: NodeSpec = NodeSpec {
    kind: "s3-bucket",
    code: 54,
    label: "S3 bucket",
    subtitle: "Amazon S3 bucket",
    category: Category::Endpoints,
    icon: "M3 4h14l-2 13H5zM3 4a7 2 0 0 1 14 0a7 2 0 0 1-14 0",
    summary: "Stores objects, and tells queues, topics, functions or EventBridge when one is written or deleted.",
    keywords: "storage object file upload blob notification event amazon simple storage service",
    base_name: "bucket",
    name_suffix: "",
    ports: &[
        PortSpec::new("in", "objects in", Flow::In, Speaks::Put).at_most(256),
        PortSpec::new("out", "event notifications", Flow::Out, Speaks::Put)
            .at_most(100)
            .with(&NOTIFICATION)
            .only(destination),
        PortSpec::new("eventbridge", "events to EventBridge", Flow::Out, Speaks::Put)
            .at_most(1)
            .only(bus),
    ],
    fields: FIELDS,
    measures: Measures {
        headline: "NumberOfObjects",
        charted: &["NumberOfObjects", "EventsDelivered", "EventsFailed"],
        charges: &[&PUTS, &STORED],
        quotas: &[],
    },
    metrics: &[
        MetricSpec::gauge("NumberOfObjects", Unit::None, "Objects in the bucket."),
        MetricSpec::gauge("BucketSizeBytes", Unit::Bytes, "What they hold together."),
        MetricSpec::counter("PutRequests", Unit::None, "Objects written or copied."),
        MetricSpec::counter("GetRequests", Unit::None, "Objects asked for."),
        MetricSpec::counter("DeleteRequests", Unit::None, "Deletes, of nothing too."),
        MetricSpec::counter("5xxErrors", Unit::None, "Requests refused with SlowDown."),
        MetricSpec::counter("NoSuchKey", Unit::None, "Objects asked for that were not there."),
        MetricSpec::counter("ObjectsExpired", Unit::None, "Objects that the lifecycle deleted."),
        MetricSpec::counter(
            "EventsDelivered",
            Unit::Messages,
            "Events that their destination accepted.",
        ),
        MetricSpec::counter(
            "EventsFailed",
            Unit::Messages,
            "Events that their destination refused, or that no attempt brought through.",
        ),
        MetricSpec::counter("EventsRepeated", Unit::Messages, "Events that were told twice."),
        MetricSpec::gauge("EventsPending", Unit::Messages, "Events that are not delivered yet."),
    ],
    rules: RULES,
    fidelity: &[
        Fidelity::note(
            "END-011",
            "Objects are written, copied, deleted and expire; the other event types can be named and never happen. \
             Expiry comes to the second, not at the next midnight.",
        ),
        Fidelity::note("END-015", "A changed configuration counts at once."),
        Fidelity::note(
            "END-017",
            "A bucket keeps its newest objects, up to 10,000 and 256 MiB together, and only their newest version; it \
             forgets the oldest without an event. Principals and addresses in records are made up.",
        ),
        Fidelity::note(
            "END-016",
            "A delivery that nobody answers or that is throttled is repeated five times, after 1, 2, 4, 8 and 16 \
             seconds.",
        ),
    ],
    buttons: &[Button {
        label: "Upload one",
        run: "aws s3api put-object --bucket {name} --key uploads/by-hand.json --body hello",
        help: "Writes an object now, as somebody would by hand.",
    }],
    service: "s3api",
};
