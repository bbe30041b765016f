//! Choosing what the twin does differently.

use super::use_twins;
use crate::platform::element;
use crate::session::{Changed, Owner, Session, Variable, Variation, VariationRow};
use crate::sim::Category;
use crate::ui::kit::{Glyph, Icon, Modal, use_typed};
use crate::ui::{use_slice, use_store};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TwinDialogProps {
    pub on_close: Callback<()>,
}

/// What can be different: nodes by name, then wires; and what is looked at first. That is what is selected, or else what
/// is queued, since its settings are compared most often.
fn variables(session: &Session) -> (Vec<Variable>, Option<Owner>) {
    let variables = session.variables();
    let selection = session.selection();
    let nodes = selection.only_node().map(Owner::Node);
    let chosen = nodes.or_else(|| selection.only_wire().map(Owner::Wire));
    let doc = &session.scenario().nodes;
    let queued = |variable: &&Variable| match variable.of {
        Owner::Node(id) => doc
            .get(&id)
            .is_some_and(|node| node.settings.spec().category == Category::Queues),
        Owner::Wire(_) => false,
    };
    let found = variables
        .iter()
        .find(|variable| Some(variable.of) == chosen)
        .or_else(|| variables.iter().find(queued))
        .or(variables.first());
    let first = found.map(|variable| variable.of);
    (variables, first)
}

/// A node or wire, a setting, another value; or one of the suggestions.
#[component]
pub fn TwinDialog(props: &TwinDialogProps) -> Html {
    let (store, twins) = (use_store(), use_twins());
    let (variables, first) = use_slice(Changed::DOCUMENT, variables);
    let chosen = use_state_eq(|| None::<Owner>);
    let of = chosen.or(first);
    let suggestions = use_slice(Changed::DOCUMENT, move |session| {
        of.map_or_else(Vec::new, |of| session.variations(of))
    });
    let start = {
        let (store, twins, close) = (store, twins, props.on_close.clone());
        Callback::from(move |variation: Variation| {
            twins.start(&store, variation);
            close.emit(());
        })
    };
    let suggestion = |row: &VariationRow| {
        let (start, variation) = (start.clone(), row.variation.clone());
        html! {
            <li key={row.text.clone()}><button type="button" class="btn small" onclick={move |_| start.emit(variation.clone())}><Icon glyph={Glyph::Twin} size={14} />{ &row.text }</button></li>
        }
    };
    let on_choice = {
        let (chosen, variables) = (chosen.clone(), variables.clone());
        move |event: Event| {
            let value = element::value_of(&event);
            chosen.set(
                variables
                    .iter()
                    .map(|variable| variable.of)
                    .find(|of| key(*of) == value),
            );
        }
    };
    let group = |label: &'static str, wires: bool| {
        let fits = |variable: &&Variable| matches!(variable.of, Owner::Wire(_)) == wires;
        let options: Vec<Html> = variables
            .iter()
            .filter(fits)
            .map(|variable| option(variable, of))
            .collect();
        if options.is_empty() {
            return Html::default();
        }
        html! { <optgroup {label}>{ for options }</optgroup> }
    };
    html! {
        <Modal title="Twin run" on_close={props.on_close.clone()}>
            <p class="quiet">{ "The same design and seed beside this run, with one thing changed from the start. One clock drives both; what you do to this run is done to the twin too." }</p>
            if let Some(of) = of {
                <label class="part twin-node"><span>{ "Node or wire" }</span><select class="input" onchange={on_choice}>{ group("Nodes", false) }{ group("Wires", true) }</select></label>
                if !suggestions.is_empty() {
                    <h3 class="section">{ "Suggestions" }</h3>
                    <ul class="suggestions">{ for suggestions.iter().map(suggestion) }</ul>
                }
                <h3 class="section">{ "Another value" }</h3>
                <ValueForm key={key(of)} {of} on_start={start} />
            } else {
                <p>{ "Add a node first: there is nothing to compare yet." }</p>
            }
        </Modal>
    }
}

/// What tells a node or wire from the others in a list.
fn key(of: Owner) -> String {
    match of {
        Owner::Node(id) => format!("node-{}", id.0),
        Owner::Wire(id) => format!("wire-{}", id.0),
    }
}

fn option(variable: &Variable, chosen: Option<Owner>) -> Html {
    let value = key(variable.of);
    html! { <option key={value.clone()} {value} selected={chosen == Some(variable.of)}>{ &variable.name }</option> }
}

#[derive(Properties, PartialEq)]
struct ValueFormProps {
    of: Owner,
    on_start: Callback<Variation>,
}

/// A setting and what it is in the twin.
#[component]
fn ValueForm(props: &ValueFormProps) -> Html {
    let store = use_store();
    let of = props.of;
    let fields = use_slice(Changed::DOCUMENT, move |session| {
        let rows = match of {
            Owner::Node(node) => session.fields(node),
            Owner::Wire(wire) => session.terms(wire),
        };
        let rows = rows.into_iter();
        rows.map(|row| (row.spec.0.name, row.text)).collect::<Vec<_>>()
    });
    let field = use_state_eq(|| None::<&'static str>);
    let written = use_state_eq(|| None::<String>);
    let problem = use_state_eq(String::new);
    let name = field
        .or_else(|| fields.first().map(|(name, _)| *name))
        .unwrap_or_default();
    let now = fields
        .iter()
        .find(|(known, _)| *known == name)
        .map_or("", |(_, text)| text);
    let text = (*written).clone().unwrap_or_else(|| now.to_string());
    let typed = {
        let written = written.clone();
        use_typed(&text, Callback::from(move |text: String| written.set(Some(text))))
    };
    let on_field = {
        let (field, written, fields) = (field.clone(), written.clone(), fields.clone());
        move |event: Event| {
            let value = element::value_of(&event);
            field.set(fields.iter().find(|(name, _)| *name == value).map(|(name, _)| *name));
            written.set(None);
        }
    };
    let onsubmit = {
        let (problem, start, typed) = (problem.clone(), props.on_start.clone(), typed.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match store.read(|session| session.vary(of, name, &typed.now())) {
                Ok(variation) => start.emit(variation),
                Err(error) => problem.set(error.to_string()),
            }
        }
    };
    let option = |(known, _): &(&'static str, String)| {
        html! { <option key={*known} value={*known} selected={*known == name}>{ *known }</option> }
    };
    html! {
        <form class="stop-form" {onsubmit}>
            <div class="draft">
                <label class="part"><span>{ "Setting" }</span><select class="input" onchange={on_field}>{ for fields.iter().map(option) }</select></label>
                <label class="part"><span>{ "In the twin" }</span><input ref={typed.field.clone()} class="input" ~defaultValue={typed.first.clone()} oninput={typed.oninput()} autocomplete="off" aria-invalid={(!problem.is_empty()).to_string()} aria-describedby="twin-problem" /></label>
            </div>
            <p id="twin-problem" class="problem" role="alert">{ (*problem).clone() }</p>
            <div class="row"><button type="submit" class="btn primary">{ "Start" }</button></div>
        </form>
    }
}
