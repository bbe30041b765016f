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

/// PAT-135, SQS-002, SQS-003: a hundred thousand messages at once, a hundred in each of a thousand groups.
#[test]
fn each_mode_accepts_so_many_of_a_hundred_thousand() {
    let high: Changes<'_> = &[
        ("DeduplicationScope", &"messageGroup"),
        ("FifoThroughputLimit", &"perMessageGroupId"),
    ];
    let notes: Changes<'_> = &[high[0], high[1], ("limits_profile", &"classic")];
    let group = |n: u64| (n / 100).to_string();
    for (mode, single, batched) in [(&[][..], 300, 3_000), (notes, 9_000, 90_000), (high, 70_000, 100_000)] {
        assert_eq!(accepted(&mut Bench::new::<F>(mode), 100_000, group, "a"), single);
        let mut bench = Bench::new::<F>(mode);
        bench.world.poke(Q, |node, cx| {
            for call in 0..10_000 {
                let entry = |i: u64| (i.to_string(), grouped(&group(call * 10 + i), &format!("{call}-{i}")));
                // Which calls are throttled is counted by what is there in the end.
                drop(F::of(node).send_batch((0..10).map(entry).collect(), cx));
            }
        });
        bench.at_secs(0);
        assert_eq!(bench.counts(Q), [batched, 0, 0]);
    }
    // PAT-136, SQS-147: all in one group.
    let one = |_: u64| "g".to_string();
    assert_eq!(accepted(&mut Bench::new::<F>(high), 100_000, one, "b"), 300);
}
