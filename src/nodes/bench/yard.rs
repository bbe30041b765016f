//! A world of real kinds, for tests of kinds that only show what they do together with others.

use crate::base::{NodeId, SimDuration, SimTime, WireId};
use crate::nodes::{World, kind, service};
use crate::sim::{Card, Event, Happening, Input, Kinds, Link, Location, Settings, Terms, Value, WireSpec, violations};
use serde_json::Value as Json;

/// The world, with nodes by name.
pub struct Yard {
    /// The world itself.
    pub world: World,
    wires: u32,
}

impl Yard {
    /// Nothing yet.
    pub fn new() -> Yard {
        Yard {
            world: World::new(7, SimDuration::ZERO, SimDuration::ZERO),
            wires: 0,
        }
    }

    /// A node with settings as a person writes them; references by name.
    pub fn add(&mut self, kind_name: &str, name: &str, changes: &[(&str, &str)]) -> NodeId {
        let spec = kind(kind_name).expect("a kind");
        let id = NodeId(self.world.nodes().last().map_or(1, |(id, _)| id.0 + 1));
        let mut settings = Settings::new(spec);
        for (field, text) in changes {
            self.assign(&mut settings, field, text);
        }
        let add = Input::Add {
            id,
            name: name.into(),
            settings,
            place: Location::default(),
        };
        self.world.apply(add).unwrap();
        self.world.apply(Input::Start(id)).unwrap();
        id
    }

    fn assign(&self, settings: &mut Settings, field: &str, text: &str) {
        let (_, spec) = settings
            .spec()
            .field(field)
            .unwrap_or_else(|| panic!("no setting {field}"));
        let value = match self.world.find(text) {
            Some(node) if matches!(spec.ty, crate::sim::FieldType::Node(_)) => Value::Node(Some(node)),
            _ => spec.parse(text).unwrap(),
        };
        settings.set(field, value).unwrap();
    }

    /// Changes a setting.
    pub fn set(&mut self, name: &str, field: &str, text: &str) {
        let id = self.id(name);
        let mut settings = self.world.info(id).unwrap().settings.clone();
        self.assign(&mut settings, field, text);
        self.world.apply(Input::Configure(id, settings)).unwrap();
    }

    /// The node of this name.
    pub fn id(&self, name: &str) -> NodeId {
        self.world.find(name).unwrap_or_else(|| panic!("no node {name}"))
    }

    /// A wire between two ports, `alarm.ok` and `group.scale`, with settings as a person writes them.
    pub fn wire(&mut self, from: &str, to: &str, terms: &[(&str, &str)]) -> WireId {
        let end = |text: &str| {
            let (name, port) = text.split_once('.').unwrap();
            let id = self.id(name);
            let (index, spec) = self.world.info(id).unwrap().spec.port(port).unwrap();
            ((id, index), spec)
        };
        let ((from, start), (to, end)) = (end(from), end(to));
        let spec = WireSpec::between(start, end);
        let mut set = Terms::new(spec);
        for (field, text) in terms {
            let field = spec.fields.iter().find(|known| known.name == *field).unwrap();
            set.set(field.name, field.parse(text).unwrap()).unwrap();
        }
        self.wires += 1;
        let link = Link {
            terms: set,
            ..Link::between(from, to)
        };
        self.world.apply(Input::Wire(WireId(self.wires), link)).unwrap();
        WireId(self.wires)
    }

    /// Lets time pass up to and with this second, checking the invariants once a second.
    pub fn run(&mut self, until: u64) {
        let from = self.world.now().0 / 1_000_000;
        for second in from..=until {
            while self.world.step(SimTime::from_secs(second)) {}
            self.world.wait_until(SimTime::from_secs(second));
            assert_eq!(violations(&self.world), Vec::<String>::new(), "at {second} s");
        }
    }

    /// Calls an action.
    pub fn call(&mut self, service: &str, action: &str, input: Json) -> Result<Json, String> {
        service::call(&mut self.world, service, action, input).map_err(|error| error.code.to_string())
    }

    /// Sends so many messages to a queue, at once.
    pub fn send(&mut self, queue: &str, count: u32) {
        for n in 0..count {
            let input = serde_json::json!({ "QueueUrl": queue, "MessageBody": format!("{{\"n\": {n}}}") });
            self.call("sqs", "SendMessage", input).unwrap();
        }
    }

    /// A metric's present value.
    pub fn metric(&self, name: &str, metric: &str) -> i64 {
        self.world.metrics(self.id(name)).unwrap().get(metric).unwrap()
    }

    /// What a card shows.
    pub fn card(&self, name: &str) -> Card {
        let mut card = Card::default();
        self.world
            .node(self.id(name))
            .unwrap()
            .card(self.world.now(), &mut card);
        card
    }

    /// The events at a node.
    pub fn events(&self, name: &str) -> Vec<Event> {
        let id = self.id(name);
        let window = self.world.trace().window().iter();
        window.filter(|event| event.node == id).copied().collect()
    }

    /// The rules that showed at a node, with the second.
    pub fn rules(&self, name: &str) -> Vec<(u64, &'static str)> {
        let events = self.events(name);
        let told = |event: &Event| Some((event.at.0 / 1_000_000, event.rule?.id));
        events.iter().filter_map(told).collect()
    }

    /// Why a node does what it does: sentences with their rules.
    pub fn why(&self, name: &str) -> Vec<(String, &'static str)> {
        let node = self.world.node(self.id(name)).unwrap();
        let reasons = node.reasons(self.world.now()).into_iter();
        reasons
            .map(|reason| (reason.text, reason.rule.map_or("", |rule| rule.id)))
            .collect()
    }

    /// The states that a node went through, with the second.
    pub fn states(&self, name: &str) -> Vec<(u64, &'static str)> {
        let events = self.events(name);
        let told = |event: &Event| match event.what {
            Happening::StateChanged { part: 0, state } => Some((event.at.0 / 1_000_000, state)),
            _ => None,
        };
        events.iter().filter_map(told).collect()
    }

    /// The capacities that a group went through, with the second.
    pub fn sizes(&self, name: &str) -> Vec<(u64, u32)> {
        let events = self.events(name);
        let told = |event: &Event| match event.what {
            Happening::Scaled { to, .. } => Some((event.at.0 / 1_000_000, to)),
            _ => None,
        };
        events.iter().filter_map(told).collect()
    }
}
