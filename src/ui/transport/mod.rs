//! The transport: time, and everything one can do with it.

mod announcer;
mod clock;
mod seed;
mod speed;
mod timeline;

use super::kit::{Glyph, Icon};
use super::panels::{DockTab, use_open, use_panels};
use super::{use_slice, use_store};
use crate::session::{Action, Changed};
use announcer::Announcer;
use clock::Clock;
pub use seed::SeedField;
use speed::Speed;
use timeline::Timeline;
use yew::prelude::*;

/// The bar at the bottom.
#[component]
pub fn Transport() -> Html {
    let (store, panels) = (use_store(), use_panels());
    let events_open = use_open(|open| open.dock == Some(DockTab::Events));
    let playing = use_slice(Changed::PLAYBACK, |session| session.playback().playing);
    let events = use_slice(Changed::ALL, |session| session.events_total());
    let button = |action: Action, label: &'static str, glyph: Glyph, optional: bool| {
        let store = store.clone();
        html! {
            <button type="button" class={classes!("btn", "icon", "ghost", optional.then_some("optional"))} aria-label={label} title={label}
                onclick={move |_| store.dispatch(action.clone())}><Icon {glyph} /></button>
        }
    };
    let (label, glyph) = if playing {
        ("Pause", Glyph::Pause)
    } else {
        ("Play", Glyph::Play)
    };
    let toggle = {
        let store = store.clone();
        move |_| store.dispatch(Action::TogglePlay)
    };
    html! {
        <footer class="transport" aria-label="Time">
            <div class="controls">
                { button(Action::Restart, "Restart", Glyph::ToStart, true) }
                { button(Action::StepBack, "One event back", Glyph::StepBack, false) }
                <button type="button" class="play" aria-label={label} title={format!("{label} (Space)")} onclick={toggle}><Icon {glyph} size={20} /></button>
                { button(Action::StepForward, "One event forward", Glyph::StepForward, false) }
                { button(Action::SkipToNext, "Skip to the next event", Glyph::SkipToNext, true) }
                <Clock />
            </div>
            <Timeline />
            <div class="side">
                <Speed />
                <div class="seed"><label for="seed">{ "Seed" }</label><SeedField id="seed" /></div>
                <button type="button" class="btn events-button" aria-expanded={events_open.to_string()} onclick={move |_| panels.toggle_dock(DockTab::Events)}>
                    <Icon glyph={Glyph::List} size={16} /><span class="word">{ "Events" }</span><span class="count">{ count(events) }</span>
                </button>
            </div>
            <Announcer />
        </footer>
    }
}

/// `1,204`, and `1.2 M` where the exact number would not fit.
fn count(events: u64) -> String {
    if events < 1_000_000 {
        return crate::sim::decimal(events as i64, 0);
    }
    format!("{} M", crate::sim::decimal((events / 100_000) as i64, 1))
}
