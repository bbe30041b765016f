//! Moving the view: at once, or in a short glide that shows where one goes; and by itself at the edges during a drag.

use super::desk::{Desk, Plan};
use super::gesture::Gesture;
use crate::geometry::{Corner, Point, Rect, Stage, Viewport};
use crate::platform::theme;
use crate::session::Place;

/// How long a glide takes, in microseconds of wall time.
const LASTS: u64 = 170_000;
/// Around what is shown there is this much room, in pixels; less on a phone, where every pixel counts.
const ROOM: f64 = 64.0;
const ROOM_ON_PHONE: f64 = 20.0;
/// On a lower canvas, in pixels, the style sheet hides the minimap.
const MAP_NEEDS: f64 = 460.0;
/// What is zoomed to is shown at most so large.
const CLOSEST: f64 = 1.5;
/// So near to an edge a drag moves the view, in pixels, and so fast at most in a frame.
const EDGE: f64 = 36.0;
const EDGE_STEP: f64 = 14.0;

/// A glide under way.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Glide {
    from: Viewport,
    to: Viewport,
    began: Option<u64>,
}

impl Plan {
    /// Where the view is, or will be when its glide is over.
    pub fn goal(&self) -> Viewport {
        self.glide.map_or(self.view, |glide| glide.to)
    }

    /// The viewport that shows the whole design, from now on, and with it the corner of the minimap.
    pub fn whole(&mut self) -> Viewport {
        let (view, corner) = self.fit();
        self.map_corner = corner;
        *self.fitted.insert(view)
    }

    /// The viewport that shows the whole design, and the corner that it leaves to the minimap.
    fn fit(&self) -> (Viewport, Option<Corner>) {
        let usual = Some(Corner::default());
        let Some(bounds) = self.board.bounds() else {
            return (Viewport::default(), usual);
        };
        if !self.minimap || self.size.y <= MAP_NEEDS {
            return (self.stage().fit(bounds), usual);
        }
        let cards: Vec<Rect> = self.board.nodes().map(|node| node.rect).collect();
        self.inset().fit(self.stage(), bounds, &cards)
    }

    /// What a whole design is shown in: all but the edges and the buttons.
    fn stage(&self) -> Stage {
        if self.is_narrow() {
            Stage {
                size: self.size,
                sides: 14.0,
                top: 20.0,
                bottom: 100.0,
            }
        } else {
            Stage {
                size: self.size,
                sides: 40.0,
                top: 48.0,
                bottom: 60.0,
            }
        }
    }

    /// Whether the canvas is as narrow as a phone.
    pub fn is_narrow(&self) -> bool {
        self.size.x < 600.0
    }

    /// How much room there is around what is shown, in pixels.
    pub fn room(&self) -> f64 {
        if self.is_narrow() { ROOM_ON_PHONE } else { ROOM }
    }
}

impl Desk {
    /// Goes to a viewport: in a glide, or at once for who wants little motion.
    pub fn glide(&self, to: Viewport) {
        if theme::reduced_motion() {
            return self.look(to);
        }
        self.change(|plan| {
            plan.glide = Some(Glide {
                from: plan.view,
                to,
                began: None,
            });
        });
    }

    /// One frame of the glide under way.
    pub fn step_glide(&self, wall: u64) {
        let Some(glide) = self.read(|plan| plan.glide) else {
            return;
        };
        let began = glide.began.unwrap_or(wall);
        let share = wall.saturating_sub(began) as f64 / LASTS as f64;
        if share >= 1.0 {
            return self.look(glide.to);
        }
        self.look(glide.from.towards(glide.to, 1.0 - (1.0 - share).powi(3)));
        let began = Some(began);
        self.adjust(|plan| plan.glide = Some(Glide { began, ..glide }));
    }

    /// A design that is shown as a whole stays so when its cards grow beyond what is in view.
    pub fn keep_whole(&self) {
        if !self.adjust(|plan| std::mem::take(&mut plan.reshaped)) {
            return;
        }
        let grown = self.read(|plan| {
            let idle = plan.gesture == Gesture::Idle && plan.wiring.is_none() && plan.popup.is_none();
            let whole = idle && plan.fitted == Some(plan.goal());
            let bounds = plan.board.bounds().filter(|_| whole);
            bounds.is_some_and(|bounds| !plan.stage().shows(plan.goal(), bounds))
        });
        if grown {
            let view = self.adjust(Plan::whole);
            self.glide(view);
        }
    }

