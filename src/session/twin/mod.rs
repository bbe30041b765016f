//! The twin run: the same run once more with one setting of a node or wire changed, driven by the clock of the first and given everything
//! that is done to it by hand.

mod differences;
mod suggestions;
mod variation;

#[cfg(test)]
mod tests;

pub use differences::{Difference, differences};
pub use suggestions::{Variable, VariationRow};
pub use variation::Variation;

use super::action::Changed;
use super::run::Session;
use crate::base::SimTime;
use crate::scenario::{Edit, Scenario};
use crate::sim::Outcome;

/// What keeps a twin beside its run. The twin's own session is kept by whoever shows it.
#[derive(Clone, Debug)]
pub struct Twin {
    variation: Variation,
    branch: u64,
    deeds: usize,
    source: Scenario,
    redrawn: bool,
}

impl Twin {
    /// A twin at the start of the run, to be driven to where the run is by [`Twin::follow`].
    pub fn new(run: &Session, variation: Variation) -> (Twin, Session) {
        let mut base = run.base.clone();
        variation.apply(&mut base);
        let mut session = Session::new(base);
        let mut scenario = run.scenario.clone();
        variation.apply(&mut scenario);
        session.scenario = scenario;
        let twin = Twin {
            variation,
            branch: run.branch,
            deeds: 0,
            source: run.scenario.clone(),
            redrawn: true,
        };
        (twin, session)
    }

    /// What differs in it.
    pub fn variation(&self) -> &Variation {
        &self.variation
    }

    /// Brings the twin to where the run is with at most `budget` pieces of work. True when it is there.
    pub fn follow(&mut self, session: &mut Session, run: &Session, budget: u64) -> bool {
        if self.branch != run.branch || self.deeds > run.timeline.journal().count() {
            (*self, *session) = Twin::new(run, self.variation.clone());
        }
        session.playback.playing = run.playback.playing;
        session.playback.rate = run.playback.rate;
        if self.source != run.scenario {
            self.source = run.scenario.clone();
            self.redrawn = true;
            session.scenario = run.scenario.clone();
            self.variation.apply(&mut session.scenario);
        }
        while let Some((moment, deed)) = run.timeline.journal().nth(self.deeds) {
            if session.now() > moment.at {
                session.timeline.approach(moment.at);
            }
            if session.timeline.advance(moment.at, budget).outcome == Outcome::Budget {
                session.follow();
                return false;
            }
            session.timeline.act(self.variation.translate(deed));
            session.follow();
            self.deeds += 1;
        }
        let goal = run.now();
        if run.events_total() == 0 && goal == SimTime::ZERO {
            // Nothing has happened yet, not even what is due at the first instant.
            if session.events_total() > 0 {
                (*self, *session) = Twin::new(run, self.variation.clone());
            }
            return true;
        }
        if session.now() > goal {
            session.timeline.approach(goal);
        }
        let there = session.timeline.advance(goal, budget).outcome != Outcome::Budget;
        session.follow();
        there
    }

    /// Whether its document has changed since this was asked for the last time.
    pub fn take_redrawn(&mut self) -> bool {
        std::mem::take(&mut self.redrawn)
    }

    /// Turned around: the run has become what the twin was.
    pub fn turned(&self, run_before: &Scenario) -> Option<Variation> {
        self.variation.inverse(run_before)
    }
}

impl Session {
    /// Takes over what a twin has: its setting as an edit of the document, and its run up to now. Another kind begins its
    /// run again.
    pub fn keep_twin(&mut self, session: &Session, variation: &Variation) -> Changed {
        self.arrive();
        let edit = variation.edit().unwrap_or_else(|| {
            let mut scenario = self.scenario.clone();
            variation.apply(&mut scenario);
            if let Variation::Kind { node, .. } = variation {
                scenario.mend_name(*node);
            }
            Edit::Replace(Box::new(scenario))
        });
        if let Err(error) = self.history.apply(&mut self.scenario, edit, None) {
            self.notify(error.to_string(), true, false);
            return Changed::NOTICES;
        }
        self.drop_branch();
        self.branch += 1;
        if variation.edit().is_none() {
            self.restart();
            return Changed::ALL;
        }
        self.base = session.base.clone();
        self.timeline = session.timeline.clone();
        self.density = session.density.clone();
        self.notable = session.notable.clone();
        self.bookmarks.loosen();
        self.stops.look_afresh(self.timeline.world());
        self.playback.target = self.now();
        Changed::ALL
    }

    /// The nodes that a twin shows to be different, for their cards.
    pub fn set_differing(&mut self, nodes: std::collections::BTreeSet<crate::base::NodeId>) -> Changed {
        if self.differing == nodes {
            return Changed::NOTHING;
        }
        self.differing = nodes;
        Changed::RUN
    }
}
