//! Words without a domain: time, chance and identity. Everything else builds on these.

mod id;
mod quantity;
mod ratio;
mod rng;
mod template;
mod time;

pub use id::{MessageId, NodeId, WireId};
pub use quantity::{parse_duration, parse_rate, parse_share, write_duration, write_rate, write_share};
pub use ratio::Ratio;
pub use rng::{Stream, fingerprint, mix};
pub use template::{MAX_PAD, Scope, Template};
pub use time::{SimDuration, SimTime};
