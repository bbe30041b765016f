//! What a database has stored, and what a second write of the same does (END-044).

use super::memory::Memory;
use super::rules::rule;
use crate::base::{NodeId, SimDuration};
use crate::sim::{Ctx, Fate, Happening, Message, Receipt};
use std::rc::Rc;

/// What a write is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Write {
    /// Puts an item under the key of the work: doing it twice changes nothing.
    Put,
    /// Puts it only if it is not there yet.
    Conditional,
    /// Adds one to a counter, whoever did it before.
    Increment,
}

impl Write {
    /// By the index of the setting's choice.
    pub const fn of(choice: u16) -> Write {
        match choice {
            0 => Write::Put,
            1 => Write::Conditional,
            _ => Write::Increment,
        }
    }
}

/// Counted since the start.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// Writes that were carried out.
    pub writes: u64,
    /// Items: pieces of work that have been stored.
    pub items: u64,
    /// Writes that repeated what was stored.
    pub repeated: u64,
    /// Writes that a condition refused.
    pub conflicts: u64,
    /// By how much a counter is wrong.
    pub overcount: u64,
    /// END-075: when items were written, in a table that forgets them.
    pub memory: Memory,
}

impl Stored {
    /// Carries out a write: the message ends here, and its sender is told. A condition that fails is told as such and
    /// counts as done for the sender, who learns from it that the work was stored before. Items
    /// are remembered for `span`, or for ever.
    pub fn store(
        &mut self,
        me: NodeId,
        message: &Rc<Message>,
        write: Write,
        span: Option<SimDuration>,
        cx: &mut Ctx<'_>,
    ) -> Receipt {
        let fresh = cx.effect(me, message.root);
        self.items += u64::from(fresh);
        // END-075: what is forgotten may be written once more.
        let known = match span {
            None => !fresh,
            Some(span) => !self.memory.store(message.root, cx.now(), span),
        };
        let mut result = None;
        if known && write == Write::Conditional {
            self.conflicts += 1;
            let code = "ConditionalCheckFailedException";
            cx.tell(message.id, Happening::Refused { code }, Some(const { rule("END-044") }));
            cx.end(message.id, Fate::Duplicate);
            result = Some(Rc::from(code));
        } else {
            self.writes += 1;
            self.repeated += u64::from(!fresh);
            self.overcount += u64::from(!fresh && write == Write::Increment);
            let rule = (!fresh).then_some(const { rule("END-044") });
            cx.tell(message.id, Happening::WorkDone { again: !fresh }, rule);
            cx.end(message.id, Fate::Done);
        }
        Receipt {
            message: message.id,
            result,
        }
    }
}
