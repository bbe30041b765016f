//! The session as a person uses it, without a screen.

use super::*;
use crate::base::{NodeId, SimTime};
use crate::scenario::examples::EXAMPLES;
use crate::scenario::{Edit, Scenario};
use crate::sim::Value;

/// A session of an example at its beginning.
pub(super) fn example(slug: &str) -> Session {
    let example = EXAMPLES.iter().find(|example| example.slug == slug);
    Session::new(Scenario::from_toml(example.expect("an example").toml).expect("a valid example"))
}

/// A session of an example at so many seconds.
pub(super) fn example_at(slug: &str, secs: u64) -> Session {
    let mut session = example(slug);
    session.dispatch(Action::Seek(SimTime::from_secs(secs)));
    session
}

/// Lets the session play for so many frames of a 60th of a second each.
fn play(session: &mut Session, frames: u32) {
    session.dispatch(Action::Play);
    for _ in 0..frames {
        session.begin_frame(16_667);
        while session.work(2_000) {}
        session.end_frame(16_667);
    }
}

fn named(session: &Session, name: &str) -> NodeId {
    session.scenario().find(name).expect("a node of this name")
}

#[test]
fn time_passes_only_while_playing_and_as_fast_as_asked() {
    let mut session = example("decoupling");
    session.begin_frame(16_667);
    assert!(!session.work(100));
    assert_eq!(session.now(), SimTime::ZERO);
    session.dispatch(Action::SetRate(400));
    play(&mut session, 60);
    assert_eq!(session.now(), SimTime(16_667 * 60 * 4));
    session.dispatch(Action::Pause);
    session.begin_frame(16_667);
    assert_eq!(session.now(), SimTime(16_667 * 60 * 4));
}

#[test]
fn stepping_goes_by_one_event_and_back_again() {
    let mut session = example("decoupling");
    session.dispatch(Action::StepForward);
    session.dispatch(Action::StepForward);
    let (events, hash) = (session.events_total(), session.trace_hash());
    session.dispatch(Action::StepForward);
    assert!(session.events_total() > events);
    session.dispatch(Action::StepBack);
    assert_eq!((session.events_total(), session.trace_hash()), (events, hash));
    assert!(!session.playback().playing);
}

#[test]
fn skipping_jumps_over_idle_time_to_the_next_event() {
    let mut session = example("delay-queue");
    session.dispatch(Action::Seek(SimTime::from_secs(2)));
    session.dispatch(Action::SkipToNext);
    assert_eq!(
        session.now(),
        SimTime::from_secs(10),
        "the second message is sent at 10 s"
    );
}

#[test]
fn a_changed_setting_works_at_once_and_undo_takes_it_back() {
    let mut session = example("visibility-too-short");
    play(&mut session, 60);
    let orders = named(&session, "orders");
    session.dispatch(Action::SetField {
        node: orders,
        field: "VisibilityTimeout",
        text: "60".into(),
    });
    let seen = |session: &Session| {
        session
            .fields(orders)
            .into_iter()
            .find(|row| row.spec.0.name == "VisibilityTimeout")
            .expect("the field")
            .text
    };
    assert_eq!(seen(&session), "60");
    let running = session
        .world()
        .info(orders)
        .expect("a running node")
        .settings
        .get("VisibilityTimeout");
    assert_eq!(running, Some(Value::Number(60)));
    session.dispatch(Action::Undo);
    assert_eq!(seen(&session), "30");
    session.dispatch(Action::Redo);
    assert_eq!(seen(&session), "60");
}

#[test]
fn what_can_not_be_read_is_refused_with_a_way_out_and_changes_nothing() {
    let mut session = example("decoupling");
    let (orders, before) = (named(&session, "orders"), session.scenario().clone());
    for text in ["-1", "43,201", "soon", ""] {
        session.dispatch(Action::SetField {
            node: orders,
            field: "VisibilityTimeout",
            text: text.into(),
        });
        let notice = session.notices().last().expect("a notice");
        assert!(notice.refusal && notice.text.contains("0 – 43,200"), "{}", notice.text);
    }
    assert_eq!(session.scenario(), &before);
}

