//! What screen readers hear of the run: one summary every few seconds while it plays, each event while it is stepped.

use crate::base::SimTime;
use crate::session::{Changed, EventRow, Session};
use crate::sim::Tone;
use crate::ui::{Store, use_slice, use_store};
use gloo_timers::callback::Interval;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// Between two summaries, in milliseconds.
const PAUSE: u32 = 6_000;
/// How many of the latest events are searched for the one worth telling.
const SEARCHED: usize = 200;

/// A polite live region.
#[component]
pub fn Announcer() -> Html {
    let store = use_store();
    let said = use_state_eq(String::new);
    let told = use_memo((), |()| Rc::new(Cell::new(0u64)));
    let playing = use_slice(Changed::PLAYBACK, |session| session.playback().playing);
    let at = use_slice(Changed::ALL, |session| {
        if session.playback().playing {
            SimTime::ZERO
        } else {
            session.now()
        }
    });
    {
        let (store, said, told) = (store.clone(), said.clone(), Rc::clone(&told));
        use_effect_with(playing, move |playing| {
            let interval = playing.then(|| Interval::new(PAUSE, move || tell(&store, &told, &said)));
            move || drop(interval)
        });
    }
    let announced = said.clone();
    use_effect_with(at, move |at| {
        if *at > SimTime::ZERO
            && let Some(event) = store.read(|session| session.recent_events(1).pop())
        {
            announced.set(format!("{at}: {} {}", event.node, event.text));
        }
    });
    html! { <div class="for-reader" aria-live="polite">{ (*said).clone() }</div> }
}

fn tell(store: &Store, told: &Cell<u64>, said: &UseStateHandle<String>) {
    store.read(|session| {
        let total = session.events_total();
        let new = total.saturating_sub(told.replace(total));
        if new > 0 {
            said.set(summary(session, new));
        }
    });
}

/// How much happened, and the latest event that is worth a look.
fn summary(session: &Session, new: u64) -> String {
    let recent = session.recent_events(SEARCHED.min(usize::try_from(new).unwrap_or(SEARCHED)));
    let worth = |event: &&EventRow| matches!(event.tone, Tone::Warning | Tone::Bad);
    let latest = recent.iter().rev().find(worth).or(recent.last());
    let latest = latest.map_or_else(String::new, |event| format!(" {}: {}.", event.node, event.text));
    let events = if new == 1 { "event" } else { "events" };
    format!("{}: {new} {events}.{latest}", session.now())
}
