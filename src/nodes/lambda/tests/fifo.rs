//! FIFO queues as event sources.

use super::*;

fn three_groups(size: &str, per_record: &str) -> Bench {
    let code = [("Duration", "0"), ("DurationPerRecord", per_record), ("Timeout", "60")];
    let mut bench = Bench::mapped_kind(
        "sqs-fifo",
        &code,
        &[("VisibilityTimeout", "360")],
        &[("BatchSize", size)],
    );
    for index in 0..10 {
        for group in ["A", "B", "C"] {
            bench.send_grouped(group, &format!("{group}{index}"));
        }
    }
    bench
}

#[test]
fn groups_limit_the_concurrency_and_stay_in_order() {
    // LAM-090, LAM-093, PAT-140
    let mut bench = three_groups("1", "1");
    bench.run(9_999);
    assert_eq!(bench.metric(F, "Done"), 27);
    bench.run(10_000);
    assert_eq!(
        (bench.metric(F, "Done"), bench.metric(F, "MaxConcurrentExecutions")),
        (30, 3)
    );
    assert_eq!(
        (bench.metric(F, "Invocations"), bench.metric(F, "OrderBreaks")),
        (30, 0)
    );
}

#[test]
fn one_group_is_one_invocation_at_a_time() {
    // LAM-090, PAT-140
    let code = [("Duration", "1"), ("Timeout", "60")];
    let mut bench = Bench::mapped_kind(
        "sqs-fifo",
        &code,
        &[("VisibilityTimeout", "360")],
        &[("BatchSize", "1")],
    );
    for index in 0..30 {
        bench.send_grouped("only", &format!("m{index}"));
    }
    bench.run(29_999);
    assert_eq!(bench.metric(F, "Done"), 29);
    bench.run(30_000);
    assert_eq!(
        (bench.metric(F, "Done"), bench.metric(F, "MaxConcurrentExecutions")),
        (30, 1)
    );
}

#[test]
fn a_batch_of_ten_takes_one_group_when_it_has_ten() {
    // LAM-001, PAT-142
    let mut bench = three_groups("10", "1");
    bench.run(9_999);
    assert_eq!(bench.metric(F, "Done"), 0);
    bench.run(10_000);
    assert_eq!((bench.metric(F, "Done"), bench.metric(F, "Invocations")), (30, 3));
}

#[test]
fn after_an_error_the_group_goes_on_from_the_failed_message() {
    // LAM-091, LAM-067
    let code = [
        ("Duration", "1"),
        ("Timeout", "5"),
        ("Poison", "body = m1 and receives = 1"),
    ];
    let mut bench = Bench::mapped_kind("sqs-fifo", &code, &[("VisibilityTimeout", "30")], &[("BatchSize", "1")]);
    for index in 0..4 {
        bench.send_grouped("g", &format!("m{index}"));
    }
    bench.run(100_000);
    assert_eq!(bench.began(), [0, 1_000, 31_000, 32_000, 33_000]);
    assert_eq!((bench.metric(F, "Done"), bench.metric(F, "OrderBreaks")), (4, 0));
}

#[test]
fn reporting_only_the_failed_message_of_a_fifo_batch_breaks_the_order() {
    // LAM-084
    let broken = |stops: &str| {
        let code = [
            ("Duration", "1"),
            ("Timeout", "5"),
            ("Poison", "body = m1 and receives = 1"),
            ("OnRecordFailure", "report"),
            ("StopAtFirstFailure", stops),
        ];
        let terms = [("FunctionResponseTypes", "ReportBatchItemFailures")];
        let mut bench = Bench::mapped_kind("sqs-fifo", &code, &[("VisibilityTimeout", "30")], &terms);
        for index in 0..4 {
            bench.send_grouped("g", &format!("m{index}"));
        }
        bench.run(100_000);
        (
            bench.metric(F, "Done"),
            bench.metric(F, "EffectsTwice"),
            bench.metric(F, "DeletedEventCount"),
        )
    };
    // Good code deletes m0 alone and does the other three again, in order; the other lets m2 and m3 overtake m1.
    assert_eq!(broken("true"), (4, 0, 4));
    assert_eq!(broken("false"), (4, 0, 4));
    let firsts = |stops: &str| {
        let code = [
            ("Duration", "1"),
            ("Timeout", "5"),
            ("Poison", "body = m1 and receives = 1"),
            ("OnRecordFailure", "report"),
            ("StopAtFirstFailure", stops),
        ];
        let terms = [("FunctionResponseTypes", "ReportBatchItemFailures")];
        let mut bench = Bench::mapped_kind("sqs-fifo", &code, &[("VisibilityTimeout", "30")], &terms);
        for index in 0..4 {
            bench.send_grouped("g", &format!("m{index}"));
        }
        bench.run(1_001);
        bench.metric(F, "DeletedEventCount")
    };
    assert_eq!((firsts("true"), firsts("false")), (1, 3));
}

#[test]
fn a_group_is_never_in_two_invocations_even_when_its_visibility_timeout_is_too_short() {
    // LAM-090
    let code = [("Duration", "20"), ("Timeout", "30")];
    let mut bench = Bench::mapped_kind("sqs-fifo", &code, &[("VisibilityTimeout", "30")], &[("BatchSize", "1")]);
    bench.run(1);
    bench.set(Q, "VisibilityTimeout", "5");
    bench.send_grouped("g", "m0");
    bench.send_grouped("g", "m1");
    for second in 0..120 {
        bench.rush(second);
        assert!(bench.metric(F, "ConcurrentExecutions") <= 1, "at {second} s");
    }
}
