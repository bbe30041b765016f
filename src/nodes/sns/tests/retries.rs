//! What becomes of deliveries that fail.

use super::*;
use crate::nodes::retry::{Backoff, Policy};
use crate::sim::Fate;

/// The times of all attempts, in thousandths of a second, rounded.
fn attempts(policy: Policy, most: u32) -> Vec<u64> {
    let pauses = (1..=most).map_while(|retry| policy.pause(retry));
    let mut at = 0;
    let later = pauses.map(|pause| {
        at += pause.0;
        (at + 500) / 1_000
    });
    std::iter::once(0).chain(later).collect()
}

/// SNS-110, SNS-116, SNS-210.
#[test]
fn sns_110_sns_116_sns_210_queues_and_functions_are_tried_for_23_days() {
    let expected = [
        0, 0, 0, 0, 1_000, 2_000, 3_000, 4_395, 6_341, 9_055, 12_842, 18_124, 25_492, 35_770, 50_107, 70_107, 90_107,
    ];
    assert_eq!(attempts(Policy::AWS_MANAGED, 16), expected);
    let all = attempts(Policy::AWS_MANAGED, u32::MAX);
    assert_eq!(all.len(), 100_016, "the first attempt and 100,015 retries");
    assert_eq!(
        all.last().map(|last| (last + 432_000) / 864_000),
        Some(2_315),
        "23.15 days"
    );
}

/// SNS-111, SNS-211.
#[test]
fn sns_111_sns_211_mail_text_and_push_are_tried_for_six_hours() {
    let tenths: Vec<u64> = attempts(Policy::CUSTOMER_MANAGED, 12)
        .iter()
        .map(|at| (at + 50) / 100)
        .collect();
    let expected = [
        0, 100, 200, 300, 458, 706, 1_097, 1_714, 2_687, 4_220, 6_635, 10_442, 16_442,
    ];
    assert_eq!(tenths, expected);
    let all = attempts(Policy::CUSTOMER_MANAGED, u32::MAX);
    assert_eq!(
        (all.len(), all.last().map(|last| (last + 500) / 1_000)),
        (51, Some(24_444))
    );
}

/// SNS-112, SNS-201.
#[test]
fn sns_112_sns_201_a_web_server_is_tried_three_times_more() {
    assert_eq!(attempts(Policy::HTTP, u32::MAX), [0, 20_000, 40_000, 60_000]);
}

