//! Publishing to one device or phone, without a topic (SNS-172 to SNS-174, SNS-062).

use super::{address, devices};
use crate::base::NodeId;
use crate::nodes::mobile::{APPLICATION, platform};
use crate::nodes::sns::check;
use crate::nodes::sns::dedup::Published;
use crate::nodes::sns::error::SnsError;
use crate::nodes::sns::protocol::Protocol;
use crate::nodes::sns::publish::Publication;
use crate::nodes::sns::rules::rule;
use crate::nodes::{AnyNode, World};
use crate::sim::Draft;
use serde_json::Value;
use std::rc::Rc;

/// Most characters of a text message (SNS-062).
const SMS_CHARS: usize = 1_600;

/// SNS-172, SNS-173: to the device of a platform endpoint, unless it is disabled.
pub fn to_device(world: &mut World, arn: &str, publication: Publication) -> Result<Published, SnsError> {
    let id = devices::find(world, arn)?;
    let why = const { rule("SNS-173") };
    let application = world.info(id).and_then(|info| info.settings.node(APPLICATION));
    let application = application.and_then(|id| world.info(id));
    if application.is_some_and(|info| !info.settings.flag("Enabled")) {
        let message = "Platform application is disabled";
        return Err(SnsError::new("PlatformApplicationDisabled", message, why));
    }
    if !devices::is_enabled(world, id) {
        return Err(SnsError::new("EndpointDisabled", "Endpoint is disabled", why));
    }
    let key = application
        .or_else(|| world.info(id))
        .map_or("default", |info| platform(&info.settings));
    send(world, id, publication, key)
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
    // SNS-111: the node holds SNS's own part, so that what fails for now is tried again.
    let message = world.poke(id, |node, cx| match node {
        AnyNode::MobilePush(device) => Some(device.publish(draft, cx)),
        AnyNode::Sms(phone) => Some(phone.publish(draft, cx)),
        _ => None,
    });
    let message = message.flatten().ok_or_else(SnsError::no_topic)?;
    Ok(Published {
        message,
        sequence: None,
    })
}
