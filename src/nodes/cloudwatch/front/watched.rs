//! What an alarm is to watch, from the members of PutMetricAlarm: one metric, or a list with metric math (CWA-015).

use super::put::{choose, set};
use super::refuse;
use crate::nodes::World;
use crate::nodes::cloudwatch::rules::rule;
use crate::nodes::metric::{Expression, Query, check_ids, find, returned};
use crate::nodes::service::members::{number, structures, text_or_empty};
use crate::nodes::service::{ApiError, Members};
use crate::sim::{Settings, Value as Setting};

/// Members that belong to a single metric, and not to a list.
const SINGLE: [&str; 6] = [
    "MetricName",
    "Namespace",
    "Dimensions",
    "Statistic",
    "ExtendedStatistic",
    "Period",
];

fn missing(message: &str) -> ApiError {
    refuse("MissingParameter", message, const { rule("CWA-027") })
}

fn together(message: impl Into<String>) -> ApiError {
    refuse("InvalidParameterCombination", message, const { rule("CWA-027") })
}

fn wrong(message: impl Into<String>) -> ApiError {
    refuse("InvalidParameterValue", message, const { rule("CWA-015") })
}

/// Sets what is watched, and returns the period in seconds.
pub fn settle(world: &World, input: &Members, settings: &mut Settings) -> Result<i64, ApiError> {
    match (
        text_or_empty(input, "MetricName").is_empty(),
        input.contains_key("Metrics"),
    ) {
        (true, false) => Err(missing("Exactly one element of MetricName and Metrics must be given.")),
        (false, false) => single(world, input, settings),
        (_, true) => {
            if let Some(both) = SINGLE.iter().find(|name| input.contains_key(**name)) {
                return Err(together(format!(
                    "The parameters Metrics and {both} exclude each other."
                )));
            }
            list(world, input, settings)
        }
    }
}

fn single(world: &World, input: &Members, settings: &mut Settings) -> Result<i64, ApiError> {
    let period = number(input, "Period").ok_or_else(|| missing("The parameter Period must be given."))?;
    let statistic = match (
        text_or_empty(input, "Statistic"),
        text_or_empty(input, "ExtendedStatistic"),
    ) {
        ("", "") => {
            return Err(missing(
                "One of the parameters Statistic and ExtendedStatistic must be given.",
            ));
        }
        ("", extended) => extended,
        (plain, "") => plain,
        _ => {
            return Err(together(
                "The parameters Statistic and ExtendedStatistic exclude each other.",
            ));
        }
    };
    choose(settings, "Statistic", statistic, const { rule("CWA-012") })?;
    let metric = text_or_empty(input, "MetricName");
    set(settings, "MetricName", Setting::Text(metric.into()))?;
    let watched =
        find(world, input).map_err(|hint| refuse("InvalidParameterValue", hint, const { rule("CWA-027") }))?;
    set(settings, "Watches", Setting::Node(Some(watched)))?;
    Ok(period)
}

/// CWA-015: of the list one entry returns the data that is compared. An alarm has one period and one statistic here.
fn list(world: &World, input: &Members, settings: &mut Settings) -> Result<i64, ApiError> {
    let list: Vec<&Members> = structures(input, "Metrics").collect();
    check_ids(&list).map_err(wrong)?;
    let [entry] = returned(&list)[..] else {
        return Err(wrong(
            "Exactly one entry of Metrics returns data. Set ReturnData to false for the others.",
        ));
    };
    let query = Query::read(world, &list, entry).map_err(wrong)?;
    let series = [Some(&query.first), query.second.as_ref()];
    let (first, second) = (&query.first, query.second.as_ref().unwrap_or(&query.first));
    let period = match (number(entry, "Period").or(first.period), second.period) {
        (Some(period), Some(other)) if period == other => period,
        (Some(period), None) => period,
        _ => return Err(wrong("All metrics of an alarm need the same Period.")),
    };
    // A period of one minute has one point, which is its own average, sum, minimum and maximum.
    let counted = series.iter().flatten().any(|one| one.stat == "SampleCount");
    if first.stat != second.stat && (period > 60 || counted) {
        return Err(wrong(
            "Both metrics need the same Stat here, unless the Period is 60 seconds.",
        ));
    }
    for one in series.into_iter().flatten() {
        choose(settings, "Statistic", &one.stat, const { rule("CWA-012") })?;
    }
    choose(settings, "Statistic", &first.stat, const { rule("CWA-012") })?;
    let index = Expression::ALL.iter().position(|known| *known == query.expression);
    let index = index.and_then(|index| u16::try_from(index).ok()).unwrap_or(0);
    set(settings, "Expression", Setting::Choice(index))?;
    for (one, node, metric) in [
        (Some(first), "Watches", "MetricName"),
        (query.second.as_ref(), "Watches2", "MetricName2"),
    ] {
        let Some(one) = one else { continue };
        set(settings, node, Setting::Node(Some(one.node)))?;
        set(settings, metric, Setting::Text(one.metric.as_str().into()))?;
    }
    Ok(period)
}
