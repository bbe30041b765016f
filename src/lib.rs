//! Decouple: a browser playground for messaging.

pub mod base;
pub mod nodes;
pub mod sim;
