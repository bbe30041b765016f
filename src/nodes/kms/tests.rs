//! A key at the console.

use super::Key;
use crate::base::{NodeId, SimDuration, SimTime};
use crate::nodes::World;
use crate::nodes::service::call;
use crate::sim::{Basis, Input, Location, Node, Settings};
use serde_json::{Value, json};

fn world() -> World {
    let mut world = World::new(1, SimDuration::ZERO, SimDuration::ZERO);
    let add = Input::Add {
        id: NodeId(1),
        name: "vault".into(),
        settings: Settings::new(Key::SPEC),
        place: Location::default(),
    };
    world.apply(add).expect("a new node");
    world
}

fn ask(world: &mut World, action: &str, input: Value) -> Result<Value, &'static str> {
    call(world, "kms", action, input).map_err(|error| error.code)
}

/// END-092
#[test]
fn a_key_is_switched_off_and_on_and_shows_it() {
    let mut world = world();
    let state = |world: &mut World| {
        let said = ask(world, "DescribeKey", json!({ "KeyId": "alias/vault" })).expect("a key");
        said["KeyMetadata"]["KeyState"].as_str().map(String::from)
    };
    assert_eq!(state(&mut world).as_deref(), Some("Enabled"));
    ask(&mut world, "DisableKey", json!({ "KeyId": "vault" })).expect("an enabled key");
    assert_eq!(state(&mut world).as_deref(), Some("Disabled"));
    let mut card = crate::sim::Card::default();
    let node = world.node(NodeId(1)).expect("the key");
    crate::sim::Kinds::card(node, SimTime::ZERO, &mut card);
    assert_eq!(card.status, "disabled");
    ask(
        &mut world,
        "EnableKey",
        json!({ "KeyId": "arn:aws:kms:us-east-1:123456789012:key/vault" }),
    )
    .expect("a key");
    ask(
        &mut world,
        "ScheduleKeyDeletion",
        json!({ "KeyId": "vault", "PendingWindowInDays": 7 }),
    )
    .expect("a key");
    assert_eq!(
        ask(&mut world, "EnableKey", json!({ "KeyId": "vault" })),
        Err("KMSInvalidStateException")
    );
    ask(&mut world, "CancelKeyDeletion", json!({ "KeyId": "vault" })).expect("a key");
    assert_eq!(state(&mut world).as_deref(), Some("Disabled"));
}

/// END-091
#[test]
fn the_key_policy_is_set_read_and_checked() {
    let mut world = world();
    let policy =
        r#"{"Statement": {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "kms:*"}}"#;
    ask(
        &mut world,
        "PutKeyPolicy",
        json!({ "KeyId": "vault", "Policy": policy }),
    )
    .expect("a policy");
    let read = ask(&mut world, "GetKeyPolicy", json!({ "KeyId": "vault" })).expect("a key");
    assert_eq!(read["Policy"], policy);
    assert_eq!(
        ask(&mut world, "PutKeyPolicy", json!({ "KeyId": "vault", "Policy": "{" })),
        Err("MalformedPolicyDocumentException")
    );
    assert_eq!(
        ask(&mut world, "DescribeKey", json!({ "KeyId": "nobody" })),
        Err("NotFoundException")
    );
    let keys = ask(&mut world, "ListKeys", json!({})).expect("a list");
    assert_eq!(
        keys["Keys"][0]["KeyArn"],
        "arn:aws:kms:us-east-1:123456789012:key/vault"
    );
}

#[test]
fn a_key_costs_a_dollar_a_month_whatever_its_state() {
    let charges = Key::SPEC.measures.charges;
    let each = charges
        .iter()
        .map(|charge| (charge.basis, charge.micro_dollars, charge.per));
    assert_eq!(each.collect::<Vec<_>>(), [(Basis::Seconds, 1_000_000, 30 * 86_400)]);
}
