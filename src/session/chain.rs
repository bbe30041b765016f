//! "Why did this happen?": the chain of causes of an event, back to the step or the schedule that began it.

use super::run::Session;
use super::view::RuleRef;
use crate::base::{MessageId, NodeId, SimTime};
use crate::sim::{Event, EventId, Handle, Happening, Kinds};
use std::collections::BTreeMap;

/// Pieces of work that are done between two looks at how far an old event is.
const PIECE: u64 = 64;

/// Events that have fallen out of the window and were computed again, one at a time.
#[derive(Clone, Debug, Default)]
pub struct Recalled {
    events: BTreeMap<EventId, Event>,
}

impl Recalled {
    /// More than this are forgotten, oldest first.
    const MOST: usize = 512;

    /// Remembers an event.
    pub fn keep(&mut self, event: Event) {
        self.events.insert(event.id, event);
        if self.events.len() > Self::MOST {
            self.events.pop_first();
        }
    }

    /// Forgets what lay after this many events: the run has forked.
    pub fn fork(&mut self, events: u64) {
        self.events.split_off(&EventId(events + 1));
    }
}

/// One event of a chain.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// The event.
    pub event: EventId,
    /// When.
    pub at: SimTime,
    /// Where.
    pub node: NodeId,
    /// The node's name.
    pub name: String,
    /// To which message, or [`MessageId::NONE`].
    pub message: MessageId,
    /// As a sentence without the place.
    pub text: String,
    /// The rule that made it so.
    pub rule: Option<RuleRef>,
    /// The receipt handle that was given out, or "".
    pub handle: String,
}

/// An event and its causes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Chain {
    /// The event first, then its cause, and so on.
    pub links: Vec<Link>,
    /// Where it all began, as a sentence; "" while the beginning is not reached.
    pub origin: String,
    /// The cause that has to be computed again before the chain can go on.
    pub recall: Option<EventId>,
    /// Whether the chain goes on beyond what was asked for.
    pub more: bool,
}

impl Session {
    /// The chain of an event, with at most so many causes.
    pub fn chain(&self, event: EventId, most: usize) -> Chain {
        let mut chain = Chain::default();
        let mut next = event;
        while next.0 > 0 {
            if chain.links.len() > most {
                chain.more = true;
                return chain;
            }
            let Some(event) = self.known_event(next) else {
                chain.recall = Some(next);
                return chain;
            };
            chain.links.push(self.link(&event));
            next = event.cause;
            if next.0 == 0 {
                chain.origin = self.origin(&event);
            }
        }
        chain
    }

    /// Computes an event again that has fallen out of the window, so that its chain can go on.
    pub(super) fn recall(&mut self, event: EventId) {
        if event.0 > 0 && self.known_event(event).is_none() {
            let mut cursor = self.timeline.cursor(event);
            let mut found = None;
            let mut keep = |read: &Event| found = found.or((read.id == event).then_some(*read));
            while cursor.next() <= event && cursor.read(PIECE, &mut keep) {}
            found.into_iter().for_each(|found| self.recalled.keep(found));
        }
    }

    fn known_event(&self, id: EventId) -> Option<Event> {
        let trace = self.timeline.world().trace();
        let tracked = || self.track.events.binary_search_by_key(&id, |event| event.id).ok();
        trace
            .get(id)
            .or_else(|| self.recalled.events.get(&id))
            .or_else(|| tracked().and_then(|index| self.track.events.get(index)))
            .copied()
    }

    fn link(&self, event: &Event) -> Link {
        Link {
            event: event.id,
            at: event.at,
            node: event.node,
            name: self.name_of(event.node),
            message: event.message,
            text: self.sentence(event),
            rule: event.rule.map(RuleRef),
            handle: self.handle_of(event).unwrap_or_default(),
        }
    }

    /// The receipt handle that a receive gave out.
    fn handle_of(&self, event: &Event) -> Option<String> {
        let Happening::Received { receives, .. } = event.what else {
            return None;
        };
        self.timeline.world().node(event.node)?.receipt(Handle {
            holder: event.node,
            message: event.message,
            receive: receives,
        })
    }

    /// What began a chain whose first event has no cause.
    fn origin(&self, first: &Event) -> String {
        let step = self.scenario.steps.iter().find(|step| step.at == first.at);
        let done = self.timeline.journal().any(|(moment, _)| moment.at == first.at);
        match step {
            Some(step) => format!("A step of the plan: {}", step.run),
            None if done => "You did this.".to_string(),
            None if first.at == SimTime::ZERO => "It began with the run.".to_string(),
            None => "Nothing led to it: a schedule, a timer or a poll began it.".to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Action;
    use crate::session::tests::example_at as at;

    fn find(session: &Session, wanted: impl Fn(&Event) -> bool) -> EventId {
        let window = session.world().trace().window();
        window.iter().find(|event| wanted(event)).expect("such an event").id
    }

    #[test]
    fn a_message_that_comes_back_does_so_because_it_was_received_and_not_deleted() {
        // SQS-084
        let session = at("dlq-and-redrive", 40);
        let back = find(&session, |event| matches!(event.what, Happening::VisibleAgain { .. }));
        let chain = session.chain(back, 20);
        assert_eq!(chain.links[0].rule.map(|rule| rule.0.id), Some("SQS-084"));
        assert!(
            chain.links[1].text.contains("received by worker"),
            "{}",
            chain.links[1].text
        );
        assert!(!chain.links[1].handle.is_empty(), "a receive shows its handle");
        assert!(chain.links.windows(2).all(|pair| pair[0].event > pair[1].event));
        assert!(!chain.more && chain.recall.is_none() && !chain.origin.is_empty());
    }

    #[test]
    fn a_long_chain_is_told_in_parts() {
        let session = at("dlq-and-redrive", 40);
        let back = find(&session, |event| matches!(event.what, Happening::VisibleAgain { .. }));
        let chain = session.chain(back, 2);
        assert_eq!((chain.links.len(), chain.more), (3, true));
    }

    #[test]
    fn what_a_step_of_the_plan_began_says_so() {
        let session = at("dlq-and-redrive", 210);
        let task = find(&session, |event| matches!(event.what, Happening::TaskBegan));
        let chain = session.chain(task, 20);
        assert!(chain.origin.starts_with("A step of the plan: "), "{}", chain.origin);
    }

    #[test]
    fn forgotten_causes_are_computed_again_one_at_a_time() {
        let mut session = at("dlq-and-redrive", 40);
        let back = find(&session, |event| matches!(event.what, Happening::VisibleAgain { .. }));
        let whole = session.chain(back, 20);
        session.timeline.set_trace_window(4);
        let mut recalls = 0;
        while let Some(cause) = session.chain(back, 20).recall {
            session.dispatch(Action::Recall(cause));
            recalls += 1;
        }
        assert_eq!(session.chain(back, 20), whole);
        assert_eq!(recalls, whole.links.len());
    }
}
