//! The AWS front as a caller sees it.

mod attributes;
mod command_line;
mod hostile;
mod messages;
mod moves;
mod precedence;
mod queues;
mod terms;
mod verbs;

use crate::api::{ApiError, call, parse};
use crate::base::{SimDuration, SimTime};
use crate::nodes::World;
use serde_json::Value;

fn world() -> World {
    World::new(7, SimDuration::ZERO, SimDuration::ZERO)
}

/// A world with these queues, all exact (SQS-157) so that a short poll finds what is there.
fn world_with(queues: &[&str]) -> World {
    let mut world = world();
    for name in queues {
        let attributes = if name.ends_with(".fifo") {
            " --attributes FifoQueue=true"
        } else {
            ""
        };
        good(&mut world, &format!("create-queue --queue-name {name}{attributes}"));
        if !name.ends_with(".fifo") {
            let line = format!("set {name} model=ideal");
            crate::api::perform(&mut world, &line).unwrap_or_else(|error| panic!("{line}: {error}"));
        }
    }
    world
}

fn run(world: &mut World, line: &str) -> Result<Value, ApiError> {
    let command = parse(&format!("aws sqs {line}")).unwrap_or_else(|error| panic!("{line}: {error}"));
    call(world, command.service, command.action.name, command.input)
}

#[track_caller]
fn good(world: &mut World, line: &str) -> Value {
    run(world, line).unwrap_or_else(|error| panic!("{line}: {error}"))
}

#[track_caller]
fn refused(world: &mut World, line: &str) -> ApiError {
    match run(world, line) {
        Ok(answer) => panic!("{line} was answered with {answer}"),
        Err(error) => error,
    }
}

/// Refused with this code, for this rule, with this in the message.
#[track_caller]
fn refused_with(world: &mut World, line: &str, code: &str, rule: &str, part: &str) {
    let error = refused(world, line);
    let id = error.rule.map_or("", |rule| rule.id);
    assert_eq!((error.code, id), (code, rule), "{line}: {error}");
    assert!(error.message.contains(part), "{line}: {error}");
}

/// The messages of an answer.
fn messages(answer: &Value) -> &[Value] {
    answer["Messages"].as_array().map_or(&[], Vec::as_slice)
}

fn bodies(answer: &Value) -> Vec<&str> {
    messages(answer)
        .iter()
        .filter_map(|message| message["Body"].as_str())
        .collect()
}

/// The receipt handle of the first message, in quotes.
fn handle(answer: &Value) -> String {
    format!(
        "'{}'",
        answer["Messages"][0]["ReceiptHandle"].as_str().unwrap_or_default()
    )
}

fn until(world: &mut World, secs: u64) {
    world.advance(SimTime::from_secs(secs), u64::MAX);
}

fn arn(name: &str) -> String {
    format!("arn:aws:sqs:us-east-1:123456789012:{name}")
}

/// `RedrivePolicy` as an argument for `--attributes`.
fn redrive(dlq: &str, receives: &str) -> String {
    let policy = format!(
        r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":{receives}}}"#,
        arn(dlq)
    );
    format!("'{}'", serde_json::json!({ "RedrivePolicy": policy }))
}
