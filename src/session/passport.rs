//! The passport of a message: its whole journey across nodes, lane by lane, with everything that took time as a span.

use super::explain;
use super::run::Session;
use super::view::RuleRef;
use crate::base::{MessageId, NodeId, SimTime, WireId};
use crate::sim::{Event, EventId, Fate, Happening, Message, Tone};

/// More entries than this are not shown; the oldest are left out.
const SHOWN: usize = 240;

/// What kind of thing an entry is, for its icon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Made.
    Made,
    /// Set out over a wire, or moved to another node.
    Left,
    /// Accepted, or available now.
    Arrived,
    /// Handed to a consumer.
    Received,
    /// Visible again, or given back.
    Returned,
    /// Its time to stay hidden was changed.
    Extended,
    /// Work began.
    Began,
    /// Done, or deleted.
    Done,
    /// Refused, failed, lost, expired.
    Failed,
    /// Something to know.
    Noted,
}

/// What takes time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SpanKind {
    /// Not yet available.
    Delay,
    /// In flight: hidden from others.
    InFlight,
    /// Under work.
    Work,
}

/// Something that lasted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// What.
    pub kind: SpanKind,
    /// The entry that began it.
    pub from: usize,
    /// The entry that ended it; None while it lasts.
    pub to: Option<usize>,
    /// When it is due to end.
    pub until: SimTime,
}

/// A way from one lane to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// The entry at which it sets out.
    pub from: usize,
    /// The lane where it goes.
    pub lane: usize,
    /// The entry of its arrival, where there is one.
    pub to: Option<usize>,
}

/// One thing that happened to the message.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The event.
    pub event: EventId,
    /// When.
    pub at: SimTime,
    /// In which lane.
    pub lane: usize,
    /// For its icon.
    pub mark: Mark,
    /// As a sentence.
    pub text: String,
    /// The rule that made it so.
    pub rule: Option<RuleRef>,
    /// How to feel about it.
    pub tone: Tone,
    /// Whose event it is: the message's own, or that of one of its kin.
    pub message: MessageId,
    /// Whether it lies at the playhead or before.
    pub past: bool,
}

/// A node that the message came by.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// Which.
    pub node: NodeId,
    /// Its name.
    pub name: String,
}

/// What the message says.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// The text.
    pub body: String,
    /// Its group, or "".
    pub group: String,
    /// For colour and shape.
    pub tint: u32,
}

/// Everything about the journey of a message.
#[derive(Clone, PartialEq, Debug)]
pub struct Passport {
    /// Which message.
    pub message: MessageId,
    /// What it says, where that is known.
    pub facts: Option<Facts>,
    /// `in flight in orders`, `deleted`, `on its way to orders`.
    pub state: String,
    /// Whether somebody holds it, so that one can ask why.
    pub held: bool,
    /// How often it was received up to now.
    pub receives: u32,
    /// Messages from which it was made, nearest first.
    pub ancestors: Vec<MessageId>,
    /// Messages made from it: retries, redrives, results.
    pub descendants: Vec<MessageId>,
    /// The nodes in the order of appearance.
    pub lanes: Vec<Lane>,
    /// What happened, oldest first, with what lies after the playhead.
    pub entries: Vec<Entry>,
    /// What lasted.
    pub spans: Vec<Span>,
    /// Ways from lane to lane.
    pub ways: Vec<Way>,
    /// How many older entries are left out.
    pub hidden: usize,
    /// Whether older events are still being looked for.
    pub searching: bool,
}

impl Session {
    /// The journey of the message in focus. None while there is none.
    pub fn passport(&self) -> Option<Passport> {
        let track = &self.track;
        if track.message == MessageId::NONE {
            return None;
        }
        let total = self.events_total();
        let hidden = track.events.len().saturating_sub(SHOWN);
        let mut sheet = Sheet::default();
        for event in track.events.iter().skip(hidden) {
            sheet.add(self, event, event.id.0 <= total);
        }
        let whereabouts = self.whereabouts(track.message);
        let held = self.held_message(track.message).or_else(|| track.facts.clone());
        Some(Passport {
            message: track.message,
            facts: held.as_deref().map(facts),
            held: whereabouts.is_some(),
            state: whereabouts.map_or_else(|| self.last_state(), |found| found.state),
            receives: self.receives(),
            ancestors: track.ancestors.clone(),
            descendants: track.descendants.clone(),
            lanes: sheet.lanes,
            entries: sheet.entries,
            spans: sheet.spans,
            ways: sheet.ways,
            hidden,
            searching: track.missing().is_some(),
        })
    }

