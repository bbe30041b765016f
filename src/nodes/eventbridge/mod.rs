//! Amazon EventBridge: the event bus, the rule, the schedule and the pipe.
//!
//! An event bus takes events, waits as long as they take on AWS, and calls the rules whose pattern they match; it
//! compiles the patterns of its rules, so that only events that match go over the wires to them. A rule, and a schedule
//! when its time has come, gives each event to its targets through a courier (`courier`), which retries with back-off and
//! buries in a dead-letter queue. A pipe polls a queue, filters, enriches and delivers.
//!
//! A message that is put on a bus becomes an event: its body is the detail, or the whole event if it is one already
//! (`envelope`). What a target gets of an event is made in `input`.
//!
//! What is left out, with reasons, stands in the list `FIDELITY` of the description. How EventBridge compares to
//! SNS and SQS, and what it does for workflows, is EVB-001 to EVB-003 and EVB-100 to EVB-105.
//!
//! Sources: the AWS service models and documentation, as the rule table says for each rule.

mod api;
mod bus;
mod courier;
mod envelope;
mod event_rule;
mod failure;
mod front;
mod input;
mod metering;
mod path;
mod pipe;
mod rules;
mod schedule;
mod spec;
mod target;

#[cfg(test)]
mod tests;

pub use bus::EventBus;
pub use event_rule::EventRule;
pub use front::{EVENTS, PIPES, SCHEDULER};
pub use pipe::Pipe;
pub use schedule::Schedule;
