//! Messages on their way over wires, as a pure function of the trace and the playhead.

use crate::base::{MessageId, NodeId, SimDuration, SimTime, WireId};
use crate::sim::{Event, Happening};
use std::collections::BTreeMap;

/// A message on a wire.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Traveller {
    /// Which.
    pub message: MessageId,
    /// Over which wire.
    pub wire: WireId,
    /// The node it left.
    pub from: NodeId,
    /// How far it is, from 0 to 65,535.
    pub progress: u16,
    /// For colour and shape.
    pub tint: u32,
}

/// What the wires carry right now.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Flow {
    /// Single messages, newest last, at most as many as asked for.
    pub travellers: Vec<Traveller>,
    /// Messages a second over each wire, over the last moments of wall time; for bands and rates when there are too many to draw.
    pub rates: Vec<(WireId, u32)>,
    /// How many travellers there are in all.
    pub total: usize,
}

/// A hop that takes no simulated time is still seen: its token travels for this much wall time.
pub const HOP_SHOWN: SimDuration = SimDuration::from_millis(400);

/// A wire's rate is counted over at least so much simulated time.
const RATE_OVER: SimDuration = SimDuration::from_secs(1);

/// What is under way at `now`, played at `rate` hundredths of real time. `events` are the latest events, newest first.
pub fn flow<'a>(events: impl Iterator<Item = &'a Event>, now: SimTime, rate: u32, most: usize) -> Flow {
    let shown = SimDuration(HOP_SHOWN.0 * u64::from(rate) / 100).0.max(1);
    let mut flow = Flow::default();
    // A rate is what departed lately, however long it takes to arrive.
    let lately = shown.max(RATE_OVER.0);
    let mut counts: BTreeMap<WireId, u64> = BTreeMap::new();
    let longest = SimDuration(shown.max(SimDuration::from_secs(10).0));
    for event in events {
        if now.since(event.at) > longest {
            break;
        }
        let Happening::Departed { wire, arrives, tint } = event.what else {
            continue;
        };
        let span = arrives.since(event.at).0.max(shown);
        let gone = now.since(event.at).0;
        if event.at > now {
            continue;
        }
        if gone < lately {
            *counts.entry(wire).or_default() += 1;
        }
        if gone >= span {
            continue;
        }
        flow.total += 1;
        if flow.travellers.len() < most {
            let progress = (u128::from(gone) * 65_535 / u128::from(span)) as u16;
            flow.travellers.push(Traveller {
                message: event.message,
                wire,
                from: event.node,
                progress,
                tint,
            });
        }
    }
    flow.travellers.reverse();
    flow.rates = counts
        .into_iter()
        .map(|(wire, count)| (wire, u32::try_from(count * 1_000_000 / lately).unwrap_or(u32::MAX)))
        .collect();
    flow
}
