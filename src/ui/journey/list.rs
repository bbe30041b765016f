//! A journey as a list: the same entries as the lanes, in words.

use super::{glyph, use_journeys};
use crate::session::Passport;
use crate::sim::EventId;
use crate::ui::kit::Icon;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ListProps {
    pub passport: Rc<Passport>,
    /// The event in focus.
    pub event: EventId,
}

/// The entries, oldest first.
#[component]
pub fn List(props: &ListProps) -> Html {
    let journeys = use_journeys();
    let passport = &props.passport;
    html! {
        <ol class="journey-list scroll" tabindex="0" aria-label={format!("Journey of {}", passport.message)}>
            { for passport.entries.iter().map(|entry| {
                let onclick = {
                    let (journeys, passport, entry) = (journeys.clone(), passport.clone(), entry.clone());
                    move |_| journeys.go(&passport, &entry)
                };
                let chosen = entry.event == props.event;
                html! {
                    <li key={entry.event.0}>
                        <button type="button" class={classes!((!entry.past).then_some("later"))} aria-current={chosen.then_some("time")} data-event={entry.event.0.to_string()} {onclick}>
                            <Icon glyph={glyph(entry.stamp)} size={14} />
                            <span class="at">{ entry.at.to_string() }</span>
                            <b>{ &passport.lanes[entry.lane].name }</b>
                            <span class="what">{ &entry.text }</span>
                            if let Some(rule) = entry.rule {
                                <span class="id">{ rule.0.id }</span>
                            }
                        </button>
                    </li>
                }
            }) }
        </ol>
    }
}