#[test]
fn an_impossible_wire_is_refused_with_the_reason() {
    let mut session = example("decoupling");
    let (web, worker) = (named(&session, "web"), named(&session, "worker"));
    session.dispatch(Action::Connect {
        from: (web, 0),
        to: (worker, 0),
    });
    assert!(
        session
            .notices()
            .last()
            .expect("a notice")
            .text
            .contains("Put a queue between")
    );
    assert_eq!(session.scenario().wires.len(), 2);
}

#[test]
fn adding_wiring_and_deleting_can_all_be_undone() {
    let mut session = Session::new(Scenario::default());
    session.dispatch(Action::Add {
        kind: "producer",
        x: 100,
        y: 100,
    });
    session.dispatch(Action::Add {
        kind: "sqs-standard",
        x: 500,
        y: 100,
    });
    let ids = session.node_ids();
    session.dispatch(Action::Connect {
        from: (ids[0], 0),
        to: (ids[1], 0),
    });
    assert_eq!(session.scenario().wires.len(), 1);
    play(&mut session, 120);
    assert!(session.events_total() > 0, "what was just drawn runs");
    session.dispatch(Action::SelectAll);
    session.dispatch(Action::DeleteSelection);
    assert!(session.scenario().nodes.is_empty() && session.scenario().wires.is_empty());
    session.dispatch(Action::Undo);
    assert_eq!((session.scenario().nodes.len(), session.scenario().wires.len()), (2, 1));
    play(&mut session, 60);
    assert_eq!(crate::sim::violations(session.world()), Vec::<String>::new());
}

#[test]
fn a_command_acts_at_once_and_shows_in_the_document() {
    let mut session = example("decoupling");
    play(&mut session, 30);
    session.dispatch(Action::Run("aws sqs create-queue --queue-name extra".into()));
    assert!(session.scenario().find("extra").is_some(), "{:?}", session.answer());
    session.dispatch(Action::Run(
        "aws sqs set-queue-attributes --queue-url extra --attributes VisibilityTimeout=5".into(),
    ));
    let extra = named(&session, "extra");
    assert_eq!(
        session.scenario().nodes[&extra].settings.get("VisibilityTimeout"),
        Some(Value::Number(5))
    );
    session.dispatch(Action::Run(
        "aws sqs send-message --queue-url nowhere --message-body x".into(),
    ));
    assert!(
        session
            .notices()
            .last()
            .expect("a notice")
            .text
            .contains("QueueDoesNotExist")
    );
}

#[test]
fn acting_in_the_past_says_that_it_forgets_what_came_later() {
    let mut session = example("decoupling");
    session.dispatch(Action::Seek(SimTime::from_secs(30)));
    session.dispatch(Action::Seek(SimTime::from_secs(10)));
    assert!(session.in_the_past());
    session.dispatch(Action::Run("fail worker".into()));
    assert!(!session.in_the_past());
    assert!(
        session
            .notices()
            .iter()
            .any(|notice| notice.text.starts_with("You changed the past"))
    );
}

#[test]
fn restart_plays_the_design_as_it_is_now_from_the_beginning() {
    let mut session = example("decoupling");
    let mut twin = example("decoupling");
    play(&mut session, 300);
    session.dispatch(Action::Restart);
    assert_eq!((session.now(), session.events_total()), (SimTime::ZERO, 0));
    session.dispatch(Action::Seek(SimTime::from_secs(20)));
    twin.dispatch(Action::Seek(SimTime::from_secs(20)));
    assert_eq!(session.trace_hash(), twin.trace_hash());
}

#[test]
fn opening_another_design_can_be_undone() {
    let mut session = example("decoupling");
    let before = session.scenario().clone();
    session.dispatch(Action::Open(Box::default()));
    assert!(session.scenario().nodes.is_empty());
    session.dispatch(Action::Undo);
    assert_eq!(session.scenario(), &before);
}

