//! Simple and step policies, and the arithmetic of both.

use super::{STUCK, scaled};
use crate::nodes::alarm_state::Quotient;
use crate::nodes::worker::group::policy::{Adjustment, POLICY, Steps};
use crate::sim::{Terms, Value};

/// CWA-071, CWA-123.
#[test]
fn cwa_071_cwa_123_percentages_are_rounded_toward_zero_but_not_to_nothing() {
    for (capacity, percent, least, expected) in [
        (5, 10, 0, 6),
        (3, -50, 0, 2),
        (10, 25, 0, 12),
        (4, 25, 2, 6),
        (4, 0, 2, 4),
        (10, -5, 0, 9),
    ] {
        let found = Adjustment::Percent(least).apply(capacity, percent);
        assert_eq!(found, expected, "{percent} % of {capacity}");
    }
    assert_eq!((Adjustment::Change.apply(4, -2), Adjustment::Exact.apply(4, 9)), (2, 9));
}

/// CWA-073, CWA-124.
#[test]
fn cwa_073_cwa_124_a_step_begins_at_its_lower_bound() {
    let steps = Steps::parse("0..100: +1\n100..300: +3\n300..: +5").unwrap();
    let threshold = 100;
    for (metric, by) in [(199, 1), (200, 3), (400, 5), (100, 1)] {
        assert_eq!(steps.pick(Quotient::whole(metric - threshold)), Some(by), "{metric}");
    }
    assert_eq!(steps.pick(Quotient::whole(-1)), None);
}

/// CWA-125.
#[test]
fn cwa_125_below_the_threshold_a_step_ends_at_its_upper_bound() {
    let steps = Steps::parse("..-25: -2, -25..0: -1").unwrap();
    for (metric, by) in [(40, -1), (25, -2), (10, -2)] {
        assert_eq!(steps.pick(Quotient::whole(metric - 50)), Some(by), "{metric}");
    }
}

/// CWA-074.
#[test]
fn cwa_074_steps_without_gaps_overlaps_and_closed_ends() {
    for (text, part) in [
        ("0..100: +1, 200..: +2", "gap between 100 and 200"),
        ("0..100: +1, 50..: +2", "overlap"),
        ("0..: +1, 100..: +2", "overlap"),
        ("..: +1", "at least one bound"),
        ("-50..0: -1", "the lowest step must be open"),
        ("0..100: +1", "the highest step must be open"),
        ("100..50: +1, 50..: +2", "overlap"),
        ("more", "is no step"),
        ("0..x: +1", "is no step"),
        ("0..: many", "is no step"),
    ] {
        let wrong = Steps::parse(text).unwrap_err();
        assert!(wrong.contains(part), "{text}: {wrong}");
    }
    let spec = crate::nodes::kind("auto-scaling-group").unwrap();
    let mut terms = Terms::new(&POLICY);
    terms.set("PolicyType", Value::Choice(1)).unwrap();
    assert!((POLICY.check)(&terms, spec, spec).unwrap_err().contains("CWA-073"));
}

/// CWA-072, CWA-103.
#[test]
fn cwa_072_cwa_103_a_simple_policy_waits_for_its_activity_and_its_cooldown() {
    let alarm = [("EvaluationPeriods", "3")];
    let mut yard = scaled(&[("DefaultCooldown", "300"), STUCK], &alarm, &[]);
    yard.send("orders", 1_000);
    yard.run(600);
    // Alarm at 180, in service at 240, cooldown until 540: the next one then.
    assert_eq!(yard.sizes("fleet"), [(180, 2), (540, 3)], "CWA-051");
    let ignored: Vec<u64> = (0..)
        .zip(yard.rules("fleet"))
        .filter(|(_, (_, rule))| *rule == "CWA-072")
        .map(|(_, (at, _))| at)
        .collect();
    assert!(ignored.contains(&240) && ignored.contains(&480), "{ignored:?}");
    assert_eq!(
        yard.metric("fleet", "ScalingIgnored"),
        6,
        "at 240, 300 … 480 and again at 600"
    );
}

