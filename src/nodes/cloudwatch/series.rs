//! From the minute points of nodes to the values of an alarm's periods.

use super::config::{Config, Expression, Statistic};
use crate::base::{NodeId, SimDuration, SimTime};
use crate::nodes::alarm_state::{EXTRA_POINTS, Quotient};
use crate::sim::{Ctx, MetricKind, Point};

const MINUTE: SimDuration = SimDuration::from_secs(60);

/// The values of the evaluation range, oldest first; None for a period without points (CWA-034).
pub fn values(config: &Config, cx: &Ctx<'_>) -> Vec<Option<Quotient>> {
    let count = config.periods + EXTRA_POINTS;
    let read = |(node, metric): &(Option<NodeId>, std::rc::Rc<str>)| match node {
        Some(node) => periods(&minutes(*node, metric, cx), config, count, cx.now()),
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
fn math(expression: Expression, first: Option<Quotient>, second: Option<Quotient>) -> Option<Quotient> {
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
fn minutes(node: NodeId, metric: &str, cx: &Ctx<'_>) -> Vec<(SimTime, i64)> {
    let place = cx.info(node).and_then(|info| {
        let known = info.spec.metrics.iter().enumerate();
        known.into_iter().find(|(_, known)| known.name == metric)
    });
    let (Some((index, spec)), Some(samples)) = (place, cx.samples(node)) else {
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
fn combine(points: &[(SimTime, i64)], statistic: Statistic) -> Option<Quotient> {
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
