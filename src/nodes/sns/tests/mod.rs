//! What publishers and subscribers of a topic see, mechanism by mechanism.

mod api;
mod devices;
mod endpoint;
mod fan_out;
mod fifo;
mod filtering;
mod lessons;
mod permissions;
mod publishing;
mod retries;
mod showing;
mod subscribing;

use super::dedup::Published;
use super::error::SnsError;
use super::publish::Publication;
use super::topic::Topic;
use crate::base::{NodeId, SimDuration, SimTime, WireId};
use crate::nodes::AnyNode;
use crate::nodes::bench::drafts::{grouped, secs, text};
use crate::nodes::sqs::action::ReceiveParams;
use crate::sim::{
    Ctx, Delivery, Draft, Input, Kinds, Link, Location, NodeSpec, Settings, Terms, Value, WireSpec, World, violations,
};
use endpoint::{Endpoint, Wild};
use std::rc::Rc;

/// The topic under test.
pub(super) const T: NodeId = NodeId(1);

/// A world with a topic and its subscribers.
pub(super) struct Bench {
    pub world: World<Wild>,
    wires: u32,
}

/// Settings by name, as a person would type them.
pub(super) type Changes<'a> = &'a [(&'a str, &'a str)];

fn settings(spec: &'static NodeSpec, changes: Changes<'_>) -> Settings {
    let mut settings = Settings::new(spec);
    for (name, value) in changes {
        let (_, field) = spec.field(name).unwrap_or_else(|| panic!("a field {name}"));
        let value = field.parse(value).expect("a value in range");
        settings.set(name, value).expect("a value in range");
    }
    settings
}

impl Bench {
    /// A standard topic alone.
    pub fn standard(changes: Changes<'_>) -> Bench {
        Bench::new("sns-standard", changes)
    }

    /// A FIFO topic alone.
    pub fn fifo(changes: Changes<'_>) -> Bench {
        Bench::new("sns-fifo", changes)
    }

    fn new(kind: &str, changes: Changes<'_>) -> Bench {
        let mut bench = Bench {
            world: World::new(7, SimDuration::ZERO, SimDuration::ZERO),
            wires: 0,
        };
        bench.add(T, kind, changes);
        bench
    }

    /// A node of a kind of the registry, or a scripted endpoint.
    pub fn add(&mut self, id: NodeId, kind: &str, changes: Changes<'_>) {
        let spec = endpoint::spec(kind)
            .or_else(|| crate::nodes::kind(kind))
            .expect("a kind");
        let add = Input::Add {
            id,
            name: Rc::from(format!("{kind}-{}", id.0)),
            settings: settings(spec, changes),
            place: Location::default(),
        };
        self.world.apply(add).expect("a new node");
        self.world.apply(Input::Start(id)).expect("the new node");
        self.at(self.world.now());
    }

    /// A subscription with its settings. A reference is written as the number of the node.
    pub fn subscribe(&mut self, to: NodeId, terms: Changes<'_>) -> WireId {
        self.wires += 1;
        let wire = WireId(self.wires);
        self.set_terms(wire, to, terms);
        wire
    }

    pub fn set_terms(&mut self, wire: WireId, to: NodeId, changes: Changes<'_>) {
        let info = self.world.info(T).expect("the topic");
        let spec: &'static WireSpec = info.spec.ports[1].wire;
        let mut terms = Terms::new(spec);
        for (name, value) in changes {
            let field = spec.fields.iter().find(|field| field.name == *name).expect("a field");
            let value = match value.strip_prefix('#') {
                Some(number) => Value::Node(Some(NodeId(number.parse().expect("a number")))),
                None => field.parse(value).expect("a value in range"),
            };
            terms.set(name, value).expect("a value in range");
        }
        let link = Link {
            terms,
            ..Link::between((T, 1), (to, 0))
        };
        self.world.apply(Input::Wire(wire, link)).expect("a wire");
        self.at(self.world.now());
    }

    /// A queue that subscribes.
    pub fn queue(&mut self, id: u32, kind: &str, terms: Changes<'_>) -> NodeId {
        self.add(NodeId(id), kind, &[]);
        self.subscribe(NodeId(id), terms);
        NodeId(id)
    }

