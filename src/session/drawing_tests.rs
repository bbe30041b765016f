use super::*;
use crate::base::{NodeId, WireId};
use crate::scenario::examples::EXAMPLES;
use crate::scenario::{Area, AreaKind, Edit, Paper, Scenario, Sticky, WireLook};

fn area(kind: AreaKind, x: i32, y: i32, w: i32, h: i32) -> Area {
    Area {
        name: kind.name().into(),
        kind,
        x,
        y,
        w,
        h,
    }
}

fn note(x: i32, y: i32) -> Sticky {
    Sticky {
        text: "Read me".into(),
        colour: Paper::Yellow,
        x,
        y,
        w: 200,
        h: 120,
    }
}

fn drawn() -> Session {
    let text = "version = 1\n[nodes.web]\nkind = \"producer\"\nat = [0, 0]\n[nodes.orders]\nkind = \"sqs-standard\"\n\
                at = [320, 0]\n\"RedrivePolicy.deadLetterTargetArn\" = \"orders-dlq\"\n[nodes.orders-dlq]\n\
                kind = \"sqs-standard\"\nat = [320, 400]\n[[wires]]\njoin = \"web -> orders\"\nlabel = \"new\"\n";
    let mut session = Session::new(Scenario::from_toml(text).expect("a valid file"));
    session.dispatch(Action::AddArea(area(AreaKind::Region, -40, -40, 640, 240)));
    session.dispatch(Action::AddArea(area(AreaKind::Zone, -24, -16, 280, 200)));
    session.dispatch(Action::AddNote(note(0, 600)));
    session
}

fn at(session: &Session, id: u32) -> (i32, i32) {
    let node = &session.scenario().nodes[&NodeId(id)];
    (node.x, node.y)
}

#[test]
fn a_box_takes_along_what_stands_in_it_and_a_drag_is_one_undo() {
    let mut session = drawn();
    let carried = session.carried(&Selection::area(1), false);
    for step in 1..=5 {
        session.dispatch(Action::Edit {
            edit: carried.moved(80 * step, 8 * step),
            key: "drag 1".to_string(),
        });
    }
    assert_eq!((at(&session, 1), at(&session, 2)), ((400, 40), (720, 40)));
    assert_eq!(at(&session, 3), (320, 400), "what stands outside stays");
    let doc = session.scenario();
    assert_eq!((doc.areas[&1].x, doc.areas[&2].x, doc.notes[&1].x), (360, 376, 0));
    session.dispatch(Action::Undo);
    assert_eq!(session.scenario().areas[&2].x, -24);
    assert_eq!(at(&session, 2), (320, 0));
}

#[test]
fn a_box_that_moves_alone_leaves_everything_where_it_is() {
    let session = drawn();
    let carried = session.carried(&Selection::area(1), true);
    assert_eq!((carried.areas.len(), carried.nodes.len()), (1, 0));
}

#[test]
fn moving_a_region_away_from_a_node_relocates_it_in_the_run() {
    let mut session = drawn();
    let place = |session: &Session| {
        session
            .world()
            .info(NodeId(2))
            .expect("a node")
            .place
            .region
            .to_string()
    };
    assert_eq!(place(&session), "region");
    let moved = session.carried(&Selection::area(1), true).moved(4_000, 0);
    session.dispatch(Action::Edit {
        edit: moved,
        key: String::new(),
    });
    assert_eq!(place(&session), "");
}

#[test]
fn what_was_copied_can_be_pasted_into_another_design() {
    let mut session = drawn();
    session.dispatch(Action::Select(Selection::everything(session.scenario())));
    let text = session.piece_text().expect("something is selected");
    assert!(text.starts_with("# A piece of a Decouple design"));
    let mut other = Session::new(Scenario::default());
    other.dispatch(Action::Paste { text, at: (300, 320) });
    let (doc, old) = (other.scenario(), session.scenario());
    assert_eq!(doc.nodes.len(), 3);
    assert_eq!((doc.areas.len(), doc.notes.len(), doc.wires.len()), (2, 1, 1));
    assert_eq!(doc.look(WireId(1)), old.look(WireId(1)));
    assert_eq!(
        doc.nodes[&NodeId(2)].settings,
        old.nodes[&NodeId(2)].settings,
        "with its dead-letter queue"
    );
    assert_eq!(other.selection().count(), 6, "what was pasted is selected");
    assert!(other.notices().is_empty());
    other.dispatch(Action::Undo);
    assert_eq!(other.scenario(), &Scenario::default());
}

