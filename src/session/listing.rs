//! The list of events: all of the branch or those that fit the filter, the later ones behind the playhead included.

use super::action::Changed;
use super::filter::{Filter, Group};
use super::recall::Recall;
use super::run::Session;
use super::scan::{Scan, Searcher};
use super::view::EventRow;
use crate::base::MessageId;
use crate::sim::{Event, EventId};
use serde_json::json;

/// How events are copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// A line of words for each.
    #[default]
    Text,
    /// A JSON object on a line for each, with the fields `n` (number), `time_us` (microseconds since the start), `time`,
    /// `node`, `message` (or null), `kind` (the group's word), `text`, `rule` (or null) and `cause` (number of the event
    /// that led to it, or null). These names stay.
    JsonLines,
}

/// How long the list is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ListSize {
    /// Its lines.
    pub lines: u64,
    /// How many of them are not later than the playhead.
    pub past: u64,
    /// All events of the branch so far.
    pub events: u64,
    /// How many of these the search has looked at.
    pub searched: u64,
    /// Lines that fit but are too old to be kept.
    pub dropped: u64,
}

/// A line of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct ListLine {
    /// The event.
    pub id: EventId,
    /// What there is to show; None while it is computed again.
    pub row: Option<EventRow>,
    /// Whether it lies behind the playhead.
    pub later: bool,
}

/// What is visible of the list, what is being copied from it, and what it follows.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    shown: Recall,
    copying: Option<(Format, Recall)>,
    follows: bool,
}

impl Listing {
    /// Goes on with what is to be computed again. True when it did something.
    pub fn work(&mut self, session: &Session, budget: u64) -> bool {
        let shown = self.shown.work(session, budget);
        let copied = self
            .copying
            .as_mut()
            .is_some_and(|(_, copy)| copy.work(session, budget));
        shown || copied
    }
}

impl Session {
    /// Most events that are copied at once, the newest ones.
    pub const MOST_COPIED: u64 = 10_000;

    /// How long the list is.
    pub fn list_size(&self) -> ListSize {
        let (events, now) = (self.furthest, self.events_total());
        match self.scan(Searcher::List) {
            None => ListSize {
                lines: events,
                past: now,
                events,
                searched: events,
                dropped: 0,
            },
            Some(scan) => ListSize {
                lines: scan.count(EventId(events)) as u64,
                past: scan.count(EventId(now)) as u64,
                events,
                searched: scan.looked_at(EventId(events)),
                dropped: scan.dropped(),
            },
        }
    }

    /// The filter of the list; the empty one lists everything.
    pub fn list_filter(&self) -> Filter {
        self.scan(Searcher::List)
            .map(|scan| scan.filter().clone())
            .unwrap_or_default()
    }

    /// The lines `first ..`, counted from 0, at most `count`.
    pub fn lines(&self, first: u64, count: u64) -> Vec<ListLine> {
        let now = self.events_total();
        let line = |number: u64| ListLine {
            id: EventId(number),
            row: self.event(number).map(|event| self.event_row(event)),
            later: number > now,
        };
        self.numbers(first, count).into_iter().map(line).collect()
    }

    /// The line of an event, or of the last one before it that is listed. None when there is none.
    pub fn line_of(&self, event: EventId) -> Option<u64> {
        let upto = match self.scan(Searcher::List) {
            None => event.0.min(self.furthest),
            Some(scan) => scan.count(event) as u64,
        };
        upto.checked_sub(1)
    }

    /// An event as one line of text, as it is copied.
    pub fn event_text(&self, event: EventId, format: Format) -> Option<String> {
        self.event(event.0).map(|event| self.written(event, format))
    }

    /// The copy that was asked for: None before and after; how far it is, and the text when it is complete.
    pub fn copied(&self) -> Option<(usize, Option<String>)> {
        let (format, copy) = self.listing.copying.as_ref()?;
        let (done, all) = (copy.done(), copy.wanted());
        if done < all.len() {
            return Some((done * 100 / all.len().max(1), None));
        }
        let events = all.iter().filter_map(|number| copy.get(*number));
        let lines: Vec<String> = events.map(|event| self.written(event, *format)).collect();
        Some((100, Some(lines.join("\n") + "\n")))
    }

