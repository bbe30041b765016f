//! What a user of a function sees, mechanism by mechanism.

mod api;
mod asynchronous;
mod batches;
mod concurrency;
mod fifo;
mod filters;
mod mappings;
mod partial;
mod payloads;
mod permissions;
mod synchronous;

use super::Function;
use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId};
use crate::nodes::{AnyNode, World, kind, service};
use crate::sim::{
    Awaits, Card, Draft, Fault, Happening, Input, Inquiry, Link, Location, Receipt, Refusal, Response, Settings,
    Standing, Terms, violations,
};
use serde_json::{Value, json};
use smallvec::SmallVec;
use std::rc::Rc;

pub(super) const F: NodeId = NodeId(1);
pub(super) const Q: NodeId = NodeId(2);
pub(super) const DLQ: NodeId = NodeId(3);
pub(super) const OTHER: NodeId = NodeId(4);
/// The wire from the queue to the function.
pub(super) const MAPPING: WireId = WireId(1);

pub(super) type Changes<'a> = &'a [(&'a str, &'a str)];

/// A world with a function in it, and what it works with.
pub(super) struct Bench {
    pub world: World,
}

/// No cold starts, so that times are round.
const WARM: (&str, &str) = ("ColdStart", "0");

impl Bench {
    /// A function alone.
    pub fn function(changes: Changes<'_>) -> Bench {
        let mut bench = Bench {
            world: World::new(7, SimDuration::ZERO, SimDuration::ZERO),
        };
        bench.add(F, "lambda", "resize", &[&[WARM], changes].concat());
        bench
    }

    /// A queue that a function polls.
    pub fn mapped(function: Changes<'_>, queue: Changes<'_>, terms: Changes<'_>) -> Bench {
        Bench::mapped_kind("sqs-standard", function, queue, terms)
    }

    pub fn mapped_kind(kind: &str, function: Changes<'_>, queue: Changes<'_>, terms: Changes<'_>) -> Bench {
        let mut bench = Bench::function(function);
        let name = if kind == "sqs-fifo" { "orders.fifo" } else { "orders" };
        bench.add(Q, kind, name, queue);
        bench.map(MAPPING, Q, terms);
        bench
    }

    /// The same with a dead-letter queue on the queue after so many receives.
    pub fn with_dlq(receives: &str, function: Changes<'_>, queue: Changes<'_>, terms: Changes<'_>) -> Bench {
        let mut bench = Bench::function(function);
        bench.add(DLQ, "sqs-standard", "dead", &[]);
        let redrive = [
            ("RedrivePolicy.deadLetterTargetArn", "#3"),
            ("RedrivePolicy.maxReceiveCount", receives),
        ];
        bench.add(Q, "sqs-standard", "orders", &[&redrive, queue].concat());
        bench.map(MAPPING, Q, terms);
        bench
    }

    pub fn add(&mut self, id: NodeId, kind_name: &str, name: &str, changes: Changes<'_>) {
        let add = Input::Add {
            id,
            name: Rc::from(name),
            settings: settings(kind_name, changes),
            place: Location::default(),
        };
        self.world.apply(add).expect("a new node");
        self.world.apply(Input::Start(id)).expect("the new node");
    }

    pub fn set(&mut self, id: NodeId, name: &str, value: &str) {
        let mut settings = self.world.info(id).expect("a node").settings.clone();
        change(&mut settings, name, value);
        self.world.apply(Input::Configure(id, settings)).expect("a node");
    }

    /// A mapping, or another one's settings.
    pub fn map(&mut self, wire: WireId, queue: NodeId, terms: Changes<'_>) {
        self.wire(wire, (queue, 1), (F, 1), terms);
    }

    pub fn wire(&mut self, wire: WireId, from: (NodeId, u8), to: (NodeId, u8), changes: Changes<'_>) {
        let port = |(node, port): (NodeId, u8)| &self.world.info(node).expect("a node").spec.ports[usize::from(port)];
        let mut terms = Terms::new(crate::sim::WireSpec::between(port(from), port(to)));
        for (name, value) in changes {
            let field = terms
                .spec()
                .fields
                .iter()
                .find(|field| field.name == *name)
                .expect("a setting");
            let value = field.parse(value).expect("a value");
            terms.set(name, value).expect("a value in range");
        }
        let link = Link {
            terms,
            ..Link::between(from, to)
        };
        self.world.apply(Input::Wire(wire, link)).expect("a wire");
    }

    /// Lets time pass up to and with this millisecond, checking the invariants after every piece of work.
    pub fn run(&mut self, millis: u64) {
        let until = SimTime(millis * 1_000);
        while self.world.step(until) {
            assert_eq!(violations(&self.world), Vec::<String>::new(), "at {}", self.world.now());
        }
        self.world.wait_until(until);
    }

    /// The same in many steps at once, for long runs.
    pub fn rush(&mut self, secs: u64) {
        self.world.advance(SimTime::from_secs(secs), u64::MAX);
        assert_eq!(violations(&self.world), Vec::<String>::new());
    }

    pub fn api(&mut self, service_name: &str, action: &str, input: Value) -> Result<Value, service::ApiError> {
        service::call(&mut self.world, service_name, action, input)
    }

    pub fn send(&mut self, queue: &str, body: &str) {
        let input = json!({ "QueueUrl": queue, "MessageBody": body });
        self.api("sqs", "SendMessage", input).expect("a sent message");
    }

