//! Publish and PublishBatch: JSON to the topic's own terms and back.

use super::{Members, direct, on_topic, text, topic};
use crate::nodes::World;
use crate::nodes::service::members::attribute;
use crate::nodes::sns::dedup::Published;
use crate::nodes::sns::error::SnsError;
use crate::nodes::sns::names::{message_id, sequence_number};
use crate::nodes::sns::publish::Publication;
use crate::nodes::sns::rules::rule;
use crate::sim::Draft;
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// What a publisher writes.
pub fn publication(input: &Members) -> Result<Publication, SnsError> {
    let attributes = match input.get("MessageAttributes") {
        Some(Value::Object(attributes)) => attributes.iter().map(|(name, value)| attribute(name, value)).collect(),
        _ => Rc::from([]),
    };
    let structured = match text(input, "MessageStructure") {
        None | Some("") => false,
        Some("json") => true,
        Some(_) => return Err(SnsError::invalid("MessageStructure", const { rule("SNS-033") })),
    };
    Ok(Publication {
        draft: Draft {
            body: Rc::from(text(input, "Message").unwrap_or_default()),
            attributes,
            group: text(input, "MessageGroupId").map(Rc::from),
            deduplication: text(input, "MessageDeduplicationId").map(Rc::from),
            ..Draft::default()
        },
        subject: text(input, "Subject").map(Rc::from),
        structured,
    })
}

/// What a publisher is told.
pub fn told(world: &World, published: Published) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("MessageId".into(), message_id(world.seed(), published.message).into());
    if let Some(sequence) = published.sequence {
        out.insert("SequenceNumber".into(), sequence_number(sequence).into());
    }
    out
}

/// SNS-030: to a topic, to a device or to a phone, and to exactly one of them.
pub fn publish(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let given: Vec<&str> = ["TopicArn", "TargetArn", "PhoneNumber"]
        .into_iter()
        .filter(|name| text(input, name).is_some())
        .collect();
    let [to] = given.as_slice() else {
        let reason = "TopicArn or TargetArn Reason: exactly one of TopicArn, TargetArn and PhoneNumber is needed";
        return Err(SnsError::invalid(reason, const { rule("SNS-030") }));
    };
    let arn = text(input, to).unwrap_or_default();
    let publication = publication(input)?;
    let published = match *to {
        "PhoneNumber" => direct::to_phone(world, arn, publication)?,
        "TargetArn" if arn.contains(":endpoint/") => direct::to_device(world, arn, publication)?,
        _ => {
            let id = super::named(world, arn)?;
            on_topic(world, id, |topic, cx| topic.publish(publication, cx))?
        }
    };
    Ok(told(world, published).into())
}

/// PublishBatch (SNS-038).
pub fn publish_batch(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = topic(world, input)?;
    let entries = input.get("PublishBatchRequestEntries").and_then(Value::as_array);
    let mut read = Vec::new();
    for entry in entries.into_iter().flatten().filter_map(Value::as_object) {
        read.push((text(entry, "Id").unwrap_or_default().to_string(), publication(entry)?));
    }
    let results = on_topic(world, id, |topic, cx| topic.publish_batch(read, cx))?;
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for (id, result) in results {
        match result {
            Ok(published) => {
                let mut entry = told(world, published);
                entry.insert("Id".into(), id.into());
                successful.push(Value::Object(entry));
            }
            Err(error) => failed.push(json!({
                "Id": id,
                "Code": error.code,
                "Message": error.message,
                "SenderFault": true,
            })),
        }
    }
    Ok(json!({ "Successful": successful, "Failed": failed }))
}
