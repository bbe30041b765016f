//! How a bus shows itself: metrics, card, holdings, reasons, self-check.

use super::archive::Replay;
use super::{EventBus, link};
use crate::base::MessageId;
use crate::nodes::eventbridge::rules::rule;
use crate::nodes::pattern::Json;
use crate::sim::{Card, Holding, Inquiry, Lane, LaneToken, Metrics, Place, Standing, TokenStyle, Tone, Verdict};

impl EventBus {
    pub(super) fn fill_metrics(&self, out: &mut Metrics) {
        let counts = &self.counts;
        out.set("Events", counts.events);
        out.set("MatchedEvents", counts.matched);
        out.set("UnmatchedEvents", counts.unmatched);
        out.set("PutEventsFailedEntriesCount", counts.failed);
        out.set("PutEventsThrottledCount", counts.throttled);
        out.set("ArchivedEvents", counts.archived);
        out.set("ReplayedEvents", counts.replayed);
        out.set("EventsOnTheWay", self.pending.len());
    }

    pub(super) fn fill_card(&self, card: &mut Card) {
        let tokens = self
            .pending
            .values()
            .take(Card::LANE_TOKENS)
            .map(|pending| LaneToken::of(&pending.message, TokenStyle::Filled, Some(pending.due)));
        card.lanes.push(Lane {
            label: "passing",
            tokens: tokens.collect(),
            total: self.pending.len() as u64,
        });
        let counts = &self.counts;
        card.count(counts.events + counts.replayed, ("event", "events"), Tone::Plain);
        if counts.unmatched > 0 {
            card.figure(counts.unmatched, "matched no rule", Tone::Warning);
        }
        if counts.failed > 0 {
            card.figure(counts.failed, "refused", Tone::Bad);
        } else if !self.config.archive.is_empty() {
            card.figure(self.archive.len(), "archived", Tone::Plain);
        }
        let replaying = self.replays.iter().any(Replay::is_active);
        let busy = replaying || self.gate.limit().is_some();
        if self.links.is_empty() && !busy {
            return card.misses("rule");
        }
        (card.status, card.tone) = if self.gate.limit().is_some() {
            ("throttled".to_string(), Tone::Warning)
        } else if replaying {
            ("replaying".to_string(), Tone::Good)
        } else if let Some(why) = &self.last_miss {
            (why.to_string(), Tone::Warning)
        } else {
            (String::new(), Tone::Plain)
        };
    }

    pub(super) fn visit(&self, visit: &mut dyn FnMut(Holding<'_>)) {
        for pending in self.pending.values() {
            visit(Holding::of(
                &pending.message,
                Place::Delayed,
                Some(pending.due),
                pending.message.created,
            ));
        }
    }

    /// EVB-013, EVB-038: which rules an event will reach, or why none wants it.
    pub(super) fn standing(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let pending = self
            .pending
            .values()
            .find(|pending| pending.message.id == inquiry.message)?;
        let event = Json::read(&pending.envelope).ok()?;
        let names: Vec<&str> = self
            .links
            .iter()
            .filter(|link| link.matches(&event))
            .map(|link| link.name())
            .collect();
        let due = pending.due;
        let (text, rule) = if names.is_empty() {
            let why = link::why_none(&self.links, &event).unwrap_or_default();
            let text = format!("It is on its way through the bus until {due}, and then it is gone: {why}.");
            (text, const { rule("EVB-013") })
        } else {
            let names = names.join(", ");
            let text = format!("It is on its way through the bus and reaches {names} at {due}.");
            (text, const { rule("EVB-014") })
        };
        Some(
            Standing::new(Place::Delayed, text)
                .of(&pending.message)
                .by(rule)
                .until(due),
        )
    }

    /// EVB-013, EVB-034: why rules did not get an event that has passed.
    pub(super) fn misses(&self, message: MessageId) -> Vec<Verdict> {
        let Some((envelope, links)) = self.passed.of(message) else {
            return Vec::new();
        };
        let Ok(event) = Json::read(envelope) else {
            return Vec::new();
        };
        if links.is_empty() {
            let text = "The bus had no rule, so the event was gone.".to_string();
            return vec![Verdict::told(text, const { rule("EVB-013") })];
        }
        let missed = links.iter().filter(|link| !link.matches(&event));
        let why = missed.filter_map(|link| link.why_not(&event));
        why.map(|why| Verdict::silent(format!("{why}."), const { rule("EVB-034") }))
            .collect()
    }

    pub(super) fn check_counts(&self, wrong: &mut Vec<String>) {
        let counts = &self.counts;
        let passed = counts.matched + counts.unmatched + self.pending.len() as u64;
        if counts.events + counts.replayed != passed {
            wrong.push(format!(
                "{} events came and {} were replayed, but {passed} passed or are on their way",
                counts.events, counts.replayed
            ));
        }
    }
}
