//! What a user sees of alarms.

mod api;
mod composite;
mod evaluation;
mod telling;
