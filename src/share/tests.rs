//! Settings of wires in links: of a design, and of what was done to a run.

use super::{Recording, decode, decode_moment, encode, encode_moment};
use crate::base::{NodeId, SimTime, WireId};
use crate::scenario::{Deed, Edit, Scenario, WireDoc, apply};
use crate::sim::{Input, Moment, Terms, Value};

const FILE: &str = r#"version = 1
[nodes.hub]
kind = "hub"
at = [0, 0]
[nodes.orders]
kind = "sqs-standard"
at = [320, 0]
[nodes.dead]
id = 7
kind = "sqs-standard"
at = [320, 320]
[[wires]]
join = "hub -> orders"
on = false
RawMessageDelivery = true
FilterPolicy = '{"kind": ["a"]}'
FilterPolicyScope = "MessageBody"
RedrivePolicy.deadLetterTargetArn = "dead"
MaximumBatchingWindow = 1.5
Offset = -7
[[wires]]
join = "hub -> dead"
StartingPosition = "TRIM"
[[steps]]
at = "1 s"
run = "fail hub"
"#;

fn design() -> Scenario {
    Scenario::from_toml(FILE).unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn a_link_keeps_what_is_set_for_wires() {
    let decoded = decode(&encode(&design())).expect("a link");
    assert_eq!(decoded.dropped, Vec::<String>::new());
    assert_eq!(decoded.scenario, design());
}

#[test]
fn a_damaged_link_keeps_the_wire_and_says_what_it_lost() {
    let link = encode(&design());
    let mut kept = 0;
    for length in 8..link.len() {
        let Ok(decoded) = decode(&link[..length]) else {
            continue;
        };
        assert!(!decoded.dropped.is_empty(), "a cut at {length} is said");
        kept = kept.max(decoded.scenario.wires.len());
        let again = decode(&encode(&decoded.scenario)).expect("what opened can be shared");
        assert_eq!(again.scenario, decoded.scenario, "a cut at {length}");
    }
    assert_eq!(kept, 2);
}

#[test]
fn settings_that_the_ends_refuse_are_dropped_and_the_wire_stays() {
    let mut doc = design();
    let other = NodeId(8);
    let mut node = doc.nodes[&NodeId(1)].clone();
    node.name = "other".into();
    doc.nodes.insert(other, node);
    let mut wire = WireDoc::between((NodeId(1), 1), (other, 0));
    wire.terms = Terms::new(&crate::nodes::bench::hub::SUBSCRIPTION);
    wire.terms
        .set("RawMessageDelivery", Value::Bool(true))
        .expect("a setting");
    doc.wires.insert(WireId(3), wire);
    let decoded = decode(&encode(&doc)).expect("a link");
    assert_eq!(decoded.scenario.wires.len(), 3);
    assert!(decoded.scenario.wires[&WireId(3)].terms.changed().is_empty());
    let said = decoded
        .dropped
        .iter()
        .any(|text| text.contains("takes no raw messages"));
    assert!(said, "{:?}", decoded.dropped);
}

fn recording(doc: &Scenario, deeds: Vec<Deed>) -> Recording {
    let moment = Moment {
        steps: 5,
        at: SimTime::from_secs(9),
    };
    Recording {
        began: doc.clone(),
        deeds: deeds.into_iter().map(|deed| (moment, deed)).collect(),
        moment,
        rate: Scenario::RATE,
        selection: (Vec::new(), Vec::new()),
        gaze: None,
    }
}

/// The wires that deeds of a link set, as they were read.
fn sent(doc: &Scenario, link: &WireDoc) -> Option<WireDoc> {
    let deed = Deed::Edit(vec![Input::Wire(WireId(1), link.clone())]);
    let read = decode_moment(&encode_moment(doc, &recording(doc, vec![deed]))).expect("a moment");
    let read = read.ok()?;
    match &read.deeds[0].1 {
        Deed::Edit(inputs) => match inputs.as_slice() {
            [Input::Wire(WireId(1), link)] => Some(link.clone()),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_moment_keeps_what_was_set_for_wires_during_the_run() {
    let mut doc = design();
    for (field, value) in [
        ("Offset", Value::Number(9)),
        ("FilterPolicy", Value::Text("{}".into())),
        ("RedrivePolicy.deadLetterTargetArn", Value::Node(None)),
    ] {
        let wire = WireId(1);
        let field = field.into();
        apply(&mut doc, Edit::SetTerm { wire, field, value }).expect("a possible value");
    }
    for link in doc.wires.values() {
        assert_eq!(sent(&design(), link).as_ref(), Some(link));
    }
    let mut plain = doc.wires[&WireId(1)].clone();
    plain.terms = Terms::new(plain.terms.spec());
    let read = sent(&design(), &plain).expect("a wire without settings");
    assert!(read.terms.changed().is_empty());
}

#[test]
fn nobody_can_send_settings_that_nobody_could_make() {
    let mut link = design().wires[&WireId(1)].clone();
    link.to = (NodeId(1), 0);
    assert_eq!(sent(&design(), &link), None, "a wire of a hub to itself");
    let mut link = design().wires[&WireId(1)].clone();
    let to = Value::Node(Some(NodeId(1)));
    link.terms
        .set("RedrivePolicy.deadLetterTargetArn", to)
        .expect("any node");
    assert_eq!(sent(&design(), &link), None, "a hub is no dead-letter queue");
}