#[test]
fn pasting_again_steps_aside_and_finds_free_names() {
    let mut session = drawn();
    session.dispatch(Action::Select(Selection::node(NodeId(1))));
    let text = session.piece_text().expect("a node");
    for _ in 0..2 {
        session.dispatch(Action::Paste {
            text: text.clone(),
            at: (118, 60),
        });
    }
    let last = |back: usize| session.scenario().nodes.values().rev().nth(back).expect("a node");
    assert_eq!((&*last(1).name, last(1).x, last(1).y), ("web-2", 40, 40));
    assert_eq!((&*last(0).name, last(0).x, last(0).y), ("web-3", 80, 80));
}

#[test]
fn a_piece_without_its_dead_letter_queue_refers_to_nothing() {
    let mut session = drawn();
    session.dispatch(Action::Select(Selection::node(NodeId(2))));
    let text = session.piece_text().expect("a queue");
    assert!(!text.contains("RedrivePolicy"));
    session.dispatch(Action::DuplicateSelection);
    let doc = session.scenario();
    let twin = doc.find("orders-2").expect("the copy");
    assert_eq!(
        doc.nodes[&twin].settings,
        doc.nodes[&NodeId(2)].settings,
        "a copy in the same design keeps it"
    );
}

#[test]
fn a_copied_fifo_queue_keeps_its_suffix() {
    let text = "version = 1\n[nodes.\"orders.fifo\"]\nkind = \"sqs-fifo\"\nat = [0, 0]\n";
    let mut session = Session::new(Scenario::from_toml(text).expect("a valid file"));
    session.dispatch(Action::SelectAll);
    session.dispatch(Action::DuplicateSelection);
    assert!(
        session.scenario().find("orders-2.fifo").is_some(),
        "{:?}",
        session.notices()
    );
}

#[test]
fn text_that_is_no_design_is_refused_and_nothing_is_lost() {
    let mut session = drawn();
    let before = session.scenario().clone();
    for (text, said) in [
        (
            "Dear all,\nsee you.",
            "What was pasted is no piece of a design. Copy nodes, a scenario file or a link first.",
        ),
        (
            "version = 1\n[nodes.x]\nkind = \"quueue\"\nat = [0, 0]\n",
            "What was pasted can't be read. Line 3: ",
        ),
        ("https://example.org/#s=AAAA", "The link is damaged"),
        ("version = 1\n", "What was pasted is empty."),
    ] {
        session.dispatch(Action::Paste {
            text: text.to_string(),
            at: (0, 0),
        });
        let notice = session.notices().last().expect("a notice");
        assert!(notice.refusal && notice.text.starts_with(said), "{}", notice.text);
        assert_eq!(session.scenario(), &before);
    }
}

#[test]
fn a_whole_design_or_a_link_that_is_pasted_opens_and_undo_brings_the_old_one_back() {
    let mut session = drawn();
    let before = session.scenario().clone();
    let whole = Scenario::from_toml(EXAMPLES[0].toml).expect("an example");
    for text in [EXAMPLES[0].toml.to_string(), crate::share::encode(&whole)] {
        session.dispatch(Action::Paste { text, at: (0, 0) });
        assert_eq!(session.scenario(), &whole);
        assert!(session.notices().last().is_some_and(|notice| notice.undoable));
        session.dispatch(Action::Undo);
        assert_eq!(session.scenario(), &before);
    }
}

#[test]
fn deleting_takes_boxes_and_notes_too_and_undo_brings_all_back() {
    let mut session = drawn();
    let look = WireLook {
        dashed: true,
        ..WireLook::default()
    };
    session.dispatch(Action::Edit {
        edit: Edit::Look(WireId(1), look),
        key: String::new(),
    });
    let before = session.scenario().clone();
    session.dispatch(Action::SelectAll);
    session.dispatch(Action::DeleteSelection);
    assert_eq!(session.scenario(), &Scenario::default());
    session.dispatch(Action::Undo);
    assert_eq!(session.scenario(), &before);
}