#[test]
fn messages_are_listed_without_being_consumed_and_can_be_searched() {
    let mut session = example("decoupling");
    session.dispatch(Action::Seek(SimTime::from_secs(45)));
    let orders = named(&session, "orders");
    let few = session.peek(orders, None, "", 10);
    assert_eq!(
        (few.rows.len(), few.found),
        (10, session.peek(orders, None, "", 1_000).found)
    );
    let hash = session.trace_hash();
    let found = session.peek(orders, None, "Customer-1", 100);
    assert!(!found.rows.is_empty() && found.rows.iter().all(|row| row.group == "customer-1"));
    assert_eq!(session.trace_hash(), hash);
}

#[test]
fn the_event_list_has_no_gaps() {
    let mut session = example("decoupling");
    session.dispatch(Action::Seek(SimTime::from_secs(100)));
    let total = session.events_total();
    let rows = session.events(1, usize::MAX);
    let numbers: Vec<u64> = rows.iter().map(|row| row.id.0).collect();
    assert_eq!(numbers, (1..=total).collect::<Vec<u64>>());
}

#[test]
fn a_surprise_leaves_a_note_with_its_rule_where_it_happened() {
    let mut session = example("visibility-too-short");
    session.dispatch(Action::Seek(SimTime::from_secs(30)));
    let view = session.node_view(named(&session, "orders")).expect("a node");
    let note = view.note.expect("a note");
    assert!(note.title.contains("visible again"), "{}", note.title);
    assert!(["SQS-083", "SQS-084"].contains(&note.rule), "{}", note.rule);
}

#[test]
fn tokens_travel_for_a_moment_even_when_the_hop_takes_no_time() {
    let mut session = example("decoupling");
    session.dispatch(Action::SetRate(100));
    session.dispatch(Action::Seek(SimTime(1_100_000)));
    let flow = session.flow(100);
    assert!(flow.total > 0 && flow.travellers.iter().all(|traveller| traveller.progress > 0));
    session.dispatch(Action::Seek(SimTime(1_450_000)));
    assert!(
        session
            .flow(100)
            .travellers
            .iter()
            .all(|traveller| traveller.progress > 0)
    );
}

#[test]
fn edits_of_one_gesture_are_undone_together() {
    let mut session = example("decoupling");
    let web = named(&session, "web");
    let x = session.scenario().nodes[&web].x;
    for step in 1..=5 {
        let edit = Edit::Move(vec![(web, x + step * 8, 200)]);
        session.dispatch(Action::Edit {
            edit,
            key: "drag 1".into(),
        });
    }
    session.dispatch(Action::Undo);
    assert_eq!(session.scenario().nodes[&web].x, x);
}

#[test]
fn before_the_first_instant_a_card_knows_which_wires_there_are() {
    let status = |wires: &str| {
        let file = format!(
            "version = 1\n[nodes.news]\nkind = \"sns-standard\"\nat = [0, 0]\n[nodes.orders]\nkind = \"sqs-standard\"\n\
             at = [400, 0]\n{wires}"
        );
        let session = Session::new(Scenario::from_toml(&file).expect("a valid design"));
        let view = session.node_view(named(&session, "news")).expect("a node");
        view.card.expect("it is in the run").status
    };
    assert_eq!(status(""), "no subscription");
    assert_eq!(status("[[wires]]\njoin = \"news -> orders\"\n"), "");
}

#[test]
fn a_note_says_who_it_is_about_and_opening_another_design_takes_old_offers_away() {
    let mut session = example("alarm-to-email");
    let alarm = named(&session, "depth");
    session.dispatch(Action::SetRate(6_000));
    play(&mut session, 80);
    let note = session.node_view(alarm).and_then(|view| view.note).expect("a note");
    assert_eq!(note.title, "depth is in ALARM now");
    let offer = |session: &mut Session| {
        session.dispatch(Action::Notify {
            text: "Undo brings it back.".to_string(),
            refusal: false,
            undoable: true,
        });
    };
    offer(&mut session);
    let before = session.openings();
    let other = example("decoupling").scenario().clone();
    session.dispatch(Action::Open(Box::new(other)));
    assert!(session.openings() > before && session.notices().is_empty());
}