/// CWA-100.
#[test]
fn cwa_100_a_step_policy_waits_for_the_warm_up_unless_a_higher_step_applies() {
    let group = [("DefaultInstanceWarmup", "120"), ("MaxSize", "20"), STUCK];
    let policy = [("PolicyType", "StepScaling"), ("StepAdjustments", "0..: +2")];
    let mut yard = scaled(&group, &[("EvaluationPeriods", "3")], &policy);
    yard.run(10);
    yard.send("orders", 1_000);
    yard.run(400);
    assert_eq!(yard.sizes("fleet"), [(180, 3), (360, 5)]);
    assert_eq!(yard.metric("fleet", "GroupInServiceInstances"), 3);
    yard.run(420);
    assert_eq!(
        yard.metric("fleet", "GroupInServiceInstances"),
        5,
        "CWA-057: 60 s of boot"
    );
}

/// CWA-075.
#[test]
fn cwa_075_while_instances_warm_up_a_higher_step_adds_the_difference() {
    let group = [("DefaultInstanceWarmup", "600"), STUCK];
    let policy = [
        ("PolicyType", "StepScaling"),
        ("StepAdjustments", "0..100: +1, 100..: +3"),
    ];
    let mut yard = scaled(&group, &[], &policy);
    yard.send("orders", 151);
    yard.run(70);
    assert_eq!(yard.sizes("fleet"), [(60, 2)], "150 visible are 50 beyond");
    yard.send("orders", 100);
    yard.run(200);
    assert_eq!(yard.sizes("fleet"), [(60, 2), (120, 4)], "two more, not three");
    assert!(yard.rules("fleet").contains(&(180, "CWA-075")));
}

/// CWA-076.
#[test]
fn cwa_076_nothing_is_scaled_in_while_something_warms_up() {
    let group = [("DefaultInstanceWarmup", "600"), ("DesiredCapacity", "2"), STUCK];
    let out = [("PolicyType", "StepScaling"), ("StepAdjustments", "0..: +1")];
    let mut yard = scaled(&group, &[], &out);
    let low = [
        ("Watches", "orders"),
        ("ComparisonOperator", "LessThanThreshold"),
        ("Threshold", "50"),
    ];
    yard.add("alarm", "idle", &low);
    yard.wire(
        "idle.alarm",
        "fleet.scale",
        &[("PolicyType", "StepScaling"), ("StepAdjustments", "..0: -1")],
    );
    yard.send("orders", 200);
    yard.run(70);
    assert_eq!(yard.sizes("fleet"), [(60, 3)]);
    yard.call("sqs", "PurgeQueue", serde_json::json!({ "QueueUrl": "orders" }))
        .unwrap();
    yard.run(700);
    assert!(yard.rules("fleet").contains(&(120, "CWA-076")));
    // In service at 120 and warm at 720: not before.
    assert_eq!(yard.sizes("fleet"), [(60, 3)]);
    yard.run(720);
    assert_eq!(yard.sizes("fleet"), [(60, 3), (720, 2)]);
}

/// CWA-083.
#[test]
fn cwa_083_of_several_policies_the_largest_capacity_wins() {
    let group = [("DefaultCooldown", "0"), ("DesiredCapacity", "4"), STUCK];
    let mut yard = scaled(&group, &[], &[("ScalingAdjustment", "1")]);
    yard.add("alarm", "much", &[("Watches", "orders"), ("Threshold", "200")]);
    yard.wire("much.alarm", "fleet.scale", &[("ScalingAdjustment", "3")]);
    yard.add("alarm", "never", &[("Watches", "orders"), ("Threshold", "10")]);
    yard.wire("never.alarm", "fleet.scale", &[("ScalingAdjustment", "-2")]);
    yard.send("orders", 500);
    yard.run(60);
    assert_eq!(yard.sizes("fleet"), [(60, 7)]);
}

/// CWA-126.
#[test]
fn cwa_126_a_capacity_stays_between_minimum_and_maximum() {
    let group = [("MaxSize", "3"), ("MinSize", "1"), ("DefaultCooldown", "0"), STUCK];
    let mut yard = scaled(&group, &[], &[("ScalingAdjustment", "9")]);
    yard.send("orders", 500);
    yard.run(60);
    assert_eq!(yard.sizes("fleet"), [(60, 3)]);
    assert!(yard.rules("fleet").contains(&(60, "CWA-126")), "it is told");
    yard.run(180);
    assert_eq!(yard.sizes("fleet"), [(60, 3)], "CWA-050");
}

/// CWA-070.
#[test]
fn cwa_070_exact_capacity_sets_it() {
    let policy = [("AdjustmentType", "ExactCapacity"), ("ScalingAdjustment", "6")];
    let mut yard = scaled(&[STUCK], &[], &policy);
    yard.send("orders", 500);
    yard.run(60);
    assert_eq!(yard.sizes("fleet"), [(60, 6)]);
}
