//! Slots in the order of a key. Nearly always a new key is the greatest (or the least) so far and the slot is linked at an
//! end of a list in constant time; the few others go to a tree. Taking out is constant, or logarithmic in the few.

use super::store::{NONE, STRAY, Slot};
use std::collections::BTreeSet;

/// The list pairs of a slot: which list a [`Sorted`] threads through.
pub const STATE: usize = 0;
/// By enqueue time, for retention.
pub const ENQUEUED: usize = 1;
/// By arrival: for a standard queue's age metric, for a FIFO queue its group.
pub const LINE: usize = 2;

/// Slots sorted by key; equal keys stay in the order in which they came.
#[derive(Clone, Debug)]
pub struct Sorted<const L: usize> {
    head: u32,
    tail: u32,
    strays: BTreeSet<(u64, u32)>,
}

impl<const L: usize> Default for Sorted<L> {
    fn default() -> Self {
        Sorted {
            head: NONE,
            tail: NONE,
            strays: BTreeSet::new(),
        }
    }
}

impl<const L: usize> Sorted<L> {
    /// Adds a slot that is not in a list of this pair.
    #[inline]
    pub fn push(&mut self, slots: &mut [Slot], at: u32, key: u64) {
        let (mut prev, mut next) = (NONE, NONE);
        if self.head == NONE {
            self.head = at;
            self.tail = at;
        } else if key >= slots[self.tail as usize].links[L].key {
            prev = self.tail;
            slots[self.tail as usize].links[L].next = at;
            self.tail = at;
        } else if key < slots[self.head as usize].links[L].key {
            next = self.head;
            slots[self.head as usize].links[L].prev = at;
            self.head = at;
        } else {
            self.strays.insert((key, at));
            prev = STRAY;
        }
        let link = &mut slots[at as usize].links[L];
        (link.prev, link.next, link.key) = (prev, next, key);
    }

    /// Takes a slot out that is in this list.
    #[inline]
    pub fn remove(&mut self, slots: &mut [Slot], at: u32) {
        let link = slots[at as usize].links[L];
        if link.prev == STRAY {
            self.strays.remove(&(link.key, at));
            return;
        }
        match link.prev {
            NONE => self.head = link.next,
            prev => slots[prev as usize].links[L].next = link.next,
        }
        match link.next {
            NONE => self.tail = link.prev,
            next => slots[next as usize].links[L].prev = link.prev,
        }
    }

    /// The slot with the least key, and the key.
    #[inline]
    pub fn first(&self, slots: &[Slot]) -> Option<(u64, u32)> {
        let head = (self.head != NONE).then(|| (slots[self.head as usize].links[L].key, self.head));
        if self.strays.is_empty() {
            return head;
        }
        let stray = self.strays.first().copied();
        match (head, stray) {
            (Some(head), Some(stray)) => Some(if stray.0 < head.0 { stray } else { head }),
            (head, stray) => head.or(stray),
        }
    }

    /// The slot after one that was linked at the end, in a list that never had strays.
    #[inline]
    pub fn after(&self, slots: &[Slot], at: u32) -> u32 {
        slots[at as usize].links[L].next
    }

    /// All slots in order.
    pub fn iter<'a>(&'a self, slots: &'a [Slot]) -> impl Iterator<Item = (u64, u32)> + 'a {
        let mut at = self.head;
        let mut strays = self.strays.iter().copied().peekable();
        std::iter::from_fn(move || {
            let listed = (at != NONE).then(|| (slots[at as usize].links[L].key, at));
            match (listed, strays.peek()) {
                (Some(listed), Some(stray)) if stray.0 < listed.0 => strays.next(),
                (Some(listed), _) => {
                    at = slots[at as usize].links[L].next;
                    Some(listed)
                }
                (None, _) => strays.next(),
            }
        })
    }
}
