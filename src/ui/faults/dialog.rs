//! Choosing a fault's target, amount and time with lists and fields.

use crate::base::SimTime;
use crate::platform::element;
use crate::session::{Action, Aim, Changed, FaultKind, parse_clock, write_clock};
use crate::ui::kit::{Glyph, Icon, Modal};
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
    let later = use_state_eq(|| props.at.is_some());
    let now = use_slice(Changed::RUN, |session| session.now());
    let time = use_state_eq(|| write_clock(props.at.unwrap_or(now)));
    let at = if *later { parse_clock(&time) } else { None };
    let line = kind.line(target.trim(), &amount);
    let ready = !target.trim().is_empty() && (!*later || at.is_some());
    let strike = {
        let (store, line, close) = (store, line.clone(), props.on_close.clone());
        Callback::from(move |()| {
            store.dispatch(Action::Strike { line: line.clone(), at });
            close.emit(());
        })
    };
    let onsubmit = move |event: SubmitEvent| {
        event.prevent_default();
        if ready {
            strike.emit(());
        }
    };
    html! {
        <Modal title={kind.label()} on_close={props.on_close.clone()}>
            <p class="quiet">{ kind.help() }</p>
            <form class="fault-form" {onsubmit}>
                <Target {kind} targets={(*targets).clone()} chosen={(*target).clone()} on_choose={move |chosen| target.set(chosen)} />
                if let Some((label, _)) = kind.amount() {
                    <label for="fault-amount">{ label }</label>
                    <input id="fault-amount" class="input" autocomplete="off" value={(*amount).clone()}
                        oninput={let amount = amount.clone(); move |event: InputEvent| amount.set(element::typed(&event))} />
                }
                <When later={*later} time={(*time).clone()} wrong={*later && at.is_none()} {now}
                    on_later={let later = later.clone(); move |on| later.set(on)} on_time={move |text| time.set(text)} />
                <span class="quiet">{ "As a command" }</span>
                <code class="fault-line">{ line }</code>
                <div class="row">
                    <button type="submit" class="btn primary" disabled={!ready}>
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
    if aim == Aim::Message {
        let oninput = props.on_choose.reform(|event: InputEvent| element::typed(&event));
        return html! {
            <>
                <label for="fault-target">{ aim.label() }</label>
                <input id="fault-target" class="input" list="fault-messages" placeholder="m-12" autocomplete="off" value={props.chosen.clone()} {oninput} />
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
                <input class="input" aria-label="Time of the run" aria-invalid={props.wrong.to_string()} disabled={!props.later} autocomplete="off" value={props.time.clone()}
                    oninput={props.on_time.reform(|event: InputEvent| element::typed(&event))} />
            </div>
            if props.wrong {
                <p class="field-error fault-none" role="alert"><Icon glyph={Glyph::Warning} />{ "Write a time such as 90 s, 1:30 or 2 min." }</p>
            }
        </>
    }
}
