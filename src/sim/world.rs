//! The world: nodes, wires, due work and the trace, as one value.

use super::agenda::{Agenda, Work};
use super::ctx::{Ctx, Env};
use super::message::{Request, Response};
use super::meter::Meter;
use super::metrics::{Ledger, Metrics, Point, Samples};
use super::network::{Link, Network, Place};
use super::node::{Fault, Holding, Kinds, Place as Held, Stimulus};
use super::series::Series;
use super::settings::Settings;
use super::spec::NodeSpec;
use super::tamper::Tamper;
use super::trace::{EventId, Fate, Happening, Trace};
use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// What the world knows of a node without asking it.
#[derive(Clone, Debug)]
pub struct NodeInfo {
    /// Its name in the design: also the queue name, worker name … of the simulated service.
    pub name: Rc<str>,
    /// Its kind.
    pub spec: &'static NodeSpec,
    /// Where it stands.
    pub place: Place,
    /// Its present settings.
    pub settings: Settings,
    /// Labels that a person gave it (AWS calls them tags). They change nothing.
    pub tags: BTreeMap<Rc<str>, Rc<str>>,
    wires: Vec<(u8, WireId)>,
}

impl NodeInfo {
    /// The wires at a port, in the order of their numbers.
    pub fn wires_at(&self, port: u8) -> impl Iterator<Item = WireId> {
        self.wires
            .iter()
            .filter(move |(at, _)| *at == port)
            .map(|(_, wire)| *wire)
    }
}

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
    /// A node gets other settings.
    Configure(NodeId, Settings),
    /// A wire is drawn or changed.
    Wire(WireId, Link),
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
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InputError::NoNode(id) => write!(f, "there is no node {id}"),
            InputError::NoWire(id) => write!(f, "there is no wire {id}"),
            InputError::Taken(id) => write!(f, "the number {id} is taken"),
            InputError::NoMessage(id) => write!(f, "{id} has not been made yet"),
            InputError::NoPort(id, port) => write!(f, "node {id} has no port {port}"),
        }
    }
}

/// Why [`World::advance`] stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Time has reached the asked instant.
    Reached,
    /// The budget is used up; call again to go on.
    Budget,
    /// More than [`World::INSTANT_LIMIT`] things happened without time passing: nodes chase each other in a circle.
    ZeroDelayLoop,
}

/// What [`World::advance`] did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Advance {
    /// How many pieces of work were done.
    pub steps: u64,
    /// Why it stopped.
    pub outcome: Outcome,
}

/// The simulation as a value: cloning it is a snapshot, and two clones given the same inputs stay equal for ever.
#[derive(Clone, Debug)]
pub struct World<N> {
    nodes: BTreeMap<NodeId, Rc<N>>,
    samples: BTreeMap<NodeId, Samples>,
    series: Series,
    departed: BTreeMap<(&'static str, Rc<str>), SimTime>,
    pub(super) env: Env,
    steps: u64,
    at_instant: u64,
    /// When the next minute point is due.
    next_minute: SimTime,
    /// When the next point of either kind is due.
    next_sample: SimTime,
}

const MINUTE: SimDuration = SimDuration::from_secs(60);

impl<N: Kinds> World<N> {
    /// More pieces of work than this at one instant are taken for a zero-delay loop.
    pub const INSTANT_LIMIT: u64 = 2_000_000;

    /// An empty world. Distances cost `cross_region` and `cross_zone` one way.
    pub fn new(seed: u64, cross_region: SimDuration, cross_zone: SimDuration) -> World<N> {
        let env = Env {
            now: SimTime::ZERO,
            seed,
            agenda: Agenda::default(),
            trace: Trace::new(Trace::WINDOW),
            network: Network::new(cross_region, cross_zone),
            ledger: Ledger::default(),
            directory: Rc::default(),
            next_call: 0,
            answers: BTreeMap::new(),
            effects: Default::default(),
            tampered: BTreeMap::new(),
        };
        World {
            nodes: BTreeMap::new(),
            samples: BTreeMap::new(),
            series: Series::default(),
            departed: BTreeMap::new(),
            env,
            steps: 0,
            at_instant: 0,
            next_minute: SimTime::ZERO + MINUTE,
            next_sample: SimTime::ZERO,
        }
    }

    /// The present instant.
    pub fn now(&self) -> SimTime {
        self.env.now
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.env.seed
    }

    /// How many pieces of work and inputs have been done since the start. With the time it names a moment exactly.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How many pieces of work have been done at the present instant.
    pub fn at_instant(&self) -> u64 {
        self.at_instant
    }

    /// What happened.
    pub fn trace(&self) -> &Trace {
        &self.env.trace
    }

    /// What happened, to change what is kept of it.
    pub fn trace_mut(&mut self) -> &mut Trace {
        &mut self.env.trace
    }

    /// The accounts of all messages.
    pub fn ledger(&self) -> &Ledger {
        &self.env.ledger
    }

    /// The wires.
    pub fn network(&self) -> &Network {
        &self.env.network
    }

