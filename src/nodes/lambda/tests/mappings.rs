//! Event source mappings: settings, polling, scaling.

use super::super::mapping::MAPPING as SPEC;
use super::*;
use crate::sim::Node;

fn checked(queue: &str, changes: Changes<'_>) -> Result<(), String> {
    let mut terms = Terms::new(&SPEC);
    for (name, value) in changes {
        let field = SPEC.fields.iter().find(|field| field.name == *name).expect("a setting");
        let value = field.parse(value).map_err(|error| error.to_string())?;
        terms.set(name, value).map_err(|error| error.to_string())?;
    }
    (SPEC.check)(&terms, kind(queue).unwrap(), Function::SPEC)
}

#[test]
fn settings_that_do_not_go_together_are_refused() {
    // LAM-001, LAM-050, LAM-051, LAM-052, LAM-056, LAM-092, LAM-162, LAM-163
    let window = "MaximumBatchingWindowInSeconds";
    let concurrency = "ScalingConfig.MaximumConcurrency";
    let (least, most) = (
        "ProvisionedPollerConfig.MinimumPollers",
        "ProvisionedPollerConfig.MaximumPollers",
    );
    let (standard, fifo) = ("sqs-standard", "sqs-fifo");
    for (queue, changes, fits) in [
        (standard, &[("BatchSize", "10")][..], true),
        (standard, &[("BatchSize", "0")], false),
        (standard, &[("BatchSize", "11")], false),
        (standard, &[("BatchSize", "11"), (window, "1")], true),
        (standard, &[("BatchSize", "10000"), (window, "300")], true),
        (standard, &[("BatchSize", "10001"), (window, "300")], false),
        (standard, &[(window, "301")], false),
        (fifo, &[("BatchSize", "10")], true),
        (fifo, &[("BatchSize", "11")], false),
        (fifo, &[("BatchSize", "11"), (window, "1")], false),
        (fifo, &[(window, "1")], false),
        (standard, &[(concurrency, "1")], false),
        (standard, &[(concurrency, "2")], true),
        (standard, &[(concurrency, "1000")], true),
        (standard, &[(concurrency, "1001")], false),
        (standard, &[(least, "1")], false),
        (standard, &[(least, "2")], true),
        (standard, &[(least, "201")], false),
        (standard, &[(least, "2"), (most, "10000")], true),
        (standard, &[(most, "10001")], false),
        (standard, &[(least, "20"), (most, "10")], false),
        (standard, &[(least, "2"), (concurrency, "2")], false),
        // LAM-057: what is for streams is no setting here.
        (standard, &[], true),
    ] {
        assert_eq!(checked(queue, changes).is_ok(), fits, "{queue} {changes:?}");
    }
    for name in [
        "StartingPosition",
        "BisectBatchOnFunctionError",
        "TumblingWindowInSeconds",
        "ParallelizationFactor",
    ] {
        assert!(SPEC.fields.iter().all(|field| field.name != name), "LAM-057: {name}");
    }
}

#[test]
fn only_queues_can_be_polled() {
    // LAM-060
    let poll = &Function::SPEC.ports[1];
    assert!((poll.accepts)(kind("sqs-fifo").unwrap()).is_ok());
    assert!(
        (poll.accepts)(kind("producer").unwrap())
            .unwrap_err()
            .contains("LAM-060")
    );
}

#[test]
fn a_mapping_is_refused_while_the_queue_hides_messages_too_briefly() {
    // LAM-060, LAM-150
    let mut bench = Bench::mapped(
        &[("Timeout", "60"), ("Duration", "40")],
        &[("VisibilityTimeout", "30")],
        &[],
    );
    bench.send_many("orders", 2);
    bench.run(10_000);
    assert_eq!((bench.metric(F, "ReceiveCalls"), bench.visible(Q)), (0, 2));
    assert_eq!(bench.status(), "timeout over visibility");
    assert!(bench.told("LAM-060"));
    assert_eq!(
        bench
            .inside()
            .asks(bench.world.now(), MAPPING)
            .unwrap()
            .rule
            .unwrap()
            .id,
        "LAM-060"
    );
    // With enough it is made, and lowering it later is not noticed: every message is processed twice or more.
    bench.set(Q, "VisibilityTimeout", "60");
    bench.run(16_000);
    assert_eq!(
        (bench.metric(F, "ConcurrentExecutions"), bench.status().as_str()),
        (1, "")
    );
    bench.set(Q, "VisibilityTimeout", "30");
    bench.send_many("orders", 2);
    bench.rush(300);
    assert!(
        bench.metric(F, "EffectsTwice") >= 2,
        "{}",
        bench.metric(F, "EffectsTwice")
    );
}

