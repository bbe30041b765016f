//! Writing a passport: events become entries, with spans for what lasts and ways from lane to lane.

use super::super::explain;
use super::super::run::Session;
use super::super::view::RuleRef;
use super::{Entry, Lane, Stamp, Stay, StayKind, Way};
use crate::base::NodeId;
use crate::sim::{Event, Fate, Happening};

/// The passport while it is written.
#[derive(Default)]
pub struct Sheet {
    pub lanes: Vec<Lane>,
    pub entries: Vec<Entry>,
    pub stays: Vec<Stay>,
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
            stamp: stamp(&event.what),
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
        let ends = |kind: StayKind| match event.what {
            Happening::Ended(_) | Happening::Moved { .. } | Happening::Redriven { .. } => true,
            Happening::Available => kind == StayKind::Delay,
            Happening::VisibleAgain { .. } | Happening::Received { .. } => kind == StayKind::InFlight,
            Happening::Deleted { effective } => effective && kind == StayKind::InFlight,
            Happening::WorkDone { .. } | Happening::WorkFailed | Happening::WorkAbandoned | Happening::WorkSkipped => {
                kind == StayKind::Work
            }
            _ => false,
        };
        for span in self.stays.iter_mut().filter(|span| span.to.is_none()) {
            let begun = &self.entries[span.from];
            if begun.lane != lane || begun.message != event.message {
                continue;
            }
            match event.what {
                Happening::Extended { until } if span.kind == StayKind::InFlight => span.until = until,
                _ if ends(span.kind) => span.to = Some(index),
                _ => {}
            }
        }
    }

    /// Begins what this event begins.
    fn open(&mut self, session: &Session, event: &Event, from: usize) {
        let span = match event.what {
            Happening::Stored { visible } if visible > event.at => Some((StayKind::Delay, visible)),
            Happening::Received { until, .. } => Some((StayKind::InFlight, until)),
            Happening::WorkBegan { until } if until > event.at => Some((StayKind::Work, until)),
            _ => None,
        };
        self.stays.extend(span.map(|(kind, until)| Stay {
            kind,
            from,
            to: None,
            until,
        }));
        let goal = match event.what {
            Happening::Departed { wire, .. } => session.far_end(wire, event.node),
            Happening::Moved { to, .. } | Happening::Redriven { to, .. } => Some(to),
            _ => None,
        };
        if let Some(goal) = goal {
            let lane = self.lane(session, goal);
            self.ways.push(Way { from, lane, to: None });
        }
    }
}

fn stamp(what: &Happening) -> Stamp {
    match what {
        Happening::Made { .. } => Stamp::Made,
        Happening::Departed { .. } | Happening::Moved { .. } | Happening::Redriven { .. } => Stamp::Left,
        Happening::Stored { .. } | Happening::Available => Stamp::Arrived,
        Happening::Received { .. } => Stamp::Received,
        Happening::VisibleAgain { .. } => Stamp::Returned,
        Happening::Extended { .. } => Stamp::Extended,
        Happening::WorkBegan { .. } => Stamp::Began,
        Happening::Deleted { effective: true }
        | Happening::WorkDone { again: false }
        | Happening::WorkSkipped
        | Happening::Ended(Fate::Done) => Stamp::Done,
        Happening::LostOnWire { .. }
        | Happening::AnswerLost { .. }
        | Happening::Refused { .. }
        | Happening::Ended(_)
        | Happening::WorkDone { again: true }
        | Happening::WorkFailed
        | Happening::WorkAbandoned => Stamp::Failed,
        _ => Stamp::Noted,
    }
}
