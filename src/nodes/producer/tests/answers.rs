//! What a producer makes of answers that come late, with errors, or not at all.

use crate::base::Ratio;
use crate::nodes::bench::town::{Town, number, text};

#[test]
fn a_retry_after_a_lost_answer_makes_two_in_a_standard_queue_and_one_in_a_fifo_queue() {
    // END-071, by a wire that loses every second message on average: whoever is answered late sends again.
    for (queue, name) in [("sqs-standard", "orders"), ("sqs-fifo", "orders.fifo")] {
        let sending = [
            ("Count", number(100)),
            ("Rate", number(10_000)),
            ("Retries", number(20)),
            ("MessageGroupId", text("g")),
            // A standard queue refuses deduplication ids.
            (
                "MessageDeduplicationId",
                text(if queue == "sqs-fifo" { "{{n}}" } else { "" }),
            ),
        ];
        let mut town = Town::new().add("app", "producer", &sending).add(name, queue, &[]);
        town.link("app", name, Ratio(300_000));
        let mut town = town.start();
        town.run(120_000);
        let stored = town.metric(name, "ApproximateNumberOfMessagesVisible");
        assert_eq!(
            town.metric("app", "MessagesSent"),
            100,
            "{queue}: retries bring all through"
        );
        if queue == "sqs-fifo" {
            assert_eq!(stored, 100);
        } else {
            assert!(stored > 110, "{stored} of 100 are stored, since answers were lost");
        }
    }
}

#[test]
fn the_sdk_s_three_attempts_pause_twice_as_long_each_time() {
    // END-070: 100 and 200 ms after an answer that itself takes 100 ms.
    let sending = [("Count", number(1)), ("Retries", number(2))];
    let mut town = Town::new()
        .add("app", "producer", &sending)
        .add("api", "http-endpoint", &[("StatusCode", number(503))])
        .wire(&[("app", "api")])
        .start();
    town.run(5_000);
    assert_eq!(town.refusals("api"), [(100, "503"), (300, "503"), (600, "503")]);
    let counts = ["Calls", "Retries", "Throttled", "GivenUp"].map(|metric| town.metric("app", metric));
    assert_eq!(counts, [3, 2, 3, 1]);
}

#[test]
fn a_synchronous_call_makes_its_caller_wait() {
    let mut town = Town::new()
        .add("app", "producer", &[("Count", number(4))])
        .add("api", "service", &[("Latency", number(250))])
        .wire(&[("app", "api")])
        .start();
    town.run(10_000);
    assert_eq!(
        (
            town.metric("app", "MessagesSent"),
            town.metric("app", "ResponseMillisSum")
        ),
        (4, 1_000)
    );
}

#[test]
fn an_answer_that_takes_too_long_counts_as_lost_and_the_work_is_done_twice() {
    // END-071: the service goes on with what nobody waits for any more.
    let sending = [
        ("Count", number(1)),
        ("Retries", number(1)),
        ("RequestTimeout", number(300)),
    ];
    let mut town = Town::new()
        .add("app", "producer", &sending)
        .add("api", "service", &[("Latency", number(1_000))])
        .wire(&[("app", "api")])
        .start();
    town.run(299);
    assert_eq!(town.metric("app", "Lost"), 0);
    town.run(10_000);
    let of_app = ["Calls", "Lost", "GivenUp", "MessagesSent"].map(|metric| town.metric("app", metric));
    assert_eq!(of_app, [2, 2, 1, 0]);
    assert_eq!(
        ["Done", "EffectsTwice"].map(|metric| town.metric("api", metric)),
        [2, 1]
    );
}