/// SNS-114, SNS-212.
#[test]
fn sns_114_sns_212_a_policy_of_ones_own() {
    let read = |text: &str| match serde_json::from_str(text) {
        Ok(serde_json::Value::Object(policy)) => Policy::read(&policy),
        other => panic!("not an object: {other:?}"),
    };
    let policy = r#"{"numRetries": 5, "numNoDelayRetries": 1, "numMinDelayRetries": 1, "numMaxDelayRetries": 1,
        "minDelayTarget": 2, "maxDelayTarget": 8, "backoffFunction": "linear"}"#;
    let policy = read(policy).expect("a policy");
    assert_eq!(attempts(policy, u32::MAX), [0, 0, 2_000, 4_000, 12_000, 20_000]);
    for wrong in [
        r#"{"numRetries": 101}"#,
        r#"{"numRetries": 2, "numNoDelayRetries": 3}"#,
        r#"{"minDelayTarget": 30, "maxDelayTarget": 20}"#,
        r#"{"minDelayTarget": 0}"#,
        r#"{"backoffFunction": "slow"}"#,
        r#"{"retries": 3}"#,
        r#"{"numRetries": 100, "minDelayTarget": 60, "maxDelayTarget": 60}"#,
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

/// SNS-116.
#[test]
fn sns_116_the_backoff_functions() {
    let policy = |backoff| Policy {
        immediate: 0,
        pre: 0,
        growing: 5,
        post: 0,
        min: 1,
        max: 16,
        backoff,
    };
    let pauses = |backoff| -> Vec<u64> {
        let pauses = (1..=5).filter_map(|retry| policy(backoff).pause(retry));
        pauses.map(|pause| (pause.0 + 500) / 1_000).collect()
    };
    assert_eq!(pauses(Backoff::Linear), [1_000, 4_750, 8_500, 12_250, 16_000]);
    assert_eq!(pauses(Backoff::Arithmetic), [1_000, 2_500, 5_500, 10_000, 16_000]);
    assert_eq!(pauses(Backoff::Geometric), [1_000, 2_000, 4_000, 8_000, 16_000]);
    assert_eq!(pauses(Backoff::Exponential), [1_000, 2_000, 4_000, 8_000, 16_000]);
    let many = Policy {
        growing: 100,
        ..policy(Backoff::Geometric)
    };
    assert_eq!(many.pause(1), Some(secs(1)));
    assert_eq!(many.pause(100), Some(secs(16)));
}

/// SNS-115, SNS-202.
#[test]
fn sns_115_sns_202_a_function_that_is_down_is_called_again_and_again() {
    let mut bench = Bench::standard(&[]);
    let function = bench.endpoint(2, "lambda", &[("FailUntil", "100")], &[]);
    bench.publish_ok("x");
    bench.at_secs(200);
    let times = bench.times(function);
    assert_eq!(times[..7], [0, 0, 0, 0, 1_000, 2_000, 3_000]);
    assert_eq!(times.last(), Some(&110_107), "the first one after 100 s");
    assert_eq!(bench.metric(T, "NumberOfNotificationsDelivered"), 1);
    assert_eq!(bench.metric(T, "Attempts"), times.len() as i64);
}

/// SNS-113.
#[test]
fn sns_113_jitter_moves_retries_by_a_tenth() {
    let mut bench = Bench::standard(&[("retry_jitter", "true")]);
    let function = bench.endpoint(2, "lambda", &[("FailUntil", "100")], &[]);
    bench.publish_ok("x");
    bench.at_secs(10);
    let times = bench.times(function);
    assert!((900..=1_100).contains(&times[4]), "{times:?}");
    assert_ne!(times[4], 1_000);
}

/// SNS-201, PAT-080.
#[test]
fn sns_201_pat_080_a_web_server_that_is_down_for_50_s_gets_it_at_60_s() {
    let run = |down: &str| {
        let mut bench = Bench::standard(&[]);
        bench.add(NodeId(9), "sqs-standard", &[]);
        let script = [("FailUntil", down), ("Confirms", "true")];
        let dlq = [("RedrivePolicy.deadLetterTargetArn", "#9")];
        let server = bench.endpoint(2, "http-endpoint", &[("Confirms", "true")], &dlq);
        bench.set(server, &script);
        bench.publish_ok("x");
        bench.at_secs(1_000);
        let delivered = bench.metric(T, "NumberOfNotificationsDelivered");
        (bench.times(server)[1..].to_vec(), delivered, bench.depth(NodeId(9)))
    };
    assert_eq!(run("50"), (vec![0, 20_000, 40_000, 60_000], 1, 0), "PAT-080");
    assert_eq!(run("70"), (vec![0, 20_000, 40_000, 60_000], 0, 1), "PAT-080");
}

/// SNS-016, SNS-117.
#[test]
fn sns_016_sns_117_the_topics_policy_holds_where_a_subscription_has_none() {
    let topic =
        r#"{"http": {"defaultHealthyRetryPolicy": {"numRetries": 1, "minDelayTarget": 5, "maxDelayTarget": 5}}}"#;
    let own = r#"{"healthyRetryPolicy": {"numRetries": 1, "minDelayTarget": 7, "maxDelayTarget": 7}}"#;
    let fixed = topic.replace("\"http\": {", "\"http\": {\"disableSubscriptionOverrides\": true, ");
    for (topic, own, again) in [(topic, "", 5_000), (topic, own, 7_000), (fixed.as_str(), own, 5_000)] {
        let mut bench = Bench::standard(&[("DeliveryPolicy", topic)]);
        let server = bench.endpoint(2, "http-endpoint", &[("Confirms", "true")], &[("DeliveryPolicy", own)]);
        bench.set(server, &[("FailUntil", "1000")]);
        bench.publish_ok("x");
        bench.at_secs(100);
        assert_eq!(bench.times(server)[1..], [0, again]);
    }
}

/// SNS-117.
#[test]
fn sns_117_a_rate_spreads_deliveries_and_the_rest_waits() {
    let mut bench = Bench::standard(&[]);
    let policy = r#"{"throttlePolicy": {"maxReceivesPerSecond": 2}}"#;
    let server = bench.endpoint(
        2,
        "http-endpoint",
        &[("Confirms", "true")],
        &[("DeliveryPolicy", policy)],
    );
    bench.at_secs(1);
    bench.publish_many(4);
    assert_eq!(bench.metric(T, "Waiting"), 3);
    bench.at_secs(10);
    assert_eq!(bench.times(server)[1..], [1_000, 1_500, 2_000, 2_500]);
}

/// SNS-118.
#[test]
fn sns_118_silence_for_15_s_is_a_failure() {
    let mut bench = Bench::standard(&[]);
    let server = bench.endpoint(2, "http-endpoint", &[("Confirms", "true")], &[]);
    bench.set(server, &[("Silent", "true")]);
    bench.publish_ok("x");
    bench.at_secs(200);
    assert_eq!(bench.times(server)[1..], [0, 35_000, 70_000, 105_000]);
    assert_eq!(bench.metric(T, "NumberOfNotificationsFailed"), 1);
    assert!(bench.rules().contains(&"SNS-118"));
}

/// SNS-119, SNS-160.
#[test]
fn sns_119_sns_160_what_a_policy_forbids_is_not_tried_again() {
    let mut bench = Bench::standard(&[]);
    let closed = bench.queue(2, "sqs-standard", &[]);
    let open = bench.queue(3, "sqs-standard", &[]);
    bench.set(closed, &[("AccessPolicy", "policy")]);
    bench.publish_ok("x");
    bench.at_secs(100);
    assert_eq!((bench.depth(closed), bench.depth(open)), (0, 1));
    assert_eq!(bench.metric(T, "Attempts"), 2);
    assert_eq!(bench.metric(T, "NumberOfNotificationsFailed"), 1);
    assert!(bench.rules().contains(&"SNS-119"));
}

/// SNS-130, SNS-132, SNS-236.
#[test]
fn sns_130_sns_132_sns_236_each_subscription_has_its_own_dead_letter_queue() {
    for (raw, body) in [("true", Some("x")), ("false", None)] {
        let mut bench = Bench::standard(&[]);
        bench.add(NodeId(9), "sqs-standard", &[]);
        let terms = [("RedrivePolicy.deadLetterTargetArn", "#9"), ("RawMessageDelivery", raw)];
        let with = bench.queue(2, "sqs-standard", &terms);
        let without = bench.queue(3, "sqs-standard", &[]);
        for queue in [with, without] {
            bench.set(queue, &[("AccessPolicy", "policy")]);
        }
        bench.publish_many(10);
        assert_eq!(bench.depth(NodeId(9)), 10);
        assert_eq!(bench.metric(T, "NumberOfNotificationsFailed"), 20);
        assert_eq!(bench.metric(T, "NumberOfNotificationsRedrivenToDlq"), 10);
        let found = bench.bodies(NodeId(9)).remove(0);
        match body {
            Some(body) => assert_eq!(found, body),
            None => assert_eq!(json(&found)["Message"], "x"),
        }
    }
}

/// SNS-130.
#[test]
fn sns_130_a_dead_letter_queue_without_a_policy_loses_it() {
    let mut bench = Bench::standard(&[]);
    bench.add(NodeId(9), "sqs-standard", &[("AccessPolicy", "policy")]);
    let queue = bench.queue(2, "sqs-standard", &[("RedrivePolicy.deadLetterTargetArn", "#9")]);
    bench.set(queue, &[("AccessPolicy", "policy")]);
    bench.publish_ok("x");
    assert_eq!(bench.depth(NodeId(9)), 0);
    assert_eq!(bench.metric(T, "NumberOfNotificationsFailedToRedriveToDlq"), 1);
    assert_eq!(bench.world.ledger().alive(), 0);
}

/// SNS-120, SNS-121.
#[test]
fn sns_120_sns_121_after_the_last_retry_the_others_are_unaffected() {
    let mut bench = Bench::standard(&[]);
    let server = bench.endpoint(2, "http-endpoint", &[("Confirms", "true")], &[]);
    bench.set(server, &[("FailUntil", "100000")]);
    let queue = bench.queue(3, "sqs-standard", &[]);
    bench.publish_ok("x");
    bench.at_secs(100);
    assert_eq!(bench.depth(queue), 1);
    assert_eq!(bench.metric(T, "NumberOfNotificationsFailed"), 1);
    assert!(bench.rules().contains(&"SNS-120"));
}

#[test]
fn what_waits_for_a_subscription_goes_with_it() {
    let mut bench = Bench::standard(&[]);
    let policy = r#"{"throttlePolicy": {"maxReceivesPerSecond": 1}}"#;
    bench.endpoint(
        2,
        "http-endpoint",
        &[("Confirms", "true")],
        &[("DeliveryPolicy", policy)],
    );
    bench.endpoint(3, "lambda", &[("FailUntil", "1000")], &[]);
    bench.publish_many(3);
    bench.world.apply(Input::Unwire(WireId(1))).expect("a wire");
    bench.world.apply(Input::Unwire(WireId(2))).expect("a wire");
    bench.at_secs(100);
    assert_eq!((bench.metric(T, "Waiting"), bench.metric(T, "Retrying")), (0, 0));
    assert!(bench.world.ledger().count(Fate::Purged) >= 2);
}
