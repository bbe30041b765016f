//! Decisions: what alarms and target tracking want at one instant, and what becomes of it.

use super::policy::{Policy, Way};
use super::rules::rule;
use super::{DECIDE, Group, SCHEDULE};
use crate::base::{MessageId, SimDuration, SimTime, WireId};
use crate::nodes::alarm_state::Quotient;
use crate::sim::{AttributeValue, Ctx, EventId, Happening, Message, Phase, Rule, Timer};
use std::cmp::Ordering;

/// What somebody wants.
#[derive(Clone, Debug)]
pub struct Proposal {
    cause: EventId,
    wish: Wish,
}

#[derive(Clone, Debug)]
enum Wish {
    /// An alarm has called a policy, with this distance from its threshold.
    Policy(Policy, Option<Quotient>),
    /// Target tracking has a capacity in mind.
    Tracking(i64),
}

/// CWA-072: what keeps simple policies from acting.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pause {
    /// Whether an activity of a simple policy is under way, and how long the cooldown after it is.
    pub running: Option<SimDuration>,
    /// The end of the cooldown.
    pub until: SimTime,
}

/// A capacity that one of them leads to.
struct Choice {
    cause: EventId,
    target: i64,
    by: &'static Rule,
    why: &'static str,
    warm_up: u64,
    cooldown: Option<u64>,
}

impl Group {
    /// An alarm's message: its policy is the wire's, or one that was made by name.
    pub(super) fn propose(&mut self, wire: WireId, message: &Message, cx: &mut Ctx<'_>) {
        let Some(terms) = cx.terms(wire) else { return };
        let named = self.policies.get(&terms.text("PolicyName")).cloned();
        let policy = named.unwrap_or_else(|| Policy::of(terms));
        let figure = |name: &str| {
            let attribute = message
                .draft
                .attributes
                .iter()
                .find(|known| known.name.as_ref() == name)?;
            let AttributeValue::Text(text) = &attribute.value else {
                return None;
            };
            thousandths(text)
        };
        let breach = figure("MetricValue")
            .zip(figure("Threshold"))
            .map(|(value, threshold)| value.minus(threshold));
        self.wish(Wish::Policy(policy, breach), cx);
    }

    /// Target tracking has decided.
    pub(super) fn propose_capacity(&mut self, target: i64, cx: &mut Ctx<'_>) {
        self.wish(Wish::Tracking(target), cx);
    }

    /// CWA-083: all that comes at this instant is decided together.
    fn wish(&mut self, wish: Wish, cx: &mut Ctx<'_>) {
        if self.proposals.is_empty() {
            cx.wake(cx.now(), Phase::Deadlines, Timer { tag: DECIDE, key: 0 });
        }
        let cause = cx.cause();
        self.proposals.push(Proposal { cause, wish });
    }

    /// CWA-083: of all that is possible, the largest capacity.
    pub(super) fn decide(&mut self, cx: &mut Ctx<'_>) {
        let proposals = std::mem::take(&mut self.proposals);
        let mut best: Option<Choice> = None;
        for proposal in proposals {
            cx.because(proposal.cause);
            let choice = match proposal.wish {
                Wish::Tracking(target) => Ok(Some(Choice {
                    cause: proposal.cause,
                    target,
                    by: const { rule("CWA-078") },
                    why: "target tracking",
                    warm_up: self.config.warm_up,
                    cooldown: None,
                })),
                Wish::Policy(policy, breach) => self.weigh(&policy, breach, proposal.cause, cx.now()),
            };
            match choice {
                Ok(Some(choice)) if best.as_ref().is_none_or(|best| choice.target > best.target) => best = Some(choice),
                Ok(_) => {}
                Err(rule) => {
                    self.ignored += 1;
                    cx.tell(MessageId::NONE, Happening::Noted, Some(rule));
                }
            }
        }
        if let Some(best) = best {
            self.carry_out(&best, cx);
        }
    }

    /// Somebody calls a policy by hand. False when its cooldown is to be honoured and has not passed (CWA-072).
    pub(super) fn execute(&mut self, policy: &Policy, breach: Option<Quotient>, honor: bool, cx: &mut Ctx<'_>) -> bool {
        let pause = self.pause;
        if !honor {
            self.pause = Pause::default();
        }
        let choice = self.weigh(policy, breach, cx.cause(), cx.now());
        self.pause = pause;
        match choice {
            Ok(Some(choice)) => self.carry_out(&choice, cx),
            Ok(None) => {}
            Err(_) if matches!(policy.way, Way::Simple(..)) => return false,
            Err(rule) => {
                self.ignored += 1;
                cx.tell(MessageId::NONE, Happening::Noted, Some(rule));
            }
        }
        true
    }

    fn carry_out(&mut self, best: &Choice, cx: &mut Ctx<'_>) {
        cx.because(best.cause);
        if self.resize(best.target, best.why, best.by, cx) {
            self.reconcile(best.warm_up, best.cooldown.is_some(), cx);
            if let Some(cooldown) = best.cooldown {
                self.pause.running = Some(SimDuration::from_secs(cooldown));
                self.end_activity(cx);
            }
        }
    }