    /// The next event of the message in focus after an event; None at its end.
    pub fn next_event_of_message(&self, after: EventId) -> Option<Event> {
        self.track.next(after).copied()
    }

    /// The event of the message in focus before an event; None at its beginning.
    pub fn previous_event_of_message(&self, before: EventId) -> Option<Event> {
        self.track.previous(before).copied()
    }

    fn receives(&self) -> u32 {
        let total = self.events_total();
        let count = |event: &Event| match event.what {
            Happening::Received { receives, .. } => Some(receives),
            _ => None,
        };
        let mine = |event: &&Event| event.message == self.track.message && event.id.0 <= total;
        self.track.events.iter().rev().filter(mine).find_map(count).unwrap_or(0)
    }

    /// What the trace says of a message that nobody holds.
    fn last_state(&self) -> String {
        let (track, total) = (&self.track, self.events_total());
        let mine = |event: &&Event| event.message == track.message && event.id.0 <= total;
        let mut lately = track.events.iter().rev().filter(mine);
        let fate = lately.clone().find_map(|event| match event.what {
            Happening::Ended(fate) => Some(fate.name()),
            Happening::Deleted { effective: true } => Some("deleted"),
            Happening::Deduplicated { .. } => Some(Fate::Duplicate.name()),
            Happening::Redriven { .. } => Some(Fate::Redriven.name()),
            Happening::LostOnWire { .. } => Some(Fate::Lost.name()),
            Happening::Refused { .. } => Some(Fate::Refused.name()),
            Happening::Stored { .. } | Happening::VisibleAgain { .. } => Some(""),
            _ => None,
        });
        match (lately.next().map(|event| (event, event.what)), fate) {
            (Some((event, Happening::Departed { wire, .. })), None | Some("")) => {
                let to = self.far_end(wire, event.node);
                format!(
                    "on its way to {}",
                    to.map_or_else(|| "nobody".to_string(), |id| self.name_of(id))
                )
            }
            (_, Some(fate)) if !fate.is_empty() => fate.to_string(),
            (None, _) => "not made yet".to_string(),
            _ => "gone".to_string(),
        }
    }

    fn far_end(&self, wire: WireId, node: NodeId) -> Option<NodeId> {
        let link = self.timeline.world().network().get(wire)?;
        Some(link.peer_of(node))
    }
}

fn facts(message: &Message) -> Facts {
    Facts {
        body: message.draft.body.to_string(),
        group: message.draft.group.as_deref().unwrap_or("").to_string(),
        tint: message.tint,
    }
}

/// The passport while it is written.
#[derive(Default)]
struct Sheet {
    lanes: Vec<Lane>,
    entries: Vec<Entry>,
    spans: Vec<Span>,
    ways: Vec<Way>,
}

impl Sheet {
    fn lane(&mut self, session: &Session, node: NodeId) -> usize {
        if let Some(index) = self.lanes.iter().position(|lane| lane.node == node) {
            return index;
        }
        self.lanes.push(Lane {
            node,
            name: session.name_of(node),
        });
        self.lanes.len() - 1
    }

    fn add(&mut self, session: &Session, event: &Event, past: bool) {
        let (index, lane) = (self.entries.len(), self.lane(session, event.node));
        self.arrive(event, index, lane);
        self.close(event, lane, index);
        self.open(session, event, index);
        self.entries.push(Entry {
            event: event.id,
            at: event.at,
            lane,
            mark: mark(&event.what),
            text: session.sentence(event),
            rule: event.rule.map(RuleRef),
            tone: explain::tone(event),
            message: event.message,
            past,
        });
    }

    /// Ends the ways that lead here: those of the message itself, or of the one it was made from.
    fn arrive(&mut self, event: &Event, index: usize, lane: usize) {
        let parent = match event.what {
            Happening::Made { parent } => parent,
            _ => event.message,
        };
        for way in self.ways.iter_mut().filter(|way| way.to.is_none() && way.lane == lane) {
            let whose = self.entries[way.from].message;
            if whose == event.message || whose == parent {
                way.to = Some(index);
            }
        }
    }

