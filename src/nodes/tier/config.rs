//! The settings of a service in the form in which they are used.

use crate::base::{Ratio, SimDuration, Template};
use crate::sim::Settings;

/// How long work takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spread {
    /// Always the same.
    Constant,
    /// Evenly, by half more or less.
    Uniform,
    /// Exponentially distributed.
    Exponential,
}

/// The settings of a service.
#[derive(Clone, Debug)]
pub struct Config {
    pub work: SimDuration,
    pub spread: Spread,
    pub concurrency: usize,
    pub queue: usize,
    pub timeout: Option<SimDuration>,
    pub failure: Ratio,
    pub forward: Template,
    pub answer: Template,
}

impl Config {
    /// Parses all texts once.
    pub fn new(settings: &Settings) -> Config {
        let number = |name| settings.number(name).max(0) as usize;
        Config {
            work: settings.millis("Latency"),
            spread: match settings.choice("LatencyDistribution") {
                0 => Spread::Constant,
                1 => Spread::Uniform,
                _ => Spread::Exponential,
            },
            concurrency: number("Concurrency").max(1),
            queue: number("QueueLength"),
            timeout: Some(settings.seconds("Timeout")).filter(|span| *span > SimDuration::ZERO),
            failure: settings.percent("FailureRate"),
            forward: Template::parse(&settings.text("ForwardBody"), &["body"]),
            answer: Template::parse(&settings.text("Answer"), &["body", "result"]),
        }
    }

    /// The first placeholder that was not understood, as a few words for the card.
    pub fn problem(&self) -> Option<String> {
        let unknown = self.forward.unknown().iter().chain(self.answer.unknown()).next();
        unknown.map(|word| format!("{word} is unknown"))
    }
}
