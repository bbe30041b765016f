//! Retries and dead-letter queues.

use super::{ALL, Bench, attribute};
use crate::base::{Ratio, WireId};
use crate::sim::{Fault, Throttling};

/// A bus, a rule that wants all, a target queue and a dead-letter queue.
fn bench(queue: &[(&str, &str)], target: &[(&str, &str)]) -> (Bench, WireId) {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.add("sqs-standard", "queue", queue);
    bench.add("sqs-standard", "dlq", &[]);
    let target = [&[("DeadLetterConfig.Arn", "dlq")], target].concat();
    let wire = bench.wire("rule-1", "queue", &target);
    (bench, wire)
}

/// EVB-131, EVB-070, EVB-074: the pauses are 0.5–1, 1–2, 2–4 … seconds.
#[test]
fn a_throttled_target_gets_the_event_once_after_several_attempts() {
    let (mut bench, _) = bench(&[], &[]);
    bench.fault("queue", Fault::Throttle(Some(Throttling::Rate(0))));
    bench.put("shop", "{}");
    bench.run(1);
    assert_eq!(
        bench.metric("rule-1", "WaitingDeliveries") + bench.metric("rule-1", "RetryInvocationAttempts"),
        2
    );
    bench.run(599);
    bench.fault("queue", Fault::Throttle(None));
    bench.run(700);
    assert_eq!((bench.messages("queue").len(), bench.messages("dlq").len()), (1, 0));
    let retries = bench.metric("rule-1", "RetryInvocationAttempts");
    // Half to all of 1 + 2 + … + 2^i seconds reach ten minutes after 9 to 11 retries.
    assert!((9..=11).contains(&retries), "{retries}");
    assert_eq!(
        (
            bench.metric("rule-1", "Invocations"),
            bench.metric("rule-1", "FailedInvocations")
        ),
        (1, 0)
    );
}

/// EVB-132, EVB-073.
#[test]
fn without_retries_the_first_failure_goes_to_the_dead_letter_queue() {
    let (mut bench, wire) = bench(&[], &[("MaximumRetryAttempts", "0")]);
    bench.lose(wire, Ratio::ALWAYS);
    bench.put("shop", r#"{"n": 1}"#);
    bench.run(2);
    assert_eq!(bench.bodies("dlq")[0]["detail"]["n"], 1);
    let message = &bench.messages("dlq")[0];
    let read = |name| attribute(message, name);
    assert_eq!(
        read("RULE_ARN").as_deref(),
        Some("arn:aws:events:us-east-1:123456789012:rule/rule-1")
    );
    assert_eq!(
        read("TARGET_ARN").as_deref(),
        Some("arn:aws:sqs:us-east-1:123456789012:queue")
    );
    assert_eq!(read("ERROR_CODE").as_deref(), Some("CONNECTION_FAILURE"));
    assert!(read("ERROR_MESSAGE").is_some());
    assert_eq!(
        read("EXHAUSTED_RETRY_CONDITION").as_deref(),
        Some("MaximumRetryAttempts")
    );
    assert_eq!(read("RETRY_ATTEMPTS").as_deref(), Some("0"));
    assert_eq!(bench.metric("rule-1", "InvocationsSentToDlq"), 1);
}

/// EVB-070: the first limit that is reached ends it.
#[test]
fn an_event_that_gets_too_old_goes_to_the_dead_letter_queue() {
    let (mut bench, wire) = bench(&[], &[("MaximumEventAgeInSeconds", "60")]);
    bench.lose(wire, Ratio::ALWAYS);
    bench.put("shop", "{}");
    bench.run(120);
    let message = &bench.messages("dlq")[0];
    assert_eq!(
        attribute(message, "EXHAUSTED_RETRY_CONDITION").as_deref(),
        Some("MaximumEventAgeInSeconds")
    );
    let retries: u32 = attribute(message, "RETRY_ATTEMPTS")
        .expect("a number")
        .parse()
        .expect("a number");
    assert!((4..=6).contains(&retries), "{retries}");
}

/// EVB-062, EVB-071, EVB-076.
#[test]
fn a_target_without_permission_is_not_tried_again() {
    let (mut bench, _) = bench(&[("AccessPolicy", "policy")], &[]);
    bench.put("shop", "{}");
    bench.run(1);
    let message = &bench.messages("dlq")[0];
    assert_eq!(attribute(message, "ERROR_CODE").as_deref(), Some("NO_PERMISSIONS"));
    assert_eq!(attribute(message, "RETRY_ATTEMPTS").as_deref(), Some("0"));
    assert_eq!(attribute(message, "EXHAUSTED_RETRY_CONDITION"), None);
}

/// EVB-072.
#[test]
fn without_a_dead_letter_queue_the_event_is_dropped() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.add("sqs-standard", "queue", &[]);
    let wire = bench.wire("rule-1", "queue", &[("MaximumRetryAttempts", "1")]);
    bench.lose(wire, Ratio::ALWAYS);
    bench.put("shop", "{}");
    bench.run(10);
    assert_eq!(
        (
            bench.metric("rule-1", "DroppedEvents"),
            bench.metric("rule-1", "FailedInvocations")
        ),
        (1, 1)
    );
}

