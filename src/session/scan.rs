//! Searching all events of the present branch, the forgotten ones included, a bounded piece per frame.
//!
//! The events that the trace still holds are looked through first, so that the newest findings are there at once; the
//! older ones are computed again from the first checkpoint on, by a cursor that never touches the run. Only event
//! numbers are kept. A jump in time loses nothing, since the branch stays the same: findings behind the playhead are
//! told apart by [`Scan::count`]. A fork or a restart begins the search anew.

use super::action::Changed;
use super::filter::Filter;
use super::run::Session;
use crate::nodes::AnyNode;
use crate::scenario::Deed;
use crate::sim::{Cursor, Event, EventId};
use std::collections::{BTreeMap, VecDeque};

/// Who searches. Each searches for one thing at a time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Searcher {
    /// The list of events.
    List,
    /// The journey of a message.
    Journey,
}

/// A search with what it has found so far.
#[derive(Clone, Debug)]
pub struct Scan {
    filter: Filter,
    branch: u64,
    /// Found among the events 1 .. `old_end`, which were computed again.
    old: VecDeque<u64>,
    old_end: u64,
    /// Found among the events `new_begin .. new_end`, which the trace held.
    new: VecDeque<u64>,
    new_begin: u64,
    new_end: u64,
    dropped: u64,
    cursor: Option<Box<Cursor<AnyNode, Deed>>>,
}

impl Scan {
    /// At most so many findings are kept, the newest ones.
    pub const MOST: usize = 200_000;

    fn new(filter: Filter, branch: u64) -> Scan {
        Scan {
            filter,
            branch,
            old: VecDeque::new(),
            old_end: 1,
            new: VecDeque::new(),
            new_begin: 1,
            new_end: 1,
            dropped: 0,
            cursor: None,
        }
    }

    /// What is searched for.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How many findings older than those that are kept were left out.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// How many findings there are up to an event, the dropped ones not counted.
    pub fn count(&self, until: EventId) -> usize {
        let upto = |list: &VecDeque<u64>| list.partition_point(|number| *number <= until.0);
        upto(&self.old) + upto(&self.new)
    }

    /// The finding with this index, oldest first.
    pub fn get(&self, index: usize) -> Option<EventId> {
        let number = match index.checked_sub(self.old.len()) {
            None => self.old.get(index),
            Some(behind) => self.new.get(behind),
        };
        number.map(|number| EventId(*number))
    }

    /// How many of the events up to this one were looked at.
    pub fn looked_at(&self, until: EventId) -> u64 {
        let end = until.0 + 1;
        let gap = self.new_begin.min(end).saturating_sub(self.old_end.min(end));
        end.min(self.new_end.max(self.old_end)) - 1 - gap
    }

    /// Whether everything up to this event was looked at.
    pub fn is_complete(&self, until: EventId) -> bool {
        self.looked_at(until) >= until.0
    }

    fn found(&mut self, number: u64, old: bool) {
        if old {
            self.old.push_back(number);
        } else {
            self.new.push_back(number);
        }
        if self.old.len() + self.new.len() > Scan::MOST {
            self.dropped += 1;
            if self.old.pop_front().is_none() {
                self.new.pop_front();
            }
        }
    }

    /// Looks at events that the trace holds: at most `budget`. Returns how many.
    fn follow(&mut self, session: &Session, budget: u64) -> u64 {
        let trace = session.timeline.world().trace();
        let first = trace.window().front().map_or(trace.len() + 1, |event| event.id.0);
        let behind = self.new_end <= trace.len() && self.new_end < first;
        let ahead = self.new_end > trace.len() && self.new_end <= session.furthest;
        if behind || ahead {
            // The run went on faster than the search, or jumped: what lies between is computed again later.
            let first = if ahead { session.furthest + 1 } else { first };
            if self.old_end >= self.new_begin {
                let met = std::mem::take(&mut self.new);
                self.old.extend(met);
                self.old_end = self.old_end.max(self.new_end);
            }
            self.new.clear();
            (self.new_begin, self.new_end) = (first, first);
            self.cursor = None;
        }
        let mut looked = 0;
        while looked < budget && self.new_end <= trace.len() {
            let Some(event) = trace.get(EventId(self.new_end)) else {
                break;
            };
            if self.filter.fits(event, &|event| session.sentence(event)) {
                self.found(event.id.0, false);
            }
            self.new_end += 1;
            looked += 1;
        }
        looked
    }

