//! What pointers do: move the board, move cards, draw a marquee, draw a wire, pinch.

use super::desk::Desk;
use super::moving::{Drag, Resize, Thing};
use super::view_keys::SpaceBar;
use crate::base::NodeId;
use crate::geometry::{Point, Rect, marquee};
use crate::scene::{WireRef, Wiring};
use crate::session::{Action, Selection};
use std::collections::BTreeMap;

/// How far a pointer may move and still click, in pixels. A finger is never quite still.
const CLICK: f64 = 4.0;
const TAP: f64 = 10.0;

/// What the pointers are doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// The board follows the pointer.
    Pan(Point),
    /// Two fingers move and scale the board: their places by pointer.
    Pinch(BTreeMap<i32, Point>),
    /// Cards, boxes and notes follow the pointer.
    Drag(Drag),
    /// The edges of a box or a note follow the pointer.
    Resize(Resize),
    /// A marquee grows from here, on screen; what was selected before stays.
    Marquee(Point, Selection),
    /// A wire is drawn with the pointer held down since this place on screen.
    Wire(Point),
    /// A wire was begun with a click and ends with the next one.
    ClickedWire,
}

/// A pointer as the canvas sees it.
#[derive(Clone, Copy, Debug)]
pub struct Touching {
    /// The browser's number of it.
    pub id: i32,
    /// Where it is on the canvas.
    pub at: Point,
    /// Whether it is a finger, which hides what it touches.
    pub finger: bool,
    /// Which button: 0 is the main one, 1 the middle one, 2 the other one.
    pub button: i16,
    /// Whether shift, control or command is held: adds to the selection.
    pub adding: bool,
    /// Whether Alt is held: copies, takes a box alone, or moves without guide lines.
    pub alt: bool,
}

impl Touching {
    /// How near to a port counts as on it, in pixels of the screen.
    fn port_reach(self) -> f64 {
        if self.finger { 24.0 } else { 13.0 }
    }

    /// How far it may move and still click.
    pub(super) fn still(self) -> f64 {
        if self.finger { TAP } else { CLICK }
    }

    /// How near to a line counts as on it.
    fn wire_reach(self) -> f64 {
        if self.finger { 16.0 } else { 7.0 }
    }
}

impl Desk {
    /// A pointer goes down.
    pub fn press(&self, pointer: Touching) {
        self.settle();
        if self.read(|plan| plan.gesture == Gesture::ClickedWire) {
            self.reach(pointer);
            return self.finish_wire();
        }
        if self.read(|plan| plan.space != SpaceBar::Up) {
            return self.adjust(|plan| {
                plan.space = SpaceBar::Moved;
                plan.gesture = Gesture::Pan(pointer.at);
            });
        }
        if pointer.button != 0 {
            return self.adjust(|plan| plan.gesture = Gesture::Pan(pointer.at));
        }
        let (world, zoom) = self.read(|plan| (plan.view.to_world(pointer.at), plan.view.zoom));
        let may_edit = self.store().read(|session| session.access().is_full());
        let port = self.read(|plan| plan.board.port_at(world, pointer.port_reach() / zoom));
        let port = port.filter(|_| may_edit);
        let card = self.read(|plan| plan.board.node_at(world));
        if may_edit && self.press_end(pointer) {
            return;
        }
        // A finger next to a port but on its card more likely wants the card, unless it is really near.
        match (port, card) {
            _ if self.press_grip(pointer, world) => {}
            (Some(port), _) => self.begin_wire(port, Gesture::Wire(pointer.at)),
            (None, Some(card)) => self.take(Thing::Card(card), pointer),
            (None, None) => self.press_board(pointer, world, pointer.wire_reach() / zoom),
        }
    }

