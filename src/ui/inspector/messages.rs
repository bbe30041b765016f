//! What a node holds. Looking consumes nothing: it is no receive.

use super::json::indented;
use crate::base::NodeId;
use crate::platform::element;
use crate::session::{Changed, MessageRow};
use crate::ui::kit::Token;
use crate::ui::use_slice;
use yew::prelude::*;

/// Most messages listed; the search finds the others.
const LISTED: usize = 100;

#[derive(Properties, PartialEq)]
pub struct MessagesProps {
    pub node: NodeId,
}

/// The messages, with a search over bodies, groups and attributes.
#[component]
pub fn Messages(props: &MessagesProps) -> Html {
    let node = props.node;
    let search = use_state_eq(String::new);
    let needle = (*search).clone();
    let (rows, total) = use_slice(Changed::ALL, move |session| session.messages(node, &needle, LISTED));
    let count = match (total, search.is_empty()) {
        (0, true) => "No messages here right now.".to_string(),
        (0, false) => "No message matches.".to_string(),
        (total, _) if total > rows.len() => {
            format!(
                "The first {} of {} messages.",
                rows.len(),
                crate::sim::decimal(total as i64, 0)
            )
        }
        (1, _) => "1 message.".to_string(),
        (total, _) => format!("{total} messages."),
    };
    html! {
        <>
            <div class="tab-search">
                <input class="input" type="search" placeholder="Search bodies, groups, attributes…" aria-label="Search the messages" value={(*search).clone()}
                    oninput={let search = search.clone(); move |event: InputEvent| search.set(element::typed(&event))} />
            </div>
            <p class="quiet">{ count }{ " Looking at them consumes nothing." }</p>
            { for rows.into_iter().map(message) }
        </>
    }
}

fn message(row: MessageRow) -> Html {
    let key = row.id.0;
    html! { <MessageItem {key} {row} /> }
}

#[derive(Properties, PartialEq)]
struct MessageProps {
    row: MessageRow,
}

/// A message that opens.
#[component]
fn MessageItem(props: &MessageProps) -> Html {
    let row = &props.row;
    let fact = |name: &'static str, value: String| {
        if value.is_empty() {
            return Html::default();
        }
        html! { <><dt>{ name }</dt><dd>{ value }</dd></> }
    };
    let outlined = row.state != "waiting";
    html! {
        <details class="message" data-message={row.id.to_string()}>
            <summary>
                <Token tint={row.tint} {outlined} />
                <b>{ row.id.to_string() }</b>
                <span>{ row.state }</span>
                <span class="timer">{ &row.timer }</span>
                <span class="preview">{ &row.body }</span>
            </summary>
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
