use super::*;

#[test]
fn a_point_finds_the_card_the_port_and_the_wire_under_it() {
    let board = Board::new(&pipeline(), |_| SHAPE);
    let middle = SHAPE.height() / 2.0;
    assert_eq!(board.node_at(Point::new(330.0, 10.0)), Some(NodeId(2)));
    assert_eq!(board.node_at(Point::new(300.0, 10.0)), None);
    assert_eq!(
        board.port_at(Point::new(326.0, middle + 3.0), 12.0),
        Some((NodeId(2), 0))
    );
    assert_eq!(
        board.wire_at(Point::new(280.0, middle + 4.0), 8.0),
        Some(WireRef::Wire(WireId(1)))
    );
    assert_eq!(board.wire_at(Point::new(280.0, middle + 30.0), 8.0), None);
    let bounds = board.bounds().expect("there are cards");
    assert_eq!(
        (bounds.x, bounds.right(), bounds.bottom()),
        (0.0, 876.0, 240.0 + SHAPE.height())
    );
}

#[test]
fn a_wire_being_drawn_knows_where_it_may_end_and_why_not_elsewhere() {
    let mut doc = pipeline();
    doc.wires.clear();
    let board = Board::new(&doc, |_| SHAPE);
    let mut wiring = Wiring::begin(&doc, &board, (NodeId(1), 0));
    assert_eq!(wiring.targets, [(NodeId(2), 0), (NodeId(4), 0)]);
    wiring.reach(&doc, &board, Point::new(322.0, SHAPE.height() / 2.0), 12.0);
    assert_eq!((wiring.over, wiring.refusal.as_str()), (Some((NodeId(2), 0)), ""));
    wiring.reach(&doc, &board, Point::new(760.0, 20.0), 12.0);
    assert_eq!(wiring.over, Some((NodeId(3), 0)), "anywhere on the card counts");
    assert_eq!(wiring.refusal, "web sends, but worker polls. Put a queue between.");
    wiring.reach(&doc, &board, Point::new(600.0, 600.0), 12.0);
    assert_eq!((wiring.over, wiring.refusal.as_str()), (None, ""));
}

#[test]
fn an_end_of_a_wire_moves_to_a_port_that_fits_and_the_wire_stays_the_same_one() {
    let doc = pipeline();
    let board = Board::new(&doc, |_| SHAPE);
    let (id, wire) = doc
        .wires
        .first_key_value()
        .map(|(id, wire)| (*id, wire.clone()))
        .expect("a wire");
    assert_eq!((wire.from.0, wire.to.0), (NodeId(1), NodeId(2)));
    let mut wiring = Wiring::take_off(&doc, &board, id, wire.from);
    assert_eq!(
        wiring.targets,
        [(NodeId(2), 0), (NodeId(4), 0)],
        "its own port and the other queue's"
    );
    wiring.aim(&doc, Some((NodeId(3), 0)));
    assert_eq!(wiring.refusal, "web sends, but worker polls. Put a queue between.");
    wiring.aim(&doc, Some((NodeId(4), 0)));
    assert_eq!(wiring.refusal, "");
    let moved = doc.rewired(id, wire.from, (NodeId(4), 0)).expect("a wire that fits");
    assert_eq!((moved.from, moved.to), (wire.from, (NodeId(4), 0)));
    assert_eq!(moved.latency, wire.latency);
    let [near_start, near_end] = wire_grips(&board, id, 1.0).expect("a wire on the board");
    assert!(near_start.x < near_end.x, "messages flow from left to right");
}

#[test]
fn by_keyboard_the_legal_targets_take_turns() {
    let mut doc = pipeline();
    doc.wires.clear();
    let board = Board::new(&doc, |_| SHAPE);
    let mut wiring = Wiring::begin(&doc, &board, (NodeId(1), 0));
    let mut visited = Vec::new();
    for _ in 0..3 {
        let next = wiring.next_target(false);
        wiring.aim(&doc, next);
        visited.push(next.map(|end| end.0.0));
    }
    assert_eq!(visited, [Some(2), Some(4), Some(2)]);
    assert_eq!(wiring.next_target(true), Some((NodeId(4), 0)));
}

#[test]
fn a_dead_letter_queue_is_chosen_by_drawing_to_any_card_that_may_be_one() {
    let doc = pipeline();
    let board = Board::new(&doc, |_| SHAPE);
    let mut wiring = Wiring::begin(&doc, &board, (NodeId(2), 2));
    assert_eq!(wiring.targets, [(NodeId(4), 0)]);
    wiring.reach(&doc, &board, Point::new(20.0, 20.0), 12.0);
    assert!(
        wiring.refusal.starts_with("Dead of a queue must be a queue"),
        "{}",
        wiring.refusal
    );
}
