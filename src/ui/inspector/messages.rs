//! What a node holds. Looking consumes nothing: it is no receive.

use super::json::indented;
use crate::base::NodeId;
use crate::session::{Changed, MessageRow, Peek, place_name};
use crate::sim::{Place, decimal};
use crate::ui::journey::use_journeys;
use crate::ui::kit::{Token, use_typed};
use crate::ui::reasons::Reasons;
use crate::ui::use_slice;
use yew::prelude::*;

/// Most messages listed; the search finds the others.
const LISTED: usize = 100;

#[derive(Properties, PartialEq)]
pub struct MessagesProps {
    pub node: NodeId,
}

/// The messages by where the node keeps them, with a search over numbers, bodies, groups and attributes.
#[component]
pub fn Messages(props: &MessagesProps) -> Html {
    let node = props.node;
    let search = use_state_eq(String::new);
    let typed = {
        let tell = search.clone();
        use_typed(&search, Callback::from(move |text: String| tell.set(text)))
    };
    let place = use_state_eq(|| None::<Place>);
    let (needle, wanted) = ((*search).clone(), *place);
    let peek = use_slice(Changed::ALL, move |session| session.peek(node, wanted, &needle, LISTED));
    let searching = !search.is_empty() || place.is_some();
    html! {
        <>
            <div class="tab-search">
                <input ref={typed.field.clone()} class="input" type="search" placeholder="Search bodies, groups, attributes, m-12…" aria-label="Search the messages" oninput={typed.oninput()} />
                <Places places={peek.places.clone()} chosen={*place} on_choose={move |chosen| place.set(chosen)} />
            </div>
            <p class="quiet">{ count(&peek, searching) }{ " Looking at them consumes nothing." }</p>
            // In an element of its own: what stands before a list that grows and shrinks would be made anew, and lose the focus.
            <div>{ for keyed(&peek.rows).into_iter().zip(peek.rows).map(|(key, row)| html! { <MessageItem {key} {row} /> }) }</div>
        </>
    }
}

fn count(peek: &Peek, searching: bool) -> String {
    match (peek.found, searching) {
        (0, false) => "No messages here right now.".to_string(),
        (0, true) => "No message matches.".to_string(),
        (found, _) if found > peek.rows.len() => {
            format!(
                "The first {} of {} messages.",
                peek.rows.len(),
                decimal(found as i64, 0)
            )
        }
        (1, _) => "1 message.".to_string(),
        (found, _) => format!("{found} messages."),
    }
}

#[derive(Properties, PartialEq)]
struct PlacesProps {
    places: Vec<(Place, usize)>,
    chosen: Option<Place>,
    on_choose: Callback<Option<Place>>,
}

/// A chip for each place that has messages; the chosen one stays, even when it is empty.
#[component]
fn Places(props: &PlacesProps) -> Html {
    let mut places = props.places.clone();
    if let Some(chosen) = props.chosen
        && places.iter().all(|(place, _)| *place != chosen)
    {
        places.push((chosen, 0));
        places.sort_unstable();
    }
    if places.len() < 2 && props.chosen.is_none() {
        return Html::default();
    }
    let chip = |place: Option<Place>, name: &'static str, count: Option<usize>| {
        let pressed = props.chosen == place;
        let then = if pressed { None } else { place };
        html! {
            <button key={name} type="button" class="chip filter" aria-pressed={pressed.to_string()} onclick={props.on_choose.reform(move |_| then)}>
                { name }
                if let Some(count) = count {
                    <b>{ decimal(count as i64, 0) }</b>
                }
            </button>
        }
    };
    html! {
        <div class="places" role="group" aria-label="Show messages that are">
            { chip(None, "all", None) }
            { for places.iter().map(|(place, count)| chip(Some(*place), place_name(*place), Some(*count))) }
        </div>
    }
}

/// A key for each row, which stays while the row does. A worker may have the same message in hand twice.
fn keyed(rows: &[MessageRow]) -> Vec<String> {
    let before = |index: usize| rows[..index].iter().filter(|row| row.id == rows[index].id).count();
    (0..rows.len())
        .map(|index| format!("{}-{}", rows[index].id, before(index)))
        .collect()
}

#[derive(Properties, PartialEq)]
struct MessageProps {
    row: MessageRow,
}

/// A message that opens.
#[component]
fn MessageItem(props: &MessageProps) -> Html {
    let row = &props.row;
    let journeys = use_journeys();
    let asked = use_state_eq(|| false);
    let fact = |name: &'static str, value: String| {
        if value.is_empty() {
            return Html::default();
        }
        html! { <><dt>{ name }</dt><dd>{ value }</dd></> }
    };
    let journey = {
        let message = row.id;
        move |_| journeys.show(message)
    };
    let outlined = row.place != Place::Waiting;
    let ask = {
        let asked = asked.clone();
        move |_| asked.set(!*asked)
    };
    html! {
        <details class="message" data-message={row.id.to_string()}>
            <summary>
                <Token tint={row.tint} {outlined} />
                <b>{ row.id.to_string() }</b>
                <span>{ row.state }</span>
                <span class="timer">{ &row.timer }</span>
                <span class="preview">{ &row.body }</span>
            </summary>
            <div class="message-doing">
                <button type="button" class="btn small" onclick={journey}>{ "Journey" }</button>
                <button type="button" class="btn small" aria-expanded={asked.to_string()} onclick={ask}>{ "Why isn't it delivered?" }</button>
            </div>
            if *asked {
                <Reasons message={row.id} />
            }
            <pre tabindex="0" aria-label={format!("Body of {}", row.id)}>{ indented(&row.body).unwrap_or_else(|| row.body.clone()) }</pre>
            <dl class="facts">
                { fact("Receive count", row.receives.to_string()) }
                { fact("Sent", row.sent.to_string()) }
                { fact("Group", row.group.clone()) }
                { fact("Expires", row.expires.trim_start_matches("expires ").to_string()) }
                { fact("Receipt handle", row.handle.clone()) }
                { for row.attributes.iter().map(|attribute| fact("Attribute", attribute.clone())) }
            </dl>
        </details>
    }
}
