//! Light and dark. The page starts with the right one (`static/startup.js`); here it is changed.

use super::{document, storage, window};
use gloo_events::EventListener;

/// Whether the page is dark now.
pub fn is_dark() -> bool {
    document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"))
        .is_some_and(|theme| theme == "dark")
}

/// Changes the theme and keeps the choice.
pub fn choose(dark: bool) {
    show(dark);
    // A browser that keeps nothing shows its own preference at the next visit.
    storage::write(storage::THEME, if dark { "dark" } else { "light" });
}

/// Follows the browser's preference until a theme was chosen; `changed` is told of each change.
pub fn follow(changed: impl Fn(bool) + 'static) -> Option<EventListener> {
    let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten()?;
    let asked = query.clone();
    Some(EventListener::new(&query, "change", move |_| {
        if storage::read(storage::THEME).is_none() {
            show(asked.matches());
            changed(asked.matches());
        }
    }))
}

/// Whether the person wants little motion.
pub fn reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// Whether a media query holds now.
pub fn matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Changes the theme for this visit alone.
pub fn show(dark: bool) {
    if let Some(root) = document().document_element() {
        // The name is a valid one, so this is not refused.
        let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
    }
}
