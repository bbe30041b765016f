//! Keeping the design: in the browser from visit to visit, and within reach of the recovery screen.

use super::{Store, Subscription};
use crate::platform::{location, rescue, storage};
use crate::session::{Action, Changed};
use crate::share;
use std::cell::Cell;
use std::rc::Rc;

/// Saves after each edit, at most once in a frame, until the subscriptions are dropped.
pub fn keep(store: &Store) -> [Subscription; 2] {
    let edited = Rc::new(Cell::new(false));
    let refused = Cell::new(false);
    let notice_edits = {
        let edited = Rc::clone(&edited);
        store.subscribe(Changed::DOCUMENT, move || edited.set(true))
    };
    hand_over(store);
    let saver = store.clone();
    let save_in_frame = store.paint(move |_| {
        if !edited.take() {
            return;
        }
        let design = hand_over(&saver);
        if !storage::write(storage::DESIGN, &design) && !refused.replace(true) {
            saver.dispatch(Action::Notify {
                text: "This browser keeps nothing: its storage is full or blocked. Use Share to take your design with you.".to_string(),
                refusal: true,
                undoable: false,
            });
        }
    });
    [notice_edits, save_in_frame]
}

/// Gives the recovery screen the design as it is now, and returns it as TOML.
fn hand_over(store: &Store) -> String {
    let (design, link) = store.read(|session| (session.scenario().to_toml(), share::encode(session.scenario())));
    rescue::keep(&design, &location::address_of(&link));
    design
}
