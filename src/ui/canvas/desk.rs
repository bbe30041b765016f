//! What the canvas knows beyond the session: the viewport, the gesture under way, the wire being drawn. One value for
//! all components of the canvas, which read parts of it with [`use_desk`].

use super::gesture::{Gesture, Touching};
use super::glide::Glide;
use super::minimap;
use super::popup::Popup;
use super::view_keys::SpaceBar;
use super::writing::Editing;
use crate::base::NodeId;
use crate::geometry::{CardShape, Corner, Guide, Point, Rect, Viewport};
use crate::scene::{Board, Face, WireRef, Wiring, card_shape};
use crate::session::{Note, Selection};
use crate::sim::EventId;
use crate::ui::Store;
use crate::ui::shared::{Shared, use_shared};
use std::collections::{BTreeMap, BTreeSet};
use yew::prelude::*;

/// Cards so far beyond the edge of the canvas are kept up to date, in pixels of the screen.
const MARGIN: f64 = 160.0;

/// Shared by all components of the canvas. Clones are the same desk.
#[derive(Clone, PartialEq)]
pub struct Desk {
    store: Store,
    plan: Shared<Plan>,
}

/// The state of the desk.
#[derive(Debug, Default)]
pub struct Plan {
    /// Which part of the board is on screen.
    pub view: Viewport,
    /// The size of the canvas in CSS pixels.
    pub size: Point,
    /// Where everything is.
    pub board: Board,
    /// What the cards show, for their size.
    pub shapes: BTreeMap<NodeId, CardShape>,
    /// What the cards show from far away; empty from nearby.
    pub faces: BTreeMap<NodeId, Face>,
    /// What the pointers are doing.
    pub gesture: Gesture,
    /// The wire that is being drawn.
    pub wiring: Option<Wiring>,
    /// The line under the pointer.
    pub hovered: Option<WireRef>,
    /// The marquee in screen pixels.
    pub marquee: Option<Rect>,
    /// The lines along which what is dragged stands with its neighbours.
    pub guides: Vec<Guide>,
    /// What is being written in place.
    pub editing: Option<Editing>,
    /// A reference line that is selected; the session's selection knows wires and nodes.
    pub reference: Option<WireRef>,
    /// The notes on show, with the wall time at which each appeared.
    pub notes: BTreeMap<NodeId, (Note, u64)>,
    /// What the nodes have to say by now, where it differs from what is on show.
    pub waiting: BTreeMap<NodeId, Option<Note>>,
    /// Events whose notes were dismissed.
    pub dismissed: BTreeSet<EventId>,
    /// The newest thing to say to people who can't see the canvas.
    pub said: String,
    /// Whether something has to be painted again.
    pub dirty: bool,
    /// Whether the board has to be laid out again.
    pub stale: bool,
    /// The node that was just added by name: its card takes the focus when it appears.
    pub added: Option<NodeId>,
    /// How many drags there were: the moves of one drag are undone together.
    pub drags: u64,
    /// How many documents have been opened, to notice another one.
    pub openings: u64,
    /// Whether a card shows more or less than before, so that the design may no longer be in view.
    pub reshaped: bool,
    /// The viewport that last showed the whole design; None before the canvas has a size.
    pub fitted: Option<Viewport>,
    /// The glide to another viewport that is under way.
    pub glide: Option<Glide>,
    /// The pointer, as it was last seen over the canvas.
    pub pointer: Option<Touching>,
    /// What the space bar is doing.
    pub space: SpaceBar,
    /// The menu or list that is open.
    pub popup: Option<Popup>,
    /// Keys that were pressed since a list was asked for, until its field is there.
    pub ahead: Option<Vec<String>>,
    /// Whether the search on the board is open.
    pub finder: bool,
    /// Whether the minimap is shown.
    pub minimap: bool,
    /// The card that has, or had last, the keyboard's focus on it or in it.
    pub focused: Option<NodeId>,
    /// Where it covers no card; None where the whole design is in view and leaves it no room.
    pub map_corner: Option<Corner>,
    /// Whether it was asked for since, so that the design makes room for it.
    pub map_wanted: bool,
    /// How many messages are under way.
    pub under_way: usize,
    /// How often the board was laid out.
    pub laid: u64,
}

impl Plan {
    /// Whether a card is in view or in hand, or so near that it may be soon. Before the board is laid out every card is.
    pub fn is_near(&self, id: NodeId) -> bool {
        if self.focused == Some(id) {
            return true;
        }
        let seen = self.view.seen(self.size).grown(MARGIN / self.view.zoom);
        self.board.node(id).is_none_or(|card| card.rect.touches(seen))
    }
}

impl Desk {
    /// An empty desk over a store.
    pub fn new(store: Store) -> Desk {
        let plan = Plan {
            stale: true,
            dirty: true,
            minimap: minimap::shown_at_first(),
            map_corner: Some(Corner::default()),
            openings: store.read(|session| session.openings()),
            ..Plan::default()
        };
        Desk {
            store,
            plan: Shared::new(plan),
        }
    }

