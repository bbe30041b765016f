//! How a worker describes itself.

use super::config::FIELDS;
use super::rules::RULES;
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Fidelity, Flow, Measures, MetricSpec, NodeSpec, PortSpec, Speaks, Unit,
};

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
    MetricSpec::counter("Received", Unit::Messages, "Messages received, repeated ones included."),
    MetricSpec::counter("Done", Unit::Messages, "Work that succeeded, repeated work included."),
    MetricSpec::counter(
        "DoneDistinct",
        Unit::Messages,
        "Work whose effect happened here for the first time.",
    ),
    MetricSpec::counter(
        "EffectsTwice",
        Unit::Messages,
        "Work whose effect had happened before, here or at another worker of the queue.",
    ),
    MetricSpec::counter(
        "Skipped",
        Unit::Messages,
        "Work that the idempotency store knew to be done.",
    ),
    MetricSpec::counter("Failed", Unit::Messages, "Work that failed."),
    MetricSpec::counter("Abandoned", Unit::Messages, "Messages in hand when the worker crashed."),
    MetricSpec::counter("Deletes", Unit::Messages, "Deletes that the queue took."),
    MetricSpec::counter("DeletesRefused", Unit::Messages, "Deletes that the queue refused."),
    MetricSpec::counter(
        "SettlesLost",
        Unit::Messages,
        "Deletes and releases that were lost or never answered, after all retries.",
    ),
    MetricSpec::counter("SettleCalls", Unit::None, "Calls that delete, release or extend."),
    MetricSpec::counter("ReceiveCalls", Unit::None, "ReceiveMessage calls made."),
    MetricSpec::counter(
        "EmptyReceives",
        Unit::None,
        "Receives that brought nothing. They are billed all the same.",
    ),
    MetricSpec::counter("ReceivesRefused", Unit::None, "Receives that the service refused."),
    MetricSpec::counter(
        "Extensions",
        Unit::Messages,
        "Times a heartbeat hid a message for longer.",
    ),
    MetricSpec::counter("Forwarded", Unit::Messages, "Results that were accepted."),
    MetricSpec::counter(
        "OrderBreaks",
        Unit::Messages,
        "Messages of a group that came after a younger one of the group.",
    ),
    MetricSpec::counter(
        "WaitMillisSum",
        Unit::Millis,
        "Time from send to first receive, summed up over WaitCount messages.",
    ),
    MetricSpec::counter("WaitCount", Unit::Messages, "Messages received for the first time."),
    MetricSpec::counter("Turns", Unit::None, "Answered receives: turns of the polling loop."),
    MetricSpec::counter("CpuMillis", Unit::Millis, "CPU time of polling, 5 ms for each turn."),
    MetricSpec::gauge("Busy", Unit::None, "Threads at work now."),
    MetricSpec::gauge(
        "InHand",
        Unit::Messages,
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
