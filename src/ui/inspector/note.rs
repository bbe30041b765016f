//! A sticky note: its text and its colour.

use super::drawn::Measure;
use crate::scenario::{Edit, Paper, Scenario, Sticky};
use crate::session::{Action, Changed};
use crate::ui::flags::use_access;
use crate::ui::kit::use_typed;
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NoteInspectorProps {
    /// Which note.
    pub note: u32,
    /// The button that closes the drawer.
    pub close: Html,
}

/// Everything about a note.
#[component]
pub fn NoteInspector(props: &NoteInspectorProps) -> Html {
    let may_edit = use_access().is_full();
    let (store, id) = (use_store(), props.note);
    let Some(note) = use_slice(Changed::DOCUMENT, move |session| {
        session.scenario().notes.get(&id).cloned()
    }) else {
        return Html::default();
    };
    let change = {
        let store = store.clone();
        Callback::from(move |note: Sticky| {
            store.dispatch(Action::Edit {
                edit: Edit::ChangeNote(id, note),
                key: String::new(),
            });
        })
    };
    let write = {
        let note = note.clone();
        change.reform(move |text: String| Sticky {
            text: text.into(),
            ..note.clone()
        })
    };
    let paper = |colour: Paper| {
        let onclick = {
            let note = note.clone();
            change.reform(move |_: MouseEvent| Sticky { colour, ..note.clone() })
        };
        let chosen = note.colour == colour;
        html! {
            <button type="button" class={classes!("paper", colour.name())} role="radio" aria-checked={chosen.to_string()} aria-label={colour.name()} title={colour.name()} {onclick}>
                if chosen { <span aria-hidden="true">{ "✓" }</span> }
            </button>
        }
    };
    let sized = |put: fn(&mut Sticky, i32)| {
        let note = note.clone();
        change.reform(move |pixels: i32| {
            let mut changed = note.clone();
            put(&mut changed, pixels);
            changed
        })
    };
    let act = |action: Action| {
        let store = store.clone();
        move |_: MouseEvent| store.dispatch(action.clone())
    };
    html! {
        <>
            <div class="inspector-head">
                <div class="names"><h2>{ "Note" }</h2></div>
                { props.close.clone() }
            </div>
            <div class="tab-body scroll" tabindex="0" role="region" aria-label="Note">
                <fieldset class="bare" disabled={!may_edit}>
                <Words text={note.text.to_string()} on_write={write} />
                <div class="field">
                    <div class="field-top"><span class="field-name" id="note-colour">{ "Colour" }</span></div>
                    <div class="papers" role="radiogroup" aria-labelledby="note-colour">{ for Paper::ALL.into_iter().map(paper) }</div>
                </div>
                <Measure name="Width" pixels={note.w} on_change={sized(|note, pixels| note.w = pixels)} />
                <Measure name="Height" pixels={note.h} on_change={sized(|note, pixels| note.h = pixels)} />
                <div class="row">
                    <button type="button" class="btn" onclick={act(Action::DuplicateSelection)}>{ "Duplicate" }</button>
                    <button type="button" class="btn" onclick={act(Action::DeleteSelection)}>{ "Delete the note" }</button>
                </div>
                </fieldset>
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct WordsProps {
    text: String,
    on_write: Callback<String>,
}

/// What stands on the note.
#[component]
fn Words(props: &WordsProps) -> Html {
    let typed = use_typed(&props.text, props.on_write.clone());
    html! { <textarea ref={typed.field.clone()} class="input" rows="6" aria-label="Text" placeholder="Plain text, with line breaks" maxlength={Scenario::MAX_NOTE.to_string()} defaultvalue={typed.first.clone()} onchange={typed.onchange()} /> }
}
