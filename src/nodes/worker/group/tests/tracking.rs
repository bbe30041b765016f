//! Target tracking.

use super::{STUCK, fleet};
use crate::nodes::bench::yard::Yard;

/// A group that keeps a backlog of 100 for each instance.
fn tracked(changes: &[(&str, &str)]) -> Yard {
    let basic = [
        ("MaxSize", "30"),
        ("TargetMetric", "BacklogPerInstance"),
        ("TargetValue", "100"),
        STUCK,
    ];
    let all: Vec<(&str, &str)> = basic.into_iter().chain(changes.iter().copied()).collect();
    let mut yard = fleet(&all);
    yard.set("fleet", "TargetQueue", "orders");
    // What is in hand stays there.
    yard.set("orders", "VisibilityTimeout", "43200");
    yard
}

/// CWA-077, CWA-101.
#[test]
fn cwa_077_cwa_101_after_three_minutes_above_the_target_the_group_fits_the_backlog() {
    let mut yard = tracked(&[("DesiredCapacity", "2")]);
    yard.run(10);
    yard.send("orders", 1_002);
    yard.run(200);
    assert_eq!(yard.sizes("fleet"), [(180, 10)], "CWA-078: two are in hand, 1,000 wait");
}

/// CWA-081.
#[test]
fn cwa_081_the_example_of_aws() {
    let mut yard = tracked(&[("DesiredCapacity", "10")]);
    yard.send("orders", 1_510);
    yard.run(200);
    assert_eq!(yard.sizes("fleet"), [(180, 15)]);
}

/// CWA-101.
#[test]
fn cwa_101_the_maximum_bounds_it() {
    let mut yard = tracked(&[("DesiredCapacity", "2"), ("MaxSize", "6")]);
    yard.send("orders", 1_002);
    yard.run(200);
    assert_eq!(yard.sizes("fleet"), [(180, 6)]);
}

/// CWA-084.
#[test]
fn cwa_084_instances_that_warm_up_do_not_share_the_backlog_yet() {
    let mut yard = tracked(&[("DesiredCapacity", "2"), ("DefaultInstanceWarmup", "300")]);
    yard.send("orders", 1_002);
    yard.run(400);
    // Ten would fit all the time, whoever is warming up.
    assert_eq!(yard.sizes("fleet"), [(180, 10)]);
}

/// CWA-077, CWA-102.
#[test]
fn cwa_077_cwa_102_it_scales_in_after_fifteen_minutes_one_by_one() {
    let mut yard = tracked(&[("DesiredCapacity", "4")]);
    yard.run(1_100);
    assert_eq!(yard.sizes("fleet"), [(900, 3), (960, 2), (1_020, 1)]);
}

/// CWA-079.
#[test]
fn cwa_079_without_scaling_in_it_stays() {
    let mut yard = tracked(&[("DesiredCapacity", "4"), ("DisableScaleIn", "true")]);
    yard.run(1_100);
    assert_eq!(yard.sizes("fleet"), []);
}

/// CWA-079.
#[test]
fn cwa_079_without_data_it_does_nothing() {
    let mut yard = tracked(&[("DesiredCapacity", "4")]);
    yard.set("orders", "metrics_when_inactive", "false");
    yard.run(6 * 3_600);
    let sizes = yard.sizes("fleet");
    let mut nobody = fleet(&[("TargetMetric", "BacklogPerInstance"), ("DesiredCapacity", "4"), STUCK]);
    nobody.run(1_200);
    assert_eq!((sizes.len(), nobody.sizes("fleet")), (3, vec![]));
    assert_eq!(nobody.card("fleet").status, "tracks no queue");
}

/// CWA-082.
#[test]
fn cwa_082_from_zero_instances_tracking_does_not_start_and_a_step_policy_does() {
    let mut yard = tracked(&[("MinSize", "0"), ("DesiredCapacity", "0")]);
    yard.send("orders", 500);
    yard.run(300);
    assert_eq!(yard.sizes("fleet"), []);
    yard.add("alarm", "any", &[("Watches", "orders"), ("Threshold", "0")]);
    let policy = [("PolicyType", "StepScaling"), ("StepAdjustments", "0..: +1")];
    yard.wire("any.alarm", "fleet.scale", &policy);
    yard.run(400);
    assert_eq!(yard.sizes("fleet"), [(360, 1)]);
}

/// CWA-080.
#[test]
fn cwa_080_queue_depth_as_a_target_grows_without_end() {
    let mut yard = tracked(&[
        ("DesiredCapacity", "2"),
        ("TargetMetric", "ApproximateNumberOfMessagesVisible"),
        ("DefaultInstanceWarmup", "0"),
    ]);
    yard.send("orders", 402);
    yard.run(430);
    // 400 is four times the target, whatever the size: 2, 8, 30. Backlog per instance would have stopped at 4.
    assert_eq!(yard.sizes("fleet"), [(180, 8), (240, 30)]);
}

/// CWA-052.
#[test]
fn cwa_052_without_a_warm_up_of_its_own_it_takes_the_cooldown() {
    let mut yard = tracked(&[("DesiredCapacity", "1"), ("DefaultCooldown", "120")]);
    yard.send("orders", 301);
    yard.run(240);
    assert_eq!(yard.card("fleet").status, "warming up");
    yard.run(359);
    assert_eq!(yard.card("fleet").status, "warming up");
    yard.run(361);
    assert_eq!(yard.card("fleet").status, "");
}
