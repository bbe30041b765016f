//! The middle of the workbench: cards, wires and moving messages, by mouse, touch, pen and keyboard.
//!
//! Cards are DOM, so that they have names and focus; everything that moves is painted on one canvas below them. From
//! far away the cards are painted too, on a second canvas, and their elements are there but see-through.

mod arranging;
mod card;
mod clipboard;
mod desk;
mod far;
mod finder;
mod frames;
mod gesture;
mod glide;
mod keyboard;
mod lane;
mod menu;
mod minimap;
mod moving;
mod notes;
mod overlays;
mod paint;
mod popup;
mod port;
mod quick;
mod rewire;
mod showing;
mod spark;
mod stage;
mod stamps;
mod stickies;
mod surface;
mod view_keys;
mod wires;
mod writing;

pub use stage::Canvas;
