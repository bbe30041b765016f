//! The one store: the session, and who wants to know when parts of it look different.
//!
//! A component reads with [`use_slice`] and is rendered again only when what it read differs. While the run plays,
//! changes of the run reach components at most ten times a second; painters are called in every frame instead.

use crate::base::MessageId;
use crate::geometry::Viewport;
use crate::platform::frames;
use crate::session::{Action, Changed, Session};
use crate::share::Gaze;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use yew::prelude::*;

/// At most this long does one frame work on the run, in microseconds.
const FRAME_BUDGET: u64 = 8_000;
/// While a person drags the playhead nothing else is as urgent, in microseconds.
const SCRUB_BUDGET: u64 = 24_000;
/// How many events are worked off between two looks at the clock.
const BATCH: u64 = 2_000;
/// While the run plays, its components hear of it this often, in microseconds.
const PULSE: u64 = 100_000;
/// Over so many frames is a pulse spread.
const SHARES: usize = 5;

/// At most this long does one frame search through events, in microseconds.
const SEARCH_BUDGET: u64 = 4_000;
/// How many events are looked at between two looks at the clock.
const SEARCH_BATCH: u64 = 500;

type Listener = Rc<dyn Fn()>;
type Painter = Rc<dyn Fn(u64)>;
type Sight = Rc<dyn Fn((i32, i32)) -> Option<MessageId>>;

/// The store. Clones are the same store.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    session: RefCell<Session>,
    listeners: RefCell<BTreeMap<u64, (Changed, Listener)>>,
    painters: RefCell<BTreeMap<u64, Painter>>,
    next: Cell<u64>,
    framed: Cell<Option<u64>>,
    pulsed: Cell<u64>,
    owed: Cell<bool>,
    waiting: RefCell<VecDeque<u64>>,
    centre: Cell<(i32, i32)>,
    view: Cell<Option<Viewport>>,
    leader: Option<Store>,
    held: Cell<bool>,
    spent: Cell<u64>,
    zoom: Cell<u32>,
    gaze: Cell<Option<Gaze>>,
    sight: RefCell<Option<Sight>>,
}

impl PartialEq for Store {
    fn eq(&self, other: &Store) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A listener's or painter's place in the store; dropped, it is called no more.
pub struct Subscription {
    store: Store,
    number: u64,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.store.0.listeners.borrow_mut().remove(&self.number);
        self.store.0.painters.borrow_mut().remove(&self.number);
    }
}

impl Store {
    /// A store around a session.
    pub fn new(session: Session) -> Store {
        Store::around(session, None)
    }

    /// A store that shows its session with the viewport of another one.
    pub fn beside(session: Session, leader: Store) -> Store {
        Store::around(session, Some(leader))
    }

    fn around(session: Session, leader: Option<Store>) -> Store {
        Store(Rc::new(Inner {
            session: RefCell::new(session),
            listeners: RefCell::default(),
            painters: RefCell::default(),
            next: Cell::new(0),
            framed: Cell::new(None),
            pulsed: Cell::new(0),
            owed: Cell::new(false),
            waiting: RefCell::default(),
            centre: Cell::new((400, 300)),
            view: Cell::new(None),
            leader,
            held: Cell::new(false),
            spent: Cell::new(0),
            zoom: Cell::new(1_000),
            gaze: Cell::new(None),
            sight: RefCell::default(),
        }))
    }

    /// Does what a person wants and tells everyone whom it concerns.
    pub fn dispatch(&self, action: Action) {
        let changed = self.0.session.borrow_mut().dispatch(action);
        self.tell(changed);
    }

    /// Changes the session in another way than by an action, and tells everyone whom it concerns.
    pub fn drive(&self, change: impl FnOnce(&mut Session) -> Changed) {
        let changed = self.work(change);
        self.tell(changed);
    }

    /// Works on the session without telling anyone.
    pub fn work<R>(&self, work: impl FnOnce(&mut Session) -> R) -> R {
        work(&mut self.0.session.borrow_mut())
    }

    /// Reads from the session. Must not dispatch meanwhile.
    pub fn read<R>(&self, read: impl FnOnce(&Session) -> R) -> R {
        read(&self.0.session.borrow())
    }

