//! The list of marks for one frame.

use super::backdrop::{Backdrop, KeptBackdrop, seen_window};
use super::board::{Board, BoardWire, WireRef};
use super::traffic::Traffic;
use super::wiring::Wiring;
use crate::geometry::{Curve, Point, Rect, Viewport};
use crate::session::{Flow, Selection};
use crate::sim::decimal;
use std::rc::Rc;

/// What a frame is made of.
#[derive(Clone, Copy, Debug)]
pub struct SceneInput<'a> {
    /// Where everything is.
    pub board: &'a Board,
    /// How often the board was laid out: boards of the same number are the same.
    pub laid: u64,
    /// What is under way.
    pub flow: &'a Flow,
    /// What is selected.
    pub selection: &'a Selection,
    /// Which part of the board is on screen.
    pub view: Viewport,
    /// The size of the screen.
    pub size: Point,
    /// The line under the pointer.
    pub hovered: Option<WireRef>,
    /// The wire that is being drawn.
    pub wiring: Option<&'a Wiring>,
    /// Whether to spare motion: counters instead of tokens.
    pub still: bool,
}

/// A course in screen pixels.
#[derive(Clone, PartialEq, Debug)]
pub enum ScreenCurve {
    /// Start, two pulls, end.
    Smooth([Point; 4]),
    /// From corner to corner.
    Steps(Vec<Point>),
}

/// What a text is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LabelRole {
    /// What is special about a wire.
    Caption,
    /// That a wire is cut.
    Cut,
    /// How much is under way.
    Traffic,
}

/// A text on a wire, around a point.
#[derive(Clone, PartialEq, Debug)]
pub struct LabelMark {
    /// Its middle.
    pub at: Point,
    /// What it says.
    pub text: String,
    /// What it is about.
    pub role: LabelRole,
    /// Whether the sign of a filter stands before it.
    pub filtered: bool,
}

/// The wire that is being drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct LooseMark {
    /// Its course.
    pub curve: ScreenCurve,
    /// Its loose end.
    pub end: Point,
    /// Whether it is over a port where it may end.
    pub legal: bool,
    /// Whether it is over a port where it may not.
    pub refused: bool,
}

/// All marks of a frame, in screen pixels, in the order of painting.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DrawList {
    /// Boxes and lines.
    pub backdrop: Rc<Backdrop>,
    /// Bundles of messages, each with its curve.
    pub bands: Vec<(super::traffic::Band, ScreenCurve)>,
    /// Single messages and the radius to draw them with.
    pub traffic: Traffic,
    /// Texts.
    pub labels: Vec<LabelMark>,
    /// The wire that is being drawn.
    pub loose: Option<LooseMark>,
}

/// Texts are left out where they would be larger than what they describe.
const LEAST_CAPTION_ZOOM: f64 = 0.5;
/// On a wire that is shorter on screen no word finds room; the sum of all is said above the board instead.
const LEAST_SPOKEN: f64 = 64.0;
/// A text is not shortened to fewer letters: they would say nothing.
const LEAST_LETTERS: usize = 4;
/// How wide a letter of a text is about, in pixels of the screen.
const LETTER: f64 = 6.2;

/// No text is wider, in pixels of the screen.
const WIDEST: f64 = 400.0;

