//! How many messages a second a topic takes (SNS-007, SNS-039). Buckets are filled at each full second.

use super::limits;
use crate::base::{SimTime, fingerprint};
use std::collections::BTreeMap;

/// What was used of the present second.
#[derive(Clone, Debug, Default)]
pub struct Quota {
    second: u64,
    used: u32,
    bytes: u64,
    /// Only of FIFO topics. Groups are told apart by a fingerprint.
    groups: BTreeMap<u64, u32>,
}

/// What a topic may take in a second.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Messages.
    pub messages: u32,
    /// Bytes.
    pub bytes: u64,
    /// Messages of one group.
    pub of_group: u32,
}

impl Quota {
    /// Takes messages with their groups if all fit: false, and nothing taken, when they don't.
    pub fn take<'a>(
        &mut self,
        now: SimTime,
        allowed: Allowance,
        bytes: u64,
        groups: impl Iterator<Item = Option<&'a str>> + Clone,
    ) -> bool {
        let second = now.0 / 1_000_000;
        if second != self.second {
            *self = Quota {
                second,
                ..Quota::default()
            };
        }
        let count = groups.clone().count() as u32;
        let mut fits = self.used + count <= allowed.messages && self.bytes + bytes <= allowed.bytes;
        if allowed.of_group < u32::MAX {
            let mut wanted: BTreeMap<u64, u32> = BTreeMap::new();
            for group in groups {
                *wanted.entry(group.map_or(0, fingerprint)).or_default() += 1;
            }
            fits &= wanted
                .iter()
                .all(|(group, count)| self.groups.get(group).copied().unwrap_or(0) + count <= allowed.of_group);
            if fits {
                for (group, count) in wanted {
                    *self.groups.entry(group).or_default() += count;
                }
            }
        }
        if fits {
            self.used += count;
            self.bytes += bytes;
        }
        fits
    }

    /// Messages taken in this second.
    pub fn used(&self) -> u32 {
        self.used
    }
}

impl Allowance {
    /// SNS-039: a standard topic.
    pub fn standard(region: &str) -> Allowance {
        Allowance {
            messages: limits::regional(region),
            bytes: u64::MAX,
            of_group: u32::MAX,
        }
    }

    /// SNS-007: a FIFO topic.
    pub fn fifo(region: &str, per_group: bool, classic: bool) -> Allowance {
        Allowance {
            messages: match (per_group, classic) {
                (_, true) => limits::FIFO_MESSAGES_CLASSIC,
                (true, false) => limits::regional(region),
                (false, false) => limits::FIFO_MESSAGES,
            },
            bytes: if per_group { u64::MAX } else { limits::FIFO_BYTES },
            of_group: limits::FIFO_GROUP_MESSAGES,
        }
    }
}
