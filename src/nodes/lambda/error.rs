//! Why Lambda refuses, in the codes of its service model (LAM-140).

use super::rules::rule;
use crate::sim::{Refusal, Rule};

/// Why an invocation can't begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Denial {
    /// The function's own reservation is used up (LAM-031).
    Reserved,
    /// The account's unreserved concurrency is used up (LAM-031).
    Account,
    /// Too many new environments in ten seconds (LAM-014).
    Rate,
    /// The service is told to refuse calls.
    Told,
    /// The service is down.
    Down,
    /// A loop went round too often (LAM-049).
    Recursion,
    /// The payload is too long (LAM-030, LAM-040).
    TooLarge,
    /// The caller's identity, or a Deny, does not let it (END-112).
    Forbidden,
    /// The function's policy does not name the service (END-109).
    NotPermitted,
}

impl Denial {
    /// The exact error code.
    pub const fn code(self) -> &'static str {
        match self {
            Denial::Down => "ServiceException",
            Denial::Recursion => "RecursiveInvocationException",
            Denial::TooLarge => "RequestTooLargeException",
            Denial::Forbidden | Denial::NotPermitted => "AccessDeniedException",
            _ => "TooManyRequestsException",
        }
    }

    /// The HTTP status (LAM-140).
    pub const fn http(self) -> u16 {
        match self {
            Denial::Down => 500,
            Denial::Recursion => 400,
            Denial::TooLarge => 413,
            Denial::Forbidden | Denial::NotPermitted => 403,
            _ => 429,
        }
    }

    /// The `Reason` of a TooManyRequestsException (LAM-031).
    pub const fn reason(self) -> &'static str {
        match self {
            Denial::Reserved => "ReservedFunctionConcurrentInvocationLimitExceeded",
            Denial::Account => "ConcurrentInvocationLimitExceeded",
            Denial::Rate => "FunctionInvocationRateLimitExceeded",
            Denial::Told => "CallerRateLimitExceeded",
            _ => "",
        }
    }

    /// The rule that says so.
    pub const fn rule(self) -> &'static Rule {
        match self {
            Denial::Rate => const { rule("LAM-014") },
            Denial::Recursion => const { rule("LAM-049") },
            Denial::TooLarge => const { rule("LAM-030") },
            Denial::Down => const { rule("LAM-140") },
            Denial::Forbidden => const { rule("END-112") },
            Denial::NotPermitted => const { rule("END-109") },
            _ => const { rule("LAM-031") },
        }
    }

    /// Whether it is a throttle, which is counted as such (LAM-121).
    pub const fn throttles(self) -> bool {
        self.http() == 429
    }

    /// What callers get to see.
    pub const fn refusal(self) -> Refusal {
        Refusal {
            code: self.code(),
            rule: Some(self.rule()),
            retryable: matches!(self.http(), 429 | 500),
        }
    }
}

/// How an invocation failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The code threw.
    Thrown,
    /// It ran into its timeout (LAM-021).
    TimedOut,
    /// A call that it made failed.
    Call,
    /// The machine went away under it, which is Lambda's fault and not the function's.
    Lost,
}

/// The code with which callers on wires see that a function failed.
pub const UNHANDLED: &str = "Unhandled";
/// The same for a timeout.
pub const TIMED_OUT: &str = "Sandbox.Timedout";

impl Failure {
    /// What callers on wires get to see: the call was answered, but with FunctionError (LAM-030).
    pub const fn refusal(self) -> Refusal {
        let (code, why, retryable) = match self {
            Failure::Thrown | Failure::Call => (UNHANDLED, const { rule("LAM-030") }, false),
            Failure::TimedOut => (TIMED_OUT, const { rule("LAM-021") }, false),
            Failure::Lost => ("ServiceException", const { rule("LAM-140") }, true),
        };
        Refusal {
            code,
            rule: Some(why),
            retryable,
        }
    }

    /// The payload of the response.
    pub fn payload(self, timeout_secs: u64) -> String {
        match self {
            Failure::TimedOut => format!(
                "{{\"errorType\": \"{TIMED_OUT}\", \"errorMessage\": \"Task timed out after {timeout_secs}.00 seconds\"}}"
            ),
            Failure::Call => "{\"errorType\": \"Error\", \"errorMessage\": \"a call failed\"}".to_string(),
            Failure::Thrown | Failure::Lost => {
                "{\"errorType\": \"Error\", \"errorMessage\": \"the handler threw\"}".to_string()
            }
        }
    }
}
