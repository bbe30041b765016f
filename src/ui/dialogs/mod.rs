//! The dialogs.

mod examples;
mod save_run;
mod share;
mod shortcuts;

pub use examples::ExamplesDialog;
pub use save_run::SaveRunDialog;
pub use share::ShareDialog;
pub use shortcuts::ShortcutsDialog;
