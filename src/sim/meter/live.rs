//! What the meter remembers of messages that have met no fate yet.

use crate::base::{MessageId, NodeId, SimTime};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A message under way.
#[derive(Clone, Copy, Debug)]
pub struct Underway {
    /// When its root was made.
    pub begun: SimTime,
    /// Its root.
    pub root: MessageId,
    /// Since when it waits for its first receive at its holder; [`SimTime::NEVER`] when it does not.
    pub stored: SimTime,
    /// The last node that handed it out.
    pub holder: NodeId,
    /// The fingerprint of its group or, without one, of its maker.
    pub tint: u32,
    /// The node that made it.
    pub origin: NodeId,
    /// Whether another node made a message from it.
    pub forwarded: bool,
}

const BLOCK: u64 = 64;

#[derive(Clone, Debug)]
struct Block {
    /// A bit for each message of the block that is alive.
    alive: u64,
    entries: [Underway; BLOCK as usize],
}

/// The messages under way, in blocks of consecutive numbers that checkpoints share. A block goes with its last message,
/// so memory follows the messages that are alive.
#[derive(Clone, Debug, Default)]
pub struct Live {
    blocks: BTreeMap<u64, Rc<Block>>,
}

impl Live {
    /// A message is made.
    pub fn insert(&mut self, id: MessageId, entry: Underway) {
        let fresh = || {
            Rc::new(Block {
                alive: 0,
                entries: [entry; BLOCK as usize],
            })
        };
        let block = Rc::make_mut(self.blocks.entry(id.0 / BLOCK).or_insert_with(fresh));
        block.alive |= bit(id);
        block.entries[place(id)] = entry;
    }

    /// A message under way.
    pub fn get(&self, id: MessageId) -> Option<&Underway> {
        let block = self.blocks.get(&(id.0 / BLOCK))?;
        (block.alive & bit(id) != 0).then(|| &block.entries[place(id)])
    }

    /// A message under way, to change.
    pub fn get_mut(&mut self, id: MessageId) -> Option<&mut Underway> {
        let block = self.blocks.get_mut(&(id.0 / BLOCK))?;
        (block.alive & bit(id) != 0).then(|| &mut Rc::make_mut(block).entries[place(id)])
    }

    /// A message has met its fate.
    pub fn remove(&mut self, id: MessageId) {
        let number = id.0 / BLOCK;
        let Some(block) = self.blocks.get_mut(&number) else {
            return;
        };
        if block.alive & !bit(id) == 0 {
            self.blocks.remove(&number);
        } else {
            Rc::make_mut(block).alive &= !bit(id);
        }
    }

    /// How many messages are under way.
    pub fn len(&self) -> u64 {
        self.blocks
            .values()
            .map(|block| u64::from(block.alive.count_ones()))
            .sum()
    }
}

fn bit(id: MessageId) -> u64 {
    1 << (id.0 % BLOCK)
}

fn place(id: MessageId) -> usize {
    (id.0 % BLOCK) as usize
}
