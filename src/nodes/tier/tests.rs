//! What a caller sees of services and load balancers.

use crate::base::{Ratio, SimTime};
use crate::nodes::bench::town::{Town, number, text};
use crate::sim::{Fate, Fault, Place, Throttling};

/// A client that sends `count` requests, one each second from 0, without retries.
fn client(rate: i64, count: i64) -> Town {
    Town::new().add(
        "client",
        "producer",
        &[("Rate", number(rate * 1_000)), ("Count", number(count))],
    )
}

#[test]
fn a_service_answers_when_its_work_is_done() {
    let mut town = client(1, 1)
        .add(
            "api",
            "service",
            &[("Latency", number(250)), ("Answer", text("done: {{body}}"))],
        )
        .wire(&[("client", "api")])
        .start();
    town.run(249);
    assert_eq!(
        (town.metric("api", "Busy"), town.metric("client", "MessagesSent")),
        (1, 0)
    );
    assert_eq!(
        town.held("api").iter().map(|(_, place)| *place).collect::<Vec<_>>(),
        [Place::InFlight]
    );
    town.run(250);
    assert_eq!(
        (town.metric("api", "Done"), town.metric("client", "MessagesSent")),
        (1, 1)
    );
    assert_eq!(town.metric("api", "ResponseMillisSum"), 250);
    assert_eq!(town.fate(Fate::Done), 1);
}

#[test]
fn a_service_that_is_down_loses_what_comes_and_what_it_has() {
    // END-080, END-086: one was in it, ten came while it was down.
    let mut town = client(1, 20)
        .add("api", "service", &[("Latency", number(500))])
        .wire(&[("client", "api")])
        .start();
    town.run(5_100);
    town.fault("api", Fault::Crash);
    assert_eq!(town.status("api"), "down");
    town.run(15_100);
    town.fault("api", Fault::Restart);
    town.run(30_000);
    assert_eq!((town.metric("api", "Lost"), town.metric("client", "GivenUp")), (11, 11));
    assert_eq!((town.metric("api", "Done"), town.fate(Fate::Lost)), (9, 11));
    assert!(town.rules("api").contains(&"END-080"));
}

#[test]
fn a_full_queue_rejects() {
    // END-085: 2 at work, 3 wait, the sixth and all after it are rejected.
    let burst = [
        ("Pattern", crate::sim::Value::Choice(2)),
        ("BurstSize", number(9)),
        ("Count", number(9)),
    ];
    let mut town = Town::new()
        .add("client", "producer", &burst)
        .add(
            "api",
            "service",
            &[
                ("Latency", number(100)),
                ("Concurrency", number(2)),
                ("QueueLength", number(3)),
            ],
        )
        .wire(&[("client", "api")])
        .start();
    town.run(0);
    assert_eq!(town.refusals("api"), vec![(0, "503"); 4]);
    assert_eq!((town.metric("api", "Busy"), town.metric("api", "Waiting")), (2, 3));
    assert_eq!(
        (town.status("api"), town.metric("client", "Throttled")),
        ("full".to_string(), 4)
    );
    let last = town.explain("api", 5).expect("it waits");
    assert_eq!(
        (last.place, last.text.as_str()),
        (Place::Waiting, "All threads are busy, and 2 more wait before it.")
    );
    assert_eq!(last.rule.map(|rule| rule.id), Some("END-085"));
    town.run(300);
    assert_eq!((town.metric("api", "Done"), town.metric("api", "Waiting")), (5, 0));
}

#[test]
fn a_chain_is_as_slow_as_its_parts_together_and_keeps_its_threads() {
    // END-080: 100 + 200 + 300 ms, and the first service's only thread is taken all that time.
    let one = ("Concurrency", number(1));
    let mut town = client(1, 1)
        .add("a", "service", &[("Latency", number(100)), one.clone()])
        .add("b", "service", &[("Latency", number(200)), one.clone()])
        .add(
            "c",
            "service",
            &[("Latency", number(300)), one, ("Answer", text("c says {{body}}"))],
        )
        .wire(&[("client", "a"), ("a", "b"), ("b", "c")])
        .start();
    town.run(450);
    let busy = ["a", "b", "c"].map(|name| town.metric(name, "Busy"));
    assert_eq!(busy, [1, 1, 1]);
    let waits = town.explain("a", 1).expect("it is at a");
    assert_eq!(waits.text, "It keeps its thread until the service behind has answered.");
    town.run(600);
    assert_eq!(
        (
            town.metric("client", "MessagesSent"),
            town.metric("a", "ResponseMillisSum")
        ),
        (1, 600)
    );
    assert_eq!(town.fate(Fate::Done), 3);
}

