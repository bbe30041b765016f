//! The address of the page. Its fragment carries a shared design: `#s=…`.

use super::window;
use gloo_events::EventListener;

/// The link text of the address's `#s=…`, if it has one.
pub fn shared() -> Option<String> {
    fragment().strip_prefix("#s=").map(str::to_string)
}

/// The fragment with its `#`, or "".
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The address that opens this link text.
pub fn address_of(link: &str) -> String {
    let href = window().location().href().unwrap_or_default();
    let page = href.split('#').next().unwrap_or_default();
    format!("{page}#s={link}")
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
