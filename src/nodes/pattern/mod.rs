//! Event patterns and filter policies: what SNS subscriptions, EventBridge rules, Lambda's event source mappings and pipes
//! share. No kind of node of its own; it has no state and knows no time.
//!
//! | For whom | Read with | Match with |
//! |---|---|---|
//! | EventBridge rules | [`Pattern::read`] with [`Dialect::Rules`] | [`Pattern::matches`] an event that [`Json::read`] read |
//! | Lambda's event source mappings, pipes | [`Pattern::read`] with [`Dialect::Pipes`] | [`Pattern::accepts`] a [`Record`] |
//! | SNS | [`Policy::read`] | [`Policy::judge`] the [`Contents`] of a message |
//!
//! Events, records and contents are read once and matched against any number of patterns. All refusals are in AWS's words,
//! with the line and column that its reader names.
//!
//! What is hostile costs no more than what is honest: nesting is bounded, a choice is tried branch by branch instead of
//! being multiplied out, wildcards match in linear time, and a pattern looks at each value on its paths once.
//!
//! # What it leaves out
//!
//! - AWS names no number for when wildcards are too complex. Here it is ten places that an input can be in at once, which
//!   agrees with all recorded cases.
//! - Numbers are compared with twenty digits behind the point, where AWS cuts earlier.
//! - Two branches of `$or` with the same field are weighed one by one when wildcards are counted.
//! - Of objects in an array, a field that must not exist is looked for in the object that the other fields match; AWS looks
//!   through the whole array when the field comes first in the alphabet.
//!
//! Sources: EventBridge user guide (event patterns), SNS developer guide (filter policies), recorded answers of AWS.

mod cidr;
mod compile;
mod contents;
mod cursor;
mod decimal;
mod event;
mod expression;
mod filters;
mod grammar;
mod json;
mod operator;
mod policy;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;
mod wildcard;

pub use contents::{Attributes, Body, Contents};
pub use event::{Dialect, Pattern, Record, Rejection, test_event_pattern};
pub use filters::Filters;
pub use json::{Json, NoJson, Number, Object};
pub use policy::{FilteredOut, MOST_BYTES, MOST_COMBINATIONS, MOST_KEYS, Policy, PolicyError, Scope, Verdict};
