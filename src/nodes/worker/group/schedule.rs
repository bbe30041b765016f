//! Scheduled actions (CWA-086): `600 s: min=2 max=20 desired=4`, one on each line.

use super::fields::MOST;
use crate::base::{SimTime, parse_duration};

/// One scheduled action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Action {
    pub at: SimTime,
    pub min: Option<u32>,
    pub max: Option<u32>,
    pub desired: Option<u32>,
}

/// All of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Schedule(pub Vec<Action>);

impl Schedule {
    /// Reads the text of the setting. The error is a sentence: what is wrong, how to mend it.
    pub fn parse(text: &str) -> Result<Schedule, String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(line).collect::<Result<_, _>>().map(Schedule)
    }

    /// What the setting accepts.
    pub fn check(text: &str) -> Result<(), String> {
        Schedule::parse(text).map(|_| ())
    }
}

fn line(line: &str) -> Result<Action, String> {
    let hint = "Write for example 600 s: min=2 max=20 desired=4.";
    let (time, sizes) = line
        .split_once(':')
        .ok_or_else(|| format!("{line:?} has no time before a colon. {hint}"))?;
    let at = parse_duration(time).ok_or_else(|| format!("{time:?} is no time. {hint}"))?;
    let mut action = Action {
        at: SimTime::ZERO + at,
        min: None,
        max: None,
        desired: None,
    };
    for size in sizes.split_whitespace() {
        let (name, number) = size.split_once('=').unwrap_or((size, ""));
        let number = number.parse().ok().filter(|number| i64::from(*number) <= MOST);
        let number = number.ok_or_else(|| format!("{size:?} is no size from 0 to {MOST}. {hint}"))?;
        match name {
            "min" => action.min = Some(number),
            "max" => action.max = Some(number),
            "desired" => action.desired = Some(number),
            _ => return Err(format!("{name:?} is no size. {hint}")),
        }
    }
    if (action.min, action.max, action.desired) == (None, None, None) {
        return Err(format!("{line:?} changes nothing. {hint}"));
    }
    Ok(action)
}
