//! The screen: Yew components over view models. User text is only ever a text node or an attribute.

mod app;
mod autosave;
mod canvas;
mod charts;
mod dialogs;
mod dock;
mod drawn;
mod embed_bar;
mod faults;
pub mod flags;
mod hosting;
mod inspector;
mod journey;
pub mod kit;
mod moments;
mod notices;
mod opening;
mod palette;
mod panels;
mod pictures;
mod reasons;
mod shared;
mod startup;
mod store;
mod top_bar;
mod transport;
mod twin;

pub use app::App;
pub use inspector::RENAME_ID;
pub use opening::FILE_FIELD_ID;
pub use palette::DRAG_TYPE;
pub use store::{Store, Subscription, use_slice, use_store};
pub use top_bar::THEME_ID;
