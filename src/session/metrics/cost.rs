//! What the run costs: by the price list of us-east-1, whose prices can be changed, without any free tier.

use crate::base::{NodeId, SimTime};
use crate::nodes::KINDS;
use crate::session::Session;
use crate::sim::{Basis, ChargeSpec, NodeMeter, decimal};
use std::collections::{BTreeMap, BTreeSet};

/// Where the stated prices come from.
pub const LIST: &str = "Prices of us-east-1 without free tiers, as usually quoted; not read from AWS. Prices change: \
                        check them at aws.amazon.com/pricing, and put in your own.";

/// Data sent to another region; billed to the node that sends, whatever its kind.
static TRANSFER: ChargeSpec = ChargeSpec {
    id: "data-transfer-region",
    service: "Data transfer",
    label: "To another region",
    basis: Basis::Used,
    micro_dollars: 20_000,
    per: 1_000_000_000,
    unit: "GB",
    source: "Messages on wires between regions, at the sender; inside a region it is free (SQS-204).",
};

const MONTH_SECONDS: u128 = 30 * 86_400;

/// The prices that differ from the stated ones, in millionths of a dollar.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prices(BTreeMap<&'static str, u64>);

impl Prices {
    /// The highest price that can be put in: a thousand dollars.
    const MOST: u64 = 1_000_000_000;

    /// The price in force.
    fn of(&self, spec: &ChargeSpec) -> u64 {
        self.0.get(spec.id).copied().unwrap_or(spec.micro_dollars)
    }

    /// As text to keep: a line for each changed price.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|(id, price)| format!("{id}={price}\n")).collect()
    }

    /// Reads what was kept; lines that can't be read or name nothing known are left out.
    pub fn from_text(text: &str) -> Prices {
        let line = |line: &str| {
            let (id, price) = line.split_once('=')?;
            let spec = charges().find(|spec| spec.id == id)?;
            let price = price.parse().ok().filter(|price| *price <= Self::MOST)?;
            Some((spec.id, price))
        };
        Prices(text.lines().filter_map(line).collect())
    }
}

/// Everything that can cost money, each once.
fn charges() -> impl Iterator<Item = &'static ChargeSpec> {
    let mut seen = BTreeSet::new();
    let of_kinds = KINDS.iter().flat_map(|spec| spec.measures.charges.iter().copied());
    of_kinds.chain([&TRANSFER]).filter(move |charge| seen.insert(charge.id))
}

/// A line of the bill.
#[derive(Clone, PartialEq, Debug)]
pub struct ChargeRow {
    /// The name under which its price is kept.
    pub id: &'static str,
    /// Who bills it.
    pub service: &'static str,
    /// What is billed.
    pub label: &'static str,
    /// How much: `1,204 requests`.
    pub used: String,
    /// The price in dollars, as in a field: `0.4`.
    pub price: String,
    /// For what: `per 1,000,000 requests`.
    pub per: String,
    /// Whether the price was changed.
    pub changed: bool,
    /// The cost so far: `$0.0004816`.
    pub cost: String,
    /// The cost of thirty days at the rate so far, or "".
    pub month: String,
    /// Where the price comes from.
    pub source: &'static str,
}

/// Calls of one action at one node.
#[derive(Clone, PartialEq, Debug)]
pub struct CallRow {
    /// Which node.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// The action.
    pub action: &'static str,
    /// How many calls.
    pub calls: u64,
}

/// The bill up to the playhead.
#[derive(Clone, PartialEq, Debug)]
pub struct Cost {
    /// What costs money in this design.
    pub rows: Vec<ChargeRow>,
    /// The cost of all.
    pub total: String,
    /// The cost of all in thirty days, or "" at the very start.
    pub month: String,
    /// Calls by node and action.
    pub calls: Vec<CallRow>,
    /// Whether any price was changed.
    pub changed: bool,
    /// Where the prices come from.
    pub list: &'static str,
}

impl Session {
    /// The bill up to the playhead.
    pub fn cost(&self) -> Cost {
        let meter = self.timeline.world().meter();
        let now = self.now();
        let (mut rows, mut total) = (Vec::new(), 0u128);
        for spec in charges() {
            let concerned = |node: &NodeMeter| node.spec.measures.charges.iter().any(|known| known.id == spec.id);
            let known = meter.nodes().any(|(_, node)| concerned(node));
            let used: u128 = meter.nodes().map(|(_, node)| units(node, spec, now)).sum();
            if !known && used == 0 {
                continue;
            }
            let pico = pico_dollars(used, spec, self.prices.of(spec));
            total += pico;
            rows.push(self.charge_row(spec, used, pico));
        }
        let calls = meter.nodes().flat_map(|(id, node)| {
            node.called.iter().map(move |called| CallRow {
                node: id,
                name: node.name.to_string(),
                action: called.action,
                calls: called.calls,
            })
        });
        Cost {
            rows,
            total: dollars(total),
            month: month(total, now),
            calls: calls.collect(),
            changed: self.prices != Prices::default(),
            list: LIST,
        }
    }

