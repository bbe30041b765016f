//! The schedule of a rule: when it fires by itself (EVB-035, EVB-090 to EVB-092).

use crate::base::SimTime;
use crate::nodes::calendar::{Expression, Zone};
use crate::nodes::eventbridge::spec::starts_at;
use crate::sim::{Ctx, Phase, Settings, Timer};

/// The time has come.
pub const DUE: u32 = 0;

/// When a rule is due.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    expression: Option<Expression>,
    starts_at: i64,
    /// When the rule was made: rates count from here. Before that nothing is due.
    made: Option<SimTime>,
    /// Old alarms carry an older number.
    generation: u64,
    /// When it is due next.
    pub next: Option<SimTime>,
}

/// What the setting accepts: rate and cron only.
///
/// # Errors
/// A sentence: what is wrong and how to mend it.
pub fn check(text: &str) -> Result<(), String> {
    match text.is_empty().then_some(()) {
        Some(()) => Ok(()),
        None => match Expression::read(text)? {
            Expression::At(_) => Err(
                "A rule knows no single date. Write rate(5 minutes) or cron(0 20 * * ? *), or use a schedule (EVB-090)."
                    .to_string(),
            ),
            _ => Ok(()),
        },
    }
}

impl Clock {
    /// Takes what is set.
    pub fn configure(&mut self, settings: &Settings) {
        let text = settings.text("ScheduleExpression");
        self.expression = Expression::read(&text).ok().filter(|_| check(&text).is_ok());
        self.starts_at = starts_at(settings);
    }

    /// Whether it has a schedule.
    pub fn is_set(&self) -> bool {
        self.expression.is_some()
    }

    /// The rule is made now.
    pub fn start(&mut self, now: SimTime) {
        self.made = Some(now);
    }

    /// Seconds since 1970.
    pub fn seconds(&self, at: SimTime) -> i64 {
        self.starts_at.saturating_add((at.0 / 1_000_000) as i64)
    }

    /// Whether an alarm is the one that was set last.
    pub fn is_due(&self, timer: Timer) -> bool {
        timer.tag == DUE && timer.key == self.generation
    }

    /// Sets the alarm for the next time; a rule that is disabled has none.
    pub fn plan(&mut self, enabled: bool, cx: &mut Ctx<'_>) {
        self.generation += 1;
        let expression = self.expression.as_ref().filter(|_| enabled);
        // EVB-090: a scheduled rule knows UTC only.
        let next = expression.zip(self.made).and_then(|(expression, made)| {
            expression.next(self.seconds(cx.now()), self.seconds(made), false, Zone::UTC)
        });
        let next = next.and_then(|secs| u64::try_from(secs - self.starts_at).ok());
        self.next = next.map(SimTime::from_secs);
        if let Some(next) = self.next {
            let timer = Timer {
                tag: DUE,
                key: self.generation,
            };
            cx.wake(next, Phase::Sends, timer);
        }
    }
}
