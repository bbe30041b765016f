//! The charts as a table: the same numbers for those who read or hear rather than look.

use crate::base::SimTime;
use crate::session::metrics::Charts;
use yew::prelude::*;

/// How many lines.
const LINES: u64 = 12;

#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// The charts.
    pub charts: Charts,
}

/// Closed until someone wants it.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let open = use_state_eq(|| false);
    let onclick = {
        let open = open.clone();
        move |_| open.set(!*open)
    };
    let charts = &props.charts;
    let step = charts.frontier.0 / LINES;
    let line = |index: u64| {
        let at = SimTime(step * index);
        html! {
            <tr key={index}>
                <th scope="row">{ at.to_string() }</th>
                { for charts.charts.iter().map(|chart| html! { <td>{ chart.value_at(at) }</td> }) }
            </tr>
        }
    };
    html! {
        <div class="table-beside">
            <button type="button" class="btn small" aria-expanded={open.to_string()} {onclick}>{ "As a table" }</button>
            if *open {
                <div class="table-frame scroll" tabindex="0" role="region" aria-label="Charts as a table">
                    <table class="figures">
                        <thead><tr>
                            <th scope="col">{ "Time" }</th>
                            { for charts.charts.iter().map(|chart| html! { <th scope="col">{ format!("{} {}", chart.name, chart.id.1) }</th> }) }
                        </tr></thead>
                        <tbody>{ for (0..=LINES).map(line) }</tbody>
                    </table>
                </div>
            }
        </div>
    }
}
