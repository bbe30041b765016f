//! The claim check: a payload that is too large for a message waits in an S3 bucket, and the message carries a pointer to it.
//!
//! This is what Amazon's Extended Client libraries for SQS and SNS do inside of an application, so it is no kind of its own:
//! producers store and point, workers and functions follow the pointer and clean up. `fields` are the settings of both, `pointer` is
//! what travels. The object is stored before the message is sent; when the message is then refused, nobody clears up behind
//! it.
//!
//! Left out: payloads on other stores, and encryption of objects.

mod fields;
mod pointer;
mod rules;
#[cfg(test)]
mod tests;

pub use fields::{FUNCTION_FIELDS, PRODUCER_FIELDS, PayloadStore, Route, WORKER_FIELDS};
pub use pointer::{KEY, Pointer};
pub use rules::{DANGLING, FOLLOW, PRODUCER_RULES, RAW, ROLE, SHARED, WORKER_RULES, rule};
