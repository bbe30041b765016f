//! When Amazon SNS makes a failed delivery again: the phases of a delivery policy, to the microsecond and without floats. Topics
//! follow it for their subscriptions, devices and phones for what is published to them directly.

use crate::base::SimDuration;
use serde_json::{Map, Value};

/// Longest time that a delivery policy may spend on retries (SNS-114).
const RETRY_SECONDS: u64 = 3_600;

/// How the pauses of the backoff phase grow (SNS-116).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Backoff {
    /// By the same amount each time.
    Linear,
    /// By an amount that grows evenly.
    Arithmetic,
    /// By an amount that doubles.
    Geometric,
    /// By the same factor each time.
    Exponential,
}

/// A retry policy (SNS-115): retries at once, then after the shortest pause, then after growing ones, then after the
/// longest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
    /// Retries without a pause.
    pub immediate: u32,
    /// Retries after the shortest pause.
    pub pre: u32,
    /// Retries after growing pauses.
    pub growing: u32,
    /// Retries after the longest pause.
    pub post: u32,
    /// The shortest pause, in seconds.
    pub min: u64,
    /// The longest pause, in seconds.
    pub max: u64,
    /// How the pauses grow.
    pub backoff: Backoff,
}

impl Policy {
    /// SNS-110: SQS, Lambda, Firehose.
    pub const AWS_MANAGED: Policy = Policy {
        immediate: 3,
        pre: 2,
        growing: 10,
        post: 100_000,
        min: 1,
        max: 20,
        backoff: Backoff::Exponential,
    };
    /// SNS-111: e-mail, SMS, mobile push.
    pub const CUSTOMER_MANAGED: Policy = Policy {
        immediate: 0,
        pre: 2,
        growing: 10,
        post: 38,
        min: 10,
        max: 600,
        backoff: Backoff::Exponential,
    };
    /// SNS-112: HTTP/S, unless a delivery policy says otherwise.
    pub const HTTP: Policy = Policy {
        immediate: 0,
        pre: 0,
        growing: 3,
        post: 0,
        min: 20,
        max: 20,
        backoff: Backoff::Linear,
    };

    /// How many retries there are in all.
    pub fn retries(&self) -> u32 {
        self.immediate + self.pre + self.growing + self.post
    }

    /// The pause before a retry, counted from 1; None when there are no more.
    pub fn pause(&self, retry: u32) -> Option<SimDuration> {
        let (min, max) = (SimDuration::from_secs(self.min), SimDuration::from_secs(self.max));
        let mut left = retry.checked_sub(1)?;
        for (count, pause) in [(self.immediate, SimDuration::ZERO), (self.pre, min)] {
            if left < count {
                return Some(pause);
            }
            left -= count;
        }
        if left < self.growing {
            return Some(SimDuration(self.grown(left + 1)));
        }
        (left - self.growing < self.post).then_some(max)
    }

    /// SNS-116: pause `i` of the backoff phase, in microseconds.
    fn grown(&self, i: u32) -> u64 {
        let (a, b, n) = (self.min * 1_000_000, self.max * 1_000_000, self.growing);
        if n <= 1 {
            return a;
        }
        let (wide, more) = (u128::from(i), u128::from(b - a));
        let n_wide = u128::from(n);
        let part = |done: u128, whole: u128| a + (more * done / whole) as u64;
        match self.backoff {
            Backoff::Linear => part(wide - 1, n_wide - 1),
            Backoff::Arithmetic => part(wide * (wide - 1), n_wide * (n_wide - 1)),
            // Beyond 80 doublings the first ones make less than a microsecond.
            Backoff::Geometric => {
                let lost = (n - 1).saturating_sub(80);
                let doubled = |times: u32| (1u128 << times.saturating_sub(lost)) - 1;
                part(doubled(i - 1), doubled(n - 1))
            }
            Backoff::Exponential => power(self.min, self.max, i - 1, n - 1),
        }
    }

