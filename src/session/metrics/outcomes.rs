//! What became of everything: effects, duplicates, losses, broken order, refusals.

use crate::base::{NodeId, SimTime};
use crate::session::Session;
use crate::sim::{EventId, Fate, NodeMeter, Tally};

/// The sums over the whole design.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Outcomes {
    /// Messages made.
    pub made: u64,
    /// Messages that are still somewhere.
    pub alive: u64,
    /// Work that had its effect for the first time.
    pub effects: u64,
    /// Work whose effect had happened before.
    pub duplicates: u64,
    /// First effects after that of a younger message of the same group or producer.
    pub reordered: u64,
    /// Messages that ended without anyone deleting them: expired, purged, refused, lost.
    pub lost: u64,
    /// Calls and messages refused, retried ones included.
    pub refused: u64,
}

/// What happened at one node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutcomeRow {
    /// Which.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// Whether it has been removed.
    pub removed: bool,
    /// Words and counts that are not zero, the usual first; whether it is bad.
    pub counts: Vec<(&'static str, u64, bool)>,
}

/// Refusals of one node with one code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefusalRow {
    /// Which node.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// The exact code.
    pub code: &'static str,
    /// How often.
    pub times: u64,
    /// The last one.
    pub last: EventId,
    /// When that was.
    pub at: SimTime,
}

/// Fates in which a message gets lost.
const LOSSES: [Fate; 4] = [Fate::Expired, Fate::Purged, Fate::Refused, Fate::Lost];

impl Session {
    /// The sums up to the playhead.
    pub fn outcomes(&self) -> Outcomes {
        let world = self.timeline.world();
        let (meter, ledger) = (world.meter(), world.ledger());
        let refused = meter.nodes().flat_map(|(_, node)| &node.refused);
        Outcomes {
            made: ledger.made,
            alive: ledger.alive(),
            effects: meter.total(Tally::Effects),
            duplicates: meter.total(Tally::Duplicates),
            reordered: meter.total(Tally::Reordered),
            lost: LOSSES.iter().map(|fate| ledger.count(*fate)).sum(),
            refused: refused.map(|refused| refused.times).sum(),
        }
    }

    /// What happened at each node.
    pub fn outcome_rows(&self) -> Vec<OutcomeRow> {
        let rows = self.timeline.world().meter().nodes().map(|(id, node)| OutcomeRow {
            node: id,
            name: node.name.to_string(),
            removed: node.until.is_some(),
            counts: counts(node),
        });
        rows.filter(|row| !row.counts.is_empty()).collect()
    }

    /// Refusals by node and code.
    pub fn refusals(&self) -> Vec<RefusalRow> {
        let nodes = self.timeline.world().meter().nodes();
        nodes
            .flat_map(|(id, node)| {
                node.refused.iter().map(move |refused| RefusalRow {
                    node: id,
                    name: node.name.to_string(),
                    code: refused.code,
                    times: refused.times,
                    last: refused.last,
                    at: refused.at,
                })
            })
            .collect()
    }
}

fn counts(node: &NodeMeter) -> Vec<(&'static str, u64, bool)> {
    let tally = |what: Tally| node.count(what);
    let all = [
        ("made", tally(Tally::Made), false),
        ("accepted", tally(Tally::Accepted), false),
        ("received", tally(Tally::Received), false),
        ("received again", tally(Tally::Redelivered), true),
        ("visible again", tally(Tally::VisibleAgain), true),
        ("empty receives", tally(Tally::EmptyReceives), false),
        ("done", tally(Tally::Effects), false),
        ("done twice", tally(Tally::Duplicates), true),
        ("out of order", tally(Tally::Reordered), true),
        ("skipped as known", tally(Tally::Skipped), false),
        ("failed", tally(Tally::Failed), true),
        ("dropped in a crash", tally(Tally::Abandoned), true),
        ("deduplicated", tally(Tally::Deduplicated), false),
        ("moved on", tally(Tally::Moved), true),
        ("redriven", tally(Tally::Redriven), false),
        ("deleted", node.fate(Fate::Done), false),
        ("expired", node.fate(Fate::Expired), true),
        ("purged", node.fate(Fate::Purged), true),
        ("refused", node.fate(Fate::Refused), true),
        ("lost", node.fate(Fate::Lost), true),
        ("requests lost on wires", tally(Tally::RequestsLost), true),
        ("answers lost on wires", tally(Tally::AnswersLost), true),
    ];
    all.into_iter().filter(|(_, count, _)| *count > 0).collect()
}
