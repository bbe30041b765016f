//! Wires between nodes: latency, jitter, loss, partitions, regions and zones.

use super::settings::Terms;
use super::spec::WireSpec;
use crate::base::{NodeId, Ratio, SimDuration, Stream, WireId};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How long a caller waits before it takes a request or an answer for lost.
pub const CALL_TIMEOUT: SimDuration = SimDuration::from_secs(1);

/// A wire: messages flow from `from` to `to`. Which side calls depends on what the ports speak.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The node and port where messages leave.
    pub from: (NodeId, u8),
    /// The node and port where messages arrive.
    pub to: (NodeId, u8),
    /// Time for one way, in either direction.
    pub latency: SimDuration,
    /// Extra time, uniform between zero and this.
    pub jitter: SimDuration,
    /// Share of requests and answers that never arrive.
    pub loss: Ratio,
    /// Off is a partition: nothing arrives.
    pub on: bool,
    /// What is set for this connection.
    pub terms: Terms,
}

impl Link {
    /// A wire with all defaults: on, without latency, jitter and loss.
    pub fn between(from: (NodeId, u8), to: (NodeId, u8)) -> Link {
        Link {
            from,
            to,
            latency: SimDuration::ZERO,
            jitter: SimDuration::ZERO,
            loss: Ratio::NEVER,
            on: true,
            terms: Terms::new(&WireSpec::PLAIN),
        }
    }

    /// The node at the other end.
    pub fn peer_of(&self, node: NodeId) -> NodeId {
        if self.from.0 == node { self.to.0 } else { self.from.0 }
    }
}

/// Where a node stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Place {
    /// For example `us-east-1`. Empty: the default region.
    pub region: Rc<str>,
    /// For example `a`. Empty: no particular zone.
    pub zone: Rc<str>,
}

#[derive(Clone, Debug)]
struct Cable {
    link: Link,
    luck: Stream,
    /// What the distance between its ends costs, one way.
    distance: SimDuration,
}

/// All wires of a world, with what distance costs.
#[derive(Clone, Debug)]
pub struct Network {
    cables: BTreeMap<WireId, Cable>,
    /// The wires between two regions.
    crossing: BTreeSet<WireId>,
    /// Extra one-way time between two regions.
    pub cross_region: SimDuration,
    /// Extra one-way time between two zones of a region.
    pub cross_zone: SimDuration,
}

/// What becomes of one way over a wire.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Passage {
    /// It arrives after this time.
    Arrives(SimDuration),
    /// It never arrives.
    Lost,
}

impl Network {
    /// No wires yet.
    pub fn new(cross_region: SimDuration, cross_zone: SimDuration) -> Network {
        Network {
            cables: BTreeMap::new(),
            crossing: BTreeSet::new(),
            cross_region,
            cross_zone,
        }
    }

    /// Adds a wire or changes it; a wire that is changed keeps its luck. `ends` are the places of its two nodes.
    pub fn set(&mut self, seed: u64, id: WireId, link: Link, ends: (&Place, &Place)) {
        let luck = self
            .cables
            .get(&id)
            .map_or_else(|| Stream::new(seed, u64::from(id.0), "wire"), |cable| cable.luck);
        let distance = self.distance(ends);
        if ends.0.region == ends.1.region {
            self.crossing.remove(&id);
        } else {
            self.crossing.insert(id);
        }
        self.cables.insert(id, Cable { link, luck, distance });
    }

    /// What the distance between two places costs, one way.
    fn distance(&self, (here, there): (&Place, &Place)) -> SimDuration {
        if here.region != there.region {
            self.cross_region
        } else if here.zone != there.zone && !here.zone.is_empty() && !there.zone.is_empty() {
            self.cross_zone
        } else {
            SimDuration::ZERO
        }
    }

    /// Takes a wire away.
    pub fn remove(&mut self, id: WireId) -> Option<Link> {
        self.crossing.remove(&id);
        self.cables.remove(&id).map(|cable| cable.link)
    }

    /// The wire's present state.
    pub fn get(&self, id: WireId) -> Option<&Link> {
        self.cables.get(&id).map(|cable| &cable.link)
    }

    /// Whether a wire joins two regions.
    #[inline]
    pub fn crosses(&self, id: WireId) -> bool {
        self.crossing.contains(&id)
    }

    /// Cuts a wire or joins it again. False when there is no such wire.
    pub fn switch(&mut self, id: WireId, on: bool) -> bool {
        self.cables.get_mut(&id).map(|cable| cable.link.on = on).is_some()
    }

    /// All wires in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (WireId, &Link)> {
        self.cables.iter().map(|(id, cable)| (*id, &cable.link))
    }

    /// The node at the other end of a wire, and what becomes of one way there. None when there is no such wire.
    #[inline]
    pub fn pass(&mut self, id: WireId, from: NodeId) -> Option<(NodeId, Passage)> {
        let Cable { link, luck, distance } = self.cables.get_mut(&id)?;
        let peer = link.peer_of(from);
        if !link.on || luck.chance(link.loss) {
            return Some((peer, Passage::Lost));
        }
        let mut span = link.latency + *distance;
        if link.jitter.0 > 0 {
            span = span + luck.uniform(link.jitter);
        }
        Some((peer, Passage::Arrives(span)))
    }
}
