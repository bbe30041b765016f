//! Engine throughput: messages a second from a producer through a queue to four workers, linear cost, bytes a message,
//! and seeking in a long history.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use decouple::base::{NodeId, SimTime};
use decouple::nodes::{World, kind};
use decouple::scenario::{Deed, Edit, NodeDoc, Scenario, apply};
use decouple::sim::{Outcome, Settings, Timeline, Value};
use std::hint::black_box;

fn add(doc: &mut Scenario, kind_name: &str, name: &str, values: &[(&str, Value)]) -> NodeId {
    let spec = kind(kind_name).expect("a registered kind");
    let mut settings = Settings::new(spec);
    for (field, value) in values {
        settings.set(field, value.clone()).expect("a value in range");
    }
    let id = doc.next_node();
    apply(
        doc,
        Edit::AddNode(
            id,
            NodeDoc {
                name: name.into(),
                x: 0,
                y: 0,
                settings,
            },
        ),
    )
    .expect("a free name");
    id
}

/// Producer (Poisson) to a standard queue to four workers with exponential service times at 80 % load, as in the comparison with
/// other simulators: `messages` messages, nothing batched.
fn line(messages: i64, poll: i64) -> Scenario {
    let mut doc = Scenario {
        seed: 7,
        ..Scenario::default()
    };
    let rate = Value::Number(1_000_000);
    let web = add(
        &mut doc,
        "producer",
        "web",
        &[
            ("Pattern", Value::Choice(1)),
            ("Rate", rate),
            ("Count", Value::Number(messages)),
            ("Body", Value::Text("hello".into())),
        ],
    );
    let queue = add(&mut doc, "sqs-standard", "orders", &[]);
    connect(&mut doc, (web, 0), (queue, 0));
    for index in 0..4 {
        let work = [
            ("Work", Value::Number(3)),
            ("WorkDistribution", Value::Choice(2)),
            ("MaxNumberOfMessages", Value::Number(poll)),
        ];
        let worker = add(&mut doc, "worker", &format!("worker-{index}"), &work);
        connect(&mut doc, (queue, 1), (worker, 0));
    }
    doc
}

fn connect(doc: &mut Scenario, from: (NodeId, u8), to: (NodeId, u8)) {
    let edit = doc.connect(from, to).expect("a wire that fits");
    apply(doc, edit).expect("a wire that fits");
}

fn run(mut world: World, recording: bool) -> World {
    world.trace_mut().set_recording(recording);
    while world.advance(SimTime::from_secs(100_000), u64::MAX).outcome == Outcome::Budget {}
    world
}

fn throughput(c: &mut Criterion) {
    let mut group = c.benchmark_group("producer → queue → 4 workers");
    group.sample_size(10);
    for messages in [10_000, 100_000, 1_000_000] {
        group.throughput(Throughput::Elements(messages as u64));
        for (name, recording) in [("trace off", false), ("trace on", true)] {
            let world = line(messages, 1).world();
            group.bench_with_input(BenchmarkId::new(name, messages), &world, |b, world| {
                b.iter(|| black_box(run(world.clone(), recording)).ledger().made);
            });
        }
    }
    group.throughput(Throughput::Elements(100_000));
    let world = line(100_000, 10).world();
    group.bench_function("trace off, batches of 10", |b| {
        b.iter(|| run(world.clone(), false).ledger().made)
    });
    group.finish();
}

fn seeking(c: &mut Criterion) {
    let doc = line(9_000, 1);
    let mut timeline: Timeline<_, Deed> = Timeline::new(doc.world(), doc.program());
    while timeline.world().trace().len() < 100_000 && timeline.step() {}
    let end = timeline.moment();
    println!(
        "history: {} events, {} steps",
        timeline.world().trace().len(),
        end.steps
    );
    let mut at = 0u64;
    c.bench_function("seek to a random moment in a history of 100,000 events", |b| {
        b.iter(|| {
            at = decouple::base::mix(at + 1);
            timeline.seek_step(at % end.steps);
            timeline.moment()
        });
    });
}

criterion_group!(benches, throughput, seeking);
criterion_main!(benches);
