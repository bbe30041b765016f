//! Going to any moment of a run: the nearest checkpoint, and replay from there.

use super::{Entry, Head, Moment, Timeline};
use crate::base::{SimDuration, SimTime};
use crate::sim::advance::Outcome;
use crate::sim::node::Kinds;
use crate::sim::series::Series;
use crate::sim::trace::{Event, EventId};

impl<N: Kinds, E: Entry<N>> Timeline<N, E> {
    /// Sets how far back the window of the trace reaches after a seek, at least: as long as what happened is shown.
    pub fn set_lookback(&mut self, span: SimDuration) {
        self.lookback = span.max(Self::LOOKBACK);
    }

    /// Goes to the instant `at`: everything due then has happened.
    pub fn seek(&mut self, at: SimTime) {
        self.approach(at);
        while self.advance(at, u64::MAX).outcome == Outcome::Budget {}
    }

    /// Goes to the best point from which [`Timeline::advance`] reaches the instant `at`: where the head is, or the
    /// nearest checkpoint. The first part of a seek, for those who do the rest in slices.
    pub fn approach(&mut self, at: SimTime) {
        let index = self.last_checkpoint(|head| head.world.now() < at);
        let ahead = self.head.world.now() <= at && self.head.world.steps() >= self.checkpoints[index].world.steps();
        if !ahead {
            self.restore(index, at);
        }
    }

    /// Goes to the point after so many steps, forwards or backwards.
    pub fn seek_step(&mut self, steps: u64) {
        let index = self.last_checkpoint(|head| head.world.steps() <= steps);
        let (here, there) = (self.head.world.steps(), &self.checkpoints[index].world);
        if here >= steps || here < there.steps() {
            self.restore(index, there.now());
        }
        while self.head.world.steps() < steps && self.step() {}
    }

    /// Goes to exactly this moment: its steps, and then its clock.
    pub fn seek_moment(&mut self, moment: Moment) {
        self.seek_step(moment.steps);
        self.head.world.wait_until(moment.at);
        self.frontier = self.frontier.max(self.moment());
    }

    /// Goes to the point right after the piece of work in which an event happened, forwards or backwards. False, and at
    /// the end of the run, when it has not so many events.
    pub fn seek_event(&mut self, event: EventId) -> bool {
        let index = self.last_checkpoint(|head| head.world.trace().len() < event.0);
        let (here, there) = (self.head.world.trace().len(), &self.checkpoints[index].world);
        if here >= event.0 || here < there.trace().len() {
            self.restore(index, there.now());
        }
        while self.head.world.trace().len() < event.0 {
            if !self.step() {
                return false;
            }
        }
        true
    }

    /// Takes back that the run ever went further than the head and than `before`: for one who ran ahead only to look.
    pub fn forget_beyond(&mut self, before: Moment) {
        self.frontier = before.max(self.moment());
    }

    /// Goes back to just before the step in which the last event happened. False when nothing has happened yet.
    pub fn step_back(&mut self) -> bool {
        let events = self.head.world.trace().len();
        if events == 0 {
            return false;
        }
        let mut past = self.scout(self.last_checkpoint(|head| head.world.trace().len() < events));
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

    /// Goes back to right after the latest step before this moment in which an event of this choice happened, and returns
    /// the first such event of that step. None, and nothing changed, when there is none.
    pub fn step_back_to(&mut self, wanted: impl Fn(&Event) -> bool) -> Option<Event> {
        let here = self.moment();
        let mut index = self.last_checkpoint(|head| head.world.steps() < here.steps);
        let mut end = here;
        loop {
            let mut past = self.scout(index);
            let mut found = None;
            while past.moment() < end {
                let seen = past.head.world.trace().len();
                if !past.step() || past.moment() >= here {
                    break;
                }
                if let Some(event) = past.head.world.trace().since(seen).find(|event| wanted(event)) {
                    found = Some((past.moment(), *event));
                }
            }
            if let Some((moment, event)) = found {
                self.seek_moment(moment);
                return Some(event);
            }
            if index == 0 {
                return None;
            }
            end = Moment {
                steps: self.checkpoints[index].world.steps(),
                at: self.checkpoints[index].world.now(),
            };
            index -= 1;
        }
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
        let mut past = self.scout(self.last_checkpoint(|head| head.world.trace().len() < first));
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

    /// The same run at a checkpoint, to look around in. It keeps no checkpoints of its own.
    pub(super) fn scout(&self, index: usize) -> Timeline<N, E> {
        Timeline {
            head: self.checkpoints[index].checkpoint(),
            furthest: Series::default(),
            program: self.program.clone(),
            journal: self.journal.clone(),
            checkpoints: vec![self.checkpoints[index].clone()],
            interval: u64::MAX,
            frontier: self.frontier,
            lookback: self.lookback,
        }
    }

    /// The last checkpoint that will do, or else the first.
    pub(super) fn last_checkpoint(&self, usable: impl Fn(&Head<N>) -> bool) -> usize {
        self.checkpoints.iter().rposition(|head| usable(head)).unwrap_or(0)
    }

    /// Puts the head to a checkpoint: to this one if it remembers enough of what came before `at`, else to an earlier one
    /// from which that will be seen again.
    fn restore(&mut self, index: usize, at: SimTime) {
        if self.moment() >= self.frontier {
            self.furthest = self.head.world.series().clone();
        }
        let from = at - self.lookback;
        let capacity = self.head.world.trace().capacity() as u64;
        let begin = self.checkpoints[index].world.trace().len();
        let remembers = |head: &Head<N>| {
            let trace = head.world.trace();
            let complete = trace.window().len() as u64 == trace.len();
            let first = trace.window().front();
            complete || first.is_some_and(|event| event.at < from || begin - event.id.0 >= capacity)
        };
        let earlier = self.checkpoints[..=index].iter().rposition(|head| remembers(head));
        self.head = self.checkpoints[earlier.unwrap_or(0)].checkpoint();
        self.head.world.trace_mut().set_capacity(capacity as usize);
    }
}
