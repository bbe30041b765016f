//! The twin run on screen: beside the board the same design with one thing changed, below both the table of what differs.

mod board;
mod choose;
mod table;

pub use board::TwinBoard;
pub use choose::TwinDialog;
pub use table::TwinTable;

use super::Store;
use super::shared::{Shared, use_shared};
use crate::platform::frames;
use crate::session::{Changed, Difference, Session, Twin, Variation, differences};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::prelude::*;

/// How many pieces of work are done between two looks at the clock.
const BATCH: u64 = 2_000;
/// The table is made this often while time passes, in microseconds.
const PULSE: u64 = 200_000;

/// A twin beside the run.
pub struct Beside {
    /// Its session.
    pub store: Store,
    /// What is different in it, in words.
    pub text: String,
    /// What differs between the two now.
    pub table: Vec<Difference>,
    twin: Rc<RefCell<Twin>>,
}

/// The twin of the page, if there is one. Clones are the same.
#[derive(Clone, PartialEq)]
pub struct Twins {
    beside: Shared<Option<Beside>>,
    pulsed: Rc<Cell<u64>>,
}

impl Twins {
    /// None yet.
    pub fn new() -> Twins {
        Twins {
            beside: Shared::new(None),
            pulsed: Rc::default(),
        }
    }

    /// Puts a twin beside the run, in place of the one that is there.
    pub fn start(&self, run: &Store, variation: Variation) {
        let (text, (twin, session)) = run.read(|session| {
            let text = session.variation_text(&variation);
            (text, Twin::new(session, variation))
        });
        let store = Store::beside(session, run.clone());
        self.pulsed.set(0);
        self.beside.change(|beside| {
            *beside = Some(Beside {
                store,
                text,
                table: Vec::new(),
                twin: Rc::new(RefCell::new(twin)),
            });
        });
    }

    /// Takes the twin away.
    pub fn close(&self, run: &Store) {
        run.hold(false);
        self.beside.change(|beside| *beside = None);
    }

    /// The run becomes what the twin is; when `swapping`, the twin what the run was.
    pub fn keep(&self, run: &Store, swapping: bool) {
        let Some((store, twin)) = self.parts() else { return };
        let (variation, back) = run.read(|session| {
            let twin = twin.borrow();
            (twin.variation().clone(), twin.turned(session.scenario()))
        });
        run.drive(|session| store.read(|other| session.keep_twin(other, &variation)));
        match back.filter(|_| swapping) {
            Some(back) => self.start(run, back),
            None => self.close(run),
        }
    }

    fn parts(&self) -> Option<(Store, Rc<RefCell<Twin>>)> {
        self.beside.read(|beside| {
            let beside = beside.as_ref()?;
            Some((beside.store.clone(), Rc::clone(&beside.twin)))
        })
    }

    /// Drives the twin in what the run has left of the frame. While it lags, the run waits.
    pub fn frame(&self, run: &Store, wall: u64) {
        let Some((store, twin)) = self.parts() else { return };
        let began = frames::now_micros();
        let budget = run.rest_of_frame();
        let place = |session: &Session| (session.now(), session.events_total());
        let before = store.read(place);
        let (there, redrawn) = run.read(|session| {
            store.work(|other| {
                let mut twin = twin.borrow_mut();
                let mut there = twin.follow(other, session, BATCH);
                while !there && frames::now_micros().saturating_sub(began) < budget {
                    there = twin.follow(other, session, BATCH);
                }
                (there, twin.take_redrawn())
            })
        });
        run.hold(!there);
        let moved = store.read(place) != before;
        if there && wall.saturating_sub(self.pulsed.get()) >= PULSE {
            self.pulsed.set(wall);
            self.compare(run, &store);
        }
        let mut changed = if moved { Changed::RUN } else { Changed::NOTHING };
        if redrawn {
            changed |= Changed::DOCUMENT | Changed::RUN;
        }
        store.show(wall, changed);
    }

    fn compare(&self, run: &Store, store: &Store) {
        let table = run.read(|session| store.read(|other| differences(session, other)));
        let nodes: BTreeSet<_> = table.iter().map(|row| row.node).collect();
        store.drive(|other| other.set_differing(nodes));
        if self
            .beside
            .read(|beside| beside.as_ref().is_some_and(|beside| beside.table != table))
        {
            self.beside.change(|beside| {
                if let Some(beside) = beside {
                    beside.table = table;
                }
            });
        }
    }
}

/// The twin of the page.
#[hook]
pub fn use_twins() -> Twins {
    match use_context::<Twins>() {
        Some(twins) => twins,
        None => unreachable!("every component stands below the app, which provides the twin"),
    }
}

/// A part of the twin, while there is one; the component is rendered again when it differs.
#[hook]
pub fn use_twin<T, F>(select: F) -> Option<T>
where
    T: PartialEq + Clone + 'static,
    F: Fn(&Beside) -> T + 'static,
{
    let twins = use_twins();
    use_shared(&twins.beside, move |beside: &Option<Beside>| {
        beside.as_ref().map(&select)
    })
}
