//! The dock: what needs width, below the canvas. One tab at a time; its height is dragged and remembered.

mod console;
mod events;

use super::charts::Measures;
use super::journey::{Journey, WithWhy};
use super::kit::{Glyph, Icon, Tabs};
use super::panels::{DockTab, use_open, use_panels};
use super::use_slice;
use crate::platform::{element, storage};
use crate::session::Changed;
use console::Console;
use events::Events;
use yew::prelude::*;

/// The tabs in their order, with their names.
const TABS: &[(DockTab, &str)] = &[
    (DockTab::Events, "Events"),
    (DockTab::Journey, "Journey"),
    (DockTab::Charts, "Charts"),
    (DockTab::Console, "Console"),
];
/// The height before anyone drags it, and its least, in pixels. The style sheet keeps it below the canvas's height.
const HEIGHT: i32 = 300;
const LEAST: i32 = 140;
const MOST: i32 = 1_200;
/// How far an arrow key moves the edge.
const STEP: i32 = 24;

/// The dock, if a tab of it is open.
#[component]
pub fn Dock() -> Html {
    let panels = use_panels();
    let tab = use_open(|open| open.dock);
    let height = use_state_eq(remembered);
    let total = use_slice(Changed::ALL, |session| session.events_total());
    let Some(tab) = tab else {
        return Html::default();
    };
    let count = |of: DockTab| match of {
        DockTab::Events => usize::try_from(total).ok(),
        DockTab::Journey | DockTab::Charts | DockTab::Console => None,
    };
    let names = TABS.iter().map(|(of, name)| (*name, count(*of))).collect::<Vec<_>>();
    let open = TABS.iter().position(|(of, _)| *of == tab).unwrap_or(0);
    let on_open = {
        let panels = panels.clone();
        move |index: usize| panels.show_dock(TABS.get(index).map(|(of, _)| *of))
    };
    let on_height = {
        let height = height.clone();
        move |wanted: i32| {
            let wanted = wanted.clamp(LEAST, MOST);
            storage::write(storage::DOCK, &wanted.to_string());
            height.set(wanted);
        }
    };
    html! {
        <section class="dock" aria-label={TABS[open].1} style={format!("--dock:{}px", *height)}>
            <Edge height={*height} {on_height} />
            <h2 class="for-reader">{ "Below the canvas" }</h2>
            <div class="dock-head">
                <Tabs id="dock" label="Below the canvas" {names} {open} {on_open} />
                <span class="space" />
                <button type="button" class="btn ghost small icon" aria-label={format!("Close the {}", TABS[open].1.to_lowercase())} onclick={move |_| panels.show_dock(None)}>
                    <Icon glyph={Glyph::Close} size={16} />
                </button>
            </div>
            <div class="dock-body" id="dock-panel" role="tabpanel" aria-labelledby={format!("dock-{open}")}>
                { match tab {
                    DockTab::Events => html! { <WithWhy><Events /></WithWhy> },
                    DockTab::Journey => html! { <WithWhy><Journey /></WithWhy> },
                    DockTab::Charts => html! { <Measures /> },
                    DockTab::Console => html! { <Console /> },
                } }
            </div>
        </section>
    }
}

/// The height of the last visit.
fn remembered() -> i32 {
    let kept = storage::read(storage::DOCK).and_then(|text| text.parse::<i32>().ok());
    kept.unwrap_or(HEIGHT).clamp(LEAST, MOST)
}

#[derive(Properties, PartialEq)]
struct EdgeProps {
    height: i32,
    on_height: Callback<i32>,
}

/// The upper edge, to drag.
#[component]
fn Edge(props: &EdgeProps) -> Html {
    let edge = use_node_ref();
    let began = use_state_eq(|| None::<(i32, i32)>);
    let height = props.height;
    let onpointerdown = {
        let (edge, began) = (edge.clone(), began.clone());
        move |event: PointerEvent| {
            element::capture(&event, &edge);
            began.set(Some((event.client_y(), height)));
        }
    };
    let onpointermove = {
        let (began, on_height) = (began.clone(), props.on_height.clone());
        move |event: PointerEvent| {
            if let Some((y, height)) = *began {
                on_height.emit(height + y - event.client_y());
            }
        }
    };
    let let_go = move |_: PointerEvent| began.set(None);
    let onkeydown = {
        let on_height = props.on_height.clone();
        move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowUp" => STEP,
                "ArrowDown" => -STEP,
                _ => return,
            };
            event.prevent_default();
            on_height.emit(height + step);
        }
    };
    html! {
        <div ref={edge} class="dock-edge" role="separator" tabindex="0" aria-orientation="horizontal" aria-label="Height of the panel"
            aria-valuenow={height.to_string()} aria-valuemin={LEAST.to_string()} aria-valuemax={MOST.to_string()}
            {onpointerdown} {onpointermove} onpointerup={let_go.clone()} onpointercancel={let_go} {onkeydown} />
    }
}