    /// When the next work is due.
    pub fn next_due(&self) -> Option<SimTime> {
        self.env.agenda.next_due()
    }

    /// The nodes in the order of their numbers.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &N)> {
        self.nodes.iter().map(|(id, node)| (*id, node.as_ref()))
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> Option<&N> {
        self.nodes.get(&id).map(AsRef::as_ref)
    }

    /// What the world knows of a node.
    pub fn info(&self, id: NodeId) -> Option<&NodeInfo> {
        self.env.directory.get(&id)
    }

    /// The node of this name.
    pub fn find(&self, name: &str) -> Option<NodeId> {
        self.env
            .directory
            .iter()
            .find(|(_, info)| info.name.as_ref() == name)
            .map(|(id, _)| *id)
    }

    /// When a node of this kind and name was last removed, if one ever was.
    pub fn departed(&self, kind: &'static str, name: &str) -> Option<SimTime> {
        self.departed.get(&(kind, Rc::from(name))).copied()
    }

    /// Gives a node a tag, or takes it away (None). False when there is no such node.
    pub fn tag(&mut self, id: NodeId, key: &str, value: Option<&str>) -> bool {
        self.steps += 1;
        let change = |info: &mut NodeInfo| match value {
            Some(value) => drop(info.tags.insert(Rc::from(key), Rc::from(value))),
            None => drop(info.tags.remove(key)),
        };
        self.change_info(id, change).is_ok()
    }

    /// A node's present metrics.
    pub fn metrics(&self, id: NodeId) -> Option<Metrics> {
        let mut metrics = Metrics::default();
        self.node(id)?.metrics(self.now(), &mut metrics);
        Some(metrics)
    }

    /// A node's minute points.
    pub fn samples(&self, id: NodeId) -> Option<&Samples> {
        self.samples.get(&id)
    }

    /// The course of all metrics since the start, for charts.
    pub fn series(&self) -> &Series {
        &self.series
    }

    /// What was counted so far.
    pub fn meter(&self) -> &Meter {
        self.env.trace.meter()
    }

    /// How many messages are under way over wires to somebody who has not accepted them yet.
    pub fn on_the_way(&self, visit: &mut dyn FnMut(MessageId)) {
        for work in self.env.agenda.pending() {
            match work {
                Work::Request {
                    request: Request::Put { messages, .. },
                    ..
                } => messages.iter().for_each(|m| visit(m.id)),
                Work::Transfer { parcels, .. } => parcels.iter().for_each(|parcel| visit(parcel.message.id)),
                _ => {}
            }
        }
    }

    /// A copy to come back to: everything, but of the trace only the latest events.
    pub fn checkpoint(&self) -> World<N> {
        World {
            nodes: self.nodes.clone(),
            samples: self.samples.clone(),
            series: self.series.clone(),
            departed: self.departed.clone(),
            env: Env {
                now: self.env.now,
                seed: self.env.seed,
                agenda: self.env.agenda.clone(),
                trace: self.env.trace.with_tail(),
                network: self.env.network.clone(),
                ledger: self.env.ledger,
                directory: Rc::clone(&self.env.directory),
                next_call: self.env.next_call,
                answers: self.env.answers.clone(),
                effects: self.env.effects.clone(),
                tampered: self.env.tampered.clone(),
            },
            steps: self.steps,
            at_instant: self.at_instant,
            next_minute: self.next_minute,
            next_sample: self.next_sample,
        }
    }

