//! A worker: a program on a server (EC2, say) that polls queues.
//!
//! Each of its threads receives, works on what it got one message after another, settles, and receives again
//! (PAT-002). It can poll long or short, delete one by one, in batches or never, fail by chance or on certain
//! messages, extend the visibility timeout while it works, send a result on before it deletes, and crash.
//!
//! The effect of its work is recorded in the world, for the queue the message came from and the root of the message,
//! so that doing the same piece of work twice shows, whichever worker did it first.
//!
//! An Auto Scaling group ([`group`]) is a second kind: a fleet of instances, each of which is such a worker.
//!
//! Left out: the CPU that work itself needs, start-up time, and credentials.

mod config;
mod counts;
#[cfg(test)]
mod delivery_tests;
mod explain;
mod fetching;
pub mod group;
mod limits;
mod polling;
mod rules;
mod settling;
mod spec;
#[cfg(test)]
mod tests;
mod thread;
mod view;
mod working;

use crate::base::{MessageId, NodeId, SimTime, Stream, WireId};
use crate::sim::{
    Asking, Card, Ctx, EventId, Fault, Happening, Holding, Inquiry, Metrics, Node, NodeSpec, Phase, Place, Response,
    Settings, Standing, Stimulus, Timer,
};
use config::Config;
use counts::Counts;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use thread::{Stage, Thread};

const POLL: u32 = 0;
const WORK: u32 = 1;
const HEARTBEAT: u32 = 2;
const STOP: u32 = 3;
/// The tag of an alarm has so many bits; above them stands the number of the instance that set it.
const TAG_BITS: u32 = 3;

/// What an unanswered call was for; the number is the thread's.
#[derive(Clone, Copy, Debug)]
enum Pending {
    Poll(usize),
    Settle(usize),
    Fetch(usize),
    Forward(usize),
    Extend,
}

/// A worker.
#[derive(Clone, Debug)]
pub struct Worker {
    config: Rc<Config>,
    /// Which instance of a group it is, from 1; 0 for a worker of its own.
    instance: u32,
    started: bool,
    down: bool,
    outs: Vec<WireId>,
    threads: Vec<Thread>,
    pending: BTreeMap<u64, Pending>,
    counts: Counts,
    /// How long work takes now, in hundredths of what is set.
    slow: u32,
    /// Messages or roots that someone has poisoned by hand.
    poisoned: BTreeSet<MessageId>,
    poison_next: u32,
    /// The newest root of each group that came by, to notice broken order.
    newest: BTreeMap<Rc<str>, MessageId>,
    work_luck: Stream,
    failure_luck: Stream,
    payload_luck: Stream,
}

impl Node for Worker {
    const SPEC: &'static NodeSpec = &spec::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        Worker::hired((id, 0), seed, Rc::new(Config::new(settings)))
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => self.begin(cx),
            Stimulus::Timer(timer) => self.rings(timer, cx),
            Stimulus::Response { call, response, .. } => self.answered(call, response, cx),
            Stimulus::Reconfigure(settings) => self.reconfigure(&settings, cx),
            Stimulus::Rewired => self.rewired(cx),
            Stimulus::Fault(Fault::Crash) if !self.down => self.crash(cx),
            Stimulus::Fault(Fault::Restart) if self.down => {
                self.down = false;
                cx.tell(MessageId::NONE, Happening::CameBack, None);
                self.begin_idle(cx);
            }
            Stimulus::Fault(Fault::Slow(hundredths)) => self.slow = hundredths,
            Stimulus::Fault(Fault::Poison(MessageId::NONE)) => self.poison_next += 1,
            Stimulus::Fault(Fault::Poison(message)) => {
                self.poisoned.insert(message);
            }
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        self.counts.tell(out);
        out.set("Busy", self.busy());
        out.set("InHand", self.in_hand());
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        self.fill_card(card);
    }

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        for delivery in self.threads.iter().flat_map(|thread| &thread.hand) {
            visit(Holding {
                receives: delivery.receives,
                ..Holding::of(&delivery.message, Place::Working, Some(delivery.until), delivery.sent)
            });
        }
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        self.standing(inquiry.message)
    }

    fn asking(&self, now: SimTime, wire: WireId) -> Option<Asking> {
        Some(self.asks(now, wire))
    }

    fn faults(&self) -> Vec<Fault> {
        Fault::in_force(self.down, self.slow, None)
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        let mut per_queue: BTreeMap<WireId, usize> = BTreeMap::new();
        for thread in self
            .threads
            .iter()
            .filter(|thread| thread.is_busy() && !thread.retiring)
        {
            *per_queue.entry(thread.wire).or_default() += 1;
        }
        for (wire, busy) in per_queue {
            if busy > self.config.concurrency {
                wrong.push(format!(
                    "{busy} threads are busy for {wire}, more than {}",
                    self.config.concurrency
                ));
            }
        }
        let counts = &self.counts;
        let met = counts.done + counts.skipped + counts.failed + counts.abandoned;
        if counts.received != met + self.in_hand() {
            wrong.push(format!(
                "{} messages were received and {met} worked on, but {} are in hand",
                counts.received,
                self.in_hand()
            ));
        }
        if counts.done != counts.distinct + counts.twice {
            wrong.push(format!(
                "{} were done, but {} first and {} again",
                counts.done, counts.distinct, counts.twice
            ));
        }
        if self.down && self.in_hand() > 0 {
            wrong.push("it is down and has messages in hand".to_string());
        }
    }
}

