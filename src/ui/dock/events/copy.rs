//! Copying the list, as words or for programs.

use crate::platform::{clipboard, element};
use crate::session::{Action, Changed, Format, Session};
use crate::ui::kit::{Glyph, Icon};
use crate::ui::{Store, use_slice, use_store};
use yew::prelude::*;

/// In what form, and the button. What is forgotten is computed again first, which may take a while.
#[component]
pub fn CopyList() -> Html {
    let store = use_store();
    let format = use_state_eq(|| Format::Text);
    let said = use_state_eq(|| None::<String>);
    let going = use_slice(Changed::ALL, |session| {
        session.copied().map(|(percent, text)| (percent, text.is_some()))
    });
    {
        let (store, said) = (store.clone(), said.clone());
        use_effect_with(going, move |going| {
            if matches!(going, Some((_, true))) {
                finish(&store, &said);
            }
        });
    }
    let onclick = {
        let (store, said, format) = (store.clone(), said.clone(), *format);
        move |_| {
            store.dispatch(Action::CopyLines(Some(format)));
            finish(&store, &said);
        }
    };
    let onchange = {
        let (format, said) = (format.clone(), said.clone());
        move |event: Event| {
            said.set(None);
            format.set(if element::value_of(&event) == "json" {
                Format::JsonLines
            } else {
                Format::Text
            });
        }
    };
    let label = match (going, &*said) {
        (Some((percent, false)), _) => format!("Copying {percent}%"),
        (_, Some(said)) => said.clone(),
        _ => "Copy".to_string(),
    };
    let title = format!(
        "Copies what is listed up to the playhead, at most the newest {} lines",
        Session::MOST_COPIED
    );
    html! {
        <span class="copy-list">
            <select class="input" aria-label="Copy as" {onchange}>
                <option value="text" selected={*format == Format::Text}>{ "Text" }</option>
                <option value="json" selected={*format == Format::JsonLines}>{ "JSON lines" }</option>
            </select>
            <button type="button" class="btn small" {title} {onclick}><Icon glyph={Glyph::Copy} size={14} /><span aria-live="polite">{ label }</span></button>
        </span>
    }
}

/// Puts the text into the clipboard once it is complete.
fn finish(store: &Store, said: &UseStateHandle<Option<String>>) {
    let Some((_, Some(text))) = store.read(|session| session.copied()) else {
        return;
    };
    store.dispatch(Action::CopyLines(None));
    let (said, lines) = (said.clone(), text.lines().count());
    clipboard::copy(&text, move |copied| {
        let text = if copied {
            format!("Copied {lines} lines")
        } else {
            "Press Copy again".to_string()
        };
        said.set(Some(text));
    });
}
