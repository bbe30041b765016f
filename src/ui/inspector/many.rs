//! Several things at once.

use super::arranging::ArrangeBar;
use crate::platform::element;
use crate::session::{Action, Changed, Selection};
use crate::ui::flags::use_access;
use crate::ui::kit::Tile;
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ManyProps {
    /// The button that closes the drawer.
    pub close: Html,
}

/// What is selected, and what can be done with all of it.
#[component]
pub fn ManyInspector(props: &ManyProps) -> Html {
    let may_edit = use_access().is_full();
    let store = use_store();
    let selection = use_slice(Changed::SELECTION, |session| session.selection().clone());
    let item = |id: &crate::base::NodeId| {
        let id = *id;
        let found = store.read(|session| {
            let node = session.scenario().nodes.get(&id)?;
            Some((node.name.to_string(), node.settings.spec()))
        });
        let Some((name, spec)) = found else {
            return Html::default();
        };
        let select = {
            let store = store.clone();
            move |_| {
                store.dispatch(Action::Select(Selection::node(id)));
                element::focus("tab-0");
            }
        };
        html! {
            <li key={id.0}><button type="button" class="kind" onclick={select}><Tile {spec} /><span>{ name }</span></button></li>
        }
    };
    let act = |action: Action| {
        let store = store.clone();
        move |_: MouseEvent| store.dispatch(action.clone())
    };
    let counts = [
        (selection.nodes.len(), "node", "nodes"),
        (selection.wires.len(), "wire", "wires"),
        (selection.areas.len(), "box", "boxes"),
        (selection.notes.len(), "note", "notes"),
    ];
    let words = counts.into_iter().filter(|(count, _, _)| *count > 0);
    let words: Vec<String> = words
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    html! {
        <>
            <div class="inspector-head">
                <div class="names"><h2>{ words.join(", ") }</h2></div>
                { props.close.clone() }
            </div>
            <div class="tab-body scroll" tabindex="0" role="region" aria-label="Selection">
                <div class="row">
                    <button type="button" class="btn" disabled={!may_edit} onclick={act(Action::DuplicateSelection)}>{ "Duplicate" }</button>
                    <button type="button" class="btn" disabled={!may_edit} onclick={act(Action::DeleteSelection)}>{ "Delete" }</button>
                    <button type="button" class="btn ghost" onclick={act(Action::Select(Selection::default()))}>{ "Select nothing" }</button>
                </div>
                if may_edit {
                    <ArrangeBar />
                }
                <ul>{ for selection.nodes.iter().map(item) }</ul>
            </div>
        </>
    }
}
