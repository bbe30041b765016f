//! AWS Lambda: a function, and the event source mappings that poll queues for it.
//!
//! The function's code is described, not run (LAM-019): how long it takes, on which records it fails, what it returns and
//! whom it calls. An `invocation` runs in an execution environment (`environments`) and ends with a response; it comes
//! from a caller that waits (`calls`), from the asynchronous queue (`asynchronous`) or from a mapping (`mapping`),
//! each of which decides what a failure or a throttle means. That is the whole lesson of the service: the same function
//! error is the caller's business, Lambda's own, or the queue's.
//!
//! A message that is put to the function is held here until its invocation, or its event, has ended. A message of a queue
//! stays in the queue; here are only copies.
//!
//! What is left out, with reasons, stands in the list `FIDELITY` of the description. Shown by the whole design rather than
//! enforced in one line: LAM-002 to LAM-004, LAM-071, LAM-118.
//!
//! Sources: the AWS service model and documentation, and recorded runs, as the rule table says for each rule.

mod access;
mod api;
mod asynchronous;
mod calls;
mod config;
mod environments;
mod error;
mod explain;
mod fetching;
mod fields;
mod front;
mod invocation;
mod limits;
mod lineage;
mod mapping;
mod metering;
mod rules;
mod spec;
#[cfg(test)]
mod tests;
mod view;

pub use front::SERVICE;

use crate::base::{MessageId, NodeId, SimTime, Stream, WireId};
use crate::sim::{
    Asking, Card, Ctx, Fault, Gate, Happening, Holding, Inquiry, Message, Metrics, Node, NodeSpec, Request, Response,
    Settings, Standing, Stimulus, Timer, Verdict,
};
use asynchronous::Event;
use calls::Answer;
use config::Config;
use environments::Environments;
use error::{Denial, Failure};
use invocation::Invocation;
use mapping::{Held, Mapping};
use rules::rule;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The present stage of an invocation is over.
const END: u32 = 0;
/// An event of the asynchronous queue is tried.
const EVENT: u32 = 1;
/// A held batch is tried, or its messages are visible again.
const BATCH: u32 = 2;
/// The window of a batch is over.
const WINDOW: u32 = 3;
/// A mapping asks again after a pause.
const POLL: u32 = 4;
/// A mapping may have more batches in progress.
const RAMP: u32 = 5;
/// A mapping that was refused is tried to be made again.
const CHECK: u32 = 6;

/// What an unanswered call was for.
#[derive(Clone, Copy, Debug)]
enum Pending {
    /// A poll of a mapping.
    Poll(WireId),
    /// Deletes of a mapping after success.
    Delete,
    /// Deletes of what no filter let through.
    Discard,
    /// What a record of an invocation points to.
    Fetch { id: u64, index: usize },
    /// A call that the code made in an invocation, about one of its records.
    Call { id: u64, index: usize },
    /// A message to the dead-letter queue (`dead`) or to a destination.
    Letter { dead: bool },
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    invocations: u64,
    errors: u64,
    throttles: u64,
    cold_starts: u64,
    run_micros: u64,
    done: u64,
    distinct: u64,
    skipped: u64,
    failed: u64,
    order_breaks: u64,
    calls: u64,
    calls_failed: u64,
    async_received: u64,
    async_dropped: u64,
    letters_failed: u64,
    destinations_failed: u64,
    receive_calls: u64,
    empty: u64,
    poll_errors: u64,
    polled: u64,
    filtered: u64,
    invoked: u64,
    deleted: u64,
    deletes_failed: u64,
    failed_invokes: u64,
}

/// A Lambda function.
#[derive(Clone, Debug)]
pub struct Function {
    me: NodeId,
    config: Rc<Config>,
    started: bool,
    down: bool,
    gate: Gate,
    /// How long the code takes now, in hundredths of what is set.
    slow: u32,
    /// Messages or roots that someone has poisoned by hand.
    poisoned: BTreeSet<MessageId>,
    poison_next: u32,
    environments: Environments,
    invocations: BTreeMap<u64, Invocation>,
    /// The number given last to an invocation, an event, a batch or an answer.
    numbered: u64,
    answers: BTreeMap<u64, Answer>,
    /// Why a call was refused last.
    denial: Option<Denial>,
    events: BTreeMap<u64, Event>,
    mappings: BTreeMap<WireId, Mapping>,
    held: Held,
    pending: BTreeMap<u64, Pending>,
    outs: Vec<WireId>,
    counts: Counts,
    /// Memory times run time that was not billed yet, below one unit.
    unbilled: u64,
    /// The newest root of each group that came by, to notice broken order.
    newest: BTreeMap<Rc<str>, MessageId>,
    work_luck: Stream,
    failure_luck: Stream,
    payload_luck: Stream,
    duplicate_luck: Stream,
}

