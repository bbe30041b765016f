//! Probabilities without floats.

use serde::{Deserialize, Serialize};

/// A share of one, in millionths: `Ratio(1_000_000)` always happens, `Ratio(0)` never.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug, Serialize, Deserialize)]
pub struct Ratio(pub u32);

impl Ratio {
    /// What can't happen.
    pub const NEVER: Ratio = Ratio(0);
    /// What always happens.
    pub const ALWAYS: Ratio = Ratio(1_000_000);

    /// From millionths, clamped to one.
    pub fn from_millionths(millionths: i64) -> Ratio {
        Ratio(millionths.clamp(0, 1_000_000) as u32)
    }
}
