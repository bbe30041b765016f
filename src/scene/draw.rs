//! The list of marks for one frame.

use super::backdrop::{Backdrop, KeptBackdrop, MARGIN};
use super::board::{Board, WireRef};
use super::labels::{LabelMark, LabelRole, Labels};
use super::traffic::Traffic;
use super::wiring::Wiring;
use crate::geometry::{Curve, Point, Viewport};
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

/// On a wire that is shorter on screen no word finds room; the sum of all is said above the board instead.
const LEAST_SPOKEN: f64 = 64.0;

/// Makes the list of marks. What stands still is taken from the frame before where it is the same.
pub fn draw_list(input: &SceneInput<'_>, kept: &mut KeptBackdrop) -> DrawList {
    let SceneInput { board, view, .. } = *input;
    let backdrop = kept.marks(input);
    let in_view = &backdrop.in_view;
    let mut labels = backdrop.captions.clone();
    let mut list = DrawList {
        traffic: Traffic::of(board, input.flow, view, |wire| in_view[wire], input.still),
        ..DrawList::default()
    };
    for band in std::mem::take(&mut list.traffic.bands) {
        let curve = on_screen(&board.wires()[band.wire].curve, view);
        list.bands.push((band, curve));
    }
    let mut unsaid = false;
    for (wire, words) in std::mem::take(&mut list.traffic.words) {
        let wire = &board.wires()[wire];
        let alone = wire.caption.is_empty() && !wire.filtered;
        let long = wire.curve.length() * view.zoom >= LEAST_SPOKEN;
        unsaid |= !long || !labels.count(&wire.curve, alone, &words);
    }
    list.labels = labels.marks;
    if unsaid || list.traffic.one_in > 1 {
        let mut text = format!("{} messages under way", decimal(input.flow.total as i64, 0));
        if list.traffic.one_in > 1 {
            text.push_str(&format!(", one in {} drawn", list.traffic.one_in));
        }
        // At the left, where no notice covers it.
        let at = Point::new(MARGIN + Labels::width(&text) / 2.0, MARGIN);
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

pub(super) fn on_screen(curve: &Curve, view: Viewport) -> ScreenCurve {
    if curve.corners.is_empty() {
        let points = [curve.start, curve.pull_start, curve.pull_end, curve.end];
        return ScreenCurve::Smooth(points.map(|point| view.to_screen(point)));
    }
    ScreenCurve::Steps(curve.corners.iter().map(|corner| view.to_screen(*corner)).collect())
}
