//! Changes from outside: nodes and wires that come, change and go, and what is done to them.

use super::agenda::Work;
use super::ctx::Ctx;
use super::network::{Link, Place};
use super::node::{Fault, Holding, Kinds, Stimulus};
use super::patch::{LinkPatch, Patch};
use super::settings::{Settings, Value};
use super::spec::WireSpec;
use super::tamper::Tamper;
use super::trace::{EventId, Fate, Happening};
use super::world::{NodeInfo, World};
use crate::base::{MessageId, NodeId, WireId};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// A change from outside.
#[derive(Clone, Debug)]
pub enum Input {
    /// A node begins its life. Wires follow, then [`Input::Start`].
    Add {
        /// Its number, not yet in use.
        id: NodeId,
        /// Its name.
        name: Rc<str>,
        /// Its kind and settings.
        settings: Settings,
        /// Where it stands.
        place: Place,
    },
    /// A node begins to act.
    Start(NodeId),
    /// A node goes, with everything it holds and its wires.
    Remove(NodeId),
    /// A node gets another name.
    Rename(NodeId, Rc<str>),
    /// A node moves to another region or zone.
    Relocate(NodeId, Place),
    /// A node gets other settings: all that are given, and the defaults of its kind for the rest.
    Configure(NodeId, Settings),
    /// Some settings of a node get other values.
    Set(NodeId, Patch),
    /// A wire is drawn, or all of it is changed.
    Wire(WireId, Link),
    /// Some properties or settings of a wire get other values.
    Adjust(WireId, LinkPatch),
    /// A wire is removed.
    Unwire(WireId),
    /// A wire is cut (false) or joined (true).
    Switch(WireId, bool),
    /// Something is done to a node.
    Fault(NodeId, Fault),
    /// The present or next hop of a message goes wrong.
    Tamper(MessageId, Tamper),
}

/// Why an input was not taken. Nothing has changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InputError {
    /// There is no such node.
    NoNode(NodeId),
    /// There is no such wire.
    NoWire(WireId),
    /// The number is taken.
    Taken(NodeId),
    /// A wire's end names a port that the kind does not have.
    NoPort(NodeId, u8),
    /// The message was never made.
    NoMessage(MessageId),
    /// The settings of a wire would not go together, for this reason.
    Unfit(WireId, String),
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InputError::NoNode(id) => write!(f, "there is no node {id}"),
            InputError::NoWire(id) => write!(f, "there is no wire {id}"),
            InputError::Taken(id) => write!(f, "the number {id} is taken"),
            InputError::NoMessage(id) => write!(f, "{id} has not been made yet"),
            InputError::Unfit(id, reason) => write!(f, "wire {id} can't be set so: {reason}"),
            InputError::NoPort(id, port) => write!(f, "node {id} has no port {port}"),
        }
    }
}

impl<N: Kinds> World<N> {
    /// Takes a change from outside, at the present instant.
    pub fn apply(&mut self, input: Input) -> Result<(), InputError> {
        self.steps += 1;
        match input {
            Input::Add {
                id,
                name,
                settings,
                place,
            } => {
                if self.nodes.contains_key(&id) {
                    return Err(InputError::Taken(id));
                }
                let info = NodeInfo {
                    name,
                    spec: settings.spec(),
                    place,
                    settings: settings.clone(),
                    tags: BTreeMap::new(),
                    wires: Vec::new(),
                };
                let (spec, name, now) = (info.spec, Rc::clone(&info.name), self.env.now);
                self.env.trace.measure(|meter| meter.add(id, spec, name, now));
                Rc::make_mut(&mut self.env.directory).insert(id, info);
                self.nodes.insert(id, Rc::new(N::make(id, self.env.seed, &settings)));
            }
            Input::Start(id) => {
                self.known(id)?;
                self.env
                    .agenda
                    .push(self.env.now, super::Phase::Finish, 0, EventId(0), Work::Start(id));
            }
            Input::Remove(id) => self.remove(id)?,
            Input::Rename(id, name) => {
                self.change_info(id, |info| info.name = Rc::clone(&name))?;
                self.env.trace.measure(|meter| meter.rename(id, name));
            }
            Input::Relocate(id, place) => {
                self.change_info(id, |info| info.place = place)?;
                let links: Vec<(WireId, Link)> = self
                    .env
                    .network
                    .iter()
                    .map(|(wire, link)| (wire, link.clone()))
                    .collect();
                for (wire, link) in links
                    .into_iter()
                    .filter(|(_, link)| link.from.0 == id || link.to.0 == id)
                {
                    self.wire(wire, link)?;
                }
            }
            Input::Configure(id, settings) => self.configure(id, settings)?,
            Input::Set(id, patch) => {
                let info = self.env.directory.get(&id).ok_or(InputError::NoNode(id))?;
                let settings = patch.onto(&info.settings);
                if settings != info.settings {
                    self.configure(id, settings)?;
                }
            }
            Input::Wire(id, link) => self.wire(id, link)?,
            Input::Adjust(id, patch) => self.wire(id, self.adjusted(id, &patch)?)?,
            Input::Unwire(id) => {
                let link = self.env.network.remove(id).ok_or(InputError::NoWire(id))?;
                for (node, _) in [link.from, link.to] {
                    if self.nodes.contains_key(&node) {
                        self.change_info(node, |info| info.wires.retain(|(_, wire)| *wire != id))?;
                        self.stimulate(node, Stimulus::Rewired)?;
                    }
                }
            }
            Input::Switch(id, on) => {
                let link = self.env.network.get(id).ok_or(InputError::NoWire(id))?;
                let from = link.from.0;
                self.env.network.switch(id, on);
                let what = if on { Happening::CameBack } else { Happening::WentDown };
                self.env
                    .trace
                    .push(self.env.now, from, MessageId::NONE, what, None, EventId(0));
            }
            Input::Fault(id, fault) => self.stimulate(id, Stimulus::Fault(fault))?,
            Input::Tamper(message, tamper) => {
                if message.0 > self.env.ledger.made {
                    return Err(InputError::NoMessage(message));
                }
                self.env.tampered.insert(message, tamper);
            }
        }
        Ok(())
    }

