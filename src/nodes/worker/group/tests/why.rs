//! Why a group has the size that it has.

use super::{STUCK, fleet, scaled};
use crate::nodes::bench::yard::Yard;

fn rules(yard: &Yard) -> Vec<&'static str> {
    yard.why("fleet").iter().map(|(_, rule)| *rule).collect()
}

/// CWA-072, CWA-126.
#[test]
fn cwa_072_cwa_126_it_says_how_long_its_cooldown_lasts_and_what_bounds_it() {
    let mut yard = scaled(
        &[("MaxSize", "2"), ("DefaultCooldown", "300"), STUCK],
        &[],
        &[("ScalingAdjustment", "4")],
    );
    assert_eq!(yard.why("fleet"), []);
    yard.send("orders", 500);
    yard.run(70);
    assert_eq!(rules(&yard), ["CWA-126", "CWA-072", "CWA-076"]);
    let why = yard.why("fleet");
    assert!(
        why[0].0.contains("was to have 5 instances") && why[0].0.contains("MaxSize is 2"),
        "{why:?}"
    );
    // 60 s of boot from 60 on, and 300 s of cooldown.
    yard.run(130);
    let why = yard.why("fleet");
    assert!(why[1].0.contains("in its cooldown until 0:07:00"), "{why:?}");
    yard.set("fleet", "MaxSize", "9");
    assert_eq!(rules(&yard), ["CWA-072"]);
    yard.run(425);
    assert_eq!(rules(&yard)[0], "CWA-072", "the alarm called again at 420");
}

/// CWA-075, CWA-076.
#[test]
fn cwa_076_it_says_until_when_instances_warm_up() {
    let policy = [("PolicyType", "StepScaling"), ("StepAdjustments", "0..: +1")];
    let mut yard = scaled(&[("DefaultInstanceWarmup", "120"), STUCK], &[], &policy);
    yard.send("orders", 500);
    yard.run(70);
    let why = yard.why("fleet");
    assert!(why[0].0.contains("has 1 instance warming up until 0:04:00"), "{why:?}");
    assert_eq!(rules(&yard), ["CWA-076"]);
}

/// CWA-077 to CWA-082.
#[test]
fn cwa_077_it_says_what_target_tracking_has_seen() {
    let tracked = |changes: &[(&str, &str)]| {
        let basic = [
            ("TargetMetric", "BacklogPerInstance"),
            ("TargetValue", "100"),
            ("MaxSize", "30"),
            STUCK,
        ];
        let all: Vec<(&str, &str)> = basic.into_iter().chain(changes.iter().copied()).collect();
        fleet(&all)
    };
    let mut yard = tracked(&[("DesiredCapacity", "2")]);
    assert_eq!(rules(&yard), ["CWA-082"], "no queue");
    yard.set("fleet", "TargetQueue", "orders");
    yard.set("orders", "VisibilityTimeout", "43200");
    assert_eq!(rules(&yard), ["CWA-079"], "no value");
    yard.send("orders", 1_002);
    yard.run(125);
    let why = yard.why("fleet");
    assert!(
        why[0]
            .0
            .contains("The backlog per instance is 500, the target 100: above it in 2 of the last 3 minutes"),
        "{why:?}"
    );
    assert_eq!(rules(&yard), ["CWA-077"]);
    yard.run(185);
    assert_eq!(rules(&yard), ["CWA-076", "CWA-078"], "it has scaled out");
    let mut idle = tracked(&[("DesiredCapacity", "2")]);
    idle.set("fleet", "TargetQueue", "orders");
    idle.run(310);
    let why = idle.why("fleet");
    assert!(why[0].0.contains("below 90 in 5 of the last 15 minutes"), "{why:?}");
    idle.set("fleet", "DisableScaleIn", "true");
    assert_eq!(rules(&idle), ["CWA-079"]);
    let mut none = tracked(&[("MinSize", "0"), ("DesiredCapacity", "0")]);
    none.set("fleet", "TargetQueue", "orders");
    none.run(70);
    let why = none.why("fleet");
    assert!(why[0].0.contains("no instance"), "{why:?}");
    assert_eq!(rules(&none), ["CWA-082"]);
}

/// CWA-059, CWA-093.
#[test]
fn cwa_093_it_says_when_protection_or_lost_zones_keep_it_from_its_size() {
    let mut yard = fleet(&[
        ("DesiredCapacity", "3"),
        ("NewInstancesProtectedFromScaleIn", "true"),
        STUCK,
    ]);
    yard.run(5);
    yard.set("fleet", "DesiredCapacity", "1");
    yard.run(10);
    assert_eq!(rules(&yard), ["CWA-093"]);
    let mut yard = fleet(&[("DesiredCapacity", "3"), STUCK]);
    yard.run(5);
    for zone in 0..3 {
        let fault = crate::sim::Fault::ZoneDown(zone);
        let id = yard.id("fleet");
        yard.world.apply(crate::sim::Input::Fault(id, fault)).unwrap();
    }
    yard.run(10);
    assert_eq!(rules(&yard), ["CWA-059"]);
}