#[test]
fn a_chain_fails_together() {
    // END-080: c is down, so b answers 502, and so does a.
    let mut town = client(1, 3)
        .add("a", "service", &[])
        .add("b", "service", &[])
        .add("c", "service", &[])
        .wire(&[("client", "a"), ("a", "b"), ("b", "c")])
        .start();
    town.fault("c", Fault::Crash);
    town.run(5_000);
    assert_eq!(["a", "b"].map(|name| town.metric(name, "BadGateway")), [3, 3]);
    assert_eq!((town.metric("c", "Lost"), town.metric("client", "GivenUp")), (3, 3));
}

#[test]
fn the_shares_that_succeed_multiply_in_a_chain() {
    // END-084: 0.9 each, 0.729 together; 10,000 requests deviate by 44 on average, so 5 times that is safe.
    let service = [("FailureRate", number(1_000)), ("Latency", number(1))];
    let mut town = client(100, 10_000)
        .add("a", "service", &service)
        .add("b", "service", &service)
        .add("c", "service", &service)
        .wire(&[("client", "a"), ("a", "b"), ("b", "c")])
        .start();
    town.rush(200);
    let sent = town.metric("client", "MessagesSent");
    assert!((7_070..=7_510).contains(&sent), "{sent} of 10,000 succeeded");
}

#[test]
fn a_request_that_takes_too_long_is_answered_with_504_and_frees_its_thread() {
    let mut town = client(1, 2)
        .add("a", "service", &[("Timeout", number(400)), ("Concurrency", number(1))])
        .add(
            "b",
            "service",
            &[("Latency", number(10_000)), ("Concurrency", number(1))],
        )
        .wire(&[("client", "a"), ("a", "b")])
        .start();
    town.run(1_400);
    assert_eq!(town.refusals("a"), [(400, "504"), (1_400, "504")]);
    assert_eq!((town.metric("a", "TimedOut"), town.metric("a", "Busy")), (2, 0));
    assert_eq!(
        town.metric("b", "Busy") + town.metric("b", "Waiting"),
        2,
        "b works on for nobody"
    );
    town.run(30_000);
    assert_eq!(town.metric("b", "Done"), 2);
}

#[test]
fn slow_and_throttled_services_show_it() {
    let mut town = client(1, 3)
        .add("api", "service", &[])
        .wire(&[("client", "api")])
        .start();
    town.fault("api", Fault::Slow(300));
    town.run(299);
    assert_eq!((town.metric("api", "Done"), town.status("api").as_str()), (0, "slow"));
    town.run(300);
    assert_eq!(town.metric("api", "Done"), 1);
    town.fault("api", Fault::Throttle(Some(Throttling::Share(Ratio::ALWAYS))));
    town.run(1_000);
    assert_eq!(town.refusals("api"), [(1_000, "503")]);
}

#[test]
fn failed_work_is_an_error_of_the_server() {
    let mut town = client(1, 1)
        .add("api", "service", &[("FailureRate", number(10_000))])
        .wire(&[("client", "api")])
        .start();
    town.run(100);
    assert_eq!(
        (town.refusals("api"), town.metric("api", "Failed")),
        (vec![(100, "500")], 1)
    );
}

/// A client in front of a load balancer that checks every 10 s, with two targets.
fn balanced(changes: &[(&str, crate::sim::Value)], services: &[(&str, crate::sim::Value)]) -> Town {
    let mut all = vec![("HealthCheckIntervalSeconds", number(10))];
    all.extend(changes.iter().cloned());
    client(1, 100)
        .add("alb", "load-balancer", &all)
        .add("a", "service", services)
        .add("b", "service", services)
        .wire(&[("client", "alb"), ("alb", "a"), ("alb", "b")])
        .start()
}

#[test]
fn a_target_that_fails_two_checks_gets_no_requests_until_five_are_good() {
    // END-081, PAT-030, PAT-031: down from 20 to 50; every other request from 20 to 29 fails.
    let mut town = balanced(&[], &[]);
    town.run(19_999);
    town.fault("a", Fault::Crash);
    town.run(29_999);
    assert_eq!(town.metric("alb", "HTTPCode_ELB_502_Count"), 5);
    assert_eq!(town.metric("alb", "HealthyHostCount"), 2);
    town.run(30_000);
    assert_eq!(town.metric("alb", "HealthyHostCount"), 1);
    assert_eq!(town.status("alb"), "1 of 2 healthy");
    town.run(49_999);
    town.fault("a", Fault::Restart);
    town.run(89_999);
    assert_eq!(town.metric("alb", "HealthyHostCount"), 1);
    town.run(90_000);
    assert_eq!(town.metric("alb", "HealthyHostCount"), 2);
    town.run(120_000);
    assert_eq!(
        (
            town.metric("client", "GivenUp"),
            town.metric("alb", "HTTPCode_Target_2XX_Count")
        ),
        (5, 95)
    );
    assert!(town.rules("alb").contains(&"END-081"));
}

