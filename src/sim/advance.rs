//! How time passes in a world: the next piece of due work, until an instant or a budget is reached.

use super::agenda::Work;
use super::ctx::Ctx;
use super::message::{Request, Response};
use super::metrics::{Metrics, Point};
use super::node::{Kinds, Stimulus};
use super::trace::{EventId, Fate, Happening};
use super::world::{MINUTE, World};
use crate::base::{MessageId, NodeId, SimTime};
use std::rc::Rc;

/// Why [`World::advance`] stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Time has reached the asked instant.
    Reached,
    /// The budget is used up; call again to go on.
    Budget,
    /// More than [`World::INSTANT_LIMIT`] things happened without time passing: nodes chase each other in a circle.
    ZeroDelayLoop,
}

/// What [`World::advance`] did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Advance {
    /// How many pieces of work were done.
    pub steps: u64,
    /// Why it stopped.
    pub outcome: Outcome,
}

impl<N: Kinds> World<N> {
    /// Whether more has happened at this instant than [`World::INSTANT_LIMIT`].
    pub fn is_stuck(&self) -> bool {
        self.at_instant > Self::INSTANT_LIMIT
    }

    /// Lets time pass until `until`, doing at most `budget` pieces of work.
    pub fn advance(&mut self, until: SimTime, budget: u64) -> Advance {
        let mut steps = 0;
        while steps < budget {
            if self.is_stuck() {
                return Advance {
                    steps,
                    outcome: Outcome::ZeroDelayLoop,
                };
            }
            if !self.step(until) {
                self.wait_until(until);
                return Advance {
                    steps,
                    outcome: Outcome::Reached,
                };
            }
            steps += 1;
        }
        Advance {
            steps,
            outcome: Outcome::Budget,
        }
    }

    /// Does the next piece of work if it is due at `until` or before.
    #[inline]
    pub fn step(&mut self, until: SimTime) -> bool {
        let Some(due) = self.env.agenda.next_due().filter(|due| *due <= until) else {
            return false;
        };
        if due >= self.next_sample {
            self.sample_until(due);
        }
        let Some((time, cause, work)) = self.env.agenda.pop(until) else {
            return false;
        };
        self.steps += 1;
        if time > self.env.now {
            self.env.now = time;
            self.at_instant = 0;
        }
        self.at_instant += 1;
        let work = if self.env.tampered.is_empty() {
            work
        } else {
            match self.tampered(work, cause) {
                Some(work) => work,
                None => return true,
            }
        };
        let (id, stimulus) = match work {
            Work::Start(id) => (id, Stimulus::Start),
            Work::Request { to, from, request } => (to, Stimulus::Request { from, request }),
            Work::Response {
                to,
                call,
                wire,
                response,
            } => (to, Stimulus::Response { call, wire, response }),
            Work::HangUp { to, from } => (to, Stimulus::HungUp(from)),
            Work::Transfer { to, parcels } => (to, Stimulus::Transfer(parcels)),
            Work::Timer { node, timer } => (node, Stimulus::Timer(timer)),
        };
        match self.nodes.get_mut(&id) {
            Some(node) => Rc::make_mut(node).handle(
                stimulus,
                &mut Ctx {
                    env: &mut self.env,
                    me: id,
                    cause,
                },
            ),
            None => self.return_to_sender(id, stimulus, cause),
        }
        true
    }

    /// What was on its way to a node that is gone: messages are lost, callers learn that nobody is there.
    fn return_to_sender(&mut self, gone: NodeId, stimulus: Stimulus, cause: EventId) {
        let mut lose = |message: MessageId| {
            self.env.end(gone, message, Fate::Lost);
            self.env
                .trace
                .push(self.env.now, gone, message, Happening::Ended(Fate::Lost), None, cause);
        };
        match stimulus {
            Stimulus::Request { from, request } => {
                if let Request::Put { messages, .. } = &request {
                    messages.iter().for_each(|message| lose(message.id));
                }
                let work = Work::Response {
                    to: from.node,
                    call: from.call,
                    wire: from.wire,
                    response: Response::Unreachable,
                };
                self.env.agenda.push(self.env.now, super::Phase::Finish, 0, cause, work);
            }
            Stimulus::Transfer(parcels) => parcels.iter().for_each(|parcel| lose(parcel.message.id)),
            _ => {}
        }
    }

    /// Takes the points up to an instant: those of the charts, and each minute those of the nodes that emit any then
    /// (SQS-181).
    pub(super) fn sample_until(&mut self, until: SimTime) {
        while self.next_sample <= until {
            let at = self.next_sample;
            if at == self.series.next() {
                self.series.take(at, &self.nodes);
            }
            if at == self.next_minute {
                self.next_minute = at + MINUTE;
                self.sample_minute(at);
            }
            self.next_sample = self.series.next().min(self.next_minute);
        }
    }

    fn sample_minute(&mut self, at: SimTime) {
        for (id, node) in &self.nodes {
            if node.emits_metrics(at) {
                let mut metrics = Metrics::default();
                node.metrics(at, &mut metrics);
                let values = metrics.0.into_iter().map(|(_, value)| value).collect();
                self.env.samples.entry(*id).or_default().push(Point { at, values });
            }
        }
    }
}
