//! The address of the page. Its fragment carries a shared design: `#s=…`.

use super::window;
use gloo_events::EventListener;

/// The address's fragment when it carries a design.
pub fn shared() -> Option<String> {
    Some(fragment()).filter(|fragment| fragment.starts_with("#s="))
}

/// The fragment with its `#`, or "".
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// This page's address with this fragment (`#s=…`).
pub fn address_of(fragment: &str) -> String {
    let href = window().location().href().unwrap_or_default();
    let page = href.split('#').next().unwrap_or_default();
    format!("{page}{fragment}")
}

/// What stands between the page and its fragment: `?view`, or "".
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// The address of this page with other words after `?` and another fragment.
pub fn address(query: &str, fragment: &str) -> String {
    let location = window().location();
    let page = location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default();
    format!("{page}{query}{fragment}")
}

/// The scheme and host of this page.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Loads the page again, as its address now says.
pub fn reload() {
    // Refused only where a page may not navigate at all; then it stays as it is.
    let _ = window().location().reload();
}

/// Takes the fragment away without leaving the page, so that a later visit opens what was edited since.
pub fn forget_fragment() {
    let location = window().location();
    let page = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    if let Ok(history) = window().history() {
        // Refused only in sandboxed frames, where the address does not matter.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&page));
    }
}

/// Calls back whenever the fragment changes, until dropped.
pub fn on_fragment(changed: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| changed())
}
