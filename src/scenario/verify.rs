//! Runs a document and tells which of its claims don't hold.

use super::checks::{Check, Condition, Fact, event_name};
use super::document::Scenario;
use crate::api::{CommandError, delayed_line, perform};
use crate::base::SimTime;
use crate::nodes::World;
use crate::sim::{Event, Happening, Outcome, violations};
use std::fmt;

/// A claim that does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// When.
    pub at: SimTime,
    /// What was expected and what was found, as a sentence.
    pub text: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {}", self.at, self.text)
    }
}

/// What came of running a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// The claims that don't hold; empty when all is well.
    pub failures: Vec<Failure>,
    /// The fingerprint of everything that happened.
    pub hash: u64,
    /// How many events there were.
    pub events: u64,
}

/// Which claims of a document do not hold.
pub fn check(doc: &Scenario) -> Vec<Failure> {
    verdict(doc).failures
}

/// Runs a document through all its steps and checks, and to its end if it has one. What is planned for an instant is
/// done before anything else of it, as a timeline does it; checks look when everything due has been done.
pub fn verdict(doc: &Scenario) -> Verdict {
    let mut run = Run::new(doc);
    let mut steps: Vec<usize> = (0..doc.steps.len()).collect();
    steps.sort_by_key(|index| doc.steps[*index].at);
    let mut checks: Vec<usize> = (0..doc.checks.len()).collect();
    checks.sort_by_key(|index| doc.checks[*index].at);
    let mut steps = steps.into_iter().peekable();
    for index in checks {
        let at = doc.checks[index].at;
        while let Some(step) = steps.next_if(|step| doc.steps[*step].at <= at) {
            run.step(step);
        }
        run.look(index);
    }
    steps.for_each(|step| run.step(step));
    if let Some(until) = doc.until {
        run.advance(until);
    }
    run.audit();
    run.expect_refusals();
    Verdict {
        failures: run.failures,
        hash: run.world.trace().hash(),
        events: run.world.trace().len(),
    }
}

struct Run<'a> {
    doc: &'a Scenario,
    world: World,
    failures: Vec<Failure>,
    /// How many events each check has counted so far.
    counts: Vec<i64>,
    /// The steps that were refused, with the error code.
    refused: Vec<(usize, &'static str)>,
    stuck: bool,
}

impl<'a> Run<'a> {
    /// So many pieces of work between two looks at the trace, whose memory is bounded by that.
    const SLICE: u64 = 10_000;