    fn press_board(&self, pointer: Touching, world: Point, reach: f64) {
        if let Some(note) = self.read(|plan| plan.board.note_at(world)) {
            return self.take(Thing::Note(note), pointer);
        }
        let line = self.read(|plan| plan.board.wire_at(world, reach));
        self.change(|plan| plan.reference = line.filter(|line| line.is_reference()));
        let kept = if pointer.adding {
            self.selection()
        } else {
            Selection::default()
        };
        if let Some(WireRef::Wire(id)) = line {
            let mut selection = kept;
            if !selection.wires.insert(id) {
                selection.wires.remove(&id);
            }
            return self.store().dispatch(Action::Select(selection));
        }
        if let Some(area) = self.read(|plan| plan.board.area_at(world, reach, 1.0 / plan.view.zoom)) {
            return self.take(Thing::Area(area), pointer);
        }
        if kept != self.selection() {
            self.store().dispatch(Action::Select(kept.clone()));
        }
        let gesture = if pointer.finger {
            Gesture::Pan(pointer.at)
        } else {
            Gesture::Marquee(pointer.at, kept)
        };
        self.adjust(|plan| plan.gesture = gesture);
    }

    /// A second finger goes down: whatever the first one did, both now move and scale the board.
    pub fn pinch(&self, fingers: BTreeMap<i32, Point>) {
        self.change(|plan| {
            plan.gesture = Gesture::Pinch(fingers);
            plan.wiring = None;
            plan.marquee = None;
        });
    }

    /// A pointer moves.
    pub fn pull(&self, pointer: Touching) {
        self.adjust(|plan| plan.pointer = Some(pointer));
        match self.read(|plan| plan.gesture.clone()) {
            Gesture::Idle => self.hover(pointer),
            Gesture::Pan(last) => {
                let view = self.read(|plan| plan.view.panned(pointer.at - last));
                self.adjust(|plan| plan.gesture = Gesture::Pan(pointer.at));
                self.look(view);
            }
            Gesture::Pinch(fingers) => self.pull_pinch(fingers, pointer),
            Gesture::Drag(drag) => self.pull_things(pointer, drag),
            Gesture::Resize(resize) => self.pull_grip(pointer, &resize),
            Gesture::Marquee(corner, kept) => self.pull_marquee(corner, pointer.at, kept),
            Gesture::Wire(_) | Gesture::ClickedWire => self.reach(pointer),
        }
    }

    fn hover(&self, pointer: Touching) {
        let line = self.read(|plan| {
            let world = plan.view.to_world(pointer.at);
            let free = plan.board.node_at(world).is_none();
            free.then(|| plan.board.wire_at(world, pointer.wire_reach() / plan.view.zoom))
                .flatten()
        });
        if self.read(|plan| plan.hovered != line) {
            self.change(|plan| plan.hovered = line);
        }
    }

    fn pull_pinch(&self, mut fingers: BTreeMap<i32, Point>, pointer: Touching) {
        let span = |fingers: &BTreeMap<i32, Point>| {
            let mut places = fingers.values();
            match (places.next(), places.next()) {
                (Some(a), Some(b)) => Some((a.towards(*b, 0.5), a.distance(*b).max(1.0))),
                _ => None,
            }
        };
        let before = span(&fingers);
        fingers.insert(pointer.id, pointer.at);
        if let (Some((from, wide)), Some((to, wider))) = (before, span(&fingers)) {
            let view = self.read(|plan| plan.view.panned(to - from).zoomed_at(to, wider / wide));
            self.look(view);
        }
        self.adjust(|plan| plan.gesture = Gesture::Pinch(fingers));
    }

    fn pull_marquee(&self, corner: Point, to: Point, kept: Selection) {
        let area = Rect::spanning(corner, to);
        let (nodes, notes, areas) = self.read(|plan| {
            let (a, b) = (plan.view.to_world(corner), plan.view.to_world(to));
            let cards: Vec<_> = plan.board.nodes().collect();
            let caught = marquee(Rect::spanning(a, b), cards.iter().map(|card| card.rect));
            let nodes: Vec<NodeId> = caught.into_iter().map(|index| cards[index].id).collect();
            let all = Rect::spanning(a, b);
            let notes = plan.board.notes().filter(|(_, note)| note.touches(all));
            // A box is caught as a whole only: else nothing in it could be caught without it.
            let areas = plan.board.areas().into_iter().map(|(id, _)| id);
            let areas = areas.filter(|id| plan.board.area(*id).is_some_and(|area| all.holds(area)));
            (
                nodes,
                notes.map(|(id, _)| id).collect::<Vec<_>>(),
                areas.collect::<Vec<_>>(),
            )
        });
        let mut selection = kept;
        selection.nodes.extend(nodes);
        selection.notes.extend(notes);
        selection.areas.extend(areas);
        if selection != self.selection() {
            self.store().dispatch(Action::Select(selection));
        }
        self.change(|plan| plan.marquee = Some(area));
    }

