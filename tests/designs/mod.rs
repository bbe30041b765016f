//! Designs for measuring: links, throughput, memory. Each user of this file takes what it needs.
#![allow(dead_code, reason = "each bench uses another design")]

use decouple::base::NodeId;
use decouple::scenario::{Edit, NodeDoc, Scenario, apply};
use decouple::sim::{Settings, Value};

const SUBJECTS: [&str; 10] = [
    "orders",
    "payments",
    "invoices",
    "shipping",
    "emails",
    "returns",
    "stock-updates",
    "fraud-check",
    "Newsletter",
    "clickstream",
];

fn add(doc: &mut Scenario, kind: &str, name: String, at: (i32, i32), settings: &[(&str, Value)]) -> NodeId {
    let spec = decouple::nodes::kind(kind).expect("a known kind");
    let id = doc.next_node();
    let mut own = Settings::new(spec);
    for (field, value) in settings {
        own.set(field, value.clone()).expect("a possible value");
    }
    let node = NodeDoc {
        name: name.into(),
        x: at.0,
        y: at.1,
        settings: own,
    };
    apply(doc, Edit::AddNode(id, node)).expect("a possible node");
    id
}

fn join(doc: &mut Scenario, from: NodeId, to: NodeId) {
    let (out, into) = decouple::scenario::sole_ports(doc, from, to).expect("one way to wire them");
    let edit = doc.connect((from, out), (to, into)).expect("a possible wire");
    apply(doc, edit).expect("a possible wire");
}

/// A shop of five nodes for each subject: a producer, a queue with its dead-letter queue, two workers; own names, a few
/// settings each, a seed and a title.
pub fn web_shop(nodes: usize) -> Scenario {
    let mut doc = Scenario {
        title: "Web shop".into(),
        seed: 48_611,
        rate: 500,
        ..Scenario::default()
    };
    let number = Value::Number;
    for (row, subject) in (0i32..).zip(SUBJECTS.iter().take(nodes / 5)) {
        let y = 40 + row * 264;
        let more = i64::from(row);
        let settings = [("Rate", number(2_000 + 500 * more)), ("Count", number(100 + 50 * more))];
        let producer = add(&mut doc, "producer", format!("{subject}-api"), (40, y + 32), &settings);
        let settings = [("MessageRetentionPeriod", number(1_209_600))];
        let dead = add(
            &mut doc,
            "sqs-standard",
            format!("{subject}-dlq"),
            (368, y + 144),
            &settings,
        );
        let settings = [
            ("VisibilityTimeout", number(45 + 5 * more)),
            ("ReceiveMessageWaitTimeSeconds", number(20)),
            ("RedrivePolicy.deadLetterTargetArn", Value::Node(Some(dead))),
            ("RedrivePolicy.maxReceiveCount", number(4 + more)),
        ];
        let queue = add(&mut doc, "sqs-standard", subject.to_string(), (368, y), &settings);
        join(&mut doc, producer, queue);
        for worker in 0..2i32 {
            let settings = [
                ("Work", number(1_500 + 250 * more)),
                ("Concurrency", number(2 + more)),
                ("FailureRate", number(1 + i64::from(worker))),
            ];
            let name = format!("{subject}-worker-{}", ["a", "b"][worker as usize]);
            let id = add(
                &mut doc,
                "worker",
                name,
                (696 + 16 * worker, y - 16 + worker * 136),
                &settings,
            );
            join(&mut doc, queue, id);
        }
    }
    doc
}

/// A producer (Poisson), a standard queue and four workers with exponential service times at 75 % load, nothing batched unless
/// `poll` is more than 1: the line that other simulators are compared with.
pub fn line(messages: i64, poll: i64) -> Scenario {
    let mut doc = Scenario {
        seed: 7,
        ..Scenario::default()
    };
    let source = [
        ("Pattern", Value::Choice(1)),
        ("Rate", Value::Number(1_000_000)),
        ("Count", Value::Number(messages)),
        ("Body", Value::Text("hello".into())),
    ];
    let web = add(&mut doc, "producer", "web".into(), (0, 0), &source);
    let queue = add(&mut doc, "sqs-standard", "orders".into(), (320, 0), &[]);
    join(&mut doc, web, queue);
    for index in 0..4 {
        let work = [
            ("Work", Value::Number(3)),
            ("WorkDistribution", Value::Choice(2)),
            ("MaxNumberOfMessages", Value::Number(poll)),
        ];
        let worker = add(&mut doc, "worker", format!("worker-{index}"), (640, index * 160), &work);
        join(&mut doc, queue, worker);
    }
    doc
}

/// A producer at a constant rate, a standard queue and two workers who have no trouble to follow, for as long as one likes.
pub fn steady(per_second: i64) -> Scenario {
    let mut doc = Scenario::default();
    let source = [("Rate", Value::Number(1_000 * per_second))];
    let web = add(&mut doc, "producer", "web".into(), (0, 0), &source);
    let queue = add(&mut doc, "sqs-standard", "orders".into(), (320, 0), &[]);
    join(&mut doc, web, queue);
    for index in 0..2 {
        let work = [
            ("Work", Value::Number(10)),
            ("MaxNumberOfMessages", Value::Number(10)),
            ("Concurrency", Value::Number(4)),
        ];
        let worker = add(&mut doc, "worker", format!("worker-{index}"), (640, index * 160), &work);
        join(&mut doc, queue, worker);
    }
    doc
}