    /// Whether the list shows only what happens at the selected nodes, whichever these are.
    pub fn list_follows(&self) -> bool {
        self.listing.follows
    }

    /// These lines of the list are visible now.
    pub(super) fn show_lines(&mut self, first: u64, count: u64) -> Changed {
        let numbers = self.numbers(first, count);
        self.listing.shown.want(numbers);
        Changed::NOTHING
    }

    /// Copies the newest lines up to the playhead; None ends that.
    pub(super) fn copy_lines(&mut self, format: Option<Format>) -> Changed {
        let past = self.list_size().past;
        self.listing.copying = format.map(|format| {
            let first = past.saturating_sub(Session::MOST_COPIED);
            let mut copy = Recall::default();
            copy.want(self.numbers(first, past - first));
            // What the trace still holds is there at once, while the browser still knows of the click.
            copy.work(self, Session::MOST_COPIED);
            (format, copy)
        });
        Changed::SEARCH
    }

    /// The list shows only what happens at the selected nodes, or goes back to all nodes.
    pub(super) fn follow_selection(&mut self, on: bool) -> Changed {
        self.listing.follows = on;
        if on {
            self.filter_by_selection();
            return Changed::SEARCH;
        }
        let mut filter = self.list_filter();
        filter.nodes.clear();
        self.search(Searcher::List, Some(filter)) | Changed::SEARCH
    }

    /// Keeps the list at the selected nodes where it follows them.
    pub(super) fn filter_by_selection(&mut self) {
        let mut filter = self.list_filter();
        if self.listing.follows && filter.nodes != self.selection.nodes {
            filter.nodes.clone_from(&self.selection.nodes);
            self.search(Searcher::List, Some(filter));
            self.searched = true;
        }
    }

    fn numbers(&self, first: u64, count: u64) -> Vec<u64> {
        let end = first.saturating_add(count);
        match self.scan(Searcher::List) {
            None => (first + 1..=end.min(self.furthest)).collect(),
            Some(scan) => found(scan, first, end),
        }
    }

    fn event(&self, number: u64) -> Option<&Event> {
        let kept = self.timeline.world().trace().get(EventId(number));
        kept.or_else(|| self.listing.shown.get(number))
    }

    fn written(&self, event: &Event, format: Format) -> String {
        let (node, text) = (self.name_of(event.node), self.sentence(event));
        let rule = event.rule.map(|rule| rule.id);
        match format {
            Format::Text => {
                let line = format!("#{}  {}  {node}  {text}  {}", event.id.0, event.at, rule.unwrap_or(""));
                line.trim_end().to_string()
            }
            Format::JsonLines => json!({
                "n": event.id.0,
                "time_us": event.at.0,
                "time": event.at.to_string(),
                "node": node,
                "message": Some(event.message.to_string()).filter(|_| event.message != MessageId::NONE),
                "kind": Group::of(event.what).name(),
                "text": text,
                "rule": rule,
                "cause": Some(event.cause.0).filter(|cause| *cause > 0),
            })
            .to_string(),
        }
    }
}

