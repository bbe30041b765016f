//! What a sender sees of endpoints.

mod people;

use crate::base::Ratio;
use crate::nodes::bench::town::{Town, number, text};
use crate::sim::{Fate, Fault, Place, Throttling, Value};

/// A sender of one message a second, in front of an endpoint.
fn town(kind: &str, changes: &[(&str, Value)]) -> Town {
    sender(&[], kind, changes)
}

fn sender(sending: &[(&str, Value)], kind: &str, changes: &[(&str, Value)]) -> Town {
    Town::new()
        .add("sender", "producer", sending)
        .add("end", kind, changes)
        .wire(&[("sender", "end")])
        .start()
}

const CONFIRMATION: &str = r#"{"Type": "SubscriptionConfirmation", "Token": "t"}"#;

#[test]
fn an_endpoint_answers_with_its_status_after_its_latency() {
    // END-050
    let mut town = town("http-endpoint", &[("Latency", number(300))]);
    town.run(299);
    assert_eq!(
        (town.metric("end", "InProgress"), town.metric("sender", "MessagesSent")),
        (1, 0)
    );
    let standing = town.explain("end", 1).expect("it is there");
    assert_eq!(standing.text, "It is being answered until 0:00:00.300.");
    town.run(300);
    assert_eq!(
        (town.metric("end", "Received"), town.metric("sender", "MessagesSent")),
        (1, 1)
    );
    assert_eq!((town.fate(Fate::Done), town.held("end").len()), (1, 1));
    assert_eq!(town.held("end")[0].1, Place::Kept, "the request can still be looked at");
}

#[test]
fn codes_other_than_2xx_are_refusals() {
    // END-050: 429 and 5xx may pass, others never do.
    for (status, throttled, refused) in [(503, 1, 0), (429, 1, 0), (404, 0, 1), (301, 0, 1)] {
        let mut town = town("http-endpoint", &[("StatusCode", number(status))]);
        town.run(500);
        assert_eq!(
            town.refusals("end"),
            [(100, crate::nodes::answers::status_code(status as u16))]
        );
        assert_eq!(
            (town.metric("sender", "Throttled"), town.metric("sender", "Refused")),
            (throttled, refused),
            "{status}"
        );
        assert_eq!(
            (town.status("end"), town.fate(Fate::Refused)),
            (format!("answers {status}"), 1)
        );
    }
}

#[test]
fn an_endpoint_is_down_as_planned_and_by_hand() {
    // END-050: from 2 s for 3 s, every 10 s: what comes at 2, 3, 4 and 12, 13, 14 is lost.
    let plan = [
        ("DownFrom", number(2_000)),
        ("DownFor", number(3_000)),
        ("DownEvery", number(10_000)),
    ];
    let mut town = town("http-endpoint", &plan);
    town.run(4_500);
    assert_eq!((town.metric("end", "Lost"), town.status("end").as_str()), (3, "down"));
    town.run(19_500);
    assert_eq!((town.metric("end", "Lost"), town.metric("end", "Received")), (6, 14));
    assert_eq!(town.metric("sender", "Lost"), 6, "nobody answered these");
    town.run(20_050);
    town.fault("end", Fault::Crash);
    assert_eq!((town.metric("end", "Lost"), town.metric("end", "InProgress")), (7, 0));
    town.fault("end", Fault::Restart);
    town.run(21_500);
    assert_eq!(town.metric("end", "Received"), 15);
}

#[test]
fn failures_come_by_chance() {
    let mut town = sender(
        &[("Rate", number(100_000)), ("Count", number(2_000))],
        "http-endpoint",
        &[("FailureRate", number(2_500)), ("FailureStatusCode", number(502))],
    );
    town.rush(30);
    let refused = town.metric("end", "Refused");
    assert!(
        (420..=580).contains(&refused),
        "{refused} of 2,000 failed instead of about 500"
    );
}

