//! Redrive: message move tasks (SQS-124 to SQS-133).

use super::address::queue_arn;
use super::{Members, all, at, is_fifo, number, on_queue, text, with_queue};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::service::arn::read_arn;
use crate::nodes::sqs::action::{MoveParams, MoveTask, TaskStatus};
use crate::nodes::sqs::error::{ErrorCode, SqsError};
use crate::nodes::sqs::rules::rule;
use crate::nodes::sqs::wire_names::{parse_task_handle, task_handle};
use serde_json::{Map, Value, json};

/// Tasks that can be active in an account (SQS-132).
const ACTIVE: usize = 100;

/// SQS-125: the queue behind an ARN, or `ResourceNotFoundException`.
fn resource(world: &World, arn: &str, parameter: &str) -> Result<NodeId, SqsError> {
    let found = read_arn(arn, super::NAME).and_then(|address| at(world, address));
    found.ok_or_else(|| {
        let message = format!("The resource that you specified for the {parameter} parameter doesn't exist.");
        SqsError::new(ErrorCode::ResourceNotFoundException, message, const { rule("SQS-125") })
    })
}

/// Whether a queue's RedrivePolicy names this one.
pub(super) fn is_source_of(world: &World, source: NodeId, dlq: NodeId) -> bool {
    world
        .info(source)
        .is_some_and(|info| info.settings.node("RedrivePolicy.deadLetterTargetArn") == Some(dlq))
}

/// StartMessageMoveTask.
pub fn start(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let source = resource(world, text(input, "SourceArn").unwrap_or_default(), "SourceArn")?;
    if !all(world).any(|queue| is_source_of(world, queue, source)) {
        let message = "Source queue must be configured as a Dead Letter Queue.";
        return Err(SqsError::parameter(message, const { rule("SQS-125") }));
    }
    let destination = match text(input, "DestinationArn") {
        Some(arn) => Some(resource(world, arn, "DestinationArn")?),
        None => None,
    };
    if destination.is_some_and(|destination| is_fifo(world, destination) != is_fifo(world, source)) {
        let message = "Source and destination must be queues of the same type.";
        return Err(SqsError::parameter(message, const { rule("SQS-126") }));
    }
    let active = all(world)
        .filter(|queue| tasks(world, *queue).iter().any(is_active))
        .count();
    if active >= ACTIVE && !tasks(world, source).iter().any(is_active) {
        let message = format!("The account already has {ACTIVE} active message move tasks.");
        return Err(SqsError::new(ErrorCode::OverLimit, message, const { rule("SQS-132") }));
    }
    let params = MoveParams {
        destination,
        rate: number(input, "MaxNumberOfMessagesPerSecond"),
    };
    let task = on_queue!(world, source, |queue, cx| queue.start_move_task(params, cx))?;
    Ok(json!({ "TaskHandle": task_handle(world.seed(), source, task) }))
}

fn is_active(task: &MoveTask) -> bool {
    matches!(task.status, TaskStatus::Running | TaskStatus::Cancelling)
}

/// The tasks of a queue, newest first.
fn tasks(world: &World, id: NodeId) -> Vec<MoveTask> {
    with_queue!(world, id, |queue| queue.move_tasks().copied().collect()).unwrap_or_default()
}

/// CancelMessageMoveTask (SQS-130).
pub fn cancel(world: &mut World, input: &Members) -> Result<Value, SqsError> {
    let handle = text(input, "TaskHandle").unwrap_or_default();
    let Some((source, task)) = parse_task_handle(world.seed(), handle) else {
        let message = "Value for parameter TaskHandle is invalid.";
        return Err(SqsError::parameter(message, const { rule("SQS-130") }));
    };
    if world.info(source).is_none() {
        let message = "Task does not exist.";
        return Err(SqsError::new(
            ErrorCode::ResourceNotFoundException,
            message,
            const { rule("SQS-130") },
        ));
    }
    let moved = on_queue!(world, source, |queue, cx| queue.cancel_move_task(task, cx))?;
    Ok(json!({ "ApproximateNumberOfMessagesMoved": moved }))
}

/// ListMessageMoveTasks (SQS-129).
pub fn list(world: &World, input: &Members) -> Result<Value, SqsError> {
    let source = resource(world, text(input, "SourceArn").unwrap_or_default(), "SourceArn")?;
    let most = number(input, "MaxResults").unwrap_or(1);
    let Some(most) = usize::try_from(most).ok().filter(|most| (1..=10).contains(most)) else {
        let reason = "Must be between 1 and 10, if provided.";
        return Err(SqsError::value(most, "MaxResults", reason, const { rule("SQS-129") }));
    };
    let shown = tasks(world, source);
    let results: Vec<Value> = shown.iter().take(most).map(|task| show(world, source, task)).collect();
    Ok(json!({ "Results": results }))
}

fn show(world: &World, source: NodeId, task: &MoveTask) -> Value {
    let mut out = Map::new();
    // SQS-129: a task can be called by its handle only while it runs.
    if task.status == TaskStatus::Running {
        out.insert("TaskHandle".into(), task_handle(world.seed(), source, task.id).into());
    }
    out.insert("Status".into(), task.status.name().into());
    if let Some(info) = world.info(source) {
        out.insert("SourceArn".into(), queue_arn(info).into());
    }
    if let Some(info) = task.destination.and_then(|destination| world.info(destination)) {
        out.insert("DestinationArn".into(), queue_arn(info).into());
    }
    if let Some(rate) = task.rate {
        out.insert("MaxNumberOfMessagesPerSecond".into(), rate.into());
    }
    out.insert("ApproximateNumberOfMessagesMoved".into(), task.moved.into());
    out.insert("ApproximateNumberOfMessagesToMove".into(), task.to_move.into());
    if let TaskStatus::Failed(reason) = task.status {
        out.insert("FailureReason".into(), reason.into());
    }
    out.insert("StartedTimestamp".into(), task.started.as_millis().into());
    out.into()
}