    /// Calls back after each change that touches one of these slices, until the subscription is dropped.
    pub fn subscribe(&self, slices: Changed, listener: impl Fn() + 'static) -> Subscription {
        let subscription = self.place();
        let mut listeners = self.0.listeners.borrow_mut();
        listeners.insert(subscription.number, (slices, Rc::new(listener)));
        subscription
    }

    /// Calls back in every frame after the run has moved, with the time in microseconds since the page began to load.
    pub fn paint(&self, painter: impl Fn(u64) + 'static) -> Subscription {
        let subscription = self.place();
        self.0
            .painters
            .borrow_mut()
            .insert(subscription.number, Rc::new(painter));
        subscription
    }

    /// One frame: the run works for at most 8 ms, then everyone hears of it, then painters paint.
    pub fn frame(&self, wall: u64) {
        let passed = wall.saturating_sub(self.0.framed.replace(Some(wall)).unwrap_or(wall));
        let changed = {
            let mut session = self.0.session.borrow_mut();
            let before = state(&session);
            session.begin_frame(if self.0.held.get() { 0 } else { passed });
            let began = frames::now_micros();
            let budget = if session.is_scrubbing() {
                SCRUB_BUDGET
            } else {
                FRAME_BUDGET
            };
            while session.work(BATCH) && frames::now_micros().saturating_sub(began) < budget {}
            self.0.spent.set(frames::now_micros().saturating_sub(began));
            let changed = session.end_frame(passed);
            let began = frames::now_micros();
            while session.work_on_searches(SEARCH_BATCH) && frames::now_micros().saturating_sub(began) < SEARCH_BUDGET {
            }
            let changed = changed | session.take_searched();
            // A run that stops itself in the middle of a frame says so with a notice.
            if state(&session) == before {
                changed
            } else {
                changed | Changed::ALL.without(Changed::DOCUMENT)
            }
        };
        self.show(wall, changed);
    }

    /// The end of a frame: everyone hears of what has changed, then painters paint.
    pub fn show(&self, wall: u64, changed: Changed) {
        self.pulse(wall, changed);
        let painters: Vec<Painter> = self.0.painters.borrow().values().cloned().collect();
        painters.iter().for_each(|painter| painter(wall));
    }

    /// What this frame's work has left of the time for it, in microseconds: at least a little.
    pub fn rest_of_frame(&self) -> u64 {
        FRAME_BUDGET.saturating_sub(self.0.spent.get()).max(FRAME_BUDGET / 8)
    }

    /// Has the run wait for somebody who lags behind, or no longer.
    pub fn hold(&self, held: bool) {
        self.0.held.set(held);
    }

    /// The canvas tells what it shows, to those that follow it.
    pub fn lead(&self, view: Viewport) {
        self.0.view.set(Some(view));
    }

    /// What the canvas of the leading store shows, where one leads.
    pub fn led_view(&self) -> Option<Viewport> {
        self.0.leader.as_ref()?.0.view.get()
    }

    /// The middle of what the canvas shows, in the document's pixels: where a new node goes.
    pub fn view_centre(&self) -> (i32, i32) {
        self.0.centre.get()
    }

    /// The canvas tells which point of the document is in its middle, and its scale in thousandths.
    pub fn set_view(&self, centre: (i32, i32), zoom: u32) {
        self.0.centre.set(centre);
        self.0.zoom.set(zoom);
    }

    /// Where the canvas looks, for a link.
    pub fn gaze(&self) -> Gaze {
        let (x, y) = self.view_centre();
        let zoom = self.0.zoom.get();
        Gaze { x, y, zoom }
    }

    /// Asks the canvas to look there when it next shows another document.
    pub fn ask_gaze(&self, gaze: Option<Gaze>) {
        self.0.gaze.set(gaze);
    }

    /// Where the canvas was asked to look, once.
    pub fn take_gaze(&self) -> Option<Gaze> {
        self.0.gaze.take()
    }

    /// The canvas lends its eyes: which message is drawn under a place of the window.
    pub fn set_sight(&self, sight: impl Fn((i32, i32)) -> Option<MessageId> + 'static) {
        self.0.sight.replace(Some(Rc::new(sight)));
    }

    /// The canvas has gone, and what it saw with it.
    pub fn drop_sight(&self) {
        self.0.sight.replace(None);
    }

