//! Time travel: a program of what is planned, a journal of what was done from outside, thinned checkpoints, and replay
//! between them.

mod cursor;

pub use cursor::Cursor;

use super::node::Kinds;
use super::trace::{Event, EventId};
use super::world::{Advance, Outcome, World};
use crate::base::SimTime;
use std::rc::Rc;

/// Something done to a world from outside that can be done again: a step of a scenario, an edit, a command.
pub trait Entry<N>: Clone {
    /// Does it, at the world's present instant.
    fn perform(&self, world: &mut World<N>);
}

/// A point of the run: after so many steps, at this time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Moment {
    /// Pieces of work and inputs done.
    pub steps: u64,
    /// The clock.
    pub at: SimTime,
}

#[derive(Clone, Debug)]
struct Recorded<E> {
    moment: Moment,
    entry: E,
}

/// A world to come back to, with how much of the program and of the journal is behind it.
#[derive(Clone, Debug)]
struct Head<N> {
    world: World<N>,
    planned: usize,
    performed: usize,
}

impl<N: Kinds> Head<N> {
    fn checkpoint(&self) -> Head<N> {
        Head {
            world: self.world.checkpoint(),
            ..*self
        }
    }
}

/// A run that remembers how it came about. Whatever it shows can be had again: `seek` is the nearest checkpoint plus
/// replay, and acting in the past forks the run.
#[derive(Clone, Debug)]
pub struct Timeline<N, E> {
    head: Head<N>,
    program: Rc<[(SimTime, E)]>,
    journal: Vec<Recorded<E>>,
    checkpoints: Vec<Rc<Head<N>>>,
    interval: u64,
    frontier: Moment,
}

impl<N: Kinds, E: Entry<N>> Timeline<N, E> {
    /// Steps between checkpoints at the start of a run; the distance doubles whenever there are too many.
    pub const INTERVAL: u64 = 8_192;
    /// More checkpoints than this are thinned to half.
    pub const CHECKPOINTS: usize = 32;

    /// A run that begins with this world and does what is planned, in order of time, each before anything else of its
    /// instant.
    pub fn new(world: World<N>, program: Vec<(SimTime, E)>) -> Timeline<N, E> {
        let frontier = Moment {
            steps: world.steps(),
            at: world.now(),
        };
        let head = Head {
            world,
            planned: 0,
            performed: 0,
        };
        let checkpoints = vec![Rc::new(head.checkpoint())];
        let mut program = program;
        program.sort_by_key(|(at, _)| *at);
        Timeline {
            head,
            program: program.into(),
            journal: Vec::new(),
            checkpoints,
            interval: Self::INTERVAL,
            frontier,
        }
    }

    /// The same run with what was done to it from outside, which stands in order: at the start, with all of it ahead.
    pub fn with_journal(mut self, journal: Vec<(Moment, E)>) -> Timeline<N, E> {
        let recorded = journal.into_iter().map(|(moment, entry)| Recorded { moment, entry });
        self.journal = recorded.collect();
        let last = self.journal.last().map_or(self.frontier, |last| last.moment);
        self.frontier = self.frontier.max(last);
        self
    }

    /// The world as it is at the head.
    pub fn world(&self) -> &World<N> {
        &self.head.world
    }

    /// Where the head is.
    pub fn moment(&self) -> Moment {
        Moment {
            steps: self.head.world.steps(),
            at: self.head.world.now(),
        }
    }

    /// The furthest point that was ever reached on this branch.
    pub fn frontier(&self) -> Moment {
        self.frontier
    }

    /// What was done from outside, in order.
    pub fn journal(&self) -> impl Iterator<Item = (Moment, &E)> {
        self.journal.iter().map(|recorded| (recorded.moment, &recorded.entry))
    }

    /// When something happens next: due work, or something planned or recorded. None when the run is over.
    pub fn next_due(&self) -> Option<SimTime> {
        let planned = self.program.get(self.head.planned).map(|(at, _)| *at);
        let recorded = self.journal.get(self.head.performed).map(|recorded| recorded.moment.at);
        [self.head.world.next_due(), planned, recorded]
            .into_iter()
            .flatten()
            .min()
    }

    /// Changes how many events the window of the trace keeps.
    pub fn set_trace_window(&mut self, capacity: usize) {
        self.head.world.trace_mut().set_capacity(capacity);
    }

    /// Does something at the head. What had happened later on is forgotten: the run forks. True when it did.
    pub fn act(&mut self, entry: E) -> bool {
        let moment = self.moment();
        let forked = self.frontier > moment;
        self.journal.truncate(self.head.performed);
        self.checkpoints
            .retain(|checkpoint| checkpoint.world.steps() <= moment.steps);
        entry.perform(&mut self.head.world);
        self.journal.push(Recorded { moment, entry });
        self.head.performed += 1;
        self.frontier = self.moment();
        forked
    }

    /// Lets time pass until `until`, doing at most `budget` pieces of work, with everything planned and recorded.
    pub fn advance(&mut self, until: SimTime, budget: u64) -> Advance {
        let begin = self.head.world.steps();
        loop {
            let steps = self.head.world.steps() - begin;
            if steps >= budget {
                return Advance {
                    steps,
                    outcome: Outcome::Budget,
                };
            }
            if self.perform_if_due(until) {
                continue;
            }
            let (stop, room) = self.run_free(until);
            let done = self.head.world.advance(stop, room.min(budget - steps));
            self.keep_checkpoint();
            self.frontier = self.frontier.max(self.moment());
            if done.outcome == Outcome::ZeroDelayLoop {
                return Advance {
                    steps: steps + done.steps,
                    outcome: Outcome::ZeroDelayLoop,
                };
            }
            if done.outcome == Outcome::Reached && self.next_due().is_none_or(|due| due > until) {
                self.head.world.wait_until(until);
                self.frontier = self.frontier.max(self.moment());
                return Advance {
                    steps: steps + done.steps,
                    outcome: Outcome::Reached,
                };
            }
        }
    }

