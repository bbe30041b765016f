//! The screen: Yew components over view models. User text is only ever a text node or an attribute.

pub mod kit;
