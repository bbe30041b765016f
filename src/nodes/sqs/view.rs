//! How a queue shows itself: metrics, card, holdings, details, self-check.

use super::action::{Counts, Details};
use super::core::Queue;
use super::digest;
use super::discipline::Discipline;
use super::limits;
use super::settling::some_time;
use super::store::{Slot, State};
use super::wire_names;
use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{Card, Holding, Lane, LaneToken, Metrics, Place, TokenStyle, Tone};
use std::rc::Rc;

impl<D: Discipline> Queue<D> {
    /// The three disjoint counts (SQS-038).
    pub fn counts(&self) -> Counts {
        let meters = &self.core.meters;
        Counts {
            visible: meters.visible(),
            in_flight: meters.count(State::InFlight),
            delayed: meters.count(State::Delayed),
        }
    }

    /// The read-only attributes (SQS-036) but the ARN, under their AWS names; timestamps in whole seconds. The others are
    /// the node's settings.
    pub fn attributes(&self) -> Vec<(&'static str, String)> {
        let counts = self.counts();
        let seconds = |at: SimTime| (at.as_millis() / 1_000).to_string();
        vec![
            ("ApproximateNumberOfMessages", counts.visible.to_string()), // SQS-182
            ("ApproximateNumberOfMessagesDelayed", counts.delayed.to_string()),
            ("ApproximateNumberOfMessagesNotVisible", counts.in_flight.to_string()),
            ("CreatedTimestamp", seconds(self.core.born)),
            ("LastModifiedTimestamp", seconds(self.core.modified)),
        ]
    }

    /// What is known of a stored message (SQS-073).
    pub fn details(&self, message: MessageId) -> Option<Details> {
        let slot = self.core.store.slot(self.core.store.find(message)?);
        let source = Some(slot.source).filter(|source| *source != NodeId::OPERATOR);
        Some(Details {
            sent: slot.sent,
            first_received: some_time(slot.first_received),
            receives: slot.receives(),
            sequence: D::FIFO.then_some(slot.order),
            deduplication: if D::FIFO {
                Some(self.deduplication_id(slot, source.is_some()))
            } else {
                None
            },
            dead_letter_source: source,
            sender: slot.message().origin,
        })
    }

    /// SQS-116: in a dead-letter queue a message's own id, so that no two collide; else the explicit one or the content's.
    fn deduplication_id(&self, slot: &Slot, moved: bool) -> Rc<str> {
        let message = slot.message();
        match &message.draft.deduplication {
            _ if moved => Rc::from(wire_names::message_id(self.core.seed, message.id)),
            Some(id) => Rc::clone(id),
            None => Rc::from(digest::content_id(&message.draft.body)),
        }
    }

    /// How many long polls wait.
    pub fn waiting_polls(&self) -> usize {
        self.core.waiters.len()
    }

    pub(super) fn fill_metrics(&self, now: SimTime, out: &mut Metrics) {
        let (meters, counts) = (&self.core.meters, self.counts());
        let oldest = self
            .order
            .oldest(&self.core)
            .map_or(0, |since| now.since(since).as_secs());
        out.set("ApproximateNumberOfMessagesVisible", counts.visible); // SQS-170
        out.set("ApproximateNumberOfMessagesNotVisible", counts.in_flight); // SQS-171
        out.set("ApproximateNumberOfMessagesDelayed", counts.delayed); // SQS-172
        out.set("ApproximateAgeOfOldestMessage", oldest); // SQS-173, SQS-044
        out.set("NumberOfMessagesSent", meters.sent);
        out.set("NumberOfMessagesReceived", meters.received);
        out.set("NumberOfMessagesDeleted", meters.deleted);
        out.set("NumberOfEmptyReceives", meters.empty);
        out.set("SentMessageSize", meters.sent_bytes);
        out.set("Requests", meters.requests);
        out.set("CostNanoDollars", meters.nano_dollars(D::PRICES));
        out.set("MessagesVisibleAgain", meters.returned);
        out.set("MessagesMovedToDlq", meters.moved);
        out.set("MessagesExpired", meters.expired);
        out.set("RefusedRequests", meters.refused);
        self.order.metrics(&self.core, now, out);
    }

