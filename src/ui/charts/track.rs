//! One metric on the common axis.

use super::path::{HEIGHT, WIDTH, across, curve};
use crate::base::SimTime;
use crate::session::metrics::{Chart, ChartId};
use crate::ui::kit::{Glyph, Icon, wrapped};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TrackProps {
    /// The course.
    pub chart: Chart,
    /// The end of the axis, and the playhead.
    pub span: (SimTime, SimTime),
    /// The instant that is read off, if any.
    pub cursor: Option<SimTime>,
    /// Someone takes the chart away.
    pub on_remove: Callback<ChartId>,
    /// Where a pointer reads off, and where it chooses a moment.
    pub on_point: Callback<PointerEvent>,
    /// A moment was chosen.
    pub on_choose: Callback<PointerEvent>,
}

/// The name and value at the left, the curve at the right.
#[component]
pub fn Track(props: &TrackProps) -> Html {
    let chart = &props.chart;
    let (end, now) = props.span;
    let (before, after) = curve(&chart.points, (end, now), chart.top);
    let value = props.cursor.map_or_else(|| chart.now.clone(), |at| chart.value_at(at));
    let line = |at: SimTime, class: &'static str| {
        let x = across(at, end).to_string();
        html! { <line {class} x1={x.clone()} x2={x} y1="0" y2={HEIGHT.to_string()} /> }
    };
    let id = chart.id;
    let (_, metric) = id;
    html! {
        <div class="track" data-chart={format!("{} {metric}", chart.name)}>
            <div class="track-name" title={chart.help}>
                <b>{ &chart.name }</b>
                <span>{ wrapped(metric) }</span>
                <output class="track-value">{ value }</output>
            </div>
            <div class="track-plot" onpointermove={props.on_point.clone()} onpointerup={props.on_choose.clone()}>
                <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <path class="ahead" d={after} />
                    <path class="line" d={before} />
                    { line(now, "now") }
                    { for props.cursor.map(|at| line(at, "cursor")) }
                </svg>
                <span class="track-top" aria-hidden="true">{ chart.say(chart.top) }</span>
            </div>
            <button type="button" class="btn ghost small icon" aria-label={format!("Remove the chart {metric} of {}", chart.name)}
                onclick={props.on_remove.reform(move |_| id)}><Icon glyph={Glyph::Close} size={14} /></button>
        </div>
    }
}
