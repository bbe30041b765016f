//! Reserved and account concurrency, and the scaling rate.

use super::*;
use crate::base::Ratio;
use crate::sim::Throttling;

fn codes(bench: &mut Bench, calls: &[u64]) -> Vec<&'static str> {
    calls
        .iter()
        .map(|call| match bench.answer(*call) {
            Some(Ok(_)) => "ok",
            Some(Err(refusal)) => refusal.code,
            None => "waits",
        })
        .collect()
}

#[test]
fn with_one_reserved_the_second_call_at_once_is_throttled() {
    // LAM-012, LAM-022, LAM-031, LAM-121
    let mut bench = Bench::function(&[("Duration", "1"), ("ReservedConcurrentExecutions", "1")]);
    let calls = [bench.put("a", Awaits::Result), bench.put("b", Awaits::Result)];
    bench.run(500);
    assert_eq!(codes(&mut bench, &calls[1..]), ["TooManyRequestsException"]);
    bench.run(1_000);
    assert_eq!(codes(&mut bench, &calls[..1]), ["ok"]);
    assert_eq!((bench.metric(F, "Invocations"), bench.metric(F, "Throttles")), (1, 1));
    let again = bench.put("c", Awaits::Result);
    bench.run(2_000);
    assert_eq!(codes(&mut bench, &[again]), ["ok"]);
}

#[test]
fn a_reservation_of_zero_stops_the_function() {
    // LAM-012
    let mut bench = Bench::function(&[("ReservedConcurrentExecutions", "0")]);
    let call = bench.put("a", Awaits::Result);
    bench.run(10);
    assert_eq!(codes(&mut bench, &[call]), ["TooManyRequestsException"]);
    assert_eq!(
        (bench.metric(F, "Invocations"), bench.status().as_str()),
        (0, "throttled")
    );
}

#[test]
fn functions_without_a_reservation_share_what_the_others_leave() {
    // LAM-013, LAM-022, LAM-031
    let account = ("AccountConcurrency", "10");
    let mut bench = Bench::function(&[account, ("Duration", "1")]);
    bench.add(
        OTHER,
        "lambda",
        "reserving",
        &[account, ("ReservedConcurrentExecutions", "7")],
    );
    bench.add(Q, "lambda", "sharing", &[account, ("Duration", "1")]);
    bench.run(1);
    // Three are left for the two that reserve nothing.
    let puts = [F, Q, Q, F, Q, OTHER];
    let calls: Vec<u64> = puts
        .iter()
        .map(|node| bench.put_to(*node, Draft::default(), Awaits::Result))
        .collect();
    bench.run(2_000);
    let no = "TooManyRequestsException";
    assert_eq!(codes(&mut bench, &calls), ["ok", "ok", "ok", no, no, "ok"]);
    assert_eq!((bench.metric(F, "Throttles"), bench.metric(Q, "Throttles")), (1, 1));
    // When the reservation goes, so does its share.
    bench.world.apply(Input::Remove(OTHER)).unwrap();
    let calls: Vec<u64> = (0..11).map(|_| bench.put("x", Awaits::Result)).collect();
    bench.run(4_000);
    assert_eq!(codes(&mut bench, &calls[9..]), ["ok", no]);
}

#[test]
fn a_function_gets_a_thousand_new_environments_in_ten_seconds() {
    // LAM-014
    let mut bench = Bench::function(&[("Duration", "60"), ("Timeout", "60"), ("AccountConcurrency", "5000")]);
    let calls: Vec<u64> = (0..1_001).map(|_| bench.put("a", Awaits::Result)).collect();
    bench.rush(9);
    assert_eq!(codes(&mut bench, &calls[1_000..]), ["TooManyRequestsException"]);
    assert_eq!(bench.metric(F, "ConcurrentExecutions"), 1_000);
    bench.rush(10);
    bench.put("b", Awaits::Result);
    bench.rush(11);
    assert_eq!(bench.metric(F, "ConcurrentExecutions"), 1_001);
}

#[test]
fn told_to_throttle_it_refuses_calls() {
    // LAM-031
    let mut bench = Bench::function(&[]);
    let limit = Some(Throttling::Share(Ratio::ALWAYS));
    bench.fault(Fault::Throttle(limit));
    let call = bench.put("a", Awaits::Result);
    bench.run(10);
    assert_eq!(codes(&mut bench, &[call]), ["TooManyRequestsException"]);
    bench.fault(Fault::Throttle(None));
    let call = bench.put("a", Awaits::Result);
    bench.run(1_000);
    assert_eq!(codes(&mut bench, &[call]), ["ok"]);
}
