//! The meter: what a run did so far, counted as it happens. It is a part of the world, so it is exact at every moment that
//! one can travel to, and it adds nothing to the trace.

mod histogram;
mod identities;
mod live;
mod node;
mod order;

pub use histogram::Histogram;
pub use identities::{Identities, Identity};
pub use node::{Called, Charged, NodeMeter, Refused, Tally, Touched};

use super::message::Message;
use super::spec::{ChargeSpec, NodeSpec, QuotaSpec};
use super::trace::{Event, EventId, Fate, Happening};
use crate::base::{MessageId, NodeId, SimTime, WireId};
use live::{Live, Underway};
use order::Order;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What was counted on one wire.
#[derive(Clone, Debug, Default)]
pub struct WireMeter {
    /// Time on the way, of messages in either direction of calls.
    pub travel: Histogram,
    /// Requests and answers that were lost.
    pub lost: u64,
}

/// Counts and times of a run up to the present.
///
/// *End to end* is the time from the making of a piece of work (its root message) to its first effect at its last
/// station: a worker from whose message nothing further was made. Messages that were ended before their work succeeded
/// have no such time. An effect is *reordered* when a younger message of the same group (without a group: of the same
/// producer) that was handed out by the same node has had its effect already.
///
/// Each event costs a few lookups and, in the steady state, no memory: what is kept for a message goes with its fate.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    nodes: BTreeMap<NodeId, Rc<NodeMeter>>,
    wires: BTreeMap<WireId, Rc<WireMeter>>,
    end_to_end: Histogram,
    live: Live,
    order: Order,
    at_work: BTreeMap<(NodeId, MessageId), SimTime>,
    identities: Identities,
}

