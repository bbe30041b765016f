//! The types of the document.

use super::checks::Check;
use super::drawing::{Sticky, WireLook};
use crate::base::{NodeId, SimDuration, SimTime, WireId};
use crate::sim::{Location, Settings, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A wire of the document: exactly what the network knows of it.
pub use crate::sim::Link as WireDoc;

/// Everything a person draws and plans: one value for the canvas, a lesson, a test, a bug report and a link.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// A few words.
    pub title: String,
    /// A few sentences, or "".
    pub about: String,
    /// Where all chance comes from.
    pub seed: u64,
    /// The suggested speed in hundredths: 100 is real time.
    pub rate: u32,
    /// When the run is over; None runs on.
    pub until: Option<SimTime>,
    /// The region, zone and plain boxes, by number.
    pub areas: BTreeMap<u32, Area>,
    /// The sticky notes, by number.
    pub notes: BTreeMap<u32, Sticky>,
    /// Extra one-way time between two regions.
    pub cross_region: SimDuration,
    /// Extra one-way time between two zones of a region.
    pub cross_zone: SimDuration,
    /// The nodes.
    pub nodes: BTreeMap<NodeId, NodeDoc>,
    /// The wires.
    pub wires: BTreeMap<WireId, WireDoc>,
    /// How wires look that don't look plain; each is a wire of the document.
    pub looks: BTreeMap<WireId, WireLook>,
    /// What is done to the run from outside, in order of time.
    pub steps: Vec<Step>,
    /// What must be true at which time.
    pub checks: Vec<Check>,
}

/// A node of the document.
#[derive(Clone, PartialEq, Debug)]
pub struct NodeDoc {
    /// Its name, unique in the document.
    pub name: Rc<str>,
    /// Its left edge in pixels.
    pub x: i32,
    /// Its top edge in pixels.
    pub y: i32,
    /// Its kind and settings.
    pub settings: Settings,
}

/// What a box means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AreaKind {
    /// A region, for example `us-east-1`.
    Region,
    /// A zone of a region, for example `a`.
    Zone,
    /// Only a frame with a caption.
    Plain,
}

/// A box behind the nodes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Area {
    /// Its caption; for a region or zone also its identity.
    pub name: Rc<str>,
    /// What it means.
    pub kind: AreaKind,
    /// Its left edge in pixels.
    pub x: i32,
    /// Its top edge in pixels.
    pub y: i32,
    /// Its width in pixels.
    pub w: i32,
    /// Its height in pixels.
    pub h: i32,
}

/// Something done to the run from outside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// When.
    pub at: SimTime,
    /// A command line: `aws …` or one of the own verbs.
    pub run: Rc<str>,
}

impl Default for Scenario {
    fn default() -> Scenario {
        Scenario {
            title: String::new(),
            about: String::new(),
            seed: Scenario::SEED,
            rate: Scenario::RATE,
            until: None,
            areas: BTreeMap::new(),
            notes: BTreeMap::new(),
            cross_region: Scenario::CROSS_REGION,
            cross_zone: Scenario::CROSS_ZONE,
            nodes: BTreeMap::new(),
            wires: BTreeMap::new(),
            looks: BTreeMap::new(),
            steps: Vec::new(),
            checks: Vec::new(),
        }
    }
}

impl Scenario {
    /// The seed of a new document.
    pub const SEED: u64 = 1;
    /// The suggested speed of a new document: real time.
    pub const RATE: u32 = 100;
    /// The slowest and the fastest suggested speed: 0.01 and 10,000 times real time.
    pub const RATES: std::ops::RangeInclusive<u32> = 1..=1_000_000;
    /// One-way time between two regions unless told otherwise.
    pub const CROSS_REGION: SimDuration = SimDuration::from_millis(80);
    /// One-way time between two zones of a region unless told otherwise.
    pub const CROSS_ZONE: SimDuration = SimDuration::from_millis(1);
    /// The grid on which everything stands, in pixels.
    pub const GRID: i32 = 8;
    /// Nothing stands further from the origin than this, in pixels.
    pub const FAR: i32 = 1 << 20;
    /// Most nodes of a document.
    pub const MAX_NODES: usize = 2_000;
    /// Most wires of a document.
    pub const MAX_WIRES: usize = 4_000;
    /// Most boxes of a document.
    pub const MAX_AREAS: usize = 100;
    /// Most steps of a document.
    pub const MAX_STEPS: usize = 2_000;
    /// Most checks of a document.
    pub const MAX_CHECKS: usize = 2_000;
    /// Most characters of a title.
    pub const MAX_TITLE: usize = 200;
    /// Most characters of a description.
    pub const MAX_ABOUT: usize = 10_000;
    /// Most characters of a step's command line.
    pub const MAX_RUN: usize = 20_000;

    /// The node of this name.
    pub fn find(&self, name: &str) -> Option<NodeId> {
        let found = self.nodes.iter().find(|(_, node)| node.name.as_ref() == name);
        found.map(|(id, _)| *id)
    }

    /// A node's name, or "" when there is no such node.
    pub fn name(&self, id: NodeId) -> &str {
        self.nodes.get(&id).map_or("", |node| &node.name)
    }

