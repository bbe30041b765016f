//! Writing a passport: events become entries, with spans for what lasts and ways from lane to lane.

use super::super::explain;
use super::super::run::Session;
use super::super::view::RuleRef;
use super::{Entry, Lane, Mark, Span, SpanKind, Way};
use crate::base::NodeId;
use crate::sim::{Event, Fate, Happening};

/// The passport while it is written.
#[derive(Default)]
pub struct Sheet {
    pub lanes: Vec<Lane>,
    pub entries: Vec<Entry>,
    pub spans: Vec<Span>,
    pub ways: Vec<Way>,
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

    /// Writes down one more event; they come in their order.
    pub fn add(&mut self, session: &Session, event: &Event, past: bool) {
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
