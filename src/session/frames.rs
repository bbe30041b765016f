//! What happens in a frame while the run plays: how far it is to go, the work in slices, and what stops it.

use super::action::Changed;
use super::playback::Playback;
use super::run::Session;
use crate::base::SimTime;
use crate::nodes::World;
use crate::sim::{Outcome, violations};

/// How much wall time lies between two checks of the invariants while the run plays.
const AUDIT_EVERY_MICROS: u64 = 2_000_000;
/// Checking the invariants visits every message; with more than this the page leaves it to the tests.
const AUDIT_MESSAGES: u64 = 2_000;

impl Session {
    /// Begins a frame: `wall_micros` have passed since the last one began.
    pub fn begin_frame(&mut self, wall_micros: u64) {
        self.frame_began = self.timeline.moment().at;
        if self.playback.playing {
            let span = self.playback.simulated(wall_micros.min(250_000));
            let end = self.scenario.until.unwrap_or(SimTime::NEVER);
            // What could not be done in the last frame is not owed: the playhead falls behind and the true rate says so.
            self.playback.target = (self.frame_began + span).min(end);
        }
    }

    /// Does at most `budget` pieces of this frame's work. True when there is more to do before the frame is complete.
    pub fn work(&mut self, budget: u64) -> bool {
        if self.replaying.is_some() {
            return self.replay(budget);
        }
        if self.is_scrubbing() {
            return self.scrub_on(budget);
        }
        if !self.playback.playing {
            return false;
        }
        let outcome = self.advance_watching(budget);
        self.follow();
        match outcome {
            Outcome::Budget => true,
            Outcome::Reached => false,
            Outcome::ZeroDelayLoop => {
                self.stop(format!(
                    "More than {} things happened at {} without any time passing: some nodes chase each other in a \
                     circle. Give a wire of the circle some latency, or a worker some work.",
                    World::INSTANT_LIMIT,
                    self.timeline.moment().at
                ));
                false
            }
        }
    }

    /// Ends a frame that took `wall_micros`, and tells what may look different.
    pub fn end_frame(&mut self, wall_micros: u64) -> Changed {
        if !self.playback.playing {
            // A run that stopped itself during this frame has something to show.
            return if std::mem::take(&mut self.just_stopped) {
                Changed::ALL.without(Changed::DOCUMENT)
            } else if std::mem::replace(&mut self.replayed, self.replaying.is_some()) {
                Changed::RUN
            } else {
                Changed::NOTHING
            };
        }
        let now = self.timeline.moment().at;
        self.playback.measure(wall_micros, now.since(self.frame_began));
        self.since_audit += wall_micros;
        if self.since_audit >= AUDIT_EVERY_MICROS {
            self.since_audit = 0;
            self.audit();
        }
        if self.scenario.until.is_some_and(|until| now >= until) {
            self.playback.playing = false;
            return Changed::RUN | Changed::PLAYBACK;
        }
        Changed::RUN
    }

    /// Checks that every message is accounted for; stops the run with a report when one is not.
    fn audit(&mut self) {
        let world = self.timeline.world();
        if world.ledger().alive() > AUDIT_MESSAGES {
            return;
        }
        if let Some(first) = violations(world).into_iter().next() {
            self.stop(format!(
                "The simulation has broken one of its own rules and was paused: {first}. Your design is safe. Please \
                 share the link with a report: it reproduces the run."
            ));
        }
    }

    fn stop(&mut self, why: String) {
        self.playback.playing = false;
        self.notify(why.clone(), true, false);
        self.stopped = Some(why);
        self.just_stopped = true;
    }

    pub(super) fn set_playing(&mut self, playing: bool) -> Changed {
        if playing && self.scenario.until.is_some_and(|until| self.now() >= until) {
            self.restart();
        }
        self.playback.playing = playing && self.stopped.is_none();
        self.playback.target = self.now();
        self.playback.reset_measure();
        Changed::PLAYBACK | Changed::RUN
    }

    pub(super) fn set_rate(&mut self, rate: u32) -> Changed {
        self.playback.rate = rate.clamp(Playback::SLOWEST, Playback::FASTEST);
        self.playback.reset_measure();
        Changed::PLAYBACK
    }
}