impl Worker {
    /// A worker that has not begun: a node of its own (instance 0), or an instance of a group.
    fn hired((id, instance): (NodeId, u32), seed: u64, config: Rc<Config>) -> Worker {
        // Each instance has luck of its own, whatever the others do.
        let owner = u64::from(id.0) | (u64::from(instance) << 32);
        let stream = |purpose| Stream::new(seed, owner, purpose);
        Worker {
            config,
            instance,
            started: false,
            down: false,
            outs: Vec::new(),
            threads: Vec::new(),
            pending: BTreeMap::new(),
            counts: Counts::default(),
            slow: 100,
            poisoned: BTreeSet::new(),
            poison_next: 0,
            newest: BTreeMap::new(),
            work_luck: stream("work"),
            failure_luck: stream("failure"),
            payload_luck: stream("payload"),
        }
    }

    /// How many threads it has.
    fn size(&self) -> u64 {
        self.threads.len() as u64
    }

    fn busy(&self) -> u64 {
        self.threads.iter().filter(|thread| thread.is_busy()).count() as u64
    }

    fn in_hand(&self) -> u64 {
        self.threads.iter().map(|thread| thread.hand.len() as u64).sum()
    }

    /// Its life begins.
    fn begin(&mut self, cx: &mut Ctx<'_>) {
        self.started = true;
        self.plan_stop(cx);
        self.rewired(cx);
    }

    /// The answer to one of its calls. One that it does not wait for any more is passed over.
    fn answered(&mut self, call: u64, response: Response, cx: &mut Ctx<'_>) {
        match self.pending.remove(&call) {
            Some(Pending::Poll(index)) => self.polled(index, response, cx),
            Some(Pending::Settle(index)) => self.settled(index, response, cx),
            Some(Pending::Fetch(index)) => self.fetched(index, response, cx),
            Some(Pending::Forward(index)) => self.forwarded(index, response, cx),
            Some(Pending::Extend) | None => {}
        }
    }

    fn timer(&self, tag: u32, index: usize) -> Timer {
        let turn = u64::from(self.threads[index].turn);
        Timer {
            tag: self.tag(tag),
            key: (turn << 32) | index as u64,
        }
    }

    /// Whether it waits for the answer to this call.
    fn waits_for(&self, call: u64) -> bool {
        self.pending.contains_key(&call)
    }

    /// It asks for nothing more and finishes what it has in hand.
    fn retire_all(&mut self, cx: &mut Ctx<'_>) {
        (0..self.threads.len()).for_each(|index| self.retire(index, cx));
    }

    /// Whether it has nothing left to do.
    fn is_through(&self) -> bool {
        self.threads.iter().all(|thread| thread.stage == Stage::Free)
    }

    /// The tag of its alarms, which tells those of a group's instances apart.
    fn tag(&self, tag: u32) -> u32 {
        tag | (self.instance << TAG_BITS)
    }

    /// An alarm rings. Those of an earlier turn of their thread are stale.
    fn rings(&mut self, timer: Timer, cx: &mut Ctx<'_>) {
        let tag = timer.tag & ((1 << TAG_BITS) - 1);
        if tag == STOP {
            self.stop(cx);
            return;
        }
        let index = (timer.key & u64::from(u32::MAX)) as usize;
        let Some(thread) = self
            .threads
            .get(index)
            .filter(|thread| u64::from(thread.turn) == timer.key >> 32)
        else {
            return;
        };
        match (tag, thread.stage) {
            (POLL, Stage::Resting) => self.poll(index, cx),
            (WORK, Stage::Working) => self.work_ended(index, cx),
            (HEARTBEAT, _) => self.heartbeat(index, cx),
            _ => {}
        }
    }

    fn plan_stop(&mut self, cx: &mut Ctx<'_>) {
        if let Some(stop) = self.config.stop.filter(|stop| *stop >= cx.now()) {
            let tag = self.tag(STOP);
            cx.wake(stop, Phase::Finish, Timer { tag, key: 0 });
        }
    }

    fn reconfigure(&mut self, settings: &Settings, cx: &mut Ctx<'_>) {
        cx.tell(MessageId::NONE, Happening::Reconfigured, None);
        self.adopt(Rc::new(Config::new(settings)), cx);
    }

    /// Works by other settings from now on.
    fn adopt(&mut self, config: Rc<Config>, cx: &mut Ctx<'_>) {
        self.config = config;
        if !self.started {
            return;
        }
        self.plan_stop(cx);
        self.stop(cx);
        for thread in self.threads.iter_mut().filter(|thread| thread.stage == Stage::Resting) {
            // The old alarm is stale from here on, and the thread is planned anew.
            thread.turn = thread.turn.wrapping_add(1);
            thread.stage = Stage::Idle;
        }
        self.rewired(cx);
    }

    /// The worker dies.
    fn crash(&mut self, cx: &mut Ctx<'_>) {
        let cause = cx.tell(MessageId::NONE, Happening::WentDown, None);
        self.abandon(cause, cx);
    }

    /// SQS-083: everything in hand is lost to the worker and settles nothing; the queue has it still.
    fn abandon(&mut self, cause: EventId, cx: &mut Ctx<'_>) {
        self.down = true;
        for index in 0..self.threads.len() {
            self.hang_up(index, cx);
            let thread = &mut self.threads[index];
            thread.turn = thread.turn.wrapping_add(1);
            thread.finished.clear();
            thread.settling.clear();
            thread.claims.clear();
            for delivery in thread.hand.drain(..) {
                self.counts.abandoned += 1;
                cx.tell_because(
                    cause,
                    delivery.message.id,
                    Happening::WorkAbandoned,
                    Some(const { rules::rule("SQS-083") }),
                );
            }
            if thread.stage != Stage::Free {
                thread.stage = if thread.retiring { Stage::Free } else { Stage::Idle };
            }
        }
        self.pending.clear();
    }
}
