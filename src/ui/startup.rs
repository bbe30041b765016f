//! What is open when the page starts: the link in the address, else the design of the last visit, else an example.

use super::Store;
use crate::platform::{location, storage};
use crate::scenario::Scenario;
use crate::scenario::examples::EXAMPLES;
use crate::session::{Action, Session};
use crate::share;

/// A store with the design of the last visit, or with the first example, playing.
pub fn open() -> Store {
    let Some(kept) = storage::read(storage::DESIGN) else {
        let store = Store::new(Session::new(first_example()));
        store.dispatch(Action::Play);
        return store;
    };
    match Scenario::from_toml(&kept) {
        Ok(scenario) => Store::new(Session::new(scenario)),
        Err(_) => {
            let kept_aside = storage::write(storage::ASIDE, &kept);
            let store = Store::new(Session::new(first_example()));
            let what = if kept_aside {
                " It can be downloaded under Share."
            } else {
                ""
            };
            store.dispatch(Action::Notify {
                text: format!("The design of your last visit can't be read by this version.{what}"),
                refusal: true,
                undoable: false,
            });
            store
        }
    }
}

/// Opens the design of the address's fragment, if there is one. What was open before comes back with Undo.
///
/// The fragment `#panic` stops the program on purpose: the tests of the recovery screen ask for it.
pub fn open_address(store: &Store) {
    assert!(location::fragment() != "#panic", "asked for by the address");
    let Some(link) = location::shared() else { return };
    location::forget_fragment();
    open_link(store, &link);
}

/// Opens the design of a link's fragment (`#s=…`); what is damaged is named in a notice.
pub fn open_link(store: &Store, link: &str) {
    let opened = match share::decode(link) {
        Ok(opened) => opened,
        Err(why) => {
            return store.dispatch(Action::Notify {
                text: format!("{why} Your design is as it was."),
                refusal: true,
                undoable: false,
            });
        }
    };
    let refusal = !opened.dropped.is_empty();
    let text = if refusal {
        format!("{} What could be read is open.", opened.dropped.join(" "))
    } else if opened.engine == share::ENGINE {
        "The shared design is open.".to_string()
    } else {
        "The shared design is open. It was made with another revision of the engines, so its run may differ."
            .to_string()
    };
    store.dispatch(Action::Open(Box::new(opened.scenario)));
    store.dispatch(Action::Play);
    store.dispatch(Action::Notify {
        text: format!("{text} Undo brings back what was here before."),
        refusal,
        undoable: true,
    });
}

/// What a first visit shows. An example that can't be read would be an empty design, and a failing test.
fn first_example() -> Scenario {
    let first = EXAMPLES.first();
    first
        .and_then(|example| Scenario::from_toml(example.toml).ok())
        .unwrap_or_default()
}
