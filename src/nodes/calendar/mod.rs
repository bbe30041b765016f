//! Dates for simulated time: the civil calendar, a few time zones, and AWS's schedule expressions. Not a kind of node; kinds
//! that know a date share it.

pub mod civil;
mod clock;
mod cron;
pub mod expression;
#[cfg(test)]
mod tests;
pub mod zone;

pub use civil::Civil;
pub use clock::{STARTS, read_timestamp, timestamp};
pub use expression::Expression;
pub use zone::Zone;

/// The date at the start of a run, unless a node says otherwise: a Thursday.
pub const STARTS_AT: &str = "2026-01-01T00:00:00Z";
