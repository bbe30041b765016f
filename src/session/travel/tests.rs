//! Ways through time, as a person takes them.

use super::*;
use crate::scenario::Scenario;
use crate::scenario::examples;
use crate::session::{Action, BookmarkAction, MarkKind, Selection};

fn example(slug: &str) -> Session {
    let toml = examples::example(slug).expect("an example").toml;
    Session::new(Scenario::from_toml(toml).expect("a valid example"))
}

fn travel(session: &mut Session, travel: Travel) -> Changed {
    session.dispatch(Action::Travel(travel))
}

/// Lets frames pass until scrubbing has arrived; how many it took.
fn settle(session: &mut Session, budget: u64) -> u32 {
    let mut frames = 0;
    while session.is_scrubbing() {
        session.begin_frame(16_667);
        session.work(budget);
        session.end_frame(16_667);
        frames += 1;
    }
    frames
}

#[test]
fn scrubbing_arrives_in_several_frames_where_a_seek_arrives_at_once() {
    let (mut dragged, mut sought) = (example("decoupling"), example("decoupling"));
    for at in [90, 30, 31, 60] {
        travel(&mut dragged, Travel::Scrub(SimTime::from_secs(at)));
        assert_eq!(
            dragged.heading(),
            SimTime::from_secs(at),
            "the playhead is where the finger is"
        );
        assert!(settle(&mut dragged, 50) > 1 || at == 31);
        sought.dispatch(Action::Seek(SimTime::from_secs(at)));
        assert_eq!(dragged.now(), SimTime::from_secs(at));
        assert_eq!(dragged.trace_hash(), sought.trace_hash());
    }
    assert!(!dragged.playback().playing);
}

#[test]
fn whatever_is_done_while_scrubbing_is_done_where_it_leads() {
    let mut session = example("decoupling");
    travel(&mut session, Travel::Scrub(SimTime::from_secs(40)));
    session.dispatch(Action::Run("fail worker".into()));
    assert_eq!(session.now(), SimTime::from_secs(40));
}

#[test]
fn steps_go_by_the_events_of_the_selected_node() {
    let mut session = example("decoupling");
    let worker = session.scenario().find("worker").expect("a worker");
    session.dispatch(Action::Seek(SimTime::from_secs(20)));
    session.dispatch(Action::Select(Selection::node(worker)));
    assert_eq!(session.scope(), Scope::Node(worker));
    let mut visited = Vec::new();
    for _ in 0..5 {
        travel(&mut session, Travel::Next);
        let event = *session
            .world()
            .trace()
            .get(session.focus().event)
            .expect("the event in focus");
        assert!(Scope::Node(worker).holds(&event), "{event:?}");
        visited.push((session.now(), session.trace_hash()));
    }
    for expected in visited.iter().rev().skip(1) {
        travel(&mut session, Travel::Previous);
        assert_eq!(&(session.now(), session.trace_hash()), expected);
    }
    session.dispatch(Action::Select(Selection::default()));
    assert_eq!(session.scope(), Scope::Everything);
}

#[test]
fn steps_go_by_the_events_of_the_message_in_focus_from_its_first_to_its_last() {
    let mut session = example("decoupling");
    session.dispatch(Action::Seek(SimTime::from_secs(10)));
    session.dispatch(Action::Focus(Focus {
        message: MessageId(3),
        event: EventId(0),
    }));
    while travel(&mut session, Travel::Previous).touches(Changed::RUN) {}
    let notice = session.notices().last().expect("a notice").text.clone();
    assert_eq!(notice, "Nothing happened to m-3 before.");
    let first = *session
        .world()
        .trace()
        .get(session.focus().event)
        .expect("its first event");
    assert_eq!(first.message, MessageId(3));
    assert!(matches!(first.what, Happening::Made { .. }), "{first:?}");
    let mut seen = vec![first.id];
    while session
        .notices()
        .last()
        .is_none_or(|notice| !notice.text.starts_with("Nothing happens"))
    {
        travel(&mut session, Travel::Next);
        seen.push(session.focus().event);
    }
    seen.dedup();
    assert!(seen.len() > 4 && seen.is_sorted(), "{seen:?}");
    let known = session.now().max(SimTime::from_secs(10));
    assert_eq!(session.frontier(), known, "looking ahead makes no past to change");
}

#[test]
fn an_event_is_gone_to_exactly() {
    let mut session = example("decoupling");
    session.dispatch(Action::Seek(SimTime::from_secs(50)));
    for number in [400, 20, 21, 399] {
        session.dispatch(Action::SeekEvent(EventId(number)));
        let event = session
            .world()
            .trace()
            .get(EventId(number))
            .expect("it has just happened");
        assert_eq!(event.at, session.now());
    }
}

