use super::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.5
}

#[test]
fn a_point_on_screen_and_on_the_board_are_one_place() {
    let view = Viewport {
        x: 30.0,
        y: -10.0,
        zoom: 2.0,
    };
    assert_eq!(view.to_screen(Point::new(5.0, 7.0)), Point::new(40.0, 4.0));
    assert_eq!(view.to_world(Point::new(40.0, 4.0)), Point::new(5.0, 7.0));
    assert_eq!(view.seen(Point::new(200.0, 100.0)), Rect::new(-15.0, 5.0, 100.0, 50.0));
}

#[test]
fn zooming_keeps_what_is_under_the_pointer_in_place() {
    let view = Viewport {
        x: 12.0,
        y: 34.0,
        zoom: 0.8,
    };
    let pointer = Point::new(400.0, 300.0);
    let closer = view.zoomed_at(pointer, 1.5);
    assert!(near(closer.zoom, 1.2));
    let (before, after) = (view.to_world(pointer), closer.to_world(pointer));
    assert!(before.distance(after) < 1e-9);
}

#[test]
fn zooming_ends_at_a_tenth_and_at_three_times() {
    let view = Viewport::default();
    assert_eq!(view.zoomed_at(Point::default(), 1_000.0).zoom, 3.0);
    assert_eq!(view.zoomed_at(Point::default(), 0.000_1).zoom, 0.1);
}

#[test]
fn fit_shows_everything_with_room_around_it() {
    let bounds = Rect::new(-100.0, 50.0, 2_000.0, 500.0);
    let (size, padding) = (Point::new(1_000.0, 600.0), 50.0);
    let shown = Viewport::fitting(bounds, size, padding).rect_to_screen(bounds);
    assert!(near(shown.x, 50.0) && near(shown.right(), 950.0));
    assert!(shown.y >= 50.0 && shown.bottom() <= 550.0);
    assert!(near(shown.centre().y, 300.0));
}

#[test]
fn fit_does_not_blow_up_a_single_card() {
    let view = Viewport::fitting(Rect::new(0.0, 0.0, 236.0, 100.0), Point::new(1_000.0, 800.0), 40.0);
    assert_eq!(view.percent(), 100);
}

#[test]
fn a_card_grows_with_what_it_shows() {
    let bare = CardShape::default();
    let full = CardShape {
        lanes: 3,
        bar: false,
        spark: false,
        figures: true,
    };
    assert_eq!(bare.height(), 52.0);
    assert_eq!(full.height(), 52.0 + 3.0 * 24.0 + 6.0 + 36.0);
    assert_eq!(CardShape { spark: true, ..full }.height(), full.height() + 28.0);
    assert_eq!(full.rect(8.0, 16.0).w, 236.0);
}

#[test]
fn ports_are_spread_over_their_side() {
    let card = Rect::new(100.0, 100.0, 236.0, 120.0);
    assert_eq!(card.port(Side::Left, 0, 1), Point::new(100.0, 160.0));
    assert_eq!(card.port(Side::Right, 0, 2), Point::new(336.0, 140.0));
    assert_eq!(card.port(Side::Right, 1, 2), Point::new(336.0, 180.0));
    assert_eq!(card.port(Side::Bottom, 0, 1), Point::new(218.0, 220.0));
}

#[test]
fn a_token_runs_along_its_wire_at_an_even_pace() {
    let curve = Curve::between(Point::new(0.0, 0.0), Side::Right, Point::new(300.0, 120.0), Side::Left);
    let step = curve.length() / 10.0;
    for tenth in 0..10 {
        let (here, there) = (curve.at(f64::from(tenth) / 10.0), curve.at(f64::from(tenth + 1) / 10.0));
        assert!((here.distance(there) - step).abs() < step * 0.05, "tenth {tenth}");
    }
    assert_eq!(curve.at(0.0), curve.start);
    assert!(curve.at(1.0).distance(curve.end) < 1e-9);
}

#[test]
fn a_straight_wire_is_as_long_as_its_ends_are_apart() {
    let curve = Curve::between(Point::new(0.0, 50.0), Side::Right, Point::new(200.0, 50.0), Side::Left);
    assert!(near(curve.length(), 200.0));
    assert!(near(curve.at(0.5).x, 100.0));
    assert!(curve.direction(0.5).distance(Point::new(1.0, 0.0)) < 1e-9);
}

#[test]
fn a_click_near_a_wire_hits_it_and_one_beside_it_does_not() {
    let curve = Curve::between(Point::new(0.0, 0.0), Side::Right, Point::new(200.0, 0.0), Side::Left);
    assert!(curve.distance(Point::new(100.0, 5.0)) < 6.0);
    assert!(curve.distance(Point::new(100.0, 20.0)) > 15.0);
    assert!(curve.distance(Point::new(230.0, 0.0)) > 25.0);
}

#[test]
fn a_wire_that_goes_back_swings_out_of_its_card_first() {
    let curve = Curve::between(Point::new(236.0, 60.0), Side::Right, Point::new(0.0, 60.0), Side::Left);
    assert!(curve.at(0.1).x > 236.0);
    assert!(curve.at(0.9).x < 0.0);
}

