//! The running app without a screen: one document, one run of it, a playhead, a selection, and what to show of all that.
//!
//! A front end dispatches [`Action`]s, lets the run work in slices of a frame ([`Session::begin_frame`],
//! [`Session::work`]), and reads views ([`NodeView`] and its like). It never sees engine state.

mod action;
mod commanding;
mod density;
mod editing;
mod explain;
mod filter;
mod fork;
mod marks;
mod notable;
mod peek;
mod playback;
mod reading;
mod run;
mod scan;
mod span;
mod stops;
mod tokens;
mod travel;
mod twin;
mod view;
mod why_not;

pub use action::{Action, Changed, Focus, Notice, Selection};
pub use filter::{Filter, Group};
pub use marks::{Bookmark, BookmarkAction, Mark, MarkKind};
pub use peek::{Peek, place_name};
pub use playback::{Playback, rate_label};
pub use run::Session;
pub use scan::{Scan, Searcher};
pub use span::Span;
pub use stops::{StopAction, StopRow, When};
pub use tokens::{Flow, Traveller};
pub use travel::{Scope, Travel};
pub use twin::{Difference, Twin, Variation, VariationRow, differences};
pub use view::{EventRow, FieldRow, MessageRow, MetricRow, NodeView, Note, RuleRef, RuleRow};
pub use why_not::{Reason, Whereabouts};

#[cfg(test)]
mod tests;
