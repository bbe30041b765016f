//! The keyboard shortcuts of the whole page.

use super::{document, window};
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;

/// A key that was pressed somewhere in the page and not used there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Press {
    /// As the browser names it: ` `, `z`, `?`.
    pub key: String,
    /// The place of the key on the keyboard, whatever it writes: `Digit1`.
    pub code: String,
    /// Control, or the command key of a Mac.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Whether the key is held down and repeats by itself.
    pub again: bool,
    /// Whether the focus is where keys write text.
    pub writing: bool,
    /// Whether the focus is on something that Space and Enter press.
    pub pressing: bool,
}

/// Tells of every key press that nobody used yet; `true` as the answer means that it is used now.
pub fn listen(pressed: impl Fn(Press) -> bool + 'static) -> EventListener {
    listen_with(EventListenerOptions::enable_prevent_default(), pressed)
}

/// As [`listen`], but before anyone else on the page hears of the key; of one that is used nobody else does.
pub fn listen_first(pressed: impl Fn(Press) -> bool + 'static) -> EventListener {
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    listen_with(options, pressed)
}

fn listen_with(options: EventListenerOptions, pressed: impl Fn(Press) -> bool + 'static) -> EventListener {
    let first = matches!(options.phase, EventListenerPhase::Capture);
    EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        if event.default_prevented() || event.alt_key() || event.is_composing() || dialog_is_open() {
            return;
        }
        let focus = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let is = |selector: &str| {
            focus
                .as_ref()
                .is_some_and(|focus| focus.matches(selector).unwrap_or(false))
        };
        let press = Press {
            key: event.key(),
            code: event.code(),
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            again: event.repeat(),
            writing: is("input, textarea, select, [contenteditable]"),
            pressing: is("button, a, summary, select, [role=switch], [role=tab], [role=slider]"),
        };
        if pressed(press) {
            event.prevent_default();
            if first {
                event.stop_propagation();
            }
        }
    })
}

/// Tells of every key that is let go, by its name.
pub fn listen_up(released: impl Fn(&str) + 'static) -> EventListener {
    EventListener::new(&window(), "keyup", move |event| {
        if let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() {
            released(&event.key());
        }
    })
}

/// Tells that the page lost the keyboard: keys that are down now are never let go here.
pub fn listen_away(away: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "blur", move |_| away())
}

fn dialog_is_open() -> bool {
    document()
        .query_selector("dialog[open]")
        .is_ok_and(|found| found.is_some())
}
