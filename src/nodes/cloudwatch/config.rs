//! The settings of an alarm in the form in which they are used.

use super::rule_text::AlarmRule;
use crate::base::{NodeId, SimDuration};
use crate::nodes::alarm_state::{Comparison, Missing, Quotient};
use crate::nodes::metric::Expression;
use crate::sim::Settings;
use std::rc::Rc;

/// How the values of a period become one (CWA-012).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Statistic {
    Average,
    Sum,
    Minimum,
    Maximum,
    SampleCount,
    /// The value that so many percent of the points do not exceed.
    Percentile(u64),
}

impl Statistic {
    /// All, in the order of the setting's choices.
    pub const ALL: [Statistic; 8] = [
        Statistic::Average,
        Statistic::Sum,
        Statistic::Minimum,
        Statistic::Maximum,
        Statistic::SampleCount,
        Statistic::Percentile(50),
        Statistic::Percentile(90),
        Statistic::Percentile(99),
    ];

    /// Reads AWS's name: one of an alarm's, or any other percentile.
    pub fn read(name: &str) -> Option<Statistic> {
        let known = Statistic::ALL.into_iter().find(|known| known.name() == name);
        let percentile = || {
            let percent: u64 = name.strip_prefix('p')?.parse().ok()?;
            (percent <= 100).then_some(Statistic::Percentile(percent))
        };
        known.or_else(percentile)
    }

    /// AWS's name.
    pub fn name(self) -> String {
        match self {
            Statistic::Percentile(percent) => format!("p{percent}"),
            other => format!("{other:?}"),
        }
    }
}

/// What an alarm is set to.
#[derive(Clone, Debug)]
pub struct Config {
    pub first: (Option<NodeId>, Rc<str>),
    pub second: (Option<NodeId>, Rc<str>),
    pub expression: Expression,
    pub statistic: Statistic,
    /// Whole minutes.
    pub period: u64,
    pub periods: usize,
    pub to_alarm: usize,
    pub threshold: Quotient,
    pub comparison: Comparison,
    pub missing: Missing,
    pub acts: bool,
    pub description: Rc<str>,
    /// For a composite alarm.
    pub rule: Option<AlarmRule>,
    pub delay: SimDuration,
    pub period_is_uneven: bool,
}

impl Config {
    /// Parses all texts once.
    pub fn new(settings: &Settings) -> Config {
        let count = |name| settings.number(name).clamp(0, 1_440) as usize;
        let seconds = settings.number("Period").max(60) as u64;
        let periods = count("EvaluationPeriods").max(1);
        let choice = |name| usize::from(settings.choice(name));
        let to_alarm = match count("DatapointsToAlarm") {
            // CWA-022: N unless something else is set, and never more.
            0 => periods,
            some => some.min(periods),
        };
        let comparisons = [
            Comparison::Greater,
            Comparison::AtLeast,
            Comparison::Less,
            Comparison::AtMost,
        ];
        let treatments = [
            Missing::Missing,
            Missing::Breaching,
            Missing::NotBreaching,
            Missing::Ignore,
        ];
        let pick = |list: &[Comparison], index: usize| list.get(index).copied().unwrap_or(Comparison::Greater);
        Config {
            first: (settings.node("Watches"), settings.text("MetricName")),
            second: (settings.node("Watches2"), settings.text("MetricName2")),
            expression: Expression::ALL
                .get(choice("Expression"))
                .copied()
                .unwrap_or(Expression::First),
            statistic: Statistic::ALL
                .get(choice("Statistic"))
                .copied()
                .unwrap_or(Statistic::Average),
            period: seconds.div_ceil(60),
            periods,
            to_alarm,
            threshold: Quotient::thousandths(settings.number("Threshold")),
            comparison: pick(&comparisons, choice("ComparisonOperator")),
            missing: treatments
                .get(choice("TreatMissingData"))
                .copied()
                .unwrap_or(Missing::Missing),
            acts: settings.flag("ActionsEnabled"),
            description: settings.text("AlarmDescription"),
            rule: AlarmRule::parse(&settings.text("AlarmRule")).ok(),
            delay: settings.seconds("metric_delay"),
            period_is_uneven: !seconds.is_multiple_of(60),
        }
    }
}
