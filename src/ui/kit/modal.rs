//! A modal dialog with a heading and a way out.

use super::{Glyph, Icon};
use crate::platform::element;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ModalProps {
    /// The heading.
    pub title: AttrValue,
    /// Whether it needs the room of several columns.
    #[prop_or_default]
    pub wide: bool,
    /// Whether it is only read: the arrow keys then scroll it, as nothing in it takes the focus.
    #[prop_or_default]
    pub text: bool,
    /// More style names.
    #[prop_or_default]
    pub class: Classes,
    /// When it was closed, by whatever means.
    pub on_close: Callback<()>,
    /// What is in it.
    pub children: Children,
}

/// Open for as long as it is rendered. Escape, the button and a click beside it close it.
#[component]
pub fn Modal(props: &ModalProps) -> Html {
    let dialog = use_node_ref();
    use_effect_with(dialog.clone(), element::show_modal);
    let close = {
        let dialog = dialog.clone();
        move || element::close_modal(&dialog)
    };
    let onclick = {
        let close = close.clone();
        Callback::from(move |event: MouseEvent| {
            if element::is_backdrop(&event) {
                close();
            }
        })
    };
    html! {
        <dialog
            ref={dialog}
            class={classes!("dialog", props.wide.then_some("wide"), props.class.clone())}
            aria-label={props.title.clone()}
            onclose={props.on_close.reform(|_: Event| ())}
            {onclick}
        >
            <div class="dialog-head">
                <h2>{ &props.title }</h2>
                <button type="button" class="btn ghost icon" aria-label="Close" onclick={move |_| close()}>
                    <Icon glyph={Glyph::Close} />
                </button>
            </div>
            <div class="dialog-body scroll" role={props.text.then_some("group")} aria-label={props.text.then(|| props.title.clone())} tabindex={props.text.then_some("0")}>{ props.children.clone() }</div>
        </dialog>
    }
}
