//! The asynchronous queue.

use super::*;

const FAILS: (&str, &str) = ("FailureRate", "100");

#[test]
fn an_event_that_always_fails_is_tried_three_times_and_leaves_one_dead_letter() {
    // LAM-041, LAM-043, LAM-044, LAM-153, LAM-016, LAM-015
    let mut bench = Bench::function(&[FAILS, ("Duration", "0"), ("DeadLetterConfig.TargetArn", "#3")]);
    bench.add(DLQ, "sqs-standard", "dead", &[]);
    let call = bench.put("order 4", Awaits::Acceptance);
    bench.run(1);
    // LAM-040, LAM-048: accepted, whatever comes of it.
    assert!(bench.answer(call).unwrap().is_ok());
    bench.run(179_999);
    assert_eq!((bench.began(), bench.visible(DLQ)), (vec![0, 60_000], 0));
    bench.run(180_000);
    assert_eq!(bench.began(), [0, 60_000, 180_000]);
    bench.run(300_000);
    assert_eq!((bench.metric(F, "Invocations"), bench.visible(DLQ)), (3, 1));
    let (body, attributes) = bench.bodies("dead").remove(0);
    assert_eq!(body, "order 4");
    assert_eq!(
        attributes,
        ["ErrorCode=200", "ErrorMessage=the handler threw", "RequestID=m-1"]
    );
    assert_eq!(bench.metric(F, "AsyncEventsDropped"), 1);
}

#[test]
fn an_event_that_fails_once_succeeds_a_minute_later() {
    // LAM-041
    let mut bench = Bench::function(&[("FailFirst", "1"), ("Duration", "2")]);
    bench.put("x", Awaits::Acceptance);
    bench.run(10_000);
    let waits = bench.standing(MessageId(1)).unwrap();
    assert_eq!(
        (waits.until, waits.rule.unwrap().id),
        (Some(SimTime::from_secs(62)), "LAM-041")
    );
    bench.run(70_000);
    assert_eq!(bench.began(), [0, 62_000]);
    assert_eq!((bench.metric(F, "Done"), bench.metric(F, "AsyncEventsPending")), (1, 0));
}

#[test]
fn retries_can_be_switched_off_and_age_ends_them_too() {
    // LAM-016, LAM-017, LAM-043, LAM-047
    let mut bench = Bench::function(&[FAILS, ("Duration", "0"), ("MaximumRetryAttempts", "0")]);
    bench.put("x", Awaits::Acceptance);
    bench.run(600_000);
    assert_eq!(bench.began(), [0]);
    let mut bench = Bench::function(&[FAILS, ("Duration", "0"), ("MaximumEventAgeInSeconds", "90")]);
    bench.put("x", Awaits::Acceptance);
    bench.run(89_999);
    assert_eq!(bench.metric(F, "AsyncEventsPending"), 1);
    bench.run(90_000);
    assert_eq!(
        (bench.began(), bench.metric(F, "AsyncEventsDropped")),
        (vec![0, 60_000], 1)
    );
    for (name, value, fits) in [
        ("MaximumRetryAttempts", 3, false),
        ("MaximumRetryAttempts", 0, true),
        ("MaximumEventAgeInSeconds", 59, false),
        ("MaximumEventAgeInSeconds", 60, true),
        ("MaximumEventAgeInSeconds", 21_601, false),
    ] {
        let field = kind("lambda").unwrap().field(name).unwrap().1;
        assert_eq!(
            field.check(&crate::sim::Value::Number(value)).is_ok(),
            fits,
            "{name} {value}"
        );
    }
}

