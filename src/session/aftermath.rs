//! "Why is it gone?": what became of a message that nobody holds any more, out of its trail and what the nodes that let it
//! go can say about it.

use super::explain;
use super::run::Session;
use super::view::RuleRef;
use super::why_not::{Reason, Whereabouts};
use crate::base::{MessageId, NodeId};
use crate::sim::{Event, Fate, Happening, Inquiry, Verdict};
use std::collections::BTreeSet;

/// The rules by which deliveries are given up: then a dead-letter queue gets what was to be delivered, if there is one.
const GIVEN_UP: [&str; 4] = ["SNS-119", "SNS-120", "EVB-072", "LAM-043"];
/// More copies than this are counted, not told of one by one.
const COPIES: usize = 6;
/// More events than this before the end are not told of.
const EVENTS: usize = 4;

impl Session {
    /// What became of the message in focus, when nobody holds it; None before it was made.
    pub fn aftermath(&self) -> Option<Whereabouts> {
        let message = self.track.message;
        let total = self.events_total();
        let mine = |event: &&Event| event.message == message && event.id.0 <= total;
        let trail: Vec<&Event> = self.track.events.iter().filter(mine).collect();
        let last = *trail.last()?;
        let verdicts = self.verdicts(message, &trail);
        let mut reasons: Vec<Reason> = Vec::new();
        if let Some(reason) = self.under_way(last) {
            reasons.push(reason);
        } else {
            let explained = |event: &Event| verdicts.iter().any(|(_, said)| Some(said.rule.id) == rule_id(event));
            let telling = trail
                .iter()
                .rev()
                .filter(|event| is_telling(event) && !explained(event));
            reasons.extend(telling.take(EVENTS).map(|event| self.told(event)));
            if reasons.is_empty() && verdicts.is_empty() {
                reasons.push(self.told(last));
            }
        }
        reasons.extend(verdicts.into_iter().map(|(node, verdict)| Reason {
            node,
            name: self.name_of(node),
            text: verdict.text,
            rule: Some(RuleRef(verdict.rule)),
            blocker: MessageId::NONE,
        }));
        let copies = self.copies(last.node);
        if copies.is_empty() {
            reasons.extend(self.without_dead_letters(&trail));
        }
        reasons.extend(copies);
        Some(Whereabouts {
            node: last.node,
            state: String::new(),
            until: None,
            reasons,
        })
    }

    /// It is on a wire.
    fn under_way(&self, last: &Event) -> Option<Reason> {
        let Happening::Departed { wire, arrives, .. } = last.what else {
            return None;
        };
        let link = self.timeline.world().network().get(wire)?;
        let to = self.name_of(link.peer_of(last.node));
        let text = if link.on {
            format!("It is on its way to {to} and arrives at {arrives}.")
        } else {
            format!("It set out for {to}, but the wire is cut: nothing arrives there.")
        };
        Some(self.told_so(last, text))
    }

    /// What an event of its trail says, as a sentence about it.
    fn told(&self, event: &Event) -> Reason {
        let at = event.at;
        let text = match event.what {
            Happening::Deleted { .. } => format!("It was deleted at {at}."),
            Happening::Refused { code } => format!("It was refused with {code} at {at}."),
            Happening::WorkDone { .. } => format!("It was done here at {at}."),
            Happening::WorkFailed => format!("Work on it failed at {at}."),
            Happening::WorkAbandoned => format!("It was dropped here in the middle of the work at {at}."),
            Happening::Ended(Fate::Lost) => format!("It was lost at {at}{}.", whose_fault(event)),
            Happening::Stored { .. } => format!("It was accepted at {at}."),
            Happening::Received { .. } => format!("It was received at {at}."),
            Happening::WorkBegan { .. } => format!("Work on it began at {at}."),
            _ => {
                let sentence = self.sentence(event);
                let rest = sentence.strip_prefix(&format!("{} ", event.message));
                rest.map_or(sentence.clone(), |rest| format!("At {at} it {rest}."))
            }
        };
        self.told_so(event, text)
    }

    fn told_so(&self, event: &Event, text: String) -> Reason {
        Reason {
            node: event.node,
            name: self.name_of(event.node),
            text,
            rule: event.rule.map(RuleRef),
            blocker: MessageId::NONE,
        }
    }

