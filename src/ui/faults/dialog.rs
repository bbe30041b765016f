//! Choosing a fault's target, amount and time with lists and fields.

use crate::base::SimTime;
use crate::platform::element;
use crate::session::{Action, Aim, Changed, FaultKind, parse_clock, write_clock};
use crate::ui::kit::{Glyph, Icon, Modal, use_typed};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FaultDialogProps {
    /// Which fault.
    pub kind: FaultKind,
    /// When, where that was chosen already.
    pub at: Option<SimTime>,
    pub on_close: Callback<()>,
}

/// One fault, to be done now or planned.
#[component]
pub fn FaultDialog(props: &FaultDialogProps) -> Html {
    let kind = props.kind;
    let store = use_store();
    let targets = use_memo(kind, |kind| store.read(|session| session.fault_targets(*kind)));
    let target = use_state_eq(|| targets.first().cloned().unwrap_or_default());
    let amount = use_state_eq(|| kind.amount().map_or("", |(_, amount)| amount).to_string());
    let measured = {
        let tell = amount.clone();
        use_typed(&amount, Callback::from(move |text: String| tell.set(text)))
    };
    let later = use_state_eq(|| props.at.is_some());
    let now = use_slice(Changed::RUN, |session| session.now());
    let time = use_state_eq(|| write_clock(props.at.unwrap_or(now)));
    // Submitting asks again: it may come before the last letter is shown everywhere.
    let written = {
        let (target, amount, later, time) = (target.clone(), amount.clone(), later.clone(), time.clone());
        move || {
            let at = if *later { parse_clock(&time) } else { None };
            let ready = !target.trim().is_empty() && (!*later || at.is_some());
            (kind.line(target.trim(), &amount), at, ready)
        }
    };
    let (line, at, ready) = written();
    let onsubmit = {
        let close = props.on_close.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let (line, at, ready) = written();
            if ready {
                store.dispatch(Action::Strike { line, at });
                close.emit(());
            }
        }
    };
    html! {
        <Modal title={kind.label()} on_close={props.on_close.clone()}>
            <p class="quiet">{ kind.help() }</p>
            <form class="fault-form" {onsubmit}>
                <Target {kind} targets={(*targets).clone()} chosen={(*target).clone()} on_choose={move |chosen| target.set(chosen)} />
                if let Some((label, _)) = kind.amount() {
                    <label for="fault-amount">{ label }</label>
                    <input ref={measured.field.clone()} id="fault-amount" class="input" autocomplete="off" ~defaultValue={measured.first.clone()} oninput={measured.oninput()} />
                }
                <When later={*later} time={(*time).clone()} wrong={*later && at.is_none()} {now}
                    on_later={let later = later.clone(); move |on| later.set(on)} on_time={move |text| time.set(text)} />
                <span class="quiet">{ "As a command" }</span>
                <code class="fault-line">{ line }</code>
                <div class="row">
                    <button type="submit" class="btn primary" aria-disabled={(!ready).to_string()}>
                        <Icon glyph={Glyph::of_fault(kind)} size={16} />
                        { if *later { "Add the step" } else { "Do it now" } }
                    </button>
                </div>
            </form>
        </Modal>
    }
}

#[derive(Properties, PartialEq)]
struct TargetProps {
    kind: FaultKind,
    targets: Vec<String>,
    chosen: String,
    on_choose: Callback<String>,
}

/// A list where everything that fits can be listed; for messages a field with proposals.
#[component]
fn Target(props: &TargetProps) -> Html {
    let aim = props.kind.aim();
    let typed = use_typed(&props.chosen, props.on_choose.clone());
    if aim == Aim::Message {
        return html! {
            <>
                <label for="fault-target">{ aim.label() }</label>
                <input ref={typed.field.clone()} id="fault-target" class="input" list="fault-messages" placeholder="m-12" autocomplete="off" ~defaultValue={typed.first.clone()} oninput={typed.oninput()} />
                <datalist id="fault-messages">{ for props.targets.iter().map(|target| html! { <option key={target.clone()} value={target.clone()} /> }) }</datalist>
            </>
        };
    }
    if props.targets.is_empty() {
        return html! { <p class="fault-none" role="status">{ format!("There is nothing here yet that “{}” fits. Add it from the palette first.", props.kind.label()) }</p> };
    }
    let onchange = props.on_choose.reform(|event: Event| element::value_of(&event));
    html! {
        <>
            <label for="fault-target">{ aim.label() }</label>
            <select id="fault-target" class="input" {onchange}>
                { for props.targets.iter().map(|target| html! {
                    <option key={target.clone()} value={target.clone()} selected={*target == props.chosen}>{ target.replace(' ', " → ") }</option>
                }) }
            </select>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct WhenProps {
    later: bool,
    time: String,
    wrong: bool,
    now: SimTime,
    on_later: Callback<bool>,
    on_time: Callback<String>,
}

/// Now, or a time of the run.
#[component]
fn When(props: &WhenProps) -> Html {
    let typed = use_typed(&props.time, props.on_time.clone());
    let choice = |later: bool, words: String| {
        let onchange = props.on_later.reform(move |_: Event| later);
        html! {
            <label class="choice"><input type="radio" name="fault-when" checked={props.later == later} {onchange} />{ words }</label>
        }
    };
    html! {
        <>
            <span id="fault-when">{ "When" }</span>
            <div class="row" role="radiogroup" aria-labelledby="fault-when">
                { choice(false, format!("Now ({})", props.now)) }
                { choice(true, "At".to_string()) }
                <input ref={typed.field.clone()} class="input" aria-label="Time of the run" aria-invalid={props.wrong.to_string()} disabled={!props.later} autocomplete="off" ~defaultValue={typed.first.clone()} oninput={typed.oninput()} />
            </div>
            if props.wrong {
                <p class="field-error fault-none" role="alert"><Icon glyph={Glyph::Warning} />{ "Write a time such as 90 s, 1:30 or 2 min." }</p>
            }
        </>
    }
}
