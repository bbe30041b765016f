//! The transport: time, and everything one can do with it.

mod announcer;
mod clock;
mod seed;
mod speed;
mod steps;
mod timeline;

use super::kit::{Glyph, Icon};
use super::panels::{Dialog, DockTab, use_open, use_panels};
use super::{use_slice, use_store};
use crate::session::{Action, Changed, Travel};
use announcer::Announcer;
use clock::Clock;
pub use seed::SeedField;
use speed::Speed;
use steps::StepScope;
use timeline::Timeline;
pub use timeline::{MarkShape, bookmark_shape};
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
    let stops = use_slice(Changed::PLAYBACK, |session| {
        session.stops().iter().filter(|stop| stop.on).count()
    });
    let open = |dialog: Dialog| {
        let panels = panels.clone();
        move |_: MouseEvent| panels.open(dialog)
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
    let toggle_events = {
        let panels = panels.clone();
        move |_| panels.toggle_dock(DockTab::Events)
    };
    html! {
        <footer class="transport" aria-label="Time">
            <div class="controls">
                <div class="buttons">
                { button(Action::Restart, "Restart", Glyph::ToStart, true) }
                { button(Action::Travel(Travel::Previous), "One event back", Glyph::StepBack, false) }
                <button type="button" class="play" aria-label={label} title={format!("{label} (Space)")} onclick={toggle}><Icon {glyph} size={20} /></button>
                { button(Action::Travel(Travel::Next), "One event forward", Glyph::StepForward, false) }
                { button(Action::SkipToNext, "Skip to the next event", Glyph::SkipToNext, true) }
                </div>
                <StepScope />
                <Clock />
            </div>
            <Timeline />
            <button type="button" class="btn ghost icon moments-button" aria-label="Moments" title="Bookmarks and marks" onclick={open(Dialog::Moments)}><Icon glyph={Glyph::Bookmark} /></button>
            <div class="side">
                <Speed />
                <button type="button" class="btn stop-button" onclick={open(Dialog::Stops)}>{ "Stop when…" }if stops > 0 { <span class="count">{ stops }</span> }</button>
                <div class="seed"><label for="seed">{ "Seed" }</label><SeedField id="seed" /></div>
                <button type="button" class="btn events-button" aria-expanded={events_open.to_string()} onclick={toggle_events}>
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