    fn new(doc: &'a Scenario) -> Run<'a> {
        let mut run = Run {
            doc,
            world: doc.world(),
            failures: Vec::new(),
            counts: vec![0; doc.checks.len()],
            refused: Vec::new(),
            stuck: false,
        };
        let counts = doc.checks.iter().any(|check| matches!(check.fact, Fact::Event { .. }));
        run.world.trace_mut().set_capacity(if counts { usize::MAX } else { 0 });
        run
    }

    fn fail(&mut self, at: SimTime, text: String) {
        self.failures.push(Failure { at, text });
    }

    /// Everything due at this time and before.
    fn advance(&mut self, until: SimTime) {
        while !self.stuck && self.world.now() <= until {
            let done = self.world.advance(until, Run::SLICE).outcome;
            self.count();
            match done {
                Outcome::Reached => return,
                Outcome::Budget => {}
                Outcome::ZeroDelayLoop => {
                    self.stuck = true;
                    self.fail(
                        self.world.now(),
                        "Nodes chase each other in a circle without time passing.".into(),
                    );
                }
            }
        }
    }

    /// Counts the events since the last look, and forgets them.
    fn count(&mut self) {
        for event in self.world.trace().window() {
            for (check, count) in self.doc.checks.iter().zip(&mut self.counts) {
                *count += i64::from(counts(check, event));
            }
        }
        if !self.world.trace().window().is_empty() {
            self.world.trace_mut().set_capacity(0);
            self.world.trace_mut().set_capacity(usize::MAX);
        }
    }

    fn step(&mut self, index: usize) {
        let step = &self.doc.steps[index];
        if step.at > SimTime::ZERO {
            self.advance(SimTime(step.at.0 - 1));
        }
        let (after, _) = delayed_line(&step.run);
        let done = |world: &World| if world.now() == step.at { world.at_instant() } else { 0 };
        while done(&self.world) < after && self.world.step(step.at) {}
        self.count();
        self.world.wait_until(step.at);
        match perform(&mut self.world, &step.run) {
            Ok(_) => {}
            Err(CommandError::Refused(error)) => self.refused.push((index, error.code)),
            Err(CommandError::Unreadable(hint)) => self.fail(step.at, format!("\"{}\" did nothing. {hint}", step.run)),
        }
    }

    fn look(&mut self, index: usize) {
        let check = &self.doc.checks[index];
        self.advance(check.at);
        let (what, is, found) = match &check.fact {
            Fact::Metric { nodes, metric, is } => {
                let values = nodes
                    .iter()
                    .map(|id| self.world.metrics(*id).and_then(|metrics| metrics.get(metric)));
                let names: Vec<&str> = nodes.iter().map(|id| self.doc.name(*id)).collect();
                (
                    format!("{metric} of {}", names.join(" + ")),
                    *is,
                    values.sum::<Option<i64>>(),
                )
            }
            Fact::Fate { fate, is } => {
                let count = self.world.ledger().count(*fate);
                (format!("messages {}", fate.name()), *is, i64::try_from(count).ok())
            }
            Fact::Made(is) => {
                let made = self.world.ledger().made;
                ("messages made".to_string(), *is, i64::try_from(made).ok())
            }
            Fact::Event { event, is, .. } => (format!("\"{event}\""), *is, Some(self.counts[index])),
            Fact::Refused(_) => return,
        };
        if !found.is_some_and(|found| is.holds(found)) {
            let text = claim(check, &what, is, found);
            self.fail(check.at, text);
        }
        self.audit();
    }

    /// The world's own rules: conservation, order, metrics equal holdings.
    fn audit(&mut self) {
        let now = self.world.now();
        for wrong in violations(&self.world) {
            let text = format!("An invariant is broken: {wrong}");
            if !self.failures.iter().any(|failure| failure.text == text) {
                self.fail(now, text);
            }
        }
    }

    /// A refusal must be claimed, and a claimed refusal must happen.
    fn expect_refusals(&mut self) {
        let doc = self.doc;
        let claims = |at: SimTime, code: &str| {
            let mut checks = doc.checks.iter().filter(|check| check.at == at);
            checks.any(|check| matches!(&check.fact, Fact::Refused(claimed) if claimed.as_ref() == code))
        };
        for (index, code) in std::mem::take(&mut self.refused) {
            let step = &doc.steps[index];
            if !claims(step.at, code) {
                let text = format!(
                    "\"{}\" was refused with {code}. If that is meant, add a check with refused = \"{code}\".",
                    step.run
                );
                self.fail(step.at, text);
            }
            self.refused.push((index, code));
        }
        for check in &doc.checks {
            if let Fact::Refused(code) = &check.fact {
                let mut refusals = self
                    .refused
                    .iter()
                    .filter(|(index, _)| doc.steps[*index].at == check.at);
                if !refusals.any(|(_, found)| *found == code.as_ref()) {
                    self.fail(check.at, format!("No step was refused with {code}.{}", because(check)));
                }
            }
        }
    }
}

/// Whether a check counts an event.
fn counts(check: &Check, event: &Event) -> bool {
    let Fact::Event {
        event: name,
        nodes,
        message,
        ..
    } = &check.fact
    else {
        return false;
    };
    // Who receives is as much part of a receive as where it happens.
    let by = match event.what {
        Happening::Received { by, .. } => by,
        _ => event.node,
    };
    let here = nodes.is_empty() || nodes.contains(&event.node) || nodes.contains(&by);
    here && event_name(&event.what) == *name && message.is_none_or(|id| id == event.message)
}

fn claim(check: &Check, what: &str, is: Condition, found: Option<i64>) -> String {
    let found = found.map_or_else(|| "nothing".to_string(), |number| number.to_string());
    format!("{what} should be {is} but is {found}.{}", because(check))
}

fn because(check: &Check) -> String {
    if check.why.is_empty() {
        String::new()
    } else {
        format!(" ({})", check.why)
    }
}
