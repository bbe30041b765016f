//! The small line on a node's card.

use super::charts::rates;
use crate::base::{NodeId, SimDuration};
use crate::session::Session;

impl Session {
    /// Points of the line on a card.
    const SPARK: usize = 48;

    /// The course of a node's main metric up to the playhead, in some tens of points, and whether its kind has one.
    pub(in crate::session) fn spark(&self, id: NodeId) -> Option<Vec<i64>> {
        let doc = self.scenario.nodes.get(&id)?;
        let headline = doc.settings.spec().measures.headline;
        if headline.is_empty() {
            return None;
        }
        let (place, _) = self.place_of(id, headline)?;
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
}