    /// SQS-181: with the option off, an empty queue that was not used for six hours sends nothing.
    pub(super) fn is_active(&self, now: SimTime) -> bool {
        self.core.config.idle_metrics || self.core.store.len > 0 || now < self.core.used + limits::INACTIVE
    }

    pub(super) fn fill_card(&self, now: SimTime, card: &mut Card) {
        let counts = self.counts();
        let waiting = self.order.waiting(&self.core, Card::LANE_TOKENS);
        card.lanes = vec![
            self.lane("waiting", TokenStyle::Filled, counts.visible, waiting),
            self.lane(
                "in flight",
                TokenStyle::Outlined,
                counts.in_flight,
                self.listed(State::InFlight),
            ),
            self.lane(
                "delayed",
                TokenStyle::Dimmed,
                counts.delayed,
                self.listed(State::Delayed),
            ),
        ];
        card.figure(counts.visible, "visible", Tone::Plain);
        card.figure(counts.in_flight, "in flight", Tone::Plain);
        let oldest = self
            .order
            .oldest(&self.core)
            .map_or(0, |since| now.since(since).as_secs());
        card.figure(format!("{oldest} s"), "oldest", Tone::Plain);
        let stranded = self.core.meters.count(State::Stranded);
        let unreachable = self.core.meters.count(State::Unreachable);
        (card.status, card.tone) = if self.core.gone.is_some_and(|gone| gone <= now) {
            ("deleted".to_string(), Tone::Bad)
        } else if self.core.gate.limit().is_some() {
            ("throttled".to_string(), Tone::Bad)
        } else if stranded > 0 {
            (format!("{stranded} without DLQ"), Tone::Bad)
        } else if unreachable > 0 {
            (format!("{unreachable} out of reach"), Tone::Warning)
        } else if !self.core.waiters.is_empty() {
            {
                let waiting = self.core.waiters.len();
                let s = if waiting == 1 { "" } else { "s" };
                (format!("{waiting} poll{s} open"), Tone::Plain)
            }
        } else {
            (String::new(), Tone::Plain)
        };
    }

    fn listed(&self, state: State) -> Vec<u32> {
        let slots = &self.core.store.slots;
        self.core.lists[state as usize]
            .iter(slots)
            .take(Card::LANE_TOKENS)
            .map(|(_, at)| at)
            .collect()
    }

    fn lane(&self, label: &'static str, style: TokenStyle, total: u64, slots: Vec<u32>) -> Lane {
        let tokens = slots.into_iter().map(|at| {
            let slot = self.core.store.slot(at);
            LaneToken::of(slot.message(), style, some_time(slot.until))
        });
        Lane {
            label,
            tokens: tokens.collect(),
            total,
        }
    }

    pub(super) fn visit_holdings(&self, visit: &mut dyn FnMut(Holding<'_>)) {
        for (at, slot) in self.core.store.iter() {
            let place = match slot.state {
                State::InFlight => Place::InFlight,
                State::Delayed => Place::Delayed,
                State::Ghost => Place::Ghost,
                _ => Place::Waiting,
            };
            visit(Holding {
                message: slot.message(),
                place,
                until: some_time(slot.until),
                receives: slot.receives(),
                sent: slot.sent,
                expires: Some(slot.enqueued() + self.core.config.retention),
                handle: self.core.store.newest_handle(self.core.me, at),
            });
        }
    }

    pub(super) fn check_self(&self, now: SimTime, wrong: &mut Vec<String>) {
        let mut recount = [0u64; 8];
        for (_, slot) in self.core.store.iter() {
            recount[slot.state as usize] += 1;
            let id = slot.message().id;
            if slot.until < now {
                wrong.push(format!("{id} should have left its state at {}", slot.until));
            }
            if slot.enqueued() + self.core.config.retention < now {
                wrong.push(format!("{id} should have expired"));
            }
        }
        for state in [
            State::Visible,
            State::InFlight,
            State::Delayed,
            State::Ghost,
            State::Stranded,
        ] {
            let (counted, found) = (self.core.meters.count(state), recount[state as usize]);
            if counted != found {
                wrong.push(format!(
                    "the counter of {state:?} says {counted}, but there are {found}"
                ));
            }
        }
        if recount.iter().sum::<u64>() != self.core.store.len {
            wrong.push("stored messages are miscounted".to_string());
        }
        self.order.audit(&self.core, wrong);
    }
}
