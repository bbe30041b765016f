//! Cards from far away: by the hundred they are marks like all else, because a browser paints hundreds of elements slowly.

use super::board::Board;
use crate::base::NodeId;
use crate::geometry::{Point, Rect, Viewport};
use crate::session::{NodeView, Selection};
use crate::sim::{Category, Tone};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Below this scale a card shows only who it is, in large letters, and how it fares: the rest could not be read.
pub const FAR: f64 = 0.45;

/// What a card shows from far away.
#[derive(Clone, PartialEq, Debug)]
pub struct Face {
    /// The node's name.
    pub name: Rc<str>,
    /// What colour its tile has.
    pub category: Category,
    /// The path on its tile, in a square of 20.
    pub icon: &'static str,
    /// How it fares; None where it says nothing about that.
    pub tone: Option<Tone>,
    /// Whether it is not in the run.
    pub absent: bool,
}

impl Face {
    /// The face of a card.
    pub fn of(view: &NodeView) -> Face {
        let spec = view.spec.0;
        let card = view.card.as_ref();
        Face {
            name: view.name.as_str().into(),
            category: spec.category,
            icon: spec.icon,
            tone: match card {
                Some(card) => (!card.status.is_empty()).then_some(card.tone),
                None => Some(Tone::Plain),
            },
            absent: card.is_none(),
        }
    }
}

/// A card from far away.
#[derive(Clone, PartialEq, Debug)]
pub struct CardMark {
    /// Its place, in screen pixels.
    pub rect: Rect,
    /// What it shows.
    pub face: Face,
    /// Whether it is selected.
    pub selected: bool,
}

/// The cards in view as marks, in the order of painting; none from nearby, where cards are elements of the page.
pub fn far_cards(
    board: &Board,
    faces: &BTreeMap<NodeId, Face>,
    selection: &Selection,
    view: Viewport,
    size: Point,
) -> Vec<CardMark> {
    if view.zoom >= FAR {
        return Vec::new();
    }
    let window = view.seen(size);
    let in_view = board.nodes().filter(|node| node.rect.touches(window));
    let mark = |node: &super::board::Placed| {
        Some(CardMark {
            rect: view.rect_to_screen(node.rect),
            face: faces.get(&node.id)?.clone(),
            selected: selection.nodes.contains(&node.id),
        })
    };
    in_view.filter_map(mark).collect()
}

/// A name in one line or two, each within the room that there is. It is broken after a sign that stands between words,
/// and shortened where two lines do not hold it. `width` measures a text as it will be painted.
pub fn name_lines(name: &str, room: f64, two: bool, width: impl Fn(&str) -> f64) -> Vec<String> {
    if width(name) <= room {
        return vec![name.to_string()];
    }
    let breaks = name.char_indices().filter(|(_, sign)| "-_. ".contains(*sign));
    // A point belongs to what follows it, as in `orders.fifo`.
    let ends = breaks.map(|(at, sign)| if sign == '.' { at } else { at + sign.len_utf8() });
    let fitting = ends.filter(|end| *end > 0 && width(&name[..*end]) <= room);
    match fitting.last() {
        Some(end) if two => vec![name[..end].to_string(), shortened(&name[end..], room, width)],
        _ => vec![shortened(name, room, width)],
    }
}

/// A text with its end left out where it is too wide.
fn shortened(text: &str, room: f64, width: impl Fn(&str) -> f64) -> String {
    if width(text) <= room {
        return text.to_string();
    }
    let mut kept = text.to_string();
    while kept.pop().is_some() {
        let shorter = format!("{}…", kept.trim_end());
        if width(&shorter) <= room {
            return shorter;
        }
    }
    String::new()
}
