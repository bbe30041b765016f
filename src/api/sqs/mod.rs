//! Amazon SQS behind the AWS front: actions by name, queues by URL or plain name, refusals in the service's words.

mod queues;
mod receive;

use super::arn::{self, Address};
use super::{ApiError, Begun, Ticket};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::sqs::error::{ErrorCode, SqsError};
use crate::nodes::sqs::rules::rule;
use crate::sim::{Action, Response};
use serde_json::{Map, Value, json};

pub(super) const SERVICE: &str = "sqs";

/// The members of an input, whose shape has been checked.
pub(super) type Members = Map<String, Value>;

impl From<SqsError> for ApiError {
    fn from(error: SqsError) -> ApiError {
        ApiError::new(error.code.name(), error.message)
            .with_http(error.code.http_status())
            .because(Some(error.rule))
    }
}

/// Calls an action.
pub(super) fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let answer = match action.name {
        "GetQueueUrl" => queues::get_url(world, input)?,
        "ListQueues" => queues::list(world, input)?,
        other => {
            let message = format!("{other} is not offered.");
            return Err(SqsError::new(ErrorCode::UnsupportedOperation, message, const { rule("SQS-018") }).into());
        }
    };
    Ok(Begun::Answer(answer))
}

/// Turns what a long poll brought into the answer.
pub(super) fn finish(world: &World, ticket: &Ticket, response: Response) -> Result<Value, ApiError> {
    match response {
        Response::Took(deliveries) => {
            let known: Vec<_> = deliveries.into_iter().map(|delivery| (delivery, None)).collect();
            Ok(receive::answer(world, &ticket.input, &known))
        }
        _ => Err(SqsError::no_queue().into()),
    }
}

/// A text member, if it is there.
fn text<'a>(input: &'a Members, name: &str) -> Option<&'a str> {
    input.get(name).and_then(Value::as_str)
}

/// A whole number, if it is there.
fn number(input: &Members, name: &str) -> Option<i64> {
    input.get(name).and_then(Value::as_i64)
}

/// All queues in the order of their numbers.
fn all(world: &World) -> impl Iterator<Item = NodeId> {
    let is_queue = |id: &NodeId| world.info(*id).is_some_and(|info| info.spec.service == SERVICE);
    world.nodes().map(|(id, _)| id).filter(is_queue)
}

/// The queue at an address. A plain name finds it in any region.
fn at(world: &World, address: Address<'_>) -> Option<NodeId> {
    all(world).find(|id| {
        let fits = |info: &crate::sim::NodeInfo| {
            info.name.as_ref() == address.name && address.region.is_none_or(|region| region == arn::region(info))
        };
        world.info(*id).is_some_and(fits)
    })
}

/// SQS-018: the queue that `QueueUrl` names, by its URL or, in the playground, by its plain name.
fn queue(world: &World, input: &Members) -> Result<NodeId, SqsError> {
    let address = text(input, "QueueUrl").and_then(arn::read_url);
    address
        .and_then(|address| at(world, address))
        .ok_or_else(SqsError::no_queue)
}

/// The answer without members.
fn empty() -> Value {
    json!({})
}
