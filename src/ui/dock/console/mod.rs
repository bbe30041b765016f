//! The console: command lines, their answers, and the lines that buttons and drags stand for.

mod history;
mod line;
mod popup;
mod prompt;
mod transcript;

use crate::api::Output;
use crate::platform::element;
use crate::session::{Action, Changed};
use crate::ui::kit::CopyButton;
use crate::ui::{use_slice, use_store};
use line::Line;
use prompt::Prompt;
use transcript::Transcript;
use yew::prelude::*;

/// Settings, transcript and prompt.
#[component]
pub fn Console() -> Html {
    let line = use_memo((), |()| Line::with_history());
    html! {
        <div class="console">
            <Bar />
            <Transcript line={(*line).clone()} />
            <Prompt line={(*line).clone()} />
        </div>
    }
}

/// How answers are printed, and what can be done with the whole transcript.
#[component]
fn Bar() -> Html {
    let store = use_store();
    let (output, revision) = use_slice(Changed::ALL, |session| {
        (session.console().output(), session.console().revision())
    });
    let script = use_memo(revision, |_| store.read(|session| session.script()));
    let onchange = {
        let store = store.clone();
        move |event: Event| {
            let output = match element::value_of(&event).as_str() {
                "text" => Output::Text,
                "table" => Output::Table,
                _ => Output::Json,
            };
            store.dispatch(Action::SetOutput(output));
        }
    };
    let choice = |of: Output, value: &'static str| html! { <option {value} selected={output == of}>{ value }</option> };
    html! {
        <div class="console-head">
            <label class="quiet" for="console-output">{ "Output" }</label>
            <select id="console-output" class="input" {onchange}>
                { choice(Output::Json, "json") }
                { choice(Output::Text, "text") }
                { choice(Output::Table, "table") }
            </select>
            <span class="space" />
            <CopyButton text={(*script).clone()} label="Copy as a script" class="small" />
            <button type="button" class="btn small" onclick={move |_| store.dispatch(Action::ClearConsole)}>{ "Clear" }</button>
        </div>
    }
}
