//! The scenario's steps and checks as lists, with what each check says of the playhead's instant.

use super::run::Session;
use crate::base::{NodeId, SimTime};
use crate::scenario::{Check, Condition, Fact, Scenario};
use std::cmp::Ordering;

/// What a check says of the present values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It can't be looked at here: a step, or a count over the whole run.
    Unasked,
    /// It is so now, whether or not its time has come.
    Holds,
    /// It is not so, and its time has not come.
    NotYet,
    /// It is not so at its very time.
    Fails,
    /// It is not so, and its time is past: then it may have been.
    Past,
}

/// A step or a check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanRow {
    /// Its place in the document's list.
    pub index: usize,
    /// Its time.
    pub at: SimTime,
    /// Its time on the clock.
    pub when: String,
    /// The command, or the claim as a sentence.
    pub text: String,
    /// For a check: whether the present values are as it says.
    pub verdict: Verdict,
}

impl Session {
    /// The steps in order of time.
    pub fn planned_steps(&self) -> Vec<PlanRow> {
        let steps = self.scenario.steps.iter().enumerate();
        let mut rows: Vec<(SimTime, PlanRow)> = steps
            .map(|(index, step)| {
                let row = PlanRow {
                    index,
                    at: step.at,
                    when: clock(step.at),
                    text: step.run.to_string(),
                    verdict: Verdict::Unasked,
                };
                (step.at, row)
            })
            .collect();
        rows.sort_by_key(|(at, _)| *at);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// The checks in the order of the document.
    pub fn planned_checks(&self) -> Vec<PlanRow> {
        let checks = self.scenario.checks.iter().enumerate();
        let row = |(index, check): (usize, &Check)| PlanRow {
            index,
            at: check.at,
            when: clock(check.at),
            text: claim(&self.scenario, check),
            verdict: self.verdict_of(check),
        };
        checks.map(row).collect()
    }

    fn verdict_of(&self, check: &Check) -> Verdict {
        let world = self.timeline.world();
        let (is, found): (Condition, Option<i64>) = match &check.fact {
            Fact::Metric { nodes, metric, is } => {
                let values = nodes.iter().map(|id| world.metrics(*id)?.get(metric));
                (*is, values.sum())
            }
            Fact::Fate { fate, is } => (*is, i64::try_from(world.ledger().count(*fate)).ok()),
            Fact::Made(is) => (*is, i64::try_from(world.ledger().made).ok()),
            Fact::Event { .. } | Fact::Refused(_) => return Verdict::Unasked,
        };
        match (found.is_some_and(|found| is.holds(found)), self.now().cmp(&check.at)) {
            (true, _) => Verdict::Holds,
            (false, Ordering::Less) => Verdict::NotYet,
            (false, Ordering::Equal) => Verdict::Fails,
            (false, Ordering::Greater) => Verdict::Past,
        }
    }
}

/// The clock, without milliseconds where there are none.
fn clock(at: SimTime) -> String {
    let text = at.to_string();
    text.strip_suffix(".000").map_or_else(|| text.clone(), str::to_string)
}

/// A check as a sentence: `ApproximateNumberOfMessagesVisible of orders = 3`.
fn claim(scenario: &Scenario, check: &Check) -> String {
    let names = |ids: &[NodeId]| ids.iter().map(|id| scenario.name(*id)).collect::<Vec<_>>().join(" + ");
    let fact = match &check.fact {
        Fact::Metric { nodes, metric, is } => format!("{metric} of {} {is}", names(nodes)),
        Fact::Fate { fate, is } => format!("messages {} {is}", format!("{fate:?}").to_lowercase()),
        Fact::Made(is) => format!("messages made {is}"),
        Fact::Event {
            event,
            nodes,
            message,
            is,
        } => {
            let at = if nodes.is_empty() {
                String::new()
            } else {
                format!(" at {}", names(nodes))
            };
            let of = message.map_or_else(String::new, |message| format!(" of {message}"));
            format!("{event}{of}{at} {is}")
        }
        Fact::Refused(code) => format!("the step is refused with {code}"),
    };
    if check.why.is_empty() {
        fact
    } else {
        format!("{fact} ({})", check.why)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Session};
    use super::*;
    use crate::scenario::Edit;
    use crate::session::tests::example;

    #[test]
    fn a_check_is_judged_at_its_time_and_only_looked_at_before_and_after() {
        let mut session = example("decoupling");
        let first = |session: &Session| session.planned_checks()[0].verdict;
        let at = session.scenario().checks[0].at;
        assert_eq!(first(&session), Verdict::NotYet);
        session.dispatch(Action::Seek(at));
        assert_eq!(first(&session), Verdict::Holds);
        session.dispatch(Action::Seek(SimTime(at.0 + 60_000_000)));
        assert_eq!(first(&session), Verdict::Past);
        let edit = Edit::RemoveStep(0);
        session.dispatch(Action::Edit {
            edit,
            key: String::new(),
        });
        session.dispatch(Action::Seek(at));
        assert_eq!(first(&session), Verdict::Fails, "the worker was never down");
        let steps: Vec<String> = session.planned_steps().into_iter().map(|row| row.when).collect();
        assert_eq!(steps, ["0:00:50"]);
    }
}
