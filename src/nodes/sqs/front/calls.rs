//! The actions on one queue's messages.

use super::{Members, empty, messages, on_queue, queue, receive, text};
use crate::base::{NodeId, SimDuration};
use crate::nodes::World;
use crate::nodes::service::{ApiError, Begun, Ticket};
use crate::nodes::sqs::action::{Answer, Details};
use crate::nodes::sqs::error::SqsError;
use crate::nodes::sqs::limits;
use crate::sim::{Action, Delivery, Draft};
use serde_json::{Map, Value};

/// SendMessage.
pub fn send(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = queue(world, input)?;
    let draft = Draft {
        delay: messages::delay(input)?,
        ..messages::draft(input)?
    };
    let sent = on_queue!(world, id, |queue, cx| queue.send(draft.clone(), cx))?;
    Ok(messages::sent(world, &draft, sent).into())
}

/// SendMessageBatch (SQS-062, SQS-063).
pub fn send_batch(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = queue(world, input)?;
    let mut drafts = Vec::new();
    let mut wrong_delays = Vec::new();
    for (entry_id, entry) in messages::entries(input) {
        let delay = messages::delay(entry);
        let draft = Draft {
            // A delay that can't be is passed on as one that is too long: the queue refuses it in its turn.
            delay: delay.clone().unwrap_or(Some(limits::DELAY + SimDuration::from_secs(1))),
            ..messages::draft(entry)?
        };
        drafts.push((entry_id, draft));
        wrong_delays.push(delay.err());
    }
    let mut results = on_queue!(world, id, |queue, cx| queue.send_batch(drafts.clone(), cx))?;
    for ((_, result), wrong) in results.iter_mut().zip(wrong_delays) {
        if let (Err(error), Some(wrong)) = (result, wrong) {
            *error = wrong;
        }
    }
    Ok(messages::batch(results, |index, sent| {
        drafts
            .get(index)
            .map_or_else(Map::new, |(_, draft)| messages::sent(world, draft, sent))
    }))
}

/// ReceiveMessage: answered at once, or waiting for messages (SQS-075).
pub fn receive(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let id = queue(world, input)?;
    let params = messages::receive_params(input)?;
    let (call, result) = on_queue!(world, id, |queue, cx| {
        let caller = cx.operator();
        Ok((caller.call, queue.receive(params, caller, cx)))
    })?;
    Ok(match result? {
        Answer::Now(deliveries) => Begun::Answer(received(world, id, input, deliveries)),
        Answer::Waiting => Begun::Waiting(Ticket {
            service: super::NAME,
            action,
            node: id,
            call,
            input: input.clone(),
        }),
    })
}

/// The answer of a receive with these messages.
pub fn received(world: &World, id: NodeId, input: &Members, deliveries: impl IntoIterator<Item = Delivery>) -> Value {
    let known: Vec<(Delivery, Option<Details>)> = deliveries
        .into_iter()
        .map(|delivery| {
            let details = super::details(world, id, delivery.message.id);
            (delivery, details)
        })
        .collect();
    receive::answer(world, input, &known)
}

/// DeleteMessage.
pub fn delete(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = queue(world, input)?;
    let handle = text(input, "ReceiptHandle").unwrap_or_default();
    on_queue!(world, id, |queue, cx| queue
        .parse_handle(handle)
        .and_then(|handle| queue.delete(handle, cx)))?;
    Ok(empty())
}

/// DeleteMessageBatch (SQS-104).
pub fn delete_batch(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = queue(world, input)?;
    let results = on_queue!(world, id, |queue, cx| {
        let handle = |entry| queue.parse_handle(text(entry, "ReceiptHandle").unwrap_or_default());
        let entries = messages::entries(input)
            .map(|(id, entry)| (id, handle(entry)))
            .collect();
        queue.delete_batch(entries, cx)
    })?;
    Ok(messages::batch(results, |_, ()| Map::new()))
}

/// ChangeMessageVisibility (SQS-090).
pub fn change_visibility(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = queue(world, input)?;
    let span = messages::visibility(input)?;
    let handle = text(input, "ReceiptHandle").unwrap_or_default();
    on_queue!(world, id, |queue, cx| queue
        .parse_handle(handle)
        .and_then(|handle| queue.change_visibility(handle, span, cx)))?;
    Ok(empty())
}

/// ChangeMessageVisibilityBatch (SQS-104).
pub fn change_visibility_batch(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = queue(world, input)?;
    let results = on_queue!(world, id, |queue, cx| {
        let change = |entry| {
            let span = messages::visibility(entry)?;
            let handle = queue.parse_handle(text(entry, "ReceiptHandle").unwrap_or_default())?;
            Ok((handle, span))
        };
        let entries = messages::entries(input)
            .map(|(id, entry)| (id, change(entry)))
            .collect();
        queue.change_visibility_batch(entries, cx)
    })?;
    Ok(messages::batch(results, |_, ()| Map::new()))
}

/// PurgeQueue (SQS-106).
pub fn purge(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let id = queue(world, input)?;
    on_queue!(world, id, |queue, cx| queue.purge(cx))?;
    Ok(empty())
}