#[test]
fn undoing_a_fork_brings_back_run_playhead_and_document() {
    let mut session = example("decoupling");
    let orders = session.scenario().find("orders").expect("a queue");
    session.dispatch(Action::Seek(SimTime::from_secs(60)));
    let end = session.trace_hash();
    session.dispatch(Action::Seek(SimTime::from_secs(25)));
    let (document, hash, density) = (
        session.scenario().clone(),
        session.trace_hash(),
        session.density(SimTime::ZERO, SimTime::from_secs(60), 40),
    );
    session.dispatch(Action::SetField {
        node: orders,
        field: "VisibilityTimeout",
        text: "1".into(),
    });
    assert_ne!(session.scenario(), &document);
    let number = session
        .notices()
        .iter()
        .find_map(|notice| notice.unforks)
        .expect("a way back");
    session.dispatch(Action::Seek(SimTime::from_secs(80)));
    session.dispatch(Action::Unfork(number));
    assert_eq!(session.scenario(), &document);
    assert!(!session.can_undo(), "the edit is gone as if it had never been made");
    assert_eq!((session.now(), session.trace_hash()), (SimTime::from_secs(25), hash));
    assert_eq!(session.frontier(), SimTime::from_secs(60));
    assert_eq!(session.density(SimTime::ZERO, SimTime::from_secs(60), 40), density);
    assert!(session.notices().iter().all(|notice| notice.unforks.is_none()));
    session.dispatch(Action::Seek(SimTime::from_secs(60)));
    assert_eq!(session.trace_hash(), end, "what was forgotten is there again");
    session.dispatch(Action::Unfork(number));
    assert_eq!(session.now(), SimTime::from_secs(60), "it works once");
}

#[test]
fn a_command_in_the_past_can_be_taken_back_with_what_it_did_to_the_document() {
    let mut session = example("decoupling");
    session.dispatch(Action::Seek(SimTime::from_secs(30)));
    session.dispatch(Action::Seek(SimTime::from_secs(10)));
    let document = session.scenario().clone();
    session.dispatch(Action::Run("aws sqs create-queue --queue-name extra".into()));
    assert!(session.scenario().find("extra").is_some());
    let number = session
        .notices()
        .iter()
        .find_map(|notice| notice.unforks)
        .expect("a way back");
    session.dispatch(Action::Unfork(number));
    assert_eq!(session.scenario(), &document);
}

#[test]
fn a_restart_forgets_the_branch_that_was_left() {
    let mut session = example("decoupling");
    session.dispatch(Action::Seek(SimTime::from_secs(30)));
    session.dispatch(Action::Seek(SimTime::from_secs(10)));
    session.dispatch(Action::Run("fail worker".into()));
    assert!(session.notices().iter().any(|notice| notice.unforks.is_some()));
    session.dispatch(Action::Restart);
    assert!(session.notices().iter().all(|notice| notice.unforks.is_none()));
}

#[test]
fn bookmarks_lead_back_to_the_very_step() {
    let mut session = example("decoupling");
    for _ in 0..30 {
        session.dispatch(Action::StepForward);
    }
    session.dispatch(Action::Bookmark(BookmarkAction::Add));
    let (at, hash, id) = (session.now(), session.trace_hash(), session.bookmarks()[0].id);
    session.dispatch(Action::Seek(SimTime::from_secs(70)));
    session.dispatch(Action::Bookmark(BookmarkAction::Add));
    session.dispatch(Action::Bookmark(BookmarkAction::Rename(
        id,
        "  before the rush ".into(),
    )));
    session.dispatch(Action::Bookmark(BookmarkAction::Go(id)));
    assert_eq!((session.now(), session.trace_hash()), (at, hash));
    assert_eq!(session.bookmarks()[0].name, "before the rush");
    session.dispatch(Action::Run("fail worker".into()));
    assert_eq!(
        session.bookmarks().len(),
        1,
        "the other one was on the branch that is left"
    );
    session.dispatch(Action::Bookmark(BookmarkAction::Remove(id)));
    assert!(session.bookmarks().is_empty());
}

#[test]
fn the_timeline_marks_plans_deeds_faults_and_refusals_and_gathers_them_when_they_are_dense() {
    let mut session = example("dlq-and-redrive");
    session.dispatch(Action::Seek(SimTime::from_secs(5)));
    let name = session.scenario().nodes.values().next().expect("a node").name.clone();
    for line in [
        format!("fail {name}"),
        format!("restart {name}"),
        format!("fail {name}"),
    ] {
        session.dispatch(Action::Run(line));
    }
    let marks = |session: &Session, slots| session.marks(SimTime::ZERO, SimTime::from_secs(100_000), slots);
    let count = |kind: MarkKind| {
        marks(&session, 60)
            .iter()
            .filter(|mark| mark.kind == kind)
            .map(|mark| mark.count)
            .sum::<u32>()
    };
    assert_eq!(count(MarkKind::Fault), 2);
    assert_eq!(count(MarkKind::Deed), 3);
    assert_eq!(count(MarkKind::Planned) as usize, session.scenario().steps.len());
    let deeds: Vec<_> = marks(&session, 60)
        .into_iter()
        .filter(|mark| mark.kind == MarkKind::Deed)
        .collect();
    assert_eq!(
        (deeds.len(), deeds[0].count, deeds[0].at),
        (1, 3, SimTime::from_secs(5))
    );
    assert_eq!(deeds[0].text, format!("fail {name}"));
}
