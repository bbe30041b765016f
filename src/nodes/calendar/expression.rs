//! `rate(…)`, `cron(…)` and `at(…)`: when something is due.

use super::civil::Civil;
use super::cron::Cron;
use super::zone::Zone;

/// A schedule expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expression {
    /// Every so many seconds.
    Rate(i64),
    /// By the calendar.
    Cron(Box<Cron>),
    /// Once, at this reading of the clock.
    At(Civil),
}

impl Expression {
    /// Reads a text (EVB-091 to EVB-093).
    ///
    /// # Errors
    /// A sentence: what is wrong and how to mend it.
    pub fn read(text: &str) -> Result<Expression, String> {
        let inside = |word: &str| text.trim().strip_prefix(word)?.strip_prefix('(')?.strip_suffix(')');
        if let Some(rate) = inside("rate") {
            return read_rate(rate);
        }
        if let Some(cron) = inside("cron") {
            return Ok(Expression::Cron(Box::new(Cron::read(cron)?)));
        }
        match inside("at").map(|text| (text, text.ends_with('Z'))) {
            Some((text, false)) => Civil::read(text)
                .map(Expression::At)
                .ok_or_else(|| format!("{text:?} is no date. Write at(2026-01-31T20:00:00).")),
            Some((_, true)) => Err("A date in at(…) has no Z; the time zone is a setting of its own.".to_string()),
            None => Err("Write rate(5 minutes), cron(0 20 * * ? *) or at(2026-01-31T20:00:00).".to_string()),
        }
    }

    /// When it is due next after an instant, in seconds since 1970. `from` is when counting began: a rate is due a whole
    /// interval after it, and with `at_once` also at it.
    pub fn next(&self, after: i64, from: i64, at_once: bool, zone: Zone) -> Option<i64> {
        match self {
            Expression::Rate(every) => {
                let first = if at_once { from } else { from.checked_add(*every)? };
                let passed = (after - first).div_euclid(*every) + 1;
                first.checked_add(every.checked_mul(passed.max(0))?)
            }
            Expression::Cron(cron) => {
                let mut local = zone.local(after);
                loop {
                    local = cron.next(local)?;
                    // EVB-095: what the clocks skip in spring is not run, and what they show twice is run once.
                    if let Some(utc) = zone.utc(local).filter(|utc| *utc > after) {
                        return Some(utc);
                    }
                }
            }
            Expression::At(civil) => zone.utc(civil.secs()).filter(|utc| *utc > after),
        }
    }
}

/// EVB-091: a whole number from 1 on and a unit, in the singular with 1 and only then.
fn read_rate(text: &str) -> Result<Expression, String> {
    let hint = "Write rate(1 minute), rate(5 minutes), rate(2 hours) or rate(1 day).";
    let wrong = || format!("{text:?} is no rate. {hint}");
    let (value, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
    let digits = !value.is_empty() && value.len() <= 9 && value.bytes().all(|byte| byte.is_ascii_digit());
    let value = value
        .parse::<i64>()
        .ok()
        .filter(|value| digits && *value >= 1)
        .ok_or_else(wrong)?;
    let unit = unit.trim();
    let (singular, one) = match unit.strip_suffix('s') {
        Some(singular) => (singular, false),
        None => (unit, true),
    };
    let seconds = match singular {
        "minute" => 60,
        "hour" => 3_600,
        "day" => 86_400,
        _ => return Err(wrong()),
    };
    if one != (value == 1) {
        return Err(format!(
            "The unit is in the singular with 1 and in the plural otherwise. {hint}"
        ));
    }
    Ok(Expression::Rate(value * seconds))
}

/// What is wrong with a text that should be a schedule expression, for settings: "" is none.
///
/// # Errors
/// As [`Expression::read`].
pub fn check(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Ok(());
    }
    Expression::read(text).map(drop)
}
