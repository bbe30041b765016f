//! Amazon SQS behind the AWS front: actions by name, queues by URL or plain name, refusals in the service's words.

mod address;
mod attributes;
mod calls;
mod messages;
mod moves;
mod policies;
mod queues;
mod receive;

use crate::base::{MessageId, NodeId};
use crate::nodes::service::arn::{self, Address};
use crate::nodes::service::members::{number, text, texts};
use crate::nodes::service::{ApiError, Begun, Members, Service, Ticket};
use crate::nodes::sqs::action::Details;
use crate::nodes::sqs::error::SqsError;
use crate::nodes::{AnyNode, World};
use crate::sim::{Action, Input, NodeInfo, Response};
use serde_json::{Value, json};

/// The service, as the registry names it.
pub static SERVICE: Service = Service {
    name: NAME,
    actions: super::api::ACTIONS,
    begin,
    finish,
    gone: || SqsError::no_queue().into(),
};

const NAME: &str = "sqs";

/// Looks at a queue of either type. None when the node is no queue.
macro_rules! with_queue {
    ($world:expr, $id:expr, |$queue:ident| $body:expr) => {
        match $world.node($id) {
            Some(crate::nodes::AnyNode::SqsStandard($queue)) => Some($body),
            Some(crate::nodes::AnyNode::SqsFifo($queue)) => Some($body),
            _ => None,
        }
    };
}
use with_queue;

/// Acts on a queue of either type. The body's result is the result; `QueueDoesNotExist` when the node is no queue.
macro_rules! on_queue {
    ($world:expr, $id:expr, |$queue:ident, $cx:ident| $body:expr) => {
        $world
            .poke($id, |node, $cx| match node {
                crate::nodes::AnyNode::SqsStandard($queue) => $body,
                crate::nodes::AnyNode::SqsFifo($queue) => $body,
                _ => Err(crate::nodes::sqs::error::SqsError::no_queue()),
            })
            .unwrap_or_else(|| Err(crate::nodes::sqs::error::SqsError::no_queue()))
    };
}
use on_queue;

impl From<SqsError> for ApiError {
    fn from(error: SqsError) -> ApiError {
        ApiError::new(error.code.name(), error.message)
            .with_http(error.code.http_status()) // SQS-196
            .because(Some(error.rule))
    }
}

/// Calls an action.
fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    sweep(world);
    let answer = match action.name {
        "AddPermission" => policies::add_permission(world, input),
        "CancelMessageMoveTask" => moves::cancel(world, input),
        "ChangeMessageVisibility" => calls::change_visibility(world, input),
        "ChangeMessageVisibilityBatch" => calls::change_visibility_batch(world, input),
        "CreateQueue" => queues::create(world, input),
        "DeleteMessage" => calls::delete(world, input),
        "DeleteMessageBatch" => calls::delete_batch(world, input),
        "DeleteQueue" => queues::delete(world, input),
        "GetQueueAttributes" => attributes::get(world, input),
        "GetQueueUrl" => queues::get_url(world, input),
        "ListDeadLetterSourceQueues" => queues::list_sources(world, input),
        "ListMessageMoveTasks" => moves::list(world, input),
        "ListQueueTags" => queues::list_tags(world, input),
        "ListQueues" => queues::list(world, input),
        "PurgeQueue" => calls::purge(world, input),
        "ReceiveMessage" => return calls::receive(world, action, input),
        "RemovePermission" => policies::remove_permission(world, input),
        "SendMessage" => calls::send(world, input),
        "SendMessageBatch" => calls::send_batch(world, input),
        "SetQueueAttributes" => attributes::set_all(world, input),
        "StartMessageMoveTask" => moves::start(world, input),
        "TagQueue" => queues::tag(world, input),
        "UntagQueue" => queues::untag(world, input),
        other => unreachable!("{other} is not in the table of actions"),
    };
    Ok(Begun::Answer(answer?))
}

/// Turns what a long poll brought into the answer.
fn finish(world: &World, ticket: &Ticket, response: Response) -> Result<Value, ApiError> {
    match response {
        Response::Took(deliveries) => Ok(calls::received(world, ticket.node, &ticket.input, deliveries)),
        _ => Err(SqsError::no_queue().into()),
    }
}

/// SQS-015: takes away the queues whose deletion has spread.
fn sweep(world: &mut World) {
    let now = world.now();
    let is_gone = |id: &NodeId| {
        with_queue!(world, *id, |queue| queue.deleted())
            .flatten()
            .is_some_and(|gone| gone <= now)
    };
    let gone: Vec<NodeId> = all(world).filter(is_gone).collect();
    for id in gone {
        let removed = world.apply(Input::Remove(id));
        debug_assert!(removed.is_ok(), "a queue that was just seen can be removed");
    }
}

/// All queues in the order of their numbers.
fn all(world: &World) -> impl Iterator<Item = NodeId> {
    let is_queue = |(_, node): &(NodeId, &AnyNode)| matches!(node, AnyNode::SqsStandard(_) | AnyNode::SqsFifo(_));
    world.nodes().filter(is_queue).map(|(id, _)| id)
}

fn is_fifo(world: &World, id: NodeId) -> bool {
    matches!(world.node(id), Some(AnyNode::SqsFifo(_)))
}

/// The queue at an address. A plain name finds it in any region.
fn at(world: &World, address: Address<'_>) -> Option<NodeId> {
    let fits = |info: &NodeInfo| {
        info.name.as_ref() == address.name && address.region.is_none_or(|region| region == arn::region(info))
    };
    all(world).find(|id| world.info(*id).is_some_and(fits))
}

/// SQS-018: the queue that `QueueUrl` names, by its URL or, in the playground, by its plain name.
fn queue(world: &World, input: &Members) -> Result<NodeId, SqsError> {
    let address = text(input, "QueueUrl").and_then(address::read_url);
    address
        .and_then(|address| at(world, address))
        .ok_or_else(SqsError::no_queue)
}

/// The same for an action that the queue's engine takes no part in: the call is billed all the same (SQS-200).
fn billed_queue(world: &mut World, action: &'static str, input: &Members) -> Result<NodeId, SqsError> {
    let id = queue(world, input)?;
    on_queue!(world, id, |queue, cx| queue.count_call(action, cx))?;
    Ok(id)
}

/// What else is known of a message that a queue holds.
fn details(world: &World, id: NodeId, message: MessageId) -> Option<Details> {
    with_queue!(world, id, |queue| queue.details(message)).flatten()
}

/// The answer without members.
fn empty() -> Value {
    json!({})
}
