//! Every number of the service, with its unit.

use crate::base::SimDuration;

/// Bytes of a message with its attributes, and of a whole batch (SNS-004, SNS-038).
pub const MESSAGE_BYTES: u64 = 262_144;
/// Entries of a batch (SNS-038).
pub const BATCH: usize = 10;
/// Characters of a subject: fewer than this (SNS-030).
pub const SUBJECT_CHARS: usize = 100;
/// Characters of a group id or a deduplication id.
pub const ID_CHARS: usize = 128;
/// Characters of the id of a batch entry (SNS-038).
pub const ENTRY_ID_CHARS: usize = 80;
/// Attributes of a raw message that SQS takes (SNS-072).
pub const RAW_ATTRIBUTES: usize = 10;
/// How long deduplication remembers (SNS-140).
pub const DEDUPLICATION: SimDuration = SimDuration::from_secs(300);
/// How long a token confirms, and how long an unconfirmed subscription lasts (SNS-053).
pub const CONFIRMATION: SimDuration = SimDuration::from_secs(48 * 3_600);
/// How long an HTTP/S endpoint may take to answer (SNS-118).
pub const HTTP_TIMEOUT: SimDuration = SimDuration::from_secs(15);
/// E-mails a second, beyond which a subscription is suspended (SNS-061).
pub const EMAILS: u32 = 10;
/// Messages a second that a FIFO topic takes, and those of one message group (SNS-007).
pub const FIFO_MESSAGES: u32 = 3_000;
/// Messages a second of one message group (SNS-007).
pub const FIFO_GROUP_MESSAGES: u32 = 300;
/// Messages a second that a FIFO topic takes under the classic limits (SNS-007).
pub const FIFO_MESSAGES_CLASSIC: u32 = 300;
/// Bytes a second that a FIFO topic takes (SNS-007).
pub const FIFO_BYTES: u64 = 20 * 1_048_576;
/// Subscriptions of a standard topic, of one under the classic limits, and of a FIFO topic (SNS-001).
pub const SUBSCRIPTIONS: u64 = 12_500_000;
/// Subscriptions of a standard topic under the classic limits (SNS-001).
pub const SUBSCRIPTIONS_CLASSIC: u64 = 10_000_000;
/// Subscriptions of a FIFO topic (SNS-001).
pub const SUBSCRIPTIONS_FIFO: u64 = 100;
pub use crate::nodes::mobile::BILLED_CHUNK;
/// Longest extra time of a delivery of the realistic model (SNS-122).
pub const LATE: SimDuration = SimDuration(100_000);
/// Share of deliveries that the realistic model makes twice, in millionths (SNS-122).
pub const DUPLICATES: i64 = 500;

/// Messages a second that standard topics of a region take (SNS-039) and FIFO topics in high-throughput mode (SNS-007).
pub fn regional(region: &str) -> u32 {
    match region {
        "us-east-1" => 30_000,
        "us-west-2" | "eu-west-1" => 9_000,
        "us-east-2" | "eu-central-1" | "ap-northeast-1" | "ap-southeast-1" | "ap-southeast-2" => 3_000,
        _ => 1_500,
    }
}
