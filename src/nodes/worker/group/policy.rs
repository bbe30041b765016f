//! Scaling policies: what is set on the wire from an alarm to a group, and how it changes the capacity.

use crate::nodes::alarm_state::Quotient;
use crate::sim::{Choice, FieldSpec, FieldType, Initial, Terms, Unit, WireSpec};

const TYPES: &[Choice] = &[
    Choice::named("SimpleScaling", "Simple"),
    Choice::named("StepScaling", "Step"),
];
const ADJUSTMENTS: &[Choice] = &[
    Choice::named("ChangeInCapacity", "Change in capacity"),
    Choice::named("ExactCapacity", "Exact capacity"),
    Choice::named("PercentChangeInCapacity", "Percent change"),
];

static FIELDS: [FieldSpec; 8] = [
    FieldSpec::choice("PolicyType", TYPES, 0).told(
        "",
        "CWA-070",
        "Simple: one adjustment, then a cooldown. Step: the further beyond the threshold, the bigger the step.",
    ),
    FieldSpec::choice("AdjustmentType", ADJUSTMENTS, 0).told(
        "",
        "CWA-071",
        "Whether an adjustment is added, is the new capacity, or is a percentage of it.",
    ),
    FieldSpec::whole("ScalingAdjustment", Unit::None, (-1_000, 1_000), 1).told(
        "",
        "CWA-072",
        "Simple: how many instances more, or with a minus fewer.",
    ),
    FieldSpec::plain(
        "StepAdjustments",
        Unit::None,
        FieldType::Text {
            max: 1_000,
            lines: true,
        },
        Initial::Text(""),
    )
    .told(
        "",
        "CWA-073",
        "Step: adjustments by distance from the threshold, one on each line: 0..100: +1, then 100..: +3. To scale in: ..-25: -2, then -25..0: -1.",
    )
    .checked(|text| Steps::parse(text).map(|_| ())),
    FieldSpec::whole("MinAdjustmentMagnitude", Unit::None, (0, 1_000), 0).told(
        "",
        "CWA-071",
        "Percent change: the fewest instances that are added or removed.",
    ),
    FieldSpec::whole("Cooldown", Unit::Seconds, (-1, 86_400), -1).told(
        "",
        "CWA-072",
        "Simple: the pause after its activity; -1 takes the group's.",
    ),
    FieldSpec::whole("EstimatedInstanceWarmup", Unit::Seconds, (-1, 86_400), -1).told(
        "",
        "CWA-073",
        "Step: how long a new instance is warming up; -1 takes the group's.",
    ),
    FieldSpec::text("PolicyName", 255, false).told(
        "",
        "CWA-070",
        "A policy made with PutScalingPolicy, which then counts instead of the settings here.",
    ),
];

/// What can be set on a wire from an alarm to a group.
pub static POLICY: WireSpec = WireSpec {
    label: "Scaling policy",
    fields: &FIELDS,
    check: |terms, _, _| {
        if terms.choice("PolicyType") == 1 && terms.text("StepAdjustments").trim().is_empty() {
            return Err("A step policy needs StepAdjustments, for example 0..: +1. (CWA-073)".to_string());
        }
        if terms.number("MinAdjustmentMagnitude") > 0 && terms.choice("AdjustmentType") != 2 {
            return Err("MinAdjustmentMagnitude belongs to a percent change only. Set it to 0. (CWA-071)".to_string());
        }
        Ok(())
    },
};

/// What an adjustment means (CWA-071).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Adjustment {
    Change,
    Exact,
    /// With the fewest instances.
    Percent(i64),
}

/// A policy in the form in which it is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    pub adjustment: Adjustment,
    pub way: Way,
}

/// The two types of policies that alarms call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Way {
    /// CWA-072: an adjustment and a cooldown in seconds, if it has one of its own.
    Simple(i64, Option<u64>),
    /// CWA-073: steps and a warm-up in seconds, if it has one of its own.
    Step(Steps, Option<u64>),
}

impl Policy {
    /// What a wire's settings say.
    pub fn of(terms: &Terms) -> Policy {
        let own = |name: &str| u64::try_from(terms.number(name)).ok();
        Policy {
            adjustment: match terms.choice("AdjustmentType") {
                0 => Adjustment::Change,
                1 => Adjustment::Exact,
                _ => Adjustment::Percent(terms.number("MinAdjustmentMagnitude")),
            },
            way: match terms.choice("PolicyType") {
                0 => Way::Simple(terms.number("ScalingAdjustment"), own("Cooldown")),
                _ => {
                    let steps = Steps::parse(&terms.text("StepAdjustments")).unwrap_or_default();
                    Way::Step(steps, own("EstimatedInstanceWarmup"))
                }
            },
        }
    }
}

