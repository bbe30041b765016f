//! What can happen, as values: an event with its cause and its rule, and how messages end.

use crate::base::{MessageId, NodeId, SimTime, WireId, fingerprint, mix};
use crate::sim::rule::Rule;

/// The number of an event, counted from 1 over the whole run. 0 means "no event".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct EventId(pub u64);

/// How a message ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Fate {
    /// Deleted by a consumer that was done with it.
    Done,
    /// Its retention period ended.
    Expired,
    /// Its queue was emptied or deleted, or its node removed.
    Purged,
    /// The service refused it.
    Refused,
    /// It was lost on a wire before anyone accepted it.
    Lost,
    /// It was a duplicate of a message already accepted.
    Duplicate,
    /// It was replaced by a new message on its way out of a dead-letter queue.
    Redriven,
}

impl Fate {
    /// All of them, in order.
    pub const ALL: [Fate; 7] = [
        Fate::Done,
        Fate::Expired,
        Fate::Purged,
        Fate::Refused,
        Fate::Lost,
        Fate::Duplicate,
        Fate::Redriven,
    ];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Fate::Done => "done",
            Fate::Expired => "expired",
            Fate::Purged => "purged",
            Fate::Refused => "refused",
            Fate::Lost => "lost",
            Fate::Duplicate => "duplicate",
            Fate::Redriven => "redriven",
        }
    }
}

/// What can happen, across all services. Times and counts are the fact itself; who and to what stand in the [`Event`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happening {
    /// A message was made.
    Made {
        /// What it was made from, or [`MessageId::NONE`].
        parent: MessageId,
    },
    /// A message set out over a wire and will arrive then (a transit).
    Departed {
        /// Over which wire.
        wire: WireId,
        /// When it arrives.
        arrives: SimTime,
        /// The message's identity for colour and shape.
        tint: u32,
    },
    /// A request, with the message in it, was lost on a wire.
    LostOnWire {
        /// Which wire.
        wire: WireId,
    },
    /// An answer was lost on a wire: what was asked for happened, but the caller doesn't know.
    AnswerLost {
        /// Which wire.
        wire: WireId,
    },
    /// A message was accepted. It can be received from `visible` on.
    Stored {
        /// When it can be received.
        visible: SimTime,
    },
    /// A message was accepted as a duplicate and dropped.
    Deduplicated {
        /// The message it repeats.
        original: MessageId,
    },
    /// A waiting time ended: the message can be received now.
    Available,
    /// A message was handed to a consumer.
    Received {
        /// To whom; the node itself when an operator received it.
        by: NodeId,
        /// How often it has been received, this time included.
        receives: u32,
        /// Until when it is hidden from others.
        until: SimTime,
    },
    /// A message that nobody deleted in time is visible again.
    VisibleAgain {
        /// How often it has been received.
        receives: u32,
    },
    /// The time a message stays hidden was changed.
    Extended {
        /// The new end.
        until: SimTime,
    },
    /// A consumer deleted a message.
    Deleted {
        /// False when there was nothing left to delete.
        effective: bool,
    },
    /// A message moved to another node inside the service.
    Moved {
        /// Where to.
        to: NodeId,
        /// The message's identity for colour and shape; no part of the trace's hash.
        tint: u32,
    },
    /// A message left a dead-letter queue as a new message.
    Redriven {
        /// The new one.
        new: MessageId,
        /// Where to.
        to: NodeId,
    },
    /// A message met an end that its keeper decides: expired, purged, refused.
    Ended(Fate),
    /// A consumer asked for messages.
    Polled {
        /// At most so many.
        max: u32,
    },
    /// A consumer got its answer.
    Answered {
        /// How many messages; 0 is an empty receive.
        messages: u32,
    },
    /// A call was refused.
    Refused {
        /// The exact error code.
        code: &'static str,
    },
    /// Work on a message began.
    WorkBegan {
        /// When it will be finished if nothing happens.
        until: SimTime,
    },
    /// Work on a message succeeded.
    WorkDone {
        /// Whether its effect had happened before.
        again: bool,
    },
    /// Work on a message was skipped, since its effect had happened before.
    WorkSkipped,
    /// Work on a message failed.
    WorkFailed,
    /// Work on a message stopped with the worker.
    WorkAbandoned,
    /// A node went down or lost a part.
    WentDown,
    /// A node or its part is back.
    CameBack,
    /// A node's settings changed.
    Reconfigured,
    /// A background task of a service began.
    TaskBegan,
    /// A background task of a service ended.
    TaskEnded {
        /// How: `COMPLETED`, `CANCELLED`, `FAILED` …
        status: &'static str,
    },
    /// A rule showed itself and nothing else happened.
    Noted,
    /// A node, or a part of it such as an instance, changed its state.
    StateChanged {
        /// The part's number; 0 for the node itself.
        part: u32,
        /// The new state: `ALARM`, `InService` …
        state: &'static str,
    },
    /// A group is to have another size.
    Scaled {
        /// The size before.
        from: u32,
        /// The size from now on.
        to: u32,
    },
}

