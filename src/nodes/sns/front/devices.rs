//! Platform endpoints, each an app on a device: create, look at, change and delete (SNS-171, SNS-173).

use super::{Members, address, applications, empty, text};
use crate::base::NodeId;
use crate::nodes::mobile::{APPLICATION, endpoint_arn, platform, token};
use crate::nodes::service::making::add_node;
use crate::nodes::sns::error::SnsError;
use crate::nodes::sns::protocol::Protocol;
use crate::nodes::sns::rules::rule;
use crate::nodes::{AnyNode, World};
use crate::sim::{Input, NodeInfo, Settings, Value as Setting};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// The kind of the nodes that are devices.
const KIND: &str = "mobile-push";
/// Bytes of CustomUserData (SNS-171).
const USER_DATA: usize = 2_048;
/// Digits of a token of Apple's.
const APPLE_TOKEN: usize = 400;

fn wrong(reason: impl AsRef<str>) -> SnsError {
    SnsError::invalid(reason, const { rule("SNS-171") })
}

/// The device that an ARN or a plain name means. SNS-171: it is none while its application is gone.
pub fn find(world: &World, arn: &str) -> Result<NodeId, SnsError> {
    let there = |id: &NodeId| match world.info(*id).and_then(|info| info.settings.node(APPLICATION)) {
        Some(application) => world.info(application).is_some(),
        None => true,
    };
    let found = address::find(world, Protocol::Application, arn).filter(there);
    found.ok_or_else(|| SnsError::new("NotFound", "Endpoint does not exist", const { rule("SNS-172") }))
}

fn named_in(world: &World, input: &Members) -> Result<NodeId, SnsError> {
    find(world, text(input, "EndpointArn").unwrap_or_default())
}

/// The application of a device, if it names one.
fn application(world: &World, id: NodeId) -> Option<NodeId> {
    world.info(id)?.settings.node(APPLICATION)
}

fn arn(world: &World, id: NodeId) -> String {
    let application = application(world, id).and_then(|id| world.info(id));
    world
        .info(id)
        .map_or_else(String::new, |info| endpoint_arn(info, application))
}

/// The devices of an application.
pub fn of(world: &World, application: NodeId) -> impl Iterator<Item = NodeId> {
    let known = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
    known
        .filter(move |(_, info)| info.spec.kind == KIND && info.settings.node(APPLICATION) == Some(application))
        .map(|(id, _)| id)
}

/// SNS-173: whether its owner enabled it and SNS has not disabled it since.
pub fn is_enabled(world: &World, id: NodeId) -> bool {
    let metric = world.metrics(id).and_then(|metrics| metrics.get("Enabled"));
    metric != Some(0)
}

/// What is set for it, as AWS writes it.
pub fn written(world: &World, id: NodeId, info: &NodeInfo) -> Value {
    let mut out = Map::new();
    out.insert("Enabled".into(), is_enabled(world, id).to_string().into());
    out.insert("Token".into(), token(id, info).into());
    let data = info.settings.text("CustomUserData");
    if !data.is_empty() {
        out.insert("CustomUserData".into(), data.as_ref().into());
    }
    out.into()
}

/// CreatePlatformEndpoint: the same token and attributes mean the same endpoint (SNS-171).
pub fn create(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let to = text(input, "PlatformApplicationArn").unwrap_or_default();
    let application = applications::find(world, to)?;
    let wanted = text(input, "Token").unwrap_or_default();
    check_token(world, application, wanted)?;
    let mut settings = Settings::new(crate::nodes::kind(KIND).ok_or_else(SnsError::no_topic)?);
    set_one(&mut settings, APPLICATION, Setting::Node(Some(application)))?;
    set_one(&mut settings, "Token", Setting::Text(Rc::from(wanted)))?;
    if let Some(data) = text(input, "CustomUserData") {
        set_data(&mut settings, data)?;
    }
    assign(&mut settings, input)?;
    let twin = of(world, application).find(|id| world.info(*id).is_some_and(|info| token(*id, info) == wanted));
    if let Some(id) = twin {
        let same = world.info(id).is_some_and(|info| {
            info.settings.text("CustomUserData") == settings.text("CustomUserData")
                && is_enabled(world, id) == settings.flag("Enabled")
        });
        if !same {
            let arn = arn(world, id);
            let reason =
                format!("Token Reason: Endpoint {arn} already exists with the same Token, but different attributes.");
            return Err(wrong(reason));
        }
        return Ok(json!({ "EndpointArn": arn(world, id) }));
    }
    let name = free_name(world);
    let id = add_node(world, &name, settings).map_err(|_| SnsError::no_topic())?;
    let arn = arn(world, id);
    applications::tell(world, application, "EndpointCreated", &arn);
    Ok(json!({ "EndpointArn": arn }))
}

