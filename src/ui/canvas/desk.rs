//! What the canvas knows beyond the session: the viewport, the gesture under way, the wire being drawn. One value for
//! all components of the canvas, which read parts of it with [`use_desk`].

use super::gesture::Gesture;
use crate::base::NodeId;
use crate::geometry::{CardShape, Point, Rect, Viewport};
use crate::scene::{Board, WireRef, Wiring};
use crate::session::{Note, Selection};
use crate::sim::EventId;
use crate::ui::Store;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use yew::prelude::*;

/// Shared by all components of the canvas. Clones are the same desk.
#[derive(Clone)]
pub struct Desk(Rc<Inner>);

struct Inner {
    store: Store,
    state: RefCell<Plan>,
    listeners: RefCell<BTreeMap<u64, Rc<dyn Fn()>>>,
    next: Cell<u64>,
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
    /// What the pointers are doing.
    pub gesture: Gesture,
    /// The wire that is being drawn.
    pub wiring: Option<Wiring>,
    /// The line under the pointer.
    pub hovered: Option<WireRef>,
    /// The marquee in screen pixels.
    pub marquee: Option<Rect>,
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
    /// How many drags there were: the moves of one drag are undone together.
    pub drags: u64,
    /// The title and nodes of the document, to notice another one.
    pub title: String,
    /// See `title`.
    pub known: Vec<NodeId>,
    /// Whether the viewport was fitted to the document at least once.
    pub fitted: bool,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Desk) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A listener's place; dropped, it is called no more.
pub struct Watching {
    desk: Desk,
    number: u64,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.desk.0.listeners.borrow_mut().remove(&self.number);
    }
}

impl Desk {
    /// An empty desk over a store.
    pub fn new(store: Store) -> Desk {
        let plan = Plan {
            stale: true,
            dirty: true,
            ..Plan::default()
        };
        Desk(Rc::new(Inner {
            store,
            state: RefCell::new(plan),
            listeners: RefCell::default(),
            next: Cell::new(0),
        }))
    }

    /// The session's store.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// Reads. Must not change the desk meanwhile.
    pub fn read<R>(&self, read: impl FnOnce(&Plan) -> R) -> R {
        read(&self.0.state.borrow())
    }

    /// Changes something without telling the components: for what only the painter shows.
    pub fn adjust<R>(&self, change: impl FnOnce(&mut Plan) -> R) -> R {
        let mut plan = self.0.state.borrow_mut();
        plan.dirty = true;
        change(&mut plan)
    }

    /// Changes something and tells the components.
    pub fn change<R>(&self, change: impl FnOnce(&mut Plan) -> R) -> R {
        let result = self.adjust(change);
        let listeners: Vec<Rc<dyn Fn()>> = self.0.listeners.borrow().values().cloned().collect();
        listeners.iter().for_each(|listener| listener());
        result
    }

    /// The frame is done: nothing has to be painted again.
    pub fn painted(&self) {
        self.0.state.borrow_mut().dirty = false;
    }

    /// Says something to people who can't see the canvas.
    pub fn say(&self, text: String) {
        self.change(|plan| plan.said = text);
    }

    /// Calls back after each change, until dropped.
    fn watch(&self, listener: impl Fn() + 'static) -> Watching {
        let number = self.0.next.get();
        self.0.next.set(number + 1);
        self.0.listeners.borrow_mut().insert(number, Rc::new(listener));
        Watching {
            desk: self.clone(),
            number,
        }
    }

    /// Lays the board out again if something has changed its shape.
    pub fn settle(&self) {
        if !self.read(|plan| plan.stale) {
            return;
        }
        // Ports and wire handles stand where the board says, so they hear of it.
        self.change(|plan| {
            let shapes = std::mem::take(&mut plan.shapes);
            plan.board = self
                .0
                .store
                .read(|session| Board::new(session.scenario(), |id| shapes.get(&id).copied().unwrap_or_default()));
            plan.shapes = shapes;
            plan.stale = false;
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
        });
    }

    /// The present selection.
    pub fn selection(&self) -> Selection {
        self.0.store.read(|session| session.selection().clone())
    }

    /// Changes the viewport and lets the shell know where the middle is.
    pub fn look(&self, view: Viewport) {
        let centre = self.change(|plan| {
            plan.view = view;
            view.to_world(plan.size * 0.5)
        });
        self.0.store.set_view_centre((centre.x as i32, centre.y as i32));
    }

    /// Shows the whole design.
    pub fn fit(&self) {
        self.settle();
        let view = self.read(|plan| match plan.board.bounds() {
            // On a phone every pixel counts.
            Some(bounds) => Viewport::fitting(bounds, plan.size, if plan.size.x < 600.0 { 20.0 } else { 64.0 }),
            None => Viewport::default(),
        });
        self.look(view);
    }

    /// Scales around the middle of the canvas.
    pub fn zoom(&self, factor: f64) {
        let view = self.read(|plan| plan.view.zoomed_at(plan.size * 0.5, factor));
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
    let again = use_force_update();
    let value = desk.read(&select);
    let latest = use_mut_ref(|| None::<(T, Rc<dyn Fn(&Plan) -> T>)>);
    *latest.borrow_mut() = Some((value.clone(), Rc::new(select)));
    use_effect_with(desk, move |desk| {
        let reader = desk.clone();
        let watching = desk.watch(move || {
            let Some((value, select)) = latest.borrow().clone() else {
                return;
            };
            if reader.read(|plan| select(plan)) != value {
                again.force_update();
            }
        });
        move || drop(watching)
    });
    value
}
