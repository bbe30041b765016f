//! What standard and FIFO queues do differently. Everything else is the one [`Queue`](super::Queue).

use super::action::Sent;
use super::config::Config;
use super::core::Core;
use super::dedup::Key;
use super::error::SqsError;
use super::store::State;
use super::throttle::Metered;
use crate::base::{SimDuration, SimTime};
use crate::sim::{ChargeSpec, Draft, Message, Metrics, NodeSpec, Rule};
use std::fmt::Debug;
use std::rc::Rc;

/// A message chosen by a receive.
#[derive(Clone, Copy, Debug)]
pub struct Pick {
    /// Its slot.
    pub at: u32,
    /// Whether it is in flight already and this is a copy that missed the lock (SQS-155).
    pub copy: bool,
    /// Why this one, where a learner would ask.
    pub rule: Option<&'static Rule>,
}

/// What stands between a visible message and the next receive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hindrance {
    /// An earlier message of its group, in this slot, is hidden (SQS-138).
    Blocked(u32),
    /// Earlier messages of its group are received first: the first of them, and how many.
    Behind(u32, u64),
    /// It lies beyond the messages that are looked through (SQS-145).
    OutOfSight,
    /// The receives of this second are used up (SQS-067, SQS-147).
    Quota,
    /// Its tenant is noisy, and quiet ones go first (SQS-162).
    Noisy,
}

/// How one of the two kinds of queue orders, chooses and guards its messages.
pub trait Discipline: Clone + Debug {
    /// The description of the kind.
    const SPEC: &'static NodeSpec;
    /// Whether this is the FIFO queue.
    const FIFO: bool;
    /// What a request is billed as.
    const REQUESTS: &'static ChargeSpec;
    /// Nano-dollars a request, in three tiers (SQS-201).
    const PRICES: [u64; 3];
    /// What one receive remembers between its messages.
    type Poll;

    /// At the start of a queue's life.
    fn new(core: &Core) -> Self;
    /// Parameters that only this kind refuses, or needs.
    fn check(&self, config: &Config, draft: &Draft, batch: bool) -> Result<(), SqsError>;
    /// Takes one call of the quota.
    fn meter<'a>(
        &mut self,
        config: &Config,
        action: Metered,
        groups: impl Iterator<Item = &'a str>,
        now: SimTime,
    ) -> Result<(), SqsError>;
    /// The calls of the fullest quota that the last call took part in, that call included, and its limit.
    fn calls(&self) -> Option<(u64, u64)> {
        None
    }
    /// The original that a send repeats as an error, or the key under which to remember it.
    fn original(&mut self, message: &Message, content_based: bool, now: SimTime) -> Result<Option<Key>, Sent>;
    /// Remembers an accepted send.
    fn remember(&mut self, key: Key, sent: Sent, now: SimTime);
    /// How long a message is delayed.
    fn delay(config: &Config, draft: &Draft) -> SimDuration;
    /// How much later the copies of a message can be found.
    fn late(&mut self, config: &Config) -> Option<SimDuration>;

    /// A message has been stored and is in no state yet.
    fn enter(&mut self, core: &mut Core, at: u32, now: SimTime);
    /// A message is about to leave the store.
    fn leave(&mut self, core: &mut Core, at: u32);
    /// A message has become visible.
    fn show(&mut self, core: &mut Core, at: u32);
    /// A message is about to stop being visible.
    fn hide(&mut self, core: &mut Core, at: u32);
    /// A message has changed its state.
    fn changed(&mut self, core: &mut Core, at: u32, from: State, to: State, now: SimTime);
    /// What stands between a visible message and the next receive.
    fn hindrance(&self, core: &Core, at: u32, now: SimTime) -> Option<Hindrance>;
    /// Whether any host that is up has a copy.
    fn reachable(&self, core: &Core, at: u32) -> bool;

    /// A receive begins.
    fn begin(&mut self, core: &Core, short: bool) -> Self::Poll;
    /// The next message for it.
    fn next(&mut self, core: &mut Core, poll: &mut Self::Poll, now: SimTime) -> Option<Pick>;
    /// The chosen message has been handed out.
    fn delivered(&mut self, core: &mut Core, poll: &mut Self::Poll, at: u32, now: SimTime);
    /// The receive is over.
    fn end(&mut self, core: &mut Core, poll: Self::Poll);
    /// Whether a message in flight could be received too.
    fn has_copies(&self) -> bool;
    /// Why a receive got nothing although messages are visible.
    fn why_empty(&self, short: bool) -> &'static Rule;
    /// The messages of an earlier receive with this attempt id, if they are untouched.
    fn repeat(&mut self, core: &Core, attempt: &str, now: SimTime) -> Option<Vec<u32>>;
    /// Remembers what a receive with an attempt id got.
    fn attempted(&mut self, core: &Core, attempt: &Rc<str>, got: &[u32], now: SimTime);

    /// The host whose copy survives a delete.
    fn survivor(&mut self, core: &Core, at: u32) -> Option<u32>;
    /// Whether a delete with an old handle deletes.
    fn obeys_old_handle(&mut self, config: &Config) -> bool;
    /// The settings have changed.
    fn reconfigured(&mut self, core: &mut Core, old: &Config);
    /// Everything was purged.
    fn purged(&mut self);
    /// A zone goes down or comes up. False when nothing changes.
    fn zone(&mut self, zone: u8, up: bool) -> bool;
    /// The zones that are down.
    fn lost_zones(&self) -> Vec<u8>;

    /// Since when the oldest message of the age metric has been here.
    fn oldest(&self, core: &Core) -> Option<SimTime>;
    /// The first visible messages in the order in which they will leave.
    fn waiting(&self, core: &Core, most: usize) -> Vec<u32>;
    /// The metrics of this kind.
    fn metrics(&self, core: &Core, now: SimTime, out: &mut Metrics);
    /// What is wrong.
    fn audit(&self, core: &Core, wrong: &mut Vec<String>);
}
