//! What a kind measures, what costs money and what is limited.

use super::field::Unit;

/// A metric.
#[derive(Clone, Copy, Debug)]
pub struct MetricSpec {
    /// CloudWatch's name where it has one.
    pub name: &'static str,
    /// What it counts in.
    pub unit: Unit,
    /// How it behaves over time.
    pub kind: MetricKind,
    /// One sentence.
    pub help: &'static str,
}

impl MetricSpec {
    /// What goes up and down.
    pub const fn gauge(name: &'static str, unit: Unit, help: &'static str) -> MetricSpec {
        let kind = MetricKind::Gauge;
        MetricSpec { name, unit, kind, help }
    }

    /// What only grows.
    pub const fn counter(name: &'static str, unit: Unit, help: &'static str) -> MetricSpec {
        let kind = MetricKind::Counter;
        MetricSpec { name, unit, kind, help }
    }
}

/// What is worth a look among the metrics, what costs money, and what is limited.
#[derive(Clone, Copy, Debug)]
pub struct Measures {
    /// The metric of the small line on the card; "" for none.
    pub headline: &'static str,
    /// The metrics that are charted until someone chooses others.
    pub charted: &'static [&'static str],
    /// What costs money. The engine bills with [`Ctx::charge`](crate::sim::Ctx::charge); time is billed by itself.
    pub charges: &'static [&'static ChargeSpec],
    /// What is limited. The engine tells of its use with [`Ctx::touch`](crate::sim::Ctx::touch).
    pub quotas: &'static [&'static QuotaSpec],
}

impl Measures {
    /// Nothing of all that.
    pub const NONE: Measures = Measures {
        headline: "",
        charted: &[],
        charges: &[],
        quotas: &[],
    };
}

/// Something that costs money.
#[derive(Debug)]
pub struct ChargeSpec {
    /// The name under which a changed price is kept: `sqs-standard-requests`. Never changes once published.
    pub id: &'static str,
    /// Who bills it: `Amazon SQS`.
    pub service: &'static str,
    /// What is billed: `Standard queue requests`.
    pub label: &'static str,
    /// How it is counted.
    pub basis: Basis,
    /// The stated price of [`ChargeSpec::per`] units in us-east-1, in millionths of a dollar.
    pub micro_dollars: u64,
    /// For how many units the price is.
    pub per: u64,
    /// What a unit is called behind a number: `requests`.
    pub unit: &'static str,
    /// Where the price comes from, what is left out, and the rule.
    pub source: &'static str,
}

/// How something that costs money is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// By the engine, in units.
    Used,
    /// By the time that the node stands there, in seconds.
    Seconds,
}

/// Something that is limited.
#[derive(Debug)]
pub struct QuotaSpec {
    /// What is limited: `Messages in flight`.
    pub name: &'static str,
    /// What it counts in.
    pub unit: Unit,
    /// The rule that says so.
    pub rule: &'static str,
    /// One sentence: what happens at the limit.
    pub help: &'static str,
}

impl QuotaSpec {
    /// In one line.
    pub const fn new(name: &'static str, unit: Unit, rule: &'static str, help: &'static str) -> QuotaSpec {
        QuotaSpec { name, unit, rule, help }
    }
}

/// How a metric behaves over time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MetricKind {
    /// Goes up and down.
    Gauge,
    /// Only grows; a chart shows its growth.
    Counter,
}
