//! How near each node came to its quotas.

use crate::base::{MessageId, NodeId, SimTime};
use crate::session::metrics::QuotaRow;
use crate::session::{Action, Changed, Focus, Selection, Session};
use crate::sim::EventId;
use crate::ui::kit::{Glyph, Icon};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// A line for each quota, with a bar.
#[component]
pub fn QuotasPage() -> Html {
    let rows = use_slice(Changed::ALL, Session::quotas);
    if rows.is_empty() {
        return html! { <p class="quiet measures-empty">{ "No node of this design has a quota. Queues have: add one from the palette." }</p> };
    }
    html! {
        <>
            <p class="quiet measures-note">{ "The highest use so far. From 80 % on a quota is marked." }</p>
            <table class="figures quotas">
                <caption class="for-reader">{ "Quotas" }</caption>
                <thead><tr>
                    <th scope="col">{ "Node" }</th><th scope="col">{ "Quota" }</th><th scope="col">{ "Use" }</th>
                    <th scope="col" class="num">{ "Highest" }</th><th scope="col" class="num">{ "Limit" }</th><th scope="col">{ "When" }</th>
                </tr></thead>
                <tbody>{ for rows.iter().map(line) }</tbody>
            </table>
        </>
    }
}

fn line(row: &QuotaRow) -> Html {
    let used = !row.used.is_empty();
    let near = row.is_near();
    let share = format!("{}.{} %", row.share / 100, row.share / 10 % 10);
    let word = match row.exceeded {
        0 if near => "near the limit".to_string(),
        0 => share,
        1 => "exceeded once".to_string(),
        times => format!("exceeded {} times", crate::sim::decimal(times as i64, 0)),
    };
    html! {
        <tr key={format!("{} {}", row.node.0, row.quota)} class={classes!(near.then_some("near"))} data-quota={row.quota}>
            <th scope="row">{ &row.name }</th>
            <td title={row.help}>{ row.quota }<span class="rule-id">{ format!(" {}", row.rule) }</span></td>
            <td>
                if used {
                    <span class="meter" aria-hidden="true"><i style={format!("width:{}%", (row.share / 100).min(100))} /></span>
                    <span class="meter-word">
                        if near { <Icon glyph={Glyph::Warning} size={14} /> }
                        { word }
                    </span>
                } else {
                    <span class="quiet">{ "not used yet" }</span>
                }
            </td>
            <td class="num">{ &row.used }</td>
            <td class="num">{ &row.limit }</td>
            <td>
                if used {
                    <EventButton node={row.node} event={row.event} at={row.at} what={format!("{} of {}", row.quota, row.name)} />
                }
            </td>
        </tr>
    }
}

#[derive(Properties, PartialEq)]
pub struct EventButtonProps {
    pub node: NodeId,
    pub event: EventId,
    pub at: SimTime,
    /// What happened then, for screen readers.
    pub what: String,
}

/// The time of an event, which goes there.
#[component]
pub fn EventButton(props: &EventButtonProps) -> Html {
    let store = use_store();
    let (node, event, at) = (props.node, props.event, props.at);
    let onclick = move |_| {
        store.dispatch(Action::Seek(at));
        store.dispatch(Action::Focus(Focus {
            event,
            message: MessageId::NONE,
        }));
        store.dispatch(Action::Select(Selection::node(node)));
    };
    html! {
        <button type="button" class="btn small ghost when" aria-label={format!("Go to {at}, {}", props.what)} {onclick}>{ at.to_string() }</button>
    }
}
