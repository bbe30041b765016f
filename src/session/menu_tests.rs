//! Menus, commands, finding and adding, as a person meets them.

use super::*;
use crate::base::{MessageId, NodeId};
use crate::scenario::examples::EXAMPLES;
use crate::scenario::{Area, AreaKind, Edit, Scenario};

fn first_example() -> Session {
    Session::new(Scenario::from_toml(EXAMPLES[0].toml).expect("a valid example"))
}

fn labels(entries: &[MenuEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.label.as_str()).collect()
}

fn choose(session: &mut Session, entries: &[MenuEntry], label: &str) {
    let entry = entries.iter().find(|entry| entry.label == label).expect("an entry");
    assert!(entry.enabled, "{label} can be chosen");
    for action in &entry.actions {
        session.dispatch(action.clone());
    }
}

fn named(session: &Session, name: &str) -> NodeId {
    session.scenario().find(name).expect("a node of this name")
}

#[test]
fn a_nodes_menu_has_its_own_actions_and_the_usual_ones() {
    let mut session = first_example();
    let worker = session
        .scenario()
        .nodes
        .iter()
        .find(|(_, node)| node.settings.spec().kind == "worker")
        .map(|(id, _)| *id)
        .expect("a worker");
    let menu = session.menu(Target::Node(worker));
    assert_eq!(
        labels(&menu),
        [
            "Settings",
            "Messages",
            "Rename",
            "Crash",
            "Restart",
            "Step to its next event",
            "Step to its previous event",
            "Zoom to it",
            "Duplicate",
            "Delete"
        ]
    );
    let before = session.scenario().nodes.len();
    choose(&mut session, &menu, "Duplicate");
    assert_eq!(session.scenario().nodes.len(), before + 1);
    choose(&mut session, &menu, "Delete");
    assert!(
        !session.scenario().nodes.contains_key(&worker),
        "the node that was hit goes, not its twin"
    );
}

#[test]
fn a_menu_on_one_of_many_selected_nodes_is_about_all_of_them() {
    let mut session = first_example();
    session.dispatch(Action::SelectAll);
    let count = session.scenario().nodes.len();
    let hit = session.node_ids()[0];
    let menu = session.menu(Target::Node(hit));
    assert_eq!(session.menu_title(Target::Node(hit)), format!("{count} nodes"));
    choose(&mut session, &menu, &format!("Delete {count} nodes"));
    assert!(session.scenario().nodes.is_empty());
    assert!(session.menu(Target::Node(hit)).is_empty(), "what is gone has no menu");
}

#[test]
fn a_wire_is_cut_and_joined_again_from_its_menu() {
    let mut session = first_example();
    let wire = *session.scenario().wires.keys().next().expect("a wire");
    let menu = session.menu(Target::Wire(wire));
    choose(&mut session, &menu, "Cut (partition)");
    assert!(!session.scenario().wires[&wire].on);
    let menu = session.menu(Target::Wire(wire));
    choose(&mut session, &menu, "Join again");
    assert!(session.scenario().wires[&wire].on);
}

#[test]
fn a_message_can_be_followed() {
    let mut session = first_example();
    let menu = session.menu(Target::Message(MessageId(3)));
    choose(&mut session, &menu, "Follow its journey");
    assert_eq!(session.focus().message, MessageId(3));
}

#[test]
fn the_board_offers_undo_only_when_there_is_something_to_take_back() {
    let mut session = first_example();
    let enabled = |session: &Session| {
        let menu = session.menu(Target::Board(0, 0));
        menu.iter()
            .find(|entry| entry.label == "Undo")
            .map(|entry| entry.enabled)
    };
    assert_eq!(enabled(&session), Some(false));
    session.dispatch(Action::Add {
        kind: "worker",
        x: 0,
        y: 0,
    });
    assert_eq!(enabled(&session), Some(true));
}

#[test]
fn typing_finds_names_that_begin_so_before_names_that_contain_it() {
    let session = first_example();
    let mut entries = session.kinds_to_add(0, 0, None);
    entries.extend(session.commands());
    let found = search(&entries, "re");
    assert!(found[0].label.starts_with("Re"), "{:?}", labels(&found));
    assert!(labels(&search(&entries, "sqs fifo")).contains(&"SQS FIFO queue"));
    assert!(search(&entries, "no such thing").is_empty());
    assert_eq!(search(&entries, "").len(), entries.len());
}

#[test]
fn only_kinds_that_fit_are_offered_at_the_end_of_a_wire_and_one_undo_takes_node_and_wire_back() {
    let mut session = Session::new(Scenario::default());
    session.dispatch(Action::Add {
        kind: "producer",
        x: 0,
        y: 0,
    });
    let producer = named(&session, "producer");
    let entries = session.kinds_to_add(400, 0, Some((producer, 0)));
    let offered = labels(&entries);
    assert!(
        offered.contains(&"SQS queue") && offered.contains(&"SQS FIFO queue"),
        "{offered:?}"
    );
    assert!(
        !offered.contains(&"Worker") && !offered.contains(&"Hub"),
        "a worker polls, and a hub refuses"
    );
    choose(&mut session, &entries, "SQS queue");
    assert_eq!((session.scenario().nodes.len(), session.scenario().wires.len()), (2, 1));
    let queue = session.selection().only_node().expect("the new node is selected");
    assert_eq!(
        session.scenario().nodes[&queue].centre(),
        (398, 4),
        "as near as the grid allows"
    );
    session.dispatch(Action::Undo);
    assert_eq!((session.scenario().nodes.len(), session.scenario().wires.len()), (1, 0));
}

