//! "Why isn't it delivered?": what the holder of a message says, joined with what only the world knows: who is wired to
//! it, who asks, and who has it in hand.

use super::run::Session;
use super::view::RuleRef;
use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{Flow, Happening, Inquiry, Kinds, Message, Place, Speaks, Standing};
use std::rc::Rc;

/// More consumers than this are counted, not named.
const NAMED: usize = 6;

/// One reason, as a sentence.
#[derive(Clone, PartialEq, Debug)]
pub struct Reason {
    /// The node that gives it.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// One sentence; about the message where `node` holds it, else what `node` does.
    pub text: String,
    /// The rule that says so.
    pub rule: Option<RuleRef>,
    /// The message in the way, or [`MessageId::NONE`].
    pub blocker: MessageId,
}

/// Where a message is, and why it is not delivered.
#[derive(Clone, PartialEq, Debug)]
pub struct Whereabouts {
    /// Its holder.
    pub node: NodeId,
    /// `in flight in orders`.
    pub state: String,
    /// When this ends by itself.
    pub until: Option<SimTime>,
    /// The holder's own reason first.
    pub reasons: Vec<Reason>,
}

impl Session {
    /// Where a message is and what keeps it there. None when nobody holds it: it is on a wire or has met its fate.
    pub fn whereabouts(&self, message: MessageId) -> Option<Whereabouts> {
        let (node, standing) = self.holder(message)?;
        let place = match standing.place {
            Place::Waiting => "waiting in",
            Place::InFlight => "in flight in",
            Place::Delayed => "delayed in",
            Place::Ghost => "deleted, but one copy is left in",
            Place::Outbox => "to be sent by",
            Place::Working => "in the hands of",
            Place::Kept => "received by",
        };
        let state = format!("{place} {}", self.name_of(node));
        let until = standing.until;
        let reasons = self.reasons(node, message, &standing);
        Some(Whereabouts {
            node,
            state,
            until,
            reasons,
        })
    }

    /// The message itself, where its holder has it.
    pub fn held_message(&self, message: MessageId) -> Option<Rc<Message>> {
        self.holder(message)?.1.message
    }

    /// The node that holds a message; a consumer that works on a copy only when nobody else has it.
    fn holder(&self, message: MessageId) -> Option<(NodeId, Standing)> {
        let mut copy = None;
        for (id, _) in self.timeline.world().nodes() {
            match self.ask(id, message) {
                Some(standing) if !standing.place.is_home() => copy = copy.or(Some((id, standing))),
                Some(standing) => return Some((id, standing)),
                None => {}
            }
        }
        copy
    }

    fn ask(&self, node: NodeId, message: MessageId) -> Option<Standing> {
        let world = self.timeline.world();
        let name = |id: NodeId| self.name_of(id);
        world.node(node)?.explain(Inquiry {
            now: world.now(),
            message,
            name: &name,
        })
    }

    /// Why a node does what it does now, and doesn't do what one may be waiting for. Empty for kinds of which nobody asks
    /// that.
    pub fn why(&self, node: NodeId) -> Vec<Reason> {
        let world = self.timeline.world();
        let said = world.node(node).map(|kind| kind.reasons(world.now()));
        let said = said.unwrap_or_default().into_iter();
        said.map(|asking| self.said(node, asking.text, asking.rule.map(RuleRef)))
            .collect()
    }

    fn reasons(&self, node: NodeId, message: MessageId, standing: &Standing) -> Vec<Reason> {
        let mut reasons = vec![self.reason(node, standing)];
        if let Some(blocker) = standing.blocker.filter(|_| standing.place == Place::Waiting) {
            reasons.extend(self.hands(blocker));
        }
        match standing.place {
            Place::InFlight if self.hands_out(node) => reasons.extend(self.in_whose_hands(node, message)),
            Place::Waiting if standing.open => reasons.extend(self.consumers(node)),
            _ => {}
        }
        let retention = self.rule_of(node, "SQS-041").filter(|_| standing.place != Place::Ghost);
        if let (Some(expires), Some(rule)) = (standing.expires, retention) {
            let text = format!("If nobody deletes it before, its retention ends at {expires} and it is gone.");
            reasons.push(self.said(node, text, Some(rule)));
        }
        reasons
    }

    fn reason(&self, node: NodeId, standing: &Standing) -> Reason {
        Reason {
            blocker: standing.blocker.unwrap_or(MessageId::NONE),
            ..self.said(node, standing.text.clone(), standing.rule.map(RuleRef))
        }
    }

