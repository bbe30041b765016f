//! The running app without a screen: one document, one run of it, a playhead, a selection, and what to show of all that.
//!
//! A front end dispatches [`Action`]s, lets the run work in slices of a frame ([`Session::begin_frame`],
//! [`Session::work`]), and reads views ([`NodeView`] and its like). It never sees engine state.

mod action;
mod carry;
mod commanding;
mod density;
mod editing;
mod explain;
mod notable;
mod peek;
mod piece;
mod playback;
mod reading;
mod run;
mod tokens;
mod view;
mod why_not;

pub use action::{Action, Changed, Focus, Notice, Selection};
pub use carry::Carried;
pub use peek::{Peek, place_name};
pub use playback::{Playback, rate_label};
pub use run::Session;
pub use tokens::{Flow, Traveller};
pub use view::{EventRow, FieldRow, MessageRow, MetricRow, NodeView, Note, RuleRef, RuleRow};
pub use why_not::{Reason, Whereabouts};

#[cfg(test)]
mod drawing_tests;
#[cfg(test)]
mod tests;