    pub fn send_grouped(&mut self, group: &str, body: &str) {
        let input = json!({ "QueueUrl": "orders.fifo", "MessageBody": body, "MessageGroupId": group, "MessageDeduplicationId": body });
        self.api("sqs", "SendMessage", input).expect("a sent message");
    }

    pub fn send_many(&mut self, queue: &str, count: u32) {
        for index in 0..count {
            self.send(queue, &format!("m{index}"));
        }
    }

    /// Puts a message to the function, as the person at the console would. Returns the call's number.
    pub fn put(&mut self, body: &str, awaits: Awaits) -> u64 {
        let draft = Draft {
            body: Rc::from(body),
            ..Draft::default()
        };
        self.put_draft(draft, awaits)
    }

    pub fn put_draft(&mut self, draft: Draft, awaits: Awaits) -> u64 {
        self.put_to(F, draft, awaits)
    }

    pub fn put_to(&mut self, node: NodeId, draft: Draft, awaits: Awaits) -> u64 {
        let act = |node: &mut AnyNode, cx: &mut crate::sim::Ctx<'_>| match node {
            AnyNode::Lambda(function) => {
                let caller = cx.operator();
                let message = cx.make_message(draft, None);
                function.put(caller, SmallVec::from_buf([message]), awaits, cx);
                caller.call
            }
            other => panic!("not a function: {other:?}"),
        };
        self.world.poke(node, act).expect("the function")
    }

    /// The answer to such a call, if it has come.
    pub fn answer(&mut self, call: u64) -> Option<Result<Receipt, Refusal>> {
        match self.world.take_answer(call)? {
            Response::Put(mut results) => results.pop(),
            other => panic!("no answer to a put: {other:?}"),
        }
    }

    pub fn fault(&mut self, fault: Fault) {
        self.world.apply(Input::Fault(F, fault)).expect("the function");
        assert_eq!(violations(&self.world), Vec::<String>::new());
    }

    pub fn metric(&self, node: NodeId, name: &str) -> i64 {
        let metrics = self.world.metrics(node).expect("a node");
        metrics.get(name).unwrap_or_else(|| panic!("no metric {name}"))
    }

    pub fn visible(&self, queue: NodeId) -> i64 {
        self.metric(queue, "ApproximateNumberOfMessagesVisible")
    }

    /// When invocations began, in milliseconds; one entry for each record.
    pub fn began(&self) -> Vec<u64> {
        self.times(|what| matches!(what, Happening::WorkBegan { .. }))
    }

    pub fn times(&self, is: impl Fn(Happening) -> bool) -> Vec<u64> {
        let events = self.world.trace().window().iter();
        let mine = events.filter(|event| event.node == F && is(event.what));
        mine.map(|event| event.at.as_millis()).collect()
    }

    /// Whether the function ever told of this rule.
    pub fn told(&self, rule: &str) -> bool {
        let mut events = self.world.trace().window().iter();
        events.any(|event| event.node == F && event.rule.is_some_and(|told| told.id == rule))
    }

    pub fn inside(&self) -> &Function {
        match self.world.node(F) {
            Some(AnyNode::Lambda(function)) => function,
            other => panic!("not a function: {other:?}"),
        }
    }

    pub fn allowed(&self) -> u32 {
        self.inside().mappings[&MAPPING].allowed(self.inside().config.classic, self.world.now())
    }

    pub fn status(&self) -> String {
        let mut card = Card::default();
        self.world.node(F).expect("the function");
        self.inside().fill_card(self.world.now(), &mut card);
        card.status
    }

    pub fn standing(&self, message: MessageId) -> Option<Standing> {
        let inquiry = Inquiry {
            now: self.world.now(),
            message,
            name: &|_| String::new(),
        };
        self.inside().standing(inquiry)
    }

    /// The bodies of a queue's messages, and their attributes as `Name=value`.
    pub fn bodies(&mut self, queue: &str) -> Vec<(String, Vec<String>)> {
        let input = json!({ "QueueUrl": queue, "MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"], "WaitTimeSeconds": 0 });
        let answer = self.api("sqs", "ReceiveMessage", input).expect("an answer");
        let messages = answer["Messages"].as_array().cloned().unwrap_or_default();
        let attributes = |message: &Value| {
            let attributes = message["MessageAttributes"].as_object().cloned().unwrap_or_default();
            let text = |value: &Value| value["StringValue"].as_str().unwrap_or_default().to_string();
            attributes
                .iter()
                .map(|(name, value)| format!("{name}={}", text(value)))
                .collect()
        };
        messages
            .iter()
            .map(|message| {
                (
                    message["Body"].as_str().unwrap_or_default().to_string(),
                    attributes(message),
                )
            })
            .collect()
    }
}

pub(super) fn settings(kind_name: &str, changes: Changes<'_>) -> Settings {
    let mut settings = Settings::new(kind(kind_name).expect("a kind"));
    for (name, value) in changes {
        change(&mut settings, name, value);
    }
    settings
}

/// Sets from a word; `#3` is the node of this number.
fn change(settings: &mut Settings, name: &str, word: &str) {
    let (_, field) = settings.spec().field(name).expect("a setting");
    let value = match word.strip_prefix('#') {
        Some(node) => crate::sim::Value::Node(Some(NodeId(node.parse().expect("a number")))),
        None => field.parse(word).expect("a value"),
    };
    settings.set(name, value).expect("a value in range");
}