    fn known(&self, id: NodeId) -> Result<(), InputError> {
        if self.nodes.contains_key(&id) {
            Ok(())
        } else {
            Err(InputError::NoNode(id))
        }
    }

    pub(super) fn change_info(&mut self, id: NodeId, change: impl FnOnce(&mut NodeInfo)) -> Result<(), InputError> {
        let directory = Rc::make_mut(&mut self.env.directory);
        directory.get_mut(&id).map(change).ok_or(InputError::NoNode(id))
    }

    fn configure(&mut self, id: NodeId, settings: Settings) -> Result<(), InputError> {
        self.change_info(id, |info| info.settings = settings.clone())?;
        self.stimulate(id, Stimulus::Reconfigure(settings))
    }

    /// What a wire would be with these values, which must go together with what is set for it in the run.
    fn adjusted(&self, id: WireId, patch: &LinkPatch) -> Result<Link, InputError> {
        let before = self.env.network.get(id).ok_or(InputError::NoWire(id))?;
        let link = patch.onto(before);
        let kind = |node: NodeId| {
            let info = self.env.directory.get(&node).ok_or(InputError::NoNode(node))?;
            Ok(info.spec)
        };
        if link.terms != before.terms {
            let own = Value::Node(Some(link.from.0));
            if link.terms.changed().values().any(|value| *value == own) {
                return Err(InputError::Unfit(id, "it can't name the node itself.".to_string()));
            }
            let check = link.terms.spec().check;
            check(&link.terms, kind(link.from.0)?, kind(link.to.0)?).map_err(|reason| InputError::Unfit(id, reason))?;
        }
        Ok(link)
    }

    /// Why the run would not take an input about the settings of a wire, though the design does: a step or a command has
    /// set another one there.
    pub fn unfit(&self, input: &Input) -> Option<String> {
        let Input::Adjust(id, patch) = input else { return None };
        match self.adjusted(*id, patch) {
            Err(InputError::Unfit(_, reason)) => Some(reason),
            _ => None,
        }
    }

    fn wire(&mut self, id: WireId, mut link: Link) -> Result<(), InputError> {
        let port = |(node, port): (NodeId, u8)| {
            let info = self.env.directory.get(&node).ok_or(InputError::NoNode(node))?;
            let ports = info.spec.ports;
            ports.get(usize::from(port)).ok_or(InputError::NoPort(node, port))
        };
        let spec = WireSpec::between(port(link.from)?, port(link.to)?);
        link.terms = link.terms.described_by(spec);
        let ends = [link.from, link.to];
        let before = self.env.network.get(id);
        let fresh = before.is_none();
        let renegotiated = before.is_some_and(|before| before.terms != link.terms);
        let place = |node: NodeId| {
            self.env
                .directory
                .get(&node)
                .map_or_else(Place::default, |info| info.place.clone())
        };
        let (here, there) = (place(link.from.0), place(link.to.0));
        self.env.network.set(self.env.seed, id, link, (&here, &there));
        if fresh {
            for (node, port) in ends {
                self.change_info(node, |info| {
                    info.wires.push((port, id));
                    info.wires.sort_unstable_by_key(|(_, wire)| *wire);
                })?;
            }
        }
        if fresh || renegotiated {
            for (node, _) in ends {
                self.stimulate(node, Stimulus::Rewired)?;
            }
        }
        Ok(())
    }

    fn remove(&mut self, id: NodeId) -> Result<(), InputError> {
        self.known(id)?;
        let wires: Vec<WireId> = self
            .env
            .network
            .iter()
            .filter(|(_, link)| link.from.0 == id || link.to.0 == id)
            .map(|(wire, _)| wire)
            .collect();
        for wire in wires {
            self.apply(Input::Unwire(wire))?;
        }
        if let Some(node) = self.nodes.remove(&id) {
            let mut held = Vec::new();
            node.holdings(self.env.now, &mut |holding: Holding<'_>| {
                if holding.place.is_home() {
                    held.push(holding.message.id);
                }
            });
            for message in held {
                self.env.end(id, message, Fate::Purged);
                self.env.trace.push(
                    self.env.now,
                    id,
                    message,
                    Happening::Ended(Fate::Purged),
                    None,
                    EventId(0),
                );
            }
        }
        if let Some(info) = Rc::make_mut(&mut self.env.directory).remove(&id) {
            self.departed.insert((info.spec.kind, info.name), self.env.now);
        }
        self.env.samples.remove(&id);
        self.env.pools.forget(id);
        self.series.forget(id);
        let now = self.env.now;
        self.env.trace.measure(|meter| meter.remove(id, now));
        Ok(())
    }

    fn stimulate(&mut self, id: NodeId, stimulus: Stimulus) -> Result<(), InputError> {
        let node = self.nodes.get_mut(&id).ok_or(InputError::NoNode(id))?;
        let mut cx = Ctx {
            env: &mut self.env,
            me: id,
            cause: EventId(0),
        };
        Rc::make_mut(node).handle(stimulus, &mut cx);
        Ok(())
    }
}
