//! What may be published (SNS-030 to SNS-037).

use super::error::SnsError;
use super::limits;
use super::rules::rule;
use crate::sim::{Attribute, AttributeValue, Draft};
use serde_json::{Map, Value};

/// The bodies of a message with a structure, by protocol (SNS-033).
pub type Structure = Map<String, Value>;

/// Size and form of a message; returns its size (SNS-031).
pub fn message(draft: &Draft) -> Result<u64, SnsError> {
    if draft.body.is_empty() {
        return Err(SnsError::invalid("Empty message", const { rule("SNS-031") }));
    }
    let bytes = draft.bytes();
    // SNS-004, SNS-203: the limit did not grow with that of SQS.
    if bytes > limits::MESSAGE_BYTES {
        return Err(SnsError::invalid("Message too long", const { rule("SNS-004") }));
    }
    draft.attributes.iter().try_for_each(attribute)?;
    Ok(bytes)
}

/// SNS-035.
fn attribute(attribute: &Attribute) -> Result<(), SnsError> {
    let wrong = |what: String| Err(SnsError::new("ParameterValueInvalid", what, const { rule("SNS-035") }));
    let name = attribute.name.as_ref();
    let fine = (1..=256).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..");
    if !fine {
        return wrong(format!("The message attribute name '{name}' is invalid."));
    }
    let kind = attribute.data_type.split('.').next().unwrap_or_default();
    let (expected, empty) = match &attribute.value {
        AttributeValue::Text(text) => (matches!(kind, "String" | "Number"), text.is_empty()),
        AttributeValue::Binary(bytes) => (kind == "Binary", bytes.is_empty()),
    };
    if !matches!(kind, "String" | "Number" | "Binary") {
        return wrong(format!(
            "The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is \
             Binary, Number, and String."
        ));
    }
    if !expected {
        return wrong(format!(
            "The message attribute '{name}' with type '{kind}' must use field '{}'.",
            if kind == "Binary" { "Binary" } else { "String" }
        ));
    }
    if empty {
        return wrong(format!(
            "The message attribute '{name}' must contain non-empty message attribute value for message attribute type '{}'.",
            attribute.data_type
        ));
    }
    if kind == "Number"
        && let AttributeValue::Text(text) = &attribute.value
        && !number(text)
    {
        return wrong(format!("Could not cast message attribute '{name}' value to number."));
    }
    Ok(())
}

/// Whether a text is a decimal number.
fn number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text.trim_start_matches('+')).is_ok()
}

/// SNS-030: fewer than a hundred characters, without line breaks and control characters.
pub fn subject(subject: &str) -> Result<(), SnsError> {
    let fine = !subject.is_empty()
        && subject.chars().count() < limits::SUBJECT_CHARS
        && !subject.chars().any(char::is_control);
    if fine {
        Ok(())
    } else {
        Err(SnsError::invalid("Subject", const { rule("SNS-030") }))
    }
}

/// SNS-033: a body that is different bodies by protocol.
pub fn structure(body: &str) -> Result<Structure, SnsError> {
    let wrong = |what: &str| SnsError::invalid(format!("Message Structure - {what}"), const { rule("SNS-033") });
    let Ok(Value::Object(bodies)) = serde_json::from_str(body) else {
        return Err(wrong("JSON message body failed to parse"));
    };
    match bodies.get("default") {
        Some(Value::String(_)) => Ok(bodies),
        _ => Err(wrong("No default entry in JSON message body")),
    }
}

/// SNS-036: a standard topic takes a group, for fair queues, and no deduplication id.
pub fn standard(draft: &Draft) -> Result<(), SnsError> {
    id("MessageGroupId", draft.group.as_deref(), const { rule("SNS-036") })?;
    match draft.deduplication {
        None => Ok(()),
        Some(_) => Err(SnsError::invalid(
            "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this \
             topic type",
            const { rule("SNS-036") },
        )),
    }
}

/// SNS-037: a FIFO topic needs a group, and a deduplication id unless it makes one of the content (SNS-143).
pub fn fifo(draft: &Draft, content_based: bool) -> Result<(), SnsError> {
    let why = const { rule("SNS-037") };
    if draft.group.is_none() {
        let reason = "The MessageGroupId parameter is required for FIFO topics";
        return Err(SnsError::invalid(reason, why));
    }
    if draft.deduplication.is_none() && !content_based {
        let reason = "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";
        return Err(SnsError::invalid(reason, why));
    }
    id("MessageGroupId", draft.group.as_deref(), why)?;
    id("MessageDeduplicationId", draft.deduplication.as_deref(), why)
}

fn id(name: &str, value: Option<&str>, why: &'static crate::sim::Rule) -> Result<(), SnsError> {
    let fine =
        |text: &str| (1..=limits::ID_CHARS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    match value {
        Some(text) if !fine(text) => Err(SnsError::invalid(
            format!("{name} Reason: must be 1 to 128 printable characters"),
            why,
        )),
        _ => Ok(()),
    }
}

/// SNS-038: the ids of a batch.
pub fn batch_ids<'a>(ids: impl Iterator<Item = &'a str> + Clone) -> Result<(), SnsError> {
    let wrong = |code, message: &'static str| Err(SnsError::new(code, message, const { rule("SNS-038") }));
    batch_len(ids.clone().count())?;
    let fine = |id: &str| {
        (1..=limits::ENTRY_ID_CHARS).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    if !ids.clone().all(fine) {
        return wrong(
            "InvalidBatchEntryId",
            "The Id of a batch entry in a batch request doesn't abide by the specification.",
        );
    }
    let mut sorted: Vec<&str> = ids.collect();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        return wrong(
            "BatchEntryIdsNotDistinct",
            "Two or more batch entries in the request have the same Id.",
        );
    }
    Ok(())
}

/// SNS-038: how many entries.
pub fn batch_len(entries: usize) -> Result<(), SnsError> {
    let wrong = |code, message: &'static str| Err(SnsError::new(code, message, const { rule("SNS-038") }));
    match entries {
        0 => wrong("EmptyBatchRequest", "The batch request doesn't contain any entries."),
        1..=limits::BATCH => Ok(()),
        _ => wrong(
            "TooManyEntriesInBatchRequest",
            "The batch request contains more entries than permissible.",
        ),
    }
}

/// SNS-038: how many bytes.
pub fn batch_bytes(bytes: u64) -> Result<(), SnsError> {
    if bytes <= limits::MESSAGE_BYTES {
        return Ok(());
    }
    Err(SnsError::new(
        "BatchRequestTooLong",
        "The length of all the messages put together is more than the limit.",
        const { rule("SNS-038") },
    ))
}
