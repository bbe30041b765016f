//! Our own verbs.

use super::world_with;
use crate::api::{CommandError, Performed, complete, perform};
use crate::base::{NodeId, WireId};
use crate::nodes::World;
use crate::nodes::kind;
use crate::sim::{Input, Link, Location, Settings, Value};

/// A producer called `shop front`, wired to the queue `orders`.
fn shop() -> World {
    let mut world = world_with(&["orders", "dlq"]);
    let id = NodeId(9);
    let spec = kind("producer").expect("a kind");
    let add = Input::Add {
        id,
        name: "shop front".into(),
        settings: Settings::new(spec),
        place: Location::default(),
    };
    world.apply(add).expect("a new node");
    let orders = world.find("orders").expect("a queue");
    let link = Link::between((id, 0), (orders, 0));
    world.apply(Input::Wire(WireId(1), link)).expect("a wire");
    world
}

fn done(world: &mut World, line: &str) -> String {
    match perform(world, line) {
        Ok(Performed::Done(said)) => said,
        other => panic!("{line}: {other:?}"),
    }
}

fn wrong(world: &mut World, line: &str) -> String {
    match perform(world, line) {
        Err(CommandError::Unreadable(said)) => said,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn settings_are_changed_by_name_and_the_others_stay() {
    let mut world = shop();
    done(&mut world, "set orders VisibilityTimeout=5 DelaySeconds=2");
    done(
        &mut world,
        "set orders DelaySeconds='3 s' RedrivePolicy.deadLetterTargetArn=dlq",
    );
    let info = world.info(world.find("orders").expect("a queue")).expect("a node");
    assert_eq!(info.settings.get("VisibilityTimeout"), Some(Value::Number(5)));
    assert_eq!(info.settings.get("DelaySeconds"), Some(Value::Number(3)));
    assert_eq!(
        info.settings.node("RedrivePolicy.deadLetterTargetArn"),
        world.find("dlq")
    );
    done(&mut world, "set orders RedrivePolicy.deadLetterTargetArn=none");
    let info = world.info(world.find("orders").expect("a queue")).expect("a node");
    assert_eq!(info.settings.node("RedrivePolicy.deadLetterTargetArn"), None);
}

#[test]
fn wires_between_two_nodes_are_cut_and_joined() {
    let mut world = shop();
    let is_on = |world: &World| world.network().get(WireId(1)).is_some_and(|link| link.on);
    done(&mut world, "partition 'shop front' orders");
    assert!(!is_on(&world));
    done(&mut world, "heal orders \"shop front\"");
    assert!(is_on(&world));
    assert!(wrong(&mut world, "partition orders dlq").contains("no wire between orders and dlq"));
}

#[test]
fn faults_say_what_they_did() {
    let mut world = shop();
    for (line, said) in [
        ("send 'shop front'", "shop front sends 1 now."),
        ("send 'shop front' 10", "shop front sends 10 now."),
        ("fail 'shop front'", "shop front is down."),
        ("restart 'shop front'", "shop front is up."),
        ("slow 'shop front' 300%", "Work at shop front takes 300% of its time."),
        ("zone-down orders a", "orders has lost zone a."),
        ("zone-up orders a", "orders has zone a back."),
        ("poison m-12", "Work on m-12 will fail."),
        ("poison orders m-12", "Work on m-12 will fail."),
    ] {
        assert_eq!(done(&mut world, line), said, "{line}");
    }
}

#[test]
fn what_is_wrong_with_a_verb_is_said_with_a_way_to_mend_it() {
    let mut world = shop();
    for (line, part) in [
        ("", "The line is empty."),
        ("fial orders", "Did you mean fail"),
        ("fail", "Write: fail NODE."),
        ("fail oders", "Did you mean orders?"),
        ("fail shop-front", "Did you mean 'shop front'?"),
        ("send 'shop front' 0", "whole number from 1 to 10000"),
        ("slow orders fast", "whole number"),
        ("zone-down orders d", "must be a, b or c"),
        ("poison 12x", "Messages are called m-1"),
        ("set orders", "Write: set NODE Setting=Value."),
        ("set orders VisibilityTimout=5", "Did you mean VisibilityTimeout?"),
        ("set orders VisibilityTimeout=43201", "out of range"),
        ("set orders VisibilityTimeout=soon", "can't be read"),
        (
            "set orders RedrivePolicy.deadLetterTargetArn='shop front'",
            "of another kind",
        ),
    ] {
        let said = wrong(&mut world, line);
        assert!(said.contains(part), "{line}: {said}");
    }
    assert!(matches!(
        perform(&mut world, "aws sqs purge-queue --queue-url none"),
        Err(CommandError::Refused(error)) if error.code == "QueueDoesNotExist"
    ));
}

#[test]
fn the_console_completes_verbs_actions_options_and_names() {
    let world = shop();
    let at_end = |line: &str| complete(&world, line, line.len());
    assert_eq!(at_end("pa"), ["partition"]);
    assert_eq!(at_end("aws sqs send-m"), ["send-message", "send-message-batch"]);
    assert_eq!(at_end("aws sqs send-message --message-b"), ["--message-body"]);
    assert_eq!(at_end("aws sqs send-message --queue-url "), ["dlq", "orders"]);
    assert_eq!(at_end("fail s"), ["'shop front'"]);
    assert_eq!(at_end("set orders Vis"), ["VisibilityTimeout="]);
    assert_eq!(at_end("zone-down orders "), ["a", "b", "c"]);
    assert!(complete(&world, "é aws", 1).contains(&"aws".to_string()));
}
