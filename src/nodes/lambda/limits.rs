//! Every number of the service, with its unit.

use crate::base::SimDuration;

/// Bytes of the payload of a synchronous call (LAM-030).
pub const SYNC_BYTES: u64 = 6 << 20;
/// Bytes of the payload of an asynchronous call (LAM-006, LAM-040).
pub const ASYNC_BYTES: u64 = 1 << 20;
/// The same under the classic exam limits (LAM-006).
pub const ASYNC_BYTES_CLASSIC: u64 = 256 << 10;
/// Bytes at which a batch of a mapping is invoked (LAM-064).
pub const BATCH_BYTES: u64 = 6 << 20;
/// Concurrency that must stay unreserved in an account (LAM-012, LAM-022).
pub const UNRESERVED: u64 = 100;
/// New execution environments of a function in each span of [`SCALING_SPAN`] (LAM-014).
pub const NEW_ENVIRONMENTS: u32 = 1_000;
/// See [`NEW_ENVIRONMENTS`].
pub const SCALING_SPAN: SimDuration = SimDuration::from_secs(10);
/// How long an idle environment is kept (LAM-020).
pub const IDLE: SimDuration = SimDuration::from_secs(600);
/// The wait before the first asynchronous retry; the second waits twice as long (LAM-041).
pub const RETRY: SimDuration = SimDuration::from_secs(60);
/// The first wait after a throttled asynchronous attempt; it doubles (LAM-042).
pub const BACKOFF: SimDuration = SimDuration::from_secs(1);
/// The longest such wait (LAM-042).
pub const MAX_BACKOFF: SimDuration = SimDuration::from_secs(300);
/// Messages of one receive of a poller (LAM-062).
pub const RECEIVE: u32 = 10;
/// How long a poller waits for messages (LAM-008, LAM-062).
pub const LONG_POLL: SimDuration = SimDuration::from_secs(20);
/// The pause after a receive that was refused, or that was empty at once.
pub const POLL_PAUSE: SimDuration = SimDuration::from_secs(20);
/// How often a mapping that was refused is tried to be made again (LAM-060).
pub const CHECK_AGAIN: SimDuration = SimDuration::from_secs(5);
/// Pollers of a mapping at first, and when its queue is idle (LAM-062, LAM-063).
pub const POLLERS: u32 = 5;
/// By how much the concurrency of a mapping grows in a minute (LAM-005).
pub const GROWTH: u32 = 300;
/// The same under the classic exam limits (LAM-005).
pub const GROWTH_CLASSIC: u32 = 60;
/// The most concurrent batches of a mapping (LAM-005).
pub const CONCURRENT_BATCHES: u32 = 1_250;
/// The same under the classic exam limits (LAM-005).
pub const CONCURRENT_BATCHES_CLASSIC: u32 = 1_000;
/// By how much the concurrency of provisioned pollers grows in a minute (LAM-072).
pub const PROVISIONED_GROWTH: u32 = 1_000;
/// The most concurrent batches with provisioned pollers (LAM-072).
pub const PROVISIONED_BATCHES: u32 = 20_000;
/// Concurrent invocations of one provisioned poller (LAM-072).
pub const PER_POLLER: u32 = 10;
/// The longest wait of a throttled batch before it is tried again (LAM-070).
pub const HOLD_BACKOFF: SimDuration = SimDuration::from_secs(30);
/// Rounds of a loop through the same function before it is stopped (LAM-049).
pub const ROUNDS: u32 = 16;
/// The pool of reserved concurrency of all functions (LAM-013).
pub const RESERVED_POOL: &str = "lambda reserved concurrency";
/// The pool of unreserved concurrency in use (LAM-013).
pub const UNRESERVED_POOL: &str = "lambda unreserved concurrency";
