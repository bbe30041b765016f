//! Files to and from the person's disk.

use super::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

/// Offers a text as a download under this file name. False when the browser refused.
pub fn download(name: &str, text: &str, media_type: &str) -> bool {
    try_download(name, text, media_type).is_some()
}

fn try_download(name: &str, text: &str, media_type: &str) -> Option<()> {
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &kind).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has begun by then, and the address is not needed any more.
    gloo_timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&address))).forget();
    Some(())
}

/// Reads the file that was chosen in a file field, and empties the field so that the same file can be chosen again.
/// `read` gets its text, or None when it can't be read.
pub fn read_chosen(event: &yew::Event, read: impl FnOnce(Option<String>) + 'static) {
    let Some(field) = event.target_dyn_input() else { return };
    let Some(file) = field.files().and_then(|files| files.get(0)) else {
        return;
    };
    let read = std::rc::Rc::new(std::cell::Cell::new(Some(read)));
    let failed = std::rc::Rc::clone(&read);
    let finish = Closure::once_into_js(move |text: JsValue| {
        if let Some(read) = read.take() {
            read(text.as_string());
        }
    });
    let give_up = Closure::once_into_js(move |_: JsValue| {
        if let Some(read) = failed.take() {
            read(None);
        }
    });
    let promise: JsValue = file.text().into();
    let then = js_sys::Reflect::get(&promise, &"then".into());
    if let Some(then) = then.ok().and_then(|then| then.dyn_into::<js_sys::Function>().ok()) {
        // `then` itself does not throw; what goes wrong goes to `give_up`.
        let _ = then.call2(&promise, &finish, &give_up);
    }
    field.set_value("");
}

trait FileField {
    fn target_dyn_input(&self) -> Option<HtmlInputElement>;
}

impl FileField for yew::Event {
    fn target_dyn_input(&self) -> Option<HtmlInputElement> {
        self.target()?.dyn_into().ok()
    }
}
