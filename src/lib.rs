//! Decouple: a browser playground for messaging.

pub mod base;
pub mod nodes;
pub mod scenario;
pub mod session;
pub mod sim;
