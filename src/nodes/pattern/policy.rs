//! Filter policies of SNS subscriptions.

use super::compile::{Plan, compile};
use super::contents::{Attributes, Body, Contents};
use super::cursor::Reason;
use super::grammar;
use super::tokens::{Broken, Token, Tokens};
use super::tree::Node;
use std::fmt;
use std::rc::Rc;

/// SNS-097: keys of a policy; with the body as scope only those at the top count.
pub const MOST_KEYS: usize = 5;
/// SNS-097: combinations of values.
pub const MOST_COMBINATIONS: u64 = 150;
/// SNS-097: the size of a policy, in bytes.
pub const MOST_BYTES: usize = 262_144;

/// What a policy is about (SNS-080).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Scope {
    /// The message attributes.
    #[default]
    MessageAttributes,
    /// The body, as JSON.
    MessageBody,
}

impl Scope {
    /// Reads the value of `FilterPolicyScope` (SNS-080).
    ///
    /// # Errors
    /// When it is neither of the two.
    pub fn read(text: &str) -> Result<Scope, PolicyError> {
        match text {
            "MessageAttributes" => Ok(Scope::MessageAttributes),
            "MessageBody" => Ok(Scope::MessageBody),
            _ => Err(PolicyError(format!(
                "FilterPolicyScope: Invalid value [{text}]. Please use either MessageBody or MessageAttributes"
            ))),
        }
    }

    /// As AWS writes it.
    pub fn name(self) -> &'static str {
        match self {
            Scope::MessageAttributes => "MessageAttributes",
            Scope::MessageBody => "MessageBody",
        }
    }
}

/// Why a policy is refused. Its code is `InvalidParameter`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PolicyError(String);

impl PolicyError {
    /// The exact error code.
    pub const CODE: &'static str = "InvalidParameter";

    /// The message of `SetSubscriptionAttributes`.
    pub fn message(&self) -> String {
        format!("Invalid parameter: {}", self.0)
    }

    /// The message of `Subscribe`, which got the policy among other attributes.
    pub fn message_of_subscribe(&self) -> String {
        format!("Invalid parameter: Attributes Reason: {}", self.0)
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

/// A policy that was read. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Policy {
    scope: Scope,
    /// None for the empty policy, which accepts everything.
    root: Option<Rc<Node>>,
}

/// What a policy makes of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict<'p> {
    /// It is delivered.
    Accepted,
    /// It is not delivered, not retried, and goes to no dead-letter queue (SNS-101).
    FilteredOut {
        /// Under which metric it counts.
        because: FilteredOut,
        /// The key of the policy that decided: `order.total`, or `$or` when no branch holds. Empty when none was looked at.
        key: &'p str,
    },
}

impl Verdict<'_> {
    /// Whether the message is delivered.
    pub fn accepted(self) -> bool {
        self == Verdict::Accepted
    }
}

/// Why a message was filtered out (SNS-101).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FilteredOut {
    /// It has no attributes at all.
    NoMessageAttributes,
    /// Its attributes do not match.
    MessageAttributes,
    /// The deciding attribute can't be read.
    InvalidAttributes,
    /// Its body does not match.
    MessageBody,
    /// Its body is no JSON object.
    InvalidMessageBody,
}

impl FilteredOut {
    /// The CloudWatch metric that counts it besides `NumberOfNotificationsFilteredOut`.
    pub fn metric(self) -> &'static str {
        match self {
            FilteredOut::NoMessageAttributes => "NumberOfNotificationsFilteredOut-NoMessageAttributes",
            FilteredOut::MessageAttributes => "NumberOfNotificationsFilteredOut-MessageAttributes",
            FilteredOut::InvalidAttributes => "NumberOfNotificationsFilteredOut-InvalidAttributes",
            FilteredOut::MessageBody => "NumberOfNotificationsFilteredOut-MessageBody",
            FilteredOut::InvalidMessageBody => "NumberOfNotificationsFilteredOut-InvalidMessageBody",
        }
    }
}

