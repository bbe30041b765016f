//! Words without a domain: time, chance and identity. Everything else builds on these.

mod id;
mod ratio;
mod rng;
mod template;
mod time;

pub use id::{MessageId, NodeId, WireId};
pub use ratio::Ratio;
pub use rng::{Stream, fingerprint, mix};
pub use template::{MAX_PAD, Scope, Template};
pub use time::{SimDuration, SimTime};
