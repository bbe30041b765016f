//! Create, look at, change and delete topics (SNS-010 to SNS-024).

use super::{Members, all, at, empty, engine, named, text, topic, topic_arn};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::service::arn::{ACCOUNT, Address};
use crate::nodes::service::making::add_node;
use crate::nodes::sns::error::SnsError;
use crate::nodes::sns::rules::rule;
use crate::nodes::sns::spec;
use crate::nodes::sns::subscription::State;
use crate::sim::{FieldType, Input, Settings, Value as Setting};
use serde_json::{Map, Value, json};
use std::rc::Rc;

const RETENTION: &str = "ArchivePolicy.MessageRetentionPeriod";

/// CreateTopic (SNS-010).
pub fn create(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let name = text(input, "Name").unwrap_or_default();
    let none = Members::new();
    let wanted = input.get("Attributes").and_then(Value::as_object).unwrap_or(&none);
    let fifo = check_name(name, wanted)?;
    let spec = if fifo { &spec::FIFO } else { &spec::STANDARD };
    let mut settings = Settings::new(spec);
    for (name, value) in wanted {
        assign(&mut settings, name, value.as_str().unwrap_or_default())?;
    }
    if let Some(id) = at(world, Address { region: None, name }) {
        let own = world.info(id).map(|info| &info.settings);
        let same = own.is_some_and(|own| wanted.keys().all(|name| written(own, name) == written(&settings, name)));
        if !same {
            let reason = "Attributes Reason: Topic already exists with different attributes";
            return Err(SnsError::invalid(reason, const { rule("SNS-010") }));
        }
        let tags = input.get("Tags").and_then(Value::as_array);
        if tags.is_some() && !same_tags(world, id, tags) {
            let reason = "Tags Reason: Topic already exists with different tags";
            return Err(SnsError::invalid(reason, const { rule("SNS-010") }));
        }
        return Ok(json!({ "TopicArn": topic_arn(world, id) }));
    }
    let id = add_node(world, name, settings).map_err(|_| SnsError::no_topic())?;
    set_tags(world, id, input);
    Ok(json!({ "TopicArn": topic_arn(world, id) }))
}

/// A good name, and whether it is that of a FIFO topic.
fn check_name(name: &str, wanted: &Members) -> Result<bool, SnsError> {
    let stem = name.strip_suffix(".fifo");
    let letters = stem.unwrap_or(name);
    let fine = (1..=256).contains(&name.len())
        && !letters.is_empty()
        && letters
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let fifo = wanted.get("FifoTopic").and_then(Value::as_str) == Some("true");
    // SNS-010: the ending and the attribute go together.
    if fine && fifo == stem.is_some() {
        Ok(fifo)
    } else {
        Err(SnsError::invalid("Topic Name", const { rule("SNS-010") }))
    }
}

/// One attribute of a topic (SNS-013 to SNS-023).
fn assign(settings: &mut Settings, name: &str, text: &str) -> Result<(), SnsError> {
    let wrong = |reason: String| SnsError::invalid(reason, const { rule("SNS-013") });
    match name {
        // SNS-011: it was set when the topic was made.
        "FifoTopic" => return Ok(()),
        // SNS-019, SNS-023: taken and without effect here.
        "TracingConfig" => return Ok(()),
        _ if name.ends_with("FeedbackRoleArn") || name.ends_with("FeedbackSampleRate") => return Ok(()),
        "ArchivePolicy" if settings.spec().field(RETENTION).is_some() => return archive(settings, text),
        _ => {}
    }
    let known = [
        "DisplayName",
        "Policy",
        "KmsMasterKeyId",
        "DeliveryPolicy",
        "SignatureVersion",
    ];
    let fifo = ["ContentBasedDeduplication", "FifoThroughputScope"];
    let Some((_, field)) = settings
        .spec()
        .field(name)
        .filter(|_| known.contains(&name) || fifo.contains(&name))
    else {
        return Err(wrong("AttributeName".to_string()));
    };
    let value = match field.ty {
        FieldType::Bool => match text {
            "true" => Setting::Bool(true),
            "false" => Setting::Bool(false),
            _ => return Err(wrong(format!("{name} Reason: must be true or false"))),
        },
        FieldType::Choice(choices) => {
            let index = choices.iter().position(|choice| choice.name == text);
            let index = index.and_then(|index| u16::try_from(index).ok());
            let index = index.ok_or_else(|| wrong(format!("{name} Reason: Invalid value [{text}]")))?;
            // SNS-011: there is no way back.
            if name == "FifoThroughputScope" && index < settings.choice(name) {
                let reason = format!("{name} Reason: MessageGroup can't be changed back to Topic");
                return Err(SnsError::invalid(reason, const { rule("SNS-011") }));
            }
            Setting::Choice(index)
        }
        _ => Setting::Text(Rc::from(text)),
    };
    settings
        .set(name, value)
        .map_err(|error| wrong(format!("{name} Reason: {}", error.hint)))
}

