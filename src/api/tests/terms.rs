//! Settings of wires at the console.

use crate::api::{completion, perform};
use crate::base::WireId;
use crate::nodes::World;
use crate::sim::Link;

fn world() -> World {
    let mut world = super::world();
    for line in [
        "add hub hub",
        "add sqs-standard orders",
        "add sqs-standard dead",
        "connect hub orders FilterPolicy='{\"a\": [1]}' latency=20ms",
    ] {
        perform(&mut world, line).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
    world
}

fn link(world: &World) -> Link {
    world.network().get(WireId(1)).expect("a wire").clone()
}

#[test]
fn a_wire_is_drawn_and_changed_with_its_settings() {
    let mut world = world();
    assert_eq!(link(&world).terms.text("FilterPolicy").as_ref(), "{\"a\": [1]}");
    let line = "wire hub orders RawMessageDelivery=true RedrivePolicy.deadLetterTargetArn=dead Offset=-3 jitter=5ms";
    perform(&mut world, line).expect("a change");
    let terms = link(&world).terms;
    assert!(terms.flag("RawMessageDelivery"));
    assert_eq!((terms.number("Offset"), link(&world).jitter.as_millis()), (-3, 5));
    assert_eq!(terms.node("RedrivePolicy.deadLetterTargetArn"), world.find("dead"));
    perform(&mut world, "place orders region=eu-west-1").expect("a move");
    assert_eq!(
        link(&world).terms,
        terms,
        "a node that moves keeps what is set for its wires"
    );
    perform(&mut world, "wire hub orders RedrivePolicy.deadLetterTargetArn=none").expect("a change");
    assert_eq!(link(&world).terms.node("RedrivePolicy.deadLetterTargetArn"), None);
}

#[test]
fn what_can_not_be_set_is_refused_with_a_way_out_and_changes_nothing() {
    let mut world = world();
    let before = link(&world);
    for (line, part) in [
        ("wire hub orders Ofset=1", "Did you mean Offset?"),
        ("wire hub orders speed=1", "on=no, RawMessageDelivery=…"),
        ("wire hub orders Offset=101", "-100 – 100"),
        ("wire hub orders FilterPolicy=a", "begins with a brace"),
        (
            "wire hub orders RedrivePolicy.deadLetterTargetArn=hub",
            "of another kind",
        ),
        (
            "wire hub orders StartingPosition=TRIM_HORIZON",
            "fixed when the Hub subscription is made",
        ),
        ("wire hub orders Offset=1 Offset=soon", "can't be read"),
    ] {
        let error = perform(&mut world, line).expect_err(line).to_string();
        assert!(error.contains(part), "{line}: {error}");
        assert_eq!(link(&world), before, "{line}");
    }
    perform(&mut world, "add hub other").expect("a hub");
    let error = perform(&mut world, "connect hub:out other:in RawMessageDelivery=true").expect_err("a refusal");
    assert!(error.to_string().contains("takes no raw messages"), "{error}");
}

#[test]
fn kinds_that_refuse_each_other_say_why() {
    let mut world = world();
    perform(&mut world, "add producer web").expect("a producer");
    let error = perform(&mut world, "connect web hub")
        .expect_err("a refusal")
        .to_string();
    assert!(error.contains("HUB-002"), "{error}");
}

#[test]
fn the_tab_key_knows_the_settings_of_wires() {
    let world = world();
    let found = |line: &str| completion(&world, line, line.len()).1;
    assert_eq!(found("wire hub orders Of"), ["Offset="]);
    assert_eq!(found("wire hub orders lat"), ["latency="]);
    assert_eq!(
        found("connect hub dead Filter"),
        ["FilterPolicy=", "FilterPolicyScope="]
    );
}
