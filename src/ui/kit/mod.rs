//! Small pieces of which the panels are made.

mod icon;
mod tile;

pub use icon::{Glyph, Icon, Mark};
pub use tile::Tile;