/// SNS-022, SNS-146: an empty policy ends the archive.
fn archive(settings: &mut Settings, text: &str) -> Result<(), SnsError> {
    let why = const { rule("SNS-022") };
    let wrong = || {
        SnsError::invalid(
            "ArchivePolicy Reason: MessageRetentionPeriod must be 1 to 365 days",
            why,
        )
    };
    let policy: Value = serde_json::from_str(text).map_err(|_| wrong())?;
    let days = match policy.get("MessageRetentionPeriod") {
        None if policy.as_object().is_some_and(Map::is_empty) => 0,
        Some(Value::String(days)) => days.parse().ok().filter(|days| *days > 0).ok_or_else(wrong)?,
        Some(Value::Number(days)) => days.as_i64().filter(|days| *days > 0).ok_or_else(wrong)?,
        _ => return Err(wrong()),
    };
    settings.set(RETENTION, Setting::Number(days)).map_err(|_| wrong())
}

/// An attribute as AWS writes it; None for one that has no value.
fn written(settings: &Settings, name: &str) -> Option<String> {
    if name == "FifoTopic" {
        return None;
    }
    if name == "ArchivePolicy" {
        let days = settings.spec().field(RETENTION).map(|_| settings.number(RETENTION));
        return days
            .filter(|days| *days > 0)
            .map(|days| json!({ "MessageRetentionPeriod": days.to_string() }).to_string());
    }
    let (_, field) = settings.spec().field(name)?;
    Some(match (field.ty, settings.get(name)?) {
        (_, Setting::Bool(flag)) => flag.to_string(),
        (FieldType::Choice(choices), Setting::Choice(index)) => choices.get(usize::from(index))?.name.to_string(),
        (_, Setting::Text(text)) if !text.is_empty() => text.to_string(),
        _ => return None,
    })
}

/// GetTopicAttributes.
pub fn get(world: &World, input: &Members) -> Result<Value, SnsError> {
    let id = topic(world, input)?;
    let info = world.info(id).ok_or_else(SnsError::no_topic)?;
    let known = engine(world, id).ok_or_else(SnsError::no_topic)?;
    let count = |wanted: fn(&State) -> bool| {
        let all = known.subscriptions.iter().filter(|known| wanted(&known.state));
        all.count().to_string()
    };
    let mut all = Map::new();
    for name in [
        "DisplayName",
        "Policy",
        "KmsMasterKeyId",
        "DeliveryPolicy",
        "SignatureVersion",
        "ContentBasedDeduplication",
        "FifoThroughputScope",
        "ArchivePolicy",
    ] {
        if let Some(text) = written(&info.settings, name) {
            all.insert(name.into(), text.into());
        }
    }
    if known.fifo {
        all.insert("FifoTopic".into(), "true".into());
        if let Some(since) = known.archive.since {
            let since = crate::nodes::calendar::timestamp(since);
            all.insert("BeginningArchiveTime".into(), since.into()); // SNS-146
        }
    }
    for (name, value) in [
        ("TopicArn", topic_arn(world, id)),
        ("Owner", ACCOUNT.to_string()),
        ("SubscriptionsConfirmed", count(|state| *state == State::Confirmed)),
        (
            "SubscriptionsPending",
            count(|state| matches!(state, State::Pending(_))),
        ),
        ("SubscriptionsDeleted", count(|state| *state == State::Expired)),
    ] {
        all.insert(name.into(), value.into());
    }
    Ok(json!({ "Attributes": all }))
}

