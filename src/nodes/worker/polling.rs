//! Receiving: which threads there are, when they ask, and what they do with the answer.

use super::thread::{Stage, Thread};
use super::{HEARTBEAT, POLL, Pending, Worker};
use crate::base::{SimDuration, SimTime, WireId};
use crate::sim::{Ctx, Phase, Request, Response};

impl Worker {
    /// Brings the threads in line with the wires and the settings: each queue has its own.
    pub(super) fn rewired(&mut self, cx: &mut Ctx<'_>) {
        if !self.started {
            return;
        }
        self.outs = cx.wires(1);
        let wires = cx.wires(0);
        for index in 0..self.threads.len() {
            if !wires.contains(&self.threads[index].wire) {
                self.retire(index, cx);
            }
        }
        for wire in wires {
            self.staff(wire, cx);
        }
        self.begin_idle(cx);
    }

    /// Gives a queue as many threads as are set.
    fn staff(&mut self, wire: WireId, cx: &mut Ctx<'_>) {
        let mine = |thread: &Thread| thread.wire == wire && !thread.retiring && thread.stage != Stage::Free;
        let present: Vec<usize> = (0..self.threads.len())
            .filter(|index| mine(&self.threads[*index]))
            .collect();
        for index in present.iter().skip(self.config.concurrency) {
            self.retire(*index, cx);
        }
        for _ in present.len()..self.config.concurrency {
            match self.threads.iter_mut().find(|thread| thread.stage == Stage::Free) {
                Some(free) => {
                    let turn = free.turn.wrapping_add(1);
                    *free = Thread {
                        turn,
                        ..Thread::new(wire)
                    };
                }
                None => self.threads.push(Thread::new(wire)),
            }
        }
    }

    /// Ends a thread, after the messages it has in hand.
    pub(super) fn retire(&mut self, index: usize, cx: &mut Ctx<'_>) {
        self.hang_up(index, cx);
        let thread = &mut self.threads[index];
        thread.retiring = true;
        if !thread.is_busy() {
            thread.stage = Stage::Free;
        }
    }

    /// Stops waiting for the answer to a poll.
    pub(super) fn hang_up(&mut self, index: usize, cx: &mut Ctx<'_>) {
        let thread = &mut self.threads[index];
        if let Stage::Polling(call) = thread.stage {
            cx.hang_up(thread.wire, call);
            thread.stage = Stage::Idle;
            self.pending.remove(&call);
        }
    }

    /// At its end of work it asks no more, and waits for no answer.
    pub(super) fn stop(&mut self, cx: &mut Ctx<'_>) {
        if self.is_stopped(cx.now()) {
            (0..self.threads.len()).for_each(|index| self.hang_up(index, cx));
        }
    }

    pub(super) fn is_stopped(&self, now: SimTime) -> bool {
        self.config.stop.is_some_and(|stop| now >= stop)
    }

    /// Sets all threads going that wait for the worker itself.
    pub(super) fn begin_idle(&mut self, cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        for index in 0..self.threads.len() {
            if self.threads[index].stage == Stage::Idle {
                cx.because(cause);
                self.next_turn(index, SimDuration::ZERO, cx);
            }
        }
    }

    /// A thread has nothing in hand: it plans its next poll, after a pause at least.
    pub(super) fn next_turn(&mut self, index: usize, pause: SimDuration, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let thread = &mut self.threads[index];
        if thread.retiring {
            thread.stage = Stage::Free;
            return;
        }
        thread.stage = Stage::Idle;
        if self.down || !self.started || self.is_stopped(now) {
            return;
        }
        let mut at = self.config.start.max(now + pause);
        if self.config.short {
            at = self.on_the_grid(at, self.threads[index].polled);
        }
        if at <= now {
            self.poll(index, cx);
            return;
        }
        self.threads[index].turn = self.threads[index].turn.wrapping_add(1);
        self.threads[index].stage = Stage::Resting;
        self.threads[index].until = at;
        cx.wake(at, Phase::Receives, self.timer(POLL, index));
    }

    /// The first multiple of the interval since the start that is not before `at` and after the last poll.
    fn on_the_grid(&self, at: SimTime, last: Option<SimTime>) -> SimTime {
        let earliest = last.map_or(at, |last| at.max(last + SimDuration(1)));
        let steps = earliest.since(self.config.start).0.div_ceil(self.config.interval.0);
        self.config.start + self.config.interval.times(steps)
    }

    /// PAT-002: asks for messages. PAT-004: the question is due after all that finishes at this instant.
    pub(super) fn poll(&mut self, index: usize, cx: &mut Ctx<'_>) {
        if self.down || self.is_stopped(cx.now()) {
            self.threads[index].stage = Stage::Idle;
            return;
        }
        let config = &self.config;
        let request = Request::Take {
            max: config.max,
            wait: Some(if config.short { SimDuration::ZERO } else { config.wait }),
            lease: config.lease,
        };
        let thread = &mut self.threads[index];
        let call = cx.call(thread.wire, request);
        thread.turn = thread.turn.wrapping_add(1);
        thread.stage = Stage::Polling(call);
        thread.polled = Some(cx.now());
        self.counts.receive_calls += 1;
        self.pending.insert(call, Pending::Poll(index));
    }

    /// The answer to a poll.
    pub(super) fn polled(&mut self, index: usize, response: Response, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let at_once = self.threads[index].polled == Some(now);
        // Without a pause, answers that are empty at once would be asked for for ever at the same instant.
        let pause = if at_once {
            self.config.interval
        } else {
            SimDuration::ZERO
        };
        match response {
            Response::Took(deliveries) if !deliveries.is_empty() => {
                self.counts.turns += 1;
                self.counts.received += deliveries.len() as u64;
                for delivery in deliveries.iter().filter(|delivery| delivery.receives == 1) {
                    self.counts.wait_micros += now.since(delivery.sent).0;
                    self.counts.wait_count += 1;
                }
                self.threads[index].claims.clear();
                self.threads[index].hand = deliveries;
                if let Some(every) = self.config.heartbeat {
                    cx.wake(now + every, Phase::Timers, self.timer(HEARTBEAT, index));
                }
                self.received(index, cx);
            }
            Response::Took(_) => {
                self.counts.turns += 1;
                // SQS-085: nothing came, and it counts all the same.
                self.counts.empty += 1;
                self.next_turn(index, pause, cx);
            }
            Response::Refused(_) => {
                self.counts.turns += 1;
                self.counts.receives_refused += 1;
                self.next_turn(index, self.config.refusal_pause, cx);
            }
            _ => self.next_turn(index, pause, cx),
        }
    }
}
