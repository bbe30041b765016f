//! Metrics and costs.

use super::*;

/// SQS-170, SQS-171, SQS-172, SQS-174, SQS-175, SQS-178, SQS-182, SQS-036, SQS-038
#[test]
fn metrics_count_each_message_in_one_state() {
    let mut bench = Bench::new::<S>(&[("VisibilityTimeout", &5)]);
    for _ in 0..3 {
        bench.send_ok::<S>(text("abc"));
    }
    bench.send_ok::<S>(Draft {
        delay: Some(secs(100)),
        ..text("abc")
    });
    bench.bodies::<S>(1);
    assert_eq!(bench.counts(Q), [2, 1, 1]);
    bench.at_secs(5);
    bench.bodies::<S>(1);
    assert_eq!(bench.metric(Q, "NumberOfMessagesSent"), 4);
    assert_eq!(
        bench.metric(Q, "NumberOfMessagesReceived"),
        2,
        "repeated receives count"
    );
    assert_eq!(bench.metric(Q, "SentMessageSize"), 12);
    let attributes = bench.call::<S, _>(Q, |queue, _| queue.attributes());
    let get = |name| {
        attributes
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(get("ApproximateNumberOfMessages"), Some("2"));
    assert_eq!(get("ApproximateNumberOfMessagesNotVisible"), Some("1"));
    assert_eq!(get("ApproximateNumberOfMessagesDelayed"), Some("1"));
}

/// SQS-173, SQS-044
#[test]
fn the_age_counts_from_the_send() {
    let mut bench = Bench::new::<S>(&[]);
    bench.at_secs(10);
    bench.send_ok::<S>(text("a"));
    bench.bodies::<S>(1);
    bench.at_secs(35);
    assert_eq!(bench.metric(Q, "ApproximateAgeOfOldestMessage"), 25);
}

/// SQS-200, PAT-063
#[test]
fn each_started_64_kb_is_a_request() {
    for (bytes, requests) in [
        (1, 1),
        (65_536, 1),
        (65_537, 2),
        (204_800, 4),
        (307_200, 5),
        (1_048_576, 16),
    ] {
        let mut bench = Bench::new::<S>(&[]);
        bench.send_ok::<S>(text(&"x".repeat(bytes)));
        assert_eq!(bench.metric(Q, "Requests"), requests, "{bytes}");
        bench.bodies::<S>(1);
        assert_eq!(
            bench.metric(Q, "Requests"),
            requests * 2,
            "receives are billed on what they return"
        );
    }
}

/// SQS-201, SQS-226, SQS-204, SQS-203
#[test]
fn a_message_costs_three_requests_and_more_on_fifo() {
    fn cost<D: Kind>(draft: Draft) -> (i64, i64) {
        let mut bench = Bench::new::<D>(&[]);
        bench.send_ok::<D>(draft);
        let got = bench.short::<D>(Q, 1).expect("a poll");
        bench.delete::<D>(got[0].handle).expect("a delete");
        (bench.metric(Q, "Requests"), bench.metric(Q, "CostNanoDollars"))
    }
    assert_eq!(cost::<S>(text("a")), (3, 1_200));
    assert_eq!(cost::<F>(grouped("g", "a")), (3, 1_500));
    let mut meters = crate::nodes::sqs::meters::Meters::default();
    meters.bill(86_400 * 65_536);
    assert_eq!(meters.nano_dollars([400, 300, 240]), 34_560_000);
    meters.requests = 250_000_000_000;
    let tiers = 100_000_000_000 * 400 + 100_000_000_000 * 300 + 50_000_000_000 * 240;
    assert_eq!(meters.nano_dollars([400, 300, 240]), tiers);
}

/// SQS-202
#[test]
fn sends_with_a_group_are_counted_for_the_surcharge() {
    let mut bench = Bench::new::<S>(&[]);
    bench.send_ok::<S>(text("a"));
    bench.send_ok::<S>(Draft {
        group: Some(Rc::from("g")),
        ..text("a")
    });
    assert_eq!(bench.metric(Q, "RequestsWithGroupId"), 1);
}

/// SQS-204
#[test]
fn batches_of_ten_share_their_requests() {
    let mut bench = Bench::new::<S>(&[]);
    let entries = (0..10).map(|n| (n.to_string(), text("a"))).collect();
    bench
        .call::<S, _>(Q, |queue, cx| queue.send_batch(entries, cx))
        .expect("a batch");
    let got = bench.short::<S>(Q, 10).expect("a poll");
    let deletes = got
        .iter()
        .enumerate()
        .map(|(n, got)| (n.to_string(), Ok(got.handle)))
        .collect();
    bench
        .call::<S, _>(Q, |queue, cx| queue.delete_batch(deletes, cx))
        .expect("a batch");
    assert_eq!(bench.metric(Q, "Requests"), 3);
}

/// SQS-181
#[test]
fn an_unused_queue_stops_sending_metrics_if_so_set() {
    let points = |idle: bool| {
        let mut bench = Bench::new::<S>(&[("metrics_when_inactive", &idle)]);
        bench.at_secs(7 * 3_600);
        bench.world.samples(Q).map_or(0, |samples| samples.points().len())
    };
    assert_eq!(points(true), 180, "as many as are kept");
    let mut bench = Bench::new::<S>(&[("metrics_when_inactive", &false)]);
    bench.at_secs(7 * 3_600);
    let last = bench
        .world
        .samples(Q)
        .and_then(|samples| samples.points().back().map(|point| point.at));
    assert_eq!(last, Some(SimTime::from_secs(6 * 3_600 - 60)));
}