    /// Ends the spans that this event ends.
    fn close(&mut self, event: &Event, lane: usize, index: usize) {
        let ends = |kind: SpanKind| match event.what {
            Happening::Ended(_) | Happening::Moved { .. } | Happening::Redriven { .. } => true,
            Happening::Available => kind == SpanKind::Delay,
            Happening::VisibleAgain { .. } | Happening::Received { .. } => kind == SpanKind::InFlight,
            Happening::Deleted { effective } => effective && kind == SpanKind::InFlight,
            Happening::WorkDone { .. } | Happening::WorkFailed | Happening::WorkAbandoned | Happening::WorkSkipped => {
                kind == SpanKind::Work
            }
            _ => false,
        };
        for span in self.spans.iter_mut().filter(|span| span.to.is_none()) {
            let begun = &self.entries[span.from];
            if begun.lane != lane || begun.message != event.message {
                continue;
            }
            match event.what {
                Happening::Extended { until } if span.kind == SpanKind::InFlight => span.until = until,
                _ if ends(span.kind) => span.to = Some(index),
                _ => {}
            }
        }
    }

    /// Begins what this event begins.
    fn open(&mut self, session: &Session, event: &Event, from: usize) {
        let span = match event.what {
            Happening::Stored { visible } if visible > event.at => Some((SpanKind::Delay, visible)),
            Happening::Received { until, .. } => Some((SpanKind::InFlight, until)),
            Happening::WorkBegan { until } if until > event.at => Some((SpanKind::Work, until)),
            _ => None,
        };
        self.spans.extend(span.map(|(kind, until)| Span {
            kind,
            from,
            to: None,
            until,
        }));
        let goal = match event.what {
            Happening::Departed { wire, .. } => session.far_end(wire, event.node),
            Happening::Moved { to } | Happening::Redriven { to, .. } => Some(to),
            _ => None,
        };
        if let Some(goal) = goal {
            let lane = self.lane(session, goal);
            self.ways.push(Way { from, lane, to: None });
        }
    }
}

