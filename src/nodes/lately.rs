//! What a node has lately done with messages that it has not kept, for those who ask why. The run itself never reads it.

use crate::base::MessageId;
use std::collections::VecDeque;

/// Facts about the messages that came last, within bounds.
#[derive(Clone, Debug)]
pub struct Lately<T> {
    facts: VecDeque<(MessageId, usize, T)>,
    bytes: usize,
}

impl<T> Default for Lately<T> {
    fn default() -> Lately<T> {
        Lately {
            facts: VecDeque::new(),
            bytes: 0,
        }
    }
}

impl<T> Lately<T> {
    /// No more messages are remembered, and no more bytes of what is said of them.
    const MOST: (usize, usize) = (128, 256 << 10);

    /// Remembers a fact of this size.
    pub fn add(&mut self, message: MessageId, bytes: usize, fact: T) {
        self.bytes += bytes;
        self.facts.push_back((message, bytes, fact));
        while self.facts.len() > Self::MOST.0 || self.bytes > Self::MOST.1 {
            let Some((_, bytes, _)) = self.facts.pop_front() else {
                return;
            };
            self.bytes -= bytes;
        }
    }

    /// The latest fact about a message.
    pub fn of(&self, message: MessageId) -> Option<&T> {
        let mut newest = self.facts.iter().rev();
        newest.find(|(known, _, _)| *known == message).map(|(_, _, fact)| fact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_facts_are_kept_within_bounds() {
        let mut lately = Lately::default();
        for id in 1..=200 {
            lately.add(MessageId(id), 1, id * 2);
        }
        assert_eq!((lately.of(MessageId(72)), lately.of(MessageId(73))), (None, Some(&146)));
        lately.add(MessageId(200), 1, 7);
        assert_eq!(lately.of(MessageId(200)), Some(&7));
        lately.add(MessageId(201), 256 << 10, 8);
        assert_eq!((lately.of(MessageId(200)), lately.of(MessageId(201))), (None, Some(&8)));
        lately.add(MessageId(202), 1 << 20, 9);
        assert_eq!((lately.facts.len(), lately.bytes), (0, 0));
    }
}
