//! Checks that need only the parameters of a call.

use super::error::{ErrorCode, SqsError};
use super::limits;
use super::rules::rule;
use crate::base::SimDuration;
use crate::sim::{Attribute, AttributeValue, Draft};
use std::collections::BTreeSet;

/// `MaxNumberOfMessages` (SQS-070).
pub fn max_messages(value: i64) -> Result<usize, SqsError> {
    match usize::try_from(value) {
        Ok(max @ 1..=limits::BATCH) => Ok(max),
        _ => Err(SqsError::value(
            value,
            "MaxNumberOfMessages",
            "Must be between 1 and 10, if provided.",
            const { rule("SQS-070") },
        )),
    }
}

/// `WaitTimeSeconds` in seconds (SQS-071).
pub fn wait_seconds(value: i64) -> Result<SimDuration, SqsError> {
    seconds(value, limits::WAIT).ok_or_else(|| {
        SqsError::value(
            value,
            "WaitTimeSeconds",
            "Must be >= 0 and <= 20, if provided.",
            const { rule("SQS-071") },
        )
    })
}

/// `VisibilityTimeout` of a receive or a change, in seconds (SQS-072, SQS-090).
pub fn visibility_seconds(value: i64) -> Result<SimDuration, SqsError> {
    seconds(value, limits::VISIBILITY).ok_or_else(|| {
        SqsError::value(
            value,
            "VisibilityTimeout",
            "Must be between 0 and 43200, if provided.",
            const { rule("SQS-072") },
        )
    })
}

/// `DelaySeconds` of a message, in seconds (SQS-050).
pub fn delay_seconds(value: i64) -> Result<SimDuration, SqsError> {
    seconds(value, limits::DELAY).ok_or_else(|| {
        SqsError::value(
            value,
            "DelaySeconds",
            "DelaySeconds must be >= 0 and <= 900.",
            const { rule("SQS-050") },
        )
    })
}

fn seconds(value: i64, most: SimDuration) -> Option<SimDuration> {
    let span = SimDuration::from_secs(u64::try_from(value).ok()?);
    (span <= most).then_some(span)
}

/// The size that limits and bills count: body, and names, types and values of attributes, without the trace header
/// (SQS-053).
#[inline]
pub fn size(draft: &Draft) -> u64 {
    draft.bytes()
}

/// Everything about a message that is the same for both kinds of queue, except its size.
pub fn message(draft: &Draft) -> Result<(), SqsError> {
    body(&draft.body)?;
    if let Some(delay) = draft.delay.filter(|delay| *delay > limits::DELAY) {
        delay_seconds(delay.as_secs().try_into().unwrap_or(i64::MAX))?;
    }
    if !draft.attributes.is_empty() {
        attributes(&draft.attributes)?;
    }
    id("MessageGroupId", draft.group.as_deref())?;
    id("MessageDeduplicationId", draft.deduplication.as_deref())
}

fn body(body: &str) -> Result<(), SqsError> {
    if body.is_empty() {
        return Err(SqsError::missing("MessageBody", const { rule("SQS-051") }));
    }
    let fine = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    // SQS-052; plain ASCII text needs no look at its characters.
    if body.bytes().all(|byte| (0x20..0x80).contains(&byte)) || body.chars().all(fine) {
        return Ok(());
    }
    Err(SqsError::new(
        ErrorCode::InvalidMessageContents,
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | \
         #x10000 to #x10FFFF",
        const { rule("SQS-052") },
    ))
}

