//! A run as it came about, to be told in a link, and the way back: the run is done again up to the same moment.

use super::action::{Action, Changed, Selection};
use super::run::Session;
use crate::base::{NodeId, WireId};
use crate::scenario::{Edit, Scenario};
use crate::share::Recording;
use crate::sim::{Moment, Timeline};

/// So many pieces of work are done again at once; the rest follows from frame to frame.
const AT_ONCE: u64 = 20_000;

impl Session {
    /// The run so far: what it began with, everything that was done to it, and where the playhead stands.
    pub fn recording(&self) -> Recording {
        Recording {
            began: self.base.clone(),
            deeds: self
                .timeline
                .journal()
                .map(|(moment, deed)| (moment, deed.clone()))
                .collect(),
            moment: self.timeline.moment(),
            rate: self.playback.rate,
            selection: (
                self.selection.nodes.iter().copied().collect(),
                self.selection.wires.iter().copied().collect(),
            ),
            gaze: None,
        }
    }

    /// A design with a recorded run of it, on its way to the moment of the recording.
    pub fn recorded(scenario: Scenario, recording: Recording) -> Session {
        let mut session = Session::new(scenario);
        session.follow_recording(recording);
        session
    }

    /// Whether a recorded run is still being done again.
    pub fn is_replaying(&self) -> bool {
        self.replaying.is_some()
    }

    /// Opens a design with a run of it, paused at the moment of the recording.
    pub(super) fn open_recording(&mut self, scenario: Box<Scenario>, recording: Recording) -> Changed {
        if !self.edit(Edit::Replace(scenario), "") {
            return Changed::NOTICES;
        }
        self.restart();
        self.follow_recording(recording);
        Changed::ALL
    }

    fn follow_recording(&mut self, recording: Recording) {
        let world = recording.began.world();
        let program = recording.began.program();
        self.timeline = Timeline::new(world, program).with_journal(recording.deeds);
        self.base = recording.began;
        self.playback.playing = false;
        self.dispatch(Action::SetRate(recording.rate));
        let (nodes, wires) = recording.selection;
        let scenario = &self.scenario;
        self.selection = Selection {
            nodes: nodes
                .into_iter()
                .filter(|id: &NodeId| scenario.nodes.contains_key(id))
                .collect(),
            wires: wires
                .into_iter()
                .filter(|id: &WireId| scenario.wires.contains_key(id))
                .collect(),
            ..Selection::default()
        };
        self.replaying = Some(recording.moment);
        self.replay(AT_ONCE);
    }

    /// Does at most so many pieces of a recorded run again. True when there is more to do.
    pub(super) fn replay(&mut self, budget: u64) -> bool {
        let Some(end) = self.replaying else { return false };
        let mut going = true;
        for _ in 0..budget {
            let Moment { steps, at } = self.timeline.moment();
            // Other engines may come there earlier or later; then the time decides.
            going = steps < end.steps && at <= end.at && self.timeline.step();
            if !going {
                break;
            }
        }
        if !going {
            self.replaying = None;
            let steps = self.timeline.moment().steps;
            self.timeline.seek_moment(Moment { steps, at: end.at });
        }
        self.playback.target = self.now();
        self.follow();
        going
    }
}
