//! A pipe: from one source to one target, with a filter and an enrichment between (EVB-105, EVB-110 to EVB-112).
//!
//! It polls its queue, and works on one batch at a time, so that the order of a FIFO queue is kept. What the target
//! accepted and what the filter left out is deleted; everything else comes again after its visibility timeout.

mod batch;
pub mod spec;

use super::rules::rule;
use super::target::Target;
use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId};
use crate::nodes::pattern::Filters;
use crate::sim::{
    Asking, Card, Ctx, Delivery, Fault, Gate, Handle, Happening, Holding, Inquiry, Lane, LaneToken, Message, Metrics,
    Node, NodeSpec, Phase, Place, Request, Response, Settings, Standing, Stimulus, Timer, TokenStyle, Tone, Verdict,
};
use spec::{PIPE_SOURCE, PORT_ENRICHMENT, PORT_IN, PORT_OUT};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How long an empty poll waits.
const WAIT: SimDuration = SimDuration::from_secs(20);
/// The pause after a poll that was refused or lost.
const PAUSE: SimDuration = SimDuration::from_secs(1);
/// The most that one receive brings.
const RECEIVE: u32 = 10;
/// Most handles of one delete.
const DELETE: usize = 10;

/// What it is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    Idle,
    /// Asking for messages, in this call.
    Polling(u64),
    /// The enrichment has the batch.
    Enriching(u64),
    /// The target has the events.
    Delivering,
    /// The source is told what is done.
    Deleting,
}

/// What is set for the source.
#[derive(Clone, Debug)]
struct Source {
    wire: WireId,
    batch: usize,
    window: SimDuration,
    filters: Filters,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    taken: u64,
    filtered: u64,
    batches: u64,
    unenriched: u64,
    delivered: u64,
    failed: u64,
}

/// A pipe.
#[derive(Clone, Debug)]
pub struct Pipe {
    enabled: bool,
    started: bool,
    source: Option<Rc<Source>>,
    enrichment: Option<WireId>,
    target: Option<(WireId, Rc<Target>)>,
    stage: Stage,
    /// Old alarms carry an older number.
    turn: u64,
    /// The messages that passed the filter.
    hand: Vec<Delivery>,
    /// When the batching window ends.
    closes: Option<SimTime>,
    /// What is to be deleted.
    done: Vec<Handle>,
    /// Calls of the target, each with the messages that it stands for.
    calls: BTreeMap<u64, Vec<Handle>>,
    /// Deletes that are not answered yet.
    deletes: u32,
    /// What the service is told to hold back.
    gate: Gate,
    counts: Counts,
}

impl Node for Pipe {
    const SPEC: &'static NodeSpec = &spec::SPEC;

    fn new(id: NodeId, seed: u64, settings: &Settings) -> Self {
        Pipe {
            enabled: settings.choice("State") == 0,
            started: false,
            source: None,
            enrichment: None,
            target: None,
            stage: Stage::Idle,
            turn: 0,
            hand: Vec::new(),
            closes: None,
            done: Vec::new(),
            calls: BTreeMap::new(),
            deletes: 0,
            gate: Gate::new(seed, id),
            counts: Counts::default(),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.started = true;
                self.rewired(cx);
            }
            Stimulus::Rewired => self.rewired(cx),
            Stimulus::Response { call, response, .. } => self.answered(call, response, cx),
            Stimulus::Timer(Timer { key, .. }) if key == self.turn && self.stage == Stage::Idle => self.poll(cx),
            Stimulus::Reconfigure(settings) => {
                self.enabled = settings.choice("State") == 0;
                cx.tell(MessageId::NONE, Happening::Reconfigured, None);
                self.rewired(cx);
            }
            Stimulus::Fault(Fault::Throttle(limit)) => self.gate.set(limit),
            _ => {}
        }
    }

    fn metrics(&self, _now: SimTime, out: &mut Metrics) {
        let counts = &self.counts;
        out.set("EventCount", counts.taken);
        out.set("FilteredCount", counts.filtered);
        out.set("ExecutionCount", counts.batches);
        out.set("EnrichmentFailed", counts.unenriched);
        out.set("TargetInvocations", counts.delivered);
        out.set("TargetFailed", counts.failed);
        out.set("InHand", self.hand.len());
    }

    fn card(&self, _now: SimTime, card: &mut Card) {
        let tokens = self
            .hand
            .iter()
            .take(Card::LANE_TOKENS)
            .map(|delivery| LaneToken::of(&delivery.message, TokenStyle::Outlined, Some(delivery.until)));
        card.lanes.push(Lane {
            label: "in hand",
            tokens: tokens.collect(),
            total: self.hand.len() as u64,
        });
        let counts = &self.counts;
        card.figure(counts.delivered, "delivered", Tone::Plain);
        if counts.filtered > 0 {
            card.figure(counts.filtered, "filtered", Tone::Plain);
        }
        if counts.failed + counts.unenriched > 0 {
            card.figure(counts.failed + counts.unenriched, "failed", Tone::Bad);
        }
        if !self.enabled {
            (card.status, card.tone) = ("stopped".to_string(), Tone::Warning);
        } else if self.source.is_none() {
            card.misses("source");
        } else if self.target.is_none() {
            card.misses("target");
        }
    }

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        for delivery in &self.hand {
            visit(Holding {
                receives: delivery.receives,
                ..Holding::of(&delivery.message, Place::Working, Some(delivery.until), delivery.sent)
            });
        }
    }

    fn faults(&self) -> Vec<Fault> {
        Fault::in_force(false, 100, self.gate.limit())
    }

    fn audit(&self, _now: SimTime, wrong: &mut Vec<String>) {
        if self.stage == Stage::Idle && !(self.hand.is_empty() && self.calls.is_empty()) {
            wrong.push("it is idle and has messages in hand".to_string());
        }
    }

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let delivery = self
            .hand
            .iter()
            .find(|delivery| delivery.message.id == inquiry.message)?;
        let text = match self.stage {
            Stage::Polling(_) => "It waits for its batch to fill.",
            Stage::Enriching(_) => "The enrichment has its batch, and the pipe waits for the answer.",
            _ => "The target has it, and the pipe waits for the answer.",
        };
        Some(Standing::new(Place::Working, text.to_string()).of(&delivery.message))
    }

    fn verdicts(&self, message: &Message, _inquiry: Inquiry<'_>) -> Vec<Verdict> {
        let source = self.source.as_ref();
        let key = source.and_then(|source| source.filters.mismatch(&message.draft.body));
        let text = key.map(|key| format!("The pipe deleted it: its filter does not accept {key}."));
        text.map(|text| Verdict::silent(text, const { rule("EVB-111") }))
            .into_iter()
            .collect()
    }

    fn asking(&self, _now: SimTime, _wire: WireId) -> Option<Asking> {
        let text = match self.stage {
            _ if !self.enabled => "is stopped",
            Stage::Polling(_) => "asks for messages",
            Stage::Idle if self.target.is_none() => "has no target",
            Stage::Idle => "asks again soon",
            _ => "is busy with a batch",
        };
        Some(Asking {
            text: text.to_string(),
            rule: None,
            until: None,
        })
    }
}

