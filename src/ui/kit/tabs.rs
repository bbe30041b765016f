//! A row of tabs: arrow keys move between them, as screen readers expect.

use crate::platform::element;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// What the tabs are for.
    pub label: AttrValue,
    /// The names, with a count where there is something to count.
    pub names: Vec<(&'static str, Option<usize>)>,
    /// Which one is open.
    pub open: usize,
    /// Another one was chosen.
    pub on_open: Callback<usize>,
}

/// The tabs; the panel below has the id `tab-panel`.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let count = props.names.len();
    let (open, on_open) = (props.open, props.on_open.clone());
    let onkeydown = move |event: KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowRight" => (open + 1) % count,
            "ArrowLeft" => (open + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        on_open.emit(next);
        element::focus(&format!("tab-{next}"));
    };
    let tab = |(index, (name, count)): (usize, &(&'static str, Option<usize>))| {
        let selected = index == props.open;
        html! {
            <button
                key={*name}
                type="button"
                class="tab"
                role="tab"
                id={format!("tab-{index}")}
                aria-selected={selected.to_string()}
                aria-controls="tab-panel"
                tabindex={if selected { "0" } else { "-1" }}
                onclick={props.on_open.reform(move |_| index)}
            >
                { name }
                if let Some(count) = count {
                    <b>{ format!(" {count}") }</b>
                }
            </button>
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={props.label.clone()} {onkeydown}>
            { for props.names.iter().enumerate().map(tab) }
        </div>
    }
}