/// One thing that happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    /// Its number.
    pub id: EventId,
    /// When.
    pub at: SimTime,
    /// At which node.
    pub node: NodeId,
    /// To which message, or [`MessageId::NONE`].
    pub message: MessageId,
    /// What.
    pub what: Happening,
    /// The rule that made it so, where one is worth naming.
    pub rule: Option<&'static Rule>,
    /// The event that led to it; 0 for inputs from outside.
    pub cause: EventId,
}

impl Event {
    /// A 64-bit digest of everything in the event.
    pub(super) fn fingerprint(&self) -> u64 {
        let rule = self.rule.map_or(0, |rule| {
            let bytes = rule.id.as_bytes();
            bytes
                .iter()
                .fold(0u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(*byte)))
        });
        let (kind, a, b) = self.what.words();
        let subject = (u64::from(self.node.0) << 40) ^ self.message.0 ^ (kind << 33);
        self.at.0.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ mix(subject ^ rule.rotate_left(17))
            ^ a.rotate_left(29).wrapping_add(b.wrapping_mul(0xBF58_476D_1CE4_E5B9))
            ^ self.cause.0.rotate_left(47)
    }
}

impl Happening {
    /// Its variant and its facts as words, for hashing.
    fn words(self) -> (u64, u64, u64) {
        match self {
            Happening::Made { parent } => (1, parent.0, 0),
            Happening::Departed { wire, arrives, tint } => (2, (u64::from(tint) << 32) | u64::from(wire.0), arrives.0),
            Happening::LostOnWire { wire } => (3, wire.0.into(), 0),
            Happening::AnswerLost { wire } => (4, wire.0.into(), 0),
            Happening::Stored { visible } => (5, visible.0, 0),
            Happening::Deduplicated { original } => (6, original.0, 0),
            Happening::Available => (7, 0, 0),
            Happening::Received { by, receives, until } => (8, (u64::from(by.0) << 32) | u64::from(receives), until.0),
            Happening::VisibleAgain { receives } => (9, receives.into(), 0),
            Happening::Extended { until } => (10, until.0, 0),
            Happening::Deleted { effective } => (11, effective.into(), 0),
            Happening::Moved { to, .. } => (12, to.0.into(), 0),
            Happening::Redriven { new, to } => (13, new.0, to.0.into()),
            Happening::Ended(fate) => (14, fate as u64, 0),
            Happening::Polled { max } => (15, max.into(), 0),
            Happening::Answered { messages } => (16, messages.into(), 0),
            Happening::Refused { code } => (17, fingerprint(code), 0),
            Happening::WorkBegan { until } => (18, until.0, 0),
            Happening::WorkDone { again } => (19, again.into(), 0),
            Happening::WorkSkipped => (20, 0, 0),
            Happening::WorkFailed => (21, 0, 0),
            Happening::WorkAbandoned => (22, 0, 0),
            Happening::WentDown => (23, 0, 0),
            Happening::CameBack => (24, 0, 0),
            Happening::Reconfigured => (25, 0, 0),
            Happening::TaskBegan => (26, 0, 0),
            Happening::TaskEnded { status } => (27, fingerprint(status), 0),
            Happening::Noted => (28, 0, 0),
            Happening::StateChanged { part, state } => (29, part.into(), fingerprint(state)),
            Happening::Scaled { from, to } => (30, from.into(), to.into()),
        }
    }
}
