//! "Save this run as a scenario": which steps to keep, and which facts to check.

use crate::scenario::{Fact, Step};
use crate::session::{Action, FactRow, SavedRun, SavedStep};
use crate::sim::decimal;
use crate::ui::kit::{Modal, use_typed, wrapped};
use crate::ui::use_store;
use std::collections::BTreeSet;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SaveRunProps {
    pub on_close: Callback<()>,
}

/// What the dialog found when it was opened.
#[derive(PartialEq)]
struct Found {
    now: String,
    title: String,
    steps: Vec<SavedStep>,
    facts: Vec<FactRow>,
}

/// The steps of the run and the facts at the playhead, each with a box to tick.
#[component]
pub fn SaveRunDialog(props: &SaveRunProps) -> Html {
    let store = use_store();
    let found = use_memo((), |()| {
        store.read(|session| Found {
            now: session.now().to_string(),
            title: session.scenario().title.clone(),
            steps: session.run_steps(),
            facts: session.run_facts(),
        })
    });
    let title = use_typed(&proposal(&found.title), Callback::noop());
    let left_out = use_state_eq(BTreeSet::<usize>::new);
    let claimed = use_state_eq(BTreeSet::<usize>::new);
    let zeros = use_state_eq(|| false);
    let onsubmit = {
        let (found, title, left_out, claimed) = (found.clone(), title.clone(), left_out.clone(), claimed.clone());
        let close = props.on_close.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let saved = SavedRun {
                title: title.now().trim().to_string(),
                steps: kept(
                    &found.steps,
                    |index| !left_out.contains(&index),
                    |saved| saved.step.clone(),
                ),
                facts: kept(&found.facts, |index| claimed.contains(&index), |row| row.fact.clone()),
            };
            store.dispatch(Action::SaveRun(Box::new(saved)));
            close.emit(());
        }
    };
    let flip_step = flipping(left_out.clone());
    let flip_fact = flipping(claimed.clone());
    let all_zeros = {
        let zeros = zeros.clone();
        move |_: Event| zeros.set(!*zeros)
    };
    html! {
        <Modal title="Save this run as a scenario" on_close={props.on_close.clone()}>
            <form class="save-run" {onsubmit}>
                <p class="quiet">{ format!("The design as it was when the run began, and what was done since, up to {}: it runs the same way again, step by step.", found.now) }</p>
                <label for="save-run-title">{ "Title" }</label>
                <input ref={title.field.clone()} id="save-run-title" class="input" maxlength="200" autocomplete="off" ~defaultValue={title.first.clone()} />
                <fieldset>
                    <legend class="section">{ "Steps" }</legend>
                    if found.steps.is_empty() {
                        <p class="quiet">{ "Nothing was done to this run. Drop a fault on a node or change a setting, then save." }</p>
                    }
                    { for found.steps.iter().enumerate().map(|(index, saved)| step_row(index, &saved.step, saved.by_hand, !left_out.contains(&index), &flip_step)) }
                </fieldset>
                <fieldset>
                    <legend class="section">{ format!("What must be so at {}", found.now) }</legend>
                    <label class="choice"><input type="checkbox" checked={*zeros} onchange={all_zeros} />{ "Show what is zero too" }</label>
                    { facts(&found.facts, *zeros, &claimed, &flip_fact) }
                </fieldset>
                <div class="row"><button type="submit" class="btn primary">{ "Save as a scenario" }</button></div>
            </form>
        </Modal>
    }
}

fn proposal(title: &str) -> String {
    if title.is_empty() {
        "My run".to_string()
    } else {
        format!("{title}, my run")
    }
}

fn kept<T, U>(rows: &[T], keep: impl Fn(usize) -> bool, take: impl Fn(&T) -> U) -> Vec<U> {
    let rows = rows.iter().enumerate().filter(|(index, _)| keep(*index));
    rows.map(|(_, row)| take(row)).collect()
}

/// Ticks a box or takes the tick away.
fn flipping(set: UseStateHandle<BTreeSet<usize>>) -> Callback<usize> {
    Callback::from(move |index: usize| {
        let mut next = (*set).clone();
        if !next.remove(&index) {
            next.insert(index);
        }
        set.set(next);
    })
}

fn step_row(index: usize, step: &Step, by_hand: bool, checked: bool, flip: &Callback<usize>) -> Html {
    let onchange = flip.reform(move |_: Event| index);
    html! {
        <label key={index} class="choice saved-step">
            <input type="checkbox" {checked} {onchange} />
            <span class="when">{ step.at.to_string() }</span>
            <code>{ step.run.to_string() }</code>
            if by_hand {
                <span class="quiet">{ "by hand" }</span>
            }
        </label>
    }
}

/// The facts under the node that they are about.
fn facts(rows: &[FactRow], zeros: bool, claimed: &BTreeSet<usize>, flip: &Callback<usize>) -> Html {
    let shown = |(index, row): &(usize, &FactRow)| {
        zeros || row.value != 0 || claimed.contains(index) || matches!(row.fact, Fact::Made(_))
    };
    let rows: Vec<(usize, &FactRow)> = rows.iter().enumerate().filter(shown).collect();
    let group = |group: &[(usize, &FactRow)]| {
        let name = group.first().map_or("", |(_, row)| row.node.as_str());
        let name = if name.is_empty() { "The whole run" } else { name };
        let fact = |(index, row): &(usize, &FactRow)| {
            let index = *index;
            let onchange = flip.reform(move |_: Event| index);
            html! {
                <label key={index} class="choice">
                    <input type="checkbox" checked={claimed.contains(&index)} {onchange} />
                    <span class="fact-name">{ wrapped(&row.name) }</span>
                    <b>{ decimal(row.value, 0) }</b>
                </label>
            }
        };
        html! {
            <details key={name.to_string()} open={group.iter().any(|(index, row)| row.node.is_empty() || claimed.contains(index))}>
                <summary>{ name }</summary>
                <div class="facts-list">{ for group.iter().map(fact) }</div>
            </details>
        }
    };
    rows.chunk_by(|a, b| a.1.node == b.1.node).map(group).collect()
}
