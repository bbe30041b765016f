//! What a user sees of alarms.

mod api;
mod composite;
mod evaluation;
mod history;
mod math;
mod telling;
mod why;
