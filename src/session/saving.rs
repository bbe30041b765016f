//! "Save this run as a scenario": what was done by hand becomes steps, and facts at the playhead become checks.

use super::action::{Action, Changed};
use super::run::Session;
use crate::api::lines;
use crate::base::SimTime;
use crate::nodes::World;
use crate::scenario::{Check, Condition, Deed, Fact, Scenario, Step};
use crate::sim::Fate;

/// A step of a scenario that is being made of the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedStep {
    /// When and what.
    pub step: Step,
    /// Whether it was done by hand; the others are steps of the scenario that ran.
    pub by_hand: bool,
}

/// A fact at the playhead that can become a check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactRow {
    /// What is claimed: the present value, exactly.
    pub fact: Fact,
    /// The node that it is about, or "" for the whole run.
    pub node: String,
    /// What is counted.
    pub name: String,
    /// The present value.
    pub value: i64,
}

/// What a person chose to keep of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedRun {
    /// The new scenario's title.
    pub title: String,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// Facts that must be so at the playhead.
    pub facts: Vec<Fact>,
}

impl Session {
    /// The steps of this run in the order in which they happened: those of its scenario, and between them what was done
    /// by hand up to the playhead, each with the lines that it stands for.
    pub fn run_steps(&self) -> Vec<SavedStep> {
        let mut planned: Vec<&Step> = self.base.steps.iter().collect();
        planned.sort_by_key(|step| step.at);
        let mut planned = planned.into_iter().map(|step| SavedStep {
            step: step.clone(),
            by_hand: false,
        });
        let mut steps: Vec<SavedStep> = Vec::new();
        let mut taken = 0;
        let moments: Vec<_> = self.timeline.journal().map(|(moment, _)| moment).collect();
        let here = self.timeline.moment();
        for (moment, (at, after, before, deed)) in moments.iter().zip(self.timeline.as_planned()) {
            if *moment > here {
                break;
            }
            steps.extend(planned.by_ref().take(before - taken));
            taken = before;
            let written = match deed {
                Deed::Run(line) => vec![line.to_string()],
                Deed::Edit(inputs) => {
                    // The names as they were just before.
                    let mut past = self.timeline.clone();
                    past.seek_moment(*moment);
                    lines(past.world(), inputs)
                }
            };
            steps.extend(written.into_iter().map(|line| SavedStep {
                step: step(at, after, line),
                by_hand: true,
            }));
        }
        steps.extend(planned);
        steps
    }

    /// What can be claimed of the playhead's instant once everything due at it has happened.
    pub fn run_facts(&self) -> Vec<FactRow> {
        let mut world = self.timeline.world().checkpoint();
        world.advance(self.now(), World::INSTANT_LIMIT);
        let mut rows = vec![FactRow {
            fact: Fact::Made(Condition::Equal(count(world.ledger().made))),
            node: String::new(),
            name: "messages made".to_string(),
            value: count(world.ledger().made),
        }];
        for fate in Fate::ALL {
            let value = count(world.ledger().count(fate));
            if value > 0 {
                rows.push(FactRow {
                    fact: Fact::Fate {
                        fate,
                        is: Condition::Equal(value),
                    },
                    node: String::new(),
                    name: format!("messages {}", fate.name()),
                    value,
                });
            }
        }
        for (id, node) in &self.base.nodes {
            let Some(metrics) = world.metrics(*id) else { continue };
            rows.extend(metrics.0.into_iter().map(|(metric, value)| FactRow {
                fact: Fact::Metric {
                    nodes: vec![*id],
                    metric: metric.into(),
                    is: Condition::Equal(value),
                },
                node: node.name.to_string(),
                name: metric.to_string(),
                value,
            }));
        }
        rows
    }

    /// The scenario that does again what was done: the design at the run's start, these steps, and the checks.
    fn saved_scenario(&self, saved: SavedRun) -> Result<Scenario, String> {
        let now = self.now();
        let mut doc = self.base.clone();
        let limits = [
            ("title", saved.title.chars().count(), Scenario::MAX_TITLE),
            ("list of steps", saved.steps.len(), Scenario::MAX_STEPS),
            (
                "list of checks",
                doc.checks.len() + saved.facts.len(),
                Scenario::MAX_CHECKS,
            ),
        ];
        if let Some((what, _, most)) = limits.iter().find(|(_, count, most)| count > most) {
            return Err(format!("The {what} is too long: at most {most}."));
        }
        let last = saved.steps.iter().map(|step| step.at).max().unwrap_or(now);
        doc.title = saved.title;
        doc.until = Some(doc.until.unwrap_or(SimTime::ZERO).max(now).max(last));
        doc.steps = saved.steps;
        doc.checks.extend(saved.facts.into_iter().map(|fact| Check {
            at: now,
            fact,
            why: String::new(),
        }));
        Ok(doc)
    }

