//! What is set for wires, and what moves where no wire is.

use super::*;
use crate::session::Session;

const FILE: &str = "version = 1\n[nodes.hub]\nkind = \"hub\"\nat = [0, 0]\n[nodes.orders]\nkind = \"sqs-standard\"\n\
                    at = [400, 0]\n[nodes.dead]\nkind = \"sqs-standard\"\nat = [240, 320]\n[[wires]]\njoin = \"hub -> orders\"\n";

fn design(settings: &str) -> Scenario {
    Scenario::from_toml(&format!("{FILE}{settings}")).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn board(settings: &str) -> Board {
    Board::new(&design(settings), |_| SHAPE)
}

const TO_DEAD: &str = "RedrivePolicy.deadLetterTargetArn = \"dead\"\n";
const LINE: WireRef = WireRef::Term(WireId(1), "RedrivePolicy.deadLetterTargetArn");

#[test]
fn a_filter_has_a_sign_and_other_settings_are_counted() {
    for (settings, filtered, caption) in [
        ("", false, ""),
        ("FilterPolicy = \"{}\"\n", true, ""),
        ("Offset = 3\n", false, "Offset 3"),
        (
            "latency = \"5 ms\"\nOffset = 3\nRawMessageDelivery = true\nFilterPolicy = \"{}\"\n",
            true,
            "5 ms · 2 settings",
        ),
        ("RedrivePolicy.deadLetterTargetArn = \"dead\"\n", false, ""),
    ] {
        let board = board(settings);
        let wire = &board.wires()[0];
        assert_eq!(
            (wire.filtered, wire.caption.as_str()),
            (filtered, caption),
            "{settings}"
        );
        let list = draw(&design(settings), &Flow::default(), Viewport::default(), false);
        let label = list.labels.iter().find(|label| label.filtered);
        assert_eq!(label.is_some(), filtered, "{settings}");
    }
}

#[test]
fn a_reference_of_a_wire_is_a_dashed_line_from_its_middle_that_a_pointer_finds() {
    let board = board(TO_DEAD);
    let (wire, line) = (&board.wires()[0], &board.wires()[1]);
    assert_eq!(line.what, LINE);
    assert!(line.dashed && line.what.is_reference());
    let middle = wire.curve.at(0.5);
    assert!(line.curve.start.distance(middle) < 0.1);
    let dead = board.node(NodeId(3)).expect("a card").rect;
    assert!(dead.grown(1.0).contains(line.curve.end));
    assert_eq!(board.wire_at(line.curve.at(0.6), 6.0), Some(LINE));
}

#[test]
fn what_moves_inside_of_aws_takes_the_line_of_its_setting_or_goes_straight() {
    let mut flow = travelling(1, WireId(1), NodeId(1));
    flow.rates.clear();
    flow.travellers[0].route = Route::Inside(NodeId(1), NodeId(3));
    flow.travellers[0].progress = 32_768;
    let place = |settings: &str| {
        let list = draw(&design(settings), &flow, Viewport::default(), false);
        list.traffic.tokens[0].at
    };
    let line = board(TO_DEAD).wires()[1].curve.at(0.5);
    assert!(place(TO_DEAD).distance(line) < 1.0);
    let board = board("");
    let (start, end) = board.straight(NodeId(1), NodeId(3)).expect("two cards");
    assert!(place("").distance(start.towards(end, 0.5)) < 1.0);
    let [first, second] = [NodeId(1), NodeId(3)].map(|id| board.node(id).expect("a card").rect);
    assert!(first.grown(0.1).contains(start) && second.grown(0.1).contains(end));
    let at = start.towards(end, 0.5);
    assert_eq!(traveller_at(&board, &flow, at, 6.0), Some(MessageId(1)));
}

#[test]
fn a_crowd_without_a_line_is_counted_and_not_drawn_one_by_one() {
    let mut flow = travelling(1_000, WireId(1), NodeId(1));
    for traveller in &mut flow.travellers {
        traveller.route = Route::Inside(NodeId(1), NodeId(3));
    }
    let list = draw(&design(""), &flow, Viewport::default(), false);
    assert_eq!((list.traffic.tokens.len(), list.traffic.total), (200, 1_000));
}

#[test]
fn a_move_to_a_dead_letter_queue_is_seen() {
    let text = "version = 1\n[nodes.orders]\nkind = \"sqs-standard\"\nat = [0, 0]\nmodel = \"ideal\"\n\
                VisibilityTimeout = 1\n\"RedrivePolicy.deadLetterTargetArn\" = \"dead\"\n\
                \"RedrivePolicy.maxReceiveCount\" = 1\n[nodes.dead]\nkind = \"sqs-standard\"\nat = [0, 320]\n\
                [[steps]]\nat = \"1 s\"\nrun = \"aws sqs send-message --queue-url orders --message-body a\"\n\
                [[steps]]\nat = \"2 s\"\nrun = \"aws sqs receive-message --queue-url orders\"\n\
                [[steps]]\nat = \"5 s\"\nrun = \"aws sqs receive-message --queue-url orders\"\n";
    let doc = Scenario::from_toml(text).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut session = Session::new(doc);
    session.dispatch(crate::session::Action::Seek(crate::base::SimTime(5_100_000)));
    let flow = session.flow(10);
    let routes: Vec<Route> = flow.travellers.iter().map(|traveller| traveller.route).collect();
    assert_eq!(routes, [Route::Inside(NodeId(1), NodeId(2))]);
    let board = Board::new(session.scenario(), |_| SHAPE);
    let line = board.line_of(routes[0]).expect("the line of the redrive policy");
    assert!(matches!(board.wires()[line].what, WireRef::Reference(NodeId(1), _)));
}