#[test]
fn more_at_once_than_allowed_are_too_many_requests() {
    // END-050
    let burst = [
        ("Pattern", Value::Choice(2)),
        ("BurstSize", number(5)),
        ("Count", number(5)),
    ];
    let mut town = sender(&burst, "http-endpoint", &[("MaxConcurrency", number(3))]);
    town.run(0);
    assert_eq!(town.refusals("end"), [(0, "429"), (0, "429")]);
    town.run(100);
    assert_eq!(town.metric("end", "Received"), 3);
}

#[test]
fn slow_and_throttled_endpoints_show_it() {
    let mut town = town("http-endpoint", &[("LatencySpread", number(50))]);
    town.fault("end", Fault::Slow(1_000));
    town.run(499);
    assert_eq!(
        (town.metric("end", "Received"), town.status("end").as_str()),
        (0, "slow")
    );
    town.fault("end", Fault::Throttle(Some(Throttling::Share(Ratio::ALWAYS))));
    town.run(3_000);
    assert_eq!(town.refusals("end"), [(1_000, "429"), (2_000, "429"), (3_000, "429")]);
    assert_eq!(town.metric("end", "Received"), 1);
}

#[test]
fn a_receiver_that_remembers_ids_skips_what_it_had() {
    // END-052, END-054: every answer is lost, so everything is sent again once, as the same piece of work.
    for (remembers, received, twice, skipped) in [(false, 10, 5, 0), (true, 5, 0, 5)] {
        let mut town = Town::new()
            .add(
                "sender",
                "producer",
                &[("Count", number(5)), ("Retries", number(1)), ("RetryBase", number(600))],
            )
            .add(
                "end",
                "http-endpoint",
                &[("DeduplicateByMessageId", Value::Bool(remembers))],
            );
        let wire = town.link("sender", "end", Ratio::NEVER);
        let mut town = town.start();
        for _ in 0..5 {
            // The request of each second arrives, its answer doesn't.
            let second = town.world.now().as_millis().div_ceil(1_000) * 1_000;
            town.run(second + 50);
            town.world
                .apply(crate::sim::Input::Switch(wire, false))
                .expect("a wire");
            town.run(second + 500);
            town.world.apply(crate::sim::Input::Switch(wire, true)).expect("a wire");
        }
        town.run(20_000);
        assert_eq!(
            ["Received", "ReceivedTwice", "Skipped"].map(|metric| town.metric("end", metric)),
            [received, twice, skipped]
        );
    }
}

#[test]
fn a_subscription_is_confirmed_or_not() {
    // END-053: the request to confirm is no message of the topic.
    for (confirms, confirmed) in [(true, 1), (false, 0)] {
        let mut town = sender(
            &[("Body", text(CONFIRMATION)), ("Count", number(1))],
            "http-endpoint",
            &[("ConfirmSubscription", Value::Bool(confirms))],
        );
        town.run(1_000);
        let metrics = ["ConfirmationRequests", "Confirmed", "Received"].map(|metric| town.metric("end", metric));
        assert_eq!(metrics, [1, confirmed, 0]);
    }
}

#[test]
fn a_call_without_messages_asks_whether_anybody_is_there() {
    let mut town = Town::new()
        .add("alb", "load-balancer", &[("HealthCheckIntervalSeconds", number(5))])
        .add(
            "end",
            "http-endpoint",
            &[("DownFrom", number(7_000)), ("DownFor", number(10_000))],
        )
        .wire(&[("alb", "end")])
        .start();
    town.run(9_999);
    assert_eq!(town.metric("alb", "HealthyHostCount"), 1);
    town.run(15_000);
    assert_eq!(town.metric("alb", "HealthyHostCount"), 0);
}

#[test]
fn the_latest_messages_can_be_looked_at_and_older_ones_are_forgotten() {
    let mut town = sender(&[("Rate", number(10_000))], "email", &[]);
    town.rush(60);
    let held = town.held("end");
    assert_eq!(held.iter().filter(|(_, place)| *place == Place::Kept).count(), 20);
    assert!(held.iter().filter(|(_, place)| *place == Place::InFlight).count() <= 11);
    assert_eq!(town.card("end").lanes[1].total as i64, town.metric("end", "Received"));
}
