//! How code behaves that the playground does not run: how long its work takes, and which messages it fails on. What kinds
//! with code of their own share; no kind itself.

mod predicate;
mod work_time;

pub use predicate::Predicate;
pub use work_time::{DISTRIBUTIONS, Spread};