impl Policy {
    /// Reads a policy (SNS-080 to SNS-099). An empty text and `{}` take a policy away: everything is accepted. With
    /// `extended` the operators of EventBridge are permitted too (SNS-094).
    ///
    /// # Errors
    /// In AWS's words.
    pub fn read(scope: Scope, text: &str, extended: bool) -> Result<Policy, PolicyError> {
        let about_policy = |what: &str| PolicyError(format!("FilterPolicy: {what}"));
        if text.len() > MOST_BYTES {
            return Err(about_policy("Filter policy is too complex"));
        }
        if text.is_empty() {
            return Ok(Policy { scope, root: None });
        }
        // AWS reads the JSON first, and shows it without spaces.
        let compact = compact(text).map_err(|_| about_policy("failed to parse JSON."))?;
        if compact == "{}" {
            return Ok(Policy { scope, root: None });
        }
        let grammar = match extended {
            true => grammar::EXTENDED_POLICY,
            false => grammar::POLICY,
        };
        let plan = compile(&compact, grammar).map_err(|Reason(reason)| about_policy(&reason))?;
        check(scope, &plan)?;
        Ok(Policy {
            scope,
            root: Some(Rc::new(plan.root)),
        })
    }

    /// What it is about.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether the message is delivered, and if not, why. The contents are read once for all policies.
    pub fn judge(&self, contents: &Contents<'_>) -> Verdict<'_> {
        match (self.scope, &self.root) {
            (_, None) => Verdict::Accepted,
            (Scope::MessageAttributes, _) => self.accepts_attributes(contents.attributes()),
            (Scope::MessageBody, _) => self.accepts_body(contents.body()),
        }
    }

    /// The verdict over attributes, whatever the scope.
    pub fn accepts_attributes(&self, attributes: &Attributes<'_>) -> Verdict<'_> {
        let Some(Err(key)) = self.root.as_deref().map(|root| root.judge_object(&attributes.members)) else {
            return Verdict::Accepted;
        };
        let because = if attributes.none {
            FilteredOut::NoMessageAttributes
        } else if attributes.invalid.contains(&key) {
            FilteredOut::InvalidAttributes
        } else {
            FilteredOut::MessageAttributes
        };
        Verdict::FilteredOut { because, key }
    }

    /// The verdict over a body, whatever the scope.
    pub fn accepts_body(&self, body: &Body<'_>) -> Verdict<'_> {
        let Some(root) = self.root.as_deref() else {
            return Verdict::Accepted;
        };
        // SNS-084: what is no JSON object is not delivered, whatever the policy wants.
        let Some(members) = &body.members else {
            return Verdict::FilteredOut {
                because: FilteredOut::InvalidMessageBody,
                key: "",
            };
        };
        match root.judge_object(members) {
            Ok(()) => Verdict::Accepted,
            Err(key) => Verdict::FilteredOut {
                because: FilteredOut::MessageBody,
                key,
            },
        }
    }
}

fn check(scope: Scope, plan: &Plan) -> Result<(), PolicyError> {
    // SNS-083.
    if scope == Scope::MessageAttributes && plan.nested {
        return Err(PolicyError(
            "Filter policy scope MessageAttributes does not support nested filter policy".to_owned(),
        ));
    }
    // SNS-097.
    if plan.keys > MOST_KEYS {
        return Err(PolicyError(format!(
            "FilterPolicy: Filter policy can not have more than {MOST_KEYS} keys"
        )));
    }
    // SNS-098.
    if plan.combinations > MOST_COMBINATIONS {
        return Err(PolicyError("FilterPolicy: Filter policy is too complex".to_owned()));
    }
    Ok(())
}

/// The same JSON without spaces.
fn compact(text: &str) -> Result<String, Broken> {
    let mut tokens = Tokens::of(text);
    let mut compact = String::new();
    // Nothing separates what opens or names from what it opens or names.
    let mut attached = true;
    while let Some(placed) = tokens.next()? {
        let closes = matches!(placed.token, Token::EndObject | Token::EndArray);
        if !attached && !closes {
            compact.push(',');
        }
        compact.push_str(&text[placed.start..placed.after]);
        let names = matches!(placed.token, Token::Name(_));
        if names {
            compact.push(':');
        }
        attached = names || matches!(placed.token, Token::BeginObject | Token::BeginArray);
    }
    Ok(compact)
}
