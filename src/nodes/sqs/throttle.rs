//! The quotas of a FIFO queue: token buckets, one for each action, and in high-throughput mode one for each message group
//! as well.

use super::core::Core;
use super::error::{ErrorCode, SqsError};
use super::limits;
use super::rules::rule;
use crate::base::{SimTime, fingerprint};
use std::collections::BTreeMap;

/// The actions that are metered apart (SQS-067); single and batch forms count together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Metered {
    /// SendMessage, SendMessageBatch.
    Send,
    /// ReceiveMessage.
    Receive,
    /// DeleteMessage, DeleteMessageBatch.
    Delete,
    /// ChangeMessageVisibility, ChangeMessageVisibilityBatch.
    Change,
}

impl Metered {
    /// The name of the action, in its single or its batch form.
    pub fn name(self, batch: bool) -> &'static str {
        match (self, batch) {
            (Metered::Send, false) => "SendMessage",
            (Metered::Send, true) => "SendMessageBatch",
            (Metered::Receive, _) => "ReceiveMessage",
            (Metered::Delete, false) => "DeleteMessage",
            (Metered::Delete, true) => "DeleteMessageBatch",
            (Metered::Change, false) => "ChangeMessageVisibility",
            (Metered::Change, true) => "ChangeMessageVisibilityBatch",
        }
    }
}

impl Core {
    /// SQS-067: refuses a call when someone has told the queue to throttle.
    #[inline]
    pub fn pass_gate(&mut self, now: SimTime) -> Result<(), SqsError> {
        if !self.gate.refuses(now) {
            return Ok(());
        }
        let rule = const { rule("SQS-067") };
        Err(SqsError::new(
            ErrorCode::RequestThrottled,
            "Request is throttled.",
            rule,
        ))
    }
}

/// Calls used since the bucket was filled, which happens at each full second.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    second: u64,
    used: u32,
}

impl Bucket {
    fn room(&self, second: u64, quota: u32) -> bool {
        self.second != second || self.used < quota
    }

    fn take(&mut self, second: u64) {
        if self.second != second {
            *self = Bucket { second, used: 0 };
        }
        self.used += 1;
    }
}

/// Calls a second for the whole queue: SQS-002, and SQS-003 in high-throughput mode.
fn quota((high_throughput, classic): (bool, bool)) -> u32 {
    match (high_throughput, classic) {
        (false, _) => limits::FIFO_CALLS,
        (true, false) => limits::HIGH_THROUGHPUT_CALLS,
        (true, true) => limits::HIGH_THROUGHPUT_CALLS_CLASSIC,
    }
}

/// All buckets of a queue.
#[derive(Clone, Debug, Default)]
pub struct Throttle {
    buckets: BTreeMap<(Metered, Option<u64>), Bucket>,
    /// Calls, with the last one, and limit of the quota that was fullest then; more than the limit when it was refused.
    pub fullest: Option<(u64, u64)>,
}

impl Throttle {
    /// More buckets than this are thinned out, since those of past seconds are full again.
    const KEPT: usize = 4_096;

    /// Whether the queue's calls of this second are used up, whatever the group.
    pub fn is_used_up(&self, action: Metered, now: SimTime, mode: (bool, bool)) -> bool {
        let bucket = self.buckets.get(&(action, None));
        bucket.is_some_and(|bucket| !bucket.room(now.0 / 1_000_000, quota(mode)))
    }

    /// Takes one call (SQS-066: a batch is one) with these message groups, or none at all when any quota is used up.
    pub fn call<'a>(
        &mut self,
        action: Metered,
        groups: impl Iterator<Item = &'a str>,
        now: SimTime,
        mode: (bool, bool),
    ) -> Result<(), SqsError> {
        let (high_throughput, _) = mode;
        let second = now.0 / 1_000_000;
        let mut needed = vec![(None, quota(mode))];
        if high_throughput {
            // SQS-147 for each partition.
            for group in groups {
                let key = (Some(fingerprint(group)), limits::FIFO_CALLS);
                if !needed.contains(&key) {
                    needed.push(key);
                }
            }
        }
        let full = Bucket { second, used: 0 };
        let room = |(key, quota): &(Option<u64>, u32)| {
            self.buckets
                .get(&(action, *key))
                .is_none_or(|bucket| bucket.room(second, *quota))
        };
        if let Some((_, quota)) = needed.iter().find(|needed| !room(needed)) {
            self.fullest = Some((u64::from(*quota) + 1, u64::from(*quota)));
            return Err(SqsError::new(
                ErrorCode::RequestThrottled,
                "Request is throttled.",
                if high_throughput {
                    const { rule("SQS-147") }
                } else {
                    const { rule("SQS-067") }
                },
            ));
        }
        let taken = needed.into_iter().map(|(key, quota)| {
            let bucket = self.buckets.entry((action, key)).or_insert(full);
            bucket.take(second);
            (u64::from(bucket.used), u64::from(quota))
        });
        self.fullest = taken.max_by_key(|(used, quota)| used * u64::from(limits::HIGH_THROUGHPUT_CALLS) / quota);
        if self.buckets.len() > Self::KEPT {
            self.buckets.retain(|_, bucket| bucket.second == second);
        }
        Ok(())
    }
}
