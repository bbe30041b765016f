//! The memory of deduplication of a FIFO topic (SNS-140): who was published under which id in the last five minutes.

use super::limits;
use crate::base::{MessageId, SimTime};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write;
use std::rc::Rc;

/// A deduplication id, with its group when ids are compared inside groups.
pub type Key = (Option<Rc<str>>, Rc<str>);

/// An accepted publish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Published {
    /// The message.
    pub message: MessageId,
    /// Its place in the order of a FIFO topic.
    pub sequence: Option<u64>,
}

/// The ids of the window.
#[derive(Clone, Debug, Default)]
pub struct Dedup {
    seen: BTreeMap<Key, Published>,
    order: VecDeque<(SimTime, Key)>,
}

impl Dedup {
    /// The original of which a publish with this key is a duplicate.
    pub fn original(&mut self, key: &Key, now: SimTime) -> Option<Published> {
        while self.order.front().is_some_and(|(end, _)| *end <= now) {
            if let Some((_, old)) = self.order.pop_front() {
                self.seen.remove(&old);
            }
        }
        self.seen.get(key).copied()
    }

    /// Remembers an accepted publish.
    pub fn remember(&mut self, key: Key, published: Published, now: SimTime) {
        self.order.push_back((now + limits::DEDUPLICATION, key.clone()));
        self.seen.insert(key, published);
    }
}

/// SNS-140: the id that comes of the content: the SHA-256 of the body, in hex.
pub fn content_id(body: &str) -> Rc<str> {
    let digest = Sha256::digest(body.as_bytes());
    let text = digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    Rc::from(text)
}
