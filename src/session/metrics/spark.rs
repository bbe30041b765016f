//! The small line on a node's card.

use super::charts::rates;
use crate::base::{NodeId, SimDuration};
use crate::session::Session;

impl Session {
    /// Points of the line on a card.
    const SPARK: usize = 48;

    /// The course of a node's main metric up to the playhead, in some tens of points, and whether its kind has one.
    pub(in crate::session) fn spark(&self, id: NodeId) -> Option<Vec<i64>> {
        let (headline, place) = self.headline(id)?;
        let series = self.timeline.world().series();
        let raw = series.points(id, place).collect::<Vec<_>>();
        let each = raw.len().div_ceil(Self::SPARK).max(1);
        if self.counts_up(id, headline) {
            let step = SimDuration(series.interval().0 * each as u64).max(SimDuration::from_secs(1));
            return Some(rates(&raw, step).into_iter().map(|(_, rate)| rate).collect());
        }
        // The highest of each few points, so that no peak is lost.
        let highest = |few: &[(_, i64)]| few.iter().map(|(_, value)| *value).max().unwrap_or(0);
        Some(raw.chunks(each).map(highest).collect())
    }

    /// Whether there is a line.
    pub(in crate::session) fn has_spark(&self, id: NodeId) -> bool {
        self.headline(id).is_some()
    }

    /// The main metric of a node, and its place among the node's metrics.
    fn headline(&self, id: NodeId) -> Option<(&'static str, usize)> {
        let headline = self.scenario.nodes.get(&id)?.settings.spec().measures.headline;
        if headline.is_empty() {
            return None;
        }
        self.place_of(id, headline).map(|(place, _)| (headline, place))
    }
}
