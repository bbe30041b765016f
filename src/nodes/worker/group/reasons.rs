//! Why a group has the size that it has: what bounds it, what makes it wait, what it tracks.

use super::Group;
use super::config::Target;
use super::instance::Stage;
use super::rules::rule;
use super::tracking::{HIGH, LOW};
use crate::base::SimTime;
use crate::nodes::alarm_state::{Quotient, State};
use crate::sim::{Asking, decimal};

impl Group {
    /// All reasons, the most telling first.
    pub(super) fn why(&self, now: SimTime) -> Vec<Asking> {
        let mut reasons = Vec::new();
        reasons.extend(self.why_bounded());
        reasons.extend(self.why_paused(now));
        reasons.extend(self.why_warming(now));
        if self.held {
            let text =
                "would be smaller, but every instance is protected from being scaled in. It tries again each minute.";
            reasons.push(Asking::by(const { rule("CWA-093") }, text));
        }
        if self.capacity() < self.desired && !self.lost_zones.contains(&false) {
            let text = format!(
                "wants {}, but no Availability Zone is left to launch them in.",
                instances(i64::from(self.desired))
            );
            reasons.push(Asking::by(const { rule("CWA-059") }, text));
        }
        reasons.extend(self.why_tracking());
        reasons
    }

    /// CWA-126: somebody has wanted more or less than there may be.
    fn why_bounded(&self) -> Option<Asking> {
        let wanted = self.wanted?;
        let (side, bound) = if wanted > i64::from(self.desired) {
            ("MaxSize", self.max)
        } else {
            ("MinSize", self.min)
        };
        let text = format!(
            "was to have {} at the latest decision, and {side} is {bound}. Change {side} to let it go on.",
            instances(wanted)
        );
        Some(Asking::by(const { rule("CWA-126") }, text))
    }

    /// CWA-072: simple policies wait.
    fn why_paused(&self, now: SimTime) -> Option<Asking> {
        if self.pause.running.is_some() {
            let text = "is scaling by a simple policy: until its new instances are in service, and the cooldown after that, \
                        other calls of simple policies are ignored.";
            return Some(Asking::by(const { rule("CWA-072") }, text));
        }
        let until = self.pause.until;
        let text = || format!("is in its cooldown until {until}: calls of simple policies are ignored.");
        (now < until).then(|| Asking::by(const { rule("CWA-072") }, text()).until(until))
    }

    /// CWA-075, CWA-076: what is new does not count yet.
    fn why_warming(&self, now: SimTime) -> Option<Asking> {
        let warming = self.warming(now);
        if warming == 0 {
            return None;
        }
        // One that still boots begins to warm up when it is in service.
        let ends = self.instances.iter().filter(|one| one.counts() && one.is_warming(now));
        let until = ends.map(|one| match one.stage {
            Stage::Pending(ready) => ready + super::seconds(one.warm_up),
            _ => one.warm,
        });
        let until = until.max().unwrap_or(now);
        let text = format!(
            "has {} warming up until {until}: nothing is scaled in before, and step policies count what is new as added already.",
            instances(i64::from(warming))
        );
        Some(Asking::by(const { rule("CWA-076") }, text).until(until))
    }

    /// CWA-077 to CWA-082: what target tracking has seen.
    fn why_tracking(&self) -> Option<Asking> {
        let what = match self.config.target {
            Target::Off => return None,
            Target::Backlog => "The backlog per instance",
            Target::Depth => "The queue depth",
            Target::Utilization => "The share of busy threads",
        };
        if self.config.target.needs_queue() && self.config.queue.is_none() {
            let text = "tracks a queue, and none is chosen. Choose it as TargetQueue in its settings.";
            return Some(Asking::by(const { rule("CWA-082") }, text));
        }
        let tracking = &self.tracking;
        let Some(value) = tracking.latest() else {
            let (text, by) = if self.desired == 0 {
                (
                    "has no instance, so there is no value to track. Use a step policy to leave zero.",
                    const { rule("CWA-082") },
                )
            } else {
                (
                    "has no value to track yet, and does not scale without one.",
                    const { rule("CWA-079") },
                )
            };
            return Some(Asking::by(by, text));
        };
        let target = self.config.target_value;
        let low = target.times(Quotient::thousandths(900));
        let shown = |value: Quotient| decimal(value.in_thousandths(), 3);
        let seen = format!("{what} is {}, the target {}", shown(value), shown(target));
        let above = tracking.newest(HIGH, |value| *value > target);
        let below = tracking.newest(LOW, |value| *value < low);
        let (text, by) = if tracking.high == State::Alarm {
            (
                format!("tracks its target. {seen}: it scales out."),
                const { rule("CWA-078") },
            )
        } else if below > 0 && self.config.disable_scale_in {
            (
                format!("tracks its target. {seen}: it does not scale in, since DisableScaleIn is on."),
                const { rule("CWA-079") },
            )
        } else if tracking.low == State::Alarm {
            (
                format!("tracks its target. {seen}: it scales in, one step at a time."),
                const { rule("CWA-078") },
            )
        } else if above > 0 {
            let text = format!(
                "tracks its target. {seen}: above it in {above} of the last {HIGH} minutes, and all are needed."
            );
            (text, const { rule("CWA-077") })
        } else if below > 0 {
            let text = format!(
                "tracks its target. {seen}: below {} in {below} of the last {LOW} minutes, and all are needed.",
                shown(low)
            );
            (text, const { rule("CWA-077") })
        } else {
            let text = format!(
                "tracks its target. {seen}: between {} and {} it keeps its size.",
                shown(low),
                shown(target)
            );
            (text, const { rule("CWA-077") })
        };
        Some(Asking::by(by, text))
    }
}

fn instances(count: i64) -> String {
    format!("{count} instance{}", if count == 1 { "" } else { "s" })
}