    /// Shows the whole design.
    pub fn show_everything(&self) {
        self.settle();
        self.glide(self.adjust(Plan::whole));
    }

    /// Shows what is selected; without a selection everything.
    pub fn show_selection(&self) {
        self.settle();
        let selection = self.selection();
        let around = self.read(|plan| {
            let nodes = plan.board.nodes().filter(|node| selection.nodes.contains(&node.id));
            let wires = selection.wires.iter().filter_map(|id| plan.board.wire_index(*id));
            let wires = wires.map(|index| plan.board.wires()[index].curve.bounds());
            Rect::around(nodes.map(|node| node.rect).chain(wires))
        });
        match around {
            Some(around) => {
                self.glide(self.read(|plan| Viewport::closing_in(around, plan.size, 2.0 * plan.room(), CLOSEST)));
            }
            None => self.show_everything(),
        }
    }

    /// Brings something into the middle, in the same scale unless it is too small to be read.
    pub fn show_place(&self, place: Place) {
        self.settle();
        let place_of =
            |x: i32, y: i32, w: i32, h: i32| Rect::new(f64::from(x), f64::from(y), f64::from(w), f64::from(h));
        let centre = match place {
            Place::Node(id) => self.read(|plan| plan.board.node(id).map(|node| node.rect.centre())),
            Place::Note(id) => self.store().read(|session| {
                let note = session.scenario().notes.get(&id)?;
                Some(place_of(note.x, note.y, note.w, note.h).centre())
            }),
            Place::Area(id) => self.store().read(|session| {
                let area = session.scenario().areas.get(&id)?;
                Some(place_of(area.x, area.y, area.w, area.h).centre())
            }),
        };
        if let Some(centre) = centre {
            self.centre_on(centre);
        }
    }

    /// Brings a point of the board into the middle.
    pub fn centre_on(&self, world: Point) {
        self.glide(self.read(|plan| {
            let goal = plan.goal();
            let zoom = goal.zoom.max(0.6);
            Viewport { zoom, ..goal }.centred(world, plan.size)
        }));
    }

    /// Natural size, around the middle.
    pub fn natural_size(&self) {
        self.zoom(1.0 / self.read(|plan| plan.goal().zoom));
    }

    /// Scales around the middle of the canvas.
    pub fn zoom(&self, factor: f64) {
        self.glide(self.read(|plan| plan.goal().zoomed_at(plan.size * 0.5, factor)));
    }

    /// Moves the view so that a card with the focus can be seen.
    pub fn reveal(&self, id: crate::base::NodeId) {
        let idle = self.read(|plan| plan.gesture == Gesture::Idle && plan.popup.is_none());
        let view = self.read(|plan| {
            let card = plan.board.node(id)?.rect;
            plan.goal().revealing(card, plan.size, 16.0)
        });
        if let Some(view) = view.filter(|_| idle) {
            self.glide(view);
        }
    }

    /// While something is dragged at an edge, the view moves that way.
    pub fn push_edges(&self) {
        let Some((pointer, size)) = self.read(|plan| {
            let dragging = match &plan.gesture {
                Gesture::Drag(drag) => drag.has_moved(),
                Gesture::Resize(_) => true,
                Gesture::Wire(began) => plan
                    .pointer
                    .is_some_and(|pointer| pointer.at.distance(*began) > 2.0 * EDGE),
                Gesture::Marquee(..) => plan.marquee.is_some(),
                _ => false,
            };
            plan.pointer.filter(|_| dragging).map(|pointer| (pointer, plan.size))
        }) else {
            return;
        };
        let push = |at: f64, room: f64| {
            let (low, high) = (EDGE - at, at - (room - EDGE));
            let into = if low > 0.0 { low } else { -high.max(0.0) };
            (into / EDGE).clamp(-1.0, 1.0) * EDGE_STEP
        };
        let by = Point::new(push(pointer.at.x, size.x), push(pointer.at.y, size.y));
        if by == Point::default() {
            return;
        }
        self.adjust(|plan| match &mut plan.gesture {
            Gesture::Drag(drag) => drag.scrolled(by),
            Gesture::Resize(resize) => resize.scrolled(by),
            Gesture::Marquee(corner, _) => *corner = *corner + by,
            _ => {}
        });
        self.look(self.read(|plan| plan.view.panned(by)));
        self.pull(pointer);
    }
}
