//! The examples as they open.

use crate::scenario::Scenario;
use crate::scenario::examples::{EXAMPLES, Example};
use crate::scene::{Board, card_shape};
use crate::session::{Action, Session};

/// An example after some seconds, when its cards show all that they have.
fn played(example: &Example) -> Session {
    let mut session = Session::new(Scenario::from_toml(example.toml).expect("a valid example"));
    session.dispatch(Action::SetRate(1_000));
    session.dispatch(Action::Play);
    for _ in 0..60 {
        session.begin_frame(16_667);
        while session.work(2_000) {}
        session.end_frame(16_667);
    }
    session
}

/// Letters that fit beside a lane or a bar.
const FITTING: usize = 9;

#[test]
fn no_card_of_an_example_lies_on_another() {
    let mut over = Vec::new();
    for example in EXAMPLES {
        let session = played(example);
        let board = Board::new(session.scenario(), |id| {
            let view = session.node_view(id);
            card_shape(view.as_ref().and_then(|view| view.card.as_ref()))
        });
        let nodes: Vec<_> = board.nodes().collect();
        for (index, one) in nodes.iter().enumerate() {
            for other in &nodes[index + 1..] {
                if one.rect.touches(other.rect) {
                    let names = (session.name_of(one.id), session.name_of(other.id));
                    over.push(format!("{}: {names:?} {:?} {:?}", example.slug, one.rect, other.rect));
                }
            }
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}

#[test]
fn every_lane_and_bar_of_an_example_has_a_word_that_fits() {
    for example in EXAMPLES {
        let session = played(example);
        for id in session.scenario().nodes.keys() {
            let card = session.node_view(*id).and_then(|view| view.card);
            let card = card.expect("a node of the run");
            let lanes = card.lanes.iter().map(|lane| lane.label);
            for label in lanes.chain(card.bar.iter().map(|bar| bar.label)) {
                assert!(label.len() <= FITTING, "{}: {label}", example.slug);
            }
        }
    }
}
