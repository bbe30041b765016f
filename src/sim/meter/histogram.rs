//! How long something took, so often: a histogram of times whose memory is bounded.

use crate::base::SimDuration;
use std::rc::Rc;

/// One bucket: how many times fell into it, and the longest of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Bucket {
    index: u16,
    count: u64,
    longest: u64,
}

/// Times in log-linear buckets: 64 to each power of two, so a bucket is at most 1.6 % wide. Each bucket remembers the
/// longest time in it, so a percentile is never below the exact one (by nearest rank), at most 1.6 % above it, and exact
/// where all times of its bucket are equal. Only buckets that were hit take memory, at most some 3,700 of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Histogram {
    buckets: Rc<Vec<Bucket>>,
    count: u64,
    sum: u64,
}

/// Buckets for each power of two, as a power of two.
const FINE: u32 = 6;

impl Histogram {
    /// Adds a time.
    #[inline]
    pub fn record(&mut self, span: SimDuration) {
        self.count += 1;
        self.sum = self.sum.saturating_add(span.0);
        let index = index_of(span.0);
        let buckets = Rc::make_mut(&mut self.buckets);
        match buckets.binary_search_by_key(&index, |bucket| bucket.index) {
            Ok(at) => {
                let bucket = &mut buckets[at];
                bucket.count += 1;
                bucket.longest = bucket.longest.max(span.0);
            }
            Err(at) => buckets.insert(
                at,
                Bucket {
                    index,
                    count: 1,
                    longest: span.0,
                },
            ),
        }
    }

    /// How many times there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The mean, rounded down to a microsecond. None without times.
    pub fn mean(&self) -> Option<SimDuration> {
        self.sum.checked_div(self.count).map(SimDuration)
    }

    /// The time that so many of a hundred don't exceed, by nearest rank. None without times.
    pub fn percentile(&self, percent: u64) -> Option<SimDuration> {
        let rank = u128::from(self.count) * u128::from(percent.min(100));
        let rank = rank.div_ceil(100).max(1) as u64;
        let mut passed = 0;
        let found = self.buckets.iter().find(|bucket| {
            passed += bucket.count;
            passed >= rank
        });
        found.map(|bucket| SimDuration(bucket.longest))
    }

    /// The longest time, exactly. None without times.
    pub fn longest(&self) -> Option<SimDuration> {
        self.buckets.last().map(|bucket| SimDuration(bucket.longest))
    }
}

/// The bucket of a time in microseconds: below 64 each has its own, above 64 share a power of two.
fn index_of(micros: u64) -> u16 {
    let magnitude = u64::BITS - micros.leading_zeros();
    let shift = magnitude.saturating_sub(FINE + 1);
    ((u64::from(shift) << FINE) + (micros >> shift)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_of_one_to_a_hundred_milliseconds_are_those_by_nearest_rank() {
        let mut histogram = Histogram::default();
        for millis in (1..=100).rev() {
            histogram.record(SimDuration::from_millis(millis));
        }
        for (percent, exact) in [(50, 50_000), (90, 90_000), (99, 99_000), (100, 100_000)] {
            let told = histogram.percentile(percent).expect("a percentile").0;
            assert!(told >= exact && told * 1_000 <= exact * 1_016, "p{percent}: {told}");
        }
        assert_eq!(histogram.longest(), Some(SimDuration::from_millis(100)));
        assert_eq!(histogram.mean(), Some(SimDuration(50_500)));
        assert_eq!(histogram.count(), 100);
    }

    #[test]
    fn equal_times_are_told_exactly_and_nothing_has_no_percentile() {
        let mut histogram = Histogram::default();
        assert_eq!((histogram.percentile(50), histogram.mean()), (None, None));
        for _ in 0..3 {
            histogram.record(SimDuration::from_secs(45));
        }
        assert_eq!(histogram.percentile(50), Some(SimDuration::from_secs(45)));
        assert_eq!(histogram.percentile(99), Some(SimDuration::from_secs(45)));
    }

    #[test]
    fn buckets_are_ordered_like_the_times_in_them_and_at_most_a_64th_wide() {
        let mut before = 0;
        for exponent in 0..43u32 {
            for part in [0u64, 1, 31, 63] {
                let micros = (1u64 << exponent) + ((part << exponent) >> 6);
                assert!(index_of(micros) >= before, "{micros}");
                before = index_of(micros);
                let next = micros + (micros >> 5).max(1);
                assert!(index_of(next) > before, "{micros} and {next} are one bucket");
            }
        }
        assert!(index_of(u64::MAX) < 4_000);
    }
}
