//! How a service describes itself.

use super::rules::RULES;
use crate::nodes::behaviour::DISTRIBUTIONS;
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Fidelity, FieldSpec, FieldType, Flow, Initial, Measures, MetricSpec, NodeSpec,
    PortSpec, Speaks, Unit,
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
        FieldSpec::whole("Latency", Unit::Millis, (1, 600_000), 100).told(
            "",
            "END-080",
            "How long its own work on a request takes. What it waits for behind it comes on top.",
        ),
        FieldSpec::whole("Concurrency", Unit::None, (1, 10_000), 10).told(
            "",
            "END-080",
            "Threads: requests that it works on at once. A request that waits for a service behind keeps its thread.",
        ),
        FieldSpec::whole("QueueLength", Unit::None, (0, 100_000), 100).told(
            "",
            "END-085",
            "Requests that may wait for a thread. More are rejected with 503.",
        ),
        FieldSpec::plain(
            "Timeout",
            Unit::Seconds,
            FieldType::Number {
                min: 0,
                max: 3_600_000,
                places: 3,
            },
            Initial::Number(30_000),
        )
        .told(
            "",
            "END-080",
            "A request that is not answered after so long is answered with 504. 0 has no limit.",
        ),
        FieldSpec::choice("LatencyDistribution", DISTRIBUTIONS, 0).told(
            "Work",
            "END-080",
            "Whether all work takes equally long, varies by half around that, or varies widely with that mean.",
        ),
        FieldSpec::chance("FailureRate", 0).told(
            "Failing",
            "END-084",
            "The share of requests that fail with 500, by chance. In a chain the shares that succeed multiply.",
        ),
        FieldSpec::text("ForwardBody", 8_192, true).starting("{{body}}").told(
            "Texts",
            "END-080",
            "What it sends to the services behind. {{body}} is what came, and the producer's placeholders work too.",
        ),
        FieldSpec::text("Answer", 8_192, true).told(
            "Texts",
            "END-080",
            "The body of its answer: {{body}} is what came, {{result}} what the first service behind answered. Empty \
             passes that on.",
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
        MetricSpec::counter("RequestCount", Unit::None, "Requests that came."),
        MetricSpec::counter("Done", Unit::None, "Requests that were served."),
        MetricSpec::counter(
            "EffectsTwice",
            Unit::None,
            "Requests that were served although the same had been served before.",
        ),
        MetricSpec::counter("Failed", Unit::None, "Requests whose work failed: 500."),
        MetricSpec::counter(
            "BadGateway",
            Unit::None,
            "Requests that failed since a service behind failed: 502.",
        ),
        MetricSpec::counter(
            "Rejected",
            Unit::None,
            "Requests that were rejected, since the queue was full: 503.",
        ),
        MetricSpec::counter("TimedOut", Unit::None, "Requests that took too long: 504."),
        MetricSpec::counter(
            "Lost",
            Unit::None,
            "Requests that came while it was down, or were in it when it went down.",
        ),
        MetricSpec::counter(
            "ResponseMillisSum",
            Unit::Millis,
            "Time from request to answer, summed up over those served.",
        ),
        MetricSpec::gauge("Busy", Unit::None, "Threads in use."),
        MetricSpec::gauge("Waiting", Unit::None, "Requests that wait for a thread."),
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
