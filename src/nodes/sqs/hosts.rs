//! The hosts of a standard queue (SQS-150): which of them hold a message, which of them a poll asks, which are down.

use super::config::Model;
use crate::base::{MessageId, NodeId, Stream, mix};
use smallvec::SmallVec;

/// Hosts that a poll visits, in order.
pub type Visit = SmallVec<[u8; 10]>;

/// The hosts' luck and state. The streams are independent: one more consumer does not change where messages lie (SQS-151).
#[derive(Clone, Debug)]
pub struct Hosts {
    key: u64,
    down_zones: u8,
    sample: Stream,
    /// For choosing the copy that misses a lock.
    pub duplicate: Stream,
    /// For choosing the copy that survives a delete.
    pub ghost: Stream,
    /// For choosing the messages that can be found late.
    pub late: Stream,
    /// For [`OldHandleDelete::Random`](super::config::OldHandleDelete::Random).
    pub old_handle: Stream,
    turn: u64,
    placed: u64,
}

/// The Availability Zones over which hosts are spread (SQS-227).
pub const ZONES: u8 = 3;

impl Hosts {
    /// All hosts up.
    pub fn new(seed: u64, queue: NodeId) -> Hosts {
        let stream = |purpose| Stream::new(seed, u64::from(queue.0), purpose);
        Hosts {
            key: stream("place").next_u64(),
            down_zones: 0,
            sample: stream("sample"),
            duplicate: stream("dup"),
            ghost: stream("ghost"),
            late: stream("jitter"),
            old_handle: stream("old handle"),
            turn: 0,
            placed: 0,
        }
    }

    /// Takes a zone down or up. False when it was so already or there is no such zone.
    pub fn switch_zone(&mut self, zone: u8, up: bool) -> bool {
        if zone >= ZONES || (self.down_zones >> zone) & 1 == u8::from(!up) {
            return false;
        }
        self.down_zones ^= 1 << zone;
        true
    }

    /// The zones that are down.
    pub fn lost_zones(&self) -> Vec<u8> {
        (0..ZONES).filter(|zone| (self.down_zones >> zone) & 1 == 1).collect()
    }

    /// Whether any zone is down.
    pub fn any_down(&self) -> bool {
        self.down_zones != 0
    }

    /// The hosts that are up, one bit each: host h is in zone h mod 3.
    pub fn up(&self, model: &Model) -> u32 {
        (0..model.hosts)
            .filter(|host| (self.down_zones >> (host % ZONES)) & 1 == 0)
            .fold(0, |mask, host| mask | 1 << host)
    }

    /// Where the copies of a newly accepted message go: 0 as long as nothing depends on it (see [`Hosts::copies`]).
    #[inline]
    pub fn place(&mut self, model: &Model, id: MessageId) -> u32 {
        if !model.place_in_turn && self.down_zones == 0 {
            return 0;
        }
        // A host that is down takes no new copies (SQS-227); with all down there is nothing to prefer.
        let up = self.up(model);
        let allowed = if up == 0 { u32::MAX } else { up };
        if model.place_in_turn {
            self.next_in_turn(model, allowed)
        } else {
            self.draw(model, id, allowed)
        }
    }

    /// The allowed hosts one after the other.
    fn next_in_turn(&mut self, model: &Model, allowed: u32) -> u32 {
        let hosts: Visit = (0..model.hosts).filter(|host| (allowed >> host) & 1 == 1).collect();
        let first = self.placed * u64::from(model.replicas);
        self.placed += 1;
        (first..first + u64::from(model.replicas))
            .fold(0, |mask, turn| mask | 1 << hosts[(turn % hosts.len() as u64) as usize])
    }

    /// The hosts with a copy of a message. The draw depends on nothing but the message, so it can wait until it matters.
    pub fn copies(&self, model: &Model, id: MessageId, placed: u32) -> u32 {
        if placed != 0 {
            return placed;
        }
        self.draw(model, id, u32::MAX)
    }

    /// Draws distinct hosts among the allowed ones (SQS-152), not all in one zone (SQS-227).
    fn draw(&self, model: &Model, id: MessageId, allowed: u32) -> u32 {
        let mut hosts: Visit = (0..model.hosts).filter(|host| (allowed >> host) & 1 == 1).collect();
        let wanted = usize::from(model.replicas).min(hosts.len());
        let mut word = mix(self.key ^ id.0);
        for index in 0..wanted {
            let left = (hosts.len() - index) as u64;
            hosts.swap(index, index + (word % left) as usize);
            word = mix(word);
        }
        let zone = |host: u8| host % ZONES;
        let (drawn, spare) = hosts.split_at_mut(wanted);
        if wanted >= 2 && drawn.iter().all(|host| zone(*host) == zone(drawn[0])) {
            let last = drawn[wanted - 1];
            let far = |host: &&u8| zone(**host) != zone(last);
            let after = |host: &&u8| (model.hosts + **host - last) % model.hosts;
            if let Some(other) = spare.iter().filter(far).min_by_key(after) {
                drawn[wanted - 1] = *other;
            }
        }
        drawn.iter().fold(0, |mask, host| mask | 1 << host)
    }

    /// The hosts that a poll asks, in the order in which it visits them (SQS-153, SQS-154).
    pub fn visit(&mut self, model: &Model, short: bool) -> Visit {
        let up = self.up(model);
        let mut hosts: Visit = (0..model.hosts).filter(|host| (up >> host) & 1 == 1).collect();
        let wanted = if short {
            usize::from(model.sample).min(hosts.len())
        } else {
            hosts.len()
        };
        if model.sample_in_turn {
            let first = if short {
                (self.turn * u64::from(model.sample)) as usize
            } else {
                0
            };
            self.turn += u64::from(short);
            let all = hosts.len().max(1);
            return (0..wanted)
                .filter_map(|index| hosts.get((first + index) % all).copied())
                .collect();
        }
        for index in 0..wanted {
            let left = (hosts.len() - index) as u64;
            hosts.swap(index, index + self.sample.below(left) as usize);
        }
        hosts.truncate(wanted);
        hosts
    }

    /// One of the hosts in a mask that is not empty.
    pub fn one_of(stream: &mut Stream, mask: u32) -> u32 {
        let skip = stream.below(u64::from(mask.count_ones()));
        let mut rest = mask;
        for _ in 0..skip {
            rest &= rest - 1;
        }
        rest & rest.wrapping_neg()
    }
}
