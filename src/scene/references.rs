//! Lines that stand for settings: from a node or from the middle of a wire to the node that a setting names; and the ways
//! of messages that move inside of AWS.

use super::board::{Board, BoardWire, WireRef};
use crate::base::{NodeId, WireId};
use crate::geometry::{Curve, Point, Rect, Side};
use crate::scenario::{Scenario, WireDoc};
use crate::session::Route;
use crate::sim::{Settings, Speaks, Value};

impl Board {
    /// Adds the lines of all settings that name nodes; all wires are there.
    pub(super) fn add_lines_of_settings(&mut self, doc: &Scenario) {
        for (id, node) in &doc.nodes {
            self.add_references(*id, &node.settings);
        }
        for (id, link) in &doc.wires {
            self.add_terms(*id, link);
        }
        let lines = self
            .wires
            .iter()
            .enumerate()
            .filter(|(_, line)| line.what.is_reference());
        self.references = lines.map(|(index, line)| ((line.from, line.to), index)).collect();
    }

    fn add_references(&mut self, id: NodeId, settings: &Settings) {
        for (index, port) in (0u8..).zip(settings.spec().ports) {
            let Speaks::Reference(field) = port.speaks else {
                continue;
            };
            let Some(Value::Node(Some(to))) = settings.get(field) else {
                continue;
            };
            let (Some(start), Some(target)) = (self.port((id, index)), self.nodes.get(&to)) else {
                continue;
            };
            let (end, side) = reference_end(start.at, target.rect);
            self.wires.push(BoardWire {
                what: WireRef::Reference(id, field),
                from: id,
                to,
                curve: Curve::between(start.at, start.side, end, side),
                on: true,
                dashed: true,
                labelled: false,
                filtered: false,
                caption: super::wiring::reference_caption(settings, port.label),
            });
        }
    }

    /// What is set for a wire and names a node is a line from its middle to the node.
    fn add_terms(&mut self, id: WireId, link: &WireDoc) {
        let Some(middle) = self.wire_index(id).map(|index| self.wires[index].curve.at(0.5)) else {
            return;
        };
        for (field, value) in link.terms.changed() {
            let Value::Node(Some(to)) = value else {
                continue;
            };
            let Some(target) = self.nodes.get(to) else {
                continue;
            };
            let (end, side) = reference_end(middle, target.rect);
            let down = if end.y >= middle.y { Side::Bottom } else { Side::Top };
            self.wires.push(BoardWire {
                what: WireRef::Term(id, field),
                from: link.from.0,
                to: *to,
                curve: Curve::between(middle, down, end, side),
                on: true,
                dashed: true,
                labelled: false,
                filtered: false,
                caption: String::new(),
            });
        }
    }

    /// The place in the list of the line on which a message goes this way; None where no line is drawn.
    pub fn line_of(&self, route: Route) -> Option<usize> {
        match route {
            Route::Wire(wire) => self.wire_index(wire),
            Route::Inside(from, to) => self.references.get(&(from, to)).copied(),
        }
    }

    /// The straight way from one card to another.
    pub fn straight(&self, from: NodeId, to: NodeId) -> Option<(Point, Point)> {
        let (from, to) = (self.nodes.get(&from)?.rect, self.nodes.get(&to)?.rect);
        Some((edge(from, to.centre()), edge(to, from.centre())))
    }
}

/// Where the line from the middle of a card to a point leaves the card.
fn edge(card: Rect, towards: Point) -> Point {
    let middle = card.centre();
    let way = towards - middle;
    let share = |size: f64, way: f64| {
        if way == 0.0 {
            f64::INFINITY
        } else {
            size / 2.0 / way.abs()
        }
    };
    middle + way * share(card.w, way.x).min(share(card.h, way.y)).min(1.0)
}

/// A reference ends at the top of a card below it, else at the side that faces it.
fn reference_end(start: Point, target: Rect) -> (Point, Side) {
    let side = if target.y > start.y + 12.0 {
        Side::Top
    } else if target.x > start.x {
        Side::Left
    } else if target.right() < start.x {
        Side::Right
    } else {
        Side::Bottom
    };
    (target.port(side, 0, 1), side)
}
