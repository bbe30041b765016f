//! How a service describes itself.

use super::rules::RULES;
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Choice, Fidelity, FieldSpec, FieldType, Flow, Initial, Measures, MetricKind,
    MetricSpec, NodeSpec, PortSpec, Speaks, Unit,
};

const fn metric(name: &'static str, unit: Unit, kind: MetricKind, help: &'static str) -> MetricSpec {
    MetricSpec { name, unit, kind, help }
}

const COUNTER: MetricKind = MetricKind::Counter;
const GAUGE: MetricKind = MetricKind::Gauge;

const fn field(
    name: &'static str,
    group: &'static str,
    unit: Unit,
    ty: FieldType,
    initial: Initial,
    rule: &'static str,
    help: &'static str,
) -> FieldSpec {
    FieldSpec {
        rule,
        ..FieldSpec::live(name, group, unit, ty, initial, help)
    }
}

const DISTRIBUTIONS: &[Choice] = &[
    Choice {
        name: "constant",
        label: "Constant",
    },
    Choice {
        name: "uniform",
        label: "Uniform",
    },
    Choice {
        name: "exponential",
        label: "Exponential",
    },
];

const TEXT: FieldType = FieldType::Text {
    max: 8_192,
    lines: true,
};

/// One small server for each service.
static SERVER: ChargeSpec = ChargeSpec {
    id: "ec2-service",
    service: "Amazon EC2",
    label: "One t3.micro server per service",
    basis: Basis::Seconds,
    micro_dollars: 10_400,
    per: 3_600,
    unit: "hours",
    source: "On demand, Linux, us-east-1; without disks and traffic. Set it to 0 to compare messaging alone.",
};

/// The description of the service.
pub const SERVICE: NodeSpec = NodeSpec {
    kind: "service",
    code: 57,
    label: "Service",
    subtitle: "Service · EC2",
    category: Category::Compute,
    icon: "M3 3h14v5H3zM3 12h14v5H3zM6 5.5h.01M6 14.5h.01M10 8v4",
    summary: "A server that is called and answers when its work is done, and calls the services behind it meanwhile.",
    keywords: "synchronous server backend ec2 api microservice tight coupling request response tier application",
    base_name: "service",
    name_suffix: "",
    ports: &[
        PortSpec::new("in", "requests in", Flow::In, Speaks::Put).at_most(256),
        PortSpec::new("out", "calls out", Flow::Out, Speaks::Put).at_most(64),
    ],
    fields: &[
        field(
            "Latency",
            "",
            Unit::Millis,
            FieldType::whole(1, 600_000),
            Initial::Number(100),
            "END-080",
            "How long its own work on a request takes. What it waits for behind it comes on top.",
        ),
        field(
            "Concurrency",
            "",
            Unit::None,
            FieldType::whole(1, 10_000),
            Initial::Number(10),
            "END-080",
            "Threads: requests that it works on at once. A request that waits for a service behind keeps its thread.",
        ),
        field(
            "QueueLength",
            "",
            Unit::None,
            FieldType::whole(0, 100_000),
            Initial::Number(100),
            "END-085",
            "Requests that may wait for a thread. More are rejected with 503.",
        ),
        field(
            "Timeout",
            "",
            Unit::Seconds,
            FieldType::Number {
                min: 0,
                max: 3_600_000,
                places: 3,
            },
            Initial::Number(30_000),
            "END-080",
            "A request that is not answered after so long is answered with 504. 0 has no limit.",
        ),
        field(
            "LatencyDistribution",
            "Work",
            Unit::None,
            FieldType::Choice(DISTRIBUTIONS),
            Initial::Choice(0),
            "END-080",
            "Whether all work takes equally long, varies by half around that, or varies widely with that mean.",
        ),
        field(
            "FailureRate",
            "Failing",
            Unit::Percent,
            FieldType::Number {
                min: 0,
                max: 10_000,
                places: 2,
            },
            Initial::Number(0),
            "END-084",
            "The share of requests that fail with 500, by chance. In a chain the shares that succeed multiply.",
        ),
        field(
            "ForwardBody",
            "Texts",
            Unit::None,
            TEXT,
            Initial::Text("{{body}}"),
            "END-080",
            "What it sends to the services behind. {{body}} is what came, and the producer's placeholders work too.",
        ),
        field(
            "Answer",
            "Texts",
            Unit::None,
            TEXT,
            Initial::Text(""),
            "END-080",
            "The body of its answer: {{body}} is what came, {{result}} what the first service behind answered. Empty passes that on.",
        ),
    ],
    measures: Measures {
        // It has a bar already.
        headline: "",
        charted: &["Done", "Rejected", "Busy", "Waiting"],
        charges: &[&SERVER],
        quotas: &[],
    },
    metrics: &[
        metric("RequestCount", Unit::None, COUNTER, "Requests that came."),
        metric("Done", Unit::None, COUNTER, "Requests that were served."),
        metric(
            "EffectsTwice",
            Unit::None,
            COUNTER,
            "Requests that were served although the same had been served before.",
        ),
        metric("Failed", Unit::None, COUNTER, "Requests whose work failed: 500."),
        metric(
            "BadGateway",
            Unit::None,
            COUNTER,
            "Requests that failed since a service behind failed: 502.",
        ),
        metric(
            "Rejected",
            Unit::None,
            COUNTER,
            "Requests that were rejected, since the queue was full: 503.",
        ),
        metric("TimedOut", Unit::None, COUNTER, "Requests that took too long: 504."),
        metric(
            "Lost",
            Unit::None,
            COUNTER,
            "Requests that came while it was down, or were in it when it went down.",
        ),
        metric(
            "ResponseMillisSum",
            Unit::Millis,
            COUNTER,
            "Time from request to answer, summed up over those served.",
        ),
        metric("Busy", Unit::None, GAUGE, "Threads in use."),
        metric("Waiting", Unit::None, GAUGE, "Requests that wait for a thread."),
    ],
    rules: RULES,
    fidelity: &[
        Fidelity {
            rule: "END-080",
            note: "It works on for a caller that has given up, and does not repeat a call that failed.",
        },
        Fidelity {
            rule: "END-004",
            note: "An advice; both ways are there to compare.",
        },
    ],
    buttons: &[
        Button {
            label: "Take down",
            run: "fail {name}",
            help: "The server dies with all requests in it, and takes none until it is back.",
        },
        Button {
            label: "Bring back",
            run: "restart {name}",
            help: "The server takes requests again.",
        },
    ],
    service: "",
};
