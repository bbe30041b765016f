//! Queue attributes: AWS's strings to settings and back (SQS-021 to SQS-039).

use super::address::queue_arn;
use super::policies;
use super::{Members, billed_queue, empty, is_fifo, texts, with_queue};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::sqs::error::{ErrorCode, SqsError};
use crate::nodes::sqs::limits;
use crate::nodes::sqs::rules::rule;
use crate::sim::{FieldType, Input, Settings, Value as Setting};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// Attributes that can be set on any queue.
const COMMON: [&str; 11] = [
    "VisibilityTimeout",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "DelaySeconds",
    "ReceiveMessageWaitTimeSeconds",
    "Policy",
    "RedrivePolicy",
    "RedriveAllowPolicy",
    "KmsMasterKeyId",
    "KmsDataKeyReusePeriodSeconds",
    "SqsManagedSseEnabled",
];
/// Attributes that only FIFO queues have.
const FIFO_ONLY: [&str; 4] = [
    "FifoQueue",
    "ContentBasedDeduplication",
    "DeduplicationScope",
    "FifoThroughputLimit",
];
/// SQS-036: attributes that nobody can set.
const READ_ONLY: [&str; 6] = [
    "QueueArn",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
];

/// The queue whose attributes are set: it may not exist yet.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    /// Itself, if it exists.
    pub id: Option<NodeId>,
    /// Its ARN.
    pub arn: &'a str,
    /// Its region.
    pub region: &'a str,
    /// Its type.
    pub fifo: bool,
}

fn unknown(name: &str, rule: &'static crate::sim::Rule) -> SqsError {
    SqsError::new(
        ErrorCode::InvalidAttributeName,
        format!("Unknown Attribute {name}."),
        rule,
    )
}

fn invalid(name: &str, rule: &'static crate::sim::Rule) -> SqsError {
    SqsError::new(
        ErrorCode::InvalidAttributeValue,
        format!("Invalid value for the parameter {name}."),
        rule,
    )
}

/// Sets attributes: first all names are checked, then all values, then what they mean together.
pub fn assign(world: &World, owner: Owner<'_>, settings: &mut Settings, wanted: &Members) -> Result<(), SqsError> {
    for name in wanted.keys() {
        check_name(owner.fifo, name)?;
    }
    let given = |name: &str| wanted.get(name).and_then(Value::as_str);
    let kms = given("KmsMasterKeyId").is_some_and(|key| !key.is_empty());
    let stored_kms = given("KmsMasterKeyId").is_none() && !settings.text("KmsMasterKeyId").is_empty();
    // SQS-031
    if given("SqsManagedSseEnabled").is_some_and(|flag| flag.eq_ignore_ascii_case("true")) && (kms || stored_kms) {
        let message = "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or \
                       SQS SSE.";
        return Err(SqsError::new(
            ErrorCode::InvalidAttributeName,
            message,
            const { rule("SQS-031") },
        ));
    }
    for (name, value) in wanted {
        plain(settings, name, value.as_str().unwrap_or_default())?;
    }
    if kms && settings.flag("SqsManagedSseEnabled") {
        set(settings, "SqsManagedSseEnabled", Setting::Bool(false))?;
    }
    // SQS-035
    if owner.fifo && settings.choice("FifoThroughputLimit") == 1 && settings.choice("DeduplicationScope") != 1 {
        return Err(invalid("FifoThroughputLimit", const { rule("SQS-035") }));
    }
    if let Some(text) = given("RedriveAllowPolicy") {
        policies::set_redrive_allow(settings, text)?;
    }
    match given("RedrivePolicy") {
        Some(text) => policies::set_redrive(world, owner, settings, text),
        None => Ok(()),
    }
}

fn check_name(fifo: bool, name: &str) -> Result<(), SqsError> {
    if COMMON.contains(&name) || (fifo && FIFO_ONLY.contains(&name)) {
        return Ok(());
    }
    // SQS-014: two of the three FIFO attributes have a sentence of their own.
    if matches!(name, "DeduplicationScope" | "FifoThroughputLimit") {
        let message = format!("You can specify the {name} only when FifoQueue is set to true.");
        return Err(SqsError::new(
            ErrorCode::InvalidAttributeName,
            message,
            const { rule("SQS-014") },
        ));
    }
    Err(match name {
        "FifoQueue" => unknown(name, const { rule("SQS-012") }),
        "ContentBasedDeduplication" => unknown(name, const { rule("SQS-014") }),
        _ if READ_ONLY.contains(&name) => unknown(name, const { rule("SQS-036") }),
        _ => unknown(name, const { rule("SQS-037") }),
    })
}

