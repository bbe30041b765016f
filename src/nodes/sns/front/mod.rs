//! Amazon SNS behind the AWS front: actions by name, topics and subscriptions by ARN or plain name.

mod address;
mod applications;
mod devices;
mod direct;
mod messages;
mod permissions;
mod subscriptions;
mod terms;
mod topics;

use super::error::SnsError;
use super::names;
use super::rules::rule;
use super::topic::Topic;
use crate::base::{NodeId, WireId};
use crate::nodes::service::arn::{Address, region};
use crate::nodes::service::members::text;
use crate::nodes::service::{ApiError, Begun, Members, Service, Ticket};
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Ctx, Response};
use serde_json::{Value, json};

/// The service, as the registry names it.
pub static SERVICE: Service = Service {
    name: "sns",
    actions: super::api::ACTIONS,
    begin,
    finish,
    gone: || SnsError::no_topic().into(),
};

impl From<SnsError> for ApiError {
    fn from(error: SnsError) -> ApiError {
        let http = error.http();
        ApiError::new(error.code, error.message)
            .with_http(http)
            .because(Some(error.rule))
    }
}

/// No action of SNS waits.
fn finish(_: &World, _: &Ticket, _: Response) -> Result<Value, ApiError> {
    Err(SnsError::no_topic().into())
}

fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    subscriptions::sweep(world);
    let answer = match action.name {
        "AddPermission" => permissions::add(world, input),
        "ConfirmSubscription" => subscriptions::confirm(world, input),
        "CreatePlatformApplication" => applications::create(world, input),
        "CreatePlatformEndpoint" => devices::create(world, input),
        "CreateTopic" => topics::create(world, input),
        "DeleteEndpoint" => devices::delete(world, input),
        "DeletePlatformApplication" => applications::delete(world, input),
        "DeleteTopic" => topics::delete(world, input),
        "GetEndpointAttributes" => devices::get(world, input),
        "GetPlatformApplicationAttributes" => applications::get(world, input),
        "GetSubscriptionAttributes" => subscriptions::get(world, input),
        "GetTopicAttributes" => topics::get(world, input),
        "ListEndpointsByPlatformApplication" => applications::endpoints(world, input),
        "ListPlatformApplications" => Ok(applications::list(world)),
        "ListSubscriptions" => Ok(subscriptions::list(world, None)),
        "ListSubscriptionsByTopic" => topic(world, input).map(|id| subscriptions::list(world, Some(id))),
        "ListTagsForResource" => topics::list_tags(world, input),
        "ListTopics" => Ok(topics::list(world)),
        "Publish" => messages::publish(world, input),
        "PublishBatch" => messages::publish_batch(world, input),
        "RemovePermission" => permissions::remove(world, input),
        "SetEndpointAttributes" => devices::set(world, input),
        "SetPlatformApplicationAttributes" => applications::set(world, input),
        "SetSubscriptionAttributes" => subscriptions::set(world, input),
        "SetTopicAttributes" => topics::set(world, input),
        "Subscribe" => subscriptions::subscribe(world, input),
        "TagResource" => topics::tag(world, input),
        "Unsubscribe" => subscriptions::unsubscribe(world, input),
        "UntagResource" => topics::untag(world, input),
        other => unreachable!("{other} is not in the table of actions"),
    };
    Ok(Begun::Answer(answer?))
}

/// The answer without members.
fn empty() -> Value {
    json!({})
}

/// The topic of a node, of either kind.
fn engine(world: &World, id: NodeId) -> Option<&Topic> {
    match world.node(id)? {
        AnyNode::SnsStandard(node) => Some(&node.topic),
        AnyNode::SnsFifo(node) => Some(&node.topic),
        _ => None,
    }
}

/// Acts on a topic of either kind.
fn on_topic<R>(
    world: &mut World,
    id: NodeId,
    act: impl FnOnce(&mut Topic, &mut Ctx<'_>) -> Result<R, SnsError>,
) -> Result<R, SnsError> {
    let result = world.poke(id, |node, cx| match node {
        AnyNode::SnsStandard(node) => act(&mut node.topic, cx),
        AnyNode::SnsFifo(node) => act(&mut node.topic, cx),
        _ => Err(SnsError::no_topic()),
    });
    result.unwrap_or_else(|| Err(SnsError::no_topic()))
}

/// All topics in the order of their numbers.
fn all(world: &World) -> impl Iterator<Item = NodeId> {
    world
        .nodes()
        .map(|(id, _)| id)
        .filter(|id| engine(world, *id).is_some())
}

/// The topic at an address. A plain name finds it in any region.
fn at(world: &World, address: Address<'_>) -> Option<NodeId> {
    all(world).find(|id| {
        world.info(*id).is_some_and(|info| {
            info.name.as_ref() == address.name && address.region.is_none_or(|wanted| wanted == region(info))
        })
    })
}

/// SNS-034: the topic that `TopicArn` names, by its ARN or, in the playground, by its plain name.
fn topic(world: &World, input: &Members) -> Result<NodeId, SnsError> {
    named(world, text(input, "TopicArn").unwrap_or_default())
}

fn named(world: &World, arn: &str) -> Result<NodeId, SnsError> {
    let address = address::topic(arn)?;
    at(world, address).ok_or_else(SnsError::no_topic)
}

/// A topic's ARN.
fn topic_arn(world: &World, id: NodeId) -> String {
    world
        .info(id)
        .map_or_else(String::new, |info| crate::nodes::service::arn::arn("sns", info))
}

/// A subscription's ARN.
fn subscription_arn(world: &World, id: NodeId, wire: WireId) -> String {
    format!(
        "{}:{}",
        topic_arn(world, id),
        names::subscription_id(world.seed(), wire)
    )
}

/// The subscription that an ARN names.
fn subscription(world: &World, input: &Members) -> Result<(NodeId, WireId), SnsError> {
    let arn = text(input, "SubscriptionArn").unwrap_or_default();
    let wanted = arn.rsplit(':').next().unwrap_or_default();
    for id in all(world) {
        let Some(topic) = engine(world, id) else { continue };
        for known in &topic.subscriptions {
            if names::subscription_id(world.seed(), known.wire) == wanted {
                return Ok((id, known.wire));
            }
        }
    }
    let why = const { rule("SNS-055") };
    Err(SnsError::new("NotFound", "Subscription does not exist", why))
}
