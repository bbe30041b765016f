//! A small world of named nodes, for the tests of kinds that work together.

use crate::base::{MessageId, NodeId, Ratio, SimDuration, SimTime, WireId};
use crate::nodes::{AnyNode, World, kind, service};
use crate::sim::{Card, Fate, Fault, Holding, Input, Inquiry, Kinds, Link, Location, Settings, Standing, Terms, Value};
use crate::sim::{Happening, WireSpec, violations};

/// Nodes, wires, and a clock that runs when it is told to.
pub struct Town {
    /// The world.
    pub world: World,
    names: Vec<String>,
    wires: u32,
}

/// A number as a setting has it.
pub fn number(value: i64) -> Value {
    Value::Number(value)
}

/// A text as a setting has it.
pub fn text(value: &str) -> Value {
    Value::Text(value.into())
}

impl Town {
    /// Nobody lives there yet.
    pub fn new() -> Town {
        Town {
            world: World::new(7, SimDuration::ZERO, SimDuration::ZERO),
            names: Vec::new(),
            wires: 0,
        }
    }

    /// A node of a kind, with what differs from its defaults.
    pub fn add(mut self, name: &str, of: &str, changes: &[(&str, Value)]) -> Town {
        let mut settings = Settings::new(kind(of).expect("a kind"));
        for (field, value) in changes {
            settings.set(field, value.clone()).expect("a setting");
        }
        self.names.push(name.to_string());
        let id = self.id(name);
        let input = Input::Add {
            id,
            name: name.into(),
            settings,
            place: Location::default(),
        };
        self.world.apply(input).expect("a node");
        self
    }

    /// Wires from node to node: the last port of the first that sends with the first port of the second.
    pub fn wire(mut self, pairs: &[(&str, &str)]) -> Town {
        for (from, to) in pairs {
            self.link(from, to, Ratio::NEVER);
        }
        self
    }

    /// A wire that loses this share of what it carries.
    pub fn link(&mut self, from: &str, to: &str, loss: Ratio) -> WireId {
        let wire = WireId(self.wires);
        self.wires += 1;
        let (from, to) = (self.id(from), self.id(to));
        let out = self
            .world
            .info(from)
            .and_then(|info| info.spec.port("out"))
            .expect("out")
            .0;
        let link = Link {
            loss,
            ..Link::between((from, out), (to, 0))
        };
        self.world.apply(Input::Wire(wire, link)).expect("a wire");
        wire
    }

    /// A wire from a named port, with what is set for it.
    pub fn connect(&mut self, from: (&str, &str), to: &str, changes: &[(&str, Value)]) -> WireId {
        let wire = WireId(self.wires);
        self.wires += 1;
        let (node, to) = (self.id(from.0), self.id(to));
        let specs = [node, to].map(|id| self.world.info(id).expect("a node").spec);
        let (out, start) = specs[0].port(from.1).expect("a port");
        let mut terms = Terms::new(WireSpec::between(start, &specs[1].ports[0]));
        for (field, value) in changes {
            terms.set(field, value.clone()).expect("a setting");
        }
        let link = Link {
            terms,
            ..Link::between((node, out), (to, 0))
        };
        self.world.apply(Input::Wire(wire, link)).expect("a wire");
        wire
    }

    /// All nodes begin.
    pub fn start(mut self) -> Town {
        for index in 0..self.names.len() {
            self.world
                .apply(Input::Start(NodeId(index as u32 + 1)))
                .expect("a node");
        }
        self
    }

    /// The number of a node.
    pub fn id(&self, name: &str) -> NodeId {
        let index = self.names.iter().position(|known| known == name).expect("a name");
        NodeId(index as u32 + 1)
    }

    /// Runs up to and with this millisecond, checking the invariants after every piece of work.
    pub fn run(&mut self, millis: u64) {
        let until = SimTime(millis * 1_000);
        while self.world.step(until) {
            assert_eq!(violations(&self.world), Vec::<String>::new());
        }
        self.world.wait_until(until);
    }

    /// Runs up to and with this second without looking, for long runs.
    pub fn rush(&mut self, seconds: u64) {
        self.world.advance(SimTime::from_secs(seconds), u64::MAX);
        assert_eq!(violations(&self.world), Vec::<String>::new());
    }

    /// Something is done to a node.
    pub fn fault(&mut self, name: &str, fault: Fault) {
        self.world.apply(Input::Fault(self.id(name), fault)).expect("a node");
        assert_eq!(violations(&self.world), Vec::<String>::new());
    }

    /// A setting changes.
    pub fn set(&mut self, name: &str, field: &str, value: Value) {
        let id = self.id(name);
        let mut settings = self.world.info(id).expect("a node").settings.clone();
        settings.set(field, value).expect("a setting");
        self.world.apply(Input::Configure(id, settings)).expect("a node");
    }

    /// A metric of a node.
    pub fn metric(&self, name: &str, metric: &str) -> i64 {
        self.world
            .metrics(self.id(name))
            .and_then(|all| all.get(metric))
            .expect("a metric")
    }

    /// The card of a node.
    pub fn card(&self, name: &str) -> Card {
        let mut card = Card::default();
        self.node(name).card(self.world.now(), &mut card);
        card
    }

    /// The status on the card of a node.
    pub fn status(&self, name: &str) -> String {
        self.card(name).status
    }

    /// How many messages met an end.
    pub fn fate(&self, fate: Fate) -> u64 {
        self.world.ledger().count(fate)
    }

    /// What a node holds: the numbers of the messages with their places.
    pub fn held(&self, name: &str) -> Vec<(MessageId, crate::sim::Place)> {
        let mut held = Vec::new();
        self.node(name).holdings(self.world.now(), &mut |holding: Holding<'_>| {
            held.push((holding.message.id, holding.place));
        });
        held
    }

    /// What a node says about a message.
    pub fn explain(&self, name: &str, message: u64) -> Option<Standing> {
        self.node(name).explain(Inquiry {
            now: self.world.now(),
            message: MessageId(message),
            name: &|id| id.to_string(),
        })
    }

    /// Calls an action of a service: the answer, or the code and the message of the refusal.
    pub fn aws(&mut self, service: &str, action: &str, input: serde_json::Value) -> Result<serde_json::Value, String> {
        let answer = service::call(&mut self.world, service, action, input);
        answer.map_err(|error| format!("{}: {}", error.code, error.message))
    }

    /// The bodies of the messages that a node holds.
    pub fn bodies(&self, name: &str) -> Vec<String> {
        let mut bodies = Vec::new();
        self.node(name).holdings(self.world.now(), &mut |holding: Holding<'_>| {
            bodies.push(holding.message.draft.body.to_string());
        });
        bodies
    }

    /// When a node refused something, in milliseconds, and with which code.
    pub fn refusals(&self, name: &str) -> Vec<(u64, &'static str)> {
        let id = self.id(name);
        let refused = self.world.trace().window().iter().filter(|event| event.node == id);
        let code = |event: &crate::sim::Event| match event.what {
            Happening::Refused { code } => Some((event.at.as_millis(), code)),
            _ => None,
        };
        refused.filter_map(code).collect()
    }

    /// The rules that a node named in what happened to it, each once, in order.
    pub fn rules(&self, name: &str) -> Vec<&'static str> {
        let id = self.id(name);
        let events = self.world.trace().window().iter().filter(|event| event.node == id);
        let mut rules: Vec<&str> = events.filter_map(|event| event.rule.map(|rule| rule.id)).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    fn node(&self, name: &str) -> &AnyNode {
        self.world.node(self.id(name)).expect("a node")
    }
}
