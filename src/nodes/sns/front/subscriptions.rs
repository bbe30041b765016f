//! Subscribe, confirm, look at, change and end subscriptions. A subscription is a wire of the design.

use super::{
    Members, address, all, empty, engine, on_topic, subscription, subscription_arn, terms, text, topic, topic_arn,
};
use crate::base::{NodeId, WireId};
use crate::nodes::World;
use crate::nodes::service::arn::ACCOUNT;
use crate::nodes::service::making::free_wire;
use crate::nodes::sns::error::SnsError;
use crate::nodes::sns::names;
use crate::nodes::sns::protocol::Protocol;
use crate::nodes::sns::rules::rule;
use crate::nodes::sns::spec::PORT_OUT;
use crate::nodes::sns::subscription::{State, Subscription};
use crate::sim::{Flow, Input, Link, NodeSpec, Speaks, Terms, Value as Setting};
use serde_json::{Value, json};

const ALL: [Protocol; 9] = [
    Protocol::Sqs,
    Protocol::Lambda,
    Protocol::Http,
    Protocol::Https,
    Protocol::Email,
    Protocol::EmailJson,
    Protocol::Sms,
    Protocol::Application,
    Protocol::Firehose,
];

/// SNS-053: takes away what nobody has confirmed in time.
pub fn sweep(world: &mut World) {
    let mut over = Vec::new();
    for id in all(world) {
        let subscriptions = engine(world, id).map(|topic| topic.subscriptions.as_slice());
        let expired = subscriptions
            .into_iter()
            .flatten()
            .filter(|known| known.state == State::Expired);
        over.extend(expired.map(|known| known.wire));
    }
    for wire in over {
        let gone = world.apply(Input::Unwire(wire));
        debug_assert!(gone.is_ok(), "a wire that was just seen can be removed");
    }
}

/// Subscribe (SNS-050 to SNS-058).
pub fn subscribe(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = topic(world, input)?;
    let name = text(input, "Protocol").unwrap_or_default();
    let Some(protocol) = ALL.into_iter().find(|known| known.name() == name) else {
        let reason = format!("Amazon SNS does not support this protocol string: {name}");
        return Err(SnsError::invalid(reason, const { rule("SNS-050") }));
    };
    let (peer, other) = subscriber(world, protocol, text(input, "Endpoint").unwrap_or_default())?;
    let info = world.info(id).ok_or_else(SnsError::no_topic)?;
    let port = &info.spec.ports[usize::from(PORT_OUT)];
    (port.accepts)(other).map_err(|sentence| {
        let why = if other.kind == "sqs-fifo" {
            const { rule("SNS-057") }
        } else {
            const { rule("SNS-058") }
        };
        SnsError::invalid(format!("Endpoint Reason: {sentence}"), why)
    })?;
    let mut wanted = Terms::new(port.wire);
    let said = PROTOCOLS.iter().position(|known| *known == name);
    if let Some(index) = said.filter(|_| Protocol::of_kind(other.kind) != Some(protocol)) {
        let choice = Setting::Choice(u16::try_from(index + 1).unwrap_or_default());
        wanted
            .set("Protocol", choice)
            .map_err(|error| terms::refused(&error.hint))?;
    }
    if let Some(Value::Object(attributes)) = input.get("Attributes") {
        for (name, value) in attributes {
            terms::set(world, &mut wanted, name, value.as_str().unwrap_or_default())?;
        }
    }
    (port.wire.check)(&wanted, info.spec, other).map_err(|sentence| terms::refused(&sentence))?;
    let wire = match existing(world, id, peer) {
        Some(known) if *known.terms == wanted => known.wire,
        Some(_) => {
            let reason = "Attributes Reason: Subscription already exists with different attributes";
            return Err(SnsError::invalid(reason, const { rule("SNS-051") }));
        }
        None => draw(world, (id, peer), other, wanted)?,
    };
    let shown = input
        .get("ReturnSubscriptionArn")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    Ok(json!({ "SubscriptionArn": shown_arn(world, id, wire, shown) }))
}

/// In the order of the choices of the field, behind the first one.
const PROTOCOLS: [&str; 4] = ["http", "https", "email", "email-json"];

fn subscriber(world: &World, protocol: Protocol, text: &str) -> Result<(NodeId, &'static NodeSpec), SnsError> {
    // SNS-056: a queue is named by its ARN; in the playground also by its plain name.
    if protocol == Protocol::Sqs && text.contains("://") {
        return Err(SnsError::invalid("SQS endpoint ARN", const { rule("SNS-056") }));
    }
    let found = address::find(world, protocol, text).and_then(|id| Some((id, world.info(id)?.spec)));
    found.ok_or_else(|| {
        let name = protocol.name();
        if protocol == Protocol::Sms {
            return SnsError::invalid(format!("Invalid SMS endpoint: {text}"), const { rule("SNS-062") });
        }
        let reason = format!("Endpoint Reason: no {name} endpoint {text} is in this design. Draw it first.");
        SnsError::invalid(reason, const { rule("SNS-050") })
    })
}

fn existing(world: &World, id: NodeId, peer: NodeId) -> Option<&Subscription> {
    engine(world, id)?.subscriptions.iter().find(|known| known.peer == peer)
}

