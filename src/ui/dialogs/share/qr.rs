//! A link as a code that a phone reads, also from a projector.

use crate::ui::kit::Modal;
use qrcodegen::{QrCode as Code, QrCodeEcc};
use yew::prelude::*;

/// The quiet zone around a code, in modules.
const QUIET: i32 = 4;

/// The code of a text: the length of its side and one path over its dark modules. None when the text is too long.
fn code_of(text: &str) -> Option<(i32, String)> {
    let code = Code::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let began = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > began {
                path.push_str(&format!(
                    "M{} {}h{}v1h-{}z",
                    began + QUIET,
                    y + QUIET,
                    x - began,
                    x - began
                ));
            }
            x += 1;
        }
    }
    Some((code.size() + 2 * QUIET, path))
}

fn picture(side: i32, path: String) -> Html {
    html! {
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label="QR code of the link" shape-rendering="crispEdges">
            <rect width={side.to_string()} height={side.to_string()} fill="#fff" />
            <path d={path} fill="#000" />
        </svg>
    }
}

#[derive(Properties, PartialEq)]
pub struct QrProps {
    /// What the code says.
    pub link: String,
    /// Asked to show it large.
    pub on_large: Callback<()>,
}

/// The code in the dialog, with a button that shows it large.
#[component]
pub fn QrCode(props: &QrProps) -> Html {
    let code = use_memo(props.link.clone(), |link| code_of(link));
    html! {
        <section class="qr-side" aria-label="QR code">
            if let Some((side, path)) = code.as_ref() {
                { picture(*side, path.clone()) }
                <button type="button" class="btn" onclick={props.on_large.reform(|_| ())}>{ "Show large" }</button>
                if *side > 130 {
                    <p class="quiet">{ "A dense code: show it large, and come close." }</p>
                }
            } else {
                <p class="quiet">{ "The link is too long for a QR code, which holds 2,953 characters. Copy the link instead, or share the design without the moment." }</p>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct LargeQrProps {
    /// What the code says.
    pub link: String,
    pub on_close: Callback<()>,
}

/// The code as large as the screen.
#[component]
pub fn LargeQrCode(props: &LargeQrProps) -> Html {
    let code = use_memo(props.link.clone(), |link| code_of(link));
    html! {
        <Modal title="Scan to open" class="qr-large" on_close={props.on_close.clone()}>
            if let Some((side, path)) = code.as_ref() {
                { picture(*side, path.clone()) }
            }
        </Modal>
    }
}
