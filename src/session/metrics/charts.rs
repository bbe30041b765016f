//! The charts: which metrics are shown, and their courses over the whole run, with the playhead in it.

use crate::base::{NodeId, SimDuration, SimTime};
use crate::session::Session;
use crate::sim::{Kinds, MetricKind, MetricSpec, decimal};

/// A metric of a node.
pub type ChartId = (NodeId, &'static str);

/// A metric that can be charted.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartChoice {
    /// Which node.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// Its metrics.
    pub metrics: Vec<&'static str>,
}

/// A course over time.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// Which metric of which node.
    pub id: ChartId,
    /// The node's name.
    pub name: String,
    /// What the metric means.
    pub help: &'static str,
    /// Behind the number: `msgs`, `msgs/s`, or "".
    pub unit: String,
    /// The points, oldest first, each as long as until the next. Counters are shown as their growth a second. In
    /// thousandths.
    pub points: Vec<(SimTime, i64)>,
    /// The upper end of the scale, in thousandths: a round number.
    pub top: i64,
    /// The value at the playhead.
    pub now: String,
}

impl Chart {
    /// The value at an instant, with its unit; "" before the first point.
    pub fn value_at(&self, at: SimTime) -> String {
        let after = self.points.partition_point(|(time, _)| *time <= at);
        let point = after.checked_sub(1).and_then(|index| self.points.get(index));
        point.map_or_else(String::new, |(_, value)| self.say(*value))
    }

    /// A value of this chart with its unit.
    pub fn say(&self, thousandths: i64) -> String {
        // More than three digits say nothing on a chart.
        let rounded = match thousandths.abs() {
            ..10_000 => thousandths,
            10_000..1_000_000 => thousandths / 100 * 100,
            _ => thousandths / 1_000 * 1_000,
        };
        let unit = match (rounded, self.unit.as_str()) {
            (1_000, "msgs") => "msg",
            (1_000, "msgs/s") => "msg/s",
            (_, unit) => unit,
        };
        format!("{} {unit}", decimal(rounded, 3)).trim_end().to_string()
    }
}

/// All charts on their one axis.
#[derive(Clone, PartialEq, Debug)]
pub struct Charts {
    /// Which.
    pub charts: Vec<Chart>,
    /// The playhead.
    pub now: SimTime,
    /// The end of the axis: a round instant, so that the picture stands still for a while.
    pub end: SimTime,
    /// How far the run has come.
    pub frontier: SimTime,
    /// Whether someone chose these; otherwise they follow the selection.
    pub chosen: bool,
}

/// Where the axis may end, in seconds. Later ends are whole days.
const ENDS: [u64; 14] = [
    10, 30, 60, 120, 300, 600, 1_200, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400, 172_800,
];
/// Steps of a rate, in seconds. Below a second a rate would show each single event as a peak.
const STEPS: [u64; 12] = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 3_600];
/// So many steps of a rate fill the axis, or more.
const LEAST_STEPS: u64 = 60;

impl Session {
    /// Most charts at a time.
    pub const CHARTS: usize = 12;
    /// Charts that are shown until someone chooses.
    const SUGGESTED: usize = 6;

    /// The charts that are shown: chosen ones, else the telling ones of the selected nodes, else of all queues.
    pub fn charts(&self) -> Charts {
        let ids = match &self.charted {
            Some(ids) => ids.clone(),
            None => self.suggested_charts(),
        };
        Charts {
            charts: ids.into_iter().filter_map(|id| self.chart(id)).collect(),
            now: self.now(),
            end: self.axis_end(),
            frontier: self.frontier(),
            chosen: self.charted.is_some(),
        }
    }

    /// The end of the time axis: a round instant after the horizon.
    pub fn axis_end(&self) -> SimTime {
        const DAY: u64 = 86_400;
        let seconds = self.horizon().0 / 1_000_000 + 1;
        let round = ENDS.into_iter().find(|end| *end >= seconds);
        SimTime::from_secs(round.unwrap_or_else(|| seconds.div_ceil(DAY) * DAY))
    }

    fn suggested_charts(&self) -> Vec<ChartId> {
        let nodes = &self.scenario.nodes;
        let told = |id: NodeId| {
            nodes
                .get(&id)
                .map_or(&[][..], |doc| doc.settings.spec().measures.charted)
        };
        if !self.selection.nodes.is_empty() {
            let all = self.selection.nodes.iter();
            return all
                .flat_map(|id| told(*id).iter().map(|metric| (*id, *metric)))
                .take(Self::SUGGESTED)
                .collect();
        }
        // Queues first; where there are many, each tells less.
        let (queues, others): (Vec<NodeId>, Vec<NodeId>) = nodes
            .keys()
            .partition(|id| nodes[*id].settings.spec().category == crate::sim::Category::Queues);
        let nodes = if queues.is_empty() { others } else { queues };
        let each = (Self::SUGGESTED / nodes.len().max(1)).max(1);
        nodes
            .into_iter()
            .flat_map(|id| told(id).iter().take(each).map(move |metric| (id, *metric)))
            .take(Self::SUGGESTED)
            .collect()
    }

