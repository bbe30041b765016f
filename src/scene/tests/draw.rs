use super::*;
use crate::scenario::{Course, WireLook};
use std::rc::Rc;

/// Both ends of a course.
fn ends(curve: &ScreenCurve) -> (Point, Point) {
    match curve {
        ScreenCurve::Smooth(points) => (points[0], points[3]),
        ScreenCurve::Steps(corners) => (corners[0], corners[corners.len() - 1]),
    }
}

#[test]
fn a_wire_looks_as_someone_wants_it_and_says_its_label_first() {
    let mut doc = pipeline();
    let look = WireLook {
        label: "new orders".into(),
        course: Course::Stepped,
        dashed: true,
    };
    doc.looks.insert(WireId(1), look);
    if let Some(wire) = doc.wires.get_mut(&WireId(1)) {
        wire.latency = SimDuration::from_millis(20);
    }
    let list = draw(&doc, &Flow::default(), Viewport::default(), false);
    let middle = SHAPE.height() / 2.0;
    assert!(list.backdrop.wires[0].dashed && !list.backdrop.wires[1].dashed);
    assert!(matches!(list.backdrop.wires[0].curve, ScreenCurve::Steps(_)));
    let between = (Point::new(236.0, middle), Point::new(320.0, middle));
    assert_eq!(ends(&list.backdrop.wires[0].curve), between);
    // 84 pixels lie between the cards: 18 letters don't fit in them.
    assert!(texts(&list).contains(&"new orders…"), "{:?}", texts(&list));
    doc.looks.clear();
    let list = draw(&doc, &Flow::default(), Viewport::default(), false);
    assert!(texts(&list).contains(&"20 ms"));
}