#[test]
fn a_throttled_event_is_tried_after_growing_waits_and_uses_up_no_retry() {
    // LAM-042, LAM-121
    let mut bench = Bench::function(&[("ReservedConcurrentExecutions", "0"), ("Duration", "0")]);
    bench.put("x", Awaits::Acceptance);
    bench.run(20_000);
    let refused = bench.times(|what| matches!(what, Happening::Refused { .. }));
    assert_eq!(refused, [0, 1_000, 3_000, 7_000, 15_000]);
    let waits = bench.standing(MessageId(1)).unwrap();
    assert_eq!(
        (waits.until, waits.rule.unwrap().id),
        (Some(SimTime::from_secs(31)), "LAM-042")
    );
    bench.set(F, "ReservedConcurrentExecutions", "1");
    bench.set(F, "FailureRate", "100");
    bench.run(600_000);
    assert_eq!(bench.began(), [31_000, 91_000, 211_000]);
    assert_eq!(bench.metric(F, "AsyncEventsDropped"), 1);
}

#[test]
fn with_nothing_reserved_an_event_ends_with_its_age_and_never_runs() {
    // LAM-164, LAM-042, LAM-043, LAM-044, LAM-045
    let targets = [
        ("DeadLetterConfig.TargetArn", "#3"),
        ("DestinationConfig.OnFailure", "#4"),
    ];
    let mut bench = Bench::function(&[&targets[..], &[("ReservedConcurrentExecutions", "0")]].concat());
    bench.add(DLQ, "sqs-standard", "dead", &[]);
    bench.add(OTHER, "sqs-standard", "told", &[]);
    bench.put("{\"n\": 1}", Awaits::Acceptance);
    bench.rush(21_599);
    assert_eq!(bench.visible(DLQ) + bench.visible(OTHER), 0);
    bench.rush(21_600);
    assert_eq!(
        (bench.visible(DLQ), bench.visible(OTHER), bench.metric(F, "Invocations")),
        (1, 1, 0)
    );
    let record: Value = serde_json::from_str(&bench.bodies("told")[0].0).unwrap();
    assert_eq!(record["requestContext"]["condition"], "EventAgeExceeded");
    assert_eq!(record["requestContext"]["approximateInvokeCount"], 0);
    assert_eq!(record["requestPayload"], json!({ "n": 1 }));
    assert_eq!(bench.bodies("dead")[0].1[0], "ErrorCode=429");
}

#[test]
fn destinations_are_told_of_success_and_of_failure() {
    // LAM-018, LAM-044, LAM-045, LAM-004
    let targets = [
        ("DestinationConfig.OnSuccess", "#2"),
        ("DestinationConfig.OnFailure", "#3"),
    ];
    let code = [
        ("Poison", "body = bad"),
        ("Output", "{\"made\": \"{{body}}\"}"),
        ("MaximumRetryAttempts", "1"),
    ];
    let mut bench = Bench::function(&[&targets[..], &code].concat());
    bench.add(Q, "sqs-standard", "well", &[]);
    bench.add(DLQ, "sqs-standard", "ill", &[]);
    bench.put("good", Awaits::Acceptance);
    bench.put("bad", Awaits::Acceptance);
    bench.run(100_000);
    let well: Value = serde_json::from_str(&bench.bodies("well")[0].0).unwrap();
    assert_eq!(well["requestContext"]["condition"], "Success");
    assert_eq!(well["requestPayload"], "good");
    assert_eq!(well["responsePayload"], json!({ "made": "good" }));
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:resize:$LATEST";
    assert_eq!(well["requestContext"]["functionArn"], arn);
    let ill: Value = serde_json::from_str(&bench.bodies("ill")[0].0).unwrap();
    assert_eq!(ill["requestContext"]["condition"], "RetriesExhausted");
    assert_eq!(ill["requestContext"]["approximateInvokeCount"], 2);
    assert_eq!(ill["responseContext"]["functionError"], "Unhandled");
    assert_eq!(ill["responsePayload"]["errorMessage"], "the handler threw");
    // LAM-018: nothing with FIFO may be named.
    for name in [
        "DestinationConfig.OnSuccess",
        "DestinationConfig.OnFailure",
        "DeadLetterConfig.TargetArn",
    ] {
        let field = kind("lambda").unwrap().field(name).unwrap().1;
        let crate::sim::FieldType::Node(kinds) = field.ty else {
            panic!("{name}")
        };
        assert!(
            kinds.contains(&"sqs-standard") && kinds.iter().all(|kind| !kind.contains("fifo")),
            "{name}"
        );
    }
}