impl Adjustment {
    /// CWA-071: the new capacity. A percentage is rounded toward zero, but never to no change at all.
    pub fn apply(self, capacity: i64, by: i64) -> i64 {
        match self {
            Adjustment::Change => capacity + by,
            Adjustment::Exact => by,
            Adjustment::Percent(least) => {
                let hundredths = capacity.saturating_mul(by);
                let change = match hundredths / 100 {
                    0 => hundredths.signum(),
                    change => change,
                };
                let reached = change.abs().max(if change == 0 { 0 } else { least });
                capacity + change.signum() * reached
            }
        }
    }
}

/// One step: from and to which distance from the threshold, and the adjustment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    pub lower: Option<i64>,
    pub upper: Option<i64>,
    pub by: i64,
}

/// The steps of a policy, from the lowest on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Steps(pub Vec<Step>);

impl Steps {
    /// Reads `0..100: +1`, one step on each line or behind a comma. The error is a sentence.
    pub fn parse(text: &str) -> Result<Steps, String> {
        let parts = text.split(['\n', ',']).map(str::trim).filter(|part| !part.is_empty());
        Steps::new(parts.map(step).collect::<Result<_, _>>()?)
    }

    /// CWA-074: steps without gaps and overlaps, open toward both ends that they reach.
    pub fn new(mut steps: Vec<Step>) -> Result<Steps, String> {
        steps.sort_by_key(|step| step.lower.unwrap_or(i64::MIN));
        if steps.iter().any(|step| (step.lower, step.upper) == (None, None)) {
            return Err("a step needs at least one bound. Write for example 0..: +1. (CWA-074)".to_string());
        }
        for pair in steps.windows(2) {
            match (pair[0].upper, pair[1].lower) {
                (Some(upper), Some(lower)) if upper == lower => {}
                (Some(upper), Some(lower)) if upper < lower => {
                    return Err(format!(
                        "steps must not leave a gap between {upper} and {lower}. Let one begin where the other ends. (CWA-074)"
                    ));
                }
                _ => {
                    return Err("steps must not overlap, and only one may be open at each end. (CWA-074)".to_string());
                }
            }
        }
        let (first, last) = (steps.first(), steps.last());
        if first.and_then(|step| step.lower).is_some_and(|lower| lower < 0) {
            return Err("below 0 the lowest step must be open: write ..-25: -2. (CWA-074)".to_string());
        }
        if last.and_then(|step| step.upper).is_some_and(|upper| upper > 0) {
            return Err("above 0 the highest step must be open: write 100..: +3. (CWA-074)".to_string());
        }
        if steps
            .iter()
            .any(|step| matches!((step.lower, step.upper), (Some(low), Some(high)) if low >= high))
        {
            return Err("a step must begin below its end. (CWA-074)".to_string());
        }
        Ok(Steps(steps))
    }

    /// CWA-073: the adjustment for this distance from the threshold. Above the threshold a step has its lower bound and
    /// not its upper; below it is the other way round.
    pub fn pick(&self, breach: Quotient) -> Option<i64> {
        let inside = |step: &&Step| {
            let (lower, upper) = (step.lower.map(Quotient::whole), step.upper.map(Quotient::whole));
            if step.upper.is_some_and(|upper| upper <= 0) {
                lower.is_none_or(|lower| breach > lower) && upper.is_none_or(|upper| breach <= upper)
            } else {
                lower.is_none_or(|lower| breach >= lower) && upper.is_none_or(|upper| breach < upper)
            }
        };
        self.0.iter().find(inside).map(|step| step.by)
    }
}

fn step(text: &str) -> Result<Step, String> {
    let hint = "Write for example 0..100: +1.";
    let wrong = || format!("{text:?} is no step. {hint}");
    let (bounds, by) = text.split_once(':').ok_or_else(wrong)?;
    let (lower, upper) = bounds.split_once("..").ok_or_else(wrong)?;
    let bound = |text: &str| match text.trim() {
        "" => Ok(None),
        number => number.parse().map(Some).map_err(|_| wrong()),
    };
    Ok(Step {
        lower: bound(lower)?,
        upper: bound(upper)?,
        by: by.trim().trim_start_matches('+').parse().map_err(|_| wrong())?,
    })
}
