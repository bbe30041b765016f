//! The dialogs.

mod examples;
mod share;
mod shortcuts;

pub use examples::ExamplesDialog;
pub use share::ShareDialog;
pub use shortcuts::ShortcutsDialog;
