//! The attributes that are JSON themselves: RedrivePolicy, RedriveAllowPolicy, Policy.

use super::address::queue_arn;
use super::attributes::Owner;
use super::{Members, at, empty, is_fifo, on_queue, queue, text, texts};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::access::{Permission, with_permission, without_permission};
use crate::nodes::service::arn::read_arn;
use crate::nodes::sqs::error::SqsError;
use crate::nodes::sqs::rules::rule;
use crate::sim::{Input, Settings, Value as Setting};
use serde_json::{Value, json};
use std::rc::Rc;

const TARGET: &str = "RedrivePolicy.deadLetterTargetArn";
const RECEIVES: &str = "RedrivePolicy.maxReceiveCount";
const PERMISSION: &str = "RedriveAllowPolicy.redrivePermission";
const SOURCES: &str = "RedriveAllowPolicy.sourceQueueArns";

/// SQS-026, SQS-110: reads a redrive policy and checks the queue it names. An empty text removes the policy.
pub fn set_redrive(world: &World, owner: Owner<'_>, settings: &mut Settings, text: &str) -> Result<(), SqsError> {
    let wrong = |reason: &str, rule| SqsError::value(text, "RedrivePolicy", reason, rule);
    if text.is_empty() {
        settings.reset(TARGET);
        settings.reset(RECEIVES);
        return Ok(());
    }
    let Ok(Value::Object(policy)) = serde_json::from_str(text) else {
        return Err(wrong(
            "Redrive policy is not a valid JSON map.",
            const { rule("SQS-026") },
        ));
    };
    for name in ["deadLetterTargetArn", "maxReceiveCount"] {
        if !policy.contains_key(name) {
            let reason = format!("Redrive policy does not contain mandatory attribute: {name}.");
            return Err(wrong(&reason, const { rule("SQS-026") }));
        }
    }
    if let Some(name) = policy
        .keys()
        .find(|name| !matches!(name.as_str(), "deadLetterTargetArn" | "maxReceiveCount"))
    {
        let reason =
            format!("Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount], not {name}.");
        return Err(wrong(&reason, const { rule("SQS-026") }));
    }
    let count = match &policy["maxReceiveCount"] {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let Some(count) = count.filter(|count| (1..=1_000).contains(count)) else {
        let reason = "Invalid value for maxReceiveCount, valid values are from 1 to 1000 both inclusive.";
        return Err(wrong(reason, const { rule("SQS-026") }));
    };
    let dlq = policy["deadLetterTargetArn"]
        .as_str()
        .and_then(|arn| read_arn(arn, super::NAME));
    let dlq = dlq
        .filter(|address| address.region == Some(owner.region))
        .and_then(|address| at(world, address));
    let Some(dlq) = dlq else {
        return Err(wrong("Dead letter target does not exist.", const { rule("SQS-110") }));
    };
    if owner.id == Some(dlq) {
        return Err(wrong(
            "A queue can't be its own dead-letter queue.",
            const { rule("SQS-110") },
        ));
    }
    if is_fifo(world, dlq) != owner.fifo {
        let reason = "Dead-letter queue must be same type of queue as the source.";
        return Err(wrong(reason, const { rule("SQS-110") }));
    }
    if !allows(world, dlq, owner.arn) {
        let reason = "The dead-letter queue's RedriveAllowPolicy does not allow this source queue.";
        return Err(wrong(reason, const { rule("SQS-119") }));
    }
    let set = |settings: &mut Settings, name, value| {
        settings
            .set(name, value)
            .map_err(|error| wrong(&error.hint, const { rule("SQS-026") }))
    };
    set(settings, TARGET, Setting::Node(Some(dlq)))?;
    set(settings, RECEIVES, Setting::Number(count))
}

/// SQS-119: whether a dead-letter queue lets a source use it.
fn allows(world: &World, dlq: NodeId, source_arn: &str) -> bool {
    let Some(info) = world.info(dlq) else { return false };
    match info.settings.choice(PERMISSION) {
        0 => true,
        1 => false,
        _ => arns(&info.settings).any(|arn| arn == source_arn),
    }
}

/// The sources of a `byQueue` policy are kept as one text, one on each line.
fn arns(settings: &Settings) -> impl Iterator<Item = String> {
    let text = settings.text(SOURCES);
    let arns: Vec<String> = text
        .split([',', ' ', '\n', '\t'])
        .filter(|arn| !arn.is_empty())
        .map(String::from)
        .collect();
    arns.into_iter()
}

/// SQS-027: reads who may use this queue as a dead-letter queue. An empty text removes the policy.
pub fn set_redrive_allow(settings: &mut Settings, text: &str) -> Result<(), SqsError> {
    let wrong = |reason: &str| SqsError::value(text, "RedriveAllowPolicy", reason, const { rule("SQS-027") });
    settings.reset(PERMISSION);
    settings.reset(SOURCES);
    if text.is_empty() {
        return Ok(());
    }
    let Ok(Value::Object(policy)) = serde_json::from_str(text) else {
        return Err(wrong("Redrive allow policy is not a valid JSON map."));
    };
    let permission = policy.get("redrivePermission").and_then(Value::as_str);
    let Some(index) = ["allowAll", "denyAll", "byQueue"]
        .iter()
        .position(|name| Some(*name) == permission)
    else {
        return Err(wrong("redrivePermission must be allowAll, denyAll or byQueue."));
    };
    let sources = match (index, policy.get("sourceQueueArns")) {
        (2, Some(Value::Array(sources))) if (1..=10).contains(&sources.len()) => sources,
        (2, _) => return Err(wrong("byQueue needs sourceQueueArns, with 1 to 10 ARNs.")),
        (_, None) => &Vec::new(),
        _ => return Err(wrong("sourceQueueArns goes with byQueue only.")),
    };
    let mut named = Vec::new();
    for source in sources {
        let arn = source.as_str().filter(|arn| read_arn(arn, super::NAME).is_some());
        named.push(arn.ok_or_else(|| wrong("sourceQueueArns must be ARNs of queues."))?);
    }
    let set = |settings: &mut Settings, name, value| settings.set(name, value).map_err(|error| wrong(&error.hint));
    set(
        settings,
        PERMISSION,
        Setting::Choice(u16::try_from(index).unwrap_or_default()),
    )?;
    set(settings, SOURCES, Setting::Text(Rc::from(named.join("\n"))))
}

/// The redrive policy as AWS writes it, if there is one.
pub fn redrive(world: &World, settings: &Settings) -> Option<String> {
    let dlq = world.info(settings.node(TARGET)?)?;
    Some(json!({ "deadLetterTargetArn": queue_arn(dlq), "maxReceiveCount": settings.number(RECEIVES) }).to_string())
}

/// The redrive allow policy as AWS writes it, if it differs from the default.
pub fn redrive_allow(settings: &Settings) -> Option<String> {
    match settings.choice(PERMISSION) {
        0 => None,
        1 => Some(json!({ "redrivePermission": "denyAll" }).to_string()),
        _ => {
            let sources: Vec<String> = arns(settings).collect();
            Some(json!({ "redrivePermission": "byQueue", "sourceQueueArns": sources }).to_string())
        }
    }
}

/// SQS-028, SQS-194: the access policy: what was set, and what AddPermission wrote into it.
pub fn access(world: &World, id: NodeId) -> Option<String> {
    let written = world.info(id)?.settings.text("Policy");
    (!written.is_empty()).then(|| written.to_string())
}

/// AddPermission (SQS-194).
pub fn add_permission(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = queue(world, input)?;
    let (accounts, actions): (Vec<&str>, Vec<&str>) = (
        texts(input, "AWSAccountIds").collect(),
        texts(input, "Actions").collect(),
    );
    let label = text(input, "Label").unwrap_or_default();
    on_queue!(world, id, |queue, cx| queue.admit_permission(label, actions.len(), cx))?;
    let info = world.info(id).ok_or_else(SqsError::no_queue)?;
    let arn = queue_arn(info);
    let new = Permission {
        label,
        accounts: &accounts,
        actions: &actions,
    };
    let policy = info.settings.text("Policy");
    let policy = with_permission(&policy, &format!("{arn}/SQSDefaultPolicy"), "SQS", &arn, new);
    set_policy(world, id, label, policy)
}

/// RemovePermission (SQS-194).
pub fn remove_permission(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = queue(world, input)?;
    let label = text(input, "Label").unwrap_or_default();
    on_queue!(world, id, |queue, cx| queue.admit_removal(label, cx))?;
    let policy = world.info(id).map(|info| info.settings.text("Policy"));
    match policy.and_then(|policy| without_permission(&policy, label)) {
        Some(policy) => set_policy(world, id, label, policy),
        None => Ok(empty()),
    }
}

fn set_policy(world: &mut World, id: NodeId, label: &str, policy: String) -> Result<Value, SqsError> {
    let mut settings = world.info(id).ok_or_else(SqsError::no_queue)?.settings.clone();
    let set = settings.set("Policy", Setting::Text(Rc::from(policy)));
    set.map_err(|error| SqsError::value(label, "Label", &error.hint, const { rule("SQS-194") }))?;
    world
        .apply(Input::Configure(id, settings))
        .map_err(|_| SqsError::no_queue())?;
    Ok(empty())
}
