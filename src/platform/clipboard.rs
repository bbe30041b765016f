//! Copying and pasting.

use super::{document, window};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Copies a text and then tells whether that worked.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let navigator = window().navigator();
    // Pages that are not served securely have no clipboard at all.
    let absent = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|found| found.is_undefined());
    if absent {
        return done(copy_by_selection(text));
    }
    let done = std::rc::Rc::new(std::cell::Cell::new(Some(done)));
    let failed = std::rc::Rc::clone(&done);
    let finish = Closure::once_into_js(move |_: JsValue| {
        if let Some(done) = done.take() {
            done(true);
        }
    });
    let give_up = Closure::once_into_js(move |_: JsValue| {
        if let Some(done) = failed.take() {
            done(false);
        }
    });
    let promise: JsValue = navigator.clipboard().write_text(text).into();
    if let Some(then) = method(&promise, "then") {
        // `then` itself does not throw; what goes wrong goes to `give_up`.
        let _ = then.call2(&promise, &finish, &give_up);
    }
}

/// Asks for the clipboard's text; None where there is none or the browser does not give it away.
pub fn read(done: impl FnOnce(Option<String>) + 'static) {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok();
    let asked = clipboard.and_then(|clipboard| method(&clipboard, "readText")?.call0(&clipboard).ok());
    let Some((promise, then)) = asked.and_then(|promise| Some((promise.clone(), method(&promise, "then")?))) else {
        return done(None);
    };
    let done = std::rc::Rc::new(std::cell::Cell::new(Some(done)));
    let failed = std::rc::Rc::clone(&done);
    let finish = Closure::once_into_js(move |text: JsValue| {
        if let Some(done) = done.take() {
            done(text.as_string());
        }
    });
    let give_up = Closure::once_into_js(move |_: JsValue| {
        if let Some(done) = failed.take() {
            done(None);
        }
    });
    // `then` itself does not throw; what goes wrong goes to `give_up`.
    let _ = then.call2(&promise, &finish, &give_up);
}

/// The text that is being pasted into a field.
pub fn pasted(event: &web_sys::Event) -> Option<String> {
    let data = js_sys::Reflect::get(event, &"clipboardData".into()).ok()?;
    method(&data, "getData")?.call1(&data, &"text".into()).ok()?.as_string()
}

fn method(target: &JsValue, name: &str) -> Option<js_sys::Function> {
    js_sys::Reflect::get(target, &name.into()).ok()?.dyn_into().ok()
}

/// The old way: select a text in the page and have the browser copy it.
fn copy_by_selection(text: &str) -> bool {
    let document = document();
    let Some(area) = document
        .create_element("textarea")
        .ok()
        .and_then(|made| made.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
    else {
        return false;
    };
    area.set_value(text);
    if document.body().is_none_or(|body| body.append_child(&area).is_err()) {
        return false;
    }
    area.select();
    let copied = method(&document, "execCommand")
        .and_then(|command| command.call1(&document, &"copy".into()).ok())
        .is_some_and(|answer| answer.is_truthy());
    area.remove();
    copied
}

/// What someone wants of the clipboard.
#[derive(Clone, Debug)]
pub enum Wish {
    /// To copy what is selected.
    Copy,
    /// To copy it and take it away.
    Cut,
    /// To paste this text.
    Paste(String),
}

/// Tells of copying, cutting and pasting in the page where it is not about text that is written or marked there. The
/// answer to a copy is the text to copy; None leaves everything to the browser.
pub fn listen(asked: impl Fn(Wish) -> Option<String> + Clone + 'static) -> [EventListener; 3] {
    ["copy", "cut", "paste"].map(|name| {
        let asked = asked.clone();
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document(), name, options, move |event| {
            let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() else {
                return;
            };
            let Some(data) = event.clipboard_data().filter(|_| !is_about_text(event)) else {
                return;
            };
            let wish = match name {
                "copy" => Wish::Copy,
                "cut" => Wish::Cut,
                _ => Wish::Paste(data.get_data("text/plain").unwrap_or_default()),
            };
            if let Some(text) = asked(wish) {
                event.prevent_default();
                // Refused only outside of such an event.
                let _ = data.set_data("text/plain", &text);
            }
        })
    })
}

/// Whether the clipboard is asked for text: in a field, in a dialog, or for what is marked.
fn is_about_text(event: &web_sys::Event) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let writing = element.is_some_and(|element| {
        element
            .closest("input, textarea, select, [contenteditable], dialog")
            .is_ok_and(|found| found.is_some())
    });
    let marked = || {
        window()
            .get_selection()
            .is_ok_and(|marked| marked.is_some_and(|marked| !marked.is_collapsed()))
    };
    let dialog = || {
        document()
            .query_selector("dialog[open]")
            .is_ok_and(|found| found.is_some())
    };
    writing || dialog() || marked()
}
