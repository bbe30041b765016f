//! What happens when the program fails: the page is replaced by a way back to the design (`static/startup.js`).

use wasm_bindgen::JsValue;

/// From now on a panic anywhere shows the recovery screen instead of a dead page.
pub fn install() {
    yew::set_custom_panic_hook(Box::new(|panic| recover(&panic.to_string())));
}

/// Keeps the latest design (as TOML) and the address that opens it where a panic does not reach them.
pub fn keep(design: &str, address: &str) {
    let Some(rescue) = member(&js_sys::global(), "decouple").and_then(|decouple| member(&decouple, "rescue")) else {
        return;
    };
    // The object is a plain one, so this is not refused.
    let _ = js_sys::Reflect::set(&rescue, &"design".into(), &design.into());
    let _ = js_sys::Reflect::set(&rescue, &"link".into(), &address.into());
}

fn recover(message: &str) {
    let Some(decouple) = member(&js_sys::global(), "decouple") else {
        return;
    };
    if let Some(recover) = member(&decouple, "recover") {
        // Nothing is left to do for a recovery screen that fails itself.
        let _ = js_sys::Function::from(recover).call1(&decouple, &message.into());
    }
}

fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &name.into())
        .ok()
        .filter(|found| !found.is_undefined())
}