#[test]
fn less_than_six_timeouts_is_worth_a_note() {
    // LAM-002, LAM-065
    let note = |visibility: &str, terms: Changes<'_>| {
        let mut bench = Bench::mapped(&[("Timeout", "10")], &[("VisibilityTimeout", visibility)], terms);
        bench.run(1);
        bench.told("LAM-002")
    };
    assert!(note("59", &[]) && !note("60", &[]));
    assert!(note("60", &[("MaximumBatchingWindowInSeconds", "5")]));
    assert!(!note("65", &[("MaximumBatchingWindowInSeconds", "5")]));
}

#[test]
fn an_idle_queue_gets_fifteen_empty_receives_a_minute() {
    // LAM-008, LAM-062, LAM-131
    let mut bench = Bench::mapped(&[], &[], &[]);
    bench.rush(60);
    assert_eq!(bench.metric(F, "EmptyReceives"), 15);
    assert_eq!(bench.metric(Q, "NumberOfEmptyReceives"), 15);
    bench.rush(3_600);
    // The queue bills them: some 648,000 in 30 days.
    assert_eq!(bench.metric(Q, "Requests"), 15 * 60);
}

#[test]
fn switched_off_it_does_not_poll() {
    // LAM-055, LAM-061
    let mut bench = Bench::mapped(&[], &[], &[("Enabled", "false")]);
    bench.send("orders", "x");
    bench.run(30_000);
    assert_eq!((bench.metric(F, "ReceiveCalls"), bench.visible(Q)), (0, 1));
    assert_eq!(
        bench
            .inside()
            .asks(bench.world.now(), MAPPING)
            .unwrap()
            .rule
            .unwrap()
            .id,
        "LAM-055"
    );
    bench.map(MAPPING, Q, &[("Enabled", "true")]);
    bench.run(31_000);
    assert_eq!(bench.metric(F, "Done"), 1);
    bench.map(MAPPING, Q, &[("Enabled", "false")]);
    bench.run(31_001);
    bench.send("orders", "y");
    bench.run(60_000);
    assert_eq!((bench.metric(F, "Done"), bench.visible(Q)), (1, 1));
}

#[test]
fn a_queue_that_was_deleted_is_polled_on_with_errors() {
    // LAM-061
    let mut bench = Bench::mapped(&[], &[("delete_propagation", "60")], &[]);
    bench.run(1_000);
    bench
        .api("sqs", "DeleteQueue", json!({ "QueueUrl": "orders" }))
        .unwrap();
    bench.run(120_000);
    assert!(
        bench.metric(F, "ReceivesRefused") >= 2,
        "{}",
        bench.metric(F, "ReceivesRefused")
    );
}

#[test]
fn a_backlog_lets_the_mapping_grow_minute_by_minute() {
    // LAM-005, LAM-063, LAM-160
    for (profile, grown) in [
        ("current", [5, 305, 605, 905, 1_205, 1_250]),
        ("classic", [5, 65, 125, 185, 245, 305]),
    ] {
        let code = [
            ("limits_profile", profile),
            ("Duration", "900"),
            ("Timeout", "900"),
            ("AccountConcurrency", "9000"),
        ];
        let mut bench = Bench::mapped(&code, &[("VisibilityTimeout", "43200")], &[("BatchSize", "1")]);
        bench.send_many("orders", 1_300);
        for (minute, allowed) in grown.into_iter().enumerate() {
            bench.rush(minute as u64 * 60 + 1);
            assert_eq!(i64::from(bench.allowed()), allowed, "{profile}, minute {minute}");
            assert_eq!(
                bench.metric(F, "ConcurrentExecutions"),
                allowed,
                "{profile}, minute {minute}"
            );
        }
    }
    // Classic: 5 and 60 a minute reach 1,000 in the seventeenth.
    let scale = super::super::mapping::Plan::new(&Terms::new(&SPEC)).scale(true);
    assert_eq!((scale, (1_000 - 5u32).div_ceil(60)), ((5, 60, 1_000), 17));
}

