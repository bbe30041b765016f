//! What a node can do while it handles a stimulus: its effects on the world.

mod calls;

use super::agenda::{Agenda, Phase, Work};
use super::effects::Effects;
use super::message::{Draft, Message, Response};
use super::metrics::{Ledger, Samples};
use super::network::Network;
use super::node::Timer;
use super::pool::Pools;
use super::recent::Recent;
use super::rule::Rule;
use super::settings::Terms;
use super::spec::{ChargeSpec, QuotaSpec};
use super::tamper::Tamper;
use super::trace::{EventId, Fate, Happening, Trace};
use super::world::NodeInfo;
use crate::base::{MessageId, NodeId, SimTime, WireId, fingerprint, mix};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The part of the world that is not nodes.
#[derive(Clone, Debug)]
pub(super) struct Env {
    pub now: SimTime,
    pub seed: u64,
    pub agenda: Agenda,
    pub trace: Trace,
    pub network: Network,
    pub ledger: Ledger,
    /// What was made last, for those who ask.
    pub recent: Recent,
    pub directory: Rc<BTreeMap<NodeId, NodeInfo>>,
    /// The minute points of each node.
    pub samples: BTreeMap<NodeId, Samples>,
    pub next_call: u64,
    pub answers: BTreeMap<u64, Response>,
    pub effects: Effects,
    /// What nodes draw from together.
    pub pools: Pools,
    /// Messages whose present or next hop goes wrong, by hand.
    pub tampered: BTreeMap<MessageId, Tamper>,
}

impl Env {
    /// A message meets its end at a node.
    #[inline]
    pub(super) fn end(&mut self, node: NodeId, message: MessageId, fate: Fate) {
        self.ledger.record(fate);
        self.trace.measure(|meter| meter.ended(node, message, fate));
    }

    /// Messages leave a node over a wire, perhaps for another region.
    #[inline]
    fn cross<'a>(&mut self, wire: WireId, from: NodeId, messages: impl Iterator<Item = &'a Message>) {
        if self.network.crosses(wire) {
            let bytes = messages.map(|message| message.draft.bytes()).sum();
            self.trace.measure(|meter| meter.crossed(from, bytes));
        }
    }
}

/// A node's hands. Everything that it does to the world goes through here and is ordered, traced and accounted for.
pub struct Ctx<'a> {
    pub(super) env: &'a mut Env,
    pub(super) me: NodeId,
    pub(super) cause: EventId,
}

