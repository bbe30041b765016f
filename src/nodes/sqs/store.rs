//! The stored messages: a slab of slots with a free list, and an index by message.

use super::index::Index;
use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{EventId, Handle, Message};
use std::rc::Rc;

/// No slot.
pub const NONE: u32 = u32::MAX;
/// Stands in a link for "not in the list but among the strays".
pub const STRAY: u32 = u32::MAX - 1;
/// No group.
pub const NO_GROUP: u32 = u32::MAX;

/// Where a message stands in its queue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum State {
    /// Not stored (any more).
    Gone,
    /// Can be received.
    Visible,
    /// Visible, but all hosts with a copy are down (SQS-227).
    Unreachable,
    /// Visible, but its dead-letter queue is gone and receives pass over it (SQS-122).
    Stranded,
    /// Sent, but its copies can be found only a little later (SQS-152).
    Late,
    /// In flight.
    InFlight,
    /// Delayed.
    Delayed,
    /// Deleted, but one copy survived (SQS-156).
    Ghost,
}

/// Neighbours in a list, and the key by which it is sorted.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    pub prev: u32,
    pub next: u32,
    pub key: u64,
}

/// A stored message with its clocks and counts.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The message; None in a free slot.
    pub message: Option<Rc<Message>>,
    /// See [`super::sorted`].
    pub links: [Link; 3],
    /// When the service first accepted it (SQS-040).
    pub sent: SimTime,
    /// Its place in the order of the queue.
    pub order: u64,
    /// When its present state ends by itself.
    pub until: SimTime,
    /// Its first receive; [`SimTime::NEVER`] before.
    pub first_received: SimTime,
    /// Its latest receive.
    pub received: SimTime,
    /// The event of its latest receive.
    pub event: EventId,
    /// Receives in this queue (SQS-113).
    pub here: u32,
    /// Receives in earlier queues (SQS-079).
    pub before: u32,
    /// Its group, in the table of the queue.
    pub group: u32,
    /// The queue it was moved from; [`NodeId::OPERATOR`] for none.
    pub source: NodeId,
    /// The hosts with a copy, one bit each; 0 as long as nobody has asked (SQS-152).
    pub hosts: u32,
    /// Where it stands.
    pub state: State,
    /// Whether a copy has survived a delete before.
    pub ghosted: bool,
    /// Whether it still counts for the age metric of a standard queue (SQS-158).
    pub aging: bool,
}

impl Slot {
    /// Receives in all queues (SQS-079), which is also the number of its newest receipt handle.
    #[inline]
    pub fn receives(&self) -> u32 {
        self.before + self.here
    }

    /// When its retention began.
    #[inline]
    pub fn enqueued(&self) -> SimTime {
        SimTime(self.links[super::sorted::ENQUEUED].key)
    }

    /// The stored message. Panics on a free slot, which no list leads to.
    #[inline]
    pub fn message(&self) -> &Rc<Message> {
        self.message.as_ref().expect("lists lead to stored messages only")
    }
}

/// The slab.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// The slots; those that are free are in no list.
    pub slots: Vec<Slot>,
    free: Vec<u32>,
    index: Index,
    /// Stored messages.
    pub len: u64,
}

impl Store {
    /// Stores a message in a slot that is in no list yet.
    #[inline]
    pub fn insert(&mut self, message: Rc<Message>, sent: SimTime, order: u64) -> u32 {
        let id = message.id;
        let unlinked = Link {
            prev: NONE,
            next: NONE,
            key: 0,
        };
        let slot = Slot {
            message: Some(message),
            links: [unlinked; 3],
            sent,
            order,
            until: SimTime::NEVER,
            first_received: SimTime::NEVER,
            received: SimTime::ZERO,
            event: EventId(0),
            here: 0,
            before: 0,
            group: NO_GROUP,
            source: NodeId::OPERATOR,
            hosts: 0,
            state: State::Gone,
            ghosted: false,
            aging: false,
        };
        let at = match self.free.pop() {
            Some(at) => {
                self.slots[at as usize] = slot;
                at
            }
            None => {
                self.slots.push(slot);
                (self.slots.len() - 1) as u32
            }
        };
        self.index.insert(id, at);
        self.len += 1;
        at
    }

    /// Takes a message out of a slot that is in no list any more.
    #[inline]
    pub fn remove(&mut self, at: u32) -> Rc<Message> {
        let slot = &mut self.slots[at as usize];
        slot.state = State::Gone;
        let message = slot.message.take().expect("only stored messages are removed");
        self.index.remove(message.id);
        self.free.push(at);
        self.len -= 1;
        message
    }

    /// The slot of a message.
    #[inline]
    pub fn find(&self, id: MessageId) -> Option<u32> {
        self.index.get(id)
    }

    /// A slot.
    #[inline]
    pub fn slot(&self, at: u32) -> &Slot {
        &self.slots[at as usize]
    }

    /// A slot, to change.
    #[inline]
    pub fn slot_mut(&mut self, at: u32) -> &mut Slot {
        &mut self.slots[at as usize]
    }

    /// The stored messages in the order of their slots.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Slot)> {
        (0u32..).zip(&self.slots).filter(|(_, slot)| slot.message.is_some())
    }

    /// A slot's newest receipt handle.
    pub fn newest_handle(&self, holder: NodeId, at: u32) -> Option<Handle> {
        let slot = self.slot(at);
        (slot.here > 0).then(|| Handle {
            holder,
            message: slot.message().id,
            receive: slot.receives(),
        })
    }
}