    /// The session's store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Reads. Must not change the desk meanwhile.
    pub fn read<R>(&self, read: impl FnOnce(&Plan) -> R) -> R {
        self.plan.read(read)
    }

    /// Changes something without telling the components: for what only the painter shows.
    pub fn adjust<R>(&self, change: impl FnOnce(&mut Plan) -> R) -> R {
        self.plan.adjust(|plan| {
            plan.dirty = true;
            change(plan)
        })
    }

    /// Changes something and tells the components.
    pub fn change<R>(&self, change: impl FnOnce(&mut Plan) -> R) -> R {
        self.plan.change(|plan| {
            plan.dirty = true;
            change(plan)
        })
    }

    /// The frame is done: nothing has to be painted again.
    pub fn painted(&self) {
        self.plan.adjust(|plan| plan.dirty = false);
    }

    /// Says something to people who can't see the canvas.
    pub fn say(&self, text: String) {
        self.change(|plan| plan.said = text);
    }

    /// Lays the board out again if something has changed its shape.
    pub fn settle(&self) {
        if !self.read(|plan| plan.stale) {
            return;
        }
        // Ports and wire handles stand where the board says, so they hear of it.
        self.change(|plan| {
            let shapes = std::mem::take(&mut plan.shapes);
            plan.board = self.store.read(|session| {
                let cut = session.design_with_cuts();
                let doc = cut.as_ref().unwrap_or_else(|| session.scenario());
                Board::new(doc, |id| shapes.get(&id).copied().unwrap_or_default())
            });
            plan.shapes = shapes;
            plan.stale = false;
            plan.laid += 1;
        });
    }

    /// A card tells what it shows.
    pub fn report_shape(&self, id: NodeId, shape: Option<CardShape>) {
        self.adjust(|plan| {
            let before = match shape {
                Some(shape) => plan.shapes.insert(id, shape),
                None => plan.shapes.remove(&id),
            };
            plan.stale |= before != shape;
            plan.reshaped |= before.is_some() && shape.is_some() && before != shape;
        });
    }

    /// A card tells what it shows from far away, or that it is near and shows itself.
    pub fn report_face(&self, id: NodeId, face: Option<Face>) {
        self.adjust(|plan| match face {
            Some(face) => plan.faces.insert(id, face),
            None => plan.faces.remove(&id),
        });
    }

    /// The present selection.
    pub fn selection(&self) -> Selection {
        self.store.read(|session| session.selection().clone())
    }

    /// Changes the viewport and lets the shell know where the middle is.
    pub fn look(&self, view: Viewport) {
        let centre = self.change(|plan| {
            plan.view = view;
            plan.glide = None;
            view.to_world(plan.size * 0.5)
        });
        self.store.lead(view);
        let zoom = (view.zoom * 1_000.0).round() as u32;
        self.store
            .set_view((centre.x.round() as i32, centre.y.round() as i32), zoom);
    }

    /// Gives each card the size of what it shows: a design that was just opened is laid out before its cards are there.
    pub fn foresee_shapes(&self) {
        let shapes = self.store.read(|session| {
            let shape = |id: NodeId| {
                (
                    id,
                    card_shape(session.node_view(id).and_then(|view| view.card).as_ref()),
                )
            };
            session.node_ids().into_iter().map(shape).collect()
        });
        self.adjust(|plan| {
            plan.shapes = shapes;
            plan.stale = true;
        });
    }

    /// Shows what the link asked for, or else the whole design.
    pub fn show_document(&self) {
        if self.read(|plan| plan.size.x <= 0.0) {
            return self.fit();
        }
        let Some(gaze) = self.store.take_gaze() else {
            return self.fit();
        };
        // From now on another size of the canvas keeps what is in its middle.
        self.adjust(|plan| plan.fitted = Some(Viewport::default()));
        let zoom = (f64::from(gaze.zoom) / 1_000.0).clamp(Viewport::LEAST_ZOOM, Viewport::MOST_ZOOM);
        let middle = self.read(|plan| plan.size * 0.5);
        let corner = middle - Point::new(f64::from(gaze.x), f64::from(gaze.y)) * zoom;
        self.look(Viewport {
            x: corner.x,
            y: corner.y,
            zoom,
        });
    }

    /// Shows the whole design at once.
    pub fn fit(&self) {
        self.settle();
        let view = self.adjust(Plan::whole);
        self.look(view);
    }
}

/// The desk of the canvas that this component is part of.
#[hook]
pub fn use_the_desk() -> Desk {
    match use_context::<Desk>() {
        Some(desk) => desk,
        None => unreachable!("every part of the canvas stands below it, and it provides the desk"),
    }
}

/// A part of the desk; the component is rendered again when it differs.
#[hook]
pub fn use_desk<T, F>(select: F) -> T
where
    T: PartialEq + Clone + 'static,
    F: Fn(&Plan) -> T + 'static,
{
    let desk = use_the_desk();
    use_shared(&desk.plan, select)
}
