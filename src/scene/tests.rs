use super::*;
use crate::base::{MessageId, NodeId, Ratio, SimDuration, WireId};
use crate::geometry::{CardShape, Point, Viewport};
use crate::scenario::{Area, AreaKind, NodeDoc, Scenario, WireDoc};
use crate::session::{Flow, Selection, Traveller};
use crate::sim::{
    Category, Change, FieldSpec, FieldType, Flow as Way, Initial, NodeSpec, PortSpec, Settings, Speaks, Unit, Value,
};
use std::collections::BTreeSet;

const fn port(name: &'static str, flow: Way, speaks: Speaks) -> PortSpec {
    PortSpec {
        name,
        label: name,
        flow,
        speaks,
        max_wires: 100,
    }
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
    draw_list(&SceneInput {
        board: &board,
        flow,
        selection: &selection,
        view,
        size: SIZE,
        hovered: None,
        wiring: None,
        still,
    })
}

fn travelling(count: u64, wire: WireId, from: NodeId) -> Flow {
    let one = |n: u64| Traveller {
        message: MessageId(n + 1),
        wire,
        from,
        progress: (n * 65_535 / count.max(1)) as u16,
        tint: (n % 3) as u32,
    };
    Flow {
        travellers: (0..count).map(one).collect(),
        rates: vec![(wire, count as u32 * 2)],
        total: count as usize,
    }
}

fn texts(list: &DrawList) -> Vec<&str> {
    list.labels.iter().map(|label| label.text.as_str()).collect()
}

#[test]
fn one_identity_always_looks_the_same_and_groups_look_apart() {
    assert_eq!(Look::of(77), Look::of(77));
    let looks: BTreeSet<Look> = (0..2_000).map(Look::of).collect();
    assert_eq!(looks.len(), 48, "every shape comes in every colour");
    assert!(looks.iter().all(|look| look.hue < HUES));
}

#[test]
fn a_look_names_its_colour_as_the_style_sheets_do() {
    assert_eq!(
        Look {
            shape: Shape::Circle,
            hue: 0
        }
        .colour(),
        "var(--t1)"
    );
    assert_eq!(
        Look {
            shape: Shape::Star,
            hue: 7
        }
        .colour(),
        "var(--t8)"
    );
}

#[test]
fn a_shape_is_a_closed_path_around_its_middle() {
    let centre = Point::new(10.0, 20.0);
    assert_eq!(
        Shape::Diamond.path(centre, 5.0),
        "M10.00 14.00L16.00 20.00L10.00 26.00L4.00 20.00Z"
    );
    for shape in Shape::ALL {
        assert!(shape.path(centre, 5.0).ends_with('Z'), "{}", shape.name());
    }
}

#[test]
fn wires_run_from_port_to_port_and_a_dead_letter_queue_is_a_dashed_line() {
    let list = draw(&pipeline(), &Flow::default(), Viewport::default(), false);
    assert_eq!(list.wires.len(), 3);
    let first = &list.wires[0];
    let middle = SHAPE.height() / 2.0;
    assert_eq!(
        (first.curve[0], first.curve[3]),
        (Point::new(236.0, middle), Point::new(320.0, middle))
    );
    assert_eq!(first.arrow.1, Point::new(1.0, 0.0));
    assert_eq!(
        list.wires.iter().map(|wire| wire.reference).collect::<Vec<_>>(),
        [false, false, true]
    );
    assert_eq!(
        list.wires.iter().map(|wire| wire.selected).collect::<Vec<_>>(),
        [false, true, false]
    );
    assert_eq!(
        list.wires[2].curve[3],
        Point::new(438.0, 240.0),
        "it ends at the top of the card below"
    );
    assert_eq!(texts(&list), ["after 3 receives"]);
}

#[test]
fn a_wire_says_what_is_special_about_it() {
    let mut doc = pipeline();
    let slow = WireDoc {
        latency: SimDuration::from_millis(40),
        loss: Ratio(20_000),
        ..WireDoc::between((NodeId(1), 0), (NodeId(2), 0))
    };
    doc.wires.insert(WireId(1), slow);
    let cut = WireDoc {
        on: false,
        ..doc.wires[&WireId(2)].clone()
    };
    doc.wires.insert(WireId(2), cut);
    let list = draw(&doc, &Flow::default(), Viewport::default(), false);
    assert_eq!(texts(&list), ["40 ms · 2% lost", "cut", "after 3 receives"]);
    assert_eq!(list.labels[1].role, LabelRole::Cut);
    assert!(!list.wires[1].on);
}

