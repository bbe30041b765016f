//! What one can do to a node, and the command that each button stands for.

use crate::base::NodeId;
use crate::session::{Action, Changed};
use crate::sim::NodeSpec;
use crate::ui::kit::{CopyButton, use_typed};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties)]
pub struct ActionsProps {
    pub node: NodeId,
    pub spec: &'static NodeSpec,
}

impl PartialEq for ActionsProps {
    fn eq(&self, other: &ActionsProps) -> bool {
        self.node == other.node && std::ptr::eq(self.spec, other.spec)
    }
}

/// The kind's buttons, a field for any command, and the last answer.
#[component]
pub fn Actions(props: &ActionsProps) -> Html {
    let (store, node) = (use_store(), props.node);
    let name = use_slice(Changed::DOCUMENT, move |session| {
        session.scenario().name(node).to_string()
    });
    let answer = use_slice(Changed::ALL, |session| session.answer().map(str::to_string));
    let line = use_typed("", Callback::noop());
    let run = {
        let store = store.clone();
        Callback::from(move |line: String| {
            if !line.trim().is_empty() {
                store.dispatch(Action::Run(line));
            }
        })
    };
    let button = |button: &'static crate::sim::Button| {
        let command = button.run.replace("{name}", &name);
        let line = command.clone();
        html! {
            <div class="action-row" key={button.label}>
                <button type="button" class="btn" onclick={run.reform(move |_| line.clone())}>{ button.label }</button>
                <p class="field-help">{ button.help }</p>
                <div class="command-row"><code class="command field-command">{ &command }</code><CopyButton text={command.clone()} class="small ghost" /></div>
            </div>
        }
    };
    let onsubmit = {
        let (line, store) = (line.clone(), store.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let line = line.now();
            if !line.trim().is_empty() {
                store.dispatch(Action::Type(line));
            }
        }
    };
    let hint = if props.spec.service.is_empty() {
        "Every action is a command; type any here.".to_string()
    } else {
        format!(
            "Every action is a command, in the words of the AWS CLI: aws {} help lists them.",
            props.spec.service
        )
    };
    html! {
        <>
            { for props.spec.buttons.iter().map(button) }
            <h3 class="heading">{ "Any command" }</h3>
            <form {onsubmit}>
                <label class="field-help" for="command-line">{ hint }</label>
                <div class="row">
                    <input ref={line.field.clone()} id="command-line" class="input grow mono" autocomplete="off" spellcheck="false" />
                    <button class="btn">{ "Run" }</button>
                </div>
            </form>
            if let Some(answer) = answer {
                <h3 class="heading">{ "Answer" }</h3>
                <pre class="command" tabindex="0" aria-label="Answer" aria-live="polite">{ answer }</pre>
            }
        </>
    }
}
