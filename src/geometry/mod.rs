//! Places on the drawing board: points, the viewport, card sizes, curves of wires, hit tests. Pure, and in floats,
//! since nothing here reaches the simulation.

mod card;
mod curve;
mod minimap;
mod point;
mod snap;
mod viewport;

#[cfg(test)]
mod tests;

pub use card::{CARD_WIDTH, CardShape, HEAD_HEIGHT, LANE_HEIGHT, SPARK_HEIGHT, Side};
pub use curve::Curve;
pub use minimap::MiniMap;
pub use point::{Point, Rect};
pub use snap::{GRID, free_spot, marquee, snap};
pub use viewport::Viewport;