#[test]
fn what_is_far_out_of_view_is_not_drawn() {
    let away = Viewport {
        x: 5_000.0,
        y: 0.0,
        zoom: 1.0,
    };
    let list = draw(&pipeline(), &travelling(5, WireId(1), NodeId(1)), away, false);
    assert!(list.wires.is_empty() && list.traffic.tokens.is_empty() && list.labels.is_empty());
    assert_eq!(list.traffic.total, 5, "but it is counted");
}

#[test]
fn a_token_is_where_its_message_is() {
    let mut flow = travelling(1, WireId(1), NodeId(1));
    flow.travellers[0].progress = 32_768;
    let list = draw(
        &pipeline(),
        &flow,
        Viewport {
            x: 100.0,
            y: 0.0,
            zoom: 2.0,
        },
        false,
    );
    let token = list.traffic.tokens[0];
    assert!(token.at.distance(Point::new(278.0 * 2.0 + 100.0, SHAPE.height())) < 1.0);
    assert_eq!(token.look, Look::of(0));
    flow.travellers[0] = Traveller {
        from: NodeId(2),
        progress: 0,
        ..flow.travellers[0]
    };
    let back = draw(&pipeline(), &flow, Viewport::default(), false);
    assert!(
        back.traffic.tokens[0]
            .at
            .distance(Point::new(320.0, SHAPE.height() / 2.0))
            < 1.0,
        "backwards it starts at the end"
    );
}

#[test]
fn tokens_that_would_cover_each_other_become_a_band_with_a_number() {
    // 84 px of wire hold seven tokens of 12 px side by side, so ten can be told apart and twelve or more can't.
    let few = draw(
        &pipeline(),
        &travelling(10, WireId(1), NodeId(1)),
        Viewport::default(),
        false,
    );
    assert_eq!((few.traffic.tokens.len(), few.bands.len()), (10, 0));
    let many = draw(
        &pipeline(),
        &travelling(18, WireId(1), NodeId(1)),
        Viewport::default(),
        false,
    );
    assert_eq!((many.traffic.tokens.len(), many.bands.len()), (0, 1));
    assert!(texts(&many).contains(&"18 under way"));
    assert_eq!(many.bands[0].0.weave.len(), 3, "it is woven of the three colours");
    let most = draw(
        &pipeline(),
        &travelling(620, WireId(1), NodeId(1)),
        Viewport::default(),
        false,
    );
    assert!(texts(&most).contains(&"1,240/s"));
    assert!(most.bands[0].0.thickness > many.bands[0].0.thickness);
}

#[test]
fn there_are_never_more_than_two_thousand_single_tokens() {
    let mut doc = Scenario::default();
    let mut flow = Flow::default();
    for n in 0..30u32 {
        doc.nodes
            .insert(NodeId(2 * n + 1), node(&SOURCE, &format!("s{n}"), 0, n as i32 * 8));
        doc.nodes
            .insert(NodeId(2 * n + 2), node(&QUEUE, &format!("q{n}"), 4_000, n as i32 * 8));
        doc.wires.insert(
            WireId(n),
            WireDoc::between((NodeId(2 * n + 1), 0), (NodeId(2 * n + 2), 0)),
        );
        let more = travelling(100, WireId(n), NodeId(2 * n + 1));
        flow.travellers.extend(more.travellers);
        flow.rates.extend(more.rates);
        flow.total += 100;
    }
    let list = draw(&doc, &flow, Viewport::default(), false);
    assert_eq!(list.traffic.tokens.len(), 2_000);
    assert_eq!(list.bands.len(), 10);
    let counted = texts(&list).iter().filter(|text| **text == "100 under way").count();
    assert_eq!(list.traffic.tokens.len() + counted * 100, list.traffic.total);
}

#[test]
fn a_list_that_was_cut_short_is_shown_as_rates() {
    let mut flow = travelling(5, WireId(1), NodeId(1));
    (flow.total, flow.rates) = (90_000, vec![(WireId(1), 225_000)]);
    let list = draw(&pipeline(), &flow, Viewport::default(), false);
    assert!(list.traffic.tokens.is_empty());
    assert!(texts(&list).contains(&"225,000/s"));
}

