//! Chance, reproducibly: one counter-based stream per seed, owner and purpose (SQS-151).

use super::{Ratio, SimDuration};

/// A stream of random numbers. Streams with different owners or purposes are independent, so adding a node or a
/// consumer changes nobody else's luck. The generator is SplitMix64: a counter, scrambled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stream {
    state: u64,
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Scrambles one word (the finaliser of SplitMix64): a bijection in which every input bit reaches every output bit.
#[inline]
pub const fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// A 64-bit fingerprint of a text: FNV-1a, scrambled. Stable across platforms and versions.
pub fn fingerprint(text: &str) -> u64 {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    mix(hash)
}

impl Stream {
    /// The stream of `owner` (a node's number, say) for `purpose` ("sample", "jitter" …) under `seed`.
    pub fn new(seed: u64, owner: u64, purpose: &str) -> Stream {
        Stream {
            state: mix(mix(seed.wrapping_add(GOLDEN)) ^ mix(owner.wrapping_mul(GOLDEN)) ^ fingerprint(purpose)),
        }
    }

    /// The next 64 random bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// A whole number in `0..bound`; 0 for a bound of 0.
    #[inline]
    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next_u64()) * u128::from(bound)) >> 64) as u64
    }

    /// Whether something of this probability happens. Draws nothing when it is certain either way, so that
    /// switching a chance off does not shift later draws of the same stream by accident of rounding.
    #[inline]
    pub fn chance(&mut self, ratio: Ratio) -> bool {
        match ratio {
            Ratio::NEVER => false,
            Ratio::ALWAYS => true,
            Ratio(millionths) => self.below(1_000_000) < u64::from(millionths),
        }
    }

    /// Uniform in `0..=span`.
    #[inline]
    pub fn uniform(&mut self, span: SimDuration) -> SimDuration {
        SimDuration(self.below(span.0.saturating_add(1)))
    }

    /// Exponentially distributed with this mean, in whole microseconds, computed without floats.
    pub fn exponential(&mut self, mean: SimDuration) -> SimDuration {
        // -ln(u) = ln 2 · -log2(u), with u = (k + 1) / 2^32 and log2 in 24 fractional bits.
        let k = (self.next_u64() >> 32) + 1;
        let minus_log2 = (32u64 << 24) - log2_fixed(k);
        let ln2_fixed: u128 = 11_629_080; // ln 2 · 2^24
        SimDuration(((u128::from(mean.0) * u128::from(minus_log2) * ln2_fixed) >> 48) as u64)
    }
}

/// log2 of `value` (1 ..= 2^32) with 24 fractional bits, by repeated squaring.
fn log2_fixed(value: u64) -> u64 {
    let whole = 63 - u64::from(value.leading_zeros());
    let mut mantissa = (value << (63 - whole)) >> 32; // in [2^31, 2^32)
    let mut result = whole << 24;
    let mut bit = 1u64 << 23;
    while bit > 0 {
        mantissa = (mantissa * mantissa) >> 31;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            result |= bit;
        }
        bit >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log2_of_powers_is_exact() {
        for power in 0..=32 {
            assert_eq!(log2_fixed(1 << power), power << 24);
        }
    }

    #[test]
    fn streams_of_other_purposes_differ_and_same_ones_agree() {
        let draw = |owner, purpose| Stream::new(7, owner, purpose).next_u64();
        assert_eq!(draw(1, "sample"), draw(1, "sample"));
        assert_ne!(draw(1, "sample"), draw(1, "dup"));
        assert_ne!(draw(1, "sample"), draw(2, "sample"));
    }

    #[test]
    fn exponential_has_its_mean() {
        let mut stream = Stream::new(1, 1, "work");
        let draws = 20_000u64;
        let sum: u64 = (0..draws)
            .map(|_| stream.exponential(SimDuration::from_secs(1)).0)
            .sum();
        let mean = sum / draws;
        assert!(
            (970_000..1_030_000).contains(&mean),
            "mean {mean} µs is not about one second"
        );
    }

    #[test]
    fn below_stays_below() {
        let mut stream = Stream::new(3, 3, "x");
        assert!((0..1000).all(|_| stream.below(7) < 7));
        assert_eq!(stream.below(0), 0);
    }
}