    /// Whether someone chose the charts; otherwise they follow the selection.
    pub fn charts_are_chosen(&self) -> bool {
        self.charted.is_some()
    }

    /// Whether a chart is shown.
    pub fn is_charted(&self, id: ChartId) -> bool {
        match &self.charted {
            Some(ids) => ids.contains(&id),
            None => self.suggested_charts().contains(&id),
        }
    }

    /// Shows a chart, or takes it away. What was suggested so far stays.
    pub(in crate::session) fn toggle_chart(&mut self, id: ChartId) {
        let mut ids = self.charted.take().unwrap_or_else(|| self.suggested_charts());
        match ids.iter().position(|known| *known == id) {
            Some(index) => drop(ids.remove(index)),
            None if ids.len() < Self::CHARTS => ids.push(id),
            None => self.notify(
                format!("There is room for {} charts: take one away first.", Self::CHARTS),
                true,
                false,
            ),
        }
        self.charted = Some(ids);
    }

    /// What can be charted.
    pub fn chart_choices(&self) -> Vec<ChartChoice> {
        let nodes = self.scenario.nodes.iter();
        nodes
            .map(|(id, doc)| ChartChoice {
                node: *id,
                name: doc.name.to_string(),
                metrics: doc.settings.spec().metrics.iter().map(|metric| metric.name).collect(),
            })
            .collect()
    }

    /// The course of one metric. None when the node is not in the design.
    pub fn chart(&self, id: ChartId) -> Option<Chart> {
        let (node, metric) = id;
        let doc = self.scenario.nodes.get(&node)?;
        let spec = doc.settings.spec().metrics.iter().find(|spec| spec.name == metric)?;
        let (place, present) = self.place_of(node, metric).unwrap_or((usize::MAX, 0));
        let series = self.timeline.series();
        let until = self.frontier();
        let raw = series
            .points(node, place)
            .take_while(|(at, _)| *at <= until)
            .collect::<Vec<_>>();
        let counts = spec.kind == MetricKind::Counter;
        let points: Vec<(SimTime, i64)> = if counts {
            rates(&raw, step_for(self.axis_end(), series.interval()))
        } else {
            raw.iter()
                .map(|(at, value)| (*at, value.saturating_mul(1_000)))
                .collect()
        };
        let highest = points.iter().map(|(_, value)| *value).max().unwrap_or(0);
        let mut chart = Chart {
            id,
            name: doc.name.to_string(),
            help: spec.help,
            unit: unit(spec),
            top: round_up(highest.max(if counts { 0 } else { present.saturating_mul(1_000) })),
            points,
            now: String::new(),
        };
        chart.now = if counts {
            chart.value_at(self.now())
        } else {
            chart.say(present.saturating_mul(1_000))
        };
        Some(chart)
    }

    /// A metric's place among those of its node, and its present value.
    pub(super) fn place_of(&self, node: NodeId, metric: &str) -> Option<(usize, i64)> {
        let metrics = self.timeline.world().metrics(node)?;
        let place = metrics.0.iter().position(|(name, _)| *name == metric)?;
        Some((place, metrics.0[place].1))
    }

    /// Whether a node of this kind counts this metric upwards.
    pub(super) fn counts_up(&self, node: NodeId, metric: &str) -> bool {
        let spec = self.timeline.world().node(node).map(Kinds::spec);
        let found = spec.and_then(|spec| spec.metrics.iter().find(|known| known.name == metric));
        found.is_some_and(|metric| metric.kind == MetricKind::Counter)
    }
}

fn unit(spec: &MetricSpec) -> String {
    match spec.kind {
        MetricKind::Gauge => spec.unit.sign().to_string(),
        MetricKind::Counter => format!("{}/s", spec.unit.sign()),
    }
}

/// The distance of a rate's points: never less than that of the measured points.
fn step_for(end: SimTime, interval: SimDuration) -> SimDuration {
    let wanted = end.0 / 1_000_000 / LEAST_STEPS;
    let step = STEPS.into_iter().rev().find(|step| *step <= wanted);
    // Doubled distances don't divide round ones, so a step is a whole number of them.
    let step = SimDuration::from_secs(step.unwrap_or(STEPS[0]));
    interval.times(step.0.div_ceil(interval.0))
}

/// The growth a second of a counter in each full step, in thousandths.
pub(super) fn rates(raw: &[(SimTime, i64)], step: SimDuration) -> Vec<(SimTime, i64)> {
    let mut rates = Vec::new();
    let mut from: Option<(SimTime, i64)> = None;
    for (at, value) in raw {
        match from {
            None => from = Some((*at, *value)),
            Some((since, before)) if at.since(since).0 >= step.0 => {
                let grown = i128::from(value - before) * 1_000_000_000;
                rates.push((since, (grown / i128::from(at.since(since).0.max(1))) as i64));
                from = Some((*at, *value));
            }
            Some(_) => {}
        }
    }
    rates
}

/// The next 1, 2 or 5 with zeros, in thousandths; at least 1.
fn round_up(thousandths: i64) -> i64 {
    let mut scale = 1_000;
    loop {
        for round in [scale, scale * 2, scale * 5] {
            if round >= thousandths || round > i64::MAX / 20 {
                return round;
            }
        }
        scale *= 10;
    }
}
