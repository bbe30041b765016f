//! The list of marks for one frame.

use super::board::{Board, WireRef, area_rect};
use super::labels::{LabelMark, LabelRole, Labels};
use super::traffic::Traffic;
use super::wiring::Wiring;
use crate::geometry::{Curve, Point, Rect, Viewport};
use crate::scenario::{Area, AreaKind};
use crate::session::{Flow, Selection};
use crate::sim::decimal;

/// What a frame is made of.
#[derive(Clone, Copy, Debug)]
pub struct SceneInput<'a> {
    /// Where everything is.
    pub board: &'a Board,
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

/// A line.
#[derive(Clone, PartialEq, Debug)]
pub struct WireMark {
    /// Its course.
    pub curve: ScreenCurve,
    /// Off is a partition.
    pub on: bool,
    /// Whether it only refers, so that it is dashed.
    pub reference: bool,
    /// Whether it is dashed because someone wants it so.
    pub dashed: bool,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether the pointer is over it.
    pub hovered: bool,
    /// The arrowhead's tip, and the direction it points in.
    pub arrow: (Point, Point),
}

/// A box behind the cards.
#[derive(Clone, PartialEq, Debug)]
pub struct AreaMark {
    /// Its place.
    pub rect: Rect,
    /// What it means.
    pub kind: AreaKind,
    /// Whether it is selected.
    pub selected: bool,
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
    /// Boxes.
    pub areas: Vec<AreaMark>,
    /// Lines in view.
    pub wires: Vec<WireMark>,
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
/// Beyond the screen's edge by so much a line may still show.
const MARGIN: f64 = 24.0;

/// Makes the list of marks.
pub fn draw_list(input: &SceneInput<'_>) -> DrawList {
    let SceneInput { board, view, .. } = *input;
    let window = view.seen(input.size).grown(MARGIN / view.zoom);
    let in_view: Vec<bool> = board
        .wires()
        .iter()
        .map(|wire| wire.curve.bounds().touches(window))
        .collect();
    let mut list = DrawList {
        areas: areas(input, window),
        ..DrawList::default()
    };
    let cards = board.nodes().map(|node| node.rect).filter(|rect| rect.touches(window));
    let mut labels = Labels::among(cards, view, input.size);
    // A wire whose end is moved is drawn as it will be.
    let moved = input.wiring.and_then(|wiring| wiring.moves).map(WireRef::Wire);
    for (wire, _) in board.wires().iter().zip(&in_view).filter(|(_, seen)| **seen) {
        if moved == Some(wire.what) {
            continue;
        }
        list.wires.push(WireMark {
            curve: on_screen(&wire.curve, view),
            on: wire.on,
            reference: wire.what.is_reference(),
            dashed: wire.dashed,
            selected: is_selected(input.selection, wire.what),
            hovered: input.hovered == Some(wire.what),
            arrow: (view.to_screen(wire.curve.end), wire.curve.direction(1.0)),
        });
        if (!wire.caption.is_empty() || wire.filtered) && view.zoom >= LEAST_CAPTION_ZOOM {
            labels.caption(wire);
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
        let alone = wire.caption.is_empty() && !wire.filtered;
        let long = wire.curve.length() * view.zoom >= LEAST_SPOKEN;
        unsaid |= !long || !labels.count(&wire.curve, alone, &words);
    }
    list.labels = labels.marks;
    if unsaid {
        let text = format!("{} messages under way", decimal(input.flow.total as i64, 0));
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
    list
}

fn areas(input: &SceneInput<'_>, window: Rect) -> Vec<AreaMark> {
    let areas = input.board.areas().into_iter();
    let mark = |(id, area): (u32, &Area)| AreaMark {
        rect: input.view.rect_to_screen(area_rect(area)),
        kind: area.kind,
        selected: input.selection.areas.contains(&id),
    };
    areas
        .filter(|(_, area)| area_rect(area).touches(window))
        .map(mark)
        .collect()
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

fn on_screen(curve: &Curve, view: Viewport) -> ScreenCurve {
    if curve.corners.is_empty() {
        let points = [curve.start, curve.pull_start, curve.pull_end, curve.end];
        return ScreenCurve::Smooth(points.map(|point| view.to_screen(point)));
    }
    ScreenCurve::Steps(curve.corners.iter().map(|corner| view.to_screen(*corner)).collect())
}

fn is_selected(selection: &Selection, what: WireRef) -> bool {
    match what {
        WireRef::Wire(id) => selection.wires.contains(&id),
        WireRef::Reference(..) | WireRef::Term(..) => false,
    }
}
