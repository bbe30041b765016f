//! What is open when the page starts: the link in the address, else the design of the last visit, else an example.

use super::Store;
use super::flags::flags;
use crate::platform::{location, storage, theme};
use crate::scenario::Scenario;
use crate::scenario::examples::EXAMPLES;
use crate::session::{Access, Action, Allowed, Session};
use crate::share::{self, Decoded, Flags, MomentLost, Recording};

/// A store with what the address asks to look at, else with the design of the last visit, else with the first example,
/// playing.
pub fn open() -> Store {
    let flags = flags();
    if let Some(dark) = flags.dark {
        theme::show(dark);
    }
    if flags.looks_only() {
        return for_looking(&flags);
    }
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
        Err(why) => return notify(store, format!("{why} Your design is as it was."), true, false),
    };
    let (text, refusal) = told(&opened, share::decode_moment(link).as_ref());
    match share::decode_moment(link) {
        Some(Ok(recording)) => {
            store.ask_gaze(recording.gaze);
            store.dispatch(Action::OpenRecording(Box::new(opened.scenario), Box::new(recording)));
        }
        _ => {
            store.dispatch(Action::Open(Box::new(opened.scenario)));
            store.dispatch(Action::Play);
        }
    }
    begin(store, &flags());
    notify(
        store,
        format!("{text} Undo brings back what was here before."),
        refusal,
        true,
    );
}

/// A store with the design of the address alone, in which little may be done.
fn for_looking(flags: &Flags) -> Store {
    let mut told_of = None;
    let mut gaze = None;
    let session = match location::shared().map(|link| (share::decode(&link), share::decode_moment(&link))) {
        None => Session::new(first_example()),
        Some((Err(why), _)) => {
            told_of = Some((why.to_string(), true));
            Session::new(Scenario::default())
        }
        Some((Ok(opened), moment)) => {
            told_of = Some(told(&opened, moment.as_ref())).filter(|(_, refusal)| *refusal);
            match moment {
                Some(Ok(recording)) => {
                    gaze = recording.gaze;
                    Session::recorded(opened.scenario, recording)
                }
                _ => Session::new(opened.scenario),
            }
        }
    };
    let store = Store::new(session.with_access(Access::View(Allowed::of(&flags.allow))));
    store.ask_gaze(gaze);
    begin(&store, flags);
    if let Some((text, refusal)) = told_of {
        notify(&store, text, refusal, false);
    }
    store
}

/// Begins as the flags say.
fn begin(store: &Store, flags: &Flags) {
    if let Some(rate) = flags.rate {
        store.dispatch(Action::SetRate(rate));
    }
    if flags.play {
        store.dispatch(Action::Play);
    }
}

fn notify(store: &Store, text: String, refusal: bool, undoable: bool) {
    store.dispatch(Action::Notify {
        text,
        refusal,
        undoable,
    });
}

/// What there is to say about a link that was opened, and whether something of it did not work.
fn told(opened: &Decoded, moment: Option<&Result<Recording, MomentLost>>) -> (String, bool) {
    if !opened.dropped.is_empty() {
        let text = format!("{} What could be read is open.", opened.dropped.join(" "));
        return (text, true);
    }
    let other = opened.engine != share::ENGINE;
    match moment {
        Some(Err(lost)) => (format!("The shared design is open. {lost}"), true),
        Some(Ok(_)) if other => (
            "The shared moment is open. It was made with another revision of the engines, so the run may differ."
                .to_string(),
            true,
        ),
        Some(Ok(_)) => (
            "The shared moment is open: press play to go on from here.".to_string(),
            false,
        ),
        None if other => (
            "The shared design is open. It was made with another revision of the engines, so its run may differ."
                .to_string(),
            false,
        ),
        None => ("The shared design is open.".to_string(), false),
    }
}

/// What a first visit shows. An example that can't be read would be an empty design, and a failing test.
fn first_example() -> Scenario {
    let first = EXAMPLES.first();
    first
        .and_then(|example| Scenario::from_toml(example.toml).ok())
        .unwrap_or_default()
}
