//! How two runs of the same design differ at the same instant.

use crate::base::NodeId;
use crate::session::run::Session;

/// A metric that is not the same in both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Of which node.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// CloudWatch's name of the metric.
    pub metric: &'static str,
    /// The sign of its unit, or "".
    pub unit: &'static str,
    /// In this run; None where the node has no such metric.
    pub this: Option<i64>,
    /// In the twin.
    pub twin: Option<i64>,
}

/// The metrics that differ, node by node in the order of their descriptions. A metric that only one of them has counts
/// when it is not zero.
pub fn differences(this: &Session, twin: &Session) -> Vec<Difference> {
    let mut found = Vec::new();
    for id in this.scenario.nodes.keys().copied() {
        let (here, there) = (this.world().node(id), twin.world().node(id));
        let (Some(here), Some(there)) = (here, there) else {
            continue;
        };
        let (ours, theirs) = (this.world().metrics(id), twin.world().metrics(id));
        let (Some(ours), Some(theirs)) = (ours, theirs) else {
            continue;
        };
        let mut specs: Vec<_> = crate::sim::Kinds::spec(here).metrics.iter().collect();
        for spec in crate::sim::Kinds::spec(there).metrics {
            if specs.iter().all(|known| known.name != spec.name) {
                specs.push(spec);
            }
        }
        for spec in specs {
            let (a, b) = (ours.get(spec.name), theirs.get(spec.name));
            if a.unwrap_or(0) != b.unwrap_or(0) {
                found.push(Difference {
                    node: id,
                    name: this.name_of(id),
                    metric: spec.name,
                    unit: spec.unit.sign(),
                    this: a,
                    twin: b,
                });
            }
        }
    }
    found
}
