//! How a load balancer describes itself.

use super::rules::RULES;
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Choice, Fidelity, FieldSpec, Flow, Measures, MetricSpec, NodeSpec, PortSpec,
    Speaks, Unit,
};

const ALGORITHMS: &[Choice] = &[
    Choice::named("round-robin", "Round robin"),
    Choice::named("least-outstanding-requests", "Least outstanding requests"),
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
            "A load balancer's targets answer requests: wire it to a service or an HTTP endpoint (END-081). In front \
             of a queue there is nothing to balance.",
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
        FieldSpec::choice("Algorithm", ALGORITHMS, 0).told(
            "",
            "END-081",
            "Which healthy target gets the next request: each in turn, or the one with the fewest open requests.",
        ),
        FieldSpec::whole("HealthCheckIntervalSeconds", Unit::Seconds, (5, 300), 30).told(
            "Health checks",
            "END-081",
            "Every target is asked at every multiple of this whether it is there.",
        ),
        FieldSpec::whole("HealthyThresholdCount", Unit::None, (2, 10), 5).told(
            "Health checks",
            "END-081",
            "So many good checks in a row, and a target gets requests again.",
        ),
        FieldSpec::whole("UnhealthyThresholdCount", Unit::None, (2, 10), 2).told(
            "Health checks",
            "END-081",
            "So many failed checks in a row, and a target gets no more requests. Until then its share of the requests \
             fails.",
        ),
        FieldSpec::whole("HealthCheckTimeoutSeconds", Unit::Seconds, (2, 120), 5).told(
            "Health checks",
            "END-081",
            "A check that is not answered by then has failed.",
        ),
        FieldSpec::whole("IdleTimeout", Unit::Seconds, (1, 4_000), 60).told(
            "",
            "END-081",
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
        MetricSpec::counter("RequestCount", Unit::None, "Requests that came."),
        MetricSpec::counter(
            "HTTPCode_Target_2XX_Count",
            Unit::None,
            "Requests that a target served.",
        ),
        MetricSpec::counter(
            "HTTPCode_Target_4XX_Count",
            Unit::None,
            "Requests that a target found faulty.",
        ),
        MetricSpec::counter(
            "HTTPCode_Target_5XX_Count",
            Unit::None,
            "Requests that failed at a target or were rejected by it.",
        ),
        MetricSpec::counter(
            "HTTPCode_ELB_5XX_Count",
            Unit::None,
            "Requests that the load balancer itself answered with an error.",
        ),
        MetricSpec::counter(
            "HTTPCode_ELB_502_Count",
            Unit::None,
            "Requests for a target that did not accept them.",
        ),
        MetricSpec::counter(
            "HTTPCode_ELB_503_Count",
            Unit::None,
            "Requests for which there was no healthy target.",
        ),
        MetricSpec::counter(
            "HTTPCode_ELB_504_Count",
            Unit::None,
            "Requests that their target did not answer in time.",
        ),
        MetricSpec::gauge("HealthyHostCount", Unit::None, "Targets that get requests."),
        MetricSpec::gauge("UnHealthyHostCount", Unit::None, "Targets that get none."),
        MetricSpec::gauge("ActiveRequests", Unit::None, "Requests at a target."),
        MetricSpec::counter(
            "Lost",
            Unit::None,
            "Requests that the load balancer lost when it went down.",
        ),
        MetricSpec::counter(
            "TargetResponseMillisSum",
            Unit::Millis,
            "Time that targets took to answer, summed up.",
        ),
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
