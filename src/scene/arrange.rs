//! Arranging what is on the board: in line, at even distances, all of it anew; and the box around a selection.

use super::board::Board;
use crate::base::NodeId;
use crate::geometry::{Align, Item, Join, Point, Rect, align, distribute, layout};
use crate::scenario::{Area, Edit, Scenario};
use crate::session::{Carried, Selection};
use std::collections::BTreeMap;

/// Around what a box is drawn around, in pixels; on top there is room for its name.
const AROUND: f64 = 24.0;
const NAME: f64 = 16.0;

/// How what is selected is arranged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arrange {
    /// Edges or middles come into line.
    Align(Align),
    /// Even gaps from left to right.
    SpreadAcross,
    /// Even gaps from top to bottom.
    SpreadDown,
}

/// The change that arranges what is selected; None when there is too little to arrange or it stands so already. A box
/// takes along what stands in it.
pub fn arrange(board: &Board, doc: &Scenario, selection: &Selection, how: Arrange) -> Option<Edit> {
    let things = things(board, doc, selection);
    let rects: Vec<Rect> = things.iter().map(|(_, rect)| *rect).collect();
    let least = if matches!(how, Arrange::Align(_)) { 2 } else { 3 };
    if rects.len() < least {
        return None;
    }
    let moves = match how {
        Arrange::Align(how) => align(&rects, how),
        Arrange::SpreadAcross => distribute(&rects, true),
        Arrange::SpreadDown => distribute(&rects, false),
    };
    let step = |way: f64| Scenario::snap(way.round() as i32);
    let edits = things
        .iter()
        .zip(moves)
        .map(|((carried, _), (dx, dy))| (carried, step(dx), step(dy)));
    let edits: Vec<Edit> = edits
        .filter(|(_, dx, dy)| (*dx, *dy) != (0, 0))
        .map(|(carried, dx, dy)| carried.moved(dx, dy))
        .collect();
    (!edits.is_empty()).then_some(Edit::Batch(edits))
}

/// What is selected, each with its place; what stands in a selected box goes with the box.
fn things(board: &Board, doc: &Scenario, selection: &Selection) -> Vec<(Carried, Rect)> {
    let mut things = Vec::new();
    let within = |rect: Rect| {
        selection
            .areas
            .iter()
            .any(|id| board.area(*id).is_some_and(|area| area != rect && area.holds(rect)))
    };
    for id in &selection.areas {
        if let Some(rect) = board.area(*id).filter(|rect| !within(*rect)) {
            things.push((Carried::of(doc, &Selection::area(*id), false), rect));
        }
    }
    for id in &selection.nodes {
        if let Some(node) = board.node(*id).filter(|node| !within(node.rect)) {
            things.push((Carried::of(doc, &Selection::node(*id), false), node.rect));
        }
    }
    for id in &selection.notes {
        if let Some(rect) = board.note(*id).filter(|rect| !within(*rect)) {
            things.push((Carried::of(doc, &Selection::note(*id), false), rect));
        }
    }
    things
}

/// The box around what is selected: x, y, width and height in pixels. None when nothing with a place is selected.
pub fn frame_around(board: &Board, selection: &Selection) -> Option<[i32; 4]> {
    let nodes = selection
        .nodes
        .iter()
        .filter_map(|id| board.node(*id))
        .map(|node| node.rect);
    let areas = selection.areas.iter().filter_map(|id| board.area(*id));
    let notes = selection.notes.iter().filter_map(|id| board.note(*id));
    let rect = Rect::around(nodes.chain(areas).chain(notes))?.grown(AROUND);
    let low = |pixels: f64| Scenario::snap(pixels.floor() as i32 - Scenario::GRID / 2);
    let (x, y) = (low(rect.x), low(rect.y - NAME));
    let high = |pixels: f64| Scenario::snap(pixels.ceil() as i32 + Scenario::GRID / 2);
    Some([x, y, high(rect.right()) - x, high(rect.bottom()) - y])
}

/// The change that lays the whole design out anew, from left to right; None when it stands so already. Notes stay.
pub fn tidy(board: &Board, doc: &Scenario) -> Option<Edit> {
    let areas: Vec<u32> = doc.areas.keys().copied().collect();
    let nodes: Vec<NodeId> = doc.nodes.keys().copied().collect();
    let at: BTreeMap<NodeId, usize> = nodes.iter().copied().zip(areas.len()..).collect();
    let mut items: Vec<Item> = areas.iter().map(|id| area_item(doc, &areas, *id)).collect();
    items.extend(nodes.iter().map(|id| {
        Item {
            size: board
                .node(*id)
                .map_or(Point::default(), |node| Point::new(node.rect.w, node.rect.h)),
            inside: smallest_around(doc, &areas, doc.nodes[id].centre()),
            is_box: false,
        }
    }));
    let joins: Vec<Join> = board
        .wires()
        .iter()
        .filter_map(|wire| {
            let below = matches!(wire.what, super::WireRef::Reference(..));
            let (from, to) = (*at.get(&wire.from)?, *at.get(&wire.to)?);
            Some(Join { from, to, below })
        })
        .collect();
    let rects = layout(&items, &joins);
    let origin = board
        .nodes()
        .map(|node| node.rect)
        .chain(areas.iter().filter_map(|id| board.area(*id)));
    let origin = Rect::around(origin)?;
    let put = |pixels: f64, from: f64| Scenario::snap((pixels + from).round() as i32);
    let mut edits = Vec::new();
    for (id, rect) in areas.iter().zip(&rects) {
        let old = &doc.areas[id];
        let new = Area {
            x: put(rect.x, origin.x),
            y: put(rect.y, origin.y),
            w: Scenario::snap(rect.w.ceil() as i32 + 4),
            h: Scenario::snap(rect.h.ceil() as i32 + 4),
            ..old.clone()
        };
        if new != *old {
            edits.push(Edit::ChangeArea(*id, new));
        }
    }
    let place = |id: &NodeId| {
        let rect = rects[at[id]];
        (*id, put(rect.x, origin.x), put(rect.y, origin.y))
    };
    let moves: Vec<(NodeId, i32, i32)> = nodes.iter().map(place).collect();
    let stands = |(id, x, y): &(NodeId, i32, i32)| (doc.nodes[id].x, doc.nodes[id].y) == (*x, *y);
    if !moves.iter().all(stands) {
        edits.push(Edit::Move(moves));
    }
    (!edits.is_empty()).then_some(Edit::Batch(edits))
}

fn area_item(doc: &Scenario, areas: &[u32], id: u32) -> Item {
    let own = &doc.areas[&id];
    let around = areas
        .iter()
        .enumerate()
        .filter(|(_, other)| doc.areas[other].holds(own));
    let smallest = around.min_by_key(|(_, other)| size(&doc.areas[other]));
    Item {
        size: Point::new(f64::from(own.w), f64::from(own.h)),
        inside: smallest.map(|(index, _)| index),
        is_box: true,
    }
}

fn smallest_around(doc: &Scenario, areas: &[u32], (x, y): (i32, i32)) -> Option<usize> {
    let around = areas.iter().enumerate().filter(|(_, id)| doc.areas[id].contains(x, y));
    around
        .min_by_key(|(_, id)| size(&doc.areas[id]))
        .map(|(index, _)| index)
}

fn size(area: &Area) -> i64 {
    i64::from(area.w) * i64::from(area.h)
}
