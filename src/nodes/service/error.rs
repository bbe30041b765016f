//! Why a service refused a call.

use crate::sim::Rule;
use std::fmt;

/// A refusal in the words of AWS.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApiError {
    /// The exact error code: `QueueDoesNotExist`.
    pub code: &'static str,
    /// What AWS says about it.
    pub message: String,
    /// The HTTP status.
    pub http: u16,
    /// Why, as a rule.
    pub rule: Option<&'static Rule>,
    /// The action that was called: `SendMessage`. Filled in by [`begin`](super::begin).
    pub action: String,
}

impl ApiError {
    /// A refusal with HTTP status 400.
    pub fn new(code: &'static str, message: impl Into<String>) -> ApiError {
        ApiError {
            code,
            message: message.into(),
            http: 400,
            rule: None,
            action: String::new(),
        }
    }

    /// The same with another HTTP status.
    pub fn with_http(mut self, http: u16) -> ApiError {
        self.http = http;
        self
    }

    /// The same with the rule that it follows from.
    pub fn because(mut self, rule: Option<&'static Rule>) -> ApiError {
        self.rule = rule;
        self
    }
}

/// As the AWS CLI prints it.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "An error occurred ({}) when calling the {} operation: {}",
            self.code, self.action, self.message
        )
    }
}
