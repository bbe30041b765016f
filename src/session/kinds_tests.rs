//! What is promised of every kind of node, held against the whole registry.

use super::*;
use crate::base::{NodeId, SimTime, WireId};
use crate::nodes::{self, KINDS};
use crate::scenario::{Edit, NodeDoc, Scenario, apply};
use crate::share;
use crate::sim::{FieldSpec, FieldType, Flow, NodeSpec, PortSpec, Settings, Speaks, Value, WireSpec};
use std::collections::BTreeSet;

fn kinds() -> impl Iterator<Item = &'static NodeSpec> {
    KINDS.iter().copied().filter(|spec| spec.kind != "hub")
}

/// Texts of all forms that settings ask for.
const TEXTS: [&str; 14] = [
    "words",
    "{}",
    r#"{"kind": ["bill"]}"#,
    r#"{"source": ["shop"]}"#,
    r#"{"Filters": [{"Pattern": "{\"body\": {\"kind\": [\"bill\"]}}"}]}"#,
    r#"{"Version": "2012-10-17", "Statement": []}"#,
    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
    "rate(7 minutes)",
    "cron(0 12 * * ? *)",
    "Europe/Zurich",
    "2030-01-01T00:00:00",
    "$.detail",
    "7",
    "ERROR",
];

/// So many settings may have a form of their own that is not among them.
const FORMS: usize = 8;

/// Another value than the default, one that a person could give.
fn other(field: &FieldSpec, nodes: &Scenario) -> Option<Value> {
    let candidates: Vec<Value> = match field.ty {
        FieldType::Number { min, max, .. } => vec![Value::Number(max), Value::Number(min)],
        FieldType::Bool => vec![Value::Bool(true), Value::Bool(false)],
        FieldType::Choice(choices) => (0..choices.len() as u16).rev().map(Value::Choice).collect(),
        FieldType::Text { .. } => TEXTS.iter().map(|text| Value::Text((*text).into())).collect(),
        FieldType::Node(kinds) => {
            let fits = nodes
                .nodes
                .iter()
                .filter(|(_, node)| kinds.contains(&node.settings.spec().kind));
            fits.map(|(id, _)| Value::Node(Some(*id))).collect()
        }
    };
    candidates
        .into_iter()
        .find(|value| *value != field.default_value() && field.check(value).is_ok())
}

/// One node of each kind with its defaults.
fn town() -> Scenario {
    of_each(1)
}

/// So many nodes of each kind with their defaults.
fn of_each(times: usize) -> Scenario {
    let mut doc = Scenario::default();
    let all: Vec<&'static NodeSpec> = kinds().collect();
    for (index, spec) in (1u32..).zip(all.repeat(times)) {
        let node = NodeDoc {
            name: format!("node-{index}{}", spec.name_suffix).into(),
            x: index as i32 * 320,
            y: 0,
            settings: Settings::new(spec),
        };
        apply(&mut doc, Edit::AddNode(NodeId(index), node)).unwrap_or_else(|why| panic!("{}: {why}", spec.kind));
    }
    doc
}

fn assert_kept(doc: &Scenario, what: &str) {
    let read = share::decode(&share::encode(doc)).unwrap_or_else(|why| panic!("{what}: {why}"));
    assert_eq!(read.dropped, Vec::<String>::new(), "{what}");
    assert_eq!(&read.scenario, doc, "{what}: the link");
    let file = Scenario::from_toml(&doc.to_toml());
    assert_eq!(file.as_ref(), Ok(doc), "{what}: the file");
}

#[test]
fn every_setting_of_every_kind_goes_through_a_link_and_a_file() {
    let town = town();
    let mut unwritten = Vec::new();
    for (id, node) in &town.nodes {
        let spec = node.settings.spec();
        let mut all = town.clone();
        for field in spec.fields {
            let Some(value) = other(field, &town) else {
                unwritten.push(format!("{}.{}", spec.kind, field.name));
                continue;
            };
            let set = Edit::Set {
                node: *id,
                field: field.name.into(),
                value,
            };
            let mut doc = town.clone();
            // A node can't be what it refers to itself; there is only one of its kind here.
            if apply(&mut doc, set.clone()).is_ok() {
                assert_kept(&doc, &format!("{}.{}", spec.kind, field.name));
                apply(&mut all, set).unwrap_or_else(|why| panic!("{}.{}: {why}", spec.kind, field.name));
            }
        }
        assert_kept(&all, spec.kind);
    }
    assert!(unwritten.len() <= FORMS, "give TEXTS more forms: {unwritten:?}");
}

/// Each pair of ports that a person can join, once for each kind of connection.
fn connections() -> Vec<(Scenario, WireId, &'static WireSpec)> {
    let town = town();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (from, giver) in &town.nodes {
        for (to, taker) in &town.nodes {
            for (out, into) in pairs(giver.settings.spec(), taker.settings.spec()) {
                let mut doc = town.clone();
                let Ok(edit) = doc.connect((*from, out), (*to, into)) else {
                    continue;
                };
                apply(&mut doc, edit).unwrap_or_else(|why| panic!("{why}"));
                let (id, spec) = doc
                    .wires
                    .iter()
                    .map(|(id, wire)| (*id, wire.terms.spec()))
                    .next()
                    .expect("a wire");
                if seen.insert((spec.label, giver.settings.spec().kind)) {
                    found.push((doc, id, spec));
                }
            }
        }
    }
    found
}

