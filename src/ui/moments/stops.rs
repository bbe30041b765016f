//! "Stop when …": the conditions, and a form that writes them.

use super::draft::{Change, Draft, DraftForm};
use crate::session::{Action, Changed, StopAction, StopRow, When};
use crate::ui::kit::{Glyph, Icon, Modal, use_typed};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

const TEXT_ID: &str = "stop-text";

#[derive(Properties, PartialEq)]
pub struct StopsProps {
    pub on_close: Callback<()>,
}

/// The conditions of the session, suggestions, and a form for others.
#[component]
pub fn StopsDialog(props: &StopsProps) -> Html {
    let store = use_store();
    let rows = use_slice(Changed::ALL, |session| session.stops());
    let suggestions = use_slice(Changed::ALL, |session| session.stop_suggestions());
    let draft = use_state_eq(Draft::default);
    let written = use_state_eq(|| None::<String>);
    let problem = use_state_eq(|| None::<String>);
    // Submitting asks again: it may come before the last letter is shown everywhere.
    let text = {
        let (draft, written) = (draft.clone(), written.clone());
        move || (*written).clone().unwrap_or_else(|| draft.text())
    };
    let typed = {
        let written = written.clone();
        use_typed(&text(), Callback::from(move |text: String| written.set(Some(text))))
    };
    let add = {
        let (store, problem, written) = (store.clone(), problem.clone(), written.clone());
        Callback::from(
            move |text: String| match store.read(|session| When::parse(&text, session.scenario())) {
                Ok(when) => {
                    store.dispatch(Action::Stop(StopAction::Add(when)));
                    problem.set(None);
                    written.set(None);
                }
                Err(why) => problem.set(Some(why)),
            },
        )
    };
    let known: Vec<String> = rows.iter().map(|row| row.text.clone()).collect();
    let suggestion = |(words, text): &(String, String)| {
        let (add, text) = (add.clone(), text.clone());
        let there = known.contains(&text);
        html! {
            <li key={text.clone()}>
                <button type="button" class="btn small" title={text.clone()} disabled={there} onclick={move |_| add.emit(text.clone())}>
                    <Icon glyph={Glyph::Add} size={14} />{ words }
                </button>
            </li>
        }
    };
    let on_draft = {
        let (draft, written, problem) = (draft.clone(), written.clone(), problem.clone());
        move |(set, value): Change| {
            let mut changed = (*draft).clone();
            set(&mut changed, value);
            draft.set(changed);
            written.set(None);
            problem.set(None);
        }
    };
    let onsubmit = {
        let add = add.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            add.emit(text());
        }
    };
    html! {
        <Modal title="Stop when" on_close={props.on_close.clone()}>
            <p class="quiet">{ "The run stops right when a condition becomes true, at any speed, and says why." }</p>
            if rows.is_empty() {
                <p class="quiet">{ "No conditions yet. Add one below." }</p>
            } else {
                <ul class="stops" aria-label="Conditions">{ for rows.into_iter().map(item) }</ul>
            }
            <h3 class="section">{ "Suggestions" }</h3>
            <ul class="suggestions">{ for suggestions.iter().map(suggestion) }</ul>
            <h3 class="section">{ "Another condition" }</h3>
            <form class="stop-form" {onsubmit}>
                <DraftForm draft={(*draft).clone()} {on_draft} />
                <label class="as-text" for={TEXT_ID}>{ "As text" }</label>
                <div class="row">
                    <input ref={typed.field.clone()} id={TEXT_ID} class="input grow mono" ~defaultValue={typed.first.clone()} oninput={typed.oninput()} aria-invalid={problem.is_some().to_string()} aria-describedby="stop-problem" autocomplete="off" spellcheck="false" />
                    <button type="submit" class="btn primary">{ "Add" }</button>
                </div>
                <p id="stop-problem" class="problem" role="alert">{ (*problem).clone().unwrap_or_default() }</p>
            </form>
        </Modal>
    }
}

fn item(row: StopRow) -> Html {
    let key = row.id;
    html! { <StopItem {key} {row} /> }
}

#[derive(Properties, PartialEq)]
struct StopItemProps {
    row: StopRow,
}

#[component]
fn StopItem(props: &StopItemProps) -> Html {
    let store = use_store();
    let StopRow { id, text, on, now } = props.row.clone();
    let switch = {
        let store = store.clone();
        move |_| store.dispatch(Action::Stop(StopAction::Switch(id, !on)))
    };
    let remove = move |_| store.dispatch(Action::Stop(StopAction::Remove(id)));
    html! {
        <li class="stop">
            <label><input type="checkbox" checked={on} onchange={switch} /><span class="mono">{ &text }</span></label>
            if let Some(now) = now {
                <span class="quiet">{ format!("now {}", crate::sim::decimal(now, 0)) }</span>
            }
            <button type="button" class="btn ghost small icon" aria-label={format!("Remove {text}")} onclick={remove}><Icon glyph={Glyph::Close} size={16} /></button>
        </li>
    }
}
