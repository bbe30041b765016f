//! What is to be drawn: the document, the cards and the flow of messages as a list of marks in screen pixels. Pure; a
//! painter only strokes and fills what the list says.

mod arrange;
mod backdrop;
mod board;
mod draw;
mod far;
mod journey;
mod labels;
mod look;
mod references;
mod traffic;
mod wiring;

#[cfg(test)]
mod tests;

pub use arrange::{Arrange, arrange, frame_around, tidy};
pub use backdrop::{AreaMark, Backdrop, KeptBackdrop, WireMark};
pub use board::{Board, BoardWire, Placed, PortPlace, WireRef, area_caption, card_shape};
pub use draw::{DrawList, SceneInput, ScreenCurve, draw_list};
pub use far::{CardMark, FAR, Face, far_cards, name_lines};
pub use journey::{Axis, Break};
pub use labels::{LabelMark, LabelRole};
pub use look::{HUES, Look, Shape};
pub use traffic::{Band, MOST_DOTS, TokenMark, Traffic, traveller_at};
pub use wiring::{Wiring, wire_grips};
