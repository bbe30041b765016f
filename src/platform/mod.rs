//! The browser. The only place that names `web_sys` beyond event types; everything else asks here, in plain words.

pub mod canvas2d;
pub mod clipboard;
pub mod drops;
pub mod element;
pub mod embed;
pub mod entropy;
pub mod files;
pub mod frames;
pub mod keys;
pub mod location;
pub mod paper;
pub mod picture;
pub mod rescue;
pub mod storage;
pub mod theme;

/// The window. A page without one can't run this program at all.
fn window() -> web_sys::Window {
    gloo_utils::window()
}

/// The document of the window.
fn document() -> web_sys::Document {
    gloo_utils::document()
}
