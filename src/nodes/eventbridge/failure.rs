//! Why deliveries fail, in EventBridge's own words, and what a dead-letter queue is told of it (EVB-071, EVB-073).

use super::courier::Delivery;
use super::rules::rule;
use crate::base::NodeId;
use crate::nodes::access::source_arn;
use crate::sim::{Attribute, AttributeValue, Ctx, Refusal, Response, Rule};
use std::rc::Rc;

/// Why a delivery failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Failure {
    pub code: &'static str,
    pub message: &'static str,
    pub retriable: bool,
    pub rule: &'static Rule,
}

/// A failure that EventBridge itself finds.
pub fn failure(code: &'static str, message: &'static str, retriable: bool, id: &'static str) -> Failure {
    let rule = match id {
        "EVB-065" => const { rule("EVB-065") },
        _ => const { rule("EVB-071") },
    };
    Failure {
        code,
        message,
        retriable,
        rule,
    }
}

/// None when the target has accepted the event.
pub fn outcome(response: &Response) -> Option<Failure> {
    let refusal = match response {
        Response::Put(results) => *results.iter().find_map(|result| result.as_ref().err())?,
        Response::Refused(refusal) => *refusal,
        _ => {
            return Some(failure(
                "CONNECTION_FAILURE",
                "The target could not be reached.",
                true,
                "EVB-071",
            ));
        }
    };
    Some(translate(refusal))
}

/// EVB-071: what a target's own error code is to EventBridge.
fn translate(refusal: Refusal) -> Failure {
    let (code, message) = match refusal.code {
        code if code.contains("Access") || code.contains("Authoriz") || code.contains("KMS") => {
            ("NO_PERMISSIONS", "The target does not permit EventBridge to invoke it.")
        }
        code if code.contains("NotFound") || code.contains("DoesNotExist") => ("NO_RESOURCE", "The target is gone."),
        _ if refusal.retryable => ("THROTTLING", "The target took no more calls."),
        _ => ("INVALID_PARAMETER", "The target refused the event."),
    };
    Failure {
        code,
        message,
        retriable: refusal.retryable,
        rule: refusal.rule.unwrap_or(const { rule("EVB-071") }),
    }
}

/// EVB-073: the attributes of an event in a dead-letter queue.
pub fn letter(delivery: &Delivery, failure: Failure, exhausted: Option<&str>, cx: &Ctx<'_>) -> Vec<Attribute> {
    let name = |node: NodeId| cx.info(node).map_or_else(String::new, source_arn);
    let target = cx.peer(delivery.wire);
    let attribute = |name: &str, value: String| Attribute {
        name: Rc::from(name),
        data_type: Rc::from("String"),
        value: AttributeValue::Text(Rc::from(value)),
    };
    let mut attributes = vec![
        attribute("RULE_ARN", name(cx.me())),
        attribute(
            "TARGET_ARN",
            target.map_or_else(|| delivery.target.name.to_string(), name),
        ),
        attribute("ERROR_CODE", failure.code.to_string()),
        attribute("ERROR_MESSAGE", failure.message.to_string()),
    ];
    if let Some(condition) = exhausted {
        attributes.push(attribute("EXHAUSTED_RETRY_CONDITION", condition.to_string()));
    }
    attributes.push(attribute(
        "RETRY_ATTEMPTS",
        delivery.tries.saturating_sub(1).to_string(),
    ));
    attributes
}
