//! How near each node came to its quotas.

use crate::base::{NodeId, SimTime};
use crate::session::Session;
use crate::sim::{EventId, QuotaSpec, decimal};

/// A quota of a node.
#[derive(Clone, PartialEq, Debug)]
pub struct QuotaRow {
    /// Which node.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// What is limited.
    pub quota: &'static str,
    /// What happens at the limit.
    pub help: &'static str,
    /// The rule.
    pub rule: &'static str,
    /// The highest use so far, with its unit; "" when it was not used.
    pub used: String,
    /// The limit then, with its unit; "" when it was not used.
    pub limit: String,
    /// The highest use in hundredths of a percent of the limit.
    pub share: u64,
    /// How often more was asked for than the limit allows.
    pub exceeded: u64,
    /// When the highest use was.
    pub at: SimTime,
    /// The event that led to it; 0 for none.
    pub event: EventId,
}

impl QuotaRow {
    /// From this share on a quota is near its limit: 80 %.
    const NEAR: u64 = 8_000;

    /// Whether it is worth a warning.
    pub fn is_near(&self) -> bool {
        self.exceeded > 0 || self.share >= Self::NEAR
    }
}

impl Session {
    /// All quotas of the design's nodes: those that come near their limits first.
    pub fn quotas(&self) -> Vec<QuotaRow> {
        let meter = self.timeline.world().meter();
        let present = meter.nodes().filter(|(_, node)| node.until.is_none());
        let mut rows: Vec<QuotaRow> = present
            .flat_map(|(id, node)| {
                node.spec.measures.quotas.iter().map(move |spec| {
                    let touched = node.touched.iter().find(|touched| std::ptr::eq(touched.spec, *spec));
                    QuotaRow {
                        node: id,
                        name: node.name.to_string(),
                        quota: spec.name,
                        help: spec.help,
                        rule: spec.rule,
                        used: touched.map_or_else(String::new, |touched| say(touched.used, spec)),
                        limit: touched.map_or_else(String::new, |touched| say(touched.limit, spec)),
                        share: touched.map_or(0, |touched| touched.share()),
                        exceeded: touched.map_or(0, |touched| touched.exceeded),
                        at: touched.map_or(SimTime::ZERO, |touched| touched.at),
                        event: touched.map_or(EventId(0), |touched| touched.event),
                    }
                })
            })
            .collect();
        rows.sort_by_key(|row| !row.is_near());
        rows
    }
}

fn say(number: u64, spec: &QuotaSpec) -> String {
    let number = decimal(i64::try_from(number).unwrap_or(i64::MAX), 0);
    format!("{number} {}", spec.unit.sign()).trim_end().to_string()
}
