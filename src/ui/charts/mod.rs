//! The charts and what belongs to them: times, outcomes, the bill, quotas.

mod chooser;
mod cost;
mod latency;
mod outcomes;
mod path;
mod plots;
mod quotas;
mod table;
mod track;

use super::kit::Tabs;
use super::store::Store;
use crate::platform::storage;
use crate::session::metrics::Prices;
use crate::session::{Action, Measure};
use chooser::Chooser;
use cost::CostPage;
use latency::LatencyPage;
use outcomes::OutcomesPage;
pub use path::curve;
use plots::Plots;
use quotas::QuotasPage;
use yew::prelude::*;

/// The pages in their order.
const PAGES: [&str; 5] = ["Charts", "Latency", "Outcomes", "Cost", "Quotas"];

/// The prices of the last visit.
pub fn restore_prices(store: &Store) {
    if let Some(kept) = storage::read(storage::PRICES) {
        store.dispatch(Action::Measure(Measure::SetPrices(Prices::from_text(&kept))));
    }
}

/// All pages, one at a time.
#[component]
pub fn Measures() -> Html {
    let page = use_state_eq(|| 0usize);
    let names = PAGES.iter().map(|name| (*name, None)).collect::<Vec<_>>();
    let on_open = {
        let page = page.clone();
        move |index: usize| page.set(index)
    };
    html! {
        <div class="measures">
            <div class="measures-head">
                <Tabs id="measure" label="What was measured" {names} open={*page} {on_open} />
                if *page == 0 {
                    <Chooser />
                }
            </div>
            <div class="measures-page scroll" id="measure-panel" role="tabpanel" tabindex="0" aria-labelledby={format!("measure-{}", *page)}>
                { match *page {
                    0 => html! { <Plots /> },
                    1 => html! { <LatencyPage /> },
                    2 => html! { <OutcomesPage /> },
                    3 => html! { <CostPage /> },
                    _ => html! { <QuotasPage /> },
                } }
            </div>
        </div>
    }
}
