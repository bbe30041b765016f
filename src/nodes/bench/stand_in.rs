//! A stand-in for a queue, for the tests of the nodes at its two ends: as simple as the protocol allows, and able to
//! throttle and refuse on demand.

use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId};
use crate::sim::{
    Asking, Caller, Card, Category, Change, Ctx, Delivery, Draft, Fate, FieldSpec, FieldType, Flow, Handle, Happening,
    Holding, Initial, Inquiry, Kinds, Measures, Message, Metrics, Node, NodeSpec, Phase, Place, PortSpec, Receipt,
    Refusal, Request, Response, Settings, Settlement, Speaks, Standing, Stimulus, Timer, Unit,
};
use std::rc::Rc;

const fn number(name: &'static str, initial: i64) -> FieldSpec {
    FieldSpec {
        name,
        group: "",
        unit: Unit::None,
        ty: FieldType::whole(0, 1_000_000),
        initial: Initial::Number(initial),
        help: "",
        rule: "",
        change: Change::Live,
        command: "",
        valid: |_| Ok(()),
    }
}

const fn port(name: &'static str, flow: Flow, speaks: Speaks) -> PortSpec {
    PortSpec::new(name, name, flow, speaks).at_most(100)
}

/// Its description.
pub const SPEC: NodeSpec = NodeSpec {
    kind: "stand-in",
    code: 255,
    label: "Stand-in",
    subtitle: "",
    category: Category::Queues,
    icon: "",
    summary: "",
    keywords: "",
    base_name: "queue",
    name_suffix: "",
    ports: &[port("in", Flow::In, Speaks::Put), port("out", Flow::Out, Speaks::Take)],
    fields: &[
        number("VisibilityTimeout", 30),
        number("ThrottleFirst", 0),
        number("RefuseFirst", 0),
        number("RefuseTakes", 0),
        number("RefuseSettles", 0),
    ],
    measures: Measures::NONE,
    metrics: &[],
    rules: &[],
    fidelity: &[],
    buttons: &[],
    service: "",
};

#[derive(Clone, Debug)]
struct Slot {
    message: Rc<Message>,
    receives: u32,
    sent: SimTime,
    hidden: SimTime,
}

/// A queue that keeps messages in order and hides what was received.
#[derive(Clone, Debug)]
pub struct StandIn {
    visibility: SimDuration,
    throttle: i64,
    refuse: i64,
    refuse_takes: i64,
    refuse_settles: i64,
    slots: Vec<Slot>,
    polls: Vec<(Caller, u32, Option<SimDuration>)>,
    /// Everything that was ever accepted, with its time.
    pub accepted: Vec<(SimTime, Rc<Message>)>,
    /// The sizes of the puts, and whether each was a batch.
    pub puts: Vec<(usize, bool)>,
    /// When deletes came.
    pub deleted: Vec<SimTime>,
    /// When extensions came, and to when they hide.
    pub extended: Vec<(SimTime, SimTime)>,
    /// The sizes of the settling calls.
    pub settles: Vec<usize>,
}

impl Node for StandIn {
    const SPEC: &'static NodeSpec = &SPEC;