impl Node for Function {
    const SPEC: &'static NodeSpec = &spec::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        let stream = |purpose| Stream::new(seed, u64::from(id.0), purpose);
        Function {
            me: id,
            config: Rc::new(Config::new(settings)),
            started: false,
            down: false,
            gate: Gate::new(seed, id),
            slow: 100,
            poisoned: BTreeSet::new(),
            poison_next: 0,
            environments: Environments::default(),
            invocations: BTreeMap::new(),
            numbered: 0,
            answers: BTreeMap::new(),
            denial: None,
            events: BTreeMap::new(),
            mappings: BTreeMap::new(),
            held: Held::default(),
            pending: BTreeMap::new(),
            outs: Vec::new(),
            counts: Counts::default(),
            unbilled: 0,
            newest: BTreeMap::new(),
            work_luck: stream("work"),
            failure_luck: stream("failure"),
            payload_luck: stream("payload"),
            duplicate_luck: stream("duplicate event"),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.started = true;
                self.environments.claim(&self.config, cx);
                self.rewired(cx);
            }
            Stimulus::Request { from, request } => {
                if let Request::Put { messages, awaits, .. } = request {
                    self.put(from, messages, awaits, cx);
                }
            }
            Stimulus::Timer(timer) => self.rings(timer, cx),
            Stimulus::Response { call, response, .. } => self.responded(call, response, cx),
            Stimulus::Reconfigure(settings) => self.reconfigure(&settings, cx),
            Stimulus::Rewired => self.rewired(cx),
            Stimulus::Fault(fault) => self.suffer(fault, cx),
            // LAM-030: nobody can take back an invocation. Messages never move here inside a service.
            Stimulus::HungUp(_) | Stimulus::Transfer(_) => {}
        }
    }

    fn metrics(&self, now: SimTime, out: &mut Metrics) {
        self.fill_metrics(now, out);
    }

    fn card(&self, now: SimTime, card: &mut Card) {
        self.fill_card(now, card);
    }

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        self.visit_holdings(visit);
    }

    fn faults(&self) -> Vec<Fault> {
        Fault::in_force(self.down, self.slow, self.gate.limit())
    }

    fn audit(&self, now: SimTime, wrong: &mut Vec<String>) {
        self.check_self(now, wrong);
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        self.standing(inquiry)
    }

    fn verdicts(&self, message: &Message, inquiry: Inquiry<'_>) -> Vec<Verdict> {
        self.sifted(message, inquiry)
    }

    fn asking(&self, now: SimTime, wire: WireId) -> Option<Asking> {
        self.asks(now, wire)
    }
}

impl Function {
    fn number(&mut self) -> u64 {
        self.numbered += 1;
        self.numbered
    }

    fn rings(&mut self, timer: Timer, cx: &mut Ctx<'_>) {
        let wire = WireId(timer.key as u32);
        match timer.tag {
            END => self.ended(timer.key, cx),
            EVENT => self.event_due(timer.key, cx),
            BATCH => self.batch_due(timer.key, cx),
            WINDOW => self.window_over(timer.key, cx),
            POLL => self.fill(wire, cx),
            RAMP => {
                self.start_held(cx);
                self.fill(wire, cx);
            }
            _ => self.create_again(wire, cx),
        }
    }

    fn responded(&mut self, call: u64, response: Response, cx: &mut Ctx<'_>) {
        let accepted =
            |response: &Response| matches!(response, Response::Put(results) if results.iter().all(Result::is_ok));
        match self.pending.remove(&call) {
            Some(Pending::Poll(wire)) => self.polled(wire, call, response, cx),
            Some(Pending::Fetch { id, index }) => self.fetched(id, index, response, cx),
            Some(Pending::Delete) => self.deleted(&response),
            Some(Pending::Call { id, index }) => self.called(id, index, accepted(&response), cx),
            // LAM-120
            Some(Pending::Letter { dead }) if !accepted(&response) => {
                self.counts.letters_failed += u64::from(dead);
                self.counts.destinations_failed += u64::from(!dead);
            }
            Some(Pending::Letter { .. } | Pending::Discard) | None => {}
        }
    }

    fn rewired(&mut self, cx: &mut Ctx<'_>) {
        if self.started {
            self.outs = cx.wires(spec::PORT_OUT);
            self.map_wires(cx);
        }
    }

    fn reconfigure(&mut self, settings: &Settings, cx: &mut Ctx<'_>) {
        self.config = Rc::new(Config::new(settings));
        cx.tell(MessageId::NONE, Happening::Reconfigured, None);
        if !self.started {
            return;
        }
        self.environments.claim(&self.config, cx);
        let wires: Vec<WireId> = self.mappings.keys().copied().collect();
        for wire in wires {
            self.create_again(wire, cx);
        }
        self.start_held(cx);
    }

    fn suffer(&mut self, fault: Fault, cx: &mut Ctx<'_>) {
        match fault {
            Fault::Crash if !self.down => self.crash(cx),
            Fault::Restart if self.down => {
                self.down = false;
                cx.tell(MessageId::NONE, Happening::CameBack, None);
                let wires: Vec<WireId> = self.mappings.keys().copied().collect();
                for wire in wires {
                    self.fill(wire, cx);
                }
            }
            Fault::Slow(hundredths) => self.slow = hundredths,
            Fault::Poison(MessageId::NONE) => self.poison_next += 1,
            Fault::Poison(message) => {
                self.poisoned.insert(message);
            }
            Fault::Throttle(limit) => {
                self.gate.set(limit);
                cx.tell(MessageId::NONE, Happening::Noted, Some(const { rule("LAM-031") }));
            }
            _ => {}
        }
    }

    /// The service is lost in this place: nothing runs on, and nothing is polled. Lambda's own queue of events is kept.
    fn crash(&mut self, cx: &mut Ctx<'_>) {
        self.down = true;
        let cause = cx.tell(MessageId::NONE, Happening::WentDown, None);
        let wires: Vec<WireId> = self.mappings.keys().copied().collect();
        for wire in wires {
            self.hang_up(wire, cx);
            if let Some(mapping) = self.mappings.get_mut(&wire) {
                (mapping.open, mapping.held) = (None, 0);
            }
        }
        self.held = Held::default();
        let running: Vec<u64> = self.invocations.keys().copied().collect();
        for id in running {
            cx.because(cause);
            self.finish(id, Some(Failure::Lost), cx);
        }
        self.environments.lose(&self.config, cx);
    }
}