/// SetTopicAttributes.
pub fn set(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = topic(world, input)?;
    let mut settings = world.info(id).ok_or_else(SnsError::no_topic)?.settings.clone();
    let name = text(input, "AttributeName").unwrap_or_default();
    if name == "FifoTopic" {
        return Err(SnsError::invalid("AttributeName", const { rule("SNS-011") }));
    }
    assign(&mut settings, name, text(input, "AttributeValue").unwrap_or_default())?;
    world
        .apply(Input::Configure(id, settings))
        .map_err(|_| SnsError::no_topic())?;
    Ok(empty())
}

/// DeleteTopic (SNS-024): with all its subscriptions, but not while messages are archived. A topic that is not there is
/// deleted too.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let Ok(id) = topic(world, input) else {
        return Ok(empty());
    };
    if engine(world, id).is_some_and(|topic| topic.archive.since.is_some()) {
        let message = "A topic with an active archive policy can't be deleted";
        return Err(SnsError::new("InvalidState", message, const { rule("SNS-024") }));
    }
    world.apply(Input::Remove(id)).map_err(|_| SnsError::no_topic())?;
    Ok(empty())
}

/// ListTopics.
pub fn list(world: &World) -> Value {
    let arns: Vec<Value> = all(world)
        .map(|id| json!({ "TopicArn": topic_arn(world, id) }))
        .collect();
    json!({ "Topics": arns })
}

fn tags(input: &Members) -> impl Iterator<Item = (&str, &str)> {
    let tags = input.get("Tags").and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(|tag| {
        let member = |name: &str| tag.get(name).and_then(Value::as_str);
        Some((member("Key")?, member("Value").unwrap_or_default()))
    })
}

fn same_tags(world: &World, id: NodeId, wanted: Option<&Vec<Value>>) -> bool {
    let Some(info) = world.info(id) else { return false };
    let wanted = wanted.map_or(&[] as &[Value], Vec::as_slice);
    wanted.len() == info.tags.len()
        && wanted.iter().all(|tag| {
            let member = |name: &str| tag.get(name).and_then(Value::as_str).unwrap_or_default();
            info.tags
                .get(member("Key"))
                .is_some_and(|own| own.as_ref() == member("Value"))
        })
}

fn set_tags(world: &mut World, id: NodeId, input: &Members) {
    for (key, value) in tags(input) {
        world.tag(id, key, Some(value));
    }
}

fn resource(world: &World, input: &Members) -> Result<NodeId, SnsError> {
    named(world, text(input, "ResourceArn").unwrap_or_default())
}

/// TagResource.
pub fn tag(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = resource(world, input)?;
    set_tags(world, id, input);
    Ok(empty())
}

/// UntagResource.
pub fn untag(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = resource(world, input)?;
    let keys = input.get("TagKeys").and_then(Value::as_array);
    for key in keys.into_iter().flatten().filter_map(Value::as_str) {
        world.tag(id, key, None);
    }
    Ok(empty())
}

/// ListTagsForResource.
pub fn list_tags(world: &World, input: &Members) -> Result<Value, SnsError> {
    let id = resource(world, input)?;
    let tags = world.info(id).map(|info| &info.tags).ok_or_else(SnsError::no_topic)?;
    let tags: Vec<Value> = tags
        .iter()
        .map(|(key, value)| json!({ "Key": key.as_ref(), "Value": value.as_ref() }))
        .collect();
    Ok(json!({ "Tags": tags }))
}
