//! Steps: by every event, or by those of one node or message.

use crate::base::{MessageId, NodeId};
use crate::platform::element;
use crate::session::{Action, Changed, Scope, Session, Travel};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

/// The scopes that can be chosen, each with its value and its name.
fn choices(session: &Session) -> Vec<(String, String)> {
    let mut scopes = vec![Scope::Everything];
    scopes.extend(session.selection().only_node().map(Scope::Node));
    let message = session.focus().message;
    if message != MessageId::NONE {
        scopes.push(Scope::Message(message));
    }
    if !scopes.contains(&session.scope()) {
        scopes.push(session.scope());
    }
    scopes
        .into_iter()
        .map(|scope| (value(scope), name(session, scope)))
        .collect()
}

fn name(session: &Session, scope: Scope) -> String {
    match scope {
        Scope::Everything => "every event".to_string(),
        Scope::Node(id) => session.scenario().name(id).to_string(),
        Scope::Message(id) => id.to_string(),
    }
}

fn value(scope: Scope) -> String {
    match scope {
        Scope::Everything => String::new(),
        Scope::Node(id) => format!("node {}", id.0),
        Scope::Message(id) => format!("message {}", id.0),
    }
}

fn read(value: &str) -> Scope {
    match value.split_once(' ') {
        Some(("node", number)) => number
            .parse()
            .map_or(Scope::Everything, |number| Scope::Node(NodeId(number))),
        Some(("message", number)) => number
            .parse()
            .map_or(Scope::Everything, |number| Scope::Message(MessageId(number))),
        _ => Scope::Everything,
    }
}

/// What steps go by: it follows what is selected, and can be set.
#[component]
pub fn StepScope() -> Html {
    let store = use_store();
    let list = use_node_ref();
    let slices = Changed::PLAYBACK | Changed::SELECTION | Changed::DOCUMENT;
    let choices = use_slice(slices, choices);
    let chosen = use_slice(slices, |session| value(session.scope()));
    use_effect_with((list.clone(), chosen.clone(), choices.clone()), |(list, chosen, _)| {
        element::choose(list, chosen)
    });
    let onchange = move |event: Event| {
        let scope = read(&element::value_of(&event));
        store.dispatch(Action::Travel(Travel::Scope(scope)));
    };
    let option = |(value, name): &(String, String)| {
        html! { <option key={value.clone()} value={value.clone()} selected={*value == chosen}>{ name }</option> }
    };
    html! {
        <label class="scope">
            <span>{ "Step by" }</span>
            <select ref={list} class="input" title="What the step buttons go by" {onchange}>{ for choices.iter().map(option) }</select>
        </label>
    }
}
