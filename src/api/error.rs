//! Why a line did nothing.

use crate::nodes::service::ApiError;
use std::fmt;

/// Why a line did nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CommandError {
    /// The line can't be carried out as written: what is wrong and how to mend it, as sentences.
    Unreadable(String),
    /// The line is fine, and the service refused what it asks for.
    Refused(ApiError),
}

impl CommandError {
    pub(super) fn new(message: impl Into<String>) -> CommandError {
        CommandError::Unreadable(message.into())
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CommandError::Unreadable(message) => f.write_str(message),
            CommandError::Refused(error) => error.fmt(f),
        }
    }
}

impl From<ApiError> for CommandError {
    fn from(error: ApiError) -> CommandError {
        CommandError::Refused(error)
    }
}
