//! From a metric to a state.

use crate::nodes::bench::yard::Yard;
use crate::sim::{Basis, MetricKind, Tone, Value};

/// A queue and an alarm on its depth, `> 100` unless changed.
fn watched(changes: &[(&str, &str)]) -> Yard {
    let mut yard = Yard::new();
    yard.add("sqs-standard", "orders", &[]);
    let all: Vec<(&str, &str)> = [("Watches", "orders")]
        .into_iter()
        .chain(changes.iter().copied())
        .collect();
    yard.add("alarm", "backlog", &all);
    yard
}

/// CWA-030.
#[test]
fn cwa_030_it_begins_without_data_and_is_ok_after_the_first_good_minute() {
    let mut yard = watched(&[]);
    yard.run(59);
    assert_eq!(yard.card("backlog").status, "insufficient data");
    yard.run(60);
    assert_eq!(yard.states("backlog"), [(60, "OK")], "CWA-031");
    assert_eq!(yard.card("backlog").tone, Tone::Good);
}

/// CWA-032, CWA-033.
#[test]
fn cwa_032_cwa_033_it_alarms_above_the_threshold_and_not_at_it() {
    let mut yard = watched(&[]);
    yard.send("orders", 100);
    yard.run(60);
    assert_eq!(yard.states("backlog"), [(60, "OK")], "100 is not greater than 100");
    yard.send("orders", 1);
    yard.run(180);
    assert_eq!(yard.states("backlog"), [(60, "OK"), (120, "ALARM")]);
    assert_eq!(yard.metric("backlog", "Value"), 101, "CWA-001");
}

/// CWA-023.
#[test]
fn cwa_023_each_operator_compares_in_its_own_way() {
    for (operator, state) in [
        ("GreaterThanThreshold", "OK"),
        ("GreaterThanOrEqualToThreshold", "ALARM"),
        ("LessThanThreshold", "OK"),
        ("LessThanOrEqualToThreshold", "ALARM"),
    ] {
        let mut yard = watched(&[("ComparisonOperator", operator), ("Threshold", "5")]);
        yard.send("orders", 5);
        yard.run(60);
        assert_eq!(yard.states("backlog"), [(60, state)], "{operator}");
    }
}

/// CWA-010.
#[test]
fn cwa_010_a_metric_delay_puts_the_alarm_off() {
    let mut yard = watched(&[("metric_delay", "60")]);
    yard.send("orders", 200);
    yard.run(60);
    assert_eq!(yard.states("backlog"), [], "the point is not readable yet");
    yard.run(120);
    assert_eq!(yard.states("backlog"), [(120, "ALARM")]);
}

/// CWA-011, CWA-012.
#[test]
fn cwa_011_cwa_012_a_counter_is_its_growth_in_the_minute() {
    let mut yard = watched(&[
        ("MetricName", "NumberOfMessagesSent"),
        ("Statistic", "Sum"),
        ("Threshold", "10"),
    ]);
    let spec = crate::nodes::kind("sqs-standard").unwrap();
    let sent = spec.metrics.iter().find(|metric| metric.name == "NumberOfMessagesSent");
    assert_eq!(sent.unwrap().kind, MetricKind::Counter);
    yard.send("orders", 20);
    yard.run(60);
    assert_eq!(yard.metric("backlog", "Value"), 20);
    yard.run(120);
    assert_eq!(yard.metric("backlog", "Value"), 0, "nothing came in the second minute");
    assert_eq!(yard.states("backlog"), [(60, "ALARM"), (120, "OK")]);
}

/// CWA-012, CWA-013.
#[test]
fn cwa_012_cwa_013_a_statistic_makes_one_value_of_the_minutes_of_a_period() {
    // Depths of 10, 20 and 60 at the ends of three minutes.
    for (statistic, value) in [
        ("Average", 30),
        ("Sum", 90),
        ("Minimum", 10),
        ("Maximum", 60),
        ("SampleCount", 3),
        ("p50", 20),
        ("p90", 60),
    ] {
        let mut yard = watched(&[("Statistic", statistic), ("Period", "180")]);
        for (minute, more) in [(1, 10), (2, 10), (3, 40)] {
            yard.send("orders", more);
            yard.run(minute * 60);
        }
        assert_eq!(yard.metric("backlog", "Value"), value, "{statistic}");
    }
}

/// CWA-021, CWA-022.
#[test]
fn cwa_021_cwa_022_several_periods_must_breach_and_m_of_n_may_be_fewer() {
    let mut all = watched(&[("EvaluationPeriods", "3")]);
    all.send("orders", 1_000);
    all.run(240);
    assert_eq!(
        all.states("backlog"),
        [(180, "ALARM")],
        "CWA-100: three points at 60, 120 and 180"
    );
    let mut two = watched(&[("EvaluationPeriods", "3"), ("DatapointsToAlarm", "2")]);
    two.send("orders", 1_000);
    two.run(240);
    assert_eq!(two.states("backlog"), [(120, "ALARM")]);
}

