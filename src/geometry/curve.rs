//! The course of a wire: one cubic Bézier, or straight pieces with right angles, with a table of lengths so that tokens run along it at an even pace.

use super::{Point, Rect, Side};

/// Into how many straight pieces a curve is measured. Tokens are 12 px wide, so finer would not show.
const PIECES: usize = 24;

/// A wire's curve in board coordinates.
#[derive(Clone, PartialEq, Debug)]
pub struct Curve {
    /// Where it starts.
    pub start: Point,
    /// Pulls at the start.
    pub pull_start: Point,
    /// Pulls at the end.
    pub pull_end: Point,
    /// Where it ends.
    pub end: Point,
    /// The corners of a stepped course from start to end; empty for a smooth one.
    pub corners: Vec<Point>,
    points: [Point; PIECES + 1],
    lengths: [f64; PIECES + 1],
}

/// So far a stepped course leaves a card before it turns, in pixels.
const STUB: f64 = 24.0;

impl Curve {
    /// The shortest way.
    pub fn straight(start: Point, end: Point) -> Curve {
        Curve::new(start, start.towards(end, 1.0 / 3.0), start.towards(end, 2.0 / 3.0), end)
    }

    /// From one port to another with right angles.
    pub fn stepped(start: Point, from: Side, end: Point, to: Side) -> Curve {
        let (out, back) = (from.outwards(), to.outwards());
        let (a, b) = (start + out * STUB, end + back * STUB);
        let (upright, ahead) = (out.x == 0.0, (b.x - a.x) * out.x + (b.y - a.y) * out.y);
        let middle = a.towards(b, 0.5);
        // Ahead it turns half way; behind it goes round between the two.
        let across = (ahead >= 0.0) != upright;
        let (c, d) = if across {
            (Point::new(middle.x, a.y), Point::new(middle.x, b.y))
        } else {
            (Point::new(a.x, middle.y), Point::new(b.x, middle.y))
        };
        let mut corners = vec![start, a, c, d, b, end];
        corners.dedup();
        let mut curve = Curve::new(start, c, d, end);
        for piece in 0..=PIECES {
            curve.points[piece] = corners[piece.min(corners.len() - 1)];
            let before = curve.points[piece.saturating_sub(1)];
            let length = curve.lengths[piece.saturating_sub(1)];
            curve.lengths[piece] = if piece == 0 {
                0.0
            } else {
                length + before.distance(curve.points[piece])
            };
        }
        curve.corners = corners;
        curve
    }

    /// From one port to another, leaving each card at a right angle to its side.
    pub fn between(start: Point, from: Side, end: Point, to: Side) -> Curve {
        let gap = end - start;
        let (out, back) = (from.outwards(), to.outwards());
        // Behind its start a wire swings out further, so that it does not run through its own card.
        let ahead = gap.x * out.x + gap.y * out.y;
        let reach = if ahead >= 0.0 {
            (ahead * 0.5).max(start.distance(end) * 0.25)
        } else {
            start.distance(end) * 0.6
        };
        let reach = reach.clamp(18.0, 260.0);
        Curve::new(start, start + out * reach, end + back * reach, end)
    }

    fn new(start: Point, pull_start: Point, pull_end: Point, end: Point) -> Curve {
        let mut points = [start; PIECES + 1];
        let mut lengths = [0.0; PIECES + 1];
        for piece in 1..=PIECES {
            points[piece] = bezier(start, pull_start, pull_end, end, piece as f64 / PIECES as f64);
            lengths[piece] = lengths[piece - 1] + points[piece - 1].distance(points[piece]);
        }
        Curve {
            start,
            pull_start,
            pull_end,
            end,
            corners: Vec::new(),
            points,
            lengths,
        }
    }

    /// How long it is, in board pixels.
    pub fn length(&self) -> f64 {
        self.lengths[PIECES]
    }

    /// The point after a share of its length: 0 is the start, 1 the end.
    pub fn at(&self, share: f64) -> Point {
        let wanted = share.clamp(0.0, 1.0) * self.length();
        let piece = self.lengths.partition_point(|length| *length < wanted).clamp(1, PIECES);
        let (before, after) = (self.lengths[piece - 1], self.lengths[piece]);
        let t = if after > before {
            (wanted - before) / (after - before)
        } else {
            0.0
        };
        self.points[piece - 1].towards(self.points[piece], t)
    }

    /// The direction it runs in after a share of its length, one pixel long.
    pub fn direction(&self, share: f64) -> Point {
        let (a, b) = (self.at((share - 0.02).max(0.0)), self.at((share + 0.02).min(1.0)));
        let length = a.distance(b);
        if length > 0.0 {
            (b - a) * (1.0 / length)
        } else {
            Point::new(1.0, 0.0)
        }
    }

    /// How far a point is from it.
    pub fn distance(&self, point: Point) -> f64 {
        self.points
            .windows(2)
            .map(|pair| segment_distance(pair[0], pair[1], point))
            .fold(f64::INFINITY, f64::min)
    }

    /// A rectangle around all of it.
    pub fn bounds(&self) -> Rect {
        let corners = self.corners.iter().map(|corner| Rect::spanning(*corner, *corner));
        let ends = Rect::spanning(self.start, self.end).union(Rect::spanning(self.pull_start, self.pull_end));
        corners.fold(ends, Rect::union)
    }
}

fn bezier(a: Point, b: Point, c: Point, d: Point, t: f64) -> Point {
    let u = 1.0 - t;
    a * (u * u * u) + b * (3.0 * u * u * t) + c * (3.0 * u * t * t) + d * (t * t * t)
}

fn segment_distance(a: Point, b: Point, point: Point) -> f64 {
    let along = b - a;
    let square = along.x * along.x + along.y * along.y;
    if square == 0.0 {
        return a.distance(point);
    }
    let rel = point - a;
    let t = ((rel.x * along.x + rel.y * along.y) / square).clamp(0.0, 1.0);
    a.towards(b, t).distance(point)
}
