//! Messages on their way over wires and inside of AWS, as a pure function of the trace and the playhead.

use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId};
use crate::sim::{Event, Happening};
use std::collections::BTreeMap;

/// Where a message travels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Route {
    /// Over a wire.
    Wire(WireId),
    /// Inside of AWS, from one node to another that a setting names: to a dead-letter queue, say.
    Inside(NodeId, NodeId),
}

/// A message under way.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Traveller {
    /// Which.
    pub message: MessageId,
    /// Which way.
    pub route: Route,
    /// The node it left.
    pub from: NodeId,
    /// How far it is, from 0 to 65,535.
    pub progress: u16,
    /// For colour and shape.
    pub tint: u32,
}

/// What is under way right now.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Flow {
    /// Single messages, newest last, at most as many as asked for.
    pub travellers: Vec<Traveller>,
    /// Messages a second over each way, over the last moments of wall time; for bands and rates when there are too many to draw.
    pub rates: Vec<(Route, u32)>,
    /// How many travellers there are in all.
    pub total: usize,
}

/// A hop that takes no simulated time is still seen: its token travels for this much wall time.
pub const HOP_SHOWN: SimDuration = SimDuration::from_millis(400);

/// A rate is counted over at least so much simulated time.
const RATE_OVER: SimDuration = SimDuration::from_secs(1);

/// What is under way at `now`, played at `rate` hundredths of real time. `events` are the latest events, newest first.
pub fn flow<'a>(events: impl Iterator<Item = &'a Event>, now: SimTime, rate: u32, most: usize) -> Flow {
    let shown = SimDuration(HOP_SHOWN.0 * u64::from(rate) / 100).0.max(1);
    let mut flow = Flow::default();
    // A rate is what departed lately, however long it takes to arrive.
    let lately = shown.max(RATE_OVER.0);
    let mut counts: BTreeMap<Route, u64> = BTreeMap::new();
    let longest = SimDuration(shown.max(SimDuration::from_secs(10).0));
    for event in events {
        if now.since(event.at) > longest {
            break;
        }
        let (route, arrives, tint) = match event.what {
            Happening::Departed { wire, arrives, tint } => (Route::Wire(wire), arrives, tint),
            // Inside of AWS nothing takes time; it is seen like any such hop.
            Happening::Moved { to, tint } => (Route::Inside(event.node, to), event.at, tint),
            _ => continue,
        };
        let span = arrives.since(event.at).0.max(shown);
        let gone = now.since(event.at).0;
        if event.at > now {
            continue;
        }
        if gone < lately {
            *counts.entry(route).or_default() += 1;
        }
        if gone >= span {
            continue;
        }
        flow.total += 1;
        if flow.travellers.len() < most {
            let progress = (u128::from(gone) * 65_535 / u128::from(span)) as u16;
            flow.travellers.push(Traveller {
                message: event.message,
                route,
                from: event.node,
                progress,
                tint,
            });
        }
    }
    flow.travellers.reverse();
    flow.rates = counts
        .into_iter()
        .map(|(route, count)| (route, u32::try_from(count * 1_000_000 / lately).unwrap_or(u32::MAX)))
        .collect();
    flow
}
