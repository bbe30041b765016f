//! What a node can do while it handles a stimulus: its effects on the world.

use super::agenda::{Agenda, Phase, Work};
use super::effects::Effects;
use super::message::{Draft, Message, Parcel, Request, Response};
use super::metrics::{Ledger, Samples};
use super::network::{CALL_TIMEOUT, Network, Passage};
use super::node::{Caller, Timer};
use super::pool::Pools;
use super::recent::Recent;
use super::rule::Rule;
use super::settings::Terms;
use super::spec::{ChargeSpec, QuotaSpec};
use super::tamper::Tamper;
use super::trace::{EventId, Fate, Happening, Trace};
use super::world::NodeInfo;
use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId, fingerprint, mix};
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

    /// Calls the node at the other end of a wire. The answer comes as [`Stimulus::Response`](super::Stimulus::Response)
    /// with the number returned here; it always comes, if only as [`Response::Unreachable`] after the call timeout.
    pub fn call(&mut self, wire: WireId, request: Request) -> u64 {
        self.env.next_call += 1;
        let call = self.env.next_call;
        // A wire that is gone is a wire on which everything is lost.
        let (to, passage) = self.env.network.pass(wire, self.me).unwrap_or((self.me, Passage::Lost));
        let from = Caller {
            node: self.me,
            call,
            wire,
        };
        match passage {
            Passage::Arrives(span) => {
                let arrives = self.env.now + span;
                let cause = self.cause;
                let (phase, rank) = match &request {
                    Request::Put { messages, .. } => {
                        self.env.cross(wire, self.me, messages.iter().map(Rc::as_ref));
                        for message in messages {
                            self.env.trace.push(
                                self.env.now,
                                self.me,
                                message.id,
                                Happening::Departed {
                                    wire,
                                    arrives,
                                    tint: message.tint,
                                },
                                None,
                                cause,
                            );
                        }
                        (Phase::Sends, 0)
                    }
                    Request::Take { .. } => (Phase::Receives, self.me.0),
                    Request::Settle { .. } | Request::Object { .. } => (Phase::Finish, 0),
                };
                self.env
                    .agenda
                    .push(arrives, phase, rank, cause, Work::Request { to, from, request });
            }
            Passage::Lost => {
                match &request {
                    Request::Put { messages, .. } => {
                        for message in messages {
                            self.env.end(self.me, message.id, Fate::Lost);
                            self.tell(message.id, Happening::LostOnWire { wire }, None);
                        }
                    }
                    Request::Take { .. } | Request::Object { .. } => {
                        self.tell(MessageId::NONE, Happening::LostOnWire { wire }, None);
                    }
                    Request::Settle { settlements, .. } => {
                        for (handle, _) in settlements {
                            self.tell(handle.message, Happening::LostOnWire { wire }, None);
                        }
                    }
                }
                let lost = Work::Response {
                    to: self.me,
                    call,
                    wire,
                    response: Response::Unreachable,
                };
                self.env
                    .agenda
                    .push(self.env.now + CALL_TIMEOUT, Phase::Finish, 0, self.cause, lost);
            }
        }
        call
    }

    /// Calls a node that this one has a reference to and no wire: inside of AWS, at once. The answer comes as for
    /// [`Ctx::call`], from the wire [`Caller::INSIDE`]; when the node is gone, its messages are lost and the answer is
    /// [`Response::Unreachable`].
    pub fn ask(&mut self, to: NodeId, request: Request) -> u64 {
        self.env.next_call += 1;
        let from = Caller {
            node: self.me,
            call: self.env.next_call,
            wire: Caller::INSIDE,
        };
        if let Request::Put { messages, .. } = &request {
            for message in messages {
                let tint = message.tint;
                let moved = Happening::Moved { to, tint };
                self.env
                    .trace
                    .push(self.env.now, self.me, message.id, moved, None, self.cause);
            }
        }
        let phase = match &request {
            Request::Put { .. } => Phase::Sends,
            Request::Take { .. } => Phase::Receives,
            Request::Settle { .. } | Request::Object { .. } => Phase::Finish,
        };
        let work = Work::Request { to, from, request };
        self.env.agenda.push(self.env.now, phase, 0, self.cause, work);
        from.call
    }

    /// A caller that stands for the person at the console. Its answer is kept by the world until it is taken.
    pub fn operator(&mut self) -> Caller {
        self.env.next_call += 1;
        Caller {
            node: NodeId::OPERATOR,
            call: self.env.next_call,
            wire: Caller::INSIDE,
        }
    }

    /// Answers a call.
    pub fn reply(&mut self, to: Caller, response: Response) {
        if to.node == NodeId::OPERATOR {
            self.env.answers.insert(to.call, response);
            return;
        }
        let cause = self.cause;
        let passage = if to.wire == Caller::INSIDE {
            Passage::Arrives(SimDuration::ZERO)
        } else {
            let passed = self.env.network.pass(to.wire, self.me);
            passed.map_or(Passage::Lost, |(_, passage)| passage)
        };
        let (delay, response) = match passage {
            Passage::Arrives(span) => {
                if let Response::Took(deliveries) = &response
                    && to.wire != Caller::INSIDE
                {
                    let arrives = self.env.now + span;
                    let messages = deliveries.iter().map(|delivery| delivery.message.as_ref());
                    self.env.cross(to.wire, self.me, messages);
                    for delivery in deliveries {
                        let what = Happening::Departed {
                            wire: to.wire,
                            arrives,
                            tint: delivery.message.tint,
                        };
                        self.env
                            .trace
                            .push(self.env.now, self.me, delivery.message.id, what, None, cause);
                    }
                }
                (span, response)
            }
            Passage::Lost => {
                self.tell(MessageId::NONE, Happening::AnswerLost { wire: to.wire }, None);
                (CALL_TIMEOUT, Response::Unreachable)
            }
        };
        let work = Work::Response {
            to: to.node,
            call: to.call,
            wire: to.wire,
            response,
        };
        self.env
            .agenda
            .push(self.env.now + delay, Phase::Finish, 0, cause, work);
    }

    /// Tells the other side of a wire that the answer to a call is not awaited any more.
    pub fn hang_up(&mut self, wire: WireId, call: u64) {
        let from = Caller {
            node: self.me,
            call,
            wire,
        };
        if let Some(to) = self.peer(wire) {
            self.env
                .agenda
                .push(self.env.now, Phase::Finish, 0, self.cause, Work::HangUp { to, from });
        }
    }

    /// Hands messages over inside the service, at this instant. False, and nothing done, when the node is gone.
    pub fn transfer(&mut self, to: NodeId, parcels: Vec<Parcel>) -> bool {
        if !self.env.directory.contains_key(&to) {
            return false;
        }
        self.env.agenda.push(
            self.env.now,
            Phase::Finish,
            0,
            self.cause,
            Work::Transfer { to, parcels },
        );
        true
    }
}