    /// Goes to the instant `at`: everything due then has happened.
    pub fn seek(&mut self, at: SimTime) {
        self.restore(|head| head.world.now() < at);
        while self.advance(at, u64::MAX).outcome == Outcome::Budget {}
    }

    /// Goes to the point after so many steps, forwards or backwards.
    pub fn seek_step(&mut self, steps: u64) {
        self.restore(|head| head.world.steps() <= steps);
        while self.head.world.steps() < steps && self.step() {}
    }

    /// Goes to exactly this moment: its steps, and then its clock.
    pub fn seek_moment(&mut self, moment: Moment) {
        self.seek_step(moment.steps);
        self.head.world.wait_until(moment.at);
    }

    /// Goes to the point right after the piece of work in which an event happened, forwards or backwards; at the end of
    /// the run when it has not so many events.
    pub fn seek_event(&mut self, event: EventId) {
        self.restore(|head| head.world.trace().len() < event.0);
        while self.head.world.trace().len() < event.0 && self.step() {}
    }

    /// Does the next piece of work, or the next thing planned or recorded. False when nothing is left.
    pub fn step(&mut self) -> bool {
        let stepped = self.perform_if_due(SimTime::NEVER) || self.head.world.step(SimTime::NEVER);
        self.keep_checkpoint();
        self.frontier = self.frontier.max(self.moment());
        stepped
    }

    /// Goes back to just before the step in which the last event happened. False when nothing has happened yet.
    pub fn step_back(&mut self) -> bool {
        let events = self.head.world.trace().len();
        if events == 0 {
            return false;
        }
        let mut past = self.clone();
        past.interval = u64::MAX;
        past.restore(|head| head.world.trace().len() < events);
        let mut before = past.moment();
        while past.head.world.trace().len() < events {
            before = past.moment();
            if !past.step() {
                return false;
            }
        }
        self.seek_moment(before);
        true
    }

    /// A second reading of the run, which begins at the nearest checkpoint before the event `first`.
    pub fn cursor(&self, first: EventId) -> Cursor<N, E> {
        Cursor::new(self, first)
    }

    /// The events with the numbers `first ..`, at most `count`; the forgotten ones are recomputed from a checkpoint.
    pub fn events(&self, first: u64, count: usize) -> Vec<Event> {
        let last = first.saturating_add(count as u64);
        let in_range = |event: &&Event| (first..last).contains(&event.id.0);
        let trace = self.head.world.trace();
        let kept = trace.window().front().map_or(trace.len() + 1, |event| event.id.0);
        if first >= kept {
            return trace.window().iter().filter(in_range).copied().collect();
        }
        let mut past = self.clone();
        past.interval = u64::MAX;
        past.restore(|head| head.world.trace().len() < first);
        past.head.world.trace_mut().set_capacity(usize::MAX);
        let end = last.min(trace.len() + 1);
        while past.head.world.trace().len() + 1 < end && past.step() {}
        past.head
            .world
            .trace()
            .window()
            .iter()
            .filter(in_range)
            .copied()
            .collect()
    }

    /// How far the world may run by itself before something planned, recorded or a checkpoint is due.
    fn run_free(&self, until: SimTime) -> (SimTime, u64) {
        let world = &self.head.world;
        let before = |at: SimTime| SimTime(at.0.saturating_sub(1));
        let mut stop = self
            .program
            .get(self.head.planned)
            .map_or(until, |(at, _)| until.min(before(*at)));
        let mut room = self.next_checkpoint().saturating_sub(world.steps()).max(1);
        if let Some(next) = self.journal.get(self.head.performed) {
            stop = stop.min(next.moment.at);
            room = room.min(next.moment.steps.saturating_sub(world.steps()).max(1));
        }
        (stop, room)
    }

    fn perform_if_due(&mut self, until: SimTime) -> bool {
        let world = &mut self.head.world;
        let planned = self.program.get(self.head.planned).map(|(at, _)| *at);
        // A journal of another revision of the engines may want more steps than its time has; then the time decides.
        let next_due = [world.next_due(), planned].into_iter().flatten().min();
        if let Some(next) = self.journal.get(self.head.performed)
            && (next.moment.steps <= world.steps() || next_due.is_none_or(|due| due > next.moment.at))
            && next.moment.at <= until
        {
            world.wait_until(next.moment.at);
            next.entry.perform(world);
            self.head.performed += 1;
            return true;
        }
        if let Some((at, entry)) = self.program.get(self.head.planned)
            && *at <= until
            && world.next_due().is_none_or(|due| due >= *at)
        {
            world.wait_until(*at);
            entry.perform(world);
            self.head.planned += 1;
            return true;
        }
        false
    }

    fn restore(&mut self, usable: impl Fn(&Head<N>) -> bool) {
        let index = self.checkpoints.iter().rposition(|head| usable(head)).unwrap_or(0);
        self.head = self.checkpoints[index].checkpoint();
    }

    fn next_checkpoint(&self) -> u64 {
        self.checkpoints
            .last()
            .map_or(0, |head| head.world.steps())
            .saturating_add(self.interval)
    }

    fn keep_checkpoint(&mut self) {
        if self.head.world.steps() < self.next_checkpoint() {
            return;
        }
        self.checkpoints.push(Rc::new(self.head.checkpoint()));
        if self.checkpoints.len() > Self::CHECKPOINTS {
            let mut index = 0;
            self.checkpoints.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.interval = self.interval.saturating_mul(2);
        }
    }
}
