//! The running app without a screen: one document, one run of it, a playhead, a selection, and what to show of all that.
//!
//! A front end dispatches [`Action`]s, lets the run work in slices of a frame ([`Session::begin_frame`],
//! [`Session::work`]), and reads views ([`NodeView`] and its like). It never sees engine state.

mod access;
mod action;
mod adding;
mod aftermath;
mod arranging;
mod carry;
mod chain;
mod commanding;
mod commands;
mod console;
mod density;
mod editing;
mod explain;
mod fault_kind;
mod faults;
mod fields;
mod filter;
mod finding;
mod fork;
mod frames;
mod host;
mod listing;
mod look_back;
mod marks;
mod menu;
pub mod metrics;
mod next_step;
mod notable;
mod noted;
mod notices;
mod passport;
mod peek;
mod piece;
mod planning;
mod playback;
mod reading;
mod recall;
mod rewiring;
mod run;
mod saving;
mod scan;
mod sharing;
mod span;
mod stops;
mod tokens;
mod track;
mod travel;
mod twin;
mod view;
mod why_not;
mod wire_words;

pub use access::{Access, Allowed};
pub use action::Measure;
pub use action::{Action, Changed, Focus, Notice, Selection};
pub use arranging::Arranging;
pub use carry::Carried;
pub use chain::{Chain, Link};
pub use commands::search;
pub use console::{Console, Entry as ConsoleEntry, Outcome};
pub use fault_kind::{Aim, FaultKind, Hit};
pub use faults::{Trouble, parse_clock, write_clock};
pub use fields::Owner;
pub use filter::{Filter, Group};
pub use finding::{Found, Place};
pub use host::{HostAnswer, HostEvent, HostMessage, HostState, HostStep};
pub use listing::{Format, ListLine, ListSize};
pub use marks::{Bookmark, BookmarkAction, Mark, MarkKind};
pub use menu::{MenuEntry, Show, Target};
pub use passport::{Entry, Facts, Lane, NOT_MADE, Passport, Stamp, Stay, StayKind, Way};
pub use peek::{Peek, place_name};
pub use planning::{PlanRow, Verdict};
pub use playback::{Playback, rate_label};
pub use run::Session;
pub use saving::{FactRow, SavedRun, SavedStep};
pub use scan::{Scan, Searcher};
pub use span::Span;
pub use stops::{StopAction, StopRow, When};
pub use tokens::{Flow, Route, Traveller};
pub use travel::{Scope, Travel};
pub use twin::{Difference, Twin, Variable, Variation, VariationRow, differences};
pub use view::{EventRow, FieldRow, MessageRow, MetricRow, NodeView, Note, RuleRef, RuleRow};
pub use why_not::{Reason, Whereabouts};
pub use wire_words::wire_kind;

#[cfg(test)]
mod drawing_tests;
#[cfg(test)]
mod host_tests;
#[cfg(test)]
mod kinds_tests;
#[cfg(test)]
mod menu_tests;
#[cfg(test)]
mod run_settings_tests;
#[cfg(test)]
mod terms_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod why_gone_tests;
