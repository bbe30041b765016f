//! Long polls that wait, first come first served (SQS-076).

use crate::base::{SimDuration, SimTime};
use crate::sim::Caller;
use std::collections::VecDeque;
use std::rc::Rc;

/// A long poll without an answer yet.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// Whom to answer.
    pub caller: Caller,
    /// At most so many messages.
    pub max: usize,
    /// Its own visibility timeout.
    pub lease: Option<SimDuration>,
    /// Its attempt id (SQS-144).
    pub attempt: Option<Rc<str>>,
    /// When it gets an empty answer (SQS-075).
    pub deadline: SimTime,
}

/// The waiting long polls by arrival.
#[derive(Clone, Debug, Default)]
pub struct Waiters {
    queue: VecDeque<Waiter>,
}

impl Waiters {
    /// Whether nobody waits.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// One more waits.
    #[inline]
    pub fn push(&mut self, waiter: Waiter) {
        self.queue.push_back(waiter);
    }

    /// The one that has waited longest.
    #[inline]
    pub fn pop(&mut self) -> Option<Waiter> {
        self.queue.pop_front()
    }

    /// Puts back the one that was taken last.
    pub fn unpop(&mut self, waiter: Waiter) {
        self.queue.push_front(waiter);
    }

    /// Forgets a caller that has gone.
    pub fn forget(&mut self, caller: Caller) {
        self.queue.retain(|waiter| waiter.caller != caller);
    }

    /// Takes out those whose time is over, by arrival.
    pub fn overdue(&mut self, now: SimTime) -> Vec<Waiter> {
        let (over, waiting) = self.queue.drain(..).partition(|waiter| waiter.deadline <= now);
        self.queue = waiting;
        Vec::from(over)
    }

    /// The earliest deadline.
    pub fn next_deadline(&self) -> Option<SimTime> {
        self.queue.iter().map(|waiter| waiter.deadline).min()
    }
}