impl Meter {
    /// The nodes that are or were there, in the order of their numbers.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &NodeMeter)> {
        self.nodes.iter().map(|(id, node)| (*id, node.as_ref()))
    }

    /// A node's counts.
    pub fn node(&self, id: NodeId) -> Option<&NodeMeter> {
        self.nodes.get(&id).map(AsRef::as_ref)
    }

    /// The wires that carried or lost anything.
    pub fn wires(&self) -> impl Iterator<Item = (WireId, &WireMeter)> {
        self.wires.iter().map(|(id, wire)| (*id, wire.as_ref()))
    }

    /// Time from end to end, over all nodes.
    pub fn end_to_end(&self) -> &Histogram {
        &self.end_to_end
    }

    /// A count over all nodes.
    pub fn total(&self, tally: Tally) -> u64 {
        self.nodes.values().map(|node| node.count(tally)).sum()
    }

    /// Whom the colours and shapes of messages stand for, in the order in which they were first seen.
    pub fn identities(&self) -> &[Identity] {
        self.identities.seen()
    }

    /// How many messages the meter remembers, for tests of its memory.
    pub fn remembered(&self) -> u64 {
        self.live.len()
    }

    /// A node is added.
    pub(super) fn add(&mut self, id: NodeId, spec: &'static NodeSpec, name: Rc<str>, at: SimTime) {
        self.nodes.insert(id, Rc::new(NodeMeter::new(spec, name, at)));
    }

    /// A node gets another name.
    pub(super) fn rename(&mut self, id: NodeId, name: Rc<str>) {
        self.at(id, |node| node.name = name);
    }

    /// A node is removed. What it did and cost stays counted.
    pub(super) fn remove(&mut self, id: NodeId, at: SimTime) {
        self.at_work.retain(|(node, _), _| *node != id);
        self.at(id, |node| node.until = Some(at));
    }

    /// A message is made, from `parent` if it has one.
    #[inline]
    pub(super) fn made(&mut self, message: &Message) {
        self.identities.made(message);
        if message.parent != MessageId::NONE
            && let Some(parent) = self.live.get_mut(message.parent)
            && parent.origin != message.origin
        {
            parent.forwarded = true;
        }
        self.live.insert(
            message.id,
            Underway {
                begun: message.begun,
                root: message.root,
                stored: SimTime::NEVER,
                holder: message.origin,
                tint: message.tint,
                origin: message.origin,
                forwarded: false,
            },
        );
    }

    /// A message meets its fate at a node.
    #[inline]
    pub(super) fn ended(&mut self, node: NodeId, message: MessageId, fate: Fate) {
        self.live.remove(message);
        self.at(node, |node| node.end(fate));
    }

    /// A call of an action.
    #[inline]
    pub(super) fn called(&mut self, node: NodeId, action: &'static str) {
        self.at(node, |node| node.call(action));
    }

    /// Something that costs money is used.
    #[inline]
    pub(super) fn charged(&mut self, node: NodeId, spec: &'static ChargeSpec, units: u64) {
        self.at(node, |node| node.charge(spec, units));
    }

    /// So many bytes of messages leave a node for another region.
    pub(super) fn crossed(&mut self, node: NodeId, bytes: u64) {
        self.at(node, |node| node.crossed += bytes);
    }

    /// A quota is used.
    #[inline]
    pub(super) fn touched(
        &mut self,
        node: NodeId,
        spec: &'static QuotaSpec,
        use_: (u64, u64),
        when: (SimTime, EventId),
    ) {
        let (used, limit) = use_;
        let exceeded = u64::from(used > limit);
        self.at(node, |node| {
            node.touch(Touched {
                spec,
                used,
                limit,
                at: when.0,
                event: when.1,
                exceeded,
            });
        });
    }

    /// Something happened.
    #[inline]
    pub(super) fn follow(&mut self, event: &Event) {
        let tally = match event.what {
            Happening::Made { .. } => Tally::Made,
            Happening::Departed { wire, arrives, .. } => {
                self.wire(wire).travel.record(arrives.since(event.at));
                return;
            }
            Happening::LostOnWire { wire } => {
                self.wire(wire).lost += 1;
                Tally::RequestsLost
            }
            Happening::AnswerLost { wire } => {
                self.wire(wire).lost += 1;
                Tally::AnswersLost
            }
            Happening::Stored { .. } => {
                if let Some(message) = self.live.get_mut(event.message) {
                    message.stored = event.at;
                }
                Tally::Accepted
            }
            Happening::Received { receives, .. } => return self.received(event, receives),
            Happening::Refused { code } => return self.at(event.node, |node| node.refuse(code, event.id, event.at)),
            Happening::WorkBegan { .. } => {
                self.at_work.insert((event.node, event.message), event.at);
                return;
            }
            Happening::WorkDone { again } => return self.done(event, again),
            Happening::WorkSkipped => self.put_down(event, Tally::Skipped),
            Happening::WorkFailed => self.put_down(event, Tally::Failed),
            Happening::WorkAbandoned => self.put_down(event, Tally::Abandoned),
            Happening::VisibleAgain { .. } => Tally::VisibleAgain,
            Happening::Deduplicated { .. } => Tally::Deduplicated,
            Happening::Moved { .. } => Tally::Moved,
            Happening::Redriven { .. } => Tally::Redriven,
            Happening::Answered { messages: 0 } => Tally::EmptyReceives,
            _ => return,
        };
        self.at(event.node, |node| node.add(tally));
    }

    fn received(&mut self, event: &Event, receives: u32) {
        let mut waited = None;
        if let Some(message) = self.live.get_mut(event.message) {
            message.holder = event.node;
            if message.stored != SimTime::NEVER {
                waited = Some(event.at.since(message.stored));
                message.stored = SimTime::NEVER;
            }
        }
        self.at(event.node, |node| {
            node.add(Tally::Received);
            if receives > 1 {
                node.add(Tally::Redelivered);
            }
            if let Some(waited) = waited {
                node.waiting.record(waited);
            }
        });
    }

    fn done(&mut self, event: &Event, again: bool) {
        let began = self.at_work.remove(&(event.node, event.message));
        let underway = self.live.get(event.message).copied().filter(|_| !again);
        let age = underway.map(|message| event.at.since(message.begun));
        let reordered = underway.is_some_and(|message| {
            if !message.forwarded {
                self.end_to_end.record(event.at.since(message.begun));
            }
            self.order.effect(message.holder, message.tint, message.root)
        });
        self.at(event.node, |node| {
            node.add(if again { Tally::Duplicates } else { Tally::Effects });
            if reordered {
                node.add(Tally::Reordered);
            }
            if let Some(began) = began {
                node.working.record(event.at.since(began));
            }
            if let Some(age) = age {
                node.age.record(age);
            }
        });
    }

    fn put_down(&mut self, event: &Event, tally: Tally) -> Tally {
        self.at_work.remove(&(event.node, event.message));
        tally
    }

    #[inline]
    fn at(&mut self, id: NodeId, change: impl FnOnce(&mut NodeMeter)) {
        if let Some(node) = self.nodes.get_mut(&id) {
            change(Rc::make_mut(node));
        }
    }

    fn wire(&mut self, id: WireId) -> &mut WireMeter {
        Rc::make_mut(self.wires.entry(id).or_default())
    }
}
