//! A DynamoDB-like table.

use super::capacity::Capacity;
use super::config::TableConfig;
use super::rules::rule;
use super::spec;
use super::storing::Stored;
use crate::base::{MessageId, NodeId, SimTime, fingerprint};
use crate::nodes::access::{Unfit, check_identity};
use crate::sim::{
    Bar, Caller, Card, Ctx, Fate, Fault, Gate, Happening, Holding, Inquiry, Message, Metrics, Node, NodeSpec, Phase,
    Place, Receipt, Refusal, Request, Response, Rule, Settings, Standing, Stimulus, Timer, Tone,
};
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The busiest second that a new table on demand is made for, in units: it takes twice as many.
const FIRST_PEAK: u64 = 2_000;
/// Bytes of an item (END-045).
const ITEM: u64 = 400 * 1_024;

type Results = SmallVec<[Result<Receipt, Refusal>; 1]>;

/// Writes under way that are answered together.
#[derive(Clone, Debug)]
struct Flight {
    from: Caller,
    since: SimTime,
    until: SimTime,
    /// A message to write, or why it is not.
    writes: Vec<Result<Rc<Message>, Refusal>>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    me: NodeId,
    config: TableConfig,
    capacity: Capacity,
    stored: Stored,
    units: u64,
    throttled: u64,
    flights: BTreeMap<u64, Flight>,
    next: u64,
    slow: u32,
    down: bool,
    gate: Gate,
}

impl Table {
    /// Write units a second at present.
    fn rate(&self) -> u64 {
        if self.config.on_demand {
            self.capacity.on_demand()
        } else {
            self.config.units
        }
    }

    /// Whether a write is taken on, and if not why.
    fn admit(&mut self, caller: NodeId, message: &Message, cx: &mut Ctx<'_>) -> Result<(), Refusal> {
        let bytes = message.draft.bytes();
        // END-112; plain HTTP is a way in that DynamoDB offers.
        if check_identity(cx, caller, "dynamodb:PutItem") == Err(Unfit::Role) {
            let rule = Some(const { rule("END-112") });
            return Err(refusal("AccessDeniedException", rule, false));
        }
        if self.down {
            return Err(refusal("InternalServerError", None, true));
        }
        if bytes > ITEM {
            return Err(refusal("ValidationException", Some(const { rule("END-045") }), false));
        }
        let (units, rate) = (self.config.price(bytes), self.rate());
        let partition = message.draft.group.as_deref().map_or(message.root.0, fingerprint);
        let burst = self.config.burst && !self.config.on_demand;
        let taken = !self.gate.refuses(cx.now()) && self.capacity.take(cx.now(), partition, units, rate, burst);
        cx.touch(
            &spec::WRITE_UNITS,
            self.capacity.used(cx.now()) + if taken { 0 } else { units },
            rate,
        );
        if !taken {
            self.throttled += 1;
            // END-041, END-045
            return Err(refusal(
                "ProvisionedThroughputExceededException",
                Some(const { rule("END-045") }),
                true,
            ));
        }
        self.units += units;
        let charge = if self.config.on_demand {
            &spec::ON_DEMAND
        } else {
            &spec::PROVISIONED
        };
        cx.charge(charge, units);
        Ok(())
    }

    fn put(&mut self, from: Caller, messages: SmallVec<[Rc<Message>; 1]>, cx: &mut Ctx<'_>) {
        cx.called(if messages.len() > 1 {
            "BatchWriteItem"
        } else {
            "PutItem"
        });
        let cause = cx.cause();
        let mut writes = Vec::new();
        for message in messages {
            cx.because(cause);
            writes.push(match self.admit(from.node, &message, cx) {
                Ok(()) => Ok(message),
                Err(refusal) => {
                    cx.tell(message.id, Happening::Refused { code: refusal.code }, refusal.rule);
                    cx.end(message.id, Fate::Refused);
                    Err(refusal)
                }
            });
        }
        let span = self.config.latency.times(u64::from(self.slow)).0 / 100;
        let now = cx.now();
        let flight = Flight {
            from,
            since: now,
            until: now + crate::base::SimDuration(span),
            writes,
        };
        if span == 0 {
            self.land(flight, cx);
            return;
        }
        for message in flight.writes.iter().flatten() {
            cx.because(cause);
            cx.tell(message.id, Happening::WorkBegan { until: flight.until }, None);
        }
        self.next += 1;
        let timer = Timer { tag: 0, key: self.next };
        cx.because(cause);
        cx.wake(flight.until, Phase::Finish, timer);
        self.flights.insert(self.next, flight);
    }

    /// Writes what was taken on, and answers.
    fn land(&mut self, flight: Flight, cx: &mut Ctx<'_>) {
        let (me, write, memory, cause) = (self.me, self.config.write, self.config.memory, cx.cause());
        let mut results = Results::new();
        for message in flight.writes {
            cx.because(cause);
            results.push(message.map(|message| self.stored.store(me, &message, write, memory, cx)));
        }
        cx.because(cause);
        cx.reply(flight.from, Response::Put(results));
    }

