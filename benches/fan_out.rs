//! What one delivery of a topic costs, at 10, 100 and 1,000 subscribed queues: it should not depend on how many there are.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use decouple::base::{NodeId, SimDuration, WireId};
use decouple::nodes::service::call;
use decouple::nodes::{World, kind};
use decouple::sim::{Input, Link, Location, Settings};
use serde_json::json;
use std::hint::black_box;

/// Publishes of one round.
const ROUND: u64 = 10;

fn world(queues: u32) -> World {
    let mut world = World::new(7, SimDuration::ZERO, SimDuration::ZERO);
    world.trace_mut().set_recording(false);
    let nodes = std::iter::once((0, "sns-standard")).chain((1..=queues).map(|id| (id, "sqs-standard")));
    for (id, of) in nodes {
        let add = Input::Add {
            id: NodeId(id),
            name: format!("node-{id}").into(),
            settings: Settings::new(kind(of).expect("a kind")),
            place: Location::default(),
        };
        world.apply(add).expect("a new node");
    }
    for id in 1..=queues {
        let link = Link::between((NodeId(0), 1), (NodeId(id), 0));
        world.apply(Input::Wire(WireId(id), link)).expect("a wire");
    }
    for id in 0..=queues {
        world.apply(Input::Start(NodeId(id))).expect("a node");
    }
    world.advance(world.now(), u64::MAX);
    world
}

fn fan_out(c: &mut Criterion) {
    let mut group = c.benchmark_group("delivery of a topic");
    group.sample_size(20);
    for queues in [10, 100, 1_000] {
        let world = world(queues);
        group.throughput(Throughput::Elements(u64::from(queues) * ROUND));
        group.bench_with_input(BenchmarkId::from_parameter(queues), &world, |b, world| {
            b.iter_batched_ref(
                || world.clone(),
                |world| {
                    for _ in 0..ROUND {
                        let input = json!({ "TopicArn": "node-0", "Message": "hello" });
                        black_box(call(world, "sns", "Publish", input)).expect("an accepted publish");
                        world.advance(world.now(), u64::MAX);
                    }
                },
                criterion::BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, fan_out);
criterion_main!(benches);
