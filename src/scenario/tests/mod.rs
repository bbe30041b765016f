//! What a person who draws, writes or undoes sees of the document.

mod connecting;
mod drawing;
mod editing;
mod faults;
mod lines;
mod running;
mod terms;
mod writing;

use super::{Edit, NodeDoc, Scenario, apply};
use crate::base::NodeId;
use crate::sim::{Settings, Value};

/// A node of this kind under its automatic name.
pub fn node(doc: &mut Scenario, kind: &str) -> NodeId {
    let spec = crate::nodes::kind(kind).expect("a known kind");
    let id = doc.next_node();
    let name = doc.auto_name(spec);
    let added = NodeDoc {
        name,
        x: 0,
        y: 0,
        settings: Settings::new(spec),
    };
    apply(doc, Edit::AddNode(id, added)).expect("a possible node");
    id
}

/// Sets a number.
pub fn set(doc: &mut Scenario, node: NodeId, field: &str, number: i64) {
    let value = Value::Number(number);
    let edit = Edit::Set {
        node,
        field: field.into(),
        value,
    };
    apply(doc, edit).expect("a possible value");
}

/// A wire by the names of nodes.
pub fn join(doc: &mut Scenario, from: NodeId, to: NodeId) {
    let (out, into) = super::sole_ports(doc, from, to).expect("one way to wire them");
    let edit = doc.connect((from, out), (to, into)).expect("a possible wire");
    apply(doc, edit).expect("a possible wire");
}

/// A producer, a queue with a dead-letter queue, a worker.
pub fn small_shop() -> Scenario {
    let mut doc = Scenario {
        title: "A small shop".into(),
        about: "Two lines,\nwith \"quotes\" and a \\.".into(),
        seed: u64::MAX,
        rate: 250,
        ..Scenario::default()
    };
    let web = node(&mut doc, "producer");
    let orders = node(&mut doc, "sqs-standard");
    let dead = node(&mut doc, "sqs-standard");
    let worker = node(&mut doc, "worker");
    for (id, name, x) in [
        (web, "web", 16),
        (orders, "orders", 304),
        (dead, "orders-dlq", 304),
        (worker, "worker-a", 600),
    ] {
        apply(&mut doc, Edit::Rename(id, name.into())).expect("a possible name");
        apply(&mut doc, Edit::Move(vec![(id, x, -168)])).expect("a known node");
    }
    set(&mut doc, orders, "VisibilityTimeout", 45);
    join(&mut doc, web, orders);
    join(&mut doc, orders, worker);
    let field: std::rc::Rc<str> = "RedrivePolicy.deadLetterTargetArn".into();
    let value = Value::Node(Some(dead));
    apply(
        &mut doc,
        Edit::Set {
            node: orders,
            field,
            value,
        },
    )
    .expect("a possible reference");
    doc
}
