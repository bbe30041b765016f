//! The errors of the service.

use super::rules::rule;
use crate::sim::{Refusal, Rule};
use std::borrow::Cow;

/// A refusal of the service (SNS-190): the code on the wire, what AWS says, and the rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SnsError {
    /// The code on the wire: `InvalidParameter`.
    pub code: &'static str,
    /// What AWS says.
    pub message: Cow<'static, str>,
    /// Why.
    pub rule: &'static Rule,
}

impl SnsError {
    /// A refusal with any code.
    pub fn new(code: &'static str, message: impl Into<Cow<'static, str>>, rule: &'static Rule) -> SnsError {
        SnsError {
            code,
            message: message.into(),
            rule,
        }
    }

    /// `InvalidParameter`: AWS puts these words in front of each reason.
    pub fn invalid(reason: impl AsRef<str>, rule: &'static Rule) -> SnsError {
        let message = format!("Invalid parameter: {}", reason.as_ref());
        SnsError::new("InvalidParameter", message, rule)
    }

    /// The topic is not there.
    pub fn no_topic() -> SnsError {
        SnsError::new("NotFound", "Topic does not exist", const { rule("SNS-034") })
    }

    /// The HTTP status of the code.
    pub fn http(&self) -> u16 {
        match self.code {
            "NotFound" | "ResourceNotFound" => 404,
            "AuthorizationError"
            | "TopicLimitExceeded"
            | "SubscriptionLimitExceeded"
            | "FilterPolicyLimitExceeded"
            | "ReplayLimitExceeded"
            | "InvalidSecurity" => 403,
            "Throttled" => 429,
            _ => 400,
        }
    }

    /// What a publisher on the canvas gets to see of it.
    pub fn refusal(&self) -> Refusal {
        Refusal {
            code: self.code,
            rule: Some(self.rule),
            retryable: self.code == "Throttled",
        }
    }
}
