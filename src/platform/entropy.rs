//! Chance from outside. The simulation never uses it; it only offers a person another seed.

/// A seed that is easy to say: at most five digits.
pub fn seed() -> u64 {
    (js_sys::Math::random() * 100_000.0) as u64
}
