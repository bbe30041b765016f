//! Places on the drawing board: points, the viewport, card sizes, curves of wires, hit tests. Pure, and in floats,
//! since nothing here reaches the simulation.

mod arrange;
mod card;
mod curve;
mod fit;
mod frame;
mod guides;
mod layout;
mod long_list;
mod minimap;
mod point;
mod snap;
mod viewport;

#[cfg(test)]
mod tests;

pub use arrange::{Align, align, distribute};
pub use card::{CARD_WIDTH, CardShape, HEAD_HEIGHT, LANE_HEIGHT, SPARK_HEIGHT, Side};
pub use curve::Curve;
pub use fit::{Corner, Inset, Stage};
pub use frame::Grip;
pub use guides::{Guide, guides};
pub use layout::{Item, Join, layout};
pub use long_list::LongList;
pub use minimap::MiniMap;
pub use point::{Point, Rect};
pub use snap::{GRID, free_spot, marquee, snap};
pub use viewport::Viewport;
