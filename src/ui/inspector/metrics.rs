//! A node's metrics by CloudWatch's names, with a line over the last minutes.

use crate::base::NodeId;
use crate::session::{Changed, MetricRow};
use crate::ui::kit::wrapped;
use crate::ui::use_slice;
use yew::prelude::*;

/// The size of a chart's own coordinates.
const WIDTH: i64 = 300;
const HEIGHT: i64 = 46;

#[derive(Properties, PartialEq)]
pub struct MetricsProps {
    pub node: NodeId,
}

/// All metrics.
#[component]
pub fn Metrics(props: &MetricsProps) -> Html {
    let node = props.node;
    let rows = use_slice(Changed::ALL, move |session| session.metrics(node));
    html! {
        <>
            if rows.is_empty() {
                <p class="quiet">{ "This node measures nothing yet." }</p>
            }
            { for rows.into_iter().map(metric) }
        </>
    }
}

fn metric(row: MetricRow) -> Html {
    let key = row.name;
    html! { <MetricItem {key} {row} /> }
}

#[derive(Properties, PartialEq)]
struct MetricProps {
    row: MetricRow,
}

#[component]
fn MetricItem(props: &MetricProps) -> Html {
    let row = &props.row;
    html! {
        <div class="metric" data-metric={row.name}>
            <div class="metric-top"><span>{ wrapped(row.name) }</span><b>{ &row.value }</b></div>
            <p class="quiet">{ row.help }</p>
            if row.points.len() > 1 {
                { chart(row) }
            }
        </div>
    }
}

/// A line over the minute points, from zero to the highest.
fn chart(row: &MetricRow) -> Html {
    let most = row.points.iter().copied().max().unwrap_or(0).max(1);
    let last = (row.points.len() as i64 - 1).max(1);
    let mut line = String::new();
    for (index, value) in row.points.iter().enumerate() {
        let x = index as i64 * WIDTH / last;
        let y = HEIGHT - 3 - (*value).max(0) * (HEIGHT - 6) / most;
        line.push_str(&format!("{}{x} {y}", if index == 0 { "M" } else { "L" }));
    }
    let area = format!("{line}L{WIDTH} {HEIGHT}L0 {HEIGHT}Z");
    let label = format!(
        "{} over {} minutes, at most {}",
        row.name,
        row.points.len(),
        crate::sim::decimal(most, 0)
    );
    html! {
        <svg class="chart" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" role="img" aria-label={label}>
            <path class="area" d={area} />
            <path class="line" d={line} />
        </svg>
    }
}