/// Makes the list of marks. What stands still is taken from the frame before where it is the same.
pub fn draw_list(input: &SceneInput<'_>, kept: &mut KeptBackdrop) -> DrawList {
    let SceneInput { board, view, .. } = *input;
    let window = seen_window(view, input.size);
    let backdrop = kept.marks(input);
    let in_view = &backdrop.in_view;
    let mut list = DrawList::default();
    let cards: Vec<Rect> = board
        .nodes()
        .map(|node| node.rect)
        .filter(|rect| rect.touches(window))
        .collect();
    let moved = input.moved();
    for (wire, _) in board.wires().iter().zip(in_view).filter(|(_, seen)| **seen) {
        if moved == Some(wire.what) {
            continue;
        }
        if (!wire.caption.is_empty() || wire.filtered) && view.zoom >= LEAST_CAPTION_ZOOM {
            let role = if wire.on { LabelRole::Caption } else { LabelRole::Cut };
            let (share, text) = fitting(wire, view, &cards);
            let filtered = wire.filtered;
            list.labels.push(LabelMark {
                filtered,
                ..label(&wire.curve, view, share, text, role)
            });
        }
    }
    list.traffic = Traffic::of(board, input.flow, view, |wire| in_view[wire], input.still);
    for band in std::mem::take(&mut list.traffic.bands) {
        let curve = on_screen(&board.wires()[band.wire].curve, view);
        list.bands.push((band, curve));
    }
    let mut unsaid = false;
    for (wire, words) in std::mem::take(&mut list.traffic.words) {
        let wire = &board.wires()[wire];
        if wire.curve.length() * view.zoom < LEAST_SPOKEN {
            unsaid = true;
            continue;
        }
        let share = if wire.caption.is_empty() && !wire.filtered {
            0.5
        } else {
            0.28
        };
        list.labels
            .push(label(&wire.curve, view, share, words, LabelRole::Traffic));
    }
    let reach = Rect::new(0.0, 0.0, input.size.x, input.size.y).grown(WIDEST / 2.0);
    list.labels
        .retain(|label| label.role == LabelRole::Traffic || reach.contains(label.at));
    if unsaid || list.traffic.one_in > 1 {
        let mut text = format!("{} messages under way", decimal(input.flow.total as i64, 0));
        if list.traffic.one_in > 1 {
            text.push_str(&format!(", one in {} drawn", list.traffic.one_in));
        }
        let at = Point::new(input.size.x / 2.0, 22.0);
        list.labels.push(LabelMark {
            at,
            text,
            role: LabelRole::Traffic,
            filtered: false,
        });
    }
    list.loose = input.wiring.and_then(|wiring| loose(wiring, board, view));
    list.backdrop = backdrop;
    list
}

fn loose(wiring: &Wiring, board: &Board, view: Viewport) -> Option<LooseMark> {
    let course = wiring.curve(board)?;
    let loose_end = if wiring.ends_at_start(board) {
        course.start
    } else {
        course.end
    };
    let (curve, end) = (on_screen(&course, view), view.to_screen(loose_end));
    let (over, refused) = (wiring.over.is_some(), !wiring.refusal.is_empty());
    Some(LooseMark {
        curve,
        end,
        legal: over && !refused,
        refused,
    })
}

fn label(curve: &Curve, view: Viewport, share: f64, text: String, role: LabelRole) -> LabelMark {
    LabelMark {
        at: view.to_screen(curve.at(share)),
        text,
        role,
        filtered: false,
    }
}

/// Where on a wire a text covers no card, as near to the middle as it goes; a label that is too long for every place is
/// shortened.
fn fitting(wire: &BoardWire, view: Viewport, cards: &[Rect]) -> (f64, String) {
    let (curve, text) = (&wire.curve, wire.caption.as_str());
    let covers = |share: f64, letters: usize| {
        let at = curve.at(share);
        let (w, h) = ((letters as f64 * LETTER + 12.0) / view.zoom, 18.0 / view.zoom);
        let rect = Rect::new(at.x - w / 2.0, at.y - h / 2.0, w, h);
        cards.iter().any(|card| card.touches(rect))
    };
    let letters = text.chars().count() + if wire.filtered { 2 } else { 0 };
    let shares = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
    if let Some(share) = shares.into_iter().find(|share| !covers(*share, letters)) {
        return (share, text.to_string());
    }
    match (LEAST_LETTERS..letters).rev().find(|letters| !covers(0.5, *letters)) {
        Some(room) if wire.labelled => (
            0.5,
            format!("{}…", text.chars().take(room - 1).collect::<String>().trim_end()),
        ),
        _ => (0.5, text.to_string()),
    }
}

pub(super) fn on_screen(curve: &Curve, view: Viewport) -> ScreenCurve {
    if curve.corners.is_empty() {
        let points = [curve.start, curve.pull_start, curve.pull_end, curve.end];
        return ScreenCurve::Smooth(points.map(|point| view.to_screen(point)));
    }
    ScreenCurve::Steps(curve.corners.iter().map(|corner| view.to_screen(*corner)).collect())
}
