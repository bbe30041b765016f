//! How a function shows itself: metrics, card, holdings, self-check.

use super::invocation::{Invocation, Origin};
use super::{Function, limits};
use crate::base::SimTime;
use crate::sim::{Bar, Card, Holding, Lane, LaneToken, Metrics, Place, TokenStyle, Tone};

impl Function {
    pub(super) fn fill_metrics(&self, now: SimTime, out: &mut Metrics) {
        let counts = &self.counts;
        // LAM-120
        out.set("Invocations", counts.invocations);
        out.set("Errors", counts.errors);
        out.set("Throttles", counts.throttles);
        out.set("DurationMillisSum", counts.run_micros / 1_000);
        out.set("ConcurrentExecutions", self.environments.busy());
        out.set("MaxConcurrentExecutions", self.environments.most());
        out.set("ColdStarts", counts.cold_starts);
        out.set("AsyncEventsReceived", counts.async_received);
        out.set("AsyncEventsDropped", counts.async_dropped);
        out.set("AsyncEventAge", self.oldest_event(now));
        out.set("AsyncEventsPending", self.events.len() as u64);
        out.set("DeadLetterErrors", counts.letters_failed);
        out.set("DestinationDeliveryFailures", counts.destinations_failed);
        out.set("PolledEventCount", counts.polled);
        out.set("FilteredOutEventCount", counts.filtered);
        out.set("InvokedEventCount", counts.invoked);
        out.set("DeletedEventCount", counts.deleted);
        out.set("FailedInvokeEventCount", counts.failed_invokes);
        out.set("ReceiveCalls", counts.receive_calls);
        out.set("EmptyReceives", counts.empty);
        out.set("ReceivesRefused", counts.poll_errors);
        out.set("HeldBatches", self.held.len() as u64);
        out.set("Done", counts.done);
        out.set("DoneDistinct", counts.distinct);
        out.set("EffectsTwice", counts.done - counts.distinct);
        out.set("Skipped", counts.skipped);
        out.set("Failed", counts.failed);
        out.set("OrderBreaks", counts.order_breaks);
        out.set("Calls", counts.calls);
        out.set("CallsFailed", counts.calls_failed);
    }

    fn oldest_event(&self, now: SimTime) -> u64 {
        let oldest = self.events.values().next();
        oldest.map_or(0, |event| now.since(event.accepted).as_millis())
    }

    pub(super) fn fill_card(&self, now: SimTime, card: &mut Card) {
        let busy = self.environments.busy();
        let cap = self
            .config
            .reserved
            .map_or(self.environments.most(), |reserved| reserved.max(busy));
        card.bar = Some(Bar {
            label: "busy",
            filled: busy,
            whole: cap,
        });
        self.fill_lanes(card);
        card.count(self.counts.invocations, ("invocation", "invocations"), Tone::Plain);
        if self.counts.errors > 0 {
            card.count(self.counts.errors, ("error", "errors"), Tone::Warning);
        }
        if self.counts.throttles > 0 {
            card.count(self.counts.throttles, ("throttle", "throttles"), Tone::Warning);
        } else if self.counts.cold_starts > 0 {
            card.count(self.counts.cold_starts, ("cold start", "cold starts"), Tone::Plain);
        }
        let refused = self.mappings.values().any(|mapping| mapping.refused);
        let warm = self.environments.warm(now);
        (card.status, card.tone) = if self.down {
            ("down".to_string(), Tone::Bad)
        } else if refused {
            ("timeout over visibility".to_string(), Tone::Bad)
        } else if let Some(problem) = self.config.problem() {
            (problem, Tone::Warning)
        } else if self.gate.limit().is_some() || self.config.reserved == Some(0) {
            ("throttled".to_string(), Tone::Bad)
        } else if self.held.len() > 0 {
            let held = self.held.len();
            let es = if held == 1 { "" } else { "es" };
            (format!("{held} batch{es} held"), Tone::Warning)
        } else if self.slow > 100 {
            ("slow".to_string(), Tone::Warning)
        } else if warm > 0 {
            (format!("{warm} warm"), Tone::Plain)
        } else {
            (String::new(), Tone::Plain)
        };
    }

