//! Frames with handles: boxes and notes are taken at their edges and pulled larger or smaller.

use super::{Point, Rect};

/// A place on the edge of a frame: -1, 0 or 1 for left, middle or right, and for top, middle or bottom; never both 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grip {
    /// Left, middle or right.
    pub x: i8,
    /// Top, middle or bottom.
    pub y: i8,
}

impl Grip {
    /// All, corners first: they win where they are near to the others.
    pub const ALL: [Grip; 8] = [
        Grip { x: -1, y: -1 },
        Grip { x: 1, y: -1 },
        Grip { x: 1, y: 1 },
        Grip { x: -1, y: 1 },
        Grip { x: 0, y: -1 },
        Grip { x: 1, y: 0 },
        Grip { x: 0, y: 1 },
        Grip { x: -1, y: 0 },
    ];

    /// Its place on a frame.
    pub fn on(self, frame: Rect) -> Point {
        let share = |side: i8| (f64::from(side) + 1.0) / 2.0;
        Point::new(frame.x + frame.w * share(self.x), frame.y + frame.h * share(self.y))
    }

    /// The grip of a frame that is nearest to a point, within a distance.
    pub fn at(frame: Rect, point: Point, within: f64) -> Option<Grip> {
        Grip::ALL
            .into_iter()
            .find(|grip| grip.on(frame).distance(point) <= within)
    }

    /// The frame after its grip was pulled; it keeps at least this size and the opposite edge its place.
    pub fn pulled(self, frame: Rect, by: Point, least: Point) -> Rect {
        let (x, w) = pulled_edge(self.x, frame.x, frame.w, by.x, least.x);
        let (y, h) = pulled_edge(self.y, frame.y, frame.h, by.y, least.y);
        Rect::new(x, y, w, h)
    }

    /// The style sheet's word for the pointer over it.
    pub const fn cursor(self) -> &'static str {
        match (self.x, self.y) {
            (0, _) => "ns-resize",
            (_, 0) => "ew-resize",
            (-1, -1) | (1, 1) => "nwse-resize",
            _ => "nesw-resize",
        }
    }
}

fn pulled_edge(side: i8, at: f64, size: f64, by: f64, least: f64) -> (f64, f64) {
    match side {
        -1 => {
            let size_now = (size - by).max(least);
            (at + size - size_now, size_now)
        }
        0 => (at, size),
        _ => (at, (size + by).max(least)),
    }
}

impl Rect {
    /// Whether a point lies on the edge, within a distance on either side.
    pub fn edge_contains(self, point: Point, within: f64) -> bool {
        let inner = Rect::new(
            self.x + within,
            self.y + within,
            (self.w - 2.0 * within).max(0.0),
            (self.h - 2.0 * within).max(0.0),
        );
        self.grown(within).contains(point) && !inner.contains(point)
    }

    /// Whether another rectangle lies wholly within.
    pub fn holds(self, other: Rect) -> bool {
        other.x >= self.x && other.y >= self.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corner_pulls_two_edges_and_the_opposite_corner_stays() {
        let frame = Rect::new(0.0, 0.0, 100.0, 80.0);
        let least = Point::new(16.0, 16.0);
        let grip = Grip { x: -1, y: -1 };
        assert_eq!(
            grip.pulled(frame, Point::new(-20.0, 10.0), least),
            Rect::new(-20.0, 10.0, 120.0, 70.0)
        );
        assert_eq!(
            grip.pulled(frame, Point::new(500.0, 500.0), least),
            Rect::new(84.0, 64.0, 16.0, 16.0)
        );
        let right = Grip { x: 1, y: 0 };
        assert_eq!(
            right.pulled(frame, Point::new(-20.0, 50.0), least),
            Rect::new(0.0, 0.0, 80.0, 80.0)
        );
    }

    #[test]
    fn corners_are_found_before_edges() {
        let frame = Rect::new(0.0, 0.0, 20.0, 20.0);
        assert_eq!(Grip::at(frame, Point::new(18.0, 19.0), 12.0), Some(Grip { x: 1, y: 1 }));
        assert_eq!(Grip::at(frame, Point::new(60.0, 19.0), 12.0), None);
    }

    #[test]
    fn a_frame_is_taken_at_its_edge_and_not_inside() {
        let frame = Rect::new(0.0, 0.0, 100.0, 100.0);
        assert!(frame.edge_contains(Point::new(3.0, 50.0), 6.0));
        assert!(frame.edge_contains(Point::new(-3.0, 50.0), 6.0));
        assert!(!frame.edge_contains(Point::new(50.0, 50.0), 6.0));
    }
}
