//! The screen: Yew components over view models. User text is only ever a text node or an attribute.

mod app;
mod autosave;
mod canvas;
mod dialogs;
mod dock;
mod inspector;
pub mod kit;
mod moments;
mod notices;
mod palette;
mod panels;
mod reasons;
mod shared;
mod startup;
mod store;
mod top_bar;
mod transport;
mod twin;

pub use app::App;
pub use palette::DRAG_TYPE;
pub use store::{Store, Subscription, use_slice, use_store};
