//! Subscription attributes: AWS's strings to the settings of a wire and back (SNS-059).

use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::service::arn::{arn, read_arn};
use crate::nodes::sns::error::SnsError;
use crate::nodes::sns::rules::rule;
use crate::sim::{FieldType, NodeInfo, Terms, Value as Setting};
use serde_json::{Map, Value, json};
use std::rc::Rc;

const DLQ: &str = "RedrivePolicy.deadLetterTargetArn";

/// Sets an attribute. `InvalidParameter` begins as AWS's does for the action.
pub fn set(world: &World, terms: &mut Terms, name: &str, text: &str) -> Result<(), SnsError> {
    let unknown = || SnsError::invalid("AttributeName", const { rule("SNS-059") });
    let field = |name: &str| terms.spec().fields.iter().find(|field| field.name == name);
    match name {
        "RedrivePolicy" => return redrive(world, terms, text),
        // SNS-059: only Firehose needs it, and roles are not modelled.
        "SubscriptionRoleArn" => return Ok(()),
        "RawMessageDelivery" | "FilterPolicy" | "FilterPolicyScope" => {}
        "DeliveryPolicy" | "ReplayPolicy" => {
            // SNS-237, SNS-147: of HTTP/S endpoints, and of FIFO topics.
            if field(name).is_none() {
                let why = const { rule("SNS-059") };
                return Err(SnsError::invalid(
                    format!("{name} Reason: not supported for this subscription"),
                    why,
                ));
            }
        }
        _ => return Err(unknown()),
    }
    let value = match field(name).ok_or_else(unknown)?.ty {
        FieldType::Bool => match text {
            "true" => Setting::Bool(true),
            "false" => Setting::Bool(false),
            _ => {
                let reason = format!("{name} Reason: Invalid value [{text}]. Must be true or false.");
                return Err(SnsError::invalid(reason, const { rule("SNS-059") }));
            }
        },
        FieldType::Choice(choices) => {
            let index = choices.iter().position(|choice| choice.name == text);
            let index = index.and_then(|index| u16::try_from(index).ok()).ok_or_else(|| {
                let reason =
                    format!("{name}: Invalid value [{text}]. Please use either MessageBody or MessageAttributes");
                SnsError::invalid(reason, const { rule("SNS-080") })
            })?;
            Setting::Choice(index)
        }
        _ => Setting::Text(Rc::from(text)),
    };
    terms.set(name, value).map_err(|error| refused(&error.hint))
}

/// A sentence of a field or of the whole connection as an error of the API.
pub fn refused(sentence: &str) -> SnsError {
    let why = if sentence.contains("ilter policy") || sentence.contains("FilterPolicy") {
        const { rule("SNS-099") }
    } else {
        const { rule("SNS-059") }
    };
    let reason = sentence.strip_prefix("Invalid parameter: ").unwrap_or(sentence);
    SnsError::invalid(reason, why)
}

/// SNS-130, SNS-131.
fn redrive(world: &World, terms: &mut Terms, text: &str) -> Result<(), SnsError> {
    if text.trim().is_empty() || text.trim() == "{}" {
        terms.reset(DLQ);
        return Ok(());
    }
    let wrong = |reason: &str, why| SnsError::invalid(format!("RedrivePolicy: {reason}"), why);
    let Ok(Value::Object(policy)) = serde_json::from_str(text) else {
        return Err(wrong("failed to parse JSON", const { rule("SNS-130") }));
    };
    let target = policy.get("deadLetterTargetArn").and_then(Value::as_str);
    let found = target.and_then(|target| read_arn(target, "sqs")).and_then(|address| {
        let is_queue = |info: &NodeInfo| {
            matches!(info.spec.kind, "sqs-standard" | "sqs-fifo") && info.name.as_ref() == address.name
        };
        let mut infos = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
        infos.find(|(_, info)| is_queue(info))
    });
    let Some((id, info)) = found else {
        return Err(wrong(
            "deadLetterTargetArn is an invalid arn",
            const { rule("SNS-130") },
        ));
    };
    let kinds = terms
        .spec()
        .fields
        .iter()
        .find(|field| field.name == DLQ)
        .map(|field| field.ty);
    if !matches!(kinds, Some(FieldType::Node(kinds)) if kinds.contains(&info.spec.kind)) {
        let reason = "must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.";
        let other = "must use a standard queue as DLQ for a Subscription to a standard Topic.";
        let fifo = info.spec.kind == "sqs-standard";
        return Err(wrong(if fifo { reason } else { other }, const { rule("SNS-131") }));
    }
    terms
        .set(DLQ, Setting::Node(Some(id)))
        .map_err(|error| wrong(&error.hint, const { rule("SNS-130") }))
}

/// What of the settings has a value, as AWS writes it.
pub fn written(world: &World, terms: &Terms) -> Map<String, Value> {
    let mut out = Map::new();
    for field in terms.spec().fields {
        let value = terms.get(field.name);
        let text = match (field.name, field.ty, value) {
            (DLQ, _, Some(Setting::Node(Some(queue)))) => {
                let target = dlq_arn(world, queue);
                out.insert(
                    "RedrivePolicy".into(),
                    json!({ "deadLetterTargetArn": target }).to_string().into(),
                );
                continue;
            }
            ("RawMessageDelivery", _, Some(Setting::Bool(flag))) => flag.to_string(),
            ("FilterPolicyScope", FieldType::Choice(choices), Some(Setting::Choice(index)))
                if !terms.text("FilterPolicy").is_empty() =>
            {
                choices
                    .get(usize::from(index))
                    .map_or("", |choice| choice.name)
                    .to_string()
            }
            (_, FieldType::Text { .. }, Some(Setting::Text(text))) if !text.is_empty() => text.to_string(),
            _ => continue,
        };
        out.insert(field.name.into(), text.into());
    }
    out
}

fn dlq_arn(world: &World, queue: NodeId) -> String {
    world.info(queue).map_or_else(String::new, |info| arn("sqs", info))
}
