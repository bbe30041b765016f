//! Journeys as a person reads them.

use super::*;
use crate::session::tests::example_at as at;
use crate::session::{Action, Focus};

fn look(session: &mut Session, message: u64) -> Passport {
    session.dispatch(Action::Focus(Focus {
        event: EventId::default(),
        message: MessageId(message),
    }));
    session.passport().expect("a message is in focus")
}

fn marks(passport: &Passport) -> Vec<(&str, Stamp)> {
    let named = |entry: &Entry| (passport.lanes[entry.lane].name.as_str(), entry.stamp);
    passport.entries.iter().map(named).collect()
}

#[test]
fn nothing_is_shown_before_a_message_is_chosen() {
    assert_eq!(at("decoupling", 5).passport(), None);
}

#[test]
fn a_journey_goes_from_the_producer_over_the_queue_to_the_worker_and_ends_with_the_delete() {
    let mut session = at("dlq-and-redrive", 10);
    let passport = look(&mut session, 1);
    use Stamp::{Arrived, Began, Done, Left, Made, Received};
    assert_eq!(
        marks(&passport),
        [
            ("web", Made),
            ("web", Left),
            ("orders", Arrived),
            ("orders", Received),
            ("orders", Left),
            ("worker", Began),
            ("worker", Done),
            ("orders", Done)
        ]
    );
    assert_eq!(
        (passport.state.as_str(), passport.held, passport.receives),
        ("deleted", false, 1)
    );
    let flight = passport.stays.iter().find(|span| span.kind == StayKind::InFlight);
    assert_eq!(flight.map(|span| (span.from, span.to)), Some((3, Some(7))));
    let work = passport.stays.iter().find(|span| span.kind == StayKind::Work);
    assert_eq!(work.map(|span| (span.from, span.to)), Some((5, Some(6))));
    let ways: Vec<(usize, Option<usize>)> = passport.ways.iter().map(|way| (way.from, way.to)).collect();
    assert_eq!(ways, [(1, Some(2)), (4, Some(5))]);
}

#[test]
fn a_poison_message_shows_its_receives_its_move_and_what_it_became() {
    // SQS-111, SQS-127: message 5 fails three times, moves, and is redriven at 3:20 as a new message.
    let mut session = at("dlq-and-redrive", 300);
    let passport = look(&mut session, 5);
    let received = passport.entries.iter().filter(|entry| entry.stamp == Stamp::Received);
    let in_orders =
        received.filter(|entry| passport.lanes[entry.lane].name == "orders" && entry.message == MessageId(5));
    assert_eq!(in_orders.count(), 3);
    assert!(
        passport
            .entries
            .iter()
            .any(|entry| entry.rule.is_some_and(|rule| rule.0.id == "SQS-111"))
    );
    assert_eq!(passport.descendants, [MessageId(11)]);
    assert_eq!(passport.state, "redriven");
    let child = look(&mut session, 11);
    assert_eq!((child.ancestors, child.state.as_str()), (vec![MessageId(5)], "deleted"));
    assert_eq!(child.entries.len(), passport.entries.len(), "both tell the whole story");
}

#[test]
fn what_lies_after_the_playhead_stays_in_the_journey_after_a_jump_back() {
    let mut session = at("dlq-and-redrive", 100);
    let before = look(&mut session, 5);
    assert!(before.entries.iter().all(|entry| entry.past));
    session.dispatch(Action::Seek(before.entries[3].at));
    let after = session.passport().expect("the same message");
    assert_eq!(after.entries.len(), before.entries.len());
    assert!(after.entries.iter().any(|entry| !entry.past));
    session.dispatch(Action::Seek(SimTime::from_secs(100)));
    assert_eq!(session.passport(), Some(before), "playing it again adds nothing twice");
}

#[test]
fn a_fork_forgets_what_lay_ahead() {
    let mut session = at("dlq-and-redrive", 100);
    let before = look(&mut session, 5);
    session.dispatch(Action::Seek(SimTime::from_secs(20)));
    session.dispatch(Action::Run("fail worker".to_string()));
    let after = session.passport().expect("the same message");
    assert!(after.entries.len() < before.entries.len());
    assert!(after.entries.iter().all(|entry| entry.past));
}

#[test]
fn what_the_trace_has_forgotten_is_looked_for_piece_by_piece() {
    let mut session = at("dlq-and-redrive", 300);
    let whole = look(&mut session, 11);
    session.dispatch(Action::Restart);
    session.dispatch(Action::Seek(SimTime::from_secs(300)));
    session.timeline.set_trace_window(6);
    let first = look(&mut session, 11);
    assert!(first.searching && first.entries.len() < whole.entries.len());
    let mut pieces = 0;
    while session.work_on_searches(10) {
        pieces += 1;
        assert!(pieces < 100_000);
    }
    let found = session.passport().expect("the same message");
    assert!(pieces > 10 && !found.searching);
    assert_eq!(found.entries, whole.entries);
}
