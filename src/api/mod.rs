//! The AWS front: `aws …` command lines as the AWS CLI takes them, and a few verbs of our own for what AWS has no command
//! for.
//!
//! Which services can be called, and how, is in [`crate::nodes::service`]. [`parse`] turns an `aws …` line into a call
//! and [`render`] prints an answer. [`perform`] does whatever a line says: the steps of a scenario and the console go
//! through it.

mod command_line;
mod complete;
mod error;
mod help;
mod lines;
mod names;
mod nearest;
mod render;
mod shorthand;
mod verbs;
mod words;

pub use crate::nodes::service::arn::DEFAULT_REGION;
pub use crate::nodes::service::{ApiError, Begun, Ticket, answer, begin, call, find_action};
pub use command_line::{Command, Output, parse};
pub use complete::{complete, completion};
pub use error::CommandError;
pub use help::{Usage, help, usage};
pub use lines::{Names, lines};
pub use names::kebab;
pub use nearest::{did_you_mean, nearest};
pub use render::render;
pub use verbs::{Performed, VERBS, Verb, delayed_line, perform, port_pairs};
pub use words::quote;

#[cfg(test)]
mod tests;
