//! ARNs of topics, and what a subscriber is called (SNS-034, SNS-056).

use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::mobile::{APPLICATION, endpoint_arn};
use crate::nodes::service::arn::{ACCOUNT, Address, region};
use crate::nodes::sns::error::SnsError;
use crate::nodes::sns::protocol::Protocol;
use crate::nodes::sns::rules::rule;
use crate::sim::NodeInfo;

/// Reads a topic's ARN; a text without colons is a plain name.
pub fn topic(text: &str) -> Result<Address<'_>, SnsError> {
    let why = const { rule("SNS-034") };
    if !text.contains(':') {
        return Ok(Address {
            region: None,
            name: text,
        });
    }
    let parts = text.split(':').count();
    if parts < 6 {
        let reason = format!("TopicArn Reason: An ARN must have at least 6 elements, not {parts}");
        return Err(SnsError::invalid(reason, why));
    }
    crate::nodes::service::arn::read_arn(text, "sns").ok_or_else(|| SnsError::invalid("TopicArn", why))
}

/// What a subscriber is called in an API: an ARN, a URL, an address, a number.
pub fn endpoint(world: &World, info: &NodeInfo, protocol: Protocol) -> String {
    let (region, name) = (region(info), &info.name);
    match protocol {
        Protocol::Sqs => format!("arn:aws:sqs:{region}:{ACCOUNT}:{name}"),
        Protocol::Lambda => format!("arn:aws:lambda:{region}:{ACCOUNT}:function:{name}"),
        Protocol::Firehose => format!("arn:aws:firehose:{region}:{ACCOUNT}:deliverystream/{name}"),
        Protocol::Http | Protocol::Https => format!("{}://{name}.example.com", protocol.name()),
        Protocol::Email | Protocol::EmailJson => format!("{name}@example.com"),
        Protocol::Sms => info.settings.text("PhoneNumber").to_string(),
        Protocol::Application => {
            let application = info.settings.node(APPLICATION).and_then(|id| world.info(id));
            endpoint_arn(info, application)
        }
    }
}

/// The node that an API means by such a text, or by its plain name.
pub fn find(world: &World, protocol: Protocol, text: &str) -> Option<NodeId> {
    let fits = |info: &NodeInfo| {
        let reached = match protocol {
            Protocol::Http => Protocol::Https,
            Protocol::EmailJson => Protocol::Email,
            other => other,
        };
        Protocol::of_kind(info.spec.kind) == Some(reached)
            && (info.name.as_ref() == text || endpoint(world, info, protocol) == text)
    };
    let mut infos = world.nodes().filter_map(|(id, _)| Some((id, world.info(id)?)));
    infos.find(|(_, info)| fits(info)).map(|(id, _)| id)
}
