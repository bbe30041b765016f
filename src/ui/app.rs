//! The workbench: its regions, what is open, the shortcuts, and the loop over frames.

use super::canvas::Canvas;
use super::dialogs::{ExamplesDialog, ShareDialog, ShortcutsDialog};
use super::inspector::{Asked, Inspector};
use super::notices::Notices;
use super::palette::{self, Palette};
use super::top_bar::TopBar;
use super::transport::{EventsPanel, Transport};
use super::{Store, autosave, startup};
use crate::base::NodeId;
use crate::platform::frames::FrameLoop;
use crate::platform::keys::{self, Press};
use crate::platform::{element, location};
use crate::session::Action;
use yew::prelude::*;

/// A dialog.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialog {
    /// The examples.
    Examples,
    /// Link and file.
    Share,
    /// The keyboard shortcuts.
    Shortcuts,
}

/// What lies over the canvas on screens where not everything fits beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Panel {
    /// Nothing.
    None,
    /// The palette.
    Palette,
    /// The inspector.
    Inspector,
}

/// The page.
#[component]
pub fn App() -> Html {
    let store = use_memo((), |()| startup::open());
    let store = (*store).clone();
    let dialog = use_state_eq(|| None::<Dialog>);
    let panel = use_state_eq(|| Panel::None);
    let events = use_state_eq(|| false);
    let asked = use_state_eq(Asked::default);
    use_running(&store);
    let on_dialog = {
        let dialog = dialog.clone();
        Callback::from(move |wanted: Dialog| dialog.set(Some(wanted)))
    };
    let on_events = {
        let events = events.clone();
        Callback::from(move |()| events.set(!*events))
    };
    let on_close = {
        let dialog = dialog.clone();
        Callback::from(move |()| dialog.set(None))
    };
    let on_panel = {
        let panel = panel.clone();
        Callback::from(move |wanted: Panel| panel.set(if *panel == wanted { Panel::None } else { wanted }))
    };
    use_shortcuts(
        &store,
        Openers {
            on_dialog: on_dialog.clone(),
            on_events: on_events.clone(),
            on_panel: on_panel.clone(),
        },
    );
    let name = match *panel {
        Panel::None => "none",
        Panel::Palette => "palette",
        Panel::Inspector => "inspector",
    };
    let on_why = {
        let (panel, asked) = (panel.clone(), asked.clone());
        Callback::from(move |(node, rule): (NodeId, &'static str)| {
            panel.set(Panel::Inspector);
            asked.set(Asked {
                node,
                rule,
                times: asked.times + 1,
            });
        })
    };
    let on_inspect = {
        let panel = panel.clone();
        Callback::from(move |()| {
            panel.set(Panel::Inspector);
            element::focus("tab-0");
        })
    };
    let on_add = {
        let panel = panel.clone();
        Callback::from(move |()| {
            panel.set(Panel::Palette);
            element::focus(palette::SEARCH_ID);
        })
    };
    let close_panel = {
        let panel = panel.clone();
        Callback::from(move |_: MouseEvent| panel.set(Panel::None))
    };
    html! {
        <ContextProvider<Store> context={store}>
            <div class="app" data-panel={name}>
                <TopBar {on_dialog} on_panel={on_panel.clone()} panel={*panel} />
                <Palette on_panel={on_panel.clone()} />
                <main class="stage" aria-label="Canvas">
                    <Canvas {on_why} {on_inspect} {on_add} />
                    if *events {
                        <EventsPanel on_close={on_events.clone()} />
                    }
                </main>
                <button type="button" class="scrim" aria-label="Close the panel" onclick={close_panel} />
                <Inspector {on_panel} asked={*asked} />
                <Transport events_open={*events} {on_events} />
                <Notices />
            </div>
            { match *dialog {
                None => Html::default(),
                Some(Dialog::Examples) => html! { <ExamplesDialog {on_close} /> },
                Some(Dialog::Share) => html! { <ShareDialog {on_close} /> },
                Some(Dialog::Shortcuts) => html! { <ShortcutsDialog {on_close} /> },
            } }
        </ContextProvider<Store>>
    }
}

/// Runs the frames, keeps the design in the browser, and opens links that are put into the address later.
#[hook]
fn use_running(store: &Store) {
    use_effect_with(store.clone(), |store| {
        let saving = autosave::keep(store);
        let frames = {
            let store = store.clone();
            FrameLoop::start(move |wall| store.frame(wall))
        };
        let links = {
            let store = store.clone();
            location::on_fragment(move || startup::open_address(&store))
        };
        startup::open_address(store);
        move || drop((saving, frames, links))
    });
}

/// What shortcuts open and close.
#[derive(Clone, PartialEq)]
struct Openers {
    on_dialog: Callback<Dialog>,
    on_events: Callback<()>,
    on_panel: Callback<Panel>,
}

/// The shortcuts of the page.
#[hook]
fn use_shortcuts(store: &Store, openers: Openers) {
    use_effect_with((store.clone(), openers), |(store, openers)| {
        let (store, openers) = (store.clone(), openers.clone());
        let listener = keys::listen(move |press| shortcut(&press, &store, &openers));
        move || drop(listener)
    });
}

/// Does what a key stands for; false when it stands for nothing here.
fn shortcut(press: &Press, store: &Store, openers: &Openers) -> bool {
    let key = press.key.to_lowercase();
    if key == "escape" {
        openers.on_panel.emit(Panel::None);
        return false;
    }
    if press.writing || (key == " " && press.pressing) {
        return false;
    }
    let action = match (press.command, key.as_str()) {
        (true, "z") if press.shift => Action::Redo,
        (true, "z") => Action::Undo,
        (true, "y") => Action::Redo,
        (true, "a") => Action::SelectAll,
        (true, _) => return false,
        (false, " ") => Action::TogglePlay,
        (false, ".") => Action::StepForward,
        (false, ",") => Action::StepBack,
        (false, "n") => Action::SkipToNext,
        (false, "r") => Action::Restart,
        (false, other) => return open(other, openers),
    };
    store.dispatch(action);
    true
}

/// Opens what a key stands for.
fn open(key: &str, openers: &Openers) -> bool {
    match key {
        "e" => openers.on_events.emit(()),
        "/" => element::focus(palette::SEARCH_ID),
        "?" => openers.on_dialog.emit(Dialog::Shortcuts),
        _ => return false,
    }
    true
}
