//! Message move tasks.

use super::*;
use crate::nodes::sqs::action::{MoveParams, TaskId, TaskStatus};
use crate::sim::Fate;

/// A dead-letter queue with messages "0", "1" … that came from the queue.
fn filled(messages: u64) -> Bench {
    let mut bench = Bench::with_dlq::<S>(1, &[], &[]);
    for n in 0..messages {
        bench.send_ok::<S>(text(&n.to_string()));
    }
    for _ in 0..messages {
        bench.bodies::<S>(1);
    }
    bench.at_secs(30);
    bench.bodies::<S>(10);
    assert_eq!(bench.counts(DLQ), [i64::try_from(messages).expect("few"), 0, 0]);
    bench
}

fn start(bench: &mut Bench, params: MoveParams) -> Result<TaskId, SqsError> {
    bench.call::<S, _>(DLQ, |queue, cx| queue.start_move_task(params, cx))
}

fn status(bench: &mut Bench) -> (&'static str, u64, u64) {
    bench.call::<S, _>(DLQ, |queue, _| {
        let task = queue.move_tasks().next().expect("a task");
        (task.status.name(), task.moved, task.to_move)
    })
}

/// SQS-124, SQS-127, SQS-128, SQS-129, SQS-133
#[test]
fn redriven_messages_return_to_their_source_as_new_ones_oldest_first() {
    let mut bench = filled(3);
    start(&mut bench, MoveParams::default()).expect("a task");
    assert_eq!(status(&mut bench), ("RUNNING", 1, 3));
    bench.at(SimTime(30_019_999));
    assert_eq!(status(&mut bench), ("RUNNING", 2, 3));
    bench.at(SimTime(30_020_000));
    assert_eq!(status(&mut bench), ("COMPLETED", 3, 3));
    let got = bench.short::<S>(Q, 10).expect("a poll");
    assert_eq!(bodies(&got), ["0", "1", "2"]);
    assert!(
        got.iter().all(|got| got.receives == 1 && got.message.id.0 > 3),
        "SQS-127"
    );
    assert_eq!(
        got[0].message.root,
        crate::base::MessageId(1),
        "SQS-229: linked to the old one"
    );
    assert_eq!(got[0].sent, SimTime::from_secs(30), "SQS-127");
    assert_eq!(bench.world.ledger().count(Fate::Redriven), 3);
}

/// SQS-128
#[test]
fn the_rate_is_one_to_five_hundred() {
    let mut bench = filled(3);
    let with = |rate| MoveParams {
        rate: Some(rate),
        ..MoveParams::default()
    };
    for rate in [0, 501] {
        assert_eq!(refusal(start(&mut bench, with(rate))).1, "SQS-128");
    }
    start(&mut bench, with(1)).expect("a task");
    bench.at_secs(31);
    assert_eq!(status(&mut bench), ("RUNNING", 2, 3));
}

/// SQS-125, SQS-126
#[test]
fn a_task_needs_a_destination_of_its_type_and_runs_alone() {
    let mut bench = filled(3);
    let to = |id| MoveParams {
        destination: Some(NodeId(id)),
        rate: Some(1),
    };
    bench.add::<F>(NodeId(4), "other.fifo", &[]);
    assert_eq!(
        refusal(start(&mut bench, to(9))),
        ("ResourceNotFoundException", "SQS-125")
    );
    assert_eq!(refusal(start(&mut bench, to(4))), ("InvalidParameterValue", "SQS-126"));
    bench.add::<S>(NodeId(5), "other", &[]);
    start(&mut bench, to(5)).expect("a task");
    assert_eq!(refusal(start(&mut bench, to(5))), ("InvalidParameterValue", "SQS-125"));
    bench.at_secs(40);
    assert_eq!(bench.counts(NodeId(5)), [3, 0, 0]);
    assert_eq!(status(&mut bench).0, "COMPLETED");
}

/// SQS-130
#[test]
fn only_a_running_task_can_be_cancelled_and_what_it_moved_stays_moved() {
    let mut bench = filled(3);
    let params = MoveParams {
        destination: None,
        rate: Some(1),
    };
    let id = start(&mut bench, params).expect("a task");
    let cancel = |bench: &mut Bench, id| bench.call::<S, _>(DLQ, |queue, cx| queue.cancel_move_task(id, cx));
    assert_eq!(
        refusal(cancel(&mut bench, TaskId(9))),
        ("ResourceNotFoundException", "SQS-130")
    );
    assert_eq!(cancel(&mut bench, id), Ok(1));
    assert_eq!(status(&mut bench).0, "CANCELLING");
    bench.at_secs(60);
    assert_eq!(status(&mut bench), ("CANCELLED", 1, 3));
    assert_eq!(refusal(cancel(&mut bench, id)), ("InvalidParameterValue", "SQS-130"));
    assert_eq!(bench.counts(DLQ), [2, 0, 0]);
}

/// SQS-131, SQS-132
#[test]
fn a_task_fails_when_its_destination_is_gone_or_it_runs_too_long() {
    let mut bench = filled(2);
    let params = MoveParams {
        destination: None,
        rate: Some(1),
    };
    start(&mut bench, params).expect("a task");
    bench.world.apply(Input::Remove(Q)).expect("a node");
    bench.at_secs(31);
    let failed = bench.call::<S, _>(DLQ, |queue, _| queue.move_tasks().next().map(|task| task.status));
    assert_eq!(
        failed,
        Some(TaskStatus::Failed("AWS.SimpleQueueService.NonExistentQueue"))
    );

    let mut bench = Bench::new::<S>(&[("MessageRetentionPeriod", &1_209_600)]);
    bench.world.trace_mut().set_recording(false);
    bench.add::<S>(DLQ, "other", &[]);
    bench.world.poke(Q, |node, cx| {
        for _ in 0..129_700 {
            S::of(node).send(text("a"), cx).expect("a send");
        }
        let params = MoveParams {
            destination: Some(DLQ),
            rate: Some(1),
        };
        S::of(node).start_move_task(params, cx).expect("a task");
    });
    bench.at_secs(36 * 3_600);
    bench.call::<S, _>(Q, |queue, _| {
        let task = queue.move_tasks().next().expect("a task");
        assert_eq!((task.status.name(), task.moved), ("FAILED", 129_600), "SQS-132");
    });
}
