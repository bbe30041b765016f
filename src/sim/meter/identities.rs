//! Whom the colours and shapes of messages stand for, in the order in which they were first seen.

use crate::base::NodeId;
use crate::sim::Message;
use std::rc::Rc;

/// What messages of one colour and shape have in common.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// Their [`Message::tint`].
    pub tint: u32,
    /// Their group, if they have one.
    pub group: Option<Rc<str>>,
    /// Who made the first of them.
    pub origin: NodeId,
}

/// The identities that were seen so far, shared with checkpoints.
#[derive(Clone, Debug, Default)]
pub struct Identities(Rc<Vec<Identity>>);

impl Identities {
    /// More than this are not remembered: nobody tells so many apart.
    pub const MOST: usize = 64;

    /// A message is made.
    #[inline]
    pub fn made(&mut self, message: &Message) {
        if self.0.len() < Self::MOST && !self.0.iter().any(|known| known.tint == message.tint) {
            Rc::make_mut(&mut self.0).push(Identity {
                tint: message.tint,
                group: message.draft.group.clone(),
                origin: message.origin,
            });
        }
    }

    /// The first so many, in the order in which they were first seen.
    pub fn seen(&self) -> &[Identity] {
        &self.0
    }
}
