//! Queues by name: make, find, list, delete.

use super::{Members, all, at, number, text};
use crate::api::arn::{Address, queue_url};
use crate::nodes::World;
use crate::nodes::sqs::error::SqsError;
use crate::nodes::sqs::rules::rule;
use serde_json::{Value, json};

/// GetQueueUrl.
pub fn get_url(world: &World, input: &Members) -> Result<Value, SqsError> {
    let name = text(input, "QueueName").unwrap_or_default();
    let found = at(world, Address { region: None, name });
    let info = found.and_then(|id| world.info(id)).ok_or_else(SqsError::no_queue)?;
    Ok(json!({ "QueueUrl": queue_url(info) }))
}

/// ListQueues.
pub fn list(world: &World, input: &Members) -> Result<Value, SqsError> {
    let prefix = text(input, "QueueNamePrefix").unwrap_or_default();
    let infos = all(world).filter_map(|id| world.info(id));
    let urls: Vec<String> = infos
        .filter(|info| info.name.starts_with(prefix))
        .map(queue_url)
        .collect();
    page("QueueUrls", urls, input)
}

/// The most results of one page (SQS-121).
const PAGE: i64 = 1_000;

/// SQS-121: one page of a list. The token of the next page is the number of results before it.
pub(super) fn page(member: &str, items: Vec<String>, input: &Members) -> Result<Value, SqsError> {
    let asked = number(input, "MaxResults");
    let size = asked.unwrap_or(PAGE);
    if !(1..=PAGE).contains(&size) {
        let reason = "Must be between 1 and 1000, if provided.";
        return Err(SqsError::value(size, "MaxResults", reason, const { rule("SQS-121") }));
    }
    let start = match text(input, "NextToken") {
        None => 0,
        Some(token) => token
            .parse::<usize>()
            .ok()
            .filter(|start| *start <= items.len())
            .ok_or_else(|| SqsError::value(token, "NextToken", "It belongs to no list.", const { rule("SQS-121") }))?,
    };
    let end = items
        .len()
        .min(start.saturating_add(usize::try_from(size).unwrap_or(0)));
    let mut answer = json!({ member: items.get(start..end).unwrap_or_default() });
    // A next page is offered only to who asked for pages.
    if asked.is_some() && end < items.len() {
        answer["NextToken"] = Value::from(end.to_string());
    }
    Ok(answer)
}
