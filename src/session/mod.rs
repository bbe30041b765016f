//! The running app without a screen: one document, one run of it, a playhead, a selection, and what to show of all that.
//!
//! A front end dispatches [`Action`]s, lets the run work in slices of a frame ([`Session::begin_frame`],
//! [`Session::work`]), and reads views ([`NodeView`] and its like). It never sees engine state.

mod access;
mod action;
mod density;
mod editing;
mod explain;
mod notable;
mod playback;
mod reading;
mod run;
mod sharing;
mod tokens;
mod view;

pub use access::{Access, Allowed};
pub use action::{Action, Changed, Focus, Notice, Selection};
pub use playback::{Playback, rate_label};
pub use run::Session;
pub use tokens::{Flow, Traveller};
pub use view::{EventRow, FieldRow, MessageRow, MetricRow, NodeView, Note, RuleRow};

#[cfg(test)]
mod tests;