/// The attributes of a message (SQS-050, SQS-054).
pub fn attributes(attributes: &[Attribute]) -> Result<(), SqsError> {
    if attributes.len() > limits::MESSAGE_ATTRIBUTES {
        return Err(SqsError::parameter(
            format!(
                "Number of message attributes [{}] exceeds the allowed maximum [10].",
                attributes.len()
            ),
            const { rule("SQS-050") },
        ));
    }
    let mut names = BTreeSet::new();
    for attribute in attributes {
        attribute_name(&attribute.name)?;
        if !names.insert(&attribute.name) {
            return Err(attribute_error(&attribute.name, "appears more than once"));
        }
        let base = attribute.data_type.split('.').next().unwrap_or_default();
        match (&attribute.value, base) {
            (AttributeValue::Text(text), "String" | "Number") if text.is_empty() => {
                return Err(attribute_error(&attribute.name, "must contain a non-empty value"));
            }
            (AttributeValue::Binary(bytes), "Binary") if bytes.is_empty() => {
                return Err(attribute_error(&attribute.name, "must contain a non-empty value"));
            }
            (AttributeValue::Text(_), "String" | "Number") | (AttributeValue::Binary(_), "Binary") => {}
            _ => {
                return Err(attribute_error(
                    &attribute.name,
                    "has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and \
                     String",
                ));
            }
        }
    }
    Ok(())
}

fn attribute_name(name: &str) -> Result<(), SqsError> {
    let lower = name.to_ascii_lowercase();
    let fine = (1..=limits::ATTRIBUTE_NAME).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        && !lower.starts_with("aws.")
        && !lower.starts_with("amazon.")
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..");
    if fine {
        return Ok(());
    }
    Err(attribute_error(
        name,
        "has a name that is too long, reserved, or contains characters other than A-Z, a-z, 0-9, underscore, hyphen and \
         single periods",
    ))
}

fn attribute_error(name: &str, what: &str) -> SqsError {
    SqsError::parameter(
        format!("The message attribute '{name}' {what}."),
        const { rule("SQS-054") },
    )
}

/// A group, deduplication or receive attempt id (SQS-056).
pub fn id(parameter: &str, value: Option<&str>) -> Result<(), SqsError> {
    let Some(value) = value else { return Ok(()) };
    if (1..=limits::ID_CHARS).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    Err(SqsError::value(
        value,
        parameter,
        &format!("{parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length."),
        const { rule("SQS-056") },
    ))
}

/// A message longer than the queue allows (SQS-053).
#[inline]
pub fn length(bytes: u64, max_bytes: u64) -> Result<(), SqsError> {
    if bytes <= max_bytes {
        return Ok(());
    }
    Err(SqsError::parameter(
        format!("One or more parameters are invalid. Reason: Message must be shorter than {max_bytes} bytes."),
        const { rule("SQS-053") },
    ))
}

/// The number of entries of a batch (SQS-062).
#[inline]
pub fn batch_len(entries: usize) -> Result<(), SqsError> {
    match entries {
        0 => Err(SqsError::new(
            ErrorCode::EmptyBatchRequest,
            "There should be at least one entry in the request.",
            const { rule("SQS-062") },
        )),
        1..=limits::BATCH => Ok(()),
        _ => Err(SqsError::new(
            ErrorCode::TooManyEntriesInBatchRequest,
            format!("Maximum number of entries per request are 10. You have sent {entries}."),
            const { rule("SQS-062") },
        )),
    }
}

/// Number and ids of the entries of a batch, in AWS's order of complaints (SQS-062, SQS-104).
pub fn batch_ids<'a>(ids: impl ExactSizeIterator<Item = &'a str> + Clone) -> Result<(), SqsError> {
    batch_len(ids.len())?;
    if ids.clone().any(|id| !label(id)) {
        return Err(SqsError::new(
            ErrorCode::InvalidBatchEntryId,
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 \
             letters long.",
            const { rule("SQS-062") },
        ));
    }
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(SqsError::new(
                ErrorCode::BatchEntryIdsNotDistinct,
                format!("Id {id} repeated."),
                const { rule("SQS-062") },
            ));
        }
    }
    Ok(())
}

/// The bytes of all entries of a batch together (SQS-062).
#[inline]
pub fn batch_bytes(bytes: u64) -> Result<(), SqsError> {
    if bytes <= limits::BATCH_BYTES {
        return Ok(());
    }
    Err(SqsError::new(
        ErrorCode::BatchRequestTooLong,
        format!("Batch requests cannot be longer than 1048576 bytes. You have sent {bytes} bytes."),
        const { rule("SQS-062") },
    ))
}

/// Whether a batch entry's id or a permission's label is well formed.
pub fn label(text: &str) -> bool {
    (1..=limits::LABEL_CHARS).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