    fn said(&self, node: NodeId, text: String, rule: Option<RuleRef>) -> Reason {
        Reason {
            node,
            name: self.name_of(node),
            text,
            rule,
            blocker: MessageId::NONE,
        }
    }

    /// A rule that a node's kind follows.
    fn rule_of(&self, node: NodeId, id: &str) -> Option<RuleRef> {
        let rules = self.timeline.world().info(node)?.spec.rules;
        rules.iter().find(|rule| rule.id == id).map(RuleRef)
    }

    /// Whether consumers fetch messages from a node, rather than that it works on them itself.
    fn hands_out(&self, node: NodeId) -> bool {
        let info = self.timeline.world().info(node);
        info.is_some_and(|info| {
            info.spec
                .ports
                .iter()
                .any(|port| (port.flow, port.speaks) == (Flow::Out, Speaks::Take))
        })
    }

    /// What consumers do with a message that somebody else is blocked by.
    fn hands(&self, message: MessageId) -> Vec<Reason> {
        let world = self.timeline.world();
        let working = |(id, _): (NodeId, &_)| {
            let standing = self
                .ask(id, message)
                .filter(|standing| standing.place == Place::Working)?;
            let mut reason = self.reason(id, &standing);
            // "it" would be the message that was asked about.
            reason.text = reason.text.replacen(" it", &format!(" {message}"), 1);
            Some(reason)
        };
        world.nodes().filter_map(working).take(NAMED).collect()
    }

    fn in_whose_hands(&self, node: NodeId, message: MessageId) -> Vec<Reason> {
        let world = self.timeline.world();
        let working = |(id, _): (NodeId, &_)| {
            let standing = self
                .ask(id, message)
                .filter(|standing| standing.place == Place::Working)?;
            Some(self.reason(id, &standing))
        };
        let hands: Vec<Reason> = world.nodes().filter_map(working).take(NAMED).collect();
        if !hands.is_empty() {
            return hands;
        }
        vec![self.last_hands(node, message)]
    }

    /// Nobody has it in hand: what the last one did with it, where the trail of the message tells.
    fn last_hands(&self, node: NodeId, message: MessageId) -> Reason {
        let now = self.now();
        let trail = self
            .track
            .events
            .iter()
            .rev()
            .filter(|event| event.message == message && event.at <= now);
        let told = trail
            .take_while(|event| !matches!(event.what, Happening::Received { .. }))
            .find_map(|event| {
                let text = match event.what {
                    Happening::WorkFailed => format!("failed on it at {} and leaves it to the timeout.", event.at),
                    Happening::WorkAbandoned => format!("crashed at {} with it in hand.", event.at),
                    Happening::WorkDone { .. } | Happening::WorkSkipped => {
                        format!("was done with it at {}, but its delete did not count.", event.at)
                    }
                    Happening::Departed { wire, arrives, .. } if arrives >= now => {
                        let to = self.timeline.world().network().get(wire)?.peer_of(event.node);
                        return Some(self.said(to, format!("gets it at {arrives}."), None));
                    }
                    _ => return None,
                };
                Some(self.said(event.node, text, self.rule_of(node, "SQS-083")))
            });
        told.unwrap_or_else(|| {
            let text = "No worker has it in hand: it was received from the console, is on its way to the worker, or its \
                        worker failed, crashed or forgot to delete it.";
            self.said(node, text.to_string(), self.rule_of(node, "SQS-083"))
        })
    }

