//! The form of a condition that can be typed: `receives >= 3`, `rule SQS-118`,
//! `ApproximateAgeOfOldestMessage of orders > 30`.

use super::condition::When;
use crate::api::did_you_mean;
use crate::base::{MessageId, NodeId};
use crate::nodes::KINDS;
use crate::scenario::{Condition, Scenario};

/// One example of each form, for those who type.
const FORMS: &str = "receives >= 3; receives of m-12 >= 3; duplicate effect; ApproximateAgeOfOldestMessage of orders > 30; \
                     rule SQS-118; m-12 reaches worker; refused; worker goes down";
const DUPLICATE: &str = "duplicate effect";
const ANY: &str = "any node";

impl When {
    /// As it can be typed.
    pub fn text(&self, scenario: &Scenario) -> String {
        let name = |id: &NodeId| scenario.name(*id).to_string();
        match self {
            When::Receives { message: None, is } => format!("receives {is}"),
            When::Receives {
                message: Some(message),
                is,
            } => format!("receives of {message} {is}"),
            When::DuplicateEffect => DUPLICATE.to_string(),
            When::Metric { node, metric, is } => format!("{metric} of {} {is}", name(node)),
            When::Rule(id) => format!("rule {id}"),
            When::Reaches { message, node } => format!("{message} reaches {}", name(node)),
            When::Refusal(None) => "refused".to_string(),
            When::Refusal(Some(code)) => format!("refused {code}"),
            When::Down(node) => format!("{} goes down", node.as_ref().map_or(ANY.to_string(), name)),
        }
    }

    /// Reads what [`When::text`] writes.
    ///
    /// # Errors
    /// A sentence that says what can't be read, and how to mend it.
    pub fn parse(text: &str, scenario: &Scenario) -> Result<When, String> {
        let text = text.trim();
        if text == DUPLICATE {
            return Ok(When::DuplicateEffect);
        }
        if let Some(node) = text.strip_suffix(" goes down") {
            let node = if node == ANY { None } else { Some(find(node, scenario)?) };
            return Ok(When::Down(node));
        }
        if let Some((message, node)) = text.split_once(" reaches ") {
            let (message, node) = (message_of(message)?, find(node, scenario)?);
            return Ok(When::Reaches { message, node });
        }
        let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
        match first {
            "receives" => receives(rest),
            "rule" => rule(rest),
            "refused" if rest.is_empty() => Ok(When::Refusal(None)),
            "refused" => Ok(When::Refusal(Some(rest.trim().into()))),
            _ => metric(text, scenario),
        }
    }
}

fn receives(rest: &str) -> Result<When, String> {
    let (subject, is) = compared(rest)?;
    let message = match subject.strip_prefix("of ") {
        Some(message) => Some(message_of(message)?),
        None if subject.is_empty() => None,
        None => {
            return Err(format!(
                "“{subject}” is in the way: write receives >= 3, or receives of m-12 >= 3."
            ));
        }
    };
    Ok(When::Receives { message, is })
}

fn rule(id: &str) -> Result<When, String> {
    let id = id.trim();
    let ids = || KINDS.iter().flat_map(|spec| spec.rules).map(|rule| rule.id);
    match ids().find(|known| *known == id) {
        Some(id) => Ok(When::Rule(id)),
        None => Err(format!("There is no rule {id:?}.{}", did_you_mean(id, ids()))),
    }
}

fn metric(text: &str, scenario: &Scenario) -> Result<When, String> {
    let Some((metric, rest)) = text.split_once(" of ") else {
        return Err(format!("“{text}” is no condition. Write one of: {FORMS}."));
    };
    let (node, is) = compared(rest)?;
    let node = find(node, scenario)?;
    let specs = scenario.nodes[&node].settings.spec().metrics;
    let names = || specs.iter().map(|spec| spec.name);
    match names().find(|known| *known == metric) {
        Some(metric) => Ok(When::Metric { node, metric, is }),
        None => Err(format!(
            "{} has no metric {metric:?}.{}",
            scenario.name(node),
            did_you_mean(metric, names())
        )),
    }
}

/// What stands before the comparison, and the comparison: `of m-12` and `>= 3`.
fn compared(text: &str) -> Result<(&str, Condition), String> {
    let sign = text.rfind(['<', '>', '=', '!']);
    let begin = sign.map(|at| {
        if text[..at].ends_with(['<', '>', '!']) {
            at - 1
        } else {
            at
        }
    });
    let begin = begin.or_else(|| text.trim_end().rfind(' '));
    let (subject, comparison) = text.split_at(begin.unwrap_or(0));
    match Condition::parse(comparison) {
        Some(is) => Ok((subject.trim(), is)),
        None => Err(format!(
            "“{}” compares with nothing. End with something like >= 3.",
            text.trim()
        )),
    }
}

fn message_of(text: &str) -> Result<MessageId, String> {
    let number = text.trim().strip_prefix("m-").and_then(|number| number.parse().ok());
    match number {
        Some(number) if number > 0 => Ok(MessageId(number)),
        _ => Err(format!(
            "“{}” is no message. Messages are called m-1, m-2 and so on.",
            text.trim()
        )),
    }
}

fn find(name: &str, scenario: &Scenario) -> Result<NodeId, String> {
    let name = name.trim();
    let names = || scenario.nodes.values().map(|node| node.name.as_ref());
    scenario
        .find(name)
        .ok_or_else(|| format!("There is no node called {name:?}.{}", did_you_mean(name, names())))
}
