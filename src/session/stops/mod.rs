//! "Stop when …": conditions that stop the run right after the step, or at the instant, at which they become true.

mod condition;
mod suggest;
mod text;
mod watch;

#[cfg(test)]
mod tests;

pub use condition::{StopAction, StopRow, When};
pub(super) use watch::Stops;
