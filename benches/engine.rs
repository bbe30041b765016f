//! Engine throughput: messages a second from a producer through a queue to four workers, linear cost, bytes a message,
//! and seeking in a long history.

use criterion::measurement::{Measurement, WallTime};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use decouple::base::SimTime;
use decouple::nodes::World;
use decouple::scenario::Deed;
use decouple::session::{Action, Session};
use decouple::sim::{EventId, Outcome, Timeline};
use std::hint::black_box;
use std::time::Duration;

#[path = "../tests/designs/mod.rs"]
mod designs;

use designs::line;

/// Every line is done by then: a million messages at a thousand a second.
const END: SimTime = SimTime::from_secs(1_010);

fn run(mut world: World, recording: bool) -> World {
    world.trace_mut().set_recording(recording);
    while world.advance(END, u64::MAX).outcome == Outcome::Budget {}
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

/// What a person waits for: 1,000 random moments, each with its picture ready to draw.
fn scrubbing(_: &mut Criterion) {
    let mut session = Session::new(line(9_000, 1));
    session.dispatch(Action::SeekEvent(EventId(100_000)));
    let end = session.now();
    let mut waits: Vec<Duration> = (1..=1_000u64)
        .map(|number| {
            let at = SimTime(decouple::base::mix(number) % end.0);
            let began = WallTime.start();
            session.dispatch(Action::Seek(at));
            black_box(session.flow(12_000));
            WallTime.end(began)
        })
        .collect();
    waits.sort_unstable();
    println!(
        "scrub to 1,000 random moments of {} events: median {:.1?}, p95 {:.1?}, longest {:.1?}",
        100_000, waits[500], waits[950], waits[999]
    );
    assert!(
        waits[950] < Duration::from_millis(100),
        "a moment takes too long to reach"
    );
}

criterion_group!(benches, throughput, seeking, scrubbing);
criterion_main!(benches);
