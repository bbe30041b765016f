//! Queues by name: make, find, list, delete, tag.

use super::address::queue_url;
use super::attributes::{Owner, assign, current};
use super::moves::is_source_of;
use super::{Members, all, at, billed_queue, empty, number, on_queue, queue, sweep, text, texts, with_queue};
use crate::base::{NodeId, SimDuration};
use crate::nodes::World;
use crate::nodes::service::arn::{ACCOUNT, Address, DEFAULT_REGION};
use crate::nodes::service::making::add_node;
use crate::nodes::sqs;
use crate::nodes::sqs::error::{ErrorCode, SqsError};
use crate::nodes::sqs::rules::rule;
use crate::sim::{Node, Settings};
use serde_json::{Value, json};

/// How long a name stays blocked after its queue was deleted (SQS-015).
const NAME_BLOCKED: SimDuration = SimDuration::from_secs(60);

/// CreateQueue: the errors in this order — name, type, attributes, a name given up too recently, another queue of
/// this name (SQS-010 to SQS-015).
pub fn create(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let name = text(input, "QueueName").unwrap_or_default();
    let none = Members::new();
    let wanted = match input.get("Attributes") {
        Some(Value::Object(wanted)) => wanted,
        _ => &none,
    };
    let fifo = check_name(name, wanted)?;
    let spec = if fifo {
        <sqs::Fifo as Node>::SPEC
    } else {
        <sqs::Standard as Node>::SPEC
    };
    let mut settings = Settings::new(spec);
    let existing = at(world, Address { region: None, name });
    let arn = format!("arn:aws:sqs:{DEFAULT_REGION}:{ACCOUNT}:{name}");
    let owner = Owner {
        id: existing,
        arn: &arn,
        region: DEFAULT_REGION,
        fifo,
    };
    assign(world, owner, &mut settings, wanted)?;
    let going = existing
        .and_then(|id| with_queue!(world, id, |queue| queue.deleted()).flatten())
        .is_some();
    let gone = world
        .departed(spec.kind, name)
        .is_some_and(|gone| world.now().since(gone) < NAME_BLOCKED);
    if let Some(id) = existing.filter(|_| !going) {
        return same_queue(world, id, wanted);
    }
    if going || gone {
        let message =
            "You must wait 60 seconds after deleting a queue before you can create another with the same name.";
        return Err(SqsError::new(
            ErrorCode::QueueDeletedRecently,
            message,
            const { rule("SQS-015") },
        ));
    }
    let id = add_node(world, name, settings).map_err(|_| SqsError::no_queue())?;
    set_tags(world, id, input.get("tags"));
    let info = world.info(id).ok_or_else(SqsError::no_queue)?;
    Ok(json!({ "QueueUrl": queue_url(info) }))
}

/// SQS-010, SQS-011: a good name, and whether it is that of a FIFO queue.
fn check_name(name: &str, wanted: &Members) -> Result<bool, SqsError> {
    let stem = name.strip_suffix(".fifo");
    let letters = stem.unwrap_or(name);
    let fine = (1..=80).contains(&name.len())
        && !letters.is_empty()
        && letters
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if !fine {
        let message = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
        return Err(SqsError::parameter(message, const { rule("SQS-010") }));
    }
    let flag = wanted.get("FifoQueue").and_then(Value::as_str);
    match (stem.is_some(), flag) {
        (true, Some("true")) => Ok(true),
        (false, Some("true")) => Err(SqsError::parameter(
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with \
             .fifo suffix and be 1 to 80 in length",
            const { rule("SQS-011") },
        )),
        (true, _) => Err(SqsError::parameter(
            "The queue name ends in .fifo, so the attribute FifoQueue must be true.",
            const { rule("SQS-011") },
        )),
        (false, _) => Ok(false),
    }
}

/// SQS-013: the existing queue, if every attribute that was supplied is equal to its own.
fn same_queue(world: &World, id: NodeId, wanted: &Members) -> Result<Value, SqsError> {
    let has = current(world, id)?;
    for (name, value) in wanted {
        let (asked, own) = (
            value.as_str().unwrap_or_default(),
            has.get(name).and_then(Value::as_str).unwrap_or_default(),
        );
        let equal = asked == own
            || (matches!(own, "true" | "false") && asked.eq_ignore_ascii_case(own))
            || matches!((serde_json::from_str::<Value>(asked), serde_json::from_str::<Value>(own)), (Ok(a), Ok(b)) if alike(&a, &b));
        if !equal {
            let message =
                format!("A queue already exists with the same name and a different value for attribute {name}");
            return Err(SqsError::new(
                ErrorCode::QueueNameExists,
                message,
                const { rule("SQS-013") },
            ));
        }
    }
    let info = world.info(id).ok_or_else(SqsError::no_queue)?;
    Ok(json!({ "QueueUrl": queue_url(info) }))
}