    fn new(_id: NodeId, _seed: u64, settings: &Settings) -> Self {
        StandIn {
            visibility: SimDuration::from_secs(settings.number("VisibilityTimeout") as u64),
            throttle: settings.number("ThrottleFirst"),
            refuse: settings.number("RefuseFirst"),
            refuse_takes: settings.number("RefuseTakes"),
            refuse_settles: settings.number("RefuseSettles"),
            slots: Vec::new(),
            polls: Vec::new(),
            accepted: Vec::new(),
            puts: Vec::new(),
            deleted: Vec::new(),
            extended: Vec::new(),
            settles: Vec::new(),
        }
    }

    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match stimulus {
            Stimulus::Request { from, request } => match request {
                Request::Put { messages, batch, .. } => {
                    self.puts.push((messages.len(), batch));
                    let results = messages.into_iter().map(|message| self.put(message, cx)).collect();
                    cx.reply(from, Response::Put(results));
                }
                Request::Take { max, wait, lease } => self.take(from, max, wait, lease, cx),
                Request::Settle { settlements, .. } => {
                    self.settles.push(settlements.len());
                    let results = settlements
                        .iter()
                        .map(|(handle, what)| self.settle(*handle, *what, cx))
                        .collect();
                    cx.reply(from, Response::Settled(results));
                }
                Request::Object { .. } => cx.reply(from, Response::Unreachable),
            },
            Stimulus::HungUp(caller) => self.polls.retain(|(known, ..)| *known != caller),
            Stimulus::Timer(Timer { tag: 0, key }) => {
                if let Some(index) = self.polls.iter().position(|(caller, ..)| caller.call == key) {
                    let (caller, ..) = self.polls.remove(index);
                    cx.reply(caller, Response::Took(Default::default()));
                }
            }
            _ => {}
        }
        self.serve(cx);
    }

    fn metrics(&self, _now: SimTime, _out: &mut Metrics) {}

    fn card(&self, _now: SimTime, _card: &mut Card) {}

    fn holdings(&self, _now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        for slot in &self.slots {
            visit(Holding {
                receives: slot.receives,
                ..Holding::of(&slot.message, Place::Waiting, None, slot.sent)
            });
        }
    }

    fn audit(&self, _now: SimTime, _wrong: &mut Vec<String>) {}

    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        let slot = self.slots.iter().find(|slot| slot.message.id == inquiry.message)?;
        let hidden = slot.hidden > inquiry.now;
        let text = if hidden { "It is hidden." } else { "It waits." };
        Some(Standing {
            until: hidden.then_some(slot.hidden),
            open: !hidden,
            ..Standing::new(Place::Waiting, text.to_string()).of(&slot.message)
        })
    }
}

fn refusal(code: &'static str, retryable: bool) -> Refusal {
    Refusal {
        code,
        rule: None,
        retryable,
    }
}

impl StandIn {
    /// How many messages it holds.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    fn put(&mut self, message: Rc<Message>, cx: &mut Ctx<'_>) -> Result<Receipt, Refusal> {
        for (left, retryable) in [(&mut self.throttle, true), (&mut self.refuse, false)] {
            if *left > 0 {
                *left -= 1;
                cx.end(message.id, Fate::Refused);
                cx.tell(message.id, Happening::Refused { code: "No" }, None);
                return Err(refusal("No", retryable));
            }
        }
        let (id, now) = (message.id, cx.now());
        self.accepted.push((now, Rc::clone(&message)));
        self.slots.push(Slot {
            message,
            receives: 0,
            sent: now,
            hidden: now,
        });
        Ok(Receipt::of(id))
    }

    fn take(
        &mut self,
        from: Caller,
        max: u32,
        wait: Option<SimDuration>,
        lease: Option<SimDuration>,
        cx: &mut Ctx<'_>,
    ) {
        if self.refuse_takes > 0 {
            self.refuse_takes -= 1;
            cx.reply(from, Response::Refused(refusal("AccessDenied", false)));
            return;
        }
        self.polls.push((from, max, lease));
        self.serve(cx);
        if self.polls.iter().any(|(caller, ..)| *caller == from) {
            let until = cx.now() + wait.unwrap_or_default();
            cx.wake(until, Phase::Deadlines, Timer { tag: 0, key: from.call });
        }
    }

    fn settle(&mut self, handle: Handle, what: Settlement, cx: &mut Ctx<'_>) -> Result<(), Refusal> {
        if self.refuse_settles > 0 {
            self.refuse_settles -= 1;
            return Err(refusal("AccessDenied", false));
        }
        let Some(index) = self.slots.iter().position(|slot| slot.message.id == handle.message) else {
            return Ok(());
        };
        match what {
            Settlement::Done => {
                self.deleted.push(cx.now());
                cx.end(handle.message, Fate::Done);
                self.slots.remove(index);
            }
            Settlement::Extend(span) => {
                let until = cx.now() + span;
                self.slots[index].hidden = until;
                self.extended.push((cx.now(), until));
                cx.wake(until, Phase::Timers, Timer { tag: 1, key: 0 });
            }
        }
        Ok(())
    }

    fn serve(&mut self, cx: &mut Ctx<'_>) {
        let now = cx.now();
        self.polls.sort_by_key(|(caller, ..)| (caller.node, caller.call));
        while let Some((caller, max, lease)) = self.polls.first().copied() {
            let until = now + lease.unwrap_or(self.visibility);
            let visible = self.slots.iter_mut().filter(|slot| slot.hidden <= now);
            let took: smallvec::SmallVec<[Delivery; 1]> = visible
                .take(max as usize)
                .map(|slot| {
                    slot.receives += 1;
                    slot.hidden = until;
                    let handle = Handle {
                        holder: cx.me(),
                        message: slot.message.id,
                        receive: slot.receives,
                    };
                    Delivery {
                        message: Rc::clone(&slot.message),
                        handle,
                        receives: slot.receives,
                        until,
                        sent: slot.sent,
                    }
                })
                .collect();
            if took.is_empty() {
                return;
            }
            cx.wake(until, Phase::Timers, Timer { tag: 1, key: 0 });
            cx.reply(caller, Response::Took(took));
            self.polls.remove(0);
        }
    }
}

