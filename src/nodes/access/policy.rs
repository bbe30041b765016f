//! Resource policies: read once, asked often (END-101).

use super::pattern::fits;
use super::principal::Who;
use crate::nodes::service::arn::ACCOUNT;
use serde_json::Value;
use std::fmt;

/// How much a service lets a policy hold (END-113).
#[derive(Clone, Copy, Debug)]
pub struct PolicyLimits {
    /// Bytes of its text.
    pub bytes: usize,
    /// Statements.
    pub statements: usize,
    /// Principals of one statement.
    pub principals: usize,
    /// Conditions of one statement.
    pub conditions: usize,
}

impl PolicyLimits {
    /// Of an SQS queue.
    pub const SQS: PolicyLimits = PolicyLimits {
        bytes: 8_192,
        statements: 20,
        principals: 50,
        conditions: 10,
    };
    /// Of an SNS topic.
    pub const SNS: PolicyLimits = PolicyLimits {
        bytes: 30_720,
        statements: 100,
        principals: 200,
        conditions: 200,
    };
    /// Of a Lambda function.
    pub const LAMBDA: PolicyLimits = PolicyLimits {
        bytes: 20_480,
        ..PolicyLimits::OTHER
    };
    /// Of a KMS key.
    pub const OTHER: PolicyLimits = PolicyLimits {
        bytes: 32_768,
        statements: 100,
        principals: 200,
        conditions: 200,
    };
}

/// What is wrong with a policy, as a sentence that says how to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PolicyError(pub String);

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A resource policy.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Policy {
    statements: Vec<Statement>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Statement {
    allows: bool,
    principals: Vec<Principal>,
    actions: Vec<String>,
    resources: Vec<String>,
    conditions: Vec<Condition>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Principal {
    Everyone,
    Account,
    Service(String),
    /// Somebody who is not in this account: nobody on the canvas.
    Stranger,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Condition {
    test: Test,
    key: String,
    values: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Test {
    Equals,
    NotEquals,
    Like,
    NotLike,
    Bool,
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// Who.
    pub who: Who<'a>,
    /// What: `sqs:SendMessage`.
    pub action: &'a str,
    /// To what, as an ARN.
    pub resource: &'a str,
    /// On whose behalf a service acts, as an ARN.
    pub source: Option<&'a str>,
}

/// What a policy says about it. The strongest statement wins: Deny, then Allow, then silence (END-100).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Decision {
    /// No statement is about it: an implicit Deny for whoever has no other right.
    Silent,
    /// A statement allows it.
    Allowed,
    /// A statement denies it.
    Denied,
}

/// Checks a policy's text for a field; an empty text is no policy.
pub fn valid_policy(text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Ok(());
    }
    Policy::read(text, PolicyLimits::OTHER).map_or_else(|error| Err(error.0), |_| Ok(()))
}

impl Policy {
    /// Reads a policy. An empty text is a policy without statements.
    pub fn read(text: &str, limits: PolicyLimits) -> Result<Policy, PolicyError> {
        if text.trim().is_empty() {
            return Ok(Policy::default());
        }
        // END-113
        if text.len() > limits.bytes {
            return wrong(format!(
                "The policy has {} bytes. Use at most {}.",
                text.len(),
                limits.bytes
            ));
        }
        let Ok(Value::Object(policy)) = serde_json::from_str(text) else {
            return wrong("The policy is no JSON object. Write {\"Statement\": […]}.");
        };
        let statements = match policy.get("Statement") {
            Some(Value::Array(list)) => list.as_slice(),
            Some(one @ Value::Object(_)) => std::slice::from_ref(one),
            _ => return wrong("The policy has no Statement. Add a list of statements."),
        };
        if statements.len() > limits.statements {
            let (count, most) = (statements.len(), limits.statements);
            return wrong(format!("The policy has {count} statements. Use at most {most}."));
        }
        let read = statements.iter().map(|statement| Statement::read(statement, limits));
        Ok(Policy {
            statements: read.collect::<Result<_, _>>()?,
        })
    }

    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// What the policy says.
    pub fn decide(&self, ask: &Ask<'_>) -> Decision {
        let about = self.statements.iter().filter(|statement| statement.is_about(ask));
        let said = about.map(|statement| {
            if statement.allows {
                Decision::Allowed
            } else {
                Decision::Denied
            }
        });
        said.max().unwrap_or(Decision::Silent)
    }
}

fn wrong<T>(sentence: impl Into<String>) -> Result<T, PolicyError> {
    Err(PolicyError(sentence.into()))
}

impl Statement {
    fn read(value: &Value, limits: PolicyLimits) -> Result<Statement, PolicyError> {
        let Value::Object(members) = value else {
            return wrong("A statement is no JSON object. Write {\"Effect\": \"Allow\", …}.");
        };
        let allows = match members.get("Effect").and_then(Value::as_str) {
            Some("Allow") => true,
            Some("Deny") => false,
            _ => return wrong("A statement's Effect is neither Allow nor Deny."),
        };
        if let Some(name) = ["NotPrincipal", "NotAction", "NotResource"]
            .iter()
            .find(|name| members.contains_key(**name))
        {
            return wrong(format!("{name} is not evaluated here. Say it without Not."));
        }
        let principals = match members.get("Principal") {
            Some(Value::String(all)) if all == "*" => vec![Principal::Everyone],
            Some(Value::Object(kinds)) => principals(kinds)?,
            _ => return wrong("A statement names no Principal. Write {\"Service\": \"sns.amazonaws.com\"} or \"*\"."),
        };
        let Some(actions) = texts(members.get("Action")).filter(|actions| !actions.is_empty()) else {
            return wrong("A statement names no Action, for example \"sqs:SendMessage\".");
        };
        let resources = match members.get("Resource") {
            None => Vec::new(),
            some => texts(some).map_or_else(
                || wrong("A statement's Resource is neither a text nor a list of texts."),
                Ok,
            )?,
        };
        let conditions = match members.get("Condition") {
            None => Vec::new(),
            Some(Value::Object(tests)) => conditions(tests)?,
            Some(_) => return wrong("A statement's Condition is no JSON object."),
        };
        if principals.len() > limits.principals || conditions.len() > limits.conditions {
            let (most, few) = (limits.principals, limits.conditions);
            return wrong(format!(
                "A statement may have at most {most} principals and {few} conditions."
            ));
        }
        Ok(Statement {
            allows,
            principals,
            actions,
            resources,
            conditions,
        })
    }

    fn is_about(&self, ask: &Ask<'_>) -> bool {
        let is_action = |pattern: &String| fits(&pattern.to_ascii_lowercase(), &ask.action.to_ascii_lowercase());
        self.principals.iter().any(|principal| principal.is(ask.who))
            && self.actions.iter().any(is_action)
            && (self.resources.is_empty() || self.resources.iter().any(|pattern| fits(pattern, ask.resource)))
            && self.conditions.iter().all(|condition| condition.holds(ask))
    }
}

/// The texts of a value that is one or a list of them.
fn texts(value: Option<&Value>) -> Option<Vec<String>> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    };
    match value? {
        Value::Array(list) => list.iter().map(text).collect(),
        one => text(one).map(|text| vec![text]),
    }
}

