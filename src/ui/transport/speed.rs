//! The speed.

use crate::platform::element;
use crate::session::{Action, Changed, Playback, rate_label};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// How fast simulated time passes, in steps from 0.1× to 10,000×.
#[component]
pub fn Speed() -> Html {
    let store = use_store();
    let list = use_node_ref();
    let rate = use_slice(Changed::PLAYBACK | Changed::DOCUMENT, |session| session.playback().rate);
    use_effect_with((list.clone(), rate), |(list, rate)| {
        element::choose(list, &rate.to_string())
    });
    let mut rates = Playback::RATES.to_vec();
    if !rates.contains(&rate) {
        rates.push(rate);
        rates.sort_unstable();
    }
    let onchange = move |event: Event| {
        if let Ok(rate) = element::value_of(&event).parse() {
            store.dispatch(Action::SetRate(rate));
        }
    };
    let option = |step: u32| html! { <option key={step} value={step.to_string()} selected={step == rate}>{ rate_label(step) }</option> };
    html! {
        <div class="speed">
            <label class="for-reader" for="speed">{ "Speed" }</label>
            <select ref={list} id="speed" class="input" title="Speed" {onchange}>{ for rates.into_iter().map(option) }</select>
        </div>
    }
}