impl StandIn {
    /// Puts a message into the queue, as somebody else would.
    pub fn receive(&mut self, draft: Draft, cx: &mut Ctx<'_>) -> MessageId {
        let message = cx.make_message(draft, None);
        let id = message.id;
        assert!(self.put(message, cx).is_ok());
        self.serve(cx);
        id
    }

    /// Puts the message itself into the queue once more, as a retry with the same root.
    pub fn receive_again(&mut self, parent: &Message, cx: &mut Ctx<'_>) {
        let message = cx.make_message(parent.draft.clone(), Some(parent));
        assert!(self.put(message, cx).is_ok());
        self.serve(cx);
    }
}

/// A world's kinds: the kind under test, and queues.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "a handful of nodes in tests")]
pub enum Bench<N> {
    /// The kind under test.
    Subject(N),
    /// A queue.
    Queue(StandIn),
}

impl<N: Node> Kinds for Bench<N> {
    fn make(id: NodeId, seed: u64, settings: &Settings) -> Self {
        if settings.spec().kind == SPEC.kind {
            Bench::Queue(StandIn::new(id, seed, settings))
        } else {
            Bench::Subject(N::new(id, seed, settings))
        }
    }
    fn spec(&self) -> &'static NodeSpec {
        match self {
            Bench::Subject(_) => N::SPEC,
            Bench::Queue(_) => &SPEC,
        }
    }
    fn handle(&mut self, stimulus: Stimulus, cx: &mut Ctx<'_>) {
        match self {
            Bench::Subject(node) => node.handle(stimulus, cx),
            Bench::Queue(node) => node.handle(stimulus, cx),
        }
    }
    fn metrics(&self, now: SimTime, out: &mut Metrics) {
        match self {
            Bench::Subject(node) => node.metrics(now, out),
            Bench::Queue(node) => node.metrics(now, out),
        }
    }
    fn card(&self, now: SimTime, card: &mut Card) {
        match self {
            Bench::Subject(node) => node.card(now, card),
            Bench::Queue(node) => node.card(now, card),
        }
    }
    fn holdings(&self, now: SimTime, visit: &mut dyn FnMut(Holding<'_>)) {
        match self {
            Bench::Subject(node) => node.holdings(now, visit),
            Bench::Queue(node) => node.holdings(now, visit),
        }
    }
    fn audit(&self, now: SimTime, wrong: &mut Vec<String>) {
        match self {
            Bench::Subject(node) => node.audit(now, wrong),
            Bench::Queue(node) => node.audit(now, wrong),
        }
    }
    fn emits_metrics(&self, _now: SimTime) -> bool {
        true
    }
    fn explain(&self, inquiry: Inquiry<'_>) -> Option<Standing> {
        match self {
            Bench::Subject(node) => node.explain(inquiry),
            Bench::Queue(node) => node.explain(inquiry),
        }
    }
    fn asking(&self, now: SimTime, wire: WireId) -> Option<Asking> {
        match self {
            Bench::Subject(node) => node.asking(now, wire),
            Bench::Queue(node) => node.asking(now, wire),
        }
    }
    fn receipt(&self, handle: Handle) -> Option<String> {
        match self {
            Bench::Subject(node) => node.receipt(handle),
            Bench::Queue(node) => node.receipt(handle),
        }
    }
}
