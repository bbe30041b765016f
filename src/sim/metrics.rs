//! Counting: a node's metrics, their minute points, and the ledger of messages.

use super::trace::Fate;
use crate::base::SimTime;
use std::collections::VecDeque;
use std::rc::Rc;

/// The present values of a node's metrics, by name, in the order of its description.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Metrics(pub Vec<(&'static str, i64)>);

impl Metrics {
    /// Adds a value.
    pub fn set(&mut self, name: &'static str, value: impl TryInto<i64>) {
        self.0.push((name, value.try_into().unwrap_or(i64::MAX)));
    }

    /// The value of a metric.
    pub fn get(&self, name: &str) -> Option<i64> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// A node's metrics at a minute boundary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// The boundary.
    pub at: SimTime,
    /// The values, in the order of the node's description.
    pub values: Vec<i64>,
}

/// The minute points of a node, newest last, at most [`Samples::KEPT`].
#[derive(Clone, Debug, Default)]
pub struct Samples {
    points: Rc<VecDeque<Point>>,
}

impl Samples {
    /// Three hours of minutes.
    pub const KEPT: usize = 180;

    /// Adds a point and forgets the oldest when there are too many.
    pub fn push(&mut self, point: Point) {
        let points = Rc::make_mut(&mut self.points);
        if points.len() == Self::KEPT {
            points.pop_front();
        }
        points.push_back(point);
    }

    /// The kept points, oldest first.
    pub fn points(&self) -> &VecDeque<Point> {
        &self.points
    }
}

/// How many messages were ever made, and what became of them. Conservation says: made = held + on the way + fates.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    /// Messages made so far.
    pub made: u64,
    fates: [u64; Fate::ALL.len()],
}

impl Ledger {
    /// Records that a message met its end.
    #[inline]
    pub fn record(&mut self, fate: Fate) {
        self.fates[fate as usize] += 1;
    }

    /// How many messages ended this way.
    pub fn count(&self, fate: Fate) -> u64 {
        self.fates[fate as usize]
    }

    /// How many messages should be somewhere right now.
    pub fn alive(&self) -> u64 {
        self.made - self.fates.iter().sum::<u64>()
    }
}
