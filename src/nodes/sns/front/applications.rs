//! Platform applications: create, look at, change, list and delete (SNS-170).

use super::{Members, devices, empty, named, on_topic, text};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::access::source_arn;
use crate::nodes::calendar::timestamp;
use crate::nodes::mobile::{APPLICATION_KIND, PLATFORMS, application_arn, endpoint_arn, platform};
use crate::nodes::service::making::add_node;
use crate::nodes::sns::error::SnsError;
use crate::nodes::sns::publish::Publication;
use crate::nodes::sns::rules::rule;
use crate::sim::{Draft, Input, NodeInfo, Settings, Value as Setting};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// The attributes that name a topic each.
const EVENTS: [&str; 4] = [
    "EventEndpointCreated",
    "EventEndpointDeleted",
    "EventEndpointUpdated",
    "EventDeliveryFailure",
];

/// Those that are taken and have no effect here.
const TAKEN: [&str; 7] = [
    "PlatformCredential",
    "PlatformPrincipal",
    "SuccessFeedbackRoleArn",
    "FailureFeedbackRoleArn",
    "SuccessFeedbackSampleRate",
    "ApplePlatformTeamID",
    "ApplePlatformBundleID",
];

fn wrong(reason: impl AsRef<str>) -> SnsError {
    SnsError::invalid(reason, const { rule("SNS-170") })
}

/// All of them, in the order of their numbers.
fn all(world: &World) -> impl Iterator<Item = (NodeId, &NodeInfo)> {
    let known = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
    known.filter(|(_, info)| info.spec.kind == APPLICATION_KIND)
}

/// The application that an ARN, or in the playground its plain name, means.
pub fn find(world: &World, arn: &str) -> Result<NodeId, SnsError> {
    if arn.contains(':') {
        let parts = arn.split(':').count();
        if parts < 6 {
            let reason = format!("PlatformApplicationArn Reason: An ARN must have at least 6 elements, not {parts}");
            return Err(wrong(reason));
        }
        if arn.split('/').count() != 3 {
            let reason = "PlatformApplicationArn Reason: Wrong number of slashes in relative portion of the ARN.";
            return Err(wrong(reason));
        }
    }
    let is_it = |info: &NodeInfo| info.name.as_ref() == arn || application_arn(info) == arn;
    let found = all(world).find(|(_, info)| is_it(info));
    found.map(|(id, _)| id).ok_or_else(|| {
        let message = "PlatformApplication does not exist";
        SnsError::new("NotFound", message, const { rule("SNS-170") })
    })
}

fn named_in(world: &World, input: &Members) -> Result<NodeId, SnsError> {
    find(world, text(input, "PlatformApplicationArn").unwrap_or_default())
}

fn attributes(input: &Members) -> impl Iterator<Item = (&str, &str)> {
    let all = input.get("Attributes").and_then(Value::as_object);
    all.into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()))
}

/// CreatePlatformApplication. AWS looks at the credentials; here they only have to be there.
pub fn create(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let name = text(input, "Name").unwrap_or_default();
    check_name(name)?;
    let wanted = text(input, "Platform").unwrap_or_default();
    let index = PLATFORMS.iter().position(|choice| choice.name == wanted);
    let Some(index) = index else {
        return Err(wrong(format!("Platform Reason: {wanted} is not supported")));
    };
    check_credentials(wanted, input)?;
    let mut settings = Settings::new(crate::nodes::kind(APPLICATION_KIND).ok_or_else(SnsError::no_topic)?);
    let index = u16::try_from(index).unwrap_or_default();
    set_one(&mut settings, "Platform", Setting::Choice(index))?;
    assign(world, &mut settings, input)?;
    let known = all(world).find(|(_, info)| info.name.as_ref() == name && platform(&info.settings) == wanted);
    let id = match known.map(|(id, _)| id) {
        Some(id) => {
            configure(world, id, settings)?;
            id
        }
        None => add_node(world, name, settings).map_err(|_| SnsError::no_topic())?,
    };
    Ok(json!({ "PlatformApplicationArn": world.info(id).map(application_arn) }))
}

fn check_name(name: &str) -> Result<(), SnsError> {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let reason = if name.is_empty() {
        "cannot be empty"
    } else if name.len() > 256 {
        "must be at most 256 characters long"
    } else if !name.bytes().all(good) {
        "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'"
    } else {
        return Ok(());
    };
    Err(wrong(format!("{name} Reason: {reason}")))
}

/// FCM has one secret, the others two; MPNS can do without.
fn check_credentials(platform: &str, input: &Members) -> Result<(), SnsError> {
    let given = |wanted: &str| attributes(input).any(|(name, value)| name == wanted && !value.is_empty());
    let reason = match (given("PlatformPrincipal"), given("PlatformCredential"), platform) {
        (_, true, "GCM") | (true, true, _) | (false, false, "MPNS") => return Ok(()),
        (true, false, _) => "PlatformPrincipal attribute provided without PlatformCredential",
        (false, true, _) => "PlatformCredential attribute provided without PlatformPrincipal",
        (false, false, _) => "Platform credentials are invalid",
    };
    Err(wrong(format!("Attributes Reason: {reason}")))
}