    pub(super) fn save_run(&mut self, saved: SavedRun) -> Changed {
        match self.saved_scenario(saved) {
            Ok(doc) => {
                self.dispatch(Action::Open(Box::new(doc)));
                let text = "The run is a scenario now: play it to see it again. Undo brings back what was here.";
                self.notify(text.to_string(), false, true);
            }
            Err(why) => self.notify(why, true, false),
        }
        Changed::ALL
    }
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A step that comes after so many things of its instant.
fn step(at: SimTime, after: u64, line: String) -> Step {
    let run = if after == 0 {
        line
    } else {
        format!("after {after} {line}")
    };
    Step { at, run: run.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Edit, check};
    use crate::session::tests::example;
    use crate::sim::Value;

    fn decoupling() -> Session {
        example("decoupling")
    }

    fn kept(session: &Session, facts: &[&str]) -> SavedRun {
        let rows = session.run_facts();
        SavedRun {
            title: "Again".to_string(),
            steps: session.run_steps().into_iter().map(|saved| saved.step).collect(),
            facts: rows
                .into_iter()
                .filter(|row| facts.contains(&row.name.as_str()))
                .map(|row| row.fact)
                .collect(),
        }
    }

    #[test]
    fn a_saved_run_is_the_same_run_event_by_event() {
        let mut session = decoupling();
        session.dispatch(Action::Run("slow worker 150%".into()));
        session.dispatch(Action::Seek(SimTime(5_000_000)));
        // In the middle of an instant, at the end of one, and between two.
        for _ in 0..7 {
            session.dispatch(Action::StepForward);
        }
        session.dispatch(Action::Run("duplicate m-2".into()));
        session.dispatch(Action::SkipToNext);
        session.dispatch(Action::Run("fail worker".into()));
        session.dispatch(Action::Seek(SimTime(9_123_456)));
        session.dispatch(Action::Run("restart worker".into()));
        let worker = session.scenario().find("worker").expect("a worker");
        let edit = Edit::Set {
            node: worker,
            field: "Concurrency".into(),
            value: Value::Number(3),
        };
        session.dispatch(Action::Edit {
            edit,
            key: String::new(),
        });
        session.dispatch(Action::Run("add worker second".into()));
        session.dispatch(Action::Run("connect orders second".into()));
        session.dispatch(Action::Seek(SimTime(30_000_000)));
        session.dispatch(Action::Run("throttle orders 50%".into()));
        session.dispatch(Action::Seek(SimTime(40_000_000)));
        let (hash, events) = (session.trace_hash(), session.events_total());
        let saved = kept(&session, &["messages made", "messages done", "Done"]);
        let lines: Vec<&str> = saved.steps.iter().map(|step| step.run.as_ref()).collect();
        assert_eq!(lines.len(), 10, "two of the example, eight by hand: {lines:?}");
        assert!(lines.contains(&"set worker Concurrency=3"), "{lines:?}");
        assert!(
            lines[1].starts_with("after ") && lines[1].ends_with("duplicate m-2"),
            "{lines:?}"
        );
        session.dispatch(Action::SaveRun(Box::new(saved)));
        assert_eq!(
            (session.now(), session.scenario().title.as_str()),
            (SimTime::ZERO, "Again")
        );
        session.dispatch(Action::Seek(SimTime(40_000_000)));
        assert_eq!((session.trace_hash(), session.events_total()), (hash, events));
        assert_eq!(
            session
                .scenario()
                .checks
                .iter()
                .filter(|claim| claim.at == SimTime(40_000_000))
                .count(),
            3
        );
        let mut alone = session.scenario().clone();
        alone.checks.retain(|claim| claim.at == SimTime(40_000_000));
        assert!(
            check(&alone).iter().all(|failure| failure.at != SimTime(40_000_000)),
            "{:?}",
            check(&alone)
        );
        // And the file of it says the same.
        let read = Scenario::from_toml(&session.scenario().to_toml()).expect("a valid file");
        assert_eq!(&read, session.scenario());
        session.dispatch(Action::Undo);
        assert_ne!(session.scenario().title, "Again");
    }

    #[test]
    fn a_step_that_is_left_out_does_not_happen() {
        let mut session = decoupling();
        session.dispatch(Action::Seek(SimTime(5_000_000)));
        session.dispatch(Action::Run("fail worker".into()));
        session.dispatch(Action::Seek(SimTime(10_000_000)));
        let mut saved = kept(&session, &[]);
        saved.steps.retain(|step| step.at != SimTime(5_000_000));
        session.dispatch(Action::SaveRun(Box::new(saved)));
        session.dispatch(Action::Seek(SimTime(10_000_000)));
        let mut plain = decoupling();
        plain.dispatch(Action::Seek(SimTime(10_000_000)));
        assert_eq!(session.trace_hash(), plain.trace_hash());
    }

    #[test]
    fn what_lies_after_the_playhead_is_not_saved() {
        let mut session = decoupling();
        session.dispatch(Action::Seek(SimTime(5_000_000)));
        session.dispatch(Action::Run("fail worker".into()));
        session.dispatch(Action::Seek(SimTime(4_000_000)));
        assert!(session.run_steps().iter().all(|saved| !saved.by_hand));
    }
}