    /// A pointer goes up.
    pub fn release(&self, pointer: Touching) {
        let gesture = self.adjust(|plan| std::mem::take(&mut plan.gesture));
        match gesture {
            Gesture::Wire(began) if began.distance(pointer.at) < pointer.still() => {
                self.adjust(|plan| plan.gesture = Gesture::ClickedWire);
            }
            Gesture::Wire(_) => {
                self.reach(pointer);
                self.finish_wire();
            }
            Gesture::ClickedWire => self.adjust(|plan| plan.gesture = Gesture::ClickedWire),
            Gesture::Drag(drag) => self.drop_things(&drag),
            Gesture::Marquee(..) => self.change(|plan| plan.marquee = None),
            Gesture::Pinch(mut fingers) => {
                fingers.remove(&pointer.id);
                let rest = fingers.into_values().next();
                self.adjust(|plan| plan.gesture = rest.map_or(Gesture::Idle, Gesture::Pan));
            }
            Gesture::Idle | Gesture::Pan(_) | Gesture::Resize(_) => {}
        }
    }

    /// Gives up what the pointers were doing.
    pub fn cancel(&self) {
        self.change(|plan| {
            plan.gesture = Gesture::Idle;
            plan.wiring = None;
            plan.marquee = None;
            plan.guides.clear();
        });
    }

    /// Begins to draw a wire at a port.
    pub fn begin_wire(&self, from: (NodeId, u8), gesture: Gesture) {
        self.settle();
        let store = self.store().clone();
        self.change(|plan| {
            plan.wiring = Some(store.read(|session| Wiring::begin(session.scenario(), &plan.board, from)));
            plan.gesture = gesture;
        });
    }

    pub(super) fn reach(&self, pointer: Touching) {
        let store = self.store().clone();
        self.change(|plan| {
            let Some(mut wiring) = plan.wiring.take() else { return };
            let loose = plan.view.to_world(pointer.at);
            let within = (pointer.port_reach() + 6.0) / plan.view.zoom;
            store.read(|session| wiring.reach(session.scenario(), &plan.board, loose, within));
            plan.wiring = Some(wiring);
        });
    }

    /// Ends the wire where it is: joined, refused with a notice, or dropped.
    pub fn finish_wire(&self) {
        if self.read(|plan| plan.wiring.as_ref().is_some_and(|wiring| wiring.moves.is_some())) {
            return self.finish_move();
        }
        let loose = self.read(|plan| plan.wiring.as_ref().is_some_and(|wiring| wiring.over.is_none()));
        if loose && self.open_kinds_for_wire() {
            return self.adjust(|plan| plan.gesture = Gesture::Idle);
        }
        let wiring = self.change(|plan| {
            plan.gesture = Gesture::Idle;
            plan.wiring.take()
        });
        if let Some(Wiring {
            from,
            over: Some(to),
            refusal,
            ..
        }) = wiring
        {
            self.store().dispatch(Action::Connect { from, to });
            let said = if refusal.is_empty() {
                self.joined(from.0, to.0)
            } else {
                format!("Refused. {refusal}")
            };
            self.say(said);
        }
    }

    pub(super) fn joined(&self, from: NodeId, to: NodeId) -> String {
        self.store().read(|session| {
            format!(
                "{} and {} are joined.",
                session.scenario().name(from),
                session.scenario().name(to)
            )
        })
    }
}
