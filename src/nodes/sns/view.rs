//! How a topic shows itself: metrics, card, holdings, self-check, and why a message is where it is.

use super::rules::rule;
use super::subscription::{Delivery, State};
use super::topic::Topic;
use crate::base::SimTime;
use crate::sim::{Card, Holding, Inquiry, Lane, LaneToken, Metrics, Place, Standing, TokenStyle, Tone};

impl Topic {
    pub(super) fn fill_metrics(&self, out: &mut Metrics) {
        let meters = &self.meters;
        out.set("NumberOfMessagesPublished", meters.published);
        out.set("NumberOfNotificationsDelivered", meters.delivered);
        out.set("NumberOfNotificationsFailed", meters.failed);
        out.set("NumberOfNotificationsFilteredOut", meters.filtered);
        let no_attributes = meters.filtered_no_attributes;
        out.set("NumberOfNotificationsFilteredOut-NoMessageAttributes", no_attributes);
        let attributes = meters.filtered_attributes;
        out.set("NumberOfNotificationsFilteredOut-MessageAttributes", attributes);
        let bad_attributes = meters.filtered_bad_attributes;
        out.set("NumberOfNotificationsFilteredOut-InvalidAttributes", bad_attributes);
        out.set("NumberOfNotificationsFilteredOut-MessageBody", meters.filtered_body);
        let bad_body = meters.filtered_bad_body;
        out.set("NumberOfNotificationsFilteredOut-InvalidMessageBody", bad_body);
        out.set("NumberOfNotificationsRedrivenToDlq", meters.redriven);
        out.set("NumberOfNotificationsFailedToRedriveToDlq", meters.not_redriven);
        out.set("PublishSize", meters.published_bytes);
        out.set("RefusedPublishes", meters.refused);
        out.set("Attempts", meters.attempts);
        out.set("Deduplicated", meters.deduplicated);
        out.set("Waiting", self.waiting());
        out.set("Retrying", self.resting.len());
    }

    pub(super) fn fill_card(&self, card: &mut Card) {
        let token = |delivery: &Delivery, style, until: Option<SimTime>| LaneToken::of(&delivery.message, style, until);
        let held = self.held.values();
        let held = held.map(|later| token(&later.delivery, TokenStyle::Filled, Some(later.until)));
        let behind = self
            .subscriptions
            .iter()
            .flat_map(|known| known.lanes.values().flatten());
        let behind = behind.map(|delivery| token(delivery, TokenStyle::Filled, None));
        let resting = self.resting.values();
        let resting = resting.map(|later| token(&later.delivery, TokenStyle::Dimmed, Some(later.until)));
        card.lanes = vec![
            Lane {
                label: "waiting",
                tokens: held.chain(behind).take(Card::LANE_TOKENS).collect(),
                total: self.waiting() as u64,
            },
            Lane {
                label: "retrying",
                tokens: resting.take(Card::LANE_TOKENS).collect(),
                total: self.resting.len() as u64,
            },
        ];
        card.figure(self.meters.published, "published", Tone::Plain);
        card.figure(self.meters.delivered, "delivered", Tone::Plain);
        if self.meters.failed > 0 {
            card.figure(self.meters.failed, "failed", Tone::Bad);
        } else if self.meters.filtered > 0 {
            card.figure(self.meters.filtered, "filtered", Tone::Plain);
        }
        let count = |wanted: fn(&State) -> bool| self.subscriptions.iter().filter(|known| wanted(&known.state)).count();
        let pending = count(|state| matches!(state, State::Pending(_)));
        if self.subscriptions.is_empty() && self.gate.limit().is_none() {
            return card.misses("subscription");
        }
        (card.status, card.tone) = if self.gate.limit().is_some() {
            ("throttled".to_string(), Tone::Bad)
        } else if pending > 0 {
            (format!("{pending} to confirm"), Tone::Warning)
        } else {
            (String::new(), Tone::Plain)
        };
    }

    pub(super) fn visit_holdings(&self, visit: &mut dyn FnMut(Holding<'_>)) {
        let mut show = |delivery: &Delivery, until| {
            visit(Holding::of(
                &delivery.message,
                Place::Outbox,
                until,
                delivery.message.created,
            ));
        };
        self.held
            .values()
            .for_each(|later| show(&later.delivery, Some(later.until)));
        let behind = self
            .subscriptions
            .iter()
            .flat_map(|known| known.lanes.values().flatten());
        behind.for_each(|delivery| show(delivery, None));
    }

    /// Every delivery that was begun is under way, waits, or has met its outcome.
    pub(super) fn check_self(&self, wrong: &mut Vec<String>) {
        let meters = &self.meters;
        let ended = meters.delivered + meters.confirmations + meters.failed + meters.unconfirmed + meters.dropped;
        let present = self.flights.len() + self.resting.len() + self.waiting();
        if meters.begun != ended + present as u64 {
            wrong.push(format!(
                "{} deliveries were begun; {ended} have ended and {present} are under way",
                meters.begun
            ));
        }
        if !self.subscriptions.is_sorted_by_key(|known| known.wire) {
            wrong.push("the subscriptions are out of order".to_string());
        }
    }

    /// Why a message waits here, or what becomes of an attempt that failed.
    pub(super) fn standing(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let is_it = |delivery: &&Delivery| delivery.message.id == inquiry.message;
        if let Some(later) = self.held.values().find(|later| is_it(&&later.delivery)) {
            let text = format!(
                "Its turn is at {}: this subscription gets no more messages a second.",
                later.until
            );
            let standing = Standing::new(Place::Outbox, text).by(const { rule("SNS-117") });
            return Some(standing.of(&later.delivery.message).until(later.until));
        }
        for subscription in &self.subscriptions {
            for (group, lane) in &subscription.lanes {
                let Some(delivery) = lane.iter().find(is_it) else {
                    continue;
                };
                let text = format!(
                    "Its group {group} is blocked for {} until an earlier message of it is delivered or given up.",
                    (inquiry.name)(subscription.peer)
                );
                let standing = Standing::new(Place::Outbox, text).by(const { rule("SNS-144") });
                return Some(standing.of(&delivery.message));
            }
        }
        let (delivery, until) = self.resting_since(inquiry.message)?;
        let text = format!(
            "This attempt failed. Retry {} of at most {} goes out at {until} as a new message.",
            delivery.retries,
            self.subscription(delivery.wire)
                .map_or(0, |index| self.subscriptions[index].policy.retries())
        );
        let standing = Standing::new(Place::Outbox, text).by(const { rule("SNS-115") });
        Some(standing.of(&delivery.message).until(until))
    }
}
