//! The document: one [`Scenario`] for what a person draws, a lesson, a regression test, a bug report and a share link.
//!
//! A scenario is changed by [`Edit`]s, which know their own inverse; [`History`] makes undo and redo of them. It is
//! read from and written to TOML, and it makes the world that runs it.

mod checks;
mod connect;
mod document;
mod drawing;
mod edit;
pub mod examples;
mod file;
mod history;
mod inputs;
mod lines;
mod names;
mod run;
#[cfg(test)]
mod tests;
mod verify;
mod wires;

pub use crate::sim::MAX_NAME;
pub use checks::{Check, Condition, EVENTS, Fact, event_name};
pub use connect::{End, sole_ports, wire_spec};
pub use document::{Area, AreaKind, NodeDoc, Scenario, Step, WireDoc};
pub use drawing::{Course, Paper, Sticky, WireLook};
pub use edit::{Edit, EditError, apply};
pub use file::{MIGRATIONS, Migration, Problem, VERSION, parse_duration, parse_rate, write_duration, write_rate};
pub use history::History;
pub use lines::lines;
pub use names::default_name;
pub use run::Deed;
pub use verify::{Failure, Verdict, check, verdict};
