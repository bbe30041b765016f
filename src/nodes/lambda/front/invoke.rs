//! Invoke (LAM-030, LAM-031, LAM-040).

use super::super::error::{Denial, Failure, TIMED_OUT, UNHANDLED};
use super::*;
use crate::nodes::AnyNode;
use crate::nodes::service::Ticket;
use crate::sim::{Awaits, Draft, Refusal, Response};
use serde_json::json;
use smallvec::SmallVec;
use std::rc::Rc;

/// Hands the payload to the function and waits for what it says.
pub fn begin(world: &mut World, action: &'static Action, input: &Members) -> Result<Begun, ApiError> {
    let id = function(world, input)?;
    let payload = text(input, "Payload").unwrap_or("{}");
    if serde_json::from_str::<Value>(payload).is_err() {
        let message = "Could not parse request body into json: the payload is no JSON.";
        return Err(ApiError::new("InvalidRequestContentException", message).because(Some(const { rule("LAM-140") })));
    }
    let awaits = match text(input, "InvocationType").unwrap_or("RequestResponse") {
        "RequestResponse" => Awaits::Result,
        "Event" => Awaits::Acceptance,
        "DryRun" => return Ok(Begun::Answer(json!({ "StatusCode": 204 }))),
        other => {
            let message = format!("Value '{other}' at 'invocationType' must be Event, RequestResponse or DryRun.");
            return Err(invalid(message, const { rule("LAM-140") }));
        }
    };
    let draft = Draft {
        body: Rc::from(payload),
        ..Draft::default()
    };
    let call = world.poke(id, |node, cx| {
        let AnyNode::Lambda(function) = node else { return None };
        let caller = cx.operator();
        let message = cx.make_message(draft, None);
        function.put(caller, SmallVec::from_buf([message]), awaits, cx);
        Some((caller.call, function.last_denial()))
    });
    let (call, denial) = call.flatten().ok_or_else(|| no_function(""))?;
    let ticket = Ticket {
        service: SERVICE.name,
        action,
        node: id,
        call,
        input: input.clone(),
    };
    if !world.has_answer(call) {
        return Ok(Begun::Waiting(ticket));
    }
    let response = world.take_answer(call).unwrap_or(Response::Unreachable);
    // What is refused at once is refused for a reason that only the function knows.
    if let (Response::Put(results), Some(denial)) = (&response, denial)
        && results.iter().any(Result::is_err)
    {
        return Err(refused(denial));
    }
    finish(world, &ticket, response).map(Begun::Answer)
}

/// Turns what the function said into the answer.
pub fn finish(world: &World, ticket: &Ticket, response: Response) -> Result<Value, ApiError> {
    let Response::Put(mut results) = response else {
        return Err(no_function(""));
    };
    if text(&ticket.input, "InvocationType") == Some("Event") {
        return Ok(json!({ "StatusCode": 202 }));
    }
    match results.pop() {
        Some(Ok(receipt)) => {
            let payload = receipt
                .result
                .as_deref()
                .filter(|text| !text.is_empty())
                .unwrap_or("null");
            Ok(json!({ "StatusCode": 200, "Payload": payload, "ExecutedVersion": "$LATEST" }))
        }
        // LAM-030: the code failed, and the status is 200 all the same.
        Some(Err(Refusal { code, .. })) if code == UNHANDLED || code == TIMED_OUT => {
            let timeout = world
                .info(ticket.node)
                .map_or(0, |info| info.settings.number("Timeout"));
            let failure = if code == TIMED_OUT {
                Failure::TimedOut
            } else {
                Failure::Thrown
            };
            let payload = failure.payload(timeout.unsigned_abs());
            Ok(
                json!({ "StatusCode": 200, "FunctionError": "Unhandled", "Payload": payload, "ExecutedVersion": "$LATEST" }),
            )
        }
        _ => Err(refused(Denial::Down)),
    }
}

/// LAM-031, LAM-140: with its status, and the Reason of a throttle.
fn refused(denial: Denial) -> ApiError {
    let message = match denial {
        Denial::Down => "The service is not available.".to_string(),
        Denial::Recursion => "The function was stopped: it calls itself again and again.".to_string(),
        Denial::TooLarge => "Request must be smaller than 6291456 bytes for the InvokeFunction operation".to_string(),
        _ => format!("Rate Exceeded. (Reason: {})", denial.reason()),
    };
    ApiError::new(denial.code(), message)
        .with_http(denial.http())
        .because(Some(denial.rule()))
}
