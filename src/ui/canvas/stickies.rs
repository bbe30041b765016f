//! The sticky notes.

use super::desk::use_desk;
use super::frames::grips;
use super::writing::{Editing, Field};
use crate::scenario::Sticky;
use crate::session::Changed;
use crate::ui::use_slice;
use yew::prelude::*;

/// A note as it is shown.
#[derive(Clone, PartialEq)]
struct Paper {
    id: u32,
    note: Sticky,
    selected: bool,
    only: bool,
}

/// All notes, the newest on top.
#[component]
pub fn Stickies() -> Html {
    let notes = use_slice(Changed::DOCUMENT | Changed::SELECTION, |session| {
        let selection = session.selection();
        let paper = |(id, note): (&u32, &Sticky)| Paper {
            id: *id,
            note: note.clone(),
            selected: selection.notes.contains(id),
            only: selection.only_note() == Some(*id),
        };
        session.scenario().notes.iter().map(paper).collect::<Vec<_>>()
    });
    let written = use_desk(|plan| match plan.editing {
        Some(Editing::Note(id)) => Some(id),
        _ => None,
    });
    html! { <>{ for notes.iter().map(|paper| sticky(paper, written == Some(paper.id))) }</> }
}

fn sticky(paper: &Paper, written: bool) -> Html {
    let Paper {
        id,
        note,
        selected,
        only,
    } = paper;
    let text = if note.text.is_empty() { "empty" } else { &note.text };
    let chosen = if *selected { ", selected" } else { "" };
    let label = format!("Note: {text}{chosen}; Enter writes, arrows move it, Shift and arrows resize it");
    let style = format!(
        "transform:translate({}px,{}px);width:{}px;height:{}px",
        note.x, note.y, note.w, note.h
    );
    html! {
        <div key={*id} id={format!("sticky-{id}")} class={classes!("sticky", note.colour.name(), selected.then_some("selected"))} {style} tabindex="0" role="group" aria-roledescription="note" aria-label={label}>
            if written {
                <Field editing={Editing::Note(*id)} text={note.text.to_string()} name="Text of the note" />
            } else if note.text.is_empty() {
                <p class="sticky-empty">{ "Double-click to write" }</p>
            } else {
                <p>{ &*note.text }</p>
            }
            if *only {
                { grips() }
            }
        </div>
    }
}
