//! What is to be drawn: the document, the cards and the flow of messages as a list of marks in screen pixels. Pure; a
//! painter only strokes and fills what the list says.

mod look;

#[cfg(test)]
mod tests;

pub use look::{HUES, Look, Shape};
