//! The grid, free places for what pops up, and what a marquee catches.

use super::{Point, Rect};

/// Cards sit on multiples of this many board pixels.
pub const GRID: i32 = 8;

/// The grid place nearest to a coordinate.
pub fn snap(value: f64) -> i32 {
    (value / f64::from(GRID)).round() as i32 * GRID
}

/// Which of the rectangles a marquee touches, by index.
pub fn marquee(area: Rect, rects: impl IntoIterator<Item = Rect>) -> Vec<usize> {
    let caught = |(index, rect): (usize, Rect)| area.touches(rect).then_some(index);
    rects.into_iter().enumerate().filter_map(caught).collect()
}

/// A place of this size beside `anchor` that covers none of the others: below it, above, right, left, or at a corner. It
/// lies inside of `within`; where no place is free it is the one that covers least.
pub fn free_spot(anchor: Rect, size: Point, gap: f64, others: &[Rect], within: Rect) -> Rect {
    let at = |x: f64, y: f64| Rect::new(x, y, size.x, size.y);
    let spots = [
        at(anchor.x, anchor.bottom() + gap),
        at(anchor.x, anchor.y - gap - size.y),
        at(anchor.right() + gap, anchor.y),
        at(anchor.x - gap - size.x, anchor.y),
        at(anchor.right() + gap, anchor.bottom() + gap),
        at(anchor.x - gap - size.x, anchor.bottom() + gap),
        at(anchor.right() + gap, anchor.y - gap - size.y),
    ];
    let covered = |spot: &Rect| -> f64 { others.iter().map(|other| other.shared_area(*spot)).sum() };
    let inside = spots.map(|spot| spot.moved_into(within));
    let free = |spot: &&Rect| !others.iter().any(|other| other.touches(**spot));
    let least = || inside.iter().min_by(|a, b| covered(a).total_cmp(&covered(b)));
    inside.iter().find(free).or_else(least).copied().unwrap_or(spots[0])
}
