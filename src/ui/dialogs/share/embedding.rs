//! What to paste into another page.

use crate::ui::kit::CopyButton;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct EmbedCodeProps {
    /// The address of the embedded page.
    pub link: String,
}

/// The markup of a frame with this link, to copy.
#[component]
pub fn EmbedCode(props: &EmbedCodeProps) -> Html {
    let code = format!(
        "<iframe src=\"{}\" title=\"A design in Decouple\" width=\"100%\" height=\"480\" style=\"border:0\" allow=\"clipboard-write; fullscreen\"></iframe>",
        props.link.replace('&', "&amp;").replace('"', "&quot;")
    );
    html! {
        <section class="embed-code">
            <h3 class="section">{ "Embed" }</h3>
            <label class="quiet" for="embed-code">{ "Paste this into the other page." }</label>
            <p class="quiet">{ "A script of the other page can steer the run: " }<a href="./embed.html" target="_blank" rel="noopener">{ "embedding, by example" }</a>{ "." }</p>
            <textarea id="embed-code" class="input" rows="3" readonly=true value={code.clone()} />
            <div class="row"><CopyButton text={code} label="Copy the code" /></div>
        </section>
    }
}
