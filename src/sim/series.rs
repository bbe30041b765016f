//! The course of every node's metrics from the start of the run, for charts: points at even distances, whose distance
//! doubles when there are too many. Not to be taken for CloudWatch's points, which are [`Samples`](super::Samples).

use super::metrics::Metrics;
use super::node::Kinds;
use crate::base::{NodeId, SimDuration, SimTime};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Rows of a chunk: full chunks never change until the next doubling, so checkpoints share them.
const CHUNK: usize = 32;

/// One node's points, row by row, in the order of its metrics.
#[derive(Clone, Debug, Default)]
struct Course {
    /// The number of its first point.
    first: u64,
    width: usize,
    rows: usize,
    chunks: Vec<Rc<Vec<i64>>>,
}

impl Course {
    fn row(&self, index: usize) -> Option<&[i64]> {
        let chunk = self.chunks.get(index / CHUNK)?;
        let start = index % CHUNK * self.width;
        chunk.get(start..start + self.width)
    }

    fn push(&mut self, values: impl Iterator<Item = i64>) {
        if self.rows.is_multiple_of(CHUNK) {
            self.chunks.push(Rc::new(Vec::with_capacity(CHUNK * self.width)));
        }
        if let Some(chunk) = self.chunks.last_mut() {
            Rc::make_mut(chunk).extend(values.take(self.width));
            self.rows += 1;
        }
    }

    /// Keeps every other point.
    fn thin(&mut self) {
        let mut thinned = Course {
            first: self.first.div_ceil(2),
            width: self.width,
            ..Course::default()
        };
        let skip = (self.first % 2) as usize;
        for row in (skip..self.rows).step_by(2).filter_map(|index| self.row(index)) {
            thinned.push(row.iter().copied());
        }
        *self = thinned;
    }
}

/// The points of all nodes.
#[derive(Clone, Debug)]
pub struct Series {
    interval: SimDuration,
    taken: u64,
    courses: BTreeMap<NodeId, Course>,
}

impl Default for Series {
    fn default() -> Series {
        Series {
            // Doubled often enough it is a second, so that the points of a run fall on full seconds for long.
            interval: SimDuration::from_millis(125),
            taken: 0,
            courses: BTreeMap::new(),
        }
    }
}

impl Series {
    /// Most points of a metric; with many nodes there are fewer, but never less than the second.
    const MOST: (u64, u64) = (512, 128);
    /// Numbers kept in all, as long as the least number of points allows it.
    const BUDGET: u64 = 131_072;

    /// When the next point is due.
    pub(super) fn next(&self) -> SimTime {
        SimTime(self.taken * self.interval.0)
    }

    /// Takes the point that is due at `at`.
    pub(super) fn take<N: Kinds>(&mut self, at: SimTime, nodes: &BTreeMap<NodeId, Rc<N>>) {
        let mut metrics = Metrics::default();
        let mut width = 0;
        for (id, node) in nodes {
            metrics.0.clear();
            node.metrics(at, &mut metrics);
            let fresh = || Course {
                first: self.taken,
                width: metrics.0.len(),
                ..Course::default()
            };
            let course = self.courses.entry(*id).or_insert_with(fresh);
            course.push(metrics.0.iter().map(|(_, value)| *value));
            width += course.width as u64;
        }
        self.taken += 1;
        let most = (Self::BUDGET / width.max(1)).clamp(Self::MOST.1, Self::MOST.0);
        // An even number of points, so that the next one is due at an even place.
        while self.taken >= most && self.taken.is_multiple_of(2) {
            self.taken /= 2;
            self.interval = self.interval.times(2);
            self.courses.values_mut().for_each(Course::thin);
        }
    }

    /// Forgets a node that is gone.
    pub(super) fn forget(&mut self, id: NodeId) {
        self.courses.remove(&id);
    }

    /// The distance between two points.
    pub fn interval(&self) -> SimDuration {
        self.interval
    }

    /// The points of a node's metric, by its place among the node's metrics, oldest first.
    pub fn points(&self, node: NodeId, metric: usize) -> impl Iterator<Item = (SimTime, i64)> {
        let course = self.courses.get(&node);
        let rows = course.map_or(0, |course| course.rows);
        (0..rows).filter_map(move |index| {
            let course = course?;
            let value = *course.row(index)?.get(metric)?;
            Some((SimTime((course.first + index as u64) * self.interval.0), value))
        })
    }
}
