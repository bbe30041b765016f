//! The dock's tab "Journey": the passport of a message, as lanes along a time axis or as a list, beside what it says, where
//! it is and why it is not delivered. And the pane that tells why an event happened.

mod about;
mod lanes;
mod list;
mod why;

use super::panels::{DockTab, Drawer, Panels, Why, use_panels};
use super::{Store, use_slice, use_store};
use crate::base::MessageId;
use crate::platform::theme;
use crate::session::{Action, Changed, Entry, Focus, Passport, Selection, Stamp};
use crate::sim::EventId;
use crate::ui::kit::Glyph;
use about::{About, Choose};
use lanes::Lanes;
use list::List;
use std::rc::Rc;
use yew::prelude::*;

pub use why::WithWhy;

/// Brings messages and events to the dock, from anywhere.
#[derive(Clone, PartialEq)]
pub struct Journeys {
    store: Store,
    panels: Panels,
}

impl Journeys {
    /// The handle for places that have the store and the panels at hand.
    pub fn new(store: Store, panels: Panels) -> Journeys {
        Journeys { store, panels }
    }

    /// Shows the journey of a message.
    pub fn show(&self, message: MessageId) {
        let event = EventId::default();
        self.store.dispatch(Action::Focus(Focus { event, message }));
        self.panels.show_drawer(Drawer::None);
        self.panels.show_dock(Some(DockTab::Journey));
    }

    /// Shows why an event happened.
    pub fn why(&self, focus: Focus) {
        self.store.dispatch(Action::Focus(focus));
        self.panels.show_drawer(Drawer::None);
        self.panels.ask_why();
    }

    /// Goes to an entry of a journey, and shows what it did where.
    fn go(&self, passport: &Passport, entry: &Entry) {
        let node = passport.lanes[entry.lane].node;
        self.store.dispatch(Action::SeekEvent(entry.event));
        self.store.dispatch(Action::Focus(Focus {
            event: entry.event,
            message: passport.message,
        }));
        self.store.dispatch(Action::Select(Selection::node(node)));
        if self.panels.read(|open| open.why == Why::Closed) {
            self.panels.show_why(Why::Auto);
        }
    }
}

/// The way to journeys.
#[hook]
pub fn use_journeys() -> Journeys {
    Journeys::new(use_store(), use_panels())
}

/// The whole journey of the message in focus, or how to choose one.
#[component]
pub fn Journey() -> Html {
    let passport = use_slice(Changed::ALL, |session| session.passport());
    let focus = use_slice(Changed::SELECTION, |session| session.focus());
    let listed = use_state_eq(|| theme::matches("(max-width: 720px)"));
    let Some(passport) = passport else {
        return html! {
            <div class="journey-empty">
                <h3>{ "No message chosen" }</h3>
                <p>{ "Click a message on the canvas, in a node's Messages, or in the list of events. Or type its number:" }</p>
                <Choose />
            </div>
        };
    };
    let passport = Rc::new(passport);
    let on_list = {
        let listed = listed.clone();
        move |wanted: bool| listed.set(wanted)
    };
    html! {
        <div class="journey">
            <About passport={passport.clone()} listed={*listed} {on_list} />
            if *listed {
                <List {passport} event={focus.event} />
            } else {
                <Lanes {passport} event={focus.event} />
            }
        </div>
    }
}

/// The icon of an entry.
fn glyph(stamp: Stamp) -> Glyph {
    match stamp {
        Stamp::Made => Glyph::Add,
        Stamp::Left => Glyph::Leave,
        Stamp::Arrived => Glyph::Download,
        Stamp::Received => Glyph::Share,
        Stamp::Returned => Glyph::Undo,
        Stamp::Extended => Glyph::Clock,
        Stamp::Began => Glyph::Play,
        Stamp::Done => Glyph::Check,
        Stamp::Failed => Glyph::Close,
        Stamp::Noted => Glyph::Info,
    }
}
