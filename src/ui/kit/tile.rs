//! The coloured tile with the icon of a node kind.

use crate::sim::NodeSpec;
use yew::prelude::*;

#[derive(Properties)]
pub struct TileProps {
    /// Of which kind.
    pub spec: &'static NodeSpec,
}

impl PartialEq for TileProps {
    fn eq(&self, other: &TileProps) -> bool {
        std::ptr::eq(self.spec, other.spec)
    }
}

/// A kind's icon on its category's colour. The kind's name always stands beside it.
#[component]
pub fn Tile(props: &TileProps) -> Html {
    html! {
        <span class={classes!("tile", format!("c-{}", props.spec.category.style()))} aria-hidden="true">
            <svg viewBox="0 0 20 20" width="15" height="15" focusable="false">
                <path d={props.spec.icon} fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" />
            </svg>
        </span>
    }
}
