//! Amazon S3: a bucket that stores objects and tells others when that changes.
//!
//! What is sent to a bucket becomes an object. Event notifications go out over its wires: each wire is one entry of the
//! notification configuration, with event types, a prefix and a suffix (END-011, END-012). Entries that overlap are
//! refused (END-013). Deliveries come about a second later, in any order, at least once (END-016), and a destination
//! that refuses makes no noise (END-131).
//!
//! `notification` is pure: what an entry says and whether two overlap. `record` writes what is told.
//!
//! Left out: parts, copies between buckets, storage classes, replication, access lists and restores; their event types
//! can be named and never happen.

mod api;
mod engine;
mod front;
mod notification;
mod notifying;
mod record;
mod rules;
mod spec;
mod store;
#[cfg(test)]
mod tests;

pub use engine::Bucket;
pub use front::SERVICE;
