//! The size of a node's card and the places of its ports, from what it shows: nothing on screen is ever measured for it.

use super::{Point, Rect};

/// Every card is this wide.
pub const CARD_WIDTH: f64 = 236.0;
/// Icon, name and subtitle.
pub const HEAD_HEIGHT: f64 = 52.0;
/// One lane of tokens, or the bar.
pub const LANE_HEIGHT: f64 = 24.0;
/// The small line of a metric.
pub const SPARK_HEIGHT: f64 = 28.0;
/// Below the last lane.
const LANES_PAD: f64 = 6.0;
/// The line of figures.
const FIGURES_HEIGHT: f64 = 36.0;

/// On which edge of its card a port sits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Messages in.
    Left,
    /// Messages out.
    Right,
    /// What only refers to another node.
    Bottom,
    /// Where a reference ends that comes from above.
    Top,
}

impl Side {
    /// Which way a wire leaves the card here.
    pub fn outwards(self) -> Point {
        match self {
            Side::Left => Point::new(-1.0, 0.0),
            Side::Right => Point::new(1.0, 0.0),
            Side::Bottom => Point::new(0.0, 1.0),
            Side::Top => Point::new(0.0, -1.0),
        }
    }
}

/// What decides the size of a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CardShape {
    /// Lanes of tokens.
    pub lanes: u8,
    /// Whether it has a bar.
    pub bar: bool,
    /// Whether it has the small line of a metric.
    pub spark: bool,
    /// Whether it has a line of figures.
    pub figures: bool,
}

impl CardShape {
    /// The height in board pixels.
    pub fn height(self) -> f64 {
        let rows = f64::from(self.lanes) + f64::from(u8::from(self.bar));
        let pad = if rows > 0.0 { LANES_PAD } else { 0.0 };
        let figures = if self.figures { FIGURES_HEIGHT } else { 0.0 };
        let spark = if self.spark { SPARK_HEIGHT } else { 0.0 };
        HEAD_HEIGHT + rows * LANE_HEIGHT + spark + pad + figures
    }

    /// The card with its top left corner here.
    pub fn rect(self, x: f64, y: f64) -> Rect {
        Rect::new(x, y, CARD_WIDTH, self.height())
    }
}

impl Rect {
    /// The place of the port `index` of `count` on one side of this card: evenly spread.
    pub fn port(self, side: Side, index: usize, count: usize) -> Point {
        let share = (index as f64 + 1.0) / (count as f64 + 1.0);
        match side {
            Side::Left => Point::new(self.x, self.y + (self.h * share).round()),
            Side::Right => Point::new(self.right(), self.y + (self.h * share).round()),
            Side::Top => Point::new(self.x + (self.w * share).round(), self.y),
            Side::Bottom => Point::new(self.x + (self.w * share).round(), self.bottom()),
        }
    }
}
