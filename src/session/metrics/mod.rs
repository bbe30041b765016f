//! What a run measured up to the playhead: charts, times, outcomes, costs, quotas.

mod charts;
mod cost;
mod latency;
mod outcomes;
mod quotas;
mod spark;
#[cfg(test)]
mod tests;

pub use charts::{Chart, ChartChoice, ChartId, Charts};
pub use cost::{CallRow, ChargeRow, Cost, Prices};
pub use latency::{LatencyRow, Station};
pub use outcomes::{OutcomeRow, Outcomes, RefusalRow};
pub use quotas::QuotaRow;

use super::Session;
use super::action::{Changed, Measure};

impl Session {
    /// Changes what the charts and the bill show.
    pub(super) fn measure(&mut self, measure: Measure) -> Changed {
        match measure {
            Measure::ToggleChart(id) => self.toggle_chart(id),
            Measure::SuggestCharts => self.charted = None,
            Measure::SetPrice { charge, text } => drop(self.set_price(charge, &text)),
            Measure::SetPrices(prices) => self.prices = prices,
        }
        Changed::RUN | Changed::NOTICES
    }
}
