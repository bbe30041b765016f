//! Dead-letter queues.

use super::*;
use crate::base::MessageId;
use crate::nodes::sqs::redrive::check_target;
use crate::nodes::sqs::wire_names;
use crate::sim::Happening;

fn moved(bench: &Bench) -> Vec<(u64, MessageId)> {
    let events = bench.world.trace().window().iter();
    events
        .filter(|event| matches!(event.what, Happening::Moved { .. }))
        .map(|event| (event.at.0 / 1_000_000, event.message))
        .collect()
}

/// SQS-111, SQS-123, SQS-186, SQS-116, SQS-117, SQS-221
#[test]
fn a_message_moves_when_it_would_be_received_once_more() {
    let mut bench = Bench::with_dlq::<S>(1, &[("VisibilityTimeout", &0)], &[]);
    let sent = bench.send_ok::<S>(text("a"));
    assert_eq!(bench.bodies::<S>(1), ["a"]);
    assert_eq!(bench.counts(DLQ), [0, 0, 0], "the move is lazy");
    assert!(bench.bodies::<S>(1).is_empty());
    assert_eq!((bench.counts(Q), bench.counts(DLQ)), ([0, 0, 0], [1, 0, 0]));
    assert_eq!(bench.metric(DLQ, "NumberOfMessagesSent"), 0, "SQS-117");
    let got = bench.short::<S>(DLQ, 1).expect("a poll");
    assert_eq!(got[0].message.id, sent.message, "SQS-116");
    assert_eq!(got[0].receives, 2, "SQS-079: the count goes on");
    let details = bench
        .call::<S, _>(DLQ, |queue, _| queue.details(sent.message))
        .expect("stored");
    assert_eq!(details.dead_letter_source, Some(Q), "SQS-116");
}

/// SQS-212, SQS-112, SQS-229
#[test]
fn a_poison_message_is_delivered_three_times_and_moves_at_the_fourth_receive() {
    let mut bench = Bench::with_dlq::<S>(3, &[("VisibilityTimeout", &10)], &[]);
    let sent = bench.send_ok::<S>(text("a"));
    for at in [0, 10, 20] {
        bench.at_secs(at);
        assert_eq!(bench.bodies::<S>(1), ["a"], "at {at}");
    }
    bench.at_secs(35);
    assert_eq!(bench.counts(Q), [1, 0, 0], "SQS-187: nobody receives, nothing moves");
    assert!(bench.bodies::<S>(1).is_empty());
    assert_eq!(moved(&bench), [(35, sent.message)]);
    let lines = bench.world.trace().window().iter().filter(|event| {
        let told = matches!(
            event.what,
            Happening::Received { .. } | Happening::VisibleAgain { .. } | Happening::Moved { .. }
        );
        told && event.message == sent.message
    });
    assert_eq!(lines.count(), 3 + 3 + 1);
}

/// SQS-111
#[test]
fn moves_can_be_shown_at_the_end_of_visibility() {
    let mut bench = Bench::with_dlq::<S>(1, &[("dlq_move", &"on_visibility_expiry")], &[]);
    bench.send_ok::<S>(text("a"));
    bench.bodies::<S>(1);
    bench.at_secs(30);
    assert_eq!(moved(&bench).len(), 1);
}

/// SQS-113, SQS-120
#[test]
fn receives_are_counted_anew_in_a_chain_of_dead_letter_queues() {
    let last = NodeId(3);
    let mut bench = Bench::with_dlq::<S>(
        1,
        &[("VisibilityTimeout", &0)],
        &[
            ("VisibilityTimeout", &0),
            ("RedrivePolicy.deadLetterTargetArn", &last),
            ("RedrivePolicy.maxReceiveCount", &2),
        ],
    );
    bench.add::<S>(last, "last", &[]);
    bench.send_ok::<S>(text("a"));
    bench.bodies::<S>(1);
    bench.bodies::<S>(1);
    for _ in 0..2 {
        assert_eq!(bench.short::<S>(DLQ, 1).expect("a poll").len(), 1);
    }
    assert!(bench.short::<S>(DLQ, 1).expect("a poll").is_empty());
    assert_eq!(bench.counts(last), [1, 0, 0]);
}

