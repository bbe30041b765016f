//! A worker: a program on a server (EC2, say) that polls queues.
//!
//! Each of its threads receives, works on what it got one message after another, settles, and receives again
//! (PAT-002). It can poll long or short, delete one by one, in batches or never, fail by chance or on certain
//! messages, extend the visibility timeout while it works, send a result on before it deletes, and crash.
//!
//! The effect of its work is recorded in the world, for the queue the message came from and the root of the message,
//! so that doing the same piece of work twice shows, whichever worker did it first.
//!
//! Left out: the CPU that work itself needs, start-up time, and credentials.

mod config;
mod explain;
mod limits;
mod polling;
mod rules;
mod settling;
mod spec;
#[cfg(test)]
mod tests;
mod thread;
mod working;

use crate::base::{MessageId, NodeId, SimTime, Stream, WireId};
use crate::sim::{
    Asking, Bar, Card, Ctx, Fault, Happening, Holding, Inquiry, Lane, LaneToken, Metrics, Node, NodeSpec, Phase, Place,
    Settings, Standing, Stimulus, Timer, TokenStyle, Tone,
};
use config::Config;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use thread::{Stage, Thread};

const POLL: u32 = 0;
const WORK: u32 = 1;
const HEARTBEAT: u32 = 2;
const STOP: u32 = 3;

/// What an unanswered call was for; the number is the thread's.
#[derive(Clone, Copy, Debug)]
enum Pending {
    Poll(usize),
    Settle(usize),
    Forward(usize),
    Extend,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    received: u64,
    done: u64,
    distinct: u64,
    twice: u64,
    skipped: u64,
    failed: u64,
    abandoned: u64,
    deletes: u64,
    deletes_refused: u64,
    settles_lost: u64,
    settle_calls: u64,
    receive_calls: u64,
    empty: u64,
    receives_refused: u64,
    extensions: u64,
    forwarded: u64,
    order_breaks: u64,
    wait_micros: u64,
    wait_count: u64,
    turns: u64,
}