fn check_token(world: &World, application: NodeId, token: &str) -> Result<(), SnsError> {
    if token.is_empty() {
        return Err(wrong("Token Reason: cannot be empty"));
    }
    let platform = world.info(application).map_or("", |info| platform(&info.settings));
    let hexadecimal = token.bytes().all(|byte| byte.is_ascii_hexdigit());
    if platform.starts_with("APNS") && (token.len() > APPLE_TOKEN || !hexadecimal) {
        let reason = "Token Reason: iOS device tokens must be no more than 400 hexadecimal characters";
        return Err(wrong(reason));
    }
    Ok(())
}

/// A name like that of a device that is drawn.
fn free_name(world: &World) -> String {
    let taken = |name: &str| {
        let mut infos = world.nodes().filter_map(|(id, _)| world.info(id));
        infos.any(|info| info.name.as_ref() == name)
    };
    let mut number = 1;
    loop {
        let name = format!("device-{number}");
        if !taken(&name) {
            return name;
        }
        number += 1;
    }
}

fn set_one(settings: &mut Settings, name: &str, value: Setting) -> Result<(), SnsError> {
    let wrong = |hint: &str| {
        wrong(format!(
            "Attributes Reason: Invalid value for attribute: {name}: {hint}"
        ))
    };
    settings.set(name, value).map_err(|error| wrong(&error.hint))
}

fn set_data(settings: &mut Settings, data: &str) -> Result<(), SnsError> {
    if data.len() > USER_DATA {
        let reason = "Attributes Reason: Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8 \
                      encoding";
        return Err(wrong(reason));
    }
    set_one(settings, "CustomUserData", Setting::Text(Rc::from(data)))
}

/// Enabled, Token and CustomUserData; there are no others.
fn assign(settings: &mut Settings, input: &Members) -> Result<(), SnsError> {
    let attributes = input.get("Attributes").and_then(Value::as_object);
    for (name, value) in attributes.into_iter().flatten() {
        let value = value.as_str().unwrap_or_default();
        match (name.as_str(), value) {
            ("Enabled", "true" | "false") => set_one(settings, name, Setting::Bool(value == "true"))?,
            ("Enabled", _) => {
                let reason = "Attributes Reason: Invalid value for attribute: Enabled: must be true or false";
                return Err(wrong(reason));
            }
            ("Token", _) => set_one(settings, name, Setting::Text(Rc::from(value)))?,
            ("CustomUserData", _) => set_data(settings, value)?,
            _ => return Err(wrong(format!("Attributes Reason: Invalid attribute name: {name}"))),
        }
    }
    Ok(())
}

/// GetEndpointAttributes.
pub fn get(world: &World, input: &Members) -> Result<Value, SnsError> {
    let id = named_in(world, input)?;
    let info = world.info(id).ok_or_else(SnsError::no_topic)?;
    Ok(json!({ "Attributes": written(world, id, info) }))
}

/// SetEndpointAttributes: the owner may enable a device again (SNS-173).
pub fn set(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = named_in(world, input)?;
    let mut settings = world.info(id).ok_or_else(SnsError::no_topic)?.settings.clone();
    assign(&mut settings, input)?;
    let given = |name: &str| input.get("Attributes").and_then(|all| all.get(name)).is_some();
    if given("Token") {
        if let Some(application) = application(world, id) {
            check_token(world, application, &settings.text("Token"))?;
        }
        // A new token is one that the push service knows.
        set_one(&mut settings, "TokenValid", Setting::Bool(true))?;
    }
    // A new token alone enables nothing: the owner says so.
    if !given("Enabled") {
        let before = is_enabled(world, id);
        set_one(&mut settings, "Enabled", Setting::Bool(before))?;
    }
    let enabled = settings.flag("Enabled");
    world
        .apply(Input::Configure(id, settings))
        .map_err(|_| SnsError::no_topic())?;
    world.poke(id, |node, _| {
        if let AnyNode::MobilePush(device) = node {
            device.switch(enabled);
        }
    });
    if let Some(application) = application(world, id) {
        let arn = arn(world, id);
        applications::tell(world, application, "EndpointUpdated", &arn);
    }
    Ok(empty())
}

/// DeleteEndpoint. One that is not there is deleted too.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    if let Ok(id) = named_in(world, input) {
        let (application, arn) = (application(world, id), arn(world, id));
        world.apply(Input::Remove(id)).map_err(|_| SnsError::no_topic())?;
        if let Some(application) = application {
            applications::tell(world, application, "EndpointDeleted", &arn);
        }
    }
    Ok(empty())
}
