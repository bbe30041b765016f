//! Ids that look like AWS's and are the same for the whole run.

use crate::base::mix;

/// Two words that look random. What counts alike, such as messages and their receipts, has purposes of its own.
pub fn words(seed: u64, purpose: u64, number: u64) -> (u64, u64) {
    let high = mix(mix(seed ^ purpose) ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    (high, mix(high ^ number))
}

/// A UUID of version 4 that says two words.
pub fn uuid((high, low): (u64, u64)) -> String {
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFF,
        0x8000 | (low >> 50),
        low & 0xFFFF_FFFF_FFFF,
    )
}