fn found(scan: &Scan, first: u64, end: u64) -> Vec<u64> {
    let index = |index: u64| usize::try_from(index).unwrap_or(usize::MAX);
    (index(first)..index(end))
        .map_while(|index| scan.get(index))
        .map(|event| event.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Filter, Format, Group, Searcher, Selection, Session};
    use crate::base::SimTime;
    use crate::scenario::Scenario;
    use crate::sim::EventId;
    use std::collections::BTreeSet;

    /// Ten messages a second for a minute, of whose events the trace keeps the last hundred.
    fn long() -> Session {
        let mut session = Session::new(Scenario::default());
        for line in [
            "add producer shop Rate=10",
            "add sqs-standard orders",
            "add worker billing",
            "connect shop orders",
            "connect orders billing",
        ] {
            session.dispatch(Action::Run(line.into()));
        }
        session.timeline.set_trace_window(100);
        session.dispatch(Action::Seek(SimTime::from_secs(60)));
        session
    }

    fn settle(session: &mut Session) {
        for _ in 0..1_000_000 {
            if !session.work_on_searches(20) {
                return;
            }
        }
        panic!("the work does not end");
    }

    #[test]
    fn lines_are_the_consecutive_numbers_forgotten_and_later_ones_too() {
        let mut session = long();
        let all = session.events_total();
        session.dispatch(Action::Seek(SimTime::from_secs(30)));
        let past = session.events_total();
        assert_eq!((session.list_size().lines, session.list_size().past), (all, past));
        for first in [0, 400, past - 5, all - 50] {
            session.dispatch(Action::ShowLines { first, count: 50 });
            settle(&mut session);
            for (line, number) in session.lines(first, 50).iter().zip(first + 1..) {
                assert_eq!(line.id.0, number);
                assert_eq!(line.row.as_ref().map(|row| row.id), Some(EventId(number)));
                assert_eq!(line.later, number > past);
            }
        }
    }

    #[test]
    fn what_is_computed_again_is_what_had_happened() {
        let mut session = long();
        let rows = session.events(1, 200);
        session.dispatch(Action::ShowLines { first: 0, count: 200 });
        settle(&mut session);
        let again: Vec<_> = session.lines(0, 200).into_iter().filter_map(|line| line.row).collect();
        assert_eq!(again, rows);
    }

    #[test]
    fn acting_in_the_past_ends_the_list_there() {
        let mut session = long();
        session.dispatch(Action::Seek(SimTime::from_secs(30)));
        session.dispatch(Action::Run("fail billing".into()));
        let size = session.list_size();
        assert_eq!(
            (size.lines, size.past),
            (session.events_total(), session.events_total())
        );
    }

    #[test]
    fn the_list_follows_the_selection_until_told_otherwise() {
        let mut session = long();
        let billing = session.scenario().find("billing").expect("a worker");
        session.dispatch(Action::FollowSelection(true));
        session.dispatch(Action::Select(Selection::node(billing)));
        settle(&mut session);
        let size = session.list_size();
        session.dispatch(Action::ShowLines {
            first: 0,
            count: size.lines,
        });
        settle(&mut session);
        let lines = session.lines(0, size.lines);
        assert!(lines.len() > 100 && (lines.len() as u64) < size.events);
        assert!(
            lines
                .iter()
                .all(|line| line.row.as_ref().is_some_and(|row| row.node_id == billing))
        );
        session.dispatch(Action::FollowSelection(false));
        assert_eq!(session.list_size().lines, size.events);
    }

    #[test]
    fn a_copy_holds_what_is_listed_up_to_the_playhead() {
        let mut session = long();
        session.dispatch(Action::Seek(SimTime::from_secs(20)));
        let groups = BTreeSet::from([Group::Received]);
        let filter = Filter {
            groups,
            ..Filter::default()
        };
        session.dispatch(Action::Search(Searcher::List, Some(filter)));
        settle(&mut session);
        session.dispatch(Action::CopyLines(Some(Format::JsonLines)));
        settle(&mut session);
        let (_, text) = session.copied().expect("a copy");
        let text = text.expect("a complete copy");
        assert_eq!(text.lines().count() as u64, session.list_size().past);
        let mut before = 0;
        for line in text.lines() {
            let event: serde_json::Value = serde_json::from_str(line).expect("JSON on each line");
            let number = event["n"].as_u64().expect("a number");
            assert!(number > before && event["kind"] == "received", "{line}");
            assert!(
                event["time_us"].as_u64().is_some_and(|time| time <= 20_000_000),
                "{line}"
            );
            before = number;
        }
    }

    #[test]
    fn a_copied_line_reads_like_the_list() {
        let mut session = long();
        session.dispatch(Action::Restart);
        session.dispatch(Action::Seek(SimTime::from_secs(1)));
        let text = session.event_text(EventId(1), Format::Text);
        let row = session.events(1, 1).remove(0);
        let written = format!("#1  {}  {}  {}  {}", row.at, row.node, row.text, row.rule);
        assert_eq!(text.as_deref(), Some(written.trim_end()));
    }
}
