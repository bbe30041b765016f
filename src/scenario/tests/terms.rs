//! Settings of wires: in files, in edits, and as lines.

use super::node;
use crate::api::perform;
use crate::base::{NodeId, SimTime, WireId};
use crate::scenario::{Deed, Edit, Scenario, apply, lines};
use crate::sim::{Entry, Input, Value};
use std::collections::BTreeMap;

const FILE: &str = r#"version = 1

[nodes.hub]
kind = "hub"
at = [0, 0]

[[wires]]
join = "hub -> orders"
latency = "20 ms"
RawMessageDelivery = true
FilterPolicy = '{"kind": ["a"]}'
FilterPolicyScope = "MessageBody"
RedrivePolicy.deadLetterTargetArn = "orders-dlq"
MaximumBatchingWindow = "1500 ms"
Offset = -7

[nodes.orders]
kind = "sqs-standard"
at = [320, 0]

[nodes.orders-dlq]
kind = "sqs-standard"
at = [320, 320]
"#;

fn read(text: &str) -> Scenario {
    Scenario::from_toml(text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The problems of the file above with one line replaced, as text.
fn problems(old: &str, new: &str) -> String {
    assert!(FILE.contains(old), "{old} stands in the file");
    let problems = Scenario::from_toml(&FILE.replacen(old, new, 1)).expect_err("something is wrong");
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn set(field: &str, value: Value) -> Edit {
    Edit::SetTerm {
        wire: WireId(1),
        field: field.into(),
        value,
    }
}

#[test]
fn a_file_says_what_is_set_for_a_wire() {
    let doc = read(FILE);
    let terms = &doc.wires[&WireId(1)].terms;
    assert_eq!(terms.spec().label, "Hub subscription");
    assert!(terms.flag("RawMessageDelivery"));
    assert_eq!(terms.text("FilterPolicy").as_ref(), "{\"kind\": [\"a\"]}");
    assert_eq!(terms.choice("FilterPolicyScope"), 1);
    let dead = terms.node("RedrivePolicy.deadLetterTargetArn");
    assert_eq!(dead, doc.find("orders-dlq"), "the node stands further down");
    assert_eq!(
        (terms.number("MaximumBatchingWindow"), terms.number("Offset")),
        (1_500, -7)
    );
    assert_eq!(read(&doc.to_toml()), doc, "{}", doc.to_toml());
}

#[test]
fn mistakes_in_settings_of_wires_are_told_at_their_line() {
    for (old, new, parts) in [
        (
            "Offset = -7",
            "Ofset = -7",
            &["line 15: A wire has no Ofset.", "Did you mean Offset?"][..],
        ),
        ("Offset = -7", "Offset = 101", &["line 15: Offset:", "-100 – 100"]),
        ("Offset = -7", "Offset = \"soon\"", &["line 15: Offset:", "-100 – 100"]),
        ("= true", "= \"yes\"", &["line 10: RawMessageDelivery", "true or false"]),
        (
            "'{\"kind\": [\"a\"]}'",
            "'kind'",
            &["line 11: FilterPolicy:", "begins with a brace"],
        ),
        (
            "\"MessageBody\"",
            "\"MessageBod\"",
            &["line 12:", "Did you mean MessageBody?"],
        ),
        (
            "\"orders-dlq\"",
            "\"orders-dl\"",
            &["line 13:", "Did you mean orders-dlq"],
        ),
        ("\"orders-dlq\"", "\"hub\"", &["line 13:", "can't name the node itself"]),
        (
            "latency =",
            "latenzy =",
            &["line 9: A wire has no latenzy.", "Did you mean latency?"],
        ),
    ] {
        let text = problems(old, new);
        for part in parts {
            assert!(text.contains(part), "{new}: {text} should say {part}");
        }
        assert_eq!(text.lines().count(), 1, "{text}");
    }
    let text = problems("hub -> orders", "hub -> others");
    assert!(text.contains("Did you mean orders?"), "{text}");
    assert_eq!(text.lines().count(), 1, "the settings are no further mistake: {text}");
}

#[test]
fn settings_that_do_not_go_together_are_refused() {
    let mut doc = read(FILE);
    let other = node(&mut doc, "hub");
    let wire = doc.connect((NodeId(1), 1), (other, 0)).expect("a possible wire");
    apply(&mut doc, wire).expect("a wire");
    let before = doc.clone();
    let edit = Edit::SetTerm {
        wire: WireId(2),
        field: "RawMessageDelivery".into(),
        value: Value::Bool(true),
    };
    let error = apply(&mut doc, edit)
        .expect_err("a hub takes no raw messages")
        .to_string();
    assert!(error.contains("takes no raw messages"), "{error}");
    assert_eq!(doc, before);
}

#[test]
fn one_setting_of_a_wire_is_one_edit_that_can_be_taken_back() {
    let mut doc = read(FILE);
    let before = doc.clone();
    let back = apply(&mut doc, set("Offset", Value::Number(5))).expect("a possible value");
    assert_eq!(doc.wires[&WireId(1)].terms.number("Offset"), 5);
    assert!(set("Offset", Value::Number(6)).overwrites(&back));
    assert!(!set("FilterPolicy", Value::Text("".into())).overwrites(&back));
    apply(&mut doc, back).expect("a way back");
    assert_eq!(doc, before);
    for (field, value) in [
        ("Nothing", Value::Number(1)),
        ("Offset", Value::Number(101)),
        ("RedrivePolicy.deadLetterTargetArn", Value::Node(Some(NodeId(99)))),
    ] {
        assert!(apply(&mut doc, set(field, value)).is_err(), "{field}");
    }
    assert_eq!(doc, before);
}

#[test]
fn references_of_wires_follow_their_nodes() {
    let mut doc = read(FILE);
    let before = doc.clone();
    let dead = doc.find("orders-dlq").expect("a node");
    let target = |doc: &Scenario| doc.wires[&WireId(1)].terms.node("RedrivePolicy.deadLetterTargetArn");
    let back = apply(&mut doc, Edit::RemoveNodes(vec![dead])).expect("a node that can go");
    assert_eq!(target(&doc), None);
    apply(&mut doc, back).expect("a way back");
    assert_eq!(doc, before);
    doc.renumber(&BTreeMap::from([(dead, NodeId(40))]));
    assert_eq!(target(&doc), Some(NodeId(40)));
}

/// Applies an edit ten seconds into the run, once as inputs and once as lines; both worlds must be alike.
fn both_ways(before: &Scenario, after: &Scenario) -> Vec<String> {
    let mut told = before.world();
    told.advance(SimTime(10_000_000), u64::MAX);
    let mut typed = told.clone();
    Deed::Edit(Scenario::difference(before, after)).perform(&mut told);
    let written = lines(before, after);
    for line in &written {
        perform(&mut typed, line).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
    let links = |world: &crate::nodes::World| {
        let links = world.network().iter().map(|(id, link)| (id, link.clone()));
        links.collect::<Vec<_>>()
    };
    assert_eq!(links(&told), links(&typed), "{written:?}");
    written
}

#[test]
fn changed_settings_of_wires_have_lines_that_do_the_same() {
    let doc = read(FILE);
    let mut after = doc.clone();
    apply(&mut after, set("Offset", Value::Number(5))).expect("a possible value");
    apply(&mut after, set("FilterPolicy", Value::Text("{\"a b\": [1]}".into()))).expect("a possible value");
    apply(&mut after, set("RedrivePolicy.deadLetterTargetArn", Value::Node(None))).expect("none");
    let expected = "wire hub orders 'FilterPolicy={\"a b\": [1]}' RedrivePolicy.deadLetterTargetArn=none Offset=5";
    let written = both_ways(&doc, &after);
    assert_eq!(
        written,
        [expected.replace("'FilterPolicy={\"a b\": [1]}'", "FilterPolicy='{\"a b\": [1]}'")]
    );

    let mut without = doc.clone();
    apply(&mut without, Edit::RemoveWire(WireId(1))).expect("a wire");
    let written = both_ways(&without, &doc);
    assert!(
        written[0].starts_with("connect hub orders latency=20ms RawMessageDelivery=on"),
        "{written:?}"
    );
}

/// As a setting of a node that is fixed when it is made, one of a wire draws the wire anew.
#[test]
fn a_setting_that_is_fixed_draws_the_wire_anew() {
    let doc = read(FILE);
    let mut after = doc.clone();
    apply(&mut after, set("StartingPosition", Value::Text("TRIM_HORIZON".into()))).expect("a possible value");
    let inputs = Scenario::difference(&doc, &after);
    assert!(
        matches!(inputs.as_slice(), [Input::Unwire(_), Input::Wire(..)]),
        "{inputs:?}"
    );
    let written = both_ways(&doc, &after);
    assert_eq!(written[0], "disconnect hub orders");
    assert!(written[1].contains("StartingPosition=TRIM_HORIZON"), "{written:?}");
}
