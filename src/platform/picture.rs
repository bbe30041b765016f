//! Pictures: an SVG text as a PNG file.

use super::{document, files};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

/// No side of a picture is longer than this, in pixels: larger ones are refused by some browsers.
const LONGEST: f64 = 8_192.0;

/// Paints an SVG picture of this size at twice its size, and offers it as a PNG file. `done` tells whether that worked.
pub fn download_png(name: &str, svg: &str, size: (u32, u32), done: impl FnOnce(bool) + 'static) {
    let done = std::rc::Rc::new(std::cell::Cell::new(Some(done)));
    let failed = std::rc::Rc::clone(&done);
    let finish = move |worked: bool| {
        if let Some(done) = failed.take() {
            done(worked);
        }
    };
    let Some(image) = image() else { return finish(false) };
    let painted = image.clone();
    let name = name.to_string();
    let loaded = Closure::once_into_js(move || {
        let finish = move |worked: bool| {
            if let Some(done) = done.take() {
                done(worked);
            }
        };
        paint(&painted, size, name, finish);
    });
    let broken = Closure::once_into_js(move || finish(false));
    let address = format!("data:image/svg+xml;charset=utf-8,{}", js_sys::encode_uri_component(svg));
    // The element is an image, so none of these is refused.
    let _ = js_sys::Reflect::set(&image, &"onload".into(), &loaded);
    let _ = js_sys::Reflect::set(&image, &"onerror".into(), &broken);
    let _ = js_sys::Reflect::set(&image, &"src".into(), &address.into());
}

fn image() -> Option<HtmlElement> {
    document().create_element("img").ok()?.dyn_into().ok()
}

fn paint(image: &HtmlElement, size: (u32, u32), name: String, done: impl FnOnce(bool) + 'static) {
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let scale = (LONGEST / width.max(height).max(1.0)).min(2.0);
    let canvas = document()
        .create_element("canvas")
        .ok()
        .and_then(|canvas| canvas.dyn_into::<HtmlCanvasElement>().ok());
    let Some(canvas) = canvas else { return done(false) };
    canvas.set_width((width * scale).ceil() as u32);
    canvas.set_height((height * scale).ceil() as u32);
    let pen = canvas
        .get_context("2d")
        .ok()
        .flatten()
        .and_then(|pen| pen.dyn_into::<CanvasRenderingContext2d>().ok());
    let Some(pen) = pen else { return done(false) };
    let draw = js_sys::Reflect::get(&pen, &"drawImage".into()).unwrap_or_default();
    let arguments = js_sys::Array::of5(
        image,
        &0.into(),
        &0.into(),
        &f64::from(canvas.width()).into(),
        &f64::from(canvas.height()).into(),
    );
    let drawn = draw
        .dyn_into::<js_sys::Function>()
        .is_ok_and(|draw| draw.apply(&pen, &arguments).is_ok());
    if !drawn {
        return done(false);
    }
    let finish = Closure::once_into_js(move |blob: JsValue| {
        let blob = blob.dyn_into::<Blob>().ok();
        done(blob.is_some_and(|blob| files::download_blob(&name, &blob)));
    });
    // Refused only for pictures from elsewhere; then `finish` is never called and no file comes.
    let _ = canvas.to_blob(finish.unchecked_ref());
}
