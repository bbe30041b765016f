//! How long a piece of work takes.

use crate::base::{SimDuration, Stream};
use crate::sim::Choice;

/// The choices of a setting for it, in the order of [`Spread::new`].
pub const DISTRIBUTIONS: &[Choice] = &[
    Choice::named("constant", "Constant"),
    Choice::named("uniform", "Uniform"),
    Choice::named("exponential", "Exponential"),
];

/// How spans of work differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spread {
    /// Always the same.
    Constant,
    /// Up to this many hundredths more or less.
    Uniform(u64),
    /// Exponentially distributed.
    Exponential,
}

impl Spread {
    /// From the index of one of the [`DISTRIBUTIONS`] and the hundredths of a uniform one.
    pub fn new(choice: u16, hundredths: u64) -> Spread {
        match choice {
            0 => Spread::Constant,
            1 => Spread::Uniform(hundredths),
            _ => Spread::Exponential,
        }
    }

    /// How long work of this mean takes once, in hundredths of normal speed (`slow`; 100 is normal).
    pub fn draw(self, mean: SimDuration, slow: u32, luck: &mut Stream) -> SimDuration {
        let drawn = match self {
            Spread::Constant => mean,
            Spread::Uniform(percent) => {
                let reach = SimDuration(mean.0.saturating_mul(percent) / 100);
                SimDuration(mean.0.saturating_sub(reach.0)) + luck.uniform(reach.times(2))
            }
            Spread::Exponential => luck.exponential(mean),
        };
        match slow {
            100 => drawn,
            slow => SimDuration(drawn.0.saturating_mul(u64::from(slow)) / 100),
        }
    }
}
