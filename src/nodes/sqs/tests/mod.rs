//! What a user of a queue sees, mechanism by mechanism.

mod access;
mod dead_letters;
mod deduplication;
mod explaining;
mod fair_queues;
mod groups;
mod handles;
mod hosts;
mod measuring;
mod moves;
mod polling;
mod quotas;
mod sending;
mod settings_changes;
mod texts;

use super::action::{Answer, ReceiveParams, Sent};
use super::error::SqsError;
use super::{Discipline, Fifo, Queue, Standard};
use crate::base::{NodeId, SimDuration, SimTime};
use crate::nodes::bench::drafts::{grouped, secs, text};
use crate::nodes::{AnyNode, World};
use crate::sim::{Ctx, Delivery, Draft, Handle, Input, Location, NodeSpec, Response, Settings, Value, violations};
use std::rc::Rc;

/// A world with queues, driven through their own methods.
pub(super) struct Bench {
    pub world: World,
}

/// The queue under test.
pub(super) const Q: NodeId = NodeId(1);
/// Its dead-letter queue.
pub(super) const DLQ: NodeId = NodeId(2);

/// Access to the two types in the enum of all kinds.
pub(super) trait Kind: Discipline {
    fn of(node: &mut AnyNode) -> &mut Queue<Self>;
}

impl Kind for super::standard::BestEffort {
    fn of(node: &mut AnyNode) -> &mut Standard {
        match node {
            AnyNode::SqsStandard(queue) => queue,
            other => panic!("not a standard queue: {other:?}"),
        }
    }
}

impl Kind for super::fifo::Ordered {
    fn of(node: &mut AnyNode) -> &mut Fifo {
        match node {
            AnyNode::SqsFifo(queue) => queue,
            other => panic!("not a FIFO queue: {other:?}"),
        }
    }
}

pub(super) type S = super::standard::BestEffort;
pub(super) type F = super::fifo::Ordered;

/// The value of a setting, from a plain word.
pub(super) trait Setting {
    fn value(&self, name: &str, spec: &'static NodeSpec) -> Value;
}

impl Setting for i64 {
    fn value(&self, _name: &str, _spec: &'static NodeSpec) -> Value {
        Value::Number(*self)
    }
}

impl Setting for bool {
    fn value(&self, _name: &str, _spec: &'static NodeSpec) -> Value {
        Value::Bool(*self)
    }
}

impl Setting for NodeId {
    fn value(&self, _name: &str, _spec: &'static NodeSpec) -> Value {
        Value::Node(Some(*self))
    }
}

impl Setting for &str {
    fn value(&self, name: &str, spec: &'static NodeSpec) -> Value {
        let (_, field) = spec.field(name).expect("a known field");
        field.parse(self).expect("a known choice or a text")
    }
}

pub(super) type Changes<'a> = &'a [(&'a str, &'a dyn Setting)];

pub(super) fn settings(spec: &'static NodeSpec, changes: Changes<'_>) -> Settings {
    let mut settings = Settings::new(spec);
    for (name, value) in changes {
        settings
            .set(name, value.value(name, spec))
            .expect("settings of a test are in range");
    }
    settings
}

impl Bench {
    /// A world with one queue.
    pub fn new<D: Kind>(changes: Changes<'_>) -> Bench {
        let mut bench = Bench {
            world: World::new(7, SimDuration::ZERO, SimDuration::ZERO),
        };
        bench.add::<D>(Q, "queue", changes);
        bench
    }

    /// A world with a queue and its dead-letter queue.
    pub fn with_dlq<D: Kind>(receives: i64, changes: Changes<'_>, dlq: Changes<'_>) -> Bench {
        let redrive: [(&str, &dyn Setting); 2] = [
            ("RedrivePolicy.deadLetterTargetArn", &DLQ),
            ("RedrivePolicy.maxReceiveCount", &receives),
        ];
        let mut bench = Bench::new::<D>(&[&redrive, changes].concat());
        bench.add::<D>(DLQ, "dlq", dlq);
        bench
    }

    pub fn add<D: Kind>(&mut self, id: NodeId, name: &str, changes: Changes<'_>) {
        let settings = settings(D::SPEC, changes);
        let add = Input::Add {
            id,
            name: Rc::from(name),
            settings,
            place: Location::default(),
        };
        self.world.apply(add).expect("a new node");
        self.world.apply(Input::Start(id)).expect("the new node");
        self.at(self.world.now());
    }

    pub fn set<D: Kind>(&mut self, id: NodeId, changes: Changes<'_>) {
        let settings = settings(D::SPEC, changes);
        self.world.apply(Input::Configure(id, settings)).expect("a node");
        self.at(self.world.now());
    }

