//! Synchronous calls, run time, cold starts.

use super::*;
use crate::sim::Place;

#[test]
fn a_call_runs_and_is_answered_with_what_the_code_returns() {
    // LAM-030, LAM-032, LAM-019
    let mut bench = Bench::function(&[("Duration", "2"), ("Output", "thumb of {{body}}")]);
    let call = bench.put("photo", Awaits::Result);
    bench.run(1_999);
    assert!(bench.answer(call).is_none());
    bench.run(2_000);
    let receipt = bench.answer(call).unwrap().unwrap();
    assert_eq!(receipt.result.as_deref(), Some("thumb of photo"));
    assert_eq!((bench.metric(F, "Invocations"), bench.metric(F, "Errors")), (1, 0));
}

#[test]
fn a_failed_call_is_answered_with_a_function_error_and_lambda_does_not_retry_it() {
    // LAM-030, LAM-031
    let mut bench = Bench::function(&[("Poison", "body contains bad")]);
    let call = bench.put("bad", Awaits::Result);
    bench.run(600_000);
    let refusal = bench.answer(call).unwrap().unwrap_err();
    assert_eq!((refusal.code, refusal.retryable), ("Unhandled", false));
    assert_eq!((bench.metric(F, "Invocations"), bench.metric(F, "Errors")), (1, 1));
}

#[test]
fn code_that_runs_too_long_is_killed_at_its_timeout() {
    // LAM-007, LAM-010, LAM-021
    let mut bench = Bench::function(&[("Duration", "2000"), ("Timeout", "900")]);
    let call = bench.put("long", Awaits::Result);
    bench.run(899_999);
    assert!(bench.answer(call).is_none());
    bench.run(900_000);
    assert_eq!(bench.answer(call).unwrap().unwrap_err().code, "Sandbox.Timedout");
    assert_eq!(bench.metric(F, "Errors"), 1);
    assert!(bench.told("LAM-021"));
    let timeout = kind("lambda").unwrap().field("Timeout").unwrap().1;
    for (value, fits) in [(0, false), (1, true), (900, true), (901, false)] {
        assert_eq!(
            timeout.check(&crate::sim::Value::Number(value)).is_ok(),
            fits,
            "{value}"
        );
    }
    assert_eq!(timeout.default_value(), crate::sim::Value::Number(3));
}

#[test]
fn memory_is_between_128_and_10240_megabytes() {
    // LAM-011
    let memory = kind("lambda").unwrap().field("MemorySize").unwrap().1;
    for (value, fits) in [(127, false), (128, true), (10_240, true), (10_241, false)] {
        assert_eq!(memory.check(&crate::sim::Value::Number(value)).is_ok(), fits, "{value}");
    }
    assert_eq!(memory.default_value(), crate::sim::Value::Number(128));
}

#[test]
fn the_first_call_starts_cold_and_an_idle_environment_is_kept_for_ten_minutes() {
    // LAM-020
    let mut bench = Bench::function(&[("Duration", "1"), ("ColdStart", "300")]);
    bench.put("first", Awaits::Result);
    bench.run(1_299);
    assert_eq!(bench.metric(F, "ConcurrentExecutions"), 1);
    bench.run(1_300);
    assert_eq!(
        (bench.metric(F, "ConcurrentExecutions"), bench.status().as_str()),
        (0, "1 warm")
    );
    bench.run(601_299);
    let warm = bench.put("second", Awaits::Result);
    bench.run(602_299);
    assert!(bench.answer(warm).is_some());
    assert_eq!(bench.metric(F, "ColdStarts"), 1);
    bench.run(1_202_299);
    bench.put("third", Awaits::Result);
    bench.run(1_204_000);
    assert_eq!(bench.metric(F, "ColdStarts"), 2);
}

#[test]
fn two_calls_at_once_need_two_environments() {
    // LAM-020
    let mut bench = Bench::function(&[("Duration", "1")]);
    bench.put("a", Awaits::Result);
    bench.put("b", Awaits::Result);
    bench.run(500);
    assert_eq!(
        (bench.metric(F, "ConcurrentExecutions"), bench.metric(F, "ColdStarts")),
        (2, 2)
    );
    assert_eq!(bench.metric(F, "MaxConcurrentExecutions"), 2);
}

#[test]
fn payloads_have_up_to_six_megabytes_and_events_one() {
    // LAM-006, LAM-030, LAM-040, LAM-140
    let body = |bytes: usize| Draft {
        body: Rc::from("x".repeat(bytes)),
        ..Draft::default()
    };
    for (bytes, awaits, classic, fits) in [
        (6 << 20, Awaits::Result, "current", true),
        ((6 << 20) + 1, Awaits::Result, "current", false),
        (1 << 20, Awaits::Acceptance, "current", true),
        ((1 << 20) + 1, Awaits::Acceptance, "current", false),
        (256 << 10, Awaits::Acceptance, "classic", true),
        ((256 << 10) + 1, Awaits::Acceptance, "classic", false),
    ] {
        let mut bench = Bench::function(&[("limits_profile", classic)]);
        let call = bench.put_draft(body(bytes), awaits);
        bench.run(1_000);
        let code = bench.answer(call).unwrap().map(|_| ()).map_err(|refusal| refusal.code);
        let expected = if fits { Ok(()) } else { Err("RequestTooLargeException") };
        assert_eq!(code, expected, "{bytes} {awaits:?} {classic}");
    }
}