    /// A scripted endpoint that subscribes.
    pub fn endpoint(&mut self, id: u32, kind: &str, script: Changes<'_>, terms: Changes<'_>) -> NodeId {
        self.add(NodeId(id), kind, script);
        self.subscribe(NodeId(id), terms);
        NodeId(id)
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

    /// Calls a method of the topic, then lets everything due at this instant happen.
    pub fn call<R>(&mut self, act: impl FnOnce(&mut Topic, &mut Ctx<'_>) -> R) -> R {
        let result = self.world.poke(T, |node, cx| match node {
            Wild::Tame(AnyNode::SnsStandard(node)) => act(&mut node.topic, cx),
            Wild::Tame(AnyNode::SnsFifo(node)) => act(&mut node.topic, cx),
            other => panic!("not a topic: {other:?}"),
        });
        self.at(self.world.now());
        result.expect("the topic")
    }

    pub fn publish(&mut self, draft: Draft) -> Result<Published, SnsError> {
        let publication = Publication {
            draft,
            ..Publication::default()
        };
        self.call(|topic, cx| topic.publish(publication, cx))
    }

    pub fn publish_ok(&mut self, body: &str) -> Published {
        self.publish(text(body)).expect("an accepted publish")
    }

    /// Publishes the same so many times.
    pub fn publish_many(&mut self, times: u32) {
        for _ in 0..times {
            let publication = Publication {
                draft: text("x"),
                ..Publication::default()
            };
            let result = self.world.poke(T, |node, cx| match node {
                Wild::Tame(AnyNode::SnsStandard(node)) => node.topic.publish(publication, cx),
                other => panic!("not a standard topic: {other:?}"),
            });
            result.expect("the topic").expect("an accepted publish");
        }
        self.at(self.world.now());
    }

    /// Publishes with a subject or a structure.
    pub fn publish_as(&mut self, publication: Publication) -> Result<Published, SnsError> {
        self.call(|topic, cx| topic.publish(publication, cx))
    }

    pub fn metric(&self, id: NodeId, name: &str) -> i64 {
        let metrics = self.world.metrics(id).expect("a node");
        metrics.get(name).unwrap_or_else(|| panic!("no metric {name}"))
    }

    /// How many messages a queue has.
    pub fn depth(&self, id: NodeId) -> i64 {
        self.metric(id, "ApproximateNumberOfMessagesVisible")
    }

    /// What a queue holds, by a receive of ten.
    pub fn receive(&mut self, id: NodeId) -> Vec<Delivery> {
        let params = ReceiveParams {
            max: 10,
            wait: Some(SimDuration::ZERO),
            ..ReceiveParams::default()
        };
        let answer = self.world.poke(id, |node, cx| {
            let caller = cx.operator();
            match node {
                Wild::Tame(AnyNode::SqsStandard(queue)) => queue.receive(params, caller, cx),
                Wild::Tame(AnyNode::SqsFifo(queue)) => queue.receive(params, caller, cx),
                other => panic!("not a queue: {other:?}"),
            }
        });
        match answer.expect("a node").expect("an accepted receive") {
            crate::nodes::sqs::action::Answer::Now(deliveries) => deliveries,
            crate::nodes::sqs::action::Answer::Waiting => panic!("a short poll does not wait"),
        }
    }

    /// The bodies that a queue holds.
    pub fn bodies(&mut self, id: NodeId) -> Vec<String> {
        let deliveries = self.receive(id);
        deliveries
            .iter()
            .map(|delivery| delivery.message.draft.body.to_string())
            .collect()
    }

    /// When a scripted endpoint was called, in thousandths of a second, and with what.
    pub fn calls(&self, id: NodeId) -> Vec<(u64, Draft)> {
        self.scripted(id).calls.clone()
    }

    pub fn times(&self, id: NodeId) -> Vec<u64> {
        self.calls(id).into_iter().map(|(at, _)| at).collect()
    }

    fn scripted(&self, id: NodeId) -> &Endpoint {
        match self.world.node(id) {
            Some(Wild::Scripted(endpoint)) => endpoint,
            other => panic!("not a scripted endpoint: {other:?}"),
        }
    }

    /// The rules that the trace named so far, in order.
    pub fn rules(&self) -> Vec<&'static str> {
        let events = self.world.trace().window().iter();
        events.filter_map(|event| event.rule.map(|rule| rule.id)).collect()
    }

    pub fn set(&mut self, id: NodeId, changes: Changes<'_>) {
        let spec = self.world.node(id).expect("a node").spec();
        self.world
            .apply(Input::Configure(id, settings(spec, changes)))
            .expect("a node");
        self.at(self.world.now());
    }
}

/// The code and rule of a refusal.
pub(super) fn refusal<T: std::fmt::Debug>(result: Result<T, SnsError>) -> (&'static str, &'static str) {
    let error = result.expect_err("a refusal");
    (error.code, error.rule.id)
}

/// The members of a notification.
pub(super) fn json(body: &str) -> serde_json::Value {
    serde_json::from_str(body).unwrap_or_else(|_| panic!("JSON, not {body}"))
}