    fn fill_lanes(&self, card: &mut Card) {
        let running = |run: &Invocation| run.records.len() as u64;
        let tokens = self.invocations.values().flat_map(|run| {
            let until = Some(run.until);
            run.records
                .iter()
                .map(move |record| LaneToken::of(&record.message, TokenStyle::Outlined, until))
        });
        card.lanes.push(Lane {
            label: "running",
            tokens: tokens.take(Card::LANE_TOKENS).collect(),
            total: self.invocations.values().map(running).sum(),
        });
        let batches = self.held.in_line().map(|(_, batch)| &batch.records);
        let open = self
            .mappings
            .values()
            .filter_map(|mapping| mapping.open.as_ref())
            .map(|open| &open.records);
        let waiting: Vec<_> = batches.chain(open).collect();
        if !waiting.is_empty() {
            let tokens = waiting.iter().flat_map(|records| records.iter()).map(|record| {
                let until = record.lease.map(|(_, until)| until);
                LaneToken::of(&record.message, TokenStyle::Dimmed, until)
            });
            card.lanes.push(Lane {
                label: "batches",
                tokens: tokens.take(Card::LANE_TOKENS).collect(),
                total: waiting.iter().map(|records| records.len() as u64).sum(),
            });
        }
        let events = self.events.values().filter(|event| event.next.is_some());
        if self.counts.async_received > 0 {
            let tokens = events
                .clone()
                .map(|event| LaneToken::of(&event.message, TokenStyle::Filled, event.next));
            card.lanes.push(Lane {
                label: "events",
                tokens: tokens.take(Card::LANE_TOKENS).collect(),
                total: events.count() as u64,
            });
        }
    }

    pub(super) fn visit_holdings(&self, visit: &mut dyn FnMut(Holding<'_>)) {
        let held = |message, place, until, receives, sent, expires| Holding {
            message,
            place,
            until,
            receives,
            sent,
            expires,
            handle: None,
        };
        for event in self.events.values() {
            let place = if event.next.is_some() {
                Place::Waiting
            } else {
                Place::InFlight
            };
            let expires = Some(event.accepted + self.config.max_age);
            let tries = event.failures + u32::from(event.next.is_none());
            visit(held(&event.message, place, event.next, tries, event.accepted, expires));
        }
        for run in self.invocations.values() {
            let place = match run.origin {
                Origin::Caller { .. } => Place::InFlight,
                Origin::Event(_) => continue,
                Origin::Batch { .. } => Place::Working,
            };
            for record in &run.records {
                visit(held(
                    &record.message,
                    place,
                    Some(run.until),
                    record.tries,
                    record.sent,
                    None,
                ));
            }
        }
        let batches = self.held.in_line().map(|(_, batch)| &batch.records);
        let open = self
            .mappings
            .values()
            .filter_map(|mapping| mapping.open.as_ref())
            .map(|open| &open.records);
        for record in batches.chain(open).flatten() {
            let until = record.lease.map(|(_, until)| until);
            visit(held(
                &record.message,
                Place::Working,
                until,
                record.tries,
                record.sent,
                None,
            ));
        }
    }

    pub(super) fn check_self(&self, now: SimTime, wrong: &mut Vec<String>) {
        let busy = self.environments.busy();
        if busy as usize != self.invocations.len() {
            wrong.push(format!(
                "{busy} environments are busy with {} invocations",
                self.invocations.len()
            ));
        }
        let limit =
            |batches: u32, most: u32, wire| format!("{batches} batches of {wire} are in progress, more than {most}");
        for (wire, mapping) in &self.mappings {
            let (_, _, most) = mapping.plan.scale(self.config.classic);
            if mapping.running > most.max(limits::CONCURRENT_BATCHES) {
                wrong.push(limit(mapping.running, most, wire));
            }
            let of_wire = |origin: Origin| matches!(origin, Origin::Batch { wire: from, .. } if from == *wire);
            let running = self.invocations.values().filter(|run| of_wire(run.origin)).count();
            if mapping.running as usize != running {
                wrong.push(format!("{wire} counts {} batches, but {running} run", mapping.running));
            }
            let held = self.held.in_line().filter(|(_, batch)| batch.wire == *wire).count();
            if mapping.held as usize != held {
                wrong.push(format!("{wire} counts {} held batches, but {held} are", mapping.held));
            }
        }
        for event in self.events.values() {
            if event.next.is_some() && event.accepted + self.config.max_age < now {
                wrong.push(format!("{} should have ended with its age", event.message.id));
            }
        }
        if self.down && busy > 0 {
            wrong.push("it is down and runs".to_string());
        }
        if self.counts.done < self.counts.distinct {
            wrong.push("more work was done first than at all".to_string());
        }
    }
}
