//! The running app without a screen: one document, one run of it, a playhead, a selection, and what to show of all that.
//!
//! A front end dispatches [`Action`]s, lets the run work in slices of a frame ([`Session::begin_frame`],
//! [`Session::work`]), and reads views ([`NodeView`] and its like). It never sees engine state.

mod action;
mod adding;
mod commands;
mod density;
mod editing;
mod explain;
mod finding;
mod menu;
mod notable;
mod playback;
mod reading;
mod run;
mod tokens;
mod view;

pub use action::{Action, Changed, Focus, Notice, Selection};
pub use commands::search;
pub use finding::{Found, Place};
pub use menu::{Entry, Show, Target};
pub use playback::{Playback, rate_label};
pub use run::Session;
pub use tokens::{Flow, Traveller};
pub use view::{EventRow, FieldRow, MessageRow, MetricRow, NodeView, Note, RuleRow};

#[cfg(test)]
mod menu_tests;
#[cfg(test)]
mod tests;
