//! What an alarm shows of itself: its card, and its reason in words.

use super::config::Config;
use super::rules::rule;
use super::{Alarm, MINUTE, spec};
use crate::base::SimTime;
use crate::nodes::alarm_state::{Comparison, Missing, Quotient, State};
use crate::nodes::metric::Expression;
use crate::sim::{Asking, Card, Tone, decimal};

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
            card.count(self.counts.failed, ("action failed", "actions failed"), Tone::Bad);
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

    /// Why it is in its state, what its treatment of missing data has to do with it, and whether it tells anybody.
    pub(super) fn why(&self, now: SimTime) -> Vec<Asking> {
        let state = self.state.name();
        let next = SimTime((now.0 / MINUTE + 1) * MINUTE);
        let mut reasons = Vec::new();
        if let Some(problem) = self.why_blind() {
            reasons.push(problem);
        }
        let first = match &self.finding {
            // CWA-039: what was forced lasts until the next look.
            _ if self.forced => Asking::by(
                const { rule("CWA-039") },
                format!("is in {state} because somebody has set it. It looks at its metric again at {next}."),
            ),
            Some((text, by)) => Asking::by(by, format!("is in {state}. {text} It looks again at {next}.")),
            None => Asking::by(
                const { rule("CWA-031") },
                format!("is in {state}: it has not looked at its metric yet and does so at {next}."),
            ),
        };
        reasons.push(first.until(next));
        if let Some((_, by)) = &self.finding
            && by.id == "CWA-035"
            && !self.forced
        {
            let treated = match self.config.missing {
                Missing::Missing => "for nothing: what is there decides",
                Missing::Breaching => "as if they breached the threshold",
                Missing::NotBreaching => "as good points",
                Missing::Ignore => "for nothing, and the state stays",
            };
            let text = format!("has too few points; those that are missing count {treated}.");
            reasons.push(Asking::by(const { rule("CWA-024") }, text));
        }
        if !self.config.acts {
            let text = "tells nobody when its state changes: ActionsEnabled is off.";
            reasons.push(Asking::by(const { rule("CWA-025") }, text));
        }
        reasons
    }

    /// What keeps it from watching anything, and how to mend it.
    fn why_blind(&self) -> Option<Asking> {
        let config = &self.config;
        if config.rule.is_some() {
            return None;
        }
        if config.first.0.is_none() {
            let text = "watches nothing. Choose a node in its settings, or draw a wire to one.";
            return Some(Asking::by(const { rule("CWA-043") }, text));
        }
        if config.expression.reads_second() && config.second.0.is_none() {
            let text = "has no node for its second metric, so its expression has no value. Choose one in its settings.";
            return Some(Asking::by(const { rule("CWA-015") }, text));
        }
        let text = "has a period that is no full minute; it counts as the next one.";
        config
            .period_is_uneven
            .then(|| Asking::by(const { rule("CWA-020") }, text))
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
