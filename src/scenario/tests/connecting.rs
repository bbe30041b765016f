use super::{join, node, set};
use crate::base::NodeId;
use crate::scenario::{Edit, Scenario, WireDoc, apply};
use crate::sim::Value;

/// The refusal of a wire between ports of these names.
fn refusal(doc: &Scenario, from: (NodeId, &str), to: (NodeId, &str)) -> String {
    doc.connect(port(doc, from), port(doc, to))
        .expect_err("this can't be wired")
}

fn port(doc: &Scenario, (id, name): (NodeId, &str)) -> (NodeId, u8) {
    let spec = doc.nodes[&id].settings.spec();
    (id, spec.port(name).expect("a port of this name").0)
}

#[test]
fn a_producer_joins_a_queue_from_either_end() {
    let mut doc = Scenario::default();
    let (web, queue) = (node(&mut doc, "producer"), node(&mut doc, "sqs-standard"));
    let (out, into) = (port(&doc, (web, "out")), port(&doc, (queue, "in")));
    let wire = Ok(Edit::AddWire(doc.next_wire(), WireDoc::between(out, into)));
    assert_eq!(doc.connect(out, into), wire);
    assert_eq!(doc.connect(into, out), wire, "drawing backwards means the same");
}

#[test]
fn wires_that_cannot_be_say_why() {
    let mut doc = Scenario::default();
    let web = node(&mut doc, "producer");
    let queue = node(&mut doc, "sqs-standard");
    let other = node(&mut doc, "sqs-standard");
    let worker = node(&mut doc, "worker");
    join(&mut doc, web, queue);
    for (from, to, part) in [
        ((web, "out"), (queue, "in"), "wired already"),
        ((web, "out"), (worker, "in"), "Put a queue between"),
        ((queue, "out"), (other, "in"), "Put a worker between"),
        ((worker, "out"), (worker, "in"), "itself"),
        ((web, "out"), (worker, "out"), "Nothing enters"),
        ((queue, "in"), (other, "in"), "Nothing leaves"),
    ] {
        let sentence = refusal(&doc, from, to);
        assert!(sentence.contains(part), "{sentence:?} should say {part:?}");
    }
}

#[test]
fn drawing_to_a_dead_letter_queue_sets_the_redrive_policy() {
    let mut doc = Scenario::default();
    let (source, dead) = (node(&mut doc, "sqs-standard"), node(&mut doc, "sqs-standard"));
    let edit = doc.connect(port(&doc, (source, "dlq")), port(&doc, (dead, "in")));
    let field = "RedrivePolicy.deadLetterTargetArn".into();
    let value = Value::Node(Some(dead));
    assert_eq!(
        edit,
        Ok(Edit::Set {
            node: source,
            field,
            value
        })
    );
    assert!(refusal(&doc, (source, "dlq"), (source, "in")).contains("itself"));
}

/// SQS-110: the dead-letter queue has the same type as its source.
#[test]
fn a_fifo_queue_refuses_a_standard_dead_letter_queue() {
    let mut doc = Scenario::default();
    let (fifo, standard) = (node(&mut doc, "sqs-fifo"), node(&mut doc, "sqs-standard"));
    let other = node(&mut doc, "sqs-fifo");
    let sentence = refusal(&doc, (fifo, "dlq"), (standard, "in"));
    assert!(sentence.contains("SQS-110"), "{sentence}");
    assert!(refusal(&doc, (standard, "dlq"), (fifo, "in")).contains("SQS-110"));
    assert!(
        doc.connect(port(&doc, (fifo, "dlq")), port(&doc, (other, "in")))
            .is_ok()
    );
    let field = "RedrivePolicy.deadLetterTargetArn".into();
    let value = Value::Node(Some(standard));
    let set = Edit::Set {
        node: fifo,
        field,
        value,
    };
    assert!(apply(&mut doc, set).is_err(), "the inspector can't set it either");
}

#[test]
fn a_port_takes_no_more_wires_than_it_can() {
    let mut doc = Scenario::default();
    let worker = node(&mut doc, "worker");
    let most = doc.nodes[&worker]
        .settings
        .spec()
        .port("in")
        .expect("an in port")
        .1
        .max_wires;
    for _ in 0..most {
        let queue = node(&mut doc, "sqs-standard");
        join(&mut doc, queue, worker);
    }
    let queue = node(&mut doc, "sqs-standard");
    assert!(refusal(&doc, (queue, "out"), (worker, "in")).contains(&format!("at most {most}")));
}

/// SQS-010, SQS-011: names as AWS takes them.
#[test]
fn queues_take_the_names_that_aws_takes() {
    let mut doc = Scenario::default();
    let standard = node(&mut doc, "sqs-standard");
    let fifo = node(&mut doc, "sqs-fifo");
    assert_eq!(doc.name(standard), "queue");
    assert_eq!(doc.name(fifo), "queue.fifo");
    let mut rename = |id, name: &str| apply(&mut doc, Edit::Rename(id, name.into())).map_err(|error| error.to_string());
    assert!(rename(standard, &"a".repeat(80)).is_ok());
    assert!(rename(fifo, &format!("{}.fifo", "a".repeat(75))).is_ok());
    for (id, name) in [
        (standard, "a/b".to_string()),
        (standard, String::new()),
        (standard, "a".repeat(81)),
        (standard, "grün".into()),
        (standard, "orders.fifo".into()),
        (fifo, "orders".into()),
        (fifo, ".fifo".into()),
        (fifo, format!("{}.fifo", "a".repeat(76))),
    ] {
        assert!(rename(id, &name).is_err(), "{name:?}");
    }
    assert!(rename(fifo, "orders").is_err_and(|text| text.contains("Try \"orders.fifo\"")));
}

#[test]
fn a_taken_name_gets_a_number() {
    let mut doc = Scenario::default();
    let ids: Vec<NodeId> = (0..3).map(|_| node(&mut doc, "sqs-standard")).collect();
    let names: Vec<&str> = ids.iter().map(|id| doc.name(*id)).collect();
    assert_eq!(names, ["queue", "queue-2", "queue-3"]);
    let error = apply(&mut doc, Edit::Rename(ids[0], "queue-2".into())).expect_err("the name is taken");
    assert!(error.to_string().contains("Try \"queue-4\""), "{error}");
    set(&mut doc, ids[0], "VisibilityTimeout", 60);
}
