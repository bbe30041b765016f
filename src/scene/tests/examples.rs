//! The examples as they open.

use crate::scenario::Scenario;
use crate::scenario::examples::{EXAMPLES, Example};
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
