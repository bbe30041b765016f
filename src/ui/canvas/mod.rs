//! The middle of the workbench: cards, wires and moving messages, by mouse, touch, pen and keyboard.
//!
//! Cards are DOM, so that they have names and focus; everything that moves is painted on one canvas below them.

mod card;
mod desk;
mod finder;
mod gesture;
mod glide;
mod keyboard;
mod lane;
mod menu;
mod minimap;
mod notes;
mod overlays;
mod paint;
mod popup;
mod port;
mod quick;
mod spark;
mod stage;
mod surface;
mod view_keys;
mod wires;

pub use stage::Canvas;
