//! The bill.

use crate::platform::storage;
use crate::session::metrics::{CallRow, ChargeRow, Prices};
use crate::session::{Action, Changed, Measure, Session};
use crate::ui::kit::use_typed;
use crate::ui::store::Store;
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// What was used, its price and what that makes; then calls by action.
#[component]
pub fn CostPage() -> Html {
    let store = use_store();
    let cost = use_slice(Changed::ALL, Session::cost);
    if cost.rows.is_empty() {
        return html! { <p class="quiet measures-empty">{ "Nothing in this design costs money. Queues and workers do: add one from the palette." }</p> };
    }
    let reset = move |_| {
        store.dispatch(Action::Measure(Measure::SetPrices(Prices::default())));
        keep(&store);
    };
    let month = |month: &str| {
        if month.is_empty() {
            "—".to_string()
        } else {
            month.to_string()
        }
    };
    html! {
        <>
            <p class="quiet measures-note">{ cost.list }</p>
            <table class="figures cost">
                <caption class="for-reader">{ "Cost" }</caption>
                <thead><tr>
                    <th scope="col">{ "Service" }</th><th scope="col" class="num">{ "Used" }</th><th scope="col">{ "Price" }</th>
                    <th scope="col" class="num">{ "Cost so far" }</th><th scope="col" class="num">{ "30 days at this rate" }</th>
                </tr></thead>
                <tbody>{ for cost.rows.iter().map(|row| html! { <Charge key={row.id} row={row.clone()} /> }) }</tbody>
                <tfoot><tr>
                    <th scope="row">{ "Total" }</th><td /><td>
                        if cost.changed {
                            <button type="button" class="btn small" onclick={reset}>{ "Reset the prices" }</button>
                        }
                    </td>
                    <td class="num" data-total="run">{ cost.total }</td><td class="num">{ month(&cost.month) }</td>
                </tr></tfoot>
            </table>
            if !cost.calls.is_empty() {
                <h3 class="heading">{ "Calls by action" }</h3>
                <table class="figures">
                    <caption class="for-reader">{ "Calls by node and action" }</caption>
                    <thead><tr><th scope="col">{ "Node" }</th><th scope="col">{ "Action" }</th><th scope="col" class="num">{ "Calls" }</th></tr></thead>
                    <tbody>{ for cost.calls.iter().map(call) }</tbody>
                </table>
            }
        </>
    }
}

fn call(row: &CallRow) -> Html {
    html! {
        <tr key={format!("{} {}", row.node.0, row.action)}>
            <th scope="row">{ &row.name }</th><td><code>{ row.action }</code></td><td class="num">{ crate::sim::decimal(row.calls as i64, 0) }</td>
        </tr>
    }
}

#[derive(Properties, PartialEq)]
struct ChargeProps {
    row: ChargeRow,
}

/// One line, with its price to change. A price that can't be is refused with a notice and the old one comes back.
#[component]
fn Charge(props: &ChargeProps) -> Html {
    let store = use_store();
    let row = &props.row;
    let charge = row.id;
    let price = move |text: String| {
        store.dispatch(Action::Measure(Measure::SetPrice { charge, text }));
        keep(&store);
    };
    let typed = use_typed(&row.price, Callback::from(price));
    html! {
        <tr data-charge={row.id}>
            <th scope="row">
                { row.label }
                <span class="quiet">{ format!("{}. {}", row.service, row.source) }</span>
            </th>
            <td class="num">{ &row.used }</td>
            <td class="price">
                <span aria-hidden="true">{ "$" }</span>
                <input ref={typed.field.clone()} class="input" inputmode="decimal" aria-label={format!("Price of {} in dollars {}", row.label, row.per)} ~defaultValue={typed.first.clone()} onchange={typed.onchange()} />
                <span class="quiet">{ &row.per }{ if row.changed { ", changed" } else { "" } }</span>
            </td>
            <td class="num">{ &row.cost }</td>
            <td class="num">{ if row.month.is_empty() { "—" } else { &row.month } }</td>
        </tr>
    }
}

fn keep(store: &Store) {
    storage::write(storage::PRICES, &store.read(|session| session.prices().to_text()));
}