    /// What the nodes that had it say of those who did not get it.
    fn verdicts(&self, message: MessageId, trail: &[&Event]) -> Vec<(NodeId, Verdict)> {
        let world = self.timeline.world();
        let remembered = world.recent(message).cloned();
        let Some(message) = remembered.or_else(|| self.track.facts.clone()) else {
            return Vec::new();
        };
        let name = |id: NodeId| self.name_of(id);
        let inquiry = Inquiry {
            now: world.now(),
            message: message.id,
            name: &name,
        };
        let handled = |event: &&&Event| !matches!(event.what, Happening::Made { .. } | Happening::Departed { .. });
        let takers = trail.iter().filter_map(|event| match event.what {
            Happening::Received { by, .. } => Some(by),
            _ => None,
        });
        let nodes: BTreeSet<NodeId> = trail
            .iter()
            .filter(handled)
            .map(|event| event.node)
            .chain(takers)
            .collect();
        let mut found = Vec::new();
        for id in nodes {
            let verdicts = world
                .node(id)
                .map(|node| crate::sim::Kinds::verdicts(node, &message, inquiry));
            // What was so must be told by an event: how things stand now may differ from how they stood then.
            let was = |verdict: &Verdict| {
                trail
                    .iter()
                    .any(|event| event.node == id && rule_id(event) == Some(verdict.rule.id))
            };
            let kept = verdicts
                .into_iter()
                .flatten()
                .filter(|verdict| verdict.silent || was(verdict));
            found.extend(kept.map(|verdict| (id, verdict)));
        }
        found
    }

    /// A delivery that was given up, and no dead-letter queue took it.
    fn without_dead_letters(&self, trail: &[&Event]) -> Option<Reason> {
        let given_up = |event: &&&Event| rule_id(event).is_some_and(|rule| GIVEN_UP.contains(&rule));
        let event = trail.iter().find(given_up)?;
        let text = "No dead-letter queue took it, so nothing is left of it.".to_string();
        Some(self.told_so(event, text))
    }

    /// What was made from it where it ended, and where that is.
    fn copies(&self, node: NodeId) -> Vec<Reason> {
        let total = self.events_total();
        let message = self.track.message;
        let made = |event: &&Event| {
            event.node == node && event.id.0 <= total && event.what == Happening::Made { parent: message }
        };
        let copies: Vec<MessageId> = self
            .track
            .events
            .iter()
            .filter(made)
            .map(|event| event.message)
            .collect();
        let more = copies.len().saturating_sub(COPIES);
        let told = copies.into_iter().take(COPIES).map(|copy| {
            let held = self.whereabouts(copy).map(|found| found.state);
            let state = held.unwrap_or_else(|| self.last_state(copy));
            Reason {
                node,
                name: self.name_of(node),
                text: format!("What was made from it, {copy}: {state}."),
                rule: None,
                blocker: copy,
            }
        });
        let rest = (more > 0).then(|| Reason {
            node,
            name: self.name_of(node),
            text: format!("And {more} more were made from it."),
            rule: None,
            blocker: MessageId::NONE,
        });
        told.chain(rest).collect()
    }
}

/// By whose fault nobody took a message.
fn whose_fault(event: &Event) -> &'static str {
    match rule_id(event) {
        Some("SNS-025") => ": nobody had a confirmed subscription then",
        Some("SQS-015") => " with its queue, which was deleted",
        Some("END-050") => ": the endpoint was down, and nobody answered",
        Some("END-080") => ": the service was down, and nobody answered",
        _ => "",
    }
}

/// Whether an event says something of why it came to that.
fn is_telling(event: &Event) -> bool {
    explain::is_noteworthy(event)
        || event.rule.is_some() && event.what == Happening::Noted
        || matches!(
            event.what,
            Happening::Ended(_)
                | Happening::Deleted { effective: true }
                | Happening::Deduplicated { .. }
                | Happening::Refused { .. }
                | Happening::LostOnWire { .. }
                | Happening::WorkFailed
                | Happening::WorkAbandoned
                | Happening::Moved { .. }
                | Happening::Redriven { .. }
        ) && event.what != Happening::Ended(Fate::Done)
}

fn rule_id(event: &Event) -> Option<&'static str> {
    event.rule.map(|rule| rule.id)
}
