//! Faults of a single message: what carries it over its present or next wire is lost, late, or comes twice.

use super::agenda::{Phase, Work};
use super::message::{Message, Request, Response, Settlement};
use super::network::CALL_TIMEOUT;
use super::node::{Caller, Kinds};
use super::trace::{EventId, Fate, Happening};
use super::world::World;
use crate::base::{MessageId, NodeId, SimDuration, WireId};
use smallvec::smallvec;
use std::rc::Rc;

/// What becomes of the hop on which a message is, or else of its next one. A hop is a send on its way to whoever
/// accepts it, or a delivery on its way to a consumer; a whole batch travels together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tamper {
    /// It never arrives. Its sender waits in vain, as on a wire that loses things.
    Drop,
    /// It arrives twice. A send is accepted a second time as another message with the same root, as after a retry that
    /// was not needed; a delivery leaves the message where it is, so that someone gets it again.
    Duplicate,
    /// It takes so much longer.
    Delay(SimDuration),
}

impl<N: Kinds> World<N> {
    /// Lets a mark show itself on work that is due: gives back what is done now, if anything.
    pub(super) fn tampered(&mut self, work: Work, cause: EventId) -> Option<Work> {
        let mark = carried(&work)
            .into_iter()
            .find_map(|message| Some((message, self.env.tampered.remove(&message)?)));
        let Some((message, mark)) = mark else {
            return Some(work);
        };
        match mark {
            Tamper::Delay(span) => {
                self.delay(work, span, cause);
                None
            }
            Tamper::Drop => {
                self.drop_hop(work, message, cause);
                None
            }
            Tamper::Duplicate => {
                self.duplicate(&work, message, cause);
                Some(work)
            }
        }
    }

    /// The token sets out again and is longer on its way.
    fn delay(&mut self, work: Work, span: SimDuration, cause: EventId) {
        let arrives = self.env.now + span;
        let phase = match &work {
            Work::Request { .. } => Phase::Sends,
            _ => Phase::Finish,
        };
        if let Some((from, wire)) = self.hop(&work) {
            for (message, tint) in tokens(&work) {
                let what = Happening::Departed { wire, arrives, tint };
                self.env.trace.push(self.env.now, from, message, what, None, cause);
            }
        }
        self.env.agenda.push(arrives, phase, 0, cause, work);
    }

    fn drop_hop(&mut self, work: Work, message: MessageId, cause: EventId) {
        let Some((from, wire)) = self.hop(&work) else { return };
        let (to, call) = match &work {
            Work::Request { from, .. } => {
                for message in carried(&work) {
                    self.env.ledger.record(Fate::Lost);
                    let what = Happening::LostOnWire { wire };
                    self.env.trace.push(self.env.now, from.node, message, what, None, cause);
                }
                (from.node, from.call)
            }
            Work::Response { to, call, .. } => {
                let what = Happening::AnswerLost { wire };
                self.env.trace.push(self.env.now, from, message, what, None, cause);
                (*to, *call)
            }
            _ => return,
        };
        let lost = Work::Response {
            to,
            call,
            wire,
            response: Response::Unreachable,
        };
        self.env
            .agenda
            .push(self.env.now + CALL_TIMEOUT, Phase::Finish, 0, cause, lost);
    }

    fn duplicate(&mut self, work: &Work, message: MessageId, cause: EventId) {
        let now = self.env.now;
        self.env.next_call += 1;
        let call = self.env.next_call;
        match work {
            Work::Request {
                to,
                from,
                request: Request::Put { messages, awaits, .. },
            } => {
                let Some(original) = messages.iter().find(|known| known.id == message) else {
                    return;
                };
                self.env.ledger.made += 1;
                let copy = Message {
                    id: MessageId(self.env.ledger.made),
                    parent: original.id,
                    ..original.as_ref().clone()
                };
                let cause = self.env.trace.push(
                    now,
                    from.node,
                    copy.id,
                    Happening::Made { parent: original.id },
                    None,
                    cause,
                );
                let what = Happening::Departed {
                    wire: from.wire,
                    arrives: now,
                    tint: copy.tint,
                };
                self.env.trace.push(now, from.node, copy.id, what, None, cause);
                let again = Work::Request {
                    to: *to,
                    from: Caller { call, ..*from },
                    request: Request::Put {
                        messages: smallvec![Rc::new(copy)],
                        batch: false,
                        awaits: *awaits,
                    },
                };
                self.env.agenda.push(now, Phase::Sends, 0, cause, again);
            }
            Work::Response {
                to,
                wire,
                response: Response::Took(deliveries),
                ..
            } => {
                let Some(delivery) = deliveries.iter().find(|known| known.message.id == message) else {
                    return;
                };
                let from = Caller {
                    node: *to,
                    call,
                    wire: *wire,
                };
                let request = Request::Settle {
                    settlements: smallvec![(delivery.handle, Settlement::Extend(SimDuration::ZERO))],
                    batch: false,
                };
                let again = Work::Request {
                    to: delivery.handle.holder,
                    from,
                    request,
                };
                self.env.agenda.push(now, Phase::Finish, 0, cause, again);
            }
            _ => {}
        }
    }

    /// Who sent what is under way, and over which wire.
    fn hop(&self, work: &Work) -> Option<(NodeId, WireId)> {
        match work {
            Work::Request { from, .. } => Some((from.node, from.wire)),
            Work::Response { to, wire, .. } => Some((self.env.network.get(*wire)?.peer_of(*to), *wire)),
            _ => None,
        }
    }
}

/// The messages that travel with a piece of work, with their tints.
fn tokens(work: &Work) -> Vec<(MessageId, u32)> {
    match work {
        Work::Request {
            request: Request::Put { messages, .. },
            ..
        } => messages.iter().map(|message| (message.id, message.tint)).collect(),
        Work::Response {
            response: Response::Took(deliveries),
            ..
        } => deliveries
            .iter()
            .map(|delivery| (delivery.message.id, delivery.message.tint))
            .collect(),
        _ => Vec::new(),
    }
}

fn carried(work: &Work) -> Vec<MessageId> {
    tokens(work).into_iter().map(|(message, _)| message).collect()
}
