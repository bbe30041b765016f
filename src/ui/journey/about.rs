//! Who a message is: its number, where it is now, what it says, its kin, and why it is not delivered.

use super::use_journeys;
use crate::base::MessageId;
use crate::session::{NOT_MADE, Passport};
use crate::ui::kit::{Glyph, Icon, Token, use_typed};
use crate::ui::reasons::Reasons;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AboutProps {
    pub passport: Rc<Passport>,
    /// Whether the journey is shown as a list.
    pub listed: bool,
    /// Lanes (false) or list (true) was chosen.
    pub on_list: Callback<bool>,
}

/// The column beside the lanes.
#[component]
pub fn About(props: &AboutProps) -> Html {
    let passport = &props.passport;
    let view = |list: bool, name: &'static str| {
        html! {
            <button type="button" class="btn small" aria-pressed={(props.listed == list).to_string()} onclick={props.on_list.reform(move |_| list)}>{ name }</button>
        }
    };
    let receives = match passport.receives {
        0 => "never received".to_string(),
        1 => "received once".to_string(),
        more => format!("received {more} times"),
    };
    html! {
        <div class="journey-about scroll" role="region" tabindex="0" aria-label={format!("About {}", passport.message)}>
            <div class="journey-title">
                <span>
                    if let Some(facts) = &passport.facts {
                        <Token tint={facts.tint} outlined={!passport.state.starts_with("waiting")} />
                    }
                </span>
                <h3>{ passport.message.to_string() }</h3>
                <span class="space" />
                <div class="segmented" role="group" aria-label="Show the journey as">{ view(false, "Lanes") }{ view(true, "List") }</div>
            </div>
            <p class="journey-state">{ &passport.state }<span class="quiet">{ format!(" · {receives}") }</span></p>
            // Each part that may be missing has an element of its own, which keeps its place.
            <div>
            if let Some(facts) = &passport.facts {
                <pre class="journey-body" aria-label={format!("Body of {}", passport.message)}>{ &facts.body }</pre>
                if !facts.group.is_empty() {
                    <p class="quiet">{ format!("Group {}", facts.group) }</p>
                }
            }
            </div>
            <div>
                if !passport.ancestors.is_empty() {
                    <Kin word="Made from" messages={passport.ancestors.clone()} />
                }
            </div>
            <div>
                if !passport.descendants.is_empty() {
                    <Kin word="Became" messages={passport.descendants.clone()} />
                }
            </div>
            <div>
                if passport.state != NOT_MADE {
                    <h4 class="heading">{ if passport.held { "Why isn't it delivered?" } else { "What became of it?" } }</h4>
                    <Reasons message={passport.message} />
                }
            </div>
            <Choose />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct KinProps {
    word: &'static str,
    messages: Vec<MessageId>,
}

/// More relatives than this are counted.
const NAMED: usize = 6;

/// Messages that this one was made from or became.
#[component]
fn Kin(props: &KinProps) -> Html {
    let journeys = use_journeys();
    let rest = props.messages.len().saturating_sub(NAMED);
    html! {
        <p class="journey-kin">
            { props.word }
            { for props.messages.iter().take(NAMED).map(|message| {
                let (journeys, message) = (journeys.clone(), *message);
                html! {
                    <button key={message.0} type="button" class="chip" aria-label={format!("Journey of {message}")} onclick={move |_| journeys.show(message)}>{ message.to_string() }</button>
                }
            }) }
            if rest > 0 {
                <span key="rest">{ format!("and {rest} more") }</span>
            }
        </p>
    }
}

/// A field to choose a message by its number.
#[component]
pub fn Choose() -> Html {
    let journeys = use_journeys();
    let text = use_state_eq(String::new);
    let typed = {
        let tell = text.clone();
        use_typed(&text, Callback::from(move |typed: String| tell.set(typed)))
    };
    let wrong = !text.trim().is_empty() && number(&text).is_none();
    let onsubmit = {
        let typed = typed.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(message) = number(&typed.now()) {
                journeys.show(message);
                typed.write("");
            }
        }
    };
    html! {
        <form class="journey-choose" {onsubmit}>
            <input ref={typed.field.clone()} class="input" aria-label="Number of a message" placeholder="m-12" aria-invalid={wrong.to_string()} oninput={typed.oninput()} />
            <button type="submit" class="btn icon" aria-label="Show its journey" aria-disabled={number(&text).is_none().to_string()}><Icon glyph={Glyph::Leave} size={16} /></button>
            if wrong {
                <p class="field-error" role="alert">{ "A message's number looks like m-12." }</p>
            }
        </form>
    }
}

/// `m-12` or `12`.
fn number(text: &str) -> Option<MessageId> {
    let number = text.trim().trim_start_matches(['m', 'M', '-']).parse::<u64>().ok();
    number.filter(|number| *number > 0).map(MessageId)
}
