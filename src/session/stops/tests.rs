//! Stops stop exactly, whatever the speed.

use super::*;
use crate::base::{MessageId, SimTime};
use crate::scenario::{Condition, Scenario, examples};
use crate::session::{Action, Session};
use crate::sim::Happening;

fn example(slug: &str) -> Session {
    let toml = examples::example(slug).expect("an example").toml;
    Session::new(Scenario::from_toml(toml).expect("a valid example"))
}

fn stop_when(session: &mut Session, text: &str) {
    let when = When::parse(text, session.scenario()).expect("a condition");
    assert_eq!(
        when.text(session.scenario()),
        text,
        "what is read is written the same way"
    );
    session.dispatch(Action::Stop(StopAction::Add(when)));
}

/// Plays at this speed until the run stops; the moment, the trace's hash and what is said.
fn play(session: &mut Session, rate: u32, budget: u64) -> (SimTime, u64, String) {
    session.dispatch(Action::SetRate(rate));
    session.dispatch(Action::Play);
    for _ in 0..3_000_000 {
        session.begin_frame(16_667);
        while session.work(budget) {}
        session.end_frame(16_667);
        if !session.playback().playing {
            let said = session
                .notices()
                .last()
                .map_or(String::new(), |notice| notice.text.clone());
            return (session.now(), session.trace_hash(), said);
        }
    }
    panic!("it never stopped");
}

#[test]
fn every_condition_stops_at_the_same_moment_at_every_speed() {
    for (slug, text) in [
        ("visibility-too-short", "receives = 2"),
        ("visibility-too-short", "duplicate effect"),
        ("visibility-too-short", "rule SQS-084"),
        (
            "dlq-and-redrive",
            "ApproximateNumberOfMessagesVisible of orders-dlq > 0",
        ),
        ("decoupling", "ApproximateAgeOfOldestMessage of orders > 7"),
        ("decoupling", "m-12 reaches worker"),
        ("decoupling", "any node goes down"),
    ] {
        let run = |rate, budget| {
            let mut session = example(slug);
            stop_when(&mut session, text);
            let first = play(&mut session, rate, budget);
            (first, session.in_the_past(), session.focus())
        };
        let slow = run(10, 2_000);
        assert!(
            slow.0.2.starts_with(&format!("Stopped at {}: ", slow.0.0)),
            "{text}: {slow:?}"
        );
        assert!(!slow.1, "nothing has happened yet beyond where it stopped");
        assert_eq!(run(1_000_000, 2_000), slow, "{text}");
        assert_eq!(run(5_000, 7), slow, "{text}");
    }
}

#[test]
fn it_stops_right_after_the_event_with_the_node_selected_and_goes_on_to_the_next() {
    let mut session = example("visibility-too-short");
    stop_when(&mut session, "receives = 2");
    let (first, _, said) = play(&mut session, 100_000, 2_000);
    let event = *session
        .world()
        .trace()
        .get(session.focus().event)
        .expect("the event in focus");
    assert!(matches!(event.what, Happening::Received { receives: 2, .. }));
    assert_eq!((event.at, session.focus().message), (first, event.message));
    assert_eq!(session.selection().only_node(), Some(event.node));
    assert!(
        said.contains(&format!("{} was received the 2nd time", event.message)),
        "{said}"
    );
    let (second, ..) = play(&mut session, 100_000, 2_000);
    let next = *session
        .world()
        .trace()
        .get(session.focus().event)
        .expect("another event");
    assert!(second >= first && next.id > event.id);
}

#[test]
fn an_age_is_reached_by_time_alone_and_to_the_microsecond() {
    let mut session = example("delay-queue");
    let queue = session
        .scenario()
        .nodes
        .iter()
        .find(|(_, node)| node.settings.spec().kind == "sqs-standard");
    let name = queue.expect("a queue").1.name.clone();
    stop_when(&mut session, &format!("ApproximateAgeOfOldestMessage of {name} >= 5"));
    let (at, _, said) = play(&mut session, 100, 2_000);
    let metric = |session: &Session| {
        let (id, _) = session
            .scenario()
            .nodes
            .iter()
            .find(|(_, node)| node.name == name)
            .expect("the queue");
        session
            .world()
            .metrics(*id)
            .expect("metrics")
            .get("ApproximateAgeOfOldestMessage")
    };
    assert_eq!(metric(&session), Some(5), "{said}");
    session.dispatch(Action::Seek(SimTime(at.0 - 1)));
    assert!(metric(&session) < Some(5));
}

#[test]
fn a_metric_that_meets_its_condition_already_stops_only_when_it_begins_to_again() {
    let mut session = example("decoupling");
    session.dispatch(Action::Seek(SimTime::from_secs(30)));
    let text = "ApproximateNumberOfMessagesVisible of orders >= 1";
    stop_when(&mut session, text);
    assert!(session.stops()[0].now >= Some(1));
    session.dispatch(Action::SetRate(100));
    session.dispatch(Action::Play);
    session.begin_frame(16_667);
    while session.work(2_000) {}
    session.end_frame(16_667);
    assert!(session.playback().playing);
}

#[test]
fn a_stop_that_is_off_or_gone_stops_nothing() {
    let mut session = example("visibility-too-short");
    stop_when(&mut session, "receives >= 1");
    let id = session.stops()[0].id;
    session.dispatch(Action::Stop(StopAction::Switch(id, false)));
    assert!(!session.stops()[0].on);
    let until = session.scenario().until;
    if until.is_some() {
        assert_eq!(Some(play(&mut session, 10_000, 2_000).0), until);
    }
    session.dispatch(Action::Stop(StopAction::Remove(id)));
    assert!(session.stops().is_empty());
}

#[test]
fn what_can_not_be_read_is_refused_with_a_way_to_mend_it() {
    let session = example("decoupling");
    for (text, hint) in [
        ("", "Write one of: receives >= 3"),
        ("soon", "Write one of: receives >= 3"),
        ("receives", "End with something like >= 3"),
        ("receives >= many", "End with something like >= 3"),
        ("receives of you >= 3", "Messages are called m-1"),
        ("rule SQS-83", "Did you mean SQS-083"),
        ("m-0 reaches worker", "Messages are called m-1"),
        ("m-1 reaches worke", "Did you mean worker?"),
        (
            "ApproximateNumberOfMessageVisible of orders > 0",
            "Did you mean ApproximateNumberOfMessagesVisible",
        ),
        ("order goes down", "Did you mean orders"),
    ] {
        let why = When::parse(text, session.scenario()).expect_err(text);
        assert!(why.contains(hint), "{text:?}: {why}");
    }
    let read = When::parse("receives of m-12 3", session.scenario()).expect("a bare number means exactly this");
    let is = Condition::Equal(3);
    let message = Some(MessageId(12));
    assert_eq!(read, When::Receives { message, is });
}