impl Pipe {
    fn rewired(&mut self, cx: &mut Ctx<'_>) {
        let source = cx.wires(PORT_IN).first().map(|wire| {
            let own = cx.terms(*wire).filter(|terms| terms.spec().label == PIPE_SOURCE.label);
            let terms = own.cloned().unwrap_or_else(|| crate::sim::Terms::new(&PIPE_SOURCE));
            Rc::new(Source {
                wire: *wire,
                batch: usize::try_from(terms.number("BatchSize")).unwrap_or(1),
                window: terms.seconds("MaximumBatchingWindowInSeconds"),
                filters: Filters::read(&terms.text("FilterCriteria")).unwrap_or_default(),
            })
        });
        let moved = self.source.as_ref().map(|old| old.wire) != source.as_ref().map(|new| new.wire);
        self.source = source;
        self.enrichment = cx.wires(PORT_ENRICHMENT).first().copied();
        let out = cx.wires(PORT_OUT).first().copied();
        self.target = out.map(|wire| (wire, Rc::new(Target::new(cx.terms(wire), "target"))));
        if let Stage::Polling(call) = self.stage
            && (moved || !self.may_poll())
        {
            if let Some(source) = &self.source {
                cx.hang_up(source.wire, call);
            }
            // What is in hand comes again.
            self.hand.clear();
            self.closes = None;
            self.stage = Stage::Idle;
        }
        if self.stage == Stage::Idle {
            self.poll(cx);
        }
    }

    fn may_poll(&self) -> bool {
        self.started && self.enabled && self.source.is_some() && self.target.is_some()
    }

    /// Asks for messages, for as long as the batching window is open.
    fn poll(&mut self, cx: &mut Ctx<'_>) {
        self.turn += 1;
        let Some(source) = self.source.clone().filter(|_| self.may_poll()) else {
            return;
        };
        if self.gate.refuses(cx.now()) {
            self.hand.clear();
            self.closes = None;
            self.poll_later(cx);
            return;
        }
        let room = source.batch - self.hand.len().min(source.batch);
        let wait = self.closes.map_or(WAIT, |closes| closes.since(cx.now()).min(WAIT));
        let request = Request::Take {
            max: u32::try_from(room).unwrap_or(RECEIVE).clamp(1, RECEIVE),
            wait: Some(wait),
            lease: None,
        };
        self.stage = Stage::Polling(cx.call(source.wire, request));
    }

    fn poll_later(&mut self, cx: &mut Ctx<'_>) {
        self.stage = Stage::Idle;
        self.turn += 1;
        let timer = Timer { tag: 0, key: self.turn };
        cx.wake(cx.now() + PAUSE, Phase::Receives, timer);
    }

    fn answered(&mut self, call: u64, response: Response, cx: &mut Ctx<'_>) {
        match self.stage {
            Stage::Polling(known) if known == call => self.took(response, cx),
            Stage::Enriching(known) if known == call => self.enriched(&response, cx),
            Stage::Delivering => self.delivered(call, &response, cx),
            Stage::Deleting => self.deleted(cx),
            _ => {}
        }
    }

    /// The end of a round: what is done is deleted, and the next round begins.
    fn finish(&mut self, cx: &mut Ctx<'_>) {
        self.hand.clear();
        self.closes = None;
        let done = std::mem::take(&mut self.done);
        let Some(source) = self.source.clone().filter(|_| !done.is_empty()) else {
            self.stage = Stage::Idle;
            self.poll(cx);
            return;
        };
        self.stage = Stage::Deleting;
        for handles in done.chunks(DELETE) {
            self.deletes += 1;
            let settlements = handles.iter().map(|handle| (*handle, crate::sim::Settlement::Done));
            let request = Request::Settle {
                settlements: settlements.collect(),
                batch: handles.len() > 1,
            };
            cx.call(source.wire, request);
        }
    }

    fn deleted(&mut self, cx: &mut Ctx<'_>) {
        self.deletes = self.deletes.saturating_sub(1);
        if self.deletes == 0 {
            self.stage = Stage::Idle;
            self.poll(cx);
        }
    }
}
