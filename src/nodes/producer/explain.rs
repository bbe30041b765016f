//! Why a message has not left a producer yet.

use super::sending::Outbox;
use crate::sim::{Inquiry, Message, Place, Standing};
use std::rc::Rc;

impl Outbox {
    /// Why a message is still here: its batch is not full, or the attempt failed and is made again later.
    pub fn standing(&self, inquiry: Inquiry<'_>, batch_size: usize) -> Option<Standing> {
        let find = |messages: &[Rc<Message>]| messages.iter().find(|message| message.id == inquiry.message).cloned();
        if let Some((open, message)) = self.open.iter().find_map(|open| Some((open, find(&open.messages)?))) {
            let text = format!(
                "It waits for its batch: {} of {batch_size} are collected, and the batch is sent at {} at the latest.",
                open.messages.len(),
                open.ends
            );
            return Some(Standing::new(Place::Outbox, text).of(&message).until(open.ends));
        }
        let (resting, message) = self
            .resting
            .values()
            .find_map(|shipment| Some((shipment, find(&shipment.messages)?)))?;
        let text = format!(
            "This attempt failed. Retry {} goes out at {} as a new message.",
            resting.retry, resting.again
        );
        Some(Standing::new(Place::Outbox, text).of(&message).until(resting.again))
    }
}
