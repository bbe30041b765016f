//! Settings of wires as a person changes, copies and undoes them.

use super::*;
use crate::base::{NodeId, WireId};
use crate::scenario::{Edit, Scenario};
use crate::sim::Value;

const WIRE: WireId = WireId(1);
const DEAD: &str = "RedrivePolicy.deadLetterTargetArn";

fn session() -> Session {
    let text = "version = 1\n[nodes.hub]\nkind = \"hub\"\nat = [0, 0]\n[nodes.orders]\nkind = \"sqs-standard\"\n\
                at = [320, 0]\n[nodes.dead]\nkind = \"sqs-standard\"\nat = [320, 400]\n[[wires]]\n\
                join = \"hub -> orders\"\nFilterPolicy = '{}'\nRedrivePolicy.deadLetterTargetArn = \"dead\"\n";
    Session::new(Scenario::from_toml(text).unwrap_or_else(|problems| panic!("{problems:?}")))
}

fn set(field: &'static str, text: &str) -> Action {
    Action::SetTerm {
        wire: WIRE,
        field,
        text: text.to_string(),
    }
}

fn row(session: &Session, field: &str) -> FieldRow {
    let mut rows = session.terms(WIRE).into_iter();
    rows.find(|row| row.spec.0.name == field).expect("the setting")
}

#[test]
fn a_setting_of_a_wire_works_at_once_and_undo_takes_it_back() {
    let mut session = session();
    session.dispatch(Action::Seek(crate::base::SimTime::from_secs(5)));
    session.dispatch(set("Offset", "12"));
    assert_eq!(row(&session, "Offset").text, "12");
    let running = session
        .world()
        .network()
        .get(WIRE)
        .expect("a running wire")
        .terms
        .clone();
    assert_eq!(running.get("Offset"), Some(Value::Number(12)));
    session.dispatch(set("Offset", "13"));
    session.dispatch(Action::Undo);
    assert_eq!(row(&session, "Offset").text, "0", "what is typed anew is one change");
    session.dispatch(Action::Redo);
    let field = "Offset";
    session.dispatch(Action::ResetTerm { wire: WIRE, field });
    assert!(!row(&session, "Offset").changed);
}

#[test]
fn settings_of_wires_are_read_as_those_of_nodes() {
    let mut session = session();
    let rows = session.terms(WIRE);
    assert_eq!(rows.len(), 7);
    let dead = row(&session, DEAD);
    assert_eq!((dead.text.as_str(), dead.changed), ("dead", true));
    assert_eq!(dead.options, ["", "orders", "dead"]);
    assert_eq!(
        row(&session, "FilterPolicy").command,
        "wire hub orders FilterPolicy='{}'"
    );
    let before = session.scenario().clone();
    for (field, text, part) in [
        ("Offset", "101", "-100 – 100"),
        ("FilterPolicy", "a", "begins with a brace"),
        (DEAD, "nobody", "there is no node"),
        (DEAD, "hub", "can't name the node itself"),
        ("Nothing", "1", "there is no such setting"),
    ] {
        let error = session.read_term(WIRE, field, text).expect_err("a refusal");
        assert!(error.hint.contains(part), "{field}: {}", error.hint);
        session.dispatch(set(field, text));
        assert!(session.notices().last().is_some_and(|notice| notice.refusal));
    }
    assert_eq!(session.scenario(), &before);
}

#[test]
fn a_page_for_looking_at_lets_only_the_named_settings_change() {
    let allowed = |item: &str| Access::View(Allowed::of(&[item.to_string()]));
    for (item, may) in [
        ("hub.Offset", true),
        ("orders.Offset", true),
        ("*", true),
        ("dead.Offset", false),
        ("hub.FilterPolicy", false),
    ] {
        let mut session = session().with_access(allowed(item));
        assert_eq!(row(&session, "Offset").editable, may, "{item}");
        session.dispatch(set("Offset", "3"));
        assert_eq!(row(&session, "Offset").text == "3", may, "{item}");
        let edit = Edit::ChangeWire(WIRE, session.scenario().wires[&WIRE].clone());
        let key = String::new();
        let refusal = session
            .access()
            .refusal(&Action::Edit { edit, key }, session.scenario());
        assert!(refusal.is_some(), "{item}");
    }
}

#[test]
fn copies_of_wires_keep_their_settings_and_refer_to_the_copies() {
    let mut session = session();
    session.dispatch(Action::SelectAll);
    session.dispatch(Action::DuplicateSelection);
    let copy = session.scenario().wires[&WireId(2)].clone();
    assert_eq!(copy.terms.text("FilterPolicy").as_ref(), "{}");
    assert_eq!(copy.terms.node(DEAD), session.scenario().find("dead-2"));

    // Without the dead-letter queue: a duplicate keeps the old one, a piece for elsewhere has none.
    let nodes = [NodeId(1), NodeId(2)].into_iter().collect();
    session.dispatch(Action::Select(Selection {
        nodes,
        ..Selection::default()
    }));
    let text = session.piece_text().expect("a piece");
    session.dispatch(Action::DuplicateSelection);
    assert_eq!(session.scenario().wires[&WireId(3)].terms.node(DEAD), Some(NodeId(3)));
    session.dispatch(Action::Paste { text, at: (0, 0) });
    let pasted = &session.scenario().wires[&WireId(4)].terms;
    assert_eq!((pasted.node(DEAD), pasted.text("FilterPolicy").as_ref()), (None, "{}"));
}

#[test]
fn a_wire_says_what_it_is_and_what_is_set_for_it() {
    let mut session = session();
    assert_eq!(session.wire_title(WIRE), "Hub subscription from hub to orders");
    session.dispatch(set("RawMessageDelivery", "true"));
    session.dispatch(set("MaximumBatchingWindow", "1.5"));
    let long = format!("{{\n  \"kind\": [\"{}\"]\n}}", "a".repeat(80));
    session.dispatch(set("FilterPolicy", &long));
    let expected = format!("FilterPolicy {{ \"kind\": [\"{}…", "a".repeat(35));
    assert_eq!(
        session.wire_settings(WIRE),
        [
            "RawMessageDelivery on",
            &expected,
            "RedrivePolicy.deadLetterTargetArn dead",
            "MaximumBatchingWindow 1.5 s",
        ]
    );
}

#[test]
fn the_line_of_a_reference_has_a_menu_that_removes_it() {
    let mut session = session();
    let target = Target::Term(WIRE, DEAD);
    assert_eq!(session.menu_title(target), "hub → orders");
    let menu = session.menu(target);
    let remove = menu.iter().find(|entry| entry.label == "Remove").expect("an entry");
    for action in remove.actions.clone() {
        session.dispatch(action);
    }
    assert_eq!(session.scenario().wires[&WIRE].terms.node(DEAD), None);
}
