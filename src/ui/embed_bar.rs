//! What stands above the canvas within another page: what this is, and the way to the whole program.

use super::kit::{Glyph, Icon};
use super::panels::{Drawer, use_open, use_panels};
use super::use_slice;
use crate::platform::location;
use crate::session::Changed;
use crate::share;
use yew::prelude::*;

/// The title, a button for the inspector, and a link that opens the design where it can be changed.
#[component]
pub fn EmbedBar() -> Html {
    let panels = use_panels();
    let open = use_open(|open| open.drawer == Drawer::Inspector);
    let (title, link) = use_slice(Changed::DOCUMENT, |session| {
        let link = location::address("", &share::encode(session.scenario()));
        (session.scenario().title.clone(), link)
    });
    let inspect = move |_: MouseEvent| panels.toggle_drawer(Drawer::Inspector);
    html! {
        <header class="embed-bar">
            <h1 class="embed-title">{ if title.is_empty() { "Untitled design" } else { &title } }</h1>
            <button type="button" class="btn small" aria-expanded={open.to_string()} onclick={inspect}><Icon glyph={Glyph::Sliders} size={16} />{ "Inspect" }</button>
            <a class="btn small" href={link} target="_blank" rel="noopener">{ "Open in Decouple" }</a>
        </header>
    }
}