    /// Acts on a node from outside, through its own methods, with all its hands. None when there is no such node.
    /// For the API front; counts as a step.
    pub fn poke<R>(&mut self, id: NodeId, act: impl FnOnce(&mut N, &mut Ctx<'_>) -> R) -> Option<R> {
        let node = self.nodes.get_mut(&id)?;
        self.steps += 1;
        let mut cx = Ctx {
            env: &mut self.env,
            me: id,
            cause: EventId(0),
        };
        Some(act(Rc::make_mut(node), &mut cx))
    }

    /// Whether the answer to such a call has come and was not taken yet.
    pub fn has_answer(&self, call: u64) -> bool {
        self.env.answers.contains_key(&call)
    }

    /// Takes the answer to a call that the person at the console began, once it has come.
    pub fn take_answer(&mut self, call: u64) -> Option<Response> {
        self.env.answers.remove(&call)
    }

    /// Moves the clock forward to `at` unless work is due before.
    pub fn wait_until(&mut self, at: SimTime) {
        if at > self.env.now && self.next_due().is_none_or(|due| due >= at) {
            self.sample_until(at);
            self.env.now = at;
            self.at_instant = 0;
        }
    }

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
            Input::Configure(id, settings) => {
                self.change_info(id, |info| info.settings = settings.clone())?;
                self.stimulate(id, Stimulus::Reconfigure(settings))?;
            }
            Input::Wire(id, link) => self.wire(id, link)?,
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

    fn change_info(&mut self, id: NodeId, change: impl FnOnce(&mut NodeInfo)) -> Result<(), InputError> {
        let directory = Rc::make_mut(&mut self.env.directory);
        directory.get_mut(&id).map(change).ok_or(InputError::NoNode(id))
    }

    fn wire(&mut self, id: WireId, link: Link) -> Result<(), InputError> {
        for (node, port) in [link.from, link.to] {
            let info = self.env.directory.get(&node).ok_or(InputError::NoNode(node))?;
            if usize::from(port) >= info.spec.ports.len() {
                return Err(InputError::NoPort(node, port));
            }
        }
        let ends = [link.from, link.to];
        let fresh = self.env.network.get(id).is_none();
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
                if holding.place != Held::Working {
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
        self.samples.remove(&id);
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

    /// Whether more has happened at this instant than [`World::INSTANT_LIMIT`].
    pub fn is_stuck(&self) -> bool {
        self.at_instant > Self::INSTANT_LIMIT
    }

    /// Lets time pass until `until`, doing at most `budget` pieces of work.
    pub fn advance(&mut self, until: SimTime, budget: u64) -> Advance {
        let mut steps = 0;
        while steps < budget {
            if self.is_stuck() {
                return Advance {
                    steps,
                    outcome: Outcome::ZeroDelayLoop,
                };
            }
            if !self.step(until) {
                self.wait_until(until);
                return Advance {
                    steps,
                    outcome: Outcome::Reached,
                };
            }
            steps += 1;
        }
        Advance {
            steps,
            outcome: Outcome::Budget,
        }
    }

    /// Does the next piece of work if it is due at `until` or before.
    #[inline]
    pub fn step(&mut self, until: SimTime) -> bool {
        let Some(due) = self.env.agenda.next_due().filter(|due| *due <= until) else {
            return false;
        };
        if due >= self.next_sample {
            self.sample_until(due);
        }
        let Some((time, cause, work)) = self.env.agenda.pop(until) else {
            return false;
        };
        self.steps += 1;
        if time > self.env.now {
            self.env.now = time;
            self.at_instant = 0;
        }
        self.at_instant += 1;
        let work = if self.env.tampered.is_empty() {
            work
        } else {
            match self.tampered(work, cause) {
                Some(work) => work,
                None => return true,
            }
        };
        let (id, stimulus) = match work {
            Work::Start(id) => (id, Stimulus::Start),
            Work::Request { to, from, request } => (to, Stimulus::Request { from, request }),
            Work::Response {
                to,
                call,
                wire,
                response,
            } => (to, Stimulus::Response { call, wire, response }),
            Work::HangUp { to, from } => (to, Stimulus::HungUp(from)),
            Work::Transfer { to, parcels } => (to, Stimulus::Transfer(parcels)),
            Work::Timer { node, timer } => (node, Stimulus::Timer(timer)),
        };
        match self.nodes.get_mut(&id) {
            Some(node) => Rc::make_mut(node).handle(
                stimulus,
                &mut Ctx {
                    env: &mut self.env,
                    me: id,
                    cause,
                },
            ),
            None => self.return_to_sender(id, stimulus, cause),
        }
        true
    }

    /// What was on its way to a node that is gone: messages are lost, callers learn that nobody is there.
    fn return_to_sender(&mut self, gone: NodeId, stimulus: Stimulus, cause: EventId) {
        let mut lose = |message: MessageId| {
            self.env.end(gone, message, Fate::Lost);
            self.env
                .trace
                .push(self.env.now, gone, message, Happening::Ended(Fate::Lost), None, cause);
        };
        match stimulus {
            Stimulus::Request { from, request } => {
                if let Request::Put { messages, .. } = &request {
                    messages.iter().for_each(|message| lose(message.id));
                }
                let work = Work::Response {
                    to: from.node,
                    call: from.call,
                    wire: from.wire,
                    response: Response::Unreachable,
                };
                self.env.agenda.push(self.env.now, super::Phase::Finish, 0, cause, work);
            }
            Stimulus::Transfer(parcels) => parcels.iter().for_each(|parcel| lose(parcel.message.id)),
            _ => {}
        }
    }

    /// Takes the points up to an instant: those of the charts, and each minute those of the nodes that emit any then
    /// (SQS-181).
    fn sample_until(&mut self, until: SimTime) {
        while self.next_sample <= until {
            let at = self.next_sample;
            if at == self.series.next() {
                self.series.take(at, &self.nodes);
            }
            if at == self.next_minute {
                self.next_minute = at + MINUTE;
                self.sample_minute(at);
            }
            self.next_sample = self.series.next().min(self.next_minute);
        }
    }

    fn sample_minute(&mut self, at: SimTime) {
        for (id, node) in &self.nodes {
            if node.emits_metrics(at) {
                let mut metrics = Metrics::default();
                node.metrics(at, &mut metrics);
                let values = metrics.0.into_iter().map(|(_, value)| value).collect();
                self.samples.entry(*id).or_default().push(Point { at, values });
            }
        }
    }
}
