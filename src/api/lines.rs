//! Inputs as command lines: what an edit would look like had it been typed.

use super::verbs::port_pairs;
use super::words::quote;
use crate::base::{NodeId, SimDuration, WireId, write_duration, write_share};
use crate::nodes::World;
use crate::sim::{Described, Fault, FieldSpec, Input, Kinds, Link, Location, Settings, Tamper, Throttling, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

#[derive(Clone, Debug)]
struct Named {
    name: Rc<str>,
    settings: Settings,
}

/// The nodes and wires that lines can speak of. It follows the inputs that it writes down, so that each line finds what
/// the lines before have made.
#[derive(Clone, Debug, Default)]
pub struct Names {
    nodes: BTreeMap<NodeId, Named>,
    wires: BTreeMap<WireId, Link>,
}

impl Names {
    /// The nodes and wires of a world.
    pub fn of<N: Kinds>(world: &crate::sim::World<N>) -> Names {
        let mut names = Names::default();
        for (id, _) in world.nodes() {
            if let Some(info) = world.info(id) {
                names.node(id, Rc::clone(&info.name), info.settings.clone());
            }
        }
        for (id, link) in world.network().iter() {
            names.wires.insert(id, link.clone());
        }
        names
    }

    /// There is a node.
    pub fn node(&mut self, id: NodeId, name: Rc<str>, settings: Settings) {
        self.nodes.insert(id, Named { name, settings });
    }

    /// There is a wire.
    pub fn wire(&mut self, id: WireId, link: Link) {
        self.wires.insert(id, link);
    }

    /// The lines that do what these inputs do, in order. `place` tells where a new node is drawn, if that is known.
    pub fn lines(&mut self, inputs: &[Input], place: &dyn Fn(NodeId) -> Option<(i32, i32)>) -> Vec<String> {
        let implied = self.implied(inputs);
        let mut lines = Vec::new();
        for (index, input) in inputs.iter().enumerate() {
            let line = self.line(input, place);
            self.follow(input);
            if index >= implied {
                lines.extend(line);
            }
        }
        lines
    }

    /// How many inputs at the beginning take away wires that go with the only node that goes.
    fn implied(&self, inputs: &[Input]) -> usize {
        let unwired = inputs
            .iter()
            .take_while(|input| matches!(input, Input::Unwire(_)))
            .count();
        let gone = inputs.iter().filter_map(|input| match input {
            Input::Remove(id) => Some(*id),
            _ => None,
        });
        let gone: Vec<NodeId> = gone.collect();
        let [only] = gone.as_slice() else { return 0 };
        let its = |link: &Link| link.from.0 == *only || link.to.0 == *only;
        let all_its = inputs[..unwired].iter().all(|input| match input {
            Input::Unwire(wire) => self.wires.get(wire).is_some_and(its),
            _ => false,
        });
        if all_its { unwired } else { 0 }
    }

    fn line(&self, input: &Input, place: &dyn Fn(NodeId) -> Option<(i32, i32)>) -> Option<String> {
        match input {
            Input::Add {
                id,
                name,
                settings,
                place: location,
            } => Some(self.add(*id, name, settings, (location, place(*id)))),
            // A node begins to act when it is added.
            Input::Start(_) => None,
            Input::Remove(id) => Some(format!("remove {}", self.name(*id)?)),
            Input::Rename(id, name) => Some(format!("rename {} {}", self.name(*id)?, quote(name))),
            Input::Relocate(id, location) => Some(format!("place {}{}", self.name(*id)?, located(location))),
            Input::Configure(id, settings) => self.configure(*id, settings),
            Input::Set(id, patch) => self.configure(*id, &patch.onto(&self.nodes.get(id)?.settings)),
            Input::Wire(id, link) => self.wired(*id, link),
            Input::Adjust(id, patch) => self.wired(*id, &patch.onto(self.wires.get(id)?)),
            Input::Unwire(id) => Some(format!("disconnect {}", self.ends(self.wires.get(id)?)?)),
            Input::Switch(id, on) => {
                let verb = if *on { "heal" } else { "partition" };
                Some(format!("{verb} {}", self.ends(self.wires.get(id)?)?))
            }
            Input::Fault(id, fault) => Some(fault_line(&self.name(*id)?, fault)),
            Input::Tamper(message, Tamper::Drop) => Some(format!("drop {message}")),
            Input::Tamper(message, Tamper::Duplicate) => Some(format!("duplicate {message}")),
            Input::Tamper(message, Tamper::Delay(span)) => Some(format!(
                "delay {message} {}",
                quote(&write_duration(*span).replace(' ', ""))
            )),
        }
    }

    fn follow(&mut self, input: &Input) {
        match input {
            Input::Add { id, name, settings, .. } => self.node(*id, Rc::clone(name), settings.clone()),
            Input::Remove(id) => {
                self.nodes.remove(id);
                self.wires.retain(|_, link| link.from.0 != *id && link.to.0 != *id);
            }
            Input::Rename(id, name) => {
                self.nodes.entry(*id).and_modify(|node| node.name = Rc::clone(name));
            }
            Input::Configure(id, settings) => {
                self.nodes
                    .entry(*id)
                    .and_modify(|node| node.settings = settings.clone());
            }
            Input::Set(id, patch) => {
                self.nodes
                    .entry(*id)
                    .and_modify(|node| node.settings = patch.onto(&node.settings));
            }
            Input::Wire(id, link) => self.wire(*id, link.clone()),
            Input::Adjust(id, patch) => {
                self.wires.entry(*id).and_modify(|link| *link = patch.onto(link));
            }
            Input::Unwire(id) => drop(self.wires.remove(id)),
            Input::Start(_) | Input::Relocate(..) | Input::Switch(..) | Input::Fault(..) | Input::Tamper(..) => {}
        }
    }

    fn name(&self, id: NodeId) -> Option<String> {
        self.nodes.get(&id).map(|node| quote(&node.name))
    }

    fn add(&self, id: NodeId, name: &str, settings: &Settings, place: (&Location, Option<(i32, i32)>)) -> String {
        let mut line = format!("add {} {}", settings.spec().kind, quote(name));
        line += &self.assignments(&Settings::new(settings.spec()), settings);
        line += &located(place.0);
        if let Some((x, y)) = place.1 {
            line += &format!(" at={x},{y}");
        }
        let next = self
            .nodes
            .last_key_value()
            .map_or(1, |(last, _)| last.0.saturating_add(1));
        if id.0 != next {
            line += &format!(" id={}", id.0);
        }
        line
    }

    /// A value as `set` reads it. None for a reference to a node that has no name yet.
    fn value(&self, field: &FieldSpec, value: &Value) -> Option<String> {
        match value {
            Value::Node(None) => Some("none".to_string()),
            Value::Node(Some(id)) => self.nodes.get(id).map(|node| node.name.to_string()),
            Value::Number(_) => Some(field.show(value).replace(',', "")),
            other => Some(field.show(other)),
        }
    }

    /// What differs between two settings of the same owner, as ` Setting=Value` for each.
    fn assignments<S: Described>(&self, old: &Settings<S>, new: &Settings<S>) -> String {
        let mut line = String::new();
        for field in new.spec().fields() {
            let value = |settings: &Settings<S>| settings.get(field.name).unwrap_or_else(|| field.default_value());
            let (old, new) = (value(old), value(new));
            if old != new {
                let text = self.value(field, &new);
                line += &text.map_or_else(String::new, |text| format!(" {}={}", field.name, quote(&text)));
            }
        }
        line
    }

    fn configure(&self, id: NodeId, settings: &Settings) -> Option<String> {
        let known = self.nodes.get(&id)?;
        let changed = self.assignments(&known.settings, settings);
        (!changed.is_empty()).then(|| format!("set {}{changed}", quote(&known.name)))
    }

    fn wired(&self, id: WireId, link: &Link) -> Option<String> {
        let known = self.wires.get(&id);
        let (verb, old) = match known {
            Some(known) => ("wire", known.clone()),
            None => ("connect", Link::between(link.from, link.to)),
        };
        let mut line = format!("{verb} {}", self.ends(link)?);
        let before = line.len();
        let mut span = |name: &str, old: SimDuration, new: SimDuration| {
            if old != new {
                line += &format!(" {name}={}", quote(&write_duration(new).replace(' ', "")));
            }
        };
        span("latency", old.latency, link.latency);
        span("jitter", old.jitter, link.jitter);
        if old.loss != link.loss {
            line += &format!(" loss={}", write_share(link.loss));
        }
        if old.on != link.on {
            line += if link.on { " on=yes" } else { " on=no" };
        }
        line += &self.assignments(&old.terms, &link.terms);
        let next = self
            .wires
            .last_key_value()
            .map_or(1, |(last, _)| last.0.saturating_add(1));
        match known {
            Some(_) => (line.len() > before).then_some(line),
            None if id.0 != next => Some(format!("{line} id={}", id.0)),
            None => Some(line),
        }
    }

    /// The two ends of a wire as a line names them.
    pub fn wire_ends(&self, wire: WireId) -> Option<String> {
        self.ends(self.wires.get(&wire)?)
    }

    /// The two ends of a wire: by their names alone where that is enough.
    fn ends(&self, link: &Link) -> Option<String> {
        let (from, to) = (self.nodes.get(&link.from.0)?, self.nodes.get(&link.to.0)?);
        let (start, end) = (from.settings.spec().ports, to.settings.spec().ports);
        let pair = |known: &&Link| {
            let (a, b) = (known.from.0, known.to.0);
            (a, b) == (link.from.0, link.to.0) || (b, a) == (link.from.0, link.to.0)
        };
        let unique = match self.wires.values().filter(pair).count() {
            // It is about to be drawn.
            0 => port_pairs(start, end).len() == 1,
            count => {
                count == 1
                    && self
                        .wires
                        .values()
                        .any(|known| (known.from, known.to) == (link.from, link.to))
            }
        };
        if unique {
            return Some(format!("{} {}", quote(&from.name), quote(&to.name)));
        }
        let port = |node: &Named, port: u8| {
            let spec = node.settings.spec().ports.get(usize::from(port));
            quote(&format!("{}:{}", node.name, spec.map_or("", |spec| spec.name)))
        };
        Some(format!("{} {}", port(from, link.from.1), port(to, link.to.1)))
    }
}

/// The lines that do to a world what these inputs do.
pub fn lines(world: &World, inputs: &[Input]) -> Vec<String> {
    Names::of(world).lines(inputs, &|_| None)
}

fn located(location: &Location) -> String {
    let part = |key: &str, text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!(" {key}={}", quote(text))
        }
    };
    part("region", &location.region) + &part("zone", &location.zone)
}

fn fault_line(name: &str, fault: &Fault) -> String {
    let zone = |zone: &u8| char::from(b'a' + zone.min(&25));
    match fault {
        Fault::Crash => format!("fail {name}"),
        Fault::Restart => format!("restart {name}"),
        Fault::ZoneDown(lost) => format!("zone-down {name} {}", zone(lost)),
        Fault::ZoneUp(back) => format!("zone-up {name} {}", zone(back)),
        Fault::Slow(hundredths) => format!("slow {name} {hundredths}%"),
        Fault::Trigger(1) => format!("send {name}"),
        Fault::Trigger(times) => format!("send {name} {times}"),
        Fault::Poison(message) => format!("poison {name} {message}"),
        Fault::Throttle(None) => format!("throttle {name} off"),
        Fault::Throttle(Some(Throttling::Share(share))) => format!("throttle {name} {}", write_share(*share)),
        Fault::Throttle(Some(Throttling::Rate(calls))) => format!("throttle {name} {calls}/s"),
    }
}
