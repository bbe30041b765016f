//! The workbench: its regions, what is open, the shortcuts, and the loop over frames.

use super::canvas::Canvas;
use super::dialogs::{ExamplesDialog, SaveRunDialog, ShareDialog, ShortcutsDialog};
use super::dock::Dock;
use super::embed_bar::EmbedBar;
use super::faults::FaultDialog;
use super::inspector::Inspector;
use super::moments::{MomentsDialog, StopsDialog};
use super::notices::Notices;
use super::opening::Openings;
use super::palette::Palette;
use super::panels::{Dialog, DockTab, Drawer, Panels, use_open, use_panels};
use super::top_bar::TopBar;
use super::transport::Transport;
use super::twin::{TwinBoard, TwinDialog, TwinTable, Twins};
use super::{Store, autosave, charts, flags, hosting, pictures, startup, use_store};
use crate::platform::frames::FrameLoop;
use crate::platform::keys::{self, Press};
use crate::platform::location;
use crate::session::{Action, BookmarkAction, Travel};
use yew::prelude::*;

/// The page.
#[component]
pub fn App() -> Html {
    let store = use_memo((), |()| {
        let store = startup::open();
        charts::restore_prices(&store);
        store
    });
    let panels = use_memo((), |()| Panels::new());
    let twins = use_memo((), |()| Twins::new());
    html! {
        <ContextProvider<Store> context={(*store).clone()}>
            <ContextProvider<Panels> context={(*panels).clone()}>
                <ContextProvider<Twins> context={(*twins).clone()}>
                    <Workbench />
                </ContextProvider<Twins>>
            </ContextProvider<Panels>>
        </ContextProvider<Store>>
    }
}

/// The regions, and what lies over them.
#[component]
fn Workbench() -> Html {
    let (store, panels) = (use_store(), use_panels());
    use_running(&store);
    use_shortcuts(&store, &panels);
    let drawer = use_open(|open| open.drawer);
    let dialog = use_open(|open| open.dialog);
    let flags = use_memo((), |()| flags::flags());
    let looks_only = flags.looks_only();
    let close_drawer = {
        let panels = panels.clone();
        move |_: MouseEvent| panels.show_drawer(Drawer::None)
    };
    let on_close = move |()| panels.close();
    html! {
        <>
            <div class="app" data-panel={drawer.name()} data-mode={flags::mode(&flags)}>
                if flags.embed {
                    <EmbedBar />
                } else {
                    <TopBar />
                }
                if !looks_only {
                    <Palette />
                }
                <main class="stage" aria-label="Canvas">
                    <div class="boards"><div class="board-area"><Canvas /></div><TwinBoard /></div>
                    <TwinTable />
                    <Dock />
                </main>
                <button type="button" class="scrim" aria-label="Close the panel" onclick={close_drawer} />
                <Inspector />
                <Transport />
                <Notices />
                <Openings />
            </div>
            { match dialog {
                None => Html::default(),
                Some(Dialog::Examples) => html! { <ExamplesDialog {on_close} /> },
                Some(Dialog::Share) => html! { <ShareDialog {on_close} /> },
                Some(Dialog::Shortcuts) => html! { <ShortcutsDialog {on_close} /> },
                Some(Dialog::Moments) => html! { <MomentsDialog {on_close} /> },
                Some(Dialog::Fault { kind, at }) => html! { <FaultDialog {kind} {at} {on_close} /> },
                Some(Dialog::SaveRun) => html! { <SaveRunDialog {on_close} /> },
                Some(Dialog::Twin) => html! { <TwinDialog {on_close} /> },
                Some(Dialog::Stops) => html! { <StopsDialog {on_close} /> },
            } }
        </>
    }
}

/// Runs the frames, keeps the design in the browser, and opens links that are put into the address later.
#[hook]
fn use_running(store: &Store) {
    use_effect_with(store.clone(), |store| {
        // A page for looking at leaves the visitor's own design alone.
        let looks_only = flags::flags().looks_only();
        let saving = (!looks_only).then(|| autosave::keep(store));
        let frames = {
            let store = store.clone();
            FrameLoop::start(move |wall| store.frame(wall))
        };
        let links = {
            let store = store.clone();
            location::on_fragment(move || {
                if looks_only {
                    location::reload();
                } else {
                    startup::open_address(&store);
                }
            })
        };
        if !looks_only {
            startup::open_address(store);
        }
        let hosting = hosting::serve(store);
        let paper = pictures::on_paper(store);
        move || drop((saving, frames, links, hosting, paper))
    });
}

/// The shortcuts of the page.
#[hook]
fn use_shortcuts(store: &Store, panels: &Panels) {
    use_effect_with((store.clone(), panels.clone()), |(store, panels)| {
        let (store, panels) = (store.clone(), panels.clone());
        let listener = keys::listen(move |press| shortcut(&press, &store, &panels));
        move || drop(listener)
    });
}

/// Does what a key stands for; false when it stands for nothing here.
fn shortcut(press: &Press, store: &Store, panels: &Panels) -> bool {
    let key = press.key.to_lowercase();
    if key == "escape" {
        panels.show_drawer(Drawer::None);
        return false;
    }
    if press.writing {
        return false;
    }
    let action = match (press.command, key.as_str()) {
        (true, "z") if press.shift => Action::Redo,
        (true, "z") => Action::Undo,
        (true, "y") => Action::Redo,
        (true, "a") => Action::SelectAll,
        (true, _) => return false,
        (false, ".") => Action::StepForward,
        (false, ",") => Action::StepBack,
        (false, ">") => Action::Travel(Travel::Next),
        (false, "<") => Action::Travel(Travel::Previous),
        (false, "]") => Action::ChangeRate { faster: true },
        (false, "[") => Action::ChangeRate { faster: false },
        (false, "b") => Action::Bookmark(BookmarkAction::Add),
        (false, "n") => Action::SkipToNext,
        (false, "r") => Action::Restart,
        (false, other) => return open(other, panels),
    };
    store.dispatch(action);
    true
}

/// Opens what a key stands for.
fn open(key: &str, panels: &Panels) -> bool {
    match key {
        "e" => panels.toggle_dock(DockTab::Events),
        "c" => panels.toggle_dock(DockTab::Charts),
        "j" => panels.toggle_dock(DockTab::Journey),
        "`" => panels.toggle_dock(DockTab::Console),
        "?" => panels.open(Dialog::Shortcuts),
        _ => return false,
    }
    true
}
