//! Files to and from the person's disk.

use super::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlInputElement, Url};

/// Offers a text as a download under this file name. False when the browser refused.
pub fn download(name: &str, text: &str, media_type: &str) -> bool {
    try_download(name, text, media_type).is_some()
}

fn try_download(name: &str, text: &str, media_type: &str) -> Option<()> {
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &kind).ok()?;
    offer(name, &blob)
}

/// Offers bytes as a download under this file name. False when the browser refused.
pub fn download_blob(name: &str, blob: &Blob) -> bool {
    offer(name, blob).is_some()
}

fn offer(name: &str, blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has begun by then, and the address is not needed any more.
    gloo_timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&address))).forget();
    Some(())
}

/// A larger file is no design, and would keep the page busy.
const MOST_BYTES: f64 = 4_000_000.0;

/// The file that was chosen in a file field, with its name; the field is emptied, so that the same file can be chosen again.
pub fn chosen(event: &yew::Event) -> Option<(String, File)> {
    let field = event.target_dyn_input()?;
    let file = field.files()?.get(0)?;
    field.set_value("");
    Some((file.name(), file))
}

/// Reads the file that was chosen in a file field. `read` gets its text, or None when it can't be read.
pub fn read_chosen(event: &yew::Event, then: impl FnOnce(Option<String>) + 'static) {
    if let Some((_, file)) = chosen(event) {
        read(&file, |text| then(text.ok()));
    }
}

/// Reads a file. `then` gets its text, or a sentence that says why it can't be read.
pub fn read(file: &File, then: impl FnOnce(Result<String, &'static str>) + 'static) {
    if file.size() > MOST_BYTES {
        return then(Err("It is larger than 4 MB, so it is no scenario file."));
    }
    let then = std::rc::Rc::new(std::cell::Cell::new(Some(then)));
    let failed = std::rc::Rc::clone(&then);
    let finish = Closure::once_into_js(move |text: JsValue| {
        if let Some(then) = then.take() {
            then(text.as_string().ok_or("The browser can't read it as text."));
        }
    });
    let give_up = Closure::once_into_js(move |_: JsValue| {
        if let Some(then) = failed.take() {
            then(Err("The browser can't read it."));
        }
    });
    let promise: JsValue = file.text().into();
    let next = js_sys::Reflect::get(&promise, &"then".into());
    if let Some(next) = next.ok().and_then(|next| next.dyn_into::<js_sys::Function>().ok()) {
        // `then` itself does not throw; what goes wrong goes to `give_up`.
        let _ = next.call2(&promise, &finish, &give_up);
    }
}

trait FileField {
    fn target_dyn_input(&self) -> Option<HtmlInputElement>;
}

impl FileField for yew::Event {
    fn target_dyn_input(&self) -> Option<HtmlInputElement> {
        self.target()?.dyn_into().ok()
    }
}
