//! Lists of metric queries, as alarms, groups and GetMetricData take them (CWA-015): metrics with ids, and expressions of
//! these ids.

use super::{Expression, find};
use crate::base::NodeId;
use crate::nodes::World;
use crate::nodes::service::Members;
use crate::nodes::service::members::{flag, number, structure, text, text_or_empty};

/// One metric of a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Series {
    /// Whose metric it is.
    pub node: NodeId,
    /// CloudWatch's name of the metric.
    pub metric: String,
    /// The statistic as AWS writes it: `Average`, `p90`.
    pub stat: String,
    /// Seconds, where the query says so.
    pub period: Option<i64>,
}

/// What an entry of the list means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query {
    /// How the series is made.
    pub expression: Expression,
    /// The first metric.
    pub first: Series,
    /// The second, where the expression reads one.
    pub second: Option<Series>,
}

/// Every entry has an id of its own that begins with a small letter.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn check_ids(list: &[&Members]) -> Result<(), String> {
    for (index, entry) in list.iter().enumerate() {
        let id = text_or_empty(entry, "Id");
        if !id.starts_with(|letter: char| letter.is_ascii_lowercase()) {
            return Err(format!("The Id {id:?} must begin with a lowercase letter."));
        }
        if list[..index].iter().any(|earlier| text_or_empty(earlier, "Id") == id) {
            return Err(format!("The Id {id} stands twice in the list."));
        }
    }
    Ok(())
}

/// The entries whose data is returned: all but those that say that they are not.
pub fn returned<'a>(list: &[&'a Members]) -> Vec<&'a Members> {
    let wanted = |entry: &&&Members| flag(entry, "ReturnData").unwrap_or(true);
    list.iter().filter(wanted).copied().collect()
}

impl Query {
    /// Reads one entry of a list.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn read(world: &World, list: &[&Members], entry: &Members) -> Result<Query, String> {
        match (text(entry, "Expression"), structure(entry, "MetricStat")) {
            (Some(written), None) => {
                let (expression, first, second) = Expression::read(written).ok_or_else(|| {
                    format!("The expression {written:?} is not known here. Use one of m1, m1/m2, FILL(m1,0), SUM([m1,m2]), m1+m2, m1-m2 and IF(m2>0,m1/m2,m1).")
                })?;
                let of = |id: &str| by_id(world, list, id);
                Ok(Query {
                    expression,
                    first: of(&first)?,
                    second: expression.reads_second().then(|| of(&second)).transpose()?,
                })
            }
            (None, Some(stat)) => Ok(Query {
                expression: Expression::First,
                first: Series::read(world, stat)?,
                second: None,
            }),
            _ => Err(format!(
                "The entry {} needs either an Expression or a MetricStat.",
                text_or_empty(entry, "Id")
            )),
        }
    }
}

fn by_id(world: &World, list: &[&Members], id: &str) -> Result<Series, String> {
    let entry = list.iter().find(|entry| text_or_empty(entry, "Id") == id);
    let stat = entry.and_then(|entry| structure(entry, "MetricStat"));
    let stat = stat.ok_or_else(|| format!("The expression names {id}, and the list has no metric of that Id."))?;
    Series::read(world, stat)
}

impl Series {
    /// Reads a MetricStat.
    fn read(world: &World, stat: &Members) -> Result<Series, String> {
        let metric = structure(stat, "Metric").ok_or("A MetricStat needs a Metric.")?;
        Ok(Series {
            node: find(world, metric)?,
            metric: text_or_empty(metric, "MetricName").to_string(),
            stat: text_or_empty(stat, "Stat").to_string(),
            period: number(stat, "Period"),
        })
    }
}
