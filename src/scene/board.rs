//! Where everything is on the board: cards, ports, wires, boxes; and what lies under a point.

use crate::base::{NodeId, WireId};
use crate::geometry::{CardShape, Curve, Point, Rect, Side};
use crate::scenario::{Area, AreaKind, Course, NodeDoc, Scenario, Sticky, WireLook};
use crate::sim::{Card, Flow, NodeSpec, Speaks};
use std::collections::BTreeMap;

/// A node with its ports in place.
#[derive(Clone, PartialEq, Debug)]
pub struct Placed {
    /// Which.
    pub id: NodeId,
    /// Its card.
    pub rect: Rect,
    /// Its ports, in the order of its description.
    pub ports: Vec<PortPlace>,
}

/// A port in place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PortPlace {
    /// Its middle.
    pub at: Point,
    /// On which side of its card.
    pub side: Side,
}

/// What a line on the board stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WireRef {
    /// A wire of the document.
    Wire(WireId),
    /// A setting of a node that names another node.
    Reference(NodeId, &'static str),
    /// A setting of a wire that names a node.
    Term(WireId, &'static str),
}

impl WireRef {
    /// Whether it is a setting, and no wire itself.
    pub fn is_reference(self) -> bool {
        !matches!(self, WireRef::Wire(_))
    }
}

/// A line on the board.
#[derive(Clone, PartialEq, Debug)]
pub struct BoardWire {
    /// What it stands for.
    pub what: WireRef,
    /// Where messages leave.
    pub from: NodeId,
    /// Where they arrive.
    pub to: NodeId,
    /// Its course.
    pub curve: Curve,
    /// Off is a partition.
    pub on: bool,
    /// Whether it is drawn dashed.
    pub dashed: bool,
    /// Whether its caption begins with a label of its own, which may be shortened; what is special never is.
    pub labelled: bool,
    /// Whether a filter, or another longer text, is set for it.
    pub filtered: bool,
    /// What is said on it: its label, and what is special about it: `40 ms`, `2% lost`, `cut`, `after 3 receives`; or "".
    pub caption: String,
}

/// The whole board.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Board {
    pub(super) nodes: BTreeMap<NodeId, Placed>,
    pub(super) wires: Vec<BoardWire>,
    by_id: BTreeMap<WireId, usize>,
    /// The lines of settings, by the nodes that they join.
    pub(super) references: BTreeMap<(NodeId, NodeId), usize>,
    areas: BTreeMap<u32, Area>,
    notes: BTreeMap<u32, Sticky>,
}

/// What decides the size of a card. A node that is not in the run shows its name alone.
pub fn card_shape(card: Option<&Card>) -> CardShape {
    card.map_or_else(CardShape::default, |card| CardShape {
        lanes: card.lanes.len().min(3) as u8,
        bar: card.bar.is_some(),
        spark: card.spark.is_some(),
        figures: !card.figures.is_empty(),
    })
}

impl Board {
    /// Puts everything in its place. `shape` tells what a node's card shows.
    pub fn new(doc: &Scenario, shape: impl Fn(NodeId) -> CardShape) -> Board {
        let place = |(id, node): (&NodeId, &NodeDoc)| (*id, placed(*id, node, shape(*id)));
        let nodes: BTreeMap<NodeId, Placed> = doc.nodes.iter().map(place).collect();
        let mut board = Board {
            nodes,
            areas: doc.areas.clone(),
            notes: doc.notes.clone(),
            ..Board::default()
        };
        for (id, link) in &doc.wires {
            let (Some(start), Some(end)) = (board.port(link.from), board.port(link.to)) else {
                continue;
            };
            board.by_id.insert(*id, board.wires.len());
            let look = doc.look(*id);
            board.wires.push(BoardWire {
                what: WireRef::Wire(*id),
                from: link.from.0,
                to: link.to.0,
                curve: course(&look, start, end),
                on: link.on,
                dashed: look.dashed,
                labelled: !look.label.is_empty(),
                filtered: super::wiring::is_filtered(link),
                caption: super::wiring::words(&look.label, link),
            });
        }
        board.add_lines_of_settings(doc);
        board
    }

    /// The cards, in the order of their numbers.
    pub fn nodes(&self) -> impl Iterator<Item = &Placed> {
        self.nodes.values()
    }

    /// A card.
    pub fn node(&self, id: NodeId) -> Option<&Placed> {
        self.nodes.get(&id)
    }

    /// The lines, wires first.
    pub fn wires(&self) -> &[BoardWire] {
        &self.wires
    }

    /// The boxes behind everything, the largest first.
    pub fn areas(&self) -> Vec<(u32, &Area)> {
        let mut areas: Vec<(u32, &Area)> = self.areas.iter().map(|(id, area)| (*id, area)).collect();
        areas.sort_by_key(|(id, area)| (std::cmp::Reverse(i64::from(area.w) * i64::from(area.h)), *id));
        areas
    }

    /// The notes, in the order of their numbers.
    pub fn notes(&self) -> impl Iterator<Item = (u32, Rect)> {
        self.notes.iter().map(|(id, note)| (*id, note_rect(note)))
    }

    /// A box as a rectangle.
    pub fn area(&self, id: u32) -> Option<Rect> {
        self.areas.get(&id).map(area_rect)
    }

