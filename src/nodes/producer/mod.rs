//! A producer: an application that sends messages at a rate.
//!
//! It makes each message at the moment its pattern says, sends it over its wires, alone or in batches, and sends it
//! again after throttling or a lost answer if it is told to. It is an open loop: it never waits for an answer before
//! it makes the next message, as independent clients would.
//!
//! A retry is a new message whose parent is the attempt before: the old attempt has met its own fate, refused by the
//! service, lost on the wire, or accepted although the answer was lost.
//!
//! Left out: connection limits, request signing and the time that a client itself takes to build a request.

mod attributes;
mod config;
mod explain;
mod in_flight;
mod rules;
mod schedule;
mod sending;
mod spec;
#[cfg(test)]
mod tests;
mod uploading;

use crate::base::{MessageId, NodeId, Scope, SimTime, Stream, WireId};
use crate::sim::{
    Card, Ctx, Draft, Fate, Fault, Happening, Holding, Inquiry, Message, Metrics, Node, NodeSpec, Phase, Place,
    Settings, Standing, Stimulus, Timer, Tone, decimal,
};
use config::Config;
use schedule::Schedule;
use sending::Outbox;
use std::rc::Rc;
use uploading::Uploads;

const TICK: u32 = 0;
const FLUSH: u32 = 1;
const RETRY: u32 = 2;
const TIMEOUT: u32 = 3;

/// So many due messages are made in one go; then the world gets to look at its budget.
const CHUNK: u32 = 1_000;

/// A producer.
#[derive(Clone, Debug)]
pub struct Producer {
    config: Rc<Config>,
    schedule: Schedule,
    started: bool,
    down: bool,
    /// Old alarms carry an older number.
    generation: u64,
    wires: Vec<WireId>,
    /// Messages of the pattern made so far: the counter of the templates.
    made: u64,
    last: Option<SimTime>,
    luck: Stream,
    outbox: Outbox,
    uploads: Uploads,
}

impl Node for Producer {
    const SPEC: &'static NodeSpec = &spec::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        let config = Config::new(settings);
        let stream = |purpose| Stream::new(seed, u64::from(id.0), purpose);
        Producer {
            schedule: Schedule::new(config.pattern, config.start, stream("arrivals")),
            config: Rc::new(config),
            started: false,
            down: false,
            generation: 0,
            wires: Vec::new(),
            made: 0,
            last: None,
            luck: stream("payload"),
            outbox: Outbox::new(stream("backoff")),
            uploads: Uploads::new(stream("payload key")),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.started = true;
                self.wires = cx.wires(0);
                self.resume(cx);
            }
            Stimulus::Timer(Timer { tag: TICK, key }) if key == self.generation => self.tick(cx),
            Stimulus::Timer(Timer { tag: FLUSH, key }) => self.outbox.window_ended(key, &self.config, cx),
            Stimulus::Timer(Timer { tag: RETRY, key }) => self.outbox.retry(key, &self.config, cx),
            Stimulus::Timer(Timer { tag: TIMEOUT, key }) => self.outbox.gave_up_waiting(key, &self.config, cx),
            Stimulus::Response { call, response, .. } => {
                if let Some(response) = self.uploaded(call, response, cx) {
                    self.outbox.answered(call, response, &self.config, cx);
                }
            }
            Stimulus::Reconfigure(settings) => self.reconfigure(&settings, cx),
            Stimulus::Rewired => self.rewired(cx),
            Stimulus::Fault(Fault::Crash) if !self.down => {
                self.down = true;
                self.generation += 1;
                cx.tell(MessageId::NONE, Happening::WentDown, None);
                let cause = cx.cause();
                let waiting = self.uploads.clear();
                self.lose(waiting, cx);
                cx.because(cause);
                self.outbox.lose_everything(cx);
            }
            Stimulus::Fault(Fault::Restart) if self.down => {
                self.down = false;
                cx.tell(MessageId::NONE, Happening::CameBack, None);
                self.resume(cx);
            }
            Stimulus::Fault(Fault::Trigger(times)) => self.trigger(times, cx),
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        out.set("MessagesMade", self.made);
        self.outbox.metrics(out);
    }

    fn card(&self, now: SimTime, card: &mut Card) {
        let counts = &self.outbox.counts;
        match self.schedule.rate(now) {
            _ if self.config.by_hand => card.figure(self.made, "made", Tone::Plain),
            Some(rate) if !self.is_finished() => {
                let rate = i64::try_from(rate).unwrap_or(i64::MAX);
                card.figure(format!("{}/s", decimal(rate, 3)), "rate", Tone::Plain);
            }
            _ => card.figure("0/s", "rate", Tone::Plain),
        }
        card.figure(counts.sent, "sent", Tone::Plain);
        let failed = counts.refused + counts.throttled;
        if counts.lost > failed {
            card.figure(counts.lost, "no reply", Tone::Bad);
        } else if failed > 0 {
            card.figure(failed, "refused", Tone::Bad);
        }
        let (status, tone) = if self.down {
            ("down".to_string(), Tone::Bad)
        } else if let Some(problem) = self.config.problem() {
            (problem, Tone::Warning)
        } else if self.wires.is_empty() {
            ("no wire".to_string(), Tone::Warning)
        } else if self.is_finished() {
            ("all sent".to_string(), Tone::Good)
        } else {
            (String::new(), Tone::Plain)
        };
        card.status = status;
        card.tone = tone;
    }

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        let mut show = |message: &Rc<Message>| visit(Holding::of(message, Place::Outbox, None, message.created));
        self.uploads.held(&mut show);
        self.outbox.held(&mut show);
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        self.outbox.standing(inquiry, self.config.batch_size)
    }

    fn faults(&self) -> Vec<Fault> {
        self.down.then_some(Fault::Crash).into_iter().collect()
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        self.outbox.audit(wrong);
    }
}

