//! Moments in words: bookmarks, what the timeline marks, and when the run is to stop.

mod bookmarks;
mod draft;
mod list;
mod stops;

pub use list::MomentsDialog;
pub use stops::StopsDialog;
