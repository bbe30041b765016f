//! ListMetrics, GetMetricStatistics and GetMetricData: the points of all nodes, as alarms see them.

use super::happened::time;
use super::refuse;
use crate::base::{SimDuration, SimTime};
use crate::nodes::World;
use crate::nodes::alarm_state::Quotient;
use crate::nodes::calendar;
use crate::nodes::cloudwatch::config::Statistic;
use crate::nodes::cloudwatch::rules::rule;
use crate::nodes::cloudwatch::{notice, series};
use crate::nodes::metric::{Query, Series, check_ids, dimension, dimensions, find, namespace, returned};
use crate::nodes::service::members::{number, structures, text, text_or_empty, texts};
use crate::nodes::service::{ApiError, Members};
use crate::sim::{MetricSpec, Unit};
use serde_json::{Value, json};

/// Most points of one call, as on AWS.
const MOST: u64 = 1_440;

fn wrong(message: impl Into<String>) -> ApiError {
    refuse("InvalidParameterValue", message, const { rule("CWA-027") })
}

/// ListMetrics: the metrics of all nodes that fit everything that is asked for.
pub fn list(world: &World, input: &Members) -> Value {
    let (space, name) = (text_or_empty(input, "Namespace"), text_or_empty(input, "MetricName"));
    let mut found = Vec::new();
    for (id, _) in world.nodes() {
        let Some(info) = world.info(id) else { continue };
        let asked = structures(input, "Dimensions").all(|asked| {
            text_or_empty(asked, "Name") == dimension(info.spec)
                && text(asked, "Value").is_none_or(|value| value == info.name.as_ref())
        });
        if !asked || !(space.is_empty() || space == namespace(info.spec)) {
            continue;
        }
        let fits = |metric: &&MetricSpec| name.is_empty() || name == metric.name;
        found.extend(info.spec.metrics.iter().filter(fits).map(|metric| {
            json!({
                "Namespace": namespace(info.spec),
                "MetricName": metric.name,
                "Dimensions": dimensions(world, id),
            })
        }));
    }
    json!({ "Metrics": found })
}

/// The periods that a call asks for: a start, an end and a length.
struct Span {
    from: SimTime,
    to: SimTime,
    period: SimDuration,
}

impl Span {
    /// CWA-020: full minutes. What lies in the future has no points, and is not looked at.
    fn new(world: &World, input: &Members, period: i64) -> Result<Span, ApiError> {
        let needed = |name: &str| time(input, name).map(|time| time.unwrap_or(SimTime::ZERO));
        let (from, to) = (needed("StartTime")?, needed("EndTime")?);
        if from >= to {
            return Err(wrong("StartTime must be before EndTime."));
        }
        let seconds = u64::try_from(period).ok();
        let Some(seconds) = seconds.filter(|seconds| *seconds > 0 && seconds.is_multiple_of(60)) else {
            return Err(refuse(
                "InvalidParameterValue",
                "Period must be a multiple of 60.",
                const { rule("CWA-020") },
            ));
        };
        let period = SimDuration::from_secs(seconds);
        let to = to.min(world.now() + SimDuration(1));
        // A period begins at a multiple of its length.
        let from = SimTime(from.0 / period.0 * period.0);
        if to.since(from).0 / period.0 > MOST {
            let message = format!("That are more than {MOST} points. Ask for a shorter time or a longer Period.");
            return Err(refuse(
                "InvalidParameterCombination",
                message,
                const { rule("CWA-027") },
            ));
        }
        Ok(Span { from, to, period })
    }

    /// The starts of the periods, oldest first.
    fn starts(&self) -> impl Iterator<Item = SimTime> {
        let count = self.to.since(self.from).0.div_ceil(self.period.0);
        (0..count).map(|index| SimTime(self.from.0 + index * self.period.0))
    }

    /// CWA-011: one metric's value for each period; None where there is no point.
    fn values(&self, world: &World, of: &Series, statistic: Statistic) -> Vec<Option<Quotient>> {
        let points = world.info(of.node).zip(world.samples(of.node));
        let minutes = points.map_or_else(Vec::new, |(info, samples)| {
            series::minutes(info.spec, samples, &of.metric)
        });
        let value = |start: SimTime| {
            let inside = |(at, _): &&(SimTime, i64)| *at > start && *at <= start + self.period;
            let inside: Vec<(SimTime, i64)> = minutes.iter().filter(inside).copied().collect();
            series::combine(&inside, statistic)
        };
        self.starts().map(value).collect()
    }
}

