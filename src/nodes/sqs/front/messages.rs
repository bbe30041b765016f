//! Sending, deleting, hiding: JSON to the queue's own terms and back.

use super::{Members, number, text};
use crate::base::SimDuration;
use crate::nodes::World;
use crate::nodes::service::members::attribute;
use crate::nodes::sqs::action::{Entry, ReceiveParams, Sent};
use crate::nodes::sqs::check;
use crate::nodes::sqs::digest::{md5_of_attributes, md5_of_body, md5_of_trace_header};
use crate::nodes::sqs::error::SqsError;
use crate::nodes::sqs::rules::rule;
use crate::nodes::sqs::wire_names::{message_id, sequence_number};
use crate::sim::Draft;
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// What a sender writes (SQS-050), except its delay.
pub fn draft(input: &Members) -> Result<Draft, SqsError> {
    let attributes = match input.get("MessageAttributes") {
        Some(Value::Object(attributes)) => attributes.iter().map(|(name, value)| attribute(name, value)).collect(),
        _ => Rc::from([]),
    };
    Ok(Draft {
        body: Rc::from(text(input, "MessageBody").unwrap_or_default()),
        attributes,
        group: text(input, "MessageGroupId").map(Rc::from),
        deduplication: text(input, "MessageDeduplicationId").map(Rc::from),
        delay: None,
        trace_header: trace_header(input)?,
    })
}

/// The message's own timer (SQS-050).
pub fn delay(input: &Members) -> Result<Option<SimDuration>, SqsError> {
    number(input, "DelaySeconds").map(check::delay_seconds).transpose()
}

/// SQS-050: the only system attribute that a sender can set is `AWSTraceHeader`.
fn trace_header(input: &Members) -> Result<Option<Rc<str>>, SqsError> {
    let Some(Value::Object(attributes)) = input.get("MessageSystemAttributes") else {
        return Ok(None);
    };
    let mut header = None;
    for (name, value) in attributes {
        let value = value.get("StringValue").and_then(Value::as_str);
        match (name.as_str(), value) {
            ("AWSTraceHeader", Some(value)) => header = Some(Rc::from(value)),
            ("AWSTraceHeader", None) => {
                let message = "The message system attribute 'AWSTraceHeader' must have a StringValue.";
                return Err(SqsError::parameter(message, const { rule("SQS-050") }));
            }
            _ => {
                let message = format!("The message system attribute '{name}' is not supported. Use AWSTraceHeader.");
                return Err(SqsError::parameter(message, const { rule("SQS-050") }));
            }
        }
    }
    Ok(header)
}

/// What a sender is told (SQS-050).
pub fn sent(world: &World, draft: &Draft, sent: Sent) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("MD5OfMessageBody".into(), md5_of_body(&draft.body).into());
    if let Some(md5) = md5_of_attributes(&draft.attributes) {
        out.insert("MD5OfMessageAttributes".into(), md5.into());
    }
    if let Some(header) = &draft.trace_header {
        out.insert(
            "MD5OfMessageSystemAttributes".into(),
            md5_of_trace_header(header).into(),
        );
    }
    out.insert("MessageId".into(), message_id(world.seed(), sent.message).into());
    if let Some(sequence) = sent.sequence {
        out.insert("SequenceNumber".into(), sequence_number(sequence).into());
    }
    out
}

/// The entries of a batch with their ids.
pub fn entries(input: &Members) -> impl Iterator<Item = (String, &Members)> {
    let entries = input.get("Entries").and_then(Value::as_array).into_iter().flatten();
    entries
        .filter_map(Value::as_object)
        .map(|entry| (text(entry, "Id").unwrap_or_default().to_string(), entry))
}

/// SQS-063, SQS-064: the two lists of a batch's answer, both there even when empty.
pub fn batch<T>(results: Vec<Entry<T>>, mut success: impl FnMut(usize, T) -> Map<String, Value>) -> Value {
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for (index, (id, result)) in results.into_iter().enumerate() {
        match result {
            Ok(value) => {
                let mut entry = success(index, value);
                entry.insert("Id".into(), id.into());
                successful.push(Value::Object(entry));
            }
            Err(error) => failed.push(json!({
                "Id": id,
                "SenderFault": true,
                "Code": error.code.name(),
                "Message": error.message,
            })),
        }
    }
    json!({ "Successful": successful, "Failed": failed })
}

/// What a receive asks for (SQS-070 to SQS-072, SQS-144).
pub fn receive_params(input: &Members) -> Result<ReceiveParams, SqsError> {
    let max = number(input, "MaxNumberOfMessages").unwrap_or(1);
    check::max_messages(max)?;
    let wait = number(input, "WaitTimeSeconds").map(check::wait_seconds).transpose()?;
    let visibility = number(input, "VisibilityTimeout")
        .map(check::visibility_seconds)
        .transpose()?;
    let attempt_id = text(input, "ReceiveRequestAttemptId");
    check::id("ReceiveRequestAttemptId", attempt_id)?;
    Ok(ReceiveParams {
        max,
        wait,
        visibility,
        attempt_id: attempt_id.map(Rc::from),
    })
}

/// How long a change of visibility hides a message (SQS-090); nothing said in a batch means 0.
pub fn visibility(input: &Members) -> Result<SimDuration, SqsError> {
    check::visibility_seconds(number(input, "VisibilityTimeout").unwrap_or(0))
}
