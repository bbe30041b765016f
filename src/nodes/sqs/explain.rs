//! Why a message of a queue is not delivered: the queue's own answer, from the state it is in.

use super::core::Queue;
use super::discipline::{Discipline, Hindrance};
use super::limits;
use super::rules::rule;
use super::settling::some_time;
use super::store::{Slot, State};
use crate::base::{MessageId, SimTime};
use crate::sim::{Inquiry, Place, Standing};

impl<D: Discipline> Queue<D> {
    /// Why a message stands where it stands. None when the queue does not have it.
    pub(super) fn standing(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let at = self.core.store.find(inquiry.message)?;
        let slot = self.core.store.slot(at);
        let standing = match slot.state {
            State::Gone => return None,
            State::Visible => self.why_visible(at, inquiry),
            State::Unreachable => Standing::new(
                Place::Waiting,
                "It is out of reach: every server that has a copy is in a zone that is down.".to_string(),
            )
            .by(const { rule("SQS-227") }),
            State::Stranded => Standing::new(
                Place::Waiting,
                "It has used up its receives and should move to the dead-letter queue, which is gone. Receives pass over it."
                    .to_string(),
            )
            .by(const { rule("SQS-122") }),
            State::Late => Standing::new(
                Place::Waiting,
                format!("It was accepted a moment ago; its copies can be found from {} on.", slot.until),
            )
            .by(const { rule("SQS-152") }),
            State::InFlight => in_flight(slot),
            State::Delayed => self.why_delayed(slot),
            State::Ghost => Standing::new(
                Place::Ghost,
                format!("It was deleted, but one copy survived, which can be received from {} on.", slot.until),
            )
            .by(const { rule("SQS-156") }),
        };
        let standing = standing.of(slot.message());
        Some(Standing {
            until: standing.until.or(some_time(slot.until)),
            expires: Some(slot.enqueued() + self.core.config.retention),
            ..standing
        })
    }

    /// In the order in which a receive would be stopped.
    fn why_visible(&self, at: u32, inquiry: Inquiry<'_>) -> Standing {
        let waiting = |text: String| Standing::new(Place::Waiting, text);
        let (core, now) = (&self.core, inquiry.now);
        if core.gone.is_some_and(|gone| gone <= now) {
            return waiting("Its queue was deleted.".to_string()).by(const { rule("SQS-015") });
        }
        if core.open(now).is_err() {
            let from = core.born + limits::SETTLING;
            return waiting(format!("Its queue is new and answers no call before {from}."))
                .by(const { rule("SQS-016") })
                .until(from);
        }
        if self.full() {
            let most = match core.config.in_flight {
                1 => "1 message of this queue is".to_string(),
                more => format!("{more} messages of this queue are"),
            };
            let text = format!(
                "{most} in flight, which is the most: no receive gets any more until some are deleted or visible again."
            );
            return waiting(text).by(const { rule("SQS-082") });
        }
        match self.order.hindrance(core, at, now) {
            Some(Hindrance::Blocked(by)) => self.why_blocked(at, by),
            Some(Hindrance::OutOfSight) => waiting(format!(
                "It lies behind the first {} messages, and receives look no further.",
                core.config.in_flight
            ))
            .by(const { rule("SQS-145") }),
            Some(Hindrance::Quota) => {
                let next = SimTime((now.0 / 1_000_000 + 1) * 1_000_000);
                waiting(format!(
                    "The queue has used up its receives of this second. The next one begins at {next}."
                ))
                .by(const { rule("SQS-067") })
                .until(next)
            }
            Some(Hindrance::Behind(first, count)) => self.why_behind(first, count),
            Some(Hindrance::Noisy) => Standing {
                open: true,
                ..waiting("It can be received, but its group is noisy: messages of quiet groups go first.".to_string())
                    .by(const { rule("SQS-162") })
            },
            None => self.why_open(at, inquiry),
        }
    }

    /// Nothing here stands in its way. A receive that would be one too many moves it instead.
    fn why_open(&self, at: u32, inquiry: Inquiry<'_>) -> Standing {
        let slot = self.core.store.slot(at);
        let (text, why) = match self.exhausted(at) {
            Some(dlq) => (
                format!(
                    "It was received {} here, which is maxReceiveCount: the next receive moves it to {} instead of delivering it.",
                    times(slot.here),
                    (inquiry.name)(dlq)
                ),
                const { rule("SQS-111") },
            ),
            None => (
                "It can be received and waits for a consumer that asks.".to_string(),
                const { rule("SQS-217") },
            ),
        };
        Standing {
            open: true,
            ..Standing::new(Place::Waiting, text).by(why)
        }
    }

    fn group_and_id(&self, at: u32) -> (String, MessageId) {
        let message = self.core.store.slot(at).message();
        (message.draft.group.as_deref().unwrap_or("").to_string(), message.id)
    }

    fn why_blocked(&self, at: u32, by: u32) -> Standing {
        let (group, _) = self.group_and_id(at);
        let (_, blocker) = self.group_and_id(by);
        let slot = self.core.store.slot(by);
        let what = match slot.state {
            State::Delayed => "is delayed",
            _ => "is in flight",
        };
        let until = some_time(slot.until);
        let text = match until {
            Some(until) => format!("Its group {group} is blocked: {blocker} {what} until {until}."),
            None => format!("Its group {group} is blocked by {blocker}."),
        };
        Standing {
            blocker: Some(blocker),
            until,
            ..Standing::new(Place::Waiting, text).by(const { rule("SQS-138") })
        }
    }

    fn why_behind(&self, first: u32, count: u64) -> Standing {
        let (group, id) = self.group_and_id(first);
        let text = match count {
            1 => format!("{id} of its group {group} goes first."),
            _ => format!("{count} messages of its group {group} go first, {id} at the front."),
        };
        Standing {
            blocker: Some(id),
            open: true,
            ..Standing::new(Place::Waiting, text).by(const { rule("SQS-007") })
        }
    }

    fn why_delayed(&self, slot: &Slot) -> Standing {
        let own = slot.message().draft.delay.is_some() && !D::FIFO;
        let whose = if own { "its own timer" } else { "the queue's delay" };
        let text = format!("It is delayed by {whose} and can be received from {} on.", slot.until);
        Standing::new(Place::Delayed, text).by(if own {
            const { rule("SQS-060") }
        } else {
            const { rule("SQS-061") }
        })
    }
}

fn in_flight(slot: &Slot) -> Standing {
    let text = format!(
        "It is in flight: received {} so far, it stays hidden until {} unless its consumer deletes it before.",
        times(slot.receives()),
        slot.until
    );
    Standing::new(Place::InFlight, text).by(const { rule("SQS-077") })
}

fn times(receives: u32) -> String {
    match receives {
        1 => "once".to_string(),
        2 => "twice".to_string(),
        more => format!("{more} times"),
    }
}
