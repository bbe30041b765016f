//! Dead-letter queues: who may point at whom, and the message move tasks that empty them.

use super::action::{MoveParams, MoveTask, TaskId, TaskStatus};
use super::core::{Queue, TASKS};
use super::discipline::Discipline;
use super::error::{ErrorCode, SqsError};
use super::limits;
use super::rules::rule;
use super::store::State;
use crate::base::{MessageId, NodeId, SimDuration, SimTime};
use crate::sim::{Ctx, Fate, Happening, NodeSpec, Parcel, Phase, Timer};
use std::rc::Rc;

/// The message move tasks of a queue by age; at most the last is active (SQS-125).
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    list: Vec<MoveTask>,
}

impl Tasks {
    fn active(&mut self) -> Option<&mut MoveTask> {
        self.list
            .last_mut()
            .filter(|task| matches!(task.status, TaskStatus::Running | TaskStatus::Cancelling))
    }

    /// Ends the active task because its queue is gone.
    pub fn fail_all(&mut self, cx: &mut Ctx<'_>) {
        if let Some(task) = self.active() {
            end(task, TaskStatus::Failed(GONE), cx);
        }
    }
}

/// The reason of a task that lost a queue (SQS-131).
const GONE: &str = "AWS.SimpleQueueService.NonExistentQueue";
/// The reason of a task that ran too long (SQS-132).
const TOO_LONG: &str = "The message move task exceeded its maximum run time of 36 hours.";

fn end(task: &mut MoveTask, status: TaskStatus, cx: &mut Ctx<'_>) {
    task.status = status;
    let why = match status {
        TaskStatus::Failed(TOO_LONG) => const { rule("SQS-132") },
        TaskStatus::Failed(_) => const { rule("SQS-131") },
        TaskStatus::Cancelled => const { rule("SQS-130") },
        _ => const { rule("SQS-129") },
    };
    let what = Happening::TaskEnded { status: status.name() };
    cx.tell(MessageId::NONE, what, Some(why));
}

/// Whether a queue of one kind may have a node of another as its dead-letter queue: it exists and has the same type
/// (SQS-110). For the API front, which knows all nodes.
pub fn check_target(source: &NodeSpec, target: Option<&NodeSpec>) -> Result<(), SqsError> {
    let reason = match target {
        None => "Dead letter target does not exist.",
        Some(target) if target.kind != source.kind => "Dead-letter queue must be same type of queue as the source.",
        Some(_) => return Ok(()),
    };
    Err(SqsError::value(
        "RedrivePolicy",
        "RedrivePolicy",
        reason,
        const { rule("SQS-110") },
    ))
}

impl<D: Discipline> Queue<D> {
    /// StartMessageMoveTask on this dead-letter queue (SQS-124). That some queue points at it is for the API front to see.
    pub fn start_move_task(&mut self, params: MoveParams, cx: &mut Ctx<'_>) -> Result<TaskId, SqsError> {
        self.begin_call(cx)?;
        let rate = self
            .check_move(params, cx)
            .map_err(|error| self.refuse(error, MessageId::NONE, cx))?;
        let id = TaskId(self.core.tasks.list.len() as u32 + 1);
        self.core.tasks.list.push(MoveTask {
            id,
            destination: params.destination,
            rate,
            status: TaskStatus::Running,
            started: cx.now(),
            moved: 0,
            to_move: self.core.meters.count(State::Visible),
        });
        self.bill("StartMessageMoveTask", 0, cx);
        cx.tell(MessageId::NONE, Happening::TaskBegan, Some(const { rule("SQS-124") }));
        self.core.alarms.tasks = cx.now();
        cx.wake(
            cx.now(),
            Phase::Sends,
            Timer {
                tag: TASKS,
                key: u64::from(id.0),
            },
        );
        Ok(id)
    }

    fn check_move(&mut self, params: MoveParams, cx: &Ctx<'_>) -> Result<Option<u32>, SqsError> {
        if let Some(destination) = params.destination {
            let info = cx.info(destination).ok_or_else(|| {
                let message = "The resource that you specified for the DestinationArn parameter doesn't exist.";
                SqsError::new(ErrorCode::ResourceNotFoundException, message, const { rule("SQS-125") })
            })?;
            if info.spec.kind != D::SPEC.kind {
                let message = "Destination queue must be of the same type as the source queue.";
                return Err(SqsError::parameter(message, const { rule("SQS-126") }));
            }
        }
        let rate = match params.rate {
            None => None,
            Some(rate @ 1..=500) => Some(rate as u32),
            Some(rate) => {
                let reason = "Must be between 1 and 500, if provided.";
                let name = "MaxNumberOfMessagesPerSecond";
                return Err(SqsError::value(rate, name, reason, const { rule("SQS-128") }));
            }
        };
        if self.core.tasks.active().is_some() {
            let message = "There is already a task running. Only one active task is allowed for a source queue arn at a \
                           given time.";
            return Err(SqsError::parameter(message, const { rule("SQS-125") }));
        }
        Ok(rate)
    }

