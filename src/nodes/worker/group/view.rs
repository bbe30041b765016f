//! What a group shows of itself: metrics, its card, and why it asks for messages or doesn't.

use super::instance::{Instance, Stage};
use super::{Counts, Group};
use crate::base::{SimTime, WireId};
use crate::sim::{Asking, Bar, Card, Lane, Metrics, Tone};

impl Group {
    fn count(&self, fits: impl Fn(&Instance) -> bool) -> u64 {
        self.instances.iter().filter(|one| fits(one)).count() as u64
    }

    fn counts(&self) -> Counts {
        let mut counts = self.gone;
        self.instances.iter().for_each(|one| counts.add(&one.worker.counts));
        counts
    }

    fn in_hand(&self) -> u64 {
        self.instances.iter().map(|one| one.worker.in_hand()).sum()
    }

    pub(super) fn fill_metrics(&self, _now: SimTime, out: &mut Metrics) {
        out.set("GroupDesiredCapacity", self.desired);
        out.set("GroupInServiceInstances", self.count(Instance::is_in_service));
        out.set(
            "GroupPendingInstances",
            self.count(|one| matches!(one.stage, Stage::Pending(_))),
        );
        out.set("GroupTerminatingInstances", self.count(Instance::is_waiting));
        out.set("GroupTotalInstances", self.instances.len() as u64);
        out.set("GroupMinSize", self.min);
        out.set("GroupMaxSize", self.max);
        out.set("Launched", self.launched);
        out.set("Terminated", self.terminated);
        out.set("ScalingIgnored", self.ignored);
        self.counts().tell(out);
        out.set("Busy", self.instances.iter().map(|one| one.worker.busy()).sum::<u64>());
        out.set("InHand", self.in_hand());
    }

    pub(super) fn fill_card(&self, now: SimTime, card: &mut Card) {
        let (ready, pending) = (
            self.count(Instance::is_in_service),
            self.count(|one| matches!(one.stage, Stage::Pending(_))),
        );
        let ending = self.count(Instance::is_waiting);
        card.bar = Some(Bar {
            label: "serving",
            filled: ready as u32,
            whole: (ready + pending + ending).max(u64::from(self.desired)) as u32,
        });
        let tokens = self.instances.iter().flat_map(|one| one.worker.hand_tokens());
        card.lanes.push(Lane {
            label: "in hand",
            tokens: tokens.take(Card::LANE_TOKENS).collect(),
            total: self.in_hand(),
        });
        let counts = self.counts();
        card.figure(counts.done, "done", Tone::Plain);
        if pending > 0 {
            card.figure(pending, "pending", Tone::Plain);
        }
        if ending > 0 {
            card.figure(ending, "terminating", Tone::Warning);
        }
        if counts.twice > 0 {
            card.figure(counts.twice, "done twice", Tone::Bad);
        } else if counts.abandoned > 0 {
            card.figure(counts.abandoned, "dropped", Tone::Warning);
        }
        let (status, tone) = self.status(now, ready);
        card.status = status.to_string();
        card.tone = tone;
    }

    fn status(&self, now: SimTime, ready: u64) -> (&'static str, Tone) {
        if self.started && ready == 0 && self.desired == 0 {
            return ("no instances", Tone::Warning);
        }
        if self.config.target.needs_queue() && self.config.queue.is_none() {
            return ("tracks no queue", Tone::Warning);
        }
        if self.work.problem().is_some() {
            return ("a text is not understood", Tone::Warning);
        }
        if self.pause.running.is_some() {
            return ("scaling", Tone::Plain);
        }
        if now < self.pause.until {
            return ("cooldown", Tone::Plain);
        }
        if self.warming(now) > 0 {
            return ("warming up", Tone::Plain);
        }
        if self.held {
            return ("protected", Tone::Warning);
        }
        if self.slow > 100 {
            return ("slow", Tone::Warning);
        }
        ("", Tone::Plain)
    }

    /// The best answer of its instances: one that asks now, or the one that asks next.
    pub(super) fn asks(&self, now: SimTime, wire: WireId) -> Asking {
        let working = || self.instances.iter().filter(|one| one.is_in_service());
        if let Some(one) = working().find(|one| one.worker.polls(wire)) {
            return one.worker.asks(now, wire);
        }
        let answers = working().map(|one| one.worker.asks(now, wire));
        if let Some(next) = answers.min_by_key(|asking| asking.until.unwrap_or(SimTime::NEVER)) {
            return next;
        }
        let boots = self.instances.iter().filter_map(|one| match one.stage {
            Stage::Pending(until) => Some(until),
            _ => None,
        });
        let until = boots.min();
        Asking {
            text: match until {
                Some(until) => format!("has no instance in service; the next is ready at {until}."),
                None => "has no instance in service.".to_string(),
            },
            rule: Some(const { super::rule("CWA-057") }),
            until,
        }
    }
}