/// EVB-061: EventBridge gives no deduplication id.
#[test]
fn a_fifo_queue_needs_content_based_deduplication() {
    for (content_based, taken, buried) in [("false", 0, 1), ("true", 1, 0)] {
        let mut bench = Bench::with_rules(&[ALL]);
        bench.add(
            "sqs-fifo",
            "queue.fifo",
            &[("ContentBasedDeduplication", content_based)],
        );
        bench.add("sqs-standard", "dlq", &[]);
        let target = [("SqsParameters.MessageGroupId", "g"), ("DeadLetterConfig.Arn", "dlq")];
        bench.wire("rule-1", "queue.fifo", &target);
        bench.put("shop", "{}");
        bench.run(1);
        assert_eq!(
            (bench.messages("queue.fifo").len(), bench.messages("dlq").len()),
            (taken, buried)
        );
    }
}

/// EVB-071: a target that is gone.
#[test]
fn an_event_for_a_target_that_went_is_buried_at_once() {
    let (mut bench, wire) = bench(&[], &[]);
    bench.lose(wire, Ratio::ALWAYS);
    bench.put("shop", "{}");
    bench.run(1);
    bench.world.apply(crate::sim::Input::Unwire(wire)).expect("a wire");
    bench.run(5);
    let message = &bench.messages("dlq")[0];
    assert_eq!(attribute(message, "ERROR_CODE").as_deref(), Some("NO_RESOURCE"));
}

#[test]
fn the_same_seed_gives_the_same_retries() {
    let run = || {
        let (mut bench, wire) = bench(&[], &[]);
        bench.lose(wire, Ratio::from_millionths(700_000));
        (0..20).for_each(|_| bench.put("shop", "{}"));
        bench.run(3_600);
        (bench.world.trace().hash(), bench.messages("queue").len())
    };
    let (hash, taken) = run();
    assert_eq!((hash, taken), run());
    // An answer that is lost makes a second delivery (EVB-014).
    assert!(taken > 20, "{taken}");
}

/// EVB-025: what EventBridge itself holds back is late, not lost.
#[test]
fn a_throttled_rule_invokes_later() {
    let (mut bench, _) = bench(&[], &[]);
    bench.fault("rule-1", Fault::Throttle(Some(Throttling::Rate(2))));
    (0..6).for_each(|_| bench.put("shop", "{}"));
    assert_eq!(bench.messages("queue").len(), 2);
    bench.run(2);
    assert_eq!(
        (
            bench.messages("queue").len(),
            bench.metric("rule-1", "FailedInvocations")
        ),
        (6, 0)
    );
    assert!(bench.metric("rule-1", "ThrottledRules") >= 4);
}

/// EVB-065: an API destination takes so many calls a second, and has five seconds to answer.
#[test]
fn an_api_destination_is_paced_and_must_answer_in_time() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.add("http-endpoint", "api", &[("Latency", "1")]);
    bench.wire("rule-1", "api", &[("InvocationRateLimitPerSecond", "2")]);
    (0..10).for_each(|_| bench.put("shop", "{}"));
    bench.run_micros(2_600_000);
    assert_eq!(bench.metric("rule-1", "Invocations"), 6);
    bench.run(5);
    assert_eq!(bench.metric("rule-1", "Invocations"), 10);
    let mut bench = Bench::with_rules(&[ALL]);
    bench.add("http-endpoint", "slow", &[("Latency", "6000")]);
    bench.add("sqs-standard", "dlq", &[]);
    bench.wire(
        "rule-1",
        "slow",
        &[("MaximumRetryAttempts", "1"), ("DeadLetterConfig.Arn", "dlq")],
    );
    bench.put("shop", "{}");
    bench.run(12);
    let message = &bench.messages("dlq")[0];
    assert_eq!(attribute(message, "ERROR_CODE").as_deref(), Some("TIMEOUT"));
    assert_eq!(bench.metric("rule-1", "RetryInvocationAttempts"), 1);
}

/// EVB-075: that a function took the event is all that EventBridge waits for.
#[test]
fn a_function_that_fails_counts_as_delivered() {
    let mut bench = Bench::with_rules(&[ALL]);
    bench.add(
        "lambda",
        "code",
        &[("FailureRate", "100"), ("MaximumRetryAttempts", "0")],
    );
    bench.wire("rule-1", "code", &[]);
    bench.put("shop", "{}");
    bench.run(60);
    assert_eq!(
        (
            bench.metric("rule-1", "Invocations"),
            bench.metric("rule-1", "FailedInvocations")
        ),
        (1, 0)
    );
    assert_eq!(
        (
            bench.metric("code", "AsyncEventsReceived"),
            bench.metric("code", "Errors")
        ),
        (1, 1)
    );
}
