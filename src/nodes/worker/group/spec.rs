//! How an Auto Scaling group describes itself.

use super::fields::FIELDS;
use super::policy::POLICY;
use super::rules::RULES;
use crate::nodes::worker::spec::METRICS as WORK;
use crate::sim::{
    Basis, Button, Category, ChargeSpec, Fidelity, Flow, Measures, MetricSpec, NodeSpec, PortSpec, Speaks, Unit, joined,
};

/// Only alarms call scaling policies.
fn is_alarm(other: &NodeSpec) -> Result<(), &'static str> {
    match other.kind {
        "alarm" => Ok(()),
        _ => Err("Only an alarm can call a scaling policy. Wire its port of a state to the group. (CWA-070)"),
    }
}

/// The port where alarms call scaling policies.
pub const PORT_SCALE: u8 = 2;

static PORTS: [PortSpec; 4] = [
    PortSpec::new("in", "messages in", Flow::In, Speaks::Take).at_most(64),
    PortSpec::new("out", "results out", Flow::Out, Speaks::Put).at_most(64),
    PortSpec::new("scale", "scaling policies", Flow::In, Speaks::Put)
        .at_most(64)
        .with(&POLICY)
        .only(is_alarm),
    PortSpec::new(
        "target",
        "queue of target tracking",
        Flow::Out,
        Speaks::Reference("TargetQueue"),
    )
    .at_most(1),
];

const FLEET: [MetricSpec; 10] = [
    MetricSpec::gauge("GroupDesiredCapacity", Unit::None, "Instances that there should be."),
    MetricSpec::gauge("GroupInServiceInstances", Unit::None, "Instances that work."),
    MetricSpec::gauge("GroupPendingInstances", Unit::None, "Instances that boot."),
    MetricSpec::gauge(
        "GroupTerminatingInstances",
        Unit::None,
        "Instances that finish what they have in hand and end.",
    ),
    MetricSpec::gauge("GroupTotalInstances", Unit::None, "All instances that are paid for."),
    MetricSpec::gauge("GroupMinSize", Unit::None, "The fewest instances."),
    MetricSpec::gauge("GroupMaxSize", Unit::None, "The most instances."),
    MetricSpec::counter("Launched", Unit::None, "Instances that were ever launched."),
    MetricSpec::counter("Terminated", Unit::None, "Instances that have ended."),
    MetricSpec::counter(
        "ScalingIgnored",
        Unit::None,
        "Decisions that a cooldown, a warm-up or a protection forbade.",
    ),
];

static METRICS: [MetricSpec; FLEET.len() + WORK.len()] = joined(&FLEET, &WORK);

/// An instance for an hour (CWA-111).
pub static INSTANCE_HOURS: ChargeSpec = ChargeSpec {
    id: "asg-instances",
    service: "Amazon EC2",
    label: "t3.micro instances of groups",
    basis: Basis::Used,
    micro_dollars: 10_400,
    per: 3_600,
    unit: "hours",
    source: "On demand, Linux, us-east-1, by the second from launch to end; Auto Scaling itself is free (CWA-111).",
};

/// The description of the kind.
pub static SPEC: NodeSpec = NodeSpec {
    kind: "auto-scaling-group",
    code: 61,
    label: "Auto Scaling group",
    subtitle: "Auto Scaling group · EC2",
    category: Category::Compute,
    icon: "M3 9h6v6H3zM11 11h6v6h-6zM6 3h6v4M12 3l5 5M17 4v4h-4",
    summary: "A fleet of workers that grows and shrinks with the load.",
    keywords: "asg ec2 fleet autoscaling scale instances workers consumers elastic spot compute",
    base_name: "workers",
    name_suffix: "",
    ports: &PORTS,
    fields: &FIELDS,
    metrics: &METRICS,
    measures: Measures {
        headline: "GroupInServiceInstances",
        charted: &["GroupInServiceInstances", "GroupDesiredCapacity", "Done", "InHand"],
        charges: &[&INSTANCE_HOURS],
        quotas: &[],
    },
    rules: RULES,
    fidelity: FIDELITY,
    buttons: &[Button {
        label: "Kill an instance",
        run: "fail {name}",
        help: "The oldest instance dies with everything in its hands. The group replaces it.",
    }],
    service: "autoscaling",
};

static FIDELITY: &[Fidelity] = &[
    Fidelity::note(
        "CWA-053",
        "An instance is healthy or gone; health checks and their grace period are left out.",
    ),
    Fidelity::note(
        "CWA-058",
        "Hooks exist for terminating instances only; Standby and warm pools are left out. Instances of a design are in service at its start.",
    ),
    Fidelity::note(
        "CWA-054",
        "Launch templates are all the same here, so the policies that compare them mean Default.",
    ),
    Fidelity::note(
        "CWA-070",
        "Predefined metrics of network traffic and of a load balancer's requests are left out; CPU utilization is the share of busy threads, sampled at each full minute.",
    ),
    Fidelity::note(
        "CWA-077",
        "A group has one target tracking policy, and keeps its two alarms itself: DescribeAlarms does not list them.",
    ),
    Fidelity::note(
        "CWA-085",
        "Predictive scaling is left out: a run has no history of weeks.",
    ),
    Fidelity::note(
        "CWA-096",
        "Shown by the queue rather than enforced here: a FIFO queue gives a group of messages to one consumer at a time.",
    ),
    Fidelity::note(
        "CWA-097",
        "Shown by the design: wire the results of the group to a database with a limit.",
    ),
    Fidelity::note("CWA-081", "Advice for TargetValue, in its help."),
    Fidelity::note("CWA-002", "Advice, shown by the examples."),
];
