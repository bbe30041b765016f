//! Texts that AWS shows, against values computed elsewhere.

use super::*;
use crate::base::MessageId;
use crate::nodes::sqs::action::TaskId;
use crate::nodes::sqs::error::ErrorCode;
use crate::nodes::sqs::rules::RULES;
use crate::nodes::sqs::{digest, wire_names};
use crate::sim::{Attribute, AttributeValue};

/// SQS-050, SQS-073, SQS-136
#[test]
fn digests_are_those_of_the_standards() {
    assert_eq!(digest::md5_of_body("hello"), "5d41402abc4b2a76b9719d911017c592");
    assert_eq!(
        digest::content_id("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(digest::md5_of_attributes(&[]), None);
    let attribute = |name: &str| Attribute {
        name: Rc::from(name),
        data_type: Rc::from("String"),
        value: AttributeValue::Text(Rc::from("v")),
    };
    let (a, b) = (attribute("a"), attribute("b"));
    assert_eq!(
        digest::md5_of_attributes(&[a.clone(), b.clone()]),
        digest::md5_of_attributes(&[b, a])
    );
}

/// SQS-137
#[test]
fn sequence_numbers_have_twenty_digits_and_grow() {
    let texts: Vec<String> = (1..100).map(wire_names::sequence_number).collect();
    assert!(texts.iter().all(|text| text.len() == 20));
    assert!(texts.is_sorted());
}

#[test]
fn message_ids_look_like_uuids_and_differ() {
    let id = wire_names::message_id(7, MessageId(1));
    let parts: Vec<usize> = id.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
    assert_ne!(id, wire_names::message_id(7, MessageId(2)));
    assert_ne!(id, wire_names::message_id(8, MessageId(1)));
}

#[test]
fn task_handles_and_receipt_handles_are_not_mixed_up() {
    let task = wire_names::task_handle(7, Q, TaskId(3));
    assert_eq!(wire_names::parse_task_handle(7, &task), Some((Q, TaskId(3))));
    assert_eq!(wire_names::parse_receipt_handle(7, &task), None);
    assert_eq!(wire_names::parse_task_handle(8, &task), None);
}

/// SQS-196, SQS-018, SQS-013
#[test]
fn errors_have_the_http_status_of_the_catalogue() {
    for (code, status) in [
        (ErrorCode::InvalidParameterValue, 400),
        (ErrorCode::QueueDoesNotExist, 400),
        (ErrorCode::ReceiptHandleIsInvalid, 404),
        (ErrorCode::ResourceNotFoundException, 404),
        (ErrorCode::PurgeQueueInProgress, 403),
        (ErrorCode::OverLimit, 403),
        (ErrorCode::AccessDenied, 403),
    ] {
        assert_eq!(code.http_status(), status, "{}", code.name());
    }
    assert_eq!(
        ErrorCode::QueueDoesNotExist.wire(),
        "AWS.SimpleQueueService.NonExistentQueue"
    );
    assert_eq!(ErrorCode::QueueNameExists.wire(), "QueueAlreadyExists");
}

/// SQS-149, SQS-216
#[test]
fn the_description_is_sound() {
    for spec in [S::SPEC, F::SPEC] {
        for field in spec.fields {
            assert!(!field.help.is_empty(), "{} has no help", field.name);
            assert!(RULES.iter().any(|rule| rule.id == field.rule), "{}", field.name);
            field.check(&field.default_value()).expect("a default in range");
            let capacity = ["Capacity", "Instance", "Size"]
                .iter()
                .any(|word| field.name.ends_with(word));
            assert!(
                !capacity || field.name == "MaximumMessageSize",
                "SQS-216: {}",
                field.name
            );
        }
        let bench = Bench::new::<S>(&[]);
        let told: Vec<&str> = bench
            .world
            .metrics(Q)
            .expect("a node")
            .0
            .iter()
            .map(|(name, _)| *name)
            .collect();
        let listed: Vec<&str> = S::SPEC.metrics.iter().map(|metric| metric.name).collect();
        assert_eq!(told, listed);
    }
    let bench = Bench::new::<F>(&[]);
    let told: Vec<&str> = bench
        .world
        .metrics(Q)
        .expect("a node")
        .0
        .iter()
        .map(|(name, _)| *name)
        .collect();
    let listed: Vec<&str> = F::SPEC.metrics.iter().map(|metric| metric.name).collect();
    assert_eq!(told, listed);
    assert!(RULES.is_sorted_by_key(|rule| rule.id));
}
