//! What an alarm shows of itself: its card, and its reason in words.

use super::config::Config;
use super::{Alarm, spec};
use crate::nodes::alarm_state::{Comparison, Quotient, State};
use crate::nodes::metric::Expression;
use crate::sim::{Card, Tone, decimal};

impl Alarm {
    pub(super) fn fill_card(&self, card: &mut Card) {
        let config = &self.config;
        if config.rule.is_none() {
            let shown = |value: Quotient| decimal(value.in_thousandths(), 3);
            let latest = self.latest.map_or_else(|| "–".to_string(), shown);
            let tone = match self.latest {
                Some(value) if config.comparison.breaches(value, config.threshold) => Tone::Warning,
                _ => Tone::Plain,
            };
            card.figure(latest, "value", tone);
            let limit = format!("{} {}", sign(config.comparison), shown(config.threshold));
            card.figure(limit, "threshold", Tone::Plain);
        }
        if self.counts.failed > 0 {
            card.figure(self.counts.failed, "actions failed", Tone::Bad);
        }
        let (status, tone) = match self.problem() {
            Some(problem) => (problem.to_string(), Tone::Warning),
            None => match self.state {
                State::Ok => ("OK".to_string(), Tone::Good),
                State::Alarm => ("ALARM".to_string(), Tone::Bad),
                State::InsufficientData => ("insufficient data".to_string(), Tone::Warning),
            },
        };
        card.status = status;
        card.tone = tone;
    }

    /// What keeps it from watching anything, in a few words.
    fn problem(&self) -> Option<&'static str> {
        let config = &self.config;
        if config.rule.is_some() {
            return None;
        }
        if config.first.0.is_none() {
            return Some("watches nothing");
        }
        if config.expression.reads_second() && config.second.0.is_none() {
            return Some("no second metric");
        }
        // CWA-020.
        config.period_is_uneven.then_some("period is no full minute")
    }
}

/// A value with at most three decimals.
pub fn number(value: Quotient) -> String {
    decimal(value.in_thousandths(), 3).replace(',', "")
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Greater => ">",
        Comparison::AtLeast => "≥",
        Comparison::Less => "<",
        Comparison::AtMost => "≤",
    }
}

/// The metric that it watches, or the expression.
pub fn metric_name(config: &Config) -> &str {
    if config.expression == Expression::First {
        return &config.first.1;
    }
    let index = Expression::ALL.iter().position(|known| *known == config.expression);
    index
        .and_then(|index| spec::EXPRESSIONS.get(index))
        .map_or("", |choice| choice.name)
}

/// Why the state is what it is, in CloudWatch's words.
pub fn reason(config: &Config, values: &[Option<Quotient>], state: State) -> String {
    let real: Vec<Quotient> = values
        .iter()
        .rev()
        .filter_map(|value| *value)
        .take(config.periods)
        .collect();
    if real.is_empty() {
        let treated = match state {
            State::InsufficientData => String::new(),
            other => format!(" They count as set, so the state is {}.", other.name()),
        };
        return format!("No datapoints were received for {} periods.{treated}", config.periods);
    }
    let breach = |value: &&Quotient| config.comparison.breaches(**value, config.threshold);
    let count = real.iter().filter(breach).count();
    let shown: Vec<String> = real.iter().map(|value| number(*value)).collect();
    format!(
        "Threshold Crossed: {count} out of the last {} datapoints [{}] breached {} {}; {} of {} are needed.",
        real.len(),
        shown.join(", "),
        sign(config.comparison),
        number(config.threshold),
        config.to_alarm,
        config.periods
    )
}
