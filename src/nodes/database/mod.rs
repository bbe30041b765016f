//! Databases with a limited capacity to write: what a queue in front protects.
//!
//! [`Table`] is DynamoDB-like: capacity units in each second, burst, partitions, conditional writes; beyond its capacity
//! it rejects. [`Instance`] is RDS-like: each write needs a connection for a while; beyond its connections it rejects or
//! lets writes wait. Both know which piece of work they have stored, so that a duplicate shows: harmless when it
//! overwrites, refused by a condition, wrong by one when it counts (END-044).
//!
//! Left out: what items look like, reads, indexes, replicas. Reasons stand in the lists of simplifications.

mod api;
mod capacity;
mod config;
mod front;
mod instance;
mod memory;
pub mod rules;
mod spec;
mod storing;
mod table;

#[cfg(test)]
mod tests;

pub use front::SERVICE;
pub use instance::Instance;
pub use table::Table;
