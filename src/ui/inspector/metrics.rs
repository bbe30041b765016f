//! A node's metrics by CloudWatch's names, each with its course over the run.

use crate::base::{NodeId, SimTime};
use crate::session::{Action, Changed, Measure, MetricRow, Session};
use crate::ui::charts::curve;
use crate::ui::kit::wrapped;
use crate::ui::panels::{DockTab, use_panels};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// Points of a curve at this width.
const POINTS: usize = 120;

#[derive(Properties, PartialEq)]
pub struct MetricsProps {
    pub node: NodeId,
}

/// All metrics.
#[component]
pub fn Metrics(props: &MetricsProps) -> Html {
    let node = props.node;
    let panels = use_panels();
    let rows = use_slice(Changed::ALL, move |session| session.metrics(node));
    let minutes = rows.first().map_or(0, |row| row.points.len());
    html! {
        <>
            if rows.is_empty() {
                <p class="quiet">{ "This node measures nothing yet." }</p>
            } else {
                <p class="quiet metric-note">
                    { format!("Curves go from the start of the run to its end so far. CloudWatch would have one point a minute: {minutes} so far. ") }
                    <button type="button" class="btn small" onclick={move |_| panels.show_dock(Some(DockTab::Charts))}>{ "Open the charts" }</button>
                </p>
            }
            { for rows.into_iter().map(|row| {
                let key = row.name;
                html! { <MetricItem {key} {node} {row} /> }
            }) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct MetricProps {
    node: NodeId,
    row: MetricRow,
}

/// A course, thinned for the width of the inspector.
#[derive(Clone, PartialEq)]
struct Course {
    points: Vec<(SimTime, i64)>,
    span: (SimTime, SimTime),
    top: i64,
    label: String,
    charted: bool,
}

fn course(session: &Session, node: NodeId, metric: &'static str) -> Option<Course> {
    let mut chart = session.chart((node, metric))?;
    let each = chart.points.len().div_ceil(POINTS).max(1);
    // The highest of each few points, so that no peak is lost.
    let highest = |few: &[(SimTime, i64)]| {
        few.first()
            .map(|(at, _)| (*at, few.iter().map(|(_, value)| *value).max().unwrap_or(0)))
    };
    let points: Vec<(SimTime, i64)> = chart.points.chunks(each).filter_map(highest).collect();
    chart.points.clear();
    Some(Course {
        label: format!(
            "{metric} from 0 to {}, scale up to {}, {} at the playhead",
            session.axis_end(),
            chart.say(chart.top),
            chart.now
        ),
        points,
        span: (session.axis_end(), session.now()),
        top: chart.top,
        charted: session.is_charted((node, metric)),
    })
}

#[component]
fn MetricItem(props: &MetricProps) -> Html {
    let (store, node, row) = (use_store(), props.node, &props.row);
    let metric = row.name;
    let course = use_slice(Changed::ALL, move |session| course(session, node, metric));
    let toggle = move |_| store.dispatch(Action::Measure(Measure::ToggleChart((node, metric))));
    let charted = course.as_ref().is_some_and(|course| course.charted);
    // Who says what stands on the button, as to a voice control, has to reach it.
    let label = if charted { "Charted below" } else { "Chart it below" };
    html! {
        <div class="metric" data-metric={row.name}>
            <div class="metric-top"><span>{ wrapped(row.name) }</span><b>{ &row.value }</b></div>
            <p class="quiet">{ row.help }</p>
            if let Some(course) = course.filter(|course| course.points.len() > 1) {
                { chart(&course) }
                <button type="button" class="btn ghost small" aria-pressed={course.charted.to_string()} aria-label={format!("{label}: {metric}")} onclick={toggle}>
                    { label }
                </button>
            }
        </div>
    }
}

/// The curve with the playhead in it, and the two ends of its axis.
fn chart(course: &Course) -> Html {
    let (end, now) = course.span;
    let (before, after) = curve(&course.points, course.span, course.top);
    let x = (u128::from(now.0.min(end.0)) * 10_000 / u128::from(end.0.max(1))).to_string();
    let ends = end.to_string();
    html! {
        <div class="metric-chart">
            <svg class="chart" viewBox="0 0 10000 100" preserveAspectRatio="none" role="img" aria-label={course.label.clone()}>
                <path class="ahead" d={after} />
                <path class="line" d={before} />
                <line class="now" x1={x.clone()} x2={x} y1="0" y2="100" />
            </svg>
            <span class="ends" aria-hidden="true"><i>{ "0:00" }</i><i>{ ends.split('.').next().unwrap_or_default().to_string() }</i></span>
        </div>
    }
}