#[test]
fn nodes_are_found_by_name_before_they_are_found_by_kind() {
    let mut session = Session::new(Scenario::default());
    for kind in ["worker", "producer", "sqs-standard"] {
        session.dispatch(Action::Add { kind, x: 0, y: 0 });
    }
    let names = |text: &str| {
        let found = session.find_on_board(text);
        found.into_iter().map(|found| found.name).collect::<Vec<_>>()
    };
    assert_eq!(names("work"), ["worker"]);
    assert_eq!(names("QUEUE"), ["queue"]);
    assert!(names("").is_empty());
    assert!(names("nobody").is_empty());
}

#[test]
fn the_legend_names_what_was_seen_in_the_order_of_the_run() {
    let mut session = Session::new(Scenario::default());
    assert!(session.legend().is_empty());
    for (kind, x) in [("producer", 0), ("producer", 300), ("sqs-standard", 600)] {
        session.dispatch(Action::Add { kind, x, y: 0 });
    }
    let queue = session.scenario().find("queue").expect("the queue");
    for (id, _) in [(NodeId(1), 0), (NodeId(2), 0)] {
        session.dispatch(Action::Connect {
            from: (id, 0),
            to: (queue, 0),
        });
    }
    session.dispatch(Action::Seek(crate::base::SimTime(60_000_000)));
    let names: Vec<String> = session.legend().into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["producer", "producer-2"]);
    session.dispatch(Action::DeleteSelection);
    assert_eq!(
        session.legend().len(),
        2,
        "what has gone is still what its messages stood for"
    );
}

#[test]
fn on_a_page_for_looking_at_only_looking_can_be_chosen() {
    let session = first_example().with_access(Access::View(Allowed::of(&[])));
    let chosen = |entries: Vec<MenuEntry>| {
        let enabled = entries.into_iter().filter(|entry| entry.enabled);
        enabled.map(|entry| entry.label).collect::<Vec<_>>()
    };
    let node = session.node_ids()[0];
    let steps = [
        "Settings",
        "Messages",
        "Step to its next event",
        "Step to its previous event",
        "Zoom to it",
    ];
    assert_eq!(chosen(session.menu(Target::Node(node))), steps);
    assert!(chosen(session.kinds_to_add(0, 0, None)).is_empty());
    assert!(chosen(session.commands()).contains(&"Play".to_string()));
    assert!(
        !chosen(session.commands())
            .iter()
            .any(|label| label.starts_with("Open example"))
    );
}

#[test]
fn boxes_and_notes_have_menus_and_are_deleted_alone() {
    let mut session = first_example();
    let area = Area {
        name: "shop".into(),
        kind: AreaKind::Plain,
        x: 0,
        y: 0,
        w: 4_000,
        h: 4_000,
    };
    session.dispatch(Action::Edit {
        edit: Edit::AddArea(1, area),
        key: String::new(),
    });
    let nodes = session.scenario().nodes.len();
    let menu = session.menu(Target::Area(1));
    assert_eq!(session.menu_title(Target::Area(1)), "shop");
    choose(&mut session, &menu, "Delete");
    assert!(session.scenario().areas.is_empty());
    assert_eq!(session.scenario().nodes.len(), nodes, "what stood in the box stays");
    assert!(session.menu(Target::Area(1)).is_empty());
    assert!(session.menu(Target::Note(1)).is_empty());
}

#[test]
fn several_nodes_are_arranged_from_their_menu_and_the_board_takes_what_is_pasted() {
    let mut session = first_example();
    session.dispatch(Action::SelectAll);
    let node = *session.selection().nodes.first().expect("a node");
    let menu = session.menu(Target::Node(node));
    for (label, how) in [
        ("Align left", Arranging::Left),
        ("Distribute vertically", Arranging::Down),
        ("Group in a box", Arranging::Group),
    ] {
        let entry = menu.iter().find(|entry| entry.label == label).expect("an entry");
        assert_eq!((entry.show, entry.enabled), (Some(Show::Arrange(how)), true));
    }
    let two = session.selection().nodes.iter().take(2).copied().collect();
    session.dispatch(Action::Select(Selection {
        nodes: two,
        ..Selection::default()
    }));
    let menu = session.menu(Target::Node(node));
    let enabled = |label: &str| menu.iter().any(|entry| entry.label == label && entry.enabled);
    assert!(
        enabled("Align left") && !enabled("Distribute vertically"),
        "gaps need three"
    );
    let board = session.menu(Target::Board(40, 80));
    let shown = |show: Show| board.iter().any(|entry| entry.show == Some(show) && entry.enabled);
    assert!(shown(Show::Paste(40, 80)) && shown(Show::Arrange(Arranging::Tidy)));
}
