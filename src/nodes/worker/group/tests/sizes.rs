//! How a group keeps its size: its life from start to end, replacement, schedules, cost.

use super::{STUCK, fleet};
use crate::sim::{Asking, Fault, Happening, Input, Kinds};

/// CWA-057.
#[test]
fn cwa_057_the_instances_of_a_design_work_at_once_and_share_the_work() {
    let mut yard = fleet(&[("DesiredCapacity", "4"), ("Work", "1")]);
    yard.send("orders", 100);
    yard.run(25);
    assert_eq!(
        yard.metric("fleet", "Done"),
        100,
        "CWA-090: a hundred seconds of work by four"
    );
    let card = yard.card("fleet");
    assert_eq!(
        card.bar.map(|bar| (bar.label, bar.filled, bar.whole)),
        Some(("serving", 4, 4))
    );
}

/// CWA-090.
#[test]
fn cwa_090_an_instance_has_the_threads_that_are_set() {
    let mut yard = fleet(&[("Concurrency", "5"), ("Work", "1")]);
    yard.send("orders", 10);
    yard.run(2);
    assert_eq!(yard.metric("fleet", "Done"), 10);
}

/// CWA-058.
#[test]
fn cwa_058_a_new_instance_is_pending_and_in_service_after_its_boot() {
    let mut yard = fleet(&[("BootTime", "90"), STUCK]);
    yard.run(10);
    yard.set("fleet", "DesiredCapacity", "2");
    let states = |yard: &crate::nodes::bench::yard::Yard| {
        ["GroupPendingInstances", "GroupInServiceInstances"].map(|metric| yard.metric("fleet", metric))
    };
    yard.run(99);
    assert_eq!(states(&yard), [1, 1]);
    yard.run(100);
    assert_eq!(states(&yard), [0, 2]);
}

/// CWA-059.
#[test]
fn cwa_059_what_dies_is_replaced() {
    let mut yard = fleet(&[("DesiredCapacity", "2"), STUCK]);
    yard.run(10);
    let id = yard.id("fleet");
    yard.world.apply(Input::Fault(id, Fault::Crash)).unwrap();
    assert_eq!(yard.metric("fleet", "GroupInServiceInstances"), 1);
    yard.run(70);
    assert_eq!(yard.metric("fleet", "GroupInServiceInstances"), 2);
    assert_eq!(
        (yard.metric("fleet", "Launched"), yard.metric("fleet", "Terminated")),
        (3, 1)
    );
    assert_eq!(yard.sizes("fleet"), [], "no policy had to decide");
}

/// CWA-059.
#[test]
fn cwa_059_a_lost_zone_is_made_up_for_in_the_others() {
    let mut yard = fleet(&[("DesiredCapacity", "3"), STUCK]);
    yard.run(1);
    let id = yard.id("fleet");
    yard.world.apply(Input::Fault(id, Fault::ZoneDown(0))).unwrap();
    assert_eq!(yard.world.node(id).unwrap().faults(), [Fault::ZoneDown(0)]);
    yard.run(70);
    assert_eq!(yard.metric("fleet", "GroupInServiceInstances"), 3);
    for zone in [1, 2] {
        yard.world.apply(Input::Fault(id, Fault::ZoneDown(zone))).unwrap();
    }
    yard.run(200);
    assert_eq!(
        yard.metric("fleet", "GroupTotalInstances"),
        0,
        "there is nowhere to launch"
    );
    yard.world.apply(Input::Fault(id, Fault::ZoneUp(1))).unwrap();
    yard.run(270);
    assert_eq!(yard.metric("fleet", "GroupInServiceInstances"), 3);
}

/// CWA-086.
#[test]
fn cwa_086_a_scheduled_action_sets_the_sizes() {
    let schedule = "100 s: min=2 max=6 desired=5\n200 s: max=3";
    let mut yard = fleet(&[("ScheduledActions", schedule), ("BootTime", "0"), STUCK]);
    yard.run(300);
    assert_eq!(yard.sizes("fleet"), [(100, 5), (200, 3)]);
    assert_eq!(
        (
            yard.metric("fleet", "GroupMinSize"),
            yard.metric("fleet", "GroupMaxSize")
        ),
        (2, 3)
    );
    let (_, field) = crate::nodes::kind("auto-scaling-group")
        .unwrap()
        .field("ScheduledActions")
        .unwrap();
    for text in ["soon: min=1", "60 s min=1", "60 s: many=1", "60 s: min=-1", "60 s:"] {
        let wrong = field.check(&crate::sim::Value::Text(text.into())).unwrap_err();
        assert!(wrong.hint.contains("Write for example"), "{text}: {wrong}");
    }
}

/// CWA-111.
#[test]
fn cwa_111_an_instance_is_paid_from_launch_to_end() {
    let mut yard = fleet(&[("DesiredCapacity", "2"), STUCK]);
    yard.run(90);
    yard.set("fleet", "DesiredCapacity", "1");
    yard.run(180);
    let meter = yard.world.meter();
    let node = meter.node(yard.id("fleet")).expect("a meter");
    let seconds: u64 = node.charged.iter().map(|charged| charged.units).sum();
    assert_eq!(seconds, 90 + 180);
}

#[test]
fn it_says_why_it_asks_for_nothing() {
    let mut yard = fleet(&[("MinSize", "0"), ("DesiredCapacity", "0"), STUCK]);
    let wire = crate::base::WireId(1);
    let asking = |yard: &crate::nodes::bench::yard::Yard| -> Asking {
        let node = yard.world.node(yard.id("fleet")).unwrap();
        node.asking(yard.world.now(), wire).unwrap()
    };
    yard.run(10);
    assert_eq!(asking(&yard).text, "has no instance in service.");
    assert_eq!(yard.card("fleet").status, "no instances");
    yard.set("fleet", "DesiredCapacity", "1");
    assert!(asking(&yard).text.contains("the next is ready at"));
    yard.run(70);
    assert_eq!(asking(&yard).text, "is asking right now.");
    yard.send("orders", 1);
    yard.run(71);
    assert!(asking(&yard).text.starts_with("is busy"), "{}", asking(&yard).text);
}

#[test]
fn metrics_come_in_the_order_of_the_description() {
    let yard = fleet(&[]);
    let spec = crate::nodes::kind("auto-scaling-group").unwrap();
    let described: Vec<&str> = spec.metrics.iter().map(|metric| metric.name).collect();
    let told = yard.world.metrics(yard.id("fleet")).unwrap();
    let told: Vec<&str> = told.0.iter().map(|(name, _)| *name).collect();
    assert_eq!(told, described);
}

#[test]
fn instances_have_luck_of_their_own_and_the_same_seed_the_same_luck() {
    let run = || {
        let changes = [
            ("DesiredCapacity", "3"),
            ("WorkDistribution", "exponential"),
            ("Work", "5"),
        ];
        let mut yard = fleet(&changes);
        yard.send("orders", 30);
        yard.run(60);
        let works = yard.events("fleet").into_iter();
        let ends = works.filter_map(|event| match event.what {
            Happening::WorkBegan { until } => Some(until),
            _ => None,
        });
        ends.collect::<Vec<_>>()
    };
    let first = run();
    assert_eq!(first, run());
    assert_ne!(first[0], first[1], "two instances that begin at once");
}