#[test]
fn maximum_concurrency_limits_the_pollers_and_nothing_is_throttled() {
    // LAM-052, LAM-071, PAT-141
    let terms = [("BatchSize", "1"), ("ScalingConfig.MaximumConcurrency", "5")];
    let mut bench = Bench::mapped(&[("Duration", "1")], &[], &terms);
    bench.send_many("orders", 30);
    bench.run(5_999);
    assert_eq!(bench.metric(F, "Done"), 25);
    bench.run(6_000);
    assert_eq!(
        (bench.metric(F, "Done"), bench.metric(F, "MaxConcurrentExecutions")),
        (30, 5)
    );
    assert_eq!(bench.metric(F, "Throttles"), 0);
}

#[test]
fn an_empty_queue_takes_the_growth_away() {
    // LAM-063
    let mut bench = Bench::mapped(&[("Duration", "2")], &[], &[("BatchSize", "1")]);
    bench.send_many("orders", 200);
    bench.rush(60);
    assert_eq!(bench.allowed(), 305);
    bench.rush(120);
    assert_eq!((bench.metric(F, "Done"), bench.allowed()), (200, 5));
}

#[test]
fn errors_halve_the_concurrency_unless_partial_failures_are_reported() {
    // LAM-069
    let code = [("Duration", "1"), ("FailureRate", "100")];
    let mut bench = Bench::mapped(&code, &[("VisibilityTimeout", "600")], &[("BatchSize", "1")]);
    bench.send_many("orders", 1);
    bench.run(1_000);
    assert_eq!(bench.allowed(), 2);
    bench.run(61_000);
    // It grows back by 300 a minute, and an idle queue takes it to 5 again.
    assert!(bench.allowed() >= 5);
    let terms = [("BatchSize", "1"), ("FunctionResponseTypes", "ReportBatchItemFailures")];
    let mut bench = Bench::mapped(&code, &[], &terms);
    bench.send_many("orders", 1);
    bench.run(1_000);
    assert_eq!(bench.allowed(), 5);
}

#[test]
fn provisioned_pollers_are_ready_and_grow_faster() {
    // LAM-056, LAM-072
    let terms = [("BatchSize", "1"), ("ProvisionedPollerConfig.MinimumPollers", "3")];
    let code = [("Duration", "900"), ("Timeout", "900"), ("AccountConcurrency", "90000")];
    let mut bench = Bench::mapped(&code, &[("VisibilityTimeout", "43200")], &terms);
    bench.rush(60);
    assert_eq!(bench.metric(F, "EmptyReceives"), 9);
    bench.send_many("orders", 2_100);
    bench.rush(70);
    assert_eq!(bench.metric(F, "ConcurrentExecutions"), 30);
    bench.rush(125);
    assert_eq!(bench.allowed(), 1_030);
    // Two hundred pollers by default carry 2,000, and no more than 20,000 are possible.
    bench.rush(200);
    assert_eq!(bench.allowed(), 2_000);
    let mut most = Terms::new(&SPEC);
    let all = [("MinimumPollers", 200), ("MaximumPollers", 10_000)];
    for (name, number) in all {
        let name = format!("ProvisionedPollerConfig.{name}");
        most.set(&name, crate::sim::Value::Number(number)).unwrap();
    }
    let scale = super::super::mapping::Plan::new(&most).scale(false);
    assert_eq!(scale, (2_000, 1_000, 20_000));
}
