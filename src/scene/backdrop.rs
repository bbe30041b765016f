//! What stands still while the run plays: boxes and wires. By the thousand they take longer to paint than all that moves,
//! so they are made again only when something of them differs.

use super::board::{WireRef, area_rect};
use super::draw::{SceneInput, ScreenCurve, on_screen};
use super::labels::Labels;
use crate::base::WireId;
use crate::geometry::{Point, Rect, Viewport};
use crate::scenario::{Area, AreaKind};
use crate::session::Selection;
use std::collections::BTreeSet;
use std::rc::Rc;

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

impl WireMark {
    /// Whether it looks like most others.
    pub fn is_plain(&self) -> bool {
        self.on && !(self.reference || self.dashed || self.selected || self.hovered)
    }
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

/// Boxes and wires in view.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Backdrop {
    /// Boxes.
    pub areas: Vec<AreaMark>,
    /// Lines.
    pub wires: Vec<WireMark>,
    /// What is special about the lines; there may be room for more texts.
    pub(super) captions: Labels,
    /// Which of the board's wires are in view.
    pub(super) in_view: Vec<bool>,
}

/// What stood still in the frame before.
#[derive(Clone, Debug, Default)]
pub struct KeptBackdrop {
    of: Option<Key>,
    marks: Rc<Backdrop>,
}

/// All that the marks depend on.
#[derive(Clone, PartialEq, Debug)]
struct Key {
    laid: u64,
    view: Viewport,
    size: Point,
    wires: BTreeSet<WireId>,
    areas: BTreeSet<u32>,
    hovered: Option<WireRef>,
    moved: Option<WireRef>,
}

impl Key {
    fn of(input: &SceneInput<'_>) -> Key {
        Key {
            laid: input.laid,
            view: input.view,
            size: input.size,
            wires: input.selection.wires.clone(),
            areas: input.selection.areas.clone(),
            hovered: input.hovered,
            moved: input.moved(),
        }
    }
}

impl KeptBackdrop {
    /// The marks: those of the frame before where nothing of them differs.
    pub(super) fn marks(&mut self, input: &SceneInput<'_>) -> Rc<Backdrop> {
        let now = Key::of(input);
        if self.of.as_ref() != Some(&now) {
            self.marks = Rc::new(Backdrop::of(input));
            self.of = Some(now);
        }
        Rc::clone(&self.marks)
    }
}

impl SceneInput<'_> {
    /// The wire whose end is moved: it is drawn as it will be.
    pub(super) fn moved(&self) -> Option<WireRef> {
        self.wiring.and_then(|wiring| wiring.moves).map(WireRef::Wire)
    }
}

/// Beyond the screen's edge by so much a line may still show.
pub(super) const MARGIN: f64 = 24.0;

/// Texts are left out where they would be larger than what they describe.
const LEAST_CAPTION_ZOOM: f64 = 0.5;
impl Backdrop {
    fn of(input: &SceneInput<'_>) -> Backdrop {
        let SceneInput { board, view, .. } = *input;
        let window = view.seen(input.size).grown(MARGIN / view.zoom);
        let lines = board.wires();
        let cards = board.nodes().map(|node| node.rect).filter(|rect| rect.touches(window));
        let mut backdrop = Backdrop {
            areas: areas(input, window),
            wires: Vec::new(),
            captions: Labels::among(cards, view, input.size),
            in_view: lines.iter().map(|wire| wire.curve.bounds().touches(window)).collect(),
        };
        let moved = input.moved();
        for (wire, _) in lines.iter().zip(&backdrop.in_view).filter(|(_, seen)| **seen) {
            if moved == Some(wire.what) {
                continue;
            }
            backdrop.wires.push(WireMark {
                curve: on_screen(&wire.curve, view),
                on: wire.on,
                reference: wire.what.is_reference(),
                dashed: wire.dashed,
                selected: is_selected(input.selection, wire.what),
                hovered: input.hovered == Some(wire.what),
                arrow: (view.to_screen(wire.curve.end), wire.curve.direction(1.0)),
            });
            if (!wire.caption.is_empty() || wire.filtered) && view.zoom >= LEAST_CAPTION_ZOOM {
                backdrop.captions.caption(wire);
            }
        }
        backdrop
    }
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

fn is_selected(selection: &Selection, what: WireRef) -> bool {
    match what {
        WireRef::Wire(id) => selection.wires.contains(&id),
        WireRef::Reference(..) | WireRef::Term(..) => false,
    }
}