    /// Who could ask for what waits at a node, and whether they do.
    fn consumers(&self, node: NodeId) -> Vec<Reason> {
        let world = self.timeline.world();
        let Some(info) = world.info(node) else {
            return Vec::new();
        };
        let outs = (0u8..).zip(info.spec.ports);
        let outs = outs.filter(|(_, port)| port.flow == Flow::Out && port.speaks == Speaks::Take);
        let wires: Vec<_> = outs.flat_map(|(port, _)| info.wires_at(port)).collect();
        if wires.is_empty() {
            let text = "Nobody is wired to it. Draw a wire from its output to a worker.".to_string();
            return vec![self.said(node, text, None)];
        }
        let more = wires.len().saturating_sub(NAMED);
        let mut reasons: Vec<Reason> = Vec::new();
        for wire in wires.into_iter().take(NAMED) {
            let Some(link) = world.network().get(wire) else {
                continue;
            };
            let peer = link.peer_of(node);
            if !link.on {
                reasons.push(self.said(peer, "is cut off: its wire carries nothing.".to_string(), None));
            } else if let Some(asking) = world.node(peer).and_then(|peer| peer.asking(world.now(), wire)) {
                reasons.push(self.said(peer, asking.text, asking.rule.map(RuleRef)));
            }
        }
        if more > 0 {
            reasons.push(self.said(node, format!("And {more} more consumers are wired to it."), None));
        }
        reasons
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Action;
    use crate::session::tests::example_at as at;

    fn texts(found: &Whereabouts) -> Vec<String> {
        let text = |reason: &Reason| format!("{} {}", reason.name, reason.text);
        found.reasons.iter().map(text).collect()
    }

    #[test]
    fn a_blocked_message_names_the_one_in_flight_and_the_worker_that_has_it() {
        // SQS-138: thirty messages of three groups; at 1 s each worker has the first of a group, for 2 s.
        let session = at("fifo-groups", 1);
        let found = session.whereabouts(MessageId(4)).expect("it waits");
        assert_eq!(found.state, "waiting in orders.fifo");
        assert_eq!(
            found.reasons[0].text,
            "Its group customer-0 is blocked: m-1 is in flight until 0:00:30.000."
        );
        assert_eq!(found.reasons[0].rule.map(|rule| rule.0.id), Some("SQS-138"));
        assert_eq!(found.reasons[0].blocker, MessageId(1));
        assert_eq!(texts(&found)[1], "worker-a works on m-1 until 0:00:02.000.");
    }

    #[test]
    fn a_message_in_flight_names_who_has_it() {
        let session = at("fifo-groups", 1);
        let found = session.whereabouts(MessageId(1)).expect("it is in flight");
        assert_eq!(found.state, "in flight in orders.fifo");
        assert_eq!(texts(&found)[1], "worker-a works on it until 0:00:02.000.");
        let last = found.reasons.last().and_then(|reason| reason.rule);
        assert_eq!(
            last.map(|rule| rule.0.id),
            Some("SQS-041"),
            "retention is the end of all"
        );
    }

    #[test]
    fn a_message_that_a_worker_failed_on_says_so() {
        let mut session = at("dlq-and-redrive", 6);
        session.dispatch(Action::Focus(crate::session::Focus {
            message: MessageId(5),
            ..Default::default()
        }));
        let found = session.whereabouts(MessageId(5)).expect("it is in flight");
        assert_eq!(
            texts(&found)[1],
            "worker failed on it at 0:00:05.000 and leaves it to the timeout."
        );
    }

    #[test]
    fn a_message_that_only_waits_names_every_consumer_and_what_it_does() {
        let mut session = at("fifo-groups", 1);
        let worker = session.scenario().find("worker-b").expect("a worker");
        session.dispatch(Action::Run("fail worker-b".to_string()));
        let now = session.now();
        session.dispatch(Action::Seek(now + crate::base::SimDuration::from_secs(32)));
        let orders = session.scenario().find("orders.fifo").expect("the queue");
        let waiting = session.peek(orders, Some(Place::Waiting), "", 100).rows;
        for row in waiting {
            let found = session.whereabouts(row.id).expect("it waits");
            let open = found.reasons.iter().any(|reason| reason.node == worker);
            let blocked = found.reasons[0].blocker != MessageId::NONE;
            assert!(open || blocked, "{:?}", texts(&found));
        }
    }

    #[test]
    fn without_a_wire_it_says_that_nobody_asks() {
        let mut session = at("decoupling", 0);
        let wires: Vec<_> = session.scenario().wires.keys().copied().collect();
        session.dispatch(Action::Select(crate::session::Selection {
            wires: wires.into_iter().skip(1).collect(),
            ..Default::default()
        }));
        session.dispatch(Action::DeleteSelection);
        session.dispatch(Action::Seek(SimTime::from_secs(5)));
        let found = session.whereabouts(MessageId(2)).expect("it waits");
        assert!(
            texts(&found)[1].contains("Nobody is wired to it"),
            "{:?}",
            texts(&found)
        );
    }

    #[test]
    fn a_message_that_has_met_its_fate_is_nowhere() {
        assert_eq!(at("fifo-groups", 10).whereabouts(MessageId(1)), None);
    }
}