    /// Computes forgotten events again, with at most `budget` pieces of work.
    fn recall(&mut self, session: &Session, budget: u64) {
        let end = self.new_begin.min(session.furthest + 1);
        if self.old_end >= end {
            self.cursor = None;
            return;
        }
        let mut cursor = match self.cursor.take() {
            Some(cursor) => cursor,
            None => Box::new(session.timeline.cursor(EventId(self.old_end))),
        };
        let mut events: Vec<Event> = Vec::new();
        let more = cursor.read(budget, &mut |event| events.push(*event));
        let wanted = self.old_end..end;
        for event in events.iter().filter(|event| wanted.contains(&event.id.0)) {
            if self.filter.fits(event, &|event| session.sentence(event)) {
                self.found(event.id.0, true);
            }
        }
        self.old_end = self.old_end.max(cursor.next().0.min(end));
        if more && self.old_end < end {
            self.cursor = Some(cursor);
        }
    }

    /// Goes on with at most `budget` pieces of work. True when something was looked at.
    fn work(&mut self, session: &Session, budget: u64) -> bool {
        if self.branch != session.branch {
            *self = Scan::new(std::mem::take(&mut self.filter), session.branch);
        }
        if self.is_complete(EventId(session.furthest)) {
            return false;
        }
        let looked = self.follow(session, budget);
        if looked < budget {
            self.recall(session, budget - looked);
        }
        true
    }
}

impl Session {
    /// Searches for something else; None ends the search.
    pub(super) fn search(&mut self, who: Searcher, filter: Option<Filter>) -> Changed {
        let filter = filter.filter(|filter| !filter.is_empty());
        match filter {
            None => drop(self.scans.remove(&who)),
            Some(filter) if self.scans.get(&who).is_some_and(|scan| scan.filter == filter) => {
                return Changed::NOTHING;
            }
            Some(filter) => drop(self.scans.insert(who, Scan::new(filter, self.branch))),
        }
        Changed::SEARCH
    }

    /// Goes on with the searches: at most `budget` pieces of work. True when there is more to look at in this frame.
    pub fn work_on_searches(&mut self, budget: u64) -> bool {
        self.filter_by_selection();
        let mut scans: BTreeMap<Searcher, Scan> = std::mem::take(&mut self.scans);
        let mut searched = false;
        for scan in scans.values_mut() {
            searched |= scan.work(self, budget);
        }
        let mut listing = std::mem::take(&mut self.listing);
        searched |= listing.work(self, budget);
        self.listing = listing;
        self.scans = scans;
        searched |= self.look_back(budget);
        self.searched |= searched;
        searched
    }

    /// Whether a search has gone on since this was asked for the last time.
    pub fn take_searched(&mut self) -> Changed {
        if std::mem::take(&mut self.searched) {
            Changed::SEARCH
        } else {
            Changed::NOTHING
        }
    }

    /// A search, if one is on.
    pub fn scan(&self, who: Searcher) -> Option<&Scan> {
        self.scans.get(&who)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Filter, Group, Session};
    use super::Searcher;
    use crate::base::SimTime;
    use crate::scenario::Scenario;
    use crate::sim::EventId;
    use std::collections::BTreeSet;

    const LIST: Searcher = Searcher::List;

    /// Ten messages a second through a queue to a worker.
    fn busy(seconds: u64) -> Session {
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
        session.dispatch(Action::Seek(SimTime::from_secs(seconds)));
        assert!(session.notices().is_empty(), "{:?}", session.notices());
        session
    }

