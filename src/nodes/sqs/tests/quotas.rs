//! Quotas of FIFO queues.

use super::*;

fn accepted(bench: &mut Bench, sends: u64, group: impl Fn(u64) -> String, tag: &str) -> usize {
    bench
        .world
        .poke(Q, |node, cx| {
            let queue = F::of(node);
            (0..sends)
                .filter(|n| queue.send(grouped(&group(*n), &format!("{tag}-{n}")), cx).is_ok())
                .count()
        })
        .expect("a node")
}

/// SQS-067, SQS-002, SQS-188, PAT-059
#[test]
fn three_hundred_calls_a_second_and_no_more() {
    let mut bench = Bench::new::<F>(&[]);
    let mut sum = 0;
    for second in 0..10 {
        bench.at_secs(second);
        sum += accepted(&mut bench, 1_000, |_| "g".to_string(), &second.to_string());
    }
    assert_eq!(sum, 3_000);
    assert_eq!(bench.metric(Q, "ThrottledRequests"), 7_000);
    assert_eq!(bench.bodies::<F>(1).len(), 1, "SQS-067: receives are metered apart");
    let error = bench.send::<F>(grouped("g", "x")).expect_err("throttled");
    assert_eq!((error.code.name(), error.rule.id), ("RequestThrottled", "SQS-067"));
    assert!(error.refusal().retryable);
}

/// SQS-066, SQS-215, PAT-060
#[test]
fn a_batch_of_ten_is_one_call() {
    let mut bench = Bench::new::<F>(&[]);
    bench.world.poke(Q, |node, cx| {
        let mut batch = |n: u64| {
            let entry = |i: u64| (i.to_string(), grouped("g", &format!("{n}-{i}")));
            F::of(node).send_batch((0..10).map(entry).collect(), cx)
        };
        assert!((0..300).all(|n| batch(n).is_ok()));
        assert_eq!(refusal(batch(300)).0, "RequestThrottled");
    });
    bench.at_secs(0);
    assert_eq!(bench.counts(Q), [3_000, 0, 0]);
}

/// SQS-147, SQS-003, SQS-035
#[test]
fn in_high_throughput_mode_each_group_has_its_quota() {
    let mode: Changes<'_> = &[
        ("DeduplicationScope", &"messageGroup"),
        ("FifoThroughputLimit", &"perMessageGroupId"),
    ];
    let mut bench = Bench::new::<F>(mode);
    assert_eq!(accepted(&mut bench, 301, |_| "g".to_string(), "a"), 300);
    let mut bench = Bench::new::<F>(mode);
    assert_eq!(accepted(&mut bench, 2_900, |n| (n % 10).to_string(), "b"), 2_900);
    let mut half = Bench::new::<F>(&[("DeduplicationScope", &"messageGroup")]);
    assert_eq!(
        accepted(&mut half, 2_900, |n| (n % 10).to_string(), "c"),
        300,
        "only one of the two settings"
    );
    let classic: Changes<'_> = &[mode[0], mode[1], ("limits_profile", &"classic")];
    let mut bench = Bench::new::<F>(classic);
    assert_eq!(
        accepted(&mut bench, 9_100, |n| (n % 100).to_string(), "d"),
        9_000,
        "SQS-003"
    );
}