    /// CancelMessageMoveTask (SQS-130); returns how many messages were moved.
    pub fn cancel_move_task(&mut self, id: TaskId, cx: &mut Ctx<'_>) -> Result<u64, SqsError> {
        self.begin_call(cx)?;
        let why = const { rule("SQS-130") };
        let task = self.core.tasks.list.iter_mut().find(|task| task.id == id);
        let error = match task {
            Some(task) if task.status == TaskStatus::Running => {
                task.status = TaskStatus::Cancelling;
                let moved = task.moved;
                self.bill("CancelMessageMoveTask", 0, cx);
                return Ok(moved);
            }
            Some(_) => SqsError::parameter("Only active tasks can be cancelled.", why),
            None => SqsError::new(ErrorCode::ResourceNotFoundException, "Task does not exist.", why),
        };
        Err(self.refuse(error, MessageId::NONE, cx))
    }

    /// The message move tasks, newest first (SQS-129).
    pub fn move_tasks(&self) -> impl Iterator<Item = &MoveTask> {
        self.core.tasks.list.iter().rev()
    }

    /// Moves the next message of the active task.
    pub(super) fn move_next(&mut self, cx: &mut Ctx<'_>) {
        let now = cx.now();
        if now < self.core.alarms.tasks {
            return;
        }
        self.core.alarms.tasks = SimTime::NEVER;
        let Some(mut task) = self.core.tasks.active().copied() else {
            return;
        };
        let status = self.move_one(&mut task, cx);
        match status {
            Some(status) => end(&mut task, status, cx),
            None => {
                let per_second = u64::from(task.rate.unwrap_or(limits::MOVE_RATE.0)); // SQS-128
                let next = task.started + SimDuration(task.moved * 1_000_000 / per_second);
                self.core.alarms.tasks = next;
                cx.wake(
                    next,
                    Phase::Sends,
                    Timer {
                        tag: TASKS,
                        key: u64::from(task.id.0),
                    },
                );
            }
        }
        if let Some(active) = self.core.tasks.active() {
            *active = task;
        }
    }

    /// Moves one message, the oldest (SQS-127). A status when the task is over.
    fn move_one(&mut self, task: &mut MoveTask, cx: &mut Ctx<'_>) -> Option<TaskStatus> {
        let now = cx.now();
        if task.status == TaskStatus::Cancelling {
            return Some(TaskStatus::Cancelled);
        }
        if now >= task.started + limits::MOVE_TASK {
            return Some(TaskStatus::Failed(TOO_LONG));
        }
        let Some((at, to)) = self.next_to_move(task.destination) else {
            return Some(TaskStatus::Completed);
        };
        if task.moved >= task.to_move {
            return Some(TaskStatus::Completed);
        }
        if cx.info(to).is_none() {
            return Some(TaskStatus::Failed(GONE));
        }
        let old = self.discard(at, now);
        let new = cx.make_message(old.draft.clone(), Some(&old));
        cx.tell(
            old.id,
            Happening::Redriven { new: new.id, to },
            Some(const { rule("SQS-127") }),
        );
        cx.end(old.id, Fate::Redriven);
        let parcel = Parcel {
            message: Rc::clone(&new),
            sent: now,
            enqueued: now,
            receives: 0,
            first_received: None,
            from: self.core.me,
            redriven: true,
        };
        let there = cx.transfer(to, vec![parcel]);
        debug_assert!(there, "the destination was looked up before");
        task.moved += 1;
        (task.moved >= task.to_move).then_some(TaskStatus::Completed)
    }

    /// The oldest visible message that has a way to go: to the destination, or back to the queue it came from.
    fn next_to_move(&self, destination: Option<NodeId>) -> Option<(u32, NodeId)> {
        let slots = &self.core.store.slots;
        self.core.retention.iter(slots).find_map(|(_, at)| {
            let slot = self.core.store.slot(at);
            let source = Some(slot.source).filter(|source| *source != NodeId::OPERATOR);
            let to = destination.or(source)?;
            (slot.state == State::Visible).then_some((at, to))
        })
    }
}
