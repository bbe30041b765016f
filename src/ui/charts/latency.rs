//! How long things took.

use crate::session::metrics::{LatencyRow, Station};
use crate::session::{Changed, Session};
use crate::ui::use_slice;
use yew::prelude::*;

/// A table: a line for each station, with percentiles.
#[component]
pub fn LatencyPage() -> Html {
    let rows = use_slice(Changed::ALL, Session::latencies);
    if rows.is_empty() {
        return html! { <p class="quiet measures-empty">{ "No times yet. Press Play: they appear with the first messages." }</p> };
    }
    html! {
        <>
            <p class="quiet measures-note">{ "Up to the playhead. Half of the messages took at most p50, 99 of 100 at most p99; told at most 1.6 % too long, the longest exactly." }</p>
            <table class="figures">
                <caption class="for-reader">{ "Latency" }</caption>
                <thead><tr>
                    <th scope="col">{ "What" }</th><th scope="col">{ "Where" }</th>
                    { for ["Count", "p50", "p90", "p99", "Longest"].map(|head| html! { <th scope="col" class="num">{ head }</th> }) }
                </tr></thead>
                <tbody>{ for rows.iter().map(line) }</tbody>
            </table>
        </>
    }
}

fn line(row: &LatencyRow) -> Html {
    let [p50, p90, p99] = row.percentiles.map(|span| span.to_string());
    let place = if row.station == Station::EndToEnd {
        "whole design"
    } else {
        &row.place
    };
    html! {
        <tr key={format!("{:?} {} {:?}", row.station, row.place, row.node)} data-station={row.station.label()}>
            <th scope="row" title={row.station.help()}>{ row.station.label() }</th>
            <td>{ place }</td>
            <td class="num">{ crate::sim::decimal(row.count as i64, 0) }</td>
            <td class="num">{ p50 }</td><td class="num">{ p90 }</td><td class="num">{ p99 }</td>
            <td class="num">{ row.longest.to_string() }</td>
        </tr>
    }
}
