//! The list of everything that happened: the canvas in words, without gaps.

mod bar;
mod chips;
mod copy;
mod list;
mod row;

use crate::session::Changed;
use crate::ui::use_slice;
use bar::FilterBar;
use chips::Chips;
use list::EventList;
use yew::prelude::*;

/// Filters, how much fits them, and the lines.
#[component]
pub fn Events() -> Html {
    let filtered = use_slice(Changed::ALL, |session| {
        !session.list_filter().is_empty() || session.list_follows()
    });
    html! {
        <>
            <FilterBar />
            if filtered {
                <Chips />
            }
            <EventList />
        </>
    }
}
