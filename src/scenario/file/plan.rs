//! The steps and checks of a file.

use super::super::checks::{Check, Condition, EVENTS, Fact};
use super::super::document::{Scenario, Step};
use super::nodes::nodes_of;
use super::section::{Cell, Problems, Section};
use super::wires::tables;
use crate::api::{VERBS, did_you_mean, parse};
use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::Fate;
use toml::de::DeValue;

/// The word for "made so far" where others name an end.
pub const MADE: &str = "made";

/// Reads `[[steps]]` into the document.
pub fn read_steps(cell: Cell<'_>, doc: &mut Scenario, problems: &mut Problems<'_>) {
    for mut section in tables("steps", "A step", cell, problems) {
        let at = section.need_instant("at", problems);
        let run = section.need_text("run", "fail worker", problems);
        section.finish(problems);
        let (Some(at), Some((run, span))) = (at, run) else {
            continue;
        };
        if run.chars().count() > Scenario::MAX_RUN || doc.steps.len() >= Scenario::MAX_STEPS {
            let (long, many) = (Scenario::MAX_RUN, Scenario::MAX_STEPS);
            problems.add(
                &span,
                format!("A command has at most {long} characters, and there are at most {many} steps."),
            );
            continue;
        }
        if let Err(sentence) = readable(&run) {
            problems.add(&span, sentence);
        }
        doc.steps.push(Step { at, run: run.into() });
    }
}

/// Whether a command line is one at all; whether it does anything, the run tells.
fn readable(run: &str) -> Result<(), String> {
    let name = run.split_whitespace().next().unwrap_or("");
    if name == "aws" {
        return parse(run).map(drop).map_err(|error| error.to_string());
    }
    if VERBS.iter().any(|verb| verb.name == name) {
        return Ok(());
    }
    let names: Vec<&str> = VERBS.iter().map(|verb| verb.name).chain(["aws"]).collect();
    let hint = did_you_mean(name, names.iter().copied());
    Err(format!(
        "There is no command \"{name}\".{hint} There are: {}.",
        names.join(", ")
    ))
}

/// Reads `[[checks]]` into the document.
pub fn read_checks(cell: Cell<'_>, doc: &mut Scenario, problems: &mut Problems<'_>) {
    for mut section in tables("checks", "A check", cell, problems) {
        let at = section.need_instant("at", problems);
        let why = section.text("why", problems).map_or_else(String::new, |(why, _)| why);
        let fact = fact(&mut section, doc, at, problems);
        let place = section.span.clone();
        section.finish(problems);
        let (Some(at), Some(fact)) = (at, fact) else {
            continue;
        };
        if doc.checks.len() >= Scenario::MAX_CHECKS {
            problems.add(&place, format!("There are at most {} checks.", Scenario::MAX_CHECKS));
            continue;
        }
        doc.checks.push(Check { at, fact, why });
    }
}

fn fact(section: &mut Section<'_>, doc: &Scenario, at: Option<SimTime>, problems: &mut Problems<'_>) -> Option<Fact> {
    let kinds = ["metric", "fate", "event", "refused"];
    let given: Vec<&str> = kinds.into_iter().filter(|key| section.has(key)).collect();
    match given.as_slice() {
        ["metric"] => metric(section, doc, problems),
        ["fate"] => fate(section, problems),
        ["event"] => event(section, doc, problems),
        ["refused"] => {
            let (code, span) = section.text("refused", problems)?;
            if at.is_some_and(|at| !doc.steps.iter().any(|step| step.at == at)) {
                problems.add(
                    &span,
                    "No step happens at this time, so none can be refused. Give the time of a step.",
                );
            }
            Some(Fact::Refused(code.into()))
        }
        _ => {
            let text = "A check looks at exactly one thing: metric (with node), fate, event or refused.";
            problems.add(&section.span, text);
            for key in kinds.into_iter().chain(["node", "message", "is"]) {
                section.take(key);
            }
            None
        }
    }
}

fn metric(section: &mut Section<'_>, doc: &Scenario, problems: &mut Problems<'_>) -> Option<Fact> {
    let (metric, span) = section.text("metric", problems)?;
    let is = condition(section, problems);
    let Some(cell) = section.take("node") else {
        problems.add(
            &section.span,
            "A check of a metric needs node. Add for example node = \"orders\".",
        );
        return None;
    };
    let nodes = nodes_of(&cell, doc, problems);
    for id in &nodes {
        let spec = doc.nodes[id].settings.spec();
        if !spec.metrics.iter().any(|known| known.name == metric) {
            let hint = did_you_mean(&metric, spec.metrics.iter().map(|known| known.name));
            problems.add(&span, format!("A {} has no metric \"{metric}\".{hint}", spec.subtitle));
        }
    }
    if nodes.is_empty() {
        return None;
    }
    Some(Fact::Metric {
        nodes,
        metric: metric.into(),
        is: is?,
    })
}

fn fate(section: &mut Section<'_>, problems: &mut Problems<'_>) -> Option<Fact> {
    let (name, span) = section.text("fate", problems)?;
    let is = condition(section, problems);
    if name == MADE {
        return Some(Fact::Made(is?));
    }
    let Some(fate) = Fate::ALL.into_iter().find(|fate| fate.name() == name) else {
        let hint = did_you_mean(&name, Fate::ALL.into_iter().map(Fate::name).chain([MADE]));
        let names = Fate::ALL.map(Fate::name).join(", ");
        problems.add(
            &span,
            format!("There is no fate \"{name}\".{hint} Use one of {names}, or {MADE} for all messages."),
        );
        return None;
    };
    Some(Fact::Fate { fate, is: is? })
}

fn event(section: &mut Section<'_>, doc: &Scenario, problems: &mut Problems<'_>) -> Option<Fact> {
    let (name, span) = section.text("event", problems)?;
    let is = condition(section, problems);
    let nodes: Vec<NodeId> = section
        .take("node")
        .map_or_else(Vec::new, |cell| nodes_of(&cell, doc, problems));
    let message = section.whole("message", 1..=i128::from(u64::MAX), problems);
    let message = message.and_then(|number| u64::try_from(number).ok()).map(MessageId);
    let Some(event) = EVENTS.iter().copied().find(|event| *event == name) else {
        let hint = did_you_mean(&name, EVENTS.iter().copied());
        problems.add(&span, format!("There is no event \"{name}\".{hint}"));
        return None;
    };
    Some(Fact::Event {
        event,
        nodes,
        message,
        is: is?,
    })
}

fn condition(section: &mut Section<'_>, problems: &mut Problems<'_>) -> Option<Condition> {
    let Some(cell) = section.take("is") else {
        problems.add(
            &section.span,
            "A check needs is. Add for example is = \"= 10\" or is = \"20..30\".",
        );
        return None;
    };
    let parsed = match &cell.value {
        DeValue::String(text) => Condition::parse(text),
        value => super::section::whole_of(value)
            .and_then(|number| i64::try_from(number).ok())
            .map(Condition::Equal),
    };
    if parsed.is_none() {
        problems.add(
            &cell.span,
            "is compares with whole numbers: \"= 10\", \"!= 3\", \"< 5\", \"<= 5\", \"> 5\", \">= 5\" or \"20..30\".",
        );
    }
    parsed
}
