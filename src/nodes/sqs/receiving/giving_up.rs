//! What becomes of a message whose receives end without a delete: it comes back, or moves to the dead-letter queue.

use crate::base::{NodeId, SimTime};
use crate::nodes::sqs::config::DlqMove;
use crate::nodes::sqs::core::Queue;
use crate::nodes::sqs::discipline::Discipline;
use crate::nodes::sqs::limits;
use crate::nodes::sqs::rules::rule;
use crate::nodes::sqs::store::State;
use crate::sim::{Ctx, Happening, Parcel, Rule};
use std::rc::Rc;

impl<D: Discipline> Queue<D> {
    /// The dead-letter queue of a message that has used up its receives (SQS-111, SQS-113).
    #[inline]
    pub(in crate::nodes::sqs) fn exhausted(&self, at: u32) -> Option<NodeId> {
        let (dlq, most) = self.core.config.redrive?;
        (self.core.store.slot(at).here >= most).then_some(dlq)
    }

    /// Moves a message out (SQS-111); without a dead-letter queue it stays where no receive finds it (SQS-122).
    pub(super) fn give_up(&mut self, at: u32, dlq: NodeId, moved: &mut Vec<Parcel>, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let (id, tint) = {
            let message = self.core.store.slot(at).message();
            (message.id, message.tint)
        };
        if cx.info(dlq).is_none() {
            cx.tell(id, Happening::Noted, Some(const { rule("SQS-122") }));
            self.set_state(at, State::Stranded, SimTime::NEVER, now);
            return;
        }
        cx.tell(id, Happening::Moved { to: dlq, tint }, Some(const { rule("SQS-111") }));
        self.core.meters.moved += 1;
        let slot = self.core.store.slot(at);
        let parcel = |message| Parcel {
            message,
            sent: slot.sent,
            enqueued: slot.enqueued(),
            receives: slot.receives(),
            first_received: Some(slot.first_received).filter(|first| *first != SimTime::NEVER),
            from: self.core.me,
            redriven: false,
        };
        let parcel = parcel(Rc::clone(slot.message()));
        self.discard(at, now);
        moved.push(parcel);
    }

    pub(super) fn send_moved(&mut self, moved: Vec<Parcel>, cx: &mut Ctx<'_>) {
        if let Some((dlq, _)) = self.core.config.redrive
            && !moved.is_empty()
        {
            let there = cx.transfer(dlq, moved);
            debug_assert!(there, "the dead-letter queue was looked up before");
        }
    }

    /// Lets receives find the stranded messages again when their dead-letter queue is there, or none is needed.
    pub(in crate::nodes::sqs) fn release_stranded(&mut self, cx: &mut Ctx<'_>) {
        let blocked = self.core.config.redrive.is_some_and(|(dlq, _)| cx.info(dlq).is_none());
        if blocked {
            return;
        }
        while let Some((_, at)) = self.core.lists[State::Stranded as usize].first(&self.core.store.slots) {
            self.reveal(at, cx.now());
        }
    }

    /// A receive ends without a delete (SQS-112): the message can be received again, or moves at once if so set.
    pub(in crate::nodes::sqs) fn give_back(&mut self, at: u32, why: &'static Rule, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let slot = self.core.store.slot(at);
        let (id, receives, event) = (slot.message().id, slot.receives(), slot.event);
        self.core.meters.returned += 1;
        cx.tell_because(event, id, Happening::VisibleAgain { receives }, Some(why));
        if self.core.config.dlq_move == DlqMove::OnVisibilityExpiry
            && let Some(dlq) = self.exhausted(at)
        {
            let mut moved = Vec::new();
            self.give_up(at, dlq, &mut moved, cx);
            self.send_moved(moved, cx);
            return;
        }
        if !D::FIFO && self.core.store.slot(at).here >= limits::BACK_AFTER {
            let order = self.core.next_order(); // SQS-158
            self.core.store.slot_mut(at).order = order;
        }
        self.reveal(at, now);
    }
}
