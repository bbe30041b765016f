//! What an endpoint does with a message.

use super::core::Endpoint;
use super::medium::Medium;
use super::rules::rule;
use crate::nodes::retry::Policy;
use crate::sim::{Inquiry, Place, Standing};

impl<M: Medium> Endpoint<M> {
    /// What it does with a message; None when it has nothing to do with it.
    pub(super) fn standing(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let resting = &self.direct.resting;
        if let Some((delivery, until)) = resting
            .values()
            .find(|(delivery, _)| delivery.message.id == inquiry.message)
        {
            let text = format!(
                "This attempt failed. Amazon SNS tries again at {until} with a new message: retry {} of at most {}.",
                delivery.retries,
                Policy::CUSTOMER_MANAGED.retries()
            );
            let standing = Standing::new(Place::Outbox, text).by(const { rule("END-063") });
            return Some(standing.of(&delivery.message).until(*until));
        }
        let visit = self.visits.values().find(|visit| visit.message.id == inquiry.message)?;
        let standing = if visit.unconfirmed {
            let text = format!("It asks to confirm a subscription, which happens at {}.", visit.until);
            Standing::new(Place::InFlight, text).by(const { rule("END-053") })
        } else {
            Standing::new(Place::InFlight, format!("It is being answered until {}.", visit.until))
                .by(const { rule("END-050") })
        };
        Some(standing.of(&visit.message).until(visit.until))
    }
}
