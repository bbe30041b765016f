//! Changing, deleting and guarding a queue.

use super::*;

/// SQS-021, SQS-081
#[test]
fn a_new_visibility_timeout_leaves_messages_in_flight_alone() {
    let mut bench = Bench::new::<S>(&[]);
    bench.send_ok::<S>(text("a"));
    bench.bodies::<S>(1);
    bench.set::<S>(Q, &[("VisibilityTimeout", &1)]);
    bench.at_secs(29);
    assert_eq!(bench.counts(Q), [0, 1, 0]);
    bench.at_secs(30);
    bench.bodies::<S>(1);
    bench.at_secs(31);
    assert_eq!(bench.counts(Q), [1, 0, 0]);
}

/// SQS-022, SQS-017
#[test]
fn a_shorter_retention_reaches_back() {
    let mut bench = Bench::new::<S>(&[]);
    bench.send_ok::<S>(text("a"));
    bench.at_secs(100);
    bench.send_ok::<S>(text("b"));
    bench.set::<S>(Q, &[("MessageRetentionPeriod", &60)]);
    assert_eq!(bench.bodies::<S>(10), ["b"]);
}

/// SQS-023
#[test]
fn a_new_delay_is_retroactive_on_fifo_queues_only() {
    let mut fifo = Bench::new::<F>(&[("DelaySeconds", &100)]);
    fifo.send_ok::<F>(grouped("g", "a"));
    fifo.at_secs(5);
    fifo.set::<F>(Q, &[("DelaySeconds", &10)]);
    fifo.at_secs(10);
    assert_eq!(fifo.counts(Q), [1, 0, 0]);
    let mut standard = Bench::new::<S>(&[("DelaySeconds", &100)]);
    standard.send_ok::<S>(text("a"));
    standard.set::<S>(Q, &[("DelaySeconds", &10)]);
    standard.at_secs(99);
    assert_eq!(standard.counts(Q), [0, 0, 1]);
}

/// SQS-017
#[test]
fn changes_can_take_their_time() {
    let mut bench = Bench::new::<S>(&[]);
    bench.set::<S>(Q, &[("DelaySeconds", &100), ("attribute_propagation_s", &60)]);
    bench.send_ok::<S>(text("old"));
    assert_eq!(bench.counts(Q), [1, 0, 0]);
    bench.at_secs(60);
    bench.send_ok::<S>(text("new"));
    assert_eq!(bench.counts(Q), [1, 0, 1]);
}

/// SQS-015, SQS-018
#[test]
fn a_deleted_queue_answers_until_the_deletion_has_spread() {
    let mut bench = Bench::new::<S>(&[("delete_propagation", &60)]);
    bench
        .call::<S, _>(Q, |queue, cx| queue.delete_queue(cx))
        .expect("a deletion");
    bench.at_secs(59);
    bench.send_ok::<S>(text("a"));
    let call = bench.long::<S>(1);
    assert!(call.is_ok());
    bench.at_secs(60);
    assert_eq!(refusal(bench.send::<S>(text("b"))), ("QueueDoesNotExist", "SQS-018"));
    assert_eq!(bench.world.ledger().alive(), 0, "SQS-015: with everything in it");
}

/// SQS-016
#[test]
fn a_new_queue_needs_a_second_under_strict_timing() {
    let mut bench = Bench::new::<S>(&[("strict_timing", &true)]);
    assert_eq!(refusal(bench.send::<S>(text("a"))).0, "QueueDoesNotExist");
    bench.at_secs(1);
    bench.send_ok::<S>(text("a"));
}

/// SQS-024, SQS-026, SQS-030, SQS-037, PAT-048
#[test]
fn settings_out_of_range_are_refused() {
    for (name, least, most) in [
        ("VisibilityTimeout", 0, 43_200),
        ("MessageRetentionPeriod", 60, 1_209_600),
        ("DelaySeconds", 0, 900),
        ("ReceiveMessageWaitTimeSeconds", 0, 20),
        ("MaximumMessageSize", 1_024, 1_048_576),
        ("RedrivePolicy.maxReceiveCount", 1, 1_000),
        ("KmsDataKeyReusePeriodSeconds", 60, 86_400),
    ] {
        let mut settings = Settings::new(F::SPEC);
        for (value, fine) in [(least, true), (most, true), (least - 1, false), (most + 1, false)] {
            assert_eq!(settings.set(name, Value::Number(value)).is_ok(), fine, "{name} {value}");
        }
    }
}

/// SQS-219, SQS-223, SQS-190, SQS-027, SQS-028, SQS-029, SQS-031, SQS-032, SQS-014, SQS-012
#[test]
fn a_new_queue_has_the_documented_defaults() {
    let settings = Settings::new(S::SPEC);
    assert_eq!(settings.number("MessageRetentionPeriod"), 345_600);
    assert_eq!(settings.number("VisibilityTimeout"), 30);
    assert_eq!(settings.number("DelaySeconds"), 0);
    assert_eq!(settings.number("ReceiveMessageWaitTimeSeconds"), 0);
    assert!(settings.flag("SqsManagedSseEnabled"));
    assert_eq!(settings.text("KmsMasterKeyId").as_ref(), "");
    assert_eq!(settings.text("Policy").as_ref(), "");
    assert_eq!(settings.choice("RedriveAllowPolicy.redrivePermission"), 0);
    for name in [
        "FifoQueue",
        "ContentBasedDeduplication",
        "DeduplicationScope",
        "FifoThroughputLimit",
    ] {
        assert!(
            settings.get(name).is_none(),
            "{name} is no attribute of a standard queue"
        );
    }
}