#[test]
fn without_a_healthy_target_it_answers_503() {
    let mut town = balanced(&[], &[]);
    town.fault("a", Fault::Crash);
    town.fault("b", Fault::Crash);
    town.run(25_000);
    // Checks at 10 and 20 fail; requests 0 to 19 are for servers that are down, 20 to 25 for nobody.
    assert_eq!(town.metric("alb", "HTTPCode_ELB_502_Count"), 20);
    assert_eq!(town.metric("alb", "HTTPCode_ELB_503_Count"), 6);
    assert_eq!(town.status("alb"), "no healthy target");
    let nobody = Town::new().add("alb", "load-balancer", &[]).start();
    assert_eq!(nobody.status("alb"), "no target");
}

#[test]
fn a_busy_target_s_503_is_passed_on() {
    let full = [
        ("Latency", number(60_000)),
        ("Concurrency", number(1)),
        ("QueueLength", number(0)),
        ("Timeout", number(0)),
    ];
    let mut town = balanced(&[], &full);
    town.run(3_000);
    assert_eq!(town.metric("alb", "HTTPCode_Target_5XX_Count"), 2);
    assert_eq!(town.metric("alb", "HTTPCode_ELB_5XX_Count"), 0);
    assert_eq!(
        (
            town.metric("client", "Throttled"),
            town.metric("alb", "HealthyHostCount")
        ),
        (2, 2)
    );
}

#[test]
fn a_target_that_takes_too_long_is_answered_for_with_504() {
    let slow = [("Latency", number(5_000))];
    let mut town = balanced(&[("IdleTimeout", number(2))], &slow);
    town.run(2_000);
    assert_eq!(town.refusals("alb"), [(2_000, "504")]);
    assert_eq!(town.metric("alb", "HTTPCode_ELB_504_Count"), 1);
    town.run(5_000);
    assert_eq!(town.metric("a", "Done"), 1, "the target goes on for nobody");
}

#[test]
fn targets_take_turns_or_the_least_busy_one_is_next() {
    let mut town = balanced(&[], &[]);
    town.run(9_500);
    assert_eq!(["a", "b"].map(|name| town.metric(name, "Done")), [5, 5]);
    let mut town = client(10, 12)
        .add("alb", "load-balancer", &[("Algorithm", crate::sim::Value::Choice(1))])
        .add("slow", "service", &[("Latency", number(10_000))])
        .add("fast", "service", &[("Latency", number(50))])
        .wire(&[("client", "alb"), ("alb", "slow"), ("alb", "fast")])
        .start();
    town.run(2_000);
    assert_eq!(["slow", "fast"].map(|name| town.metric(name, "RequestCount")), [1, 11]);
}

#[test]
fn a_lossy_wire_to_a_target_is_a_bad_gateway() {
    let mut town = client(1, 1)
        .add("alb", "load-balancer", &[])
        .add("a", "service", &[])
        .wire(&[("client", "alb")]);
    town.link("alb", "a", Ratio::ALWAYS);
    let mut town = town.start();
    town.run(5_000);
    assert_eq!(
        (town.metric("alb", "HTTPCode_ELB_502_Count"), town.fate(Fate::Lost)),
        (1, 1)
    );
}

#[test]
fn a_balancer_that_goes_down_takes_its_connections_with_it() {
    let mut town = balanced(&[], &[("Latency", number(500))]);
    town.run(2_100);
    town.fault("alb", Fault::Crash);
    town.run(3_000);
    assert_eq!((town.metric("alb", "Lost"), town.metric("client", "Lost")), (2, 2));
    town.fault("alb", Fault::Restart);
    town.run(4_600);
    assert_eq!(town.metric("client", "MessagesSent"), 3);
    assert_eq!(town.world.now(), SimTime(4_600_000));
}

#[test]
fn only_what_answers_can_be_a_target() {
    // END-081: a queue has nothing to balance.
    let port = &super::balancer_spec::SPEC.ports[1];
    let allowed = |kind: &str| (port.accepts)(crate::nodes::kind(kind).expect("a kind"));
    assert!(allowed("service").is_ok() && allowed("http-endpoint").is_ok());
    assert!(allowed("sqs-standard").is_err_and(|why| why.contains("END-081")));
}
