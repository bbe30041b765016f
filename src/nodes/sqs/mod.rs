//! Amazon SQS: the standard queue and the FIFO queue.

pub mod action;
pub mod api;
pub mod digest;
pub mod error;
pub mod rules;
pub mod wire_names;