    fn charge_row(&self, spec: &'static ChargeSpec, used: u128, pico: u128) -> ChargeRow {
        let price = self.prices.of(spec);
        // Seconds are told in hours, bytes in gigabytes, to three decimals; the rest as it is.
        let (used, per) = match spec.unit {
            "hours" => (thousandths(used * 1_000 / 3_600_000_000), "1".to_string()),
            "GB" => (thousandths(used * 1_000 / 1_000_000_000), "1".to_string()),
            _ => (
                decimal(i64::try_from(used).unwrap_or(i64::MAX), 0),
                decimal(i64::try_from(spec.per).unwrap_or(i64::MAX), 0),
            ),
        };
        let unit = if per == "1" {
            spec.unit.trim_end_matches('s')
        } else {
            spec.unit
        };
        ChargeRow {
            id: spec.id,
            service: spec.service,
            label: spec.label,
            used: format!("{used} {}", spec.unit),
            price: decimal(i64::try_from(price).unwrap_or(i64::MAX), 6),
            per: format!("per {per} {unit}").replace("per 1 ", "per "),
            changed: price != spec.micro_dollars,
            cost: dollars(pico),
            month: month(pico, self.now()),
            source: spec.source,
        }
    }

    /// The prices in force, to keep.
    pub fn prices(&self) -> &Prices {
        &self.prices
    }

    /// Gives something another price, in dollars as typed. False, with a notice, when it can't be read.
    pub(in crate::session) fn set_price(&mut self, id: &str, text: &str) -> bool {
        let Some(spec) = charges().find(|spec| spec.id == id) else {
            return false;
        };
        let Some(price) = parse_dollars(text).filter(|price| *price <= Prices::MOST) else {
            let text = format!(
                "“{}” is no price for {}. Write dollars with at most six decimals, for example 0.4, up to 1,000.",
                text.chars().take(20).collect::<String>(),
                spec.label
            );
            self.notify(text, true, false);
            return false;
        };
        if price == spec.micro_dollars {
            self.prices.0.remove(spec.id);
        } else {
            self.prices.0.insert(spec.id, price);
        }
        true
    }
}

/// What a node used of it; seconds in microseconds.
fn units(node: &NodeMeter, spec: &ChargeSpec, now: SimTime) -> u128 {
    let listed = node.spec.measures.charges.iter().any(|known| known.id == spec.id);
    if spec.id == TRANSFER.id {
        return node.crossed.into();
    }
    match spec.basis {
        Basis::Seconds if listed => node.until.unwrap_or(now).since(node.since).0.into(),
        Basis::Seconds => 0,
        Basis::Used => {
            let used = node.charged.iter().filter(|charged| charged.spec.id == spec.id);
            used.map(|charged| u128::from(charged.units)).sum()
        }
    }
}

/// Rounded down only at the millionth of a millionth of a dollar.
fn pico_dollars(units: u128, spec: &ChargeSpec, micro_dollars: u64) -> u128 {
    let per = match spec.basis {
        Basis::Used => u128::from(spec.per),
        Basis::Seconds => u128::from(spec.per) * 1_000_000,
    };
    units * u128::from(micro_dollars) * 1_000_000 / per.max(1)
}

/// What it would be in thirty days; "" during the first second, when there is no rate yet.
fn month(pico: u128, now: SimTime) -> String {
    if now < SimTime::from_secs(1) {
        return String::new();
    }
    dollars(pico * MONTH_SECONDS * 1_000_000 / u128::from(now.0))
}

/// Small sums to seven decimals, others to four, large ones to cents.
fn dollars(pico: u128) -> String {
    let (decimals, unit): (u32, u128) = match pico {
        ..10_000_000_000 => (7, 100_000),
        10_000_000_000..10_000_000_000_000 => (4, 100_000_000),
        _ => (2, 10_000_000_000),
    };
    let rounded = (pico + unit / 2) / unit;
    let scale = 10u128.pow(decimals);
    let whole = decimal(i64::try_from(rounded / scale).unwrap_or(i64::MAX), 0);
    format!("${whole}.{:0width$}", rounded % scale, width = decimals as usize)
}

fn thousandths(number: u128) -> String {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    format!("{}.{:03}", decimal(number / 1_000, 0), number % 1_000)
}

/// Dollars with at most six decimals, in millionths.
fn parse_dollars(text: &str) -> Option<u64> {
    let text: String = text
        .trim()
        .trim_start_matches('$')
        .chars()
        .filter(|c| *c != ',')
        .collect();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) || fraction.len() > 6 {
        return None;
    }
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let fraction: u64 = format!("{fraction:0<6}").parse().ok()?;
    whole.checked_mul(1_000_000)?.checked_add(fraction)
}