#[test]
fn what_a_target_does_not_take_is_counted() {
    // LAM-120
    let targets = [
        ("DeadLetterConfig.TargetArn", "#3"),
        ("DestinationConfig.OnFailure", "#3"),
    ];
    let mut bench = Bench::function(&[&targets[..], &[FAILS, ("MaximumRetryAttempts", "0")]].concat());
    bench.put("x", Awaits::Acceptance);
    bench.run(1_000);
    assert_eq!(
        (
            bench.metric(F, "DeadLetterErrors"),
            bench.metric(F, "DestinationDeliveryFailures")
        ),
        (1, 1)
    );
}

#[test]
fn an_event_can_be_delivered_twice() {
    // LAM-046, LAM-073
    let mut bench = Bench::function(&[("AsyncDuplicates", "100"), ("Duration", "1")]);
    bench.put("x", Awaits::Acceptance);
    bench.run(10_000);
    assert_eq!(
        (bench.metric(F, "Invocations"), bench.metric(F, "EffectsTwice")),
        (2, 1)
    );
    let mut bench = Bench::function(&[("AsyncDuplicates", "100"), ("IdempotencyStore", "true")]);
    bench.put("x", Awaits::Acceptance);
    bench.run(10_000);
    assert_eq!((bench.metric(F, "Skipped"), bench.metric(F, "EffectsTwice")), (1, 0));
}

#[test]
fn a_loop_through_the_function_ends_after_sixteen_rounds() {
    // LAM-049
    let mut bench = Bench::function(&[("Duration", "1")]);
    bench.add(OTHER, "lambda", "mirror", &[WARM, ("Duration", "1")]);
    bench.wire(WireId(1), (F, 2), (OTHER, 0), &[("InvocationType", "Event")]);
    bench.wire(WireId(2), (OTHER, 2), (F, 0), &[("InvocationType", "Event")]);
    bench.put("ping", Awaits::Acceptance);
    bench.run(600_000);
    // The first event is no round yet: it is the seventeenth run that would be one too many.
    assert_eq!(bench.metric(F, "Invocations"), 16);
    assert!(bench.told("LAM-049"));
}

#[test]
fn a_loop_through_a_queue_ends_too_and_its_message_goes_to_the_dead_letter_queue() {
    // LAM-049
    let mut bench = Bench::with_dlq("2", &[("Duration", "1")], &[("VisibilityTimeout", "30")], &[]);
    bench.wire(WireId(2), (F, 2), (Q, 0), &[]);
    bench.run(1);
    bench.send("orders", "ping");
    bench.run(16_500);
    assert_eq!((bench.metric(F, "Invocations"), bench.visible(DLQ)), (16, 0));
    bench.rush(120);
    assert_eq!((bench.metric(F, "Invocations"), bench.visible(DLQ)), (16, 1));
}

#[test]
fn events_survive_a_lost_service_without_using_up_retries() {
    // LAM-042
    let mut bench = Bench::function(&[("Duration", "2"), ("FailFirst", "2")]);
    bench.put("x", Awaits::Acceptance);
    bench.run(1_000);
    bench.fault(Fault::Crash);
    bench.run(30_000);
    assert_eq!(
        (bench.metric(F, "AsyncEventsPending"), bench.metric(F, "Errors")),
        (1, 0)
    );
    bench.fault(Fault::Restart);
    bench.run(400_000);
    assert_eq!((bench.metric(F, "Done"), bench.metric(F, "Errors")), (1, 2));
}