/// Equal JSON, where a number may be written as a text: policies are often written so.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, value)| other.get(name).is_some_and(|o| alike(value, o)))
        }
        (Value::String(text), Value::Number(number)) | (Value::Number(number), Value::String(text)) => {
            *text == number.to_string()
        }
        _ => one == other,
    }
}

/// DeleteQueue (SQS-015): the queue answers on until its propagation time is over, then it is gone with its contents.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = queue(world, input)?;
    on_queue!(world, id, |queue, cx| queue.delete_queue(cx))?;
    sweep(world);
    Ok(empty())
}

/// GetQueueUrl.
pub fn get_url(world: &World, input: &Members) -> Result<Value, SqsError> {
    let name = text(input, "QueueName").unwrap_or_default();
    let found = at(world, Address { region: None, name });
    let owned = text(input, "QueueOwnerAWSAccountId").is_none_or(|owner| owner == ACCOUNT);
    let info = found
        .filter(|_| owned)
        .and_then(|id| world.info(id))
        .ok_or_else(SqsError::no_queue)?;
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

/// ListDeadLetterSourceQueues (SQS-121).
pub fn list_sources(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let dlq = billed_queue(world, "ListDeadLetterSourceQueues", input)?;
    let sources = all(world).filter(|id| is_source_of(world, *id, dlq));
    let urls: Vec<String> = sources.filter_map(|id| world.info(id)).map(queue_url).collect();
    page("queueUrls", urls, input)
}

/// The most results of one page (SQS-121).
const PAGE: i64 = 1_000;

/// SQS-121: one page of a list. The token of the next page is the number of results before it.
fn page(member: &str, items: Vec<String>, input: &Members) -> Result<Value, SqsError> {
    let asked = number(input, "MaxResults");
    let size = asked.unwrap_or(PAGE);
    if !(1..=PAGE).contains(&size) {
        let reason = "Must be between 1 and 1000, if provided.";
        return Err(SqsError::value(size, "MaxResults", reason, const { rule("SQS-121") }));
    }
    let start = match text(input, "NextToken") {
        None => 0,
        Some(token) => {
            let start = token.parse::<usize>().ok().filter(|start| *start <= items.len());
            let reason = "It belongs to no list.";
            start.ok_or_else(|| SqsError::value(token, "NextToken", reason, const { rule("SQS-121") }))?
        }
    };
    let end = items
        .len()
        .min(start.saturating_add(usize::try_from(size).unwrap_or(0)));
    let mut answer = empty();
    if !items.is_empty() {
        answer[member] = json!(items.get(start..end).unwrap_or_default());
    }
    // A next page is offered only to who asked for pages.
    if asked.is_some() && end < items.len() {
        answer["NextToken"] = Value::from(end.to_string());
    }
    Ok(answer)
}

/// SQS-019: tags change nothing about a queue.
fn set_tags(world: &mut World, id: NodeId, tags: Option<&Value>) {
    if let Some(Value::Object(tags)) = tags {
        for (key, value) in tags {
            world.tag(id, key, value.as_str());
        }
    }
}

/// TagQueue.
pub fn tag(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = billed_queue(world, "TagQueue", input)?;
    set_tags(world, id, input.get("Tags"));
    Ok(empty())
}

/// UntagQueue.
pub fn untag(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = billed_queue(world, "UntagQueue", input)?;
    for key in texts(input, "TagKeys") {
        world.tag(id, key, None);
    }
    Ok(empty())
}

/// ListQueueTags.
pub fn list_tags(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = billed_queue(world, "ListQueueTags", input)?;
    let tags = world.info(id).map(|info| &info.tags).filter(|tags| !tags.is_empty());
    let Some(tags) = tags else { return Ok(empty()) };
    let tags: Members = tags
        .iter()
        .map(|(key, value)| (key.to_string(), value.as_ref().into()))
        .collect();
    Ok(json!({ "Tags": tags }))
}