/// CWA-121.
#[test]
fn cwa_121_a_dead_letter_alarm_is_ok_while_idle_and_alarms_within_a_minute() {
    let mut yard = Yard::new();
    yard.add("sqs-standard", "dead", &[("metrics_when_inactive", "false")]);
    let settings = [
        ("Watches", "dead"),
        ("Threshold", "1"),
        ("ComparisonOperator", "GreaterThanOrEqualToThreshold"),
        ("TreatMissingData", "notBreaching"),
    ];
    yard.add("alarm", "dead-letters", &settings);
    yard.run(100);
    assert_eq!(yard.states("dead-letters"), [(60, "OK")], "CWA-003, CWA-044");
    yard.send("dead", 1);
    yard.run(160);
    assert_eq!(yard.states("dead-letters"), [(60, "OK"), (120, "ALARM")]);
}

/// CWA-122.
#[test]
fn cwa_122_without_any_points_it_has_insufficient_data() {
    let mut yard = watched(&[("MetricName", "NoSuchMetric")]);
    yard.run(180);
    assert_eq!(yard.states("backlog"), []);
    assert_eq!(yard.card("backlog").status, "insufficient data");
}

/// CWA-014, CWA-024.
#[test]
fn cwa_014_cwa_024_what_a_missing_point_counts_for_is_set() {
    for (treatment, states) in [
        ("missing", vec![]),
        ("ignore", vec![]),
        ("breaching", vec![(60, "ALARM")]),
        ("notBreaching", vec![(60, "OK")]),
    ] {
        let mut yard = watched(&[("MetricName", "NoSuchMetric"), ("TreatMissingData", treatment)]);
        yard.run(120);
        assert_eq!(yard.states("backlog"), states, "{treatment}");
    }
}

/// CWA-014.
#[test]
fn cwa_014_a_queue_that_was_idle_for_hours_sends_no_points() {
    let mut yard = Yard::new();
    yard.add("sqs-standard", "orders", &[("metrics_when_inactive", "false")]);
    yard.add("alarm", "backlog", &[("Watches", "orders")]);
    yard.send("orders", 1);
    yard.call("sqs", "PurgeQueue", serde_json::json!({ "QueueUrl": "orders" }))
        .unwrap();
    yard.run(6 * 3_600 + 600);
    let states: Vec<&str> = yard.states("backlog").into_iter().map(|(_, state)| state).collect();
    assert_eq!(states, ["OK", "INSUFFICIENT_DATA"]);
}

/// CWA-015, CWA-082.
#[test]
fn cwa_015_cwa_082_backlog_per_instance_is_one_metric_by_another() {
    let mut yard = Yard::new();
    yard.add("sqs-standard", "orders", &[]);
    yard.add("auto-scaling-group", "fleet", &[("DesiredCapacity", "4")]);
    let settings = [
        ("Watches", "orders"),
        ("Watches2", "fleet"),
        ("Expression", "m1/m2"),
        ("Threshold", "2.4"),
    ];
    yard.add("alarm", "backlog", &settings);
    yard.send("orders", 10);
    yard.run(60);
    assert_eq!(yard.states("backlog"), [(60, "ALARM")], "10 by 4 is 2.5");
    assert_eq!(yard.card("backlog").figures[0].value, "2.5");
}

/// CWA-082.
#[test]
fn cwa_082_without_instances_there_is_no_value() {
    for (expression, states) in [
        ("m1/m2", vec![]),
        ("IF(m2>0,m1/m2,m1)", vec![(60, "ALARM")]),
        ("SUM([m1,m2])", vec![(60, "ALARM")]),
        ("m1-m2", vec![(60, "ALARM")]),
    ] {
        let mut yard = Yard::new();
        yard.add("sqs-standard", "orders", &[]);
        yard.add(
            "auto-scaling-group",
            "fleet",
            &[("MinSize", "0"), ("DesiredCapacity", "0")],
        );
        let both = [("Watches", "orders"), ("Watches2", "fleet")];
        let settings = [both[0], both[1], ("Expression", expression), ("Threshold", "5")];
        yard.add("alarm", "backlog", &settings);
        yard.send("orders", 10);
        yard.run(60);
        assert_eq!(yard.states("backlog"), states, "{expression}");
    }
}

/// CWA-015.
#[test]
fn cwa_015_fill_takes_a_missing_point_for_zero() {
    let mut yard = watched(&[("MetricName", "NoSuchMetric"), ("Expression", "FILL(m1,0)")]);
    yard.run(60);
    assert_eq!(yard.states("backlog"), [(60, "OK")]);
}

/// CWA-020.
#[test]
fn cwa_020_a_period_that_is_no_full_minute_is_named_on_the_card() {
    let yard = watched(&[("Period", "90")]);
    assert_eq!(yard.card("backlog").status, "period is no full minute");
}

#[test]
fn it_says_that_it_watches_nothing() {
    let mut yard = Yard::new();
    yard.add("alarm", "idle", &[]);
    yard.run(60);
    assert_eq!(yard.card("idle").status, "watches nothing");
}

/// CWA-110.
#[test]
fn cwa_110_an_alarm_costs_ten_cents_a_month() {
    let spec = crate::nodes::kind("alarm").unwrap();
    let charge = spec.measures.charges[0];
    assert_eq!(
        (charge.basis, charge.micro_dollars, charge.per),
        (Basis::Seconds, 100_000, 30 * 86_400)
    );
}

#[test]
fn settings_refuse_a_rule_that_can_not_be_read() {
    let spec = crate::nodes::kind("alarm").unwrap();
    let (_, field) = spec.field("AlarmRule").unwrap();
    let wrong = field.check(&Value::Text("WHEN(a)".into())).unwrap_err();
    assert!(wrong.hint.contains("no state of an alarm"), "{wrong}");
}
