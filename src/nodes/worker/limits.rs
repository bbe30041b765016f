//! Numbers of the worker.

/// What one answered receive costs a polling worker, in milliseconds of CPU (SQS-228: `poll_cpu_ms`, a decision of this
/// simulator). Waiting inside a long poll costs nothing.
pub const POLL_CPU_MILLIS: u64 = 5;
