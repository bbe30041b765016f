//! The speed.

use crate::platform::element;
use crate::scenario::{parse_rate, write_rate};
use crate::session::{Action, Changed, Playback, rate_label};
use crate::ui::kit::use_typed;
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// The choice that opens a field for any speed.
const OTHER: &str = "other";
const FIELD_ID: &str = "speed";

/// How fast simulated time passes, from 0.1× to 10,000×: in steps, or whatever is typed.
#[component]
pub fn Speed() -> Html {
    let store = use_store();
    let list = use_node_ref();
    let typing = use_state_eq(|| false);
    let rate = use_slice(Changed::PLAYBACK | Changed::DOCUMENT, |session| session.playback().rate);
    use_effect_with((list.clone(), rate, *typing), |(list, rate, typing)| {
        if *typing {
            element::focus(FIELD_ID);
            element::select_text(FIELD_ID);
        } else {
            element::choose(list, &rate.to_string());
        }
    });
    let mut rates = Playback::RATES.to_vec();
    if !rates.contains(&rate) {
        rates.push(rate);
        rates.sort_unstable();
    }
    let onchange = {
        let (store, typing) = (store.clone(), typing.clone());
        move |event: Event| match element::value_of(&event) {
            other if other == OTHER => typing.set(true),
            value => {
                if let Ok(rate) = value.parse() {
                    store.dispatch(Action::SetRate(rate));
                }
            }
        }
    };
    let tell = {
        let typing = typing.clone();
        move |text: String| {
            store.dispatch(match wanted(&text) {
                Some(rate) => Action::SetRate(rate),
                None => Action::Notify {
                    text: "A speed is a number from 0.1 to 10,000: how many times as fast as real time.".to_string(),
                    refusal: true,
                    undoable: false,
                },
            });
            typing.set(false);
        }
    };
    let typed = use_typed(&write_rate(rate), Callback::from(tell));
    let onkeydown = {
        let typing = typing.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                typing.set(false);
            }
        }
    };
    let leave = {
        let typing = typing.clone();
        move |_: FocusEvent| typing.set(false)
    };
    let option = |step: u32| html! { <option key={step} value={step.to_string()} selected={step == rate}>{ rate_label(step) }</option> };
    html! {
        <div class="speed">
            <label class="for-reader" for={FIELD_ID}>{ "Speed" }</label>
            if *typing {
                <input key="field" ref={typed.field.clone()} id={FIELD_ID} class="input" type="text" inputmode="decimal" ~defaultValue={typed.first.clone()} onchange={typed.onchange()} {onkeydown} onblur={leave} />
            } else {
                <select key="list" ref={list} id={FIELD_ID} class="input" title="Speed ([ and ])" {onchange}>
                    { for rates.into_iter().map(option) }
                    <option key={OTHER} value={OTHER}>{ "Other…" }</option>
                </select>
            }
        </div>
    }
}

/// A speed that can be played at.
fn wanted(text: &str) -> Option<u32> {
    let text = text.replace(',', "");
    parse_rate(&text).filter(|rate| (Playback::SLOWEST..=Playback::FASTEST).contains(rate))
}