/// SQS-037: one attribute with a range or a few values.
fn plain(settings: &mut Settings, name: &str, text: &str) -> Result<(), SqsError> {
    if matches!(name, "RedrivePolicy" | "RedriveAllowPolicy") {
        return Ok(());
    }
    if name == "FifoQueue" {
        // SQS-012: a FIFO queue stays one.
        return match text {
            "true" => Ok(()),
            _ => Err(SqsError::new(
                ErrorCode::InvalidAttributeValue,
                "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
                const { rule("SQS-012") },
            )),
        };
    }
    let wrong = || invalid(name, const { rule("SQS-037") });
    let (_, field) = settings
        .spec()
        .field(name)
        .ok_or_else(|| unknown(name, const { rule("SQS-037") }))?;
    let value = match field.ty {
        FieldType::Number { places, .. } => {
            let whole = text.parse::<i64>().map_err(|_| wrong())?;
            Setting::Number(whole.checked_mul(10i64.pow(u32::from(places))).ok_or_else(wrong)?)
        }
        FieldType::Bool if text.eq_ignore_ascii_case("true") => Setting::Bool(true),
        FieldType::Bool if text.eq_ignore_ascii_case("false") => Setting::Bool(false),
        FieldType::Choice(choices) => {
            let index = choices
                .iter()
                .position(|choice| choice.name == text)
                .ok_or_else(wrong)?;
            Setting::Choice(u16::try_from(index).map_err(|_| wrong())?)
        }
        FieldType::Text { .. } => Setting::Text(Rc::from(text)),
        FieldType::Bool | FieldType::Node(_) => return Err(wrong()),
    };
    // SQS-025: the classic profile keeps the old limit.
    let classic = settings.choice("limits_profile") == 1;
    if name == "MaximumMessageSize" && classic && value > Setting::Number(limits::MESSAGE_BYTES_CLASSIC) {
        return Err(invalid(name, const { rule("SQS-025") }));
    }
    set(settings, name, value)
}

fn set(settings: &mut Settings, name: &str, value: Setting) -> Result<(), SqsError> {
    settings
        .set(name, value)
        .map_err(|_| invalid(name, const { rule("SQS-037") }))
}

/// SetQueueAttributes. The engine takes the change as one of its settings, with the propagation of SQS-017.
pub fn set_all(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = billed_queue(world, "SetQueueAttributes", input)?;
    let info = world.info(id).ok_or_else(SqsError::no_queue)?;
    let mut settings = info.settings.clone();
    let arn = queue_arn(info);
    let owner = Owner {
        id: Some(id),
        arn: &arn,
        region: crate::nodes::service::arn::region(info),
        fifo: is_fifo(world, id),
    };
    if let Some(Value::Object(wanted)) = input.get("Attributes") {
        assign(world, owner, &mut settings, wanted)?;
    }
    world
        .apply(Input::Configure(id, settings))
        .map_err(|_| SqsError::no_queue())?;
    Ok(empty())
}

/// GetQueueAttributes (SQS-039): nothing without names, everything with `All`.
pub fn get(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = billed_queue(world, "GetQueueAttributes", input)?;
    let names: Vec<&str> = texts(input, "AttributeNames").collect();
    let known = |name: &str| {
        name == "All"
            || [&COMMON[..], &FIFO_ONLY, &READ_ONLY]
                .iter()
                .any(|all| all.contains(&name))
    };
    if let Some(name) = names.iter().find(|name| !known(name)) {
        return Err(unknown(name, const { rule("SQS-037") }));
    }
    let mut all = current(world, id)?;
    if !names.contains(&"All") {
        all.retain(|name, _| names.contains(&name.as_str()));
    }
    Ok(if all.is_empty() {
        empty()
    } else {
        json!({ "Attributes": all })
    })
}

/// All attributes of a queue that have a value.
pub fn current(world: &World, id: NodeId) -> Result<Map<String, Value>, SqsError> {
    let info = world.info(id).ok_or_else(SqsError::no_queue)?;
    let live = with_queue!(world, id, |queue| queue.attributes()).ok_or_else(SqsError::no_queue)?;
    let mut all: Map<String, Value> = live
        .into_iter()
        .map(|(name, text)| (name.to_string(), text.into()))
        .collect();
    let settings = &info.settings;
    for name in COMMON.iter().chain(&FIFO_ONLY) {
        if let Some((_, field)) = settings.spec().field(name)
            && let Some(text) = written(field.ty, settings.get(name))
        {
            all.insert((*name).to_string(), text.into());
        }
    }
    all.insert("QueueArn".into(), queue_arn(info).into());
    if is_fifo(world, id) {
        all.insert("FifoQueue".into(), "true".into());
    }
    let policies = [
        ("RedrivePolicy", policies::redrive(world, settings)),
        ("RedriveAllowPolicy", policies::redrive_allow(settings)),
        ("Policy", policies::access(world, id)),
    ];
    for (name, text) in policies {
        match text {
            Some(text) => drop(all.insert(name.into(), text.into())),
            None => drop(all.remove(name)),
        }
    }
    // SQS-029, SQS-030: the reuse period is shown with a key only.
    if settings.text("KmsMasterKeyId").is_empty() {
        all.remove("KmsDataKeyReusePeriodSeconds");
    }
    Ok(all)
}

/// A setting as AWS writes it; None for what has no value.
fn written(ty: FieldType, value: Option<Setting>) -> Option<String> {
    Some(match (ty, value?) {
        (FieldType::Number { places, .. }, Setting::Number(number)) => {
            (number / 10i64.pow(u32::from(places))).to_string()
        }
        (_, Setting::Bool(flag)) => flag.to_string(),
        (FieldType::Choice(choices), Setting::Choice(index)) => choices.get(usize::from(index))?.name.to_string(),
        (_, Setting::Text(text)) if !text.is_empty() => text.to_string(),
        _ => return None,
    })
}