/// A time as these answers write it: the start of the period.
fn stamp(at: SimTime) -> String {
    calendar::timestamp(at).replace(".000Z", "Z")
}

fn statistic(name: &str) -> Result<Statistic, ApiError> {
    Statistic::read(name).ok_or_else(|| {
        let message = format!("{name:?} is no statistic. Use Average, Sum, Minimum, Maximum, SampleCount or p90.");
        refuse("InvalidParameterValue", message, const { rule("CWA-012") })
    })
}

/// GetMetricStatistics: several statistics of one metric.
pub fn statistics(world: &World, input: &Members) -> Result<Value, ApiError> {
    let node = find(world, input).map_err(wrong)?;
    let of = Series {
        node,
        metric: text_or_empty(input, "MetricName").to_string(),
        stat: String::new(),
        period: number(input, "Period"),
    };
    let span = Span::new(world, input, of.period.unwrap_or(0))?;
    let plain: Vec<&str> = texts(input, "Statistics").collect();
    let extended: Vec<&str> = texts(input, "ExtendedStatistics").collect();
    if plain.is_empty() == extended.is_empty() {
        let message = "Give either Statistics or ExtendedStatistics.";
        return Err(refuse(
            "InvalidParameterCombination",
            message,
            const { rule("CWA-027") },
        ));
    }
    let known = world.info(node).map_or(&[][..], |info| info.spec.metrics);
    let unit = known
        .iter()
        .find(|known| known.name == of.metric)
        .map_or(Unit::None, |known| known.unit);
    let mut points: Vec<Value> = Vec::new();
    for start in span.starts() {
        points.push(json!({ "Timestamp": stamp(start), "Unit": unit_name(unit) }));
    }
    for name in plain.iter().chain(&extended) {
        let values = span.values(world, &of, statistic(name)?);
        for (point, value) in points.iter_mut().zip(values) {
            let Some(value) = value.map(notice::json_number) else {
                *point = Value::Null;
                continue;
            };
            match extended.is_empty() {
                true => point[*name] = value,
                false => point["ExtendedStatistics"][*name] = value,
            }
        }
    }
    points.retain(|point| !point.is_null());
    Ok(json!({ "Label": of.metric, "Datapoints": points }))
}

/// AWS's name of a unit.
fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "Seconds",
        Unit::Millis => "Milliseconds",
        Unit::Bytes => "Bytes",
        Unit::Percent => "Percent",
        Unit::PerSecond | Unit::CallsPerSecond => "Count/Second",
        Unit::None | Unit::Messages => "Count",
    }
}

/// GetMetricData: metrics and expressions of them (CWA-015).
pub fn data(world: &World, input: &Members) -> Result<Value, ApiError> {
    let list: Vec<&Members> = structures(input, "MetricDataQueries").collect();
    let invalid = |hint: String| refuse("ValidationError", hint, const { rule("CWA-015") });
    check_ids(&list).map_err(invalid)?;
    let ascending = text_or_empty(input, "ScanBy") == "TimestampAscending";
    let most = number(input, "MaxDatapoints").and_then(|most| usize::try_from(most).ok());
    let mut results = Vec::new();
    for entry in returned(&list) {
        let query = Query::read(world, &list, entry).map_err(invalid)?;
        let period = number(entry, "Period").or(query.first.period).unwrap_or(0);
        let span = Span::new(world, input, period)?;
        let read = |of: &Series| statistic(&of.stat).map(|stat| span.values(world, of, stat));
        let first = read(&query.first)?;
        let second = match &query.second {
            Some(second) => read(second)?,
            None => vec![None; first.len()],
        };
        let made = first.into_iter().zip(second);
        let values = made.map(|(one, other)| series::math(query.expression, one, other));
        let mut points: Vec<(SimTime, Quotient)> = span
            .starts()
            .zip(values)
            .filter_map(|(start, value)| Some((start, value?)))
            .collect();
        if !ascending {
            points.reverse();
        }
        points.truncate(most.unwrap_or(usize::MAX));
        let own = text(entry, "Expression").map_or(query.first.metric.as_str(), |_| text_or_empty(entry, "Id"));
        results.push(json!({
            "Id": text_or_empty(entry, "Id"),
            "Label": text(entry, "Label").unwrap_or(own),
            "Timestamps": points.iter().map(|(start, _)| stamp(*start)).collect::<Vec<_>>(),
            "Values": points.iter().map(|(_, value)| notice::json_number(*value)).collect::<Vec<_>>(),
            "StatusCode": "Complete",
        }));
    }
    Ok(json!({ "MetricDataResults": results, "Messages": [] }))
}
