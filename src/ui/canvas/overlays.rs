//! What lies over the board: zoom controls, legend, marquee, the reason why a wire is refused, the empty board's words.

use super::desk::{use_desk, use_the_desk};
use super::gesture::Gesture;
use crate::geometry::Viewport;
use crate::scene::WireRef;
use crate::session::Changed;
use crate::ui::kit::{Glyph, Icon, Token};
use crate::ui::use_slice;
use yew::prelude::*;

/// Smaller, natural size, larger, everything.
#[component]
pub fn ZoomControls() -> Html {
    let desk = use_the_desk();
    let (percent, minimap) = use_desk(|plan| (plan.goal().percent(), plan.minimap));
    let zoom = |factor: f64| {
        let desk = desk.clone();
        move |_: MouseEvent| desk.zoom(factor)
    };
    let natural = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.natural_size()
    };
    let fit = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.show_everything()
    };
    let map = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.toggle_minimap()
    };
    let least = f64::from(percent) <= Viewport::LEAST_ZOOM * 100.0;
    let most = f64::from(percent) >= Viewport::MOST_ZOOM * 100.0;
    html! {
        <div class="zoom" role="group" aria-label="Zoom">
            <button type="button" class="btn icon" aria-label="Zoom out" disabled={least} onclick={zoom(0.8)}>{ "−" }</button>
            <button type="button" class="btn percent" title="Natural size (Shift+0)" onclick={natural}>{ format!("{percent} %") }</button>
            <button type="button" class="btn icon" aria-label="Zoom in" disabled={most} onclick={zoom(1.25)}>{ "+" }</button>
            <button type="button" class="btn" title="Show the whole design (Shift+1)" onclick={fit}>{ "Fit" }</button>
            <button type="button" class="btn icon" aria-label="Minimap" title="Minimap (M)" aria-pressed={minimap.to_string()} onclick={map}><Icon glyph={Glyph::Map} /></button>
        </div>
    }
}

/// How many identities the legend names.
const LEGEND_MOST: usize = 6;

/// What the shapes and colours of messages stand for.
#[component]
pub fn Legend() -> Html {
    let desk = use_the_desk();
    let (legend, under_way) = use_slice(Changed::DOCUMENT | Changed::RUN, move |session| {
        (session.legend(), desk.read(|plan| plan.under_way))
    });
    if legend.is_empty() {
        return Html::default();
    }
    let rest = legend.len().saturating_sub(LEGEND_MOST);
    html! {
        <ul class="legend" aria-label="Legend of messages">
            { for legend.iter().take(LEGEND_MOST).map(|(tint, name)| html! {
                <li key={name.clone()}><Token tint={*tint} />{ name }</li>
            }) }
            if rest > 0 {
                <li>{ format!("and {rest} more") }</li>
            }
            <li class="for-reader">{ if under_way == 1 { "1 message under way".to_string() } else { format!("{under_way} messages under way") } }</li>
        </ul>
    }
}

/// The rectangle of a marquee.
#[component]
pub fn Marquee() -> Html {
    let area = use_desk(|plan| plan.marquee);
    area.map_or_else(Html::default, |area| {
        let style = format!(
            "left:{}px;top:{}px;width:{}px;height:{}px",
            area.x, area.y, area.w, area.h
        );
        html! { <div class="marquee" {style} /> }
    })
}

/// Near the pointer: why the wire can't end here.
#[component]
pub fn Refusal() -> Html {
    let shown = use_desk(|plan| {
        let wiring = plan.wiring.as_ref().filter(|wiring| !wiring.refusal.is_empty())?;
        let at = plan.view.to_screen(wiring.loose);
        // Kept inside of the canvas, whose edges hide what is beyond them.
        let left = (at.x + 16.0).clamp(8.0, (plan.size.x - 276.0).max(8.0));
        let top = (at.y + 18.0).clamp(8.0, (plan.size.y - 90.0).max(8.0));
        Some((wiring.refusal.clone(), left as i32, top as i32))
    });
    shown.map_or_else(Html::default, |(reason, left, top)| {
        html! { <div class="wire-refusal" style={format!("left:{left}px;top:{top}px")}>{ reason }</div> }
    })
}

/// Beside the wire under the pointer: what it is and what is set for it, where that differs from the defaults.
#[component]
pub fn WireTip() -> Html {
    let hovered = use_desk(|plan| {
        let busy = plan.wiring.is_some() || plan.gesture != Gesture::Idle;
        let (Some(WireRef::Wire(wire) | WireRef::Term(wire, _)), false) = (plan.hovered, busy) else {
            return None;
        };
        let at = plan.pointer?.at;
        let left = (at.x + 16.0).clamp(8.0, (plan.size.x - 296.0).max(8.0));
        let top = (at.y + 18.0).clamp(8.0, (plan.size.y - 120.0).max(8.0));
        Some((wire, left as i32, top as i32))
    });
    let wire = hovered.map(|(wire, ..)| wire);
    let words = use_slice(Changed::DOCUMENT, move |session| {
        wire.map(|wire| (session.wire_title(wire), session.wire_settings(wire)))
    });
    let (Some((_, left, top)), Some((title, settings))) = (hovered, words) else {
        return Html::default();
    };
    if settings.is_empty() {
        return Html::default();
    }
    // The name of the wire's button says the same.
    html! {
        <div class="wire-tip" aria-hidden="true" style={format!("left:{left}px;top:{top}px")}>
            <b>{ title }</b>
            { for settings.iter().map(|text| html! { <p>{ text }</p> }) }
        </div>
    }
}

/// What a new board says.
#[component]
pub fn EmptyBoard() -> Html {
    let empty = use_slice(Changed::DOCUMENT, |session| session.scenario().nodes.is_empty());
    if !empty {
        return Html::default();
    }
    html! {
        <div class="empty">
            <svg viewBox="0 0 240 64" width="240" height="64" aria-hidden="true" focusable="false">
                <rect x="2" y="14" width="56" height="36" rx="9" />
                <rect x="92" y="14" width="56" height="36" rx="9" />
                <rect x="182" y="14" width="56" height="36" rx="9" />
                <path d="M58 32h34M148 32h34" />
                <circle cx="75" cy="32" r="5" class="one" />
                <path d="M165 26l6 10h-12z" class="two" />
            </svg>
            <h2>{ "An empty board" }</h2>
            <p>{ "Drag a producer, a queue and a worker here, join their round ports with wires, and press play. Or open an example." }</p>
        </div>
    }
}

/// Says what happens on the canvas to people who can't see it.
#[component]
pub fn Voice() -> Html {
    let said = use_desk(|plan| plan.said.clone());
    html! { <div class="for-reader" role="status" aria-live="polite">{ said }</div> }
}
