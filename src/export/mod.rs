//! A design at a moment as a picture of its own: SVG text with everything in it, in the colours of either theme. Whatever a
//! person has written is escaped; no fonts, scripts or addresses are named.

mod cards;
mod sheet;
mod svg;

pub use sheet::{Sheet, sheet};
pub use svg::{Palette, Picture, picture};

#[cfg(test)]
mod tests;