/// A worker.
#[derive(Clone, Debug)]
pub struct Worker {
    config: Rc<Config>,
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
        let stream = |purpose| Stream::new(seed, u64::from(id.0), purpose);
        Worker {
            config: Rc::new(Config::new(settings)),
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

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.started = true;
                self.plan_stop(cx);
                self.rewired(cx);
            }
            Stimulus::Timer(timer) => self.rings(timer, cx),
            Stimulus::Response { call, response, .. } => match self.pending.remove(&call) {
                Some(Pending::Poll(index)) => self.polled(index, response, cx),
                Some(Pending::Settle(index)) => self.settled(index, response, cx),
                Some(Pending::Forward(index)) => self.forwarded(index, response, cx),
                Some(Pending::Extend) | None => {}
            },
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
        let counts = &self.counts;
        out.set("Received", counts.received);
        out.set("Done", counts.done);
        out.set("DoneDistinct", counts.distinct);
        out.set("EffectsTwice", counts.twice);
        out.set("Skipped", counts.skipped);
        out.set("Failed", counts.failed);
        out.set("Abandoned", counts.abandoned);
        out.set("Deletes", counts.deletes);
        out.set("DeletesRefused", counts.deletes_refused);
        out.set("SettlesLost", counts.settles_lost);
        out.set("SettleCalls", counts.settle_calls);
        out.set("ReceiveCalls", counts.receive_calls);
        out.set("EmptyReceives", counts.empty);
        out.set("ReceivesRefused", counts.receives_refused);
        out.set("Extensions", counts.extensions);
        out.set("Forwarded", counts.forwarded);
        out.set("OrderBreaks", counts.order_breaks);
        out.set("WaitMillisSum", counts.wait_micros / 1_000);
        out.set("WaitCount", counts.wait_count);
        out.set("Turns", counts.turns);
        // SQS-228: every answered receive costs the same CPU, waiting costs none.
        out.set("CpuMillis", counts.turns * limits::POLL_CPU_MILLIS);
        out.set("Busy", self.busy());
        out.set("InHand", self.in_hand());
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        let threads = self.threads.iter().filter(|thread| thread.stage != Stage::Free).count();
        card.bar = Some(Bar {
            label: "working",
            filled: self.busy() as u32,
            whole: threads as u32,
        });
        let hands = self.threads.iter().flat_map(|thread| {
            let first = (thread.stage == Stage::Working).then_some(thread.until);
            thread.hand.iter().enumerate().map(move |(index, delivery)| LaneToken {
                message: delivery.message.id,
                tint: delivery.message.tint,
                style: TokenStyle::Outlined,
                until: first.filter(|_| index == 0),
            })
        });
        card.lanes.push(Lane {
            label: "in hand",
            tokens: hands.take(Card::LANE_TOKENS).collect(),
            total: self.in_hand(),
        });
        card.figure(self.counts.done, "done", Tone::Plain);
        if self.counts.twice > 0 {
            card.figure(self.counts.twice, "done twice", Tone::Bad);
        }
        if self.counts.failed > 0 {
            card.figure(self.counts.failed, "failed", Tone::Warning);
        } else if self.counts.skipped > 0 {
            card.figure(self.counts.skipped, "skipped", Tone::Good);
        }
        let (status, tone) = if self.down {
            ("down".to_string(), Tone::Bad)
        } else if let Some(problem) = self.config.problem() {
            (problem, Tone::Warning)
        } else if threads == 0 && self.started {
            ("no queue".to_string(), Tone::Warning)
        } else if self.slow > 100 {
            ("slow".to_string(), Tone::Warning)
        } else {
            (String::new(), Tone::Plain)
        };
        card.status = status;
        card.tone = tone;
    }

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        for delivery in self.threads.iter().flat_map(|thread| &thread.hand) {
            visit(Holding {
                message: &delivery.message,
                place: Place::Working,
                until: Some(delivery.until),
                receives: delivery.receives,
                sent: delivery.sent,
                expires: None,
                handle: None,
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
        let crash = self.down.then_some(Fault::Crash);
        let slow = (self.slow != 100).then_some(Fault::Slow(self.slow));
        crash.into_iter().chain(slow).collect()
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
    fn busy(&self) -> u64 {
        self.threads.iter().filter(|thread| thread.is_busy()).count() as u64
    }

    fn in_hand(&self) -> u64 {
        self.threads.iter().map(|thread| thread.hand.len() as u64).sum()
    }

    fn timer(&self, tag: u32, index: usize) -> Timer {
        let turn = u64::from(self.threads[index].turn);
        Timer {
            tag,
            key: (turn << 32) | index as u64,
        }
    }

    /// An alarm rings. Those of an earlier turn of their thread are stale.
    fn rings(&mut self, timer: Timer, cx: &mut Ctx<'_>) {
        if timer.tag == STOP {
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
        match (timer.tag, thread.stage) {
            (POLL, Stage::Resting) => self.poll(index, cx),
            (WORK, Stage::Working) => self.work_ended(index, cx),
            (HEARTBEAT, _) => self.heartbeat(index, cx),
            _ => {}
        }
    }

    fn plan_stop(&mut self, cx: &mut Ctx<'_>) {
        if let Some(stop) = self.config.stop.filter(|stop| *stop >= cx.now()) {
            cx.wake(stop, Phase::Finish, Timer { tag: STOP, key: 0 });
        }
    }

    fn reconfigure(&mut self, settings: &Settings, cx: &mut Ctx<'_>) {
        self.config = Rc::new(Config::new(settings));
        cx.tell(MessageId::NONE, Happening::Reconfigured, None);
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

    /// SQS-083: everything in hand is lost to the worker and settles nothing; the queue has it still.
    fn crash(&mut self, cx: &mut Ctx<'_>) {
        self.down = true;
        let cause = cx.tell(MessageId::NONE, Happening::WentDown, None);
        for index in 0..self.threads.len() {
            self.hang_up(index, cx);
            let thread = &mut self.threads[index];
            thread.turn = thread.turn.wrapping_add(1);
            thread.finished.clear();
            thread.settling.clear();
            for delivery in thread.hand.drain(..) {
                self.counts.abandoned += 1;
                cx.tell_because(
                    cause,
                    delivery.message.id,
                    Happening::WorkAbandoned,
                    Some(&rules::SQS_083),
                );
            }
            if thread.stage != Stage::Free {
                thread.stage = if thread.retiring { Stage::Free } else { Stage::Idle };
            }
        }
        self.pending.clear();
    }
}
