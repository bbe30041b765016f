//! How long links are, and how fast they are made and opened.

use criterion::{Criterion, criterion_group, criterion_main};
use decouple::share::{decode, encode};
use std::hint::black_box;

#[path = "../tests/designs/mod.rs"]
mod designs;

fn links(criterion: &mut Criterion) {
    for (nodes, most) in [(10, 300), (50, 1_444)] {
        let doc = designs::web_shop(nodes);
        let link = encode(&doc);
        println!("link of {nodes} nodes: {} characters of at most {most}", link.len());
        criterion.bench_function(&format!("encode {nodes} nodes"), |bench| {
            bench.iter(|| encode(black_box(&doc)))
        });
        criterion.bench_function(&format!("decode {nodes} nodes"), |bench| {
            bench.iter(|| decode(black_box(&link)))
        });
    }
}

criterion_group!(benches, links);
criterion_main!(benches);