    /// The message under way that the canvas shows at a place of the window.
    pub fn message_at(&self, place: (i32, i32)) -> Option<MessageId> {
        let sight = self.0.sight.borrow().clone();
        sight.and_then(|sight| sight(place))
    }

    fn place(&self) -> Subscription {
        let number = self.0.next.get();
        self.0.next.set(number + 1);
        Subscription {
            store: self.clone(),
            number,
        }
    }

    /// Passes changes of a frame on, those of the run alone only ten times a second.
    fn pulse(&self, wall: u64, changed: Changed) {
        if changed.touches(Changed::RUN | Changed::SEARCH) {
            self.0.owed.set(true);
        }
        let playing = self.read(|session| session.playback().playing);
        let now = !playing && changed.touches(Changed::RUN);
        let due = wall.saturating_sub(self.0.pulsed.get()) >= PULSE || now;
        let pulsed = Changed::RUN | Changed::SEARCH;
        let rest = changed.without(pulsed);
        if self.0.owed.get() && due {
            self.0.owed.set(false);
            self.0.pulsed.set(wall);
            if playing {
                self.tell(rest);
                self.wait(pulsed);
            } else {
                self.tell(rest | pulsed);
            }
        } else if rest != Changed::NOTHING {
            self.tell(rest);
        }
        self.tell_waiting();
    }

    /// While the run plays, those whom a pulse concerns hear of it one after the other over the frames until the next
    /// one: all at once they would not fit into a frame.
    fn wait(&self, slices: Changed) {
        let mut waiting = self.0.waiting.borrow_mut();
        let queued: BTreeSet<u64> = waiting.iter().copied().collect();
        for (number, (concern, _)) in self.0.listeners.borrow().iter() {
            if slices.touches(*concern) && !queued.contains(number) {
                waiting.push_back(*number);
            }
        }
    }

    fn tell_waiting(&self) {
        let all = self.0.listeners.borrow().len();
        for _ in 0..all.div_ceil(SHARES) {
            let next = self.0.waiting.borrow_mut().pop_front();
            let Some(number) = next else { return };
            // Who has gone meanwhile is not told.
            let listener = self
                .0
                .listeners
                .borrow()
                .get(&number)
                .map(|(_, listener)| Rc::clone(listener));
            if let Some(listener) = listener {
                listener();
            }
        }
    }

    fn tell(&self, changed: Changed) {
        let concerned: Vec<Listener> = self
            .0
            .listeners
            .borrow()
            .values()
            .filter(|(slices, _)| changed.touches(*slices))
            .map(|(_, listener)| Rc::clone(listener))
            .collect();
        concerned.iter().for_each(|listener| listener());
    }
}

/// What of a session changes by itself, apart from the run: whether it plays, whether it keeps up, its newest notice.
fn state(session: &Session) -> (bool, u32, Option<u64>) {
    let playback = session.playback();
    let newest = session.notices().last().map(|notice| notice.id);
    (playback.playing, playback.true_rate, newest)
}

/// The store of the page.
#[hook]
pub fn use_store() -> Store {
    match use_context::<Store>() {
        Some(store) => store,
        None => unreachable!("every component stands below the app, which provides the store"),
    }
}

/// A view of the session: read at every rendering, and rendered again when one of the slices changed and it differs.
#[hook]
pub fn use_slice<T, F>(slices: Changed, select: F) -> T
where
    T: PartialEq + Clone + 'static,
    F: Fn(&Session) -> T + 'static,
{
    let store = use_store();
    let value = store.read(&select);
    let known = value.clone();
    use_difference(store, slices, Rc::new(move |session| select(session) != known));
    value
}

/// Renders the component again when what it last read differs. Apart from [`use_slice`], because each type that is read
/// would make it once more.
#[hook]
fn use_difference(store: Store, slices: Changed, differs: Rc<dyn Fn(&Session) -> bool>) {
    let again = use_force_update();
    let latest = use_mut_ref(|| None);
    *latest.borrow_mut() = Some(differs);
    use_effect_with((store, slices), move |(store, slices)| {
        let reader = store.clone();
        let look = move || {
            let differs = latest.borrow().clone();
            if differs.is_some_and(|differs| reader.read(|session| differs(session))) {
                again.force_update();
            }
        };
        // Something may have changed between the rendering and now.
        look();
        let subscription = store.subscribe(*slices, look);
        move || drop(subscription)
    });
}