fn pairs(giver: &NodeSpec, taker: &NodeSpec) -> Vec<(u8, u8)> {
    let wires = |spec: &NodeSpec, flow: Flow| {
        let ports = (0u8..).zip(spec.ports.iter());
        let fits = ports.filter(move |(_, port)| port.flow == flow && is_wired(port));
        fits.map(|(index, _)| index).collect::<Vec<_>>()
    };
    let ins = wires(taker, Flow::In);
    wires(giver, Flow::Out)
        .into_iter()
        .flat_map(|out| ins.iter().map(move |into| (out, *into)))
        .collect()
}

fn is_wired(port: &PortSpec) -> bool {
    !matches!(port.speaks, Speaks::Reference(_))
}

#[test]
fn every_setting_of_every_kind_of_wire_goes_through_a_link_and_a_file() {
    let (mut labels, mut unwritten) = (BTreeSet::new(), BTreeSet::new());
    for (doc, wire, spec) in connections() {
        labels.insert(spec.label);
        for field in spec.fields {
            let Some(value) = other(field, &doc) else {
                unwritten.insert((spec.label, field.name));
                continue;
            };
            let mut changed = doc.clone();
            let set = Edit::SetTerm {
                wire,
                field: field.name.into(),
                value,
            };
            // Some go together only with others, which is another matter.
            if apply(&mut changed, set).is_ok() {
                assert_kept(&changed, &format!("{}.{}", spec.label, field.name));
            }
        }
    }
    assert!(unwritten.len() <= FORMS, "give TEXTS more forms: {unwritten:?}");
    let known = kinds().flat_map(|spec| spec.ports).map(|port| port.wire.label);
    let known: BTreeSet<&str> = known.collect();
    assert_eq!(labels, known, "some kind of connection can't be drawn");
}

#[test]
fn every_port_can_be_wired() {
    let town = of_each(2);
    let mut joined = BTreeSet::new();
    for (from, giver) in &town.nodes {
        for (to, taker) in &town.nodes {
            for (out, into) in pairs(giver.settings.spec(), taker.settings.spec()) {
                if town.connect((*from, out), (*to, into)).is_ok() {
                    joined.extend([(*from, out), (*to, into)]);
                }
            }
        }
    }
    for (id, node) in &town.nodes {
        let spec = node.settings.spec();
        for (index, port) in (0u8..).zip(spec.ports).filter(|(_, port)| is_wired(port)) {
            assert!(
                joined.contains(&(*id, index)),
                "nothing goes with {} of {}",
                port.name,
                spec.kind
            );
        }
    }
}

/// The ids in a text, ranges written out: `SNS-080 to SNS-082`.
fn ids(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    let is_id = |word: &&str| {
        word.split_once('-')
            .is_some_and(|(prefix, number)| prefix.len() == 3 && number.len() == 3)
    };
    words.filter(is_id).map(str::to_string).collect()
}

#[test]
fn what_is_simpler_is_said_of_every_kind_in_sentences_with_rules() {
    // A rule that is left out altogether stands in no table, but its service has one.
    let rules = KINDS.iter().flat_map(|spec| spec.rules);
    let services: BTreeSet<&str> = rules.map(|rule| &rule.id[..4]).collect();
    for spec in kinds() {
        assert!(
            !spec.fidelity.is_empty(),
            "{} says nothing of what it leaves out",
            spec.kind
        );
        for fidelity in spec.fidelity {
            for id in ids(fidelity.rule) {
                assert!(services.contains(&id[..4]), "{}: {id} is no rule", spec.kind);
            }
            assert!(fidelity.note.ends_with('.'), "{}: {}", spec.kind, fidelity.note);
        }
    }
}

#[test]
fn every_setting_of_every_kind_can_be_changed_while_it_runs() {
    for spec in kinds() {
        let town = town();
        let (id, _) = town
            .nodes
            .iter()
            .find(|(_, node)| node.settings.spec().kind == spec.kind)
            .expect("a node");
        let id = *id;
        let mut session = Session::new(town.clone());
        session.dispatch(Action::Seek(SimTime::from_secs(2)));
        for field in spec
            .fields
            .iter()
            .filter(|field| field.change == crate::sim::Change::Live)
        {
            let Some(value) = other(field, &town) else { continue };
            let before = session.world().info(id).expect("the node").settings.clone();
            let edit = Edit::Set {
                node: id,
                field: field.name.into(),
                value: value.clone(),
            };
            let key = String::new();
            session.dispatch(Action::Edit { edit, key });
            let after = &session.world().info(id).expect("the node").settings;
            if session.scenario().nodes[&id].settings.get(field.name).as_ref() == Some(&value) {
                assert_eq!(
                    after.get(field.name).as_ref(),
                    Some(&value),
                    "{}.{}",
                    spec.kind,
                    field.name
                );
                session.dispatch(Action::Undo);
                let back = &session.world().info(id).expect("the node").settings;
                assert_eq!(back, &before, "{}.{}", spec.kind, field.name);
            }
        }
        assert!(nodes::kind(spec.kind).is_some());
    }
}
