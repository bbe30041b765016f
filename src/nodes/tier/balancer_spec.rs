//! How a load balancer describes itself.

use super::rules::RULES;
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Choice, Fidelity, FieldSpec, FieldType, Flow, Initial, Measures, MetricKind,
    MetricSpec, NodeSpec, PortSpec, Speaks, Unit,
};

const fn counter(name: &'static str, help: &'static str) -> MetricSpec {
    MetricSpec {
        name,
        unit: Unit::None,
        kind: MetricKind::Counter,
        help,
    }
}

const fn gauge(name: &'static str, help: &'static str) -> MetricSpec {
    MetricSpec {
        name,
        unit: Unit::None,
        kind: MetricKind::Gauge,
        help,
    }
}

const fn field(
    name: &'static str,
    group: &'static str,
    unit: Unit,
    ty: FieldType,
    initial: Initial,
    help: &'static str,
) -> FieldSpec {
    FieldSpec {
        rule: "END-081",
        ..FieldSpec::live(name, group, unit, ty, initial, help)
    }
}

const ALGORITHMS: &[Choice] = &[
    Choice {
        name: "round-robin",
        label: "Round robin",
    },
    Choice {
        name: "least-outstanding-requests",
        label: "Least outstanding requests",
    },
];

/// The load balancer itself.
static HOURS: ChargeSpec = ChargeSpec {
    id: "alb-hours",
    service: "Elastic Load Balancing",
    label: "Application Load Balancer",
    basis: Basis::Seconds,
    micro_dollars: 22_500,
    per: 3_600,
    unit: "hours",
    source: "us-east-1; without the capacity units that traffic costs.",
};

/// What a request can be passed on to.
fn target(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "service" | "http-endpoint" => Ok(()),
        _ => Err(
            "A load balancer's targets answer requests: wire it to a service or an HTTP endpoint (END-081). In front of a queue there is nothing to balance.",
        ),
    }
}

/// The description of the load balancer.
pub const SPEC: NodeSpec = NodeSpec {
    kind: "load-balancer",
    code: 58,
    label: "Load balancer",
    subtitle: "Application Load Balancer",
    category: Category::Compute,
    icon: "M2 10h5M7 10l5-6h5M7 10h10M7 10l5 6h5M15 2l2 2-2 2M15 8l2 2-2 2M15 14l2 2-2 2",
    summary: "Spreads requests over services and leaves out those that are not healthy. Callers wait for the answer all the same.",
    keywords: "alb elb nlb elastic load balancing target group health check synchronous round robin",
    base_name: "balancer",
    name_suffix: "",
    ports: &[
        PortSpec::new("in", "requests in", Flow::In, Speaks::Put).at_most(256),
        PortSpec::new("out", "targets", Flow::Out, Speaks::Put)
            .at_most(256)
            .only(target),
    ],
    fields: &[
        field(
            "Algorithm",
            "",
            Unit::None,
            FieldType::Choice(ALGORITHMS),
            Initial::Choice(0),
            "Which healthy target gets the next request: each in turn, or the one with the fewest open requests.",
        ),
        field(
            "HealthCheckIntervalSeconds",
            "Health checks",
            Unit::Seconds,
            FieldType::whole(5, 300),
            Initial::Number(30),
            "Every target is asked at every multiple of this whether it is there.",
        ),
        field(
            "HealthyThresholdCount",
            "Health checks",
            Unit::None,
            FieldType::whole(2, 10),
            Initial::Number(5),
            "So many good checks in a row, and a target gets requests again.",
        ),
        field(
            "UnhealthyThresholdCount",
            "Health checks",
            Unit::None,
            FieldType::whole(2, 10),
            Initial::Number(2),
            "So many failed checks in a row, and a target gets no more requests. Until then its share of the requests fails.",
        ),
        field(
            "HealthCheckTimeoutSeconds",
            "Health checks",
            Unit::Seconds,
            FieldType::whole(2, 120),
            Initial::Number(5),
            "A check that is not answered by then has failed.",
        ),
        field(
            "IdleTimeout",
            "",
            Unit::Seconds,
            FieldType::whole(1, 4_000),
            Initial::Number(60),
            "A request that its target has not answered by then is answered with 504.",
        ),
    ],
    measures: Measures {
        headline: "",
        charted: &[
            "RequestCount",
            "HTTPCode_ELB_5XX_Count",
            "HTTPCode_Target_5XX_Count",
            "HealthyHostCount",
        ],
        charges: &[&HOURS],
        quotas: &[],
    },
    metrics: &[
        counter("RequestCount", "Requests that came."),
        counter("HTTPCode_Target_2XX_Count", "Requests that a target served."),
        counter("HTTPCode_Target_4XX_Count", "Requests that a target found faulty."),
        counter(
            "HTTPCode_Target_5XX_Count",
            "Requests that failed at a target or were rejected by it.",
        ),
        counter(
            "HTTPCode_ELB_5XX_Count",
            "Requests that the load balancer itself answered with an error.",
        ),
        counter(
            "HTTPCode_ELB_502_Count",
            "Requests for a target that did not accept them.",
        ),
        counter(
            "HTTPCode_ELB_503_Count",
            "Requests for which there was no healthy target.",
        ),
        counter(
            "HTTPCode_ELB_504_Count",
            "Requests that their target did not answer in time.",
        ),
        gauge("HealthyHostCount", "Targets that get requests."),
        gauge("UnHealthyHostCount", "Targets that get none."),
        gauge("ActiveRequests", "Requests at a target."),
        counter("Lost", "Requests that the load balancer lost when it went down."),
        MetricSpec {
            name: "TargetResponseMillisSum",
            unit: Unit::Millis,
            kind: MetricKind::Counter,
            help: "Time that targets took to answer, summed up.",
        },
    ],
    rules: RULES,
    fidelity: &[Fidelity {
        rule: "END-081",
        note: "A new target gets requests at once; a busy target still answers health checks; with no healthy target requests are refused, where AWS would try all.",
    }],
    buttons: &[
        Button {
            label: "Take down",
            run: "fail {name}",
            help: "All its connections are lost. On AWS a load balancer runs in several zones, so this is rare.",
        },
        Button {
            label: "Bring back",
            run: "restart {name}",
            help: "It takes requests again.",
        },
    ],
    service: "",
};