    /// A number for a new node: one more than the highest.
    pub fn next_node(&self) -> NodeId {
        NodeId(self.nodes.last_key_value().map_or(1, |(id, _)| id.0.saturating_add(1)))
    }

    /// A number for a new wire: one more than the highest.
    pub fn next_wire(&self) -> WireId {
        WireId(self.wires.last_key_value().map_or(1, |(id, _)| id.0.saturating_add(1)))
    }

    /// A number for a new box: one more than the highest.
    pub fn next_area(&self) -> u32 {
        self.areas.last_key_value().map_or(1, |(id, _)| id.saturating_add(1))
    }

    /// The wires at a node, in the order of their numbers.
    pub fn wires_of(&self, id: NodeId) -> impl Iterator<Item = (WireId, &WireDoc)> {
        let meets = move |wire: &WireDoc| wire.from.0 == id || wire.to.0 == id;
        let wires = self.wires.iter().filter(move |(_, wire)| meets(wire));
        wires.map(|(id, wire)| (*id, wire))
    }

    /// Gives nodes other numbers, everywhere. Numbers that are not named stay; the new ones must differ.
    pub fn renumber(&mut self, numbers: &BTreeMap<NodeId, NodeId>) {
        let new = |id: NodeId| numbers.get(&id).copied().unwrap_or(id);
        let nodes = std::mem::take(&mut self.nodes).into_iter();
        self.nodes = nodes.map(|(id, node)| (new(id), node)).collect();
        for node in self.nodes.values_mut() {
            for (field, value) in node.settings.changed().clone() {
                if let Value::Node(Some(to)) = value {
                    let renamed = node.settings.set(field, Value::Node(Some(new(to))));
                    debug_assert!(renamed.is_ok(), "a reference takes any node");
                }
            }
        }
        for wire in self.wires.values_mut() {
            (wire.from.0, wire.to.0) = (new(wire.from.0), new(wire.to.0));
            for (field, value) in wire.terms.changed().clone() {
                if let Value::Node(Some(to)) = value {
                    let renamed = wire.terms.set(field, Value::Node(Some(new(to))));
                    debug_assert!(renamed.is_ok(), "a reference takes any node");
                }
            }
        }
        for check in &mut self.checks {
            check.fact.nodes_mut().iter_mut().for_each(|id| *id = new(*id));
        }
    }

    /// The region and zone of a node: those of the smallest boxes in which its centre lies.
    pub fn location(&self, node: &NodeDoc) -> Location {
        let (x, y) = node.centre();
        let smallest = |kind: AreaKind| {
            let around = self
                .areas
                .values()
                .filter(|area| area.kind == kind && area.contains(x, y));
            around.min_by_key(|area| i64::from(area.w) * i64::from(area.h))
        };
        let name = |area: Option<&Area>| area.map_or_else(|| Rc::from(""), |area| Rc::clone(&area.name));
        Location {
            region: name(smallest(AreaKind::Region)),
            zone: name(smallest(AreaKind::Zone)),
        }
    }

    /// The nearest point of the grid.
    pub fn snap(pixels: i32) -> i32 {
        let clamped = pixels.clamp(-Scenario::FAR, Scenario::FAR);
        (clamped + Scenario::GRID / 2).div_euclid(Scenario::GRID) * Scenario::GRID
    }
}

impl NodeDoc {
    /// The size of a node for the question in which box it lies: a card without lanes.
    pub const SIZE: (i32, i32) = (236, 120);

    /// The middle of the node, in pixels.
    pub fn centre(&self) -> (i32, i32) {
        let (width, height) = NodeDoc::SIZE;
        (self.x.saturating_add(width / 2), self.y.saturating_add(height / 2))
    }
}

impl AreaKind {
    /// All, in the order of their codes in links.
    pub const ALL: [AreaKind; 3] = [AreaKind::Region, AreaKind::Zone, AreaKind::Plain];

    /// The word in documents.
    pub const fn name(self) -> &'static str {
        match self {
            AreaKind::Region => "region",
            AreaKind::Zone => "zone",
            AreaKind::Plain => "plain",
        }
    }
}

impl Area {
    /// Whether a point lies in the box; its left and top edges belong to it.
    pub fn contains(&self, x: i32, y: i32) -> bool {
        let within = |at: i32, edge: i32, size: i32| (edge..edge.saturating_add(size)).contains(&at);
        within(x, self.x, self.w) && within(y, self.y, self.h)
    }

    /// Whether another box lies wholly within this one.
    pub fn holds(&self, inner: &Area) -> bool {
        let within = |at: i32, size: i32, edge: i32, room: i32| at >= edge && at + size <= edge + room;
        inner != self && within(inner.x, inner.w, self.x, self.w) && within(inner.y, inner.h, self.y, self.h)
    }

    /// The same box on the grid, at least two steps of it wide and high. A sentence when its name is too long.
    pub fn tidy(self) -> Result<Area, String> {
        let longest = crate::sim::MAX_NAME;
        if self.name.chars().count() > longest {
            return Err(format!("The name of a box has at most {longest} characters."));
        }
        let size = |pixels: i32| Scenario::snap(pixels).max(2 * Scenario::GRID);
        Ok(Area {
            x: Scenario::snap(self.x),
            y: Scenario::snap(self.y),
            w: size(self.w),
            h: size(self.h),
            ..self
        })
    }
}
