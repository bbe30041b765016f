mod draw;
mod examples;
mod far;
mod journey;
mod look;
mod terms;
mod wiring;

use super::*;
use crate::base::{MessageId, NodeId, Ratio, SimDuration, WireId};
use crate::geometry::{CardShape, Point, Viewport};
use crate::scenario::{Area, AreaKind, NodeDoc, Scenario, WireDoc};
use crate::session::{Flow, Route, Selection, Traveller};
use crate::sim::{
    Category, Change, FieldSpec, FieldType, Flow as Way, Initial, Measures, NodeSpec, PortSpec, Settings, Speaks, Tone,
    Unit, Value,
};
use std::collections::BTreeSet;

const fn port(name: &'static str, flow: Way, speaks: Speaks) -> PortSpec {
    PortSpec::new(name, name, flow, speaks).at_most(100)
}

const fn field(name: &'static str, ty: FieldType, initial: Initial) -> FieldSpec {
    let (group, unit, help, rule, command) = ("", Unit::None, "", "", "");
    FieldSpec {
        name,
        group,
        unit,
        ty,
        initial,
        help,
        rule,
        change: Change::Live,
        command,
        valid: |_| Ok(()),
    }
}

const fn spec(kind: &'static str, ports: &'static [PortSpec], fields: &'static [FieldSpec]) -> NodeSpec {
    NodeSpec {
        kind,
        code: 0,
        label: kind,
        subtitle: kind,
        category: Category::Queues,
        icon: "",
        summary: "",
        keywords: "",
        base_name: kind,
        name_suffix: "",
        ports,
        fields,
        measures: Measures::NONE,
        metrics: &[],
        rules: &[],
        fidelity: &[],
        buttons: &[],
        service: "",
    }
}

static SOURCE: NodeSpec = spec("source", &[port("out", Way::Out, Speaks::Put)], &[]);
static QUEUE: NodeSpec = spec(
    "queue",
    &[
        port("in", Way::In, Speaks::Put),
        port("out", Way::Out, Speaks::Take),
        port("dlq", Way::Out, Speaks::Reference("Dead")),
    ],
    &[
        field("Dead", FieldType::Node(&["queue"]), Initial::Nothing),
        field(
            "RedrivePolicy.maxReceiveCount",
            FieldType::whole(1, 1_000),
            Initial::Number(3),
        ),
    ],
);
static WORKER: NodeSpec = spec("worker", &[port("in", Way::In, Speaks::Take)], &[]);

const SIZE: Point = Point::new(1_000.0, 700.0);
const SHAPE: CardShape = CardShape {
    lanes: 1,
    bar: false,
    spark: false,
    figures: true,
};

fn node(spec: &'static NodeSpec, name: &str, x: i32, y: i32) -> NodeDoc {
    NodeDoc {
        name: name.into(),
        x,
        y,
        settings: Settings::new(spec),
    }
}

/// A source (1) sends to a queue (2), which a worker (3) polls; the queue names another queue (4) as its dead-letter queue.
fn pipeline() -> Scenario {
    let mut doc = Scenario::default();
    doc.nodes.insert(NodeId(1), node(&SOURCE, "web", 0, 0));
    doc.nodes.insert(NodeId(2), node(&QUEUE, "orders", 320, 0));
    doc.nodes.insert(NodeId(3), node(&WORKER, "worker", 640, 0));
    doc.nodes.insert(NodeId(4), node(&QUEUE, "dead", 320, 240));
    doc.wires
        .insert(WireId(1), WireDoc::between((NodeId(1), 0), (NodeId(2), 0)));
    doc.wires
        .insert(WireId(2), WireDoc::between((NodeId(2), 1), (NodeId(3), 0)));
    let queue = doc.nodes.get_mut(&NodeId(2)).expect("it was put there");
    queue
        .settings
        .set("Dead", Value::Node(Some(NodeId(4))))
        .expect("a queue may be named");
    doc
}

fn draw(doc: &Scenario, flow: &Flow, view: Viewport, still: bool) -> DrawList {
    let board = Board::new(doc, |_| SHAPE);
    let selection = Selection::wire(WireId(2));
    let input = SceneInput {
        board: &board,
        laid: 0,
        flow,
        selection: &selection,
        view,
        size: SIZE,
        hovered: None,
        wiring: None,
        still,
    };
    draw_list(&input, &mut KeptBackdrop::default())
}

fn travelling(count: u64, wire: WireId, from: NodeId) -> Flow {
    let one = |n: u64| Traveller {
        message: MessageId(n + 1),
        route: Route::Wire(wire),
        from,
        progress: (n * 65_535 / count.max(1)) as u16,
        tint: (n % 3) as u32,
    };
    Flow {
        travellers: (0..count).map(one).collect(),
        rates: vec![(Route::Wire(wire), count as u32 * 2)],
        total: count as usize,
    }
}

fn texts(list: &DrawList) -> Vec<&str> {
    list.labels.iter().map(|label| label.text.as_str()).collect()
}
