//! What patterns and policies accept and refuse.

mod events;
mod hostile;
mod policies;
mod policy_refusals;
mod reading;
mod refusals;
