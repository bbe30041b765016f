//! What a receive answers (SQS-073).

use super::address::queue_arn;
use super::{Members, texts};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::sqs::action::Details;
use crate::nodes::sqs::digest::{md5_of_attributes, md5_of_body};
use crate::nodes::sqs::wire_names::{message_id, receipt_handle, sequence_number};
use crate::sim::{Attribute, AttributeValue, Delivery};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

/// The answer with these messages. One without messages has no members, as on AWS.
pub fn answer(world: &World, input: &Members, deliveries: &[(Delivery, Option<Details>)]) -> Value {
    if deliveries.is_empty() {
        return super::empty();
    }
    let messages: Vec<Value> = deliveries
        .iter()
        .map(|(delivery, details)| message(world, input, delivery, details.as_ref()))
        .collect();
    json!({ "Messages": messages })
}

fn message(world: &World, input: &Members, delivery: &Delivery, details: Option<&Details>) -> Value {
    let seed = world.seed();
    let draft = &delivery.message.draft;
    let mut out = Map::new();
    out.insert("MessageId".into(), message_id(seed, delivery.message.id).into());
    out.insert("ReceiptHandle".into(), receipt_handle(seed, delivery.handle).into());
    out.insert("MD5OfBody".into(), md5_of_body(&draft.body).into());
    out.insert("Body".into(), draft.body.as_ref().into());
    let system = system_attributes(world, delivery, details);
    let asked = texts(input, "AttributeNames").chain(texts(input, "MessageSystemAttributeNames"));
    let asked: Vec<&str> = asked.collect();
    let given: Map<String, Value> = system
        .into_iter()
        .filter(|(name, _)| asked.iter().any(|asked| asked == name || *asked == "All"))
        .map(|(name, value)| (name.to_string(), Value::from(value)))
        .collect();
    if !given.is_empty() {
        out.insert("Attributes".into(), given.into());
    }
    let wanted: Vec<&str> = texts(input, "MessageAttributeNames").collect();
    let own: Vec<Attribute> = draft
        .attributes
        .iter()
        .filter(|own| asks_for(&wanted, &own.name))
        .cloned()
        .collect();
    if let Some(md5) = md5_of_attributes(&own) {
        out.insert("MD5OfMessageAttributes".into(), md5.into());
        let own = own.iter().map(|own| (own.name.to_string(), attribute(own)));
        out.insert("MessageAttributes".into(), Value::Object(own.collect()));
    }
    out.into()
}

/// `All`, `.*`, `prefix.*`, or the name itself.
fn asks_for(wanted: &[&str], name: &str) -> bool {
    wanted.iter().any(|wanted| match wanted.strip_suffix(".*") {
        Some(prefix) => prefix.is_empty() || name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.')),
        None => *wanted == "All" || *wanted == name,
    })
}

/// The system attributes of a message, by name (SQS-073).
fn system_attributes(world: &World, delivery: &Delivery, details: Option<&Details>) -> Vec<(&'static str, String)> {
    let draft = &delivery.message.draft;
    let first = details
        .and_then(|details| details.first_received)
        .unwrap_or(world.now());
    let receives = details.map_or(delivery.receives, |details| details.receives);
    let mut out = vec![
        ("ApproximateFirstReceiveTimestamp", first.as_millis().to_string()),
        ("ApproximateReceiveCount", receives.to_string()),
        (
            "SenderId",
            sender(world, details.map_or(delivery.message.origin, |details| details.sender)),
        ),
        ("SentTimestamp", delivery.sent.as_millis().to_string()),
    ];
    if let Some(header) = &draft.trace_header {
        out.push(("AWSTraceHeader", header.to_string()));
    }
    if let Some(group) = &draft.group {
        out.push(("MessageGroupId", group.to_string()));
    }
    let Some(details) = details else { return out };
    if let Some(deduplication) = &details.deduplication {
        out.push(("MessageDeduplicationId", deduplication.to_string()));
    }
    if let Some(sequence) = details.sequence {
        out.push(("SequenceNumber", sequence_number(sequence)));
    }
    if let Some(source) = details.dead_letter_source.and_then(|source| world.info(source)) {
        out.push(("DeadLetterQueueSourceArn", queue_arn(source)));
    }
    out
}

/// A role's session is called like the node that sends; the person at the console is a user.
fn sender(world: &World, node: NodeId) -> String {
    match world.info(node) {
        Some(info) => format!("AROADECOUPLE:{}", info.name),
        None => "AIDADECOUPLE".to_string(),
    }
}

fn attribute(own: &Attribute) -> Value {
    match &own.value {
        AttributeValue::Text(text) => json!({ "StringValue": text.as_ref(), "DataType": own.data_type.as_ref() }),
        AttributeValue::Binary(bytes) => {
            json!({ "BinaryValue": STANDARD.encode(bytes), "DataType": own.data_type.as_ref() })
        }
    }
}
