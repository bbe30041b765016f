//! Edits as command lines: the lines do to a world what the edit does.

use crate::api::perform;
use crate::base::{NodeId, Ratio, SimDuration, SimTime, WireId};
use crate::scenario::examples::EXAMPLES;
use crate::scenario::{Deed, Edit, NodeDoc, Scenario, WireDoc, apply, lines};
use crate::sim::{Entry, Settings, Value};

fn example(slug: &str) -> Scenario {
    let example = EXAMPLES.iter().find(|example| example.slug == slug);
    Scenario::from_toml(example.expect("an example").toml).expect("a valid example")
}

/// Applies an edit ten seconds into the run, once as inputs and once as lines; both worlds must go on alike.
fn both_ways(before: &Scenario, edit: Edit) -> Vec<String> {
    let mut after = before.clone();
    apply(&mut after, edit).expect("a possible edit");
    let mut told = before.world();
    told.advance(SimTime(10_000_000), u64::MAX);
    let mut typed = told.clone();
    Deed::Edit(Scenario::difference(before, &after)).perform(&mut told);
    let written = lines(before, &after);
    for line in &written {
        perform(&mut typed, line).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
    told.advance(SimTime(60_000_000), u64::MAX);
    typed.advance(SimTime(60_000_000), u64::MAX);
    assert_eq!(told.trace().hash(), typed.trace().hash(), "{written:?}");
    assert_eq!(told.trace().len(), typed.trace().len());
    written
}

#[test]
fn every_change_of_a_design_has_lines_that_do_the_same() {
    let doc = example("decoupling");
    let (first, wire) = (
        *doc.nodes.keys().next().expect("a node"),
        *doc.wires.keys().next().expect("a wire"),
    );
    let name = doc.name(first).to_string();
    assert_eq!(
        both_ways(&doc, Edit::RemoveNodes(vec![first])),
        [format!("remove {name}")]
    );
    assert_eq!(
        both_ways(&doc, Edit::Rename(first, "shop".into())),
        [format!("rename {name} shop")]
    );
    let known = doc.wires[&wire].clone();
    let ends = format!("{} {}", doc.name(known.from.0), doc.name(known.to.0));
    assert_eq!(both_ways(&doc, Edit::RemoveWire(wire)), [format!("disconnect {ends}")]);
    let slower = WireDoc {
        latency: SimDuration::from_millis(50),
        loss: Ratio(25_000),
        ..known.clone()
    };
    assert_eq!(
        both_ways(&doc, Edit::ChangeWire(wire, slower)),
        [format!("wire {ends} latency=50ms loss=2.5%")]
    );
    let cut = WireDoc { on: false, ..known };
    assert_eq!(
        both_ways(&doc, Edit::ChangeWire(wire, cut)),
        [format!("partition {ends}")]
    );
}

#[test]
fn new_nodes_and_wires_have_lines_with_their_settings() {
    let doc = example("decoupling");
    let mut settings = Settings::new(crate::nodes::kind("worker").expect("a kind"));
    settings.set("Concurrency", Value::Number(3)).expect("a setting");
    let queue = doc
        .nodes
        .iter()
        .find(|(_, node)| node.settings.spec().kind == "sqs-standard");
    let queue = *queue.expect("a queue").0;
    let add = Edit::AddNode(
        NodeId(40),
        NodeDoc {
            name: "second".into(),
            x: 80,
            y: 160,
            settings,
        },
    );
    let wire = Edit::AddWire(WireId(30), WireDoc::between((queue, 1), (NodeId(40), 0)));
    let written = both_ways(&doc, Edit::Batch(vec![add, wire]));
    assert_eq!(
        written,
        [
            "add worker second Concurrency=3 at=80,160 id=40".to_string(),
            format!("connect {} second id=30", doc.name(queue)),
        ]
    );
}

#[test]
fn what_no_run_can_see_has_no_line() {
    let doc = example("decoupling");
    let mut moved = doc.clone();
    let first = *doc.nodes.keys().next().expect("a node");
    apply(&mut moved, Edit::Move(vec![(first, 800, 800)])).expect("a move");
    apply(&mut moved, Edit::Title("Another".into())).expect("a title");
    assert_eq!(lines(&doc, &moved), Vec::<String>::new());
}