impl Producer {
    fn is_finished(&self) -> bool {
        self.config.count > 0 && self.made >= self.config.count
    }

    /// Goes on from now: what would have been due while it could not send is never made.
    fn resume(&mut self, cx: &mut Ctx<'_>) {
        self.schedule.skip_to(cx.now());
        self.plan(cx);
    }

    /// Sets the alarm for the next message, if there will be one and somewhere to send it.
    fn plan(&mut self, cx: &mut Ctx<'_>) {
        self.generation += 1;
        if !self.started || self.down || self.wires.is_empty() || self.is_finished() {
            return;
        }
        if let Some(due) = self.schedule.due() {
            let timer = Timer {
                tag: TICK,
                key: self.generation,
            };
            cx.wake(due, Phase::Sends, timer);
        }
    }

    /// PAT-001: makes what is due now.
    fn tick(&mut self, cx: &mut Ctx<'_>) {
        let (now, cause) = (cx.now(), cx.cause());
        let mut left = CHUNK;
        while left > 0 && !self.is_finished() && self.schedule.due().is_some_and(|due| due <= now) {
            self.make(cx);
            self.schedule.advance();
            cx.because(cause);
            left -= 1;
        }
        if self.is_finished() {
            self.outbox.flush_all(&self.config, cx);
        }
        cx.because(cause);
        self.plan(cx);
    }

    /// Sends some now, whatever the pattern says.
    fn trigger(&mut self, times: u32, cx: &mut Ctx<'_>) {
        if self.down || !self.started {
            return;
        }
        let cause = cx.cause();
        for _ in 0..times {
            self.make(cx);
            cx.because(cause);
        }
        self.outbox.flush_all(&self.config, cx);
    }

    /// Makes the next message and hands it to the outbox, once or for each wire.
    #[inline]
    fn make(&mut self, cx: &mut Ctx<'_>) {
        if self.wires.is_empty() {
            return;
        }
        let n = self.made;
        self.made += 1;
        self.last = Some(cx.now());
        let draft = self.draft(n, cx.now());
        if self.config.round_robin || self.wires.len() == 1 {
            let wire = self.wires[(n % self.wires.len() as u64) as usize];
            self.dispatch(wire, draft, cx);
            return;
        }
        let cause = cx.cause();
        for wire in self.wires.clone() {
            cx.because(cause);
            self.dispatch(wire, draft.clone(), cx);
        }
    }

    #[inline]
    fn draft(&mut self, n: u64, now: SimTime) -> Draft {
        let scope = Scope { n, now, values: &[] };
        let config = &self.config;
        let luck = &mut self.luck;
        let some = |text: Rc<str>| (!text.is_empty()).then_some(text);
        Draft {
            body: config.body.render(scope, luck),
            attributes: config.attributes.render(scope, luck),
            group: some(config.group.render(scope, luck)),
            deduplication: some(config.deduplication.render(scope, luck)),
            delay: config.delay,
            trace_header: None,
        }
    }

    fn reconfigure(&mut self, settings: &Settings, cx: &mut Ctx<'_>) {
        let config = Config::new(settings);
        let before = std::mem::replace(&mut self.config, Rc::new(config));
        if (before.pattern, before.start) != (self.config.pattern, self.config.start) {
            self.schedule
                .change(self.config.pattern, self.config.start, cx.now(), self.last);
        }
        if before.batch_size != self.config.batch_size {
            self.outbox.flush_all(&self.config, cx);
        }
        if before.count != self.config.count {
            self.schedule.skip_to(cx.now());
        }
        cx.tell(MessageId::NONE, Happening::Reconfigured, None);
        self.plan(cx);
    }

    fn rewired(&mut self, cx: &mut Ctx<'_>) {
        let had_none = self.wires.is_empty();
        self.wires = cx.wires(0);
        let mut gone = self.uploads.without(&self.wires);
        gone.extend(self.outbox.without(&self.wires));
        self.lose(gone, cx);
        if had_none && self.started {
            self.resume(cx);
        }
    }

    /// Messages that nobody will send any more.
    fn lose(&mut self, messages: Vec<Rc<Message>>, cx: &mut Ctx<'_>) {
        let cause = cx.cause();
        for message in messages {
            cx.end(message.id, Fate::Lost);
            cx.tell_because(cause, message.id, Happening::Ended(Fate::Lost), None);
        }
    }
}