    /// What a policy leads to; `Err` is the rule that forbids it now, `Ok(None)` means no change.
    fn weigh(
        &self,
        policy: &Policy,
        breach: Option<Quotient>,
        cause: EventId,
        now: SimTime,
    ) -> Result<Option<Choice>, &'static Rule> {
        let desired = i64::from(self.desired);
        match &policy.way {
            Way::Simple(by, cooldown) => {
                if self.pause.running.is_some() || now < self.pause.until {
                    return Err(const { rule("CWA-072") });
                }
                Ok(Some(Choice {
                    cause,
                    target: policy.adjustment.apply(desired, *by),
                    by: const { rule("CWA-071") },
                    why: "a simple policy",
                    warm_up: 0,
                    cooldown: Some(cooldown.unwrap_or(self.config.cooldown)),
                }))
            }
            Way::Step(steps, warm_up) => {
                let Some(by) = breach.and_then(|breach| steps.pick(breach)) else {
                    return Ok(None);
                };
                let warming = i64::from(self.warming(now));
                let target = match policy.adjustment.apply(desired, by).cmp(&desired) {
                    Ordering::Less if warming > 0 => return Err(const { rule("CWA-076") }),
                    Ordering::Less | Ordering::Equal => policy.adjustment.apply(desired, by),
                    // CWA-075: what warms up counts as added already.
                    Ordering::Greater => policy.adjustment.apply((desired - warming).max(0), by),
                };
                if warming > 0 && target <= desired {
                    return Err(const { rule("CWA-075") });
                }
                Ok(Some(Choice {
                    cause,
                    target,
                    by: const { rule("CWA-073") },
                    why: "a step policy",
                    warm_up: warm_up.unwrap_or(self.config.warm_up),
                    cooldown: None,
                }))
            }
        }
    }

    /// How many instances are warming up.
    pub(super) fn warming(&self, now: SimTime) -> u32 {
        let warming = self.instances.iter().filter(|one| one.counts() && one.is_warming(now));
        warming.count() as u32
    }

    /// CWA-050, CWA-126: a new desired capacity, brought back between minimum and maximum. False when nothing changes.
    pub(super) fn resize(&mut self, target: i64, why: &'static str, by: &'static Rule, cx: &mut Ctx<'_>) -> bool {
        let most = i64::from(self.max.max(self.min));
        let fitting = target.clamp(i64::from(self.min), most);
        let by = if fitting == target {
            by
        } else {
            const { rule("CWA-126") }
        };
        self.wanted = (fitting != target).then_some(target);
        let to = u32::try_from(fitting).unwrap_or(self.desired);
        let from = self.desired;
        if to == from {
            if fitting != target {
                cx.tell(MessageId::NONE, Happening::Noted, Some(by));
            }
            return false;
        }
        self.desired = to;
        cx.tell(MessageId::NONE, Happening::Scaled { from, to }, Some(by));
        self.remember(
            cx.now(),
            format!("Changed the desired capacity from {from} to {to}"),
            why,
        );
        true
    }

    /// CWA-072: the activity of a simple policy ends when nothing of it boots any more; then the cooldown begins.
    pub(super) fn end_activity(&mut self, cx: &mut Ctx<'_>) {
        let boots = |one: &super::Instance| one.simple && matches!(one.stage, super::instance::Stage::Pending(_));
        if let Some(cooldown) = self.pause.running
            && !self.instances.iter().any(boots)
        {
            self.pause = Pause {
                running: None,
                until: cx.now() + cooldown,
            };
        }
    }

    pub(super) fn plan_schedule(&self, cx: &mut Ctx<'_>) {
        for (index, action) in self.config.schedule.0.iter().enumerate() {
            if action.at >= cx.now() {
                let key = index as u64;
                cx.wake(action.at, Phase::Timers, Timer { tag: SCHEDULE, key });
            }
        }
    }

    /// CWA-086: a scheduled action sets the sizes that it names.
    pub(super) fn scheduled(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some(action) = self
            .config
            .schedule
            .0
            .get(index)
            .copied()
            .filter(|action| action.at == now)
        else {
            return;
        };
        self.min = action.min.unwrap_or(self.min);
        self.max = action.max.unwrap_or(self.max);
        let wanted = action.desired.unwrap_or(self.desired);
        self.resize(i64::from(wanted), "a scheduled action", const { rule("CWA-086") }, cx);
        self.reconcile(self.config.warm_up, false, cx);
    }
}

/// Reads a decimal number with at most three decimals.
fn thousandths(text: &str) -> Option<Quotient> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let number: i64 = format!("{whole}{fraction:0<3}").parse().ok()?;
    (fraction.len() <= 3).then_some(Quotient::thousandths(number))
}