/// SNS-060: a new wire, if there is room for one more.
fn draw(world: &mut World, (id, peer): (NodeId, NodeId), other: &NodeSpec, terms: Terms) -> Result<WireId, SnsError> {
    let topic = engine(world, id).ok_or_else(SnsError::no_topic)?;
    if topic.subscriptions.len() as u64 >= topic.most_subscriptions() {
        let message = "Subscription limit exceeded";
        return Err(SnsError::new(
            "SubscriptionLimitExceeded",
            message,
            const { rule("SNS-060") },
        ));
    }
    let takes = |port: &crate::sim::PortSpec| port.flow == Flow::In && port.speaks == Speaks::Put;
    let port = other.ports.iter().position(takes).unwrap_or_default();
    let wire = free_wire(world);
    let link = Link {
        terms,
        ..Link::between((id, PORT_OUT), (peer, port as u8))
    };
    world.apply(Input::Wire(wire, link)).map_err(|_| SnsError::no_topic())?;
    Ok(wire)
}

/// SNS-052: the ARN of a subscription that has to be confirmed is not told, unless one asks for it.
fn shown_arn(world: &World, id: NodeId, wire: WireId, always: bool) -> String {
    let known = engine(world, id).and_then(|topic| Some(&topic.subscriptions[topic.subscription(wire)?]));
    if always || known.is_none_or(Subscription::is_confirmed) {
        subscription_arn(world, id, wire)
    } else {
        "pending confirmation".to_string()
    }
}

/// ConfirmSubscription (SNS-053).
pub fn confirm(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let id = topic(world, input)?;
    let token = text(input, "Token").unwrap_or_default();
    let seed = world.seed();
    let known = engine(world, id).ok_or_else(SnsError::no_topic)?;
    let fits = |known: &&Subscription| known.asked > 0 && names::token(seed, known.wire, known.asked) == token;
    let wire = known.subscriptions.iter().find(fits).map(|known| known.wire);
    let wire = wire.ok_or_else(|| SnsError::invalid("Invalid token", const { rule("SNS-053") }))?;
    on_topic(world, id, |topic, cx| {
        topic.confirmed(wire, cx);
        Ok(())
    })?;
    Ok(json!({ "SubscriptionArn": subscription_arn(world, id, wire) }))
}

/// Unsubscribe (SNS-055).
pub fn unsubscribe(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let (_, wire) = subscription(world, input)?;
    world.apply(Input::Unwire(wire)).map_err(|_| SnsError::no_topic())?;
    Ok(empty())
}

/// ListSubscriptions, of all topics or of one.
pub fn list(world: &World, of: Option<NodeId>) -> Value {
    let mut found = Vec::new();
    for id in all(world).filter(|id| of.is_none_or(|wanted| wanted == *id)) {
        let Some(topic) = engine(world, id) else { continue };
        for known in &topic.subscriptions {
            let Some(info) = world.info(known.peer) else { continue };
            let arn = if known.is_confirmed() {
                subscription_arn(world, id, known.wire)
            } else {
                "PendingConfirmation".to_string()
            };
            found.push(json!({
                "SubscriptionArn": arn,
                "Owner": ACCOUNT,
                "Protocol": known.form.protocol.name(),
                "Endpoint": address::endpoint(world, info, known.form.protocol),
                "TopicArn": topic_arn(world, id),
            }));
        }
    }
    json!({ "Subscriptions": found })
}

/// GetSubscriptionAttributes.
pub fn get(world: &World, input: &Members) -> Result<Value, SnsError> {
    let (id, wire) = subscription(world, input)?;
    let topic = engine(world, id).ok_or_else(SnsError::no_topic)?;
    let index = topic.subscription(wire).ok_or_else(SnsError::no_topic)?;
    let known = &topic.subscriptions[index];
    let mut all = terms::written(world, &known.terms);
    let info = world.info(known.peer).ok_or_else(SnsError::no_topic)?;
    let pending = !known.is_confirmed();
    for (name, value) in [
        ("SubscriptionArn", subscription_arn(world, id, wire)),
        ("TopicArn", topic_arn(world, id)),
        ("Owner", ACCOUNT.to_string()),
        ("Protocol", known.form.protocol.name().to_string()),
        ("Endpoint", address::endpoint(world, info, known.form.protocol)),
        ("PendingConfirmation", pending.to_string()),
        ("ConfirmationWasAuthenticated", "true".to_string()),
    ] {
        all.insert(name.into(), value.into());
    }
    // SNS-147
    if let Some(replay) = known.replay {
        all.insert("ReplayStatus".into(), replay.status.into());
    }
    Ok(json!({ "Attributes": all }))
}

/// SetSubscriptionAttributes (SNS-059).
pub fn set(world: &mut World, input: &Members) -> Result<Value, SnsError> {
    let (id, wire) = subscription(world, input)?;
    let link = world.network().get(wire).ok_or_else(SnsError::no_topic)?;
    let mut link = link.clone();
    let name = text(input, "AttributeName").unwrap_or_default();
    terms::set(
        world,
        &mut link.terms,
        name,
        text(input, "AttributeValue").unwrap_or_default(),
    )?;
    let spec = |node: NodeId| world.info(node).map(|info| info.spec).ok_or_else(SnsError::no_topic);
    let (from, to) = (spec(id)?, spec(link.to.0)?);
    (link.terms.spec().check)(&link.terms, from, to).map_err(|sentence| terms::refused(&sentence))?;
    world.apply(Input::Wire(wire, link)).map_err(|_| SnsError::no_topic())?;
    Ok(empty())
}
