//! Which metrics are charted.

use crate::base::NodeId;
use crate::platform::element;
use crate::session::{Action, Changed, Measure, Session};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// A node, a metric, and a button that adds the chart.
#[component]
pub fn Chooser() -> Html {
    let store = use_store();
    let chosen = use_slice(Changed::ALL, |session| session.charts_are_chosen());
    let selected = use_slice(Changed::SELECTION, |session| session.selection().only_node());
    let choices = use_slice(Changed::DOCUMENT, Session::chart_choices);
    let node = use_state_eq(|| None::<NodeId>);
    let metric = use_state_eq(|| None::<&'static str>);
    let Some(open) = choices
        .iter()
        .find(|choice| Some(choice.node) == node.or(selected))
        .or(choices.first())
    else {
        return Html::default();
    };
    let wanted = metric.filter(|metric| open.metrics.contains(metric));
    let wanted = wanted.or(open.metrics.first().copied()).unwrap_or_default();
    let on_node = {
        let node = node.clone();
        move |event: Event| node.set(element::value_of(&event).parse().ok().map(NodeId))
    };
    let on_metric = {
        let (metric, known) = (metric.clone(), open.metrics.clone());
        move |event: Event| {
            let name = element::value_of(&event);
            metric.set(known.iter().copied().find(|metric| **metric == name));
        }
    };
    let id = (open.node, wanted);
    let shown = use_shown(id);
    let toggle = {
        let store = store.clone();
        move |_| store.dispatch(Action::Measure(Measure::ToggleChart(id)))
    };
    let follow = move |_| store.dispatch(Action::Measure(Measure::SuggestCharts));
    html! {
        <div class="chooser">
            <label for="chart-node">{ "Node" }</label>
            <select id="chart-node" class="input" onchange={on_node}>
                { for choices.iter().map(|choice| html! {
                    <option key={choice.node.0} value={choice.node.0.to_string()} selected={choice.node == open.node}>{ &choice.name }</option>
                }) }
            </select>
            <label for="chart-metric">{ "Metric" }</label>
            <select id="chart-metric" class="input" onchange={on_metric}>
                { for open.metrics.iter().map(|metric| html! {
                    <option key={*metric} value={*metric} selected={*metric == wanted}>{ metric }</option>
                }) }
            </select>
            <button type="button" class="btn" onclick={toggle}>{ if shown { "Remove chart" } else { "Add chart" } }</button>
            if chosen {
                <button type="button" class="btn ghost" onclick={follow}>{ "Follow the selection" }</button>
            }
        </div>
    }
}

#[hook]
fn use_shown(id: (NodeId, &'static str)) -> bool {
    use_slice(Changed::ALL, move |session| session.is_charted(id))
}
