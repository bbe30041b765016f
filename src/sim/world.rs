//! The world: nodes, wires, due work and the trace, as one value.

use super::agenda::{Agenda, Work};
use super::ctx::{Ctx, Env};
use super::message::{Message, Request, Response};
use super::meter::Meter;
use super::metrics::{Ledger, Metrics, Samples};
use super::network::{Network, Place};
use super::node::Kinds;
use super::series::Series;
use super::settings::Settings;
use super::spec::NodeSpec;
use super::trace::{EventId, Trace};
use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId};
use std::collections::BTreeMap;
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
    pub(super) wires: Vec<(u8, WireId)>,
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

/// The simulation as a value: cloning it is a snapshot, and two clones given the same inputs stay equal for ever.
#[derive(Clone, Debug)]
pub struct World<N> {
    pub(super) nodes: BTreeMap<NodeId, Rc<N>>,
    pub(super) series: Series,
    pub(super) departed: BTreeMap<(&'static str, Rc<str>), SimTime>,
    pub(super) env: Env,
    pub(super) steps: u64,
    pub(super) at_instant: u64,
    /// When the next minute point is due.
    pub(super) next_minute: SimTime,
    /// When the next point of either kind is due.
    pub(super) next_sample: SimTime,
}

/// How often metrics are emitted.
pub(super) const MINUTE: SimDuration = SimDuration::from_secs(60);

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
            recent: Default::default(),
            directory: Rc::default(),
            samples: BTreeMap::new(),
            next_call: 0,
            answers: BTreeMap::new(),
            effects: Default::default(),
            pools: Default::default(),
            tampered: BTreeMap::new(),
        };
        World {
            nodes: BTreeMap::new(),
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

    /// A message that was made not long ago, whether or not somebody holds it.
    pub fn recent(&self, id: MessageId) -> Option<&Rc<Message>> {
        self.env.recent.get(id)
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
        self.env.samples.get(&id)
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
            series: self.series.clone(),
            departed: self.departed.clone(),
            env: Env {
                now: self.env.now,
                seed: self.env.seed,
                agenda: self.env.agenda.clone(),
                trace: self.env.trace.with_tail(),
                network: self.env.network.clone(),
                ledger: self.env.ledger,
                recent: self.env.recent.with_tail(),
                directory: Rc::clone(&self.env.directory),
                samples: self.env.samples.clone(),
                next_call: self.env.next_call,
                answers: self.env.answers.clone(),
                effects: self.env.effects.clone(),
                pools: self.env.pools.clone(),
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
}
