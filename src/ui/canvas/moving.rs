//! Moving and resizing: cards, boxes and notes follow the pointer, in line with their neighbours.

use super::desk::Desk;
use super::gesture::{Gesture, Touching};
use super::keyboard::{Answer, Focus};
use crate::base::NodeId;
use crate::geometry::{GRID, Grip, Point, Rect, guides, snap};
use crate::scenario::{Area, Edit, Scenario, Sticky};
use crate::session::{Action, Carried, Selection};

/// Something that can be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    /// A node's card.
    Card(NodeId),
    /// A box.
    Area(u32),
    /// A note.
    Note(u32),
}

impl Thing {
    /// Just this, selected.
    pub fn alone(self) -> Selection {
        match self {
            Thing::Card(id) => Selection::node(id),
            Thing::Area(id) => Selection::area(id),
            Thing::Note(id) => Selection::note(id),
        }
    }

    fn is_in(self, selection: &Selection) -> bool {
        match self {
            Thing::Card(id) => selection.nodes.contains(&id),
            Thing::Area(id) => selection.areas.contains(&id),
            Thing::Note(id) => selection.notes.contains(&id),
        }
    }

    /// Adds it to a selection, or takes it out.
    fn toggle(self, selection: &mut Selection) {
        let was_in = self.is_in(selection);
        match (self, was_in) {
            (Thing::Card(id), false) => drop(selection.nodes.insert(id)),
            (Thing::Card(id), true) => drop(selection.nodes.remove(&id)),
            (Thing::Area(id), false) => drop(selection.areas.insert(id)),
            (Thing::Area(id), true) => drop(selection.areas.remove(&id)),
            (Thing::Note(id), false) => drop(selection.notes.insert(id)),
            (Thing::Note(id), true) => drop(selection.notes.remove(&id)),
        }
    }
}

/// Things that follow a pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Drag {
    /// Where it began, on screen.
    began: Point,
    /// What follows, with its places at the beginning.
    carried: Carried,
    /// The rectangle around what follows, and those of everything else; both in board pixels.
    frame: Rect,
    others: Vec<Rect>,
    /// How far all is by now, in board pixels.
    moved: (i32, i32),
    /// What a click leaves selected alone.
    only: Option<Thing>,
    /// Whether the first move makes copies, which follow instead.
    copying: bool,
}

impl Drag {
    /// Whether anything has moved yet.
    pub fn has_moved(&self) -> bool {
        self.moved != (0, 0)
    }

    /// The view has moved under the pointer by so many pixels of the screen.
    pub fn scrolled(&mut self, by: Point) {
        self.began = self.began + by;
    }
}

impl Resize {
    /// The view has moved under the pointer by so many pixels of the screen.
    pub fn scrolled(&mut self, by: Point) {
        self.began = self.began + by;
    }
}

/// A box or a note whose edges follow a pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Resize {
    thing: Thing,
    grip: Grip,
    began: Point,
    from: Rect,
}

/// The least size of a box or a note, in board pixels.
fn least(thing: Thing) -> Point {
    match thing {
        Thing::Note(_) => Point::new(f64::from(Sticky::LEAST.0), f64::from(Sticky::LEAST.1)),
        _ => Point::new(6.0 * f64::from(GRID), 6.0 * f64::from(GRID)),
    }
}

impl Desk {
    /// Takes a thing, and with it what else is selected.
    pub(super) fn take(&self, thing: Thing, pointer: Touching) {
        let mut selection = self.selection();
        let was_selected = thing.is_in(&selection);
        if pointer.adding {
            thing.toggle(&mut selection);
        } else if !was_selected {
            selection = thing.alone();
        }
        if selection != self.selection() {
            self.store().dispatch(Action::Select(selection));
        }
        // Where nothing may be moved, the board follows the pointer instead.
        if !self.may_edit() {
            return self.change(|plan| {
                plan.reference = None;
                plan.gesture = Gesture::Pan(pointer.at);
            });
        }
        let only = (was_selected && !pointer.adding).then_some(thing);
        let is_box = matches!(thing, Thing::Area(_));
        let drag = self.begin_drag(pointer.at, only, pointer.alt && is_box);
        self.change(|plan| {
            plan.reference = None;
            plan.drags += 1;
            plan.gesture = Gesture::Drag(Drag {
                copying: pointer.alt && !is_box,
                ..drag
            });
        });
    }

    /// Whether the design may be changed here.
    pub(super) fn may_edit(&self) -> bool {
        self.store().read(|session| session.access().is_full())
    }

    /// What is selected begins to follow the pointer. `alone` leaves what stands in a box where it is.
    fn begin_drag(&self, began: Point, only: Option<Thing>, alone: bool) -> Drag {
        let carried = self.store().read(|session| session.carried(session.selection(), alone));
        let moving = carried.selection();
        self.settle();
        let (mine, others): (Vec<_>, Vec<_>) = self.read(|plan| {
            let board = &plan.board;
            let cards = board.nodes().map(|node| (moving.nodes.contains(&node.id), node.rect));
            let notes = board.notes().map(|(id, note)| (moving.notes.contains(&id), note));
            let areas = board.areas().into_iter().map(|(id, _)| id);
            let areas = areas.filter_map(|id| Some((moving.areas.contains(&id), board.area(id)?)));
            cards.chain(notes).chain(areas).partition(|(moves, _)| *moves)
        });
        let rects = |all: Vec<(bool, Rect)>| all.into_iter().map(|(_, rect)| rect);
        Drag {
            began,
            carried,
            frame: Rect::around(rects(mine)).unwrap_or_default(),
            others: rects(others).collect(),
            moved: (0, 0),
            only,
            copying: false,
        }
    }

