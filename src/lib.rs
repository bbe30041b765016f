//! Decouple: a browser playground for messaging.

pub mod api;
pub mod base;
pub mod geometry;
pub mod nodes;
pub mod scenario;
pub mod scene;
pub mod session;
pub mod share;
pub mod sim;

#[cfg(feature = "web")]
pub mod platform;
#[cfg(feature = "web")]
pub mod ui;