#[test]
fn a_worker_calls_over_a_wire_and_waits_for_the_work() {
    // LAM-030, LAM-032
    let mut bench = Bench::function(&[("Duration", "2"), ("Poison", "body contains bad")]);
    bench.add(Q, "sqs-standard", "orders", &[]);
    bench.add(OTHER, "worker", "caller", &[("Work", "0")]);
    bench.wire(WireId(1), (Q, 1), (OTHER, 0), &[]);
    bench.wire(WireId(2), (OTHER, 1), (F, 0), &[]);
    bench.run(1);
    bench.send("orders", "good");
    bench.run(1_000);
    assert_eq!(bench.metric(OTHER, "Done"), 0);
    bench.run(2_001);
    assert_eq!(bench.metric(OTHER, "Done"), 1);
    bench.send("orders", "bad");
    bench.run(4_100);
    assert_eq!((bench.metric(OTHER, "Failed"), bench.metric(F, "Errors")), (1, 1));
    // With InvocationType Event the caller waits only until Lambda has queued it (LAM-040).
    bench.wire(WireId(2), (OTHER, 1), (F, 0), &[("InvocationType", "Event")]);
    bench.send("orders", "later");
    bench.run(4_200);
    assert_eq!((bench.metric(OTHER, "Done"), bench.metric(F, "Done")), (2, 1));
    bench.run(6_200);
    assert_eq!(bench.metric(F, "Done"), 2);
}

#[test]
fn it_waits_for_the_calls_that_it_makes_and_fails_with_them() {
    // LAM-021: the time that calls take counts.
    let mut bench = Bench::function(&[("Duration", "1"), ("Timeout", "3"), ("CallBody", "did {{body}}")]);
    bench.add(Q, "sqs-standard", "results", &[]);
    bench.wire(WireId(1), (F, 2), (Q, 0), &[]);
    let call = bench.put("it", Awaits::Result);
    bench.run(1_000);
    assert!(bench.answer(call).unwrap().is_ok());
    assert_eq!(bench.bodies("results")[0].0, "did it");
    // A function that takes too long behind it makes it run into its own timeout.
    bench.add(OTHER, "lambda", "slow", &[("Duration", "60"), ("Timeout", "60")]);
    bench.wire(WireId(2), (F, 2), (OTHER, 0), &[]);
    let call = bench.put("more", Awaits::Result);
    bench.run(3_999);
    assert!(bench.answer(call).is_none());
    bench.run(4_000);
    assert_eq!(bench.answer(call).unwrap().unwrap_err().code, "Sandbox.Timedout");
    bench.run(70_000);
    assert_eq!(bench.metric(F, "Errors"), 1);
}

#[test]
fn it_costs_per_request_and_per_started_millisecond_of_memory() {
    // LAM-130, LAM-120
    let mut bench = Bench::function(&[("Duration", "0.5"), ("MemorySize", "1024")]);
    for _ in 0..4 {
        bench.put("x", Awaits::Result);
    }
    bench.run(1_000);
    let charged = |id: &str| {
        let meter = bench.world.trace().meter();
        let mine = meter.node(F).expect("the function");
        mine.charged
            .iter()
            .find(|charged| charged.spec.id == id)
            .map(|charged| charged.units)
    };
    assert_eq!(charged("lambda-requests"), Some(4));
    assert_eq!(charged("lambda-run-time"), Some(2_048));
    assert_eq!(bench.metric(F, "DurationMillisSum"), 2_000);
}

#[test]
fn it_says_where_a_message_is() {
    let mut bench = Bench::function(&[("Duration", "2"), ("ColdStart", "300")]);
    bench.put("x", Awaits::Result);
    let message = MessageId(1);
    let starting = bench.standing(message).unwrap();
    assert!(starting.text.contains("new environment"), "{}", starting.text);
    bench.run(1_000);
    let running = bench.standing(message).unwrap();
    assert_eq!(
        (running.place, running.until),
        (Place::InFlight, Some(SimTime(2_300_000)))
    );
    bench.run(3_000);
    assert_eq!(bench.standing(message), None);
}

#[test]
fn while_the_service_is_down_nothing_runs() {
    // LAM-140
    let mut bench = Bench::function(&[("Duration", "2")]);
    let lost = bench.put("x", Awaits::Result);
    bench.run(1_000);
    bench.fault(Fault::Crash);
    assert_eq!(bench.status(), "down");
    assert_eq!(bench.inside().faults_in_force(), vec![Fault::Crash]);
    let refused = bench.put("y", Awaits::Result);
    bench.run(1_500);
    for call in [lost, refused] {
        let refusal = bench.answer(call).unwrap().unwrap_err();
        assert_eq!((refusal.code, refusal.retryable), ("ServiceException", true));
    }
    bench.fault(Fault::Restart);
    bench.fault(Fault::Slow(300));
    let slow = bench.put("z", Awaits::Result);
    bench.run(4_499);
    assert!(bench.answer(slow).is_none());
    bench.run(4_500);
    // Three times two seconds is more than the timeout of three.
    assert_eq!(bench.metric(F, "Errors"), 1);
}

impl Function {
    fn faults_in_force(&self) -> Vec<Fault> {
        use crate::sim::Node;
        self.faults()
    }
}
