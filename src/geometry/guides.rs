//! Guide lines: while something is dragged it is drawn to the edges and middles of its neighbours.

use super::{Point, Rect};

/// A line along which two things stand.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Guide {
    /// One end, in board pixels.
    pub from: Point,
    /// The other end.
    pub to: Point,
}

/// How far what is dragged should still move to stand in line with a neighbour, and the lines to show then. Nothing
/// further away than `reach` draws it. Steps are those of the grid, so lines that it can't reach are not offered.
pub fn guides(moving: Rect, others: &[Rect], reach: f64, grid: f64) -> (Point, Vec<Guide>) {
    let across = |rect: &Rect| [rect.x, rect.centre().x, rect.right()];
    let down = |rect: &Rect| [rect.y, rect.centre().y, rect.bottom()];
    let near = |shift: f64| shift.abs() <= reach && (shift / grid).fract().abs() < 1e-6;
    let nearest = |lines: &dyn Fn(&Rect) -> [f64; 3]| {
        let own = lines(&moving);
        let shifts = others
            .iter()
            .flat_map(|other| lines(other).into_iter().zip(own).map(|(there, here)| there - here));
        shifts
            .filter(|shift| near(*shift))
            .min_by(|a, b| a.abs().total_cmp(&b.abs()))
            .unwrap_or(0.0)
    };
    let shift = Point::new(nearest(&across), nearest(&down));
    let placed = Rect::new(moving.x + shift.x, moving.y + shift.y, moving.w, moving.h);
    let mut lines = Vec::new();
    for other in others {
        let span = placed.union(*other);
        let in_line = |a: [f64; 3], b: [f64; 3]| a.into_iter().zip(b).find(|(a, b)| (a - b).abs() < 0.5);
        if let Some((x, _)) = in_line(across(&placed), across(other)) {
            lines.push(Guide {
                from: Point::new(x, span.y),
                to: Point::new(x, span.bottom()),
            });
        }
        if let Some((y, _)) = in_line(down(&placed), down(other)) {
            lines.push(Guide {
                from: Point::new(span.x, y),
                to: Point::new(span.right(), y),
            });
        }
    }
    (shift, longest(lines))
}

/// One line for each place: the longest.
fn longest(lines: Vec<Guide>) -> Vec<Guide> {
    let mut kept: Vec<Guide> = Vec::new();
    for line in lines {
        let upright = line.from.x == line.to.x;
        let same = |other: &&mut Guide| {
            let other_upright = other.from.x == other.to.x;
            upright == other_upright
                && if upright {
                    other.from.x == line.from.x
                } else {
                    other.from.y == line.from.y
                }
        };
        match kept.iter_mut().find(same) {
            Some(other) => {
                let both = Rect::spanning(other.from, other.to).union(Rect::spanning(line.from, line.to));
                *other = Guide {
                    from: Point::new(both.x, both.y),
                    to: Point::new(both.right(), both.bottom()),
                };
            }
            None => kept.push(line),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_drawn_to_the_edge_of_its_neighbour_and_a_line_shows_it() {
        let moving = Rect::new(8.0, 200.0, 236.0, 100.0);
        let neighbour = Rect::new(0.0, 0.0, 236.0, 100.0);
        let (shift, lines) = guides(moving, &[neighbour], 10.0, 8.0);
        assert_eq!(shift, Point::new(-8.0, 0.0));
        let left = Guide {
            from: Point::new(0.0, 0.0),
            to: Point::new(0.0, 300.0),
        };
        assert_eq!(lines, vec![left]);
    }

    #[test]
    fn what_is_far_away_or_off_the_grid_draws_nothing() {
        let moving = Rect::new(40.0, 200.0, 236.0, 100.0);
        let far = Rect::new(0.0, 0.0, 236.0, 100.0);
        assert_eq!(guides(moving, &[far], 10.0, 8.0), (Point::default(), Vec::new()));
        let odd = Rect::new(37.0, 0.0, 236.0, 100.0);
        assert_eq!(guides(moving, &[odd], 10.0, 8.0).0, Point::default());
    }
}