#[test]
fn without_motion_a_counter_stands_for_the_tokens() {
    let list = draw(
        &pipeline(),
        &travelling(3, WireId(2), NodeId(2)),
        Viewport::default(),
        true,
    );
    assert!(list.traffic.tokens.is_empty() && list.bands.is_empty());
    assert!(texts(&list).contains(&"3 under way"));
}

#[test]
fn boxes_lie_behind_with_their_captions() {
    let mut doc = pipeline();
    let area = Area {
        name: "us-east-1".into(),
        kind: AreaKind::Region,
        x: 300,
        y: -40,
        w: 400,
        h: 400,
    };
    doc.areas.insert(1, area);
    let list = draw(&doc, &Flow::default(), Viewport::default(), false);
    assert_eq!(list.areas[0].text, "us-east-1 · region");
    assert_eq!(list.areas[0].rect.w, 400.0);
}

#[test]
fn a_point_finds_the_card_the_port_and_the_wire_under_it() {
    let board = Board::new(&pipeline(), |_| SHAPE);
    let middle = SHAPE.height() / 2.0;
    assert_eq!(board.node_at(Point::new(330.0, 10.0)), Some(NodeId(2)));
    assert_eq!(board.node_at(Point::new(300.0, 10.0)), None);
    assert_eq!(
        board.port_at(Point::new(326.0, middle + 3.0), 12.0),
        Some((NodeId(2), 0))
    );
    assert_eq!(
        board.wire_at(Point::new(280.0, middle + 4.0), 8.0),
        Some(WireRef::Wire(WireId(1)))
    );
    assert_eq!(board.wire_at(Point::new(280.0, middle + 30.0), 8.0), None);
    let bounds = board.bounds().expect("there are cards");
    assert_eq!(
        (bounds.x, bounds.right(), bounds.bottom()),
        (0.0, 876.0, 240.0 + SHAPE.height())
    );
}

#[test]
fn a_wire_being_drawn_knows_where_it_may_end_and_why_not_elsewhere() {
    let mut doc = pipeline();
    doc.wires.clear();
    let board = Board::new(&doc, |_| SHAPE);
    let mut wiring = Wiring::begin(&doc, &board, (NodeId(1), 0));
    assert_eq!(wiring.targets, [(NodeId(2), 0), (NodeId(4), 0)]);
    wiring.reach(&doc, &board, Point::new(322.0, SHAPE.height() / 2.0), 12.0);
    assert_eq!((wiring.over, wiring.refusal.as_str()), (Some((NodeId(2), 0)), ""));
    wiring.reach(&doc, &board, Point::new(760.0, 20.0), 12.0);
    assert_eq!(wiring.over, Some((NodeId(3), 0)), "anywhere on the card counts");
    assert_eq!(wiring.refusal, "web sends, but worker polls. Put a queue between.");
    wiring.reach(&doc, &board, Point::new(600.0, 600.0), 12.0);
    assert_eq!((wiring.over, wiring.refusal.as_str()), (None, ""));
}

#[test]
fn by_keyboard_the_legal_targets_take_turns() {
    let mut doc = pipeline();
    doc.wires.clear();
    let board = Board::new(&doc, |_| SHAPE);
    let mut wiring = Wiring::begin(&doc, &board, (NodeId(1), 0));
    let mut visited = Vec::new();
    for _ in 0..3 {
        let next = wiring.next_target(false);
        wiring.aim(&doc, next);
        visited.push(next.map(|end| end.0.0));
    }
    assert_eq!(visited, [Some(2), Some(4), Some(2)]);
    assert_eq!(wiring.next_target(true), Some((NodeId(4), 0)));
}

#[test]
fn a_dead_letter_queue_is_chosen_by_drawing_to_any_card_that_may_be_one() {
    let doc = pipeline();
    let board = Board::new(&doc, |_| SHAPE);
    let mut wiring = Wiring::begin(&doc, &board, (NodeId(2), 2));
    assert_eq!(wiring.targets, [(NodeId(4), 0)]);
    wiring.reach(&doc, &board, Point::new(20.0, 20.0), 12.0);
    assert!(
        wiring.refusal.starts_with("Dead of a queue must be a queue"),
        "{}",
        wiring.refusal
    );
}
