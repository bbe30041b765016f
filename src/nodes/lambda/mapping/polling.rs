//! Pollers: which mappings there are, when they ask, and what they do with the answer.

use super::super::rules::rule;
use super::super::{CHECK, Function, POLL, Pending, RAMP, limits};
use super::{Mapping, Plan};
use crate::base::{MessageId, SimTime, WireId};
use crate::sim::{Ctx, Happening, Phase, Request, Response, Timer};

impl Function {
    /// Brings the mappings in line with the wires and what is set for them.
    pub(in super::super) fn map_wires(&mut self, cx: &mut Ctx<'_>) {
        let wires = cx.wires(super::super::spec::PORT_POLL);
        let gone: Vec<WireId> = self
            .mappings
            .keys()
            .copied()
            .filter(|wire| !wires.contains(wire))
            .collect();
        for wire in gone {
            self.unmap(wire, cx);
        }
        for wire in wires {
            let Some(terms) = cx
                .terms(wire)
                .filter(|terms| terms.spec().label == super::MAPPING.label)
            else {
                continue;
            };
            let plan = Plan::new(terms);
            match self.mappings.get_mut(&wire) {
                Some(mapping) => mapping.plan = plan,
                None => {
                    let Some(queue) = cx.peer(wire) else { continue };
                    let fifo = cx.info(queue).is_some_and(|info| info.spec.kind == "sqs-fifo");
                    self.mappings.insert(wire, Mapping::new(wire, queue, fifo, plan));
                    self.create(wire, cx);
                }
            }
            self.change(wire, cx);
        }
    }

    /// LAM-055: a mapping that is switched off stops asking at once.
    fn change(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        if self.mappings.get(&wire).is_some_and(|mapping| !mapping.plan.enabled) {
            self.hang_up(wire, cx);
        }
        self.fill(wire, cx);
    }

    /// LAM-060: a mapping is refused while the queue hides messages for less time than the function may take.
    fn create(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        let timeout = self.config.timeout;
        let Some(mapping) = self.mappings.get_mut(&wire) else {
            return;
        };
        let Some(settings) = cx.info(mapping.queue).map(|info| &info.settings) else {
            return;
        };
        if settings.get("VisibilityTimeout").is_none() {
            return;
        }
        let visibility = settings.seconds("VisibilityTimeout");
        let was = mapping.refused;
        mapping.refused = visibility < timeout;
        let window = mapping.plan.window;
        if mapping.refused {
            if !was {
                let code = "InvalidParameterValueException";
                cx.tell(
                    MessageId::NONE,
                    Happening::Refused { code },
                    Some(const { rule("LAM-060") }),
                );
            }
            let timer = Timer {
                tag: CHECK,
                key: u64::from(wire.0),
            };
            cx.wake(cx.now() + limits::CHECK_AGAIN, Phase::Timers, timer);
        } else if visibility < timeout.times(6) + window {
            // LAM-002, LAM-065: it works, but throttled or slow batches come back too early.
            cx.tell(MessageId::NONE, Happening::Noted, Some(const { rule("LAM-002") }));
        }
    }

    /// A refused mapping is tried to be made once more.
    pub(in super::super) fn create_again(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        if self.mappings.get(&wire).is_some_and(|mapping| mapping.refused) {
            self.create(wire, cx);
            self.fill(wire, cx);
        }
    }

    /// The wire is gone: what it brought and does not run is back in the queue when its time is over.
    fn unmap(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        self.hang_up(wire, cx);
        self.mappings.remove(&wire);
        let held: Vec<u64> = self
            .held
            .in_line()
            .filter(|(_, batch)| batch.wire == wire)
            .map(|(key, _)| key)
            .collect();
        for key in held {
            self.held.remove(key);
        }
    }

    /// Stops waiting for the answers to all polls.
    pub(in super::super) fn hang_up(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        let Some(mapping) = self.mappings.get_mut(&wire) else {
            return;
        };
        for (call, _) in std::mem::take(&mut mapping.polls) {
            self.pending.remove(&call);
            cx.hang_up(wire, call);
        }
    }

    /// Sends as many polls as there is room and need for.
    pub(in super::super) fn fill(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        let (now, classic) = (cx.now(), self.config.classic);
        let Some(mapping) = self.mappings.get_mut(&wire) else {
            return;
        };
        if !self.started || self.down || mapping.refused || !mapping.plan.enabled || now < mapping.rests {
            return;
        }
        let free = mapping.allowed(classic, now).saturating_sub(mapping.in_hand());
        let max = mapping.plan.size.min(limits::RECEIVE as usize) as u32;
        let cause = cx.cause();
        for _ in mapping.polls.len() as u32..mapping.wanted.min(free) {
            cx.because(cause);
            // LAM-008, LAM-062: a long poll that leaves the visibility timeout to the queue.
            let request = Request::Take {
                max,
                wait: Some(limits::LONG_POLL),
                lease: None,
            };
            let call = cx.call(wire, request);
            self.counts.receive_calls += 1;
            mapping.polls.insert(call, now);
            self.pending.insert(call, Pending::Poll(wire));
        }
        if mapping.wanted >= free
            && let Some(next) = mapping.scaling.next_growth(now)
            && mapping.ramp != Some(next)
        {
            mapping.ramp = Some(next);
            let timer = Timer {
                tag: RAMP,
                key: u64::from(wire.0),
            };
            cx.wake(next, Phase::Timers, timer);
        }
    }

    /// The answer to a poll.
    pub(in super::super) fn polled(&mut self, wire: WireId, call: u64, response: Response, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some(mapping) = self.mappings.get_mut(&wire) else {
            return;
        };
        let asked = mapping.polls.remove(&call);
        match response {
            Response::Took(deliveries) if !deliveries.is_empty() => {
                self.counts.polled += deliveries.len() as u64;
                mapping.scaling.backlog(now);
                // Where there is something there may be more: pollers double while receives bring messages.
                mapping.wanted = mapping.wanted.saturating_mul(2).min(limits::PROVISIONED_BATCHES);
                let records = deliveries.into_iter().map(super::Record::received).collect();
                self.received(wire, records, cx);
                self.fill(wire, cx);
            }
            Response::Took(_) => {
                // LAM-062, LAM-131: nothing came, and it is billed all the same.
                self.counts.empty += 1;
                mapping.wanted = mapping.plan.idle_polls();
                if asked == Some(now) {
                    self.rest(wire, cx);
                } else {
                    self.fill(wire, cx);
                }
            }
            Response::Refused(_) => {
                // LAM-061: a queue that is gone or closed is asked again and again.
                self.counts.poll_errors += 1;
                self.rest(wire, cx);
            }
            _ => self.fill(wire, cx),
        }
    }

    fn rest(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        let until = cx.now() + limits::POLL_PAUSE;
        if let Some(mapping) = self.mappings.get_mut(&wire) {
            mapping.rests = until;
        }
        let timer = Timer {
            tag: POLL,
            key: u64::from(wire.0),
        };
        cx.wake(until, Phase::Receives, timer);
    }

    /// After a batch: whether the queue had nothing more (LAM-063).
    pub(super) fn notice_idle(&mut self, wire: WireId, now: SimTime) {
        let classic = self.config.classic;
        if let Some(mapping) = self.mappings.get_mut(&wire)
            && mapping.in_hand() == 0
            && mapping.polls.values().any(|since| *since < now)
        {
            mapping.scaling.idle(mapping.scale(classic), now);
        }
    }
}
