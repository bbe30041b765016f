//! A button that copies a text and says so.

use super::{Glyph, Icon};
use crate::platform::clipboard;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CopyProps {
    /// What is copied.
    pub text: AttrValue,
    /// What the button says.
    #[prop_or(AttrValue::Static("Copy"))]
    pub label: AttrValue,
    /// More style names.
    #[prop_or_default]
    pub class: Classes,
}

/// How long the answer stays, in milliseconds.
const ANSWERED: u32 = 2_500;

/// Says "Copied", or how to copy by hand when the browser refuses.
#[component]
pub fn CopyButton(props: &CopyProps) -> Html {
    let answer = use_state_eq(|| None::<bool>);
    {
        let answer_in = answer.clone();
        use_effect_with(*answer, move |answered| {
            let timeout = answered.map(|_| Timeout::new(ANSWERED, move || answer_in.set(None)));
            move || drop(timeout)
        });
    }
    let onclick = {
        let (text, answer) = (props.text.clone(), answer.clone());
        move |_| {
            let answer = answer.clone();
            clipboard::copy(&text, move |copied| answer.set(Some(copied)));
        }
    };
    let label = match *answer {
        None => props.label.clone(),
        Some(true) => "Copied".into(),
        Some(false) => "Press Ctrl+C".into(),
    };
    html! {
        <button type="button" class={classes!("btn", props.class.clone())} {onclick}>
            <Icon glyph={Glyph::Copy} size={16} />
            <span aria-live="polite">{ label }</span>
        </button>
    }
}
