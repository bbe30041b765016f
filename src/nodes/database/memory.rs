//! Items that a table forgets (END-075): when each was written, for as long as that matters.

use crate::base::{MessageId, SimDuration, SimTime};
use std::collections::BTreeMap;
use std::rc::Rc;

const BLOCK: usize = 256;

/// When pieces of work were stored. Roots are counted without gaps, so blocks of them fill up one after the other;
/// blocks are shared between checkpoints, and dropped once nobody needs them.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    blocks: BTreeMap<u64, Rc<Block>>,
}

#[derive(Clone, Debug)]
struct Block {
    /// [`SimTime::NEVER`] for what was not stored.
    written: [SimTime; BLOCK],
    newest: SimTime,
}

impl Memory {
    /// Remembers that a piece of work is stored now. False when it had been stored less than `span` ago: then nothing
    /// changes, so that the time counts from the first write.
    pub fn store(&mut self, root: MessageId, now: SimTime, span: SimDuration) -> bool {
        let (block, index) = (root.0 / BLOCK as u64, (root.0 % BLOCK as u64) as usize);
        let known = self.blocks.get(&block).map(|block| block.written[index]);
        if known.is_some_and(|written| written <= now && now.since(written) < span) {
            return false;
        }
        while let Some(oldest) = self.blocks.first_entry()
            && now.since(oldest.get().newest) >= span
        {
            oldest.remove();
        }
        let fresh = || {
            Rc::new(Block {
                written: [SimTime::NEVER; BLOCK],
                newest: now,
            })
        };
        let block = Rc::make_mut(self.blocks.entry(block).or_insert_with(fresh));
        (block.written[index], block.newest) = (now, now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: SimDuration = SimDuration::from_secs(60);

    #[test]
    fn an_item_is_known_for_its_time_and_new_afterwards() {
        let mut memory = Memory::default();
        let mut at = |secs| memory.store(MessageId(7), SimTime::from_secs(secs), MINUTE);
        assert!(at(10));
        assert!(!at(11) && !at(69), "the time counts from the first write");
        assert!(at(70));
        assert!(!at(129));
    }

    #[test]
    fn what_is_forgotten_takes_no_memory() {
        let mut memory = Memory::default();
        for second in 0..100_000 {
            assert!(memory.store(MessageId(second), SimTime::from_secs(second), MINUTE));
        }
        assert!(memory.blocks.len() <= 2);
    }
}
