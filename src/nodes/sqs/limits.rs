//! Every number of the service, with its unit. Where the classic exam limits differ, both stand side by side.

use crate::base::SimDuration;

/// Messages of one receive, entries of one batch (SQS-062, SQS-070).
pub const BATCH: usize = 10;
/// Bytes of a whole batch, whatever `MaximumMessageSize` says (SQS-062).
pub const BATCH_BYTES: u64 = 1_048_576;
/// Bytes of a message (SQS-001, SQS-025).
pub const MESSAGE_BYTES: i64 = 1_048_576;
/// Bytes of a message under the classic limits (SQS-001).
pub const MESSAGE_BYTES_CLASSIC: i64 = 262_144;
/// Attributes of a message (SQS-050).
pub const MESSAGE_ATTRIBUTES: usize = 10;
/// Characters of an attribute's name (SQS-054).
pub const ATTRIBUTE_NAME: usize = 256;
/// Characters of a group id, a deduplication id or a receive attempt id (SQS-056, SQS-144).
pub const ID_CHARS: usize = 128;
/// Characters of a batch entry's id and of a permission's label (SQS-062, SQS-194).
pub const LABEL_CHARS: usize = 80;
/// Longest delay (SQS-023).
pub const DELAY: SimDuration = SimDuration::from_secs(900);
/// Longest wait of a long poll (SQS-024).
pub const WAIT: SimDuration = SimDuration::from_secs(20);
/// Longest time that one receive can hide a message, all extensions included (SQS-021, SQS-092).
pub const VISIBILITY: SimDuration = SimDuration::from_secs(43_200);
/// Messages in flight, and messages among which a FIFO queue looks for groups (SQS-005, SQS-082, SQS-145).
pub const IN_FLIGHT: u64 = 120_000;
/// The same for FIFO queues under the classic limits (SQS-005).
pub const IN_FLIGHT_CLASSIC_FIFO: u64 = 20_000;
/// API calls a second per action of a FIFO queue, or of one partition in high-throughput mode (SQS-002, SQS-147).
pub const FIFO_CALLS: u32 = 300;
/// API calls a second per action of a FIFO queue in high-throughput mode (SQS-003).
pub const HIGH_THROUGHPUT_CALLS: u32 = 70_000;
/// The same under the classic limits (SQS-003).
pub const HIGH_THROUGHPUT_CALLS_CLASSIC: u32 = 9_000;
/// How long deduplication remembers, and a receive attempt can be repeated (SQS-134, SQS-144).
pub const DEDUPLICATION: SimDuration = SimDuration::from_secs(300);
/// Time between two purges (SQS-106).
pub const PURGE_LOCK: SimDuration = SimDuration::from_secs(60);
/// How often a standard message is received before it goes to the back (SQS-158).
pub const BACK_AFTER: u32 = 3;
/// Messages a second of a move task, unless told otherwise and at most (SQS-128).
pub const MOVE_RATE: (u32, u32) = (100, 500);
/// Longest run of a move task (SQS-132).
pub const MOVE_TASK: SimDuration = SimDuration::from_secs(36 * 3_600);
/// Statements of a policy when AddPermission adds one more at most, and actions in one (SQS-194).
pub const PERMISSIONS: (usize, usize) = (20, 7);
/// A new queue under strict timing (SQS-016).
pub const SETTLING: SimDuration = SimDuration::from_secs(1);
/// Without calls and messages for so long a queue sends no metrics (SQS-181).
pub const INACTIVE: SimDuration = SimDuration::from_secs(6 * 3_600);
/// Messages in flight from which a tenant can be noisy, and the share above which it is, as one part of so many (SQS-161).
pub const NOISY: (u64, u64) = (30, 10);
/// Seconds over which processing time is compared (SQS-161).
pub const NOISE_WINDOW: u64 = 60;
/// A tenant that sent nothing for so long is quiet (SQS-163).
pub const QUIET_AFTER: SimDuration = SimDuration::from_secs(300);
/// Payload of one billed request, in bytes (SQS-200).
pub const BILLED_CHUNK: u64 = 65_536;
/// Requests in each of the first two price tiers (SQS-201).
pub const TIER: u64 = 100_000_000_000;
/// Nano-dollars a request in the three tiers of a standard queue (SQS-201).
pub const PRICE_STANDARD: [u64; 3] = [400, 300, 240];
/// Nano-dollars a request in the three tiers of a FIFO queue (SQS-201, SQS-226).
pub const PRICE_FIFO: [u64; 3] = [500, 400, 350];
/// Longest extra time until a late copy can be found (SQS-150).
pub const LATE: SimDuration = SimDuration::from_secs(2);