    /// Everything under way is lost with the table.
    fn crash(&mut self, cx: &mut Ctx<'_>) {
        self.down = true;
        cx.tell(MessageId::NONE, Happening::WentDown, None);
        for flight in std::mem::take(&mut self.flights).into_values() {
            let lost = refusal("InternalServerError", None, true);
            let results = flight.writes.into_iter().map(|write| {
                if let Ok(message) = &write {
                    cx.tell(message.id, Happening::Ended(Fate::Refused), None);
                    cx.end(message.id, Fate::Refused);
                }
                Err(write.err().unwrap_or(lost))
            });
            let results: Results = results.collect();
            cx.reply(flight.from, Response::Put(results));
        }
    }
}

const fn refusal(code: &'static str, rule: Option<&'static Rule>, retryable: bool) -> Refusal {
    Refusal { code, rule, retryable }
}

impl Node for Table {
    const SPEC: &'static NodeSpec = &spec::TABLE;

    fn new(me: NodeId, seed: u64, settings: &Settings) -> Self {
        Table {
            me,
            config: TableConfig::new(settings),
            capacity: Capacity::new(FIRST_PEAK),
            stored: Stored::default(),
            units: 0,
            throttled: 0,
            flights: BTreeMap::new(),
            next: 0,
            slow: 100,
            down: false,
            gate: Gate::new(seed, me),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Request { from, request } => match request {
                Request::Put { messages, .. } => self.put(from, messages, cx),
                // Nobody polls a table over a wire: its port takes puts only.
                _ => cx.reply(from, Response::Refused(refusal("ValidationException", None, false))),
            },
            Stimulus::Timer(timer) => {
                if let Some(flight) = self.flights.remove(&timer.key) {
                    self.land(flight, cx);
                }
            }
            Stimulus::Reconfigure(settings) => {
                self.config = TableConfig::new(&settings);
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
            }
            Stimulus::Fault(Fault::Crash) => self.crash(cx),
            Stimulus::Fault(Fault::Restart) => {
                self.down = false;
                cx.tell(MessageId::NONE, Happening::CameBack, None);
            }
            Stimulus::Fault(Fault::Slow(slow)) => self.slow = slow,
            Stimulus::Fault(Fault::Throttle(limit)) => self.gate.set(limit),
            _ => {}
        }
    }

    fn metrics(&self, now: SimTime, out: &mut Metrics) {
        out.set("ConsumedWriteCapacityUnits", self.units);
        out.set("WriteThrottleEvents", self.throttled);
        out.set("ConditionalCheckFailedRequests", self.stored.conflicts);
        out.set("ItemCount", self.stored.items);
        out.set("Writes", self.stored.writes);
        out.set("RepeatedWrites", self.stored.repeated);
        out.set("Overcount", self.stored.overcount);
        out.set("UnitsThisSecond", self.capacity.used(now));
    }

    fn card(&self, now: SimTime, card: &mut Card) {
        let (used, rate) = (self.capacity.used(now), self.rate());
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        card.bar = Some(Bar {
            label: "used",
            filled: small(used.min(rate)),
            whole: small(rate),
        });
        card.count(self.stored.items, ("item", "items"), Tone::Plain);
        figures(&self.stored, (self.throttled, ("rejected", "rejected")), card);
        if self.down {
            (card.status, card.tone) = ("down".to_string(), Tone::Bad);
        }
    }

    fn holdings(&self, _: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        for flight in self.flights.values() {
            for message in flight.writes.iter().flatten() {
                visit(Holding::of(message, Place::InFlight, Some(flight.until), flight.since));
            }
        }
    }

    fn faults(&self) -> Vec<Fault> {
        Fault::in_force(self.down, self.slow, self.gate.limit())
    }

    fn audit(&self, now: SimTime, wrong: &mut Vec<String>) {
        if self.flights.values().any(|flight| flight.until < now) {
            wrong.push("a write should have ended already".to_string());
        }
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let flights = self.flights.values();
        let found = flights.flat_map(|flight| flight.writes.iter().flatten().map(move |message| (flight, message)));
        let (flight, message) = found.into_iter().find(|(_, message)| message.id == inquiry.message)?;
        let mut standing = Standing::new(Place::InFlight, "It is being written.".to_string()).of(message);
        standing.until = Some(flight.until);
        Some(standing)
    }
}

/// What both kinds show beside the number of items.
pub(super) fn figures(stored: &Stored, (failed, words): (u64, (&'static str, &'static str)), card: &mut Card) {
    if failed > 0 {
        card.count(failed, words, Tone::Bad);
    }
    if stored.overcount > 0 {
        card.figure(stored.overcount, "counted twice", Tone::Bad);
    } else if stored.conflicts > 0 {
        card.count(stored.conflicts, ("conflict", "conflicts"), Tone::Good);
    } else if stored.repeated > 0 {
        card.figure(stored.repeated, "repeated", Tone::Warning);
    }
}
