//! How a message looks: a shape and a colour from its identity, the same on wires, in lanes, in lists and in the legend.

use crate::base::mix;
use crate::geometry::Point;

/// How many colours there are; style sheets know them as `--t1` to `--t8`.
pub const HUES: u8 = 8;

/// The outline of a token.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Shape {
    /// Round.
    Circle,
    /// Four sides, upright.
    Square,
    /// Three sides.
    Triangle,
    /// Four sides, on a corner.
    Diamond,
    /// Six sides.
    Hexagon,
    /// Five rays.
    Star,
}

impl Shape {
    /// All of them.
    pub const ALL: [Shape; 6] = [
        Shape::Circle,
        Shape::Square,
        Shape::Triangle,
        Shape::Diamond,
        Shape::Hexagon,
        Shape::Star,
    ];

    /// The word for people who can't see it.
    pub const fn name(self) -> &'static str {
        match self {
            Shape::Circle => "circle",
            Shape::Square => "square",
            Shape::Triangle => "triangle",
            Shape::Diamond => "diamond",
            Shape::Hexagon => "hexagon",
            Shape::Star => "star",
        }
    }

    /// The corners around the origin, for a token as wide as a circle of radius 1; a circle has none.
    pub const fn corners(self) -> &'static [(f64, f64)] {
        match self {
            Shape::Circle => &[],
            Shape::Square => &[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
            Shape::Triangle => &[(0.0, -1.1), (1.1, 0.85), (-1.1, 0.85)],
            Shape::Diamond => &[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)],
            Shape::Hexagon => &[
                (-0.55, -0.96),
                (0.55, -0.96),
                (1.1, 0.0),
                (0.55, 0.96),
                (-0.55, 0.96),
                (-1.1, 0.0),
            ],
            Shape::Star => &[
                (0.0, -1.25),
                (0.35, -0.48),
                (1.19, -0.39),
                (0.56, 0.18),
                (0.73, 1.01),
                (0.0, 0.59),
                (-0.73, 1.01),
                (-0.56, 0.18),
                (-1.19, -0.39),
                (-0.35, -0.48),
            ],
        }
    }

    /// The `d` attribute of an SVG path around `centre`.
    pub fn path(self, centre: Point, radius: f64) -> String {
        let Point { x, y } = centre;
        if self == Shape::Circle {
            let left = x - radius;
            let wide = 2.0 * radius;
            return format!(
                "M{left:.2} {y:.2}a{radius:.2} {radius:.2} 0 1 0 {wide:.2} 0a{radius:.2} {radius:.2} 0 1 0 -{wide:.2} 0Z"
            );
        }
        let mut path = String::new();
        for (index, (dx, dy)) in self.corners().iter().enumerate() {
            path.push(if index == 0 { 'M' } else { 'L' });
            path.push_str(&format!("{:.2} {:.2}", x + dx * radius, y + dy * radius));
        }
        path.push('Z');
        path
    }
}

/// The look of a message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Look {
    /// Its outline.
    pub shape: Shape,
    /// Its colour, from 0; the style variable is `--t{hue + 1}`.
    pub hue: u8,
}

impl Look {
    /// The look of a message's identity. All 48 are equally likely.
    pub fn of(tint: u32) -> Look {
        let word = mix(u64::from(tint));
        let shape = Shape::ALL[(word / u64::from(HUES) % Shape::ALL.len() as u64) as usize];
        Look {
            shape,
            hue: (word % u64::from(HUES)) as u8,
        }
    }

    /// The colour for style sheets: `var(--t3)`.
    pub fn colour(self) -> String {
        format!("var(--t{})", self.hue + 1)
    }
}
