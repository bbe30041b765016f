//! What a user of EventBridge sees, mechanism by mechanism.

mod archive;
mod buses;
mod delivery;
mod front;
mod front_pipes;
mod front_schedules;
mod inputs;
mod measuring;
mod pipes;
mod schedules;

use crate::base::{NodeId, Ratio, SimDuration, SimTime, WireId};
use crate::nodes::service::{self, ApiError};
use crate::nodes::{AnyNode, World, kind};
use crate::sim::{
    AttributeValue, Draft, Fault, FieldType, Flow, Holding, Input, Kinds, Link, Location, Message, Settings, Speaks,
    Terms, Value, WireSpec, violations,
};
use serde_json::Value as Json;
use std::rc::Rc;

/// A world of any kinds, driven as a person would.
pub struct Bench {
    pub world: World,
    wires: u32,
}

/// A setting, by name and as a person would write it.
pub type Changes<'a> = &'a [(&'a str, &'a str)];

impl Bench {
    pub fn new() -> Bench {
        let world = World::new(7, SimDuration::ZERO, SimDuration::ZERO);
        Bench { world, wires: 0 }
    }

    /// A bus named `bus` without latency, and a rule for each of these patterns: `rule-1`, `rule-2` …
    pub fn with_rules(patterns: &[&str]) -> Bench {
        let mut bench = Bench::new();
        bench.add("event-bus", "bus", &[("Latency", "0")]);
        for (index, pattern) in patterns.iter().enumerate() {
            let name = format!("rule-{}", index + 1);
            bench.add("event-rule", &name, &[("EventPattern", pattern)]);
            bench.wire("bus", &name, &[]);
        }
        bench
    }

    pub fn add(&mut self, kind_name: &str, name: &str, changes: Changes<'_>) -> NodeId {
        let id = NodeId(self.world.nodes().map(|(id, _)| id.0).max().unwrap_or(0) + 1);
        let settings = self.settings(kind_name, changes);
        let add = Input::Add {
            id,
            name: Rc::from(name),
            settings,
            place: Location::default(),
        };
        self.world.apply(add).expect("a new node");
        self.world.apply(Input::Start(id)).expect("the new node");
        self.run_micros(0);
        id
    }

    fn settings(&self, kind_name: &str, changes: Changes<'_>) -> Settings {
        let spec = kind(kind_name).expect("a kind");
        let mut settings = Settings::new(spec);
        for (name, value) in changes {
            let (_, field) = spec.field(name).expect("a field");
            settings
                .set(name, field.parse(value).expect("a value"))
                .expect("in range");
        }
        settings
    }

    pub fn set(&mut self, name: &str, changes: Changes<'_>) {
        let id = self.id(name);
        let kind_name = self.world.info(id).expect("a node").spec.kind;
        let settings = self.settings(kind_name, changes);
        self.world.apply(Input::Configure(id, settings)).expect("a node");
        self.run_micros(0);
    }

    pub fn id(&self, name: &str) -> NodeId {
        self.world.find(name).expect("a node of this name")
    }

    /// Wires two nodes at the first ports that speak the same, with settings of the connection.
    pub fn wire(&mut self, from: &str, to: &str, changes: Changes<'_>) -> WireId {
        let (start, end) = (self.id(from), self.id(to));
        let port = |id: NodeId, wanted: Flow| {
            let ports = self.world.node(id).expect("a node").spec().ports.iter().enumerate();
            let mut fit = ports.filter(|(_, port)| port.flow == wanted && !matches!(port.speaks, Speaks::Reference(_)));
            let found = fit.next();
            found.map(|(index, port)| (index as u8, port)).expect("a port")
        };
        let ((out, start_port), (into, end_port)) = (port(start, Flow::Out), port(end, Flow::In));
        let spec = WireSpec::between(start_port, end_port);
        let mut terms = Terms::new(spec);
        for (name, text) in changes {
            let field = spec
                .fields
                .iter()
                .find(|field| field.name == *name)
                .expect("a field of the wire");
            let value = match field.ty {
                FieldType::Node(_) => Value::Node(Some(self.id(text))),
                _ => field.parse(text).expect("a value"),
            };
            terms.set(name, value).expect("in range");
        }
        self.wires += 1;
        let id = WireId(self.wires);
        let link = Link {
            terms,
            ..Link::between((start, out), (end, into))
        };
        self.world.apply(Input::Wire(id, link)).expect("two nodes");
        self.run_micros(0);
        id
    }

