//! Pages around this one, and scripts of this one: messages in, answers out. A message counts only when it comes from an
//! allowed origin, and whatever goes out goes to that origin alone.

use super::window;
use gloo_events::EventListener;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Who sent a message.
#[derive(Clone, PartialEq)]
pub struct Peer {
    window: JsValue,
    origin: String,
}

impl Peer {
    /// Sends a value there, and nowhere else.
    pub fn post<T: Serialize>(&self, value: &T) {
        let Ok(value) = plain(value) else { return };
        if let Some(post) = function(&self.window, "postMessage") {
            // Refused when that page is gone; then there is nobody to tell.
            let _ = post.call2(&self.window, &value, &self.origin.as_str().into());
        }
    }
}

/// The page around this one, if there is one.
pub fn parent(origin: &str) -> Option<Peer> {
    let parent = window().parent().ok().flatten()?;
    let outside = !js_sys::Object::is(&parent, &window());
    outside.then(|| Peer {
        window: parent.into(),
        origin: origin.to_string(),
    })
}

/// Calls back with each message from an origin that is accepted, until dropped. What can't be read is None.
pub fn listen<M: DeserializeOwned>(
    accepts: impl Fn(&str) -> bool + 'static,
    handle: impl Fn(Incoming<M>, &Peer) + 'static,
) -> EventListener {
    EventListener::new(&window(), "message", move |event| {
        let origin = member(event, "origin").and_then(|origin| origin.as_string());
        let (Some(origin), Some(data), Some(source)) = (origin, member(event, "data"), member(event, "source")) else {
            return;
        };
        if !accepts(&origin) || member(&data, "decouple").and_then(|mark| mark.as_f64()) != Some(1.0) {
            return;
        }
        let id = member(&data, "id");
        let id = id.and_then(|id| id.as_string().map(Id::Text).or(id.as_f64().map(Id::Number)));
        let peer = Peer { window: source, origin };
        let message = serde_wasm_bindgen::from_value(data).map_err(|error| error.to_string());
        handle(Incoming { id, message }, &peer);
    })
}

/// A message with the number that its answer repeats.
pub struct Incoming<M> {
    /// As it was sent.
    pub id: Option<Id>,
    /// What it says, or why it can't be read.
    pub message: Result<M, String>,
}

/// What an answer repeats, so that the sender knows to which message it belongs.
#[derive(Clone, Serialize)]
#[serde(untagged)]
pub enum Id {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

/// Puts two functions on `window.decouple` for scripts of this page: `call(message)` answers at once, and
/// `listen(callback)` gives back what ends it.
pub fn offer<M: DeserializeOwned, A: Serialize>(
    call: impl Fn(Result<M, String>) -> A + 'static,
    listen: impl Fn(Subscriber) -> Box<dyn Fn()> + 'static,
) {
    let Some(handle) = member(&js_sys::global(), "decouple") else {
        return;
    };
    let call = Closure::<dyn Fn(JsValue) -> JsValue>::new(move |message: JsValue| {
        let message = serde_wasm_bindgen::from_value(message).map_err(|error| error.to_string());
        plain(&call(message)).unwrap_or(JsValue::UNDEFINED)
    });
    let listen = Closure::<dyn Fn(JsValue) -> JsValue>::new(move |callback: JsValue| {
        if !callback.is_function() {
            return JsValue::UNDEFINED;
        }
        let end = listen(Subscriber(callback.unchecked_into()));
        Closure::<dyn Fn()>::new(end).into_js_value()
    });
    // The object is a plain one, so this is not refused.
    let _ = js_sys::Reflect::set(&handle, &"call".into(), &call.into_js_value());
    let _ = js_sys::Reflect::set(&handle, &"listen".into(), &listen.into_js_value());
    if let Some(ready) = function(&handle, "ready") {
        let _ = ready.call0(&handle);
    }
}

/// A function of a script that is told of changes.
#[derive(Clone, PartialEq)]
pub struct Subscriber(js_sys::Function);

impl Subscriber {
    /// Tells it. What it throws is its own concern.
    pub fn tell<T: Serialize>(&self, value: &T) {
        if let Ok(value) = plain(value) {
            let _ = self.0.call1(&JsValue::NULL, &value);
        }
    }
}

/// A value as plain objects, arrays, numbers and texts.
fn plain<T: Serialize>(value: &T) -> Result<JsValue, serde_wasm_bindgen::Error> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())
}

fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    let found = js_sys::Reflect::get(of, &name.into()).ok()?;
    (!found.is_undefined() && !found.is_null()).then_some(found)
}

fn function(of: &JsValue, name: &str) -> Option<js_sys::Function> {
    // A function of another window is no instance of this one's Function.
    member(of, name)
        .filter(JsValue::is_function)
        .map(JsCast::unchecked_into)
}