/// SQS-114, SQS-115, SQS-213, PAT-052
#[test]
fn only_a_fifo_message_gets_a_new_enqueue_time() {
    const DAY: u64 = 86_400;
    fn run<D: Kind>(draft: Draft) -> (i64, u64) {
        let mut bench = Bench::with_dlq::<D>(1, &[("VisibilityTimeout", &0)], &[]);
        bench
            .world
            .poke(Q, |node, cx| D::of(node).send(draft, cx).expect("a send"));
        bench.at_secs(DAY);
        bench.bodies::<D>(1);
        bench.bodies::<D>(1);
        assert_eq!(bench.metric(DLQ, "ApproximateAgeOfOldestMessage"), 0, "SQS-115");
        bench.at_secs(DAY + 60);
        let age = bench.metric(DLQ, "ApproximateAgeOfOldestMessage");
        let gone = (4..7).find(|day| {
            bench.at_secs(day * DAY);
            bench.counts(DLQ) == [0, 0, 0]
        });
        (age, gone.expect("it expires"))
    }
    assert_eq!(run::<S>(text("a")), (60, 4));
    assert_eq!(run::<F>(grouped("g", "a")), (60, 5));
}

/// SQS-118, SQS-116, PAT-057
#[test]
fn after_the_poison_message_the_rest_of_its_group_goes_on() {
    let mut bench = Bench::with_dlq::<F>(2, &[("VisibilityTimeout", &1)], &[]);
    let poison = bench.send_ok::<F>(grouped("g", "m1"));
    bench.send_ok::<F>(grouped("g", "m2"));
    assert_eq!(bench.bodies::<F>(1), ["m1"]);
    bench.at_secs(1);
    assert_eq!(bench.bodies::<F>(1), ["m1"]);
    bench.at_secs(2);
    assert_eq!(bench.bodies::<F>(1), ["m2"]);
    assert_eq!(bench.counts(DLQ), [1, 0, 0]);
    let details = bench
        .call::<F, _>(DLQ, |queue, _| queue.details(poison.message))
        .expect("stored");
    let own = wire_names::message_id(bench.world.seed(), poison.message);
    assert_eq!(details.deduplication.as_deref(), Some(own.as_str()), "SQS-116");
}

/// SQS-122
#[test]
fn without_its_dead_letter_queue_a_message_stays_and_is_passed_over() {
    let mut bench = Bench::with_dlq::<S>(1, &[("VisibilityTimeout", &0)], &[]);
    bench.world.apply(Input::Remove(DLQ)).expect("a node");
    bench.send_ok::<S>(text("a"));
    bench.bodies::<S>(1);
    bench.send_ok::<S>(text("b"));
    assert_eq!(bench.bodies::<S>(1), ["b"]);
    assert!(bench.rules().contains(&"SQS-122"));
    assert_eq!(bench.counts(Q), [2, 0, 0], "nothing is lost");
    bench.set::<S>(Q, &[("VisibilityTimeout", &0)]);
    assert_eq!(
        bench.bodies::<S>(10).len(),
        2,
        "without a policy both are received again"
    );
}

/// SQS-110, PAT-053
#[test]
fn a_dead_letter_queue_exists_and_has_the_type_of_its_source() {
    check_target(F::SPEC, Some(F::SPEC)).expect("FIFO to FIFO");
    assert_eq!(
        refusal(check_target(F::SPEC, Some(S::SPEC))),
        ("InvalidParameterValue", "SQS-110")
    );
    assert_eq!(
        refusal(check_target(S::SPEC, None)),
        ("InvalidParameterValue", "SQS-110")
    );
}

/// SQS-187, SQS-026
#[test]
fn retention_shorter_than_the_attempts_leaves_the_dead_letter_queue_empty() {
    let mut bench = Bench::with_dlq::<S>(5, &[("MessageRetentionPeriod", &60)], &[]);
    bench.send_ok::<S>(text("a"));
    for at in [0, 30, 60, 90, 120, 150] {
        bench.at_secs(at);
        bench.bodies::<S>(1);
    }
    assert_eq!(bench.counts(DLQ), [0, 0, 0]);
    assert_eq!(bench.metric(Q, "MessagesExpired"), 1);
    let mut settings = Settings::new(S::SPEC);
    let count = "RedrivePolicy.maxReceiveCount";
    assert!(settings.set(count, Value::Number(0)).is_err());
    assert!(settings.set(count, Value::Number(1_001)).is_err());
}