    /// Lets time pass, checking the invariants.
    pub fn at(&mut self, at: SimTime) {
        self.world.advance(at, u64::MAX);
        let wrong = violations(&self.world);
        assert!(wrong.is_empty(), "at {at}: {wrong:?}");
    }

    pub fn at_secs(&mut self, secs: u64) {
        self.at(SimTime::from_secs(secs));
    }

    /// Calls a method of a queue, then lets everything due at this instant happen.
    pub fn call<D: Kind, R>(&mut self, id: NodeId, act: impl FnOnce(&mut Queue<D>, &mut Ctx<'_>) -> R) -> R {
        let result = self.world.poke(id, |node, cx| act(D::of(node), cx)).expect("a node");
        self.at(self.world.now());
        result
    }

    pub fn send<D: Kind>(&mut self, draft: Draft) -> Result<Sent, SqsError> {
        self.call::<D, _>(Q, |queue, cx| queue.send(draft, cx))
    }

    pub fn send_ok<D: Kind>(&mut self, draft: Draft) -> Sent {
        self.send::<D>(draft).expect("an accepted send")
    }

    /// A short poll of a queue.
    pub fn short<D: Kind>(&mut self, id: NodeId, max: i64) -> Result<Vec<Delivery>, SqsError> {
        let params = ReceiveParams {
            max,
            wait: Some(SimDuration::ZERO),
            ..ReceiveParams::default()
        };
        match self.receive::<D>(id, params)?.1 {
            Answer::Now(deliveries) => Ok(deliveries),
            Answer::Waiting => panic!("a short poll does not wait"),
        }
    }

    /// A receive with the number of its call.
    pub fn receive<D: Kind>(&mut self, id: NodeId, params: ReceiveParams) -> Result<(u64, Answer), SqsError> {
        self.call::<D, _>(id, |queue, cx| {
            let caller = cx.operator();
            queue.receive(params, caller, cx).map(|answer| (caller.call, answer))
        })
    }

    /// A long poll of 20 seconds; its call if it waits.
    pub fn long<D: Kind>(&mut self, max: i64) -> Result<Vec<Delivery>, u64> {
        let params = ReceiveParams {
            max,
            wait: Some(secs(20)),
            ..ReceiveParams::default()
        };
        match self.receive::<D>(Q, params).expect("an accepted poll") {
            (_, Answer::Now(deliveries)) => Ok(deliveries),
            (call, Answer::Waiting) => Err(call),
        }
    }

    /// What a waiting poll was answered; None while it waits.
    pub fn answer(&mut self, call: u64) -> Option<Vec<Delivery>> {
        match self.world.take_answer(call)? {
            Response::Took(deliveries) => Some(deliveries.into_vec()),
            other => panic!("not an answer to a poll: {other:?}"),
        }
    }

    /// The bodies that a short poll of the queue returns.
    pub fn bodies<D: Kind>(&mut self, max: i64) -> Vec<String> {
        bodies(&self.short::<D>(Q, max).expect("an accepted poll"))
    }

    pub fn delete<D: Kind>(&mut self, handle: Handle) -> Result<(), SqsError> {
        self.call::<D, _>(Q, |queue, cx| queue.delete(handle, cx))
    }

    pub fn hide<D: Kind>(&mut self, handle: Handle, seconds: u64) -> Result<(), SqsError> {
        self.call::<D, _>(Q, |queue, cx| queue.change_visibility(handle, secs(seconds), cx))
    }

    pub fn metric(&self, id: NodeId, name: &str) -> i64 {
        let metrics = self.world.metrics(id).expect("a node");
        metrics.get(name).unwrap_or_else(|| panic!("no metric {name}"))
    }

    /// Visible, in flight, delayed.
    pub fn counts(&self, id: NodeId) -> [i64; 3] {
        [
            "ApproximateNumberOfMessagesVisible",
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed",
        ]
        .map(|name| self.metric(id, name))
    }

    /// The rules that the trace named so far, in order.
    pub fn rules(&self) -> Vec<&'static str> {
        let events = self.world.trace().window().iter();
        events.filter_map(|event| event.rule.map(|rule| rule.id)).collect()
    }
}

pub(super) fn bodies(deliveries: &[Delivery]) -> Vec<String> {
    deliveries
        .iter()
        .map(|delivery| delivery.message.draft.body.to_string())
        .collect()
}

/// The code and rule of a refusal.
pub(super) fn refusal<T: std::fmt::Debug>(result: Result<T, SqsError>) -> (&'static str, &'static str) {
    let error = result.expect_err("a refusal");
    (error.code.name(), error.rule.id)
}