fn set_one(settings: &mut Settings, name: &str, value: Setting) -> Result<(), SnsError> {
    let wrong = |hint: &str| {
        wrong(format!(
            "Attributes Reason: Invalid value for attribute: {name}: {hint}"
        ))
    };
    settings.set(name, value).map_err(|error| wrong(&error.hint))
}

fn assign(world: &World, settings: &mut Settings, input: &Members) -> Result<(), SnsError> {
    for (name, value) in attributes(input) {
        match (name, value) {
            ("Enabled", "true" | "false") => set_one(settings, name, Setting::Bool(value == "true"))?,
            ("Enabled", _) => {
                let reason = "Attributes Reason: Invalid value for attribute: Enabled: must be true or false";
                return Err(wrong(reason));
            }
            (_, "") if EVENTS.contains(&name) => settings.reset(name),
            _ if EVENTS.contains(&name) => set_one(settings, name, Setting::Node(Some(topic(world, name, value)?)))?,
            _ if TAKEN.contains(&name) => {}
            _ => return Err(wrong(format!("Attributes Reason: Invalid attribute name: {name}"))),
        }
    }
    Ok(())
}

/// The standard topic that an event attribute names.
fn topic(world: &World, name: &str, arn: &str) -> Result<NodeId, SnsError> {
    let found = named(world, arn).ok();
    let standard = |id: &NodeId| world.info(*id).is_some_and(|info| info.spec.kind == "sns-standard");
    found.filter(standard).ok_or_else(|| {
        let reason = format!("Attributes Reason: Invalid value for attribute: {name}: {arn} is no standard topic here");
        wrong(reason)
    })
}

fn configure(world: &mut World, id: NodeId, settings: Settings) -> Result<(), SnsError> {
    let done = world.apply(Input::Configure(id, settings));
    done.map_err(|_| SnsError::no_topic())
}

/// DeletePlatformApplication. One that is not there is deleted too.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    if let Ok(id) = named_in(world, input) {
        world.apply(Input::Remove(id)).map_err(|_| SnsError::no_topic())?;
    }
    Ok(empty())
}

fn written(world: &World, info: &NodeInfo) -> Value {
    let mut out = Map::new();
    out.insert("Enabled".into(), info.settings.flag("Enabled").to_string().into());
    for name in EVENTS {
        let topic = info.settings.node(name).and_then(|id| world.info(id));
        if let Some(topic) = topic {
            out.insert(name.into(), source_arn(topic).into());
        }
    }
    out.into()
}

/// GetPlatformApplicationAttributes.
pub fn get(world: &World, input: &Members) -> Result<Value, SnsError> {
    let id = named_in(world, input)?;
    let info = world.info(id).ok_or_else(SnsError::no_topic)?;
    Ok(json!({ "Attributes": written(world, info) }))
}

/// SetPlatformApplicationAttributes.
pub fn set(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = named_in(world, input)?;
    let mut settings = world.info(id).ok_or_else(SnsError::no_topic)?.settings.clone();
    assign(world, &mut settings, input)?;
    configure(world, id, settings)?;
    Ok(empty())
}

/// ListPlatformApplications.
pub fn list(world: &World) -> Value {
    let rows: Vec<Value> = all(world)
        .map(|(_, info)| json!({ "PlatformApplicationArn": application_arn(info), "Attributes": written(world, info) }))
        .collect();
    json!({ "PlatformApplications": rows })
}

/// ListEndpointsByPlatformApplication.
pub fn endpoints(world: &World, input: &Members) -> Result<Value, SnsError> {
    let id = named_in(world, input)?;
    let application = world.info(id);
    let rows: Vec<Value> = devices::of(world, id)
        .filter_map(|device| Some((device, world.info(device)?)))
        .map(|(device, info)| {
            json!({ "EndpointArn": endpoint_arn(info, application), "Attributes": devices::written(world, device, info) })
        })
        .collect();
    Ok(json!({ "Endpoints": rows }))
}

/// Tells the topic that an application names for an event of one of its endpoints: `EndpointCreated`.
pub fn tell(world: &mut World, application: NodeId, event: &str, endpoint: &str) {
    let Some(info) = world.info(application) else { return };
    let Some(topic) = info.settings.node(&format!("Event{event}")) else {
        return;
    };
    let body = json!({
        "EndpointArn": endpoint,
        "EventType": event,
        "Resource": application_arn(info),
        "Service": "SNS",
        "Time": timestamp(world.now()),
    });
    let subject = format!("{event} event for app {} ({})", info.name, platform(&info.settings));
    let publication = Publication {
        draft: Draft {
            body: body.to_string().into(),
            ..Draft::default()
        },
        subject: Some(Rc::from(subject)),
        structured: false,
    };
    // A topic that does not take it says so itself, and nobody else would want to know.
    let _ = on_topic(world, topic, |topic, cx| topic.publish(publication, cx));
}
