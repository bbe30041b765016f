//! The glyph of a message in lists: the same shape and colour as on the canvas.

use crate::geometry::Point;
use crate::scene::Look;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TokenProps {
    /// The message's identity for colour and shape.
    pub tint: u32,
    /// Whether it is outlined, as in somebody's hands.
    #[prop_or_default]
    pub outlined: bool,
}

/// A message's glyph; its number always stands beside it.
#[component]
pub fn Token(props: &TokenProps) -> Html {
    let look = Look::of(props.tint);
    let path = look.shape.path(Point { x: 6.0, y: 6.0 }, 4.4);
    let fill = if props.outlined {
        "none".to_string()
    } else {
        look.colour()
    };
    html! {
        <svg class="glyph" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
            <path d={path} style={format!("fill:{fill};stroke:{};stroke-width:1.6", look.colour())} />
        </svg>
    }
}
