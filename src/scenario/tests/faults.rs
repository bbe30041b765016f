//! Faults of messages, services and places, as steps of a run.

use crate::api::perform;
use crate::base::{MessageId, SimTime};
use crate::nodes::World;
use crate::scenario::Scenario;
use crate::sim::{Fate, Happening, violations};

/// A producer that sends one message a second from 1 s on, a queue, a worker that takes a second; wires of 400 ms.
const LINE: &str = r#"
version = 1
title = "A line"
[nodes.shop]
kind = "producer"
at = [40, 200]
StartAt = 1
Rate = 1
Count = 3
[nodes.orders]
kind = "sqs-standard"
at = [368, 168]
VisibilityTimeout = 10
[nodes.billing]
kind = "worker"
at = [696, 184]
Work = 1
[[wires]]
join = "shop -> orders"
latency = "400 ms"
[[wires]]
join = "orders -> billing"
latency = "400 ms"
"#;

fn line() -> World {
    Scenario::from_toml(LINE)
        .unwrap_or_else(|problems| panic!("{problems:?}"))
        .world()
}

fn say(world: &mut World, line: &str) {
    perform(world, line).unwrap_or_else(|error| panic!("{line}: {error}"));
}

/// Lets time pass, with every message accounted for after each piece of work.
fn until(world: &mut World, millis: u64) {
    let end = SimTime(millis * 1_000);
    while world.step(end) {
        assert_eq!(violations(world), Vec::<String>::new());
    }
    world.wait_until(end);
}

/// When something happened to a message, in milliseconds.
fn times(world: &World, message: u64, is: impl Fn(&Happening) -> bool) -> Vec<u64> {
    let window = world.trace().window().iter();
    let events = window.filter(|event| event.message == MessageId(message) && is(&event.what));
    events.map(|event| event.at.as_millis()).collect()
}

fn metric(world: &World, node: &str, metric: &str) -> i64 {
    let metrics = world.find(node).and_then(|id| world.metrics(id)).expect("a node");
    metrics.get(metric).expect("a metric")
}

#[test]
fn a_dropped_message_is_lost_on_the_wire_it_is_on() {
    let mut world = line();
    until(&mut world, 1_100);
    say(&mut world, "drop m-1");
    until(&mut world, 2_000);
    assert_eq!(
        times(&world, 1, |what| matches!(what, Happening::LostOnWire { .. })),
        [1_400]
    );
    assert!(times(&world, 1, |what| matches!(what, Happening::Stored { .. })).is_empty());
    assert_eq!(world.ledger().count(Fate::Lost), 1);
}

#[test]
fn a_dropped_delivery_comes_again_after_the_visibility_timeout() {
    let mut world = line();
    until(&mut world, 1_500);
    say(&mut world, "drop m-1");
    until(&mut world, 20_000);
    assert_eq!(
        times(&world, 1, |what| matches!(what, Happening::AnswerLost { .. })).len(),
        1
    );
    assert_eq!(
        times(&world, 1, |what| matches!(what, Happening::Received { .. })).len(),
        2
    );
    assert_eq!(metric(&world, "billing", "Done"), 3);
}

#[test]
fn a_duplicated_send_is_stored_as_two_messages_of_the_same_work() {
    let mut world = line();
    until(&mut world, 1_100);
    say(&mut world, "duplicate m-1");
    until(&mut world, 20_000);
    assert_eq!(world.ledger().made, 4);
    assert_eq!(metric(&world, "billing", "Done"), 4);
    assert_eq!(
        metric(&world, "billing", "EffectsTwice"),
        1,
        "the copy is the same work"
    );
}

#[test]
fn a_duplicated_delivery_is_received_again_although_it_is_in_work() {
    let mut world = line();
    say(&mut world, "set billing Concurrency=2");
    until(&mut world, 1_500);
    say(&mut world, "duplicate m-1");
    until(&mut world, 20_000);
    assert_eq!(world.ledger().made, 3, "it stays one message");
    assert!(times(&world, 1, |what| matches!(what, Happening::Received { .. })).len() >= 2);
    assert!(metric(&world, "billing", "EffectsTwice") >= 1);
}

#[test]
fn a_delayed_message_takes_so_much_longer() {
    let mut world = line();
    until(&mut world, 1_100);
    say(&mut world, "delay m-1 5s");
    until(&mut world, 20_000);
    assert_eq!(
        times(&world, 1, |what| matches!(what, Happening::Stored { .. })),
        [6_400]
    );
}

fn refusals(world: &World) -> usize {
    let throttled = Happening::Refused {
        code: "RequestThrottled",
    };
    let window = world.trace().window().iter();
    window.filter(|event| event.what == throttled).count()
}

#[test]
fn sqs_230_a_throttled_queue_refuses_calls_until_it_is_told_otherwise() {
    let mut world = line();
    say(&mut world, "throttle orders 100%");
    until(&mut world, 3_000);
    let window = world.trace().window().iter();
    let refused = window.filter(|event| {
        event.what
            == Happening::Refused {
                code: "RequestThrottled",
            }
    });
    assert!(refused.clone().count() > 0);
    assert!(
        refused
            .clone()
            .all(|event| event.rule.is_some_and(|rule| rule.id == "SQS-067"))
    );
    assert_eq!(metric(&world, "orders", "NumberOfMessagesSent"), 0);
    say(&mut world, "throttle orders off");
    let before = refusals(&world);
    say(&mut world, "send shop 2");
    until(&mut world, 30_000);
    assert_eq!(refusals(&world), before);
    assert!(metric(&world, "billing", "Done") >= 2);
    say(&mut world, "throttle orders 1/s");
    say(&mut world, "send shop 5");
    until(&mut world, 30_900);
    assert!(refusals(&world) > before);
    let error = perform(&mut world, "throttle billing 5/s").expect_err("a worker is no service");
    assert!(error.to_string().contains("Nothing calls billing"));
}

#[test]
fn a_region_that_is_down_does_nothing_and_can_be_reached_by_nobody() {
    let mut world = line();
    say(&mut world, "place shop region=eu-west-1");
    say(&mut world, "region-down us-east-1");
    until(&mut world, 5_000);
    assert_eq!(metric(&world, "orders", "NumberOfMessagesSent"), 0);
    assert!(metric(&world, "shop", "MessagesMade") > 0, "the other region goes on");
    say(&mut world, "region-up us-east-1");
    say(&mut world, "send shop");
    until(&mut world, 20_000);
    assert!(metric(&world, "billing", "Done") > 0);
    let error = perform(&mut world, "region-down eu-west-2").expect_err("nothing is there");
    assert!(error.to_string().contains("eu-west-1, us-east-1"), "{error}");
}

#[test]
fn a_message_that_was_never_made_can_not_be_harmed() {
    let mut world = line();
    for verb in ["drop m-1", "duplicate m-1", "delay m-1 5s"] {
        let error = perform(&mut world, verb).expect_err(verb).to_string();
        assert!(error.contains("m-1 has not been made yet"), "{error}");
    }
}