    pub(super) fn pull_things(&self, pointer: Touching, mut drag: Drag) {
        let zoom = self.read(|plan| plan.view.zoom);
        let way = (pointer.at - drag.began) * (1.0 / zoom);
        let mut step = (snap(way.x), snap(way.y));
        let standing = drag.moved == (0, 0);
        if (standing && pointer.at.distance(drag.began) < pointer.still()) || drag.carried.is_empty() {
            return;
        }
        if standing && drag.copying && step != (0, 0) {
            self.store().dispatch(Action::DuplicateInPlace);
            self.adjust(|plan| plan.stale = true);
            drag = self.begin_drag(drag.began, None, false);
        }
        let lines = if pointer.alt {
            Vec::new()
        } else {
            let reach = (9.0 / zoom).clamp(f64::from(GRID), 24.0);
            let frame = drag.frame;
            let here = Rect::new(
                frame.x + f64::from(step.0),
                frame.y + f64::from(step.1),
                frame.w,
                frame.h,
            );
            let (more, lines) = guides(here, &drag.others, reach, f64::from(GRID));
            step = (step.0 + more.x as i32, step.1 + more.y as i32);
            lines
        };
        if self.read(|plan| plan.guides != lines) {
            self.change(|plan| plan.guides = lines);
        }
        if step == drag.moved {
            return;
        }
        let edit = drag.carried.moved(step.0, step.1);
        let key = self.adjust(|plan| {
            plan.stale = true;
            plan.gesture = Gesture::Drag(Drag { moved: step, ..drag });
            format!("drag {}", plan.drags)
        });
        self.store().dispatch(Action::Edit { edit, key });
    }

    /// A drag ends; one that went nowhere was a click.
    pub(super) fn drop_things(&self, drag: &Drag) {
        self.change(|plan| plan.guides.clear());
        if let (Some(only), (0, 0)) = (drag.only, drag.moved) {
            self.store().dispatch(Action::Select(only.alone()));
        }
    }

    /// Takes the grip of the only selected box or note, if the pointer is on one.
    pub(super) fn press_grip(&self, pointer: Touching, world: Point) -> bool {
        if !self.may_edit() {
            return false;
        }
        let selection = self.selection();
        let thing = selection.only_area().map(Thing::Area);
        let Some(thing) = thing.or(selection.only_note().map(Thing::Note)) else {
            return false;
        };
        let reach = if pointer.finger { 20.0 } else { 8.0 };
        let found = self.read(|plan| {
            let from = match thing {
                Thing::Area(id) => plan.board.area(id),
                Thing::Note(id) => plan.board.note(id),
                Thing::Card(_) => None,
            }?;
            Some((from, Grip::at(from, world, reach / plan.view.zoom)?))
        });
        let Some((from, grip)) = found else {
            return false;
        };
        let began = pointer.at;
        self.change(|plan| {
            plan.drags += 1;
            plan.gesture = Gesture::Resize(Resize {
                thing,
                grip,
                began,
                from,
            });
        });
        true
    }

    pub(super) fn pull_grip(&self, pointer: Touching, resize: &Resize) {
        let zoom = self.read(|plan| plan.view.zoom);
        let way = (pointer.at - resize.began) * (1.0 / zoom);
        let way = Point::new(f64::from(snap(way.x)), f64::from(snap(way.y)));
        let rect = resize.grip.pulled(resize.from, way, least(resize.thing));
        let key = self.read(|plan| format!("resize {}", plan.drags));
        self.put(resize.thing, rect, key);
    }

    /// Gives a box or a note another place and size.
    fn put(&self, thing: Thing, rect: Rect, key: String) {
        let [x, y, w, h] = [rect.x, rect.y, rect.w, rect.h].map(|pixels| pixels as i32);
        let edit = self
            .store()
            .read(|session| resized(session.scenario(), thing, (x, y, w, h)));
        if let Some(edit) = edit {
            self.adjust(|plan| plan.stale = true);
            self.store().dispatch(Action::Edit { edit, key });
        }
    }

    /// Makes a box or note in focus larger or smaller by a step.
    pub(super) fn resize_by_key(&self, focus: Focus, dx: i32, dy: i32) -> Answer {
        let thing = match focus {
            Focus::Area(id) => Thing::Area(id),
            Focus::Note(id) => Thing::Note(id),
            _ => return Answer::Unused,
        };
        let found = self.read(|plan| match thing {
            Thing::Area(id) => plan.board.area(id),
            Thing::Note(id) => plan.board.note(id),
            Thing::Card(_) => None,
        });
        let Some(from) = found else {
            return Answer::Unused;
        };
        let corner = Grip { x: 1, y: 1 };
        let rect = corner.pulled(from, Point::new(f64::from(dx), f64::from(dy)), least(thing));
        self.put(thing, rect, "resize by key".to_string());
        self.settle();
        self.say(format!("{} wide, {} high.", rect.w, rect.h));
        Answer::Used
    }
}

/// The change that gives a box or a note this place and size, if it differs.
fn resized(doc: &Scenario, thing: Thing, (x, y, w, h): (i32, i32, i32, i32)) -> Option<Edit> {
    match thing {
        Thing::Area(id) => {
            let area = doc.areas.get(&id)?;
            let new = Area {
                x,
                y,
                w,
                h,
                ..area.clone()
            };
            (new != *area).then_some(Edit::ChangeArea(id, new))
        }
        Thing::Note(id) => {
            let note = doc.notes.get(&id)?;
            let new = Sticky {
                x,
                y,
                w,
                h,
                ..note.clone()
            };
            (new != *note).then_some(Edit::ChangeNote(id, new))
        }
        Thing::Card(_) => None,
    }
}
