//! The messages made last, so that one can still ask about those that nobody holds any more. The run itself never reads
//! them, and memory stays bounded.

use super::message::Message;
use crate::base::MessageId;
use std::collections::VecDeque;
use std::rc::Rc;

/// A window on the messages that were made last.
#[derive(Clone, Debug, Default)]
pub struct Recent {
    messages: VecDeque<Rc<Message>>,
    bytes: usize,
}

impl Recent {
    /// No more messages are remembered, and no more bytes of their bodies.
    const MOST: (usize, usize) = (2_048, 1 << 20);
    /// What a checkpoint keeps of them.
    const TAIL: (usize, usize) = (128, 64 << 10);

    /// Remembers a new message.
    pub fn add(&mut self, message: &Rc<Message>) {
        self.bytes += message.draft.body.len();
        self.messages.push_back(Rc::clone(message));
        self.trim(Self::MOST);
    }

    fn trim(&mut self, (count, bytes): (usize, usize)) {
        while self.messages.len() > count || self.bytes > bytes {
            let Some(gone) = self.messages.pop_front() else { return };
            self.bytes -= gone.draft.body.len();
        }
    }

    /// A message, if it is remembered.
    pub fn get(&self, id: MessageId) -> Option<&Rc<Message>> {
        let index = self.messages.binary_search_by_key(&id, |message| message.id).ok()?;
        self.messages.get(index)
    }

    /// The newest of them, for a checkpoint.
    pub fn with_tail(&self) -> Recent {
        let (mut count, mut bytes) = (0, 0);
        for message in self.messages.iter().rev() {
            bytes += message.draft.body.len();
            if count >= Self::TAIL.0 || bytes > Self::TAIL.1 {
                bytes -= message.draft.body.len();
                break;
            }
            count += 1;
        }
        let older = self.messages.len() - count;
        Recent {
            messages: self.messages.iter().skip(older).cloned().collect(),
            bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{NodeId, SimTime};
    use crate::sim::Draft;

    fn message(id: u64, bytes: usize) -> Rc<Message> {
        Rc::new(Message {
            id: MessageId(id),
            root: MessageId(id),
            parent: MessageId::NONE,
            origin: NodeId(1),
            created: SimTime::ZERO,
            begun: SimTime::ZERO,
            tint: 0,
            draft: Draft {
                body: "x".repeat(bytes).into(),
                ..Draft::default()
            },
        })
    }

    #[test]
    fn the_newest_are_remembered_within_bounds() {
        let mut recent = Recent::default();
        for id in 1..=3_000 {
            recent.add(&message(id, 1));
        }
        assert!(recent.get(MessageId(952)).is_none());
        assert_eq!(
            recent.get(MessageId(953)).map(|message| message.id),
            Some(MessageId(953))
        );
        assert_eq!(
            recent.get(MessageId(3_000)).map(|message| message.id),
            Some(MessageId(3_000))
        );
        let tail = recent.with_tail();
        assert_eq!((tail.messages.len(), tail.bytes), (128, 128));
        recent.add(&message(3_001, 1 << 20));
        assert_eq!(recent.messages.len(), 1, "large bodies leave less room");
        assert_eq!((recent.with_tail().messages.len(), recent.with_tail().bytes), (0, 0));
        recent.add(&message(3_002, 2 << 20));
        assert_eq!((recent.messages.len(), recent.bytes), (0, 0));
    }
}