#[test]
fn wires_run_from_port_to_port_and_a_dead_letter_queue_is_a_dashed_line() {
    let list = draw(&pipeline(), &Flow::default(), Viewport::default(), false);
    assert_eq!(list.backdrop.wires.len(), 3);
    let first = &list.backdrop.wires[0];
    let middle = SHAPE.height() / 2.0;
    assert_eq!(
        ends(&first.curve),
        (Point::new(236.0, middle), Point::new(320.0, middle))
    );
    assert_eq!(first.arrow.1, Point::new(1.0, 0.0));
    assert_eq!(
        list.backdrop
            .wires
            .iter()
            .map(|wire| wire.reference)
            .collect::<Vec<_>>(),
        [false, false, true]
    );
    assert_eq!(
        list.backdrop.wires.iter().map(|wire| wire.selected).collect::<Vec<_>>(),
        [false, true, false]
    );
    assert_eq!(
        ends(&list.backdrop.wires[2].curve).1,
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
    assert_eq!(texts(&list), ["40 ms…", "cut", "after 3 receives"]);
    assert_eq!(list.labels[1].role, LabelRole::Cut);
    assert!(!list.backdrop.wires[1].on);
}

#[test]
fn what_is_far_out_of_view_is_not_drawn() {
    let away = Viewport {
        x: 5_000.0,
        y: 0.0,
        zoom: 1.0,
    };
    let list = draw(&pipeline(), &travelling(5, WireId(1), NodeId(1)), away, false);
    assert!(list.backdrop.wires.is_empty() && list.traffic.tokens.is_empty() && list.labels.is_empty());
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
    assert!(texts(&many).contains(&"18"));
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
            .insert(NodeId(2 * n + 1), node(&SOURCE, &format!("s{n}"), 0, n as i32 * 20));
        doc.nodes
            .insert(NodeId(2 * n + 2), node(&QUEUE, &format!("q{n}"), 1_500, n as i32 * 20));
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

/// So many pairs of a source and a queue with three messages between them.
fn pairs(count: u32) -> (Scenario, Flow) {
    let (mut doc, mut flow) = (Scenario::default(), Flow::default());
    for n in 0..count {
        let (source, queue, y) = (NodeId(2 * n + 1), NodeId(2 * n + 2), n as i32 * 4);
        doc.nodes.insert(source, node(&SOURCE, &format!("s{n}"), 0, y));
        doc.nodes.insert(queue, node(&QUEUE, &format!("q{n}"), 4_000, y));
        doc.wires.insert(WireId(n), WireDoc::between((source, 0), (queue, 0)));
        let mut three = travelling(3, WireId(n), source).travellers;
        let numbers = three.iter_mut().zip(u64::from(3 * n + 1)..);
        numbers.for_each(|(traveller, number)| traveller.message = MessageId(number));
        flow.travellers.extend(three);
    }
    flow.total = flow.travellers.len();
    (doc, flow)
}

#[test]
fn few_messages_on_each_of_a_thousand_wires_are_thinned_out_and_counted_together() {
    let (doc, flow) = pairs(1_000);
    let all = Viewport {
        zoom: 0.1,
        ..Viewport::default()
    };
    let list = draw(&doc, &flow, all, false);
    assert!(list.bands.is_empty(), "bands of three messages would hide the wires");
    let drawn = list.traffic.tokens.len();
    assert!((1_300..=1_700).contains(&drawn), "about one in two of 3,000: {drawn}");
    assert_eq!(texts(&list), ["3,000 messages under way, one in 2 drawn"]);
}

#[test]
fn few_messages_on_few_wires_are_all_drawn() {
    let (doc, flow) = pairs(600);
    let all = Viewport {
        zoom: 0.1,
        ..Viewport::default()
    };
    let list = draw(&doc, &flow, all, false);
    assert_eq!((list.traffic.tokens.len(), list.traffic.one_in), (1_800, 1));
}

#[test]
fn wires_are_made_again_only_when_they_look_different() {
    let (doc, selection) = (pipeline(), Selection::default());
    let board = Board::new(&doc, |_| SHAPE);
    let (none, some) = (Flow::default(), travelling(5, WireId(1), NodeId(1)));
    let input = SceneInput {
        board: &board,
        laid: 1,
        flow: &none,
        selection: &selection,
        view: Viewport::default(),
        size: SIZE,
        hovered: None,
        wiring: None,
        still: false,
    };
    let mut kept = KeptBackdrop::default();
    let first = draw_list(&input, &mut kept).backdrop;
    let moving = SceneInput { flow: &some, ..input };
    assert!(Rc::ptr_eq(&first, &draw_list(&moving, &mut kept).backdrop));
    let chosen = Selection::wire(WireId(1));
    let panned = input.view.panned(Point::new(8.0, 0.0));
    for other in [
        SceneInput { view: panned, ..input },
        SceneInput { laid: 2, ..input },
        SceneInput {
            selection: &chosen,
            ..input
        },
        SceneInput {
            hovered: Some(WireRef::Wire(WireId(1))),
            ..input
        },
    ] {
        assert!(!Rc::ptr_eq(&first, &draw_list(&other, &mut kept.clone()).backdrop));
    }
}

#[test]
fn a_list_that_was_cut_short_is_shown_as_rates() {
    let mut flow = travelling(5, WireId(1), NodeId(1));
    (flow.total, flow.rates) = (90_000, vec![(Route::Wire(WireId(1)), 225_000)]);
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
fn boxes_lie_behind_the_larger_ones_first() {
    let mut doc = pipeline();
    let area = Area {
        name: "us-east-1".into(),
        kind: AreaKind::Region,
        x: 300,
        y: -40,
        w: 400,
        h: 400,
    };
    assert_eq!(area_caption(&area), "us-east-1 · region");
    let zone = Area {
        kind: AreaKind::Zone,
        w: 200,
        ..area.clone()
    };
    doc.areas.insert(1, zone);
    doc.areas.insert(2, area);
    let list = draw(&doc, &Flow::default(), Viewport::default(), false);
    let kinds: Vec<(AreaKind, f64)> = list
        .backdrop
        .areas
        .iter()
        .map(|area| (area.kind, area.rect.w))
        .collect();
    assert_eq!(kinds, [(AreaKind::Region, 400.0), (AreaKind::Zone, 200.0)]);
}

#[test]
fn where_wires_are_too_short_for_words_the_sum_is_said_above_the_board() {
    let far = Viewport {
        x: 0.0,
        y: 0.0,
        zoom: 0.2,
    };
    let list = draw(&pipeline(), &travelling(620, WireId(1), NodeId(1)), far, false);
    assert_eq!(texts(&list), ["620 messages under way"]);
}
