//! Texts that AWS shows for identities: message ids, receipt handles, sequence numbers, task handles.
//!
//! They look as opaque as on AWS, are derived from the seed, and handles can be read back.

use super::action::TaskId;
use crate::base::{MessageId, NodeId, mix};
use crate::nodes::service::uuid::{uuid, words};
use crate::sim::Handle;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The `MessageId` of a message: a UUID of version 4, the same for the whole run.
pub fn message_id(seed: u64, message: MessageId) -> String {
    uuid(words(seed, GOLDEN, message.0))
}

/// The 20 digits of a FIFO message's `SequenceNumber` (SQS-137): growing, not consecutive.
pub fn sequence_number(sequence: u64) -> String {
    let number = 18_850_000_000_000_000_000u128 + u128::from(sequence) * 256;
    number.to_string()
}

/// The text of a receipt handle.
pub fn receipt_handle(seed: u64, handle: Handle) -> String {
    seal(seed, handle.holder, handle.message.0, handle.receive)
}

/// Reads a receipt handle. None when the text was never given out (SQS-094).
pub fn parse_receipt_handle(seed: u64, text: &str) -> Option<Handle> {
    let (holder, message, receive) = unseal(seed, text)?;
    (receive > 0).then_some(Handle {
        holder,
        message: MessageId(message),
        receive,
    })
}

/// The text of a message move task's handle.
pub fn task_handle(seed: u64, queue: NodeId, task: TaskId) -> String {
    seal(seed, queue, u64::from(task.0), 0)
}

/// Reads a task handle. None when the text was never given out (SQS-130).
pub fn parse_task_handle(seed: u64, text: &str) -> Option<(NodeId, TaskId)> {
    let (queue, task, receive) = unseal(seed, text)?;
    let task = u32::try_from(task).ok()?;
    (receive == 0 && task > 0).then_some((queue, TaskId(task)))
}

/// Three bytes that read `AQEB`, a checksum, and the facts hidden under a key stream that depends on both.
fn seal(seed: u64, queue: NodeId, number: u64, receive: u32) -> String {
    let check = mix(mix(seed ^ u64::from(queue.0)) ^ number.rotate_left(20) ^ u64::from(receive));
    let mut bytes = vec![1, 1, 1];
    bytes.extend(check.to_be_bytes());
    bytes.extend((number ^ mix(check)).to_be_bytes());
    let rest = (u64::from(queue.0) << 32) | u64::from(receive);
    bytes.extend((rest ^ mix(check ^ GOLDEN)).to_be_bytes());
    STANDARD.encode(bytes)
}

fn unseal(seed: u64, text: &str) -> Option<(NodeId, u64, u32)> {
    let bytes = STANDARD.decode(text).ok()?;
    let word = |at: usize| Some(u64::from_be_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    let (check, number, rest) = (word(3)?, word(11)?, word(19)?);
    let (number, rest) = (number ^ mix(check), rest ^ mix(check ^ GOLDEN));
    let (queue, receive) = (NodeId((rest >> 32) as u32), rest as u32);
    (seal(seed, queue, number, receive) == text).then_some((queue, number, receive))
}
