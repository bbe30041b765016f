//! What the actions of a queue take and give. Both kinds of queue offer them as methods of the same names; the API front
//! turns JSON into these and back.
//!
//! ```text
//! send(draft, cx)                  -> Result<Sent, SqsError>
//! send_batch(entries, cx)          -> Result<Vec<Entry<Sent>>, SqsError>
//! receive(params, caller, cx)      -> Result<Answer, SqsError>
//! delete(handle, cx)               -> Result<(), SqsError>
//! delete_batch(entries, cx)        -> Result<Vec<Entry<()>>, SqsError>
//! change_visibility(handle, span, cx)     -> Result<(), SqsError>
//! change_visibility_batch(entries, cx)    -> Result<Vec<Entry<()>>, SqsError>
//! purge(cx)                        -> Result<(), SqsError>
//! delete_queue(cx)                 -> Result<(), SqsError>
//! start_move_task(params, cx)      -> Result<TaskId, SqsError>
//! cancel_move_task(task, cx)       -> Result<u64, SqsError>      messages moved so far
//! move_tasks()                     -> impl Iterator<Item = &MoveTask>    newest first
//! add_permission(label, statement, cx) / remove_permission(label, cx)
//! settings() -> &Settings          attributes(now) -> Vec<(&'static str, String)>
//! details(message) -> Option<Details>      parse_handle(text) -> Result<Handle, SqsError>
//! ```
//!
//! Changing attributes is a change of settings from outside ([`Input::Configure`](crate::sim::Input::Configure)).

use super::error::SqsError;
use crate::base::{MessageId, NodeId, SimDuration, SimTime};
use crate::sim::{Delivery, Handle};
use std::rc::Rc;

/// A send that was accepted (SQS-050).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sent {
    /// The message, or the original that it repeats (SQS-134).
    pub message: MessageId,
    /// Its place in the order of a FIFO queue; see [`sequence_number`](super::wire_names::sequence_number) for the text.
    pub sequence: Option<u64>,
}

/// The result of one entry of a batch, under its `Id` (SQS-063).
pub type Entry<T> = (String, Result<T, SqsError>);

/// What a receive asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReceiveParams {
    /// At most so many messages; must be 1 to 10 (SQS-070).
    pub max: i64,
    /// How long to wait; None leaves it to the queue (SQS-071).
    pub wait: Option<SimDuration>,
    /// The visibility timeout; None leaves it to the queue (SQS-072).
    pub visibility: Option<SimDuration>,
    /// `ReceiveRequestAttemptId` (SQS-144).
    pub attempt_id: Option<Rc<str>>,
}

impl Default for ReceiveParams {
    fn default() -> ReceiveParams {
        ReceiveParams {
            max: 1,
            wait: None,
            visibility: None,
            attempt_id: None,
        }
    }
}

/// The answer to a receive.
#[derive(Clone, Debug)]
pub enum Answer {
    /// At once.
    Now(Vec<Delivery>),
    /// The poll waits; the caller is answered later.
    Waiting,
}

/// What else is known of a stored message, for the attributes of a receive (SQS-073).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Details {
    /// When the queue accepted it.
    pub sent: SimTime,
    /// When it was received first.
    pub first_received: Option<SimTime>,
    /// How often it was received, in all queues (SQS-079).
    pub receives: u32,
    /// Its place in a FIFO queue's order.
    pub sequence: Option<u64>,
    /// Its deduplication id, in a FIFO queue.
    pub deduplication: Option<Rc<str>>,
    /// The queue it came from, in a dead-letter queue.
    pub dead_letter_source: Option<NodeId>,
    /// Its sender.
    pub sender: NodeId,
}

/// A message move task, counted from 1 in each queue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TaskId(pub u32);

/// What a message move task is to do (SQS-124).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MoveParams {
    /// Where to; None takes each message back to the queue it came from.
    pub destination: Option<NodeId>,
    /// Messages a second; must be 1 to 500, None leaves it to the service (SQS-128).
    pub rate: Option<i64>,
}

/// How a message move task stands (SQS-129).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TaskStatus {
    /// Under way.
    Running,
    /// All messages are moved.
    Completed,
    /// Asked to stop.
    Cancelling,
    /// Stopped.
    Cancelled,
    /// Given up, for this reason.
    Failed(&'static str),
}

impl TaskStatus {
    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            TaskStatus::Running => "RUNNING",
            TaskStatus::Completed => "COMPLETED",
            TaskStatus::Cancelling => "CANCELLING",
            TaskStatus::Cancelled => "CANCELLED",
            TaskStatus::Failed(_) => "FAILED",
        }
    }
}

/// A message move task with what became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MoveTask {
    /// Its number.
    pub id: TaskId,
    /// Where to, if one queue was named.
    pub destination: Option<NodeId>,
    /// The rate that was asked for.
    pub rate: Option<u32>,
    /// How it stands.
    pub status: TaskStatus,
    /// When it began.
    pub started: SimTime,
    /// Messages moved so far.
    pub moved: u64,
    /// Messages there were to move when it began.
    pub to_move: u64,
}

/// How many messages there are in each of the three disjoint states (SQS-038).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Can be received.
    pub visible: u64,
    /// In flight.
    pub in_flight: u64,
    /// Delayed.
    pub delayed: u64,
}

/// A change of visibility asked for one message.
pub type VisibilityEntry = (String, Result<(Handle, SimDuration), SqsError>);
