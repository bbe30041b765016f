//! The top bar: the mark, the design's title, and what concerns the design as a whole.

use super::flags::use_access;
use super::kit::{Glyph, Icon, Mark, use_typed};
use super::panels::{Dialog, Drawer, use_open, use_panels};
use super::{use_slice, use_store};
use crate::platform::{location, theme};
use crate::scenario::Edit;
use crate::session::{Action, Changed};
use crate::share;
use yew::prelude::*;

/// The id of the button that changes the theme.
pub const THEME_ID: &str = "theme";

/// The bar above everything.
#[component]
pub fn TopBar() -> Html {
    let (store, panels) = (use_store(), use_panels());
    let open = use_open(|open| open.drawer);
    let (can_undo, can_redo) = use_slice(Changed::DOCUMENT, |session| (session.can_undo(), session.can_redo()));
    let act = |action: Action| {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| store.dispatch(action.clone()))
    };
    let dialog = |dialog: Dialog| {
        let panels = panels.clone();
        move |_: MouseEvent| panels.open(dialog)
    };
    let drawer = |drawer: Drawer| {
        let panels = panels.clone();
        move |_: MouseEvent| panels.toggle_drawer(drawer)
    };
    let access = use_access();
    let (may_edit, may_undo) = (access.is_full(), access.has_settings());
    let link = use_slice(Changed::DOCUMENT, move |session| {
        (!may_edit).then(|| location::address("", &share::encode(session.scenario())))
    });
    let all_commands = {
        let panels = panels.clone();
        move |_: MouseEvent| panels.show_commands()
    };
    let expanded = |drawer: Drawer| (open == drawer).to_string();
    html! {
        <header class="topbar">
            <div class="brand"><Mark /><span class="not-phone">{ "Decouple" }</span></div>
            <Title />
            <span class="space" />
            if let Some(href) = link {
                <span class="chip">{ "Read-only" }</span>
                <a class="btn" {href} target="_blank" rel="noopener">{ "Open in Decouple" }</a>
            }
            if may_edit {
                <button type="button" class="btn ghost icon only-phone" aria-label="Add a node" aria-expanded={expanded(Drawer::Palette)} onclick={drawer(Drawer::Palette)}>
                    <Icon glyph={Glyph::Add} />
                </button>
            }
            if may_undo {
            <button type="button" class="btn ghost icon" aria-label="Undo" title="Undo (Ctrl+Z)" disabled={!can_undo} onclick={act(Action::Undo)}>
                <Icon glyph={Glyph::Undo} />
            </button>
            <button type="button" class="btn ghost icon not-phone" aria-label="Redo" title="Redo (Ctrl+Shift+Z)" disabled={!can_redo} onclick={act(Action::Redo)}>
                <Icon glyph={Glyph::Redo} />
            </button>
            }
            if may_edit {
            <button type="button" class="btn not-phone" onclick={dialog(Dialog::Examples)}>{ "Examples" }</button>
            <button type="button" class="btn ghost icon only-phone" aria-label="Examples" onclick={dialog(Dialog::Examples)}>
                <Icon glyph={Glyph::List} />
            </button>
            <button type="button" class="btn not-phone" onclick={dialog(Dialog::Twin)}>{ "Twin run" }</button>
            }
            <button type="button" class="btn primary not-phone" onclick={dialog(Dialog::Share)}>{ "Share" }</button>
            <button type="button" class="btn ghost icon only-phone" aria-label="Share" onclick={dialog(Dialog::Share)}>
                <Icon glyph={Glyph::Share} />
            </button>
            <button type="button" class="btn ghost icon only-narrow" aria-label="Inspector" aria-expanded={expanded(Drawer::Inspector)} onclick={drawer(Drawer::Inspector)}>
                <Icon glyph={Glyph::Sliders} />
            </button>
            <ThemeButton />
            if may_edit {
                <button type="button" class="btn ghost icon only-phone" aria-label="All commands" onclick={all_commands}>
                    <Icon glyph={Glyph::More} />
                </button>
            }
            <button type="button" class="btn ghost icon not-phone" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" onclick={dialog(Dialog::Shortcuts)}>
                <Icon glyph={Glyph::Help} />
            </button>
        </header>
    }
}

/// The design's title, written in place.
#[component]
fn Title() -> Html {
    let store = use_store();
    let title = use_slice(Changed::DOCUMENT, |session| session.scenario().title.clone());
    let may_edit = use_access().is_full();
    let tell = move |title: String| {
        let title = title.trim().to_string();
        store.dispatch(Action::Edit {
            edit: Edit::Title(title),
            key: "title".to_string(),
        });
    };
    let typed = use_typed(&title, Callback::from(tell));
    html! {
        <>
            <h1 class="for-reader">{ "Decouple" }</h1>
            <input ref={typed.field.clone()} class="design-title" aria-label="Title of the design" placeholder="Untitled design" maxlength="200" readonly={!may_edit} ~defaultValue={typed.first.clone()} onchange={typed.onchange()} />
        </>
    }
}

/// Light or dark.
#[component]
fn ThemeButton() -> Html {
    let dark = use_state_eq(theme::is_dark);
    {
        let dark = dark.clone();
        use_effect_with((), move |()| {
            let listener = theme::follow(move |now| dark.set(now));
            move || drop(listener)
        });
    }
    let label = if *dark {
        "Use the light theme"
    } else {
        "Use the dark theme"
    };
    let onclick = move |_| {
        theme::choose(!*dark);
        dark.set(!*dark);
    };
    html! {
        <button type="button" id={THEME_ID} class="btn ghost icon not-phone" aria-label={label} title={label} {onclick}><Icon glyph={Glyph::Theme} /></button>
    }
}
