//! Fields that boxes, notes and the looks of wires share.

use crate::scenario::Scenario;
use crate::ui::kit::{Glyph, Icon, use_typed};
use yew::prelude::*;

/// A few buttons of which one is chosen. `labelled` is the id of the words that name them.
pub fn choices<T: Copy + PartialEq + 'static>(
    labelled: &'static str,
    all: &[(T, &'static str)],
    chosen: T,
    choose: &Callback<T>,
) -> Html {
    let choice = |(value, label): &(T, &'static str)| {
        let (value, choose) = (*value, choose.clone());
        html! {
            <button type="button" class="btn small" role="radio" aria-checked={(value == chosen).to_string()} onclick={move |_| choose.emit(value)}>{ *label }</button>
        }
    };
    html! { <div class="picks" role="radiogroup" aria-labelledby={labelled}>{ for all.iter().map(choice) }</div> }
}

#[derive(Properties, PartialEq)]
pub struct MeasureProps {
    /// What is measured.
    pub name: &'static str,
    /// How much it is now.
    pub pixels: i32,
    /// Takes another measure.
    pub on_change: Callback<i32>,
}

/// A width or a height. What can't be read stays in the field, with a word on how to mend it.
#[component]
pub fn Measure(props: &MeasureProps) -> Html {
    let wrong = use_state_eq(|| None::<String>);
    let id = format!("measure-{}", props.name);
    let tell = {
        let (wrong, on_change) = (wrong.clone(), props.on_change.clone());
        move |text: String| match text.trim().parse::<i32>() {
            Ok(pixels) if (1..=Scenario::FAR).contains(&pixels) => {
                wrong.set(None);
                on_change.emit(pixels);
            }
            _ => wrong.set(Some(text)),
        }
    };
    let text = (*wrong).clone().unwrap_or_else(|| props.pixels.to_string());
    let typed = use_typed(&text, Callback::from(tell));
    html! {
        <div class="field">
            <div class="field-top">
                <label class="field-name" for={id.clone()}>{ props.name }</label>
                <span class="number has-unit" style="--unit:2">
                    <input ref={typed.field.clone()} type="text" inputmode="numeric" {id} class="input" ~defaultValue={typed.first.clone()} aria-invalid={wrong.is_some().to_string()} onchange={typed.onchange()} />
                    <span class="unit" aria-hidden="true">{ "px" }</span>
                </span>
            </div>
            if wrong.is_some() {
                <p class="field-error" role="alert"><Icon glyph={Glyph::Warning} size={15} />{ "Use a whole number of pixels. It is rounded to steps of 8." }</p>
            }
        </div>
    }
}