    fn deleted() -> Filter {
        Filter {
            groups: BTreeSet::from([Group::Deleted]),
            ..Filter::default()
        }
    }

    /// What a plain walk over all events finds.
    fn by_hand(session: &Session, filter: &Filter) -> Vec<u64> {
        let all = session.timeline.events(1, usize::MAX >> 1);
        let fits = |event: &&crate::sim::Event| filter.fits(event, &|event| session.sentence(event));
        all.iter().filter(fits).map(|event| event.id.0).collect()
    }

    fn told(session: &Session) -> Vec<u64> {
        let until = EventId(session.events_total());
        let scan = session.scan(LIST).expect("a search");
        assert!(scan.is_complete(until));
        (0..scan.count(until))
            .filter_map(|index| scan.get(index))
            .map(|event| event.0)
            .collect()
    }

    fn finish(session: &mut Session) {
        for _ in 0..1_000_000 {
            if !session.work_on_searches(50) {
                return;
            }
        }
        panic!("the search does not end");
    }

    #[test]
    fn a_search_finds_what_a_plain_walk_finds_among_forgotten_events_too() {
        let mut session = busy(60);
        session.dispatch(Action::Run("set orders VisibilityTimeout=1".into()));
        session.dispatch(Action::Run("slow billing 10000%".into()));
        session.dispatch(Action::Seek(SimTime::from_secs(120)));
        session.timeline.set_trace_window(300);
        assert!(session.events_total() > 2_000, "{}", session.events_total());
        let text = Filter {
            text: "Received by BILLING".into(),
            ..Filter::default()
        };
        let rule = Filter {
            rule: "sqs-".into(),
            ..Filter::default()
        };
        for filter in [deleted(), text, rule] {
            session.dispatch(Action::Search(LIST, Some(filter.clone())));
            finish(&mut session);
            assert!(!told(&session).is_empty(), "{filter:?}");
            assert_eq!(told(&session), by_hand(&session, &filter));
        }
    }

    #[test]
    fn a_search_follows_the_run_and_tells_what_lies_before_the_playhead() {
        let mut session = busy(20);
        session.timeline.set_trace_window(300);
        session.dispatch(Action::Search(LIST, Some(deleted())));
        session.work_on_searches(50);
        for seconds in [21, 40, 5, 30, 41, 12] {
            session.dispatch(Action::Seek(SimTime::from_secs(seconds)));
            session.work_on_searches(70);
            finish(&mut session);
            assert_eq!(told(&session), by_hand(&session, &deleted()), "at {seconds} s");
        }
    }

    #[test]
    fn a_fork_and_a_restart_begin_the_search_anew() {
        let mut session = busy(30);
        session.dispatch(Action::Search(LIST, Some(deleted())));
        finish(&mut session);
        session.dispatch(Action::Seek(SimTime::from_secs(10)));
        session.dispatch(Action::Run("fail billing".into()));
        session.dispatch(Action::Seek(SimTime::from_secs(30)));
        finish(&mut session);
        assert_eq!(told(&session), by_hand(&session, &deleted()));
        session.dispatch(Action::Restart);
        finish(&mut session);
        assert_eq!(told(&session), Vec::<u64>::new());
    }

    #[test]
    fn a_search_never_moves_the_run() {
        let mut session = busy(30);
        session.timeline.set_trace_window(100);
        let before = (session.trace_hash(), session.now(), session.events_total());
        session.dispatch(Action::Search(LIST, Some(deleted())));
        finish(&mut session);
        assert_eq!((session.trace_hash(), session.now(), session.events_total()), before);
    }

    #[test]
    fn going_to_an_event_stops_right_after_it_in_both_directions() {
        let mut session = busy(10);
        for number in [400, 17, 399, 1] {
            session.dispatch(Action::SeekEvent(EventId(number)));
            let total = session.events_total();
            assert!((number..number + 12).contains(&total), "{number}: {total}");
            session.dispatch(Action::StepBack);
            assert!(session.events_total() < number);
        }
    }
}
