//! The archive of a FIFO topic, and its replay to a subscription (SNS-146, SNS-147).

use super::envelope::Issue;
use super::rules::rule;
use super::topic::{REPLAY, Topic};
use crate::base::{MessageId, SimDuration, SimTime};
use crate::nodes::calendar::read_timestamp;
use crate::sim::{Ctx, Happening, Phase, Timer};
use serde_json::Value;
use std::collections::VecDeque;
use std::rc::Rc;

/// Messages of a block, which checkpoints share.
const BLOCK: usize = 256;
/// Messages that are archived at most; the oldest go first.
pub const MOST: usize = 100_000;
/// Messages replayed in one go, and the pause between.
const PACE: (usize, SimDuration) = (100, SimDuration(100_000));

/// The archived messages, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    blocks: VecDeque<Rc<Vec<Issue>>>,
    /// How many messages have left the archive.
    gone: u64,
    /// Since when messages are archived.
    pub since: Option<SimTime>,
}

impl Archive {
    /// Keeps a copy of a published message, if messages are kept.
    pub fn add(&mut self, issue: &Issue, keep: SimDuration, now: SimTime) {
        if keep == SimDuration::ZERO {
            return;
        }
        self.keep(keep, now);
        if self.blocks.back().is_none_or(|block| block.len() >= BLOCK) {
            self.blocks.push_back(Rc::default());
        }
        if let Some(block) = self.blocks.back_mut() {
            Rc::make_mut(block).push(issue.clone());
        }
        while self.blocks.len() > MOST / BLOCK {
            self.forget_block();
        }
    }

    /// Forgets what is too old. SNS-146: without a period everything is deleted.
    pub fn keep(&mut self, keep: SimDuration, now: SimTime) {
        if keep == SimDuration::ZERO {
            self.gone = self.end();
            self.blocks.clear();
            self.since = None;
            return;
        }
        self.since = self.since.or(Some(now));
        let is_old = |block: &Rc<Vec<Issue>>| block.last().is_none_or(|issue| issue.at + keep <= now);
        while self.blocks.len() > 1 && self.blocks.front().is_some_and(is_old) {
            self.forget_block();
        }
    }

    fn forget_block(&mut self) {
        if let Some(block) = self.blocks.pop_front() {
            self.gone += block.len() as u64;
        }
    }

    /// The number after that of the last message.
    pub fn end(&self) -> u64 {
        self.gone + self.blocks.iter().map(|block| block.len() as u64).sum::<u64>()
    }

    /// The message of this number, or the first one that is still there.
    fn get(&self, number: u64) -> Option<(u64, &Issue)> {
        let number = number.max(self.gone);
        // All blocks but the last are full.
        let left = (number - self.gone) as usize;
        let block = self.blocks.get(left / BLOCK)?;
        block.get(left % BLOCK).map(|issue| (number, issue))
    }

    /// The number of the first message that was published then or later.
    fn first_from(&self, from: SimTime) -> u64 {
        let mut number = self.gone;
        while let Some((at, issue)) = self.get(number) {
            if issue.at >= from {
                break;
            }
            number = at + 1;
        }
        number
    }
}

/// A replay policy (SNS-147).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReplayPolicy {
    /// From when.
    pub from: SimTime,
    /// Until when; None goes on with new messages.
    pub to: Option<SimTime>,
}

impl ReplayPolicy {
    /// Reads a policy. An empty text is none.
    pub fn read(text: &str) -> Result<Option<ReplayPolicy>, String> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let Ok(Value::Object(policy)) = serde_json::from_str(text) else {
            return Err("The replay policy must be a JSON object.".to_string());
        };
        if policy.get("PointType").and_then(Value::as_str) != Some("Timestamp") {
            return Err("PointType must be \"Timestamp\".".to_string());
        }
        let instant = |name: &str| match policy.get(name) {
            None => Ok(None),
            Some(value) => value.as_str().and_then(read_timestamp).map(Some).ok_or_else(|| {
                format!("{name} must be a time such as 2026-01-01T00:00:30.000Z; the run begins with 2026.")
            }),
        };
        let from = instant("StartingPoint")?.ok_or("StartingPoint is missing.")?;
        let to = instant("EndingPoint")?;
        if to.is_some_and(|to| to < from) {
            return Err("EndingPoint must not be before StartingPoint.".to_string());
        }
        Ok(Some(ReplayPolicy { from, to }))
    }
}

/// How far a replay is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Replay {
    policy: ReplayPolicy,
    /// Of several replays of one subscription, which.
    number: u64,
    next: u64,
    /// `Pending`, `In progress`, `Completed`.
    pub status: &'static str,
}

impl Replay {
    /// Whether the subscription gets new messages.
    pub fn lets_through(&self) -> bool {
        self.status == "Completed" && self.policy.to.is_none()
    }
}

impl Topic {
    /// A subscription has another replay policy than before.
    pub(super) fn begin_replay(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let key = self.next_key();
        let subscription = &mut self.subscriptions[index];
        let policy = subscription.replay_policy;
        if subscription.replay.map(|replay| replay.policy) == policy {
            return;
        }
        subscription.replay = policy.map(|policy| Replay {
            policy,
            number: key,
            next: self.archive.first_from(policy.from),
            status: "Pending",
        });
        if policy.is_some() {
            cx.tell(MessageId::NONE, Happening::TaskBegan, Some(const { rule("SNS-147") }));
            cx.wake(cx.now() + PACE.1, Phase::Sends, Timer { tag: REPLAY, key });
        }
    }

    /// Replays some more.
    pub(super) fn replay(&mut self, key: u64, cx: &mut Ctx<'_>) {
        let is_it = |replay: Option<Replay>| replay.is_some_and(|replay| replay.number == key);
        let Some(index) = self.subscriptions.iter().position(|known| is_it(known.replay)) else {
            return;
        };
        let Some(mut replay) = self.subscriptions[index].replay else {
            return;
        };
        let cause = cx.cause();
        replay.status = "In progress";
        for _ in 0..PACE.0 {
            let found = self.archive.get(replay.next).map(|(at, issue)| (at, issue.clone()));
            let found = found.filter(|(_, issue)| replay.policy.to.is_none_or(|to| issue.at <= to));
            let Some((at, issue)) = found else {
                replay.status = "Completed";
                break;
            };
            replay.next = at + 1;
            cx.because(cause);
            let issue = Issue {
                replayed: true,
                ..issue
            };
            let mut fan = self.fan(&issue, cx);
            self.offer(index, &mut fan, cx);
        }
        self.subscriptions[index].replay = Some(replay);
        cx.because(cause);
        if replay.status == "Completed" {
            let status = "COMPLETED";
            cx.tell(
                MessageId::NONE,
                Happening::TaskEnded { status },
                Some(const { rule("SNS-147") }),
            );
        } else {
            cx.wake(cx.now() + PACE.1, Phase::Sends, Timer { tag: REPLAY, key });
        }
    }
}
