//! Making the list of marks for one frame: 200 nodes, 10,000 messages under way.

use criterion::{Criterion, criterion_group, criterion_main};
use decouple::base::{MessageId, NodeId, WireId};
use decouple::geometry::{CardShape, Point, Viewport};
use decouple::nodes::kind;
use decouple::scenario::{NodeDoc, Scenario, WireDoc};
use decouple::scene::{Board, KeptBackdrop, SceneInput, draw_list};
use decouple::session::{Flow, Route, Selection, Traveller};
use decouple::sim::Settings;
use std::hint::black_box;

const PAIRS: u32 = 100;
const TOKENS: u64 = 10_000;

fn document() -> Scenario {
    let mut doc = Scenario::default();
    for pair in 0..PAIRS {
        let place = |side: i32| ((pair % 10) as i32 * 720 + side * 440, (pair / 10) as i32 * 240);
        for (side, name) in [(0, "producer"), (1, "sqs-standard")] {
            let ((x, y), spec) = (place(side), kind(name).expect("a registered kind"));
            let node = NodeDoc {
                name: format!("{name}-{pair}").into(),
                x,
                y,
                settings: Settings::new(spec),
            };
            doc.nodes.insert(NodeId(2 * pair + side as u32 + 1), node);
        }
        let link = WireDoc::between((NodeId(2 * pair + 1), 0), (NodeId(2 * pair + 2), 0));
        doc.wires.insert(WireId(pair), link);
    }
    doc
}

fn flow() -> Flow {
    let traveller = |n: u64| Traveller {
        message: MessageId(n + 1),
        route: Route::Wire(WireId((n % u64::from(PAIRS)) as u32)),
        from: NodeId(2 * (n % u64::from(PAIRS)) as u32 + 1),
        progress: (n * 6_553 % 65_536) as u16,
        tint: (n % 40) as u32,
    };
    Flow {
        travellers: (0..TOKENS).map(traveller).collect(),
        rates: (0..PAIRS).map(|wire| (Route::Wire(WireId(wire)), 100)).collect(),
        total: TOKENS as usize,
    }
}

fn scene(criterion: &mut Criterion) {
    let (doc, flow, selection) = (document(), flow(), Selection::default());
    let shape = CardShape {
        lanes: 3,
        bar: false,
        spark: true,
        figures: true,
    };
    criterion.bench_function("scene/board of 200 nodes", |bench| {
        bench.iter(|| Board::new(black_box(&doc), |_| shape))
    });
    let board = Board::new(&doc, |_| shape);
    let size = Point::new(1_440.0, 900.0);
    let all = board.bounds().expect("there are nodes");
    for (name, view) in [
        ("everything", Viewport::fitting(all, size, 40.0)),
        ("a corner", Viewport::default()),
    ] {
        let input = SceneInput {
            board: &board,
            laid: 0,
            flow: &flow,
            selection: &selection,
            view,
            size,
            hovered: None,
            wiring: None,
            still: false,
        };
        criterion.bench_function(&format!("scene/10,000 messages, {name} in view"), |bench| {
            let mut kept = KeptBackdrop::default();
            bench.iter(|| draw_list(black_box(&input), &mut kept));
        });
    }
}

criterion_group!(benches, scene);
criterion_main!(benches);
