//! A row of tabs: arrow keys move between them, as screen readers expect.

use crate::platform::element;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// Begins the ids of the tabs and of their panel: `tab-0`, `tab-panel`.
    #[prop_or(AttrValue::Static("tab"))]
    pub id: AttrValue,
    /// What the tabs are for.
    pub label: AttrValue,
    /// The names, with a count where there is something to count.
    pub names: Vec<(&'static str, Option<usize>)>,
    /// Which one is open.
    pub open: usize,
    /// Another one was chosen.
    pub on_open: Callback<usize>,
}

/// The tabs; the panel below them has an id of the same beginning, `tab-panel`.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let count = props.names.len();
    let (open, on_open, id) = (props.open, props.on_open.clone(), props.id.clone());
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
        element::focus(&format!("{id}-{next}"));
    };
    let tab = |(index, (name, count)): (usize, &(&'static str, Option<usize>))| {
        let selected = index == props.open;
        html! {
            <button
                key={*name}
                type="button"
                class="tab"
                role="tab"
                id={format!("{}-{index}", props.id)}
                aria-selected={selected.to_string()}
                aria-controls={format!("{}-panel", props.id)}
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
