//! Calls between nodes and their answers: over wires, where they take time and may be lost, and inside of AWS.

use super::Ctx;
use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId};
use crate::sim::agenda::{Phase, Work};
use crate::sim::message::{Message, Parcel, Request, Response};
use crate::sim::network::{CALL_TIMEOUT, Passage};
use crate::sim::node::Caller;
use crate::sim::trace::{Fate, Happening};
use std::rc::Rc;

/// When, among the things of one instant, a request is dealt with.
fn phase(request: &Request) -> Phase {
    match request {
        Request::Put { .. } => Phase::Sends,
        Request::Take { .. } => Phase::Receives,
        Request::Settle { .. } | Request::Object { .. } => Phase::Finish,
    }
}

impl Ctx<'_> {
    /// Calls the node at the other end of a wire. The answer comes as [`Stimulus::Response`](crate::sim::Stimulus::Response)
    /// with the number returned here; it always comes, if only as [`Response::Unreachable`] after the call timeout.
    pub fn call(&mut self, wire: WireId, request: Request) -> u64 {
        self.env.next_call += 1;
        let call = self.env.next_call;
        // A wire that is gone is a wire on which everything is lost.
        let (to, passage) = self.env.network.pass(wire, self.me).unwrap_or((self.me, Passage::Lost));
        let (at, phase, rank, work) = match passage {
            Passage::Arrives(span) => {
                let arrives = self.env.now + span;
                if let Request::Put { messages, .. } = &request {
                    self.depart(wire, arrives, messages.iter().map(Rc::as_ref));
                }
                let from = Caller {
                    node: self.me,
                    call,
                    wire,
                };
                let (phase, polls) = (phase(&request), matches!(request, Request::Take { .. }));
                let rank = if polls { self.me.0 } else { 0 };
                (arrives, phase, rank, Work::Request { to, from, request })
            }
            Passage::Lost => {
                self.lose(wire, &request);
                let lost = Work::Response {
                    to: self.me,
                    call,
                    wire,
                    response: Response::Unreachable,
                };
                (self.env.now + CALL_TIMEOUT, Phase::Finish, 0, lost)
            }
        };
        self.env.agenda.push(at, phase, rank, self.cause, work);
        call
    }

    /// Messages set out over a wire.
    fn depart<'m>(&mut self, wire: WireId, arrives: SimTime, messages: impl Iterator<Item = &'m Message> + Clone) {
        self.env.cross(wire, self.me, messages.clone());
        let (now, me, cause) = (self.env.now, self.me, self.cause);
        for message in messages {
            let what = Happening::Departed {
                wire,
                arrives,
                tint: message.tint,
            };
            self.env.trace.push(now, me, message.id, what, None, cause);
        }
    }

    /// A request is lost on its wire, and messages in it with it.
    fn lose(&mut self, wire: WireId, request: &Request) {
        let lost = Happening::LostOnWire { wire };
        match request {
            Request::Put { messages, .. } => {
                for message in messages {
                    self.env.end(self.me, message.id, Fate::Lost);
                    self.tell(message.id, lost, None);
                }
            }
            Request::Take { .. } | Request::Object { .. } => {
                self.tell(MessageId::NONE, lost, None);
            }
            Request::Settle { settlements, .. } => {
                for (handle, _) in settlements {
                    self.tell(handle.message, lost, None);
                }
            }
        }
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
        let phase = phase(&request);
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
                    let messages = deliveries.iter().map(|delivery| delivery.message.as_ref());
                    self.depart(to.wire, self.env.now + span, messages);
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