    /// A note as a rectangle.
    pub fn note(&self, id: u32) -> Option<Rect> {
        self.notes.get(&id).map(note_rect)
    }

    /// The topmost note under a point.
    pub fn note_at(&self, point: Point) -> Option<u32> {
        let mut notes = self.notes.iter().rev();
        notes
            .find(|(_, note)| note_rect(note).contains(point))
            .map(|(id, _)| *id)
    }

    /// The smallest box with an edge or its caption under a point: within, a box is part of the board. `within` is the
    /// reach of the pointer in board pixels and `scale` the size of a pixel of the screen on the board.
    pub fn area_at(&self, point: Point, within: f64, scale: f64) -> Option<u32> {
        let hit = |area: &Area| {
            let rect = area_rect(area);
            let letters = area_caption(area).chars().count() as f64;
            let wide = ((letters * 7.0 + 24.0) * scale).min(rect.w);
            let caption = Rect::new(rect.x, rect.y, wide, (26.0 * scale).min(rect.h));
            rect.edge_contains(point, within) || caption.contains(point)
        };
        let areas = self.areas();
        areas.iter().rev().find(|(_, area)| hit(area)).map(|(id, _)| *id)
    }

    /// The place of a wire in the list.
    pub fn wire_index(&self, id: WireId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// The place of a port.
    pub fn port(&self, end: (NodeId, u8)) -> Option<PortPlace> {
        self.nodes.get(&end.0)?.ports.get(usize::from(end.1)).copied()
    }

    /// The nearest port within a distance of a point.
    pub fn port_at(&self, point: Point, within: f64) -> Option<(NodeId, u8)> {
        let mut best: Option<(f64, (NodeId, u8))> = None;
        for node in self
            .nodes
            .values()
            .filter(|node| node.rect.grown(within).contains(point))
        {
            for (index, port) in (0u8..).zip(&node.ports) {
                let distance = port.at.distance(point);
                if distance <= within && best.is_none_or(|(least, _)| distance < least) {
                    best = Some((distance, (node.id, index)));
                }
            }
        }
        best.map(|(_, end)| end)
    }

    /// The topmost card under a point.
    pub fn node_at(&self, point: Point) -> Option<NodeId> {
        self.nodes
            .values()
            .rev()
            .find(|node| node.rect.contains(point))
            .map(|node| node.id)
    }

    /// The line nearest to a point, within a distance.
    pub fn wire_at(&self, point: Point, within: f64) -> Option<WireRef> {
        let near = self
            .wires
            .iter()
            .filter(|wire| wire.curve.bounds().grown(within).contains(point));
        let measured = near.map(|wire| (wire.curve.distance(point), wire.what));
        measured
            .filter(|(distance, _)| *distance <= within)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, what)| what)
    }

    /// A rectangle around everything, if there is anything.
    pub fn bounds(&self) -> Option<Rect> {
        let boxes = self.areas.values().map(area_rect);
        let notes = self.notes.values().map(note_rect);
        Rect::around(self.nodes.values().map(|node| node.rect).chain(boxes).chain(notes))
    }
}

/// A box as a rectangle.
pub(super) fn area_rect(area: &Area) -> Rect {
    Rect::new(
        f64::from(area.x),
        f64::from(area.y),
        f64::from(area.w),
        f64::from(area.h),
    )
}

/// What a box says about itself: `us-east-1 · region`, `zone a`, or only its name.
pub fn area_caption(area: &Area) -> String {
    match area.kind {
        AreaKind::Region => format!("{} · region", area.name),
        AreaKind::Zone => format!("zone {}", area.name),
        AreaKind::Plain => area.name.to_string(),
    }
}

fn note_rect(note: &Sticky) -> Rect {
    let [x, y, w, h] = [note.x, note.y, note.w, note.h].map(f64::from);
    Rect::new(x, y, w, h)
}

/// The course of a wire that looks so.
fn course(look: &WireLook, start: PortPlace, end: PortPlace) -> Curve {
    match look.course {
        Course::Curved => Curve::between(start.at, start.side, end.at, end.side),
        Course::Straight => Curve::straight(start.at, end.at),
        Course::Stepped => Curve::stepped(start.at, start.side, end.at, end.side),
    }
}

fn side_of(spec: &'static NodeSpec, index: usize) -> Side {
    match (spec.ports[index].speaks, spec.ports[index].flow) {
        (Speaks::Reference(_), _) => Side::Bottom,
        (_, Flow::In) => Side::Left,
        (_, Flow::Out) => Side::Right,
    }
}

fn placed(id: NodeId, node: &NodeDoc, shape: CardShape) -> Placed {
    let spec = node.settings.spec();
    let rect = shape.rect(f64::from(node.x), f64::from(node.y));
    let sides: Vec<Side> = (0..spec.ports.len()).map(|index| side_of(spec, index)).collect();
    let place = |(index, side): (usize, &Side)| {
        let before = sides[..index].iter().filter(|other| *other == side).count();
        let count = sides.iter().filter(|other| *other == side).count();
        PortPlace {
            at: rect.port(*side, before, count),
            side: *side,
        }
    };
    Placed {
        id,
        rect,
        ports: sides.iter().enumerate().map(place).collect(),
    }
}
