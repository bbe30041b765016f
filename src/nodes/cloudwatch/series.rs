//! From the minute points of nodes to the values of an alarm's periods.

use super::config::{Config, Statistic};
use crate::base::{NodeId, SimDuration, SimTime};
use crate::nodes::alarm_state::{EXTRA_POINTS, Quotient};
use crate::nodes::metric::Expression;
use crate::sim::{Ctx, MetricKind, NodeSpec, Point, Samples};

const MINUTE: SimDuration = SimDuration::from_secs(60);

/// The values of the evaluation range, oldest first; None for a period without points (CWA-034).
pub fn values(config: &Config, cx: &Ctx<'_>) -> Vec<Option<Quotient>> {
    let count = config.periods + EXTRA_POINTS;
    let read = |(node, metric): &(Option<NodeId>, std::rc::Rc<str>)| match node {
        Some(node) => {
            let points = cx.info(*node).zip(cx.samples(*node));
            let points = points.map_or_else(Vec::new, |(info, samples)| minutes(info.spec, samples, metric));
            periods(&points, config, count, cx.now())
        }
        None => vec![None; count],
    };
    let first = read(&config.first);
    if !config.expression.reads_second() {
        return first
            .into_iter()
            .map(|value| math(config.expression, value, None))
            .collect();
    }
    let second = read(&config.second);
    let both = first.into_iter().zip(second);
    both.map(|(one, other)| math(config.expression, one, other)).collect()
}

/// CWA-015: one value of the expression. A division by zero gives no point (CWA-082).
pub fn math(expression: Expression, first: Option<Quotient>, second: Option<Quotient>) -> Option<Quotient> {
    match expression {
        Expression::First => first,
        Expression::Filled => Some(first.unwrap_or(Quotient::whole(0))),
        Expression::Quotient => first?.over(second?),
        Expression::Sum => Some(first?.plus(second?)),
        Expression::Difference => Some(first?.minus(second?)),
        Expression::If => first?.over(second?).or(first),
    }
}

/// CWA-011: a metric's value for each minute that has a point, newest first, with the minute's end. A gauge is what it was
/// then, a counter what it grew by.
pub fn minutes(kind: &NodeSpec, samples: &Samples, metric: &str) -> Vec<(SimTime, i64)> {
    let mut known = kind.metrics.iter().enumerate();
    let Some((index, spec)) = known.find(|(_, known)| known.name == metric) else {
        return Vec::new();
    };
    let points = samples.points();
    let value = |point: &Point| point.values.get(index).copied().unwrap_or(0);
    let mut values = Vec::with_capacity(points.len());
    for (at, point) in points.iter().enumerate().rev() {
        let before = match spec.kind {
            MetricKind::Gauge => 0,
            MetricKind::Counter => at.checked_sub(1).and_then(|at| points.get(at)).map_or(0, value),
        };
        values.push((point.at, value(point) - before));
    }
    values
}

/// CWA-010, CWA-013: one value for each of the last periods, oldest first. The newest period ends with the newest minute
/// that can be read.
fn periods(minutes: &[(SimTime, i64)], config: &Config, count: usize, now: SimTime) -> Vec<Option<Quotient>> {
    let readable = now.since(SimTime::ZERO).0.saturating_sub(config.delay.0) / MINUTE.0;
    let mut values = vec![None; count];
    let mut rest = minutes;
    for (index, slot) in values.iter_mut().rev().enumerate() {
        let newest = readable.saturating_sub(index as u64 * config.period);
        let oldest = newest.saturating_sub(config.period);
        let minute = |at: &SimTime| at.since(SimTime::ZERO).0 / MINUTE.0;
        let skipped = rest.iter().take_while(|(at, _)| minute(at) > newest).count();
        rest = &rest[skipped..];
        let inside = rest.iter().take_while(|(at, _)| minute(at) > oldest).count();
        *slot = combine(&rest[..inside], config.statistic);
        rest = &rest[inside..];
    }
    values
}

/// CWA-012: the points of one period as one value.
pub fn combine(points: &[(SimTime, i64)], statistic: Statistic) -> Option<Quotient> {
    let count = points.len() as i64;
    if count == 0 {
        return None;
    }
    let values = || points.iter().map(|(_, value)| *value);
    let sum = values().fold(0i64, i64::saturating_add);
    match statistic {
        Statistic::Average => Quotient::whole(sum).over(Quotient::whole(count)),
        Statistic::Sum => Some(Quotient::whole(sum)),
        Statistic::Minimum => values().min().map(Quotient::whole),
        Statistic::Maximum => values().max().map(Quotient::whole),
        Statistic::SampleCount => Some(Quotient::whole(count)),
        Statistic::Percentile(percent) => {
            let mut sorted: Vec<i64> = values().collect();
            sorted.sort_unstable();
            let rank = (count as u64 * percent).div_ceil(100).max(1) as usize;
            sorted.get(rank - 1).copied().map(Quotient::whole)
        }
    }
}
