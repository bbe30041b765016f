//! Texts that AWS shows: message ids, ARNs of subscriptions, tokens, sequence numbers.

use crate::base::{MessageId, WireId};
use crate::nodes::service::uuid::{uuid, words};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;

const MESSAGE: u64 = 0x534E_5300_4D53_4749;
const SUBSCRIPTION: u64 = 0x534E_5300_5355_4253;
const TOKEN: u64 = 0x534E_5300_544F_4B4E;
const SIGNATURE: u64 = 0x534E_5300_5349_474E;

/// The `MessageId` that SNS gives a message; SQS gives it another one (SNS-070).
pub fn message_id(seed: u64, message: MessageId) -> String {
    uuid(words(seed, MESSAGE, message.0))
}

/// The last part of the ARN of a subscription.
pub fn subscription_id(seed: u64, wire: WireId) -> String {
    uuid(words(seed, SUBSCRIPTION, u64::from(wire.0)))
}

/// The token that confirms a subscription; each time it is asked for it is another one (SNS-053).
pub fn token(seed: u64, wire: WireId, asked: u32) -> String {
    let mut text = String::new();
    for part in 0..8u64 {
        let (high, _) = words(seed, TOKEN, (u64::from(wire.0) << 32) ^ (u64::from(asked) << 8) ^ part);
        let _ = write!(text, "{high:016x}");
    }
    text
}

/// What stands in place of a signature.
pub fn signature(seed: u64, message: MessageId) -> String {
    let mut bytes = Vec::with_capacity(32);
    for part in 0..2u64 {
        let (high, low) = words(seed, SIGNATURE, (message.0 << 1) | part);
        bytes.extend(high.to_be_bytes());
        bytes.extend(low.to_be_bytes());
    }
    STANDARD.encode(bytes)
}

/// The 20 digits of a `SequenceNumber` of a FIFO topic: growing, not consecutive.
pub fn sequence_number(sequence: u64) -> String {
    (10_000_000_000_000_000_000u128 + u128::from(sequence) * 256).to_string()
}
