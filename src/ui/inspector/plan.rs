//! What happens when, and what must be so: the scenario's steps and checks, to read and to change.

use crate::base::SimTime;
use crate::scenario::Edit;
use crate::session::{Action, Changed, PlanRow, Verdict, parse_clock, write_clock};
use crate::ui::kit::{Glyph, Icon, use_typed, wrapped};
use crate::ui::panels::{Dialog, use_panels};
use crate::ui::{Store, use_slice, use_store};
use yew::prelude::*;

/// The steps in order of time, with a line to add one.
#[component]
pub fn Steps() -> Html {
    let panels = use_panels();
    let store = use_store();
    let rows = use_slice(Changed::DOCUMENT, |session| session.planned_steps());
    let go = going(&store);
    let remove = Callback::from(move |index: usize| edit(&store, Edit::RemoveStep(index)));
    let save = move |_: MouseEvent| panels.open(Dialog::SaveRun);
    html! {
        <section aria-label="What happens when">
            <h3 class="heading">{ "What happens when" }</h3>
            if rows.is_empty() {
                <p class="field-help">{ "Nothing is planned. Add a command with its time, or drop a fault on the timeline." }</p>
            }
            <ol class="plan">{ for rows.iter().map(|row| line(row, &remove, &go)) }</ol>
            <AddStep />
            <div class="row"><button type="button" class="btn small" onclick={save}>{ "Save this run as a scenario…" }</button></div>
        </section>
    }
}

/// The checks, with whether each holds at the playhead.
#[component]
pub fn Checks() -> Html {
    let store = use_store();
    let rows = use_slice(Changed::DOCUMENT | Changed::RUN, |session| session.planned_checks());
    if rows.is_empty() {
        return Html::default();
    }
    let go = going(&store);
    let remove = Callback::from(move |index: usize| edit(&store, Edit::RemoveCheck(index)));
    html! {
        <section aria-label="What must be so">
            <h3 class="heading">{ "What must be so" }</h3>
            <ol class="plan">{ for rows.iter().map(|row| line(row, &remove, &go)) }</ol>
        </section>
    }
}

fn going(store: &Store) -> Callback<SimTime> {
    let store = store.clone();
    Callback::from(move |at: SimTime| store.dispatch(Action::Seek(at)))
}

fn edit(store: &Store, edit: Edit) {
    store.dispatch(Action::Edit {
        edit,
        key: String::new(),
    });
}

fn line(row: &PlanRow, remove: &Callback<usize>, go: &Callback<SimTime>) -> Html {
    let index = row.index;
    let onclick = remove.reform(move |_: MouseEvent| index);
    let at = row.at;
    let go = go.reform(move |_: MouseEvent| at);
    html! {
        <li key={index}>
            <button type="button" class="when" title="Go there" aria-label={format!("Go to {}", row.when)} onclick={go}>{ &row.when }</button>
            <span class="what">{ wrapped(&row.text) }{ verdict(row.verdict) }</span>
            <button type="button" class="btn ghost small icon" aria-label={format!("Remove {} {}", row.when, row.text)} {onclick}><Icon glyph={Glyph::Close} size={14} /></button>
        </li>
    }
}

fn verdict(verdict: Verdict) -> Html {
    let (class, words) = match verdict {
        Verdict::Unasked => return Html::default(),
        Verdict::Holds => ("holds", "holds now"),
        Verdict::NotYet => ("", "not yet so"),
        Verdict::Fails => ("fails", "does not hold"),
        Verdict::Past => ("", "not so now; go to its time to see whether it was"),
    };
    html! { <span class={classes!("verdict", class)}>{ words }</span> }
}

/// A time and a command.
#[component]
fn AddStep() -> Html {
    let store = use_store();
    let now = use_slice(Changed::PLAYBACK, |session| session.now());
    let (when, what) = (use_state_eq(String::new), use_state_eq(String::new));
    let time = {
        let tell = when.clone();
        use_typed(&when, Callback::from(move |text: String| tell.set(text)))
    };
    let command = {
        let tell = what.clone();
        use_typed(&what, Callback::from(move |text: String| tell.set(text)))
    };
    let at = moment(&when, now);
    let ready = at.is_some() && !what.trim().is_empty();
    let onsubmit = {
        let (time, command) = (time.clone(), command.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let line = command.now().trim().to_string();
            let at = moment(&time.now(), store.read(|session| session.now()));
            if at.is_some() && !line.is_empty() {
                store.dispatch(Action::Strike { line, at });
                command.write("");
                time.write("");
            }
        }
    };
    html! {
        <form class="add-step" {onsubmit}>
            <input ref={time.field.clone()} class="input when" aria-label="Time of the new step" placeholder={write_clock(now)} autocomplete="off" aria-invalid={at.is_none().to_string()} oninput={time.oninput()} />
            <input ref={command.field.clone()} class="input grow" aria-label="Command of the new step" placeholder="fail worker" autocomplete="off" oninput={command.oninput()} />
            <button type="submit" class="btn small" aria-disabled={(!ready).to_string()}>{ "Add" }</button>
        </form>
    }
}

/// When a step is to be: the present moment where nothing is said.
fn moment(text: &str, now: SimTime) -> Option<SimTime> {
    if text.trim().is_empty() {
        return Some(now);
    }
    parse_clock(text)
}