fn principals(kinds: &serde_json::Map<String, Value>) -> Result<Vec<Principal>, PolicyError> {
    let mut all = Vec::new();
    for (kind, named) in kinds {
        let Some(names) = texts(Some(named)) else {
            return wrong(format!("The {kind} principals are neither a text nor a list of texts."));
        };
        all.extend(names.into_iter().map(|name| match kind.as_str() {
            _ if name == "*" => Principal::Everyone,
            "Service" => Principal::Service(name),
            "AWS" if name == ACCOUNT || name.starts_with(&format!("arn:aws:iam::{ACCOUNT}:")) => Principal::Account,
            _ => Principal::Stranger,
        }));
    }
    Ok(all)
}

fn conditions(tests: &serde_json::Map<String, Value>) -> Result<Vec<Condition>, PolicyError> {
    let mut all = Vec::new();
    for (name, keys) in tests {
        let test = match name.as_str() {
            "StringEquals" => Test::Equals,
            "StringNotEquals" => Test::NotEquals,
            "ArnEquals" | "ArnLike" | "StringLike" => Test::Like,
            "ArnNotEquals" | "ArnNotLike" | "StringNotLike" => Test::NotLike,
            "Bool" => Test::Bool,
            _ => {
                return wrong(format!(
                    "The condition {name} is not evaluated here. Use ArnEquals, ArnLike, StringEquals, StringLike or Bool."
                ));
            }
        };
        let Value::Object(keys) = keys else {
            return wrong(format!("The condition {name} names no key, for example aws:SourceArn."));
        };
        for (key, values) in keys {
            let Some(values) = texts(Some(values)) else {
                return wrong(format!("The values of {key} are neither a text nor a list of texts."));
            };
            let known = ["aws:sourcearn", "aws:sourceaccount", "aws:securetransport"];
            let key = key.to_ascii_lowercase();
            if !known.contains(&key.as_str()) {
                return wrong(format!(
                    "The key {key} is not evaluated here. Use aws:SourceArn, aws:SourceAccount or aws:SecureTransport."
                ));
            }
            all.push(Condition { test, key, values });
        }
    }
    Ok(all)
}

impl Principal {
    fn is(&self, who: Who<'_>) -> bool {
        match (self, who) {
            (Principal::Everyone, _) | (Principal::Account, Who::Account) => true,
            (Principal::Service(name), Who::Service(service)) => name == service,
            _ => false,
        }
    }
}

impl Condition {
    /// SNS-165: `aws:SourceAccount` is there for services only. END-096: all calls come over HTTPS.
    fn holds(&self, ask: &Ask<'_>) -> bool {
        let actual = match self.key.as_str() {
            "aws:sourcearn" => ask.source,
            "aws:sourceaccount" => ask.source.map(|_| ACCOUNT),
            _ => Some("true"),
        };
        let any = |test: fn(&str, &str) -> bool| {
            actual.is_some_and(|actual| self.values.iter().any(|value| test(value, actual)))
        };
        match self.test {
            Test::Equals | Test::Bool => any(|value, actual| value == actual),
            Test::NotEquals => !any(|value, actual| value == actual),
            Test::Like => any(fits),
            Test::NotLike => !any(fits),
        }
    }
}
