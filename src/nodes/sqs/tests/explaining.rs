//! What a queue answers to "why isn't it delivered?".

use super::*;
use crate::base::MessageId;
use crate::sim::{Fault, Inquiry, Kinds, Place, Standing};

fn why(bench: &Bench, message: MessageId) -> Standing {
    let name = |id: NodeId| {
        if id == DLQ {
            "dlq".to_string()
        } else {
            "queue".to_string()
        }
    };
    let inquiry = Inquiry {
        now: bench.world.now(),
        message,
        name: &name,
    };
    let queue = bench.world.node(Q).expect("the queue");
    queue.explain(inquiry).expect("the queue has the message")
}

fn rule_of(standing: &Standing) -> &'static str {
    standing.rule.map_or("", |rule| rule.id)
}

/// SQS-217, SQS-041
#[test]
fn a_visible_message_waits_for_nothing_but_a_consumer() {
    let mut bench = Bench::new::<S>(&[]);
    let sent = bench.send_ok::<S>(text("a"));
    let standing = why(&bench, sent.message);
    assert_eq!(
        (standing.place, standing.open, rule_of(&standing)),
        (Place::Waiting, true, "SQS-217")
    );
    assert_eq!(standing.expires, Some(SimTime::from_secs(345_600)));
    assert_eq!(standing.until, None);
    assert_eq!(standing.message.map(|message| message.id), Some(sent.message));
}

/// SQS-077
#[test]
fn a_message_in_flight_says_until_when_and_how_often() {
    let mut bench = Bench::new::<S>(&[]);
    let sent = bench.send_ok::<S>(text("a"));
    bench.short::<S>(Q, 1).expect("a poll");
    bench.at_secs(30);
    bench.short::<S>(Q, 1).expect("a second poll");
    let standing = why(&bench, sent.message);
    assert_eq!(
        (standing.place, standing.open, rule_of(&standing)),
        (Place::InFlight, false, "SQS-077")
    );
    assert_eq!(standing.until, Some(SimTime::from_secs(60)));
    assert!(
        standing.text.contains("received twice") && standing.text.contains("0:01:00"),
        "{}",
        standing.text
    );
}

/// SQS-060, SQS-061
#[test]
fn a_delayed_message_says_whose_timer_runs() {
    let mut bench = Bench::new::<S>(&[("DelaySeconds", &5)]);
    let plain = bench.send_ok::<S>(text("a"));
    let own = bench.send_ok::<S>(Draft {
        delay: Some(secs(9)),
        ..text("b")
    });
    let (queues, its) = (why(&bench, plain.message), why(&bench, own.message));
    assert_eq!(
        (queues.place, rule_of(&queues), queues.until),
        (Place::Delayed, "SQS-061", Some(SimTime::from_secs(5)))
    );
    assert_eq!((rule_of(&its), its.until), ("SQS-060", Some(SimTime::from_secs(9))));
}

/// SQS-138
#[test]
fn a_blocked_group_names_the_message_in_flight_and_its_end() {
    let mut bench = Bench::new::<F>(&[]);
    let first = bench.send_ok::<F>(grouped("g1", "a")).message;
    let second = bench.send_ok::<F>(grouped("g1", "b")).message;
    let other = bench.send_ok::<F>(grouped("g2", "c")).message;
    bench.short::<F>(Q, 1).expect("a poll");
    let standing = why(&bench, second);
    assert_eq!(
        (rule_of(&standing), standing.blocker, standing.open),
        ("SQS-138", Some(first), false)
    );
    assert_eq!(standing.until, Some(SimTime::from_secs(30)));
    assert_eq!(
        standing.text,
        format!("Its group g1 is blocked: {first} is in flight until 0:00:30.000.")
    );
    assert!(why(&bench, other).open);
}

/// SQS-007
#[test]
fn a_message_behind_others_of_its_group_names_the_first() {
    let mut bench = Bench::new::<F>(&[]);
    let first = bench.send_ok::<F>(grouped("g1", "a")).message;
    bench.send_ok::<F>(grouped("g1", "b"));
    let third = bench.send_ok::<F>(grouped("g1", "c")).message;
    let standing = why(&bench, third);
    assert_eq!(
        (rule_of(&standing), standing.blocker, standing.open),
        ("SQS-007", Some(first), true)
    );
    assert!(standing.text.starts_with("2 messages"), "{}", standing.text);
}

/// SQS-082
#[test]
fn a_full_queue_says_that_nothing_more_can_be_received() {
    let mut bench = Bench::new::<S>(&[]);
    bench.call::<S, _>(Q, |queue, _| queue.core.config.in_flight = 1);
    bench.send_ok::<S>(text("a"));
    bench.send_ok::<S>(text("b"));
    let taken = bench.short::<S>(Q, 1).expect("a poll")[0].message.id;
    let waiting = MessageId(if taken == MessageId(1) { 2 } else { 1 });
    let standing = why(&bench, waiting);
    assert_eq!((rule_of(&standing), standing.open), ("SQS-082", false));
}

/// SQS-111
#[test]
fn a_message_without_receives_left_says_that_the_next_one_moves_it() {
    let mut bench = Bench::with_dlq::<S>(1, &[("VisibilityTimeout", &1)], &[]);
    let sent = bench.send_ok::<S>(text("a"));
    bench.short::<S>(Q, 1).expect("a poll");
    bench.at_secs(2);
    let standing = why(&bench, sent.message);
    assert_eq!((rule_of(&standing), standing.open), ("SQS-111", true));
    assert!(standing.text.contains("moves it to dlq"), "{}", standing.text);
}

/// SQS-122
#[test]
fn a_message_whose_dead_letter_queue_is_gone_says_so() {
    let mut bench = Bench::with_dlq::<S>(1, &[("VisibilityTimeout", &1)], &[]);
    let sent = bench.send_ok::<S>(text("a"));
    bench.world.apply(Input::Remove(DLQ)).expect("it was there");
    bench.short::<S>(Q, 1).expect("a poll");
    bench.at_secs(2);
    bench.short::<S>(Q, 1).expect("a poll");
    assert_eq!(rule_of(&why(&bench, sent.message)), "SQS-122");
}

/// SQS-227
#[test]
fn a_message_in_zones_that_are_down_is_out_of_reach() {
    let mut bench = Bench::new::<S>(&[]);
    let sent = bench.send_ok::<S>(text("a"));
    for zone in 0..3 {
        bench
            .world
            .apply(Input::Fault(Q, Fault::ZoneDown(zone)))
            .expect("a zone");
    }
    assert_eq!(rule_of(&why(&bench, sent.message)), "SQS-227");
}

/// SQS-067
#[test]
fn a_used_up_quota_names_the_next_second() {
    let mut bench = Bench::new::<F>(&[]);
    for _ in 0..300 {
        bench.short::<F>(Q, 1).expect("within the quota");
    }
    let sent = bench.send_ok::<F>(grouped("g", "a"));
    let standing = why(&bench, sent.message);
    assert_eq!(
        (rule_of(&standing), standing.until),
        ("SQS-067", Some(SimTime::from_secs(1)))
    );
}

#[test]
fn a_message_that_is_not_here_has_no_answer() {
    let bench = Bench::new::<S>(&[]);
    let name = |_: NodeId| String::new();
    let inquiry = Inquiry {
        now: bench.world.now(),
        message: MessageId(1),
        name: &name,
    };
    assert_eq!(bench.world.node(Q).expect("the queue").explain(inquiry), None);
}
