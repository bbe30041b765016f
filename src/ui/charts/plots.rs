//! The charts below each other on one axis of time, with the playhead and a cursor that reads values off.

use super::path::across;
use super::table::Table;
use super::track::Track;
use crate::base::SimTime;
use crate::platform::element;
use crate::session::metrics::{ChartId, Charts};
use crate::session::{Action, Changed, Measure, Session};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// Distances of the marks on the axis, in seconds.
const TICKS: [u64; 15] = [
    1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400,
];
/// At most so many marks.
const MARKS: u64 = 7;

/// All charts.
#[component]
pub fn Plots() -> Html {
    let store = use_store();
    let axis = use_node_ref();
    let cursor = use_state_eq(|| None::<SimTime>);
    let charts = use_slice(Changed::ALL, Session::charts);
    let end = charts.end;
    let pointed = {
        let axis = axis.clone();
        move |event: &PointerEvent| {
            let share = element::share_across(event, &axis)?;
            Some(SimTime((u128::from(end.0) * u128::from(share) / 1_000_000) as u64))
        }
    };
    let on_point = {
        let (pointed, cursor) = (pointed.clone(), cursor.clone());
        Callback::from(move |event: PointerEvent| cursor.set(pointed(&event)))
    };
    let on_choose = {
        let store = store.clone();
        Callback::from(move |event: PointerEvent| {
            if event.button() == 0
                && let Some(at) = pointed(&event)
            {
                store.dispatch(Action::Seek(at));
            }
        })
    };
    let onpointerleave = {
        let cursor = cursor.clone();
        move |_: PointerEvent| cursor.set(None)
    };
    let onkeydown = {
        let (store, cursor, now) = (store.clone(), cursor.clone(), charts.now);
        move |event: KeyboardEvent| {
            let at = cursor.unwrap_or(now).0;
            let part = end.0 / 100;
            let to = match event.key().as_str() {
                "ArrowRight" | "ArrowUp" => at + part,
                "ArrowLeft" | "ArrowDown" => at.saturating_sub(part),
                "PageUp" => at + part * 10,
                "PageDown" => at.saturating_sub(part * 10),
                "Home" => 0,
                "End" => end.0,
                "Enter" => {
                    event.prevent_default();
                    return store.dispatch(Action::Seek(SimTime(at)));
                }
                "Escape" => return cursor.set(None),
                _ => return,
            };
            event.prevent_default();
            cursor.set(Some(SimTime(to.min(end.0))));
        }
    };
    let on_remove = Callback::from(move |id: ChartId| store.dispatch(Action::Measure(Measure::ToggleChart(id))));
    let read = cursor.unwrap_or(charts.now);
    let track = |chart: &crate::session::metrics::Chart| {
        let (node, metric) = chart.id;
        html! {
            <Track key={format!("{} {metric}", node.0)} chart={chart.clone()} span={(end, charts.now)} cursor={*cursor}
                on_remove={on_remove.clone()} on_point={on_point.clone()} on_choose={on_choose.clone()} />
        }
    };
    html! {
        <>
            if charts.charts.is_empty() {
                <p class="quiet measures-empty">{ empty_hint(charts.chosen) }</p>
            } else {
                <div class="tracks" {onpointerleave}>
                    <div key="axis" class="axis-row">
                        <div ref={axis} class="axis" role="slider" tabindex="0" aria-label="Time in the charts"
                            aria-valuemin="0" aria-valuemax={(end.0 / 1_000).to_string()} aria-valuenow={(read.0 / 1_000).to_string()}
                            aria-valuetext={spoken(&charts, read)} title="Arrow keys read values, Enter goes there"
                            {onkeydown} onpointermove={on_point.clone()} onpointerup={on_choose.clone()}>
                            { for ticks(end).into_iter().map(|at| mark(at, end)) }
                            <span class="axis-now" style={left(charts.now, end)} />
                            { for cursor.map(|at| html! { <span class="axis-cursor" style={left(at, end)}>{ at.to_string() }</span> }) }
                        </div>
                    </div>
                    { for charts.charts.iter().map(track) }
                </div>
                <Table charts={charts.clone()} />
            }
        </>
    }
}

fn empty_hint(chosen: bool) -> &'static str {
    if chosen {
        "No chart is chosen. Pick a node and a metric above, or follow the selection."
    } else {
        "Nothing to measure yet. Add a queue from the palette, or open an example."
    }
}

/// What the cursor reads off, for those who hear it.
fn spoken(charts: &Charts, at: SimTime) -> String {
    let values = charts.charts.iter().map(|chart| {
        let value = chart.value_at(at);
        let value = if value.is_empty() {
            "nothing yet".to_string()
        } else {
            value
        };
        format!("{} {} {value}", chart.name, chart.id.1)
    });
    format!("{at}: {}", values.collect::<Vec<_>>().join(", "))
}

fn left(at: SimTime, end: SimTime) -> String {
    let hundredths = across(at, end);
    format!("left:{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// The marked instants: round, and few.
fn ticks(end: SimTime) -> Vec<SimTime> {
    let seconds = end.0 / 1_000_000;
    let distance = TICKS.into_iter().find(|tick| seconds / tick <= MARKS);
    let distance = distance.unwrap_or_else(|| (seconds / MARKS).next_multiple_of(86_400));
    (0..=seconds / distance)
        .map(|index| SimTime::from_secs(index * distance))
        .collect()
}

fn mark(at: SimTime, end: SimTime) -> Html {
    html! { <span key={at.0} class="axis-mark" style={left(at, end)}><i />{ short(at) }</span> }
}

/// The clock without the milliseconds, and without hours that are none.
fn short(at: SimTime) -> String {
    let text = at.to_string();
    let text = text.split('.').next().unwrap_or_default();
    let text = text.strip_prefix("0:").unwrap_or(text);
    text.strip_prefix('0').unwrap_or(text).to_string()
}