    /// SNS-114: reads `{"minDelayTarget": 20, "numRetries": 3, …}`.
    pub fn read(policy: &Map<String, Value>) -> Result<Policy, String> {
        let number = |name: &str, otherwise: u64, most: u64| match policy.get(name) {
            None => Ok(otherwise),
            Some(value) => value
                .as_u64()
                .filter(|number| *number <= most)
                .ok_or_else(|| format!("{name} must be a whole number of at most {most}.")),
        };
        const KNOWN: [&str; 7] = [
            "minDelayTarget",
            "maxDelayTarget",
            "numRetries",
            "numNoDelayRetries",
            "numMinDelayRetries",
            "numMaxDelayRetries",
            "backoffFunction",
        ];
        if let Some(name) = policy.keys().find(|name| !KNOWN.contains(&name.as_str())) {
            return Err(format!("Unexpected JSON member: {name}. Use {}.", KNOWN.join(", ")));
        }
        let (min, max) = (
            number("minDelayTarget", 20, 3_600)?,
            number("maxDelayTarget", 20, 3_600)?,
        );
        if min < 1 || min > max {
            return Err("minDelayTarget must be at least 1 and at most maxDelayTarget.".to_string());
        }
        let count = |name, otherwise| number(name, otherwise, 100).map(|count| count as u32);
        let (all, immediate) = (count("numRetries", 3)?, count("numNoDelayRetries", 0)?);
        let (pre, post) = (count("numMinDelayRetries", 0)?, count("numMaxDelayRetries", 0)?);
        let Some(growing) = all.checked_sub(immediate + pre + post) else {
            return Err("The retries of the phases are more than numRetries.".to_string());
        };
        let backoff = match policy.get("backoffFunction").map(|name| name.as_str().unwrap_or("")) {
            None | Some("linear") => Backoff::Linear,
            Some("arithmetic") => Backoff::Arithmetic,
            Some("geometric") => Backoff::Geometric,
            Some("exponential") => Backoff::Exponential,
            Some(_) => return Err("backoffFunction is linear, arithmetic, geometric or exponential.".to_string()),
        };
        let policy = Policy {
            immediate,
            pre,
            growing,
            post,
            min,
            max,
            backoff,
        };
        let total: u64 = (1..=all)
            .filter_map(|retry| policy.pause(retry))
            .map(|pause| pause.0)
            .sum();
        if total > RETRY_SECONDS * 1_000_000 {
            return Err("All retries together must take at most 3,600 seconds.".to_string());
        }
        Ok(policy)
    }
}

/// Bits behind the point.
const POINT: u32 = 62;
/// Bits behind the point of a logarithm.
const LOG_POINT: u32 = 48;

/// `a · (b/a)^(k/m)` seconds in microseconds, rounded: with logarithms to the base 2 in 48 bits, so that the result is
/// right to the microsecond and the same on every machine.
fn power(a: u64, b: u64, k: u32, m: u32) -> u64 {
    let log = (log2(b) - log2(a)) * u128::from(k) / u128::from(m.max(1));
    let (whole, rest) = (log >> LOG_POINT, log & ((1 << LOG_POINT) - 1));
    let micros = (u128::from(a) * 1_000_000) << whole;
    ((micros * (exp2(rest) >> 16) + (1 << (POINT - 17))) >> (POINT - 16)) as u64
}

/// The logarithm of a whole number from 1 on, by repeated squaring.
fn log2(number: u64) -> u128 {
    let whole = number.max(1).ilog2();
    let mut mantissa = (u128::from(number.max(1)) << POINT) >> whole;
    let mut log = u128::from(whole) << LOG_POINT;
    for bit in (0..LOG_POINT).rev() {
        mantissa = (mantissa * mantissa) >> POINT;
        if mantissa >= 2 << POINT {
            mantissa >>= 1;
            log |= 1 << bit;
        }
    }
    log
}

/// 2 to the power of a fraction: the product of the square root of 2, its square root, and so on.
fn exp2(fraction: u128) -> u128 {
    let (mut product, mut root) = (1u128 << POINT, 2u128 << POINT);
    for bit in (0..LOG_POINT).rev() {
        root = (root << POINT).isqrt();
        if fraction & (1 << bit) != 0 {
            product = (product * root) >> POINT;
        }
    }
    product
}
