//! Looking out for the conditions while the run plays: after every step where a metric is waited for, else after every
//! batch, from which the run goes back to the very event.

use super::condition::{StopAction, StopRow, When};
use crate::base::SimTime;
use crate::nodes::World;
use crate::session::action::{Changed, Focus, Selection};
use crate::session::run::Session;
use crate::sim::{Event, Outcome};

/// One condition.
#[derive(Clone, Debug)]
struct Stop {
    id: u32,
    when: When,
    on: bool,
    /// Whether its metric met it at the last look: it stops only when that begins.
    held: bool,
}

/// All conditions of a session, and what of the trace they have seen.
#[derive(Clone, Debug, Default)]
pub struct Stops {
    list: Vec<Stop>,
    made: u32,
    seen: u64,
}

/// Which stop, and at which event if it was one.
type Hit = (usize, Option<Event>);

impl Stops {
    /// Each is looked at after every step.
    const MOST: usize = 20;

    fn is_on(&self) -> bool {
        self.list.iter().any(|stop| stop.on)
    }

    fn is_measuring(&self) -> bool {
        self.list.iter().any(|stop| stop.on && stop.when.is_measured())
    }

    /// Takes what is so now as known: after a jump, a deed, or another condition.
    pub fn look_afresh(&mut self, world: &World) {
        self.seen = world.trace().len();
        for stop in &mut self.list {
            stop.held = stop.when.holds_at(world, world.now());
        }
    }

    /// The first new event that a condition waits for.
    fn event(&mut self, world: &World) -> Option<Hit> {
        let mut new = world.trace().since(self.seen);
        self.seen = world.trace().len();
        new.find_map(|event| {
            let met = |stop: &Stop| stop.on && stop.when.is_met_by(event);
            self.list.iter().position(met).map(|index| (index, Some(*event)))
        })
    }

    /// The first metric that has begun to meet its condition by `at`.
    fn metric(&mut self, world: &World, at: SimTime) -> Option<usize> {
        let mut found = None;
        for (index, stop) in self.list.iter_mut().enumerate().filter(|(_, stop)| stop.on) {
            let holds = stop.when.holds_at(world, at);
            if holds && !stop.held {
                found = found.or(Some(index));
            }
            stop.held = holds;
        }
        found
    }

    /// The first instant after now and up to `until` at which a metric meets its condition by time alone, while nothing
    /// happens.
    fn crossing(&self, world: &World, until: SimTime) -> Option<SimTime> {
        let waiting = self.list.iter().filter(|stop| stop.on && !stop.held);
        let crossing = |stop: &Stop| {
            if !stop.when.holds_at(world, until) {
                return None;
            }
            let (mut before, mut after) = (world.now(), until);
            while after.0 - before.0 > 1 {
                let middle = SimTime(before.0 + (after.0 - before.0) / 2);
                if stop.when.holds_at(world, middle) {
                    after = middle;
                } else {
                    before = middle;
                }
            }
            Some(after)
        };
        waiting.filter_map(crossing).min()
    }
}

impl Session {
    /// The conditions, in the order in which they were added.
    pub fn stops(&self) -> Vec<StopRow> {
        let world = self.timeline.world();
        let row = |stop: &Stop| StopRow {
            id: stop.id,
            text: stop.when.text(&self.scenario),
            on: stop.on,
            now: stop.when.measured(world, world.now()).map(|(value, _)| value),
        };
        self.stops.list.iter().map(row).collect()
    }

    pub(in crate::session) fn dispatch_stop(&mut self, action: StopAction) -> Changed {
        let stops = &mut self.stops;
        match action {
            StopAction::Add(when) => {
                if let Some(same) = stops.list.iter_mut().find(|stop| stop.when == when) {
                    same.on = true;
                } else if stops.list.len() >= Stops::MOST {
                    let text = format!("There are {} conditions. Remove one first.", Stops::MOST);
                    self.notify(text, true, false);
                    return Changed::NOTICES;
                } else {
                    stops.made += 1;
                    stops.list.push(Stop {
                        id: stops.made,
                        when,
                        on: true,
                        held: false,
                    });
                }
            }
            StopAction::Switch(id, on) => {
                if let Some(stop) = stops.list.iter_mut().find(|stop| stop.id == id) {
                    stop.on = on;
                }
            }
            StopAction::Remove(id) => stops.list.retain(|stop| stop.id != id),
        }
        self.stops.look_afresh(self.timeline.world());
        Changed::PLAYBACK
    }

    /// Forgets the conditions about nodes that another document does not have.
    pub(in crate::session) fn clear_stops(&mut self) {
        self.stops = Stops::default();
    }

    /// Lets the run go on to the frame's target like [`crate::sim::Timeline::advance`], and stops it where a condition
    /// says.
    pub(in crate::session) fn advance_watching(&mut self, budget: u64) -> Outcome {
        let target = self.playback.target;
        if !self.stops.is_on() {
            return self.timeline.advance(target, budget).outcome;
        }
        if self.stops.is_measuring() {
            return self.step_watching(target, budget);
        }
        let frontier = self.timeline.frontier();
        let outcome = self.timeline.advance(target, budget).outcome;
        let Some((index, Some(event))) = self.stops.event(self.timeline.world()) else {
            return outcome;
        };
        self.timeline.seek_event(event.id);
        self.timeline.forget_beyond(frontier);
        self.halt((index, Some(event)));
        Outcome::Reached
    }

    fn step_watching(&mut self, target: SimTime, budget: u64) -> Outcome {
        for _ in 0..budget {
            let world = self.timeline.world();
            let due = self.timeline.next_due().unwrap_or(SimTime::NEVER);
            let quiet = target.min(SimTime(due.0.saturating_sub(1)));
            if quiet > world.now()
                && let Some(at) = self.stops.crossing(world, quiet)
            {
                // Nothing is due before then, so only the clock moves.
                self.timeline.advance(at, 1);
                if let Some(index) = self.stops.metric(self.timeline.world(), at) {
                    self.halt((index, None));
                }
                return Outcome::Reached;
            }
            match self.timeline.advance_one(target) {
                Outcome::Budget => {}
                other => return other,
            }
            let world = self.timeline.world();
            let event = self.stops.event(world);
            let metric = self.stops.metric(world, world.now()).map(|index| (index, None));
            if let Some(hit) = event.or(metric) {
                self.halt(hit);
                return Outcome::Reached;
            }
        }
        Outcome::Budget
    }

    /// Stops the run, says why, and shows where.
    fn halt(&mut self, (index, event): Hit) {
        let Some(when) = self.stops.list.get(index).map(|stop| stop.when.clone()) else {
            return;
        };
        let now = self.now();
        let (node, reason) = match (&event, &when) {
            (Some(event), _) => (event.node, when.reason(event, &|id| self.name_of(id))),
            (None, When::Metric { node, metric, .. }) => {
                let value = when.measured(self.timeline.world(), now).map_or(0, |(value, _)| value);
                let value = crate::sim::decimal(value, 0);
                (*node, format!("{metric} of {} is {value}", self.name_of(*node)))
            }
            (None, _) => return,
        };
        self.notify(format!("Stopped at {now}: {reason}."), false, false);
        self.jumped();
        if self.scenario.nodes.contains_key(&node) {
            self.selection = Selection::node(node);
        }
        if let Some(event) = event {
            self.focus = Focus {
                event: event.id,
                message: event.message,
            };
        }
        self.just_stopped = true;
    }
}
