use super::{node, small_shop};
use crate::base::{NodeId, WireId};
use crate::scenario::{Course, Edit, EditError, History, Paper, Scenario, Sticky, WireLook, apply};

fn note() -> Sticky {
    Sticky {
        text: "Two lines,\nof plain text.".into(),
        colour: Paper::Pink,
        x: 13,
        y: -3,
        w: 203,
        h: 121,
    }
}

fn look() -> WireLook {
    WireLook {
        label: "new orders".into(),
        course: Course::Stepped,
        dashed: true,
    }
}

#[test]
fn notes_and_looks_are_taken_back_and_made_again() {
    let mut doc = small_shop();
    let mut history = History::default();
    let mut versions = vec![doc.clone()];
    let blue = Sticky {
        colour: Paper::Blue,
        ..note()
    };
    for edit in [
        Edit::AddNote(1, note()),
        Edit::ChangeNote(1, blue),
        Edit::Look(WireId(1), look()),
        Edit::Look(WireId(2), look()),
        Edit::RemoveWire(WireId(1)),
        Edit::RemoveNodes(vec![NodeId(2)]),
        Edit::RemoveNote(1),
    ] {
        history.apply(&mut doc, edit, None).expect("a possible change");
        versions.push(doc.clone());
    }
    assert!(doc.looks.is_empty(), "a look goes with its wire");
    for version in versions.iter().rev().skip(1) {
        assert!(history.undo(&mut doc));
        assert_eq!(&doc, version);
    }
    for version in versions.iter().skip(1) {
        assert!(history.redo(&mut doc));
        assert_eq!(&doc, version);
    }
}

#[test]
fn a_note_stands_on_the_grid_and_is_never_too_small() {
    let mut doc = Scenario::default();
    let small = Sticky { w: 1, h: 1, ..note() };
    apply(&mut doc, Edit::AddNote(4, small)).expect("a possible note");
    let known = &doc.notes[&4];
    assert_eq!((known.x, known.y, known.w, known.h), (16, 0, 80, 48));
    assert_eq!(apply(&mut doc, Edit::AddNote(4, note())), Err(EditError::Taken(4)));
    assert_eq!(apply(&mut doc, Edit::RemoveNote(5)), Err(EditError::NoNote(5)));
}

#[test]
fn too_long_a_text_is_refused_with_a_way_out() {
    let mut doc = small_shop();
    let long = Sticky {
        text: "a".repeat(Scenario::MAX_NOTE + 1).into(),
        ..note()
    };
    let refused = apply(&mut doc, Edit::AddNote(1, long))
        .expect_err("too long")
        .to_string();
    assert_eq!(refused, "A note has at most 2000 characters. Make two notes of it.");
    let lines = WireLook {
        label: "two\nlines".into(),
        ..look()
    };
    let refused = apply(&mut doc, Edit::Look(WireId(1), lines))
        .expect_err("two lines")
        .to_string();
    assert_eq!(refused, "The label of a wire is one line of at most 80 characters.");
    assert!(doc.notes.is_empty() && doc.looks.is_empty());
}

#[test]
fn a_run_hears_nothing_of_notes_and_looks() {
    let before = small_shop();
    let mut after = before.clone();
    apply(&mut after, Edit::AddNote(1, note())).expect("a possible note");
    apply(&mut after, Edit::Look(WireId(1), look())).expect("a known wire");
    assert!(Scenario::difference(&before, &after).is_empty());
}

#[test]
fn a_file_keeps_notes_and_looks_and_names_the_line_of_a_mistake() {
    let mut doc = small_shop();
    apply(&mut doc, Edit::AddNote(3, note())).expect("a possible note");
    apply(&mut doc, Edit::Look(WireId(2), look())).expect("a known wire");
    let text = doc.to_toml();
    assert_eq!(Scenario::from_toml(&text), Ok(doc));
    for (old, new, said) in [
        (
            "colour = \"pink\"",
            "colour = \"pnik\"",
            "There is no colour \"pnik\". Did you mean pink?",
        ),
        (
            "course = \"stepped\"",
            "course = \"round\"",
            "There is no course \"round\". Use one of: curved, straight, stepped.",
        ),
        ("line = \"dashed\"", "line = 1", "line is a text. Write it in quotes"),
        (
            "label = \"new orders\"",
            "label = \"a\\nb\"",
            "The label of a wire is one line",
        ),
    ] {
        let wrong = text.replace(old, new);
        assert_ne!(wrong, text, "{old}");
        let line = text.lines().position(|line| line == old).expect("a line") + 1;
        let problems = Scenario::from_toml(&wrong).expect_err(new);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].line, line);
        assert!(problems[0].text.starts_with(said), "{}", problems[0].text);
    }
}

#[test]
fn another_wire_of_the_same_number_does_not_inherit_a_look() {
    let mut doc = small_shop();
    apply(&mut doc, Edit::Look(WireId(2), look())).expect("a known wire");
    let wire = doc.wires[&WireId(2)].clone();
    apply(&mut doc, Edit::RemoveWire(WireId(2))).expect("a known wire");
    node(&mut doc, "worker");
    apply(&mut doc, Edit::AddWire(WireId(2), wire)).expect("a possible wire");
    assert!(doc.look(WireId(2)).is_plain());
}