    /// Wires a port of its own to the first port of another node.
    pub fn wire_port(&mut self, from: &str, port: u8, to: &str) {
        self.wires += 1;
        let link = Link::between((self.id(from), port), (self.id(to), 0));
        self.world
            .apply(Input::Wire(WireId(self.wires), link))
            .expect("two nodes");
        self.run_micros(0);
    }

    /// Changes what becomes of calls over a wire.
    pub fn lose(&mut self, wire: WireId, loss: Ratio) {
        let link = self.world.network().get(wire).expect("a wire").clone();
        self.world
            .apply(Input::Wire(wire, Link { loss, ..link }))
            .expect("a wire");
    }

    /// Runs for so many microseconds, checking the invariants after each piece of work.
    pub fn run_micros(&mut self, micros: u64) {
        let until = SimTime(self.world.now().0 + micros);
        while self.world.step(until) {
            assert_eq!(violations(&self.world), Vec::<String>::new());
        }
        self.world.wait_until(until);
    }

    pub fn run(&mut self, secs: u64) {
        self.run_micros(secs * 1_000_000);
    }

    pub fn fault(&mut self, name: &str, fault: Fault) {
        self.world.apply(Input::Fault(self.id(name), fault)).expect("a node");
        self.run_micros(0);
    }

    pub fn call(&mut self, service: &str, action: &str, input: Json) -> Result<Json, ApiError> {
        let answer = service::call(&mut self.world, service, action, input);
        self.run_micros(0);
        answer
    }

    /// Puts one event with this source and detail on the bus `bus`.
    pub fn put(&mut self, source: &str, detail: &str) {
        let entry =
            serde_json::json!({ "Source": source, "DetailType": "test", "Detail": detail, "EventBusName": "bus" });
        let answer = self.call("events", "PutEvents", serde_json::json!({ "Entries": [entry] }));
        assert_eq!(answer.expect("an answer")["FailedEntryCount"], 0);
    }

    pub fn metric(&self, name: &str, metric: &str) -> i64 {
        let metrics = self.world.metrics(self.id(name)).expect("a node");
        metrics.get(metric).expect("a metric")
    }

    /// What a queue holds, by id.
    pub fn messages(&self, name: &str) -> Vec<Rc<Message>> {
        let mut found = Vec::new();
        let node: &AnyNode = self.world.node(self.id(name)).expect("a node");
        node.holdings(self.world.now(), &mut |holding: Holding<'_>| {
            found.push(Rc::clone(holding.message))
        });
        found.sort_by_key(|message| message.id);
        found
    }

    pub fn bodies(&self, name: &str) -> Vec<Json> {
        let read = |message: &Rc<Message>| serde_json::from_str(&message.draft.body).expect("JSON");
        self.messages(name).iter().map(read).collect()
    }
}

/// A text attribute of a message.
pub fn attribute(message: &Message, name: &str) -> Option<String> {
    let found = message
        .draft
        .attributes
        .iter()
        .find(|attribute| attribute.name.as_ref() == name)?;
    match &found.value {
        AttributeValue::Text(text) => Some(text.to_string()),
        AttributeValue::Binary(_) => None,
    }
}

/// A draft with a body and text attributes.
pub fn draft(body: &str, attributes: &[(&str, &str)]) -> Draft {
    let attribute = |(name, value): &(&str, &str)| crate::sim::Attribute {
        name: Rc::from(*name),
        data_type: Rc::from("String"),
        value: AttributeValue::Text(Rc::from(*value)),
    };
    Draft {
        body: Rc::from(body),
        attributes: attributes.iter().map(attribute).collect(),
        ..Draft::default()
    }
}

/// Matches every event.
pub const ALL: &str = r#"{"source":[{"prefix":""}]}"#;
