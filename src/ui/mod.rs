//! The screen: Yew components over view models. User text is only ever a text node or an attribute.

pub mod kit;
mod store;

pub use store::{Store, Subscription, use_slice, use_store};
