use super::*;

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
