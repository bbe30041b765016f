//! Publishing to one device or phone, without a topic (SNS-170 to SNS-174, SNS-062).

use super::{Members, address, empty, text};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::sns::check;
use crate::nodes::sns::dedup::Published;
use crate::nodes::sns::error::SnsError;
use crate::nodes::sns::protocol::Protocol;
use crate::nodes::sns::publish::Publication;
use crate::nodes::sns::rules::rule;
use crate::sim::{Awaits, Draft, Input, Request, Value as Setting};
use serde_json::{Value, json};
use smallvec::smallvec;
use std::rc::Rc;

/// Most characters of a text message (SNS-062).
const SMS_CHARS: usize = 1_600;

fn device(world: &World, arn: &str) -> Result<NodeId, SnsError> {
    address::find(world, Protocol::Application, arn)
        .ok_or_else(|| SnsError::new("NotFound", "Endpoint does not exist", const { rule("SNS-172") }))
}

/// SNS-172, SNS-173: to the device of a platform endpoint, unless it is disabled.
pub fn to_device(world: &mut World, arn: &str, publication: Publication) -> Result<Published, SnsError> {
    let id = device(world, arn)?;
    if !enabled(world, id) {
        let why = const { rule("SNS-173") };
        return Err(SnsError::new("EndpointDisabled", "Endpoint is disabled", why));
    }
    let platform = arn.split('/').nth(1).unwrap_or("default").to_string();
    send(world, id, publication, &platform)
}

/// SNS-062: to a phone, by its number.
pub fn to_phone(world: &mut World, number: &str, publication: Publication) -> Result<Published, SnsError> {
    let why = const { rule("SNS-062") };
    let digits = number.strip_prefix('+').unwrap_or_default();
    let fine = (2..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !fine {
        let reason = format!("PhoneNumber Reason: {number} is not valid to publish to");
        return Err(SnsError::invalid(reason, why));
    }
    if publication.draft.body.chars().count() > SMS_CHARS {
        return Err(SnsError::invalid("Message too long", why));
    }
    let id = address::find(world, Protocol::Sms, number)
        .ok_or_else(|| SnsError::invalid(format!("PhoneNumber Reason: no phone {number} is drawn"), why))?;
    if world.info(id).is_some_and(|info| info.settings.flag("OptedOut")) {
        return Err(SnsError::new("OptedOut", "Phone number is opted out", why));
    }
    send(world, id, publication, "sms")
}

/// Hands the message to the node itself: there is no wire to cross.
fn send(world: &mut World, id: NodeId, publication: Publication, key: &str) -> Result<Published, SnsError> {
    check::message(&publication.draft)?;
    let body = if publication.structured {
        let bodies = check::structure(&publication.draft.body)?;
        // SNS-174: the body for the platform, or the default.
        let own = bodies
            .get(key)
            .or_else(|| bodies.get("default"))
            .and_then(Value::as_str);
        Rc::from(own.unwrap_or_default())
    } else {
        Rc::clone(&publication.draft.body)
    };
    let draft = Draft {
        body,
        attributes: publication.draft.attributes,
        ..Draft::default()
    };
    let message = world.poke(id, |_, cx| {
        let message = cx.make_message(draft, None);
        let id = message.id;
        let me = cx.me();
        let request = Request::Put {
            messages: smallvec![message],
            batch: false,
            awaits: Awaits::Acceptance,
        };
        cx.ask(me, request);
        id
    });
    let message = message.ok_or_else(SnsError::no_topic)?;
    Ok(Published {
        message,
        sequence: None,
    })
}

fn enabled(world: &World, id: NodeId) -> bool {
    let metric = world.metrics(id).and_then(|metrics| metrics.get("Enabled"));
    metric != Some(0)
}

/// GetEndpointAttributes.
pub fn get(world: &World, input: &Members) -> Result<Value, SnsError> {
    let id = device(world, text(input, "EndpointArn").unwrap_or_default())?;
    let enabled = enabled(world, id).to_string();
    let token = format!("{:016x}", u64::from(id.0));
    Ok(json!({ "Attributes": { "Enabled": enabled, "Token": token } }))
}

/// SetEndpointAttributes: the owner may enable a device again (SNS-173).
pub fn set(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = device(world, text(input, "EndpointArn").unwrap_or_default())?;
    let wrong = |name: &str| SnsError::invalid(format!("Attributes Reason: {name}"), const { rule("SNS-173") });
    let mut settings = world.info(id).ok_or_else(SnsError::no_topic)?.settings.clone();
    let attributes = input.get("Attributes").and_then(Value::as_object);
    for (name, value) in attributes.into_iter().flatten() {
        let (field, flag) = match (name.as_str(), value.as_str()) {
            ("Enabled", Some("true")) => ("Enabled", true),
            ("Enabled", Some("false")) => ("Enabled", false),
            // A new token is one that the push service knows.
            ("Token", Some(_)) => ("TokenValid", true),
            _ => return Err(wrong(name)),
        };
        settings.set(field, Setting::Bool(flag)).map_err(|_| wrong(name))?;
    }
    world
        .apply(Input::Configure(id, settings))
        .map_err(|_| SnsError::no_topic())?;
    Ok(empty())
}
