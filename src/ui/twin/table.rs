//! What differs between the run and its twin, as numbers, and what can be done with the twin.

use super::{use_twin, use_twins};
use crate::session::Difference;
use crate::sim::decimal;
use crate::ui::kit::{Glyph, Icon};
use crate::ui::panels::{Dialog, use_panels};
use crate::ui::use_store;
use yew::prelude::*;

/// More rows than this nobody compares.
const MOST: usize = 100;

/// The strip below the two boards.
#[component]
pub fn TwinTable() -> Html {
    let (run, twins, panels) = (use_store(), use_twins(), use_panels());
    let Some((text, rows)) = use_twin(|beside| (beside.text.clone(), beside.table.clone())) else {
        return Html::default();
    };
    let keep = |swapping: bool| {
        let (run, twins) = (run.clone(), twins.clone());
        move |_: MouseEvent| twins.keep(&run, swapping)
    };
    let close = {
        let (run, twins) = (run.clone(), twins.clone());
        move |_: MouseEvent| twins.close(&run)
    };
    html! {
        <section class="twin-strip" aria-label="Twin run">
            <div class="twin-head">
                <h2>{ "Twin run" }</h2>
                <span class="quiet">{ text }</span>
                <span class="space" />
                <button type="button" class="btn small" title="The run and its twin change places" onclick={keep(true)}>{ "Swap" }</button>
                <button type="button" class="btn small" title="The run becomes what the twin is" onclick={keep(false)}>{ "Keep the twin's setting" }</button>
                <button type="button" class="btn small" onclick={move |_| panels.open(Dialog::Twin)}>{ "Other…" }</button>
                <button type="button" class="btn ghost small icon" aria-label="Close the twin run" onclick={close}><Icon glyph={Glyph::Close} size={16} /></button>
            </div>
            if rows.is_empty() {
                <p class="quiet">{ "No metric differs at this moment. Play on." }</p>
            } else {
                <div class="twin-scroll scroll" tabindex="0" role="region" aria-label="Differences">
                    <table>
                        <thead><tr><th scope="col">{ "Node" }</th><th scope="col">{ "Metric" }</th><th scope="col">{ "This run" }</th><th scope="col">{ "Twin" }</th><th scope="col">{ "Difference" }</th></tr></thead>
                        <tbody>{ for rows.iter().take(MOST).map(row) }</tbody>
                    </table>
                </div>
            }
        </section>
    }
}

fn row(row: &Difference) -> Html {
    let value = |value: Option<i64>| {
        value.map_or("–".to_string(), |value| {
            format!("{} {}", decimal(value, 0), row.unit).trim_end().to_string()
        })
    };
    let by = row.twin.unwrap_or(0) - row.this.unwrap_or(0);
    let sign = if by > 0 { "+" } else { "" };
    html! {
        <tr key={format!("{} {}", row.node.0, row.metric)}>
            <th scope="row">{ &row.name }</th><td>{ row.metric }</td><td class="number">{ value(row.this) }</td><td class="number">{ value(row.twin) }</td>
            <td class="number">{ format!("{sign}{}", decimal(by, 0)) }</td>
        </tr>
    }
}