#[test]
fn cards_snap_to_the_grid() {
    assert_eq!((snap(11.9), snap(12.1), snap(-5.0), snap(0.0)), (8, 16, -8, 0));
}

#[test]
fn a_marquee_catches_what_it_touches() {
    let cards = [
        Rect::new(0.0, 0.0, 10.0, 10.0),
        Rect::new(50.0, 0.0, 10.0, 10.0),
        Rect::new(20.0, 20.0, 5.0, 5.0),
    ];
    let area = Rect::spanning(Point::new(22.0, 30.0), Point::new(5.0, 5.0));
    assert_eq!(marquee(area, cards), [0, 2]);
}

#[test]
fn a_note_finds_a_place_that_covers_no_card() {
    let card = Rect::new(0.0, 0.0, 236.0, 100.0);
    let below = Rect::new(0.0, 110.0, 236.0, 100.0);
    let size = Point::new(260.0, 90.0);
    let board = Rect::new(-500.0, -500.0, 1_500.0, 1_500.0);
    let spot = |others: &[Rect], within: Rect| free_spot(card, size, 12.0, others, within);
    assert_eq!(spot(&[card], board), Rect::new(0.0, 112.0, 260.0, 90.0));
    assert_eq!(spot(&[card, below], board), Rect::new(0.0, -102.0, 260.0, 90.0));
    // Above the card nothing is in view: it goes to the right.
    let low = Rect::new(-10.0, -20.0, 800.0, 220.0);
    assert_eq!(spot(&[card, below], low), Rect::new(248.0, 0.0, 260.0, 90.0));
    // Beside the card there is no room: it covers as little as can be, and is in view.
    let narrow = Rect::new(0.0, 0.0, 280.0, 160.0);
    let covering = spot(&[card], narrow);
    assert!(
        narrow.holds(covering) && covering.shared_area(card) <= 236.0 * 30.0,
        "{covering:?}"
    );
}

#[test]
fn a_stepped_wire_turns_at_right_angles_and_tokens_keep_their_pace() {
    for end in [
        Point::new(400.0, 160.0),
        Point::new(-300.0, 90.0),
        Point::new(300.0, 0.0),
    ] {
        let curve = Curve::stepped(Point::default(), Side::Right, end, Side::Left);
        for pair in curve.corners.windows(2) {
            assert!(pair[0].x == pair[1].x || pair[0].y == pair[1].y, "{pair:?}");
        }
        assert_eq!(curve.at(1.0), end);
        let sum: f64 = curve.corners.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
        assert!(near(curve.length(), sum));
        assert!(curve.corners.iter().all(|corner| curve.bounds().contains(*corner)));
    }
}

#[test]
fn a_straight_course_is_the_shortest_way() {
    let curve = Curve::straight(Point::new(10.0, 10.0), Point::new(40.0, 50.0));
    assert!(near(curve.length(), 50.0));
    assert!(curve.distance(Point::new(25.0, 30.0)) < 1e-9);
}

#[test]
fn a_minimap_shows_the_board_and_the_screen_and_knows_its_way_back() {
    let board = Rect::new(0.0, 0.0, 2_000.0, 500.0);
    let seen = Rect::new(-1_000.0, 0.0, 1_000.0, 500.0);
    let map = MiniMap::new(board, seen, Point::new(316.0, 116.0), 8.0);
    let (nodes, frame) = (map.mark(board), map.mark(seen));
    assert_eq!((frame.x, frame.w, nodes.x, nodes.right()), (8.0, 100.0, 108.0, 308.0));
    assert_eq!(map.to_world(Point::new(108.0, 33.0)), Point::new(0.0, 0.0));
    let dot = map.mark(Rect::new(0.0, 0.0, 1.0, 1.0));
    assert_eq!((dot.w, dot.h), (2.0, 2.0), "nothing is too small to see");
}

#[test]
fn a_view_moves_as_little_as_needed_to_show_something() {
    let (view, size) = (Viewport::default(), Point::new(800.0, 600.0));
    assert_eq!(view.revealing(Rect::new(100.0, 100.0, 200.0, 100.0), size, 20.0), None);
    let moved = view.revealing(Rect::new(700.0, -50.0, 200.0, 100.0), size, 20.0);
    assert_eq!(moved, Some(view.panned(Point::new(-120.0, 70.0))));
    let larger = view.revealing(Rect::new(100.0, 100.0, 2_000.0, 100.0), size, 20.0);
    assert_eq!(
        larger,
        Some(view.panned(Point::new(-80.0, 0.0))),
        "what is too wide shows its beginning"
    );
}

#[test]
fn halfway_between_two_views_the_fixed_point_has_not_moved() {
    let (view, fixed) = (Viewport::default(), Point::new(300.0, 200.0));
    let other = view.zoomed_at(fixed, 2.0);
    let half = view.towards(other, 0.5);
    assert_eq!((half.zoom, half.to_world(fixed)), (1.5, view.to_world(fixed)));
    assert_eq!(
        view.centred(Point::new(10.0, 10.0), Point::new(100.0, 100.0))
            .to_world(Point::new(50.0, 50.0)),
        Point::new(10.0, 10.0)
    );
}
