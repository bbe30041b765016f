//! The middle of the workbench: cards, wires and moving messages, by mouse, touch, pen and keyboard.
//!
//! Cards are DOM, so that they have names and focus; everything that moves is painted on one canvas below them.

mod card;
mod desk;
mod gesture;
mod keyboard;
mod lane;
mod notes;
mod overlays;
mod paint;
mod picking;
mod port;
mod spark;
mod stage;
mod surface;
mod wires;

pub use stage::Canvas;
