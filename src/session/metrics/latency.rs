//! How long things took: from end to end, and at each station of the way.

use crate::base::{NodeId, SimDuration};
use crate::session::Session;
use crate::sim::Histogram;

/// A part of the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Station {
    /// From the making of a piece of work to its last effect.
    EndToEnd,
    /// On a wire.
    Wire,
    /// From acceptance to the first receive.
    Queue,
    /// From the beginning of work to its success.
    Work,
    /// From the making of a piece of work to its effect at this node.
    Age,
}

impl Station {
    /// Its name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Station::EndToEnd => "End to end",
            Station::Wire => "On the way",
            Station::Queue => "In the queue",
            Station::Work => "At work",
            Station::Age => "Since it was made",
        }
    }

    /// What is measured, as a sentence.
    pub const fn help(self) -> &'static str {
        match self {
            Station::EndToEnd => "From the making of a message to the effect of the last work on it.",
            Station::Wire => "From departure to arrival, in either direction.",
            Station::Queue => "From acceptance to the first receive, delays included.",
            Station::Work => "From the beginning of work to its success.",
            Station::Age => "From the making of a message to its first effect here.",
        }
    }
}

/// The times of one station.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LatencyRow {
    /// Which part of the way.
    pub station: Station,
    /// Where: a node's name, `web → orders`, or "" for the whole design.
    pub place: String,
    /// The node, where it is one of the design.
    pub node: Option<NodeId>,
    /// How many times were measured.
    pub count: u64,
    /// The median, and what 90 and 99 of 100 don't exceed: at most 1.6 % too long.
    pub percentiles: [SimDuration; 3],
    /// The longest, exactly.
    pub longest: SimDuration,
}

impl LatencyRow {
    fn new(station: Station, place: String, node: Option<NodeId>, times: &Histogram) -> Option<LatencyRow> {
        Some(LatencyRow {
            station,
            place,
            node,
            count: times.count(),
            percentiles: [times.percentile(50)?, times.percentile(90)?, times.percentile(99)?],
            longest: times.longest()?,
        })
    }
}

impl Session {
    /// All times that were measured up to the playhead: end to end first, then by station.
    pub fn latencies(&self) -> Vec<LatencyRow> {
        let world = self.timeline.world();
        let meter = world.meter();
        let whole = LatencyRow::new(Station::EndToEnd, String::new(), None, meter.end_to_end());
        let wires = meter.wires().filter_map(|(id, wire)| {
            let link = world.network().get(id)?;
            let ends = [link.from.0, link.to.0].map(|node| self.name_of(node));
            LatencyRow::new(Station::Wire, ends.join(" → "), None, &wire.travel)
        });
        let nodes = |station: Station| {
            meter.nodes().filter_map(move |(id, node)| {
                let times = match station {
                    Station::Queue => &node.waiting,
                    Station::Work => &node.working,
                    _ => &node.age,
                };
                LatencyRow::new(station, node.name.to_string(), Some(id), times)
            })
        };
        let stations = [Station::Queue, Station::Work, Station::Age];
        let by_node = stations.into_iter().flat_map(nodes);
        whole.into_iter().chain(wires).chain(by_node).collect()
    }
}
