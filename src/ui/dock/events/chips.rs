//! The filters that are on; a click takes one away.

use crate::session::{Action, Changed, Filter, Searcher};
use crate::ui::kit::{Glyph, Icon};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// A chip for each filter, and one that clears them all.
#[component]
pub fn Chips() -> Html {
    let store = use_store();
    let filter = use_slice(Changed::ALL, |session| session.list_filter());
    let follows = use_slice(Changed::ALL, |session| session.list_follows());
    let names = {
        let nodes = filter.nodes.clone();
        use_slice(Changed::DOCUMENT, move |session| {
            let name = |id| session.scenario().name(id).to_string();
            nodes.iter().map(|id| (*id, name(*id))).collect::<Vec<_>>()
        })
    };
    let chip = |label: String, without: Filter| {
        let store = store.clone();
        let onclick = move |_| {
            store.dispatch(Action::Search(Searcher::List, Some(without.clone())));
        };
        html! {
            <button key={label.clone()} type="button" class="chip filter-chip" aria-label={format!("Take away: {label}")} {onclick}>
                { &label }<Icon glyph={Glyph::Close} size={11} />
            </button>
        }
    };
    let without = |change: &dyn Fn(&mut Filter)| {
        let mut less = filter.clone();
        change(&mut less);
        less
    };
    let mut chips: Vec<Html> = Vec::new();
    if !follows {
        for (id, name) in &names {
            chips.push(chip(
                format!("at {name}"),
                without(&|filter| {
                    filter.nodes.remove(id);
                }),
            ));
        }
    }
    for message in &filter.messages {
        chips.push(chip(
            message.to_string(),
            without(&|filter| {
                filter.messages.remove(message);
            }),
        ));
    }
    for group in &filter.groups {
        chips.push(chip(
            group.name().to_string(),
            without(&|filter| {
                filter.groups.remove(group);
            }),
        ));
    }
    if !filter.rule.is_empty() {
        chips.push(chip(
            format!("rule {}", filter.rule),
            without(&|filter| filter.rule.clear()),
        ));
    }
    if !filter.text.is_empty() {
        chips.push(chip(
            format!("“{}”", filter.text),
            without(&|filter| filter.text.clear()),
        ));
    }
    let follow = follows.then(|| {
        let store = store.clone();
        let onclick = move |_| store.dispatch(Action::FollowSelection(false));
        let of: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
        let label = if of.is_empty() { "selection: nothing selected".to_string() } else { format!("selection: {}", of.join(", ")) };
        html! {
            <button key="follow" type="button" class="chip filter-chip" aria-label={format!("Take away: {label}")} {onclick}>
                { &label }<Icon glyph={Glyph::Close} size={11} />
            </button>
        }
    });
    let clear = {
        let store = store.clone();
        move |_| {
            store.dispatch(Action::FollowSelection(false));
            store.dispatch(Action::Search(Searcher::List, None));
        }
    };
    html! {
        <div class="filter-chips" role="group" aria-label="Filters that are on">
            { for follow }
            { for chips }
            <button key="clear" type="button" class="chip plain" onclick={clear}>{ "Clear all" }</button>
        </div>
    }
}
