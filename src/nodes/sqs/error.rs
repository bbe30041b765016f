//! The errors of the service, one variant for each code on the wire.

use super::rules::rule;
use crate::sim::{Refusal, Rule};
use std::borrow::Cow;
use std::fmt;

/// A code of the error catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names are AWS's own; `rule` says when each occurs")]
pub enum ErrorCode {
    QueueDoesNotExist,
    QueueDeletedRecently,
    QueueNameExists,
    AccessDenied,
    InvalidSecurity,
    InvalidAddress,
    UnsupportedOperation,
    EmptyBatchRequest,
    TooManyEntriesInBatchRequest,
    InvalidBatchEntryId,
    BatchEntryIdsNotDistinct,
    BatchRequestTooLong,
    MissingParameter,
    InvalidParameterValue,
    InvalidMessageContents,
    InvalidAttributeName,
    InvalidAttributeValue,
    InvalidIdFormat,
    ReceiptHandleIsInvalid,
    MessageNotInflight,
    OverLimit,
    PurgeQueueInProgress,
    ResourceNotFoundException,
    RequestThrottled,
    KmsAccessDenied,
    KmsDisabled,
    KmsInvalidState,
    KmsNotFound,
    KmsThrottled,
}

impl ErrorCode {
    /// The code as AWS writes it in its model.
    pub const fn name(self) -> &'static str {
        match self {
            ErrorCode::QueueDoesNotExist => "QueueDoesNotExist",
            ErrorCode::QueueDeletedRecently => "QueueDeletedRecently",
            ErrorCode::QueueNameExists => "QueueNameExists",
            ErrorCode::AccessDenied => "AccessDenied",
            ErrorCode::InvalidSecurity => "InvalidSecurity",
            ErrorCode::InvalidAddress => "InvalidAddress",
            ErrorCode::UnsupportedOperation => "UnsupportedOperation",
            ErrorCode::EmptyBatchRequest => "EmptyBatchRequest",
            ErrorCode::TooManyEntriesInBatchRequest => "TooManyEntriesInBatchRequest",
            ErrorCode::InvalidBatchEntryId => "InvalidBatchEntryId",
            ErrorCode::BatchEntryIdsNotDistinct => "BatchEntryIdsNotDistinct",
            ErrorCode::BatchRequestTooLong => "BatchRequestTooLong",
            ErrorCode::MissingParameter => "MissingParameter",
            ErrorCode::InvalidParameterValue => "InvalidParameterValue",
            ErrorCode::InvalidMessageContents => "InvalidMessageContents",
            ErrorCode::InvalidAttributeName => "InvalidAttributeName",
            ErrorCode::InvalidAttributeValue => "InvalidAttributeValue",
            ErrorCode::InvalidIdFormat => "InvalidIdFormat",
            ErrorCode::ReceiptHandleIsInvalid => "ReceiptHandleIsInvalid",
            ErrorCode::MessageNotInflight => "MessageNotInflight",
            ErrorCode::OverLimit => "OverLimit",
            ErrorCode::PurgeQueueInProgress => "PurgeQueueInProgress",
            ErrorCode::ResourceNotFoundException => "ResourceNotFoundException",
            ErrorCode::RequestThrottled => "RequestThrottled",
            ErrorCode::KmsAccessDenied => "KmsAccessDenied",
            ErrorCode::KmsDisabled => "KmsDisabled",
            ErrorCode::KmsInvalidState => "KmsInvalidState",
            ErrorCode::KmsNotFound => "KmsNotFound",
            ErrorCode::KmsThrottled => "KmsThrottled",
        }
    }

    /// The code on the wire, which for two old errors and for those of KMS is not the name in the model (SQS-013, SQS-018,
    /// SQS-191).
    pub const fn wire(self) -> &'static str {
        match self {
            ErrorCode::QueueDoesNotExist => "AWS.SimpleQueueService.NonExistentQueue",
            ErrorCode::QueueNameExists => "QueueAlreadyExists",
            ErrorCode::KmsAccessDenied => "KMS.AccessDeniedException",
            ErrorCode::KmsDisabled => "KMS.DisabledException",
            ErrorCode::KmsInvalidState => "KMS.InvalidStateException",
            ErrorCode::KmsNotFound => "KMS.NotFoundException",
            ErrorCode::KmsThrottled => "KMS.ThrottlingException",
            other => other.name(),
        }
    }

    /// The HTTP status (SQS-196).
    pub const fn http_status(self) -> u16 {
        match self {
            ErrorCode::ReceiptHandleIsInvalid | ErrorCode::ResourceNotFoundException => 404,
            ErrorCode::PurgeQueueInProgress | ErrorCode::OverLimit | ErrorCode::AccessDenied => 403,
            _ => 400,
        }
    }
}

/// An action that the service refused: an outcome for the caller.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SqsError {
    /// Its code.
    pub code: ErrorCode,
    /// The sentence that AWS sends with it.
    pub message: Cow<'static, str>,
    /// Why.
    pub rule: &'static Rule,
}

impl SqsError {
    /// An error with its sentence and its reason.
    pub fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>, rule: &'static Rule) -> SqsError {
        SqsError {
            code,
            message: message.into(),
            rule,
        }
    }

    /// `InvalidParameterValue` with this sentence.
    pub fn parameter(message: impl Into<Cow<'static, str>>, rule: &'static Rule) -> SqsError {
        SqsError::new(ErrorCode::InvalidParameterValue, message, rule)
    }

    /// A parameter whose value AWS quotes: `Value 11 for parameter X is invalid. Reason: …`.
    pub fn value(value: impl fmt::Display, parameter: &str, reason: &str, rule: &'static Rule) -> SqsError {
        SqsError::parameter(
            format!("Value {value} for parameter {parameter} is invalid. Reason: {reason}"),
            rule,
        )
    }

    /// A parameter that must be there (SQS-051, SQS-057).
    pub fn missing(parameter: &str, rule: &'static Rule) -> SqsError {
        SqsError::new(
            ErrorCode::MissingParameter,
            format!("The request must contain the parameter {parameter}."),
            rule,
        )
    }

    /// The queue is not there (SQS-018).
    pub fn no_queue() -> SqsError {
        SqsError::new(
            ErrorCode::QueueDoesNotExist,
            "The specified queue does not exist.",
            const { rule("SQS-018") },
        )
    }

    /// What nodes on the canvas get to see of it: the model's code, the reason, and whether trying again can help.
    pub fn refusal(&self) -> Refusal {
        Refusal {
            code: self.code.name(),
            rule: Some(self.rule),
            retryable: matches!(
                self.code,
                ErrorCode::RequestThrottled | ErrorCode::OverLimit | ErrorCode::KmsThrottled
            ),
        }
    }
}

impl fmt::Display for SqsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.wire(), self.message)
    }
}
