//! What became of everything.

use super::quotas::EventButton;
use crate::session::metrics::{OutcomeRow, RefusalRow};
use crate::session::{Changed, Session};
use crate::sim::decimal;
use crate::ui::use_slice;
use yew::prelude::*;

/// The sums, then what happened at each node, then refusals by code.
#[component]
pub fn OutcomesPage() -> Html {
    let sums = use_slice(Changed::ALL, Session::outcomes);
    let rows = use_slice(Changed::ALL, Session::outcome_rows);
    let refusals = use_slice(Changed::ALL, Session::refusals);
    if sums.made == 0 && rows.is_empty() {
        return html! { <p class="quiet measures-empty">{ "Nothing has happened yet. Press Play, or send a message." }</p> };
    }
    let tiles = [
        ("Made", sums.made, false, "Messages made, retries included."),
        ("Under way", sums.alive, false, "Messages that are somewhere now."),
        (
            "Done",
            sums.effects,
            false,
            "Work that had its effect for the first time.",
        ),
        (
            "Done twice",
            sums.duplicates,
            true,
            "Work whose effect had happened before.",
        ),
        (
            "Out of order",
            sums.reordered,
            true,
            "Effects that came after that of a younger message of the same group, or without groups of the same producer, from the same queue.",
        ),
        (
            "Lost",
            sums.lost,
            true,
            "Messages that ended unseen: expired, purged, refused, or lost on a wire.",
        ),
        (
            "Refused",
            sums.refused,
            true,
            "Calls and messages refused, those that were tried again included.",
        ),
    ];
    html! {
        <>
            <dl class="sums">
                { for tiles.map(|(name, count, bad, help)| html! {
                    <div key={name} class={classes!((bad && count > 0).then_some("bad"))} title={help} data-sum={name}>
                        <dt>{ name }</dt><dd>{ decimal(count as i64, 0) }</dd>
                    </div>
                }) }
            </dl>
            <table class="figures">
                <caption class="for-reader">{ "Outcomes by node" }</caption>
                <thead><tr><th scope="col">{ "Node" }</th><th scope="col">{ "What happened there" }</th></tr></thead>
                <tbody>{ for rows.iter().map(node) }</tbody>
            </table>
            if !refusals.is_empty() {
                <h3 class="heading">{ "Refusals" }</h3>
                <table class="figures">
                    <caption class="for-reader">{ "Refusals by code" }</caption>
                    <thead><tr><th scope="col">{ "Node" }</th><th scope="col">{ "Code" }</th><th scope="col" class="num">{ "Times" }</th><th scope="col">{ "Last" }</th></tr></thead>
                    <tbody>{ for refusals.iter().map(refusal) }</tbody>
                </table>
            }
        </>
    }
}

fn node(row: &OutcomeRow) -> Html {
    let part = |(name, count, bad): &(&'static str, u64, bool)| {
        html! { <span key={*name} class={classes!("outcome", bad.then_some("tone-bad"))}><b>{ decimal(*count as i64, 0) }</b>{ format!(" {name}") }</span> }
    };
    html! {
        <tr key={row.node.0}>
            <th scope="row">{ &row.name }{ if row.removed { " (removed)" } else { "" } }</th>
            <td class="outcomes">{ for row.counts.iter().map(part) }</td>
        </tr>
    }
}

fn refusal(row: &RefusalRow) -> Html {
    html! {
        <tr key={format!("{} {}", row.node.0, row.code)}>
            <th scope="row">{ &row.name }</th>
            <td><code>{ row.code }</code></td>
            <td class="num">{ decimal(row.times as i64, 0) }</td>
            <td><EventButton node={row.node} event={row.last} at={row.at} what={format!("{} at {}", row.code, row.name)} /></td>
        </tr>
    }
}
