//! Time travel: a program of what is planned, a journal of what was done from outside, thinned checkpoints, and replay
//! between them.

mod cursor;
mod travel;

pub use cursor::Cursor;

use super::advance::{Advance, Outcome};
use super::node::Kinds;
use super::series::Series;
use super::trace::EventId;
use super::world::World;
use crate::base::{SimDuration, SimTime};
use std::rc::Rc;

/// Something done to a world from outside that can be done again: a step of a scenario, an edit, a command.
pub trait Entry<N>: Clone {
    /// Does it, at the world's present instant.
    fn perform(&self, world: &mut World<N>);

    /// How many pieces of work of its instant come before it when it is planned; 0 puts it before all of them.
    fn after(&self) -> u64 {
        0
    }
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
    /// How many pieces of work of the same instant came before it.
    after: u64,
    /// How much of the program came before it.
    planned: usize,
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
    /// The charts as they were at the frontier, while the head is elsewhere.
    furthest: Series,
    lookback: SimDuration,
}

impl<N: Kinds, E: Entry<N>> Timeline<N, E> {
    /// Steps between checkpoints at the start of a run; the distance doubles whenever there are too many.
    pub const INTERVAL: u64 = 8_192;
    /// More checkpoints than this are thinned to half.
    pub const CHECKPOINTS: usize = 32;

    /// After a seek the window of the trace reaches back at least so far, so that what is still under way can be shown.
    pub const LOOKBACK: SimDuration = SimDuration::from_secs(10);

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
            furthest: Series::default(),
            lookback: Self::LOOKBACK,
        }
    }

    /// The same run with what was done to it from outside, which stands in order: at the start, with all of it ahead.
    pub fn with_journal(mut self, journal: Vec<(Moment, E)>) -> Timeline<N, E> {
        // What came before each is counted once it is done.
        let recorded = journal.into_iter().map(|(moment, entry)| Recorded {
            moment,
            after: 0,
            planned: 0,
            entry,
        });
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

    /// The course of all metrics from the start to the frontier, also while the head is in the past.
    pub fn series(&self) -> &Series {
        if self.moment() >= self.frontier {
            self.head.world.series()
        } else {
            &self.furthest
        }
    }

    /// What was done from outside, in order.
    pub fn journal(&self) -> impl Iterator<Item = (Moment, &E)> {
        self.journal.iter().map(|recorded| (recorded.moment, &recorded.entry))
    }

    /// What was done from outside, in order, as it would have to be planned: when, after how many pieces of work of that
    /// instant, and after how many entries of the program.
    pub fn as_planned(&self) -> impl Iterator<Item = (SimTime, u64, usize, &E)> {
        let recorded = self.journal.iter();
        recorded.map(|recorded| (recorded.moment.at, recorded.after, recorded.planned, &recorded.entry))
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
        let (after, planned) = (self.head.world.at_instant(), self.head.planned);
        entry.perform(&mut self.head.world);
        self.journal.push(Recorded {
            moment,
            after,
            planned,
            entry,
        });
        self.head.performed += 1;
        self.frontier = self.moment();
        forked
    }

    /// Plans the time after the head anew. What had happened later on is forgotten. What is planned up to the head must
    /// be as it was.
    pub fn replan(&mut self, program: Vec<(SimTime, E)>) {
        let moment = self.moment();
        let mut program = program;
        program.sort_by_key(|(at, _)| *at);
        self.program = program.into();
        self.journal.truncate(self.head.performed);
        self.checkpoints
            .retain(|checkpoint| checkpoint.world.steps() <= moment.steps);
        self.frontier = moment;
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

    /// Does the one next thing that is due at `until` or before. [`Outcome::Budget`] when it did; when nothing is due,
    /// the clock stands at `until`: [`Outcome::Reached`].
    pub fn advance_one(&mut self, until: SimTime) -> Outcome {
        if self.head.world.is_stuck() {
            return Outcome::ZeroDelayLoop;
        }
        if self.next_due().is_none_or(|due| due > until) || !self.step() {
            self.head.world.wait_until(until);
            self.frontier = self.frontier.max(self.moment());
            return Outcome::Reached;
        }
        Outcome::Budget
    }

    /// Does the next piece of work, or the next thing planned or recorded. False when nothing is left.
    pub fn step(&mut self) -> bool {
        let stepped = self.perform_if_due(SimTime::NEVER) || self.head.world.step(SimTime::NEVER);
        self.keep_checkpoint();
        self.frontier = self.frontier.max(self.moment());
        stepped
    }

    /// A second reading of the run, which begins at the nearest checkpoint before the event `first`.
    pub fn cursor(&self, first: EventId) -> Cursor<N, E> {
        Cursor::new(self, first)
    }

    /// How far the world may run by itself before something planned, recorded or a checkpoint is due.
    fn run_free(&self, until: SimTime) -> (SimTime, u64) {
        let world = &self.head.world;
        let before = |at: SimTime| SimTime(at.0.saturating_sub(1));
        let mut room = self.next_checkpoint().saturating_sub(world.steps()).max(1);
        let mut stop = match self.program.get(self.head.planned) {
            None => until,
            // Some pieces of work of its instant come first.
            Some((at, entry)) if entry.after() > 0 && world.next_due() == Some(*at) => {
                room = room.min(entry.after().saturating_sub(done_at(world, *at)).max(1));
                until.min(*at)
            }
            Some((at, _)) => until.min(before(*at)),
        };
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
        if let Some(next) = self.journal.get_mut(self.head.performed)
            && (next.moment.steps <= world.steps() || next_due.is_none_or(|due| due > next.moment.at))
            && next.moment.at <= until
        {
            world.wait_until(next.moment.at);
            (next.after, next.planned) = (world.at_instant(), self.head.planned);
            next.entry.perform(world);
            self.head.performed += 1;
            return true;
        }
        if let Some((at, entry)) = self.program.get(self.head.planned)
            && *at <= until
            && (world.next_due().is_none_or(|due| due > *at)
                || (world.next_due() == Some(*at) && done_at(world, *at) >= entry.after()))
        {
            world.wait_until(*at);
            entry.perform(world);
            self.head.planned += 1;
            return true;
        }
        false
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

/// How many pieces of work of this instant have been done.
fn done_at<N: Kinds>(world: &World<N>, at: SimTime) -> u64 {
    if world.now() == at { world.at_instant() } else { 0 }
}