fn mark(what: &Happening) -> Mark {
    match what {
        Happening::Made { .. } => Mark::Made,
        Happening::Departed { .. } | Happening::Moved { .. } | Happening::Redriven { .. } => Mark::Left,
        Happening::Stored { .. } | Happening::Available => Mark::Arrived,
        Happening::Received { .. } => Mark::Received,
        Happening::VisibleAgain { .. } => Mark::Returned,
        Happening::Extended { .. } => Mark::Extended,
        Happening::WorkBegan { .. } => Mark::Began,
        Happening::Deleted { effective: true }
        | Happening::WorkDone { again: false }
        | Happening::WorkSkipped
        | Happening::Ended(Fate::Done) => Mark::Done,
        Happening::LostOnWire { .. }
        | Happening::AnswerLost { .. }
        | Happening::Refused { .. }
        | Happening::Ended(_)
        | Happening::WorkDone { again: true }
        | Happening::WorkFailed
        | Happening::WorkAbandoned => Mark::Failed,
        _ => Mark::Noted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::examples::EXAMPLES;
    use crate::session::{Action, Focus};

    fn at(slug: &str, secs: u64) -> Session {
        let example = EXAMPLES
            .iter()
            .find(|example| example.slug == slug)
            .expect("an example");
        let mut session = Session::new(Scenario::from_toml(example.toml).expect("a valid example"));
        session.dispatch(Action::Seek(SimTime::from_secs(secs)));
        session
    }

    fn look(session: &mut Session, message: u64) -> Passport {
        session.dispatch(Action::Focus(Focus {
            event: EventId::default(),
            message: MessageId(message),
        }));
        session.passport().expect("a message is in focus")
    }

    fn marks(passport: &Passport) -> Vec<(&str, Mark)> {
        let named = |entry: &Entry| (passport.lanes[entry.lane].name.as_str(), entry.mark);
        passport.entries.iter().map(named).collect()
    }

    #[test]
    fn nothing_is_shown_before_a_message_is_chosen() {
        assert_eq!(at("decoupling", 5).passport(), None);
    }

    #[test]
    fn a_journey_goes_from_the_producer_over_the_queue_to_the_worker_and_ends_with_the_delete() {
        let mut session = at("dlq-and-redrive", 10);
        let passport = look(&mut session, 1);
        use Mark::{Arrived, Began, Done, Left, Made, Received};
        assert_eq!(
            marks(&passport),
            [
                ("web", Made),
                ("web", Left),
                ("orders", Arrived),
                ("orders", Received),
                ("orders", Left),
                ("worker", Began),
                ("worker", Done),
                ("orders", Done)
            ]
        );
        assert_eq!(
            (passport.state.as_str(), passport.held, passport.receives),
            ("deleted", false, 1)
        );
        let flight = passport.spans.iter().find(|span| span.kind == SpanKind::InFlight);
        assert_eq!(flight.map(|span| (span.from, span.to)), Some((3, Some(7))));
        let work = passport.spans.iter().find(|span| span.kind == SpanKind::Work);
        assert_eq!(work.map(|span| (span.from, span.to)), Some((5, Some(6))));
        let ways: Vec<(usize, Option<usize>)> = passport.ways.iter().map(|way| (way.from, way.to)).collect();
        assert_eq!(ways, [(1, Some(2)), (4, Some(5))]);
    }

    #[test]
    fn a_poison_message_shows_its_receives_its_move_and_what_it_became() {
        // SQS-111, SQS-127: message 5 fails three times, moves, and is redriven at 3:20 as a new message.
        let mut session = at("dlq-and-redrive", 300);
        let passport = look(&mut session, 5);
        let received = passport.entries.iter().filter(|entry| entry.mark == Mark::Received);
        let in_orders =
            received.filter(|entry| passport.lanes[entry.lane].name == "orders" && entry.message == MessageId(5));
        assert_eq!(in_orders.count(), 3);
        assert!(
            passport
                .entries
                .iter()
                .any(|entry| entry.rule.is_some_and(|rule| rule.0.id == "SQS-111"))
        );
        assert_eq!(passport.descendants, [MessageId(11)]);
        assert_eq!(passport.state, "redriven");
        let child = look(&mut session, 11);
        assert_eq!((child.ancestors, child.state.as_str()), (vec![MessageId(5)], "deleted"));
        assert_eq!(child.entries.len(), passport.entries.len(), "both tell the whole story");
    }

    #[test]
    fn what_lies_after_the_playhead_stays_in_the_journey_after_a_jump_back() {
        let mut session = at("dlq-and-redrive", 100);
        let before = look(&mut session, 5);
        assert!(before.entries.iter().all(|entry| entry.past));
        session.dispatch(Action::Seek(before.entries[3].at));
        let after = session.passport().expect("the same message");
        assert_eq!(after.entries.len(), before.entries.len());
        assert!(after.entries.iter().any(|entry| !entry.past));
        session.dispatch(Action::Seek(SimTime::from_secs(100)));
        assert_eq!(session.passport(), Some(before), "playing it again adds nothing twice");
    }

    #[test]
    fn a_fork_forgets_what_lay_ahead() {
        let mut session = at("dlq-and-redrive", 100);
        let before = look(&mut session, 5);
        session.dispatch(Action::Seek(SimTime::from_secs(20)));
        session.dispatch(Action::Run("fail worker".to_string()));
        let after = session.passport().expect("the same message");
        assert!(after.entries.len() < before.entries.len());
        assert!(after.entries.iter().all(|entry| entry.past));
    }

    #[test]
    fn one_can_walk_along_the_events_of_a_message() {
        let mut session = at("dlq-and-redrive", 10);
        let passport = look(&mut session, 1);
        let first = session.next_event_of_message(EventId(0)).expect("the making");
        assert_eq!(first.id, passport.entries[0].event);
        let second = session.next_event_of_message(first.id).expect("the departure");
        assert_eq!(
            session.previous_event_of_message(second.id).map(|event| event.id),
            Some(first.id)
        );
        assert_eq!(session.previous_event_of_message(first.id), None);
    }

    #[test]
    fn what_the_trace_has_forgotten_is_looked_for_piece_by_piece() {
        let mut session = at("dlq-and-redrive", 300);
        let whole = look(&mut session, 11);
        session.dispatch(Action::Restart);
        session.dispatch(Action::Seek(SimTime::from_secs(300)));
        session.timeline.set_trace_window(6);
        let first = look(&mut session, 11);
        assert!(first.searching && first.entries.len() < whole.entries.len());
        let mut pieces = 0;
        while session.work_on_searches(10) {
            pieces += 1;
            assert!(pieces < 100_000);
        }
        let found = session.passport().expect("the same message");
        assert!(pieces > 10 && !found.searching);
        assert_eq!(found.entries, whole.entries);
    }
}
