//! From message to slot: open addressing with linear probing, so that a look-up is one or two steps whatever the number
//! of messages. Its order is never seen.

use crate::base::MessageId;

/// Which slot holds which message.
#[derive(Clone, Debug, Default)]
pub struct Index {
    cells: Vec<(u64, u32)>,
    used: usize,
}

const EMPTY: (u64, u32) = (0, 0);

impl Index {
    #[inline]
    fn home(&self, id: u64) -> usize {
        let shift = 64 - self.cells.len().trailing_zeros();
        (id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> shift) as usize
    }

    /// The slot of a message.
    #[inline]
    pub fn get(&self, id: MessageId) -> Option<u32> {
        if self.cells.is_empty() {
            return None;
        }
        let mask = self.cells.len() - 1;
        let mut at = self.home(id.0);
        loop {
            match self.cells[at] {
                EMPTY => return None,
                (found, slot) if found == id.0 => return Some(slot),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Adds a message that is not in it.
    #[inline]
    pub fn insert(&mut self, id: MessageId, slot: u32) {
        if (self.used + 1) * 2 > self.cells.len() {
            self.grow();
        }
        self.used += 1;
        self.put(id.0, slot);
    }

    fn put(&mut self, id: u64, slot: u32) {
        let mask = self.cells.len() - 1;
        let mut at = self.home(id);
        while self.cells[at] != EMPTY {
            at = (at + 1) & mask;
        }
        self.cells[at] = (id, slot);
    }

    fn grow(&mut self) {
        let size = (self.cells.len() * 2).max(16);
        let old = std::mem::replace(&mut self.cells, vec![EMPTY; size]);
        for (id, slot) in old.into_iter().filter(|cell| *cell != EMPTY) {
            self.put(id, slot);
        }
    }

    /// Takes a message out, closing the gap so that no probe ends early.
    #[inline]
    pub fn remove(&mut self, id: MessageId) -> Option<u32> {
        if self.cells.is_empty() {
            return None;
        }
        let mask = self.cells.len() - 1;
        let mut at = self.home(id.0);
        while self.cells[at].0 != id.0 {
            if self.cells[at] == EMPTY {
                return None;
            }
            at = (at + 1) & mask;
        }
        let slot = self.cells[at].1;
        let mut next = (at + 1) & mask;
        while self.cells[next] != EMPTY {
            let home = self.home(self.cells[next].0);
            if next.wrapping_sub(home) & mask >= next.wrapping_sub(at) & mask {
                self.cells[at] = self.cells[next];
                at = next;
            }
            next = (next + 1) & mask;
        }
        self.cells[at] = EMPTY;
        self.used -= 1;
        Some(slot)
    }
}
