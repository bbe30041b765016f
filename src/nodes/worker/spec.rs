//! How a worker describes itself.

use super::config::FIELDS;
use super::rules::RULES;
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Fidelity, Flow, Measures, MetricKind, MetricSpec, NodeSpec, PortSpec, Speaks,
    Unit,
};

const fn metric(name: &'static str, unit: Unit, kind: MetricKind, help: &'static str) -> MetricSpec {
    MetricSpec { name, unit, kind, help }
}

const COUNTER: MetricKind = MetricKind::Counter;
const GAUGE: MetricKind = MetricKind::Gauge;

/// One small server for each worker.
static SERVER: ChargeSpec = ChargeSpec {
    id: "ec2-server",
    service: "Amazon EC2",
    label: "One t3.micro server per worker",
    basis: Basis::Seconds,
    micro_dollars: 10_400,
    per: 3_600,
    unit: "hours",
    source: "On demand, Linux, us-east-1; without disks and traffic. Set it to 0 to compare messaging alone.",
};

/// What it counts and measures.
pub const METRICS: [MetricSpec; 23] = [
    metric(
        "Received",
        Unit::Messages,
        COUNTER,
        "Messages received, repeated ones included.",
    ),
    metric(
        "Done",
        Unit::Messages,
        COUNTER,
        "Work that succeeded, repeated work included.",
    ),
    metric(
        "DoneDistinct",
        Unit::Messages,
        COUNTER,
        "Work whose effect happened here for the first time.",
    ),
    metric(
        "EffectsTwice",
        Unit::Messages,
        COUNTER,
        "Work whose effect had happened before, here or at another worker of the queue.",
    ),
    metric(
        "Skipped",
        Unit::Messages,
        COUNTER,
        "Work that the idempotency store knew to be done.",
    ),
    metric("Failed", Unit::Messages, COUNTER, "Work that failed."),
    metric(
        "Abandoned",
        Unit::Messages,
        COUNTER,
        "Messages in hand when the worker crashed.",
    ),
    metric("Deletes", Unit::Messages, COUNTER, "Deletes that the queue took."),
    metric(
        "DeletesRefused",
        Unit::Messages,
        COUNTER,
        "Deletes that the queue refused.",
    ),
    metric(
        "SettlesLost",
        Unit::Messages,
        COUNTER,
        "Deletes and releases that were lost or never answered, after all retries.",
    ),
    metric(
        "SettleCalls",
        Unit::None,
        COUNTER,
        "Calls that delete, release or extend.",
    ),
    metric("ReceiveCalls", Unit::None, COUNTER, "ReceiveMessage calls made."),
    metric(
        "EmptyReceives",
        Unit::None,
        COUNTER,
        "Receives that brought nothing. They are billed all the same.",
    ),
    metric(
        "ReceivesRefused",
        Unit::None,
        COUNTER,
        "Receives that the service refused.",
    ),
    metric(
        "Extensions",
        Unit::Messages,
        COUNTER,
        "Times a heartbeat hid a message for longer.",
    ),
    metric("Forwarded", Unit::Messages, COUNTER, "Results that were accepted."),
    metric(
        "OrderBreaks",
        Unit::Messages,
        COUNTER,
        "Messages of a group that came after a younger one of the group.",
    ),
    metric(
        "WaitMillisSum",
        Unit::Millis,
        COUNTER,
        "Time from send to first receive, summed up over WaitCount messages.",
    ),
    metric(
        "WaitCount",
        Unit::Messages,
        COUNTER,
        "Messages received for the first time.",
    ),
    metric(
        "Turns",
        Unit::None,
        COUNTER,
        "Answered receives: turns of the polling loop.",
    ),
    metric(
        "CpuMillis",
        Unit::Millis,
        COUNTER,
        "CPU time of polling, 5 ms for each turn.",
    ),
    metric("Busy", Unit::None, GAUGE, "Threads at work now."),
    metric(
        "InHand",
        Unit::Messages,
        GAUGE,
        "Messages received and not worked on to the end.",
    ),
];

/// The description of the kind.
pub const SPEC: NodeSpec = NodeSpec {
    kind: "worker",
    code: 2,
    label: "Worker",
    subtitle: "Worker · EC2",
    category: Category::Compute,
    icon: "M4 4h12v12H4zM7 1v3M13 1v3M7 16v3M13 16v3M1 7h3M1 13h3M16 7h3M16 13h3M8 8h4v4H8z",
    summary: "A program on a server that polls queues, works on the messages and deletes them.",
    keywords: "consumer poller ec2 instance server receiver processor backend compute",
    base_name: "worker",
    name_suffix: "",
    ports: &[
        PortSpec::new("in", "messages in", Flow::In, Speaks::Take).at_most(64),
        PortSpec::new("out", "results out", Flow::Out, Speaks::Put).at_most(64),
    ],
    fields: &FIELDS,
    measures: Measures {
        // A worker has a bar already, and designs stand workers close together.
        headline: "",
        charted: &["Done", "EffectsTwice", "Failed", "InHand"],
        charges: &[&SERVER],
        quotas: &[],
    },
    metrics: &METRICS,
    rules: RULES,
    fidelity: &[
        Fidelity {
            rule: "SQS-228",
            note: "CPU counts only the polling loop, 5 ms for each answered receive; work itself is counted as time, not as CPU.",
        },
        Fidelity {
            rule: "SQS-211",
            note: "All workers of a queue share one idempotency store; it is never wrong, never full, forgets nothing and takes no time (END-075).",
        },
        Fidelity {
            rule: "END-076",
            note: "Networks and their endpoints are not drawn; every node reaches every service that it is wired to.",
        },
    ],
    buttons: &[
        Button {
            label: "Crash",
            run: "fail {name}",
            help: "The server dies with everything in its hands. Its messages come back when their visibility timeout ends.",
        },
        Button {
            label: "Restart",
            run: "restart {name}",
            help: "The server comes back and begins to receive.",
        },
    ],
    service: "",
};