impl Ctx<'_> {
    /// The present instant.
    #[inline]
    pub fn now(&self) -> SimTime {
        self.env.now
    }

    /// The node itself.
    pub fn me(&self) -> NodeId {
        self.me
    }

    /// The seed of the run.
    pub fn seed(&self) -> u64 {
        self.env.seed
    }

    /// What is known of a node; None when there is no such node (any more).
    pub fn info(&self, node: NodeId) -> Option<&NodeInfo> {
        self.env.directory.get(&node)
    }

    /// The wires at one of this node's ports, in the order of their numbers.
    pub fn wires(&self, port: u8) -> Vec<WireId> {
        self.env
            .directory
            .get(&self.me)
            .map_or_else(Vec::new, |info| info.wires_at(port).collect())
    }

    /// The node at the other end of a wire.
    pub fn peer(&self, wire: WireId) -> Option<NodeId> {
        self.env.network.get(wire).map(|link| link.peer_of(self.me))
    }

    /// What is set for the connection that a wire stands for; None when there is no such wire.
    pub fn terms(&self, wire: WireId) -> Option<&Terms> {
        self.env.network.get(wire).map(|link| &link.terms)
    }

    /// The node of this name and of one of these kinds. It may be gone or renamed at any time: look it up anew.
    pub fn find(&self, name: &str, kinds: &[&str]) -> Option<NodeId> {
        let fits = |info: &NodeInfo| info.name.as_ref() == name && kinds.contains(&info.spec.kind);
        let found = self.env.directory.iter().find(|(_, info)| fits(info));
        found.map(|(id, _)| *id)
    }

    /// The minute points of a node, the newest last: what CloudWatch knows of it.
    pub fn samples(&self, node: NodeId) -> Option<&Samples> {
        self.env.samples.get(&node)
    }

    /// Tells that something happened, because of what is being handled.
    #[inline]
    pub fn tell(&mut self, message: MessageId, what: Happening, rule: Option<&'static Rule>) -> EventId {
        let id = self
            .env
            .trace
            .push(self.env.now, self.me, message, what, rule, self.cause);
        if id.0 > 0 {
            self.cause = id;
        }
        id
    }

    /// Tells that something happened, because of an earlier event.
    #[inline]
    pub fn tell_because(
        &mut self,
        cause: EventId,
        message: MessageId,
        what: Happening,
        rule: Option<&'static Rule>,
    ) -> EventId {
        self.cause = cause;
        self.tell(message, what, rule)
    }

    /// The event that the next effect will name as its cause.
    pub fn cause(&self) -> EventId {
        self.cause
    }

    /// Names the cause of the next effect, for a node that does several independent things in one go.
    #[inline]
    pub fn because(&mut self, cause: EventId) {
        self.cause = cause;
    }

    /// Makes a message.
    pub fn make_message(&mut self, draft: Draft, parent: Option<&Message>) -> Rc<Message> {
        self.env.ledger.made += 1;
        let id = MessageId(self.env.ledger.made);
        let identity = draft
            .group
            .as_deref()
            .map_or_else(|| mix(u64::from(self.me.0) + 1), fingerprint);
        let message = Rc::new(Message {
            id,
            root: parent.map_or(id, |parent| parent.root),
            parent: parent.map_or(MessageId::NONE, |parent| parent.id),
            origin: self.me,
            created: self.env.now,
            begun: parent.map_or(self.env.now, |parent| parent.begun),
            tint: (identity >> 32) as u32,
            draft,
        });
        self.env.recent.add(&message);
        let parent = message.parent;
        self.tell(id, Happening::Made { parent }, None);
        self.env.trace.measure(|meter| meter.made(&message));
        message
    }

    /// Records the end of a message. Who ends it tells the event that says so.
    #[inline]
    pub fn end(&mut self, message: MessageId, fate: Fate) {
        self.env.end(self.me, message, fate);
    }

    /// Counts a call of an action of the node's API.
    #[inline]
    pub fn called(&mut self, action: &'static str) {
        let me = self.me;
        self.env.trace.measure(|meter| meter.called(me, action));
    }

    /// Bills so many units of something that costs money, one of the charges of the node's description.
    #[inline]
    pub fn charge(&mut self, charge: &'static ChargeSpec, units: u64) {
        let me = self.me;
        self.env.trace.measure(|meter| meter.charged(me, charge, units));
    }

    /// Tells how much of a quota is used or asked for, one of the quotas of the node's description. More than the limit
    /// means that it was asked for and not granted.
    #[inline]
    pub fn touch(&mut self, quota: &'static QuotaSpec, used: u64, limit: u64) {
        let (me, when) = (self.me, (self.env.now, self.cause));
        self.env
            .trace
            .measure(|meter| meter.touched(me, quota, (used, limit), when));
    }

    /// Whether work that came from `place` has had its effect on the outside world, by whichever node.
    pub fn effect_happened(&self, place: NodeId, root: MessageId) -> bool {
        self.env.effects.contains(place, root)
    }

    /// Work that came from `place` has its effect on the outside world. False when it had it before: a double effect.
    pub fn effect(&mut self, place: NodeId, root: MessageId) -> bool {
        self.env.effects.insert(place, root)
    }

    /// Sets an alarm, in the phase of things it belongs to.
    #[inline]
    pub fn wake(&mut self, at: SimTime, phase: Phase, timer: Timer) {
        let rank = if phase == Phase::Receives { self.me.0 } else { 0 };
        self.env.agenda.push(
            at.max(self.env.now),
            phase,
            rank,
            self.cause,
            Work::Timer { node: self.me, timer },
        );
    }
}
