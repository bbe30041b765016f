//! What work has had an effect already: the outside world that workers change, for example a database. It belongs to
//! no node, since two workers of one queue who do the same work twice do it to the same outside world.

use crate::base::{MessageId, NodeId};
use std::collections::BTreeMap;
use std::rc::Rc;

const WORDS: usize = 512;
const BITS: u64 = 64 * WORDS as u64;

/// A set of pieces of work (root messages) for each place where work comes from. Roots are counted from 1 without
/// gaps, so a bit each is the smallest form; blocks are shared between checkpoints.
#[derive(Clone, Debug, Default)]
pub(super) struct Effects {
    places: BTreeMap<NodeId, Vec<Option<Rc<[u64; WORDS]>>>>,
}

impl Effects {
    /// Whether the work has had its effect.
    pub(super) fn contains(&self, place: NodeId, root: MessageId) -> bool {
        let block = self.places.get(&place).and_then(|blocks| blocks.get(block_of(root)));
        let (word, bit) = bit_of(root);
        block.is_some_and(|block| block.as_ref().is_some_and(|words| words[word] & bit != 0))
    }

    /// The work has its effect now. False when it had it before.
    pub(super) fn insert(&mut self, place: NodeId, root: MessageId) -> bool {
        let blocks = self.places.entry(place).or_default();
        let index = block_of(root);
        if blocks.len() <= index {
            blocks.resize(index + 1, None);
        }
        let words = Rc::make_mut(blocks[index].get_or_insert_with(|| Rc::new([0; WORDS])));
        let (word, bit) = bit_of(root);
        let first = words[word] & bit == 0;
        words[word] |= bit;
        first
    }
}

fn block_of(root: MessageId) -> usize {
    (root.0 / BITS) as usize
}

fn bit_of(root: MessageId) -> (usize, u64) {
    let within = root.0 % BITS;
    ((within / 64) as usize, 1 << (within % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effect_is_new_once_in_each_place() {
        let mut effects = Effects::default();
        let (a, b) = (NodeId(1), NodeId(2));
        for root in [1, 63, 64, 32_767, 32_768, 1_000_000].map(MessageId) {
            assert!(!effects.contains(a, root));
            assert!(effects.insert(a, root));
            assert!(effects.contains(a, root) && !effects.contains(b, root));
            assert!(!effects.insert(a, root));
            assert!(effects.insert(b, root));
        }
    }
}
