use super::*;

fn face(name: &str, tone: Option<Tone>) -> Face {
    Face {
        name: name.into(),
        category: Category::Queues,
        icon: "M1 1",
        tone,
        absent: false,
    }
}

fn marks(view: Viewport) -> Vec<CardMark> {
    let board = Board::new(&pipeline(), |_| SHAPE);
    let faces = [
        (NodeId(1), face("web", None)),
        (NodeId(2), face("orders", Some(Tone::Bad))),
        (NodeId(3), face("worker", Some(Tone::Good))),
    ];
    let selection = Selection::node(NodeId(2));
    far_cards(&board, &faces.into(), &selection, view, SIZE)
}

fn at(x: f64, zoom: f64) -> Viewport {
    Viewport { x, y: 0.0, zoom }
}

#[test]
fn from_nearby_cards_are_elements_of_the_page_and_no_marks() {
    assert!(marks(at(0.0, FAR)).is_empty());
}

#[test]
fn from_far_away_each_card_in_view_is_a_mark_in_its_place() {
    let marks = marks(at(10.0, 0.25));
    let told: Vec<_> = marks
        .iter()
        .map(|mark| {
            (
                &*mark.face.name,
                mark.face.tone,
                mark.rect.x,
                mark.rect.w,
                mark.selected,
            )
        })
        .collect();
    // The fourth card has told nothing yet.
    let expected = [
        ("web", None, 10.0, 59.0, false),
        ("orders", Some(Tone::Bad), 90.0, 59.0, true),
        ("worker", Some(Tone::Good), 170.0, 59.0, false),
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_is_out_of_view_is_no_mark() {
    let marks = marks(at(-100.0, 0.25));
    let names: Vec<&str> = marks.iter().map(|mark| &*mark.face.name).collect();
    assert_eq!(names, ["orders", "worker"]);
}

#[test]
fn a_long_name_is_broken_between_its_words_and_shortened_only_in_the_second_line() {
    // Each letter is ten pixels wide.
    let lines = |name: &str, two: bool| name_lines(name, 80.0, two, |text| 10.0 * text.chars().count() as f64);
    assert_eq!(lines("orders", true), ["orders"]);
    assert_eq!(lines("orders.fifo", true), ["orders", ".fifo"]);
    assert_eq!(lines("fraud-check", true), ["fraud-", "check"]);
    assert_eq!(lines("only-the-very-bad-one", true), ["only-", "the-ver…"]);
    assert_eq!(lines("notifications", true), ["notific…"]);
    assert_eq!(lines("fraud-check", false), ["fraud-c…"]);
}
