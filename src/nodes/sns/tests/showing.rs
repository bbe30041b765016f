//! What a topic shows of itself.

use super::*;
use crate::sim::{Card, Inquiry};

#[test]
fn the_card_tells_of_subscriptions_to_confirm_and_of_failures() {
    let mut bench = Bench::standard(&[]);
    let card = |bench: &Bench| {
        let mut card = Card::default();
        let node = bench.world.node(T).expect("the topic");
        node.card(bench.world.now(), &mut card);
        card
    };
    assert_eq!(card(&bench).status, "no subscription");
    bench.endpoint(2, "email", &[], &[]);
    assert_eq!(card(&bench).status, "1 to confirm");
    bench.endpoint(3, "lambda", &[("FailUntil", "1000")], &[]);
    bench.publish_ok("x");
    assert_eq!(card(&bench).lanes[1].total, 1);
    assert_eq!(card(&bench).figures[0].value, "1");
}

/// SNS-115, SNS-144.
#[test]
fn sns_115_sns_144_a_topic_explains_why_a_message_is_not_there_yet() {
    let explain = |bench: &Bench, message| {
        let inquiry = Inquiry {
            now: bench.world.now(),
            message,
            name: &|_| "there".to_string(),
        };
        bench.world.node(T).expect("the topic").explain(inquiry)
    };
    let mut bench = Bench::standard(&[]);
    bench.endpoint(2, "lambda", &[("FailUntil", "1000")], &[]);
    bench.publish_ok("x");
    let failed = bench
        .world
        .trace()
        .window()
        .iter()
        .rev()
        .find(|event| event.message.0 > 0)
        .expect("an event");
    let standing = explain(&bench, failed.message).expect("an explanation");
    assert_eq!(standing.rule.map(|rule| rule.id), Some("SNS-115"));
    assert_eq!(
        standing.text,
        "This attempt failed. Retry 4 of at most 100015 goes out at 0:00:01.000 as a new message."
    );
}
