//! The list of everything that happened: the canvas in words, without gaps. Only the visible lines are in the page.

use crate::base::MessageId;
use crate::platform::{element, theme};
use crate::session::{Action, Changed, EventRow, Focus, Selection};
use crate::sim::Tone;
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// Browsers can't scroll further than some ten million pixels; older events come back by seeking back in time.
const MOST: u64 = 300_000;
/// Lines above and below what is visible.
const MARGIN: u64 = 8;

#[derive(Properties, PartialEq)]
pub struct EventListProps {
    /// How many events there are.
    pub total: u64,
}

/// The lines. At its end it stays at its end.
#[component]
pub fn EventList(props: &EventListProps) -> Html {
    let (store, list) = (use_store(), use_node_ref());
    let line: u64 = if theme::matches("(max-width: 720px)") { 44 } else { 26 };
    let place = use_state_eq(|| (0i32, 240i32));
    let follows = use_state_eq(|| true);
    let listed = props.total.min(MOST);
    let base = props.total - listed;
    {
        let (list, place) = (list.clone(), place.clone());
        use_effect_with((listed, *follows), move |(listed, follows)| {
            if *follows {
                element::scroll_to(&list, (listed * line) as i32);
                if let Some(scrolled) = element::scrolled(&list) {
                    place.set(scrolled);
                }
            }
        });
    }
    let onscroll = {
        let (list, place, follows) = (list.clone(), place.clone(), follows.clone());
        move |_: Event| {
            if let Some((top, height)) = element::scrolled(&list) {
                place.set((top, height));
                follows.set(top + height + line as i32 >= (listed * line) as i32);
            }
        }
    };
    let (top, height) = (place.0.max(0) as u64, place.1.max(0) as u64);
    let first = (top / line).saturating_sub(MARGIN);
    let shown = (height / line + 2 * MARGIN + 1).min(listed.saturating_sub(first));
    let playing = use_slice(Changed::PLAYBACK, |session| session.playback().playing);
    let rows = {
        let store = store.clone();
        // What is forgotten is computed again, so it is asked for only when other lines are visible.
        use_memo(
            (base + first, shown, playing, (*follows).then_some(props.total)),
            move |(first, shown, ..)| store.read(|session| session.events(first + 1, *shown as usize)),
        )
    };
    let row = |event: &EventRow| {
        let index = event.id.0.saturating_sub(1 + base);
        let (store, node, at) = (store.clone(), event.node_id, event.at);
        let focus = Focus {
            event: event.id,
            message: event.message,
        };
        let onclick = move |_| {
            store.dispatch(Action::Seek(at));
            store.dispatch(Action::Focus(focus));
            store.dispatch(Action::Select(Selection::node(node)));
        };
        let tone = match event.tone {
            Tone::Plain => "",
            Tone::Good => "tone-good",
            Tone::Warning => "tone-warning",
            Tone::Bad => "tone-bad",
        };
        let about = if event.message == MessageId::NONE {
            None
        } else {
            Some(event.message.to_string())
        };
        html! {
            <div role="listitem" key={event.id.0}>
                <button type="button" class="event" tabindex="-1" style={format!("top:{}px", index * line)} data-event={event.id.0.to_string()} data-message={about} {onclick}>
                    <span class="at">{ event.at.to_string() }</span>
                    <span class="who">{ &event.node }</span>
                    <span class={tone}>{ &event.text }</span>
                    <span class="id">{ event.rule }</span>
                </button>
            </div>
        }
    };
    html! {
        <div ref={list} class="events-list scroll" role="region" tabindex="0" aria-label="List of events" {onscroll}>
            <div role="list" style={format!("height:{}px", listed * line)}>{ for rows.iter().map(row) }</div>
        </div>
    }
}
